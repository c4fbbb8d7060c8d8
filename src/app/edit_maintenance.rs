//! Changing the facts of a maintenance without a step. Nothing is posted by that: the domain has no notice for it.

use super::{
    Actor, Core, Error, Submission,
    announce_maintenance::{append_named, unknown_records},
    drafts::{InHand, discard},
    maintenance_notice::fingerprint,
    promises::unknown_promises,
    triggers,
};
use crate::{
    domain::{
        audit::{self, Action, AuditEvent, Reason},
        incident::check::Problem,
        maintenance::{Maintenance, check},
    },
    storage::{self, Change, maintenance_forms, maintenances},
};

/// Facts to be stored.
#[derive(Clone, Debug)]
pub struct EditMaintenance {
    /// The maintenance with the operator's changes; its version is the one that the operator saw.
    pub maintenance: Maintenance,
    /// Why something out of the ordinary was done.
    pub reasons: Vec<Reason>,
    /// The form that it comes from: sent twice, it is stored once.
    pub form: Submission,
    /// The draft of that form, which is not needed any more.
    pub draft: Option<InHand>,
}

/// Why facts are not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditRefused {
    /// Faults of the record: every one.
    Record(Vec<Problem>),
    /// Somebody else changed the maintenance; this is how it stands now.
    Overtaken(Box<Maintenance>),
}

/// Changes the facts of a maintenance: the record, its version, the records that it names, the revision and the audit
/// entries, in one transaction.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown maintenance; [`Error::Refused`]; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(maintenance.ref = %command.maintenance.reference))]
pub async fn edit_maintenance(
    core: &Core,
    actor: &Actor,
    command: EditMaintenance,
) -> Result<(), Error<EditRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    let EditMaintenance { maintenance, reasons, form, draft } = command;
    let reference = maintenance.reference;
    let found = maintenances::find(&mut tx, reference).await?.ok_or(Error::NotFound)?;
    if found.version != maintenance.version {
        return Err(Error::Refused(EditRefused::Overtaken(Box::new(found))));
    }
    let after = found.edited(maintenance, now);
    let catalogue = storage::portal::find(&mut tx).await?.ok_or(Error::NotFound)?.catalogue;
    let mut problems = check::check(&after, &catalogue);
    problems.extend(unknown_records(&mut tx, Some(&found), &after).await?);
    problems.extend(unknown_promises(&mut tx, Some(&found), &after).await?);
    if !problems.is_empty() {
        return Err(Error::Refused(EditRefused::Record(problems)));
    }
    maintenances::save(&mut tx, &after, change).await?;
    maintenance_forms::insert(&mut tx, after.id, &form).await?;
    let named = triggers::lead_to(&mut tx, Some(&found), &after, change).await?;
    discard(&mut tx, draft.as_ref()).await?;
    let event = AuditEvent {
        before: Some(fingerprint(&found)),
        after: Some(fingerprint(&after)),
        detail: audit::detail("facts", &reasons),
        ..actor.event(now, Action::MaintenanceUpdate, reference.to_string())
    };
    storage::audit::append(&mut tx, event).await?;
    append_named(&mut tx, actor, now, named).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(())
}
