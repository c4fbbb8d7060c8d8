//! Announcing a maintenance with its first notice.

use jiff::civil::Date;

use super::{
    Actor, Core, Error, Submission,
    drafts::{InHand, discard},
    maintenance_notice::{dispatch, fingerprint},
    mentions::exists,
    promises::unknown_promises,
    triggers,
};
use crate::{
    domain::{
        audit::{self, Action, AuditEvent, Reason},
        incident::check::{Fault, Place, Problem},
        key::Key,
        maintenance::{Maintenance, MaintenanceUpdate, check, life::Refusal},
        reference::{Reference, ReferenceKind},
        time::Timestamp,
    },
    storage::{self, Change, StorageError, Tx, maintenance_forms, maintenances},
};

/// A maintenance to be announced.
#[derive(Clone, Debug)]
pub struct AnnounceMaintenance {
    /// The maintenance; its reference number is the next free one, as [`next_maintenance_reference`] gave it,
    /// because the text of the notice names it. Its identifier and version are given here.
    pub maintenance: Maintenance,
    /// The later ones of its series, as [`Maintenance::occurrences`] made them. They are given their numbers here,
    /// and are announced by the clock.
    pub later: Vec<Maintenance>,
    /// Its first notice, with its words.
    pub notice: MaintenanceUpdate,
    /// Why something out of the ordinary was done.
    pub reasons: Vec<Reason>,
    /// The form that it comes from: sent twice, it announces one maintenance.
    pub form: Submission,
    /// The draft of that form, which is not needed any more.
    pub draft: Option<InHand>,
}

/// Why a maintenance is not announced: every reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnouncementRefused {
    /// What is wrong with its windows.
    pub windows: Vec<(Key, Refusal)>,
    /// Faults of the record.
    pub problems: Vec<Problem>,
}

/// The reference number that a maintenance of a date would be given now.
///
/// # Errors
///
/// [`Error::NotFound`] when the day has no number left; [`Error::Failure`].
pub async fn next_maintenance_reference(core: &Core, date: Date) -> Result<Reference, Error> {
    let mut tx = core.db.begin_read().await?;
    maintenances::next_reference(&mut tx, date).await?.ok_or(Error::NotFound)
}

/// Announces a maintenance: the record, its first notice with the dispatch, the later ones of its series, the records
/// that it goes on from, the revision and the audit entries, in one transaction. `None` when the reference number has been given to another
/// maintenance meanwhile: the caller takes the next one, writes its text again and asks once more.
///
/// # Errors
///
/// [`Error::NotFound`] before the portal was set up; [`Error::Refused`] with every reason; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(maintenance.ref = %command.maintenance.reference))]
pub async fn announce_maintenance(
    core: &Core,
    actor: &Actor,
    command: AnnounceMaintenance,
) -> Result<Option<Reference>, Error<AnnouncementRefused>> {
    let now = core.clock.now();
    let id = core.ids.uuid(now)?;
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    let AnnounceMaintenance { maintenance, later, notice, reasons, form, draft } = command;
    if let Some(posted) = maintenance_forms::find(&mut tx, form.id).await? {
        return Ok(Some(posted.reference));
    }
    let reference = maintenance.reference;
    if maintenances::next_reference(&mut tx, reference.date).await? != Some(reference) {
        return Ok(None);
    }
    let catalogue = storage::portal::find(&mut tx).await?.ok_or(Error::NotFound)?.catalogue;
    let mut problems = check::check(&maintenance, &catalogue);
    problems.extend(unknown_records(&mut tx, None, &maintenance).await?);
    problems.extend(unknown_promises(&mut tx, None, &maintenance).await?);
    let windows = maintenance.unannounceable(now);
    if !problems.is_empty() || !windows.is_empty() {
        return Err(Error::Refused(AnnouncementRefused { windows, problems }));
    }
    let mut new = Maintenance { id, version: 1, ..maintenance }.logged(now);
    new.updates.push(notice.clone());
    maintenances::insert(&mut tx, &new, change).await?;
    maintenance_forms::insert(&mut tx, id, &form).await?;
    let named = triggers::lead_to(&mut tx, None, &new, change).await?;
    discard(&mut tx, draft.as_ref()).await?;
    dispatch(core, &mut tx, &new, &notice).await?;
    let event = AuditEvent {
        after: Some(fingerprint(&new)),
        detail: audit::detail(notice.key.as_str(), &reasons),
        ..actor.event(now, Action::MaintenanceSchedule, reference.to_string())
    };
    storage::audit::append(&mut tx, event).await?;
    add_later(core, &mut tx, later, (actor, change)).await?;
    append_named(&mut tx, actor, now, named).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(Some(reference))
}

/// Adds the later ones of a series, each with its number and its audit entry.
async fn add_later(
    core: &Core,
    tx: &mut Tx,
    later: Vec<Maintenance>,
    (actor, change): (&Actor, Change<'_>),
) -> Result<(), Error<AnnouncementRefused>> {
    for one in later {
        let date = one.reference.date;
        let reference = maintenances::next_reference(tx, date).await?.ok_or(Error::NotFound)?;
        let id = core.ids.uuid(change.at)?;
        let one = Maintenance { id, reference, version: 1, ..one }.logged(change.at);
        maintenances::insert(tx, &one, change).await?;
        let first = one.series.map(|first| first.to_string()).unwrap_or_default();
        let event = AuditEvent {
            after: Some(fingerprint(&one)),
            detail: audit::detail(&first, &[]),
            ..actor.event(change.at, Action::MaintenanceSchedule, reference.to_string())
        };
        storage::audit::append(tx, event).await?;
    }
    Ok(())
}

/// Writes down that records name a maintenance in return, or do not any more.
pub(super) async fn append_named(
    tx: &mut Tx,
    actor: &Actor,
    now: Timestamp,
    named: Vec<Reference>,
) -> Result<(), StorageError> {
    for record in named {
        let action = match record.kind {
            ReferenceKind::Maintenance => Action::MaintenanceUpdate,
            ReferenceKind::Incident | ReferenceKind::Report => Action::IncidentEdit,
        };
        storage::audit::append(tx, actor.event(now, action, record.to_string())).await?;
    }
    Ok(())
}

/// The records that it newly names and that are not there.
pub(super) async fn unknown_records(
    tx: &mut Tx,
    before: Option<&Maintenance>,
    after: &Maintenance,
) -> Result<Vec<Problem>, StorageError> {
    let known = before.map(Maintenance::mentions).unwrap_or_default();
    let mut problems = Vec::new();
    for (field, reference) in after.mentions() {
        let stands = known.iter().any(|(_, earlier)| *earlier == reference);
        if !stands && !exists(tx, reference).await? {
            let place = Place::default().field(field);
            problems.push(Problem { place, fault: Fault::UnknownRecord(reference) });
        }
    }
    Ok(problems)
}
