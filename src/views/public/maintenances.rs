//! The list of maintenances: what is going on, what is planned by date, what was put off, and what is lately over; all
//! of them, or those of a service. It also says how to have them in one's own calendar.

use std::cmp::Reverse;

use askama::Template;

use super::{
    context::Context,
    frame::Frame,
    items::Item,
    parts::{Fact, Link},
};
use crate::{
    domain::{
        key::Key,
        language::Language,
        maintenance::WindowState,
        public::{Calendar, MaintenanceSummary, Route, View},
        service::Service,
    },
    i18n::narrative::Sources,
    views::html,
};

/// For how many days what is over stays on the list; the history has the rest.
const OVER_DAYS: i64 = 90;
/// The most that are over.
const MOST_OVER: usize = 20;
/// The most services that are offered at once; of more, the reader unfolds the list.
const MOST_SERVICES: usize = 8;
/// The most that are planned; the calendar and the history have the rest.
const MOST_PLANNED: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "public/maintenances.html")]
struct MaintenancesPage<'a> {
    frame: Frame<'a>,
    heading: String,
    choice: Choice,
    months: String,
    now: Vec<Item>,
    planned: Vec<Item>,
    /// How many more are planned than are shown.
    more: usize,
    put_off: Vec<Item>,
    over: Vec<Item>,
    subscription: Subscription,
}

/// The services by which a list can be narrowed.
pub(super) struct Choice {
    /// The list of everything, then that of each service; and whether it is the one that is shown.
    pub(super) links: Vec<(Link, bool)>,
}

/// How to have maintenances in one's own calendar.
struct Subscription {
    /// Where the file is on this host.
    path: String,
    /// Its own address, as calendars are given it.
    address: String,
    /// The same for programs that subscribe when a link is followed.
    webcal: String,
}

/// Writes the list of maintenances.
///
/// # Errors
/// None that depends on the records.
pub fn maintenances(
    view: &View<'_>,
    language: Language,
    service: Option<&Service>,
) -> askama::Result<String> {
    let context = Context::live(view, language);
    let (t, key) = (context.t(), service.map(|service| service.key.clone()));
    let heading = service.map_or_else(
        || t.msg_works(),
        |service| t.msg_works_of(service.name.get(language).as_str()),
    );
    let Sorted { now, mut planned, put_off, over } = Sorted::new(context, view, service);
    let more = planned.len().saturating_sub(MOST_PLANNED);
    planned.truncate(MOST_PLANNED);
    html::page(&MaintenancesPage {
        frame: Frame::still(context, &heading, Some(Route::Maintenances(key.clone()))),
        heading,
        choice: context.choice(key.as_ref(), Route::Maintenances),
        months: context.address(&Route::Months(key.clone())),
        now,
        planned,
        more,
        put_off,
        over,
        subscription: Subscription::new(context, key),
    })
}

/// Maintenances by how they stand.
struct Sorted {
    now: Vec<Item>,
    planned: Vec<Item>,
    put_off: Vec<Item>,
    over: Vec<Item>,
}

impl Sorted {
    fn new(context: Context<'_>, view: &View<'_>, service: Option<&Service>) -> Self {
        let of_service =
            |services: &[Key]| service.is_none_or(|service| services.contains(&service.key));
        let described = |one| context.described(one, service.map(|service| &service.key));
        let since = view.now.plus_minutes(-OVER_DAYS * 24 * 60);
        let (mut now, mut planned, mut over) = (vec![], vec![], vec![]);
        for one in view.model.maintenances_since(since).filter(|one| of_service(&one.services)) {
            match one.state {
                state if state.is_active() => now.push(described(one)),
                WindowState::Scheduled => planned.push(described(one)),
                // It waits for a new date, however long ago the old one was.
                WindowState::Postponed => {}
                _ => over.push(one),
            }
        }
        let put_off = view.model.live_maintenances();
        let put_off = put_off.filter(|one| one.state() == WindowState::Postponed);
        let put_off = put_off.filter(|one| of_service(&one.services));
        let put_off = put_off.filter_map(|one| view.model.maintenance(one.reference));
        over.sort_by_key(|one| Reverse((one.worked_until(), one.reference)));
        now.sort_by_key(|item| (item.at, item.reference));
        planned.sort_by_key(|item| (item.at, item.reference));
        Self {
            now,
            planned,
            put_off: put_off.map(described).collect(),
            over: over
                .into_iter()
                .take(MOST_OVER)
                .map(|one| context.maintenance_item(one, None))
                .collect(),
        }
    }
}

impl Context<'_> {
    /// A maintenance with what customers may notice of it, or of one service alone.
    pub(super) fn described(
        &self,
        maintenance: &MaintenanceSummary,
        service: Option<&Key>,
    ) -> Item {
        let mut item = self.maintenance_item(maintenance, maintenance.max_interruption);
        let label = || self.t().msg_fact_impact();
        let impact = match &maintenance.impact {
            Some(written) => {
                let sources = Sources { model: self.model, ..Sources::default() };
                Some(Fact::new(label(), self.told(written, sources)))
            }
            None => self
                .impact(maintenance, service)
                .filter(|said| !said.is_empty())
                .map(|said| Fact::text(label(), &said)),
        };
        item.facts.extend(impact);
        item
    }

    /// The services by which a list can be narrowed; `route` gives its address.
    pub(super) fn choice(
        &self,
        chosen: Option<&Key>,
        route: impl Fn(Option<Key>) -> Route,
    ) -> Choice {
        let link = |key: Option<Key>, name: String| Link {
            address: self.address(&route(key)),
            text: name.into(),
        };
        let all = (link(None, self.t().msg_works_all()), chosen.is_none());
        let services = self.site.catalogue.services.iter().map(|service| {
            let name = service.name.get(self.language).clone();
            (link(Some(service.key.clone()), name), chosen == Some(&service.key))
        });
        Choice { links: [all].into_iter().chain(services).collect() }
    }
}

impl Choice {
    /// Whether there are so many services that they would push the list itself off a small screen.
    pub(super) const fn is_long(&self) -> bool {
        self.links.len() > MOST_SERVICES + 1
    }
}

impl Subscription {
    fn new(context: Context<'_>, service: Option<Key>) -> Self {
        let route = Route::Calendar(service.map_or(Calendar::All, Calendar::Service));
        let address = context.absolute(&route);
        let host_and_path = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let webcal = format!("webcal://{host_and_path}");
        Self { path: context.address(&route), address, webcal }
    }
}
