//! Taking over records from a file: all of them in one transaction, or none. Importing never mails.
//!
//! What becomes of each record is in `take.rs`, what two of them say of each other in `mutual.rs`.

mod mutual;
mod take;

use std::collections::BTreeSet;

use super::{Actor, Core, Error, export_records::Records};
use crate::{
    domain::{
        audit::{self, Action},
        key::Key,
        provider::Provider,
        reference::Reference,
        service::Catalogue,
    },
    storage::{self, Change, Tx, portal},
};

/// Records to be taken over, checked already. Their identifiers and versions are given here.
#[derive(Clone, Debug)]
pub struct ImportRecords {
    /// The records.
    pub records: Records,
    /// Whether a record that is there and differs is replaced.
    pub replace: bool,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was not there.
    Added,
    /// It was there and is the same.
    Unchanged,
    /// It was there and was replaced.
    Replaced,
}

/// What became of everything in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The provider and its services, if the file has them.
    pub portal: Option<Fate>,
    /// The records.
    pub records: Vec<(Reference, Fate)>,
    /// The states given to services.
    pub service_states: Vec<(Key, Fate)>,
}

/// Why a record is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The provider or its services are there and differ.
    PortalDiffers,
    /// A service or function that the portal has is missing in the file; records may refer to it.
    ServiceMissing(Key),
    /// The record is there and differs.
    Differs(Reference),
    /// Another state was given to the service.
    StateDiffers(Key),
    /// The first record would name the second, which does not name it in return; one of them is a maintenance.
    OneSided(Reference, Reference),
    /// A maintenance would be a later one of one that does not repeat.
    NotASeries(Reference, Reference),
    /// A published update would be gone, or be another one (rule D20).
    PublishedChanges(Reference, Key),
}

/// Why nothing was taken over: every reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("records in the portal differ from those in the file")]
pub struct ImportRefused(pub Vec<Conflict>);

/// What the portal holds, to which a file may refer.
#[derive(Clone, Debug, Default)]
pub struct KnownRecords {
    /// The provider and its services.
    pub portal: Option<(Provider, Catalogue)>,
    /// The reference numbers of all records.
    pub records: BTreeSet<Reference>,
}

/// What the portal holds, to which a file may refer.
///
/// # Errors
///
/// Those of the database.
pub async fn known_records(core: &Core) -> Result<KnownRecords, Error> {
    let mut tx = core.db.begin_read().await?;
    let portal = portal::find(&mut tx).await?;
    Ok(KnownRecords {
        portal: portal.map(|portal| (portal.provider, portal.catalogue)),
        records: storage::references::list(&mut tx).await?,
    })
}

/// Takes over records: each that is new is added, each that is the same is left as it is, each that
/// differs is replaced if that was asked for. One transaction holds everything; nobody is mailed.
///
/// # Errors
///
/// [`Error::Refused`] with every conflict; nothing is stored then.
pub async fn import_records(
    core: &Core,
    actor: &Actor,
    command: ImportRecords,
) -> Result<Imported, Error<ImportRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let revision = storage::revision::bump(&mut tx).await?;
    let change = Change { revision, at: now, by: &actor.who };
    let mut import = Import {
        core,
        tx,
        change,
        replace: command.replace,
        conflicts: Vec::new(),
        partners: Vec::new(),
    };
    let mut imported = Imported::default();
    let Records { portal, maintenances, incidents, service_states } = command.records;
    if let Some((provider, catalogue)) = portal {
        imported.portal = Some(import.portal(provider, catalogue).await?);
    }
    let mut prints = Vec::new();
    for maintenance in maintenances {
        prints.push(fingerprint(&maintenance));
        imported.records.push((maintenance.reference, import.maintenance(maintenance).await?));
    }
    for record in incidents {
        prints.push(fingerprint(&record));
        imported.records.push((record.incident.reference, import.incident(record).await?));
    }
    // What was not replaced for another reason says nothing of the file.
    if import.conflicts.is_empty() {
        import.both_sides().await?;
    }
    for given in service_states {
        let service = given.service.clone();
        imported.service_states.push((service, import.service_state(given).await?));
    }
    let Import { mut tx, conflicts, .. } = import;
    if !conflicts.is_empty() {
        return Err(Error::Refused(ImportRefused(conflicts)));
    }
    if !imported.changes_something() {
        return Ok(imported);
    }
    let changes = |fate: Fate| fate != Fate::Unchanged;
    if imported.portal.is_some_and(changes) {
        storage::audit::append(&mut tx, actor.event(now, Action::PortalChange, "portal")).await?;
    }
    for ((reference, fate), print) in imported.records.iter().zip(prints) {
        if changes(*fate) {
            let mut event = actor.event(now, Action::RecordImport, reference.to_string());
            event.after = Some(print);
            storage::audit::append(&mut tx, event).await?;
        }
    }
    for (service, _) in imported.service_states.iter().filter(|(_, fate)| changes(*fate)) {
        let event = actor.event(now, Action::RecordImport, service.as_str());
        storage::audit::append(&mut tx, event).await?;
    }
    tx.commit().await?;
    core.changed.announce();
    Ok(imported)
}

impl Imported {
    /// Whether anything is not as it was.
    fn changes_something(&self) -> bool {
        let records = self.records.iter().map(|(_, fate)| *fate);
        let states = self.service_states.iter().map(|(_, fate)| *fate);
        records.chain(states).chain(self.portal).any(|fate| fate != Fate::Unchanged)
    }
}

/// An import on its way.
struct Import<'a> {
    core: &'a Core,
    tx: Tx,
    change: Change<'a>,
    replace: bool,
    conflicts: Vec<Conflict>,
    /// The maintenances that were taken over, with the records that they named before or name now.
    partners: mutual::Partners,
}

type Step<T = Fate> = Result<T, Error<ImportRefused>>;

fn fingerprint(record: &impl serde::Serialize) -> String {
    // A record that is about to be stored has this form; it cannot fail.
    serde_json::to_string(record).map_or_else(|_| String::new(), |text| audit::fingerprint(&text))
}
