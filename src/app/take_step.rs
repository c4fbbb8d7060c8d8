//! Taking a step in a maintenance: the one way in which one that is announced goes on, by hand or by the clock.

use super::{
    Actor, Core, Error, Failure, Submission,
    drafts::{InHand, discard},
    maintenance_notice::{dispatch, fingerprint},
};
use crate::{
    domain::{
        audit::{self, Action, AuditEvent, Reason},
        key::Key,
        maintenance::{
            Maintenance, MaintenanceUpdate,
            life::{Refusal, Step},
        },
        provider::Provider,
        reference::Reference,
        service::Catalogue,
        time::Timestamp,
    },
    storage::{self, Change, maintenance_forms, maintenances},
};

/// A step to be taken.
#[derive(Clone, Debug)]
pub struct TakeStep {
    /// The maintenance.
    pub reference: Reference,
    /// The version that was seen when the step was chosen and its notice was written.
    pub version: i64,
    /// The window.
    pub window: Key,
    /// The step.
    pub step: Step,
    /// The notice that tells of it, with its words, if one does.
    pub notice: Option<MaintenanceUpdate>,
    /// Why something out of the ordinary was done.
    pub reasons: Vec<Reason>,
    /// The form that it comes from, if it does: sent twice, it takes one step.
    pub form: Option<Submission>,
    /// The draft of that form, which is not needed any more.
    pub draft: Option<InHand>,
}

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepRefused {
    /// The rules refuse it.
    Rule(Refusal),
    /// Somebody else changed the maintenance; this is how it stands now.
    Overtaken(Box<Maintenance>),
}

/// Takes a step: the record, its version, its notice with the dispatch, the revision and the audit entry, in one
/// transaction. A step that was taken since the version that was seen is not taken again.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown maintenance; [`Error::Refused`]; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(maintenance.ref = %command.reference))]
pub async fn take_step(
    core: &Core,
    actor: &Actor,
    command: TakeStep,
) -> Result<Maintenance, Error<StepRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    let found = maintenances::find(&mut tx, command.reference).await?.ok_or(Error::NotFound)?;
    if found.version != command.version {
        return Err(Error::Refused(StepRefused::Overtaken(Box::new(found))));
    }
    let refused = |refusal| Error::Refused(StepRefused::Rule(refusal));
    let mut after = found.after(&command.window, &command.step, now).map_err(refused)?;
    after.updates.extend(command.notice.clone());
    after.version = maintenances::save(&mut tx, &after, change).await?;
    if let Some(form) = &command.form {
        maintenance_forms::insert(&mut tx, after.id, form).await?;
    }
    discard(&mut tx, command.draft.as_ref()).await?;
    // Nobody was mailed that it is planned; that it is planned otherwise stands on the page.
    if let Some(notice) = command.notice.as_ref().filter(|_| after.is_announced()) {
        dispatch(core, &mut tx, &after, notice).await?;
    }
    let event = event((actor, now), &command, &found, &after);
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(after)
}

fn event(
    (actor, at): (&Actor, Timestamp),
    command: &TakeStep,
    before: &Maintenance,
    after: &Maintenance,
) -> AuditEvent {
    let state = after.window(&command.window).map(|window| window.state.word());
    let what = [command.window.as_str(), state.unwrap_or_default()].join(" ");
    AuditEvent {
        before: Some(fingerprint(before)),
        after: Some(fingerprint(after)),
        detail: audit::detail(&what, &command.reasons),
        ..actor.event(at, Action::MaintenanceUpdate, command.reference.to_string())
    }
}

/// What the clock has to do, and in whose name.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// The provider and its services, once the portal is set up.
    pub portal: Option<(Provider, Catalogue)>,
    /// The maintenances in which a step is due, the earliest first: at most as many as were asked for.
    pub due: Vec<Maintenance>,
    /// When the first step after that is due.
    pub next: Option<Timestamp>,
}

/// What the clock has to do now, in at most so many maintenances, and when there will be more.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn agenda(core: &Core, limit: u32) -> Result<Agenda, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_read().await?;
    let due = maintenances::list_due(&mut tx, now, limit).await?;
    let next = maintenances::next_due(&mut tx, now).await?;
    let portal = storage::portal::find(&mut tx).await?;
    Ok(Agenda { portal: portal.map(|portal| (portal.provider, portal.catalogue)), due, next })
}
