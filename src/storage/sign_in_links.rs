//! One-time links. Only the hash of the token is stored.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_optional},
};
use crate::domain::{
    session::{LinkPurpose, SignInLink},
    time::Timestamp,
    token::TokenHash,
};

const TABLE: &str = "sign_in_links";

const FIND_SQL: &str = "SELECT operator_id, purpose, expires_at, used_at FROM sign_in_links
    WHERE token_hash = $1";
const INSERT_SQL: &str = "INSERT INTO sign_in_links
    (token_hash, operator_id, purpose, expires_at, used_at) VALUES ($1, $2, $3, $4, $5)";
const USE_UP_SQL: &str = "UPDATE sign_in_links SET used_at = $1
    WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1";
const DELETE_OF_OPERATOR_SQL: &str = "DELETE FROM sign_in_links WHERE operator_id = $1";
const DELETE_EXPIRED_SQL: &str = "DELETE FROM sign_in_links WHERE token_hash IN
    (SELECT token_hash FROM sign_in_links WHERE expires_at <= $1 LIMIT 1000)";

/// The link of a token.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, token: TokenHash) -> Result<Option<SignInLink>> {
    let row: Option<(String, String, i64, Option<i64>)> =
        fetch_optional!(tx, FIND_SQL, &token.bytes()[..])?;
    row.map(|(operator_id, purpose, expires_at, used_at)| {
        Ok(SignInLink {
            token,
            operator_id: document::uuid(TABLE, &operator_id)?,
            purpose: document::known(TABLE, &token.hex(), LinkPurpose::from_word(&purpose))?,
            expires_at: Timestamp::from_micros(expires_at),
            used_at: used_at.map(Timestamp::from_micros),
        })
    })
    .transpose()
}

/// Stores a new link.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when there is no such operator.
pub async fn insert(tx: &mut Tx, link: &SignInLink) -> Result<()> {
    execute!(
        tx,
        INSERT_SQL,
        &link.token.bytes()[..],
        link.operator_id.to_string(),
        link.purpose.word(),
        link.expires_at.micros(),
        link.used_at.map(Timestamp::micros),
    )?;
    Ok(())
}

/// Uses up a link; `false` if it was used before or is too old. Of two that try at once, one succeeds.
///
/// # Errors
///
/// Those of any write.
pub async fn use_up(tx: &mut Tx, token: TokenHash, now: Timestamp) -> Result<bool> {
    Ok(execute!(tx, USE_UP_SQL, now.micros(), &token.bytes()[..])? > 0)
}

/// Removes every link of an operator, used or not.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_of_operator(tx: &mut Tx, operator_id: Uuid) -> Result<()> {
    execute!(tx, DELETE_OF_OPERATOR_SQL, operator_id.to_string())?;
    Ok(())
}

/// Removes links that are too old, a thousand at a time; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    execute!(tx, DELETE_EXPIRED_SQL, now.micros())
}
