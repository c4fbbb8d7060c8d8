//! Drafts: what operators have typed and not posted. They are kept on the server, so that neither a
//! restart nor the end of a session costs a text. Saving one changes nothing that readers see.

use uuid::Uuid;

use super::{Core, Error};
pub use crate::storage::drafts::Draft;
use crate::{
    domain::operator::Operator,
    storage::{self, StorageError},
};

/// What an operator has typed, for something new or for an incident.
#[derive(Clone, Copy, Debug)]
pub struct SaveDraft<'a> {
    /// What it is to become: `incident`, `notice`.
    pub kind: &'a str,
    /// The reference number that it is for; empty for something new.
    pub target: &'a str,
    /// What was typed, in the form of whoever reads it again. At most [`MAX_DRAFT`] bytes.
    pub document: &'a str,
    /// The version of the record that the operator saw.
    pub base_version: Option<i64>,
}

/// The largest draft, in bytes.
pub const MAX_DRAFT: usize = 256 * 1024;

/// A draft and the name of whose it is.
#[derive(Clone, Debug)]
pub struct NamedDraft {
    /// The draft.
    pub draft: Draft,
    /// The name shown.
    pub by: String,
}

/// Keeps what an operator has typed, in place of what was kept before.
///
/// # Errors
///
/// [`Error::Refused`] when it is too large; [`Error::Failure`].
pub async fn save_draft(
    core: &Core,
    operator: &Operator,
    typed: SaveDraft<'_>,
) -> Result<(), Error<TooLarge>> {
    if typed.document.len() > MAX_DRAFT {
        return Err(Error::Refused(TooLarge));
    }
    let now = core.clock.now();
    let id = core.ids.uuid(now)?;
    let mut tx = core.db.begin_write().await?;
    let earlier = storage::drafts::find_of(&mut tx, operator.id, typed.kind, typed.target).await?;
    let new = Draft {
        id: earlier.as_ref().map_or(id, |earlier| earlier.id),
        operator_id: operator.id,
        kind: typed.kind.to_owned(),
        target: typed.target.to_owned(),
        document: typed.document.to_owned(),
        base_version: typed.base_version,
        saved_at: now,
        version: earlier.as_ref().map_or(1, |earlier| earlier.version),
    };
    match earlier {
        Some(_) => storage::drafts::save(&mut tx, &new).await.map(|_| ())?,
        None => storage::drafts::insert(&mut tx, &new).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// A draft that is too large to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// What an operator has in hand of a kind for a target.
///
/// # Errors
///
/// [`Error::Failure`].
pub async fn find_draft(
    core: &Core,
    operator: &Operator,
    kind: &str,
    target: &str,
) -> Result<Option<Draft>, Error> {
    let mut tx = core.db.begin_read().await?;
    Ok(storage::drafts::find_of(&mut tx, operator.id, kind, target).await?)
}

/// Removes what an operator has in hand of a kind for a target, if there is anything.
///
/// # Errors
///
/// [`Error::Failure`].
pub async fn discard_draft(
    core: &Core,
    operator: &Operator,
    kind: &str,
    target: &str,
) -> Result<(), Error> {
    let mut tx = core.db.begin_write().await?;
    if let Some(draft) = storage::drafts::find_of(&mut tx, operator.id, kind, target).await? {
        storage::drafts::delete(&mut tx, draft.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The drafts with the names of their operators.
pub(super) async fn named(
    tx: &mut storage::Tx,
    drafts: Vec<Draft>,
) -> Result<Vec<NamedDraft>, StorageError> {
    let mut named = Vec::with_capacity(drafts.len());
    let mut known: Vec<(Uuid, String)> = Vec::new();
    for draft in drafts {
        let known_name = known.iter().find(|(id, _)| *id == draft.operator_id);
        let by = if let Some((_, name)) = known_name {
            name.clone()
        } else {
            let operator = storage::operators::find(tx, draft.operator_id).await?;
            let name = operator.map(|operator| operator.name).unwrap_or_default();
            known.push((draft.operator_id, name.clone()));
            name
        };
        named.push(NamedDraft { draft, by });
    }
    Ok(named)
}
