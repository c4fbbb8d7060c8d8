//! Sessions: what ends them, and that nothing of them can be read from the database.

use axum::http::StatusCode;
use noroshi::{
    app::{Actor, operators},
    domain::{operator::Role, token::Token},
    storage,
};

use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Portal},
    on_each_database,
};

on_each_database!(
    every_event_that_ends_sessions_ends_an_old_cookie,
    every_change_of_credentials_gives_the_session_a_new_cookie,
    a_session_ends_after_an_hour_without_use_and_after_twelve_hours,
    a_busy_session_stays_open_until_its_twelve_hours_are_over,
    one_s_own_sessions_are_listed_and_ended_one_by_one,
    somebody_else_s_session_cannot_be_ended,
    without_its_strict_mark_a_session_may_not_change_how_people_sign_in,
    a_session_that_somebody_else_knew_before_opens_nothing,
    cookies_are_bound_to_this_host_and_out_of_reach_of_scripts,
    signing_out_clears_the_browser,
    only_a_hash_of_the_cookie_is_stored,
    what_is_over_is_removed_and_nothing_else,
);

/// A second browser of the same operator.
async fn second_browser(portal: &Portal, login: &str) -> Browser {
    let mut browser = portal.stranger();
    assert_eq!(browser.sign_in(login, PASSWORD).await.status, StatusCode::SEE_OTHER);
    browser
}

async fn every_event_that_ends_sessions_ends_an_old_cookie(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("boss", Role::Admin).await;
    let cli = Actor::command_line();
    let core = portal.core();
    let events = [
        "password", "enrol", "codes", "remove", "role", "disable", "reset", "admin", "others",
        "sign-out", "step-up",
    ];
    for (number, event) in events.into_iter().enumerate() {
        let login = format!("operator{number}");
        let mut here = portal.operator(&login, Role::Drafter).await;
        let mut old = second_browser(&portal, &login).await;
        assert!(old.is_signed_in().await);
        match event {
            "password" => {
                let fields = [("current", PASSWORD), ("password", "quite another phrase 7")];
                let page = here.post("/console/account/password", &fields).await;
                assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
            }
            "enrol" => {
                super::factor::enrol(&portal, &mut here).await;
            }
            "codes" | "remove" => {
                super::factor::enrol(&portal, &mut here).await;
                old.cookies = here.cookies.clone();
                let path = if event == "codes" {
                    "/console/account/codes"
                } else {
                    "/console/account/second-factor/remove"
                };
                let page = here.post(path, &[]).await;
                assert!(page.status.is_success() || page.status.is_redirection());
            }
            "role" => operators::change_role(core, &cli, &login, Role::Viewer).await.unwrap(),
            "disable" => operators::disable_operator(core, &cli, &login).await.unwrap(),
            "reset" => {
                operators::reset_operator(core, &cli, &login).await.unwrap();
            }
            "admin" => operators::end_sessions_of(core, &cli, &login).await.unwrap(),
            "others" => {
                let page = here.post("/console/account/sessions/end-others", &[]).await;
                assert_eq!(page.status, StatusCode::SEE_OTHER);
            }
            "sign-out" => {
                old.cookies = here.cookies.clone();
                here.post("/console/sign-out", &[]).await;
            }
            "step-up" => {
                old.cookies = here.cookies.clone();
                let page = here.post("/console/step-up", &[("password", PASSWORD)]).await;
                assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
            }
            other => panic!("{other}"),
        }
        assert_eq!(old.get("/console").await.status, StatusCode::UNAUTHORIZED, "{event}");
        assert_eq!(old.get("/console/account").await.status, StatusCode::UNAUTHORIZED, "{event}");
        let stays = ["password", "enrol", "codes", "remove", "others", "step-up"].contains(&event);
        assert_eq!(here.is_signed_in().await, stays, "{event}");
    }
}

async fn every_change_of_credentials_gives_the_session_a_new_cookie(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Drafter).await;
    let mut browser = portal.stranger();
    browser.cookies.insert("__Host-sid".to_owned(), Token::new([1; 32]).text());
    let mut seen = vec![browser.session()];
    browser.sign_in("sato", PASSWORD).await;
    seen.push(browser.session());
    browser.post("/console/step-up", &[("password", PASSWORD)]).await;
    seen.push(browser.session());
    let fields = [("current", PASSWORD), ("password", "quite another phrase 7")];
    browser.post("/console/account/password", &fields).await;
    seen.push(browser.session());
    super::factor::enrol(&portal, &mut browser).await;
    seen.push(browser.session());
    let different: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!(different.len(), 5, "{seen:?}");
}

async fn a_session_ends_after_an_hour_without_use_and_after_twelve_hours(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Viewer).await;
    portal.wait_seconds(3599);
    assert!(browser.is_signed_in().await);
    portal.wait_seconds(3600);
    assert!(!browser.is_signed_in().await);
}

async fn a_busy_session_stays_open_until_its_twelve_hours_are_over(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Viewer).await;
    for half_hours in 1..24 {
        portal.wait_seconds(1800);
        assert!(browser.is_signed_in().await, "after {half_hours} half hours");
    }
    portal.wait_seconds(1800);
    assert!(!browser.is_signed_in().await);
}

async fn one_s_own_sessions_are_listed_and_ended_one_by_one(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("sato", Role::Viewer).await;
    let mut there = second_browser(&portal, "sato").await;
    let page = here.get("/console/account").await;
    let rows = page.texts("#account-sessions ~ .rows li");
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("This one"), "{rows:?}");
    assert!(rows[1].contains("Test/1.0") && rows[1].contains("192.0.2.1"), "{rows:?}");
    let action = page.attribute("#account-sessions ~ .rows form", "action").unwrap();
    let page = here.post(&action, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(here.is_signed_in().await);
    assert!(!there.is_signed_in().await);
    assert_eq!(portal.audited().await.last().unwrap(), "session.revoke");
}

async fn somebody_else_s_session_cannot_be_ended(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut sato = portal.operator("sato", Role::Viewer).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let token = Token::from_text(&sato.session().unwrap()).unwrap().hash().hex();
    let page = admin.post(&format!("/console/account/sessions/{token}/end"), &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(sato.is_signed_in().await);
}

async fn without_its_strict_mark_a_session_may_not_change_how_people_sign_in(
    database: TestDatabase,
) {
    const MARK: &str = "__Host-fresh";
    let portal = Portal::new(&database).await;
    let mut boss = portal.operator("boss", Role::Admin).await;
    let of_another_person = portal.operator("sato", Role::Admin).await.cookies[MARK].clone();
    let of_another_session = second_browser(&portal, "boss").await.cookies[MARK].clone();
    let own = boss.cookies[MARK].clone();
    boss.post("/console/step-up", &[("password", PASSWORD)]).await;
    let of_the_session_before = own;
    let own = boss.cookies[MARK].clone();
    let marks = [
        None,
        Some(String::new()),
        Some("AAAA".to_owned()),
        Some(of_another_person),
        Some(of_another_session),
        Some(of_the_session_before),
    ];
    for route in noroshi::web::console::ROUTES.iter().copied().flatten().filter(|it| it.fresh) {
        for mark in &marks {
            let mut browser = boss.clone();
            browser.cookies.remove(MARK);
            if let Some(mark) = mark {
                browser.cookies.insert(MARK.to_owned(), mark.clone());
            }
            let path = route.path.replace("{login}", "sato").replace(['{', '}'], "");
            let page = match route.verb {
                noroshi::web::console::Verb::Get => browser.get(&path).await,
                noroshi::web::console::Verb::Post => browser.post(&path, &[]).await,
            };
            let title = page.text("h1");
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path} {mark:?}");
            assert_eq!(title.as_deref(), Some("Please confirm that it is you"), "{path}");
        }
    }
    assert_eq!(boss.cookies[MARK], own);
    let page = boss.post("/console/operators/sato/sessions", &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "with its own mark it may");
    // The mark alone does not outlast its five minutes.
    portal.wait_seconds(301);
    let page = boss.post("/console/operators/sato/sessions", &[]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
}

async fn a_session_that_somebody_else_knew_before_opens_nothing(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("sato", Role::Drafter).await;
    let (seed, _) = super::factor::enrol(&portal, &mut here).await;
    let with = |token: &str| {
        let mut browser = portal.stranger();
        browser.cookies.insert("__Host-sid".to_owned(), token.to_owned());
        browser
    };
    // Planted before signing in: it is not taken over.
    let planted = Token::new([1; 32]).text();
    let mut victim = with(&planted);
    victim.sign_in("sato", PASSWORD).await;
    assert!(!with(&planted).is_signed_in().await);
    // Known half way, after the password: the second step makes another one.
    let half_way = victim.session().unwrap();
    assert_ne!(half_way, planted);
    let code = portal.code_of(&seed);
    let page = victim.post("/console/sign-in/code", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(victim.is_signed_in().await);
    assert!(!with(&half_way).is_signed_in().await);
    let page = with(&half_way).get("/console/sign-in/code").await;
    assert_eq!(page.text("h1").as_deref(), Some("Sign in"), "it is not even half way in");
}

async fn cookies_are_bound_to_this_host_and_out_of_reach_of_scripts(database: TestDatabase) {
    let set = |page: &crate::support::console::Page| {
        let cookies = page.headers.get_all("set-cookie").iter().map(|cookie| {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            format!("{name} {}", rest.split_once("; ").unwrap().1)
        });
        cookies.collect::<Vec<_>>()
    };
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Admin).await;
    let mut browser = portal.stranger();
    let page = browser.sign_in("sato", PASSWORD).await;
    assert_eq!(
        set(&page),
        [
            "__Host-flash Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax",
            "__Host-sid Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Lax",
            "__Host-fresh Path=/; Max-Age=300; Secure; HttpOnly; SameSite=Strict",
            "__Host-known Path=/; Max-Age=7776000; Secure; HttpOnly; SameSite=Lax",
        ]
    );
    assert_eq!(
        set(&browser.get("/console").await),
        [
            "__Host-flash Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
            "__Host-lang Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax",
        ],
    );
    assert_eq!(set(&browser.get("/console").await), [""; 0], "nothing is set without need");
    assert_eq!(
        set(&browser.post("/console/sign-out", &[]).await),
        [
            "__Host-sid Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
            "__Host-fresh Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict",
        ]
    );
    let own_machine = Portal::at(&database, "http://127.0.0.1:8080").await;
    let page = own_machine.stranger().sign_in("sato", PASSWORD).await;
    for cookie in set(&page) {
        assert!(!cookie.starts_with("__Host-") && !cookie.contains("Secure"), "{cookie}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite="), "{cookie}");
    }
}

async fn signing_out_clears_the_browser(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Viewer).await;
    let page = browser.post("/console/sign-out", &[]).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/console/sign-in"));
    assert_eq!(page.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(browser.session(), None);
}

async fn only_a_hash_of_the_cookie_is_stored(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let browser = portal.operator("sato", Role::Viewer).await;
    let token = Token::from_text(&browser.session().unwrap()).unwrap();
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let stored = storage::sessions::find(&mut tx, token.hash()).await.unwrap().unwrap();
    assert_eq!(stored.token, token.hash());
    assert!(!format!("{stored:?}").contains(&token.text()));
    assert!(browser.cookies.keys().all(|name| name.starts_with("__Host-")));
}

async fn what_is_over_is_removed_and_nothing_else(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut old = portal.operator("sato", Role::Viewer).await;
    portal.stranger().sign_in("sato", "a wrong guess").await;
    let tidy = async || noroshi::app::tidy::remove_expired(portal.core()).await.unwrap();
    assert_eq!(tidy().await, 0, "nothing is over yet");
    assert!(old.is_signed_in().await);
    portal.wait_seconds(25 * 3600);
    let mut new = portal.stranger();
    new.sign_in("sato", PASSWORD).await;
    let link = portal.invite("suzuki", Role::Viewer).await;
    assert!(tidy().await >= 2, "the session and the failures of the address");
    assert!(new.is_signed_in().await);
    assert!(!old.is_signed_in().await);
    let page = portal.stranger().get(&noroshi::web::console::link_path(&link)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(tidy().await, 0);
}
