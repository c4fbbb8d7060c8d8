//! Maintenances from their announcement to their end: what each step makes of them, what the clock does, and
//! that it does so once.

mod clock;
pub(crate) mod console;
mod edit;
mod hands;
mod life;
mod plan;
mod recurrence;
mod repeating;
mod series;
mod year;

use noroshi::{
    app::{Actor, Changed, Core, Error, StepRefused, TakeStep, take_step},
    clock::Clock,
    domain::{
        delivery::Lane,
        maintenance::{Automatic, Maintenance, Reminder, life::Step, telling::Said},
        time::Timestamp,
    },
    id::Ids,
    storage::{self, Change, Database, dispatches::Dispatch, maintenances},
};

use crate::support::{
    TestDatabase,
    console::{Browser, Portal},
    portal,
    sample::{at, catalogue, key, provider},
};

/// The languages of the console, each with the button by which a form is sent in it.
const SENT_IN: [(&str, &str); 2] = [("en", "check"), ("ja", "post")];

/// Chooses the language in which somebody reads the console.
async fn reads_in(browser: &mut Browser, language: &'static str) {
    browser.language = language;
    browser.post("/console/account/language", &[("language", language)]).await;
}

/// What the audit log says of maintenances.
async fn recorded(portal: &Portal) -> Vec<String> {
    let log = portal.audited().await.into_iter();
    log.filter(|entry| entry.starts_with("maintenance")).collect()
}

/// A maintenance with one window, in which the clock does what it can, and reminds two days before.
fn by_the_clock(reference: &str, from: &str, to: &str) -> Maintenance {
    let mut maintenance = portal::maintenance(reference, from, to);
    maintenance.automatic = Automatic { start: true, complete: true };
    let start = maintenance.windows[0].start.at;
    let remind = start.plus_minutes(-2 * 24 * 60);
    maintenance.windows[0].reminder = Some(Reminder { at: remind, done: false });
    maintenance
}

/// A portal whose clock stands at an instant, with these maintenances.
async fn portal_with(database: &TestDatabase, now: Timestamp, all: &[Maintenance]) -> Core {
    let db = Database::open(database.url()).unwrap();
    db.migrate().await.unwrap();
    let core =
        Core { db, clock: Clock::set_to(now), ids: Ids::system(), changed: Changed::default() };
    let mut tx = core.db.begin_write().await.unwrap();
    storage::portal::insert(&mut tx, &provider(), &catalogue(), now).await.unwrap();
    let revision = storage::revision::bump(&mut tx).await.unwrap();
    for maintenance in all {
        let change = Change { revision, at: now, by: "hanako" };
        maintenances::insert(&mut tx, maintenance, change).await.unwrap();
    }
    tx.commit().await.unwrap();
    core
}

/// The same portal with nothing but a clock that somebody else set.
fn set(core: &Core, to: Timestamp) {
    core.clock.advance_seconds(to.seconds_since(core.clock.now()));
}

async fn stored(core: &Core, reference: &str) -> Maintenance {
    let mut tx = core.db.begin_read().await.unwrap();
    maintenances::find(&mut tx, reference.parse().unwrap()).await.unwrap().unwrap()
}

/// Takes a step in a window as an operator who saw the maintenance as it was given.
async fn by_hand(
    core: &Core,
    seen: &Maintenance,
    window: &str,
    step: Step,
) -> Result<Maintenance, Error<StepRefused>> {
    let now = core.clock.now();
    let notice = seen
        .after(&key(window), &step, now)
        .ok()
        .and_then(|after| after.notice(&key(window), &step, Said::default(), now));
    let command = TakeStep {
        reference: seen.reference,
        version: seen.version,
        window: key(window),
        step,
        notice,
        reasons: vec![],
        form: None,
        draft: None,
    };
    take_step(core, &Actor::system(), command).await
}

/// The templates of what was posted, in order.
fn told(maintenance: &Maintenance) -> Vec<&'static str> {
    maintenance.updates.iter().map(|update| update.template.name()).collect()
}

/// What is to be mailed: of which maintenances, which notices.
async fn dispatched(core: &Core) -> Vec<Dispatch> {
    let mut tx = core.db.begin_read().await.unwrap();
    let mut all: Vec<Dispatch> = Vec::new();
    loop {
        let after = all.last().map(|one| one.id);
        let page = storage::dispatches::list(&mut tx, after, 200).await.unwrap();
        if page.is_empty() {
            all.retain(|one| one.lane == Lane::Maintenance);
            return all;
        }
        all.extend(page);
    }
}

/// An instant on the first days of June 2026.
fn june(day: u8, time: &str) -> Timestamp {
    at(&format!("2026-06-{day:02}T{time}:00+09:00"))
}
