//! An incident or a maintenance as an entry of a list: on the home page, in the history, under a
//! service.

use askama::{Template, filters::HtmlSafe};

use super::{
    context::Context,
    parts::{Fact, Inline, Mark, Rel},
    prose::Prose,
};
use crate::{
    domain::{
        incident::{IncidentRecord, IncidentState, Update},
        maintenance::{MaintenanceKind, Window, WindowState},
        moment::Moment,
        public::{IncidentSummary, MaintenanceSummary, Route},
        reference::Reference,
        span::Span,
        status::ServiceState,
        time::Timestamp,
    },
    i18n::{
        dates,
        labels::{self, Label as _},
    },
    views::html::Html,
};

/// An entry of a list.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/item.html")]
pub(super) struct Item {
    /// The level of its heading.
    pub(super) level: u8,
    /// The reference number.
    pub(super) reference: Reference,
    /// Whether it is going on.
    pub(super) now: bool,
    /// Its colour.
    pub(super) tone: &'static str,
    /// Whether it was withdrawn.
    pub(super) withdrawn: bool,
    /// Its states.
    pub(super) chips: Vec<Mark>,
    /// What stands beside the states: how long it lasted, how long until it begins.
    pub(super) aside: Option<Html>,
    /// Its title.
    pub(super) title: Inline,
    /// Its address.
    pub(super) address: String,
    /// Its newest text, where it is going on.
    pub(super) text: Option<Prose>,
    /// When it was, in a line.
    pub(super) facts: Vec<Fact>,
    /// The instant by which lists are ordered.
    pub(super) at: Timestamp,
}

impl HtmlSafe for Item {}

impl Context<'_> {
    /// An open incident with its newest text.
    pub(super) fn open_item(&self, record: &IncidentRecord) -> Item {
        let t = self.t();
        let summary = IncidentSummary::of(record, &self.site.catalogue);
        let mark = self.incident_mark(&record.incident);
        let mut facts = Vec::new();
        if let Some(last) = record.updates.last() {
            let number = last.number.map(|n| t.msg_home_which_update(labels::nth(t, n)));
            let value = self.at(last.posted).and_text(&number.unwrap_or_default());
            facts.push(Fact::new(t.msg_updated(), value));
        }
        facts.extend(self.promise(record));
        Item {
            now: true,
            tone: mark.tone,
            chips: vec![mark.framed()],
            text: newest_text(record).map(|update| self.passage(&update.body)),
            aside: None,
            facts,
            ..self.incident_item(&summary)
        }
    }

    /// When the next update is due, or that it is overdue (rule D17).
    pub(super) fn promise(&self, record: &IncidentRecord) -> Option<Fact> {
        let moment = record.promise()?;
        let t = self.t();
        let time = self.noted(&record.incident, self.time(moment), moment);
        let value = if self.is_past(moment) {
            let overdue = Mark::state("degraded", "degraded", t.msg_overdue());
            time.and_text(" ").and(&overdue)
        } else {
            time.and_html(&self.relative(Rel::Until, moment))
        };
        Some(Fact::new(t.msg_next_update(), value))
    }

    /// An incident in a list of what was.
    pub(super) fn incident_item(&self, incident: &IncidentSummary) -> Item {
        let t = self.t();
        let whole = self.model.and_then(|model| model.live_incident(incident.reference));
        let services = whole.map_or(ServiceState::Checking, |one| self.services_in(&one.incident));
        let mark = self.announced_mark(incident.state, incident.cause_state, services);
        let mut chips = vec![mark.clone().framed()];
        if incident.report_published {
            chips.push(Mark::chip("none", "upd-report", labels::report_published(t)));
        }
        let (started, recovered) = (incident.started.as_ref(), incident.recovered.as_ref());
        let posted = || incident.first_posted.map(Moment::minute);
        let fact = match (incident.state, started, recovered) {
            (IncidentState::Withdrawn, ..) | (_, None, None) => {
                posted().map(|at| Fact::new(t.msg_posted(), self.time(&at)))
            }
            (_, Some(started), Some(recovered)) => {
                let span = Span::between(started.clone(), recovered.clone());
                Some(Fact::new(t.msg_period(), self.span(&span)))
            }
            (_, _, Some(recovered)) => Some(Fact::new(t.msg_recovered_at(), self.time(recovered))),
            (_, Some(started), None) => Some(Fact::new(t.msg_started(), self.time(started))),
        };
        let route = Route::Incident(incident.reference);
        Item {
            level: 3,
            reference: incident.reference,
            now: false,
            tone: mark.tone,
            withdrawn: incident.state == IncidentState::Withdrawn,
            chips,
            aside: None,
            title: self.record_title([&incident.title_service], &incident.symptom_short),
            address: self.address(&route),
            text: None,
            facts: fact.into_iter().collect(),
            at: began(incident),
        }
    }

    /// A maintenance, with the longest interruption if that is known.
    pub(super) fn maintenance_item(
        &self,
        maintenance: &MaintenanceSummary,
        interruption: Option<u32>,
    ) -> Item {
        let t = self.t();
        let mark = self.window_mark(maintenance.state);
        let next = Window::next(&maintenance.windows);
        let windows: Vec<&Window> = maintenance.windows.iter().filter(|one| !one.spare).collect();
        let several = windows.len() > 1;
        let line = |window: &&Window| Fact::new(t.msg_window(), self.window_line(window, several));
        let mut facts: Vec<Fact> = windows.iter().map(line).collect();
        let running = maintenance.windows.iter().filter(|window| window.state.is_active());
        facts.extend(
            running
                .filter_map(|window| window.extended_to.as_ref())
                .map(|end| Fact::new(t.msg_maintenance_extended_to(), self.time(end))),
        );
        facts.extend(interruption.map(|seconds| {
            Fact::text(t.msg_max_interruption(), &dates::interruption(self.list(), seconds))
        }));
        let mut chips = vec![mark.clone().framed()];
        // What was planned long before needs no word; what came at short notice does.
        if matches!(maintenance.kind, MaintenanceKind::Emergency | MaintenanceKind::Unscheduled) {
            chips.push(Mark::chip("none", "maintenance", maintenance.kind.label(t)));
        }
        let until = next.filter(|window| window.state == WindowState::Scheduled);
        Item {
            level: 3,
            reference: maintenance.reference,
            now: maintenance.state.is_active(),
            tone: mark.tone,
            withdrawn: false,
            chips,
            aside: until
                .filter(|_| self.clock.is_some())
                .map(|window| self.relative(Rel::Until, &window.start)),
            title: self.record_title(&maintenance.services, &maintenance.title),
            address: self.address(&Route::Maintenance(maintenance.reference)),
            text: None,
            facts,
            at: next.map_or(Timestamp::MIN, |window| window.start.at),
        }
    }

    /// A window in a line, with its state if it did not take place as announced, or if it is one of several and is no
    /// longer simply to come.
    fn window_line(&self, window: &Window, several: bool) -> Html {
        let line = self.window_span(window);
        if is_off(window) || (several && window.state != WindowState::Scheduled) {
            line.and_text(" ").and(&self.window_mark(window.state))
        } else {
            line
        }
    }

    /// The announced span of a window, struck through if it no longer holds.
    pub(super) fn window_span(&self, window: &Window) -> Html {
        struck(window, self.span(&window.span()))
    }

    /// When work happens in a window, as far as it goes on now: within one day by the clock alone.
    pub(super) fn window_clocks(&self, window: &Window) -> Html {
        let span = Span::between(window.start.clone(), window.announced_end().clone());
        let (dates, language) = (self.dates(), self.language);
        let piece = match (dates.clocks(language, &span), dates.spoken_clocks(language, &span)) {
            (Some(text), Some(spoken)) => Html::of(&super::parts::SpanText { text, spoken }),
            _ => self.span(&span),
        };
        struck(window, piece)
    }

    /// A span of a list. One whose end is before its start is shown by its start alone.
    pub(super) fn span(&self, span: &Span) -> Html {
        let text = self.dates().span(self.list(), span);
        let spoken = self.dates().spoken_span(self.language, span).unwrap_or_default();
        match (text, &span.start) {
            (Ok(text), _) => Html::of(&super::parts::SpanText { text, spoken }),
            (Err(_), Some(start)) => self.time(start),
            (Err(_), None) => Html::default(),
        }
    }
}

/// The newest update with news of its own: a correction speaks of an older one.
fn newest_text(record: &IncidentRecord) -> Option<&Update> {
    let newest = record.updates.iter().rev().find(|update| update.number.is_some());
    newest.or_else(|| record.updates.last())
}

/// When a window was to be, struck through if it no longer holds.
fn struck(window: &Window, piece: Html) -> Html {
    if is_off(window) { Html::of(&super::parts::Struck { piece }) } else { piece }
}

/// Whether work does not happen in a window as it was announced.
const fn is_off(window: &Window) -> bool {
    matches!(
        window.state,
        WindowState::Cancelled | WindowState::Postponed | WindowState::Rescheduled
    )
}

/// When an incident began: by its periods, else by its first notice.
pub(super) fn began(incident: &IncidentSummary) -> Timestamp {
    let started = incident.started.as_ref().map(|moment| moment.at);
    started.or(incident.first_posted).unwrap_or(Timestamp::MIN)
}
