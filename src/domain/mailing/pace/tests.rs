//! The pace as whoever sends as fast as it may finds it.

use proptest::prelude::*;

use super::*;
use crate::domain::mailing::{Cause, GroupChange, Problem, Reply};

const RELAY: &str = "first";
const GROUP: &str = "docomo";

fn pacer(per_second: u32, of_group: u32, ramp: bool) -> Pacer {
    let change = GroupChange {
        name: GROUP.to_owned(),
        per_second: Some(of_group),
        ..GroupChange::default()
    };
    Pacer::new(per_second, &[], Groups::new(&[change]), ramp)
}

fn reply(code: u16, text: &str) -> Reply {
    Reply { code, enhanced: None, text: text.to_owned() }
}

fn accepted() -> Outcome {
    Outcome::Accepted(reply(250, "Ok"))
}

fn answered(stage: Stage, code: u16, text: &str) -> Outcome {
    Outcome::of(Problem { stage, cause: Cause::Reply(reply(code, text)) })
}

/// Somebody who sends as fast as it may, and what a relay answers.
struct Sending {
    pacer: Pacer,
    now: Timestamp,
    sent: Vec<Timestamp>,
}

impl Sending {
    fn with(pacer: Pacer) -> Self {
        Self { pacer, now: Timestamp::from_seconds(1_000_000), sent: Vec::new() }
    }

    /// Sends for a while, in seconds; the answers come at once. Gives how many mails went.
    fn go_on(&mut self, seconds: i64, mut answer: impl FnMut(usize) -> Outcome) -> usize {
        let (end, before) = (self.now.plus_seconds(seconds), self.sent.len());
        while self.now < end {
            match self.pacer.take(RELAY, GROUP, self.now) {
                Ok(()) => {
                    self.sent.push(self.now);
                    let outcome = answer(self.sent.len());
                    self.pacer.report(RELAY, GROUP, &outcome, self.now);
                }
                Err(at) => {
                    assert!(at > self.now);
                    self.now = at;
                }
            }
        }
        self.now = end;
        self.sent.len() - before
    }

    fn speed(&self) -> Speed {
        self.pacer.speed(RELAY, GROUP, self.now)
    }

    /// The most mails within any second.
    fn most_in_a_second(&self) -> usize {
        let ends = |from: &Timestamp| self.sent.partition_point(|at| *at < from.plus_seconds(1));
        self.sent.iter().enumerate().map(|(at, from)| ends(from) - at).max().unwrap_or(0)
    }
}

#[test]
fn the_start_is_a_twentieth_and_doubles_every_minute() {
    let mut sending = Sending::with(pacer(100, 20, true));
    let minutes: Vec<usize> = (0..7).map(|_| sending.go_on(60, |_| accepted())).collect();
    let expected = [60, 120, 240, 480, 960, 1200, 1200];
    for (minute, (sent, expected)) in minutes.iter().zip(expected).enumerate() {
        assert!(sent.abs_diff(expected) <= 3, "minute {minute}: {minutes:?}");
    }
    // An hour's rest, and an outage, start it again.
    sending.now = sending.now.plus_seconds(REST + 1);
    assert!(sending.go_on(60, |_| accepted()).abs_diff(60) <= 3);
    sending.go_on(600, |_| accepted());
    sending.pacer.outage_over(RELAY, sending.now);
    assert!(sending.go_on(60, |_| accepted()).abs_diff(300) <= 3, "5 % of 100");
}

#[test]
fn it_does_not_double_while_mails_are_put_off() {
    let mut sending = Sending::with(pacer(20, 20, true));
    // A word that puts off one recipient, and does not ask for less.
    let full = |at: usize| {
        if at.is_multiple_of(20) { answered(Stage::End, 431, "4.2.2 full") } else { accepted() }
    };
    let sent = sending.go_on(600, full);
    assert!(sent.abs_diff(600) <= 5, "{sent}");
    sending.go_on(400, |_| accepted());
    assert_eq!(sending.speed(), Speed::per_second(20));
}

#[test]
fn without_a_slow_start_it_begins_at_once() {
    let mut sending = Sending::with(pacer(100, 50, false));
    assert!(sending.go_on(10, |_| accepted()).abs_diff(500) <= 6);
}

#[test]
fn a_group_that_asks_for_less_gets_a_tenth_within_a_minute_and_all_of_it_within_twenty() {
    // Requirement E36: 421 for three mails in ten, for five minutes.
    let mut sending = Sending::with(pacer(100, 20, true));
    sending.go_on(600, |_| accepted());
    let cap = Speed::per_second(20);
    assert_eq!(sending.speed(), cap);
    let storm = |at: usize| {
        let slower = (at * 7919) % 10 < 3;
        if slower { answered(Stage::Recipient, 421, "4.7.28 too fast") } else { accepted() }
    };
    sending.go_on(60, storm);
    assert!(sending.speed() <= cap.percent(10), "{:?}", sending.speed());
    sending.go_on(240, storm);
    assert!(sending.speed() >= Speed::FLOOR);
    sending.go_on(1200, |_| accepted());
    assert!(sending.speed() > cap.percent(90), "{:?}", sending.speed());
}

#[test]
fn another_group_is_not_slowed_down_by_it_and_the_relay_is_by_its_own_words() {
    let now = Timestamp::from_seconds(1_000_000);
    let mut pacer = pacer(100, 20, false);
    pacer.report(RELAY, GROUP, &answered(Stage::End, 451, "4.7.500 busy"), now);
    assert_eq!(pacer.speed(RELAY, GROUP, now), Speed::per_second(10));
    assert_eq!(pacer.speed(RELAY, "default", now), Speed::per_second(20));
    pacer.report(RELAY, GROUP, &answered(Stage::Greeting, 421, "too many connections"), now);
    assert_eq!(pacer.speed(RELAY, "google", now), Speed::per_second(20));
    let later = now.plus_seconds(6);
    pacer.report(RELAY, GROUP, &answered(Stage::Sender, 421, "too many connections"), later);
    pacer.report(RELAY, GROUP, &answered(Stage::Sender, 550, "not you"), later);
    assert_eq!(pacer.by_relay[RELAY].speed(later), Speed::per_second(25));
    assert_eq!(pacer.by_relay.len(), 1);
}

#[test]
fn whatever_is_said_a_mail_a_minute_goes_and_nothing_waits_longer() {
    let mut sending = Sending::with(pacer(1, 1, true));
    let sent = sending.go_on(3600, |_| answered(Stage::Recipient, 450, "4.7.1 rate limited"));
    assert!((59..90).contains(&sent), "{sent}");
    // The clock is set back by a day.
    let earlier = sending.now.plus_seconds(-86_400);
    let at = sending.pacer.take(RELAY, GROUP, earlier).unwrap_err();
    assert!(at.seconds_since(earlier) <= 60);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn no_second_has_more_than_a_tenth_above_the_limit(
        all in 1_u32..200, of_group in 1_u32..200, ramp: bool,
        parts in prop::collection::vec((0_i64..60, 0_u16..4, 0_i64..5_000_000), 1..8),
    ) {
        let mut sending = Sending::with(pacer(all, of_group, ramp));
        for (seconds, mood, pause) in parts {
            sending.go_on(seconds.min(2_000 / i64::from(all.min(of_group))), |at| match mood {
                0 => answered(Stage::Recipient, 421, "slow down"),
                1 if at % 3 == 0 => answered(Stage::End, 452, "later"),
                _ => accepted(),
            });
            sending.now = Timestamp::from_micros(sending.now.micros() + pause);
        }
        let cap = usize::try_from(all.min(of_group)).unwrap();
        let most = sending.most_in_a_second();
        prop_assert!(most <= cap + cap / 10, "{most} of {cap}");
    }
}
