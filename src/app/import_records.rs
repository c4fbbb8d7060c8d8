//! Taking over records from a file: all of them in one transaction, or none. Importing never mails.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Actor, Core, Error, export_records::Records, triggers};
use crate::{
    domain::{
        audit::{self, Action},
        incident::{Incident, IncidentRecord, Update},
        key::Key,
        maintenance::Maintenance,
        provider::Provider,
        reference::Reference,
        service::Catalogue,
        state_override::StateOverride,
    },
    storage::{self, Change, Tx, incidents, maintenances, portal, state_overrides, updates},
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
    /// A maintenance would name an incident that does not name it in return.
    OneSided(Reference, Reference),
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
    let mut import = Import { core, tx, change, replace: command.replace, conflicts: Vec::new() };
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
        import.both_sides(&imported.records).await?;
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
}

type Step<T = Fate> = Result<T, Error<ImportRefused>>;

impl Import<'_> {
    async fn portal(&mut self, provider: Provider, catalogue: Catalogue) -> Step {
        let at = self.change.at;
        let Some(stored) = portal::find(&mut self.tx).await? else {
            portal::insert(&mut self.tx, &provider, &catalogue, at).await?;
            return Ok(Fate::Added);
        };
        if stored.provider == provider && stored.catalogue == catalogue {
            return Ok(Fate::Unchanged);
        }
        if !self.replace {
            self.conflicts.push(Conflict::PortalDiffers);
            return Ok(Fate::Unchanged);
        }
        let services = stored.catalogue.services.iter().map(|service| &service.key);
        let functions = stored.catalogue.functions.iter().map(|function| &function.key);
        let missing = services
            .filter(|key| catalogue.service(key).is_none())
            .chain(functions.filter(|key| catalogue.function(key).is_none()));
        self.conflicts.extend(missing.cloned().map(Conflict::ServiceMissing));
        let portal = portal::Portal { provider, catalogue, version: stored.version };
        portal::save(&mut self.tx, &portal, at).await?;
        Ok(Fate::Replaced)
    }

    async fn maintenance(&mut self, mut maintenance: Maintenance) -> Step {
        let reference = maintenance.reference;
        let Some(stored) = maintenances::find(&mut self.tx, reference).await? else {
            maintenance.id = self.core.ids.uuid(self.change.at)?;
            maintenances::insert(&mut self.tx, &maintenance, self.change).await?;
            return Ok(Fate::Added);
        };
        (maintenance.id, maintenance.version) = (stored.id, stored.version);
        if maintenance == stored {
            return Ok(Fate::Unchanged);
        }
        if !self.replace {
            self.conflicts.push(Conflict::Differs(reference));
            return Ok(Fate::Unchanged);
        }
        for (index, update) in stored.updates.iter().enumerate() {
            let same = maintenance.updates.get(index).is_some_and(|new| {
                new.key == update.key
                    && new.posted == update.posted
                    && new.template == update.template
            });
            if !same {
                self.conflicts.push(Conflict::PublishedChanges(reference, update.key.clone()));
            }
        }
        maintenances::save(&mut self.tx, &maintenance, self.change).await?;
        Ok(Fate::Replaced)
    }

    /// Every maintenance that was taken over names only incidents that name it in return.
    async fn both_sides(&mut self, taken: &[(Reference, Fate)]) -> Step<()> {
        let maintenances = taken.iter().filter(|(_, fate)| *fate != Fate::Unchanged);
        for (reference, _) in maintenances {
            let found = maintenances::find(&mut self.tx, *reference).await?;
            let Some(maintenance) = found else { continue };
            let triggered = maintenance.triggered.iter().map(|one| (*one, true));
            let named = triggered.chain(maintenance.follows.iter().map(|one| (*one, false)));
            for (incident, is_triggered) in named {
                let found = incidents::find(&mut self.tx, incident).await?;
                let is_mutual = found.is_some_and(|IncidentRecord { incident, .. }| {
                    let followed = incident.followed_by.contains(reference);
                    if is_triggered { incident.triggered_by == Some(*reference) } else { followed }
                });
                if !is_mutual {
                    self.conflicts.push(Conflict::OneSided(*reference, incident));
                }
            }
        }
        Ok(())
    }

    async fn service_state(&mut self, given: StateOverride) -> Step {
        let revision = self.change.revision;
        let Some(stored) = state_overrides::find(&mut self.tx, &given.service).await? else {
            state_overrides::insert(&mut self.tx, &given, revision).await?;
            return Ok(Fate::Added);
        };
        if stored.given == given {
            return Ok(Fate::Unchanged);
        }
        if !self.replace {
            self.conflicts.push(Conflict::StateDiffers(given.service));
            return Ok(Fate::Unchanged);
        }
        state_overrides::save(&mut self.tx, &given, stored.revision, revision).await?;
        Ok(Fate::Replaced)
    }

    async fn incident(&mut self, record: IncidentRecord) -> Step {
        let reference = record.incident.reference;
        match incidents::find(&mut self.tx, reference).await? {
            None => self.add_incident(record).await,
            Some(stored) if nameless(&stored) == nameless(&record) => Ok(Fate::Unchanged),
            Some(_) if !self.replace => {
                self.conflicts.push(Conflict::Differs(reference));
                Ok(Fate::Unchanged)
            }
            Some(stored) => self.replace_incident(&stored, record).await,
        }
    }

    async fn add_incident(&mut self, record: IncidentRecord) -> Step {
        let id = self.core.ids.uuid(self.change.at)?;
        let incident = Incident { id, version: 1, ..record.incident };
        let opened_at = record.updates.first().map_or(self.change.at, |update| update.posted);
        incidents::insert(&mut self.tx, &incident, opened_at, self.change).await?;
        triggers::follow(&mut self.tx, None, &incident, self.change).await?;
        self.add_updates(id, record.updates).await?;
        Ok(Fate::Added)
    }

    async fn add_updates(&mut self, incident: Uuid, new: Vec<Update>) -> Step<()> {
        for update in new {
            let update = Update { id: self.core.ids.uuid(self.change.at)?, ..update };
            updates::insert(&mut self.tx, incident, &update, None).await?;
        }
        Ok(())
    }

    /// Published updates keep their place, their kind, their state and their time, and stay public;
    /// their texts and values may be replaced, and further ones may follow.
    async fn replace_incident(&mut self, stored: &IncidentRecord, record: IncidentRecord) -> Step {
        let IncidentRecord { incident, updates: mut given } = record;
        let further = given.split_off(stored.updates.len().min(given.len()));
        let mut given = given.into_iter();
        let stays_public = incident.exercise == stored.incident.exercise;
        for update in &stored.updates {
            let new = given.next().filter(|new| {
                stays_public
                    && new.key == update.key
                    && new.kind == update.kind
                    && new.state == update.state
                    && new.posted == update.posted
            });
            match new {
                Some(new) => {
                    updates::save(&mut self.tx, &Update { id: update.id, ..new }).await?;
                }
                None => self
                    .conflicts
                    .push(Conflict::PublishedChanges(incident.reference, update.key.clone())),
            }
        }
        let Incident { id, version, .. } = stored.incident;
        let incident = Incident { id, version, ..incident };
        incidents::save(&mut self.tx, &incident, self.change).await?;
        let before = Some(&stored.incident);
        triggers::follow(&mut self.tx, before, &incident, self.change).await?;
        if self.conflicts.is_empty() {
            self.add_updates(id, further).await?;
        }
        Ok(Fate::Replaced)
    }
}

/// A record without what the database gave it.
fn nameless(record: &IncidentRecord) -> IncidentRecord {
    let mut record = record.clone();
    record.incident.id = Uuid::nil();
    record.incident.version = 1;
    for update in &mut record.updates {
        update.id = Uuid::nil();
    }
    record
}

fn fingerprint(record: &impl serde::Serialize) -> String {
    // A record that is about to be stored has this form; it cannot fail.
    serde_json::to_string(record).map_or_else(|_| String::new(), |text| audit::fingerprint(&text))
}
