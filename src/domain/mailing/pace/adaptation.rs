//! Giving way: half as fast when it is asked for less, and slowly faster again when nobody does (requirement E36).

use super::Speed;
use crate::domain::time::Timestamp;

/// Mails that are under way are answered alike: only what is said this many seconds after the last halving is news.
const ONE_WORD: i64 = 5;
/// Seconds without a word after which it goes faster again.
const CLEAN: i64 = 300;
/// From one step up to the next, in seconds, and how much each is, in hundredths of the limit.
const STEP: i64 = 60;
const STEP_UP: u64 = 10;

/// How fast it may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Adaptation {
    cap: Speed,
    /// The speed after the last halving.
    speed: Speed,
    halved: Timestamp,
    /// When it was last asked for less.
    asked: Timestamp,
}

impl Adaptation {
    pub(super) const fn new(cap: Speed) -> Self {
        Self { cap, speed: cap, halved: Timestamp::MIN, asked: Timestamp::MIN }
    }

    pub(super) fn speed(&self, now: Timestamp) -> Speed {
        let steps = match now.seconds_since(self.asked) {
            // A clock that was set back cannot tell how long ago that was.
            ..0 => 100 / STEP_UP,
            0..CLEAN => 0,
            clean => u64::try_from((clean - CLEAN) / STEP + 1).unwrap_or(0).min(100 / STEP_UP),
        };
        if steps == 0 {
            return self.speed;
        }
        self.speed.plus(self.cap.percent(STEP_UP * steps)).min(self.cap)
    }

    pub(super) fn slow_down(&mut self, now: Timestamp) {
        if now.seconds_since(self.halved).unsigned_abs() >= ONE_WORD.unsigned_abs() {
            self.speed = self.speed(now).percent(50);
            self.halved = now;
        }
        self.asked = now;
    }
}
