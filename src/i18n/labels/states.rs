//! Where things stand: incidents, services, maintenances, texts.

use super::{Label, Sentences};
use crate::domain::{
    incident::{BacklogState, CauseState, IncidentState, MeasureStatus},
    maintenance::WindowState,
    status::{OverallState, ServiceState},
    text::TextState,
};

/// The chip of an incident. English tells 対応中 apart by what is known of the cause: Identified, or
/// Fix in progress (domain rules 4.2).
pub fn incident_state(l10n: &Sentences, state: IncidentState, cause: CauseState) -> String {
    match state {
        IncidentState::Investigating => l10n.msg_inc_investigating(),
        IncidentState::Responding if cause == CauseState::Unknown => {
            l10n.msg_inc_responding_cause_unknown()
        }
        IncidentState::Responding => l10n.msg_inc_responding(),
        IncidentState::Partial => l10n.msg_inc_partial(),
        IncidentState::Monitoring => l10n.msg_inc_monitoring(),
        IncidentState::Recovered => l10n.msg_inc_recovered(),
        IncidentState::Withdrawn => l10n.msg_inc_withdrawn(),
    }
}

/// The chip beside *recovered* once the final report is out.
pub fn report_published(l10n: &Sentences) -> String {
    l10n.msg_inc_report_published()
}

/// The event of a recovered incident that came back.
pub fn reopened(l10n: &Sentences) -> String {
    l10n.msg_inc_reopened()
}

impl Label for CauseState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Unknown => l10n.msg_cause_unknown(),
            Self::Suspected => l10n.msg_cause_suspected(),
            Self::Confirmed => l10n.msg_cause_confirmed(),
        }
    }
}

impl Label for BacklogState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::None => l10n.msg_backlog_none(),
            Self::Open => l10n.msg_backlog_open(),
            Self::Delivered => l10n.msg_backlog_delivered(),
        }
    }
}

impl Label for MeasureStatus {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Done => l10n.msg_measure_done(),
            Self::InProgress => l10n.msg_measure_in_progress(),
            Self::Planned => l10n.msg_measure_planned(),
        }
    }
}

impl Label for WindowState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Scheduled => l10n.msg_mnt_scheduled(),
            Self::InProgress => l10n.msg_mnt_in_progress(),
            Self::Extended => l10n.msg_mnt_extended(),
            Self::Verifying => l10n.msg_mnt_verifying(),
            Self::Completed => l10n.msg_mnt_completed(),
            Self::Rescheduled => l10n.msg_mnt_rescheduled(),
            Self::Postponed => l10n.msg_mnt_postponed(),
            Self::Cancelled => l10n.msg_mnt_cancelled(),
            Self::RolledBack => l10n.msg_mnt_rolled_back(),
        }
    }
}

impl Label for ServiceState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Operational => l10n.msg_svc_operational(),
            Self::Maintenance => l10n.msg_svc_maintenance(),
            Self::Checking => l10n.msg_svc_checking(),
            Self::Degraded => l10n.msg_svc_degraded(),
            Self::Partial => l10n.msg_svc_partial(),
            Self::Major => l10n.msg_svc_major(),
        }
    }
}

/// The label is the headline; the chip says it in a word or two.
impl Label for OverallState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Operational => l10n.msg_all_ok(),
            Self::Maintenance => l10n.msg_all_maintenance(),
            Self::Checking => l10n.msg_all_checking(),
            Self::Issue => l10n.msg_some_issue(),
            Self::Major => l10n.msg_all_major(),
        }
    }
}

impl OverallState {
    /// The state in a word or two.
    pub fn chip(self, l10n: &Sentences) -> String {
        match self {
            Self::Operational => ServiceState::Operational.label(l10n),
            Self::Maintenance => ServiceState::Maintenance.label(l10n),
            Self::Checking => ServiceState::Checking.label(l10n),
            Self::Issue => l10n.msg_some_issue_chip(),
            Self::Major => ServiceState::Major.label(l10n),
        }
    }
}

impl Label for TextState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Draft => l10n.msg_text_draft(),
            Self::Review => l10n.msg_text_review(),
            Self::Approved => l10n.msg_text_approved(),
            Self::Auto => l10n.msg_lang_auto(),
        }
    }
}

/// A shape that tells a state without its colour (domain rules 4.5).
pub trait Glyph {
    /// The shape.
    fn glyph(self) -> char;
}

impl Glyph for ServiceState {
    fn glyph(self) -> char {
        match self {
            Self::Operational => '●',
            Self::Degraded => '▲',
            Self::Partial => '◧',
            Self::Major => '■',
            Self::Maintenance => '◆',
            Self::Checking => '？',
        }
    }
}

impl Glyph for OverallState {
    fn glyph(self) -> char {
        match self {
            Self::Operational => '●',
            Self::Issue => '▲',
            Self::Major => '■',
            Self::Maintenance => '◆',
            Self::Checking => '？',
        }
    }
}
