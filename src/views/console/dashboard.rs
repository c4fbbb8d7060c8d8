//! The first page: what is going on, with its clocks, and what is in hand.

use askama::Template;

use super::{Frame, maintenance::StateChip, notice::Link, services::ServiceRow};

/// What is going on.
#[derive(Template)]
#[template(path = "console/dashboard.html")]
pub struct DashboardPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// What the operator should know of their own account.
    pub alert: Option<String>,
    /// Whether the operator may write.
    pub may_write: bool,
    /// Whether the operator may set the state of a service.
    pub may_give: bool,
    /// The open incidents.
    pub open: Vec<Going>,
    /// What anybody has in hand: what, and whose.
    pub drafts: Vec<(Link, String)>,
    /// The maintenances that are going on, planned or put off.
    pub planned: Vec<Planned>,
    /// Every service with its state.
    pub services: Vec<ServiceRow>,
    /// The latest incidents that are over, with their reference numbers.
    pub over: Vec<(Link, String)>,
}

/// An open incident.
#[derive(Clone, Debug)]
pub struct Going {
    /// Its page.
    pub link: Link,
    /// Its reference number.
    pub reference: String,
    /// Its state in words.
    pub chip: String,
    /// The shape of its state.
    pub glyph: String,
    /// The worst present state of its services.
    pub tone: &'static str,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Its clocks.
    pub clocks: Vec<Clock>,
    /// What the operator should think of.
    pub reminders: Vec<String>,
    /// Where an update is written.
    pub write: String,
}

/// A maintenance that is not over.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its page.
    pub link: Link,
    /// Its reference number.
    pub reference: String,
    /// The window that is in progress or comes next.
    pub window: String,
    /// Its state.
    pub state: StateChip,
    /// What the operator should think of.
    pub warnings: Vec<String>,
}

/// A clock.
#[derive(Clone, Debug)]
pub struct Clock {
    /// What it measures.
    pub label: String,
    /// What it shows.
    pub left: String,
    /// What it is measured against.
    pub at: String,
    /// In time, soon, or overdue.
    pub tone: Tone,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// In time.
    Fine,
    /// Soon.
    Soon,
    /// Too late.
    Late,
}

impl Clock {
    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Fine => "is-operational",
            Tone::Soon => "is-degraded",
            Tone::Late => "is-major",
        }
    }

    fn glyph(&self) -> &'static str {
        match self.tone {
            Tone::Fine => "g-inc-recovered",
            Tone::Soon => "g-degraded",
            Tone::Late => "g-major",
        }
    }
}
