//! Dispatches: one row for each notice that subscribers are told of, and how far it was fanned out. Posting makes it, in the same transaction;
//! nothing else does.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{
    delivery::{Lane, Steering},
    key::Key,
    time::Timestamp,
};

const TABLE: &str = "dispatches";

const FIND_OF_NOTICE_SQL: &str = "SELECT id, lane, record_id, update_key, created_at, expires_at
    FROM dispatches WHERE record_id = $1 AND update_key = $2";
const LIST_SQL: &str = "SELECT id, lane, record_id, update_key, created_at, expires_at
    FROM dispatches WHERE id > $1 ORDER BY id LIMIT $2";
const FIND_SQL: &str = "SELECT id, lane, record_id, update_key, created_at, expires_at,
        steering, recipients, accepted, fanned_out_at, finished_at, accepted_at
    FROM dispatches WHERE id = $1";
const LIST_NEWEST_SQL: &str = "SELECT id, lane, record_id, update_key, created_at, expires_at,
        steering, recipients, accepted, fanned_out_at, finished_at, accepted_at
    FROM dispatches ORDER BY id DESC LIMIT $1";
const SET_STEERING_SQL: &str = "UPDATE dispatches SET steering = $2 WHERE id = $1";
const INSERT_SQL: &str = "INSERT INTO dispatches
    (id, lane, record_id, update_key, created_at, expires_at, steering, recipients)
    VALUES ($1, $2, $3, $4, $5, $6, 'running', 0)";
const EXPIRE_SQL: &str =
    "UPDATE dispatches SET expires_at = $2 WHERE record_id = $1 AND expires_at > $2";

/// The most dispatches on one page of a list.
pub const MAX_PAGE: u32 = 200;

/// A notice that subscribers are told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// Its identifier. Those of later notices are greater.
    pub id: Uuid,
    /// Whether it is of an incident or of a maintenance.
    pub lane: Lane,
    /// The incident or the maintenance.
    pub record: Uuid,
    /// The notice.
    pub update: Key,
    /// When the notice was posted.
    pub created_at: Timestamp,
    /// Until when its mail is worth sending.
    pub expires_at: Timestamp,
}

/// The dispatch of a notice, if subscribers are told of it.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when it cannot be understood.
pub async fn find_of_notice(tx: &mut Tx, record: Uuid, update: &Key) -> Result<Option<Dispatch>> {
    let row = fetch_optional!(tx, FIND_OF_NOTICE_SQL, record.to_string(), update.as_str())?;
    row.map(read).transpose()
}

/// The next dispatches after one, the oldest first; at most [`MAX_PAGE`].
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when one cannot be understood.
pub async fn list(tx: &mut Tx, after: Option<Uuid>, limit: u32) -> Result<Vec<Dispatch>> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let rows: Vec<Row> = fetch_all!(tx, LIST_SQL, after, i64::from(limit.min(MAX_PAGE)))?;
    rows.into_iter().map(read).collect()
}

/// How far a dispatch came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How operators steer it.
    pub steering: Steering,
    /// How many subscribers are told, as far as it is fanned out.
    pub recipients: u64,
    /// How many mails relays took.
    pub accepted: u64,
    /// When it was fanned out to everybody.
    pub fanned_out_at: Option<Timestamp>,
    /// When nothing of it was open any more.
    pub finished_at: Option<Timestamp>,
    /// When a relay took the last mail so far.
    pub accepted_at: Option<Timestamp>,
}

/// A dispatch, and how far it came.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when it cannot be understood.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<(Dispatch, Progress)>> {
    let row = fetch_optional!(tx, FIND_SQL, id.to_string())?;
    row.as_ref().map(read_progress).transpose()
}

/// The newest dispatches, the latest first, and how far they came; at most [`MAX_PAGE`].
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when one cannot be understood.
pub async fn list_newest(tx: &mut Tx, limit: u32) -> Result<Vec<(Dispatch, Progress)>> {
    let rows: Vec<ProgressRow> = fetch_all!(tx, LIST_NEWEST_SQL, i64::from(limit.min(MAX_PAGE)))?;
    rows.iter().map(read_progress).collect()
}

/// Stores how operators steer a dispatch.
///
/// # Errors
///
/// Those of any write.
pub async fn set_steering(tx: &mut Tx, id: Uuid, steering: Steering) -> Result<()> {
    execute!(tx, SET_STEERING_SQL, id.to_string(), steering.word())?;
    Ok(())
}

/// Stores a dispatch.
///
/// # Errors
///
/// [`super::StorageError::Conflict`] when the notice has one.
pub async fn insert(tx: &mut Tx, dispatch: &Dispatch) -> Result<()> {
    let (id, record) = (dispatch.id.to_string(), dispatch.record.to_string());
    let (created, expires) = (dispatch.created_at.micros(), dispatch.expires_at.micros());
    let (lane, update) = (dispatch.lane.word(), dispatch.update.as_str());
    execute!(tx, INSERT_SQL, id, lane, record, update, created, expires)?;
    Ok(())
}

/// Lets what was posted about a record so far be worth sending no longer than until an instant.
///
/// # Errors
///
/// Those of any write.
pub async fn expire(tx: &mut Tx, record: Uuid, at: Timestamp) -> Result<()> {
    execute!(tx, EXPIRE_SQL, record.to_string(), at.micros())?;
    Ok(())
}

pub(super) type Row = (String, String, String, String, i64, i64);

pub(super) fn read((id, lane, record, update, created, expires): Row) -> Result<Dispatch> {
    Ok(Dispatch {
        lane: document::known(TABLE, &id, Lane::of_word(&lane))?,
        record: document::uuid(TABLE, &record)?,
        update: document::known(TABLE, &id, update.parse().ok())?,
        id: document::uuid(TABLE, &id)?,
        created_at: Timestamp::from_micros(created),
        expires_at: Timestamp::from_micros(expires),
    })
}

type ProgressRow = (
    String,
    String,
    String,
    String,
    i64,
    i64,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

fn read_progress(row: &ProgressRow) -> Result<(Dispatch, Progress)> {
    let (id, lane, record, update, created, expires, steering, recipients, accepted, ..) = row;
    let steering = document::known(TABLE, id, Steering::of_word(steering))?;
    let progress = Progress {
        steering,
        recipients: u64::try_from(*recipients).unwrap_or(0),
        accepted: u64::try_from(*accepted).unwrap_or(0),
        fanned_out_at: row.9.map(Timestamp::from_micros),
        finished_at: row.10.map(Timestamp::from_micros),
        accepted_at: row.11.map(Timestamp::from_micros),
    };
    let dispatch =
        read((id.clone(), lane.clone(), record.clone(), update.clone(), *created, *expires))?;
    Ok((dispatch, progress))
}
