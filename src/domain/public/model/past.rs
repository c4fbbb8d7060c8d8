//! All records in short, by the month of their numbers. A copy shares every month with its original, and
//! a change copies the month that it touches: what it costs does not grow with the number of records.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::domain::{
    key::Key,
    public::{IncidentSummary, MaintenanceSummary, Month},
    reference::Reference,
    time::Timestamp,
};

/// All records in short.
#[derive(Clone, Debug, Default)]
pub(super) struct Past(Arc<BTreeMap<Month, Arc<MonthOfRecords>>>);

/// The records of a month, with what tells whether it is worth looking through them.
#[derive(Clone, Debug)]
pub(super) struct MonthOfRecords {
    pub(super) incidents: BTreeMap<Reference, Arc<IncidentSummary>>,
    pub(super) maintenances: BTreeMap<Reference, Arc<MaintenanceSummary>>,
    /// When something was last said about any of them.
    pub(super) said: Timestamp,
    /// Until when work may have been done in any of its maintenances.
    pub(super) worked: Timestamp,
    /// The services that its incidents affect.
    pub(super) affected: BTreeSet<Key>,
    /// The records that any of them mentions.
    pub(super) mentions: BTreeSet<Reference>,
}

impl Past {
    /// These records.
    pub(super) fn new(
        incidents: Vec<Arc<IncidentSummary>>,
        maintenances: Vec<Arc<MaintenanceSummary>>,
    ) -> Self {
        let mut months: BTreeMap<Month, MonthOfRecords> = BTreeMap::new();
        for one in incidents {
            let records = months.entry(Month::of(one.reference.date)).or_default();
            records.incidents.insert(one.reference, one);
        }
        for one in maintenances {
            let records = months.entry(Month::of(one.reference.date)).or_default();
            records.maintenances.insert(one.reference, one);
        }
        let looked_through = months.into_iter().map(|(month, mut records)| {
            records.look_through();
            (month, Arc::new(records))
        });
        Self(Arc::new(looked_through.collect()))
    }

    /// Every month that has a record, oldest first, with its records.
    pub(super) fn months(
        &self,
    ) -> impl DoubleEndedIterator<Item = (Month, &MonthOfRecords)> + use<'_> {
        self.0.iter().map(|(month, records)| (*month, records.as_ref()))
    }

    /// The records of a month, if it has any.
    pub(super) fn of(&self, month: Month) -> Option<&MonthOfRecords> {
        self.0.get(&month).map(AsRef::as_ref)
    }

    /// The nearest month with a record before a month.
    pub(super) fn before(&self, month: Month) -> Option<Month> {
        self.0.range(..month).next_back().map(|(month, _)| *month)
    }

    /// The nearest month with a record after a month.
    pub(super) fn after(&self, month: Month) -> Option<Month> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.0.range((Excluded(month), Unbounded)).next().map(|(month, _)| *month)
    }

    /// An incident, if there is one with this number.
    pub(super) fn incident(&self, reference: Reference) -> Option<&IncidentSummary> {
        self.of(Month::of(reference.date))?.incidents.get(&reference).map(AsRef::as_ref)
    }

    /// A maintenance, if there is one with this number.
    pub(super) fn maintenance(&self, reference: Reference) -> Option<&MaintenanceSummary> {
        self.of(Month::of(reference.date))?.maintenances.get(&reference).map(AsRef::as_ref)
    }

    /// Changes the records of a month. One that has none afterwards is no month of the past.
    pub(super) fn change<T>(
        &mut self,
        month: Month,
        change: impl FnOnce(&mut MonthOfRecords) -> T,
    ) -> T {
        let months = Arc::make_mut(&mut self.0);
        let records = Arc::make_mut(months.entry(month).or_default());
        let result = change(records);
        records.look_through();
        if records.incidents.is_empty() && records.maintenances.is_empty() {
            months.remove(&month);
        }
        result
    }
}

impl Default for MonthOfRecords {
    fn default() -> Self {
        Self {
            incidents: BTreeMap::new(),
            maintenances: BTreeMap::new(),
            said: Timestamp::MIN,
            worked: Timestamp::MIN,
            affected: BTreeSet::new(),
            mentions: BTreeSet::new(),
        }
    }
}

impl MonthOfRecords {
    fn look_through(&mut self) {
        let incidents = || self.incidents.values();
        let maintenances = || self.maintenances.values();
        let said = incidents().map(|one| one.last_said());
        let said = said.chain(maintenances().map(|one| one.last_said())).max();
        let worked = maintenances().map(|one| one.worked_until()).max();
        let affected = incidents().flat_map(|one| &one.affected).cloned().collect();
        let mentions = incidents().flat_map(|one| &one.mentions);
        let mentions = mentions.chain(maintenances().flat_map(|one| &one.mentions));
        let mentions = mentions.copied().collect();
        self.said = said.unwrap_or(Timestamp::MIN);
        self.worked = worked.unwrap_or(Timestamp::MIN);
        self.affected = affected;
        self.mentions = mentions;
    }
}
