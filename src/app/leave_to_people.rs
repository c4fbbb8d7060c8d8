//! Leaving to people what the clock would do in a maintenance, or to the clock again.

use super::{Actor, Core, Error, maintenance_notice::fingerprint};
use crate::{
    domain::{
        audit::{Action, AuditEvent},
        key::Key,
        maintenance::due::ByClock,
        reference::Reference,
    },
    storage::{self, Change, maintenances},
};

/// What is left to whom.
#[derive(Clone, Debug)]
pub struct LeaveToPeople {
    /// The maintenance.
    pub reference: Reference,
    /// The version that was seen.
    pub version: i64,
    /// The window.
    pub window: Key,
    /// What the clock does in it.
    pub what: ByClock,
    /// Whether people do it from now on; otherwise, the clock.
    pub to_people: bool,
}

/// Somebody, or the clock, changed the maintenance meanwhile: nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockWasFaster;

/// Leaves a coming step to people or to the clock: the record, its version, the revision and the audit entry, in one
/// transaction. Customers are told nothing: nothing of what they were told changes.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown maintenance; [`Error::Refused`] when it is not as it was seen;
/// [`Error::Failure`].
#[tracing::instrument(skip_all, fields(maintenance.ref = %command.reference))]
pub async fn leave_to_people(
    core: &Core,
    actor: &Actor,
    command: LeaveToPeople,
) -> Result<(), Error<ClockWasFaster>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    let found = maintenances::find(&mut tx, command.reference).await?.ok_or(Error::NotFound)?;
    let after = (found.version == command.version)
        .then(|| found.leaving(&command.window, command.what, command.to_people))
        .flatten()
        .ok_or(Error::Refused(ClockWasFaster))?;
    maintenances::save(&mut tx, &after, change).await?;
    let whom = if command.to_people { "by_hand" } else { "by_clock" };
    let event = AuditEvent {
        before: Some(fingerprint(&found)),
        after: Some(fingerprint(&after)),
        detail: [command.window.as_str(), command.what.word(), whom].join(" "),
        ..actor.event(now, Action::MaintenanceUpdate, command.reference.to_string())
    };
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(())
}
