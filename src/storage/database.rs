//! The database: SQLite in a file, or a PostgreSQL server. Opening connects to nothing, so that the
//! portal starts, and serves what it has, while the database is away.
//!
//! The pools are private: [`Database::begin_read`] and [`Database::begin_write`] are the only ways to a
//! connection, and both have deadlines (requirement R4).

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions, Error,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgPool},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous},
};

use super::{
    error::{Result, StorageError},
    opened_file::OpenedFile,
    tx::{Connection, Tx},
};

/// How long things may take, and how many may be done at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Waiting for a connection, including opening one; also how long a lock is waited for.
    pub acquire: Duration,
    /// One statement.
    pub statement: Duration,
    /// All migrations together.
    pub migration: Duration,
    /// Connections to PostgreSQL, or reading connections to SQLite, which has one writer.
    pub connections: u32,
}

impl Limits {
    /// How long a connection may take to show that it is alive. Eight silent ones can be thrown away while
    /// somebody waits for a good one.
    pub(super) fn sign_of_life(&self) -> Duration {
        self.acquire / 8
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            acquire: Duration::from_secs(2),
            statement: Duration::from_secs(5),
            migration: Duration::from_mins(10),
            connections: 10,
        }
    }
}

/// The database. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Database {
    pub(super) pools: Pools,
    pub(super) limits: Limits,
}

#[derive(Clone, Debug)]
pub(super) enum Pools {
    Sqlite {
        file: Arc<OpenedFile>,
        /// One connection: writers wait for each other here, and not in SQLite, which would not
        /// queue them.
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres {
        pool: PgPool,
    },
}

impl Database {
    /// The database at `sqlite:///path/to/file` or `postgres://user@host/name`, with the usual limits.
    ///
    /// # Errors
    ///
    /// [`StorageError::Address`] when it is neither.
    pub fn open(url: &str) -> Result<Self> {
        Self::open_with(url, Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    ///
    /// [`StorageError::Address`] when the address is of neither kind.
    pub fn open_with(url: &str, limits: Limits) -> Result<Self> {
        let pools = if url.starts_with("sqlite:") {
            sqlite(url, &limits)?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            postgres(url, &limits)?
        } else {
            return Err(StorageError::Address("it begins with sqlite: or postgres:"));
        };
        Ok(Self { pools, limits })
    }

    /// Begins a transaction that sees one state of the database from its first statement to its end,
    /// and changes nothing.
    ///
    /// # Errors
    ///
    /// [`StorageError::Unavailable`], [`StorageError::Timeout`] and the like; [`StorageError::Replaced`].
    pub async fn begin_read(&self) -> Result<Tx> {
        let (connection, statement) = match &self.pools {
            Pools::Sqlite { file, read, .. } => {
                file.check(self.limits.statement).await?;
                let connection = read.acquire().await?;
                file.remember(self.limits.statement).await?;
                (Connection::Sqlite(connection), "BEGIN")
            }
            Pools::Postgres { pool } => (
                Connection::Postgres(pool.acquire().await?),
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
        };
        Tx::begin(connection, self.limits, statement).await
    }

    /// Begins a transaction that may write. On SQLite it is the only one until it ends.
    ///
    /// # Errors
    ///
    /// [`StorageError::Busy`] when another writer did not end in time; [`StorageError::Unavailable`],
    /// [`StorageError::Timeout`] and the like; [`StorageError::Replaced`].
    pub async fn begin_write(&self) -> Result<Tx> {
        let (connection, statement) = match &self.pools {
            Pools::Sqlite { file, write, .. } => {
                file.check(self.limits.statement).await?;
                let connection = write.acquire().await.map_err(|error| match error {
                    Error::PoolTimedOut => StorageError::Busy(error),
                    error => error.into(),
                })?;
                file.remember(self.limits.statement).await?;
                (Connection::Sqlite(connection), "BEGIN IMMEDIATE")
            }
            // Not READ WRITE: that would override a server that is told to refuse writes.
            Pools::Postgres { pool } => (
                Connection::Postgres(pool.acquire().await?),
                "BEGIN ISOLATION LEVEL READ COMMITTED",
            ),
        };
        Tx::begin(connection, self.limits, statement).await
    }

    /// Ends every connection, waiting for those in use until the deadline of a statement.
    pub async fn close(&self) {
        let all = async {
            match &self.pools {
                Pools::Sqlite { write, read, .. } => {
                    read.close().await;
                    write.close().await;
                }
                Pools::Postgres { pool } => pool.close().await,
            }
        };
        // A connection that does not answer is closed by its end of life, with the process.
        let _ = tokio::time::timeout(self.limits.statement, all).await;
    }
}

fn sqlite(url: &str, limits: &Limits) -> Result<Pools> {
    let options = SqliteConnectOptions::from_str(url)
        .map_err(|_| StorageError::Address("it is not of the form sqlite:///path/to/file"))?
        .foreign_keys(true)
        // Shorter than what waits for it, so that the answer is "busy" and not silence.
        .busy_timeout(limits.acquire * 3 / 4)
        .disable_statement_logging();
    let file = options.get_filename().to_path_buf();
    if file.as_os_str().is_empty() || url.contains(":memory:") || url.contains("mode=memory") {
        return Err(StorageError::Address("it names no file"));
    }
    let writing = options
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was acknowledged survives a power failure.
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", "67108864");
    let write = guarded(1, limits).connect_lazy_with(writing);
    let reading = options.read_only(true).create_if_missing(false);
    let read = guarded(limits.connections, limits).connect_lazy_with(reading);
    Ok(Pools::Sqlite { file: Arc::new(OpenedFile::new(file)), write, read })
}

fn postgres(url: &str, limits: &Limits) -> Result<Pools> {
    let milliseconds = |limit: Duration| limit.as_millis().to_string();
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| StorageError::Address("it is not of the form postgres://user@host/name"))?
        .application_name("noroshi")
        .options([
            ("statement_timeout", milliseconds(limits.statement)),
            ("lock_timeout", milliseconds(limits.acquire)),
            ("idle_in_transaction_session_timeout", milliseconds(limits.statement * 2)),
        ])
        .disable_statement_logging();
    Ok(Pools::Postgres { pool: guarded(limits.connections, limits).connect_lazy_with(options) })
}

/// A pool that hands out no silent connection, and does not wait for one either. The way back is guarded
/// by [`Tx`].
fn guarded<DB: sqlx::Database>(connections: u32, limits: &Limits) -> PoolOptions<DB> {
    let limit = limits.sign_of_life();
    PoolOptions::<DB>::new()
        .max_connections(connections)
        .acquire_timeout(limits.acquire)
        .idle_timeout(Duration::from_mins(1))
        .max_lifetime(None)
        .test_before_acquire(false)
        .before_acquire(move |connection, _| Box::pin(answers(connection, limit)))
}

/// Asks a connection for a sign of life. Without one it is thrown away, without a goodbye.
async fn answers<C: sqlx::Connection>(connection: &mut C, limit: Duration) -> sqlx::Result<bool> {
    match tokio::time::timeout(limit, connection.ping()).await {
        Ok(answer) => answer.map(|()| true),
        Err(_) => Err(Error::Protocol("the connection gives no answer".into())),
    }
}
