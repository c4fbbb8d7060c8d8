//! Migrations, and what can be said about the schema of a database that may be read-only, empty, or
//! newer than this program. A migration never creates a dispatch: nothing is sent because of one.

use std::{fmt, time::Duration};

use sqlx::{
    ConnectOptions, Connection as _, SqlSafeStr as _,
    migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator},
};

use super::{
    database::{Database, Pools},
    error::{Result, StorageError},
    tx::within,
};

mod files {
    include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

    pub(super) fn of(sqlite: bool) -> &'static [(i64, &'static str, &'static str)] {
        if sqlite { SQLITE } else { POSTGRES }
    }
}

const IS_MIGRATED_SQLITE_SQL: &str =
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'";
// PostgreSQL keeps its list of tables elsewhere.
const IS_MIGRATED_POSTGRES_SQL: &str = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'";
// PostgreSQL has nothing of the kind.
const WRITE_AHEAD_SQLITE_SQL: &str = "PRAGMA journal_mode = WAL";
const APPLIED_SQL: &str =
    "SELECT version, checksum, success FROM _sqlx_migrations ORDER BY version LIMIT 10000";

/// How the schema of a database compares with the one that this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// There is none yet.
    Empty,
    /// Migrations are missing.
    Behind {
        /// The last one applied.
        applied: i64,
        /// The last one that this program knows.
        known: i64,
    },
    /// It is the one.
    Current,
    /// It was made by a newer program, which must be used.
    Newer {
        /// The last migration applied.
        applied: i64,
        /// The last one that this program knows.
        known: i64,
    },
    /// A migration was applied in another form than this program has.
    Altered {
        /// The migration.
        version: i64,
    },
    /// A migration was begun and not finished.
    Unfinished {
        /// The migration.
        version: i64,
    },
}

impl fmt::Display for SchemaState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the database holds no tables yet"),
            Self::Behind { applied, known } => {
                write!(
                    formatter,
                    "the database has migration {applied}, this program needs {known}"
                )
            }
            Self::Current => formatter.write_str("the database is up to date"),
            Self::Newer { applied, known } => write!(
                formatter,
                "the database belongs to a newer program: it has migration {applied}, this program knows {known}"
            ),
            Self::Altered { version } => {
                write!(
                    formatter,
                    "migration {version} of the database is not the one of this program"
                )
            }
            Self::Unfinished { version } => {
                write!(formatter, "migration {version} was begun and not finished")
            }
        }
    }
}

/// A migration as the database remembers it: number, checksum, whether it was finished.
type Applied = (i64, Vec<u8>, bool);

impl Database {
    /// Tells how the schema stands. Reads only, on a connection of its own, so that an error says why
    /// the database cannot be reached.
    ///
    /// # Errors
    ///
    /// [`StorageError::Unavailable`] and the like.
    pub async fn schema_state(&self) -> Result<SchemaState> {
        Ok(compare(&self.applied().await?, &self.migrator()))
    }

    /// Brings the schema up to date. Does nothing, and writes nothing, if it is; so it may be called
    /// on a standby, too. One program migrates at a time; another that begins meanwhile waits for it.
    ///
    /// # Errors
    ///
    /// [`StorageError::Schema`] when the schema is newer or other than this program's;
    /// [`StorageError::ReadOnly`] when migrations are missing on a database that takes no writes.
    pub async fn migrate(&self) -> Result<()> {
        match self.schema_state().await? {
            SchemaState::Current => return Ok(()),
            SchemaState::Empty | SchemaState::Behind { .. } => {}
            state => return Err(StorageError::Schema(state)),
        }
        match tokio::time::timeout(self.limits.migration, self.apply()).await {
            Ok(applied) => applied,
            Err(_) => Err(StorageError::Timeout),
        }
    }

    async fn apply(&self) -> Result<()> {
        let (migrator, connect) = (self.migrator(), self.limits.acquire);
        match &self.pools {
            Pools::Sqlite { file, read, .. } => {
                file.check(connect).await?;
                // The reading connections' options do not ask for the write-ahead log: turning it on
                // is refused at once while somebody else does so, instead of waiting.
                let patient = (*read.connect_options()).clone().busy_timeout(PATIENCE);
                let patient = patient.read_only(false).create_if_missing(true);
                let mut connection = patient.connect().await?;
                // One transaction around all of them: whoever else migrates this file waits for it.
                let mut all = connection.begin_with("BEGIN IMMEDIATE").await?;
                run(&migrator, &mut *all).await?;
                all.commit().await?;
                file.remember(connect).await?;
                // If it is refused now, the next writer turns it on.
                let _ = sqlx::query(WRITE_AHEAD_SQLITE_SQL).execute(&mut connection).await;
                let _ = within(CLOSING, connection.close()).await;
                Ok(())
            }
            Pools::Postgres { pool } => {
                // A migration may take longer than a request may.
                let lock = PATIENCE.as_millis().to_string();
                let patient = (*pool.connect_options())
                    .clone()
                    .options([("statement_timeout", "0"), ("lock_timeout", &lock)]);
                let mut connection = within(connect, patient.connect()).await?;
                run(&migrator, &mut connection).await?;
                let _ = within(CLOSING, connection.close()).await;
                Ok(())
            }
        }
    }

    async fn applied(&self) -> Result<Vec<Applied>> {
        let (connect, statement) = (self.limits.acquire, self.limits.statement);
        match &self.pools {
            Pools::Sqlite { file, read, .. } => {
                file.check(statement).await?;
                if !tokio::fs::try_exists(&file.path).await.map_err(sqlx::Error::Io)? {
                    return Ok(Vec::new());
                }
                let options = read.connect_options();
                let mut connection = within(connect, options.connect()).await?;
                let there = sqlx::query_scalar(IS_MIGRATED_SQLITE_SQL).fetch_one(&mut connection);
                let there: i64 = within(statement, there).await?;
                if there == 0 {
                    return Ok(Vec::new());
                }
                let applied = sqlx::query_as(APPLIED_SQL).fetch_all(&mut connection);
                let applied = within(statement, applied).await?;
                let _ = within(statement, connection.close()).await;
                Ok(applied)
            }
            Pools::Postgres { pool } => {
                let options = pool.connect_options();
                let mut connection = within(connect, options.connect()).await?;
                let there = sqlx::query_scalar(IS_MIGRATED_POSTGRES_SQL).fetch_one(&mut connection);
                let there: i64 = within(statement, there).await?;
                if there == 0 {
                    return Ok(Vec::new());
                }
                let applied = sqlx::query_as(APPLIED_SQL).fetch_all(&mut connection);
                let applied = within(statement, applied).await?;
                let _ = within(statement, connection.close()).await;
                Ok(applied)
            }
        }
    }

    fn migrator(&self) -> Migrator {
        let files = files::of(matches!(self.pools, Pools::Sqlite { .. }));
        let migrations = files.iter().map(|&(version, name, sql)| {
            Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
        });
        Migrator::with_migrations(migrations.collect())
    }
}

/// Applies what is missing.
async fn run<C: Migrate>(migrator: &Migrator, connection: &mut C) -> Result<()> {
    let applied = migrator.run_direct(None, connection, false).await;
    applied.map_err(|error| match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        MigrateError::VersionMissing(applied) => {
            let known = migrator.iter().last().map_or(0, |migration| migration.version);
            StorageError::Schema(SchemaState::Newer { applied, known })
        }
        MigrateError::VersionMismatch(version) => {
            StorageError::Schema(SchemaState::Altered { version })
        }
        MigrateError::Dirty(version) => StorageError::Schema(SchemaState::Unfinished { version }),
        other => StorageError::Mismatch(sqlx::Error::Configuration(other.into())),
    })
}

/// How long a migration waits for somebody else's lock: for another one that is under way.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long a connection that is no longer needed may take to say goodbye.
const CLOSING: Duration = Duration::from_secs(1);

fn compare(applied: &[Applied], migrator: &Migrator) -> SchemaState {
    let known = migrator.iter().last().map_or(0, |migration| migration.version);
    let Some(&(last, ..)) = applied.last() else { return SchemaState::Empty };
    for (version, checksum, finished) in applied {
        let version = *version;
        if !finished {
            return SchemaState::Unfinished { version };
        }
        match migrator.iter().find(|migration| migration.version == version) {
            None if version > known => return SchemaState::Newer { applied: last, known },
            Some(migration) if *migration.checksum == **checksum => {}
            _ => return SchemaState::Altered { version },
        }
    }
    if applied.len() < migrator.iter().count() {
        SchemaState::Behind { applied: last, known }
    } else {
        SchemaState::Current
    }
}
