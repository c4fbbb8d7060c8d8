//! The forms by which maintenances were announced and their steps were taken, so that one that is sent twice does
//! so once.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_optional},
    updates::Submission,
};
use crate::domain::reference::Reference;

const TABLE: &str = "maintenance_forms";

const FIND_SQL: &str = "SELECT maintenances.reference, maintenance_forms.fingerprint
    FROM maintenance_forms
    JOIN maintenances ON maintenances.id = maintenance_forms.maintenance_id
    WHERE maintenance_forms.id = $1";
const INSERT_SQL: &str =
    "INSERT INTO maintenance_forms (id, maintenance_id, fingerprint) VALUES ($1, $2, $3)";

/// What a form did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedForm {
    /// The maintenance that it announced, or in which it took a step.
    pub reference: Reference,
    /// The fingerprint of what it said.
    pub fingerprint: String,
}

/// What a form did; `None` if it did nothing yet.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<PostedForm>> {
    let row: Option<(String, String)> = fetch_optional!(tx, FIND_SQL, id.to_string())?;
    let Some((reference, fingerprint)) = row else { return Ok(None) };
    let reference = document::known(TABLE, &reference, reference.parse().ok())?;
    Ok(Some(PostedForm { reference, fingerprint }))
}

/// Keeps that a form announced a maintenance, or took a step in it.
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
