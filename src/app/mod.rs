//! The use cases, one verb each: what an operator, a subscriber or a command asks for, done in one
//! transaction.
//!
//! A verb reads what it needs, lets the domain decide, stores the result with its audit entry, commits,
//! and wakes whoever waits for changes. It renders nothing, sends nothing and knows no language: texts
//! come ready with the command.
//!
//! To add a verb: a file named after it here, with its command, its outcome and its function, and an
//! [`Action`](crate::domain::audit::Action) for the log.

pub mod account;
mod actor;
mod announce_maintenance;
mod approve_text;
pub mod audit_log;
pub mod authenticator;
pub mod desk;
pub mod drafts;
mod edit_incident;
mod edit_maintenance;
mod error;
mod export_records;
mod factor;
mod fan_out;
pub mod hasher;
mod import_records;
mod leave_to_people;
pub mod links;
mod maintenance_notice;
mod mentions;
mod open_incident;
pub mod operators;
pub mod passkeys;
mod post_update;
mod promises;
pub mod seal;
mod security;
pub mod sending;
mod service_states;
pub mod sessions;
pub mod sign_in;
pub mod steering;
mod take_step;
mod throttling;
pub mod tidy;
mod triggers;
pub mod webauthn;

use std::sync::Arc;

use tokio::sync::Notify;

pub use self::{
    actor::Actor,
    announce_maintenance::{
        AnnounceMaintenance, AnnouncementRefused, announce_maintenance, next_maintenance_reference,
    },
    approve_text::{ApproveText, approve_text},
    edit_incident::{EditIncident, edit_incident},
    edit_maintenance::{EditMaintenance, EditRefused, edit_maintenance},
    error::{Error, Failure, FailureClass},
    export_records::{Records, export_records},
    fan_out::{FannedOut, fan_out_some},
    import_records::{
        Conflict, Fate, ImportRecords, ImportRefused, Imported, KnownRecords, import_records,
        known_records,
    },
    leave_to_people::{ClockWasFaster, LeaveToPeople, leave_to_people},
    maintenance_notice::{PostedBefore, posted_before},
    open_incident::{OpenIncident, next_incident_reference, open_incident},
    post_update::{
        Besides, PostUpdate, Posted, RecordRefused, SentBefore, post_update, sent_before,
    },
    promises::{Promises, promises},
    security::{SecondFactorRule, Security},
    service_states::{
        GiveState, Seen, StateRefused, StatedService, give_state, lift_state, service_states,
    },
    take_step::{Agenda, StepRefused, TakeStep, agenda, take_step},
};
pub use crate::storage::updates::Submission;
use crate::{
    clock::Clock,
    domain::{
        audit::{self, Action, AuditEvent},
        incident::IncidentRecord,
        time::Timestamp,
    },
    id::Ids,
    storage::{Database, StorageError, Tx},
};

/// What every verb works with.
#[derive(Clone, Debug)]
pub struct Core {
    /// Where everything is stored.
    pub db: Database,
    /// What time it is.
    pub clock: Clock,
    /// Where identifiers come from.
    pub ids: Ids,
    /// Woken after each commit that readers can see.
    pub changed: Changed,
}

impl Core {
    /// Brings the tables of the database up to date. It does nothing if they are.
    ///
    /// # Errors
    ///
    /// [`StorageError::Schema`] when they belong to a newer program; those of the database.
    pub async fn prepare(&self) -> Result<(), StorageError> {
        self.db.migrate().await
    }
}

/// Wakes those who wait for committed changes. A wake-up that nobody waits for is kept; a lost one
/// costs the time to the next poll, never a change.
#[derive(Clone, Debug, Default)]
pub struct Changed(Arc<Notify>);

impl Changed {
    /// Says that something was committed.
    pub fn announce(&self) {
        self.0.notify_one();
    }

    /// Waits until something was committed since the last wait.
    pub async fn wait(&self) {
        self.0.notified().await;
    }
}

/// The event of a change to an incident, with the fingerprints of what it was and what it is.
fn incident_event(
    (actor, at): (&Actor, Timestamp),
    action: Action,
    before: Option<&IncidentRecord>,
    after: &IncidentRecord,
    detail: String,
) -> AuditEvent {
    AuditEvent {
        before: before.map(fingerprint),
        after: Some(fingerprint(after)),
        detail,
        ..actor.event(at, action, after.incident.reference.to_string())
    }
}

/// The fingerprint of a record in the canonical form of its storage.
fn fingerprint(record: &IncidentRecord) -> String {
    // A record that was read from or is written to the database has this form; it cannot fail.
    serde_json::to_string(record).map_or_else(|_| String::new(), |text| audit::fingerprint(&text))
}

/// The record of a reference number, if it is at the version that the operator saw.
async fn record_at<Refused>(
    tx: &mut Tx,
    reference: crate::domain::reference::Reference,
    version: i64,
) -> Result<IncidentRecord, Error<Refused>> {
    let record = crate::storage::incidents::find(tx, reference).await?.ok_or(Error::NotFound)?;
    if record.incident.version == version {
        Ok(record)
    } else {
        Err(Error::Stale(Box::new(record)))
    }
}
