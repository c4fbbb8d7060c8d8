//! The database goes away while operators work: whatever form they send is refused in their language, comes
//! back with all that they typed, stores nothing by half, and goes through once the database is back.
//!
//! Here within one process, form by form; `process` does it with the program itself.

mod disk;
mod forms;
mod process;

use std::{collections::BTreeSet, time::Duration};

use axum::http::StatusCode;
use futures_util::{StreamExt as _, stream};
use noroshi::{
    app::SecondFactorRule,
    domain::language::Language,
    storage::{self, Database, Limits},
};
use tokio::time::Instant;

use self::forms::{Office, Row, Sent, rows};
use crate::support::{
    TestDatabase,
    console::{BASE_URL, Browser, Page, Portal, addresses_of_forms},
    lock::Lock,
    network::{Network, NetworkState},
    on_each_database, run,
    writing::{Filled, furnished},
};

on_each_database!(every_form_is_refused_and_kept_while_the_database_takes_no_writes);

/// Short limits, so that the tests do not take long.
const LIMITS: Limits = Limits {
    acquire: Duration::from_millis(400),
    statement: Duration::from_millis(600),
    migration: Duration::from_secs(20),
    connections: 30,
};
/// Within what everything works again (requirement R4).
const RECOVERED: Duration = Duration::from_secs(5);
const SECRETS: [&str; 4] = ["password", "current", "code", "sealed"];

#[test]
fn every_address_that_takes_a_form_has_a_row() {
    let tried: BTreeSet<&str> = rows().iter().map(|row| row.route).collect();
    assert_eq!(addresses_of_forms(), tried);
}

/// What is said, in either language.
#[derive(Clone, Copy)]
struct Said {
    title: [&'static str; 2],
    text: [&'static str; 2],
}

const BUSY: Said = Said {
    title: ["混み合っています", "The portal is busy"],
    text: ["何も保存していません。", "Nothing was stored."],
};
const UNAVAILABLE: Said = Said {
    title: ["データベースに接続できません", "The database is not available"],
    text: ["何も保存していません。", "Nothing was stored."],
};
const UNCERTAIN: Said = Said {
    title: ["保存されたかどうか確認できません", "It is not certain whether this was stored"],
    text: ["二重に掲載されることはありません", "is posted once only"],
};

async fn office(url: &str, limits: Limits) -> Office {
    let db = Database::open_with(url, limits).unwrap();
    let portal = Portal::on(db, SecondFactorRule::Optional, BASE_URL).await;
    Office::open(furnished(portal).await).await
}

#[test]
fn a_notice_is_refused_and_kept_while_the_file_of_the_database_is_away() {
    run(
        async |file| {
            let office = office(file.url(), Limits::default()).await;
            let ready = ready(&office, |row| row.route.ends_with("/post")).await;
            let path = file.url().strip_prefix("sqlite://").unwrap();
            let away = format!("{path}.away");
            std::fs::rename(path, &away).unwrap();
            let mut pages = Vec::new();
            for (row, sent) in &ready {
                let page = send(&mut sent.browser.clone(), sent).await;
                assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{}", row.route);
                let text = page.text("main p").unwrap();
                assert!(text.contains("何も保存していません"), "{text}");
                let back = Filled::to(&page, &sent.path);
                for field in sent.fields.iter().filter(|(_, value)| !value.is_empty()) {
                    assert!(back.fields.contains(field), "{}: {field:?}", row.route);
                }
                pages.push(page);
            }
            assert!(!std::fs::exists(path).unwrap(), "nothing is made in its place");
            std::fs::rename(&away, path).unwrap();
            taken_again(&office, ready, pages).await;
        },
        TestDatabase::sqlite(),
    );
}

/// Every form, ready to be sent.
async fn ready(office: &Office, chosen: impl Fn(&Row) -> bool) -> Vec<(Row, Sent)> {
    let mut ready = Vec::new();
    for row in rows().into_iter().filter(chosen) {
        let sent = (row.ready)(office).await;
        ready.push((row, sent));
    }
    ready
}

async fn send(browser: &mut Browser, sent: &Sent) -> Page {
    let fields: Vec<(&str, &str)> =
        sent.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&sent.path, &fields).await
}

/// A refusal that says what it should, in this language, with everything that was typed and no secret.
fn assert_refused(what: &str, page: &Page, language: Language, said: Said, sent: &Sent) {
    let index = usize::from(language == Language::En);
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{what}: {}", page.body);
    assert_eq!(page.header("content-language"), language.tag(), "{what}");
    assert_eq!(page.text("h1").as_deref(), Some(said.title[index]), "{what}");
    let text = page.text("main p").unwrap();
    assert!(text.contains(said.text[index]), "{what}: {text}");
    let typed: Vec<_> = sent.fields.iter().filter(|(_, value)| !value.is_empty()).collect();
    let legible = |name: &str| {
        !["next", "step", "version", "submission", "checked", "draft"].contains(&name)
            && !SECRETS.contains(&name)
    };
    if !typed.iter().any(|(name, _)| legible(name)) {
        return;
    }
    let back = Filled::to(page, &sent.path);
    for (name, value) in typed {
        let kept = back.fields.iter().any(|field| field == &(name.clone(), value.clone()));
        let secret = SECRETS.contains(&name.as_str());
        assert_eq!(kept, !secret, "{what}: {name} = {value}");
        assert!(!secret || !page.body.contains(value), "{what}: {name}");
    }
    if index == 0 {
        let shown = page.texts("main .pane");
        assert!(!shown.is_empty(), "{what}: what was typed is to be read");
    }
}

/// Sends every form while the database is away, and gives what came back.
async fn refused(ready: &[(Row, Sent)], said: Said) -> Vec<Page> {
    let each = ready.iter().map(async |(row, sent)| {
        let what = format!("{}, {}", row.route, row.what);
        let page = send(&mut sent.browser.clone(), sent).await;
        assert_refused(&what, &page, Language::Ja, said, sent);
        if let Some(english) = &sent.english {
            let page = send(&mut english.clone(), sent).await;
            assert_refused(&what, &page, Language::En, said, sent);
        }
        page
    });
    // So many that it does not take long, and not so many that they wait for each other.
    stream::iter(each).buffered(12).collect().await
}

/// The form as it came back.
fn come_back(sent: Sent, page: &Page) -> Sent {
    let form = page.attribute("main form", "action").map(|_| Filled::to(page, &sent.path));
    Sent { fields: form.map_or(sent.fields, |form| form.fields), ..sent }
}

/// Sends every form again as it came back, now that the database is there.
async fn taken_again(office: &Office, ready: Vec<(Row, Sent)>, pages: Vec<Page>) {
    let began = Instant::now();
    let (mut notices, mut before) = (0, None);
    for ((row, sent), page) in ready.into_iter().zip(pages) {
        let again = come_back(sent, &page);
        let answer = loop {
            if before.is_none() {
                before = stored(office).await;
            }
            let answer = send(&mut again.browser.clone(), &again).await;
            if answer.status != StatusCode::SERVICE_UNAVAILABLE || began.elapsed() > RECOVERED {
                break answer;
            }
        };
        let told = answer.texts("h1, .errors, .error, .done");
        assert_eq!(answer.status, row.again, "{}, {}: {told:?}", row.route, row.what);
        notices += usize::from(row.route.ends_with("/post"));
    }
    let after = stored(office).await.unwrap();
    assert_eq!(after.0, before.unwrap().0 + notices, "each is posted once");
}

/// How many notices are posted, and how often something was written down; `None` while nobody can know.
async fn stored(office: &Office) -> Option<(usize, usize)> {
    let mut tx = office.portal.core().db.begin_read().await.ok()?;
    let mut updates = 0;
    for changed in storage::incidents::list_changed(&mut tx, (0, None), 200).await.ok()? {
        updates += changed.record.updates.len();
    }
    for listed in storage::maintenances::list(&mut tx, None, 200).await.ok()? {
        updates += listed.maintenance.updates.len();
    }
    let filter = storage::audit::AuditFilter::All;
    let audited = storage::audit::list(&mut tx, filter, None, 1_000).await.ok()?;
    Some((updates, audited.len()))
}

async fn every_form_is_refused_and_kept_while_the_database_takes_no_writes(database: TestDatabase) {
    let office = office(database.url(), LIMITS).await;
    let ready = ready(&office, |row| row.writes && row.route != NO_PASSKEY).await;
    let before = stored(&office).await;
    let lock = Lock::of(database.url()).await;
    let pages = refused(&ready, BUSY).await;
    assert_eq!(stored(&office).await, before, "nothing was stored");
    lock.release().await;
    taken_again(&office, ready, pages).await;
}

/// It is not there, which is known before anything is written.
const NO_PASSKEY: &str = "/console/account/passkeys/{passkey}/remove";

#[test]
fn every_form_is_refused_and_kept_while_postgres_cannot_be_reached() {
    run(away, TestDatabase::postgres());
}

async fn away(server: TestDatabase) {
    let network = Network::before(server.url()).await;
    let office = office(network.url(), LIMITS).await;
    // What needs no database goes on without one.
    let without = ["/console/sign-in/passkey/challenge", "/console/sign-in/passkey"];
    let mut ready = ready(&office, |row| !without.contains(&row.route)).await;
    network.turn(NetworkState::Holding);
    refused(&ready, UNAVAILABLE).await;
    for (_, sent) in &mut ready {
        sent.english = None;
    }
    network.turn(NetworkState::Losing);
    refused(&ready, UNAVAILABLE).await;
    network.turn(NetworkState::Refusing);
    let pages = refused(&ready, UNAVAILABLE).await;
    network.turn(NetworkState::Sound);
    taken_again(&office, ready, pages).await;
}

#[test]
fn a_form_whose_commit_is_not_answered_is_stored_once() {
    run(forgotten, TestDatabase::postgres());
}

async fn forgotten(server: TestDatabase) {
    let network = Network::before(server.url()).await;
    let limits =
        Limits { acquire: Duration::from_secs(4), statement: Duration::from_secs(1), ..LIMITS };
    let office = office(network.url(), limits).await;
    let mut ready = ready(&office, |row| row.writes && row.route != NO_PASSKEY).await;
    for (_, sent) in &mut ready {
        sent.english = None;
    }
    let notices = ready.iter().filter(|(row, _)| row.route.ends_with("/post")).count();
    let (before, _) = stored(&office).await.unwrap();
    network.turn(NetworkState::Forgetting);
    let pages = refused(&ready, UNCERTAIN).await;
    network.turn(NetworkState::Sound);
    let (posted, _) = stored(&office).await.unwrap();
    assert_eq!(posted, before + notices, "the commits had arrived");
    for ((row, sent), page) in ready.into_iter().zip(pages) {
        let again = come_back(sent, &page);
        let answer = send(&mut again.browser.clone(), &again).await;
        let what = format!("{}, {}", row.route, row.what);
        assert!(!answer.status.is_server_error(), "{what}: {}", answer.status);
        if row.route.ends_with("/post") {
            assert_eq!(answer.status, row.again, "{what}: {:?}", answer.texts("h1, .errors"));
        }
    }
    let (after, _) = stored(&office).await.unwrap();
    assert_eq!(after, posted, "what is sent again is not posted again");
}
