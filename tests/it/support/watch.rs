//! Whether anything was stored: the state of a whole database, seen from outside. Must not know the schema.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, SqliteConnection};

use super::TestDatabase;

/// Somebody who watches a database from a connection of their own.
pub(crate) enum Watch {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Watch {
    pub(crate) async fn over(database: &TestDatabase) -> Self {
        if database.url().starts_with("sqlite:") {
            Self::Sqlite(SqliteConnection::connect(database.url()).await.unwrap())
        } else {
            Self::Postgres(PgConnection::connect(database.url()).await.unwrap())
        }
    }

    /// The state: another one after whatever somebody else has stored.
    pub(crate) async fn state(&mut self) -> String {
        match self {
            Self::Sqlite(connection) => {
                let row = sqlx::query("PRAGMA data_version").fetch_one(connection).await.unwrap();
                row.get::<i64, _>(0).to_string()
            }
            Self::Postgres(connection) => {
                let tables = "SELECT tablename::text FROM pg_tables
                    WHERE schemaname = current_schema() ORDER BY 1";
                let rows = sqlx::query(tables).fetch_all(&mut *connection).await.unwrap();
                let each = |row: &sqlx::postgres::PgRow| {
                    let table: String = row.get(0);
                    format!(
                        "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t"
                    )
                };
                let all: Vec<String> = rows.iter().map(each).collect();
                let all = AssertSqlSafe(all.join(" UNION ALL "));
                let rows = sqlx::query(all).fetch_all(&mut *connection).await.unwrap();
                let sums =
                    rows.iter().map(|row| row.get::<Option<String>, _>(0).unwrap_or_default());
                sums.collect::<Vec<_>>().join(" ")
            }
        }
    }
}
