//! Everything public, kept in memory: summaries of all records, facts of those that touch the last 90
//! days, and whole records of those that are live.
//!
//! A copy is cheap, and so is a change of one: `past` shares the records of every month that stays as it
//! is. `age` is what it lets go of; `parts` takes a model apart, to be stored, and puts it together again;
//! `states` is how services stand.

mod age;
mod parts;
mod past;
mod states;

use std::{collections::BTreeMap, sync::Arc};

use jiff::{ToSpan as _, civil::Date};

pub use self::{age::MAX_LIVE, parts::Parts};
use self::{age::is_recent, past::Past};
use super::{
    IncidentSummary, MaintenanceSummary, Month, Site, incident_is_live, maintenance_is_live,
};
use crate::domain::{
    availability::{self, Day},
    incident::{Incident, IncidentRecord},
    key::Key,
    maintenance::Maintenance,
    reference::Reference,
    service::Service,
    state_override::StateOverride,
    status,
    time::Timestamp,
};

/// Days of a service that are shown.
const DAYS: i32 = 90;

type Records<T> = Arc<BTreeMap<Reference, Arc<T>>>;

/// Everything public.
#[derive(Clone, Debug)]
pub struct Model {
    /// Who speaks, and about which services.
    pub site: Arc<Site>,
    past: Past,
    facts: Records<Incident>,
    live_incidents: Records<IncidentRecord>,
    live_maintenances: Records<Maintenance>,
    given_states: Arc<BTreeMap<Key, StateOverride>>,
}

/// What a change of a record touched besides the record's own page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Services whose days or state may have changed.
    pub services: Vec<Key>,
    /// Whether the record was not there before, so that those who mention it can link to it now.
    pub new: bool,
}

impl Model {
    /// The model of a site without records.
    pub fn new(site: Site) -> Self {
        Self {
            site: Arc::new(site),
            past: Past::default(),
            facts: Arc::default(),
            live_incidents: Arc::default(),
            live_maintenances: Arc::default(),
            given_states: Arc::default(),
        }
    }

    /// Takes in an incident as it stands now. One that is not public is taken out.
    pub fn put_incident(&mut self, record: IncidentRecord, now: Timestamp) -> Touched {
        let reference = record.incident.reference;
        if !record.incident.is_public() {
            return self.remove_incident(reference);
        }
        let summary = IncidentSummary::of(&record, &self.site.catalogue);
        let mut services = summary.affected.clone();
        services.extend(self.touched_services(&record.incident));
        if let Some(before) = self.facts.get(&reference) {
            services.extend(self.touched_services(before));
        }
        services.sort_unstable();
        services.dedup();
        if is_recent(&summary, now) {
            let facts = Arc::new(record.incident.clone());
            Arc::make_mut(&mut self.facts).insert(reference, facts);
        } else if self.facts.contains_key(&reference) {
            Arc::make_mut(&mut self.facts).remove(&reference);
        }
        if incident_is_live(&summary, now) {
            Arc::make_mut(&mut self.live_incidents).insert(reference, Arc::new(record));
        } else if self.live_incidents.contains_key(&reference) {
            Arc::make_mut(&mut self.live_incidents).remove(&reference);
        }
        let before = self.past.change(Month::of(reference.date), |records| {
            records.incidents.insert(reference, Arc::new(summary))
        });
        Touched { services, new: before.is_none() }
    }

    /// Takes in a maintenance as it stands now. One that is not public is taken out.
    pub fn put_maintenance(&mut self, maintenance: Maintenance, now: Timestamp) -> Touched {
        let reference = maintenance.reference;
        let month = Month::of(reference.date);
        if !maintenance.is_public() {
            let before = self.past.change(month, |records| records.maintenances.remove(&reference));
            Arc::make_mut(&mut self.live_maintenances).remove(&reference);
            return Touched {
                services: before.map(|before| before.services.clone()).unwrap_or_default(),
                new: false,
            };
        }
        let summary = MaintenanceSummary::of(&maintenance, &self.site.catalogue);
        let mut services = summary.services.clone();
        if maintenance_is_live(&summary, now) {
            Arc::make_mut(&mut self.live_maintenances).insert(reference, Arc::new(maintenance));
        } else if self.live_maintenances.contains_key(&reference) {
            Arc::make_mut(&mut self.live_maintenances).remove(&reference);
        }
        let before = self
            .past
            .change(month, |records| records.maintenances.insert(reference, Arc::new(summary)));
        services.extend(before.iter().flat_map(|before| before.services.iter().cloned()));
        services.sort_unstable();
        services.dedup();
        Touched { services, new: before.is_none() }
    }

    fn remove_incident(&mut self, reference: Reference) -> Touched {
        let month = Month::of(reference.date);
        let Some(before) = self.past.change(month, |records| records.incidents.remove(&reference))
        else {
            return Touched::default();
        };
        let mut services = before.affected.clone();
        if let Some(facts) = self.facts.get(&reference) {
            services.extend(self.touched_services(facts));
        }
        Arc::make_mut(&mut self.facts).remove(&reference);
        Arc::make_mut(&mut self.live_incidents).remove(&reference);
        Touched { services, new: false }
    }

    /// The services with a symptom in any period: also those that the incident does not name.
    fn touched_services(&self, incident: &Incident) -> Vec<Key> {
        let catalogue = &self.site.catalogue;
        let touched = catalogue.services.iter().filter(|service| {
            status::state_of_periods(incident, &incident.periods, service, catalogue).is_some()
        });
        touched.map(|service| service.key.clone()).collect()
    }

    /// Every incident, newest number first.
    pub fn incidents(&self) -> impl Iterator<Item = &IncidentSummary> {
        self.months().flat_map(|month| self.incidents_of(month).rev())
    }

    /// Every maintenance, newest number first.
    pub fn maintenances(&self) -> impl Iterator<Item = &MaintenanceSummary> {
        self.months().flat_map(|month| self.maintenances_of(month).rev())
    }

    /// An incident in short, if there is one with this number.
    pub fn incident(&self, reference: Reference) -> Option<&IncidentSummary> {
        self.past.incident(reference)
    }

    /// A maintenance in short, if there is one with this number.
    pub fn maintenance(&self, reference: Reference) -> Option<&MaintenanceSummary> {
        self.past.maintenance(reference)
    }

    /// The incidents of a month, oldest number first.
    pub fn incidents_of(&self, month: Month) -> impl DoubleEndedIterator<Item = &IncidentSummary> {
        let records = self.past.of(month).into_iter();
        records.flat_map(|records| records.incidents.values().map(AsRef::as_ref))
    }

    /// The maintenances of a month, oldest number first.
    pub fn maintenances_of(
        &self,
        month: Month,
    ) -> impl DoubleEndedIterator<Item = &MaintenanceSummary> {
        let records = self.past.of(month).into_iter();
        records.flat_map(|records| records.maintenances.values().map(AsRef::as_ref))
    }

    /// A series by the number of its first maintenance, in order.
    pub fn series(&self, first: Reference) -> Vec<&MaintenanceSummary> {
        let months = self.past.months().map(|(month, _)| month);
        let all = months.flat_map(|month| self.maintenances_of(month));
        all.filter(|one| one.reference == first || one.series == Some(first)).collect()
    }

    /// The incidents that affect a service, newest number first.
    pub fn incidents_affecting(&self, service: &Key) -> impl Iterator<Item = &IncidentSummary> {
        let months = self.past.months().rev();
        let months = months.filter(move |(_, records)| records.affected.contains(service));
        months
            .flat_map(|(_, records)| records.incidents.values().rev().map(AsRef::as_ref))
            .filter(move |one: &&IncidentSummary| one.affected.contains(service))
    }

    /// Every month that has a record, newest first.
    pub fn months(&self) -> impl Iterator<Item = Month> {
        self.past.months().rev().map(|(month, _)| month)
    }

    /// The months with a record about which something was said since an instant, newest first.
    pub fn months_said_since(&self, at: Timestamp) -> impl Iterator<Item = Month> {
        let months = self.past.months().rev();
        months.filter(move |(_, records)| records.said >= at).map(|(month, _)| month)
    }

    /// The maintenances in which work may have been done since an instant or is to come, newest number first.
    pub fn maintenances_since(&self, at: Timestamp) -> impl Iterator<Item = &MaintenanceSummary> {
        let months = self.past.months().rev().filter(move |(_, records)| records.worked >= at);
        months
            .flat_map(|(_, records)| records.maintenances.values().rev().map(AsRef::as_ref))
            .filter(move |one: &&MaintenanceSummary| one.worked_until() >= at)
    }

    /// Whether a month has a record.
    pub fn has_month(&self, month: Month) -> bool {
        self.past.of(month).is_some()
    }

    /// The nearest month with a record before a month.
    pub fn month_before(&self, month: Month) -> Option<Month> {
        self.past.before(month)
    }

    /// The nearest month with a record after a month.
    pub fn month_after(&self, month: Month) -> Option<Month> {
        self.past.after(month)
    }

    /// Incidents that are open or about which something was said lately, whole, newest number first.
    pub fn live_incidents(&self) -> impl Iterator<Item = &IncidentRecord> {
        self.live_incidents.values().rev().map(AsRef::as_ref)
    }

    /// Maintenances that are to come, going on or lately over, whole, newest number first.
    pub fn live_maintenances(&self) -> impl Iterator<Item = &Maintenance> {
        self.live_maintenances.values().rev().map(AsRef::as_ref)
    }

    /// A live incident.
    pub fn live_incident(&self, reference: Reference) -> Option<&IncidentRecord> {
        self.live_incidents.get(&reference).map(AsRef::as_ref)
    }

    /// A live maintenance.
    pub fn live_maintenance(&self, reference: Reference) -> Option<&Maintenance> {
        self.live_maintenances.get(&reference).map(AsRef::as_ref)
    }

    /// The facts of the incidents that touch the last 90 days, newest number first.
    pub fn facts(&self) -> impl Iterator<Item = &Incident> {
        self.facts.values().rev().map(AsRef::as_ref)
    }

    /// The records whose pages mention a record.
    pub fn mentioning(&self, reference: Reference) -> impl Iterator<Item = Reference> {
        let months = self.past.months().rev().map(|(_, records)| records);
        months.filter(move |records| records.mentions.contains(&reference)).flat_map(
            move |records| {
                let mentions = move |mentions: &[Reference]| mentions.contains(&reference);
                let incidents =
                    records.incidents.values().filter(move |one| mentions(&one.mentions));
                let maintenances =
                    records.maintenances.values().filter(move |one| mentions(&one.mentions));
                incidents.map(|one| one.reference).chain(maintenances.map(|one| one.reference))
            },
        )
    }

    /// The last 90 days of a service, today included, oldest first (rule D29).
    pub fn days(&self, service: &Service, now: Timestamp) -> Vec<Day> {
        let (catalogue, zone) = (&self.site.catalogue, self.site.zone());
        let today = now.date_in(zone);
        let first = today.checked_sub((DAYS - 1).days()).unwrap_or(today);
        let since = Timestamp::from_civil(first.at(0, 0, 0, 0), zone);
        let months = self.past.months().filter(|(_, records)| records.worked >= since);
        let work = months.flat_map(|(_, records)| records.maintenances.values());
        let work = work.map(|one| one.announced());
        availability::days(service, catalogue, self.facts(), work, (first, now), zone)
    }

    /// The date of the oldest record: before it, nothing is known.
    pub fn since(&self) -> Option<Date> {
        let (_, records) = self.past.months().next()?;
        let oldest = [records.incidents.keys().next(), records.maintenances.keys().next()];
        oldest.into_iter().flatten().map(|reference| reference.date).min()
    }
}
