//! Maintenance: work that is announced, with one or more windows that each have a state of their own.
//!
//! - this file is the record, `window.rs` its windows;
//! - `announcing.rs` is how it begins, `conflicts.rs` what else happens at its time;
//! - `recurrence.rs` is how it repeats, `series.rs` what comes of that;
//! - `life.rs` is how a step changes it and what refuses one, `due.rs` what happens by itself and when,
//!   `telling.rs` what a step tells customers, `calendar.rs` what a calendar keeps of it;
//! - `editing.rs` is how its facts change without a step;
//! - `check.rs` finds what is wrong with a record that comes from outside.

pub mod announcing;
pub mod calendar;
pub mod check;
pub mod conflicts;
pub mod due;
pub mod editing;
pub mod life;
pub mod recurrence;
pub mod series;
pub mod telling;
mod window;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::recurrence::Recurrence;
pub use self::window::{Reminder, Window, WindowChange, WindowState};
use super::{
    incident::{Symptom, Unaffected},
    key::Key,
    notice::{NoticeValues, Template},
    reference::Reference,
    text::LocalizedText,
    time::Timestamp,
};

/// What kind of work it is (domain rules 5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceKind {
    /// 計画.
    Planned,
    /// 定期.
    Regular,
    /// 臨時: short notice, not urgent.
    Unscheduled,
    /// 緊急.
    Emergency,
}

impl MaintenanceKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Regular, Self::Unscheduled, Self::Emergency];
}

/// A notice about a maintenance, kept as it was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceUpdate {
    /// Its key within the maintenance.
    pub key: Key,
    /// The template it was made from.
    pub template: Template,
    /// The windows it speaks of; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Key>,
    /// The values that filled the template.
    #[serde(default)]
    pub values: NoticeValues,
    /// The subject of its mail.
    pub subject: LocalizedText,
    /// Its text.
    pub body: LocalizedText,
    /// When it was posted.
    pub posted: Timestamp,
}

/// Which steps are taken by the clock. Nothing is, unless somebody chose it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Automatic {
    /// Work begins at the announced start of a window.
    pub start: bool,
    /// Work ends at the announced end of a window, or at the later one that was announced since.
    pub complete: bool,
}

/// A maintenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maintenance {
    /// Its identifier in the database.
    pub id: Uuid,
    /// Its reference number and address.
    pub reference: Reference,
    /// What kind of work it is.
    pub kind: MaintenanceKind,
    /// The services worked on.
    pub services: Vec<Key>,
    /// Its title.
    pub title: LocalizedText,
    /// What is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<LocalizedText>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<LocalizedText>,
    /// Which functions of its services may fail, and how.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Symptom>,
    /// What customers may notice, where somebody wrote it; otherwise it is said from the effects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<LocalizedText>,
    /// What customers should do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<LocalizedText>,
    /// What was checked beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precheck: Option<LocalizedText>,
    /// Under which conditions it takes longer than announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<LocalizedText>,
    /// Under which conditions it is called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancellation: Option<LocalizedText>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<LocalizedText>,
    /// The longest interruption, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_interruption: Option<u32>,
    /// How many interruptions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interruptions: Option<u32>,
    /// What is not affected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unaffected: Option<Unaffected>,
    /// When work may happen.
    pub windows: Vec<Window>,
    /// Which steps are taken by the clock.
    #[serde(default)]
    pub automatic: Automatic,
    /// How the states of the windows changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<WindowChange>,
    /// When what calendars show of it was changed without a step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revised: Vec<Timestamp>,
    /// What was posted about it, oldest first.
    #[serde(default)]
    pub updates: Vec<MaintenanceUpdate>,
    /// Incidents that it triggered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggered: Vec<Reference>,
    /// Incidents after which it was planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Reference>,
    /// The planned measure that it carries out; one of the incidents that it follows has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announces_measure: Option<Key>,
    /// The report that promised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Reference>,
    /// Maintenances that it goes on from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Reference>,
    /// Maintenances that go on from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Reference>,
    /// How it repeats, if it is the first of a series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// The first of the series, if it is a later one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Reference>,
    /// When it is announced; nothing once it was. Until then it stands on the page and in calendars, and nobody is
    /// mailed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announce_at: Option<Timestamp>,
    /// Whether this is an exercise.
    #[serde(default)]
    pub exercise: bool,
    /// Counts the changes of the record, from 1.
    pub version: i64,
}

impl Maintenance {
    /// A maintenance of which nothing more is known.
    pub const fn blank(
        reference: Reference,
        kind: MaintenanceKind,
        title: LocalizedText,
        windows: Vec<Window>,
    ) -> Self {
        Self {
            id: Uuid::nil(),
            reference,
            kind,
            services: Vec::new(),
            title,
            work: None,
            purpose: None,
            effects: Vec::new(),
            impact: None,
            request: None,
            precheck: None,
            extension: None,
            cancellation: None,
            result: None,
            max_interruption: None,
            interruptions: None,
            unaffected: None,
            windows,
            automatic: Automatic { start: false, complete: false },
            log: Vec::new(),
            revised: Vec::new(),
            updates: Vec::new(),
            triggered: Vec::new(),
            follows: Vec::new(),
            announces_measure: None,
            report: None,
            earlier: Vec::new(),
            later: Vec::new(),
            recurrence: None,
            series: None,
            announce_at: None,
            exercise: false,
            version: 1,
        }
    }

    /// The window of a key.
    pub fn window(&self, key: &Key) -> Option<&Window> {
        self.windows.iter().find(|window| window.key == *key)
    }

    /// The state that follows from the windows (domain rules 5.3): the first of extended, in
    /// progress, verifying, scheduled, postponed, rolled back, completed, cancelled that any has.
    pub fn state(&self) -> WindowState {
        use WindowState::{
            Cancelled, Completed, Extended, InProgress, Postponed, RolledBack, Scheduled, Verifying,
        };
        [Extended, InProgress, Verifying, Scheduled, Postponed, RolledBack, Completed, Cancelled]
            .into_iter()
            .find(|state| self.windows.iter().any(|window| window.state == *state))
            .unwrap_or(Scheduled)
    }

    /// Other records that it names, with the fields that name them.
    pub fn mentions(&self) -> Vec<(&'static str, Reference)> {
        let lists = [
            ("triggered", &self.triggered),
            ("follows", &self.follows),
            ("earlier", &self.earlier),
            ("later", &self.later),
        ];
        let named = lists
            .into_iter()
            .flat_map(|(field, list)| list.iter().map(move |reference| (field, *reference)));
        named.chain(self.series.map(|first| ("series", first))).collect()
    }

    /// Full days from the first notice to the first window, if there are both.
    pub fn lead_days(&self) -> Option<i64> {
        let posted = self.updates.iter().map(|update| update.posted).min()?;
        let starts = self.windows.iter().map(|window| window.start.at).min()?;
        Some(starts.seconds_since(posted).div_euclid(24 * 60 * 60))
    }

    /// Whether customers were told of it, or work has begun: whatever happens from then on is mailed.
    pub const fn is_announced(&self) -> bool {
        self.announce_at.is_none()
    }

    /// Whether customers may see it.
    pub const fn is_public(&self) -> bool {
        !self.exercise
    }
}
