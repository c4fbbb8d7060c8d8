//! A year of maintenances in a few seconds: 500 of them, in series and alone, overlapping, moved at the last
//! second, while the process is killed at any moment and the clock jumps. Each step happens once and in order.
//!
//! The seed is printed; `NOROSHI_TEST_SEED` repeats a year.

use std::{
    collections::{BTreeMap, BTreeSet},
    pin::pin,
};

use jiff::civil::Date;
use noroshi::{
    app::{Core, Error},
    domain::{
        maintenance::{
            Automatic, Maintenance, Recurrence, Reminder, Window, WindowState,
            due::Due,
            life::{NewDate, Step},
            series::Planning,
        },
        moment::Moment,
        policy::NoticePolicy,
        reference::{Reference, ReferenceKind},
        time::Timestamp,
    },
    id::Ids,
    storage::{self, audit::AuditFilter, maintenances},
    worker::scheduler,
};

use super::{by_hand, by_the_clock, dispatched, portal_with};
use crate::support::{TestDatabase, mortal::Mortal, on_each_database, sample::at, sample::tokyo};

on_each_database!(in_a_year_of_trouble_each_step_happens_once_and_in_order);

const MAINTENANCES: u64 = 500;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Chance, from a seed (xorshift64*).
struct Chance(u64);

impl Chance {
    fn seeded() -> Self {
        #[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the product")]
        let given = std::env::var("NOROSHI_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| u64::from_be_bytes(Ids::system().bytes().unwrap()) | 1);
        println!("NOROSHI_TEST_SEED={seed}");
        Self(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }

    fn seconds(&mut self, limit: i64) -> i64 {
        i64::try_from(self.below(limit.unsigned_abs())).unwrap()
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

fn beginning() -> Timestamp {
    at("2026-01-01T00:00:00+09:00")
}

/// The year as it was planned: every fifth one is a series of weekly work.
fn planned(chance: &mut Chance) -> Vec<Maintenance> {
    let mut all = Vec::new();
    let mut numbers = BTreeMap::new();
    while all.len() < usize::try_from(MAINTENANCES).unwrap() {
        let first = 3 * DAY + chance.seconds(300 * DAY) / 60 * 60;
        let length = HOUR + chance.seconds(5 * HOUR) / 60 * 60;
        let automatic = Automatic { start: !chance.one_in(10), complete: !chance.one_in(5) };
        let start = beginning().plus_seconds(first);
        let mut one = by_the_clock(
            &numbered(&mut numbers, start.date_in(&tokyo())).to_string(),
            "2026-01-01T00:00:00+09:00",
            "2026-01-01T01:00:00+09:00",
        );
        let mut window = planned_window("w1", start, length);
        window.reminder = window.reminder.filter(|_| chance.one_in(2));
        let reminds = window.reminder.is_some();
        one.automatic = automatic;
        one.windows = vec![window];
        if chance.one_in(8) {
            one.windows.push(planned_window("w2", start.plus_seconds(3 * DAY), length));
        }
        if chance.one_in(4) {
            let spare = planned_window("w3", start.plus_seconds(9 * DAY), length);
            one.windows.push(Window { spare: true, ..spare });
        }
        if chance.one_in(5) {
            let rule = "FREQ=WEEKLY;COUNT=8".parse().unwrap();
            one.recurrence = Some(Recurrence { rule, except: vec![] });
        }
        let (policy, zone, now) = (NoticePolicy::default(), tokyo(), beginning());
        let later = one.occurrences(Planning { policy: &policy, zone: &zone, reminds, now });
        for mut later in later.unwrap() {
            later.reference = numbered(&mut numbers, later.reference.date);
            all.push(later);
        }
        all.push(one);
    }
    for one in &mut all {
        one.id = Ids::system().uuid(one.windows[0].start.at).unwrap();
    }
    all
}

/// The next number of a day.
fn numbered(numbers: &mut BTreeMap<Date, u16>, date: Date) -> Reference {
    let number = numbers.entry(date).and_modify(|number| *number += 1).or_insert(1);
    Reference { kind: ReferenceKind::Maintenance, date, number: *number }
}

fn planned_window(key: &str, start: Timestamp, length: i64) -> Window {
    let end = Moment::minute(start.plus_seconds(length));
    let mut window = Window::planned(key.parse().unwrap(), Moment::minute(start), end);
    window.reminder = Some(Reminder { at: start.plus_seconds(-2 * DAY), done: false });
    window
}

async fn next(core: &Core) -> Option<(Maintenance, Due)> {
    let mut tx = core.db.begin_read().await.unwrap();
    let next = maintenances::list_due(&mut tx, Timestamp::MAX, 1).await.unwrap().pop()?;
    let due = next.coming().into_iter().next()?;
    Some((next, due))
}

/// One look of the scheduler, which may be its last.
async fn look(core: &Core, chance: &mut Chance) {
    let polls = if chance.one_in(8) { chance.below(60) } else { u64::MAX };
    let turn = pin!(scheduler::turn(core));
    if let Some(ended) = (Mortal { life: turn, polls }).await {
        ended.unwrap();
    }
}

/// What somebody does a second before the work begins: moves it, or takes the alternate date, at the same time as
/// the clock wants to begin.
async fn moved_at_the_last_second(core: &Core, seen: &Maintenance, due: &Due, chance: &mut Chance) {
    let spare = seen.windows.iter().find(|one| one.spare && one.state == WindowState::Scheduled);
    let to = match spare {
        Some(spare) if chance.one_in(2) => NewDate::Spare(spare.key.clone()),
        _ => {
            let start = due.at.plus_seconds(5 * DAY + chance.seconds(DAY)).to_minute();
            let end = start.plus_seconds(HOUR);
            let remind_at = Some(start.plus_seconds(-2 * DAY));
            NewDate::At { start, end, remind_at }
        }
    };
    core.clock.advance_seconds(due.at.plus_seconds(-1).seconds_since(core.clock.now()));
    let step = Step::Reschedule(to);
    let moving = by_hand(core, seen, due.window.as_str(), step);
    let (moved, ()) = tokio::join!(moving, async {
        core.clock.advance_seconds(1);
        scheduler::turn(core).await.unwrap();
    });
    // Whoever was first decides; the other is told so.
    if let Err(error) = moved {
        assert!(matches!(error, Error::Refused(_)), "{error:?}");
    }
}

async fn in_a_year_of_trouble_each_step_happens_once_and_in_order(database: TestDatabase) {
    let mut chance = Chance::seeded();
    let all = planned(&mut chance);
    let core = portal_with(&database, beginning(), &all).await;
    while let Some((seen, due)) = next(&core).await {
        let now = core.clock.now();
        if matches!(due.step, Step::Start { .. }) && due.at > now && chance.one_in(6) {
            moved_at_the_last_second(&core, &seen, &due, &mut chance).await;
            continue;
        }
        // On time, a little late, or after an absence.
        let late = match chance.below(20) {
            0 => chance.seconds(4 * DAY),
            1..=5 => chance.seconds(HOUR),
            _ => 0,
        };
        core.clock.advance_seconds(due.at.seconds_since(now).max(0) + late);
        look(&core, &mut chance).await;
        if chance.one_in(5) {
            let jump = if chance.one_in(2) { HOUR } else { -HOUR };
            core.clock.advance_seconds(jump);
            look(&core, &mut chance).await;
        }
    }
    check(&core, &all).await;
}

async fn check(core: &Core, planned: &[Maintenance]) {
    let mut mailed = BTreeSet::new();
    for dispatch in dispatched(core).await {
        let one = (dispatch.record, dispatch.update.clone());
        assert!(mailed.insert(one), "{dispatch:?} is there twice");
    }
    let mut tx = core.db.begin_read().await.unwrap();
    let (mut steps, mut notices) = (0, 0);
    for before in planned {
        let done = maintenances::find(&mut tx, before.reference).await.unwrap().unwrap();
        let taken = in_order(&done);
        assert_eq!(done.version, 1 + taken, "one version for each step of {}", done.reference);
        for update in &done.updates {
            assert!(mailed.contains(&(done.id, update.key.clone())), "{}", done.reference);
        }
        steps += taken;
        notices += done.updates.len();
    }
    assert_eq!(mailed.len(), notices, "nothing was mailed that is not on the page");
    let audited = audited(&mut tx).await;
    assert_eq!(audited, steps, "one entry in the log for each step");
    println!("{steps} steps, {notices} notices");
}

/// Whether everything that was to happen to a maintenance happened, once and in order, and how many steps that were.
fn in_order(done: &Maintenance) -> i64 {
    let name = done.reference;
    assert!(done.coming().is_empty(), "{name} has something left");
    assert!(done.log.is_sorted_by_key(|change| change.at), "{name}");
    assert!(done.updates.is_sorted_by_key(|update| update.posted), "{name}");
    let mut steps = i64::from(done.series.is_some());
    assert!(done.is_announced(), "{name} was not announced");
    let announced = done.updates.iter().filter(|update| update.template.name() == "M1").count();
    assert!(announced <= 1, "{name} is announced twice");
    assert!(told_in_order(done), "{name} is announced after something else is told");
    for window in &done.windows {
        use WindowState::{Cancelled, Completed, InProgress, Rescheduled, Scheduled};
        let log = done.log.iter().filter(|change| change.window == window.key);
        let states: Vec<_> =
            log.map(|change| change.state).filter(|state| *state != Scheduled).collect();
        let Automatic { start, complete } = done.automatic;
        let expected: &[WindowState] = match window.state {
            Rescheduled => &[Rescheduled],
            // An alternate date that nobody needed is called off with the last step, by the same one.
            Cancelled => &[Cancelled],
            _ if window.spare || !start => &[],
            _ if complete => &[InProgress, Completed],
            _ => &[InProgress],
        };
        assert_eq!(states, expected, "{name} {}", window.key);
        let reminded = done.updates.iter().filter(|update| {
            update.template.name() == "M2" && update.windows == [window.key.clone()]
        });
        assert!(reminded.count() <= 1, "{name} is reminded of twice");
        let is_step = |state: &&WindowState| **state != Cancelled;
        steps += i64::try_from(states.iter().filter(is_step).count()).unwrap();
        let done = window.reminder.filter(|reminder| reminder.done && !window.spare);
        steps += i64::from(done.is_some());
    }
    steps
}

/// Whether nothing was told before it was announced.
fn told_in_order(done: &Maintenance) -> bool {
    done.updates.iter().skip(1).all(|update| update.template.name() != "M1")
}

async fn audited(tx: &mut storage::Tx) -> i64 {
    let (mut count, mut before) = (0, None);
    loop {
        let page = storage::audit::list(tx, AuditFilter::All, before, 500).await.unwrap();
        let Some(last) = page.last() else { return count };
        before = Some(last.sequence);
        count += i64::try_from(page.len()).unwrap();
    }
}
