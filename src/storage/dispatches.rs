//! Dispatches: one row for each update that subscribers are told of. Posting makes it, in the same
//! transaction; nothing else does.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::time::Timestamp;

const TABLE: &str = "dispatches";

const FIND_OF_UPDATE_SQL: &str =
    "SELECT id, update_id, created_at FROM dispatches WHERE update_id = $1";
const LIST_SQL: &str =
    "SELECT id, update_id, created_at FROM dispatches WHERE id > $1 ORDER BY id LIMIT $2";
const INSERT_SQL: &str = "INSERT INTO dispatches (id, update_id, created_at) VALUES ($1, $2, $3)";

/// The most dispatches on one page of a list.
pub const MAX_PAGE: u32 = 200;

/// An update that subscribers are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// Its identifier.
    pub id: Uuid,
    /// The update.
    pub update_id: Uuid,
    /// When the update was posted.
    pub created_at: Timestamp,
}

/// The dispatch of an update, if subscribers are told of it.
///
/// # Errors
///
/// Those of any read.
pub async fn find_of_update(tx: &mut Tx, update_id: Uuid) -> Result<Option<Dispatch>> {
    let row = fetch_optional!(tx, FIND_OF_UPDATE_SQL, update_id.to_string())?;
    row.map(read).transpose()
}

/// The next dispatches after one, the oldest first; at most [`MAX_PAGE`].
///
/// # Errors
///
/// Those of any read.
pub async fn list(tx: &mut Tx, after: Option<Uuid>, limit: u32) -> Result<Vec<Dispatch>> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows: Vec<Row> = fetch_all!(tx, LIST_SQL, after, i64::from(limit.min(MAX_PAGE)))?;
    rows.into_iter().map(read).collect()
}

/// Stores a dispatch.
///
/// # Errors
///
/// [`super::StorageError::Conflict`] when the update has one;
/// [`super::StorageError::MissingReference`] when there is no such update.
pub async fn insert(tx: &mut Tx, dispatch: &Dispatch) -> Result<()> {
    let (id, update_id) = (dispatch.id.to_string(), dispatch.update_id.to_string());
    execute!(tx, INSERT_SQL, id, update_id, dispatch.created_at.micros())?;
    Ok(())
}

type Row = (String, String, i64);

fn read((id, update_id, created_at): Row) -> Result<Dispatch> {
    Ok(Dispatch {
        id: document::uuid(TABLE, &id)?,
        update_id: document::uuid(TABLE, &update_id)?,
        created_at: Timestamp::from_micros(created_at),
    })
}
