//! The numbers of forms that are over, so that what arrives late of one becomes no draft. Those of forms that
//! were posted stand with their updates.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_optional},
};
use crate::domain::{reference::Reference, time::Timestamp};

const TABLE: &str = "closed_forms";

const FIND_SQL: &str = "SELECT reference FROM closed_forms WHERE id = $1";
const INSERT_SQL: &str = "INSERT INTO closed_forms (id, reference, closed_at) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO NOTHING";
const DELETE_OLD_SQL: &str = "DELETE FROM closed_forms WHERE id IN
    (SELECT id FROM closed_forms WHERE closed_at < $1 LIMIT 1000)";

/// How a form came to its end without a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It was saved into this record.
    Saved(Reference),
    /// Its draft was discarded.
    Discarded,
}

/// How a form came to its end, if it did.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, form: Uuid) -> Result<Option<Closed>> {
    let row: Option<(Option<String>,)> = fetch_optional!(tx, FIND_SQL, form.to_string())?;
    let Some((reference,)) = row else { return Ok(None) };
    let Some(reference) = reference else { return Ok(Some(Closed::Discarded)) };
    let reference = document::known(TABLE, &reference, reference.parse().ok())?;
    Ok(Some(Closed::Saved(reference)))
}

/// Notes how a form came to its end; one that is noted stays as it is.
///
/// # Errors
///
/// Those of any write.
pub async fn insert(tx: &mut Tx, form: Uuid, closed: Closed, at: Timestamp) -> Result<()> {
    let reference = match closed {
        Closed::Saved(reference) => Some(reference.to_string()),
        Closed::Discarded => None,
    };
    execute!(tx, INSERT_SQL, form.to_string(), reference, at.micros())?;
    Ok(())
}

/// Forgets forms that ended before an instant, a thousand at a time; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_old(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    execute!(tx, DELETE_OLD_SQL, before.micros())
}
