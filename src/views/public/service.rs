//! The page of a service: its state, its last 90 days, and what was and will be.
//!
//! The days are told three times over: as columns, in one sentence, and as tables. A day before the
//! first record is not a good day but one of which nothing is known (requirement A3).

use askama::Template;
use jiff::civil::Date;

use super::{
    context::Context,
    frame::Frame,
    items::Item,
    parts::{Fact, Facts, Link, Mark},
};
use crate::{
    domain::{
        availability::{Day, Minutes},
        incident::IncidentRecord,
        language::Language,
        maintenance::WindowState,
        moment::{Grain, Moment},
        public::{MaintenanceSummary, Model, Route, View},
        service::Service,
        span::{Span, SpanDuration},
        status::ServiceState,
        time::Timestamp,
    },
    i18n::{dates, labels::Label as _},
    views::html::{self, Html},
};

/// Records of the service that are listed; older ones are in the history.
const RECORDS: usize = 10;
/// Maintenances of the service that are listed; those after them are in the calendar.
const PLANNED: usize = 20;
/// What a day can be told to have been like, best first: of what nobody had described nothing is counted
/// (rule D29).
const STATES_OF_DAYS: [ServiceState; 5] = [
    ServiceState::Operational,
    ServiceState::Maintenance,
    ServiceState::Degraded,
    ServiceState::Partial,
    ServiceState::Major,
];

/// The page.
#[derive(Template)]
#[template(path = "public/service.html")]
struct ServicePage<'a> {
    frame: Frame<'a>,
    key: String,
    /// Its maintenances as a list, and by month.
    maintenances: String,
    months: String,
    name: String,
    mark: Mark,
    functions: Vec<(String, Mark)>,
    given: Vec<Fact>,
    summary: String,
    facts: Vec<Fact>,
    days: Vec<Row>,
    ends: (String, String),
    legend: Vec<Mark>,
    planned: Vec<Item>,
    past: Vec<Item>,
}

/// A day as a column and as a row.
struct Row {
    x: String,
    y: u8,
    height: u8,
    class: &'static str,
    title: String,
    date: Html,
    mark: Mark,
    lasted: Option<String>,
    announced: Option<String>,
    records: Vec<Link>,
    affected: bool,
}

/// Writes the page of a service.
///
/// # Errors
/// None that depends on the records.
pub fn service(view: &View<'_>, language: Language, service: &Service) -> askama::Result<String> {
    let context = Context::live(view, language);
    let model = view.model;
    let name = service.name.get(language).clone();
    let standing = model.standing(service, view.now);
    let mark = context.service_mark(standing.state);
    let heading = context.t().msg_page_record_state(name.as_str(), mark.word.as_str());
    let open: Vec<&IncidentRecord> =
        model.live_incidents().filter(|record| record.incident.state.is_open()).collect();
    let concerned: Vec<&IncidentRecord> =
        open.into_iter().filter(|record| record.incident.affected.contains(&service.key)).collect();
    let days = model.days(service, view.now);
    let ninety = Ninety { context, model, days: &days, since: model.since() };
    let posted = concerned.iter().filter_map(|record| Some(record.updates.last()?.posted));
    let changed = posted.chain(standing.given.map(|given| given.since)).max();
    html::page(&ServicePage {
        frame: Frame::still(context, &heading, Some(Route::Service(service.key.clone())))
            .living(mark.tone, changed.unwrap_or(view.as_of)),
        key: service.key.to_string(),
        maintenances: context.address(&Route::Maintenances(Some(service.key.clone()))),
        months: context.address(&Route::Months(Some(service.key.clone()))),
        functions: if mark.tone == "operational" {
            vec![]
        } else {
            context.functions(&concerned, service)
        },
        given: context.given(&standing),
        summary: ninety.sentence(),
        facts: ninety.facts(),
        ends: ninety.ends(),
        days: ninety.rows(),
        legend: STATES_OF_DAYS.map(|state| context.service_mark(state)).into(),
        planned: planned(context, model, service),
        past: past(context, model, service),
        mark,
        name,
    })
}

/// The last 90 days of a service.
struct Ninety<'a> {
    context: Context<'a>,
    model: &'a Model,
    days: &'a [Day],
    since: Option<Date>,
}

impl Ninety<'_> {
    fn is_known(&self, day: &Day) -> bool {
        self.since.is_some_and(|since| day.date >= since) || !day.records.is_empty()
    }

    fn known(&self) -> impl Iterator<Item = &Day> {
        self.days.iter().filter(|day| self.is_known(day))
    }

    fn moment(&self, date: Date) -> Moment {
        let zone = self.context.site.zone();
        Moment::new(Timestamp::from_civil(date.at(0, 0, 0, 0), zone), Grain::Day, false, zone)
    }

    /// The first and the last day, below the columns.
    fn ends(&self) -> (String, String) {
        let end = |day: Option<&Day>| {
            day.map_or_else(String::new, |day| {
                let at = self.moment(day.date).at;
                self.context.dates().month_day(self.context.language, at)
            })
        };
        (end(self.days.first()), end(self.days.last()))
    }

    /// How many days were like what.
    fn sentence(&self) -> String {
        let t = self.context.t();
        let mut parts = Vec::new();
        for state in ServiceState::ALL {
            let count = self.known().filter(|day| day.worst == state).count();
            if count > 0 {
                parts.push(t.msg_service_days_of(count, self.context.lower(&state.label(t))));
            }
        }
        let unknown = self.days.len() - self.known().count();
        if unknown > 0 {
            parts.push(t.msg_service_days_unknown(unknown));
        }
        let span = match (self.days.first(), self.days.last()) {
            (Some(first), Some(last)) => {
                let span = Span::between(self.moment(first.date), self.moment(last.date));
                self.context.dates().span(self.context.list(), &span).unwrap_or_default()
            }
            _ => String::new(),
        };
        t.msg_service_days(span, self.context.separated(&parts))
    }

    /// Uptime, downtime and impact time, two separate figures (rule D29), and what announced work excuses
    /// (rule D23).
    fn facts(&self) -> Vec<Fact> {
        let t = self.context.t();
        let total = |of: fn(&Day) -> Minutes| {
            self.known().map(of).fold(Minutes::default(), |sum, one| Minutes {
                minutes: sum.minutes + one.minutes,
                approx: sum.approx || one.approx,
            })
        };
        let days = i64::try_from(self.known().count()).unwrap_or(0);
        if days == 0 {
            return vec![];
        }
        let (down, impaired) = (total(|day| day.down), total(|day| day.impaired));
        let mut facts = vec![
            Fact::text(t.msg_uptime(), &self.uptime(days * 24 * 60, down)),
            Fact::text(t.msg_downtime(), &self.length(down)),
            Fact::text(t.msg_service_impact_time(), &self.length(impaired)),
        ];
        let announced = total(|day| day.announced);
        if announced.minutes > 0 {
            facts.push(Fact::text(t.msg_service_announced(), &self.length(announced)));
        }
        facts
    }

    /// Per cent with two places, cut: a service that was down was never up all the time.
    fn uptime(&self, minutes: i64, down: Minutes) -> String {
        let up = (minutes - down.minutes).max(0) * 10_000 / minutes.max(1);
        let percent = format!("{}.{:02}%", up / 100, up % 100);
        if down.approx { self.context.t().msg_service_about(percent) } else { percent }
    }

    fn length(&self, Minutes { minutes, approx }: Minutes) -> String {
        dates::lasted(self.context.list(), SpanDuration { minutes, approx })
    }

    fn rows(&self) -> Vec<Row> {
        self.days.iter().enumerate().map(|(place, day)| self.row(place, day)).collect()
    }

    fn row(&self, place: usize, day: &Day) -> Row {
        let (context, t) = (self.context, self.context.t());
        let known = self.is_known(day);
        let moment = self.moment(day.date);
        let mark = if known {
            context.service_mark(day.worst)
        } else {
            Mark::state("none", "unstated", t.msg_service_no_record())
        };
        let height = if known { height(day.worst) } else { 2 };
        let date = context.dates().moment(context.list(), &moment);
        Row {
            // Hundredths of a per cent, in whole numbers.
            x: format!("{}.{:02}", place * 100 / 90, place * 10_000 / 90 % 100),
            y: 54 - height,
            height,
            class: mark.tone,
            title: t.msg_service_day(date, mark.word.as_str()),
            date: context.time(&moment),
            lasted: (day.impaired.minutes > 0).then(|| self.length(day.impaired)),
            announced: (day.announced.minutes > 0)
                .then(|| t.msg_service_day_announced(self.length(day.announced))),
            records: day
                .records
                .iter()
                .filter_map(|reference| context.link_to(self.model, *reference))
                .collect(),
            affected: known && day.worst != ServiceState::Operational,
            mark,
        }
    }
}

/// How high a day stands: the worse, the higher, in steps that are seen without colours.
const fn height(state: ServiceState) -> u8 {
    match state {
        ServiceState::Operational => 6,
        ServiceState::Maintenance => 18,
        ServiceState::Checking => 24,
        ServiceState::Degraded => 30,
        ServiceState::Partial => 42,
        ServiceState::Major => 54,
    }
}

fn planned(context: Context<'_>, model: &Model, service: &Service) -> Vec<Item> {
    let catalogue = &context.site.catalogue;
    let mut items: Vec<Item> = model
        .live_maintenances()
        .filter(|one| one.services.contains(&service.key))
        .filter(|one| one.state() == WindowState::Scheduled || one.state().is_active())
        .map(|one| {
            let summary = MaintenanceSummary::of(one, catalogue);
            context.described(&summary, Some(&service.key))
        })
        .collect();
    items.sort_by_key(|item| item.at);
    items.truncate(PLANNED);
    items
}

fn past(context: Context<'_>, model: &Model, service: &Service) -> Vec<Item> {
    model
        .incidents_affecting(&service.key)
        .take(RECORDS)
        .map(|incident| context.incident_item(incident))
        .collect()
}

impl Context<'_> {
    /// Phrases one after the other.
    fn separated(&self, phrases: &[String]) -> String {
        phrases.join(&self.t().msg_service_separator())
    }
}

impl ServicePage<'_> {
    const fn fact_list(&self) -> Facts<'_> {
        Facts { class: "meta", facts: self.facts.as_slice() }
    }

    const fn given_facts(&self) -> Facts<'_> {
        Facts { class: "meta", facts: self.given.as_slice() }
    }

    /// The days on which something was wrong, newest first.
    fn affected(&self) -> Vec<&Row> {
        self.days.iter().rev().filter(|row| row.affected).collect()
    }

    /// All days, newest first.
    fn newest_first(&self) -> Vec<&Row> {
        self.days.iter().rev().collect()
    }
}
