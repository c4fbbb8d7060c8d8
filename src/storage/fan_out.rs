//! Fanning out: from one dispatch to one delivery for each subscriber who is told, in chunks that go on where the last one ended
//! (requirement E28). Who is told is decided once for all who share their interests; the rest is one statement a chunk.

use uuid::Uuid;

use super::{
    Tx, dispatches, document,
    error::Result,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::time::Timestamp;

const TABLE: &str = "dispatches";

const NEXT_SQL: &str = "SELECT id, lane, record_id, update_key, created_at, expires_at
    FROM dispatches WHERE fanned_out_at IS NULL ORDER BY id LIMIT 1";
const REACHED_SQL: &str =
    "SELECT matched_at IS NOT NULL, fanned_out_through, recipients, finished_at IS NOT NULL
    FROM dispatches WHERE id = $1";
const ADD_INTEREST_SQL: &str = "INSERT INTO dispatch_interests (dispatch_id, interest_id)
    VALUES ($1, $2) ON CONFLICT (dispatch_id, interest_id) DO NOTHING";
const MATCHED_SQL: &str =
    "UPDATE dispatches SET matched_at = $2 WHERE id = $1 AND matched_at IS NULL";
const CHUNK_END_SQL: &str = "SELECT max(id), count(*) FROM
    (SELECT id FROM subscribers WHERE id > $1 ORDER BY id LIMIT $2) AS chunk";
const INSERT_CHUNK_SQL: &str = "INSERT INTO deliveries
    (dispatch_id, subscriber_id, channel, mail_group, state, due_at, attempts, ambiguous)
    SELECT wanted.dispatch_id, subscribers.id, 'mail', subscribers.mail_group, 'ready',
        CAST($4 AS BIGINT), 0, FALSE
    FROM subscribers JOIN dispatch_interests AS wanted
        ON wanted.dispatch_id = $1 AND wanted.interest_id = subscribers.interest_id
    WHERE subscribers.id > $2 AND subscribers.id <= $3 AND subscribers.state = 'active'
        AND subscribers.confirmed_at <= $5
    ON CONFLICT (dispatch_id, subscriber_id, channel) DO NOTHING";
const OLDER_SQL: &str = "SELECT id FROM dispatches
    WHERE record_id = $1 AND id < $2 AND finished_at IS NULL ORDER BY id LIMIT 1000";
// One older dispatch at a time: so that a range of the primary key is read, whatever the database believes of the table's size.
const SUPERSEDE_CHUNK_SQL: &str = "UPDATE deliveries SET state = 'superseded', done_at = $5
    WHERE dispatch_id = $1 AND subscriber_id > $3 AND subscriber_id <= $4
        AND state IN ('ready', 'deferred', 'held') AND EXISTS (
            SELECT 1 FROM deliveries AS newer WHERE newer.dispatch_id = $2
                AND newer.subscriber_id = deliveries.subscriber_id
                AND newer.channel = deliveries.channel
        )";
const ADVANCE_SQL: &str = "UPDATE dispatches
    SET fanned_out_through = $2, recipients = recipients + $3
    WHERE id = $1 AND fanned_out_at IS NULL
        AND (fanned_out_through IS NULL OR fanned_out_through < $2)";
const FINISH_SQL: &str =
    "UPDATE dispatches SET fanned_out_at = $2 WHERE id = $1 AND fanned_out_at IS NULL";
const FORGET_INTERESTS_SQL: &str = "DELETE FROM dispatch_interests WHERE dispatch_id = $1";

/// The oldest dispatch that is not fanned out yet.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when it cannot be understood.
pub async fn next(tx: &mut Tx) -> Result<Option<dispatches::Dispatch>> {
    let row = fetch_optional!(tx, NEXT_SQL)?;
    row.map(dispatches::read).transpose()
}

/// How far a dispatch is fanned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Whether the interests that want it were found.
    pub matched: bool,
    /// The last subscriber who was looked at.
    pub through: Option<Uuid>,
    /// How many subscribers are told so far.
    pub recipients: u64,
    /// Whether nothing of it is open any more.
    pub finished: bool,
}

/// How far a dispatch is fanned out; `None` if there is no such dispatch.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when it cannot be understood.
pub async fn reached(tx: &mut Tx, dispatch: Uuid) -> Result<Option<Reached>> {
    let row: Option<(bool, Option<String>, i64, bool)> =
        fetch_optional!(tx, REACHED_SQL, dispatch.to_string())?;
    let Some((matched, through, recipients, finished)) = row else { return Ok(None) };
    let through = through.map(|id| document::uuid(TABLE, &id)).transpose()?;
    let recipients = u64::try_from(recipients).unwrap_or(0);
    Ok(Some(Reached { matched, through, recipients, finished }))
}

/// Notes that interests want a dispatch. Noting it twice is noting it once.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when there is no such dispatch.
pub async fn add_interest(tx: &mut Tx, dispatch: Uuid, interest: &str) -> Result<()> {
    execute!(tx, ADD_INTEREST_SQL, dispatch.to_string(), interest)?;
    Ok(())
}

/// Notes that all interests that want a dispatch are known.
///
/// # Errors
///
/// Those of any write.
pub async fn set_matched(tx: &mut Tx, dispatch: Uuid, at: Timestamp) -> Result<()> {
    execute!(tx, MATCHED_SQL, dispatch.to_string(), at.micros())?;
    Ok(())
}

/// Some subscribers in the order of their identifiers: those after one, up to and with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The last one of the chunk before.
    pub after: Option<Uuid>,
    /// The last one of this chunk.
    pub through: Uuid,
}

/// The next subscribers after one, at most so many; `None` if there are no more.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when an identifier cannot be understood.
pub async fn next_chunk(tx: &mut Tx, after: Option<Uuid>, size: u32) -> Result<Option<Chunk>> {
    let from = after.map(|id| id.to_string()).unwrap_or_default();
    let row: Option<(Option<String>, i64)> =
        fetch_optional!(tx, CHUNK_END_SQL, from, i64::from(size))?;
    let Some(last) = row.and_then(|(last, _)| last) else { return Ok(None) };
    Ok(Some(Chunk { after, through: document::uuid("subscribers", &last)? }))
}

/// Makes the deliveries of a chunk, lets them take the place of those of older notices of the same record that are still to be sent, and
/// notes how far the dispatch is fanned out. Gives how many deliveries it made.
///
/// # Errors
///
/// [`super::StorageError::Stale`] when somebody else fanned it out as far meanwhile: nothing of it may be committed.
pub async fn fan_out(
    tx: &mut Tx,
    dispatch: &dispatches::Dispatch,
    chunk: Chunk,
    now: Timestamp,
) -> Result<u64> {
    let (id, record) = (dispatch.id.to_string(), dispatch.record.to_string());
    let after = chunk.after.map(|id| id.to_string()).unwrap_or_default();
    let (after, through) = (after.as_str(), chunk.through.to_string());
    let (id, through) = (id.as_str(), through.as_str());
    let posted = dispatch.created_at.micros();
    let made = execute!(tx, INSERT_CHUNK_SQL, id, after, through, now.micros(), posted)?;
    let older: Vec<(String,)> = fetch_all!(tx, OLDER_SQL, record, id)?;
    for (older,) in older {
        execute!(tx, SUPERSEDE_CHUNK_SQL, older, id, after, through, now.micros())?;
    }
    let count = i64::try_from(made).unwrap_or(i64::MAX);
    let advanced = execute!(tx, ADVANCE_SQL, id, through, count)?;
    if advanced == 1 { Ok(made) } else { Err(super::StorageError::Stale) }
}

/// Notes that a dispatch is fanned out to everyone.
///
/// # Errors
///
/// Those of any write.
pub async fn finish(tx: &mut Tx, dispatch: Uuid, at: Timestamp) -> Result<()> {
    let id = dispatch.to_string();
    execute!(tx, FORGET_INTERESTS_SQL, id.as_str())?;
    execute!(tx, FINISH_SQL, id.as_str(), at.micros())?;
    Ok(())
}
