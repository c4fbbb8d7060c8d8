//! The forms by which steps of maintenances were taken, so that one that is sent twice takes one step.

use uuid::Uuid;

use super::{
    Tx,
    error::Result,
    tx::{execute, fetch_optional},
    updates::Submission,
};

const FIND_SQL: &str = "SELECT fingerprint FROM maintenance_forms WHERE id = $1";
const INSERT_SQL: &str =
    "INSERT INTO maintenance_forms (id, maintenance_id, fingerprint) VALUES ($1, $2, $3)";

/// The fingerprint of what a form said when it took a step; `None` if it took none.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = fetch_optional!(tx, FIND_SQL, id.to_string())?;
    Ok(row.map(|(fingerprint,)| fingerprint))
}

/// Keeps that a form took a step in a maintenance.
///
/// # Errors
///
/// [`super::StorageError::Conflict`] when it did before; [`super::StorageError::MissingReference`] when there is
/// no such maintenance.
pub async fn insert(tx: &mut Tx, maintenance_id: Uuid, form: &Submission) -> Result<()> {
    let (id, maintenance_id) = (form.id.to_string(), maintenance_id.to_string());
    execute!(tx, INSERT_SQL, id, maintenance_id, form.fingerprint.as_str())?;
    Ok(())
}
