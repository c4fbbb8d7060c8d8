//! One-time links.

use axum::http::StatusCode;
use noroshi::{
    app::{Actor, Error, links, links::RedeemRefusal, operators, sessions::Browser},
    domain::{operator::Role, token::Token},
    web::console::link_path,
};

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal},
    on_each_database,
};

on_each_database!(
    a_link_lets_its_operator_choose_a_password,
    a_link_works_once,
    two_uses_at_the_same_moment_are_one,
    a_link_ends_after_fifteen_minutes,
    a_link_is_good_for_one_purpose_only,
    a_newer_link_replaces_the_older,
    a_link_of_a_disabled_operator_does_not_work,
    a_refused_password_leaves_the_link_as_it_was,
    a_sign_in_link_needs_no_password,
    what_is_no_link_is_said_to_be_gone,
);

const GONE: &str = "This link no longer works";

async fn a_link_lets_its_operator_choose_a_password(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let path = link_path(&portal.invite("sato", Role::Publisher).await);
    let mut browser = portal.stranger();
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("For Operator sato. You will sign in with the name sato."));
    assert_eq!(page.attribute("#password", "autocomplete").as_deref(), Some("new-password"));
    assert_eq!(page.header("referrer-policy"), "strict-origin");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.headers.get("set-cookie"), None);
    browser.get(&path).await;

    let page = browser.post(&path, &[("password", PASSWORD)]).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/console"));
    assert!(browser.is_signed_in().await);
    let mut elsewhere = portal.stranger();
    assert_eq!(elsewhere.sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

async fn a_link_works_once(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let path = link_path(&portal.invite("sato", Role::Publisher).await);
    portal.stranger().post(&path, &[("password", PASSWORD)]).await;
    let mut other = portal.stranger();
    let page = other.get(&path).await;
    assert_eq!((page.status, page.text("h1").as_deref()), (StatusCode::GONE, Some(GONE)));
    let page = other.post(&path, &[("password", "quite another phrase 7")]).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert_eq!(other.session(), None);
}

async fn two_uses_at_the_same_moment_are_one(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let path = link_path(&portal.invite("sato", Role::Publisher).await);
    let (mut one, mut two) = (portal.stranger(), portal.stranger());
    let (first, second) = tokio::join!(
        one.post(&path, &[("password", PASSWORD)]),
        two.post(&path, &[("password", "quite another phrase 7")]),
    );
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::GONE]);
}

async fn a_link_ends_after_fifteen_minutes(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let path = link_path(&portal.invite("sato", Role::Publisher).await);
    portal.wait_seconds(899);
    assert_eq!(portal.stranger().get(&path).await.status, StatusCode::OK);
    portal.wait_seconds(1);
    assert_eq!(portal.stranger().get(&path).await.status, StatusCode::GONE);
    let page = portal.stranger().post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::GONE);
}

async fn a_link_is_good_for_one_purpose_only(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = portal.core();
    let security = &portal.console.security;
    let browser = Browser::default();
    let invited = portal.invite("sato", Role::Publisher).await;
    let refused = links::sign_in_by_link(core, &invited, &browser).await;
    assert!(matches!(refused, Err(Error::Refused(RedeemRefusal::Gone))));

    let actor = Actor::command_line();
    let sign_in = links::issue_sign_in_link(core, &actor, "sato").await.unwrap().unwrap();
    let password = PASSWORD.to_owned();
    let refused = links::set_password_by_link(core, security, &sign_in, password, &browser).await;
    assert!(matches!(refused, Err(Error::Refused(RedeemRefusal::Gone))));
    assert!(links::sign_in_by_link(core, &sign_in, &browser).await.is_ok(), "it was not used up");
}

async fn a_newer_link_replaces_the_older(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let older = link_path(&portal.invite("sato", Role::Publisher).await);
    let actor = Actor::command_line();
    let newer = operators::reset_operator(portal.core(), &actor, "sato").await.unwrap();
    assert_eq!(portal.stranger().get(&older).await.status, StatusCode::GONE);
    assert_eq!(portal.stranger().get(&link_path(&newer)).await.status, StatusCode::OK);
}

async fn a_link_of_a_disabled_operator_does_not_work(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let path = link_path(&portal.invite("sato", Role::Publisher).await);
    let actor = Actor::command_line();
    operators::disable_operator(portal.core(), &actor, "sato").await.unwrap();
    assert_eq!(portal.stranger().get(&path).await.status, StatusCode::GONE);
}

async fn a_refused_password_leaves_the_link_as_it_was(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let path = link_path(&portal.invite("t.kanbayashi", Role::Publisher).await);
    let mut browser = portal.stranger();
    let long = "x".repeat(129);
    for (password, said) in [
        ("", "fill in this field"),
        ("short", "at least 12"),
        ("password1234", "first that others would try"),
        ("Kanbayashi-2026", "first that others would try"),
        (long.as_str(), "at most 128"),
    ] {
        let page = browser.post(&path, &[("password", password)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(page.error_at("password").unwrap().contains(said), "{password}: {}", page.body);
        assert_eq!(page.value("password").as_deref(), Some(""), "a secret is not shown again");
    }
    let page = browser.post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

async fn a_sign_in_link_needs_no_password(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.invite("demo", Role::Admin).await;
    let actor = Actor::command_line();
    let token = links::issue_sign_in_link(portal.core(), &actor, "demo").await.unwrap().unwrap();
    let mut browser = portal.stranger();
    let page = browser.get(&link_path(&token)).await;
    assert_eq!(page.text("h1").as_deref(), Some("Sign in once"));
    assert!(!browser.is_signed_in().await, "looking at it does not use it");
    let page = browser.post(&link_path(&token), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(browser.is_signed_in().await);
    assert_eq!(portal.stranger().get(&link_path(&token)).await.status, StatusCode::GONE);
    let fields = [("current", ""), ("password", PASSWORD)];
    let page = browser.post("/console/account/password", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "a fresh session may set the first password");
    assert!(links::issue_sign_in_link(portal.core(), &actor, "nobody").await.unwrap().is_none());
}

async fn what_is_no_link_is_said_to_be_gone(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    for token in ["x", &Token::new([9; 32]).text(), "%00", "%FF", &"A".repeat(500)] {
        let page = portal.stranger().get(&format!("/console/link/{token}")).await;
        assert!(page.status.is_client_error(), "{token}: {}", page.status);
    }
}
