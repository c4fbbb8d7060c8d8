//! A manifest: which segments make up one generation of the snapshot, and what it was made of.
//!
//! One line of JSON and one line with its SHA-256, so that a torn or changed file is known as such.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::segment::digest;
use crate::domain::time::Timestamp;

/// One generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Which program wrote it: pages of another are made anew as soon as the database answers.
    pub(super) build: String,
    /// What the database stood at.
    pub(super) position: Position,
    /// The instant up to which it is known to be complete.
    pub(super) as_of: Timestamp,
    /// The digests of its segments by their names: `live`, or a month.
    pub(super) segments: BTreeMap<String, String>,
}

/// A state of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// Which database.
    pub(super) database: Uuid,
    /// Its revision.
    pub(super) revision: i64,
    /// The version of its portal row.
    pub(super) portal: i64,
}

/// A manifest that cannot be trusted.
#[derive(Debug, thiserror::Error)]
pub(super) enum ManifestError {
    #[error("it is not whole")]
    Torn,
    #[error("its checksum is wrong")]
    Checksum,
    #[error("it cannot be read: {0}")]
    Json(#[from] serde_json::Error),
}

impl Manifest {
    /// The bytes of the file.
    pub(super) fn encode(&self) -> Result<Vec<u8>, ManifestError> {
        let line = serde_json::to_string(self)?;
        let digest = digest(line.as_bytes());
        Ok(format!("{line}\nsha256 {digest}\n").into_bytes())
    }

    /// Reads the bytes of a file.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, ManifestError> {
        let text = std::str::from_utf8(bytes).map_err(|_| ManifestError::Checksum)?;
        let (line, rest) = text.split_once('\n').ok_or(ManifestError::Torn)?;
        let stated = rest.strip_prefix("sha256 ").and_then(|rest| rest.strip_suffix('\n'));
        if stated.ok_or(ManifestError::Torn)? != digest(line.as_bytes()) {
            return Err(ManifestError::Checksum);
        }
        Ok(serde_json::from_str(line)?)
    }
}
