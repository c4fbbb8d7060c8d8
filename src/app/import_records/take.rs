//! Taking over one record: it is added, is the same, or replaces the one that is there.

use uuid::Uuid;

use super::{Conflict, Fate, Import, Step, mutual};
use crate::{
    app::triggers,
    domain::{
        incident::{Incident, IncidentRecord, Update},
        maintenance::Maintenance,
        provider::Provider,
        service::Catalogue,
        state_override::StateOverride,
    },
    storage::{incidents, maintenances, portal, state_overrides, updates},
};

impl Import<'_> {
    pub(super) async fn portal(&mut self, provider: Provider, catalogue: Catalogue) -> Step {
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

    pub(super) async fn maintenance(&mut self, mut maintenance: Maintenance) -> Step {
        let reference = maintenance.reference;
        let Some(stored) = maintenances::find(&mut self.tx, reference).await? else {
            self.partners.push((reference, mutual::named(&maintenance).collect()));
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
        let named = mutual::named(&stored).chain(mutual::named(&maintenance)).collect();
        self.partners.push((reference, named));
        maintenances::save(&mut self.tx, &maintenance, self.change).await?;
        Ok(Fate::Replaced)
    }

    pub(super) async fn service_state(&mut self, given: StateOverride) -> Step {
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

    pub(super) async fn incident(&mut self, record: IncidentRecord) -> Step {
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
