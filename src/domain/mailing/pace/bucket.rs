//! Mails evenly spread, with a few at once after a pause: the generic cell rate algorithm (ITU-T I.371).

use super::Speed;
use crate::domain::time::Timestamp;

/// When the next mail would be due if all were evenly spread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    due: Timestamp,
}

impl Default for Bucket {
    fn default() -> Self {
        Self { due: Timestamp::MIN }
    }
}

impl Bucket {
    /// When a mail may go. Never later than one interval from now: what lies further ahead comes from a slower time, or from a clock
    /// that was set back since (requirement R13).
    pub(super) fn free_at(self, speed: Speed, now: Timestamp) -> Timestamp {
        later(self.due(speed, now), -tolerance(speed))
    }

    /// Lets a mail go.
    pub(super) fn take(&mut self, speed: Speed, now: Timestamp) {
        self.due = later(self.due(speed, now).max(now), speed.interval());
    }

    fn due(self, speed: Speed, now: Timestamp) -> Timestamp {
        self.due.min(later(now, tolerance(speed) + speed.interval()))
    }
}

/// How much earlier than evenly spread a mail may go, in microseconds.
fn tolerance(speed: Speed) -> i64 {
    speed.burst() * speed.interval()
}

fn later(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}
