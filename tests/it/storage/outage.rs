//! The database goes away, or falls silent: every call ends with an error in time, and everything works
//! again soon after it is back (requirement R4).

use std::{future::pending, str::FromStr, sync::Arc, time::Duration};

use noroshi::storage::{Database, Limits, StorageError, Tx, revision};
use sqlx::{Connection, Executor, SqliteConnection, postgres::PgConnectOptions};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
    task::JoinSet,
    time::timeout,
};

use super::migrated;
use crate::support::{TestDatabase, run};

/// Short limits, so that the tests do not take long.
const LIMITS: Limits = Limits {
    acquire: Duration::from_millis(800),
    statement: Duration::from_secs(1),
    migration: Duration::from_secs(20),
    connections: 6,
};
/// Within what a call has ended: its deadlines, and some time for a busy machine.
const ENDED: Duration = Duration::from_secs(3);
/// Within what everything works again (requirement R4).
const RECOVERED: Duration = Duration::from_secs(5);

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

/// A stretch of network before the server.
struct Network {
    state: watch::Sender<NetworkState>,
    url: String,
    _connections: Arc<JoinSet<()>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NetworkState {
    Sound,
    /// What is sent arrives when it is sound again, as from a server that was stopped for a while.
    Holding,
    /// What is sent is lost, and so is the connection, of which neither end is told: as when a cable is
    /// pulled.
    Losing,
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

async fn to_server(url: &str) -> Box<dyn Wire> {
    let options = PgConnectOptions::from_str(url).unwrap();
    if let Some(directory) = options.get_socket() {
        let path = directory.join(format!(".s.PGSQL.{}", options.get_port()));
        Box::new(UnixStream::connect(path).await.unwrap())
    } else if options.get_host().starts_with('/') {
        let path = format!("{}/.s.PGSQL.{}", options.get_host(), options.get_port());
        Box::new(UnixStream::connect(path).await.unwrap())
    } else {
        let address = (options.get_host(), options.get_port());
        Box::new(TcpStream::connect(address).await.unwrap())
    }
}

/// Passes on what comes, as far as the network does.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut state: watch::Receiver<NetworkState>,
) {
    let mut bytes = [0; 4096];
    let mut cut = state.clone();
    loop {
        let count = tokio::select! {
            read = from.read(&mut bytes) => Some(read.unwrap_or(0)),
            _ = cut.wait_for(|state| *state == NetworkState::Losing) => None,
        };
        let Some(count) = count else { return pending().await };
        if count == 0 {
            break;
        }
        let _ = state.wait_for(|state| *state != NetworkState::Holding).await;
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}

impl Network {
    async fn before(server: &TestDatabase) -> Self {
        let (state, watched) = watch::channel(NetworkState::Sound);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let target = server.url().to_owned();
        let options = PgConnectOptions::from_str(&target).unwrap();
        let url = format!(
            "postgres://{}@127.0.0.1:{port}/{}?sslmode=disable",
            options.get_username(),
            options.get_database().unwrap()
        );
        let mut connections = JoinSet::new();
        connections.spawn(async move {
            let mut pairs = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let (target, state) = (target.clone(), watched.clone());
                pairs.spawn(async move {
                    let (from_client, to_client) = tokio::io::split(client);
                    let (from_server, to_server) = tokio::io::split(to_server(&target).await);
                    tokio::join!(
                        pass(from_client, to_server, state.clone()),
                        pass(from_server, to_client, state),
                    );
                });
            }
        });
        Self { state, url, _connections: Arc::new(connections) }
    }
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
    let network = Network::before(&server).await;
    let database = Database::open_with(&network.url, LIMITS).unwrap();
    assert_eq!(write(&database).await.unwrap(), 1);

    // Statements and a commit are under way, transactions stand open, and connections lie idle.
    let mut asking = database.begin_read().await.unwrap();
    let mut committing = database.begin_write().await.unwrap();
    revision::bump(&mut committing).await.unwrap();
    let open = transactions(&database, 3).await.unwrap();
    drop(database.begin_read().await.unwrap());
    network.state.send(kind).unwrap();

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
    assert!(matches!(state, StorageError::Timeout), "{state:?}");

    network.state.send(NetworkState::Sound).unwrap();
    works_again(&database).await;
    // No place in the pool is lost: a lost one would never come back, a slow one takes more than one attempt.
    let all_places = async { while transactions(&database, LIMITS.connections).await.is_err() {} };
    timeout(RECOVERED, all_places).await.expect("every place in the pool can be used again");
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
            let network = Network::before(&server).await;
            let database = Database::open_with(&network.url, LIMITS).unwrap();
            drop(transactions(&database, LIMITS.connections).await.unwrap());
            // Meanwhile the others have come back to the pool.
            for _ in 0..50 {
                read(&database).await.unwrap();
            }

            network.state.send(NetworkState::Losing).unwrap();
            // One attempt makes the connections notice; the silence is over before the next.
            read(&database).await.unwrap_err();
            network.state.send(NetworkState::Sound).unwrap();

            let second = read(&database).await;
            if second.is_err() {
                read(&database).await.unwrap();
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
