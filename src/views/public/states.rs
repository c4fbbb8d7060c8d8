//! How states look: which colour and which shape goes with which word. The colours are those of the
//! services' states; a shape is a symbol of `templates/parts/glyphs.html`.

use super::{context::Context, parts::Mark};
use crate::{
    domain::{
        incident::{Incident, IncidentState, Period},
        maintenance::WindowState,
        service::Degree,
        span::SpanEnd,
        status::{self, OverallState, ServiceState},
        time::Timestamp,
    },
    i18n::labels::{self, Label as _},
};

/// The colour of a service's state; also its shape and the name of its icon.
pub const fn tone(state: ServiceState) -> &'static str {
    state.word()
}

/// The state under which everything is shown: that of the worst service, which tells a partial outage
/// from a delay; without services that of the headline.
pub(super) fn shown(overall: OverallState, worst: ServiceState) -> ServiceState {
    match overall {
        OverallState::Checking => ServiceState::Checking,
        OverallState::Operational
        | OverallState::Maintenance
        | OverallState::Issue
        | OverallState::Major => worst,
    }
}

const fn incident_glyph(state: IncidentState) -> &'static str {
    match state {
        IncidentState::Investigating => "inc-investigating",
        IncidentState::Responding => "inc-responding",
        IncidentState::Partial => "inc-partial",
        IncidentState::Monitoring => "inc-monitoring",
        IncidentState::Recovered => "inc-recovered",
        IncidentState::Withdrawn => "inc-withdrawn",
    }
}

/// The colour of a state of a maintenance or of one of its windows, and its shape.
pub const fn window_look(state: WindowState) -> (&'static str, &'static str) {
    match state {
        WindowState::Scheduled => ("maintenance", "mnt-scheduled"),
        WindowState::InProgress => ("maintenance", "mnt-in_progress"),
        WindowState::Extended => ("maintenance", "mnt-extended"),
        WindowState::Verifying => ("maintenance", "mnt-verifying"),
        WindowState::Completed => ("operational", "mnt-completed"),
        WindowState::Rescheduled => ("maintenance", "mnt-rescheduled"),
        WindowState::Postponed => ("maintenance", "mnt-postponed"),
        WindowState::Cancelled => ("none", "mnt-cancelled"),
        WindowState::RolledBack => ("none", "mnt-rolled_back"),
    }
}

/// The colour of a state of an incident, while the affected services are in a state.
pub const fn incident_tone(state: IncidentState, services: ServiceState) -> &'static str {
    match state {
        IncidentState::Investigating | IncidentState::Responding => match services {
            ServiceState::Operational | ServiceState::Maintenance => "checking",
            worse => tone(worse),
        },
        IncidentState::Partial => "degraded",
        IncidentState::Monitoring => "maintenance",
        IncidentState::Recovered => "operational",
        IncidentState::Withdrawn => "none",
    }
}

impl Context<'_> {
    /// The state of a service.
    pub(super) fn service_mark(&self, state: ServiceState) -> Mark {
        Mark::state(tone(state), tone(state), state.label(self.t()))
    }

    /// What an open incident makes of the services at present.
    pub(super) fn services_in(&self, incident: &Incident) -> ServiceState {
        self.services_while(incident, |period| incident.is_ongoing(period))
    }

    /// What an incident made of the services at a time, as far as its periods tell now.
    pub(super) fn services_at(&self, incident: &Incident, at: Timestamp) -> ServiceState {
        self.services_while(incident, |period| {
            let span = incident.span(&period.span);
            let begun = span.start.is_some_and(|start| start.at <= at);
            begun
                && match &span.end {
                    SpanEnd::At(end) => end.over_at(self.site.zone()) > at,
                    SpanEnd::Ongoing => true,
                    SpanEnd::Unstated => false,
                }
        })
    }

    fn services_while(
        &self,
        incident: &Incident,
        counts: impl Fn(&Period) -> bool,
    ) -> ServiceState {
        let catalogue = &self.site.catalogue;
        let periods: Vec<&Period> = incident.periods.iter().filter(|one| counts(one)).collect();
        let of = |service| {
            status::state_of_periods(incident, periods.iter().copied(), service, catalogue)
        };
        catalogue.services.iter().filter_map(of).max().unwrap_or(ServiceState::Checking)
    }

    /// The state of an incident.
    pub(super) fn incident_mark(&self, incident: &Incident) -> Mark {
        Mark::state(
            incident_tone(incident.state, self.services_in(incident)),
            incident_glyph(incident.state),
            labels::incident_state(self.t(), incident.state, incident.cause.state),
        )
    }

    /// The state of an incident as an update announced it.
    pub(super) fn announced_mark(
        &self,
        state: IncidentState,
        cause: crate::domain::incident::CauseState,
        services: ServiceState,
    ) -> Mark {
        Mark::state(
            incident_tone(state, services),
            incident_glyph(state),
            labels::incident_state(self.t(), state, cause),
        )
    }

    /// The state of a maintenance or of one of its windows.
    pub(super) fn window_mark(&self, state: WindowState) -> Mark {
        let (tone, glyph) = window_look(state);
        Mark::state(tone, glyph, state.label(self.t()))
    }

    /// How a function works; what nobody stated never looks normal (rule D05).
    pub(super) fn degree_mark(&self, degree: Degree) -> Mark {
        let (tone, glyph) = match degree {
            Degree::Unavailable => ("major", "major"),
            Degree::Difficult | Degree::Delayed | Degree::Errors | Degree::Slow => {
                ("degraded", "degraded")
            }
            Degree::Normal => ("operational", "operational"),
            Degree::Unstated => ("none", "unstated"),
        };
        Mark::state(tone, glyph, degree.label(self.t()))
    }
}
