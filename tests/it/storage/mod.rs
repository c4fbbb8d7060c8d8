//! Storage keeps its promises on both databases.

mod audit;
mod outage;
mod people;
mod records;
mod schema;
mod statements;
mod transactions;

use noroshi::{
    domain::time::Timestamp,
    storage::{Change, Database, StorageError, Tx, revision},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, raw_sql};

use crate::support::{TestDatabase, sample};

/// The database with its tables.
async fn migrated(database: &TestDatabase) -> Database {
    let database = Database::open(database.url()).unwrap();
    database.migrate().await.unwrap();
    database
}

fn is_sqlite(database: &TestDatabase) -> bool {
    database.url().starts_with("sqlite:")
}

/// Runs statements past the product, as somebody with a database shell would.
async fn by_hand(database: &TestDatabase, statements: &str) -> Result<(), StorageError> {
    let statements = AssertSqlSafe(statements.to_owned());
    if is_sqlite(database) {
        let mut connection = SqliteConnection::connect(database.url()).await?;
        raw_sql(statements).execute(&mut connection).await?;
        connection.close().await?;
    } else {
        let mut connection = PgConnection::connect(database.url()).await?;
        raw_sql(statements).execute(&mut connection).await?;
        connection.close().await?;
    }
    Ok(())
}

fn now() -> Timestamp {
    sample::at("2016-10-11T09:20:00+09:00")
}

/// The mark of a change made by this transaction.
async fn change(tx: &mut Tx) -> Change<'static> {
    Change { revision: revision::bump(tx).await.unwrap(), at: now(), by: "hanako" }
}
