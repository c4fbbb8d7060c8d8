//! The revision: counts every committed change of what readers see. Whoever keeps a copy polls it.

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_optional},
};
use uuid::Uuid;

const CURRENT_SQL: &str = "SELECT revision, database_id FROM revision WHERE id = 1";
const HOLD_SQL: &str = "UPDATE revision SET revision = revision WHERE id = 1";
const BUMP_SQL: &str =
    "UPDATE revision SET revision = revision + 1 WHERE id = 1 RETURNING revision";

/// Which state of which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Counts up by one with each change, in the order of the commits, from 0.
    pub number: i64,
    /// The database: another one has counted on its own.
    pub database: Uuid,
}

/// The revision as of this transaction.
///
/// # Errors
///
/// Those of any read.
pub async fn current(tx: &mut Tx) -> Result<Revision> {
    let row: Option<(i64, String)> = fetch_optional!(tx, CURRENT_SQL)?;
    let (number, database) =
        row.ok_or_else(|| StorageError::corrupt("revision", "1", "the row is missing"))?;
    Ok(Revision { number, database: document::uuid("revision", &database)? })
}

/// Waits until nobody publishes, and keeps everybody from it until this transaction ends: what is read
/// next holds. Counts nothing.
///
/// # Errors
///
/// As [`bump`].
pub async fn hold(tx: &mut Tx) -> Result<()> {
    execute!(tx, HOLD_SQL)?;
    Ok(())
}

/// Counts one change and returns its number. Other writers wait here until this transaction ends, so
/// the numbers have no gaps and follow the commits. Do it first in a transaction that publishes.
///
/// # Errors
///
/// Those of any write; [`StorageError::Busy`] when another writer holds it for too long.
pub async fn bump(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = fetch_optional!(tx, BUMP_SQL)?;
    let (number,) =
        row.ok_or_else(|| StorageError::corrupt("revision", "1", "the row is missing"))?;
    Ok(number)
}
