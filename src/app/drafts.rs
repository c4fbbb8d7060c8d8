//! Drafts: what operators have typed and not posted. They are kept on the server, so that neither a
//! restart nor the end of a session costs a text. Saving one changes nothing that readers see.

use uuid::Uuid;

use super::{Core, Error};
pub use crate::storage::drafts::Draft;
use crate::{
    domain::operator::Operator,
    storage::{self, StorageError},
};

/// Where a draft is kept: whose it is, what it is to become, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InHand {
    /// Whose it is.
    pub operator: Uuid,
    /// What it is to become.
    pub kind: String,
    /// The reference number that it is for; a word of its own for something new.
    pub target: String,
}

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
    /// The number of the form. What was posted with it is no draft any more.
    pub submission: Option<Uuid>,
}

/// The largest draft, in bytes.
pub const MAX_DRAFT: usize = 256 * 1024;
/// The most drafts of one operator.
pub const MAX_DRAFTS: i64 = 100;

/// A draft and the name of whose it is.
#[derive(Clone, Debug)]
pub struct NamedDraft {
    /// The draft.
    pub draft: Draft,
    /// The name shown.
    pub by: String,
}

/// Keeps what an operator has typed, in place of what was kept before. What was posted meanwhile is not
/// kept again: a page that saves while its form is being posted leaves nothing behind.
///
/// # Errors
///
/// [`Error::Refused`] when it is too large, or one too many; [`Error::Failure`].
pub async fn save_draft(
    core: &Core,
    operator: &Operator,
    typed: SaveDraft<'_>,
) -> Result<(), Error<DraftRefused>> {
    if typed.document.len() > MAX_DRAFT {
        return Err(Error::Refused(DraftRefused::TooLarge));
    }
    let now = core.clock.now();
    let id = core.ids.uuid(now)?;
    let mut tx = core.db.begin_write().await?;
    if let Some(submission) = typed.submission
        && storage::updates::find_by_submission(&mut tx, submission).await?.is_some()
    {
        return Ok(());
    }
    let earlier = storage::drafts::find_of(&mut tx, operator.id, typed.kind, typed.target).await?;
    if earlier.is_none() && storage::drafts::count_of(&mut tx, operator.id).await? >= MAX_DRAFTS {
        return Err(Error::Refused(DraftRefused::TooMany));
    }
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

/// Why a draft is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftRefused {
    /// It is too large.
    TooLarge,
    /// The operator has as many as one may have.
    TooMany,
}

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
    let draft = InHand { operator: operator.id, kind: kind.to_owned(), target: target.to_owned() };
    discard(&mut tx, Some(&draft)).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a draft, if there is one, within a transaction.
pub(super) async fn discard(
    tx: &mut storage::Tx,
    draft: Option<&InHand>,
) -> Result<(), StorageError> {
    let Some(InHand { operator, kind, target }) = draft else { return Ok(()) };
    if let Some(draft) = storage::drafts::find_of(tx, *operator, kind, target).await? {
        storage::drafts::delete(tx, draft.id).await?;
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
