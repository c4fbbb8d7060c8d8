//! Posting as the use cases do it: one transaction with everything that belongs to it, for each
//! submission once, and never over what somebody else posted.

mod crash;

use std::collections::BTreeSet;

use noroshi::{
    app::{
        self, Actor, ApproveText, Besides, Core, EditIncident, Error, Failure, OpenIncident,
        PostUpdate, Posted, RecordRefused, Submission,
        drafts::{DraftRefused, SaveDraft, save_draft},
        operators::{self, NewOperator},
    },
    clock::Clock,
    domain::{
        incident::{
            DataState, Incident, IncidentRecord, IncidentState, Severity, Update, UpdateKind, When,
            transition::Refusal,
        },
        language::Language,
        operator::{Operator, Role},
        span::SpanEnd,
        text::{LocalizedText, Passage, TextState},
    },
    id::Ids,
    storage::{self, Change, Database, StorageError, audit::AuditFilter},
};
use sqlx::{Connection as _, Executor as _, PgConnection, Row as _};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    record::read_back,
    support::{
        TestDatabase, on_each_database, run,
        sample::{at, catalogue, corrected, incident, judgement, key, minute, provider, update},
    },
};

on_each_database!(
    an_incident_is_opened_with_its_notice_dispatch_revision_and_audit_entry,
    the_same_submission_posts_once_however_often_it_is_sent,
    incidents_of_one_day_get_numbers_of_their_own,
    the_second_of_two_operators_is_given_what_the_first_one_posted,
    a_refused_update_stores_nothing,
    an_exercise_is_recorded_and_never_dispatched,
    a_change_of_the_record_keeps_every_version_and_touches_no_published_fact,
    a_translation_is_approved_without_touching_the_source,
    fifty_operators_posting_at_once_are_numbered_without_gaps,
    the_whole_course_of_an_incident_leaves_an_unbroken_audit_chain,
    what_is_posted_after_the_clock_was_set_back_is_taken_over_again,
);

pub(crate) struct Portal {
    pub(crate) core: Core,
}

impl Portal {
    pub(crate) async fn new(database: &TestDatabase) -> Self {
        let db = Database::open(database.url()).unwrap();
        db.migrate().await.unwrap();
        let clock = Clock::set_to(at("2016-10-11T09:20:00+09:00"));
        let mut tx = db.begin_write().await.unwrap();
        storage::portal::insert(&mut tx, &provider(), &catalogue(), clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let core = Core { db, clock, ids: Ids::system(), changed: app::Changed::default() };
        Self { core }
    }

    pub(crate) async fn open(&self, incident: Incident) -> Posted {
        let first =
            update("U01", UpdateKind::FirstNotice, incident.state, "2016-10-11T09:20:00+09:00");
        let command = OpenIncident {
            incident,
            update: first,
            submission: form(1),
            besides: Besides::default(),
        };
        app::open_incident(&self.core, &hanako(), command).await.unwrap().unwrap()
    }

    pub(crate) async fn post(
        &self,
        incident: Incident,
        kind: UpdateKind,
        state: IncidentState,
    ) -> Result<Posted, Error<RecordRefused>> {
        self.core.clock.advance_seconds(600);
        let mut update = update("x", kind, state, "2016-10-11T09:20:00+09:00");
        update.correction = (kind == UpdateKind::Correction).then(|| corrected("text"));
        let submission = form(u64::try_from(self.core.clock.now().micros()).unwrap());
        let command = PostUpdate { incident, update, submission, besides: Besides::default() };
        app::post_update(&self.core, &hanako(), command).await
    }

    pub(crate) async fn record(&self) -> IncidentRecord {
        let mut tx = self.core.db.begin_read().await.unwrap();
        let reference = "INC-20161011-01".parse().unwrap();
        storage::incidents::find(&mut tx, reference).await.unwrap().unwrap()
    }

    async fn revision(&self) -> i64 {
        let mut tx = self.core.db.begin_read().await.unwrap();
        storage::revision::current(&mut tx).await.unwrap().number
    }

    async fn log(&self) -> Vec<String> {
        let mut tx = self.core.db.begin_read().await.unwrap();
        let entries = storage::audit::list(&mut tx, AuditFilter::All, None, 100).await.unwrap();
        entries
            .into_iter()
            .rev()
            .map(|entry| {
                format!("{} {} {}", entry.event.who, entry.event.action, entry.event.detail)
            })
            .collect()
    }

    async fn dispatched(&self) -> usize {
        let mut tx = self.core.db.begin_read().await.unwrap();
        storage::dispatches::list(&mut tx, None, 100).await.unwrap().len()
    }
}

/// A form that was sent, which always says the same.
fn form(number: u64) -> Submission {
    Submission { id: Uuid::from_u128(number.into()), fingerprint: "the same".to_owned() }
}

fn hanako() -> Actor {
    Actor { who: "hanako".to_owned(), from: None }
}

pub(crate) fn over(incident: Incident) -> Incident {
    let mut edited = incident;
    edited.periods[0].span.end = SpanEnd::At(When::Own(minute("2016-10-11T22:00:00+09:00")));
    edited.data_statement = DataState::None;
    edited.judgements.push(judgement("2016-10-12T09:00:00+09:00"));
    edited
}

async fn an_incident_is_opened_with_its_notice_dispatch_revision_and_audit_entry(
    database: TestDatabase,
) {
    let portal = Portal::new(&database).await;
    let before = portal.revision().await;
    let posted = portal.open(incident()).await;

    assert_eq!(posted.reference.to_string(), "INC-20161011-01");
    let record = portal.record().await;
    assert_eq!(record.updates.len(), 1);
    assert_eq!(record.updates[0].number, Some(1));
    assert_eq!(record.updates[0].posted, at("2016-10-11T09:20:00+09:00"));
    assert_eq!(portal.revision().await, before + 1);
    assert_eq!(portal.dispatched().await, 1);
    assert_eq!(portal.log().await, ["hanako incident.open U01"]);
}

async fn the_same_submission_posts_once_however_often_it_is_sent(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let first = portal.open(incident()).await;
    let second = portal.open(incident()).await;
    assert_eq!((second.reference, second.again), (first.reference, true));

    let record = portal.record().await;
    let sent = PostUpdate {
        incident: record.incident,
        update: update(
            "x",
            UpdateKind::Update,
            IncidentState::Responding,
            "2016-10-11T09:20:00+09:00",
        ),
        submission: form(2),
        besides: Besides::default(),
    };
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (core, sent) = (portal.core.clone(), sent.clone());
        all.spawn(async move { app::post_update(&core, &hanako(), sent).await.unwrap() });
    }
    let posted = all.join_all().await;
    assert_eq!(posted.iter().filter(|posted| !posted.again).count(), 1);
    assert_eq!(portal.record().await.updates.len(), 2);
    assert_eq!(portal.dispatched().await, 2);
}

async fn incidents_of_one_day_get_numbers_of_their_own(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut all = tokio::task::JoinSet::new();
    for number in 0..8 {
        let core = portal.core.clone();
        all.spawn(async move {
            let date = jiff::civil::date(2016, 10, 11);
            loop {
                let reference = app::next_incident_reference(&core, date).await.unwrap();
                let command = OpenIncident {
                    incident: Incident { reference, ..incident() },
                    update: update(
                        "U01",
                        UpdateKind::FirstNotice,
                        IncidentState::Investigating,
                        "2016-10-11T09:20:00+09:00",
                    ),
                    submission: form(100 + number),
                    besides: Besides::default(),
                };
                if let Some(posted) = app::open_incident(&core, &hanako(), command).await.unwrap() {
                    return posted.reference.to_string();
                }
            }
        });
    }
    let references: BTreeSet<String> = all.join_all().await.into_iter().collect();
    let expected: BTreeSet<String> = (1..=8).map(|n| format!("INC-20161011-{n:02}")).collect();
    assert_eq!(references, expected);
}

async fn the_second_of_two_operators_is_given_what_the_first_one_posted(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.open(incident()).await;
    let seen_by_both = portal.record().await.incident;
    portal.post(seen_by_both.clone(), UpdateKind::Update, IncidentState::Responding).await.unwrap();

    let second = portal.post(seen_by_both, UpdateKind::Update, IncidentState::Monitoring).await;
    let Err(Error::Stale(stands)) = second else { panic!("{second:?}") };
    assert_eq!(stands.incident.state, IncidentState::Responding);
    assert_eq!(stands.updates.len(), 2);
    assert_eq!(portal.record().await.updates.len(), 2);
}

async fn a_refused_update_stores_nothing(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.open(incident()).await;
    let (revision, log) = (portal.revision().await, portal.log().await);
    let mut edited = portal.record().await.incident;
    edited.affected.push(key("telex"));

    let refused = portal.post(edited, UpdateKind::RecoveryNotice, IncidentState::Recovered).await;

    let Err(Error::Refused(reasons)) = refused else { panic!("{refused:?}") };
    assert!(reasons.refusals.contains(&Refusal::NoJudgement));
    assert_eq!(reasons.problems.len(), 1);
    assert_eq!((portal.revision().await, portal.log().await), (revision, log));
    assert_eq!(portal.record().await.updates.len(), 1);
}

async fn an_exercise_is_recorded_and_never_dispatched(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.open(Incident { exercise: true, ..incident() }).await;
    assert_eq!(portal.record().await.updates.len(), 1);
    assert_eq!(portal.dispatched().await, 0);
}

async fn a_change_of_the_record_keeps_every_version_and_touches_no_published_fact(
    database: TestDatabase,
) {
    let portal = Portal::new(&database).await;
    portal.open(incident()).await;
    let mut edited = portal.record().await.incident;
    edited.cause.summary = Some(LocalizedText::both("更新", "an update"));
    edited.state = IncidentState::Recovered;
    let edit = |incident| EditIncident { incident, part: "cause", besides: Besides::default() };
    let version = app::edit_incident(&portal.core, &hanako(), edit(edited.clone())).await.unwrap();

    let record = portal.record().await;
    assert_eq!((version, record.incident.version), (2, 2));
    assert_eq!(record.incident.state, IncidentState::Investigating);
    let mut tx = portal.core.db.begin_read().await.unwrap();
    let first = storage::incidents::find_version(&mut tx, record.incident.id, 1).await.unwrap();
    assert_eq!(first.unwrap().cause.summary, None);
    drop(tx);

    let mut silent = record.incident;
    silent.severity = Severity::Minor;
    silent.periods[0].span.start = Some(When::Own(minute("2016-10-11T08:00:00+09:00")));
    let refused = app::edit_incident(&portal.core, &hanako(), edit(silent)).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
}

async fn a_translation_is_approved_without_touching_the_source(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut first = update(
        "U01",
        UpdateKind::FirstNotice,
        IncidentState::Investigating,
        "2016-10-11T09:20:00+09:00",
    );
    first.body.en = Some(Passage {
        state: TextState::Auto,
        based_on: Some(1),
        ..Passage::approved("This text was generated automatically.")
    });
    let command = OpenIncident {
        incident: incident(),
        update: first,
        submission: form(1),
        besides: Besides::default(),
    };
    app::open_incident(&portal.core, &hanako(), command).await.unwrap().unwrap();
    let record = portal.record().await;
    assert!(record.updates[0].body.read(Language::En).unwrap().auto);

    let approve = |language| ApproveText {
        reference: record.incident.reference,
        version: record.incident.version,
        update: key("U01"),
        language,
        subject: "[Investigating] Minato Mail".to_owned(),
        body: "We are looking into it.".to_owned(),
        besides: Besides::default(),
    };
    let source = app::approve_text(&portal.core, &hanako(), approve(Language::Ja)).await;
    assert!(matches!(source, Err(Error::NotFound)), "{source:?}");
    app::approve_text(&portal.core, &hanako(), approve(Language::En)).await.unwrap();

    let body = portal.record().await.updates[0].body.clone();
    assert!(body.is_complete());
    assert_eq!(body.written(Language::En), Some("We are looking into it."));
    assert_eq!(body.written(Language::Ja), Some("調査しております。"));
}

async fn fifty_operators_posting_at_once_are_numbered_without_gaps(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.open(incident()).await;
    let mut all = tokio::task::JoinSet::new();
    for number in 0..50 {
        let core = portal.core.clone();
        let mut seen = portal.record().await.incident;
        all.spawn(async move {
            loop {
                let command = PostUpdate {
                    incident: seen.clone(),
                    update: update(
                        "x",
                        UpdateKind::Update,
                        IncidentState::Investigating,
                        "2016-10-11T09:20:00+09:00",
                    ),
                    submission: form(1000 + number),
                    besides: Besides::default(),
                };
                match app::post_update(&core, &hanako(), command).await {
                    Ok(_) => return,
                    Err(Error::Stale(stands)) => seen = stands.incident,
                    Err(Error::Failure(Failure::Storage(
                        StorageError::Busy(_) | StorageError::Timeout,
                    ))) => {}
                    Err(error) => panic!("{error:?}"),
                }
            }
        });
    }
    all.join_all().await;
    let record = portal.record().await;
    let numbers: Vec<_> = record.updates.iter().map(|update| update.number.unwrap()).collect();
    assert_eq!(numbers, (1..=51).collect::<Vec<u32>>());
    let keys: BTreeSet<_> = record.updates.iter().map(|update| update.key.clone()).collect();
    assert_eq!(keys.len(), 51);
    assert_eq!(portal.dispatched().await, 51);
}

async fn the_whole_course_of_an_incident_leaves_an_unbroken_audit_chain(database: TestDatabase) {
    use IncidentState::{Investigating, Monitoring, Partial, Recovered, Responding};
    let portal = Portal::new(&database).await;
    portal.open(incident()).await;
    let course = [
        (UpdateKind::Update, Responding),
        (UpdateKind::Update, Partial),
        (UpdateKind::Correction, Partial),
        (UpdateKind::Update, Monitoring),
        (UpdateKind::RecoveryNotice, Recovered),
    ];
    for (kind, state) in course {
        let seen = portal.record().await.incident;
        let edited = if state == Recovered { over(seen) } else { seen };
        portal.post(edited, kind, state).await.unwrap();
    }
    let mut again = portal.record().await.incident;
    again.periods.push(crate::support::sample::period(
        "p2",
        "2016-10-24T09:26:00+09:00",
        None,
        vec![],
    ));
    portal.post(again, UpdateKind::Recurrence, Investigating).await.unwrap();

    let record = portal.record().await;
    let told: Vec<_> =
        record.updates.iter().map(|update| (update.key.to_string(), update.number)).collect();
    let expected = [
        ("U01", Some(1)),
        ("U02", Some(2)),
        ("U03", Some(3)),
        ("C01", None),
        ("U04", Some(4)),
        ("U05", Some(5)),
        ("U06", Some(6)),
    ];
    assert_eq!(told, expected.map(|(key, number)| (key.to_owned(), number)));
    assert!(record.updates[6].reopened);
    let mut tx = portal.core.db.begin_read().await.unwrap();
    let verdict = storage::audit::verify(&mut tx, None).await.unwrap();
    assert!(
        matches!(verdict, storage::audit::AuditVerdict::Sound { entries: 7, .. }),
        "{verdict:?}"
    );
}

async fn what_is_posted_after_the_clock_was_set_back_is_taken_over_again(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.open(incident()).await;
    portal.core.clock.advance_seconds(-7_200);
    for (kind, state) in [
        (UpdateKind::Update, IncidentState::Responding),
        (UpdateKind::Correction, IncidentState::Responding),
        (UpdateKind::RecoveryNotice, IncidentState::Recovered),
    ] {
        portal.core.clock.advance_seconds(-1_800);
        let standing = portal.record().await.incident;
        let edited = if state == IncidentState::Recovered { over(standing) } else { standing };
        portal.post(edited, kind, state).await.unwrap();
    }
    let record = portal.record().await;
    assert!(record.updates.is_sorted_by_key(|update| update.posted));
    read_back(&record);
}

/// A draft that is saved while its form is being posted: whichever comes first, none is left.
#[test]
fn a_draft_saved_at_the_moment_of_posting_is_not_left_behind() {
    run(
        async |database| {
            let portal = Portal::new(&database).await;
            let opened = portal.open(incident()).await;
            let operator = someone(&portal).await;
            let number = Uuid::from_u128(77);
            let record = portal.record().await;

            // Somebody posts, and has stored everything but not committed.
            let mut tx = portal.core.db.begin_write().await.unwrap();
            let revision = storage::revision::bump(&mut tx).await.unwrap();
            let change = Change { revision, at: portal.core.clock.now(), by: "hanako" };
            storage::incidents::save(&mut tx, &record.incident, change).await.unwrap();
            let posted = Update { sequence: 2, number: Some(2), ..record.updates[0].clone() };
            let posted = Update { id: Uuid::from_u128(78), key: key("U02"), ..posted };
            let submission = Submission { id: number, fingerprint: "the same".to_owned() };
            let id = record.incident.id;
            storage::updates::insert(&mut tx, id, &posted, Some(&submission)).await.unwrap();
            assert_eq!(storage::drafts::find(&mut tx, number).await.unwrap(), None);

            let core = portal.core.clone();
            let mut saving = JoinSet::new();
            saving.spawn(async move {
                let target = opened.reference.to_string();
                let typed = SaveDraft {
                    number,
                    writer: number,
                    seen: 0,
                    kind: "notice",
                    target: &target,
                    document: "[]",
                    base_version: Some(1),
                };
                save_draft(&core, &operator, typed).await
            });
            // It waits for the one who posts; or has got through before.
            let blocked = "SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'";
            let mut watcher = PgConnection::connect(database.url()).await.unwrap();
            let mut early = None;
            while early.is_none() {
                let row = watcher.fetch_one(blocked).await.unwrap();
                if row.get::<i64, _>(0) > 0 {
                    break;
                }
                early = saving.try_join_next();
            }
            tx.commit().await.unwrap();

            let ended = if early.is_some() { early } else { saving.join_next().await };
            let refused = ended.unwrap().unwrap();
            let mut tx = portal.core.db.begin_read().await.unwrap();
            assert_eq!(storage::drafts::list(&mut tx).await.unwrap(), []);
            assert!(matches!(refused, Err(Error::Refused(DraftRefused::Posted(_)))), "{refused:?}");
        },
        TestDatabase::postgres(),
    );
}

async fn someone(portal: &Portal) -> Operator {
    let new = NewOperator {
        login: "hanako".to_owned(),
        name: "Hanako".to_owned(),
        role: Role::Publisher,
        language: Language::Ja,
    };
    operators::add_operator(&portal.core, &hanako(), new).await.unwrap();
    operators::find_operator(&portal.core, "hanako").await.unwrap().unwrap()
}
