//! What subscribers want to be told of: one row for all who want the same, so that a notice is compared with few (requirement E44).

use super::{
    Tx, document,
    error::Result,
    tx::{execute, fetch_all},
};
use crate::domain::subscriber::interests::Interests;

const TABLE: &str = "interests";

const LIST_SQL: &str = "SELECT id, document FROM interests WHERE id > $1 ORDER BY id LIMIT $2";
const ADD_SQL: &str =
    "INSERT INTO interests (id, document) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";

/// The next interests after those of an identifier, at most so many.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when a row cannot be understood.
pub async fn list(tx: &mut Tx, after: &str, limit: u32) -> Result<Vec<(String, Interests)>> {
    let rows: Vec<(String, String)> = fetch_all!(tx, LIST_SQL, after, i64::from(limit))?;
    rows.into_iter()
        .map(|(id, document)| Ok((id.clone(), document::read(TABLE, &id, &document)?)))
        .collect()
}

/// Stores interests, unless they are stored. Gives their identifier.
///
/// # Errors
///
/// Those of any write.
pub async fn add(tx: &mut Tx, interests: &Interests) -> Result<String> {
    let id = interests.id();
    execute!(tx, ADD_SQL, id.as_str(), interests.text())?;
    Ok(id)
}
