//! The database goes away, or falls silent: every call ends with an error in time, and everything works
//! again soon after it is back (requirement R4).

use std::time::Duration;

use noroshi::storage::{Database, Limits, StorageError, Tx, revision};
use sqlx::{Connection, Executor, SqliteConnection};
use tokio::{net::TcpListener, task::JoinSet, time::timeout};

use super::migrated;
use crate::support::{
    TestDatabase,
    network::{Network, NetworkState},
    run,
};

/// Short limits, so that the tests do not take long.
const LIMITS: Limits = Limits {
    acquire: Duration::from_millis(800),
    statement: Duration::from_secs(1),
    migration: Duration::from_secs(20),
    connections: 6,
};
/// Within what a call has ended: its deadlines, and all the time that a busy machine may take besides. A
/// call without a deadline would not end at all.
const ENDED: Duration = Duration::from_secs(20);
/// Within what everything works again, on a machine that does much else. How quick it is (requirement R4) is
/// measured with the program itself, in `outage::process`.
const RECOVERED: Duration = Duration::from_secs(30);

async fn read(database: &Database) -> Result<i64, StorageError> {
    Ok(revision::current(&mut database.begin_read().await?).await?.number)
}

async fn write(database: &Database) -> Result<i64, StorageError> {
    let mut tx = database.begin_write().await?;
    let number = revision::bump(&mut tx).await?;
    tx.commit().await?;
    Ok(number)
}

async fn works_again(database: &Database) -> i64 {
    let both = async {
        loop {
            if let (Ok(_), Ok(number)) = (read(database).await, write(database).await) {
                return number;
            }
        }
    };
    timeout(RECOVERED, both).await.expect("it works again in time")
}

#[test]
fn a_locked_sqlite_file_is_an_error_in_time_and_reading_goes_on() {
    run(
        async |file| {
            drop(migrated(&file).await);
            let database = Database::open_with(file.url(), LIMITS).unwrap();
            let mut holder = SqliteConnection::connect(file.url()).await.unwrap();
            holder.execute("BEGIN IMMEDIATE").await.unwrap();

            let refused = timeout(ENDED, write(&database)).await.unwrap().unwrap_err();
            assert!(matches!(refused, StorageError::Busy(_)), "{refused:?}");
            assert_eq!(timeout(ENDED, read(&database)).await.unwrap().unwrap(), 0);

            holder.execute("ROLLBACK").await.unwrap();
            assert_eq!(works_again(&database).await, 1);
        },
        TestDatabase::sqlite(),
    );
}

#[test]
fn a_sqlite_file_that_somebody_keeps_to_himself_is_an_error_in_time() {
    run(
        async |file| {
            migrated(&file).await.close().await;
            let database = Database::open_with(file.url(), LIMITS).unwrap();
            let mut holder = SqliteConnection::connect(file.url()).await.unwrap();
            holder.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").await.unwrap();

            for refused in [
                timeout(ENDED, write(&database)).await.unwrap().unwrap_err(),
                timeout(ENDED, read(&database)).await.unwrap().unwrap_err(),
                timeout(ENDED, database.schema_state()).await.unwrap().unwrap_err(),
            ] {
                let expected =
                    matches!(refused, StorageError::Busy(_) | StorageError::Unavailable(_));
                assert!(expected, "{refused:?}");
            }

            holder.close().await.unwrap();
            assert_eq!(works_again(&database).await, 1);
        },
        TestDatabase::sqlite(),
    );
}

#[test]
fn a_sqlite_file_that_is_gone_or_replaced_takes_nothing_until_it_is_back() {
    run(
        async |file| {
            let database = migrated(&file).await;
            let other = TestDatabase::sqlite();
            migrated(&other).await.close().await;
            let path = |of: &TestDatabase| of.url().strip_prefix("sqlite://").unwrap().to_owned();
            let (here, away) = (path(&file), format!("{}.away", path(&file)));
            for (stored, in_its_place) in [(1, None), (2, Some(path(&other)))] {
                assert_eq!(write(&database).await.unwrap(), stored);
                std::fs::rename(&here, &away).unwrap();
                if let Some(other) = &in_its_place {
                    std::fs::copy(other, &here).unwrap();
                }
                for refused in [
                    write(&database).await.unwrap_err(),
                    read(&database).await.unwrap_err(),
                    database.schema_state().await.unwrap_err(),
                    database.migrate().await.unwrap_err(),
                ] {
                    assert!(matches!(refused, StorageError::Replaced), "{refused:?}");
                }
                assert_eq!(std::fs::exists(&here).unwrap(), in_its_place.is_some());
                std::fs::rename(&away, &here).unwrap();
                assert_eq!(
                    read(&database).await.unwrap(),
                    stored,
                    "what is there is what was stored"
                );
            }
            assert_eq!(write(&database).await.unwrap(), 3);

            // Whoever starts again takes what stands there.
            std::fs::remove_file(&here).unwrap();
            let again = Database::open(file.url()).unwrap();
            again.migrate().await.unwrap();
            assert_eq!(read(&again).await.unwrap(), 0);
            assert!(matches!(read(&database).await.unwrap_err(), StorageError::Replaced));
        },
        TestDatabase::sqlite(),
    );
}

#[test]
fn a_sqlite_file_that_is_none_is_an_error() {
    run(
        async |file| {
            let path = file.url().strip_prefix("sqlite://").unwrap();
            std::fs::write(path, "this is a diary, not a database, and it is long enough").unwrap();
            let database = Database::open(file.url()).unwrap();
            let refused = database.migrate().await.unwrap_err();
            assert!(matches!(refused, StorageError::Damaged(_)), "{refused:?}");

            let nowhere = Database::open("sqlite:///nonexistent/directory/noroshi.db").unwrap();
            for refused in [read(&nowhere).await.unwrap_err(), nowhere.migrate().await.unwrap_err()]
            {
                assert!(matches!(refused, StorageError::Unavailable(_)), "{refused:?}");
            }
        },
        TestDatabase::sqlite(),
    );
}

#[test]
fn a_stopped_postgres_is_an_error_in_time_and_works_again_when_it_goes_on() {
    run(|server| silence(server, NetworkState::Holding), TestDatabase::postgres());
}

#[test]
fn a_postgres_behind_a_cut_cable_is_an_error_in_time_and_works_again_when_it_is_back() {
    run(|server| silence(server, NetworkState::Losing), TestDatabase::postgres());
}

async fn silence(server: TestDatabase, kind: NetworkState) {
    drop(migrated(&server).await);
    let network = Network::before(server.url()).await;
    let database = Database::open_with(network.url(), LIMITS).unwrap();
    works_again(&database).await;

    // Statements and a commit are under way, transactions stand open, and connections lie idle.
    let begun = async {
        loop {
            if let Ok(begun) = under_way(&database).await {
                return begun;
            }
        }
    };
    let (mut asking, committing, open) = timeout(RECOVERED, begun).await.unwrap();
    network.turn(kind);

    let asked = timeout(ENDED, revision::current(&mut asking)).await.unwrap().unwrap_err();
    assert!(matches!(asked, StorageError::Timeout), "{asked:?}");
    let again = revision::current(&mut asking).await.unwrap_err();
    assert!(matches!(again, StorageError::Aborted), "{again:?}");
    let committed = timeout(ENDED, committing.commit()).await.unwrap().unwrap_err();
    assert!(matches!(committed, StorageError::Uncertain), "{committed:?}");
    drop((asking, open));

    let mut readers = JoinSet::new();
    for _ in 0..12 {
        let database = database.clone();
        readers.spawn(async move { timeout(ENDED, read(&database)).await });
    }
    for outcome in readers.join_all().await {
        let error = outcome.expect("every call ends in time").unwrap_err();
        let expected = matches!(error, StorageError::Unavailable(_) | StorageError::Timeout);
        assert!(expected, "{error:?}");
    }
    let state = timeout(ENDED, database.schema_state()).await.unwrap().unwrap_err();
    let expected = matches!(state, StorageError::Unavailable(_) | StorageError::Timeout);
    assert!(expected, "{state:?}");

    network.turn(NetworkState::Sound);
    works_again(&database).await;
    // No place in the pool is lost: a lost one would never come back, a slow one takes more than one attempt.
    let all_places = async { while transactions(&database, LIMITS.connections).await.is_err() {} };
    timeout(RECOVERED, all_places).await.expect("every place in the pool can be used again");
}

/// A transaction that is about to ask, one that is about to commit, others that stand open, and a
/// connection that lies idle.
async fn under_way(database: &Database) -> Result<(Tx, Tx, Vec<Tx>), StorageError> {
    let asking = database.begin_read().await?;
    let mut committing = database.begin_write().await?;
    revision::bump(&mut committing).await?;
    let open = transactions(database, 3).await?;
    drop(database.begin_read().await?);
    Ok((asking, committing, open))
}

/// So many transactions at the same time.
async fn transactions(database: &Database, count: u32) -> Result<Vec<Tx>, StorageError> {
    let mut transactions = Vec::new();
    for _ in 0..count {
        transactions.push(database.begin_read().await?);
    }
    Ok(transactions)
}

#[test]
fn connections_that_died_while_nobody_used_them_are_replaced_in_two_attempts() {
    run(
        async |server| {
            drop(migrated(&server).await);
            let network = Network::before(server.url()).await;
            let database = Database::open_with(network.url(), LIMITS).unwrap();
            drop(transactions(&database, LIMITS.connections).await.unwrap());
            // Meanwhile the others have come back to the pool.
            for _ in 0..50 {
                read(&database).await.unwrap();
            }

            network.turn(NetworkState::Losing);
            // One attempt makes the connections notice; the silence is over before the next.
            read(&database).await.unwrap_err();
            network.turn(NetworkState::Sound);

            let second = read(&database).await;
            if second.is_err() {
                read(&database).await.unwrap();
            }
        },
        TestDatabase::postgres(),
    );
}

#[test]
fn connections_lost_on_their_way_back_to_the_pool_leave_their_places() {
    run(
        async |server| {
            drop(migrated(&server).await);
            let network = Network::before(server.url()).await;
            let limits = Limits { acquire: Duration::from_millis(200), ..LIMITS };
            let database = Database::open_with(network.url(), limits).unwrap();
            // The way back is a conversation: the cable is cut at one moment of it after the other.
            for moment in 0..16 {
                let all_places = async {
                    loop {
                        if let Ok(all) = transactions(&database, LIMITS.connections).await {
                            return all;
                        }
                    }
                };
                drop(timeout(RECOVERED, all_places).await.expect("every place can be used"));
                for _ in 0..moment {
                    tokio::task::yield_now().await;
                }
                network.turn(NetworkState::Losing);
                read(&database).await.unwrap_err();
                network.turn(NetworkState::Sound);
            }
        },
        TestDatabase::postgres(),
    );
}

#[test]
fn a_postgres_that_is_not_there_is_an_error_in_time() {
    run(
        async |_| {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            drop(listener);
            let url = format!("postgres://noroshi@127.0.0.1:{port}/noroshi");
            let database = Database::open_with(&url, LIMITS).unwrap();
            for refused in [
                timeout(ENDED, read(&database)).await.unwrap().unwrap_err(),
                timeout(ENDED, write(&database)).await.unwrap().unwrap_err(),
                timeout(ENDED, database.migrate()).await.unwrap().unwrap_err(),
            ] {
                assert!(matches!(refused, StorageError::Unavailable(_)), "{refused:?}");
            }
        },
        TestDatabase::postgres(),
    );
}

#[test]
fn a_postgres_that_throws_everybody_out_works_again_at_once() {
    run(
        async |server| {
            let database = migrated(&server).await;
            let mut held = database.begin_write().await.unwrap();
            revision::bump(&mut held).await.unwrap();
            let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
            super::by_hand(&server, others).await.unwrap();

            let lost = held.commit().await.unwrap_err();
            assert!(matches!(lost, StorageError::Uncertain), "{lost:?}");
            assert_eq!(works_again(&database).await, 1);
        },
        TestDatabase::postgres(),
    );
}

#[test]
fn a_row_that_somebody_holds_on_postgres_is_an_error_in_time() {
    run(
        async |server| {
            drop(migrated(&server).await);
            let limits = Limits { statement: Duration::from_secs(2), ..LIMITS };
            let database = Database::open_with(server.url(), limits).unwrap();
            let mut first = database.begin_write().await.unwrap();
            revision::bump(&mut first).await.unwrap();

            let refused = timeout(ENDED, write(&database)).await.unwrap().unwrap_err();
            assert!(matches!(refused, StorageError::Busy(_)), "{refused:?}");
            first.commit().await.unwrap();
            assert_eq!(works_again(&database).await, 2);
        },
        TestDatabase::postgres(),
    );
}
