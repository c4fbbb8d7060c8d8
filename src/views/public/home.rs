//! The home page: how everything is now, what is going on, what is planned and what was lately.

use std::collections::BTreeSet;

use askama::Template;

use super::{
    context::Context,
    frame::Frame,
    items::Item,
    parts::{Fact, Facts, Mark, Rel},
    states,
};
use crate::{
    domain::{
        incident::{Incident, IncidentRecord, Symptom},
        key::Key,
        language::Language,
        maintenance::{Maintenance, WindowState},
        moment::Moment,
        public::{IncidentSummary, MaintenanceSummary, Model, Month, Route, View},
        service::{Degree, Service},
        status::ServiceState,
        time::Timestamp,
    },
    i18n::labels::Label as _,
    views::html,
};

/// How far back "lately" reaches, in days.
const LATELY_DAYS: i64 = 14;
/// How many records are shown if nothing happened in that time.
const LATELY_AT_LEAST: usize = 3;
/// How many are shown at most; the rest is in the history.
const LATELY_AT_MOST: usize = 10;

/// How many maintenances that are planned are shown at most; their list has all.
const PLANNED: usize = 5;

/// The home page.
#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage<'a> {
    frame: Frame<'a>,
    mark: Mark,
    headline: String,
    facts: Vec<Fact>,
    now: Vec<Item>,
    /// Maintenances that are going on.
    works: Vec<Item>,
    services: Vec<ServiceRow>,
    lately: Vec<Item>,
    planned: Vec<Item>,
    /// How many more are planned.
    more_planned: usize,
}

/// A service with its state, and with its functions if it is not well.
struct ServiceRow {
    key: Key,
    name: String,
    address: String,
    mark: Mark,
    functions: Vec<(String, Mark)>,
    given: Vec<Fact>,
}

/// Writes the home page.
///
/// # Errors
/// None that depends on the records.
pub fn home(view: &View<'_>, language: Language) -> askama::Result<String> {
    let context = Context::live(view, language);
    let model = view.model;
    let open: Vec<&IncidentRecord> =
        model.live_incidents().filter(|record| record.incident.state.is_open()).collect();
    let overall = model.overall(view.now);
    let states =
        context.site.catalogue.services.iter().map(|one| model.service_state(one, view.now));
    let worst = states.max().unwrap_or(ServiceState::Operational);
    let mark = context.service_mark(states::shown(overall, worst));
    let running = model.live_maintenances().filter(|maintenance| maintenance.state().is_active());

    let mut now: Vec<Item> = open.iter().map(|record| context.open_item(record)).collect();
    now.sort_by_key(|item| std::cmp::Reverse(item.at));
    let mut works: Vec<Item> = running.map(|maintenance| context.work_item(maintenance)).collect();
    works.sort_by_key(|item| (item.at, item.reference));
    let mut planned = planned(context, model);
    let more_planned = planned.len().saturating_sub(PLANNED);
    planned.truncate(PLANNED);
    html::page(&HomePage {
        frame: Frame::still(context, &mark.word, Some(Route::Home))
            .living(mark.tone, changed(view)),
        headline: overall.label(context.t()),
        facts: beacon_facts(context, &open),
        services: services(context, view, &open),
        lately: lately(context, view),
        planned,
        more_planned,
        mark,
        now,
        works,
    })
}

/// When something was last said about what the page shows.
fn changed(view: &View<'_>) -> Timestamp {
    let incidents = view.model.live_incidents().flat_map(|record| &record.updates);
    let maintenances = view.model.live_maintenances().flat_map(|one| &one.updates);
    let posted = incidents.map(|update| update.posted);
    let services = view.site().catalogue.services.iter();
    let given = services.filter_map(|one| view.model.standing(one, view.now).given);
    let said = posted.chain(maintenances.map(|update| update.posted));
    said.chain(given.map(|given| given.since)).max().unwrap_or(view.as_of)
}

/// What is affected, since when, how old the news is and when there will be more (requirement A22).
fn beacon_facts(context: Context<'_>, open: &[&IncidentRecord]) -> Vec<Fact> {
    let t = context.t();
    if open.is_empty() {
        let as_of = context.clock.map(|clock| Moment::minute(clock.as_of));
        let fact = as_of.map(|as_of| Fact::new(t.msg_home_as_of(), context.time(&as_of)));
        return fact.into_iter().collect();
    }
    let affected: BTreeSet<&Key> =
        open.iter().flat_map(|record| &record.incident.affected).collect();
    let services = context.site.catalogue.services.iter();
    let names: Vec<&str> = services
        .filter(|service| affected.contains(&service.key))
        .map(|service| service.name.get(context.language).as_str())
        .collect();
    let started = open.iter().filter_map(|record| {
        Some((record.incident.started()?, Rel::since_start(&record.incident)))
    });
    let posted = open.iter().filter_map(|record| record.updates.last());
    let due = open.iter().filter_map(|record| Some((record.promise()?.at, record)));
    let mut facts = vec![Fact::text(t.msg_affected_services(), &context.listed(&names))];
    facts.extend(started.min_by_key(|(moment, _)| moment.at).map(|(moment, rel)| {
        let since = context.relative(rel, moment);
        Fact::new(t.msg_started(), context.time(moment).and_html(&since))
    }));
    facts.extend(posted.map(|update| Moment::minute(update.posted)).max_by_key(|at| at.at).map(
        |at| {
            let ago = context.relative(Rel::Ago, &at);
            Fact::new(t.msg_updated(), context.time(&at).and_html(&ago))
        },
    ));
    facts.extend(due.min_by_key(|(at, _)| *at).and_then(|(_, record)| context.promise(record)));
    facts
}

fn services(context: Context<'_>, view: &View<'_>, open: &[&IncidentRecord]) -> Vec<ServiceRow> {
    let row = |service: &Service| {
        let standing = view.model.standing(service, view.now);
        let state = standing.state;
        let impaired = state > ServiceState::Checking;
        ServiceRow {
            key: service.key.clone(),
            name: service.name.get(context.language).clone(),
            address: context.address(&Route::Service(service.key.clone())),
            mark: context.service_mark(state),
            functions: if impaired { context.functions(open, service) } else { vec![] },
            given: context.given(&standing),
        }
    };
    context.site.catalogue.services.iter().map(row).collect()
}

impl Context<'_> {
    /// What is known of each function of a service that is not well: its degree where one is stated, and
    /// that it works only where that is stated (rule D05).
    pub(super) fn functions(
        &self,
        open: &[&IncidentRecord],
        service: &Service,
    ) -> Vec<(String, Mark)> {
        let functions = self.site.catalogue.functions_of(&service.key);
        functions
            .map(|function| {
                let said = open
                    .iter()
                    .filter_map(|record| degree_now(&record.incident, &service.key, &function.key));
                let degree = said.min().unwrap_or(Degree::Unstated);
                (self.capital(&self.grammar().noun(function)), self.degree_mark(degree))
            })
            .collect()
    }

    /// A maintenance that is to come or going on.
    fn work_item(&self, maintenance: &Maintenance) -> Item {
        let summary = MaintenanceSummary::of(maintenance, &self.site.catalogue);
        self.described(&summary, None)
    }
}

/// How a function of a service works at present, if the incident says so.
fn degree_now(incident: &Incident, service: &Key, function: &Key) -> Option<Degree> {
    let ongoing = || incident.periods.iter().filter(|period| incident.is_ongoing(period));
    let of_the_service =
        |symptom: &&Symptom| symptom.services.is_empty() || symptom.services.contains(service);
    let failing = ongoing()
        .flat_map(|period| &period.symptoms)
        .filter(|symptom| symptom.function == *function)
        .filter(of_the_service)
        .map(|symptom| symptom.degree)
        .min();
    let works = || {
        incident.unaffected.iter().any(|stated| {
            let all = stated.periods.as_ref();
            stated.functions.contains(function)
                && all.is_none_or(|keys| ongoing().any(|period| keys.contains(&period.key)))
        })
    };
    failing.or_else(|| works().then_some(Degree::Normal))
}

/// What was lately and is over: of the last days, or the newest few if those were calm.
fn lately(context: Context<'_>, view: &View<'_>) -> Vec<Item> {
    let model = view.model;
    let since = view.now.plus_minutes(-LATELY_DAYS * 24 * 60);
    let mut past = over(model, model.months_said_since(since));
    past.retain(|(at, _)| *at >= since);
    let shown = past.len().clamp(LATELY_AT_LEAST, LATELY_AT_MOST);
    if past.len() < LATELY_AT_LEAST {
        past = over(model, model.months());
    }
    past.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    past.iter()
        .take(shown)
        .map(|(_, past)| match past {
            Past::Incident(incident) => context.incident_item(incident),
            Past::Maintenance(maintenance) => context.maintenance_item(maintenance, None),
        })
        .collect()
}

/// The records of some months that are over, and when each was last spoken of.
fn over(model: &Model, months: impl Iterator<Item = Month>) -> Vec<(Timestamp, Past<'_>)> {
    let mut incidents = Vec::new();
    let mut maintenances = Vec::new();
    for month in months {
        let over = model.incidents_of(month).rev().filter(|one| !one.state.is_open());
        incidents.extend(over.map(|one| (one.last_said(), Past::Incident(one))));
        let over = model.maintenances_of(month).rev();
        let over = over.filter(|one| !one.state.is_active() && one.state != WindowState::Scheduled);
        maintenances.extend(over.map(|one| (one.last_said(), Past::Maintenance(one))));
    }
    incidents.extend(maintenances);
    incidents
}

/// A record that is over.
enum Past<'a> {
    Incident(&'a IncidentSummary),
    Maintenance(&'a MaintenanceSummary),
}

/// What is planned, the next first.
fn planned(context: Context<'_>, model: &Model) -> Vec<Item> {
    let mut items: Vec<Item> = model
        .live_maintenances()
        .filter(|maintenance| maintenance.state() == WindowState::Scheduled)
        .filter(|maintenance| maintenance.is_announced())
        .map(|maintenance| context.work_item(maintenance))
        .collect();
    items.sort_by_key(|item| item.at);
    items
}

impl ServiceRow {
    const fn given_facts(&self) -> Facts<'_> {
        Facts { class: "meta", facts: self.given.as_slice() }
    }
}

impl HomePage<'_> {
    /// Whether a signal is lit: there is none when all is well.
    fn is_lit(&self) -> bool {
        self.mark.tone != "operational"
    }

    fn beacon_facts(&self) -> Facts<'_> {
        Facts { class: "beacon__facts", facts: &self.facts }
    }
}
