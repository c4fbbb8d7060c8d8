//! Thresholds by which notices are judged: settings, never constants of a rule (domain rules 8.3).

use serde::{Deserialize, Serialize};

/// The provider's own rules for notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoticePolicy {
    /// Minutes from detection to the first notice (checklist N01).
    pub first_notice_minutes: u32,
    /// Minutes to the next update (checklist N02).
    pub update_minutes: u32,
    /// The same while the severity is critical.
    pub update_minutes_critical: u32,
    /// Minutes from which an interruption is published (notice policy).
    pub threshold_minutes: u32,
    /// Days within which a recurrence joins its incident (rule D15).
    pub recurrence_days: u32,
    /// Hours of impact from which the apology rises to level 4 (domain rules 7.2).
    pub long_impact_hours: u32,
    /// Hours after which the long-incident mode is offered (checklist N03).
    pub long_incident_hours: u32,
    /// Hours of observation after a fix.
    pub observation_hours: u32,
    /// Days of lead time of a maintenance that interrupts a service.
    pub lead_days: u32,
}

impl Default for NoticePolicy {
    fn default() -> Self {
        Self {
            first_notice_minutes: 30,
            update_minutes: 60,
            update_minutes_critical: 30,
            threshold_minutes: 10,
            recurrence_days: 30,
            long_impact_hours: 6,
            long_incident_hours: 3,
            observation_hours: 24,
            lead_days: 10,
        }
    }
}
