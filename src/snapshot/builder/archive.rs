//! The pages of the past, by the month of their records. A copy shares every month with its original, and
//! a change copies the pages of the month that it touches: what it costs does not grow with the number of
//! pages.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    domain::{
        language::Language,
        public::{Month, Route},
    },
    snapshot::page::Page,
};

type MonthPages = BTreeMap<(Route, Language), Arc<Page>>;

/// The pages of the past.
#[derive(Clone, Debug, Default)]
pub(in crate::snapshot) struct Archive(Arc<BTreeMap<Month, Arc<MonthPages>>>);

impl Archive {
    /// The page at an address.
    pub(in crate::snapshot) fn get(&self, route: &Route, language: Language) -> Option<&Arc<Page>> {
        self.0.get(&month_of(route)?)?.get(&(route.clone(), language))
    }

    /// Puts a page in its place. Only months and records have one.
    pub(in crate::snapshot) fn insert(
        &mut self,
        route: Route,
        language: Language,
        page: Arc<Page>,
    ) {
        let Some(month) = month_of(&route) else { return };
        let pages = Arc::make_mut(&mut self.0).entry(month).or_default();
        Arc::make_mut(pages).insert((route, language), page);
    }

    /// Removes a page, if it is there.
    pub(super) fn remove(&mut self, route: &Route, language: Language) {
        let Some(month) = month_of(route).filter(|_| self.get(route, language).is_some()) else {
            return;
        };
        let months = Arc::make_mut(&mut self.0);
        let Some(pages) = months.get_mut(&month).map(Arc::make_mut) else { return };
        pages.remove(&(route.clone(), language));
        if pages.is_empty() {
            months.remove(&month);
        }
    }

    /// Removes every page of which the address is not among these.
    pub(super) fn retain(&mut self, routes: &BTreeSet<Route>) {
        let months = Arc::make_mut(&mut self.0);
        months.retain(|_, pages| {
            Arc::make_mut(pages).retain(|(route, _), _| routes.contains(route));
            !pages.is_empty()
        });
    }

    /// The number of pages.
    pub(in crate::snapshot) fn len(&self) -> usize {
        self.0.values().map(|pages| pages.len()).sum()
    }
}

fn month_of(route: &Route) -> Option<Month> {
    match route {
        Route::Month(month) => Some(*month),
        Route::Incident(reference) | Route::Maintenance(reference) => {
            Some(Month::of(reference.date))
        }
        Route::Home
        | Route::Service(_)
        | Route::History
        | Route::Policy
        | Route::Maintenances(_)
        | Route::Months(_)
        | Route::Calendar(_) => None,
    }
}
