//! An incident or a maintenance as an entry of a list: on the home page, in the history, under a
//! service.

use askama::{Template, filters::HtmlSafe};

use super::{
    address::Place,
    context::Context,
    parts::{Fact, Inline, Mark, Rel},
    prose::Prose,
};
use crate::{
    domain::{
        incident::{IncidentRecord, IncidentState, Update},
        maintenance::{Maintenance, Window, WindowState},
        moment::Moment,
        reference::Reference,
        time::Timestamp,
    },
    i18n::{dates, labels},
    views::html::Html,
};

/// An entry of a list.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/item.html")]
pub(super) struct Item {
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
        let newest = newest_text(record);
        let mut item = self.incident_item(record);
        item.now = true;
        item.facts.clear();
        if let Some(update) = newest {
            item.text = Some(self.passage(&update.body));
        }
        if let Some(last) = record.updates.last() {
            let number = last.number.map(|n| t.msg_home_which_update(labels::nth(t, n)));
            let value = self.at(last.posted).and_text(&number.unwrap_or_default());
            item.facts.push(Fact::new(t.msg_updated(), value));
        }
        item.facts.extend(self.promise(record));
        item
    }

    /// When the next update is due, or that it is overdue (rule D17).
    pub(super) fn promise(&self, record: &IncidentRecord) -> Option<Fact> {
        let moment = record.promise()?;
        let t = self.t();
        let mut value = self.time(moment).and_text(" ");
        value = if moment.at < self.now {
            value.and(&Mark::state("degraded", "degraded", t.msg_overdue()))
        } else {
            value.and_html(&self.relative(Rel::Until, moment))
        };
        Some(Fact::new(t.msg_next_update(), value))
    }

    /// An incident in a list of what was.
    pub(super) fn incident_item(&self, record: &IncidentRecord) -> Item {
        let incident = &record.incident;
        let t = self.t();
        let mark = self.incident_mark(incident);
        let mut chips = vec![mark.clone().framed()];
        if incident.report_published {
            chips.push(Mark::chip("none", "upd-report", labels::report_published(t)));
        }
        let posted = record.updates.first().map(|update| update.posted);
        let started = incident.started();
        let (label, moment) = match (incident.state, incident.recovered(), started) {
            (IncidentState::Withdrawn, ..) | (_, None, None) => {
                (t.msg_posted(), posted.map(Moment::minute))
            }
            (_, Some(recovered), _) => (t.msg_recovered_at(), Some(recovered.clone())),
            (_, None, Some(started)) => (t.msg_started(), Some(started.clone())),
        };
        Item {
            reference: incident.reference,
            now: false,
            tone: mark.tone,
            withdrawn: incident.state == IncidentState::Withdrawn,
            chips,
            aside: self.lasted(record).map(|text| Html::text(&text)),
            title: self.incident_title(incident),
            address: self.address(&Place::Record(incident.reference)),
            text: None,
            facts: moment.iter().map(|at| Fact::new(label.clone(), self.time(at))).collect(),
            at: began(record),
        }
    }

    /// How long the only main period of an incident lasted; with several, each tells for itself.
    fn lasted(&self, record: &IncidentRecord) -> Option<String> {
        let main = record.incident.main_periods();
        let [only] = main.as_slice() else { return None };
        let duration = record.incident.span(&only.span).duration()?;
        Some(dates::lasted(self.list(), duration))
    }

    /// A maintenance.
    pub(super) fn maintenance_item(&self, maintenance: &Maintenance) -> Item {
        let t = self.t();
        let state = maintenance.state();
        let mark = self.window_mark(state);
        let next = next_window(maintenance);
        let windows = maintenance.windows.iter().filter(|window| !window.spare);
        let mut facts: Vec<Fact> =
            windows.map(|window| Fact::new(t.msg_window(), self.window_line(window))).collect();
        if let Some(seconds) = maintenance.max_interruption {
            let length = dates::interruption(self.list(), seconds);
            facts.push(Fact::text(t.msg_max_interruption(), &length));
        }
        let until = next.filter(|window| window.state == WindowState::Scheduled);
        Item {
            reference: maintenance.reference,
            now: state.is_active(),
            tone: mark.tone,
            withdrawn: false,
            chips: vec![mark.framed()],
            aside: until.map(|window| self.relative(Rel::Until, &window.start)),
            title: self.maintenance_title(maintenance),
            address: self.address(&Place::Record(maintenance.reference)),
            text: None,
            facts,
            at: next
                .or(maintenance.windows.first())
                .map_or(Timestamp::MIN, |window| window.start.at),
        }
    }

    /// A window in a line, struck through with its state if it did not take place as announced.
    pub(super) fn window_line(&self, window: &Window) -> Html {
        let span = self.span(&window.span());
        let off = matches!(
            window.state,
            WindowState::Cancelled | WindowState::Postponed | WindowState::Rescheduled
        );
        if !off {
            return span;
        }
        Html::of(&super::parts::Struck { piece: span })
            .and_text(" ")
            .and(&self.window_mark(window.state))
    }

    /// A span of a list. One whose end is before its start is shown by its start alone.
    pub(super) fn span(&self, span: &crate::domain::span::Span) -> Html {
        let text = self.dates().span(self.list(), span);
        match (text, &span.start) {
            (Ok(text), _) => Html::text(&text),
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

/// When an incident began: by its periods, else by its first notice.
pub(super) fn began(record: &IncidentRecord) -> Timestamp {
    let posted = record.updates.first().map(|update| update.posted);
    record.incident.started().map(|moment| moment.at).or(posted).unwrap_or(Timestamp::MIN)
}

/// The window that is in progress or comes next, else the last one.
pub(super) fn next_window(maintenance: &Maintenance) -> Option<&Window> {
    let windows = || maintenance.windows.iter();
    windows()
        .find(|window| window.state.is_active())
        .or_else(|| {
            windows()
                .filter(|window| window.state == WindowState::Scheduled && !window.spare)
                .min_by_key(|window| window.start.at)
        })
        .or_else(|| windows().max_by_key(|window| window.start.at))
}
