//! Operators. They are disabled, never removed: the audit log goes on naming them.

use uuid::Uuid;

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{
    language::Language,
    operator::{Operator, Role},
    time::Timestamp,
};

const TABLE: &str = "operators";

const FIND_SQL: &str =
    "SELECT id, login, name, role, language, disabled_at, created_at FROM operators WHERE id = $1";
const FIND_BY_LOGIN_SQL: &str = "SELECT id, login, name, role, language, disabled_at, created_at FROM operators WHERE login = $1";
const LIST_SQL: &str =
    "SELECT id, login, name, role, language, disabled_at, created_at FROM operators
    WHERE login > $1 ORDER BY login LIMIT $2";
const INSERT_SQL: &str =
    "INSERT INTO operators (id, login, name, role, language, disabled_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const SAVE_SQL: &str =
    "UPDATE operators SET name = $1, role = $2, language = $3, disabled_at = $4 WHERE id = $5";
const HOLD_ADMINS_SQL: &str =
    "UPDATE operators SET role = role WHERE role = 'admin' AND disabled_at IS NULL";
const HOLD_SQL: &str = "UPDATE operators SET role = role WHERE id = $1
    RETURNING id, login, name, role, language, disabled_at, created_at";

/// The most operators on one page of a list.
pub const MAX_PAGE: u32 = 200;

/// The operator of an identifier.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Operator>> {
    let row = fetch_optional!(tx, FIND_SQL, id.to_string())?;
    row.map(read).transpose()
}

/// The operator of a login name.
///
/// # Errors
///
/// Those of any read.
pub async fn find_by_login(tx: &mut Tx, login: &str) -> Result<Option<Operator>> {
    let row = fetch_optional!(tx, FIND_BY_LOGIN_SQL, login)?;
    row.map(read).transpose()
}

/// A page of all operators by login name; `after` is the last one of the page before. At most
/// [`MAX_PAGE`].
///
/// # Errors
///
/// Those of any read.
pub async fn list(tx: &mut Tx, after: Option<&str>, limit: u32) -> Result<Vec<Operator>> {
    let (after, limit) = (after.unwrap_or_default(), i64::from(limit.min(MAX_PAGE)));
    let rows: Vec<Row> = fetch_all!(tx, LIST_SQL, after, limit)?;
    rows.into_iter().map(read).collect()
}

/// Stores a new operator.
///
/// # Errors
///
/// [`StorageError::Conflict`] when the login name is taken.
pub async fn insert(tx: &mut Tx, operator: &Operator) -> Result<()> {
    execute!(
        tx,
        INSERT_SQL,
        operator.id.to_string(),
        &operator.login,
        &operator.name,
        operator.role.word(),
        operator.language.tag(),
        operator.disabled_at.map(Timestamp::micros),
        operator.created_at.micros(),
    )?;
    Ok(())
}

/// Stores what may change of an operator: everything but login name and time of creation.
///
/// # Errors
///
/// [`StorageError::Stale`] when there is no such operator.
pub async fn save(tx: &mut Tx, operator: &Operator) -> Result<()> {
    let saved = execute!(
        tx,
        SAVE_SQL,
        &operator.name,
        operator.role.word(),
        operator.language.tag(),
        operator.disabled_at.map(Timestamp::micros),
        operator.id.to_string(),
    )?;
    if saved == 0 { Err(StorageError::Stale) } else { Ok(()) }
}

/// The operator of an identifier, whom nobody else can change until this transaction ends: whatever
/// opens or ends sessions or changes credentials holds its operator first.
///
/// # Errors
///
/// Those of any write; [`StorageError::Busy`] when another writer holds it for too long.
pub async fn hold(tx: &mut Tx, id: Uuid) -> Result<Option<Operator>> {
    let row = fetch_optional!(tx, HOLD_SQL, id.to_string())?;
    row.map(read).transpose()
}

/// Counts the administrators that may sign in, and keeps others from changing them until this
/// transaction ends: so that two of them cannot each remove the last but one.
///
/// # Errors
///
/// Those of any write.
pub async fn hold_admins(tx: &mut Tx) -> Result<u64> {
    execute!(tx, HOLD_ADMINS_SQL)
}

type Row = (String, String, String, String, String, Option<i64>, i64);

fn read((id, login, name, role, language, disabled_at, created_at): Row) -> Result<Operator> {
    Ok(Operator {
        role: document::known(TABLE, &id, Role::from_word(&role))?,
        language: document::known(TABLE, &id, Language::from_tag(&language))?,
        id: document::uuid(TABLE, &id)?,
        login,
        name,
        disabled_at: disabled_at.map(Timestamp::from_micros),
        created_at: Timestamp::from_micros(created_at),
    })
}
