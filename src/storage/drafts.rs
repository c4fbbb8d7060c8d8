//! Drafts: what operators have typed and not posted. They outlive a restart and a session. What a
//! draft consists of is known to whoever made it; here it is text.

use uuid::Uuid;

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::time::Timestamp;

const TABLE: &str = "drafts";

const FIND_SQL: &str =
    "SELECT id, operator_id, kind, target, document, base_version, writer, saved_at, version
    FROM drafts WHERE id = $1";
const LIST_SQL: &str =
    "SELECT id, operator_id, kind, target, document, base_version, writer, saved_at, version
    FROM drafts ORDER BY saved_at DESC, id DESC LIMIT 200";
const LIST_OF_TARGET_SQL: &str =
    "SELECT id, operator_id, kind, target, document, base_version, writer, saved_at, version
    FROM drafts WHERE target = $1 ORDER BY saved_at DESC, id DESC LIMIT 200";
const COUNT_OF_SQL: &str = "SELECT COUNT(*) FROM drafts WHERE operator_id = $1";
const INSERT_SQL: &str = "INSERT INTO drafts
    (id, operator_id, kind, target, document, base_version, writer, saved_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
const SAVE_SQL: &str = "UPDATE drafts
    SET document = $1, base_version = $2, writer = $3, saved_at = $4, version = version + 1
    WHERE id = $5 AND version = $6";
const DELETE_SQL: &str = "DELETE FROM drafts WHERE id = $1";

/// The most drafts that a list gives.
pub const MAX_LIST: usize = 200;

/// Something that an operator has typed and not posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The number of its form.
    pub id: Uuid,
    /// Whose it is.
    pub operator_id: Uuid,
    /// What it is to become: `first`, `notice`, `edit/cause` …
    pub kind: String,
    /// The reference number that it is for; a word of its own for something new.
    pub target: String,
    /// What was typed.
    pub document: String,
    /// The version of the record that the operator saw.
    pub base_version: Option<i64>,
    /// The page that wrote in it last.
    pub writer: Uuid,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// Counts the changes, from 1; a change based on an older one is refused.
    pub version: i64,
}

/// The draft of an identifier.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Draft>> {
    let row = fetch_optional!(tx, FIND_SQL, id.to_string())?;
    row.map(read).transpose()
}

/// The drafts of everybody, the latest first; at most [`MAX_LIST`].
///
/// # Errors
///
/// Those of any read.
pub async fn list(tx: &mut Tx) -> Result<Vec<Draft>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_SQL)?;
    rows.into_iter().map(read).collect()
}

/// What anybody has in hand for a target, the latest first; at most [`MAX_LIST`].
///
/// # Errors
///
/// Those of any read.
pub async fn list_of_target(tx: &mut Tx, target: &str) -> Result<Vec<Draft>> {
    let rows: Vec<Row> = fetch_all!(tx, LIST_OF_TARGET_SQL, target)?;
    rows.into_iter().map(read).collect()
}

/// How many drafts an operator has.
///
/// # Errors
///
/// Those of any read.
pub async fn count_of(tx: &mut Tx, operator_id: Uuid) -> Result<i64> {
    let row: Option<(i64,)> = fetch_optional!(tx, COUNT_OF_SQL, operator_id.to_string())?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Stores a new draft as version 1.
///
/// # Errors
///
/// [`StorageError::Conflict`] when there is one of this number; [`StorageError::MissingReference`] when
/// there is no such operator.
pub async fn insert(tx: &mut Tx, draft: &Draft) -> Result<()> {
    execute!(
        tx,
        INSERT_SQL,
        draft.id.to_string(),
        draft.operator_id.to_string(),
        &draft.kind,
        &draft.target,
        &draft.document,
        draft.base_version,
        draft.writer.to_string(),
        draft.saved_at.micros(),
    )?;
    Ok(())
}

/// Stores a draft that was read at its `version`, and returns the new version.
///
/// # Errors
///
/// [`StorageError::Stale`] when it was changed or removed since; nothing is stored then.
pub async fn save(tx: &mut Tx, draft: &Draft) -> Result<i64> {
    let saved = execute!(
        tx,
        SAVE_SQL,
        &draft.document,
        draft.base_version,
        draft.writer.to_string(),
        draft.saved_at.micros(),
        draft.id.to_string(),
        draft.version,
    )?;
    if saved == 0 { Err(StorageError::Stale) } else { Ok(draft.version + 1) }
}

/// Removes a draft; tells whether there was one.
///
/// # Errors
///
/// Those of any write.
pub async fn delete(tx: &mut Tx, id: Uuid) -> Result<bool> {
    Ok(execute!(tx, DELETE_SQL, id.to_string())? > 0)
}

type Row = (String, String, String, String, String, Option<i64>, String, i64, i64);

fn read(
    (id, operator_id, kind, target, document, base_version, writer, saved_at, version): Row,
) -> Result<Draft> {
    Ok(Draft {
        id: document::uuid(TABLE, &id)?,
        operator_id: document::uuid(TABLE, &operator_id)?,
        kind,
        target,
        document,
        base_version,
        writer: document::uuid(TABLE, &writer)?,
        saved_at: Timestamp::from_micros(saved_at),
        version,
    })
}
