//! How failed attempts slow the next ones down (requirement S5). Waiting grows and ends; nobody is
//! ever locked out for good.

use super::time::Timestamp;

/// What has gone wrong lately for one subject: an account, an address, or everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttle {
    /// Failed attempts that are remembered.
    pub failures: u32,
    /// Until when no further attempt is taken; never before the last failure.
    pub blocked_until: Timestamp,
}

/// How fast waiting grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThrottleRule {
    /// Failures that cost nothing.
    pub free: u32,
    /// The longest wait, in seconds; the first is one second and each doubles the one before.
    pub longest_seconds: i64,
    /// Seconds without a failure after which all are forgotten.
    pub forgotten_seconds: i64,
}

impl ThrottleRule {
    /// One account, whether it exists or not.
    pub const ACCOUNT: Self = Self { free: 5, longest_seconds: 900, forgotten_seconds: 3600 };
    /// One IPv4 address or IPv6 network of 64 bits. Several operators may share it.
    pub const ADDRESS: Self = Self { free: 20, longest_seconds: 900, forgotten_seconds: 3600 };
    /// All attempts together: short waits, because they also meet those who did nothing wrong.
    pub const EVERYBODY: Self = Self { free: 100, longest_seconds: 4, forgotten_seconds: 60 };
}

impl ThrottleRule {
    /// Seconds to wait after so many failures.
    fn wait_after(self, failures: u32) -> i64 {
        failures.checked_sub(self.free + 1).map_or(0, |doublings| {
            1_i64.checked_shl(doublings.min(32)).unwrap_or(i64::MAX).min(self.longest_seconds)
        })
    }
}

impl Throttle {
    /// Failed attempts from which the owner of an account is told of them (requirement S5).
    pub const TOLD_FROM: u32 = 10;

    /// Seconds to wait before an attempt is taken; 0 if there is none. A time that lies further ahead than
    /// the failures cost is that of a clock which was set back since (requirement R13): nobody waits until
    /// the clock is there again.
    pub fn wait_seconds(&self, rule: ThrottleRule, now: Timestamp) -> i64 {
        let micros = self.blocked_until.micros() - now.micros();
        let seconds = if micros <= 0 { 0 } else { (micros + 999_999) / 1_000_000 };
        if seconds > rule.wait_after(self.failures) { 0 } else { seconds }
    }

    /// The state after one more failure.
    pub fn after_failure(before: Option<Self>, rule: ThrottleRule, now: Timestamp) -> Self {
        let remembered = before
            .filter(|it| now.seconds_since(it.blocked_until) < rule.forgotten_seconds)
            .map_or(0, |it| it.failures);
        let failures = remembered.saturating_add(1);
        Self { failures, blocked_until: now.plus_seconds(rule.wait_after(failures)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(rule: ThrottleRule, attempts: usize) -> Vec<i64> {
        let mut now = Timestamp::from_seconds(0);
        let mut throttle = None;
        let mut waits = Vec::new();
        for _ in 0..attempts {
            let after = Throttle::after_failure(throttle, rule, now);
            waits.push(after.wait_seconds(rule, now));
            now = now.plus_seconds(after.wait_seconds(rule, now));
            throttle = Some(after);
        }
        waits
    }

    #[test]
    fn five_failures_are_free_and_then_each_wait_doubles_up_to_a_quarter_of_an_hour() {
        assert_eq!(
            waits(ThrottleRule::ACCOUNT, 18),
            [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
        );
    }

    #[test]
    fn a_day_of_guessing_without_pause_checks_fewer_than_a_hundred_passwords_an_hour() {
        let mut now = Timestamp::from_seconds(0);
        let end = now.plus_seconds(3600);
        let (mut throttle, mut checks) = (None, 0);
        while now < end {
            let rule = ThrottleRule::ACCOUNT;
            let after = Throttle::after_failure(throttle, rule, now);
            checks += 1;
            now = now.plus_seconds(after.wait_seconds(rule, now));
            throttle = Some(after);
        }
        assert!(checks <= 100, "{checks}");
    }

    #[test]
    fn an_hour_without_a_failure_forgets_them_all() {
        let now = Timestamp::from_seconds(0);
        let throttle = Throttle { failures: 50, blocked_until: now };
        let rule = ThrottleRule::ACCOUNT;
        assert_eq!(
            Throttle::after_failure(Some(throttle), rule, now.plus_seconds(3599)).failures,
            51
        );
        assert_eq!(
            Throttle::after_failure(Some(throttle), rule, now.plus_seconds(3600)).failures,
            1
        );
    }

    #[test]
    fn a_very_long_attack_neither_overflows_nor_locks_for_good() {
        let throttle = Throttle { failures: u32::MAX, blocked_until: Timestamp::from_seconds(0) };
        let after = Throttle::after_failure(
            Some(throttle),
            ThrottleRule::ACCOUNT,
            Timestamp::from_seconds(0),
        );
        assert_eq!(after.wait_seconds(ThrottleRule::ACCOUNT, Timestamp::from_seconds(0)), 900);
    }

    #[test]
    fn nobody_waits_for_a_clock_that_was_set_back() {
        let (rule, now) = (ThrottleRule::ACCOUNT, Timestamp::from_seconds(1_000_000));
        for failures in 1..20 {
            let before = Some(Throttle { failures: failures - 1, blocked_until: now });
            let after = Throttle::after_failure(before, rule, now);
            let wait = after.wait_seconds(rule, now);
            assert_eq!(after.wait_seconds(rule, now.plus_seconds(-3 * 3600)), 0, "{failures}");
            assert_eq!(after.wait_seconds(rule, now.plus_seconds(wait)), 0, "{failures}");
            assert_eq!(wait > 0, failures > rule.free, "{failures}");
        }
    }
}
