//! How a step changes a maintenance, and what refuses it (domain rules 5.2). A step is refused with a
//! reason or changes the record; who may take it and what is told to customers is decided elsewhere.

use super::{Maintenance, Window, WindowChange, WindowState};
use crate::domain::{key::Key, moment::Moment, time::Timestamp};

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// What happens to a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A later one of a series is announced.
    Announce,
    /// The reminder is due.
    Remind,
    /// Work begins.
    Start {
        /// Since when.
        at: Moment,
    },
    /// Work takes longer.
    Extend {
        /// The new end.
        until: Moment,
    },
    /// Work is done, and it is checked whether everything works.
    Verify,
    /// The check found something: work goes on.
    Resume,
    /// Everything works.
    Complete {
        /// When work ended.
        at: Moment,
    },
    /// The system is as it was before.
    RollBack {
        /// Since when.
        at: Moment,
    },
    /// It takes place at another time.
    Reschedule(NewDate),
    /// It takes place at a time that is not known yet.
    Postpone,
    /// It does not take place.
    Cancel,
}

/// Another time for a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewDate {
    /// A new window.
    At {
        /// Its start, to the minute.
        start: Timestamp,
        /// Its end, to the minute.
        end: Timestamp,
        /// When customers are reminded of it.
        remind_at: Option<Timestamp>,
    },
    /// The alternate date of this key.
    Spare(Key),
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The maintenance has no window of this key.
    #[error("there is no window {0}")]
    NoWindow(Key),
    /// The step does not follow the state in which the window stands.
    #[error("the step does not follow {0:?}")]
    NotNext(WindowState),
    /// An alternate date waits until it takes the place of a window.
    #[error("the window is an alternate date")]
    Spare,
    /// The key does not name an alternate date that is still free.
    #[error("{0} is no alternate date that is free")]
    NotSpare(Key),
    /// Work would begin before the start that customers were told.
    #[error("work begins before its announced start")]
    BeforeStart,
    /// The new end is not later than the one that was announced.
    #[error("the new end is not later than the announced one")]
    NotLater,
    /// The time has passed already.
    #[error("the time has passed")]
    InPast,
    /// The time is still to come.
    #[error("the time is still to come")]
    InFuture,
    /// The end lies before the start.
    #[error("the end is before the start")]
    EndBeforeStart,
    /// It would take place while another window of the same maintenance does.
    #[error("it overlaps {0}")]
    Overlaps(Key),
    /// Customers were reminded already, or are not to be.
    #[error("no reminder is due")]
    NoReminder,
    /// It was announced already.
    #[error("it was announced already")]
    Announced,
}

impl Step {
    /// The state to which it leads; an announcement and a reminder change none.
    pub const fn leads_to(&self) -> Option<WindowState> {
        Some(match self {
            Self::Announce | Self::Remind => return None,
            Self::Start { .. } | Self::Resume => WindowState::InProgress,
            Self::Extend { .. } => WindowState::Extended,
            Self::Verify => WindowState::Verifying,
            Self::Complete { .. } => WindowState::Completed,
            Self::RollBack { .. } => WindowState::RolledBack,
            Self::Reschedule(_) => WindowState::Rescheduled,
            Self::Postpone => WindowState::Postponed,
            Self::Cancel => WindowState::Cancelled,
        })
    }

    /// Whether customers know of the maintenance from then on: what is put off or called off before it was announced
    /// is not made known by that.
    const fn announces(&self) -> bool {
        !matches!(self, Self::Reschedule(_) | Self::Postpone | Self::Cancel)
    }

    /// Whether it may follow a state (domain rules 5.2).
    pub const fn follows(&self, state: WindowState) -> bool {
        use WindowState::{Extended, InProgress, Postponed, Scheduled, Verifying};
        match self {
            Self::Announce | Self::Remind | Self::Start { .. } | Self::Postpone | Self::Cancel => {
                matches!(state, Scheduled)
            }
            Self::Extend { .. } | Self::Verify => matches!(state, InProgress | Extended),
            Self::Resume => matches!(state, Verifying),
            Self::Complete { .. } | Self::RollBack { .. } => state.is_active(),
            Self::Reschedule(_) => matches!(state, Scheduled | Postponed),
        }
    }
}

impl Maintenance {
    /// The maintenance after a step in one of its windows.
    ///
    /// A clock that was set back changes nothing in the order of what happened: nothing is logged
    /// earlier than what was logged before.
    ///
    /// # Errors
    ///
    /// Why the step is refused; the maintenance stays as it is.
    pub fn after(&self, key: &Key, step: &Step, now: Timestamp) -> Result<Self, Refusal> {
        let window = self.window(key).ok_or_else(|| Refusal::NoWindow(key.clone()))?;
        self.refusal(window, step, now).map_or(Ok(()), Err)?;
        let mut after = self.clone();
        let at = self.log.iter().map(|change| change.at).max().map_or(now, |last| last.max(now));
        if let Step::Reschedule(to) = step {
            after.take_new_date(key, to, at);
        }
        if let Some(window) = after.windows.iter_mut().find(|window| window.key == *key) {
            window.take(step);
        }
        if let Some(state) = step.leads_to() {
            after.log.push(WindowChange { window: key.clone(), state, at });
        }
        after.let_spares_go(at);
        after.announce_at = self.announce_at.filter(|_| !step.announces()).map(|at| {
            let moved = self.begins().zip(after.begins()).map(|(old, new)| new.seconds_since(old));
            at.plus_seconds(moved.unwrap_or(0).div_euclid(DAY) * DAY)
        });
        Ok(after)
    }

    /// When its first window that may still take place begins.
    fn begins(&self) -> Option<Timestamp> {
        let ahead = self.windows.iter().filter(|window| !window.spare && !window.state.is_over());
        ahead.map(|window| window.start.at).min()
    }

    fn refusal(&self, window: &Window, step: &Step, now: Timestamp) -> Option<Refusal> {
        if !step.follows(window.state) {
            return Some(Refusal::NotNext(window.state));
        }
        if window.spare && *step != Step::Cancel {
            return Some(Refusal::Spare);
        }
        match step {
            Step::Announce => self.is_announced().then_some(Refusal::Announced),
            Step::Remind => {
                let due = window.reminder.is_some_and(|reminder| !reminder.done);
                (!due).then_some(Refusal::NoReminder)
            }
            Step::Start { at } if at.at < window.start.at => Some(Refusal::BeforeStart),
            Step::Start { at } => (at.at > now).then_some(Refusal::InFuture),
            Step::Extend { until } if until.at <= window.announced_end().at => {
                Some(Refusal::NotLater)
            }
            Step::Extend { until } => (until.at <= now).then_some(Refusal::InPast),
            Step::Complete { at } | Step::RollBack { at } => {
                let began = window.actual_start.as_ref().unwrap_or(&window.start);
                if at.at > now {
                    Some(Refusal::InFuture)
                } else {
                    (at.at < began.at).then_some(Refusal::EndBeforeStart)
                }
            }
            Step::Reschedule(to) => self.new_date_refusal(window, to, now),
            Step::Verify | Step::Resume | Step::Postpone | Step::Cancel => None,
        }
    }

    fn new_date_refusal(&self, old: &Window, to: &NewDate, now: Timestamp) -> Option<Refusal> {
        let (start, end, own) = match to {
            NewDate::At { start, end, .. } => (*start, *end, &old.key),
            NewDate::Spare(key) => {
                let free =
                    |window: &&Window| window.spare && window.state == WindowState::Scheduled;
                let Some(spare) = self.window(key).filter(free) else {
                    return Some(Refusal::NotSpare(key.clone()));
                };
                (spare.start.at, spare.end.at, key)
            }
        };
        if end <= start {
            return Some(Refusal::EndBeforeStart);
        }
        if start <= now {
            return Some(Refusal::InPast);
        }
        let meets = self.windows.iter().find(|other| {
            let another = other.key != old.key && other.key != *own;
            other.stands() && another && other.start.at < end && start < other.announced_end().at
        });
        meets.map(|other| Refusal::Overlaps(other.key.clone()))
    }

    /// Puts a window in the place of one that takes place at another time.
    fn take_new_date(&mut self, old: &Key, to: &NewDate, at: Timestamp) {
        match to {
            NewDate::At { start, end, remind_at } => {
                let key = self.next_window_key();
                let reminder = remind_at.map(|at| super::Reminder { at, done: false });
                let by_hand = self.window(old).map(|old| old.by_hand.clone()).unwrap_or_default();
                self.windows.push(Window {
                    replaces: Some(old.clone()),
                    reminder,
                    by_hand,
                    ..Window::planned(key.clone(), Moment::minute(*start), Moment::minute(*end))
                });
                self.log.push(WindowChange { window: key, state: WindowState::Scheduled, at });
            }
            NewDate::Spare(key) => {
                if let Some(spare) = self.windows.iter_mut().find(|window| window.key == *key) {
                    spare.spare = false;
                    spare.replaces = Some(old.clone());
                }
            }
        }
    }

    /// A key that no window has: `w3`.
    fn next_window_key(&self) -> Key {
        Key::next('w', self.windows.iter().map(|window| &window.key))
    }

    /// Once no window needs them any more, alternate dates that are left are called off.
    fn let_spares_go(&mut self, at: Timestamp) {
        if self.windows.iter().any(|window| !window.spare && !window.state.is_over()) {
            return;
        }
        for window in &mut self.windows {
            if window.spare && window.state == WindowState::Scheduled {
                window.state = WindowState::Cancelled;
                let change =
                    WindowChange { window: window.key.clone(), state: WindowState::Cancelled, at };
                self.log.push(change);
            }
        }
    }
}

impl Window {
    fn take(&mut self, step: &Step) {
        if let Some(state) = step.leads_to() {
            self.state = state;
        }
        match step {
            Step::Remind => {
                if let Some(reminder) = &mut self.reminder {
                    reminder.done = true;
                }
            }
            Step::Start { at } => self.actual_start = Some(at.clone()),
            Step::Extend { until } => self.extended_to = Some(until.clone()),
            Step::Complete { at } | Step::RollBack { at } => self.actual_end = Some(at.clone()),
            Step::Announce
            | Step::Verify
            | Step::Resume
            | Step::Reschedule(_)
            | Step::Postpone
            | Step::Cancel => {}
        }
    }
}
