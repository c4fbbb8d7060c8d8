//! A window of a maintenance: when work may happen, where it stands, and how that changed.

use serde::{Deserialize, Serialize};

use super::due::ByClock;
use crate::domain::{
    key::Key,
    moment::Moment,
    span::{Span, SpanEnd},
    time::Timestamp,
};

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

    /// Whether nothing follows (domain rules 5.2).
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Rescheduled | Self::Cancelled | Self::RolledBack)
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
    /// Whether it is an alternate date (予備日): nothing happens in it unless it takes the place of
    /// another window.
    #[serde(default)]
    pub spare: bool,
    /// The notice that reminds of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
    /// What the clock does not do in it, although it would.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_hand: Vec<ByClock>,
}

/// A notice that reminds customers of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When it is due.
    pub at: Timestamp,
    /// Whether its time has come. It was posted then, unless the window had begun meanwhile.
    #[serde(default)]
    pub done: bool,
}

impl Window {
    /// A window that is planned, without a reminder.
    pub const fn planned(key: Key, start: Moment, end: Moment) -> Self {
        Self {
            key,
            state: WindowState::Scheduled,
            start,
            end,
            extended_to: None,
            actual_start: None,
            actual_end: None,
            replaces: None,
            spare: false,
            reminder: None,
            by_hand: Vec::new(),
        }
    }

    /// The end that was announced last.
    pub fn announced_end(&self) -> &Moment {
        self.extended_to.as_ref().unwrap_or(&self.end)
    }

    /// Minutes by which work goes on past the end that was announced last, if it does: operators are told.
    pub fn overrunning(&self, now: Timestamp) -> Option<i64> {
        let over = now.minutes_since(self.announced_end().at);
        (self.state.is_active() && over > 0).then_some(over)
    }

    /// Whether work may still happen in it at its time.
    pub fn stands(&self) -> bool {
        !self.state.is_over() && self.state != WindowState::Postponed
    }

    /// Whether some instant lies in both. One that begins when another ends does not meet it.
    pub fn meets(&self, other: &Self) -> bool {
        self.start.at < other.announced_end().at && other.start.at < self.announced_end().at
    }

    /// Of several windows the one that is in progress or comes next, else the last one.
    pub fn next(windows: &[Self]) -> Option<&Self> {
        let to_come = |window: &&Self| window.state == WindowState::Scheduled && !window.spare;
        windows
            .iter()
            .find(|window| window.state.is_active())
            .or_else(|| windows.iter().filter(to_come).min_by_key(|window| window.start.at))
            .or_else(|| windows.iter().max_by_key(|window| window.start.at))
    }

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
