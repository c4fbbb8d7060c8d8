//! What happens by itself, and when: that a later one of a series is announced, the reminder, and the start and the
//! completion that somebody chose to leave to the clock.
//!
//! What has happened is in the record, so that each of these steps is taken once, however often somebody
//! asks, also after nobody asked for a long time and after the clock was set.

use super::{Maintenance, Window, WindowState, life::Step};
use crate::domain::{key::Key, time::Timestamp};

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

impl Maintenance {
    /// Every step that the clock will take if nobody does anything, in order.
    pub fn coming(&self) -> Vec<Due> {
        let windows = self.windows.iter().filter(|window| !window.spare);
        let mut coming: Vec<Due> =
            windows.flat_map(|window| self.coming_in(window)).flatten().collect();
        coming.sort_by_key(|due| due.at);
        coming.splice(0..0, self.announcement_due(coming.first()));
        coming
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
                let complete = if start.is_some() { complete() } else { None };
                [reminder, start, complete]
            }
            WindowState::InProgress | WindowState::Extended => [complete(), None, None],
            _ => [None, None, None],
        }
    }
}
