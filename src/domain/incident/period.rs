//! Periods: what failed for whom, when, and how (capabilities K01–K08).

use serde::{Deserialize, Serialize};

use super::When;
use crate::domain::{key::Key, service::Degree, span::Span, text::LocalizedText};

/// Whether a period is one of the numbered ones or a related impact before or after one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// Numbered ①②③.
    Main,
    /// 前後の影響（前）.
    FringeBefore,
    /// 前後の影響（後）.
    FringeAfter,
}

/// Whether the impact held all the time (capability K04).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Continuity {
    /// 継続.
    #[default]
    Continuous,
    /// 断続的.
    Intermittent,
    /// 一時的.
    Temporary,
    /// 断続的かつ一時的.
    IntermittentAndTemporary,
}

impl Continuity {
    /// Every continuity.
    pub const ALL: [Self; 4] =
        [Self::Continuous, Self::Intermittent, Self::Temporary, Self::IntermittentAndTemporary];
}

/// Who is affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Scope {
    /// すべてのお客様.
    All,
    /// 一部のお客様.
    Some {
        /// More about which, if it can be said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<LocalizedText>,
    },
    /// Those who use a plan, server, domain or region.
    List {
        /// What they use.
        items: Vec<LocalizedText>,
    },
}

/// What is known about the customers' data (capability K07; bilingual texts 1.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataState {
    /// Nothing was lost.
    None,
    /// Everything queued has been delivered.
    QueuedDelivered,
    /// What is queued is being delivered.
    QueuedInProgress,
    /// Some may have been returned to the senders.
    Bounced,
    /// Some is lost.
    Lost,
    /// Being checked.
    Checking,
    /// Nobody has said (never the same as nothing lost, rule D05).
    #[default]
    Unstated,
}

impl DataState {
    /// Every answer that an operator can give.
    pub const ANSWERS: [Self; 6] = [
        Self::None,
        Self::QueuedDelivered,
        Self::QueuedInProgress,
        Self::Bounced,
        Self::Lost,
        Self::Checking,
    ];
}

/// One function failing in one degree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symptom {
    /// The function.
    pub function: Key,
    /// How it fails.
    pub degree: Degree,
    /// Its own continuity, where it differs from the period's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continuity: Option<Continuity>,
    /// The services in which it fails, where not in all of those affected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<Key>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<LocalizedText>,
}

/// A stretch of time with its own symptoms. A note that carries a time is a fringe period, never
/// free text (rule D03).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Its key.
    pub key: Key,
    /// Numbered, or a fringe.
    pub kind: PeriodKind,
    /// The main period that a fringe belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Key>,
    /// From when to when.
    pub span: Span<When>,
    /// For whom.
    pub scope: Scope,
    /// Whether all the time.
    #[serde(default)]
    pub continuity: Continuity,
    /// What failed.
    pub symptoms: Vec<Symptom>,
    /// The data question for this period alone.
    #[serde(default)]
    pub data: DataState,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<LocalizedText>,
    /// A ※ note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
    /// The period that came back in this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence_of: Option<Key>,
    /// The period that this one continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<Key>,
}

/// What is stated to have worked, and in which periods (capability K06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unaffected {
    /// Functions.
    #[serde(default)]
    pub functions: Vec<Key>,
    /// Whole services.
    #[serde(default)]
    pub services: Vec<Key>,
    /// The periods it is said of; `None` is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<Key>>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<LocalizedText>,
}

/// Whether a backlog is being worked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BacklogState {
    /// 滞留なし.
    None,
    /// 滞留を解消中.
    Open,
    /// 滞留は解消済み.
    Delivered,
}

impl BacklogState {
    /// The word by which forms name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Open => "open",
            Self::Delivered => "delivered",
        }
    }
}

/// Work that has piled up: a phase of its own, not recovery (capability K21).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backlog {
    /// What piled up: `mail`, `changes`.
    pub kind: Key,
    /// Since when.
    pub opened: When,
    /// Whether it is worked off.
    pub state: BacklogState,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<When>,
}
