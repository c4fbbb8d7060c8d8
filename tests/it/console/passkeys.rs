//! Passkeys: who gets in with one, who does not, and what is kept of it.

use axum::http::StatusCode;
use noroshi::{
    app::{Actor, SecondFactorRule, operators, tidy::remove_expired},
    domain::operator::Role,
    storage,
};
use serde_json::Value;

use crate::support::{
    TestDatabase,
    authenticator::{Authenticator, Fields},
    console::{Browser, PASSWORD, Page, Portal},
    on_each_database,
};

on_each_database!(
    an_operator_signs_in_with_a_passkey_and_nothing_else,
    a_passkey_is_both_factors,
    a_passkey_does_not_wait_for_what_others_guess,
    a_passkey_confirms_who_one_is,
    each_passkey_has_its_name_and_is_removed_by_it,
    adding_and_removing_ask_who_one_is_and_end_other_sessions,
    a_challenge_is_answered_once,
    a_challenge_ends_and_is_good_for_nothing_else,
    a_passkey_of_another_site_is_refused,
    a_passkey_that_did_not_verify_its_user_is_refused,
    each_step_of_the_standard_refuses_what_fails_it,
    a_passkey_that_may_have_been_copied_is_refused,
    a_passkey_that_nobody_registered_is_refused,
    a_passkey_of_somebody_else_is_refused,
    whatever_is_changed_in_an_answer_is_refused,
    an_answer_that_is_none_is_refused_in_words,
    a_passkey_is_registered_once_and_there_are_ten_at_most,
    a_disabled_operator_s_passkey_is_refused_and_a_reset_takes_it_away,
    strangers_can_fill_nothing,
    an_address_without_a_name_has_no_passkeys,
);

/// Where a browser gets its challenge, and where it sends the answer.
const SIGN_IN: &str = "/console/sign-in/passkey";
const STEP_UP: &str = "/console/step-up/passkey";
const ADD: &str = "/console/account/passkeys";

async fn options(browser: &mut Browser, path: &str) -> Value {
    let page = browser.post(&format!("{path}/challenge"), &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.header("content-type"), "application/json");
    serde_json::from_str(&page.body).unwrap()
}

async fn send(browser: &mut Browser, path: &str, fields: &Fields) -> Page {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

async fn try_to_add(browser: &mut Browser, authenticator: &mut Authenticator, name: &str) -> Page {
    let options = options(browser, ADD).await;
    let mut fields = authenticator.create(&options);
    fields.push(("name", name.to_owned()));
    send(browser, ADD, &fields).await
}

async fn add(browser: &mut Browser, authenticator: &mut Authenticator, name: &str) {
    let page = try_to_add(browser, authenticator, name).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/console/account"));
}

async fn sign_in(browser: &mut Browser, authenticator: &mut Authenticator) -> Page {
    let options = options(browser, SIGN_IN).await;
    let fields = authenticator.get(&options);
    send(browser, SIGN_IN, &fields).await
}

fn is_refused(page: &Page) -> bool {
    page.status == StatusCode::UNAUTHORIZED
        && page.text("h1").as_deref() == Some("Sign in")
        && page.body.contains("This passkey was not accepted.")
        && page.headers.get("set-cookie").is_none()
}

/// A portal with an operator who has a passkey.
async fn with_passkey(database: &TestDatabase) -> (Portal, Browser, Authenticator) {
    let portal = Portal::new(database).await;
    let mut browser = portal.operator("sato", Role::Publisher).await;
    let mut authenticator = Authenticator::new(1);
    add(&mut browser, &mut authenticator, "office laptop").await;
    (portal, browser, authenticator)
}

async fn an_operator_signs_in_with_a_passkey_and_nothing_else(database: TestDatabase) {
    let (portal, _, mut authenticator) = with_passkey(&database).await;
    let mut browser = portal.stranger();
    let page = browser.get("/console/sign-in").await;
    let form = page.attribute("form[data-passkey]", "action").unwrap();
    assert!(form.starts_with(SIGN_IN) && page.attribute("form[data-passkey]", "hidden").is_some());
    let asked = options(&mut browser, SIGN_IN).await;
    assert_eq!(asked["rpId"], "status.example.jp");
    assert_eq!(asked["allowCredentials"], serde_json::json!([]), "it says nothing of who has one");

    let mut fields = authenticator.get(&asked);
    fields.push(("next", "/console/audit".to_owned()));
    let page = send(&mut browser, &form, &fields).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/console/audit"));
    assert!(browser.is_signed_in().await);
    let audited = portal.audited().await;
    assert_eq!(audited[audited.len() - 2..], ["passkey.use", "session.open"]);
    let page = browser.get("/console/audit").await;
    assert!(page.texts("tbody tr")[1].contains("Used a passkey sato office laptop"));
}

async fn a_passkey_is_both_factors(database: TestDatabase) {
    let portal = Portal::with(&database, SecondFactorRule::Required).await;
    let mut browser = portal.operator("sato", Role::Admin).await;
    super::factor::enrol(&portal, &mut browser).await;
    let mut authenticator = Authenticator::new(1);
    add(&mut browser, &mut authenticator, "phone").await;

    let mut other = portal.stranger();
    let page = sign_in(&mut other, &mut authenticator).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/console"));
    assert!(other.is_signed_in().await);
    // Half way through signing in with a password, it answers for the code as well.
    let mut half_way = portal.stranger();
    let page = half_way.sign_in("sato", PASSWORD).await;
    assert_eq!(page.text("h1").as_deref(), Some("Two-step sign-in"));
    assert!(page.attribute("form[data-passkey]", "action").is_some());
    let page = sign_in(&mut half_way, &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(half_way.is_signed_in().await);
}

async fn a_passkey_does_not_wait_for_what_others_guess(database: TestDatabase) {
    let (portal, _, mut authenticator) = with_passkey(&database).await;
    for _ in 0..11 {
        portal.stranger().sign_in("sato", "a wrong guess").await;
        portal.wait_seconds(1);
    }
    let mut stuck = portal.stranger();
    assert_eq!(stuck.sign_in("sato", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    let page = sign_in(&mut stuck, &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let mut again = portal.stranger();
    assert_eq!(again.sign_in("sato", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

async fn a_passkey_confirms_who_one_is(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    portal.wait_seconds(301);
    let page = browser.get("/console/account/second-factor").await;
    assert_eq!(page.text("h1").as_deref(), Some("Please confirm that it is you"));
    let form = page.attribute("form[data-passkey]", "action").unwrap();
    assert!(form.starts_with(STEP_UP));
    let old = browser.session();
    let asked = options(&mut browser, STEP_UP).await;
    assert!(authenticator.is_among(&asked["allowCredentials"]));
    let mut fields = authenticator.get(&asked);
    // The authenticator was told whose passkey is meant, and need not say it.
    fields.retain(|(name, _)| *name != "user_handle");
    let page = send(&mut browser, STEP_UP, &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_ne!(browser.session(), old);
    assert_eq!(browser.get("/console/account/second-factor").await.status, StatusCode::OK);
    let audited = portal.audited().await;
    assert_eq!(audited[audited.len() - 2..], ["passkey.use", "session.renew"]);
}

async fn each_passkey_has_its_name_and_is_removed_by_it(database: TestDatabase) {
    let (portal, mut browser, mut laptop) = with_passkey(&database).await;
    let mut key = Authenticator::new(2);
    portal.wait_seconds(1);
    add(&mut browser, &mut key, "鍵束のキー <b>").await;
    let page = browser.get("/console/account").await;
    assert_eq!(
        page.text(".done").unwrap(),
        "The passkey was added. All other sessions have been ended."
    );
    let rows = page.texts("#account-passkeys ~ .rows li");
    assert!(rows[0].contains("office laptop") && rows[0].contains("never used"), "{rows:?}");
    assert!(rows[1].contains("鍵束のキー <b>"), "{rows:?}");
    sign_in(&mut portal.stranger(), &mut laptop).await;
    let page = browser.get("/console/account").await;
    assert!(page.texts("#account-passkeys ~ .rows li")[0].contains("last used"));

    let path = page.attribute("#account-passkeys ~ .rows form", "action").unwrap();
    let removed = browser.post(&path, &[]).await;
    assert_eq!((removed.status, removed.location()), (StatusCode::SEE_OTHER, "/console/account"));
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut laptop).await));
    assert_eq!(sign_in(&mut portal.stranger(), &mut key).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    // Somebody else's cannot be removed.
    let page = browser.get("/console/account").await;
    let path = page.attribute("#account-passkeys ~ .rows form", "action").unwrap();
    let mut admin = portal.operator("boss", Role::Admin).await;
    assert_eq!(admin.post(&path, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sign_in(&mut portal.stranger(), &mut key).await.status, StatusCode::SEE_OTHER);
}

async fn adding_and_removing_ask_who_one_is_and_end_other_sessions(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Drafter).await;
    let mut other = portal.stranger();
    other.sign_in("sato", PASSWORD).await;
    let mut authenticator = Authenticator::new(1);
    let before = browser.session();
    add(&mut browser, &mut authenticator, "phone").await;
    assert_ne!(browser.session(), before, "the session has a new identity");
    assert!(!other.is_signed_in().await);

    other.sign_in("sato", PASSWORD).await;
    let page = browser.get("/console/account").await;
    let remove = page.attribute("#account-passkeys ~ .rows form", "action").unwrap();
    portal.wait_seconds(301);
    let new = format!("{ADD}/new");
    for page in [
        browser.get(&new).await,
        browser.post(&format!("{ADD}/challenge"), &[]).await,
        browser.post(&remove, &[]).await,
    ] {
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(page.text("h1").as_deref(), Some("Please confirm that it is you"));
    }
    browser.post("/console/step-up", &[("password", PASSWORD)]).await;
    assert_eq!(browser.post(&remove, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!other.is_signed_in().await);
    let audited = portal.audited().await;
    for action in ["passkey.add", "passkey.remove"] {
        assert!(audited.iter().any(|known| known == action), "{action}");
    }
}

async fn a_challenge_is_answered_once(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    let asked = options(&mut portal.stranger(), SIGN_IN).await;
    let fields = authenticator.get(&asked);
    let (mut one, mut two) = (portal.stranger(), portal.stranger());
    let (first, second) =
        tokio::join!(send(&mut one, SIGN_IN, &fields), send(&mut two, SIGN_IN, &fields));
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED]);
    assert!(is_refused(&send(&mut portal.stranger(), SIGN_IN, &fields).await));
    // Nor with another answer to it.
    assert!(is_refused(&send(&mut portal.stranger(), SIGN_IN, &authenticator.get(&asked)).await));

    let asked = options(&mut browser, ADD).await;
    let mut fields = Authenticator::new(2).create(&asked);
    fields.push(("name", "two".to_owned()));
    assert_eq!(send(&mut browser, ADD, &fields).await.status, StatusCode::SEE_OTHER);
    let page = send(&mut browser, ADD, &fields).await;
    assert!(page.body.contains("This took too long."), "{}", page.body);
}

async fn a_challenge_ends_and_is_good_for_nothing_else(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    let asked = options(&mut portal.stranger(), SIGN_IN).await;
    portal.wait_seconds(299);
    let in_time = options(&mut portal.stranger(), SIGN_IN).await;
    portal.wait_seconds(1);
    assert!(is_refused(&send(&mut portal.stranger(), SIGN_IN, &authenticator.get(&asked)).await));
    let page = send(&mut portal.stranger(), SIGN_IN, &authenticator.get(&in_time)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);

    let to_step_up = options(&mut browser, STEP_UP).await;
    let fields = authenticator.get(&to_step_up);
    assert!(is_refused(&send(&mut portal.stranger(), SIGN_IN, &fields).await));
    let to_sign_in = options(&mut browser, SIGN_IN).await;
    let fields = authenticator.get(&to_sign_in);
    let page = send(&mut browser, STEP_UP, &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    // Another session of the same operator.
    let mut other = portal.stranger();
    sign_in(&mut other, &mut authenticator).await;
    let page = send(&mut other, STEP_UP, &authenticator.get(&to_step_up)).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    // One that was made up.
    let made_up = serde_json::json!({ "challenge": "AAAA".repeat(16), "rpId": "status.example.jp",
        "userVerification": "required" });
    assert!(is_refused(&send(&mut portal.stranger(), SIGN_IN, &authenticator.get(&made_up)).await));
}

async fn a_passkey_of_another_site_is_refused(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    for (origin, party) in [
        ("https://evil.example", None),
        ("http://status.example.jp", None),
        ("https://status.example.jp:8443", None),
        ("https://www.example.jp", None),
        ("https://status.example.jp", Some("example.jp")),
        ("https://status.example.jp", Some("evil.example")),
    ] {
        authenticator.origin = origin.to_owned();
        authenticator.party = party.map(str::to_owned);
        let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
        assert!(is_refused(&page), "{origin} {party:?}");
        let mut new = Authenticator::new(9);
        new.origin = origin.to_owned();
        new.party = party.map(str::to_owned);
        let page = try_to_add(&mut browser, &mut new, "x").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("This passkey cannot be registered."), "{}", page.body);
    }
}

async fn a_passkey_that_did_not_verify_its_user_is_refused(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    authenticator.flags = 0x01;
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut authenticator).await));
    let mut new = Authenticator::new(9);
    new.flags = 0x01;
    let page = try_to_add(&mut browser, &mut new, "x").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    authenticator.flags = 0x05;
    let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

/// Web Authentication Level 2, §7.1 (steps 7 to 17) and §7.2 (steps 11 to 20), and what Level 3 adds: in
/// each case the authenticator signs what it and the browser say, so that nothing but this one step is wrong.
async fn each_step_of_the_standard_refuses_what_fails_it(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    let cases: [(&str, u8, &str, Value); 9] = [
        ("the type", 0x05, "type", "webauthn.other".into()),
        ("the challenge", 0x05, "challenge", "AAAA".repeat(16).into()),
        ("the origin", 0x05, "origin", "https://status.example.jp.evil.example".into()),
        ("a frame of another site", 0x05, "crossOrigin", true.into()),
        ("the site around it", 0x05, "topOrigin", "https://evil.example".into()),
        ("nobody touched it", 0x04, "crossOrigin", false.into()),
        ("nobody was verified", 0x01, "crossOrigin", false.into()),
        ("copied, and not able to be", 0x15, "crossOrigin", false.into()),
        ("extensions that are not there", 0x85, "crossOrigin", false.into()),
    ];
    for (step, flags, name, value) in cases {
        (authenticator.flags, authenticator.says) = (flags, vec![(name, value.clone())]);
        let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
        assert!(is_refused(&page), "shown: {step}");
        let mut new = Authenticator::new(9);
        (new.flags, new.says) = (flags, vec![(name, value)]);
        let page = try_to_add(&mut browser, &mut new, "x").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "added: {step}");
    }
    // The kinds of the two ceremonies are not taken for each other.
    (authenticator.flags, authenticator.says) = (0x05, vec![("type", "webauthn.create".into())]);
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut authenticator).await));
    // A signature over something else, by the right key.
    authenticator.says.clear();
    let asked = options(&mut portal.stranger(), SIGN_IN).await;
    let mut fields = authenticator.get(&asked);
    let other = authenticator.get(&options(&mut portal.stranger(), SIGN_IN).await);
    fields[3] = other[3].clone();
    assert!(is_refused(&send(&mut portal.stranger(), SIGN_IN, &fields).await));
    let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "with nothing wrong it is taken");
}

async fn a_passkey_that_may_have_been_copied_is_refused(database: TestDatabase) {
    let (portal, _, mut authenticator) = with_passkey(&database).await;
    authenticator.count = 40;
    assert_eq!(
        sign_in(&mut portal.stranger(), &mut authenticator).await.status,
        StatusCode::SEE_OTHER
    );
    for shown in [41, 40, 12] {
        // It counts one more when it is used.
        authenticator.count = shown - 1;
        let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
        assert!(is_refused(&page), "{shown} after 41");
    }
    let audited = portal.audited().await;
    assert_eq!(audited.iter().filter(|action| *action == "passkey.copied").count(), 3);
    authenticator.count = 41;
    let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "its owner still gets in");
}

async fn a_passkey_that_nobody_registered_is_refused(database: TestDatabase) {
    let (portal, _, authenticator) = with_passkey(&database).await;
    let mut foreign = Authenticator::new(7);
    foreign.user = authenticator.user.clone();
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut foreign).await));
    // Another key under the identifier of one that is known.
    foreign.credential_id = authenticator.credential_id.clone();
    foreign.count = 100;
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut foreign).await));
    let audited = portal.audited().await;
    assert_eq!(audited.iter().filter(|action| *action == "passkey.refuse").count(), 2);
}

async fn a_passkey_of_somebody_else_is_refused(database: TestDatabase) {
    let (portal, mut sato, mut of_sato) = with_passkey(&database).await;
    let mut boss = portal.operator("boss", Role::Admin).await;
    let mut of_boss = Authenticator::new(2);
    add(&mut boss, &mut of_boss, "phone").await;
    // Sato's session is not confirmed by the passkey of somebody else.
    let asked = options(&mut sato, STEP_UP).await;
    let page = send(&mut sato, STEP_UP, &of_boss.get(&asked)).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.body.contains("This passkey was not accepted."));
    // Nor does a passkey sign in whom it does not belong to, or whom it does not name.
    for user in [of_boss.user.clone(), vec![], vec![0; 16]] {
        of_sato.user = user;
        assert!(is_refused(&sign_in(&mut portal.stranger(), &mut of_sato).await));
    }
}

async fn whatever_is_changed_in_an_answer_is_refused(database: TestDatabase) {
    let (portal, _, mut authenticator) = with_passkey(&database).await;
    for field in 0..5 {
        let asked = options(&mut portal.stranger(), SIGN_IN).await;
        let mut fields = authenticator.get(&asked);
        let (_, value) = &mut fields[field];
        // In the middle, where each letter of base64 stands for six whole bits.
        let middle = value.len() / 2;
        let other = if value.as_bytes()[middle] == b'A' { "B" } else { "A" };
        value.replace_range(middle..=middle, other);
        let page = send(&mut portal.stranger(), SIGN_IN, &fields).await;
        assert!(is_refused(&page), "{}", fields[field].0);
    }
}

async fn an_answer_that_is_none_is_refused_in_words(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    let asked = options(&mut portal.stranger(), SIGN_IN).await;
    let whole = authenticator.get(&asked);
    for (broken, status) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("%", StatusCode::UNPROCESSABLE_ENTITY),
        ("日本", StatusCode::UNPROCESSABLE_ENTITY),
        ("AA", StatusCode::UNAUTHORIZED),
    ] {
        for field in 0..4 {
            let mut fields = whole.clone();
            broken.clone_into(&mut fields[field].1);
            let page = send(&mut portal.stranger(), SIGN_IN, &fields).await;
            assert_eq!(page.status, status, "{} {broken}", fields[field].0);
            assert!(page.body.contains("This passkey was not accepted."));
        }
    }
    let long = "A".repeat(20_000);
    for value in ["", "%", "AA", &long] {
        let fields = vec![
            ("client_data", "AA".to_owned()),
            ("attestation", value.to_owned()),
            ("name", "my <key>".to_owned()),
        ];
        let page = send(&mut browser, ADD, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.value("name").as_deref(), Some("my <key>"), "what was typed is kept");
        assert!(page.body.contains("This passkey cannot be registered."), "{}", page.body);
    }
    for name in ["", " ", "a\u{202e}b", &"長".repeat(61)] {
        let asked = options(&mut browser, ADD).await;
        let mut fields = Authenticator::new(2).create(&asked);
        fields.push(("name", name.to_owned()));
        let page = send(&mut browser, ADD, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("name").is_some(), "{name}");
    }
}

async fn a_passkey_is_registered_once_and_there_are_ten_at_most(database: TestDatabase) {
    let (portal, mut browser, mut authenticator) = with_passkey(&database).await;
    let asked = options(&mut browser, ADD).await;
    assert!(authenticator.is_among(&asked["excludeCredentials"]));
    let page = try_to_add(&mut browser, &mut authenticator, "again").await;
    assert!(page.body.contains("is registered already"), "{}", page.body);
    let mut boss = portal.operator("boss", Role::Admin).await;
    let page = try_to_add(&mut boss, &mut authenticator, "not mine").await;
    assert!(page.body.contains("is registered already"), "{}", page.body);
    for number in 2..=10 {
        add(&mut browser, &mut Authenticator::new(number), &format!("key {number}")).await;
    }
    let page = try_to_add(&mut browser, &mut Authenticator::new(11), "one too many").await;
    assert!(page.body.contains("There can be 10 passkeys."), "{}", page.body);
    let page = browser.get("/console/account").await;
    assert!(page.attribute("a[href='/console/account/passkeys/new']", "href").is_none());
}

async fn a_disabled_operator_s_passkey_is_refused_and_a_reset_takes_it_away(
    database: TestDatabase,
) {
    let (portal, _, mut authenticator) = with_passkey(&database).await;
    let (core, actor) = (portal.core(), Actor::command_line());
    operators::disable_operator(core, &actor, "sato").await.unwrap();
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut authenticator).await));
    operators::enable_operator(core, &actor, "sato").await.unwrap();
    let page = sign_in(&mut portal.stranger(), &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    operators::reset_operator(core, &actor, "sato").await.unwrap();
    assert!(is_refused(&sign_in(&mut portal.stranger(), &mut authenticator).await));
}

async fn strangers_can_fill_nothing(database: TestDatabase) {
    let (portal, _, mut authenticator) = with_passkey(&database).await;
    let before = portal.audited().await.len();
    let mut stranger = portal.stranger();
    for _ in 0..120 {
        options(&mut stranger, SIGN_IN).await;
    }
    assert_eq!(remove_expired(portal.core()).await.unwrap(), 0, "nothing is stored of a challenge");
    for _ in 0..120 {
        assert!(is_refused(&sign_in(&mut stranger, &mut Authenticator::new(9)).await));
    }
    let refused = portal.audited().await.len() - before;
    assert_eq!(refused, 101, "the log says that it goes on, and no more");
    let page = sign_in(&mut stranger, &mut authenticator).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "and its owner does not wait");
    portal.wait_seconds(300);
    let mut tx = portal.core().db.begin_write().await.unwrap();
    let ended = storage::passkeys::delete_ended(&mut tx, portal.core().clock.now()).await.unwrap();
    assert_eq!(ended, 2, "what was answered is forgotten when nobody takes it any more");
}

async fn an_address_without_a_name_has_no_passkeys(database: TestDatabase) {
    let portal = Portal::at(&database, "http://127.0.0.1:8080").await;
    let mut browser = portal.stranger();
    assert_eq!(browser.get("/console/sign-in").await.texts("[data-passkey]"), [""; 0]);
    let page = browser.post(&format!("{SIGN_IN}/challenge"), &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let mut browser = portal.operator("sato", Role::Viewer).await;
    let page = browser.get("/console/account").await;
    assert!(page.attribute("a[href='/console/account/passkeys/new']", "href").is_none());
    assert!(
        page.body.contains("cannot be used at the address of this portal (http://127.0.0.1:8080)")
    );
    assert_eq!(browser.get(&format!("{ADD}/new")).await.status, StatusCode::NOT_FOUND);
}
