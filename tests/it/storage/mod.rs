//! Storage keeps its promises on both databases.

mod statements;

use noroshi::storage::Database;

use crate::support::TestDatabase;

/// The database with its tables.
async fn migrated(database: &TestDatabase) -> Database {
    let database = Database::open(database.url()).unwrap();
    database.migrate().await.unwrap();
    database
}
