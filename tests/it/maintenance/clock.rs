//! What the clock does by itself: on both databases, once, in order, and as it is told to customers.

use noroshi::{
    app::Error,
    domain::{
        language::Language,
        maintenance::{WindowState, life::Step},
        moment::Moment,
        text::LocalizedText,
    },
    storage,
    worker::{Limits, Loop, scheduler, supervise},
};
use tokio_util::sync::CancellationToken;

use super::{by_hand, by_the_clock, dispatched, june, portal_with, set, stored, told};
use crate::support::{TestDatabase, on_each_database, sample::key, time::until};

on_each_database!(
    a_maintenance_is_announced_begun_and_ended_by_the_clock,
    what_was_missed_is_done_in_order_and_nothing_is_told_of_what_is_over,
    a_clock_that_is_set_repeats_nothing,
    nothing_happens_by_itself_that_nobody_chose,
    a_step_that_somebody_else_took_is_not_taken_again,
    what_cannot_be_said_in_one_language_is_said_from_the_facts,
    the_loop_takes_what_is_due_and_stops_when_it_is_told,
);

const REFERENCE: &str = "MNT-20260614-01";

fn one() -> noroshi::domain::maintenance::Maintenance {
    let mut one = by_the_clock(REFERENCE, "2026-06-14T01:00:00+09:00", "2026-06-14T04:00:00+09:00");
    one.impact =
        Some(LocalizedText::both("メールの受信ができません。", "Receiving mail is unavailable."));
    one
}

async fn a_maintenance_is_announced_begun_and_ended_by_the_clock(database: TestDatabase) {
    let core = portal_with(&database, june(1, "00:00"), &[one()]).await;
    let next = scheduler::turn(&core).await.unwrap();
    assert_eq!(next, Some(june(12, "01:00")), "nothing is due before the reminder");
    for (day, time, state, notices) in [
        (12, "01:00", WindowState::Scheduled, &["M2"][..]),
        (14, "01:00", WindowState::InProgress, &["M2", "M6"]),
        (14, "04:00", WindowState::Completed, &["M2", "M6", "M9"]),
    ] {
        set(&core, june(day, time).plus_seconds(-1));
        scheduler::turn(&core).await.unwrap();
        let before = stored(&core, REFERENCE).await;
        assert_eq!(told(&before), notices[..notices.len() - 1], "a second before {time}");
        set(&core, june(day, time));
        scheduler::turn(&core).await.unwrap();
        let after = stored(&core, REFERENCE).await;
        assert_eq!((after.state(), told(&after)), (state, notices.to_vec()), "at {time}");
    }
    let done = stored(&core, REFERENCE).await;
    assert_eq!(done.version, 4);
    let window = &done.windows[0];
    assert_eq!(window.actual_start.as_ref(), Some(&window.start));
    assert_eq!(window.actual_end.as_ref(), Some(&window.end));
    let completed = &done.updates[2];
    let english = completed.body.written(Language::En).unwrap();
    assert!(english.contains("was completed at 04:00 JST on Sunday, June 14, 2026."), "{english}");
    let japanese = completed.subject.written(Language::Ja).unwrap();
    assert_eq!(japanese, "【メンテナンス完了】みなとmail[MNT-20260614-01]");
    assert_eq!(dispatched(&core).await.len(), 3);
    assert_eq!(scheduler::turn(&core).await.unwrap(), None);
}

async fn what_was_missed_is_done_in_order_and_nothing_is_told_of_what_is_over(
    database: TestDatabase,
) {
    let core = portal_with(&database, june(1, "00:00"), &[one()]).await;
    set(&core, june(20, "00:00"));
    scheduler::turn(&core).await.unwrap();
    let done = stored(&core, REFERENCE).await;
    let states: Vec<_> = done.log.iter().map(|change| change.state).collect();
    assert_eq!(states, [WindowState::InProgress, WindowState::Completed]);
    assert!(done.windows[0].reminder.unwrap().done, "its time has come and gone");
    assert_eq!(told(&done), ["M9"]);
    assert_eq!(done.windows[0].actual_end.as_ref().unwrap().at, june(14, "04:00"));
}

async fn a_clock_that_is_set_repeats_nothing(database: TestDatabase) {
    let core = portal_with(&database, june(14, "00:30"), &[one()]).await;
    for time in ["00:30", "01:30", "00:30", "01:30", "05:00", "00:30", "04:00", "05:00"] {
        set(&core, june(14, time));
        scheduler::turn(&core).await.unwrap();
    }
    let done = stored(&core, REFERENCE).await;
    assert_eq!(told(&done), ["M2", "M6", "M9"]);
    assert!(done.updates.is_sorted_by_key(|update| update.posted));
    assert!(done.log.is_sorted_by_key(|change| change.at));
    assert_eq!(dispatched(&core).await.len(), 3);
}

async fn nothing_happens_by_itself_that_nobody_chose(database: TestDatabase) {
    let mut by_hand_only = one();
    by_hand_only.automatic = noroshi::domain::maintenance::Automatic::default();
    by_hand_only.windows[0].reminder = None;
    let core = portal_with(&database, june(1, "00:00"), &[by_hand_only.clone()]).await;
    set(&core, june(20, "00:00"));
    assert_eq!(scheduler::turn(&core).await.unwrap(), None);
    assert_eq!(stored(&core, REFERENCE).await, by_hand_only);
}

async fn a_step_that_somebody_else_took_is_not_taken_again(database: TestDatabase) {
    let core = portal_with(&database, june(14, "01:00"), &[one()]).await;
    let seen = stored(&core, REFERENCE).await;
    let begin = Step::Start { at: Moment::minute(june(14, "01:00")) };
    by_hand(&core, &seen, "w1", begin.clone()).await.unwrap();
    let late = by_hand(&core, &seen, "w1", begin).await.unwrap_err();
    assert!(matches!(late, Error::Refused(noroshi::app::StepRefused::Overtaken(_))), "{late:?}");
    scheduler::turn(&core).await.unwrap();
    assert_eq!(told(&stored(&core, REFERENCE).await), ["M6"]);

    // An exercise goes its way as well, and nobody is mailed.
    let mut tx = core.db.begin_read().await.unwrap();
    let log = storage::audit::list(&mut tx, storage::audit::AuditFilter::All, None, 10).await;
    let entry = &log.unwrap()[0].event;
    assert_eq!(
        (entry.action.as_str(), entry.detail.as_str()),
        ("maintenance.update", "w1 in_progress")
    );
}

async fn what_cannot_be_said_in_one_language_is_said_from_the_facts(database: TestDatabase) {
    let mut japanese = one();
    japanese.impact = Some(LocalizedText::only(Language::Ja, "メールの受信ができません。"));
    japanese.exercise = true;
    let core = portal_with(&database, june(14, "01:00"), &[japanese]).await;
    scheduler::turn(&core).await.unwrap();
    let begun = stored(&core, REFERENCE).await;
    let body = &begun.updates[0].body;
    assert!(body.read(Language::Ja).unwrap().text.contains("メールの受信ができません。"));
    let english = body.read(Language::En).unwrap();
    assert!(english.auto && english.text.contains("Maintenance on"), "{}", english.text);
    assert!(dispatched(&core).await.is_empty(), "an exercise reaches no customer");
}

async fn the_loop_takes_what_is_due_and_stops_when_it_is_told(database: TestDatabase) {
    let core = portal_with(&database, june(14, "01:00"), &[one()]).await;
    let stop = CancellationToken::new();
    let its = core.clone();
    let one = Loop::new("scheduler", Some(scheduler::STALL), move |beat, stop| {
        scheduler::run(its.clone(), beat, stop)
    });
    let watching = async {
        until("the start of the work", async || {
            let begun = stored(&core, REFERENCE).await.window(&key("w1")).unwrap().state;
            (begun == WindowState::InProgress).then_some(())
        })
        .await;
        stop.cancel();
    };
    let supervised = supervise(vec![one], Limits::default(), stop.clone());
    assert_eq!(tokio::join!(supervised, watching).0, Ok(()));
}
