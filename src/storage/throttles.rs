//! How often attempts have failed, for each subject: an account, an address, or everybody.

use super::{
    Tx,
    error::Result,
    tx::{execute, fetch_optional},
};
use crate::domain::{throttle::Throttle, time::Timestamp};

const FIND_SQL: &str = "SELECT failures, blocked_until FROM throttles WHERE subject = $1";
const HOLD_SQL: &str = "INSERT INTO throttles (subject, failures, blocked_until) VALUES ($1, 0, $2)
    ON CONFLICT (subject) DO UPDATE SET failures = throttles.failures
    RETURNING failures, blocked_until";
const SAVE_SQL: &str =
    "INSERT INTO throttles (subject, failures, blocked_until) VALUES ($1, $2, $3)
    ON CONFLICT (subject) DO UPDATE
    SET failures = excluded.failures, blocked_until = excluded.blocked_until";
const DELETE_SQL: &str = "DELETE FROM throttles WHERE subject = $1";
const DELETE_FORGOTTEN_SQL: &str = "DELETE FROM throttles WHERE subject IN
    (SELECT subject FROM throttles WHERE blocked_until < $1 LIMIT 1000)";

/// What is remembered of a subject.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, subject: &str) -> Result<Option<Throttle>> {
    let row: Option<(i64, i64)> = fetch_optional!(tx, FIND_SQL, subject)?;
    Ok(row.and_then(read))
}

/// The same, and nobody else can change it until this transaction ends: of many attempts at once, each
/// is counted.
///
/// # Errors
///
/// Those of any write; [`super::StorageError::Busy`] when another writer holds it for too long.
pub async fn hold(tx: &mut Tx, subject: &str, now: Timestamp) -> Result<Option<Throttle>> {
    let row: Option<(i64, i64)> = fetch_optional!(tx, HOLD_SQL, subject, now.micros())?;
    Ok(row.and_then(read))
}

/// Stores what is to be remembered of a subject.
///
/// # Errors
///
/// Those of any write.
pub async fn save(tx: &mut Tx, subject: &str, throttle: Throttle) -> Result<()> {
    let (failures, blocked_until) = (i64::from(throttle.failures), throttle.blocked_until.micros());
    execute!(tx, SAVE_SQL, subject, failures, blocked_until)?;
    Ok(())
}

/// Forgets a subject.
///
/// # Errors
///
/// Those of any write.
pub async fn delete(tx: &mut Tx, subject: &str) -> Result<()> {
    execute!(tx, DELETE_SQL, subject)?;
    Ok(())
}

/// Forgets the subjects whose last wait ended before a time, a thousand at a time; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_forgotten(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    execute!(tx, DELETE_FORGOTTEN_SQL, before.micros())
}

/// A row without failures only stands for its lock.
fn read((failures, blocked_until): (i64, i64)) -> Option<Throttle> {
    let failures = u32::try_from(failures).unwrap_or(u32::MAX);
    let blocked_until = Timestamp::from_micros(blocked_until);
    (failures > 0).then_some(Throttle { failures, blocked_until })
}
