//! Incidents. The row holds the whole incident as a document; the columns beside it repeat what lists
//! are selected and ordered by. Every version is kept, for showing what changed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Change, Tx, document,
    error::{Result, StorageError},
    references,
    tx::{execute, fetch_all, fetch_optional},
    updates,
};
use crate::domain::{
    incident::{Incident, IncidentRecord, Update},
    reference::{Reference, ReferenceKind},
    time::Timestamp,
};

const TABLE: &str = "incidents";

const FIND_SQL: &str = "SELECT id, document, version FROM incidents WHERE reference = $1";
const FIND_BY_ID_SQL: &str = "SELECT id, document, version FROM incidents WHERE id = $1";
const FIND_VERSION_SQL: &str = "SELECT incident_id, document, version FROM incident_versions
    WHERE incident_id = $1 AND version = $2";
const INSERT_SQL: &str = "INSERT INTO incidents
    (id, reference, state, severity, exercise, started_at, opened_at, document, version, revision)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)";
const FIND_CHANGE_SQL: &str =
    "SELECT saved_at, saved_by FROM incident_versions WHERE incident_id = $1 AND version = $2";
const INSERT_VERSION_SQL: &str = "INSERT INTO incident_versions
    (incident_id, version, document, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5)";
const SAVE_SQL: &str = "UPDATE incidents
    SET state = $1, severity = $2, exercise = $3, started_at = COALESCE($4, opened_at),
        document = $5, version = version + 1, revision = $6
    WHERE id = $7 AND version = $8";
const LIST_CHANGED_SQL: &str = "SELECT id, document, version, revision FROM incidents
    WHERE (revision, id) > ($1, $2) ORDER BY revision, id LIMIT $3";
const LIST_CHANGED_UPDATES_SQL: &str = "SELECT u.incident_id, u.id, u.document
    FROM updates u
    JOIN (SELECT id FROM incidents
        WHERE (revision, id) > ($1, $2) ORDER BY revision, id LIMIT $3) page ON page.id = u.incident_id
    ORDER BY u.incident_id, u.sequence LIMIT 1000000";
const LIST_OPEN_SQL: &str = "SELECT id, document, version FROM incidents
    WHERE state NOT IN ('recovered', 'withdrawn') ORDER BY started_at DESC, id DESC LIMIT 200";
const LIST_OPEN_UPDATES_SQL: &str = "SELECT u.incident_id, u.id, u.document
    FROM updates u
    JOIN (SELECT id FROM incidents WHERE state NOT IN ('recovered', 'withdrawn')
        ORDER BY started_at DESC, id DESC LIMIT 200) page ON page.id = u.incident_id
    ORDER BY u.incident_id, u.sequence LIMIT 1000000";
const LIST_OVER_SQL: &str = "SELECT id, document, version FROM incidents
    WHERE state IN ('recovered', 'withdrawn') ORDER BY revision DESC, id DESC LIMIT $1";
const LAST_REFERENCE_SQL: &str = "SELECT reference FROM incidents
    WHERE reference >= $1 AND reference < $2 ORDER BY LENGTH(reference) DESC, reference DESC LIMIT 1";

/// The most open incidents that [`list_open`] gives.
pub const MAX_OPEN: usize = 200;
/// The most incidents on one page of a list.
pub const MAX_PAGE: u32 = 200;

/// An incident that changed, and where in the order of changes it stands.
#[derive(Clone, Debug)]
pub struct ChangedIncident {
    /// The incident with its updates.
    pub record: IncidentRecord,
    /// The revision of its last change.
    pub revision: i64,
}

/// The incident of a reference number, with its updates.
///
/// # Errors
///
/// Those of any read; [`StorageError::Corrupt`] when it cannot be understood.
pub async fn find(tx: &mut Tx, reference: Reference) -> Result<Option<IncidentRecord>> {
    let row = fetch_optional!(tx, FIND_SQL, reference.to_string())?;
    with_updates(tx, row).await
}

/// The incident of an identifier, with its updates.
///
/// # Errors
///
/// [`super::StorageError::Corrupt`] when the record cannot be understood; those of any read.
pub async fn find_by_id(tx: &mut Tx, id: Uuid) -> Result<Option<IncidentRecord>> {
    let row = fetch_optional!(tx, FIND_BY_ID_SQL, id.to_string())?;
    with_updates(tx, row).await
}

async fn with_updates(tx: &mut Tx, row: Option<Row>) -> Result<Option<IncidentRecord>> {
    let Some(row) = row else { return Ok(None) };
    let incident = read(TABLE, row)?;
    let updates = updates::list(tx, incident.id).await?;
    Ok(Some(IncidentRecord { incident, updates }))
}

/// An incident as it was at a version, without its updates; `None` if there was no such version.
///
/// # Errors
///
/// As [`find`].
pub async fn find_version(tx: &mut Tx, id: Uuid, version: i64) -> Result<Option<Incident>> {
    let row = fetch_optional!(tx, FIND_VERSION_SQL, id.to_string(), version)?;
    row.map(|row| read("incident_versions", row)).transpose()
}

/// When a version was saved, and by whom; `None` if there was no such version.
///
/// # Errors
///
/// Those of any read.
pub async fn find_change(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
) -> Result<Option<(Timestamp, String)>> {
    let row: Option<(i64, String)> = fetch_optional!(tx, FIND_CHANGE_SQL, id.to_string(), version)?;
    Ok(row.map(|(at, by)| (Timestamp::from_micros(at), by)))
}

/// Stores a new incident as version 1. `opened_at` is when its first notice was posted.
///
/// # Errors
///
/// [`StorageError::Conflict`] when the reference number is taken.
pub async fn insert(
    tx: &mut Tx,
    incident: &Incident,
    opened_at: Timestamp,
    change: Change<'_>,
) -> Result<()> {
    let document = document_of(incident, 1)?;
    let started_at = incident.started().map_or(opened_at, |moment| moment.at);
    execute!(
        tx,
        INSERT_SQL,
        incident.id.to_string(),
        incident.reference.to_string(),
        incident.state.word(),
        incident.severity.word(),
        incident.exercise,
        started_at.micros(),
        opened_at.micros(),
        &document,
        change.revision,
    )?;
    insert_version(tx, incident.id, 1, &document, change).await
}

/// Stores an incident that was read at its `version`, keeps that version, and returns the new one.
///
/// # Errors
///
/// [`StorageError::Stale`] when it was changed since; nothing is stored then.
pub async fn save(tx: &mut Tx, incident: &Incident, change: Change<'_>) -> Result<i64> {
    let version = incident.version + 1;
    let document = document_of(incident, version)?;
    let saved = execute!(
        tx,
        SAVE_SQL,
        incident.state.word(),
        incident.severity.word(),
        incident.exercise,
        incident.started().map(|moment| moment.at.micros()),
        &document,
        change.revision,
        incident.id.to_string(),
        incident.version,
    )?;
    if saved == 0 {
        return Err(StorageError::Stale);
    }
    insert_version(tx, incident.id, version, &document, change).await?;
    Ok(version)
}

async fn insert_version(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    document: &str,
    change: Change<'_>,
) -> Result<()> {
    let (id, at) = (id.to_string(), change.at.micros());
    execute!(tx, INSERT_VERSION_SQL, id, version, document, at, change.by)?;
    Ok(())
}

/// The next incidents after a place in the order of changes, with their updates, exercises included.
/// Begin with `(0, None)`; go on with the revision and identifier of the last one until none is left.
///
/// # Errors
///
/// As [`find`].
pub async fn list_changed(
    tx: &mut Tx,
    after: (i64, Option<Uuid>),
    limit: u32,
) -> Result<Vec<ChangedIncident>> {
    let (revision, id) = (after.0, after.1.map(|id| id.to_string()).unwrap_or_default());
    let limit = i64::from(limit.min(MAX_PAGE));
    let rows: Vec<(String, String, i64, i64)> =
        fetch_all!(tx, LIST_CHANGED_SQL, revision, &id, limit)?;
    let updates = fetch_all!(tx, LIST_CHANGED_UPDATES_SQL, revision, &id, limit)?;
    let mut updates = by_incident(updates)?;
    rows.into_iter()
        .map(|(id, document, version, revision)| {
            let updates = updates.remove(&id).unwrap_or_default();
            let incident = read(TABLE, (id, document, version))?;
            Ok(ChangedIncident { record: IncidentRecord { incident, updates }, revision })
        })
        .collect()
}

/// The open incidents with their updates, the latest first, exercises included; at most [`MAX_OPEN`].
///
/// # Errors
///
/// As [`find`].
pub async fn list_open(tx: &mut Tx) -> Result<Vec<IncidentRecord>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_OPEN_SQL)?;
    let mut updates = by_incident(fetch_all!(tx, LIST_OPEN_UPDATES_SQL)?)?;
    rows.into_iter()
        .map(|row| {
            let updates = updates.remove(&row.0).unwrap_or_default();
            Ok(IncidentRecord { incident: read(TABLE, row)?, updates })
        })
        .collect()
}

/// Incidents that are over, without their updates, the one that changed last first: however long ago they
/// began. Exercises included; at most [`MAX_PAGE`].
///
/// # Errors
///
/// As [`find`].
pub async fn list_over(tx: &mut Tx, limit: u32) -> Result<Vec<Incident>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_OVER_SQL, i64::from(limit.min(MAX_PAGE)))?;
    rows.into_iter().map(|row| read(TABLE, row)).collect()
}

/// The next free reference number of a day, or `None` when the day has no more. No number is given
/// twice as long as [`super::revision::bump`] came first in the transaction.
///
/// # Errors
///
/// Those of any read.
pub async fn next_reference(tx: &mut Tx, date: Date) -> Result<Option<Reference>> {
    let (from, to) = references::of_day(ReferenceKind::Incident, date);
    let last: Option<(String,)> = fetch_optional!(tx, LAST_REFERENCE_SQL, from, to)?;
    references::next(ReferenceKind::Incident, date, TABLE, last)
}

/// Identifier, document, version.
type Row = (String, String, i64);

fn read(table: &'static str, (id, text, version): Row) -> Result<Incident> {
    let mut incident: Incident = document::read(table, &id, &text)?;
    incident.id = document::uuid(table, &id)?;
    incident.version = version;
    Ok(incident)
}

fn document_of(incident: &Incident, version: i64) -> Result<String> {
    document::write(&Incident { version, ..incident.clone() })
}

fn by_incident(rows: Vec<(String, String, String)>) -> Result<BTreeMap<String, Vec<Update>>> {
    let mut updates: BTreeMap<String, Vec<Update>> = BTreeMap::new();
    for (incident_id, id, document) in rows {
        updates.entry(incident_id).or_default().push(updates::read(&id, &document)?);
    }
    Ok(updates)
}
