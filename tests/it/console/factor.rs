//! The second factor: setting it up, using it, losing it.

use axum::http::StatusCode;
use noroshi::{app::SecondFactorRule, domain::operator::Role};

use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Page, Portal},
    on_each_database,
};

on_each_database!(
    a_second_factor_is_asked_for_once_it_is_set_up,
    a_code_works_once,
    a_recovery_code_works_once,
    guessing_codes_is_slowed_down,
    a_role_that_publishes_must_set_it_up_first,
    what_was_typed_waits_until_it_is_set_up,
    whoever_needs_it_cannot_turn_it_off,
    a_seed_that_was_shown_too_long_ago_is_not_taken,
    a_seed_of_somebody_else_is_not_taken,
    the_seed_is_sealed_and_the_codes_are_hashed,
    half_way_through_signing_in_nothing_else_is_allowed,
);

/// Sets a second factor up, and returns its seed for typing and the recovery codes.
pub(super) async fn enrol(portal: &Portal, browser: &mut Browser) -> (String, Vec<String>) {
    let page = browser.get("/console/account/second-factor").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.attribute(".qr path", "d").unwrap().starts_with('M'));
    let seed = page.text(".code").unwrap();
    let (sealed, code) = (page.value("sealed").unwrap(), portal.code_of(&seed));
    let fields = [("sealed", sealed.as_str()), ("code", code.as_str())];
    let page = browser.post("/console/account/second-factor", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let codes = page.texts(".codes li");
    assert_eq!(codes.len(), 10);
    // The next code is one of the next step.
    portal.wait_seconds(30);
    (seed, codes)
}

/// Goes as far as the second step.
async fn first_step(portal: &Portal, login: &str) -> Browser {
    let mut browser = portal.stranger();
    let page = browser.sign_in(login, PASSWORD).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text("h1").as_deref(), Some("Two-step sign-in"));
    assert_eq!(page.attribute("#code", "autocomplete").as_deref(), Some("one-time-code"));
    browser
}

async fn answer(browser: &mut Browser, code: &str) -> StatusCode {
    browser.post("/console/sign-in/code", &[("code", code)]).await.status
}

async fn a_second_factor_is_asked_for_once_it_is_set_up(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("sato", Role::Publisher).await;
    let (seed, _) = enrol(&portal, &mut here).await;

    let mut browser = first_step(&portal, "sato").await;
    assert_eq!(browser.get("/console").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer(&mut browser, "000000").await, StatusCode::UNAUTHORIZED);
    let code = portal.code_of(&seed);
    assert_eq!(answer(&mut browser, &code).await, StatusCode::SEE_OTHER);
    assert!(browser.is_signed_in().await);
    let audited = portal.audited().await;
    assert_eq!(audited[audited.len() - 2..], ["session.refuse", "session.open"]);
}

async fn a_code_works_once(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("sato", Role::Publisher).await;
    let (seed, _) = enrol(&portal, &mut here).await;
    let code = portal.code_of(&seed);

    let (mut one, mut two) = (first_step(&portal, "sato").await, first_step(&portal, "sato").await);
    let (first, second) = tokio::join!(answer(&mut one, &code), answer(&mut two, &code));
    let mut statuses = [first, second];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED]);

    portal.wait_seconds(30);
    let mut third = first_step(&portal, "sato").await;
    assert_eq!(answer(&mut third, &code).await, StatusCode::UNAUTHORIZED, "still in tolerance");
    let code = portal.code_of(&seed);
    assert_eq!(answer(&mut third, &code).await, StatusCode::SEE_OTHER);
}

async fn a_recovery_code_works_once(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("sato", Role::Publisher).await;
    let (_, codes) = enrol(&portal, &mut here).await;

    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(answer(&mut first_step(&portal, "sato").await, &typed).await, StatusCode::SEE_OTHER);
    let mut again = first_step(&portal, "sato").await;
    assert_eq!(answer(&mut again, &codes[3]).await, StatusCode::UNAUTHORIZED);
    assert_eq!(answer(&mut again, &codes[4]).await, StatusCode::SEE_OTHER);
    let page = again.get("/console/account").await;
    assert!(page.body.contains("8 recovery codes are left."), "{}", page.body);
    assert!(portal.audited().await.contains(&"factor.recovery".to_owned()));
}

async fn guessing_codes_is_slowed_down(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("sato", Role::Publisher).await;
    enrol(&portal, &mut here).await;
    let mut browser = first_step(&portal, "sato").await;
    let mut statuses = Vec::new();
    for guess in 0..8 {
        statuses.push(answer(&mut browser, &format!("00000{guess}")).await);
    }
    assert_eq!(statuses[..6], [StatusCode::UNAUTHORIZED; 6]);
    assert_eq!(statuses[6..], [StatusCode::TOO_MANY_REQUESTS; 2]);
}

async fn a_role_that_publishes_must_set_it_up_first(database: TestDatabase) {
    let portal = Portal::with(&database, SecondFactorRule::Required).await;
    portal.add("sato", Role::Publisher).await;
    let mut browser = portal.stranger();
    let page = browser.sign_in("sato", PASSWORD).await;
    assert_eq!(page.location(), "/console/account/second-factor");
    assert_eq!(browser.get("/console").await.location(), "/console/account/second-factor");
    assert_eq!(browser.get("/console/audit").await.status, StatusCode::SEE_OTHER);
    let page = browser.get("/console/account/second-factor").await;
    assert!(page.body.contains("Your role requires two-step sign-in."));
    enrol(&portal, &mut browser).await;
    assert!(browser.is_signed_in().await);

    let mut drafter = portal.operator("suzuki", Role::Drafter).await;
    assert!(drafter.is_signed_in().await, "a drafter may do without");
}

async fn what_was_typed_waits_until_it_is_set_up(database: TestDatabase) {
    let portal = Portal::with(&database, SecondFactorRule::Required).await;
    portal.add("sato", Role::Publisher).await;
    let mut browser = portal.stranger();
    let typed = [("scope_text_ja", "長い文章"), ("step", "check")];
    let asked = browser.post("/console/incidents/new", &typed).await;
    let carried = |page: &Page| {
        let field = |name| page.attribute(&format!("main [name={name}]"), "value").unwrap();
        (field("next"), field("kept"))
    };
    let (next, kept) = carried(&asked);
    let fields = [("name", "sato"), ("password", PASSWORD), ("next", &next), ("kept", &kept)];
    let mut page = browser.post("/console/sign-in", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Your role requires two-step sign-in."));
    assert_eq!(carried(&page), (next.clone(), kept.clone()));

    // Whoever sends a form first is asked in the same way.
    let asked = browser.post("/console/incidents/new", &typed).await;
    assert_eq!((asked.status, carried(&asked)), (StatusCode::UNAUTHORIZED, carried(&page)));
    for code in ["000000", ""] {
        let sealed = page.value("sealed").unwrap();
        let code = if code.is_empty() {
            portal.code_of(&page.text(".code").unwrap())
        } else {
            code.to_owned()
        };
        let fields = [("sealed", &*sealed), ("code", &*code), ("next", &*next), ("kept", &*kept)];
        page = browser.post("/console/account/second-factor", &fields).await;
    }
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.texts("ol.codes li").len(), 10);
    let action = page.attribute("main form", "action").unwrap();
    assert_eq!(action, "/console/incidents/new");
    assert_eq!(page.value("scope_text_ja").as_deref(), Some("長い文章"));
}

async fn whoever_needs_it_cannot_turn_it_off(database: TestDatabase) {
    let portal = Portal::with(&database, SecondFactorRule::Required).await;
    portal.add("sato", Role::Publisher).await;
    let mut browser = portal.stranger();
    browser.sign_in("sato", PASSWORD).await;
    enrol(&portal, &mut browser).await;
    let page = browser.post("/console/account/second-factor/remove", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    first_step(&portal, "sato").await;
}

async fn a_seed_that_was_shown_too_long_ago_is_not_taken(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Viewer).await;
    let page = browser.get("/console/account/second-factor").await;
    let (seed, sealed) = (page.text(".code").unwrap(), page.value("sealed").unwrap());

    let wrong = [("sealed", sealed.as_str()), ("code", "000000")];
    let page = browser.post("/console/account/second-factor", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.error_at("code").unwrap().contains("not correct"));
    assert_eq!(page.text(".code").unwrap(), seed, "the same seed is shown again");

    portal.wait_seconds(15 * 60);
    browser.post("/console/step-up", &[("password", PASSWORD)]).await;
    let code = portal.code_of(&seed);
    let late = [("sealed", sealed.as_str()), ("code", code.as_str())];
    let page = browser.post("/console/account/second-factor", &late).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("This took too long."));
    assert_ne!(page.text(".code").unwrap(), seed);
}

async fn a_seed_of_somebody_else_is_not_taken(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut sato = portal.operator("sato", Role::Viewer).await;
    let mut suzuki = portal.operator("suzuki", Role::Viewer).await;
    let page = suzuki.get("/console/account/second-factor").await;
    let (seed, sealed) = (page.text(".code").unwrap(), page.value("sealed").unwrap());
    let code = portal.code_of(&seed);
    let fields = [("sealed", sealed.as_str()), ("code", code.as_str())];
    let page = sato.post("/console/account/second-factor", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sato.get("/console/account").await.body.contains("Set it up"));
}

async fn the_seed_is_sealed_and_the_codes_are_hashed(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Viewer).await;
    let (_, codes) = enrol(&portal, &mut browser).await;
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let sato = noroshi::storage::operators::find_by_login(&mut tx, "sato").await.unwrap().unwrap();
    let stored = noroshi::storage::credentials::find(&mut tx, sato.id).await.unwrap();
    let factor = stored.factor.unwrap();
    assert_eq!(factor.sealed_seed.len(), 12 + 20 + 16, "nonce, ciphertext, tag");
    assert!(factor.recovery_codes.iter().all(|stored| stored.len() == 64));
    assert!(codes.iter().all(|code| !factor.recovery_codes.contains(code)));
}

async fn half_way_through_signing_in_nothing_else_is_allowed(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut here = portal.operator("boss", Role::Admin).await;
    enrol(&portal, &mut here).await;
    let mut browser = first_step(&portal, "boss").await;
    for path in ["/console", "/console/account", "/console/operators", "/console/audit"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(page.text("h1").as_deref(), Some("Two-step sign-in"), "{path}");
    }
    let fields = [("current", PASSWORD), ("password", "quite another phrase 7")];
    let page = browser.post("/console/account/password", &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(portal.stranger().sign_in("boss", PASSWORD).await.status, StatusCode::OK);
}
