//! Opening an incident with its first notice.

use jiff::civil::Date;

use super::{
    Actor, Core, Error,
    drafts::discard,
    incident_event,
    mentions::known_records,
    post_update::{Besides, Posted, RecordRefused, earlier, posted, setting, store_newest},
};
use crate::{
    domain::{
        audit::{self, Action},
        incident::{Incident, IncidentRecord, Update},
        reference::Reference,
    },
    storage::{self, Change, updates::Submission},
};

/// An incident to be opened.
#[derive(Clone, Debug)]
pub struct OpenIncident {
    /// The incident; its reference number is the next free one, as
    /// [`next_incident_reference`] gave it, because the text of the notice names it.
    pub incident: Incident,
    /// Its first notice.
    pub update: Update,
    /// The form that it comes from: sent twice, it opens one incident.
    pub submission: Submission,
    /// What else belongs to it.
    pub besides: Besides,
}

/// The reference number that an incident of a date would be given now.
///
/// # Errors
///
/// [`Error::NotFound`] when the day has no number left; [`Error::Failure`].
pub async fn next_incident_reference(core: &Core, date: Date) -> Result<Reference, Error> {
    let mut tx = core.db.begin_read().await?;
    storage::incidents::next_reference(&mut tx, date).await?.ok_or(Error::NotFound)
}

/// Opens an incident: the record, its first notice, the dispatch, the revision and the audit entry, in
/// one transaction. `None` when the reference number has been given to another incident meanwhile: the
/// caller takes the next one, writes its text again and asks once more.
///
/// # Errors
///
/// [`Error::Refused`] with every reason; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(incident.ref = %command.incident.reference))]
pub async fn open_incident(
    core: &Core,
    actor: &Actor,
    command: OpenIncident,
) -> Result<Option<Posted>, Error<RecordRefused>> {
    let now = core.clock.now();
    let (id, update_id) = (core.ids.uuid(now)?, core.ids.uuid(now)?);
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    if let Some(earlier) = earlier(&mut tx, &command.submission).await? {
        return Ok(Some(earlier));
    }
    let OpenIncident { incident, update, submission, besides } = command;
    let free = storage::incidents::next_reference(&mut tx, incident.reference.date).await?;
    if free != Some(incident.reference) {
        return Ok(None);
    }
    let setting = setting(&mut tx).await?;
    let new = IncidentRecord {
        incident: Incident { id, version: 1, ..incident.clone() },
        updates: Vec::new(),
    };
    let update = Update { id: update_id, key: new.next_key(update.kind), posted: now, ..update };
    let after = posted(&new, new.incident.clone(), update, &setting)?;
    known_records(&mut tx, None, &after.incident).await?;
    storage::incidents::insert(&mut tx, &after.incident, now, change).await?;
    let stored = store_newest(core, &mut tx, &after, &submission).await?;
    discard(&mut tx, besides.draft.as_ref()).await?;
    let detail = audit::detail(stored.key.as_str(), &besides.reasons);
    let event = incident_event((actor, now), Action::IncidentOpen, None, &after, detail);
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(Some(Posted { reference: after.incident.reference, update: stored.key, again: false }))
}
