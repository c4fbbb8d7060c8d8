//! What stands in a row, as the domain knows it: JSON documents, identifiers, words. A row that cannot
//! be understood is named by its table and identifier.

use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::error::{Result, StorageError};

/// A document as it is stored.
pub(super) fn write<T: Serialize>(document: &T) -> Result<String> {
    serde_json::to_string(document)
        .map_err(|error| StorageError::Rejected(sqlx::Error::Encode(error.into())))
}

/// A stored document.
pub(super) fn read<T: DeserializeOwned>(
    table: &'static str,
    id: &str,
    document: &str,
) -> Result<T> {
    serde_json::from_str(document).map_err(|error| StorageError::corrupt(table, id, error))
}

/// A stored identifier.
pub(super) fn uuid(table: &'static str, text: &str) -> Result<Uuid> {
    Uuid::parse_str(text).map_err(|error| StorageError::corrupt(table, text, error))
}

/// A stored word, reference number or hash, once it has been looked up.
pub(super) fn known<T>(table: &'static str, id: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| StorageError::corrupt(table, id, "it holds a value that nobody knows"))
}
