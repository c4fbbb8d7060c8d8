//! Thresholds by which notices are judged: settings, never constants of a rule (domain rules 8.3).

use jiff::{Span, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    maintenance::{Maintenance, MaintenanceKind},
    time::Timestamp,
};

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
    /// Days of lead time of planned maintenance that interrupts a service (domain rules 5.5).
    pub lead_days: u32,
    /// The same of regular maintenance.
    pub lead_days_regular: u32,
    /// The same of unscheduled maintenance, which comes at short notice.
    pub lead_days_unscheduled: u32,
    /// Days of lead time that are enough for a maintenance of any kind that interrupts no service.
    pub lead_days_uninterrupted: u32,
    /// Days before its first window on which a later one of a series is announced.
    pub announce_days: u32,
    /// Days before a window on which customers are reminded of it.
    pub reminder_days: u32,
    /// The hour of both days, in the provider's zone.
    pub reminder_hour: u32,
}

impl NoticePolicy {
    /// Days before its first window by which a maintenance is announced; an emergency has no time for any.
    pub fn lead_days_of(&self, maintenance: &Maintenance) -> Option<u32> {
        let days = match maintenance.kind {
            MaintenanceKind::Planned => self.lead_days,
            MaintenanceKind::Regular => self.lead_days_regular,
            MaintenanceKind::Unscheduled => self.lead_days_unscheduled,
            MaintenanceKind::Emergency => return None,
        };
        let interrupts = maintenance.max_interruption.is_none_or(|seconds| seconds > 0);
        Some(if interrupts { days } else { days.min(self.lead_days_uninterrupted) })
    }

    /// When customers are reminded of a window that begins at an instant.
    pub fn reminder(&self, start: Timestamp, zone: &TimeZone) -> Timestamp {
        self.days_before(self.reminder_days, start, zone)
    }

    /// When a maintenance that was planned long ago is announced, if its first window begins at an instant: never
    /// later than the provider's own lead time.
    pub fn announcement(
        &self,
        maintenance: &Maintenance,
        start: Timestamp,
        zone: &TimeZone,
    ) -> Timestamp {
        let lead = self.lead_days_of(maintenance).unwrap_or(0);
        // At its hour, a day that is the last one by the rule may be too late by hours.
        self.days_before(self.announce_days.max(lead + 1), start, zone)
    }

    fn days_before(&self, days: u32, start: Timestamp, zone: &TimeZone) -> Timestamp {
        let day = start.date_in(zone).saturating_sub(Span::new().days(days));
        let hour = i8::try_from(self.reminder_hour).unwrap_or(0).clamp(0, 23);
        Timestamp::from_civil(day.at(hour, 0, 0, 0), zone)
    }
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
            lead_days_regular: 10,
            lead_days_unscheduled: 2,
            lead_days_uninterrupted: 5,
            announce_days: 14,
            reminder_days: 2,
            reminder_hour: 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::LocalizedText;

    #[test]
    fn each_kind_of_maintenance_has_its_own_lead_time_and_less_is_enough_without_an_interruption() {
        let policy = NoticePolicy::default();
        let days = |kind, max_interruption| {
            let reference = "MNT-20261118-01".parse().unwrap();
            let title = LocalizedText::both("更新", "Update");
            let blank = Maintenance::blank(reference, kind, title, Vec::new());
            policy.lead_days_of(&Maintenance { max_interruption, ..blank })
        };
        assert_eq!(days(MaintenanceKind::Planned, None), Some(10), "nothing is said of it");
        assert_eq!(days(MaintenanceKind::Regular, Some(1)), Some(10));
        assert_eq!(days(MaintenanceKind::Planned, Some(0)), Some(5));
        assert_eq!(days(MaintenanceKind::Unscheduled, Some(600)), Some(2));
        assert_eq!(days(MaintenanceKind::Unscheduled, Some(0)), Some(2));
        assert_eq!(days(MaintenanceKind::Emergency, Some(600)), None);
    }
}
