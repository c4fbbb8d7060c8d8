//! The schema: the same on both databases, brought up to date over data that is there, and refused
//! when it belongs to another program.

use std::{collections::BTreeSet, fs, path::PathBuf};

use noroshi::storage::{
    Database, SchemaState, StorageError,
    audit::{self, AuditVerdict},
    dispatches, drafts, incidents, maintenances, operators, portal, revision,
};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, SqlSafeStr, SqliteConnection,
    migrate::{Migration, MigrationType, Migrator},
};

use super::{by_hand, is_sqlite, migrated};
use crate::support::{TestDatabase, on_each_database, run};

on_each_database!(
    every_migration_runs_over_the_data_of_the_ones_before,
    migrating_twice_changes_nothing,
    two_programs_that_migrate_at_once_both_succeed,
    a_database_that_was_never_migrated_says_so,
    a_database_with_missing_migrations_says_which,
    a_database_of_a_newer_program_is_refused,
    a_database_with_an_altered_migration_is_refused,
    a_current_database_that_takes_no_writes_needs_no_migration,
    every_database_has_an_identifier_of_its_own,
);

/// Number, name and text of each migration, as they lie in the source.
fn migrations(sqlite: bool) -> Vec<(i64, String, String)> {
    let directory = source("migrations").join(if sqlite { "sqlite" } else { "postgres" });
    let mut migrations: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name[..4].parse().unwrap(), name, fs::read_to_string(path).unwrap())
        })
        .collect();
    migrations.sort();
    migrations
}

fn source(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Applies the first few migrations only.
async fn migrate_up_to(database: &TestDatabase, count: usize) {
    let migrations = migrations(is_sqlite(database)).into_iter().take(count);
    let migrator = Migrator::with_migrations(
        migrations
            .map(|(version, name, sql)| {
                let sql = AssertSqlSafe(sql).into_sql_str();
                Migration::new(
                    version,
                    name[5..].to_owned().into(),
                    MigrationType::Simple,
                    sql,
                    false,
                )
            })
            .collect(),
    );
    if is_sqlite(database) {
        let url = format!("{}?mode=rwc", database.url());
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        migrator.run(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    } else {
        let mut connection = PgConnection::connect(database.url()).await.unwrap();
        migrator.run(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}

async fn every_migration_runs_over_the_data_of_the_ones_before(database: TestDatabase) {
    let names: Vec<String> =
        migrations(is_sqlite(&database)).into_iter().map(|(_, name, _)| name).collect();
    for (count, name) in (1..).zip(&names) {
        migrate_up_to(&database, count).await;
        let rows = source("tests/data/migrations").join(format!("{name}.sql"));
        let mut rows = fs::read_to_string(&rows)
            .unwrap_or_else(|_| panic!("{name} has no sample rows in {}", rows.display()));
        if !is_sqlite(&database) {
            // The only literal that the two write differently: bytes.
            rows = rows.replace("X'", r"'\x");
        }
        by_hand(&database, &rows).await.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    }

    let opened = Database::open(database.url()).unwrap();
    assert_eq!(opened.schema_state().await.unwrap(), SchemaState::Current);

    // What was stored then is understood now.
    let mut tx = opened.begin_read().await.unwrap();
    assert_eq!(revision::current(&mut tx).await.unwrap().number, 3);
    assert!(portal::find(&mut tx).await.unwrap().is_some());
    let incidents = incidents::list_changed(&mut tx, (0, None), 10).await.unwrap();
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0].record.updates.len(), 1);
    let id = incidents[0].record.incident.id;
    assert!(incidents::find_version(&mut tx, id, 1).await.unwrap().is_some());
    assert_eq!(maintenances::list_changed(&mut tx, (0, None), 10).await.unwrap().len(), 1);
    assert_eq!(operators::list(&mut tx, None, 10).await.unwrap().len(), 1);
    assert_eq!(drafts::list(&mut tx).await.unwrap().len(), 2);
    let log = audit::verify(&mut tx, None).await.unwrap();
    assert!(matches!(log, AuditVerdict::Sound { entries: 2, .. }), "{log:?}");
    // A migration sends nothing.
    assert_eq!(dispatches::list(&mut tx, None, 10).await.unwrap().len(), 3);
}

async fn migrating_twice_changes_nothing(database: TestDatabase) {
    let opened = migrated(&database).await;
    let before = revision::current(&mut opened.begin_read().await.unwrap()).await.unwrap();
    opened.migrate().await.unwrap();
    migrated(&database).await.migrate().await.unwrap();
    let after = revision::current(&mut opened.begin_read().await.unwrap()).await.unwrap();
    assert_eq!(before, after);
}

async fn two_programs_that_migrate_at_once_both_succeed(database: TestDatabase) {
    let [first, second] = [(); 2].map(|()| Database::open(database.url()).unwrap());
    let (first, second) = tokio::join!(first.migrate(), second.migrate());
    first.unwrap();
    second.unwrap();
}

async fn a_database_that_was_never_migrated_says_so(database: TestDatabase) {
    let opened = Database::open(database.url()).unwrap();
    assert_eq!(opened.schema_state().await.unwrap(), SchemaState::Empty);
    if is_sqlite(&database) {
        let file = database.url().strip_prefix("sqlite://").unwrap();
        assert!(!fs::exists(file).unwrap(), "asking must not make a file");
        fs::write(file, "").unwrap();
        assert_eq!(opened.schema_state().await.unwrap(), SchemaState::Empty);
    }
    let mut tx = opened.begin_read().await.unwrap();
    let error = revision::current(&mut tx).await.unwrap_err();
    assert!(matches!(error, StorageError::Mismatch(_)), "{error:?}");
}

async fn a_database_with_missing_migrations_says_which(database: TestDatabase) {
    migrate_up_to(&database, 1).await;
    let opened = Database::open(database.url()).unwrap();
    let known = migrations(true).last().unwrap().0;
    let state = opened.schema_state().await.unwrap();
    assert_eq!(state, SchemaState::Behind { applied: 1, known });
    opened.migrate().await.unwrap();
    assert_eq!(opened.schema_state().await.unwrap(), SchemaState::Current);
}

async fn a_database_of_a_newer_program_is_refused(database: TestDatabase) {
    let opened = migrated(&database).await;
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT 9000, 'to come', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    by_hand(&database, newer).await.unwrap();

    let known = migrations(true).last().unwrap().0;
    let newer = SchemaState::Newer { applied: 9000, known };
    assert_eq!(opened.schema_state().await.unwrap(), newer);
    let refused = opened.migrate().await.unwrap_err();
    assert!(matches!(refused, StorageError::Schema(state) if state == newer), "{refused:?}");
    assert!(refused.to_string().contains("newer program"), "{refused}");
}

async fn a_database_with_an_altered_migration_is_refused(database: TestDatabase) {
    let opened = migrated(&database).await;
    let altered = "UPDATE _sqlx_migrations SET checksum =
        (SELECT checksum FROM _sqlx_migrations WHERE version = 1) WHERE version = 2";
    by_hand(&database, altered).await.unwrap();
    let refused = opened.migrate().await.unwrap_err();
    let altered = SchemaState::Altered { version: 2 };
    assert!(matches!(refused, StorageError::Schema(state) if state == altered), "{refused:?}");
}

async fn a_current_database_that_takes_no_writes_needs_no_migration(database: TestDatabase) {
    drop(migrated(&database).await);
    if is_sqlite(&database) {
        // Whoever may read everything may also write here, so a lock stands in for it.
        let mut holder = SqliteConnection::connect(database.url()).await.unwrap();
        sqlx::query("BEGIN IMMEDIATE").execute(&mut holder).await.unwrap();
        Database::open(database.url()).unwrap().migrate().await.unwrap();
        return;
    }
    let refusing = format!(
        "{}{}options=-c%20default_transaction_read_only%3Don",
        database.url(),
        if database.url().contains('?') { '&' } else { '?' }
    );
    let opened = Database::open(&refusing).unwrap();
    opened.migrate().await.unwrap();
    let mut tx = opened.begin_write().await.unwrap();
    let refused = revision::bump(&mut tx).await.unwrap_err();
    assert!(matches!(refused, StorageError::ReadOnly), "{refused:?}");
}

async fn every_database_has_an_identifier_of_its_own(database: TestDatabase) {
    let other =
        if is_sqlite(&database) { TestDatabase::sqlite() } else { TestDatabase::postgres() };
    let mut identifiers = BTreeSet::new();
    for database in [&database, &other] {
        let opened = migrated(database).await;
        let mut tx = opened.begin_read().await.unwrap();
        let revision = revision::current(&mut tx).await.unwrap();
        assert_eq!(revision.database.get_version_num(), 4);
        identifiers.insert(revision.database);
    }
    assert_eq!(identifiers.len(), 2);
}

/// `table.column NOT NULL` of every column, and the columns of every key.
async fn outline(database: &TestDatabase) -> BTreeSet<String> {
    const SQLITE: &str =
        "SELECT t.name, c.name, c.\"notnull\" <> 0 FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE '!_%' ESCAPE '!'";
    const SQLITE_KEYS: &str = "SELECT t.name || '_' || group_concat(c.name, '_')
        FROM sqlite_master t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
        WHERE i.origin <> 'c' AND t.name NOT LIKE '!_%' ESCAPE '!' GROUP BY t.name, i.name
        UNION ALL SELECT t.name || '_' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.pk > 0 AND c.type = 'INTEGER' AND t.name NOT LIKE '!_%' ESCAPE '!'
            AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i WHERE i.origin = 'pk')";
    const POSTGRES: &str = "SELECT table_name::text, column_name::text, is_nullable = 'NO'
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT LIKE '!_%' ESCAPE '!'";
    const POSTGRES_KEYS: &str = "SELECT conname::text FROM pg_constraint
        WHERE contype IN ('p', 'u') AND connamespace = 'public'::regnamespace
            AND conname NOT LIKE '!_%' ESCAPE '!'";
    drop(migrated(database).await);
    let (columns, keys): (Vec<(String, String, bool)>, _) = if is_sqlite(database) {
        let mut connection = SqliteConnection::connect(database.url()).await.unwrap();
        let columns = sqlx::query_as(SQLITE).fetch_all(&mut connection).await.unwrap();
        (columns, sqlx::query_scalar(SQLITE_KEYS).fetch_all(&mut connection).await.unwrap())
    } else {
        let mut connection = PgConnection::connect(database.url()).await.unwrap();
        let columns = sqlx::query_as(POSTGRES).fetch_all(&mut connection).await.unwrap();
        (columns, sqlx::query_scalar(POSTGRES_KEYS).fetch_all(&mut connection).await.unwrap())
    };
    let keys: Vec<String> = keys;
    let columns = columns.into_iter().map(|(table, column, required)| {
        format!("{table}.{column}{}", if required { " NOT NULL" } else { "" })
    });
    columns.chain(keys.into_iter().map(|key| format!("key {key}"))).collect()
}

#[test]
fn both_databases_have_the_same_tables_columns_and_keys() {
    run(
        async |sqlite| {
            let postgres = TestDatabase::postgres();
            let (sqlite, postgres) = (outline(&sqlite).await, outline(&postgres).await);
            let differing: Vec<_> = sqlite.symmetric_difference(&postgres).collect();
            assert!(differing.is_empty(), "{differing:#?}");
            assert!(sqlite.contains("key updates_incident_id_sequence"), "{sqlite:#?}");
            assert!(sqlite.contains("incidents.last_posted_at"), "{sqlite:#?}");
        },
        TestDatabase::sqlite(),
    );
}

#[test]
fn every_table_of_sqlite_checks_its_types() {
    for (_, name, text) in migrations(true) {
        let tables = text.matches("CREATE TABLE").count();
        let strict = [") STRICT;", ") WITHOUT ROWID, STRICT;"].map(|end| text.matches(end).count());
        assert_eq!(tables, strict.iter().sum::<usize>(), "{name}");
        assert!(!text.to_lowercase().contains("insert into dispatches"), "{name}");
    }
}

#[test]
fn an_address_that_is_no_database_is_refused_without_being_repeated() {
    for address in
        ["mysql://root:secret@localhost/x", "sqlite::memory:", "sqlite://", "postgres://[secret"]
    {
        let refused = Database::open(address).unwrap_err();
        assert!(matches!(refused, StorageError::Address(_)), "{address}: {refused:?}");
        assert!(!format!("{refused:?} {refused}").contains("secret"), "{refused}");
    }
}
