//! How operators prove who they are. What arrives here is hashed or sealed already. Each part is stored
//! by itself, so that changing one never brings back another that was used up meanwhile.

use uuid::Uuid;

use super::{
    Tx,
    error::Result,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::session::{Credentials, SecondFactor};

const FIND_SQL: &str =
    "SELECT password, sealed_seed, last_step FROM credentials WHERE operator_id = $1";
const RECOVERY_CODES_SQL: &str =
    "SELECT code_hash FROM recovery_codes WHERE operator_id = $1 ORDER BY code_hash LIMIT 100";
const SAVE_PASSWORD_SQL: &str = "INSERT INTO credentials (operator_id, password) VALUES ($1, $2)
    ON CONFLICT (operator_id) DO UPDATE SET password = excluded.password";
const SAVE_FACTOR_SQL: &str =
    "INSERT INTO credentials (operator_id, sealed_seed, last_step) VALUES ($1, $2, $3)
    ON CONFLICT (operator_id) DO UPDATE
    SET sealed_seed = excluded.sealed_seed, last_step = excluded.last_step";
const USE_STEP_SQL: &str =
    "UPDATE credentials SET last_step = $1 WHERE operator_id = $2 AND last_step < $1";
const DELETE_RECOVERY_CODES_SQL: &str = "DELETE FROM recovery_codes WHERE operator_id = $1";
const INSERT_RECOVERY_CODE_SQL: &str =
    "INSERT INTO recovery_codes (operator_id, code_hash) VALUES ($1, $2)";
const USE_RECOVERY_CODE_SQL: &str =
    "DELETE FROM recovery_codes WHERE operator_id = $1 AND code_hash = $2";

/// The credentials of an operator; without a password and a second factor if none were set.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, operator_id: Uuid) -> Result<Credentials> {
    let operator_id = operator_id.to_string();
    let row: Option<Row> = fetch_optional!(tx, FIND_SQL, &operator_id)?;
    let Some((password, sealed_seed, last_step)) = row else { return Ok(Credentials::default()) };
    let Some((sealed_seed, last_step)) = sealed_seed.zip(last_step) else {
        return Ok(Credentials { password, factor: None });
    };
    let codes: Vec<(String,)> = fetch_all!(tx, RECOVERY_CODES_SQL, &operator_id)?;
    let recovery_codes = codes.into_iter().map(|(code,)| code).collect();
    let factor = Some(SecondFactor { sealed_seed, last_step, recovery_codes });
    Ok(Credentials { password, factor })
}

/// Stores a password as an Argon2id string, or takes it away.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when there is no such operator.
pub async fn save_password(tx: &mut Tx, operator_id: Uuid, password: Option<&str>) -> Result<()> {
    execute!(tx, SAVE_PASSWORD_SQL, operator_id.to_string(), password)?;
    Ok(())
}

/// Stores a second factor with its recovery codes in place of any earlier one, or takes it away.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when there is no such operator.
pub async fn save_factor(
    tx: &mut Tx,
    operator_id: Uuid,
    factor: Option<&SecondFactor>,
) -> Result<()> {
    let id = operator_id.to_string();
    let seed = factor.map(|factor| factor.sealed_seed.as_slice());
    execute!(tx, SAVE_FACTOR_SQL, id, seed, factor.map(|factor| factor.last_step))?;
    let codes = factor.map_or(&[][..], |factor| &factor.recovery_codes);
    save_recovery_codes(tx, operator_id, codes).await
}

/// Stores new recovery codes, each as its SHA-256 in hexadecimal, in place of all earlier ones.
///
/// # Errors
///
/// [`super::StorageError::MissingReference`] when the operator has no credentials.
pub async fn save_recovery_codes(tx: &mut Tx, operator_id: Uuid, codes: &[String]) -> Result<()> {
    let operator_id = operator_id.to_string();
    execute!(tx, DELETE_RECOVERY_CODES_SQL, &operator_id)?;
    for code in codes {
        execute!(tx, INSERT_RECOVERY_CODE_SQL, &operator_id, code)?;
    }
    Ok(())
}

/// Uses up a step of the second factor; `false` if it or a later one was used before.
///
/// # Errors
///
/// Those of any write.
pub async fn use_step(tx: &mut Tx, operator_id: Uuid, step: i64) -> Result<bool> {
    Ok(execute!(tx, USE_STEP_SQL, step, operator_id.to_string())? > 0)
}

/// Uses up a recovery code, given as its SHA-256 in hexadecimal; `false` if there is no such code any
/// more.
///
/// # Errors
///
/// Those of any write.
pub async fn use_recovery_code(tx: &mut Tx, operator_id: Uuid, code: &str) -> Result<bool> {
    Ok(execute!(tx, USE_RECOVERY_CODE_SQL, operator_id.to_string(), code)? > 0)
}

/// Password, sealed seed, last step.
type Row = (Option<String>, Option<Vec<u8>>, Option<i64>);
