//! Transactions. Every statement runs in one, and every statement has a deadline: a connection that
//! missed one is closed, never handed to somebody else, because the database may still answer it.
//!
//! A storage function reaches the connection through `execute!`, `fetch_optional!` and `fetch_all!`
//! (or `with_conn!`, on which they stand) and in no other way. It neither
//! begins nor commits: that is for whoever calls it.

use std::time::Duration;

use sqlx::{
    Postgres, SqlSafeStr, Sqlite, pool::PoolConnection, postgres::PgQueryResult,
    sqlite::SqliteQueryResult,
};
use sqlx_core::transaction::TransactionManager as _;

use super::{
    database::Limits,
    error::{Result, StorageError},
};

/// A transaction. Dropped without [`Tx::commit`], it is rolled back.
#[derive(Debug)]
pub struct Tx {
    pub(super) connection: Connection,
    limits: Limits,
    state: State,
}

/// The connection of either database.
#[derive(Debug)]
pub(super) enum Connection {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between two statements.
    Open,
    /// A statement was refused; the database can still roll back.
    Refused,
    /// A statement is under way, or its end was not seen: the connection cannot be used again.
    InDoubt,
    /// Nothing is left to be done.
    Committed,
}

async fn begin<DB: sqlx::Database>(
    connection: &mut PoolConnection<DB>,
    statement: &'static str,
) -> sqlx::Result<()> {
    DB::TransactionManager::begin(connection, Some(statement.into_sql_str())).await
}

async fn commit<DB: sqlx::Database>(connection: &mut PoolConnection<DB>) -> sqlx::Result<()> {
    DB::TransactionManager::commit(connection).await
}

/// Asks for a rollback without waiting; it is done before the connection goes to anybody else.
fn start_rollback<DB: sqlx::Database>(connection: &mut PoolConnection<DB>) {
    DB::TransactionManager::start_rollback(connection);
}

/// Gives a connection back to its pool, or throws it away if it does not show in time that it is alive. The
/// pool by itself would ask it without a deadline and keep its place meanwhile (sqlx issue 4349).
#[expect(
    clippy::disallowed_methods,
    reason = "the pool starts the same task, which has no deadline"
)]
fn give_back<DB: sqlx::Database>(connection: &mut PoolConnection<DB>, limit: Duration) {
    tokio::spawn(tokio::time::timeout(limit, connection.return_to_pool()));
}

/// Waits for a call to the database until the deadline.
pub(super) async fn within<T>(
    deadline: Duration,
    call: impl Future<Output = sqlx::Result<T>>,
) -> Result<T> {
    match tokio::time::timeout(deadline, call).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(StorageError::Timeout),
    }
}

impl Tx {
    /// Begins a transaction on a connection of a pool.
    pub(super) async fn begin(
        connection: Connection,
        limits: Limits,
        statement: &'static str,
    ) -> Result<Self> {
        let deadline = limits.statement;
        let mut tx = Self { connection, limits, state: State::InDoubt };
        let begun = match &mut tx.connection {
            Connection::Sqlite(connection) => within(deadline, begin(connection, statement)).await,
            Connection::Postgres(connection) => {
                within(deadline, begin(connection, statement)).await
            }
        };
        begun?;
        tx.state = State::Open;
        Ok(tx)
    }

    /// Stores everything that was done in the transaction. Once it has returned `Ok`, it is on disk.
    ///
    /// # Errors
    ///
    /// [`StorageError::Uncertain`] when the database did not say whether it is stored;
    /// [`StorageError::Aborted`] when a statement had failed; any other error means that nothing is
    /// stored.
    pub async fn commit(mut self) -> Result<()> {
        let deadline = self.enter()?;
        let committed = match &mut self.connection {
            Connection::Sqlite(connection) => within(deadline, commit(connection)).await,
            Connection::Postgres(connection) => within(deadline, commit(connection)).await,
        };
        match committed {
            Ok(()) => {
                self.state = State::Committed;
                Ok(())
            }
            Err(StorageError::Timeout | StorageError::Unavailable(_)) => {
                Err(StorageError::Uncertain)
            }
            Err(error) => Err(error),
        }
    }

    /// Marks that a statement begins, and tells how long it may take.
    pub(super) fn enter(&mut self) -> Result<Duration> {
        if self.state != State::Open {
            return Err(StorageError::Aborted);
        }
        self.state = State::InDoubt;
        Ok(self.limits.statement)
    }

    /// Marks how a statement ended.
    pub(super) fn leave<T>(&mut self, result: Result<T>) -> Result<T> {
        match &result {
            Ok(_) => self.state = State::Open,
            Err(error) if error.leaves_the_connection_sound() => self.state = State::Refused,
            Err(_) => {}
        }
        result
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        let limit = self.limits.sign_of_life();
        match &mut self.connection {
            Connection::Sqlite(connection) => leave(connection, self.state, limit),
            Connection::Postgres(connection) => leave(connection, self.state, limit),
        }
    }
}

/// Leaves a connection as nobody's transaction goes on in it.
fn leave<DB: sqlx::Database>(connection: &mut PoolConnection<DB>, state: State, limit: Duration) {
    match state {
        State::InDoubt => return connection.close_on_drop(),
        State::Open | State::Refused => start_rollback(connection),
        State::Committed => {}
    }
    give_back(connection, limit);
}

/// How many rows a statement changed; the drivers have no common word for it.
pub(super) trait Affected {
    fn affected(&self) -> u64;
}

impl Affected for SqliteQueryResult {
    fn affected(&self) -> u64 {
        self.rows_affected()
    }
}

impl Affected for PgQueryResult {
    fn affected(&self) -> u64 {
        self.rows_affected()
    }
}

/// Runs one statement and keeps the number of rows that it changed.
pub(super) async fn affected<T: Affected>(
    call: impl Future<Output = sqlx::Result<T>>,
) -> sqlx::Result<u64> {
    Ok(call.await?.affected())
}

/// Runs one call on the transaction's connection, within its deadline. The body is the future, not
/// awaited; it is written once and compiled for each database. The macros below cover most calls.
macro_rules! with_conn {
    ($tx:expr, |$conn:ident| $call:expr) => {{
        let tx: &mut $crate::storage::Tx = $tx;
        match tx.enter() {
            Err(error) => Err(error),
            Ok(deadline) => {
                let result = match &mut tx.connection {
                    $crate::storage::tx::Connection::Sqlite(connection) => {
                        let $conn = &mut **connection;
                        $crate::storage::tx::within(deadline, $call).await
                    }
                    $crate::storage::tx::Connection::Postgres(connection) => {
                        let $conn = &mut **connection;
                        $crate::storage::tx::within(deadline, $call).await
                    }
                };
                tx.leave(result)
            }
        }
    }};
}
pub(super) use with_conn;

/// Runs a statement with its values and gives the number of rows that it changed:
/// `execute!(tx, SAVE_SQL, name, id)?`.
macro_rules! execute {
    ($tx:expr, $sql:ident $(, $value:expr)* $(,)?) => {
        $crate::storage::tx::with_conn!($tx, |conn| $crate::storage::tx::affected(
            sqlx::query($sql)$(.bind($value))*.execute(conn)
        ))
    };
}
pub(super) use execute;

/// Runs a query with its values and gives its first row, if there is any, as a tuple of its columns:
/// `fetch_optional!(tx, FIND_SQL, id)?`.
macro_rules! fetch_optional {
    ($tx:expr, $sql:ident $(, $value:expr)* $(,)?) => {
        $crate::storage::tx::with_conn!($tx, |conn| {
            sqlx::query_as($sql)$(.bind($value))*.fetch_optional(conn)
        })
    };
}
pub(super) use fetch_optional;

/// Runs a query with its values and gives its rows, each as a tuple of its columns. The query has a
/// `LIMIT`: `fetch_all!(tx, LIST_SQL, after, limit)?`.
macro_rules! fetch_all {
    ($tx:expr, $sql:ident $(, $value:expr)* $(,)?) => {
        $crate::storage::tx::with_conn!($tx, |conn| {
            sqlx::query_as($sql)$(.bind($value))*.fetch_all(conn)
        })
    };
}
pub(super) use fetch_all;
