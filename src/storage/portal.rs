//! The portal's own row: the provider and its catalogue of services.

use super::{
    Tx, document,
    error::{Result, StorageError},
    tx::{execute, fetch_optional},
};
use crate::domain::{provider::Provider, service::Catalogue, time::Timestamp};

const FIND_SQL: &str = "SELECT provider, catalogue, version FROM portal WHERE id = 1";
const INSERT_SQL: &str =
    "INSERT INTO portal (id, provider, catalogue, version, saved_at) VALUES (1, $1, $2, 1, $3)";
const SAVE_SQL: &str =
    "UPDATE portal SET provider = $1, catalogue = $2, version = version + 1, saved_at = $3
    WHERE id = 1 AND version = $4";

/// Who speaks, and about which services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// The provider.
    pub provider: Provider,
    /// Its services.
    pub catalogue: Catalogue,
    /// Counts the changes, from 1; a change based on an older one is refused.
    pub version: i64,
}

/// The portal, or `None` before it was set up.
///
/// # Errors
///
/// Those of any read.
pub async fn find(tx: &mut Tx) -> Result<Option<Portal>> {
    let row: Option<(String, String, i64)> = fetch_optional!(tx, FIND_SQL)?;
    row.map(|(provider, catalogue, version)| {
        Ok(Portal {
            provider: document::read("portal", "provider", &provider)?,
            catalogue: document::read("portal", "catalogue", &catalogue)?,
            version,
        })
    })
    .transpose()
}

/// Stores the first provider and catalogue, as version 1.
///
/// # Errors
///
/// [`StorageError::Conflict`] when there is one.
pub async fn insert(
    tx: &mut Tx,
    provider: &Provider,
    catalogue: &Catalogue,
    at: Timestamp,
) -> Result<()> {
    let (provider, catalogue) = (document::write(provider)?, document::write(catalogue)?);
    execute!(tx, INSERT_SQL, &provider, &catalogue, at.micros())?;
    Ok(())
}

/// Stores a portal that was read at its `version`, and returns the new version.
///
/// # Errors
///
/// [`StorageError::Stale`] when it was changed since; nothing is stored then.
pub async fn save(tx: &mut Tx, portal: &Portal, at: Timestamp) -> Result<i64> {
    let provider = document::write(&portal.provider)?;
    let catalogue = document::write(&portal.catalogue)?;
    let saved = execute!(tx, SAVE_SQL, &provider, &catalogue, at.micros(), portal.version)?;
    if saved == 0 { Err(StorageError::Stale) } else { Ok(portal.version + 1) }
}
