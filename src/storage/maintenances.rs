//! Maintenances. Like an incident, the row holds the whole maintenance as a document, its updates
//! included, and every version is kept.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Change, Tx, document,
    error::{Result, StorageError},
    references,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{
    maintenance::Maintenance,
    reference::{Reference, ReferenceKind},
    time::Timestamp,
};

const TABLE: &str = "maintenances";

const FIND_SQL: &str = "SELECT id, document, version FROM maintenances WHERE reference = $1";
const FIND_BY_ID_SQL: &str = "SELECT id, document, version FROM maintenances WHERE id = $1";
const FIND_VERSION_SQL: &str = "SELECT maintenance_id, document, version FROM maintenance_versions
    WHERE maintenance_id = $1 AND version = $2";
const FIND_CHANGE_SQL: &str = "SELECT saved_at, saved_by FROM maintenance_versions
    WHERE maintenance_id = $1 AND version = $2";
const INSERT_SQL: &str = "INSERT INTO maintenances
    (id, reference, state, exercise, starts_at, ends_at, document, version, revision, due_at, series)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10)";
const INSERT_VERSION_SQL: &str = "INSERT INTO maintenance_versions
    (maintenance_id, version, document, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5)";
const SAVE_SQL: &str = "UPDATE maintenances
    SET state = $1, exercise = $2, starts_at = $3, ends_at = $4, document = $5,
        version = version + 1, revision = $6, due_at = $7, series = $8
    WHERE id = $9 AND version = $10";
const LIST_CHANGED_SQL: &str = "SELECT id, document, version, revision FROM maintenances
    WHERE (revision, id) > ($1, $2) ORDER BY revision, id LIMIT $3";
const LIST_OPEN_SQL: &str = "SELECT id, document, version FROM maintenances
    WHERE state NOT IN ('completed', 'cancelled', 'rolled_back') ORDER BY starts_at, id LIMIT 200";
const LIST_SERIES_SQL: &str = "SELECT id, document, version FROM maintenances
    WHERE series = $1 ORDER BY starts_at, id LIMIT 200";
const LIST_DUE_SQL: &str = "SELECT id, document, version FROM maintenances
    WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2";
const NEXT_DUE_SQL: &str = "SELECT due_at FROM maintenances
    WHERE due_at > $1 ORDER BY due_at LIMIT 1";
const LIST_SQL: &str = "SELECT id, document, version, starts_at FROM maintenances
    WHERE (starts_at, id) < ($1, $2) ORDER BY starts_at DESC, id DESC LIMIT $3";
const LAST_REFERENCE_SQL: &str = "SELECT reference FROM maintenances
    WHERE reference >= $1 AND reference < $2 ORDER BY LENGTH(reference) DESC, reference DESC LIMIT 1";

/// The most open maintenances that [`list_open`] gives.
pub const MAX_OPEN: usize = 200;
/// The most maintenances on one page of a list.
pub const MAX_PAGE: u32 = 200;

/// A row of a list.
#[derive(Clone, Debug)]
pub struct ListedMaintenance {
    /// The maintenance.
    pub maintenance: Maintenance,
    /// When its first window begins.
    pub starts_at: Timestamp,
}

/// A maintenance that changed, and where in the order of changes it stands.
#[derive(Clone, Debug)]
pub struct ChangedMaintenance {
    /// The maintenance.
    pub maintenance: Maintenance,
    /// The revision of its last change.
    pub revision: i64,
}

/// The maintenance of a reference number.
///
/// # Errors
///
/// Those of any read; [`StorageError::Corrupt`] when it cannot be understood.
pub async fn find(tx: &mut Tx, reference: Reference) -> Result<Option<Maintenance>> {
    let row = fetch_optional!(tx, FIND_SQL, reference.to_string())?;
    row.map(|row| read(TABLE, row)).transpose()
}

/// The maintenance of an identifier.
///
/// # Errors
///
/// [`super::StorageError::Corrupt`] when the record cannot be understood; those of any read.
pub async fn find_by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Maintenance>> {
    let row = fetch_optional!(tx, FIND_BY_ID_SQL, id.to_string())?;
    row.map(|row| read(TABLE, row)).transpose()
}

/// A maintenance as it was at a version; `None` if there was no such version.
///
/// # Errors
///
/// As [`find`].
pub async fn find_version(tx: &mut Tx, id: Uuid, version: i64) -> Result<Option<Maintenance>> {
    let row = fetch_optional!(tx, FIND_VERSION_SQL, id.to_string(), version)?;
    row.map(|row| read("maintenance_versions", row)).transpose()
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

/// Stores a new maintenance as version 1.
///
/// # Errors
///
/// [`StorageError::Conflict`] when the reference number is taken.
pub async fn insert(tx: &mut Tx, maintenance: &Maintenance, change: Change<'_>) -> Result<()> {
    let document = document_of(maintenance, 1)?;
    let (starts_at, ends_at) = bounds(maintenance, change.at);
    execute!(
        tx,
        INSERT_SQL,
        maintenance.id.to_string(),
        maintenance.reference.to_string(),
        maintenance.state().word(),
        maintenance.exercise,
        starts_at.micros(),
        ends_at.micros(),
        &document,
        change.revision,
        maintenance.next_due().map(Timestamp::micros),
        maintenance.series.map(|first| first.to_string()),
    )?;
    insert_version(tx, maintenance.id, 1, &document, change).await
}

/// Stores a maintenance that was read at its `version`, keeps that version, and returns the new one.
///
/// # Errors
///
/// [`StorageError::Stale`] when it was changed since; nothing is stored then.
pub async fn save(tx: &mut Tx, maintenance: &Maintenance, change: Change<'_>) -> Result<i64> {
    let version = maintenance.version + 1;
    let document = document_of(maintenance, version)?;
    let (starts_at, ends_at) = bounds(maintenance, change.at);
    let saved = execute!(
        tx,
        SAVE_SQL,
        maintenance.state().word(),
        maintenance.exercise,
        starts_at.micros(),
        ends_at.micros(),
        &document,
        change.revision,
        maintenance.next_due().map(Timestamp::micros),
        maintenance.series.map(|first| first.to_string()),
        maintenance.id.to_string(),
        maintenance.version,
    )?;
    if saved == 0 {
        return Err(StorageError::Stale);
    }
    insert_version(tx, maintenance.id, version, &document, change).await?;
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

/// The next maintenances after a place in the order of changes, exercises included. Begin with
/// `(0, None)`; go on with the revision and identifier of the last one until none is left.
///
/// # Errors
///
/// As [`find`].
pub async fn list_changed(
    tx: &mut Tx,
    after: (i64, Option<Uuid>),
    limit: u32,
) -> Result<Vec<ChangedMaintenance>> {
    let (revision, id) = (after.0, after.1.map(|id| id.to_string()).unwrap_or_default());
    let limit = i64::from(limit.min(MAX_PAGE));
    let rows: Vec<(String, String, i64, i64)> =
        fetch_all!(tx, LIST_CHANGED_SQL, revision, id, limit)?;
    rows.into_iter()
        .map(|(id, document, version, revision)| {
            Ok(ChangedMaintenance { maintenance: read(TABLE, (id, document, version))?, revision })
        })
        .collect()
}

/// The maintenances that are not over, the next one first, exercises included; at most [`MAX_OPEN`].
///
/// # Errors
///
/// As [`find`].
pub async fn list_open(tx: &mut Tx) -> Result<Vec<Maintenance>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_OPEN_SQL)?;
    rows.into_iter().map(|row| read(TABLE, row)).collect()
}

/// The later ones of a series, by the number of its first one, the earliest first, exercises included; at most
/// [`MAX_PAGE`].
///
/// # Errors
///
/// As [`find`].
pub async fn list_series(tx: &mut Tx, first: Reference) -> Result<Vec<Maintenance>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_SERIES_SQL, first.to_string())?;
    rows.into_iter().map(|row| read(TABLE, row)).collect()
}

/// The maintenances in which the clock takes a step by `now`, the earliest first, exercises included; at most
/// [`MAX_PAGE`].
///
/// # Errors
///
/// As [`find`].
pub async fn list_due(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<Vec<Maintenance>> {
    let limit = i64::from(limit.min(MAX_PAGE));
    let rows: Vec<Row> = fetch_all!(tx, LIST_DUE_SQL, now.micros(), limit)?;
    rows.into_iter().map(|row| read(TABLE, row)).collect()
}

/// When the clock takes its first step after `now`.
///
/// # Errors
///
/// Those of any read.
pub async fn next_due(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
    let row: Option<(i64,)> = fetch_optional!(tx, NEXT_DUE_SQL, now.micros())?;
    Ok(row.map(|(due_at,)| Timestamp::from_micros(due_at)))
}

/// A page of all maintenances, the latest first, exercises included; `before` is the last one of the
/// page before. At most [`MAX_PAGE`].
///
/// # Errors
///
/// As [`find`].
pub async fn list(
    tx: &mut Tx,
    before: Option<(Timestamp, Uuid)>,
    limit: u32,
) -> Result<Vec<ListedMaintenance>> {
    let (at, id) = before
        .map_or((i64::MAX, String::new()), |(starts_at, id)| (starts_at.micros(), id.to_string()));
    let limit = i64::from(limit.min(MAX_PAGE));
    let rows: Vec<(String, String, i64, i64)> = fetch_all!(tx, LIST_SQL, at, id, limit)?;
    rows.into_iter()
        .map(|(id, document, version, starts_at)| {
            Ok(ListedMaintenance {
                maintenance: read(TABLE, (id, document, version))?,
                starts_at: Timestamp::from_micros(starts_at),
            })
        })
        .collect()
}

/// The next free reference number of a day, or `None` when the day has no more. No number is given
/// twice as long as [`super::revision::bump`] came first in the transaction.
///
/// # Errors
///
/// Those of any read.
pub async fn next_reference(tx: &mut Tx, date: Date) -> Result<Option<Reference>> {
    let (from, to) = references::of_day(ReferenceKind::Maintenance, date);
    let last: Option<(String,)> = fetch_optional!(tx, LAST_REFERENCE_SQL, from, to)?;
    references::next(ReferenceKind::Maintenance, date, TABLE, last)
}

/// Identifier, document, version.
type Row = (String, String, i64);

fn read(table: &'static str, (id, text, version): Row) -> Result<Maintenance> {
    let mut maintenance: Maintenance = document::read(table, &id, &text)?;
    maintenance.id = document::uuid(table, &id)?;
    maintenance.version = version;
    Ok(maintenance)
}

fn document_of(maintenance: &Maintenance, version: i64) -> Result<String> {
    document::write(&Maintenance { version, ..maintenance.clone() })
}

/// From the start of the first window to the end of the last; `at`, as long as there is no window.
fn bounds(maintenance: &Maintenance, at: Timestamp) -> (Timestamp, Timestamp) {
    let windows = &maintenance.windows;
    let starts_at = windows.iter().map(|window| window.start.at).min().unwrap_or(at);
    let end = |window: &crate::domain::maintenance::Window| {
        window.extended_to.as_ref().unwrap_or(&window.end).at
    };
    let ends_at = windows.iter().map(end).max().unwrap_or(at);
    (starts_at, ends_at.max(starts_at))
}
