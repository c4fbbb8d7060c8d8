//! From a posted notice to what becomes of it for each subscriber: fanned out once, taken by one sender at a time, settled once, and never
//! sent late, twice, or to somebody who does not want it any more.

use std::{collections::BTreeSet, pin::pin};

use noroshi::{
    app::{
        Actor, Core, FannedOut, fan_out_some,
        sending::{self, Stored},
        steering::{Steer, overview, pause, resume, steer},
        tidy,
    },
    domain::{
        delivery::{
            DeliveryState::{
                self, Cancelled, Deferred, Expired, Failed, Held, Leased, Ready, Sent, Superseded,
            },
            Lane, PauseReason, Scope,
        },
        incident::{Incident, IncidentState, Severity, UpdateKind},
        mailing::DOUBT_SECONDS,
        subscriber::{
            Reading, SubscriberState,
            interests::{Course, Interests, Services},
        },
        time::Timestamp,
    },
    storage::{
        self,
        audit::AuditFilter,
        deliveries::{self, Settled},
        dispatches::Dispatch,
        subscribers::Subscriber,
    },
};
use uuid::Uuid;

use crate::{
    posting::{Portal, over},
    support::{
        TestDatabase,
        mortal::Mortal,
        on_each_database,
        sample::{incident, key},
    },
};

on_each_database!(
    each_subscriber_who_wants_a_notice_has_one_delivery_of_it,
    fanning_out_goes_on_where_it_was_interrupted,
    two_who_fan_out_at_once_make_each_delivery_once,
    what_was_posted_while_nothing_could_be_sent_becomes_one_mail_with_the_last_state,
    whoever_missed_notices_is_told_which,
    of_many_senders_each_delivery_has_one,
    only_what_was_under_way_when_a_sender_died_is_in_doubt_and_is_tried_once_more,
    what_a_sender_settles_after_its_lease_lapsed_is_not_stored,
    nobody_who_unsubscribed_is_sent_what_was_waiting,
    late_mail_is_not_sent,
    a_dispatch_is_finished_when_none_of_its_deliveries_is_open,
    what_an_operator_pauses_is_not_sent_until_it_goes_on,
    what_an_operator_cancels_is_never_sent,
    mail_to_one_group_is_stopped_alone,
    nobody_is_sent_more_than_ten_notices_an_hour_whatever_goes_wrong,
    nobody_is_sent_more_than_forty_notices_a_day,
    what_was_not_sent_does_not_count_towards_the_fuse,
    more_mails_than_recipients_stop_everything,
);

/// A subscriber of a number, in the order of the numbers.
fn subscriber(number: u32) -> Uuid {
    Uuid::from_u128(0x0189_0000_0000_7000_8000_0000_0000_0000 + u128::from(number))
}

/// Stores active subscribers of these numbers, who confirm now.
async fn subscribed(core: &Core, numbers: impl Iterator<Item = u32>, interests: &Interests) {
    let (mut tx, now) = (core.db.begin_write().await.unwrap(), core.clock.now());
    let interests = storage::interests::add(&mut tx, interests).await.unwrap();
    for number in numbers {
        let one = Subscriber {
            id: subscriber(number),
            state: SubscriberState::Active,
            interests: interests.clone(),
            mail_group: GROUP.to_owned(),
            language: Reading::Ja,
            zone: "Asia/Tokyo".to_owned(),
            created_at: now,
            confirmed_at: Some(now),
        };
        storage::subscribers::insert(&mut tx, &one).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn unsubscribed(core: &Core, id: Uuid) {
    let mut tx = core.db.begin_write().await.unwrap();
    let state = SubscriberState::Unsubscribed;
    assert!(storage::subscribers::set_state(&mut tx, id, state).await.unwrap());
    tx.commit().await.unwrap();
}

async fn fan_out(core: &Core) {
    while fan_out_some(core, 10).await.unwrap() != FannedOut::Nothing {}
}

async fn dispatches(core: &Core) -> Vec<Dispatch> {
    let mut tx = core.db.begin_read().await.unwrap();
    storage::dispatches::list(&mut tx, None, 100).await.unwrap()
}

/// How many deliveries of a dispatch are in which state.
async fn states(core: &Core, dispatch: &Dispatch) -> Vec<(DeliveryState, u64)> {
    let mut tx = core.db.begin_read().await.unwrap();
    let tally = deliveries::tally(&mut tx, dispatch.id).await.unwrap();
    let count = |state| tally.iter().filter(|it| it.1 == state).map(|it| it.2).sum::<u64>();
    let counts = DeliveryState::ALL.map(|state| (state, count(state)));
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// What became of a mail.
fn became(
    (dispatch, lease, subscriber): (&Dispatch, Uuid, Uuid),
    state: DeliveryState,
    at: Timestamp,
) -> Settled {
    Settled {
        dispatch: dispatch.id,
        subscriber,
        lease,
        state,
        due_at: at.plus_seconds(300),
        at,
        relay: Some("relay-1".to_owned()),
        reply: Some("250 2.0.0 Ok".to_owned()),
        ambiguous: false,
    }
}

/// Sends everything that is due, as a relay that takes all would have it. Gives who was sent what, with what they had missed.
async fn send_all(core: &Core) -> Vec<(Uuid, Uuid, Vec<String>)> {
    let mut sent = Vec::new();
    for (dispatch, groups) in sending::sendable(core).await.unwrap() {
        for group in groups.keys() {
            loop {
                let (lease, taken) =
                    sending::take(core, SENDER, (&dispatch, group), 50).await.unwrap();
                if taken.is_empty() {
                    break;
                }
                let now = core.clock.now();
                let settled: Vec<Settled> = taken
                    .iter()
                    .map(|one| became((&dispatch, lease, one.subscriber), Sent, now))
                    .collect();
                let stored = sending::settle(core, &settled).await.unwrap();
                assert!(stored.iter().all(|stored| *stored == Stored::GoOn));
                sending::give_back(core, lease).await.unwrap();
                let told = taken.into_iter();
                sent.extend(told.map(|one| (dispatch.id, one.subscriber, one.missed)));
            }
        }
    }
    sent
}

/// Posts a further notice.
async fn posted(portal: &Portal, kind: UpdateKind, state: IncidentState) {
    let incident = portal.record().await.incident;
    let incident = Incident { state, ..incident };
    let incident = if state == IncidentState::Recovered { over(incident) } else { incident };
    portal.post(incident, kind, state).await.unwrap();
}

async fn recipients(core: &Core, dispatch: &Dispatch) -> u64 {
    let mut tx = core.db.begin_read().await.unwrap();
    storage::fan_out::reached(&mut tx, dispatch.id).await.unwrap().unwrap().recipients
}

async fn finished(core: &Core) -> bool {
    let mut tx = core.db.begin_read().await.unwrap();
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    storage::fan_out::reached(&mut tx, dispatch.id).await.unwrap().unwrap().finished
}

/// The mail group of all subscribers here.
const GROUP: &str = "other";
const SENDER: Uuid = Uuid::from_u128(0xa);

async fn each_subscriber_who_wants_a_notice_has_one_delivery_of_it(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    let all = Interests::default();
    let other = Interests {
        services: Services::These([(key("other"), None)].into()),
        ..Interests::default()
    };
    let ends = Interests { course: Course::StartAndEnd, ..Interests::default() };
    let critical = Interests { least: Severity::Critical, ..Interests::default() };
    subscribed(core, 0..25, &all).await;
    subscribed(core, 25..30, &other).await;
    subscribed(core, 30..37, &ends).await;
    subscribed(core, 37..40, &critical).await;
    portal.open(incident()).await;
    posted(&portal, UpdateKind::Update, IncidentState::Responding).await;
    // Whoever subscribes now is not told of what was posted before.
    core.clock.advance_seconds(1);
    subscribed(core, 40..45, &all).await;
    fan_out(core).await;
    let [first, second] = &dispatches(core).await[..] else { panic!("two notices") };
    assert_eq!(states(core, second).await, [(Ready, 25)]);
    assert_eq!(states(core, first).await, [(Ready, 7), (Superseded, 25)]);
}

async fn fanning_out_goes_on_where_it_was_interrupted(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..100, &Interests::default()).await;
    portal.open(incident()).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    // Dropped at every point at which it waits, one after the other, until it comes to its end.
    let mut polls = 1;
    loop {
        let life = pin!(fan_out_some(core, 7));
        match (Mortal { life, polls }).await {
            Some(Ok(FannedOut::Nothing)) => break,
            Some(Err(error)) => panic!("{error}"),
            _ => polls += 1,
        }
    }
    assert_eq!(states(core, dispatch).await, [(Ready, 100)]);
    assert_eq!(recipients(core, dispatch).await, 100);
}

async fn two_who_fan_out_at_once_make_each_delivery_once(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..100, &Interests::default()).await;
    portal.open(incident()).await;
    tokio::join!(fan_out(core), fan_out(core), fan_out(core));
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    assert_eq!(states(core, dispatch).await, [(Ready, 100)]);
    assert_eq!(recipients(core, dispatch).await, 100);
}

async fn what_was_posted_while_nothing_could_be_sent_becomes_one_mail_with_the_last_state(
    database: TestDatabase,
) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..60, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    for _ in 0..3 {
        posted(&portal, UpdateKind::Update, IncidentState::Responding).await;
        fan_out(core).await;
    }
    // The relay is back just when the last one is posted: what it outdates is not sent while it is fanned out.
    posted(&portal, UpdateKind::RecoveryNotice, IncidentState::Recovered).await;
    assert!(sending::sendable(core).await.unwrap().is_empty());
    fan_out(core).await;
    let sent = send_all(core).await;
    let last = dispatches(core).await.pop().unwrap();
    assert_eq!(sent.len(), 60);
    assert!(sent.iter().all(|(dispatch, _, _)| *dispatch == last.id));
    let people: BTreeSet<Uuid> = sent.iter().map(|(_, subscriber, _)| *subscriber).collect();
    assert_eq!(people.len(), 60);
    assert!(sent.iter().all(|(_, _, missed)| *missed == ["U01", "U02", "U03", "U04"]), "{sent:?}");
}

async fn whoever_missed_notices_is_told_which(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..2, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    // The first notice reaches one of the two.
    let [first] = &dispatches(core).await[..] else { panic!("one notice") };
    let (lease, taken) = sending::take(core, SENDER, (first, GROUP), 50).await.unwrap();
    let now = core.clock.now();
    let one = became((first, lease, taken[0].subscriber), Sent, now);
    let two = became((first, lease, taken[1].subscriber), Deferred, now);
    assert_eq!(sending::settle(core, &[one, two]).await.unwrap(), [Stored::GoOn; 2]);
    sending::give_back(core, lease).await.unwrap();
    posted(&portal, UpdateKind::Update, IncidentState::Responding).await;
    fan_out(core).await;
    let missed: Vec<Vec<String>> = send_all(core).await.into_iter().map(|it| it.2).collect();
    assert_eq!(missed, [vec![], vec!["U01".to_owned()]]);
    // Both have been told of everything by now.
    posted(&portal, UpdateKind::Update, IncidentState::Responding).await;
    fan_out(core).await;
    assert!(send_all(core).await.into_iter().all(|it| it.2.is_empty()));
}

async fn of_many_senders_each_delivery_has_one(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..95, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    let sender = async |number| {
        let mut had = Vec::new();
        loop {
            let of = (dispatch, GROUP);
            let (_, taken) = sending::take(core, Uuid::from_u128(number), of, 10).await.unwrap();
            if taken.is_empty() {
                return had;
            }
            had.extend(taken.into_iter().map(|one| one.subscriber));
        }
    };
    let (one, two, three, four) = tokio::join!(sender(1), sender(2), sender(3), sender(4));
    let all = [one, two, three, four].concat();
    let people: BTreeSet<Uuid> = all.iter().copied().collect();
    assert_eq!((all.len(), people.len()), (95, 95));
}

async fn only_what_was_under_way_when_a_sender_died_is_in_doubt_and_is_tried_once_more(
    database: TestDatabase,
) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..10, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    let (lease, taken) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
    let order: Vec<Uuid> = taken.iter().map(|one| one.subscriber).collect();
    assert!(order.is_sorted(), "senders go by the order of subscribers");
    let now = core.clock.now();
    let settled: Vec<_> =
        order[..4].iter().map(|one| became((dispatch, lease, *one), Sent, now)).collect();
    sending::settle(core, &settled).await.unwrap();
    // It dies; its lease lapses, and not before.
    core.clock.advance_seconds(sending::LEASE_SECONDS - 1);
    sending::clear_up(core).await.unwrap();
    assert_eq!(states(core, dispatch).await, [(Leased, 6), (Sent, 4)]);
    core.clock.advance_seconds(1);
    sending::clear_up(core).await.unwrap();
    assert_eq!(states(core, dispatch).await, [(Ready, 5), (Sent, 4), (Deferred, 1)]);
    // What was not begun goes out at once, as a first attempt.
    let (second, taken) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
    assert_eq!(taken.iter().map(|one| one.subscriber).collect::<Vec<_>>(), order[5..]);
    assert!(taken.iter().all(|one| one.attempt == 1 && !one.ambiguous));
    let now = core.clock.now();
    let rest = order[5..].iter().map(|one| became((dispatch, second, *one), Sent, now));
    sending::settle(core, &rest.collect::<Vec<_>>()).await.unwrap();
    sending::give_back(core, second).await.unwrap();
    // What may have arrived waits for ten minutes, and is marked.
    core.clock.advance_seconds(DOUBT_SECONDS);
    let (third, taken) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
    let [doubtful] = &taken[..] else { panic!("one: {taken:?}") };
    assert_eq!((doubtful.subscriber, doubtful.ambiguous), (order[4], true));
    // If the sender dies over it again, it is not tried a third time.
    core.clock.advance_seconds(sending::LEASE_SECONDS);
    sending::clear_up(core).await.unwrap();
    assert_eq!(states(core, dispatch).await, [(Sent, 9), (Failed, 1)]);
    assert_ne!(third, second);
}

async fn what_a_sender_settles_after_its_lease_lapsed_is_not_stored(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..3, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    let (slow, had) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
    // A sender that says that it is alive keeps what it has.
    core.clock.advance_seconds(sending::LEASE_SECONDS - 1);
    sending::keep(core, SENDER).await.unwrap();
    core.clock.advance_seconds(sending::LEASE_SECONDS - 1);
    sending::clear_up(core).await.unwrap();
    assert_eq!(states(core, dispatch).await, [(Leased, 3)]);
    core.clock.advance_seconds(1);
    sending::clear_up(core).await.unwrap();
    let now = core.clock.now();
    let late: Vec<_> =
        had.iter().map(|one| became((dispatch, slow, one.subscriber), Sent, now)).collect();
    assert_eq!(sending::settle(core, &late).await.unwrap(), [Stored::Lost; 3]);
    assert_eq!(states(core, dispatch).await, [(Ready, 2), (Deferred, 1)]);
}

async fn nobody_who_unsubscribed_is_sent_what_was_waiting(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    unsubscribed(core, subscriber(2)).await;
    let sent = send_all(core).await;
    assert_eq!(sent.len(), 4);
    assert!(sent.iter().all(|(_, person, _)| *person != subscriber(2)));
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    assert_eq!(states(core, dispatch).await, [(Sent, 4), (Cancelled, 1)]);
}

async fn late_mail_is_not_sent(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    posted(&portal, UpdateKind::RecoveryNotice, IncidentState::Recovered).await;
    fan_out(core).await;
    let [first, last] = &dispatches(core).await[..] else { panic!("two notices") };
    assert_eq!(states(core, first).await, [(Superseded, 5)]);
    // That it is over is news for six hours.
    core.clock.advance_seconds(6 * 3600 - 1);
    assert_eq!(sending::sendable(core).await.unwrap().len(), 1);
    core.clock.advance_seconds(1);
    assert!(sending::sendable(core).await.unwrap().is_empty());
    while sending::clear_up(core).await.unwrap() {}
    assert_eq!(states(core, last).await, [(Expired, 5)]);
}

async fn a_dispatch_is_finished_when_none_of_its_deliveries_is_open(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    sending::clear_up(core).await.unwrap();
    assert!(!finished(core).await, "it is not fanned out yet");
    fan_out(core).await;
    sending::clear_up(core).await.unwrap();
    assert!(!finished(core).await, "nothing is sent yet");
    send_all(core).await;
    sending::clear_up(core).await.unwrap();
    assert!(finished(core).await);
}

fn operator() -> Actor {
    Actor::command_line()
}

async fn waiting(core: &Core) -> usize {
    sending::sendable(core).await.unwrap().len()
}

async fn what_an_operator_pauses_is_not_sent_until_it_goes_on(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    let (lease, taken) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
    assert!(steer(core, &operator(), dispatch.id, Steer::Pause).await.unwrap());
    assert!(!steer(core, &operator(), dispatch.id, Steer::Pause).await.unwrap(), "it is paused");
    // Whoever is sending is told with the next mail, and gives back the rest.
    let now = core.clock.now();
    let one = became((dispatch, lease, taken[0].subscriber), Sent, now);
    assert_eq!(sending::settle(core, &[one]).await.unwrap(), [Stored::GiveBack]);
    sending::give_back(core, lease).await.unwrap();
    assert_eq!(waiting(core).await, 0);
    assert_eq!(states(core, dispatch).await, [(Ready, 4), (Sent, 1)]);
    assert!(steer(core, &operator(), dispatch.id, Steer::Resume).await.unwrap());
    assert_eq!(send_all(core).await.len(), 4);
    // All mail.
    assert!(pause(core, &operator(), Scope::All).await.unwrap());
    posted(&portal, UpdateKind::Update, IncidentState::Responding).await;
    fan_out(core).await;
    assert_eq!(waiting(core).await, 0);
    assert!(overview(core).await.unwrap().waiting_since.is_none(), "nothing is wrong with that");
    assert!(resume(core, &operator(), &Scope::All).await.unwrap());
    assert!(!resume(core, &operator(), &Scope::All).await.unwrap());
    assert!(overview(core).await.unwrap().waiting_since.is_some());
    assert_eq!(send_all(core).await.len(), 5);
    let actions = ["mail.pause", "mail.resume", "mail.pause", "mail.resume"];
    assert_eq!(audited(core, "mail.").await, actions);
}

async fn what_an_operator_cancels_is_never_sent(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    assert!(steer(core, &operator(), dispatch.id, Steer::Cancel).await.unwrap());
    assert_eq!(waiting(core).await, 0);
    while sending::clear_up(core).await.unwrap() {}
    assert_eq!(states(core, dispatch).await, [(Cancelled, 5)]);
    assert!(finished(core).await);
    assert!(!steer(core, &operator(), dispatch.id, Steer::Resume).await.unwrap());
}

async fn mail_to_one_group_is_stopped_alone(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let group = Scope::Group(GROUP.to_owned());
    assert!(pause(core, &operator(), group.clone()).await.unwrap());
    assert!(pause(core, &operator(), Scope::Group("another".to_owned())).await.unwrap());
    assert_eq!(waiting(core).await, 0);
    assert!(resume(core, &operator(), &group).await.unwrap());
    assert_eq!(send_all(core).await.len(), 5);
}

/// What no program should do: one more dispatch of nothing new, to everybody with these interests.
async fn dispatched_once_more(core: &Core, interests: &Interests, number: u128) -> Dispatch {
    let now = core.clock.now();
    let dispatch = Dispatch {
        id: Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number),
        lane: Lane::Incident,
        record: Uuid::from_u128(number),
        update: key("u01"),
        created_at: now,
        expires_at: now.plus_seconds(24 * 3600),
    };
    let mut tx = core.db.begin_write().await.unwrap();
    storage::dispatches::insert(&mut tx, &dispatch).await.unwrap();
    storage::fan_out::add_interest(&mut tx, dispatch.id, &interests.id()).await.unwrap();
    storage::fan_out::set_matched(&mut tx, dispatch.id, now).await.unwrap();
    tx.commit().await.unwrap();
    fan_out(core).await;
    dispatch
}

async fn nobody_is_sent_more_than_ten_notices_an_hour_whatever_goes_wrong(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    let everything = Interests::default();
    subscribed(core, 0..3, &everything).await;
    let mut mails = 0;
    for number in 0..14 {
        dispatched_once_more(core, &everything, number).await;
        mails += send_all(core).await.len();
    }
    assert_eq!(mails, 3 * 10);
    let last = dispatches(core).await.pop().unwrap();
    assert_eq!(states(core, &last).await, [(Held, 3)]);
    let mut tx = core.db.begin_read().await.unwrap();
    let answered = deliveries::answers(&mut tx, last.id).await.unwrap();
    drop(tx);
    assert_eq!((answered[0].reply.as_str(), answered[0].mails), ("fuse", 3));
    // An operator who lets it go on too early sends nothing; later, what is held.
    assert!(steer(core, &operator(), last.id, Steer::Resume).await.unwrap());
    assert_eq!(send_all(core).await.len(), 0);
    core.clock.advance_seconds(3600 + 600);
    assert!(steer(core, &operator(), last.id, Steer::Resume).await.unwrap());
    assert_eq!(send_all(core).await.len(), 3);
}

async fn nobody_is_sent_more_than_forty_notices_a_day(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    let everything = Interests::default();
    subscribed(core, 0..2, &everything).await;
    let mut mails = 0;
    for number in 0..50 {
        dispatched_once_more(core, &everything, number).await;
        mails += send_all(core).await.len();
        core.clock.advance_seconds(1_200);
    }
    assert_eq!(mails, 2 * 40);
    core.clock.advance_seconds(24 * 3600);
    tidy::remove_expired(core).await.unwrap();
    dispatched_once_more(core, &everything, 50).await;
    assert_eq!(send_all(core).await.len(), 2);
}

async fn what_was_not_sent_does_not_count_towards_the_fuse(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..2, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    for _ in 0..11 {
        let (lease, taken) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
        assert_eq!(taken.len(), 2);
        // One is refused for now, the other one is given back.
        let now = core.clock.now();
        let one = became((dispatch, lease, taken[0].subscriber), Deferred, now);
        sending::settle(core, &[one]).await.unwrap();
        sending::give_back(core, lease).await.unwrap();
        core.clock.advance_seconds(300);
    }
    assert_eq!(send_all(core).await.len(), 2);
}

async fn more_mails_than_recipients_stop_everything(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = &portal.core;
    subscribed(core, 0..5, &Interests::default()).await;
    portal.open(incident()).await;
    fan_out(core).await;
    let [dispatch] = &dispatches(core).await[..] else { panic!("one notice") };
    let (lease, taken) = sending::take(core, SENDER, (dispatch, GROUP), 50).await.unwrap();
    let now = core.clock.now();
    let sent: Vec<_> =
        taken.iter().map(|one| became((dispatch, lease, one.subscriber), Sent, now)).collect();
    assert_eq!(sending::settle(core, &sent).await.unwrap(), [Stored::GoOn; 5]);
    // Somebody sends them all again.
    assert_eq!(sending::settle(core, &sent).await.unwrap(), [Stored::Lost; 5]);
    let [stopped] = &overview(core).await.unwrap().pauses[..] else { panic!("one pause") };
    assert_eq!((&stopped.scope, stopped.reason), (&Scope::All, PauseReason::Fuse));
    assert_eq!(audited(core, "mail.").await, ["mail.pause"]);
    portal
        .post(portal.record().await.incident, UpdateKind::Notice, IncidentState::Investigating)
        .await
        .unwrap();
    fan_out(core).await;
    assert_eq!(waiting(core).await, 0);
}

/// The actions in the log that begin with a word, the oldest first.
async fn audited(core: &Core, word: &str) -> Vec<String> {
    let mut tx = core.db.begin_read().await.unwrap();
    let entries = storage::audit::list(&mut tx, AuditFilter::All, None, 100).await.unwrap();
    let actions = entries.into_iter().rev().map(|entry| entry.event.action);
    actions.filter(|action| action.starts_with(word)).collect()
}
