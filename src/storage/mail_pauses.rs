//! What is stopped for a while: all mail, or that to one mail group. A row is there as long as it is stopped.

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_all},
};
use crate::domain::{
    delivery::{PauseReason, Scope},
    time::Timestamp,
};

const TABLE: &str = "mail_pauses";

const LIST_SQL: &str =
    "SELECT scope, reason, who, since FROM mail_pauses ORDER BY scope LIMIT 1000";
const INSERT_SQL: &str = "INSERT INTO mail_pauses (scope, reason, who, since)
    VALUES ($1, $2, $3, $4) ON CONFLICT (scope) DO NOTHING";
const DELETE_SQL: &str = "DELETE FROM mail_pauses WHERE scope = $1";

/// Something that is stopped for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// What.
    pub scope: Scope,
    /// Why.
    pub reason: PauseReason,
    /// Who stopped it: a login name, or `system`.
    pub who: String,
    /// Since when.
    pub since: Timestamp,
}

/// Everything that is stopped.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when a row cannot be understood.
pub async fn list(tx: &mut Tx) -> Result<Vec<Pause>> {
    let rows: Vec<(String, String, String, i64)> = fetch_all!(tx, LIST_SQL)?;
    rows.into_iter()
        .map(|(scope, reason, who, since)| {
            Ok(Pause {
                reason: document::known(TABLE, &scope, PauseReason::of_word(&reason))?,
                scope: document::known(TABLE, &scope, Scope::of_words(&scope))?,
                who,
                since: Timestamp::from_micros(since),
            })
        })
        .collect()
}

/// Stops something. Gives whether it was going on until now.
///
/// # Errors
///
/// Those of any write.
pub async fn insert(tx: &mut Tx, pause: &Pause) -> Result<bool> {
    let (scope, since) = (pause.scope.words(), pause.since.micros());
    Ok(execute!(tx, INSERT_SQL, scope, pause.reason.word(), pause.who.as_str(), since)? == 1)
}

/// Lets something go on. Gives whether it was stopped until now.
///
/// # Errors
///
/// Those of any write.
pub async fn delete(tx: &mut Tx, scope: &Scope) -> Result<bool> {
    Ok(execute!(tx, DELETE_SQL, scope.words())? == 1)
}
