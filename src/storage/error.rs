//! What can go wrong in storage. Classified by code alone (SQLSTATE, SQLite's result code), because a
//! server may write its messages in any language.
//!
//! To add a class: a variant here, and its codes in [`of_postgres`] and [`of_sqlite`].

use std::borrow::Cow;

use sqlx::{error::DatabaseError, postgres::PgDatabaseError, sqlite::SqliteError};

use super::schema::SchemaState;

/// Why something could not be read or stored.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database takes no writes: this node is not the active one.
    #[error("the database is read-only")]
    ReadOnly,
    /// There is one of this kind already.
    #[error("there is one already: {constraint}")]
    Conflict {
        /// The table and its columns, joined by `_`: `updates_submission`, `incidents_reference`.
        constraint: String,
    },
    /// Somebody else changed it since it was read; nothing was stored.
    #[error("it was changed by somebody else since it was read")]
    Stale,
    /// Something it refers to is not there.
    #[error("something it refers to does not exist")]
    MissingReference,
    /// A rule of the database refuses the values; the program should have.
    #[error("the database refuses the values")]
    Rejected(#[source] sqlx::Error),
    /// A stored row cannot be understood.
    #[error("{table} {id} cannot be read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's identifier.
        id: String,
        /// What is wrong with it.
        #[source]
        reason: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database says that its own file is damaged.
    #[error("the database is damaged")]
    Damaged(#[source] sqlx::Error),
    /// The disk is full.
    #[error("there is no space left for the database")]
    Full(#[source] sqlx::Error),
    /// The disk of the database refuses what is written, and it is certain that nothing was stored.
    #[error("the disk refuses what the database writes")]
    Unwritable(#[source] sqlx::Error),
    /// The file of the database is gone, or another one stands in its place: nothing is read or written until
    /// it is back, or the program is started again and takes what stands there.
    #[error(
        "the file of the database is gone, or another one stands in its place; put it back, or start again to use what stands there"
    )]
    Replaced,
    /// Somebody else holds what is needed; the same may succeed a moment later.
    #[error("the database is busy")]
    Busy(#[source] sqlx::Error),
    /// The database did not answer in time.
    #[error("the database did not answer in time")]
    Timeout,
    /// The database cannot be reached.
    #[error("the database cannot be reached")]
    Unavailable(#[source] sqlx::Error),
    /// The connection was lost while committing: whether it was stored is not known. Doing the same
    /// again with the same identifiers tells.
    #[error("whether it was stored is not known")]
    Uncertain,
    /// An earlier statement of the transaction failed, so nothing of it can be stored.
    #[error("the transaction has already failed")]
    Aborted,
    /// The schema is not the one that this program knows.
    #[error("{0}")]
    Schema(SchemaState),
    /// A statement does not fit the schema.
    #[error("a statement does not fit the database")]
    Mismatch(#[source] sqlx::Error),
    /// The address of the database cannot be used. The reason never repeats the address, which may
    /// hold a password.
    #[error("the address of the database cannot be used: {0}")]
    Address(&'static str),
}

/// The result of everything in storage.
pub type Result<T, E = StorageError> = std::result::Result<T, E>;

impl StorageError {
    /// A stored row that cannot be understood.
    pub(super) fn corrupt(
        table: &'static str,
        id: &str,
        reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Corrupt { table, id: id.to_owned(), reason: reason.into() }
    }

    /// Whether the database refused a statement and went on as before; otherwise nobody knows in what
    /// state the connection is.
    pub(super) const fn leaves_the_connection_sound(&self) -> bool {
        matches!(
            self,
            Self::ReadOnly
                | Self::Conflict { .. }
                | Self::Stale
                | Self::MissingReference
                | Self::Rejected(_)
                | Self::Mismatch(_)
        )
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(reported) => {
                if reported.try_downcast_ref::<SqliteError>().is_some() {
                    of_sqlite(error)
                } else {
                    of_postgres(error)
                }
            }
            sqlx::Error::RowNotFound
            | sqlx::Error::TypeNotFound { .. }
            | sqlx::Error::ColumnIndexOutOfBounds { .. }
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Encode(_)
            | sqlx::Error::Decode(_) => Self::Mismatch(error),
            _ => Self::Unavailable(error),
        }
    }
}

/// By SQLSTATE (PostgreSQL, appendix A).
fn of_postgres(error: sqlx::Error) -> StorageError {
    let reported = error.as_database_error();
    let code = reported.and_then(DatabaseError::code).unwrap_or(Cow::Borrowed(""));
    match &*code {
        "25006" => StorageError::ReadOnly,
        "23505" => StorageError::Conflict {
            constraint: reported
                .and_then(|error| error.try_downcast_ref::<PgDatabaseError>())
                .and_then(PgDatabaseError::constraint)
                .unwrap_or_default()
                .to_owned(),
        },
        "23503" => StorageError::MissingReference,
        "53100" => StorageError::Full(error),
        "58030" => StorageError::Unwritable(error),
        "40001" | "40P01" | "55P03" | "53300" => StorageError::Busy(error),
        "57014" => StorageError::Timeout,
        "XX001" | "XX002" => StorageError::Damaged(error),
        code if code.starts_with("23") || code.starts_with("22") => StorageError::Rejected(error),
        code if code.starts_with("42") => StorageError::Mismatch(error),
        _ => StorageError::Unavailable(error),
    }
}

/// By SQLite's result code: the primary one is the low byte of the extended one.
fn of_sqlite(error: sqlx::Error) -> StorageError {
    let reported = error.as_database_error();
    let code = reported
        .and_then(DatabaseError::code)
        .and_then(|code| code.parse::<u32>().ok())
        .unwrap_or_default();
    match (code & 0xff, code) {
        (8, _) => StorageError::ReadOnly,
        (_, 2067 | 1555) => {
            StorageError::Conflict { constraint: reported.map(violated).unwrap_or_default() }
        }
        (_, 787) => StorageError::MissingReference,
        (19 | 20, _) => StorageError::Rejected(error),
        (5 | 6, _) => StorageError::Busy(error),
        (11 | 26, _) => StorageError::Damaged(error),
        (13, _) => StorageError::Full(error),
        // SQLITE_IOERR_WRITE and SQLITE_IOERR_SHMSIZE: the end of the transaction did not get to the
        // disk. After any other failure of the disk it may have.
        (_, 778 | 4874) => StorageError::Unwritable(error),
        (1, _) => StorageError::Mismatch(error),
        _ => StorageError::Unavailable(error),
    }
}

/// The name of the violated key. SQLite has no other place for it than its message, which it never
/// translates: `UNIQUE constraint failed: updates.incident_id, updates.key`.
fn violated(error: &dyn DatabaseError) -> String {
    let (_, columns) = error.message().rsplit_once(": ").unwrap_or_default();
    let mut name = String::new();
    for column in columns.split(", ") {
        let (table, column) = column.split_once('.').unwrap_or_default();
        if name.is_empty() {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    name
}
