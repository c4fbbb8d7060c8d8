//! Signing in: who gets in, what others learn, and how guessing is slowed down.

use axum::http::{Method, StatusCode};
use noroshi::domain::operator::Role;

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal},
    on_each_database,
};

on_each_database!(
    an_operator_signs_in_with_name_and_password,
    nobody_learns_whether_a_name_exists,
    every_attempt_costs_the_same_work_whoever_is_meant,
    guessing_one_account_is_slowed_down_and_never_locked_for_good,
    guessing_many_accounts_from_one_address_is_slowed_down,
    attempts_at_the_same_moment_are_all_counted,
    whoever_was_attacked_is_told_at_the_next_sign_in,
    whoever_is_attacked_while_signed_in_sees_it_on_the_first_page,
    a_known_browser_does_not_wait_for_what_others_guess,
    signing_in_goes_on_where_it_was_wanted_and_nowhere_else,
    what_was_typed_survives_the_end_of_the_session,
    a_form_from_another_site_does_nothing,
    a_password_of_an_older_strength_is_hashed_anew,
);

async fn an_operator_signs_in_with_name_and_password(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Publisher).await;
    let mut browser = portal.stranger();

    let asked = browser.get("/console").await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert_eq!(asked.text("h1").as_deref(), Some("Sign in"));
    assert_eq!(asked.attribute("#name", "autocomplete").as_deref(), Some("username"));
    assert_eq!(asked.attribute("#password", "autocomplete").as_deref(), Some("current-password"));

    let answer = browser.sign_in("sato", PASSWORD).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/console"));
    let home = browser.get("/console").await;
    assert_eq!(home.status, StatusCode::OK);
    assert_eq!(home.text(".done").as_deref(), Some("You are signed in."));
    assert!(home.body.contains("Operator sato (Publisher)"));
    assert_eq!(home.header("cache-control"), "no-store");
    let again = browser.get("/console").await;
    assert_eq!(again.text(".done"), None, "it is said once");
    assert_eq!(portal.audited().await.last().unwrap(), "session.open");
}

async fn nobody_learns_whether_a_name_exists(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Publisher).await;
    portal.invite("invited", Role::Viewer).await;
    portal.add("gone", Role::Viewer).await;
    let actor = noroshi::app::Actor::command_line();
    noroshi::app::operators::disable_operator(portal.core(), &actor, "gone").await.unwrap();

    let mut pages = Vec::new();
    for (login, password) in [
        ("sato", "wrong password 1"),
        ("nobody-here", "wrong password 1"),
        ("invited", "wrong password 1"),
        ("gone", PASSWORD),
    ] {
        let page = portal.stranger().sign_in(login, password).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(page.headers.get("set-cookie"), None);
        pages.push(page.body.replace(login, "NAME"));
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "the answers are the same");
    assert!(pages[0].contains("The user name or the password is not correct."));
}

async fn every_attempt_costs_the_same_work_whoever_is_meant(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut own = portal.operator("sato", Role::Publisher).await;
    super::factor::enrol(&portal, &mut own).await;
    portal.add("plain", Role::Viewer).await;
    portal.invite("invited", Role::Viewer).await;
    portal.add("gone", Role::Viewer).await;
    let actor = noroshi::app::Actor::command_line();
    noroshi::app::operators::disable_operator(portal.core(), &actor, "gone").await.unwrap();
    let hasher = portal.console.security.hasher.clone();
    let long = "x".repeat(128);
    for (login, password) in [
        ("plain", "wrong password 1"),
        ("plain", PASSWORD),
        ("sato", "wrong password 1"),
        ("sato", PASSWORD),
        ("nobody-here", "wrong password 1"),
        ("Not A Login!", "wrong password 1"),
        ("invited", "wrong password 1"),
        ("gone", PASSWORD),
        ("plain", "x"),
        ("nobody-here", &long),
    ] {
        let before = hasher.computed();
        portal.stranger().sign_in(login, password).await;
        assert_eq!(hasher.computed() - before, 1, "{login}");
    }
    // Whoever has to wait costs nothing, whether there is such a name or not.
    for login in ["sato", "not-there"] {
        for _ in 0..8 {
            portal.stranger().sign_in(login, "a wrong guess").await;
        }
        let before = hasher.computed();
        let page = portal.stranger().sign_in(login, "a wrong guess").await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{login}");
        assert_eq!(hasher.computed(), before, "{login}");
    }
}

async fn guessing_one_account_is_slowed_down_and_never_locked_for_good(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Publisher).await;
    for login in ["sato", "not-there"] {
        let until = portal.core().clock.now().plus_seconds(3600);
        let (mut checked, mut address) = (0, 0x0a00_0000_u32);
        while portal.core().clock.now() < until {
            let mut browser = portal.stranger();
            address += 1;
            browser.address = std::net::Ipv4Addr::from_bits(address).into();
            let page = browser.sign_in(login, "a wrong guess").await;
            if page.status == StatusCode::TOO_MANY_REQUESTS {
                portal.wait_seconds(page.header("retry-after").parse().unwrap());
            } else {
                assert_eq!(page.status, StatusCode::UNAUTHORIZED);
                checked += 1;
            }
        }
        assert!((10..=100).contains(&checked), "{login}: {checked} checks in an hour");
    }
    portal.wait_seconds(900);
    let mut browser = portal.stranger();
    assert_eq!(browser.sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

async fn guessing_many_accounts_from_one_address_is_slowed_down(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.stranger();
    browser.address = "2001:db8:1:2::1".parse().unwrap();
    for guess in 0..21 {
        // Another address of the same network is the same client.
        browser.address = format!("2001:db8:1:2::{guess}").parse().unwrap();
        let page = browser.sign_in(&format!("name-{guess}"), "a wrong guess").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{guess}");
    }
    let page = browser.sign_in("name-x", "a wrong guess").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.header("retry-after"), "1");
    assert!(page.body.contains("Please wait 1 second"), "{}", page.body);
    browser.address = "2001:db8:1:3::1".parse().unwrap();
    let page = browser.sign_in("name-y", "a wrong guess").await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED, "another network is not meant");
}

async fn attempts_at_the_same_moment_are_all_counted(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Publisher).await;
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let mut browser = portal.stranger();
        all.spawn(async move { browser.sign_in("sato", "a wrong guess").await.status });
    }
    let statuses = all.join_all().await;
    let checked = statuses.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count();
    assert!(checked <= 6, "{statuses:?}");
}

async fn whoever_was_attacked_is_told_at_the_next_sign_in(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Publisher).await;
    let mut attempts = 0;
    while attempts < 11 {
        let page = portal.stranger().sign_in("sato", "a wrong guess").await;
        if page.status == StatusCode::UNAUTHORIZED {
            attempts += 1;
        }
        portal.wait_seconds(60);
    }
    portal.wait_seconds(900);
    let mut browser = portal.stranger();
    browser.sign_in("sato", PASSWORD).await;
    let said = browser.get("/console").await.text(".done").unwrap();
    assert!(said.contains("11 attempts"), "{said}");
}

async fn whoever_is_attacked_while_signed_in_sees_it_on_the_first_page(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut sato = portal.operator("sato", Role::Publisher).await;
    let mut suzuki = portal.operator("suzuki", Role::Publisher).await;
    for failed in 1..=12_u32 {
        let page = portal.stranger().sign_in("sato", "a wrong guess").await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        // Longer than the wait, and short of the hour after which a session ends.
        portal.wait_seconds(200);
        let alert = sato.get("/console").await.text(".warns");
        assert_eq!(alert.is_some(), failed >= 10, "{failed}: {alert:?}");
        if let Some(alert) = alert {
            assert!(alert.contains(&format!("{failed} attempts to sign in with your user name")));
        }
    }
    assert_eq!(suzuki.get("/console").await.text(".warns"), None, "it concerns nobody else");
    sato.post("/console/account/language", &[("language", "ja")]).await;
    let alert = sato.get("/console").await.text(".warns").unwrap();
    assert!(
        alert.contains("あなたのユーザー名でのサインインが、最近12回失敗しています。"),
        "{alert}"
    );
    portal.wait_seconds(300);
    let mut again = portal.stranger();
    assert_eq!(again.sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert!(again.get("/console").await.text(".done").unwrap().contains("12回"));
    assert_eq!(again.get("/console").await.text(".warns"), None, "it was told");
}

async fn a_known_browser_does_not_wait_for_what_others_guess(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut own = portal.operator("sato", Role::Publisher).await;
    portal.add("suzuki", Role::Publisher).await;
    own.post("/console/sign-out", &[]).await;
    assert_eq!(own.session(), None);
    for _ in 0..10 {
        portal.stranger().sign_in("sato", "a wrong guess").await;
        portal.stranger().sign_in("suzuki", "a wrong guess").await;
    }
    let elsewhere = portal.stranger().sign_in("sato", PASSWORD).await;
    assert_eq!(elsewhere.status, StatusCode::TOO_MANY_REQUESTS);
    let other_name = own.sign_in("suzuki", PASSWORD).await;
    assert_eq!(other_name.status, StatusCode::TOO_MANY_REQUESTS, "it is known for one name only");
    for _ in 0..6 {
        assert_eq!(own.sign_in("sato", "a wrong guess").await.status, StatusCode::UNAUTHORIZED);
    }
    let status = own.sign_in("sato", PASSWORD).await.status;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "its own guesses are slowed down as well");
    portal.wait_seconds(1);
    assert_eq!(own.sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

async fn signing_in_goes_on_where_it_was_wanted_and_nowhere_else(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Admin).await;
    for (next, location) in [
        ("/console/audit?target=sato", "/console/audit?target=sato"),
        ("/console/operators", "/console/operators"),
        ("", "/console"),
        ("https://evil.example/console", "/console"),
        ("//evil.example", "/console"),
        ("/\\evil.example", "/console"),
        ("/console\r\nlocation: https://evil.example", "/console"),
        ("javascript:alert(1)", "/console"),
    ] {
        let mut browser = portal.stranger();
        let fields = [("name", "sato"), ("password", PASSWORD), ("next", next)];
        let page = browser.post("/console/sign-in", &fields).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, location), "{next}");
    }
    let mut browser = portal.stranger();
    let asked = browser.get("/console/audit?target=sato").await;
    assert_eq!(asked.value("next").as_deref(), Some("/console/audit?target=sato"));
}

async fn what_was_typed_survives_the_end_of_the_session(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Admin).await;
    portal.wait_seconds(13 * 3600);

    let fields = [("login", "suzuki"), ("name", "鈴木 蓮"), ("role", "viewer"), ("language", "ja")];
    let asked = browser.post("/console/operators/new", &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.body.contains("What you typed is kept"));
    let (next, kept) = (asked.value("next").unwrap(), asked.value("kept").unwrap());

    let fields = [("name", "sato"), ("password", PASSWORD), ("next", &next), ("kept", &kept)];
    let resumed = browser.post("/console/sign-in", &fields).await;
    assert_eq!(resumed.status, StatusCode::OK);
    assert_eq!(resumed.value("name").as_deref(), Some("鈴木 蓮"));
    let again: Vec<(String, String)> = ["login", "name", "role", "language"]
        .map(|name| (name.to_owned(), resumed.value(name).unwrap()))
        .into();
    let again: Vec<(&str, &str)> =
        again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let action = resumed.attribute("main form", "action").unwrap();
    let page = browser.post(&action, &again).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.text(".code").unwrap().starts_with("https://status.example.jp/console/link/"));
}

async fn a_form_from_another_site_does_nothing(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Admin).await;
    let before = portal.audited().await;
    for headers in [
        vec![("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        vec![("sec-fetch-site", "same-site"), ("origin", "https://www.example.jp")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![],
    ] {
        for route in noroshi::web::console::ROUTES.iter().copied().flatten() {
            if route.verb != noroshi::web::console::Verb::Post {
                continue;
            }
            let path = route.path.replace("{login}", "sato").replace(['{', '}'], "");
            let mut request = browser.request(Method::POST, &path);
            for (name, value) in &headers {
                request = request.header(*name, *value);
            }
            let page = browser.send(request.body("".into()).unwrap()).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            assert_eq!(page.text("h1").as_deref(), Some("This request came from another site"));
        }
    }
    assert!(browser.is_signed_in().await);
    assert_eq!(portal.audited().await, before);
}

async fn a_password_of_an_older_strength_is_hashed_anew(database: TestDatabase) {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Viewer).await;
    let weak =
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8192, 1, 1, None).unwrap());
    let weak = weak.hash_password_with_salt(PASSWORD.as_bytes(), &[1; 16]).unwrap().to_string();
    let db = &portal.core().db;
    let mut tx = db.begin_write().await.unwrap();
    let sato = noroshi::storage::operators::find_by_login(&mut tx, "sato").await.unwrap().unwrap();
    noroshi::storage::credentials::save_password(&mut tx, sato.id, Some(&weak)).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(portal.stranger().sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let mut tx = db.begin_read().await.unwrap();
    let stored = noroshi::storage::credentials::find(&mut tx, sato.id).await.unwrap();
    let stored = stored.password.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
}
