//! The databases of the tests keep their promises: there when asked for, apart, and gone afterwards.

use crate::support::{TestDatabase, on_each_database, run};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};
use std::str::FromStr;

on_each_database!(a_fresh_database_answers, a_table_of_one_test_is_not_there_in_another);

enum Either {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

async fn open(database: &TestDatabase) -> Either {
    if database.url().starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(database.url()).unwrap();
        Either::Sqlite(options.create_if_missing(true).connect().await.unwrap())
    } else {
        Either::Postgres(PgConnection::connect(database.url()).await.unwrap())
    }
}

async fn execute(connection: &mut Either, statement: &'static str) -> Result<(), sqlx::Error> {
    match connection {
        Either::Sqlite(connection) => sqlx::query(statement).execute(connection).await.map(drop),
        Either::Postgres(connection) => sqlx::query(statement).execute(connection).await.map(drop),
    }
}

async fn a_fresh_database_answers(database: TestDatabase) {
    let mut connection = open(&database).await;
    execute(&mut connection, "SELECT 1").await.unwrap();
}

async fn a_table_of_one_test_is_not_there_in_another(database: TestDatabase) {
    let mut connection = open(&database).await;
    execute(&mut connection, "CREATE TABLE mine (id BIGINT)").await.unwrap();

    let other = match connection {
        Either::Sqlite(_) => TestDatabase::sqlite(),
        Either::Postgres(_) => TestDatabase::postgres(),
    };
    let mut elsewhere = open(&other).await;

    execute(&mut connection, "SELECT id FROM mine").await.unwrap();
    execute(&mut elsewhere, "SELECT id FROM mine").await.unwrap_err();
}

#[test]
fn a_database_is_removed_after_a_panic_with_its_connection_still_open() {
    let database = TestDatabase::postgres();
    let url = database.url().to_owned();
    let panicked = std::thread::spawn(|| {
        run(
            async |database| {
                let _open = open(&database).await;
                panic!("on purpose");
            },
            database,
        );
    });
    panicked.join().unwrap_err();

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(PgConnection::connect(&url)).unwrap_err();
    let code = error.as_database_error().and_then(|error| error.code().map(String::from));
    assert_eq!(code.as_deref(), Some("3D000"), "it should not exist any more: {error}");
}
