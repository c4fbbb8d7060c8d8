//! Updates of incidents, kept as they were posted.

use uuid::Uuid;

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{incident::Update, reference::Reference};

const TABLE: &str = "updates";

const LIST_SQL: &str =
    "SELECT id, document FROM updates WHERE incident_id = $1 ORDER BY sequence LIMIT 5000";
const FIND_BY_SUBMISSION_SQL: &str = "SELECT i.reference, u.id, u.document, u.fingerprint
    FROM updates u JOIN incidents i ON i.id = u.incident_id WHERE u.submission = $1";
const INSERT_SQL: &str = "INSERT INTO updates
    (id, incident_id, sequence, key, number, kind, state, posted_at, document, submission,
    fingerprint)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const TOUCH_INCIDENT_SQL: &str = "UPDATE incidents SET last_posted_at = $1
    WHERE id = $2 AND (last_posted_at IS NULL OR last_posted_at < $1)";
const SAVE_SQL: &str = "UPDATE updates SET document = $1 WHERE id = $2";

/// The most updates of one incident; the database refuses more.
pub const MAX_PER_INCIDENT: i64 = 5000;

/// A form that was sent: its number, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The number, made with the form.
    pub id: Uuid,
    /// The fingerprint of what was typed.
    pub fingerprint: String,
}

/// An update that was posted by a form, and where.
#[derive(Clone, Debug)]
pub struct SubmittedUpdate {
    /// The incident.
    pub reference: Reference,
    /// The update.
    pub update: Update,
    /// The fingerprint of what the form said; `None` if it was posted before there were any.
    pub fingerprint: Option<String>,
}

/// The updates of an incident in the order of posting; at most [`MAX_PER_INCIDENT`].
///
/// # Errors
///
/// Those of any read; [`StorageError::Corrupt`] when one cannot be understood.
pub async fn list(tx: &mut Tx, incident_id: Uuid) -> Result<Vec<Update>> {
    let rows: Vec<(String, String)> = fetch_all!(tx, LIST_SQL, incident_id.to_string())?;
    rows.into_iter().map(|(id, document)| read(&id, &document)).collect()
}

/// What a form has posted already: sending it twice posts one update.
///
/// # Errors
///
/// As [`list`].
pub async fn find_by_submission(tx: &mut Tx, submission: Uuid) -> Result<Option<SubmittedUpdate>> {
    let row: Option<(String, String, String, Option<String>)> =
        fetch_optional!(tx, FIND_BY_SUBMISSION_SQL, submission.to_string())?;
    row.map(|(reference, id, document, fingerprint)| {
        Ok(SubmittedUpdate {
            reference: document::known("incidents", &reference, reference.parse().ok())?,
            update: read(&id, &document)?,
            fingerprint,
        })
    })
    .transpose()
}

/// Stores a new update of an incident. `submission` is the form that it came from.
///
/// # Errors
///
/// [`StorageError::Conflict`] when the form was sent before (`updates_submission`), or when its key,
/// place or number in the incident is taken; [`StorageError::MissingReference`] when there is no such
/// incident.
pub async fn insert(
    tx: &mut Tx,
    incident_id: Uuid,
    update: &Update,
    submission: Option<&Submission>,
) -> Result<()> {
    let (incident_id, posted_at) = (incident_id.to_string(), update.posted.micros());
    execute!(
        tx,
        INSERT_SQL,
        update.id.to_string(),
        &incident_id,
        update.sequence,
        update.key.as_str(),
        update.number.map(i64::from),
        update.kind.word(),
        update.state.word(),
        posted_at,
        document::write(update)?,
        submission.map(|submission| submission.id.to_string()),
        submission.map(|submission| submission.fingerprint.as_str()),
    )?;
    execute!(tx, TOUCH_INCIDENT_SQL, posted_at, &incident_id)?;
    Ok(())
}

/// Stores what may change of a posted update: the states of its languages, a translation added later.
/// Save the incident with it, so that two operators do not overwrite each other.
///
/// # Errors
///
/// [`StorageError::Stale`] when there is no such update.
pub async fn save(tx: &mut Tx, update: &Update) -> Result<()> {
    let saved = execute!(tx, SAVE_SQL, document::write(update)?, update.id.to_string())?;
    if saved == 0 { Err(StorageError::Stale) } else { Ok(()) }
}

pub(super) fn read(id: &str, text: &str) -> Result<Update> {
    let mut update: Update = document::read(TABLE, id, text)?;
    update.id = document::uuid(TABLE, id)?;
    Ok(update)
}
