//! Sessions of operators. Only the hash of the cookie is stored.

use uuid::Uuid;

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{session::Session, time::Timestamp, token::TokenHash};

const TABLE: &str = "sessions";

const FIND_SQL: &str =
    "SELECT token_hash, operator_id, created_at, last_seen_at, fresh_until, expires_at,
        awaits_factor, address, browser
    FROM sessions WHERE token_hash = $1";
const LIST_OF_OPERATOR_SQL: &str =
    "SELECT token_hash, operator_id, created_at, last_seen_at, fresh_until, expires_at,
        awaits_factor, address, browser
    FROM sessions WHERE operator_id = $1 ORDER BY last_seen_at DESC LIMIT 100";
const INSERT_SQL: &str = "INSERT INTO sessions
    (token_hash, operator_id, created_at, last_seen_at, fresh_until, expires_at,
        awaits_factor, address, browser)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const TOUCH_SQL: &str =
    "UPDATE sessions SET last_seen_at = $1 WHERE token_hash = $2 AND last_seen_at < $1";
const DELETE_SQL: &str = "DELETE FROM sessions WHERE token_hash = $1";
const DELETE_OF_OPERATOR_SQL: &str = "DELETE FROM sessions WHERE operator_id = $1";
const DELETE_OTHERS_SQL: &str = "DELETE FROM sessions WHERE operator_id = $1 AND token_hash <> $2";
const DELETE_EXPIRED_SQL: &str = "DELETE FROM sessions WHERE token_hash IN
    (SELECT token_hash FROM sessions WHERE expires_at <= $1 LIMIT 1000)";

/// The most sessions that [`list_of_operator`] gives.
pub const MAX_LIST: usize = 100;

/// The session of a cookie, whether it is still alive or not.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, token: TokenHash) -> Result<Option<Session>> {
    let row = fetch_optional!(tx, FIND_SQL, &token.bytes()[..])?;
    row.map(read).transpose()
}

/// The sessions of an operator, the one used last first; at most [`MAX_LIST`].
///
/// # Errors
///
/// Those of any read.
pub async fn list_of_operator(tx: &mut Tx, operator_id: Uuid) -> Result<Vec<Session>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_OF_OPERATOR_SQL, operator_id.to_string())?;
    rows.into_iter().map(read).collect()
}

/// Stores a new session.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when there is no such operator.
pub async fn insert(tx: &mut Tx, session: &Session) -> Result<()> {
    execute!(
        tx,
        INSERT_SQL,
        &session.token.bytes()[..],
        session.operator_id.to_string(),
        session.created_at.micros(),
        session.last_seen_at.micros(),
        session.fresh_until.micros(),
        session.expires_at.micros(),
        session.awaits_factor,
        &session.address,
        &session.browser,
    )?;
    Ok(())
}

/// Notes that a session was used; of two requests at once, the later time stays.
///
/// # Errors
///
/// Those of any write.
pub async fn touch(tx: &mut Tx, token: TokenHash, now: Timestamp) -> Result<()> {
    execute!(tx, TOUCH_SQL, now.micros(), &token.bytes()[..])?;
    Ok(())
}

/// Ends a session; tells whether there was one.
///
/// # Errors
///
/// Those of any write.
pub async fn delete(tx: &mut Tx, token: TokenHash) -> Result<bool> {
    Ok(execute!(tx, DELETE_SQL, &token.bytes()[..])? > 0)
}

/// Ends every session of an operator but one; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_of_operator(
    tx: &mut Tx,
    operator_id: Uuid,
    except: Option<TokenHash>,
) -> Result<u64> {
    let operator_id = operator_id.to_string();
    match except {
        None => execute!(tx, DELETE_OF_OPERATOR_SQL, operator_id),
        Some(kept) => execute!(tx, DELETE_OTHERS_SQL, operator_id, &kept.bytes()[..]),
    }
}

/// Removes sessions that are too old, a thousand at a time; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    execute!(tx, DELETE_EXPIRED_SQL, now.micros())
}

type Row = (Vec<u8>, String, i64, i64, i64, i64, bool, String, String);

fn read(
    (
        token,
        operator_id,
        created_at,
        last_seen_at,
        fresh_until,
        expires_at,
        awaits_factor,
        address,
        browser,
    ): Row,
) -> Result<Session> {
    Ok(Session {
        token: document::known(TABLE, &operator_id, TokenHash::from_bytes(&token))?,
        operator_id: document::uuid(TABLE, &operator_id)?,
        created_at: Timestamp::from_micros(created_at),
        last_seen_at: Timestamp::from_micros(last_seen_at),
        fresh_until: Timestamp::from_micros(fresh_until),
        expires_at: Timestamp::from_micros(expires_at),
        awaits_factor,
        address,
        browser,
    })
}
