//! The database is gone: the console says so, offers no set-up, and loses nothing that was typed.

use axum::http::StatusCode;
use noroshi::domain::operator::Role;

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal},
    on_each_database,
};

on_each_database!(without_a_database_nothing_is_lost_and_nothing_is_offered);

async fn without_a_database_nothing_is_lost_and_nothing_is_offered(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    portal.core().db.close().await;

    let page = portal.stranger().get("/console/sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = portal.stranger().sign_in("boss", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.body.contains(PASSWORD));

    for path in ["/console", "/console/account", "/console/operators", "/console/audit"] {
        let page = admin.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(page.text("h1").as_deref(), Some("The database is not available"), "{path}");
        assert_eq!(page.header("retry-after"), "5");
        let body = page.body.to_lowercase();
        for word in ["setup", "set-up", "install", "sqlite", "postgres", "password"] {
            assert!(!body.contains(word), "{path}: {word}");
        }
    }

    let fields = [("login", "suzuki"), ("name", "鈴木 蓮"), ("role", "viewer"), ("language", "ja")];
    let page = admin.post("/console/operators/new", &fields).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("Your text is kept"));
    assert_eq!(page.value("name").as_deref(), Some("鈴木 蓮"));
    let action = page.attribute("main form", "action");
    assert_eq!(action.as_deref(), Some("/console/operators/new"));
}
