//! What is kept in memory of every public record, however old: enough for lists and for the search.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::search;
use crate::domain::{
    availability::AnnouncedWork,
    incident::{CauseState, Incident, IncidentRecord, IncidentState, Severity, Symptom},
    key::Key,
    maintenance::{Maintenance, MaintenanceKind, Recurrence, Window, WindowState, calendar::Entry},
    moment::Moment,
    reference::Reference,
    service::Catalogue,
    text::LocalizedText,
    time::Timestamp,
};

/// Seconds after its last notice for which a closed record still counts as live: two days.
const LIVE_SECONDS: i64 = 2 * 24 * 60 * 60;

/// An incident in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentSummary {
    /// Its reference number and address.
    pub reference: Reference,
    /// The service named in its title.
    pub title_service: Key,
    /// The problem in a noun phrase.
    pub symptom_short: LocalizedText,
    /// The affected services.
    pub affected: Vec<Key>,
    /// Where it stands.
    pub state: IncidentState,
    /// How well the cause is known, which decides the English word for the state.
    pub cause_state: CauseState,
    /// How bad it is.
    pub severity: Severity,
    /// When it began, if that is known.
    pub started: Option<Moment>,
    /// When it ended, if that is known.
    pub recovered: Option<Moment>,
    /// When its first update was posted.
    pub first_posted: Option<Timestamp>,
    /// When its last update was posted.
    pub last_posted: Option<Timestamp>,
    /// How many updates were posted.
    pub updates: usize,
    /// Whether its final report has been published.
    pub report_published: bool,
    /// The records that its page links to.
    pub mentions: Vec<Reference>,
    /// What the search looks at, folded.
    pub(super) words: String,
}

impl IncidentSummary {
    /// The summary of a record.
    pub fn of(record: &IncidentRecord, catalogue: &Catalogue) -> Self {
        let incident = &record.incident;
        let summary = incident.cause.summary.as_ref();
        let texts = [Some(&incident.symptom_short), summary].into_iter().flatten();
        let posted = || record.updates.iter().map(|update| update.posted);
        Self {
            reference: incident.reference,
            title_service: incident.title_service.clone(),
            symptom_short: incident.symptom_short.clone(),
            affected: incident.affected.clone(),
            state: incident.state,
            cause_state: incident.cause.state,
            severity: incident.severity,
            started: incident.started().cloned(),
            recovered: incident.recovered().cloned(),
            first_posted: posted().min(),
            last_posted: posted().max(),
            updates: record.updates.len(),
            report_published: incident.report_published,
            mentions: mentions(incident),
            words: search::words(incident.reference, texts, &incident.affected, catalogue),
        }
    }

    /// When something was last said about it; its date if nothing was.
    pub fn last_said(&self) -> Timestamp {
        let began = self.started.as_ref().map(|moment| moment.at);
        self.last_posted.or(began).unwrap_or(Timestamp::MIN)
    }
}

fn mentions(incident: &Incident) -> Vec<Reference> {
    let named = incident.mentions().into_iter().map(|(_, reference)| reference);
    named.collect::<BTreeSet<_>>().into_iter().collect()
}

/// A maintenance in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceSummary {
    /// Its reference number and address.
    pub reference: Reference,
    /// What kind of work it is.
    pub kind: MaintenanceKind,
    /// The services worked on.
    pub services: Vec<Key>,
    /// Its title.
    pub title: LocalizedText,
    /// Where it stands.
    pub state: WindowState,
    /// When work may happen.
    pub windows: Vec<Window>,
    /// The longest interruption announced, in seconds.
    pub max_interruption: Option<u32>,
    /// How many interruptions were announced.
    pub interruptions: Option<u32>,
    /// Which functions of its services may fail, and how.
    pub effects: Vec<Symptom>,
    /// What customers may notice, where somebody wrote it.
    pub impact: Option<LocalizedText>,
    /// How it repeats, if it is the first of a series.
    pub recurrence: Option<Recurrence>,
    /// The first of the series, if it is a later one.
    pub series: Option<Reference>,
    /// What calendars keep of it.
    pub entries: Vec<Entry>,
    /// When its last notice was posted.
    pub last_posted: Option<Timestamp>,
    /// The records that its page links to.
    pub mentions: Vec<Reference>,
    /// What the search looks at, folded.
    pub(super) words: String,
}

impl MaintenanceSummary {
    /// The summary of a record.
    pub fn of(maintenance: &Maintenance, catalogue: &Catalogue) -> Self {
        let texts = [Some(&maintenance.title), maintenance.work.as_ref()].into_iter().flatten();
        let reference = maintenance.reference;
        let mentions = maintenance.mentions().into_iter().map(|(_, reference)| reference);
        Self {
            reference,
            kind: maintenance.kind,
            services: maintenance.services.clone(),
            title: maintenance.title.clone(),
            state: maintenance.state(),
            windows: maintenance.windows.clone(),
            max_interruption: maintenance.max_interruption,
            interruptions: maintenance.interruptions,
            effects: maintenance.effects.clone(),
            impact: maintenance.impact.clone(),
            recurrence: maintenance.recurrence.clone(),
            series: maintenance.series,
            entries: maintenance.calendar(),
            last_posted: maintenance.updates.iter().map(|update| update.posted).max(),
            mentions: mentions.collect(),
            words: search::words(reference, texts, &maintenance.services, catalogue),
        }
    }

    /// What availability needs to know of it.
    pub fn announced(&self) -> AnnouncedWork<'_> {
        AnnouncedWork {
            reference: self.reference,
            services: &self.services,
            windows: &self.windows,
            max_interruption: self.max_interruption,
            interruptions: self.interruptions,
        }
    }

    /// The latest instant at which work may have been done in it.
    pub fn worked_until(&self) -> Timestamp {
        let last = |window: &Window| {
            let ends = [Some(&window.end), window.extended_to.as_ref(), window.actual_end.as_ref()];
            let ended = ends.into_iter().flatten().map(|end| end.at).max();
            if window.state.is_active() { Timestamp::MAX } else { ended.unwrap_or(Timestamp::MIN) }
        };
        self.windows.iter().map(last).max().unwrap_or(Timestamp::MIN)
    }

    /// When something was last said about it; the end of its last window if nothing was.
    pub fn last_said(&self) -> Timestamp {
        let worked = self.windows.iter().map(|window| window.end.at).max();
        self.last_posted.or(worked).unwrap_or(Timestamp::MIN)
    }
}

/// Whether the page of an incident is made anew every minute: it is open, or something was said about
/// it in the last two days. The page of any other says nothing that depends on the time of day.
pub fn incident_is_live(summary: &IncidentSummary, now: Timestamp) -> bool {
    summary.state.is_open() || now.seconds_since(summary.last_said()) < LIVE_SECONDS
}

/// The same for a maintenance: work is to come or going on, or something was said lately.
pub fn maintenance_is_live(summary: &MaintenanceSummary, now: Timestamp) -> bool {
    use WindowState::{Cancelled, Completed, RolledBack};
    let over = matches!(summary.state, Completed | Cancelled | RolledBack);
    let said = summary.last_posted.is_some_and(|at| now.seconds_since(at) < LIVE_SECONDS);
    !over || said
}
