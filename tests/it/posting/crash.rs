//! Posting survives being killed and a disk that fails: at one system call after another, until it gets
//! through, and whatever it had said was posted is there, whole, and nothing by half.

use std::{io::Write as _, time::Duration};

use noroshi::{
    app::{self, Besides, Changed, Core, OpenIncident, PostUpdate},
    clock::Clock,
    domain::incident::{IncidentState, UpdateKind},
    id::Ids,
    storage::{self, Database, Limits, audit::AuditVerdict},
};

use super::{Portal, form, hanako};
use crate::support::{
    TestDatabase, on_each_database, run,
    sample::{at, incident, update},
    victim::{Ended, told, under},
};

on_each_database!(whatever_was_acknowledged_is_there_and_nothing_by_half_after_a_kill);

const VICTIM_NAME: &str = "posting::crash::a_poster_acknowledges_each_update_after_its_commit";
const UPDATES: u32 = 2;
const MOST_STEPS: u32 = 200;
/// Before the address, for a victim that does not wait long for its database.
const HURRIED: &str = "hurried ";
const SHORT: Limits = Limits {
    acquire: Duration::from_secs(4),
    statement: Duration::from_millis(400),
    migration: Duration::from_secs(20),
    connections: 6,
};

/// What a killed process left: `acknowledged` is what it had said.
async fn assert_nothing_by_half(db: &Database, acknowledged: usize, step: u32) {
    let mut tx = db.begin_read().await.unwrap();
    let reference = "INC-20161011-01".parse().unwrap();
    let record = storage::incidents::find(&mut tx, reference).await.unwrap();
    let updates = record.as_ref().map_or(0, |record| record.updates.len());
    let told = format!("step {step}: {acknowledged} acknowledged, {updates} stored");
    // The commit may have been done when the process died before it could say so.
    assert!((acknowledged..=acknowledged + 1).contains(&updates), "{told}");
    if let Some(record) = record {
        assert_eq!(record.incident.version, i64::try_from(updates).unwrap(), "{told}");
    }
    let dispatched = storage::dispatches::list(&mut tx, None, 100).await.unwrap().len();
    assert_eq!(dispatched, updates, "{told}");
    let revision = storage::revision::current(&mut tx).await.unwrap().number;
    assert_eq!(revision, i64::try_from(updates).unwrap(), "{told}");
    match storage::audit::verify(&mut tx, None).await.unwrap() {
        AuditVerdict::Sound { entries, .. } => {
            assert_eq!(entries, i64::try_from(updates).unwrap(), "{told}");
        }
        broken => panic!("{told}: {broken:?}"),
    }
}

async fn whatever_was_acknowledged_is_there_and_nothing_by_half_after_a_kill(first: TestDatabase) {
    let sqlite = first.url().starts_with("sqlite:");
    let calls = if sqlite {
        "pwrite64,pwritev,fsync,fdatasync,ftruncate,unlink"
    } else {
        "write,writev,sendto,sendmsg"
    };
    let mut database = first;
    for step in 1..=MOST_STEPS {
        Portal::new(&database).await.core.db.close().await;
        let fault = format!("signal=SIGKILL:when={step}");
        let Ended { killed, said } = under(VICTIM_NAME, database.url(), (calls, &fault));
        let acknowledged = said.matches("acknowledged ").count();

        let db = Database::open(database.url()).unwrap();
        assert_nothing_by_half(&db, acknowledged, step).await;
        db.close().await;
        if !killed {
            assert_eq!(acknowledged, UPDATES as usize, "the victim got through");
            assert!(step > 20, "the victim was killed at {} steps only", step - 1);
            return;
        }
        database = if sqlite { TestDatabase::sqlite() } else { TestDatabase::postgres() };
    }
    panic!("the victim needs more than {MOST_STEPS} steps");
}

/// The victim. By itself it posts to a database of its own, and each post is there when it says so. What
/// the disk refuses is posted again.
#[test]
fn a_poster_acknowledges_each_update_after_its_commit() {
    match told() {
        Some(told) => {
            let (url, limits) = told
                .strip_prefix(HURRIED)
                .map_or((told.as_str(), Limits::default()), |url| (url, SHORT));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let post = async { post_all(&Database::open_with(url, limits).unwrap()).await };
            runtime.unwrap().block_on(post);
        }
        None => run(
            |database| async move {
                let portal = Portal::new(&database).await;
                post_all(&portal.core.db).await;
                assert_nothing_by_half(&portal.core.db, UPDATES as usize, 0).await;
            },
            TestDatabase::sqlite(),
        ),
    }
}

/// Does it again where the disk fails, as an operator does who sends the form again; `None` if that does not
/// help.
async fn insisting<T, R: std::fmt::Debug>(
    verb: impl AsyncFn() -> Result<T, app::Error<R>>,
) -> Option<T> {
    for _ in 0..2 {
        match verb().await {
            Ok(done) => return Some(done),
            Err(app::Error::Failure(failure)) => {
                use app::FailureClass::{Full, Unavailable, Uncertain, Unwritable};
                let class = failure.class();
                let expected = matches!(class, Full | Unwritable | Unavailable | Uncertain);
                assert!(expected, "{failure:?}");
                println!("refused {class:?}: {failure:?}");
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    None
}

async fn post_all(db: &Database) {
    let clock = Clock::set_to(at("2016-10-11T09:20:00+09:00"));
    let core = Core { db: db.clone(), clock, ids: Ids::system(), changed: Changed::default() };
    let say = |update: &str| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {update}").and_then(|()| out.flush()).unwrap();
    };
    let first = update(
        "U01",
        UpdateKind::FirstNotice,
        IncidentState::Investigating,
        "2016-10-11T09:20:00+09:00",
    );
    let command = OpenIncident {
        incident: incident(),
        update: first,
        submission: form(1),
        besides: Besides::default(),
    };
    let open = async || app::open_incident(&core, &hanako(), command.clone()).await;
    let Some(Some(opened)) = insisting(open).await else { return };
    say(opened.update.as_str());
    for number in 1..UPDATES {
        let mut tx = core.db.begin_read().await.unwrap();
        let record = storage::incidents::find(&mut tx, opened.reference).await.unwrap().unwrap();
        drop(tx);
        let command = PostUpdate {
            incident: record.incident,
            update: update(
                "x",
                UpdateKind::Update,
                IncidentState::Responding,
                "2016-10-11T09:20:00+09:00",
            ),
            submission: form(u64::from(number) + 1),
            besides: Besides::default(),
        };
        let post = async || app::post_update(&core, &hanako(), command.clone()).await;
        let Some(posted) = insisting(post).await else { return };
        say(posted.update.as_str());
    }
}

#[test]
fn a_disk_that_fails_at_any_step_costs_nothing_but_another_attempt() {
    run(
        async |_| {
            for (calls, error, class) in [
                ("pwrite64,pwritev", "ENOSPC", "Full"),
                ("pwrite64,pwritev", "EIO", "Unwritable"),
                ("fsync,fdatasync", "EIO", "Uncertain"),
            ] {
                let mut classes = Vec::new();
                // Each thread of the victim counts its calls, and a connection that failed is replaced by one
                // with a thread of its own: the disk goes on failing until the victim gives up.
                for step in 1.. {
                    let database = TestDatabase::sqlite();
                    Portal::new(&database).await.core.db.close().await;
                    let fault = format!("error={error}:when={step}");
                    let Ended { said, .. } = under(VICTIM_NAME, database.url(), (calls, &fault));
                    let db = Database::open(database.url()).unwrap();
                    assert_nothing_by_half(&db, said.matches("acknowledged ").count(), step).await;
                    // Once the disk is well again, what was refused goes through, and once only.
                    post_all(&db).await;
                    assert_nothing_by_half(&db, UPDATES as usize, step).await;
                    db.close().await;
                    let refused = said.split("refused ").skip(1);
                    let found = refused.map(|text| text.split(':').next().unwrap().to_owned());
                    let before = classes.len();
                    classes.extend(found);
                    if classes.len() == before {
                        break;
                    }
                }
                assert!(classes.len() >= 2, "{calls} {error}: {classes:?}");
                assert!(classes.iter().any(|it| it == class), "{calls} {error}: {classes:?}");
            }
        },
        TestDatabase::sqlite(),
    );
}

#[test]
fn a_commit_that_the_disk_answers_too_late_is_posted_once() {
    run(
        async |_| {
            let mut lost = 0;
            // Of the first commit, the head of the new log is synchronized first, and its pages third.
            for step in [1, 3] {
                let database = TestDatabase::sqlite();
                Portal::new(&database).await.core.db.close().await;
                let fault = format!("delay_exit=900000:when={step}");
                let told = format!("{HURRIED}{}", database.url());
                let Ended { said, .. } = under(VICTIM_NAME, &told, ("fsync,fdatasync", &fault));
                let db = Database::open(database.url()).unwrap();
                let acknowledged = said.matches("acknowledged ").count();
                assert_nothing_by_half(&db, acknowledged, step).await;
                lost += said.matches("refused Uncertain").count();
                // Sent again, it is answered as it was the first time.
                post_all(&db).await;
                assert_nothing_by_half(&db, UPDATES as usize, step).await;
                db.close().await;
            }
            assert!(lost > 0, "no answer came too late");
        },
        TestDatabase::sqlite(),
    );
}
