//! A service's state, given by an operator in the place of the computed one (domain rules 4.5): readers see
//! it and are told so, what becomes known later is never hidden by it, and it ends when it should.

use std::sync::Arc;

use axum::http::StatusCode;
use noroshi::{
    domain::{
        incident::{IncidentRecord, Scope},
        operator::Role,
        service::Degree,
    },
    storage::{Database, state_overrides},
};

use crate::support::{
    TestDatabase,
    console::{Browser, Portal},
    on_each_database,
    portal::put,
    readers::Readers,
    sample::{incident, key, period, record, symptom},
    writing::{Filled, set_up},
};

on_each_database!(
    readers_see_the_state_that_was_given_and_why,
    a_state_touches_the_pages_that_show_it_and_no_other,
    a_state_better_than_the_notices_says_is_told_beside_them,
    what_is_posted_later_is_not_hidden_by_what_was_said_before,
    a_state_lapses_at_its_end,
    a_state_that_was_lifted_gives_way_to_the_notices,
    two_operators_do_not_replace_each_others_state_unseen,
    a_state_sent_twice_is_given_once,
    what_is_typed_wrongly_is_said_at_its_field,
    the_console_shows_every_given_state_and_whether_it_still_fits,
    a_given_state_is_known_after_a_restart_without_the_database,
);

const MAIL: &str = "/console/services/mail";

impl Readers {
    /// The state of a service on its own page, in the language of the path.
    fn state(&self, path: &str) -> String {
        self.page(path).text("header .chips .chip").unwrap()
    }

    /// What is told of a given state on the page of a service.
    fn told(&self, path: &str) -> Vec<String> {
        self.page(path).texts("header dl div")
    }
}

/// The form of a service, filled in.
async fn form(browser: &mut Browser, state: &str) -> Filled {
    let page = browser.get(MAIL).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    Filled::to(&page, MAIL).set("state", state).set("reason", "監視の値を確認")
}

fn told(form: Filled) -> Filled {
    form.set("text_ja", "一部のお客様に限られます。").set("text_en", "Few customers are affected.")
}

async fn give(browser: &mut Browser, filled: &Filled) {
    let given = filled.send(browser, "give").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{:?}", given.texts(".errors, .error"));
    assert_eq!(given.location(), "/console/services");
}

/// Publishes an incident in which reception of mail is out for some, or for nobody yet stated.
async fn publish(portal: &Portal, degree: Option<Degree>) {
    let begun: IncidentRecord = record();
    let mut one = period(
        "p1",
        "2016-10-11T08:55:00+09:00",
        None,
        degree.map(|degree| symptom("pop", degree)).into_iter().collect(),
    );
    one.scope = Scope::Some { text: None };
    let record = IncidentRecord {
        incident: noroshi::domain::incident::Incident { periods: vec![one], ..incident() },
        updates: begun.updates,
    };
    put(&portal.core().db, &portal.core().clock, &record).await;
}

async fn readers_see_the_state_that_was_given_and_why(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut readers = Readers::of(&portal);
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let form = told(form(&mut taro, "major").await).set("until", "2時間後");

    let seen = form.send(&mut taro, "check").await;
    assert_eq!(seen.status, StatusCode::OK);
    let preview = seen.texts(".bilingual .pane");
    assert!(preview[0].contains("停止") && preview[0].contains("一部のお客様"), "{preview:?}");
    assert!(preview[1].contains("Major outage") && preview[1].contains("Few"), "{preview:?}");
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "正常", "looking changes nothing");

    give(&mut taro, &form).await;
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "停止");
    assert_eq!(readers.state("/en/services/mail"), "Major outage");
    insta::assert_snapshot!(
        "told_of_a_given_state",
        [readers.told("/ja/services/mail"), readers.told("/en/services/mail")].concat().join("\n")
    );
    let home = readers.page("/ja/");
    assert!(home.text("h1").unwrap().contains("停止"), "{:?}", home.text("h1"));
    assert!(home.texts(".service dl").iter().any(|told| told.contains("一部のお客様")));
    assert!(!home.body.contains("監視の値を確認"), "the reason for the log is not published");
    let audited = portal.audited().await;
    assert_eq!(audited.last().map(String::as_str), Some("service.give"));
    let log = taro.get("/console/audit").await;
    assert!(log.body.contains("監視の値を確認"), "the log says why");
}

async fn a_state_touches_the_pages_that_show_it_and_no_other(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut readers = Readers::of(&portal);
    publish(&portal, Some(Degree::Slow)).await;
    readers.settle(&portal).await;
    let shown = [
        "/ja/",
        "/en/",
        "/ja/services/mail",
        "/en/services/mail",
        "/ja/services/web",
        "/ja/history",
        "/ja/policy",
        "/ja/incidents/INC-20161011-01",
    ];
    let pages = |readers: &Readers| {
        let snapshot = readers.cell.load_full().unwrap();
        shown.map(|path| snapshot.page(path).unwrap().clone())
    };
    let before = pages(&readers);
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let filled = told(form(&mut taro, "major").await);
    give(&mut taro, &filled).await;
    readers.settle(&portal).await;
    let after = pages(&readers);
    let anew = |index: usize| !Arc::ptr_eq(&before[index], &after[index]);
    let changed: Vec<&str> = (0..shown.len()).filter(|at| anew(*at)).map(|at| shown[at]).collect();
    assert_eq!(changed, shown[..4]);
}

async fn a_state_better_than_the_notices_says_is_told_beside_them(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut readers = Readers::of(&portal);
    publish(&portal, Some(Degree::Unavailable)).await;
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let silent = form(&mut taro, "degraded").await;
    let refused = silent.send(&mut taro, "give").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = refused.error_at("text_ja").unwrap();
    assert!(error.contains("Tell readers why"), "{error}");

    give(&mut taro, &told(silent)).await;
    readers.settle(&portal).await;
    assert_eq!(readers.state("/en/services/mail"), "Degraded performance");
    let told = readers.told("/en/services/mail").join("\n");
    assert!(told.contains("according to our notices"), "{told}");
    assert!(told.contains("Partial outage"), "{told}");
}

async fn what_is_posted_later_is_not_hidden_by_what_was_said_before(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut readers = Readers::of(&portal);
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let filled = told(form(&mut taro, "operational").await);
    give(&mut taro, &filled).await;
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "正常");

    publish(&portal, Some(Degree::Unavailable)).await;
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "一部停止");
    assert_eq!(readers.told("/ja/services/mail"), [""; 0]);
    let list = taro.get("/console/services").await;
    let notes = list.texts(".warn").join("\n");
    assert!(notes.contains("have become worse since"), "{notes}");
}

async fn a_state_lapses_at_its_end(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut readers = Readers::of(&portal);
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let filled = form(&mut taro, "partial").await.set("until", "10分後");
    give(&mut taro, &filled).await;
    portal.wait_seconds(9 * 60);
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "一部停止");
    portal.wait_seconds(60);
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "正常");
    let list = taro.get("/console/services").await;
    assert!(list.texts(".warn").join("\n").contains("Its time is over"));
    // What lapsed is no proposal for what comes next, and can be replaced.
    let again = taro.get(MAIL).await;
    assert_eq!(again.value("reason").as_deref(), Some(""));
    let filled = form(&mut taro, "major").await;
    give(&mut taro, &filled).await;
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "停止");
}

async fn a_state_that_was_lifted_gives_way_to_the_notices(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut readers = Readers::of(&portal);
    publish(&portal, Some(Degree::Slow)).await;
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let filled = form(&mut taro, "major").await;
    give(&mut taro, &filled).await;
    readers.settle(&portal).await;
    let lift = Filled::to(&taro.get(MAIL).await, "/console/services/mail/lift");
    for _ in 0..2 {
        let lifted = lift.sent_by(&mut taro).await;
        assert_eq!(lifted.status, StatusCode::SEE_OTHER);
    }
    readers.settle(&portal).await;
    assert_eq!(readers.state("/ja/services/mail"), "遅延・不安定");
    assert_eq!(readers.told("/ja/services/mail"), [""; 0]);
    let audited = portal.audited().await;
    assert_eq!(audited.iter().filter(|action| *action == "service.lift").count(), 1);
}

async fn two_operators_do_not_replace_each_others_state_unseen(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let mut mary = portal.operator("mary", Role::Publisher).await;
    let (first, second) =
        (form(&mut taro, "major").await, form(&mut mary, "partial").await.set("until", "1時間後"));
    give(&mut taro, &first).await;
    let overtaken = second.send(&mut mary, "give").await;
    assert_eq!(overtaken.status, StatusCode::CONFLICT);
    assert!(overtaken.text(".errors").unwrap().contains("changed while you were writing"));
    assert!(overtaken.body.contains("Set by taro"), "what stands is shown");
    assert_eq!(overtaken.attribute("[name=state][checked]", "value").as_deref(), Some("partial"));
    // Seen, it is sent again as it stands there.
    give(&mut mary, &Filled::to(&overtaken, MAIL)).await;

    // The same if a notice was posted meanwhile, and for lifting.
    let page = mary.get(MAIL).await;
    let (change, lift) =
        (Filled::to(&page, MAIL), Filled::to(&page, "/console/services/mail/lift"));
    publish(&portal, Some(Degree::Slow)).await;
    let change = change.set("reason", "another").send(&mut mary, "give").await;
    assert_eq!(change.status, StatusCode::CONFLICT);
    assert_eq!(lift.sent_by(&mut mary).await.status, StatusCode::CONFLICT);
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let stored = state_overrides::find(&mut tx, &key("mail")).await.unwrap().unwrap();
    assert_eq!((stored.given.by.as_str(), stored.given.state.word()), ("mary", "partial"));
}

async fn a_state_sent_twice_is_given_once(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let form = told(form(&mut taro, "major").await);
    give(&mut taro, &form).await;
    portal.wait_seconds(70);
    give(&mut taro, &form).await;
    let audited = portal.audited().await;
    assert_eq!(audited.iter().filter(|action| *action == "service.give").count(), 1);
    // Other words for the same state: it goes on since it began.
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let since = state_overrides::list(&mut tx).await.unwrap()[0].given.since;
    drop(tx);
    let page = taro.get(MAIL).await;
    give(&mut taro, &Filled::to(&page, MAIL).set("text_en", "All customers are affected.")).await;
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let stored = state_overrides::list(&mut tx).await.unwrap();
    assert_eq!(stored[0].given.since, since);
    let mut others = state_overrides::list(&mut tx).await.unwrap().into_iter();
    assert_eq!(others.next().map(|one| one.given.service), Some(key("mail")));
    assert_eq!(others.next(), None);
}

async fn what_is_typed_wrongly_is_said_at_its_field(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let good = form(&mut taro, "major").await;
    let long = "あ".repeat(1_001);
    for (field, value) in [
        ("state", ""),
        ("state", "excellent"),
        ("reason", ""),
        ("reason", "a\u{1b}b"),
        ("text_ja", long.as_str()),
        ("text_en", "a\u{202e}b"),
        ("until", "夕方"),
        ("until", "10分前"),
        ("until", "約2時間後"),
        ("until", "2099-13-01"),
    ] {
        for step in ["check", "give"] {
            let refused = good.clone().set(field, value).send(&mut taro, step).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            assert!(refused.error_at(field).is_some(), "{field} {value}");
            assert!(refused.attribute("#reason", "value").is_some(), "{field} {value}");
        }
    }
    let address = good.clone().set("text_en", "Mail taro@mail.example.com instead.");
    let warned = address.send(&mut taro, "check").await;
    assert_eq!(warned.status, StatusCode::OK);
    assert!(warned.text("#addresses").is_some());
    let refused = address.send(&mut taro, "give").await;
    assert!(refused.error_at("address_reason").is_some());
    let unknown = taro.get("/console/services/nothing").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let foreign = taro.post(MAIL, &[("state", "major"), ("reason", "x"), ("step", "give")]).await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "its form gives what was seen");
    let mut tx = portal.core().db.begin_read().await.unwrap();
    assert_eq!(state_overrides::list(&mut tx).await.unwrap(), []);
}

async fn the_console_shows_every_given_state_and_whether_it_still_fits(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let mut viewer = portal.operator("viewer", Role::Viewer).await;
    let filled = form(&mut taro, "major").await;
    give(&mut taro, &filled).await;
    portal.wait_seconds(20 * 60);
    for path in ["/console", "/console/services"] {
        let page = viewer.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        for said in ["Set by taro", "20 min ago", "Until it is lifted", "監視の値を確認"] {
            assert!(page.body.contains(said), "{path}: {said}\n{}", page.body);
        }
        assert!(page.texts(".warn").join("\n").contains("The notices say “Operational”"));
        assert!(!page.body.contains("href=\"/console/services/mail\""), "a viewer changes nothing");
    }
    assert!(taro.get("/console/services").await.body.contains("href=\"/console/services/mail\""));
}

async fn a_given_state_is_known_after_a_restart_without_the_database(database: TestDatabase) {
    let portal = set_up(&database).await;
    let directory = tempfile::TempDir::new().unwrap();
    let stored = Some(directory.path().join("snapshot"));
    let mut taro = portal.operator("taro", Role::Publisher).await;
    let filled = told(form(&mut taro, "major").await);
    give(&mut taro, &filled).await;
    let mut readers = Readers::on(&portal, portal.core().db.clone(), stored.clone());
    readers.settle(&portal).await;
    readers.snapshotter.finish(portal.core().clock.now()).await;
    drop(readers);
    portal.wait_seconds(60);
    let nowhere = Database::open("postgres://nobody@127.0.0.1:1/none").unwrap();
    let readers = Readers::on(&portal, nowhere, stored);
    assert_eq!(readers.state("/ja/services/mail"), "停止");
    assert!(readers.told("/en/services/mail").join("\n").contains("Few customers"));
}
