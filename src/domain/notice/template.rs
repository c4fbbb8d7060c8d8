//! The templates of notices: what each is called, and when it is offered. To add one: a variant, its texts
//! in `locales/*/notices/`, and its arms below, which the compiler lists.

use serde::{Deserialize, Serialize};

use crate::domain::incident::IncidentState;

/// A template of bilingual texts §2 and §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Template {
    /// First notice.
    I1,
    /// Scope known.
    I2,
    /// Working on a fix.
    I3,
    /// No change.
    I4,
    /// Partly restored.
    I5,
    /// Under observation.
    I6,
    /// Recovery.
    I7,
    /// Recurrence.
    I8,
    /// Correction.
    I9,
    /// Withdrawal.
    I10,
    /// Interim report.
    I11,
    /// Final report published.
    I12,
    /// Clearing the backlog.
    I13,
    /// Maintenance: planned.
    M1,
    /// Maintenance: reminder.
    M2,
    /// Maintenance: rescheduled.
    M3,
    /// Maintenance: cancelled.
    M4,
    /// Maintenance: postponed.
    #[serde(rename = "M4p")]
    M4P,
    /// Maintenance: emergency.
    M5,
    /// Maintenance: started.
    M6,
    /// Maintenance: extended.
    M7,
    /// Maintenance: verifying.
    M8,
    /// Maintenance: completed.
    M9,
    /// Maintenance: rolled back.
    M10,
    /// Maintenance became an incident.
    M11,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 25] = [
        Self::I1,
        Self::I2,
        Self::I3,
        Self::I4,
        Self::I5,
        Self::I6,
        Self::I7,
        Self::I8,
        Self::I9,
        Self::I10,
        Self::I11,
        Self::I12,
        Self::I13,
        Self::M1,
        Self::M2,
        Self::M3,
        Self::M4,
        Self::M4P,
        Self::M5,
        Self::M6,
        Self::M7,
        Self::M8,
        Self::M9,
        Self::M10,
        Self::M11,
    ];

    /// The name by which it is stored and cited.
    pub const fn name(self) -> &'static str {
        match self {
            Self::I1 => "I1",
            Self::I2 => "I2",
            Self::I3 => "I3",
            Self::I4 => "I4",
            Self::I5 => "I5",
            Self::I6 => "I6",
            Self::I7 => "I7",
            Self::I8 => "I8",
            Self::I9 => "I9",
            Self::I10 => "I10",
            Self::I11 => "I11",
            Self::I12 => "I12",
            Self::I13 => "I13",
            Self::M1 => "M1",
            Self::M2 => "M2",
            Self::M3 => "M3",
            Self::M4 => "M4",
            Self::M4P => "M4p",
            Self::M5 => "M5",
            Self::M6 => "M6",
            Self::M7 => "M7",
            Self::M8 => "M8",
            Self::M9 => "M9",
            Self::M10 => "M10",
            Self::M11 => "M11",
        }
    }

    /// The template of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// The states in which an operator is offered it (bilingual texts §2, "offered in").
    pub const fn offered_in(self) -> &'static [IncidentState] {
        use IncidentState::{Investigating, Monitoring, Partial, Recovered, Responding, Withdrawn};
        match self {
            Self::I1 | Self::M11 => &[Investigating],
            Self::I2 | Self::I8 => &[Investigating, Responding],
            Self::I3 => &[Responding],
            Self::I4 => &[Investigating, Responding, Partial],
            Self::I5 => &[Partial],
            Self::I6 => &[Monitoring],
            Self::I7 | Self::I12 => &[Recovered],
            Self::I9 => &[Investigating, Responding, Partial, Monitoring, Recovered, Withdrawn],
            Self::I10 => &[Withdrawn],
            Self::I11 => &[Investigating, Responding, Partial, Monitoring, Recovered],
            Self::I13 => &[Partial, Monitoring],
            _ => &[],
        }
    }

    /// Whether a notice made from it takes a report number 第n報 (domain rules 4.6).
    pub const fn is_numbered(self) -> bool {
        matches!(
            self,
            Self::I1
                | Self::I2
                | Self::I3
                | Self::I4
                | Self::I5
                | Self::I6
                | Self::I7
                | Self::I8
                | Self::I13
                | Self::M11
        )
    }

    /// Whether it promises the next update (rule D17).
    pub const fn promises_next(self) -> bool {
        matches!(
            self,
            Self::I1 | Self::I2 | Self::I3 | Self::I4 | Self::I5 | Self::I8 | Self::I13 | Self::M11
        )
    }
}
