//! Posting an update: the one way in which something published is added to or corrected.

use jiff::tz::TimeZone;

use super::{
    Actor, Core, Error,
    drafts::{InHand, discard},
    incident_event,
    mentions::known_records,
    record_at,
};
use crate::{
    domain::{
        audit::{self, Action, Reason},
        delivery::Lane,
        incident::{
            Incident, IncidentRecord, Update, UpdateKind,
            check::{self, Fault, Problem},
            transition::Refusal,
        },
        key::Key,
        reference::Reference,
        service::Catalogue,
    },
    storage::{self, Change, StorageError, Tx, dispatches::Dispatch, updates::Submission},
};

/// An update to be posted, with the facts as they stand from then on.
#[derive(Clone, Debug)]
pub struct PostUpdate {
    /// The record with the operator's changes; its version is the one that the operator saw.
    pub incident: Incident,
    /// What is posted. Its key, sequence, number, time and changes of services are given here.
    pub update: Update,
    /// The form that it comes from: sent twice, it posts one update.
    pub submission: Submission,
    /// What else belongs to it.
    pub besides: Besides,
}

/// What belongs to a post or a change besides the record: reasons for the log, and the draft that it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Besides {
    /// Why the operator did something out of the ordinary.
    pub reasons: Vec<Reason>,
    /// The draft that becomes this post, and is removed with it.
    pub draft: Option<InHand>,
}

/// What was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The incident.
    pub reference: Reference,
    /// The update.
    pub update: Key,
    /// Whether it had been posted before, by the same submission.
    pub again: bool,
}

/// Why a record is not stored. Everything that applies is named at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRefused {
    /// Rules of posting.
    pub refusals: Vec<Refusal>,
    /// Faults of the record.
    pub problems: Vec<Problem>,
}

/// Posts an update: the record, the update, its dispatch, the revision and the audit entry, in one
/// transaction.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown incident; [`Error::Stale`] with the record as it stands when
/// somebody else changed it; [`Error::Refused`] with every reason; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(incident.ref = %command.incident.reference))]
pub async fn post_update(
    core: &Core,
    actor: &Actor,
    command: PostUpdate,
) -> Result<Posted, Error<RecordRefused>> {
    let now = core.clock.now();
    let id = core.ids.uuid(now)?;
    let mut tx = core.db.begin_write().await?;
    // The revision is taken first: it makes writers take turns, so that what is read next holds.
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    if let Some(earlier) = earlier(&mut tx, &command.submission).await? {
        return Ok(earlier);
    }
    let PostUpdate { incident, update, submission, besides } = command;
    let record = record_at(&mut tx, incident.reference, incident.version).await?;
    let setting = setting(&mut tx).await?;
    // A clock that was set back does not change the order of what was posted.
    let posted_at = record.updates.last().map_or(now, |last| now.max(last.posted));
    let update = Update { id, key: record.next_key(update.kind), posted: posted_at, ..update };
    let after = posted(&record, incident, update, &setting)?;
    known_records(&mut tx, Some(&record.incident), &after.incident).await?;
    storage::incidents::save(&mut tx, &after.incident, change).await?;
    let stored = store_newest(core, &mut tx, &after, &submission).await?;
    discard(&mut tx, besides.draft.as_ref()).await?;
    let detail = audit::detail(stored.key.as_str(), &besides.reasons);
    let event = incident_event((actor, now), action(stored.kind), Some(&record), &after, detail);
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(Posted { reference: after.incident.reference, update: stored.key, again: false })
}

/// What became of a form when it was sent before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentBefore {
    /// It said the same: it is answered as it was the first time, whatever was posted since.
    Same(Posted),
    /// It said something else, which is not posted: from then on it is a form of its own.
    Other(Reference),
}

/// Whether a form was posted before, and what it said then.
///
/// # Errors
///
/// [`Error::Failure`].
pub async fn sent_before(
    core: &Core,
    submission: &Submission,
) -> Result<Option<SentBefore>, Error> {
    let mut tx = core.db.begin_read().await?;
    Ok(found_before(&mut tx, submission).await?)
}

async fn found_before(
    tx: &mut Tx,
    submission: &Submission,
) -> Result<Option<SentBefore>, StorageError> {
    let found = storage::updates::find_by_submission(tx, submission.id).await?;
    Ok(found.map(|found| {
        let reference = found.reference;
        if found.fingerprint.as_ref() == Some(&submission.fingerprint) {
            SentBefore::Same(Posted { reference, update: found.update.key, again: true })
        } else {
            SentBefore::Other(reference)
        }
    }))
}

/// What a form posted before, within a transaction; [`StorageError::Stale`] if it said something else.
pub(super) async fn earlier(
    tx: &mut Tx,
    submission: &Submission,
) -> Result<Option<Posted>, StorageError> {
    match found_before(tx, submission).await? {
        None => Ok(None),
        Some(SentBefore::Same(posted)) => Ok(Some(posted)),
        Some(SentBefore::Other(_)) => Err(StorageError::Stale),
    }
}

/// The services that are reported on, and the zone in which the provider's days begin and end.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) catalogue: Catalogue,
    pub(super) zone: TimeZone,
}

/// What a record is checked against.
pub(super) async fn setting(tx: &mut Tx) -> Result<Setting, StorageError> {
    let portal = storage::portal::find(tx).await?;
    let zone = portal.as_ref().map_or(TimeZone::UTC, |portal| portal.provider.time_zone());
    Ok(Setting { catalogue: portal.map(|portal| portal.catalogue).unwrap_or_default(), zone })
}

/// The record as it stands once the update is posted.
pub(super) fn posted(
    record: &IncidentRecord,
    edited: Incident,
    update: Update,
    Setting { catalogue, zone }: &Setting,
) -> Result<IncidentRecord, Error<RecordRefused>> {
    let refused = |refusals, problems| Error::Refused(RecordRefused { refusals, problems });
    let with = |incident, update| IncidentRecord {
        incident,
        updates: record.updates.iter().cloned().chain([update]).collect(),
    };
    match record.post(edited.clone(), update.clone(), catalogue) {
        Ok((incident, update)) => {
            let after = with(incident, update);
            let problems = check::check(&after, catalogue, zone);
            if problems.is_empty() { Ok(after) } else { Err(refused(Vec::new(), problems)) }
        }
        Err(refusals) => {
            let candidate = with(Incident { state: update.state, ..edited }, update);
            let mut problems = check::check(&candidate, catalogue, zone);
            // The guards that are broken are among the refusals already.
            problems.retain(|problem| !matches!(problem.fault, Fault::Guard(_)));
            Err(refused(refusals, problems))
        }
    }
}

/// What was stored of the newest update.
pub(super) struct Stored {
    pub(super) key: Key,
    pub(super) kind: UpdateKind,
}

/// Stores the newest update of a record and, if subscribers are told, its dispatch.
pub(super) async fn store_newest(
    core: &Core,
    tx: &mut Tx,
    record: &IncidentRecord,
    submission: &Submission,
) -> Result<Stored, Error<RecordRefused>> {
    let update = record.updates.last().ok_or(Error::NotFound)?;
    storage::updates::insert(tx, record.incident.id, update, Some(submission)).await?;
    if update.notify && record.incident.is_public() {
        let dispatch = Dispatch {
            id: core.ids.uuid(update.posted)?,
            lane: Lane::Incident,
            record: record.incident.id,
            update: update.key.clone(),
            created_at: update.posted,
            expires_at: update.expires_at(),
        };
        if update.ends_the_news() {
            storage::dispatches::expire(tx, dispatch.record, dispatch.expires_at).await?;
        }
        storage::dispatches::insert(tx, &dispatch).await?;
    }
    Ok(Stored { key: update.key.clone(), kind: update.kind })
}

const fn action(kind: UpdateKind) -> Action {
    match kind {
        UpdateKind::Correction => Action::IncidentCorrect,
        UpdateKind::Withdrawal => Action::IncidentWithdraw,
        _ => Action::IncidentUpdate,
    }
}
