//! Changing the record without a notice: what is added for the later report, or was not stated before.

use super::{
    Actor, Core, Error,
    drafts::finish,
    incident_event,
    mentions::unknown_records,
    post_update::{Besides, RecordRefused, setting},
    record_at, triggers,
};
use crate::{
    domain::{
        audit::{self, Action},
        incident::{Incident, IncidentRecord, check, contract, transition},
    },
    storage::{self, Change},
};

/// A record to be stored as it stands.
#[derive(Clone, Debug)]
pub struct EditIncident {
    /// The record with the operator's changes; its version is the one that the operator saw.
    pub incident: Incident,
    /// What was changed, for the log: `cause`, `measures`.
    pub part: &'static str,
    /// What else belongs to it.
    pub besides: Besides,
}

/// Changes a record without posting, and gives its new version. Published facts to which contracts
/// refer are not changed this way (rule D11), nor is the state.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::Stale`] with the record as it stands, [`Error::Refused`] with every
/// reason, [`Error::Failure`].
#[tracing::instrument(skip_all, fields(incident.ref = %command.incident.reference))]
pub async fn edit_incident(
    core: &Core,
    actor: &Actor,
    command: EditIncident,
) -> Result<i64, Error<RecordRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let change =
        Change { revision: storage::revision::bump(&mut tx).await?, at: now, by: &actor.who };
    let edited = command.incident;
    let record = record_at(&mut tx, edited.reference, edited.version).await?;
    let after = IncidentRecord {
        incident: Incident { state: record.incident.state, ..edited },
        updates: record.updates.clone(),
    };
    let setting = setting(&mut tx).await?;
    let mut problems = check::check(&after, &setting.catalogue, &setting.zone);
    problems.extend(unknown_records(&mut tx, Some(&record.incident), &after.incident).await?);
    let silent = contract::changed_contract_facts(&record.incident, &after.incident);
    let refusals = if silent.is_empty() {
        Vec::new()
    } else {
        vec![transition::Refusal::SilentChange(silent)]
    };
    if !problems.is_empty() || !refusals.is_empty() {
        return Err(Error::Refused(RecordRefused { refusals, problems }));
    }
    let version = storage::incidents::save(&mut tx, &after.incident, change).await?;
    let before = Some(&record.incident);
    let followed = triggers::follow(&mut tx, before, &after.incident, change).await?;
    let saved = (after.incident.reference, now);
    finish(&mut tx, command.besides.draft.as_ref(), saved).await?;
    let event = incident_event(
        (actor, now),
        Action::IncidentEdit,
        Some(&record),
        &after,
        audit::detail(command.part, &command.besides.reasons),
    );
    storage::audit::append(&mut tx, event).await?;
    for maintenance in followed {
        let event = actor.event(now, Action::MaintenanceUpdate, maintenance.to_string());
        storage::audit::append(&mut tx, event).await?;
    }
    tx.commit().await?;
    core.changed.announce();
    Ok(version)
}
