//! Every state and every step: what follows what, what the clock refuses, and what becomes of the record.

use noroshi::domain::{
    maintenance::{
        Maintenance, Window, WindowState,
        calendar::EntryStatus,
        life::{NewDate, Refusal, Step},
    },
    moment::Moment,
    time::Timestamp,
};

use super::{by_the_clock, june};
use crate::support::sample::key;

/// Which steps follow which state (domain rules 5.2).
const TABLE: &str = "
    scheduled: remind start reschedule postpone cancel
    in_progress: extend verify complete roll_back
    extended: extend verify complete roll_back
    verifying: resume complete roll_back
    completed:
    rescheduled:
    postponed: reschedule
    cancelled:
    rolled_back:
";

fn moment(day: u8, time: &str) -> Moment {
    Moment::minute(june(day, time))
}

/// From 1:00 to 4:00 on 14 June.
fn maintenance() -> Maintenance {
    by_the_clock("MNT-20260614-01", "2026-06-14T01:00:00+09:00", "2026-06-14T04:00:00+09:00")
}

fn in_state(state: WindowState) -> Maintenance {
    let mut maintenance = maintenance();
    maintenance.windows[0].state = state;
    maintenance
}

fn to(start: (u8, &str), end: (u8, &str)) -> Step {
    let (start, end) = (june(start.0, start.1), june(end.0, end.1));
    Step::Reschedule(NewDate::At { start, end, remind_at: None })
}

/// Every step, such that the clock alone refuses none of them at 3:00.
fn steps() -> Vec<(&'static str, Step)> {
    vec![
        ("remind", Step::Remind),
        ("start", Step::Start { at: moment(14, "01:00") }),
        ("extend", Step::Extend { until: moment(14, "05:00") }),
        ("verify", Step::Verify),
        ("resume", Step::Resume),
        ("complete", Step::Complete { at: moment(14, "02:50") }),
        ("roll_back", Step::RollBack { at: moment(14, "02:50") }),
        ("reschedule", to((21, "01:00"), (21, "04:00"))),
        ("postpone", Step::Postpone),
        ("cancel", Step::Cancel),
    ]
}

fn take(maintenance: &Maintenance, step: &Step, now: Timestamp) -> Result<Maintenance, Refusal> {
    maintenance.after(&key("w1"), step, now)
}

#[test]
fn each_step_follows_the_states_that_the_rules_name_and_no_other() {
    let lines = TABLE.lines().filter_map(|line| line.trim().split_once(':'));
    let allowed: Vec<(&str, Vec<&str>)> =
        lines.map(|(state, steps)| (state, steps.split_whitespace().collect())).collect();
    assert_eq!(allowed.len(), WindowState::ALL.len());
    for state in WindowState::ALL {
        let steps_of = |word| allowed.iter().find(|(known, _)| *known == word).unwrap().1.clone();
        for (name, step) in steps() {
            let taken = take(&in_state(state), &step, june(14, "03:00"));
            if steps_of(state.word()).contains(&name) {
                let after = taken.unwrap();
                let stands = after.windows[0].state;
                assert_eq!(stands, step.leads_to().unwrap_or(state), "{name} after {state:?}");
                let logged = after.log.iter().map(|change| change.state).collect::<Vec<_>>();
                assert_eq!(logged.contains(&stands), step.leads_to().is_some());
            } else {
                assert_eq!(taken.unwrap_err(), Refusal::NotNext(state), "{name} after {state:?}");
            }
        }
    }
}

#[test]
fn the_clock_refuses_what_has_not_happened_and_what_cannot_happen_any_more() {
    use WindowState::{Extended, InProgress, Postponed, Scheduled};
    let begun = |at| Step::Start { at };
    let over = |at| Step::Complete { at };
    let cases = [
        (Scheduled, begun(moment(14, "00:59")), "01:30", Refusal::BeforeStart),
        (Scheduled, begun(moment(14, "01:31")), "01:30", Refusal::InFuture),
        (InProgress, over(moment(14, "03:31")), "03:30", Refusal::InFuture),
        (InProgress, over(moment(14, "00:30")), "03:30", Refusal::EndBeforeStart),
        (InProgress, Step::RollBack { at: moment(14, "03:31") }, "03:30", Refusal::InFuture),
        (InProgress, Step::Extend { until: moment(14, "04:00") }, "03:30", Refusal::NotLater),
        (Extended, Step::Extend { until: moment(14, "04:30") }, "04:30", Refusal::InPast),
        (Scheduled, to((14, "00:00"), (14, "01:00")), "00:30", Refusal::InPast),
        (Scheduled, to((15, "01:00"), (15, "01:00")), "00:30", Refusal::EndBeforeStart),
        (Postponed, to((14, "03:00"), (14, "04:00")), "03:00", Refusal::InPast),
    ];
    for (state, step, now, refusal) in cases {
        let refused = take(&in_state(state), &step, june(14, now)).unwrap_err();
        assert_eq!(refused, refusal, "{step:?} at {now}");
    }
    let unknown = maintenance().after(&key("w9"), &Step::Cancel, june(14, "00:00")).unwrap_err();
    assert_eq!(unknown, Refusal::NoWindow(key("w9")));
}

#[test]
fn a_rescheduled_window_stays_beside_the_new_one_and_its_calendar_entry_goes_on() {
    let before = maintenance();
    let uid = before.calendar()[0].uid("status.example.jp");
    let after = take(&before, &to((21, "02:00"), (21, "05:00")), june(14, "00:59")).unwrap();
    let states: Vec<_> = after.windows.iter().map(|one| (one.key.as_str(), one.state)).collect();
    assert_eq!(
        states,
        [("w1", WindowState::Rescheduled), ("w02", WindowState::Scheduled)],
        "old and new stand beside each other"
    );
    assert_eq!(after.successor(&key("w1")), Some(key("w02")));

    let [entry] = &after.calendar()[..] else { panic!("one entry") };
    assert_eq!((entry.uid("status.example.jp"), entry.sequence), (uid, 1));
    assert_eq!((entry.start().at, entry.end().at), (june(21, "02:00"), june(21, "05:00")));

    // And once more, and then it is called off: the entry stays, and says so.
    let again = to((28, "02:00"), (28, "05:00"));
    let after = after.after(&key("w02"), &again, june(15, "00:00")).unwrap();
    let after = after.after(&key("w03"), &Step::Cancel, june(16, "00:00")).unwrap();
    let [entry] = &after.calendar()[..] else { panic!("one entry") };
    assert_eq!((entry.sequence, entry.status), (3, EntryStatus::Cancelled));
    assert_eq!(entry.uid("status.example.jp"), "MNT-20260614-01-w1@status.example.jp");
    assert_eq!(entry.last_modified, Some(june(16, "00:00")));
}

#[test]
fn an_alternate_date_waits_for_its_window_and_goes_with_it() {
    let mut before = maintenance();
    let spare = Window::planned(key("w2"), moment(21, "01:00"), moment(21, "04:00"));
    before.windows.push(Window { spare: true, ..spare });
    assert_eq!(before.calendar()[1].status, EntryStatus::Tentative);

    // The clock and the operator leave it alone.
    assert!(before.coming().iter().all(|due| due.window == key("w1")));
    let start = Step::Start { at: moment(21, "01:00") };
    let refused = before.after(&key("w2"), &start, june(21, "01:00")).unwrap_err();
    assert_eq!(refused, Refusal::Spare);

    // It takes the place of the window …
    let taken = take(&before, &Step::Reschedule(NewDate::Spare(key("w2"))), june(13, "18:00"));
    let taken = taken.unwrap();
    assert_eq!(taken.window(&key("w2")).unwrap().replaces, Some(key("w1")));
    assert!(taken.coming().iter().all(|due| due.window == key("w2")));
    let twice =
        taken.after(&key("w2"), &Step::Reschedule(NewDate::Spare(key("w2"))), june(13, "18:00"));
    assert_eq!(twice.unwrap_err(), Refusal::NotSpare(key("w2")));

    // … or is called off with the last one that might have needed it.
    let done =
        take(&in_progress(&before), &Step::Complete { at: moment(14, "03:00") }, june(14, "03:00"));
    let done = done.unwrap();
    assert_eq!(done.window(&key("w2")).unwrap().state, WindowState::Cancelled);
    assert_eq!(done.state(), WindowState::Completed);
}

fn in_progress(maintenance: &Maintenance) -> Maintenance {
    take(maintenance, &Step::Start { at: moment(14, "01:00") }, june(14, "01:00")).unwrap()
}

#[test]
fn two_windows_of_one_maintenance_do_not_lie_within_each_other() {
    let mut before = maintenance();
    before.windows.push(Window::planned(key("w2"), moment(21, "01:00"), moment(21, "04:00")));
    for (start, end, meets) in
        [("03:59", "05:00", true), ("00:00", "01:01", true), ("04:00", "05:00", false)]
    {
        let moved = take(&before, &to((21, start), (21, end)), june(13, "18:00"));
        assert_eq!(moved.err(), meets.then(|| Refusal::Overlaps(key("w2"))), "{start}");
    }
}

#[test]
fn operators_are_told_that_work_goes_on_past_the_end_that_was_announced_last() {
    let working = in_progress(&maintenance());
    assert_eq!(working.windows[0].overrunning(june(14, "04:00")), None);
    assert_eq!(working.windows[0].overrunning(june(14, "04:20")), Some(20));
    let longer = take(&working, &Step::Extend { until: moment(14, "05:00") }, june(14, "03:50"));
    let longer = longer.unwrap();
    assert_eq!(longer.windows[0].overrunning(june(14, "04:20")), None);
    let done = take(&longer, &Step::Complete { at: moment(14, "05:10") }, june(14, "05:10"));
    assert_eq!(done.unwrap().windows[0].overrunning(june(14, "06:00")), None);
}

#[test]
fn a_clock_that_was_set_back_does_not_change_the_order_of_what_happened() {
    let working = in_progress(&maintenance());
    let checked = take(&working, &Step::Verify, june(14, "00:10")).unwrap();
    let at: Vec<_> = checked.log.iter().map(|change| change.at).collect();
    assert!(at.is_sorted(), "{at:?}");
}
