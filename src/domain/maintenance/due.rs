//! What happens by itself, and when: that a later one of a series is announced, the reminder, and the start and the
//! completion that somebody chose to leave to the clock.
//!
//! What has happened is in the record, so that each of these steps is taken once, however often somebody
//! asks, also after nobody asked for a long time and after the clock was set.

use serde::{Deserialize, Serialize};

use super::{Maintenance, Window, WindowState, life::Step};
use crate::domain::{key::Key, time::Timestamp};

/// What the clock does, unless it is left to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByClock {
    /// A later one of a series is announced.
    Announce,
    /// Customers are reminded.
    Remind,
    /// Work begins.
    Start,
    /// Work ends.
    Complete,
}

impl ByClock {
    /// Everything that the clock does.
    pub const ALL: [Self; 4] = [Self::Announce, Self::Remind, Self::Start, Self::Complete];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Announce => "announce",
            Self::Remind => "remind",
            Self::Start => "start",
            Self::Complete => "complete",
        }
    }
}

/// A step that the clock takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// In which window.
    pub window: Key,
    /// What. A start and a completion say the announced time, however late they are taken.
    pub step: Step,
}

impl Step {
    /// What the clock does by this step, if it is one that the clock takes.
    pub const fn by_clock(&self) -> Option<ByClock> {
        match self {
            Self::Announce => Some(ByClock::Announce),
            Self::Remind => Some(ByClock::Remind),
            Self::Start { .. } => Some(ByClock::Start),
            Self::Complete { .. } => Some(ByClock::Complete),
            _ => None,
        }
    }
}

impl Maintenance {
    /// Every step that the clock will take if nobody does anything, in order.
    pub fn coming(&self) -> Vec<Due> {
        self.foreseen().into_iter().filter(|due| !self.is_left_to_people(due)).collect()
    }

    /// Every step that the clock would take, had it not been left to people, in order.
    pub fn left_to_people(&self) -> Vec<Due> {
        self.foreseen().into_iter().filter(|due| self.is_left_to_people(due)).collect()
    }

    /// The maintenance once a coming step is left to people, or one of theirs to the clock; `None` if there is no
    /// such step.
    #[must_use]
    pub fn leaving(&self, key: &Key, what: ByClock, to_people: bool) -> Option<Self> {
        let steps = if to_people { self.coming() } else { self.left_to_people() };
        let is_there = |due: &Due| due.window == *key && due.step.by_clock() == Some(what);
        steps.iter().find(|due| is_there(due))?;
        let mut after = self.clone();
        let window = after.windows.iter_mut().find(|window| window.key == *key)?;
        window.by_hand.retain(|one| *one != what);
        window.by_hand.extend(to_people.then_some(what));
        Some(after)
    }

    fn foreseen(&self) -> Vec<Due> {
        let windows = self.windows.iter().filter(|window| !window.spare);
        let mut foreseen: Vec<Due> =
            windows.flat_map(|window| self.coming_in(window)).flatten().collect();
        foreseen.sort_by_key(|due| due.at);
        let next = foreseen.iter().find(|due| !self.is_left_to_people(due));
        foreseen.splice(0..0, self.announcement_due(next));
        foreseen
    }

    fn is_left_to_people(&self, due: &Due) -> bool {
        let window = self.window(&due.window);
        window.zip(due.step.by_clock()).is_some_and(|(window, what)| window.by_hand.contains(&what))
    }

    /// That it is announced, before anything else happens by itself and at the latest when its first window begins.
    fn announcement_due(&self, next: Option<&Due>) -> Option<Due> {
        let scheduled =
            self.windows.iter().filter(|it| it.state == WindowState::Scheduled && !it.spare);
        let first = scheduled.min_by_key(|window| window.start.at)?;
        let latest = next.map_or(first.start.at, |next| next.at.min(first.start.at));
        let at = self.announce_at?.min(latest);
        Some(Due { at, window: first.key.clone(), step: Step::Announce })
    }

    /// When the next step is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.coming().first().map(|due| due.at)
    }

    /// The step that is to be taken now, if one is.
    pub fn due(&self, now: Timestamp) -> Option<Due> {
        self.coming().into_iter().next().filter(|due| due.at <= now)
    }

    fn coming_in(&self, window: &Window) -> [Option<Due>; 3] {
        let due = |at, step| Some(Due { at, window: window.key.clone(), step });
        let end = window.announced_end();
        // Work that began after the announced end is ended by hand.
        let in_time = window.actual_start.as_ref().is_none_or(|began| began.at < end.at);
        let complete = || {
            due(end.at, Step::Complete { at: end.clone() })
                .filter(|_| self.automatic.complete && in_time)
        };
        match window.state {
            WindowState::Scheduled => {
                let reminder = window.reminder.filter(|reminder| !reminder.done);
                // A reminder that was set for later than the start is let go of with it.
                let reminder = reminder
                    .and_then(|reminder| due(reminder.at.min(window.start.at), Step::Remind));
                let start = due(window.start.at, Step::Start { at: window.start.clone() });
                let start = start.filter(|_| self.automatic.start);
                let begins = start.is_some() && !window.by_hand.contains(&ByClock::Start);
                let complete = if begins { complete() } else { None };
                [reminder, start, complete]
            }
            WindowState::InProgress | WindowState::Extended => [complete(), None, None],
            _ => [None, None, None],
        }
    }
}
