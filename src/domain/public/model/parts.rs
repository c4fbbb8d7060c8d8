//! The records of a model, taken apart to be stored, and put together again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Model, Records, past::Past};
use crate::domain::{
    incident::{Incident, IncidentRecord},
    maintenance::Maintenance,
    public::{IncidentSummary, MaintenanceSummary, Month, Site},
    reference::{Reference, ReferenceKind},
    state_override::StateOverride,
};

/// The records of a model, or some of them, to be stored and restored.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// Incidents in short.
    pub incidents: Vec<Arc<IncidentSummary>>,
    /// Maintenances in short.
    pub maintenances: Vec<Arc<MaintenanceSummary>>,
    /// Facts of the incidents that touch the last 90 days.
    pub facts: Vec<Arc<Incident>>,
    /// Whole incidents that are live.
    pub live_incidents: Vec<Arc<IncidentRecord>>,
    /// Whole maintenances that are live.
    pub live_maintenances: Vec<Arc<Maintenance>>,
    /// The states that operators gave services.
    pub given_states: Vec<StateOverride>,
}

impl Parts {
    /// These records and others.
    #[must_use]
    pub fn with(mut self, others: Self) -> Self {
        self.incidents.extend(others.incidents);
        self.maintenances.extend(others.maintenances);
        self.facts.extend(others.facts);
        self.live_incidents.extend(others.live_incidents);
        self.live_maintenances.extend(others.live_maintenances);
        self.given_states.extend(others.given_states);
        self
    }
}

impl Model {
    /// The model of a site with stored records.
    pub fn restored(site: Site, parts: Parts) -> Self {
        Self {
            site: Arc::new(site),
            past: Past::new(parts.incidents, parts.maintenances),
            facts: by_number(parts.facts, |one| one.reference),
            live_incidents: by_number(parts.live_incidents, |one| one.incident.reference),
            live_maintenances: by_number(parts.live_maintenances, |one| one.reference),
            given_states: Arc::new(
                parts.given_states.into_iter().map(|one| (one.service.clone(), one)).collect(),
            ),
        }
    }

    /// The records that are live and the states that were given, to be stored.
    pub fn live_parts(&self) -> Parts {
        Parts {
            live_incidents: self.live_incidents.values().cloned().collect(),
            live_maintenances: self.live_maintenances.values().cloned().collect(),
            given_states: self.given_states.values().cloned().collect(),
            ..Parts::default()
        }
    }

    /// What is known of the records of a month, to be stored.
    pub fn parts_of(&self, month: Month) -> Parts {
        let facts = self.facts.range(month.references(ReferenceKind::Incident));
        let records = self.past.of(month);
        let incidents = records.into_iter().flat_map(|records| records.incidents.values());
        let maintenances = records.into_iter().flat_map(|records| records.maintenances.values());
        Parts {
            incidents: incidents.cloned().collect(),
            maintenances: maintenances.cloned().collect(),
            facts: facts.map(|(_, one)| one.clone()).collect(),
            ..Parts::default()
        }
    }
}

fn by_number<T>(records: Vec<Arc<T>>, number: impl Fn(&T) -> Reference) -> Records<T> {
    Arc::new(records.into_iter().map(|record| (number(&record), record)).collect())
}
