//! Managing operators.

use axum::http::StatusCode;
use noroshi::{
    app::{
        Actor, Error,
        operators::{self, ChangeRefusal},
    },
    domain::operator::Role,
};

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal},
    on_each_database,
};

on_each_database!(
    an_administrator_adds_an_operator_and_hands_over_a_link,
    a_login_name_is_taken_once,
    the_last_administrator_stays,
    two_administrators_who_disable_each_other_do_not_both_succeed,
    a_disabled_operator_is_out_until_enabled_again,
    a_reset_takes_everything_away_and_gives_a_link,
    a_changed_role_holds_at_once,
    managing_operators_asks_who_one_is_after_five_minutes,
);

const NEW: [(&str, &str); 4] =
    [("login", "suzuki"), ("name", "鈴木 蓮"), ("role", "publisher"), ("language", "ja")];

async fn an_administrator_adds_an_operator_and_hands_over_a_link(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let page = admin.post("/console/operators/new", &NEW).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let link = page.text(".code").unwrap();
    let path = link.strip_prefix("https://status.example.jp").unwrap();
    let mut suzuki = portal.stranger();
    suzuki.post(path, &[("password", PASSWORD)]).await;
    let home = suzuki.get("/console").await;
    assert!(home.body.contains("鈴木 蓮（掲載担当者）"), "{}", home.body);
    assert_eq!(home.header("content-language"), "ja");
    let list = admin.get("/console/operators").await;
    assert_eq!(list.texts("tbody tr").len(), 2);
    assert!(!list.body.contains(path), "the link is shown once");
}

async fn a_login_name_is_taken_once(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    admin.post("/console/operators/new", &NEW).await;
    let before = portal.audited().await;
    let page = admin.post("/console/operators/new", &NEW).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.error_at("login").unwrap().contains("already"));
    assert_eq!(page.value("name").as_deref(), Some("鈴木 蓮"));
    for login in ["system", "command-line", "nobody", "unknown", "new", "Suzuki", "a/b", "鈴木"] {
        let page =
            admin.post("/console/operators/new", &[("login", login), NEW[1], NEW[2], NEW[3]]).await;
        assert!(page.error_at("login").is_some(), "{login}");
        assert_eq!(page.value("login").as_deref(), Some(login));
    }
    assert_eq!(portal.audited().await, before);
}

async fn the_last_administrator_stays(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let page = admin.post("/console/operators/boss/disable", &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("This is the last administrator."));
    let page = admin.post("/console/operators/boss/role", &[("role", "viewer")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(admin.is_signed_in().await);

    portal.add("second", Role::Admin).await;
    let page = admin.post("/console/operators/boss/role", &[("role", "viewer")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(!admin.is_signed_in().await);
}

async fn two_administrators_who_disable_each_other_do_not_both_succeed(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("one", Role::Admin).await;
    portal.add("two", Role::Admin).await;
    let core = portal.core();
    let from = noroshi::app::sessions::Browser::default().origin();
    let (by_one, by_two) = (Actor::operator("one", from.clone()), Actor::operator("two", from));
    for _ in 0..5 {
        let (two, one) = tokio::join!(
            operators::disable_operator(core, &by_one, "two"),
            operators::disable_operator(core, &by_two, "one"),
        );
        assert_ne!(one.is_ok(), two.is_ok(), "{one:?} {two:?}");
        let (refused, disabled) = if one.is_ok() { (two, "one") } else { (one, "two") };
        assert!(matches!(refused, Err(Error::Refused(ChangeRefusal::LastAdmin))), "{refused:?}");
        operators::enable_operator(core, &by_one, disabled).await.unwrap();
    }
}

async fn a_disabled_operator_is_out_until_enabled_again(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let mut sato = portal.operator("sato", Role::Publisher).await;
    let page = admin.post("/console/operators/sato/disable", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(!sato.is_signed_in().await);
    assert_eq!(sato.sign_in("sato", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    assert!(admin.get("/console/operators").await.body.contains("Disabled"));
    admin.post("/console/operators/sato/enable", &[]).await;
    assert_eq!(sato.sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

async fn a_reset_takes_everything_away_and_gives_a_link(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let mut sato = portal.operator("sato", Role::Publisher).await;
    super::factor::enrol(&portal, &mut sato).await;
    let page = admin.post("/console/operators/sato/reset", &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let link = page.text(".code").unwrap();
    assert!(!sato.is_signed_in().await);
    assert_eq!(sato.sign_in("sato", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    let path = link.strip_prefix("https://status.example.jp").unwrap();
    let page = sato.post(path, &[("password", "quite another phrase 7")]).await;
    assert_eq!(page.location(), "/console", "no second step is asked for");
}

async fn a_changed_role_holds_at_once(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let mut sato = portal.operator("sato", Role::Admin).await;
    assert_eq!(sato.get("/console/operators").await.status, StatusCode::OK);
    admin.post("/console/operators/sato/role", &[("role", "viewer")]).await;
    assert_eq!(sato.get("/console/operators").await.status, StatusCode::UNAUTHORIZED);
    sato.sign_in("sato", PASSWORD).await;
    assert_eq!(sato.get("/console/operators").await.status, StatusCode::FORBIDDEN);
    let same = admin.post("/console/operators/sato/role", &[("role", "viewer")]).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER);
    let page = admin.post("/console/operators/sato/role", &[("role", "king")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        admin.post("/console/operators/not-there/disable", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn managing_operators_asks_who_one_is_after_five_minutes(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    portal.wait_seconds(301);
    let asked = admin.post("/console/operators/new", &NEW).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert_eq!(asked.text("h1").as_deref(), Some("Please confirm that it is you"));
    assert!(asked.body.contains("What you typed is kept"));
    let (next, kept) = (asked.value("next").unwrap(), asked.value("kept").unwrap());

    let wrong = [("password", "a wrong guess"), ("next", &*next), ("kept", &*kept)];
    let page = admin.post("/console/step-up", &wrong).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(page.value("kept").unwrap(), kept, "nothing is lost by a wrong password");

    let right = [("password", PASSWORD), ("next", &*next), ("kept", &*kept)];
    let page = admin.post("/console/step-up", &right).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.value("name").as_deref(), Some("鈴木 蓮"));
    let page = admin.post("/console/operators/new", &NEW).await;
    assert_eq!(page.status, StatusCode::OK);
}
