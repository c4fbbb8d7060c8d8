//! The past: an index of months with a search, one page for each month, and what a search found.

use std::cmp::Reverse;

use askama::Template;

use super::{context::Context, frame::Frame, items::Item};
use crate::{
    domain::{
        language::Language,
        public::{Asked, Found, MAX_QUERY, Model, Month, Query, QueryError, Route, View},
    },
    i18n::sentences::Sentences,
    views::html,
};

/// Months whose records stand on the index itself.
const OPEN_MONTHS: usize = 3;

/// The index, a month, or what was found.
#[derive(Template)]
#[template(path = "public/history.html")]
struct HistoryPage<'a> {
    frame: Frame<'a>,
    heading: String,
    search: Option<SearchBox>,
    lists: Vec<List>,
    /// The other months by year, on the index.
    years: Vec<(String, Vec<Neighbour>)>,
    older: Option<Neighbour>,
    newer: Option<Neighbour>,
}

/// The form of the search.
struct SearchBox {
    /// What was typed.
    words: String,
    /// What is wrong with it.
    words_error: Option<String>,
    /// Key, name, and whether it is the chosen one.
    services: Vec<(String, String, bool)>,
    service_error: Option<String>,
    /// How much was found.
    count: Option<String>,
}

/// Records under a heading.
struct List {
    /// The month, for machines.
    month: Option<String>,
    heading: String,
    items: Vec<Item>,
}

/// Another month.
struct Neighbour {
    name: String,
    address: String,
}

/// Writes the index of the past: the newest months, and the way to all others.
///
/// # Errors
/// None that depends on the records.
pub fn history(view: &View<'_>, language: Language) -> askama::Result<String> {
    let context = Context::live(view, language);
    let mut page = HistoryPage::new(context, context.t().msg_history(), Route::History);
    page.search = Some(SearchBox::new(context, &Asked::default()));
    let mut months = view.model.months();
    let open = months.by_ref().take(OPEN_MONTHS);
    page.lists = open.map(|month| List::of_month(context, view.model, month)).collect();
    let mut years: Vec<(i16, Vec<Neighbour>)> = vec![];
    for month in months {
        let (year, neighbour) = (month.first_day().year(), Neighbour::of(context, month));
        match years.last_mut() {
            Some((last, months)) if *last == year => months.push(neighbour),
            _ => years.push((year, vec![neighbour])),
        }
    }
    let named = |(year, months): (i16, _)| (context.t().msg_history_year(year.to_string()), months);
    page.years = years.into_iter().map(named).collect();
    html::page(&page)
}

/// Writes a month. Only one that goes on says as of when it is.
///
/// # Errors
/// None that depends on the records.
pub fn month(view: &View<'_>, language: Language, month: Month) -> askama::Result<String> {
    let current = Month::at(view.now, view.site().zone());
    let context = if month >= current {
        Context::live(view, language)
    } else {
        Context::still(view.model, language)
    };
    let name = context.dates().year_month(language, month.first_day());
    let heading = context.t().msg_history_of(name);
    let mut page = HistoryPage::new(context, heading, Route::Month(month));
    let neighbour = |month| Neighbour::of(context, month);
    page.older = view.model.month_before(month).map(neighbour);
    page.newer = view.model.month_after(month).map(neighbour);
    page.lists = vec![List::of_month(context, view.model, month).bare()];
    html::page(&page)
}

/// Writes what a search found, or why it was refused; what was asked for stays in the form.
///
/// # Errors
/// None that depends on the records.
pub fn search(
    view: &View<'_>,
    language: Language,
    asked: &Asked,
    found: Result<(&Query, &Found<'_>), QueryError>,
) -> askama::Result<String> {
    let context = Context::live(view, language);
    let t = context.t();
    let mut search = SearchBox::new(context, asked);
    let heading = t.msg_search_results();
    let mut page = HistoryPage::new(context, heading, Route::History);
    let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
    query.append_pair("q", &asked.typed).append_pair("service", &asked.service);
    page.frame.query = query.finish();
    match found {
        Ok((_, found)) => {
            let items = found_items(context, found);
            search.count = Some(if found.more {
                t.msg_search_more(items.len())
            } else {
                t.msg_search_count(items.len())
            });
            page.lists = vec![List { month: None, heading: String::new(), items }.bare()];
        }
        Err(QueryError::Empty) => search.words_error = Some(t.msg_search_empty()),
        Err(QueryError::TooLong) => search.words_error = Some(t.msg_search_too_long(MAX_QUERY)),
        Err(QueryError::UnknownService) => {
            search.service_error = Some(t.msg_search_unknown_service());
        }
    }
    page.search = Some(search);
    html::page(&page)
}

fn found_items(context: Context<'_>, found: &Found<'_>) -> Vec<Item> {
    let incidents = found.incidents.iter().map(|one| context.incident_item(one));
    let maintenances = found.maintenances.iter().map(|one| context.maintenance_item(one, None));
    let mut items: Vec<Item> = incidents.chain(maintenances).collect();
    items.sort_by_key(|item| Reverse(item.at));
    items
}

impl<'a> HistoryPage<'a> {
    fn new(context: Context<'a>, heading: String, route: Route) -> Self {
        Self {
            frame: Frame::still(context, &heading, Some(route)),
            heading,
            search: None,
            lists: vec![],
            years: vec![],
            older: None,
            newer: None,
        }
    }
}

impl List {
    /// The records whose numbers are of a month, newest first.
    fn of_month(context: Context<'_>, model: &Model, month: Month) -> Self {
        let incidents = model.incidents_of(month).map(|one| context.incident_item(one));
        let maintenances =
            model.maintenances_of(month).map(|one| context.maintenance_item(one, None));
        let mut items: Vec<Item> = incidents.chain(maintenances).collect();
        items.sort_by_key(|item| Reverse(item.at));
        Self {
            month: Some(month.to_string()),
            heading: context.dates().year_month(context.language, month.first_day()),
            items,
        }
    }

    /// The same without a heading of its own: its records stand directly under that of the page.
    fn bare(mut self) -> Self {
        self.heading.clear();
        for item in &mut self.items {
            item.level = 2;
        }
        self
    }
}

impl Neighbour {
    fn of(context: Context<'_>, month: Month) -> Self {
        Self {
            name: context.dates().year_month(context.language, month.first_day()),
            address: context.address(&Route::Month(month)),
        }
    }
}

impl SearchBox {
    fn new(context: Context<'_>, asked: &Asked) -> Self {
        let services = context.site.catalogue.services.iter().map(|service| {
            let name = service.name.get(context.language).clone();
            let key = service.key.to_string();
            let chosen = key == asked.service;
            (key, name, chosen)
        });
        Self {
            words: asked.typed.clone(),
            words_error: None,
            services: services.collect(),
            service_error: None,
            count: None,
        }
    }

    const fn is_refused(&self) -> bool {
        self.words_error.is_some() || self.service_error.is_some()
    }

    /// The longest query.
    const fn longest() -> usize {
        MAX_QUERY
    }
}

impl HistoryPage<'_> {
    fn t(&self) -> &'static Sentences {
        self.frame.t()
    }
}
