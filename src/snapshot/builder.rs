//! Keeps the model and the pages made from it, and makes anew what `due` says that a change or the time
//! touches.

mod archive;
mod due;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use hyper::header::HeaderValue;

pub(super) use self::archive::Archive;
use super::{
    Snapshot,
    page::{self, Cache, Page},
    renderer::{Html, Renderer},
};
use crate::domain::{
    incident::IncidentRecord,
    language::Language,
    maintenance::Maintenance,
    public::{Model, Month, Route, View},
    reference::{Reference, ReferenceKind},
    time::Timestamp,
};

/// The statuses for which there is an error page.
pub(super) const ERRORS: [u16; 10] = [400, 404, 405, 408, 413, 414, 429, 431, 500, 503];

/// Pages by their path.
pub(super) type Pages = HashMap<Arc<str>, Arc<Page>>;

/// A whole record, as the database gave it.
pub(super) enum Record {
    Incident(Box<IncidentRecord>),
    Maintenance(Box<Maintenance>),
}

/// At what time pages are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    pub(super) now: Timestamp,
    pub(super) as_of: Timestamp,
    pub(super) stale: bool,
}

pub(super) struct Builder {
    renderer: Renderer,
    model: Model,
    live: BTreeMap<(Route, Language), Arc<Page>>,
    archive: Archive,
    errors: HashMap<(u16, Language), Arc<Page>>,
    /// Pages to be made anew from the model.
    due: BTreeSet<Route>,
    /// Archived records whose pages are to be made anew from the database.
    due_records: BTreeSet<Reference>,
    /// Months whose records or pages changed since [`Builder::take_changed_months`].
    changed_months: BTreeSet<Month>,
}

impl Builder {
    /// A builder with pages that were kept from before; none of them is due.
    pub(super) fn new(renderer: Renderer, model: Model, kept: Kept) -> Self {
        let errors = error_pages(renderer, &model);
        Self {
            renderer,
            model,
            live: kept.live,
            archive: kept.archive,
            errors,
            due: BTreeSet::new(),
            due_records: BTreeSet::new(),
            changed_months: BTreeSet::new(),
        }
    }

    pub(super) const fn model(&self) -> &Model {
        &self.model
    }

    /// The page of a month or record that is kept in the archive.
    pub(super) fn archived(&self, route: &Route, language: Language) -> Option<&Arc<Page>> {
        self.archive.get(route, language)
    }

    /// The live pages.
    pub(super) fn live(&self) -> impl Iterator<Item = (String, &Arc<Page>)> {
        self.live.iter().map(|((route, language), page)| (route.path(*language), page))
    }

    /// Archived records whose pages are to be made anew, newest first.
    pub(super) fn due_records(&self, most: usize) -> Vec<Reference> {
        let mut due: Vec<Reference> = self.due_records.iter().copied().collect();
        due.sort_unstable_by_key(|reference| std::cmp::Reverse((reference.date, reference.number)));
        due.truncate(most);
        due
    }

    pub(super) fn has_due_records(&self) -> bool {
        !self.due_records.is_empty()
    }

    /// Whether pages are to be made anew from the model.
    pub(super) fn has_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// Months that changed, and could not be saved.
    pub(super) fn changed_again(&mut self, months: BTreeSet<Month>) {
        self.changed_months.extend(months);
    }

    pub(super) fn take_changed_months(&mut self) -> BTreeSet<Month> {
        std::mem::take(&mut self.changed_months)
    }

    /// Makes what is due.
    pub(super) fn build(&mut self, when: When) {
        let live = self.live_routes(when.now);
        for route in std::mem::take(&mut self.due) {
            for language in Language::ALL {
                if live.contains(&route) {
                    self.build_live(&route, language, when);
                } else {
                    self.build_from_model(&route, language, when);
                }
            }
        }
        self.drop_past(&live);
    }

    fn build_live(&mut self, route: &Route, language: Language, when: When) {
        let key = (route.clone(), language);
        let before = self.live.get(&key);
        let Some(page) = self.page(route, language, Cache::Live, when, before) else { return };
        self.live.insert(key, page);
        self.archive.remove(route, language);
    }

    /// Only months are archived pages that come from the model; one without records has none.
    fn build_from_model(&mut self, route: &Route, language: Language, when: When) {
        let Route::Month(month) = route else { return };
        if !self.model.has_month(*month) {
            self.archive.remove(route, language);
            return;
        }
        let before = self.archive.get(route, language);
        if let Some(page) = self.page(route, language, Cache::Archived, when, before) {
            self.archive.insert(route.clone(), language, page);
            self.changed_months.insert(*month);
        }
    }

    /// Makes the archived pages of records that were read; `missing` are those that are gone.
    pub(super) fn build_records(&mut self, asked: &[Reference], records: &[Record], when: When) {
        for reference in asked {
            self.due_records.remove(reference);
            self.changed_months.insert(Month::of(reference.date));
        }
        for record in records {
            let reference = match record {
                Record::Incident(record) => record.incident.reference,
                Record::Maintenance(maintenance) => maintenance.reference,
            };
            // It may have become live, or have ceased to be public, since it was asked for.
            if self.is_live_record(reference) || !self.has(reference) {
                continue;
            }
            let route = route_of(reference);
            for language in Language::ALL {
                let before = self.archive.get(&route, language);
                let text = self.text(&route.path(language), when, |renderer, view| match record {
                    Record::Incident(record) => (renderer.incident)(view, language, record),
                    Record::Maintenance(maintenance) => {
                        (renderer.maintenance)(view, language, maintenance)
                    }
                });
                if let Some(text) = text {
                    let page =
                        updated((&route, &text), language, Cache::Archived, when.now, before);
                    self.archive.insert(route.clone(), language, page);
                }
            }
        }
        let live = self.live_routes(when.now);
        self.drop_past(&live);
    }

    /// Drops live pages that are no longer live, once the archive has them or nobody should.
    fn drop_past(&mut self, live: &BTreeSet<Route>) {
        let (archive, model) = (&self.archive, &self.model);
        self.live.retain(|(route, language), _| {
            let waits = match route {
                Route::Incident(reference) => model.incident(*reference).is_some(),
                Route::Maintenance(reference) => model.maintenance(*reference).is_some(),
                _ => false,
            };
            live.contains(route) || (waits && archive.get(route, *language).is_none())
        });
    }

    fn page(
        &self,
        route: &Route,
        language: Language,
        cache: Cache,
        when: When,
        before: Option<&Arc<Page>>,
    ) -> Option<Arc<Page>> {
        let model = &self.model;
        let service = |key| model.site.catalogue.service(key).ok_or(askama::Error::Fmt);
        let text = self.text(&route.path(language), when, |renderer, view| match route {
            Route::Home => (renderer.home)(view, language),
            Route::History => (renderer.history)(view, language),
            Route::Policy => (renderer.policy)(view, language),
            Route::Maintenances(which) => {
                (renderer.maintenances)(view, language, which.as_ref().map(service).transpose()?)
            }
            Route::Months(which) => {
                (renderer.months)(view, language, which.as_ref().map(service).transpose()?)
            }
            Route::Calendar(which) => (renderer.calendar)(view, language, which),
            Route::Month(month) => (renderer.month)(view, language, *month),
            Route::Service(key) => (renderer.service)(view, language, service(key)?),
            Route::Incident(reference) => match model.live_incident(*reference) {
                Some(record) => (renderer.incident)(view, language, record),
                None => Err(askama::Error::Fmt),
            },
            Route::Maintenance(reference) => match model.live_maintenance(*reference) {
                Some(maintenance) => (renderer.maintenance)(view, language, maintenance),
                None => Err(askama::Error::Fmt),
            },
        })?;
        Some(updated((route, &text), language, cache, when.now, before))
    }

    /// The text of a page. One that cannot be made keeps the page from before: the rest goes on.
    fn text(
        &self,
        path: &str,
        when: When,
        make: impl FnOnce(&Renderer, &View<'_>) -> Html,
    ) -> Option<String> {
        let When { now, as_of, stale } = when;
        let view = View { model: &self.model, now, as_of, stale };
        match catch_unwind(AssertUnwindSafe(|| make(&self.renderer, &view))) {
            Ok(Ok(text)) => Some(text),
            Ok(Err(error)) => {
                tracing::error!(path, %error, "a page cannot be made");
                None
            }
            Err(_) => {
                tracing::error!(path, "making a page panicked");
                None
            }
        }
    }

    /// Everything, to be served.
    pub(super) fn snapshot(&self, revision: i64, when: When) -> Snapshot {
        Snapshot {
            revision,
            now: when.now,
            as_of: when.as_of,
            stale: when.stale,
            model: Some(self.model.clone()),
            live: self.live().map(|(path, page)| (path.into(), page.clone())).collect(),
            archive: self.archive.clone(),
            errors: self.errors.clone(),
        }
    }
}

/// Pages that were kept from before.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) live: BTreeMap<(Route, Language), Arc<Page>>,
    pub(super) archive: Archive,
}

/// The address of a record.
pub(super) const fn route_of(reference: Reference) -> Route {
    match reference.kind {
        ReferenceKind::Maintenance => Route::Maintenance(reference),
        ReferenceKind::Incident | ReferenceKind::Report => Route::Incident(reference),
    }
}

/// What the page at an address is.
pub(super) fn media_type(route: &Route) -> HeaderValue {
    match route {
        Route::Calendar(_) => page::CALENDAR,
        _ => page::HTML,
    }
}

/// A page with this text: the one from before if it says the same.
fn updated(
    (route, text): (&Route, &str),
    language: Language,
    cache: Cache,
    now: Timestamp,
    before: Option<&Arc<Page>>,
) -> Arc<Page> {
    match before {
        Some(page) if page.cache == cache && page.hash() == page::hash(text.as_bytes()) => {
            page.clone()
        }
        _ => Arc::new(Page::new(text, media_type(route), language, cache, now)),
    }
}

fn error_pages(renderer: Renderer, model: &Model) -> HashMap<(u16, Language), Arc<Page>> {
    let mut pages = HashMap::new();
    for status in ERRORS {
        for language in Language::ALL {
            match (renderer.error)(Some(&model.site), language, status, None) {
                Ok(text) => {
                    let page = Page::new(&text, page::HTML, language, Cache::Live, Timestamp::MIN);
                    pages.insert((status, language), Arc::new(page));
                }
                Err(error) => tracing::error!(status, %error, "an error page cannot be made"),
            }
        }
    }
    pages
}
