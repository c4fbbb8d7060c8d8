//! The provider's own rules for notices, which are [`NoticePolicy`].

use super::reading::settings;
use crate::domain::policy::NoticePolicy;

settings!(NoticePolicy {
    first_notice_minutes in 1..=1440,
    update_minutes in 1..=1440,
    update_minutes_critical in 1..=1440,
    threshold_minutes in 0..=1440,
    recurrence_days in 0..=365,
    long_impact_hours in 1..=720,
    long_incident_hours in 1..=720,
    observation_hours in 0..=720,
    lead_days in 0..=365,
    lead_days_regular in 0..=365,
    lead_days_unscheduled in 0..=365,
    lead_days_uninterrupted in 0..=365,
    announce_days in 0..=365,
    reminder_days in 0..=30,
    reminder_hour in 0..=23,
});
