//! The states that operators gave services in the place of the computed ones: one row for a service.

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{key::Key, state_override::StateOverride};

const TABLE: &str = "state_overrides";

const FIND_SQL: &str = "SELECT service, document, revision FROM state_overrides WHERE service = $1";
const LIST_SQL: &str = "SELECT service, document, revision FROM state_overrides
    ORDER BY service LIMIT 5000";
const INSERT_SQL: &str =
    "INSERT INTO state_overrides (service, state, computed, document, revision)
    VALUES ($1, $2, $3, $4, $5)";
const SAVE_SQL: &str =
    "UPDATE state_overrides SET state = $1, computed = $2, document = $3, revision = $4
    WHERE service = $5 AND revision = $6";
const DELETE_SQL: &str = "DELETE FROM state_overrides WHERE service = $1 AND revision = $2";

/// A state given to a service, and the revision at which it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenState {
    /// What was given.
    pub given: StateOverride,
    /// Tells one from the next: a change based on an earlier one is refused.
    pub revision: i64,
}

/// What was given to a service.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, service: &Key) -> Result<Option<GivenState>> {
    let row = fetch_optional!(tx, FIND_SQL, service.as_str())?;
    row.map(read).transpose()
}

/// What was given to any service, by their keys; at most 5,000, which is more services than a catalogue
/// has.
///
/// # Errors
///
/// Those of any read.
pub async fn list(tx: &mut Tx) -> Result<Vec<GivenState>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_SQL)?;
    rows.into_iter().map(read).collect()
}

/// Stores the first one of a service.
///
/// # Errors
///
/// [`StorageError::Conflict`] when there is one.
pub async fn insert(tx: &mut Tx, given: &StateOverride, revision: i64) -> Result<()> {
    let text = document::write(given)?;
    let (state, computed) = (given.state.word(), given.computed.word());
    execute!(tx, INSERT_SQL, given.service.as_str(), state, computed, &text, revision)?;
    Ok(())
}

/// Stores one in the place of that which was given at a revision.
///
/// # Errors
///
/// [`StorageError::Stale`] when another one stands there; nothing is stored then.
pub async fn save(tx: &mut Tx, given: &StateOverride, seen: i64, revision: i64) -> Result<()> {
    let text = document::write(given)?;
    let (state, computed) = (given.state.word(), given.computed.word());
    let service = given.service.as_str();
    let saved = execute!(tx, SAVE_SQL, state, computed, &text, revision, service, seen)?;
    if saved == 0 { Err(StorageError::Stale) } else { Ok(()) }
}

/// Removes that which was given at a revision; tells whether it was there.
///
/// # Errors
///
/// Those of any write.
pub async fn delete(tx: &mut Tx, service: &Key, seen: i64) -> Result<bool> {
    Ok(execute!(tx, DELETE_SQL, service.as_str(), seen)? > 0)
}

type Row = (String, String, i64);

fn read((service, text, revision): Row) -> Result<GivenState> {
    Ok(GivenState { given: document::read(TABLE, &service, &text)?, revision })
}
