//! Series: later occurrences are public from the beginning, and announced by the clock, each once.

use jiff::civil::date;
use noroshi::{
    app::{AnnounceMaintenance, Core, Submission, announce_maintenance},
    domain::{
        language::Language,
        maintenance::{
            Maintenance, MaintenanceKind, Recurrence, Window, WindowState,
            calendar::EntryStatus,
            life::{NewDate, Refusal, Step},
            recurrence::Unfit,
            series::Planning,
        },
        moment::Moment,
        policy::NoticePolicy,
        public::{Calendar, Model, Site, View},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::notice,
    storage::{self, maintenances},
    views::public,
    worker::scheduler,
};

use super::{by_hand, by_the_clock, dispatched, portal_with, set, stored, told};
use crate::support::{
    TestDatabase, on_each_database,
    sample::{at, catalogue, key, provider, tokyo},
};

on_each_database!(
    a_series_is_stored_as_maintenances_of_their_own,
    each_of_a_series_is_announced_at_its_time_once,
    what_is_changed_before_it_is_announced_is_mailed_to_nobody,
    what_moves_is_announced_ahead_of_its_new_date,
    what_is_announced_too_late_is_not_announced_at_all,
);

/// 01:00 to 03:00 on the third Sunday of June, July, September and October 2026.
fn first() -> Maintenance {
    let mut first =
        by_the_clock("MNT-20260621-01", "2026-06-21T01:00:00+09:00", "2026-06-21T03:00:00+09:00");
    let rule = "FREQ=MONTHLY;BYDAY=3SU;COUNT=5".parse().unwrap();
    first.recurrence = Some(Recurrence { rule, except: vec![date(2026, 8, 16)] });
    first.impact = Some(LocalizedText::both("停止します。", "It is unavailable."));
    first
}

fn june_first() -> Timestamp {
    at("2026-06-01T12:00:00+09:00")
}

fn planning<'a>(policy: &'a NoticePolicy, zone: &'a jiff::tz::TimeZone) -> Planning<'a> {
    Planning { policy, zone, reminds: true, now: june_first() }
}

fn later(first: &Maintenance) -> Result<Vec<Maintenance>, Unfit> {
    first.occurrences(planning(&NoticePolicy::default(), &tokyo()))
}

async fn announced(database: &TestDatabase) -> Core {
    let core = portal_with(database, june_first(), &[]).await;
    let first = first();
    let unwritten = first.announcement(None, june_first());
    let notice = notice::in_words(&provider(), &catalogue(), &first, unwritten).unwrap();
    let later = later(&first).unwrap();
    let form = Submission { id: core.ids.uuid(june_first()).unwrap(), fingerprint: "1".into() };
    let command = AnnounceMaintenance {
        maintenance: first,
        later,
        notice,
        reasons: vec![],
        form,
        draft: None,
    };
    let actor = noroshi::app::Actor::system();
    announce_maintenance(&core, &actor, command).await.unwrap().unwrap();
    core
}

async fn a_series_is_stored_as_maintenances_of_their_own(database: TestDatabase) {
    let core = announced(&database).await;
    let first = stored(&core, "MNT-20260621-01").await;
    let mut tx = core.db.begin_read().await.unwrap();
    let later = maintenances::list_series(&mut tx, first.reference).await.unwrap();
    let entries =
        storage::audit::list(&mut tx, storage::audit::AuditFilter::All, None, 10).await.unwrap();
    drop(tx);
    let numbers: Vec<_> = later.iter().map(|one| one.reference.to_string()).collect();
    assert_eq!(numbers, ["MNT-20260719-01", "MNT-20260920-01", "MNT-20261018-01"]);
    for one in &later {
        assert_eq!(one.series, Some(first.reference));
        assert_eq!((told(one), one.is_announced()), (vec![], false));
        assert_eq!(one.windows[0].start.at.in_zone(&tokyo()).hour(), 1);
        let [entry] = &one.calendar()[..] else { panic!("one entry") };
        assert_eq!((entry.status, entry.sequence), (EntryStatus::Confirmed, 0));
        assert_eq!(entry.last_modified, Some(june_first()));
    }
    assert_eq!(told(&first), ["M1"]);
    assert_eq!(dispatched(&core).await.len(), 1);
    let details: Vec<_> = entries.iter().map(|entry| entry.event.detail.as_str()).collect();
    assert_eq!(details.iter().filter(|detail| **detail == "MNT-20260621-01").count(), 3);
}

async fn each_of_a_series_is_announced_at_its_time_once(database: TestDatabase) {
    let core = announced(&database).await;
    let july = "MNT-20260719-01";
    // Fourteen days before, at ten.
    let announced = at("2026-07-05T10:00:00+09:00");
    set(&core, announced.plus_seconds(-1));
    scheduler::turn(&core).await.unwrap();
    assert_eq!(told(&stored(&core, july).await), [""; 0]);
    set(&core, announced);
    for _ in 0..3 {
        scheduler::turn(&core).await.unwrap();
    }
    let one = stored(&core, july).await;
    assert_eq!((told(&one), one.is_announced(), one.version), (vec!["M1"], true, 2));
    let subject = one.updates[0].subject.written(Language::Ja).unwrap();
    assert!(subject.contains("【メンテナンス】") && subject.contains(july), "{subject}");
    let english = one.updates[0].subject.written(Language::En).unwrap();
    assert!(english.contains("Sun, Jul 19, 2026, 01:00–03:00 JST"), "{english}");
    // A clock that is set back and forth repeats nothing, and the rest goes its way.
    for time in ["2026-07-01T00:00:00+09:00", "2026-07-20T00:00:00+09:00"] {
        set(&core, at(time));
        scheduler::turn(&core).await.unwrap();
    }
    let over = stored(&core, july).await;
    assert_eq!(told(&over), ["M1", "M9"], "what was slept through is not told");
    assert_eq!(over.state(), WindowState::Completed);
    let first = stored(&core, "MNT-20260621-01").await;
    let mailed = dispatched(&core).await;
    assert_eq!(mailed.iter().filter(|one| one.record == over.id).count(), 2);
    assert_eq!(mailed.iter().filter(|one| one.record == first.id).count(), 2);
    assert_eq!(told(&stored(&core, "MNT-20260920-01").await), [""; 0]);
}

async fn what_is_changed_before_it_is_announced_is_mailed_to_nobody(database: TestDatabase) {
    let core = announced(&database).await;
    let before = dispatched(&core).await.len();
    let september = stored(&core, "MNT-20260920-01").await;
    let postponed = by_hand(&core, &september, "w1", Step::Postpone).await.unwrap();
    assert_eq!((told(&postponed), postponed.is_announced()), (vec!["M4p"], false));
    let october = stored(&core, "MNT-20261018-01").await;
    by_hand(&core, &october, "w1", Step::Cancel).await.unwrap();
    set(&core, at("2026-11-01T00:00:00+09:00"));
    scheduler::turn(&core).await.unwrap();
    for (number, notices) in [("MNT-20260920-01", ["M4p"]), ("MNT-20261018-01", ["M4"])] {
        let one = stored(&core, number).await;
        assert_eq!(told(&one), notices, "{number} is on the page, and never announced");
        let mailed = dispatched(&core).await;
        assert!(mailed.iter().all(|dispatch| dispatch.record != one.id));
    }
    assert_eq!(before, 1);
}

async fn what_moves_is_announced_ahead_of_its_new_date(database: TestDatabase) {
    let core = announced(&database).await;
    let july = stored(&core, "MNT-20260719-01").await;
    let (start, end) = (at("2026-08-02T02:00:00+09:00"), at("2026-08-02T04:00:00+09:00"));
    let remind_at = Some(at("2026-07-31T10:00:00+09:00"));
    let to = Step::Reschedule(NewDate::At { start, end, remind_at });
    let moved = by_hand(&core, &july, "w1", to).await.unwrap();
    assert_eq!(moved.announce_at, Some(at("2026-07-19T10:00:00+09:00")));
    set(&core, at("2026-07-19T10:00:00+09:00"));
    scheduler::turn(&core).await.unwrap();
    let one = stored(&core, "MNT-20260719-01").await;
    assert_eq!(told(&one), ["M3", "M1"]);
    assert_eq!(one.updates[1].windows, [key("w02")], "the new date alone");
    let subject = one.updates[1].subject.written(Language::En).unwrap();
    assert!(subject.contains("Aug 2, 2026") && !subject.contains("Jul 19, 2026"), "{subject}");
    let mailed = dispatched(&core).await;
    let mailed: Vec<_> = mailed.iter().filter(|it| it.record == one.id).collect();
    assert_eq!(mailed.len(), 1);
    assert_eq!(mailed[0].update, one.updates[1].key);
}

async fn what_is_announced_too_late_is_not_announced_at_all(database: TestDatabase) {
    let core = announced(&database).await;
    set(&core, at("2026-07-19T02:00:00+09:00"));
    scheduler::turn(&core).await.unwrap();
    let one = stored(&core, "MNT-20260719-01").await;
    assert_eq!((told(&one), one.state()), (vec!["M6"], WindowState::InProgress));
    assert!(one.is_announced(), "whatever happens from now on is mailed");
    let mailed = dispatched(&core).await;
    assert!(mailed.iter().any(|dispatch| dispatch.record == one.id));
}

#[test]
fn a_series_keeps_its_time_of_day_while_the_clocks_change() {
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    let policy = NoticePolicy::default();
    let weekly = |start: &str, end: &str| {
        let mut first = by_the_clock("MNT-20270321-01", start, end);
        let rule = "FREQ=WEEKLY;COUNT=2".parse().unwrap();
        first.recurrence = Some(Recurrence { rule, except: vec![] });
        first.occurrences(planning(&policy, &zone))
    };
    let later = weekly("2027-03-21T01:00:00+01:00", "2027-03-21T04:00:00+01:00").unwrap();
    let window = &later[0].windows[0];
    assert_eq!(window.start.at, at("2027-03-28T01:00:00+01:00"));
    assert_eq!(window.end.at, at("2027-03-28T04:00:00+02:00"), "an hour less");
    let turned = weekly("2027-03-21T02:15:00+01:00", "2027-03-21T03:00:00+01:00");
    assert_eq!(turned.unwrap_err(), Unfit::ClocksChange(date(2027, 3, 28)));
}

#[test]
fn all_windows_of_an_occurrence_move_and_none_overlaps_another() {
    let mut first = first();
    let moment = |text: &str| Moment::minute(at(text));
    let second = |from: &str, to: &str| Window::planned(key("w2"), moment(from), moment(to));
    let spare = second("2026-06-28T01:00:00+09:00", "2026-06-28T03:00:00+09:00");
    first.windows.push(Window { spare: true, ..spare });
    first.follows = vec!["INC-20260601-01".parse().unwrap()];
    let all = later(&first).unwrap();
    let july = &all[0];
    assert!(july.windows[1].spare && july.follows.is_empty() && july.recurrence.is_none());
    assert_eq!(july.windows[1].start.at, at("2026-07-26T01:00:00+09:00"));

    let long = second("2026-06-22T01:00:00+09:00", "2026-07-19T01:01:00+09:00");
    first.windows[1] = long;
    let (june, july) = (date(2026, 6, 21), date(2026, 7, 19));
    assert_eq!(later(&first).unwrap_err(), Unfit::Overlaps(june, july));
    first.windows[1].end = moment("2026-07-19T01:00:00+09:00");
    assert!(later(&first).is_ok(), "what begins when another ends does not overlap it");
    first.kind = MaintenanceKind::Emergency;
    assert_eq!(later(&first).unwrap_err(), Unfit::Emergency);
}

/// A portal with the series, as readers see it on 1 June.
fn model() -> (Model, Vec<Maintenance>) {
    let mut model = Model::new(Site::new(provider(), catalogue(), NoticePolicy::default()));
    let mut all = vec![first()];
    all.extend(later(&all[0]).unwrap());
    for one in &all {
        model.put_maintenance(one.clone(), june_first());
    }
    (model, all)
}

#[test]
fn the_page_of_each_date_says_how_it_repeats_and_leads_to_the_others() {
    let (model, all) = model();
    let view = View { model: &model, now: june_first(), as_of: june_first(), stale: false };
    for (language, rule, date) in [
        (Language::Ja, "毎月第3日曜日", "2026年7月19日(日曜日)"),
        (Language::En, "Monthly on the third Sunday", "Sunday, July 19, 2026"),
    ] {
        for one in &all {
            let page = public::maintenance(&view, language, one).unwrap();
            assert!(page.contains(&format!("<dd>{rule}</dd>")), "{page}");
            for other in &all {
                let link = format!("href=\"/{}/maintenance/{}\"", language.tag(), other.reference);
                // One before it, and those after it.
                let place = |it: &Maintenance| all.iter().position(|one| one == it).unwrap();
                let is_near = place(other) + 1 >= place(one) && place(other) != place(one);
                assert_eq!(page.contains(&link), is_near, "{} {link}", one.reference);
            }
        }
        let page = public::maintenance(&view, language, &all[0]).unwrap();
        assert!(page.contains(date), "{page}");
        // What customers were not told of yet is in the calendar and under its service, and not on the home page.
        let home = public::home(&view, language).unwrap();
        let service = public::service(&view, language, &catalogue().services[0]).unwrap();
        let months = public::months(&view, language, None).unwrap();
        let feed = public::calendar(&view, language, &Calendar::All).unwrap();
        for (number, at_home) in [("MNT-20260621-01", true), ("MNT-20260719-01", false)] {
            assert_eq!(home.contains(number), at_home);
            for (page, what) in [(&service, "service"), (&months, "months"), (&feed, "feed")] {
                assert!(page.contains(number), "{number} in {what}");
            }
        }
    }
}

#[test]
fn what_was_announced_is_not_announced_again() {
    let now = june_first();
    let one = later(&first()).unwrap().remove(0);
    let announced = one.after(&key("w1"), &Step::Announce, now).unwrap();
    let again = announced.after(&key("w1"), &Step::Announce, now);
    assert_eq!(again.unwrap_err(), Refusal::Announced);
}

#[test]
fn nothing_is_announced_later_than_the_first_thing_that_happens() {
    let mut one = later(&first()).unwrap().remove(0);
    let steps = |one: &Maintenance| -> Vec<(&'static str, Timestamp)> {
        let coming = one.coming().into_iter();
        coming.map(|due| (due.step.template().name(), due.at)).collect()
    };
    let remind = at("2026-07-17T10:00:00+09:00");
    let start = at("2026-07-19T01:00:00+09:00");
    assert_eq!(steps(&one)[0], ("M1", at("2026-07-05T10:00:00+09:00")));
    one.announce_at = Some(at("2026-07-18T00:00:00+09:00"));
    assert_eq!(steps(&one)[..2], [("M1", remind), ("M2", remind)]);
    one.windows[0].reminder = None;
    one.automatic.start = false;
    one.announce_at = Some(at("2026-07-20T00:00:00+09:00"));
    assert_eq!(steps(&one), [("M1", start)]);
    // The provider's own lead time holds, whatever the setting says.
    let policy = NoticePolicy { announce_days: 1, ..NoticePolicy::default() };
    let announced = policy.announcement(&one, start, &tokyo());
    assert_eq!(announced, at("2026-07-08T10:00:00+09:00"));
    assert!(start.seconds_since(announced) >= i64::from(policy.lead_days) * 24 * 60 * 60);
}
