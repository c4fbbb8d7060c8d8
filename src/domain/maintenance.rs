//! Maintenance: work that is announced, with one or more windows that each have a state of their own.

pub mod check;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    availability::AnnouncedWork,
    incident::Unaffected,
    key::Key,
    moment::Moment,
    notice::{NoticeValues, Template},
    reference::Reference,
    span::{Span, SpanEnd},
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

/// Where a window stands (domain rules 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowState {
    /// 予定.
    Scheduled,
    /// 作業中.
    InProgress,
    /// 延長中.
    Extended,
    /// 動作確認中.
    Verifying,
    /// 完了.
    Completed,
    /// 日程変更.
    Rescheduled,
    /// 延期.
    Postponed,
    /// 中止.
    Cancelled,
    /// 切り戻し.
    RolledBack,
}

impl WindowState {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::Scheduled,
        Self::InProgress,
        Self::Extended,
        Self::Verifying,
        Self::Completed,
        Self::Rescheduled,
        Self::Postponed,
        Self::Cancelled,
        Self::RolledBack,
    ];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::InProgress => "in_progress",
            Self::Extended => "extended",
            Self::Verifying => "verifying",
            Self::Completed => "completed",
            Self::Rescheduled => "rescheduled",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
            Self::RolledBack => "rolled_back",
        }
    }

    /// Whether work is going on in it.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::InProgress | Self::Extended | Self::Verifying)
    }
}

/// When work may happen; not the same as how long the service is interrupted (rule D23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Its key.
    pub key: Key,
    /// Where it stands.
    pub state: WindowState,
    /// Its planned start.
    pub start: Moment,
    /// Its planned end.
    pub end: Moment,
    /// Its new end, if it was extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_to: Option<Moment>,
    /// When work began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_start: Option<Moment>,
    /// When work ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual_end: Option<Moment>,
    /// The window that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Key>,
    /// Whether it is an alternate date (予備日).
    #[serde(default)]
    pub spare: bool,
}

impl Window {
    /// The announced span.
    pub fn span(&self) -> Span {
        Span { start: Some(self.start.clone()), end: SpanEnd::At(self.end.clone()) }
    }
}

/// A change of a window's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowChange {
    /// The window.
    pub window: Key,
    /// Its state from then on.
    pub state: WindowState,
    /// Since when.
    pub at: Timestamp,
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
    /// What customers may notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<LocalizedText>,
    /// What customers should do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<LocalizedText>,
    /// What was checked beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precheck: Option<LocalizedText>,
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
    /// How the states of the windows changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<WindowChange>,
    /// What was posted about it, oldest first.
    #[serde(default)]
    pub updates: Vec<MaintenanceUpdate>,
    /// Incidents that it triggered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggered: Vec<Reference>,
    /// Incidents after which it was planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<Reference>,
    /// The planned measure that it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announces_measure: Option<Key>,
    /// Whether this is an exercise.
    #[serde(default)]
    pub exercise: bool,
    /// Counts the changes of the record, from 1.
    pub version: i64,
}

impl Maintenance {
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

    /// Full days from the first notice to the first window, if there are both.
    pub fn lead_days(&self) -> Option<i64> {
        let posted = self.updates.iter().map(|update| update.posted).min()?;
        let starts = self.windows.iter().map(|window| window.start.at).min()?;
        Some(starts.seconds_since(posted).div_euclid(24 * 60 * 60))
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

    /// Whether customers may see it.
    pub const fn is_public(&self) -> bool {
        !self.exercise
    }
}
