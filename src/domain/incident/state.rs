//! States of an incident, what may follow what, and how bad it is (domain rules 4.2–4.4).

use serde::{Deserialize, Serialize};

/// Where an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    /// 調査中.
    Investigating,
    /// 対応中: Identified, or Fix in progress while the cause is unknown.
    Responding,
    /// 一部復旧.
    Partial,
    /// 経過観察中.
    Monitoring,
    /// 復旧済み.
    Recovered,
    /// 取り下げ: it was no incident; it stays visible, struck through (rule D19).
    Withdrawn,
}

impl IncidentState {
    /// Every state, in the order of a usual course.
    pub const ALL: [Self; 6] = [
        Self::Investigating,
        Self::Responding,
        Self::Partial,
        Self::Monitoring,
        Self::Recovered,
        Self::Withdrawn,
    ];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Responding => "responding",
            Self::Partial => "partial",
            Self::Monitoring => "monitoring",
            Self::Recovered => "recovered",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the incident counts as open.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Recovered | Self::Withdrawn)
    }

    /// Whether texts speak of it in the past (domain rules 7.2).
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Monitoring | Self::Recovered | Self::Withdrawn)
    }

    /// The states that may follow this one, itself included where an update without a change of
    /// state is allowed (domain rules 4.3).
    pub const fn next(self) -> &'static [Self] {
        use IncidentState::{Investigating, Monitoring, Partial, Recovered, Responding, Withdrawn};
        match self {
            Investigating => {
                &[Investigating, Responding, Partial, Monitoring, Recovered, Withdrawn]
            }
            Responding => &[Responding, Investigating, Partial, Monitoring, Recovered, Withdrawn],
            Partial => &[Partial, Responding, Monitoring, Recovered],
            Monitoring => &[Monitoring, Responding, Partial, Recovered],
            Recovered => &[Recovered, Investigating, Responding],
            Withdrawn => &[],
        }
    }

    /// The states in which a new incident may begin; the later ones when it is entered afterwards.
    pub const FIRST: [Self; 4] =
        [Self::Investigating, Self::Responding, Self::Monitoring, Self::Recovered];
}

/// How bad an incident is (domain rules 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// なし: withdrawn, or without impact.
    None,
    /// 小.
    Minor,
    /// 中.
    Major,
    /// 大.
    Critical,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Minor, Self::Major, Self::Critical];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// The severity of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}
