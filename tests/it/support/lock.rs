//! Somebody else who holds the database, so that it can be read and takes no writes.

use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection,
};

/// Holds the database until it is dropped or released.
pub(crate) enum Lock {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Lock {
    /// Takes it.
    pub(crate) async fn of(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let mut holder = SqliteConnection::connect(url).await.unwrap();
            holder.execute("BEGIN IMMEDIATE").await.unwrap();
            return Self::Sqlite(holder);
        }
        let mut holder = PgConnection::connect(url).await.unwrap();
        let tables = "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables
            WHERE schemaname = current_schema()";
        let tables: String = holder.fetch_one(tables).await.unwrap().get(0);
        holder.execute("BEGIN").await.unwrap();
        let lock = format!("LOCK TABLE {tables} IN EXCLUSIVE MODE");
        holder.execute(AssertSqlSafe(lock)).await.unwrap();
        Self::Postgres(holder)
    }

    /// Takes a file that nobody has open, so that it cannot even be read.
    pub(crate) async fn alone(url: &str) -> Self {
        let mut holder = SqliteConnection::connect(url).await.unwrap();
        let alone = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE";
        holder.execute(alone).await.unwrap();
        Self::Sqlite(holder)
    }

    /// Lets go of it.
    pub(crate) async fn release(self) {
        match self {
            Self::Sqlite(holder) => holder.close().await.unwrap(),
            Self::Postgres(holder) => holder.close().await.unwrap(),
        }
    }
}
