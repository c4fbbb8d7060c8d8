//! The home page: how everything is now, what is going on, what is planned and what was lately.

use std::collections::BTreeSet;

use askama::Template;

use super::{
    Records,
    address::Place,
    context::Context,
    frame::Frame,
    items::{Item, began},
    parts::{Fact, Facts, Mark, Rel},
    states,
};
use crate::{
    domain::{
        incident::{Incident, IncidentRecord},
        key::Key,
        maintenance::{Maintenance, WindowState},
        moment::Moment,
        service::{Degree, Service},
        status::{self, OverallState, ServiceState},
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

/// The home page.
#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage<'a> {
    frame: Frame<'a>,
    mark: Mark,
    headline: String,
    facts: Vec<Fact>,
    now: Vec<Item>,
    services: Vec<ServiceRow>,
    lately: Vec<Item>,
    planned: Vec<Item>,
}

/// A service with its state, and with its functions if it is not well.
struct ServiceRow {
    key: Key,
    name: String,
    address: String,
    mark: Mark,
    functions: Vec<(String, Mark)>,
}

/// Writes the home page.
///
/// # Errors
/// None that depends on the records.
pub fn home(context: Context<'_>, records: &Records<'_>) -> askama::Result<String> {
    let open: Vec<&IncidentRecord> =
        records.incidents().filter(|record| record.incident.state.is_open()).collect();
    let states = service_states(context, records);
    let overall = OverallState::of(states.iter().copied(), !open.is_empty());
    let worst = states.iter().copied().max().unwrap_or(ServiceState::Operational);
    let shown = states::shown(overall, worst);
    let mark = context.service_mark(shown);
    let running = || records.maintenances().filter(|maintenance| maintenance.state().is_active());

    let mut now: Vec<Item> = open.iter().map(|record| context.open_item(record)).collect();
    now.sort_by_key(|item| std::cmp::Reverse(item.at));
    now.extend(running().map(|maintenance| context.maintenance_item(maintenance)));
    let title = context.t().msg_page_title(&mark.word, context.portal());
    let frame = Frame { title, ..Frame::still(context, "", Some(Place::Home)) };
    html::page(&HomePage {
        frame: frame.living(mark.tone, records.changed().unwrap_or(context.as_of)),
        headline: overall.label(context.t()),
        facts: beacon_facts(context, &open),
        services: services(context, &open, &states),
        lately: lately(context, records),
        planned: planned(context, records),
        mark,
        now,
    })
}

/// The state of each service of the catalogue.
pub(super) fn service_states(context: Context<'_>, records: &Records<'_>) -> Vec<ServiceState> {
    let catalogue = &context.site.catalogue;
    let of = |service: &Service| {
        let incidents = records.incidents().map(|record| &record.incident);
        status::service_state(service, catalogue, incidents, records.maintenances())
    };
    catalogue.services.iter().map(of).collect()
}

/// What is affected, since when, how old the news is and when there will be more (requirement A22);
/// when all is well, as of when that is known.
fn beacon_facts(context: Context<'_>, open: &[&IncidentRecord]) -> Vec<Fact> {
    let t = context.t();
    let as_of = Moment::minute(context.as_of);
    if open.is_empty() {
        return vec![Fact::new(t.msg_home_as_of(), context.time(&as_of))];
    }
    let affected: BTreeSet<&Key> =
        open.iter().flat_map(|record| &record.incident.affected).collect();
    let names: Vec<&str> = context
        .site
        .catalogue
        .services
        .iter()
        .filter(|service| affected.contains(&service.key))
        .map(|service| service.name.get(context.language).as_str())
        .collect();
    let started = open.iter().filter_map(|record| record.incident.started());
    let posted = open.iter().filter_map(|record| record.updates.last());
    let due = open.iter().filter(|record| record.promise().is_some());
    let mut facts = vec![Fact::text(t.msg_affected_services(), &context.listed(&names))];
    facts.extend(started.min_by_key(|moment| moment.at).map(|moment| {
        let since = context.relative(Rel::Elapsed, moment);
        Fact::new(t.msg_started(), context.time(moment).and_text(" ").and_html(&since))
    }));
    facts.extend(posted.map(|update| update.posted).max().map(|at| {
        let ago = context.relative(Rel::Ago, &Moment::minute(at));
        Fact::new(t.msg_updated(), context.at(at).and_text(" ").and_html(&ago))
    }));
    let next = due.min_by_key(|record| record.promise().map(|moment| moment.at));
    facts.extend(next.and_then(|record| context.promise(record)));
    facts
}

fn services(
    context: Context<'_>,
    open: &[&IncidentRecord],
    states: &[ServiceState],
) -> Vec<ServiceRow> {
    let row = |(service, state): (&Service, &ServiceState)| ServiceRow {
        key: service.key.clone(),
        name: service.name.get(context.language).clone(),
        address: context.address(&Place::Service(service.key.clone())),
        mark: context.service_mark(*state),
        functions: if *state > ServiceState::Checking {
            functions(context, open, service)
        } else {
            vec![]
        },
    };
    context.site.catalogue.services.iter().zip(states).map(row).collect()
}

/// What is known of each function of a service that is not well: its degree where one is stated, and
/// that it works only where that is stated (rule D05).
pub(super) fn functions(
    context: Context<'_>,
    open: &[&IncidentRecord],
    service: &Service,
) -> Vec<(String, Mark)> {
    let catalogue = &context.site.catalogue;
    let grammar = context.grammar();
    catalogue
        .functions_of(&service.key)
        .map(|function| {
            let degree = open
                .iter()
                .filter(|record| concerns(&record.incident, service))
                .filter_map(|record| degree_now(&record.incident, &function.key))
                .min()
                .unwrap_or(Degree::Unstated);
            (context.capital(&grammar.noun(function)), context.degree_mark(degree))
        })
        .collect()
}

fn concerns(incident: &Incident, service: &Service) -> bool {
    let of_the_service = |key: &Key| service.core.contains(key);
    incident.affected.contains(&service.key)
        || incident
            .periods
            .iter()
            .flat_map(|period| &period.symptoms)
            .any(|symptom| of_the_service(&symptom.function))
}

/// How a function works at present, if the incident says so.
fn degree_now(incident: &Incident, function: &Key) -> Option<Degree> {
    let ongoing = || incident.periods.iter().filter(|period| incident.is_ongoing(period));
    let failing = ongoing()
        .flat_map(|period| &period.symptoms)
        .filter(|symptom| symptom.function == *function)
        .map(|symptom| symptom.degree)
        .min();
    let works = || {
        incident.unaffected.iter().any(|stated| {
            stated.functions.contains(function)
                && stated
                    .periods
                    .as_ref()
                    .is_none_or(|keys| ongoing().any(|period| keys.contains(&period.key)))
        })
    };
    failing.or_else(|| works().then_some(Degree::Normal))
}

/// What was lately and is over: of the last days, or the newest few if those were calm.
fn lately(context: Context<'_>, records: &Records<'_>) -> Vec<Item> {
    let incidents = records
        .incidents()
        .filter(|record| !record.incident.state.is_open())
        .map(|record| (last_posted(record), Record::Incident(record)));
    let maintenances = records
        .maintenances()
        .filter(|maintenance| is_over(maintenance))
        .map(|maintenance| (last_of(maintenance), Record::Maintenance(maintenance)));
    let mut past: Vec<(Timestamp, Record<'_>)> = incidents.chain(maintenances).collect();
    past.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let since = context.now.plus_minutes(-LATELY_DAYS * 24 * 60);
    let recent = past.iter().filter(|(at, _)| *at >= since).count();
    let shown = recent.clamp(LATELY_AT_LEAST, LATELY_AT_MOST);
    past.into_iter().take(shown).map(|(_, record)| record.item(context)).collect()
}

enum Record<'a> {
    Incident(&'a IncidentRecord),
    Maintenance(&'a Maintenance),
}

impl Record<'_> {
    fn item(&self, context: Context<'_>) -> Item {
        match self {
            Self::Incident(record) => context.incident_item(record),
            Self::Maintenance(maintenance) => context.maintenance_item(maintenance),
        }
    }
}

/// When an incident was last spoken of.
fn last_posted(record: &IncidentRecord) -> Timestamp {
    record.updates.last().map_or_else(|| began(record), |update| update.posted)
}

/// When a maintenance was last spoken of or worked on.
fn last_of(maintenance: &Maintenance) -> Timestamp {
    let posted = maintenance.updates.iter().map(|update| update.posted).max();
    let worked = maintenance.windows.iter().map(|window| window.end.at).max();
    posted.into_iter().chain(worked).min().unwrap_or(Timestamp::MIN)
}

fn is_over(maintenance: &Maintenance) -> bool {
    !maintenance.state().is_active() && maintenance.state() != WindowState::Scheduled
}

/// What is planned, the next first.
fn planned(context: Context<'_>, records: &Records<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = records
        .maintenances()
        .filter(|maintenance| maintenance.state() == WindowState::Scheduled)
        .map(|maintenance| context.maintenance_item(maintenance))
        .collect();
    items.sort_by_key(|item| item.at);
    items
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
