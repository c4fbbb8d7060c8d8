//! How often something may be done: so many at once, and then one in a while.

use super::time::Timestamp;

/// How often something may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateRule {
    /// How many at once, after a pause.
    pub burst: u32,
    /// Seconds after which another one may be done.
    pub seconds_each: u32,
}

/// What is left of a rule for one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// When all of the burst is there again.
    full_at: Timestamp,
}

impl Rate {
    /// Of somebody who has done nothing yet.
    pub const fn fresh(now: Timestamp) -> Self {
        Self { full_at: now }
    }

    /// Takes one; `false` if none is left now.
    pub fn take(&mut self, rule: RateRule, now: Timestamp) -> bool {
        let each = i64::from(rule.seconds_each);
        let whole = each * i64::from(rule.burst);
        // Further ahead than all of it is a clock that was set back since (requirement R13).
        let set_back = self.full_at.seconds_since(now) > whole;
        let from = if set_back { now } else { self.full_at.max(now) };
        let taken = from.plus_seconds(each);
        let allowed = taken.seconds_since(now) <= whole;
        if allowed {
            self.full_at = taken;
        }
        allowed
    }

    /// Whether it is as if nothing had been done.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        self.full_at <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_at_once_and_then_one_in_a_while() {
        let rule = RateRule { burst: 3, seconds_each: 2 };
        let mut now = Timestamp::from_seconds(100);
        let mut rate = Rate::fresh(now);
        let taken: Vec<bool> = (0..4).map(|_| rate.take(rule, now)).collect();
        assert_eq!(taken, [true, true, true, false]);
        now = now.plus_seconds(2);
        assert!(rate.take(rule, now));
        assert!(!rate.take(rule, now));
        assert!(!rate.is_fresh(now));
        assert!(rate.is_fresh(now.plus_seconds(6)));
    }

    #[test]
    fn a_clock_that_was_set_back_begins_anew() {
        let rule = RateRule { burst: 3, seconds_each: 2 };
        let now = Timestamp::from_seconds(10_000);
        let mut rate = Rate::fresh(now);
        while rate.take(rule, now) {}
        let earlier = now.plus_seconds(-3600);
        let taken: Vec<bool> = (0..4).map(|_| rate.take(rule, earlier)).collect();
        assert_eq!(taken, [true, true, true, false]);
    }
}
