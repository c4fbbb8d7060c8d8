//! Posting survives being killed: the process is killed at one system call after another, until it
//! gets through, and whatever it had said was posted is there, whole, and nothing by half.
//!
//! `strace` delivers the signal at the n-th write, flush or send, so that no step of the transaction
//! is left out and the product needs no hook for it.

use std::{
    io::Write as _,
    os::unix::process::ExitStatusExt as _,
    process::{Command, Stdio},
};

use noroshi::{
    app::{self, Besides, Changed, Core, OpenIncident, PostUpdate},
    clock::Clock,
    domain::incident::{IncidentState, UpdateKind},
    id::Ids,
    storage::{self, Database, audit::AuditVerdict},
};

use super::{Portal, form, hanako};
use crate::support::{
    TestDatabase, on_each_database, run,
    sample::{at, incident, update},
};

on_each_database!(whatever_was_acknowledged_is_there_and_nothing_by_half_after_a_kill);

/// The database that the victim posts to; without it the victim posts to one of its own.
const VICTIM: &str = "NOROSHI_TEST_VICTIM";
const VICTIM_NAME: &str = "posting::crash::a_poster_acknowledges_each_update_after_its_commit";
const UPDATES: u32 = 2;
const MOST_STEPS: u32 = 200;
/// What strace ends with itself when it was told to kill with it.
const SIGKILL: i32 = 9;

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
        let (killed, acknowledged) = victim(database.url(), calls, step);

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

/// Runs the victim and kills it at a step; returns whether it was killed and how many updates it had
/// acknowledged.
fn victim(url: &str, calls: &str, step: u32) -> (bool, usize) {
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null"])
        .arg(format!("--trace={calls}"))
        .arg(format!("--inject={calls}:signal=SIGKILL:when={step}"))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", VICTIM_NAME, "--nocapture", "--test-threads=1"])
        .env(VICTIM, url)
        .stdin(Stdio::null())
        .output()
        .expect("strace is installed (Debian package strace)");
    let said = String::from_utf8_lossy(&output.stdout);
    let killed = output.status.signal() == Some(SIGKILL);
    let failed = !killed && !output.status.success();
    assert!(!failed, "step {step}: {said}{}", String::from_utf8_lossy(&output.stderr));
    (killed, said.matches("acknowledged ").count())
}

/// The victim. By itself it posts to a database of its own, and each post is there when it says so.
#[test]
fn a_poster_acknowledges_each_update_after_its_commit() {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is how a test tells its own child what to do"
    )]
    let told = std::env::var(VICTIM);
    match told {
        Ok(url) => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async { post_all(&Database::open(&url).unwrap()).await });
        }
        Err(_) => run(
            |database| async move {
                let portal = Portal::new(&database).await;
                post_all(&portal.core.db).await;
                assert_nothing_by_half(&portal.core.db, UPDATES as usize, 0).await;
            },
            TestDatabase::sqlite(),
        ),
    }
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
    let opened = app::open_incident(&core, &hanako(), command).await.unwrap().unwrap();
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
        let posted = app::post_update(&core, &hanako(), command).await.unwrap();
        say(posted.update.as_str());
    }
}
