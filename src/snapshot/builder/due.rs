//! What a change, or the time, touches: which pages are to be made anew. It is said here, and nowhere
//! else.

use std::collections::BTreeSet;

use super::{Builder, error_pages, route_of};
use crate::domain::{
    key::Key,
    language::Language,
    public::{Calendar, Model, Month, Route, Touched},
    reference::{Reference, ReferenceKind},
    time::Timestamp,
};

impl Builder {
    /// Takes a model in which some records changed, or the states given to some services.
    pub(in crate::snapshot) fn change(
        &mut self,
        model: Model,
        changes: &[(Reference, Touched)],
        services: Vec<Key>,
    ) {
        self.model = model;
        if !services.is_empty() {
            self.due.insert(Route::Home);
            self.due.extend(services.into_iter().map(Route::Service));
        }
        for (reference, touched) in changes {
            self.touch(*reference, touched);
        }
    }

    /// Takes another model: every page is due, and pages that it does not have are dropped.
    pub(in crate::snapshot) fn replace(&mut self, model: Model) {
        self.changed_months.extend(self.model.months());
        self.model = model;
        self.errors = error_pages(self.renderer, &self.model);
        self.changed_months.extend(self.model.months());
        let records: Vec<Reference> = self
            .model
            .incidents()
            .map(|one| one.reference)
            .chain(self.model.maintenances().map(|one| one.reference))
            .collect();
        let mut routes: BTreeSet<Route> = records.iter().map(|one| route_of(*one)).collect();
        let months: Vec<Route> = self.model.months().map(Route::Month).collect();
        routes.extend(months.iter().cloned());
        self.due.extend(months);
        self.due_records = records.into_iter().filter(|one| !self.is_live_record(*one)).collect();
        self.archive.retain(&routes);
    }

    /// Says which pages a changed record touches.
    fn touch(&mut self, reference: Reference, touched: &Touched) {
        let month = Month::of(reference.date);
        self.changed_months.insert(month);
        self.due.extend([Route::Home, Route::History, Route::Month(month)]);
        // The months on either side link to this one, which may be new or gone.
        if touched.new || !self.has(reference) {
            let neighbours = [self.model.month_before(month), self.model.month_after(month)];
            self.due.extend(neighbours.into_iter().flatten().map(Route::Month));
        }
        self.due.extend(touched.services.iter().cloned().map(Route::Service));
        if reference.kind == ReferenceKind::Maintenance {
            self.due.extend(lists_of_maintenances(None));
            let services = touched.services.iter().cloned();
            self.due.extend(services.flat_map(|service| lists_of_maintenances(Some(service))));
        }
        self.due_for(reference);
        if touched.new {
            let mentioning: Vec<Reference> = self.model.mentioning(reference).collect();
            for other in mentioning {
                self.due_for(other);
            }
        }
    }

    /// Makes the page of a record due: from the model if it is live, from the database otherwise.
    fn due_for(&mut self, reference: Reference) {
        if self.is_live_record(reference) {
            self.due.insert(route_of(reference));
            self.due.extend(calendar_of(reference));
            self.due_records.remove(&reference);
        } else if self.has(reference) {
            self.due_records.insert(reference);
        } else {
            self.due_records.remove(&reference);
            for language in Language::ALL {
                self.archive.remove(&route_of(reference), language);
            }
        }
    }

    /// Makes every live page due, and moves what is no longer live into the archive.
    pub(in crate::snapshot) fn all_due(&mut self, now: Timestamp) {
        for reference in self.model.age(now) {
            self.touch(reference, &Touched::default());
        }
        // A month that is over moves as well.
        let months = self.live.keys().map(|(route, _)| route);
        let months: Vec<Route> =
            months.filter(|route| matches!(route, Route::Month(_))).cloned().collect();
        self.due.extend(months);
        self.due.extend(self.live_routes(now));
    }

    /// The pages that are made anew every minute.
    pub(super) fn live_routes(&self, now: Timestamp) -> BTreeSet<Route> {
        let model = &self.model;
        let current = Month::at(now, model.site.zone());
        let months = model.months().take_while(|month| *month >= current);
        let services = model.site.catalogue.services.iter();
        let incidents = model.live_incidents().map(|record| record.incident.reference);
        let maintenances = model.live_maintenances().map(|maintenance| maintenance.reference);
        let records = incidents.chain(maintenances);
        let services = services.flat_map(|service| {
            let lists = lists_of_maintenances(Some(service.key.clone()));
            [Route::Service(service.key.clone())].into_iter().chain(lists)
        });
        [Route::Home, Route::History, Route::Policy]
            .into_iter()
            .chain(lists_of_maintenances(None))
            .chain(services)
            .chain(records.flat_map(|one| calendar_of(one).into_iter().chain([route_of(one)])))
            .chain(months.map(Route::Month))
            .collect()
    }

    pub(super) fn has(&self, reference: Reference) -> bool {
        self.model.incident(reference).is_some() || self.model.maintenance(reference).is_some()
    }

    pub(super) fn is_live_record(&self, reference: Reference) -> bool {
        self.model.live_incident(reference).is_some()
            || self.model.live_maintenance(reference).is_some()
    }
}

/// The pages and the file in which all maintenances are found, or those of a service.
fn lists_of_maintenances(service: Option<Key>) -> [Route; 3] {
    let calendar = service.clone().map_or(Calendar::All, Calendar::Service);
    [Route::Maintenances(service.clone()), Route::Months(service), Route::Calendar(calendar)]
}

/// The file of a record for calendars: only what is to come, going on or lately over has one.
fn calendar_of(reference: Reference) -> Option<Route> {
    (reference.kind == ReferenceKind::Maintenance)
        .then_some(Route::Calendar(Calendar::Maintenance(reference)))
}
