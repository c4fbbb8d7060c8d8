//! Passkeys of operators, and the challenges that were answered with one.

use uuid::Uuid;

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{passkey::Passkey, time::Timestamp};

const TABLE: &str = "passkeys";

const FIND_SQL: &str = "SELECT id, operator_id, credential_id, public_key, sign_count, name,
        added_at, last_used_at
    FROM passkeys WHERE credential_id = $1";
const LIST_OF_OPERATOR_SQL: &str = "SELECT id, operator_id, credential_id, public_key, sign_count,
        name, added_at, last_used_at
    FROM passkeys WHERE operator_id = $1 ORDER BY added_at, id LIMIT 100";
const INSERT_SQL: &str = "INSERT INTO passkeys
    (id, operator_id, credential_id, public_key, sign_count, name, added_at, last_used_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const USE_SQL: &str = "UPDATE passkeys SET sign_count = $1, last_used_at = $2 WHERE id = $3";
const DELETE_SQL: &str = "DELETE FROM passkeys WHERE id = $1 AND operator_id = $2";
const DELETE_OF_OPERATOR_SQL: &str = "DELETE FROM passkeys WHERE operator_id = $1";
const ANSWER_SQL: &str = "INSERT INTO answered_challenges (challenge_hash, expires_at)
    VALUES ($1, $2) ON CONFLICT DO NOTHING";
const DELETE_ENDED_SQL: &str = "DELETE FROM answered_challenges WHERE challenge_hash IN
    (SELECT challenge_hash FROM answered_challenges WHERE expires_at <= $1 LIMIT 1000)";

/// The passkey by which its authenticator finds it.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, credential_id: &[u8]) -> Result<Option<Passkey>> {
    let row = fetch_optional!(tx, FIND_SQL, credential_id)?;
    row.map(read).transpose()
}

/// The passkeys of an operator, the oldest first; at most a hundred.
///
/// # Errors
///
/// Those of any read.
pub async fn list_of_operator(tx: &mut Tx, operator_id: Uuid) -> Result<Vec<Passkey>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_OF_OPERATOR_SQL, operator_id.to_string())?;
    rows.into_iter().map(read).collect()
}

/// Stores a new passkey.
///
/// # Errors
///
/// [`StorageError::Conflict`] when it is there already; [`StorageError::MissingReference`] when there
/// is no such operator.
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<()> {
    execute!(
        tx,
        INSERT_SQL,
        passkey.id.to_string(),
        passkey.operator_id.to_string(),
        &passkey.credential_id,
        &passkey.public_key,
        i64::from(passkey.sign_count),
        &passkey.name,
        passkey.added_at.micros(),
        passkey.last_used_at.map(Timestamp::micros),
    )?;
    Ok(())
}

/// Writes down that a passkey was used, and what its authenticator counts now.
///
/// # Errors
///
/// [`StorageError::Stale`] when there is no such passkey any more.
pub async fn used(tx: &mut Tx, id: Uuid, sign_count: u32, now: Timestamp) -> Result<()> {
    let used = execute!(tx, USE_SQL, i64::from(sign_count), now.micros(), id.to_string())?;
    if used == 0 { Err(StorageError::Stale) } else { Ok(()) }
}

/// Removes a passkey of an operator; `false` if there is none.
///
/// # Errors
///
/// Those of any write.
pub async fn delete(tx: &mut Tx, id: Uuid, operator_id: Uuid) -> Result<bool> {
    Ok(execute!(tx, DELETE_SQL, id.to_string(), operator_id.to_string())? > 0)
}

/// Removes every passkey of an operator.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_of_operator(tx: &mut Tx, operator_id: Uuid) -> Result<()> {
    execute!(tx, DELETE_OF_OPERATOR_SQL, operator_id.to_string())?;
    Ok(())
}

/// Marks a challenge as answered; `false` if it was before. Of two answers at once, one succeeds. It
/// is kept until `expires_at`, when nobody takes it any more.
///
/// # Errors
///
/// Those of any write.
pub async fn answer(tx: &mut Tx, challenge_hash: &[u8], expires_at: Timestamp) -> Result<bool> {
    Ok(execute!(tx, ANSWER_SQL, challenge_hash, expires_at.micros())? > 0)
}

/// Removes challenges that have ended, a thousand at a time; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_ended(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    execute!(tx, DELETE_ENDED_SQL, now.micros())
}

type Row = (String, String, Vec<u8>, Vec<u8>, i64, String, i64, Option<i64>);

fn read(
    (id, operator_id, credential_id, public_key, sign_count, name, added_at, last_used_at): Row,
) -> Result<Passkey> {
    Ok(Passkey {
        sign_count: document::known(TABLE, &id, u32::try_from(sign_count).ok())?,
        operator_id: document::uuid(TABLE, &operator_id)?,
        id: document::uuid(TABLE, &id)?,
        credential_id,
        public_key,
        name,
        added_at: Timestamp::from_micros(added_at),
        last_used_at: last_used_at.map(Timestamp::from_micros),
    })
}
