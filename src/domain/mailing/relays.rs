//! Which relay is used (requirements E36, E38): the first that works. It is left quickly and taken again slowly, so that one that comes
//! and goes does not take the mails with it.

use super::{Cause, Outcome, Stage};
use crate::domain::time::Timestamp;

/// So many failures in a row, or failing for so many seconds, and a relay is down.
const FAILURES: u32 = 3;
const FAILING: i64 = 15;
/// Seconds for which a relay has to work before it is preferred again, and for which one is used at least.
const STEADY: i64 = 60;
/// Seconds after which a relay that is down is looked after, the first time and at most; each wait doubles the one before. While no relay
/// works, every mail waits for one.
const FIRST_LOOK: i64 = 30;
const LONGEST: i64 = 900;
const LONGEST_WITHOUT_ANY: i64 = 60;
/// How often one is looked after that works again and is not used yet, in seconds.
const LOOK_AGAIN: i64 = 15;

/// How a relay is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Health {
    /// Since when it fails, if it does.
    failing: Option<Timestamp>,
    failures: u32,
    down: bool,
    /// Since when it works again after it was down.
    working: Option<Timestamp>,
    /// When something was last learned of it.
    looked: Timestamp,
    /// Looks in vain since it went down.
    looks: u32,
}

impl Health {
    /// Nothing bad is known of it.
    const fn good(looked: Timestamp) -> Self {
        Self { failing: None, failures: 0, down: false, working: None, looked, looks: 0 }
    }
}

/// All relays, by their places in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relays {
    health: Vec<Health>,
    used: Option<usize>,
    switched: Timestamp,
}

impl Relays {
    /// So many relays, of which nothing bad is known.
    pub fn new(count: usize) -> Self {
        Self {
            health: vec![Health::good(Timestamp::MIN); count],
            used: None,
            switched: Timestamp::MIN,
        }
    }

    /// The relay to use now; `None` if mails have to wait, because none works or because another was used only a moment ago.
    pub fn choose(&mut self, now: Timestamp) -> Option<usize> {
        let steady = |health: &Health| {
            !health.down && health.working.is_none_or(|since| now.seconds_since(since) >= STEADY)
        };
        let up = |at: &usize| !self.health[*at].down;
        let best = self.health.iter().position(steady);
        let used = self.used.filter(up);
        // A relay that has only begun to work is better than none.
        let best = match (best, used) {
            (Some(best), Some(used)) => Some(best.min(used)),
            (best, used) => best.or(used).or_else(|| (0..self.health.len()).find(up)),
        };
        if best == self.used || best.is_none() {
            return best;
        }
        let lately = (0..STEADY).contains(&now.seconds_since(self.switched));
        if self.used.is_some() && lately {
            return used;
        }
        self.switched = if self.used.is_some() { now } else { self.switched };
        self.used = best;
        best
    }

    /// Learns that a relay was reached and let us in, or took a mail. Tells whether it was down before.
    pub fn worked(&mut self, relay: usize, now: Timestamp) -> bool {
        let Some(health) = self.health.get_mut(relay) else { return false };
        let was_down = health.down;
        let proving = |since: &Timestamp| now.seconds_since(*since) < STEADY;
        let working = if was_down { Some(now) } else { health.working.filter(proving) };
        *health = Health { working, ..Health::good(now) };
        was_down
    }

    /// Learns that a relay failed in an attempt that began at a time: see [`Outcome::relay_failed`]. Tells whether it is down from now on.
    pub fn failed(&mut self, relay: usize, began: Timestamp, now: Timestamp) -> bool {
        let Some(health) = self.health.get_mut(relay) else { return false };
        let was_down = health.down;
        let since = *health.failing.get_or_insert(began);
        health.failures = health.failures.saturating_add(1);
        health.down |= health.failures >= FAILURES || now.seconds_since(since) >= FAILING;
        // One that works only now and then begins anew to prove itself.
        health.working = health.working.map(|_| now);
        if was_down {
            health.looks = health.looks.saturating_add(1);
        }
        health.looked = now;
        health.down && !was_down
    }

    /// The relays that are to be looked after now: connected to and left again, to see whether they work. One that is used shows by itself.
    pub fn to_look_after(&self, now: Timestamp) -> Vec<usize> {
        let any_works = self.health.iter().any(|health| !health.down);
        let longest = if any_works { LONGEST } else { LONGEST_WITHOUT_ANY };
        let due = |health: &Health| {
            let wait = match (health.down, health.working) {
                (true, _) => FIRST_LOOK.saturating_mul(1 << health.looks.min(10)).min(longest),
                (false, Some(_)) => LOOK_AGAIN,
                (false, None) => return false,
            };
            // What lies ahead comes from a clock that was set back since.
            !(0..wait).contains(&now.seconds_since(health.looked))
        };
        let unused = |at: &usize| self.used != Some(*at) || self.health[*at].down;
        (0..self.health.len()).filter(unused).filter(|at| due(&self.health[*at])).collect()
    }
}

impl Outcome {
    /// Whether it tells that a relay does not work: it was not reached, did not let us in, refuses us as a sender, or keeps silent. That
    /// it wants fewer mails, or ended a connection, does not.
    pub fn relay_failed(&self) -> bool {
        let Self::Relay(problem) = self else { return false };
        match problem.stage {
            Stage::Idle => false,
            stage if stage < Stage::Idle => true,
            _ => match problem.reply() {
                Some(reply) => problem.stage == Stage::Sender && reply.code >= 500,
                None => !matches!(problem.cause, Cause::Closed),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::mailing::{Problem, Reply};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(1_000_000 + seconds)
    }

    /// Uses and looks after relays, once a second, of which some work.
    struct Running {
        relays: Relays,
        used: Vec<Option<usize>>,
    }

    impl Running {
        fn new(count: usize) -> Self {
            Self { relays: Relays::new(count), used: Vec::new() }
        }

        fn go_on(&mut self, seconds: i64, works: impl Fn(usize, i64) -> bool) {
            for _ in 0..seconds {
                let second = i64::try_from(self.used.len()).unwrap();
                let chosen = self.relays.choose(at(second));
                let looked_after = self.relays.to_look_after(at(second));
                for relay in chosen.into_iter().chain(looked_after) {
                    if works(relay, second) {
                        self.relays.worked(relay, at(second));
                    } else {
                        self.relays.failed(relay, at(second), at(second));
                    }
                }
                self.used.push(chosen);
            }
        }

        /// The seconds at which another relay was used than before.
        fn switches(&self) -> Vec<usize> {
            let mut last = None;
            let mut switches = Vec::new();
            for (second, used) in self.used.iter().enumerate() {
                if used.is_some() && last.is_some() && *used != last {
                    switches.push(second);
                }
                last = used.or(last);
            }
            switches
        }
    }

    #[test]
    fn the_first_relay_that_works_is_used() {
        let mut running = Running::new(2);
        running.go_on(100, |_, _| true);
        assert!(running.used.iter().all(|used| *used == Some(0)));
        assert_eq!(Relays::new(0).choose(at(0)), None);
    }

    #[test]
    fn another_one_takes_over_within_seconds_and_gives_back_after_a_minute_of_health() {
        let mut running = Running::new(2);
        running.go_on(1000, |relay, second| relay == 1 || !(100..400).contains(&second));
        let switches = running.switches();
        assert_eq!(switches.len(), 2, "{switches:?}");
        assert!((100..130).contains(&switches[0]), "{switches:?}");
        // It is looked after every 30 s at first, and then more and more rarely.
        assert!((460..=900).contains(&switches[1]), "{switches:?}");
        assert_eq!(running.used[999], Some(0));
    }

    #[test]
    fn one_attempt_that_hangs_for_its_whole_time_is_enough() {
        let mut relays = Relays::new(2);
        assert_eq!(relays.choose(at(0)), Some(0));
        assert!(!relays.failed(0, at(0), at(2)));
        assert!(relays.failed(0, at(3), at(15)));
        assert_eq!(relays.choose(at(15)), Some(1));
    }

    #[test]
    fn mails_wait_while_no_relay_works_and_go_as_soon_as_one_does() {
        let mut running = Running::new(2);
        running.go_on(1000, |_, second| !(100..700).contains(&second));
        assert!(running.used[110..700].iter().filter(|used| used.is_some()).count() < 10);
        assert!(running.used[762].is_some());
        let mut alone = Running::new(1);
        alone.go_on(200, |_, second| second >= 20);
        assert_eq!(alone.used[199], Some(0));
    }

    #[test]
    fn a_relay_that_is_down_is_looked_after_ever_more_rarely_while_another_one_works() {
        let mut relays = Relays::new(2);
        relays.choose(at(0));
        let mut looks = Vec::new();
        for _ in 0..3 {
            relays.failed(0, at(0), at(0));
        }
        for second in 1..4000 {
            if relays.to_look_after(at(second)) == [0] {
                looks.push(second);
                relays.failed(0, at(second), at(second));
            }
        }
        assert_eq!(looks, [30, 90, 210, 450, 930, 1830, 2730, 3630]);
        assert_eq!(relays.to_look_after(at(-86_400)), [0], "the clock was set back");
        for _ in 0..3 {
            relays.failed(1, at(4000), at(4000));
        }
        assert_eq!(relays.to_look_after(at(4000)), [0], "as soon as mails wait for any");
    }

    #[test]
    fn only_what_concerns_every_mail_is_a_failure_of_the_relay() {
        let said = |stage, code| {
            let reply = Reply { code, enhanced: None, text: String::new() };
            Outcome::of(Problem { stage, cause: Cause::Reply(reply) }).relay_failed()
        };
        let lost = |stage, cause| Outcome::of(Problem { stage, cause }).relay_failed();
        assert!(said(Stage::Greeting, 421) && said(Stage::SignIn, 535) && said(Stage::Sender, 550));
        assert!(!said(Stage::Sender, 451) && !said(Stage::Idle, 421) && !said(Stage::End, 421));
        assert!(!said(Stage::Recipient, 550));
        assert!(lost(Stage::Connect, Cause::TimedOut) && lost(Stage::Sender, Cause::TimedOut));
        assert!(!lost(Stage::Sender, Cause::Closed) && !lost(Stage::Idle, Cause::TooOld));
    }

    proptest! {
        #[test]
        fn however_relays_come_and_go_no_two_switches_are_within_a_minute(
            periods in prop::collection::vec((1_i64..60, 1_i64..60), 2..4)
        ) {
            let mut running = Running::new(periods.len());
            running.go_on(600, |relay, second| {
                let (up, down) = periods[relay];
                second % (up + down) < up
            });
            let switches = running.switches();
            let quick = switches.windows(2).any(|two| two[1] - two[0] < 60);
            prop_assert!(!quick, "{switches:?}");
        }
    }
}
