//! The slow start after a rest: what was quiet for long and then sends everything at once looks like abuse, and a relay that just came
//! back has enough to do (requirement E35).

use super::Speed;
use crate::domain::time::Timestamp;

/// What it starts with, in hundredths of the limit.
const START: u64 = 5;
/// From one step to the next, in seconds.
const STEP: i64 = 60;

/// How far the start has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ramp {
    enabled: bool,
    /// Hundredths of the limit.
    level: u64,
    since: Timestamp,
    /// What became of mails since then.
    answered: u32,
    put_off: u32,
}

impl Ramp {
    pub(super) const fn new(enabled: bool) -> Self {
        let level = if enabled { START } else { 100 };
        Self { enabled, level, since: Timestamp::MIN, answered: 0, put_off: 0 }
    }

    /// Starts again.
    pub(super) const fn begin(&mut self, now: Timestamp) {
        *self = Self { since: now, ..Self::new(self.enabled) };
    }

    /// Doubles, if a step's time is over, something was sent, and fewer than one mail in a hundred was put off.
    pub(super) fn step(&mut self, now: Timestamp) {
        // A clock that was set back begins the step anew.
        self.since = self.since.min(now);
        if self.level >= 100 || self.answered == 0 || now.seconds_since(self.since) < STEP {
            return;
        }
        if u64::from(self.put_off) * 100 < u64::from(self.answered) {
            self.level = (self.level * 2).min(100);
        }
        (self.since, self.answered, self.put_off) = (now, 0, 0);
    }

    pub(super) fn count(&mut self, put_off: bool) {
        self.answered = self.answered.saturating_add(1);
        self.put_off = self.put_off.saturating_add(u32::from(put_off));
    }

    /// What of a limit may be used.
    pub(super) fn of(&self, cap: Speed) -> Speed {
        cap.percent(self.level)
    }
}
