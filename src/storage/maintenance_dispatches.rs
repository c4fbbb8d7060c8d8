//! Dispatches of notices on maintenances: one row for each that subscribers are told of. Taking a step makes it,
//! in the same transaction; nothing else does.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_all},
};
use crate::domain::{key::Key, time::Timestamp};

const TABLE: &str = "maintenance_dispatches";

const LIST_SQL: &str = "SELECT id, maintenance_id, update_key, created_at
    FROM maintenance_dispatches WHERE id > $1 ORDER BY id LIMIT $2";
const INSERT_SQL: &str = "INSERT INTO maintenance_dispatches
    (id, maintenance_id, update_key, created_at) VALUES ($1, $2, $3, $4)";

/// The most dispatches on one page of a list.
pub const MAX_PAGE: u32 = 200;

/// A notice that subscribers are told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaintenanceDispatch {
    /// Its identifier.
    pub id: Uuid,
    /// The maintenance.
    pub maintenance_id: Uuid,
    /// The notice.
    pub update: Key,
    /// When it was posted.
    pub created_at: Timestamp,
}

/// The next dispatches after one, the oldest first; at most [`MAX_PAGE`].
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when one cannot be understood.
pub async fn list(
    tx: &mut Tx,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<MaintenanceDispatch>> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows: Vec<(String, String, String, i64)> =
        fetch_all!(tx, LIST_SQL, after, i64::from(limit.min(MAX_PAGE)))?;
    rows.into_iter()
        .map(|(id, maintenance_id, update, created_at)| {
            Ok(MaintenanceDispatch {
                update: document::known(TABLE, &id, update.parse().ok())?,
                id: document::uuid(TABLE, &id)?,
                maintenance_id: document::uuid(TABLE, &maintenance_id)?,
                created_at: Timestamp::from_micros(created_at),
            })
        })
        .collect()
}

/// Stores a dispatch.
///
/// # Errors
///
/// [`super::StorageError::Conflict`] when the notice has one; [`super::StorageError::MissingReference`] when there is no
/// such maintenance.
pub async fn insert(tx: &mut Tx, dispatch: &MaintenanceDispatch) -> Result<()> {
    let (id, maintenance) = (dispatch.id.to_string(), dispatch.maintenance_id.to_string());
    let at = dispatch.created_at.micros();
    execute!(tx, INSERT_SQL, id, maintenance, dispatch.update.as_str(), at)?;
    Ok(())
}
