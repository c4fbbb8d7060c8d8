//! How services stand: what the records say, and what operators said in its place (domain rules 4.5).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::Model;
use crate::domain::{
    key::Key,
    service::Service,
    state_override::{Standing, StateOverride},
    status::{self, OverallState, ServiceState},
    time::Timestamp,
};

impl Model {
    /// Takes in the states that operators gave services, in the place of those from before; tells for
    /// which services that makes a difference.
    pub fn put_given_states(&mut self, given: Vec<StateOverride>) -> Vec<Key> {
        let now: BTreeMap<Key, StateOverride> =
            given.into_iter().map(|one| (one.service.clone(), one)).collect();
        let before = &self.given_states;
        let services = before.keys().chain(now.keys()).collect::<BTreeSet<_>>().into_iter();
        let changed = services.filter(|service| before.get(*service) != now.get(*service));
        let changed: Vec<Key> = changed.cloned().collect();
        if !changed.is_empty() {
            self.given_states = Arc::new(now);
        }
        changed
    }

    /// The state of a service, and what stands behind it (domain rules 4.5).
    pub fn standing(&self, service: &Service, now: Timestamp) -> Standing<'_> {
        let incidents = self.live_incidents().map(|record| &record.incident);
        let catalogue = &self.site.catalogue;
        let work = self.live_maintenances();
        let computed = status::service_state(service, catalogue, incidents, work);
        Standing::of(computed, self.given_states.get(&service.key), now)
    }

    /// The state of a service.
    pub fn service_state(&self, service: &Service, now: Timestamp) -> ServiceState {
        self.standing(service, now).state
    }

    /// The state of everything.
    pub fn overall(&self, now: Timestamp) -> OverallState {
        let states = self.site.catalogue.services.iter().map(|one| self.service_state(one, now));
        let open = self.live_incidents().any(|record| record.incident.state.is_open());
        OverallState::of(states, open)
    }
}
