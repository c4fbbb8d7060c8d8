//! Drafts: what operators have typed and not posted. They are kept on the server, so that neither a
//! restart nor the end of a session costs a text. Saving one changes nothing that readers see.
//!
//! A draft has the number of its form: two forms are two drafts, whatever they are for. Where a form is
//! open in two pages, the second that writes in it is told to go on under a number of its own.

use uuid::Uuid;

use super::{Core, Error};
pub use crate::storage::drafts::Draft;
use crate::{
    domain::{operator::Operator, reference::Reference, time::Timestamp},
    storage::{self, StorageError, closed_forms::Closed},
};

/// A draft in an operator's hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InHand {
    /// Whose it is.
    pub operator: Uuid,
    /// The number of its form.
    pub number: Uuid,
}

/// What an operator has typed, for something new or for an incident.
#[derive(Clone, Copy, Debug)]
pub struct SaveDraft<'a> {
    /// The number of the form.
    pub number: Uuid,
    /// The page that writes.
    pub writer: Uuid,
    /// The version of the draft with which the page began; 0 if there was none.
    pub seen: i64,
    /// What it is to become: `first`, `notice`, `edit/cause`.
    pub kind: &'a str,
    /// The reference number that it is for; a word of its own for something new.
    pub target: &'a str,
    /// What was typed, in the form of whoever reads it again. At most [`MAX_DRAFT`] bytes.
    pub document: &'a str,
    /// The version of the record that the operator saw.
    pub base_version: Option<i64>,
}

/// The largest draft, in bytes: whatever the console takes as a form can be kept.
pub const MAX_DRAFT: usize = 2 * 1024 * 1024;
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

/// Keeps what an operator has typed, in place of what the form kept before.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::Failure`].
pub async fn save_draft(
    core: &Core,
    operator: &Operator,
    typed: SaveDraft<'_>,
) -> Result<(), Error<DraftRefused>> {
    if typed.document.len() > MAX_DRAFT {
        return Err(Error::Refused(DraftRefused::TooLarge));
    }
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    // Whoever posts the form at this moment has either done so, or finds this draft and removes it.
    storage::revision::hold(&mut tx).await?;
    if let Some(posted) = storage::updates::find_by_submission(&mut tx, typed.number).await? {
        return Err(Error::Refused(DraftRefused::Posted(posted.reference)));
    }
    match storage::closed_forms::find(&mut tx, typed.number).await? {
        Some(Closed::Saved(record)) => return Err(Error::Refused(DraftRefused::Saved(record))),
        Some(Closed::Discarded) => return Err(Error::Refused(DraftRefused::Elsewhere)),
        None => {}
    }
    if let Some(posted) = storage::maintenance_forms::find(&mut tx, typed.number).await? {
        return Err(Error::Refused(DraftRefused::Posted(posted.reference)));
    }
    let new = Draft {
        id: typed.number,
        operator_id: operator.id,
        kind: typed.kind.to_owned(),
        target: typed.target.to_owned(),
        document: typed.document.to_owned(),
        base_version: typed.base_version,
        writer: typed.writer,
        saved_at: now,
        version: 1,
    };
    match storage::drafts::find(&mut tx, typed.number).await? {
        None if storage::drafts::count_of(&mut tx, operator.id).await? >= MAX_DRAFTS => {
            return Err(Error::Refused(DraftRefused::TooMany));
        }
        None => storage::drafts::insert(&mut tx, &new).await?,
        Some(earlier) if goes_on(&earlier, &new, typed.seen) => {
            let new = Draft { version: earlier.version, ..new };
            storage::drafts::save(&mut tx, &new).await.map(|_| ())?;
        }
        Some(_) => return Err(Error::Refused(DraftRefused::Elsewhere)),
    }
    tx.commit().await?;
    Ok(())
}

/// Whether a page goes on with a draft: it wrote in it last, or nobody has since the page began.
fn goes_on(earlier: &Draft, new: &Draft, seen: i64) -> bool {
    let place = |draft: &Draft| (draft.operator_id, draft.kind.clone(), draft.target.clone());
    place(earlier) == place(new) && (earlier.writer == new.writer || earlier.version == seen)
}

/// Why a draft is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftRefused {
    /// It is too large.
    TooLarge,
    /// The operator has as many as one may have.
    TooMany,
    /// The form was posted, as part of this record. What was typed since is a form of its own.
    Posted(Reference),
    /// The form was saved into this record without a notice. What was typed since is a form of its own.
    Saved(Reference),
    /// Another page has written in it, or discarded it. What was typed in this one is a form of its own.
    Elsewhere,
}

/// Removes a draft of an operator, if there is such a one: what a page of its form still sends becomes no
/// draft any more.
///
/// # Errors
///
/// [`Error::Failure`].
pub async fn discard_draft(core: &Core, draft: &InHand) -> Result<(), Error> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    // Whoever saves the draft at this moment has either done so, or finds that the form is over.
    storage::revision::hold(&mut tx).await?;
    if discard(&mut tx, Some(draft)).await? {
        storage::closed_forms::insert(&mut tx, draft.number, Closed::Discarded, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Removes a draft, if there is one, within a transaction; tells whether there was.
pub(super) async fn discard(
    tx: &mut storage::Tx,
    draft: Option<&InHand>,
) -> Result<bool, StorageError> {
    let Some(InHand { operator, number }) = draft else { return Ok(false) };
    let found = storage::drafts::find(tx, *number).await?;
    if found.is_none_or(|found| found.operator_id != *operator) {
        return Ok(false);
    }
    storage::drafts::delete(tx, *number).await
}

/// Removes the draft of a form that is saved into a record without a notice, within that transaction: what
/// its page still sends becomes no draft any more.
pub(super) async fn finish(
    tx: &mut storage::Tx,
    draft: Option<&InHand>,
    (reference, now): (Reference, Timestamp),
) -> Result<(), StorageError> {
    discard(tx, draft).await?;
    let Some(draft) = draft else { return Ok(()) };
    storage::closed_forms::insert(tx, draft.number, Closed::Saved(reference), now).await
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
