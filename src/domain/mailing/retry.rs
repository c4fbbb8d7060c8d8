//! What follows for a delivery from what came of its mail: when it is tried again, and when nothing more is done (requirements E30, E37).

use super::Outcome;
use crate::domain::time::Timestamp;

/// After which times a recipient is tried again who was put off, in minutes; the last one from then on.
const PUT_OFF: [i64; 6] = [5, 10, 20, 40, 60, 120];
/// After which times a relay is tried again, in seconds; the last one from then on.
const RELAY: [i64; 6] = [15, 30, 60, 120, 300, 600];
/// How often a recipient is tried who is put off.
const MAX_ATTEMPTS: u32 = 12;
/// After which time a mail is tried again that may have arrived, in seconds.
pub const DOUBT_SECONDS: i64 = 600;

/// An attempt to send a mail.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// Which one it was, from 1.
    pub number: u32,
    /// Whether an earlier one may have arrived.
    pub in_doubt: bool,
    /// When it ended.
    pub now: Timestamp,
    /// Until when the mail is worth sending.
    pub expires_at: Timestamp,
    /// A random number, by which those that failed together do not come again together.
    pub random: u32,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it was sent.
    Sent,
    /// It is tried again then.
    Again(Timestamp),
    /// It may have arrived. It is tried again then, once, by the same relay.
    OnceMore(Timestamp),
    /// Nothing: it cannot be sent.
    Failed,
    /// Nothing: it would be too late.
    TooLate,
}

impl Attempt {
    /// What follows from an outcome. A problem of the relay is held against no recipient, however long it lasts.
    pub fn next(&self, outcome: &Outcome) -> Next {
        let next = match outcome {
            Outcome::Accepted(_) => return Next::Sent,
            Outcome::Refused(_) | Outcome::Unsendable(_) => return Next::Failed,
            Outcome::Deferred(_) if self.number >= MAX_ATTEMPTS => return Next::Failed,
            Outcome::InDoubt(_) if self.in_doubt => return Next::Failed,
            Outcome::InDoubt(_) => Next::OnceMore(self.now.plus_seconds(DOUBT_SECONDS)),
            Outcome::Deferred(_) => Next::Again(self.after(60 * self.step(&PUT_OFF))),
            Outcome::Relay(_) => Next::Again(self.after(self.step(&RELAY))),
        };
        match next {
            Next::Again(at) | Next::OnceMore(at) if at >= self.expires_at => Next::TooLate,
            next => next,
        }
    }

    fn step(&self, steps: &[i64; 6]) -> i64 {
        let at = usize::try_from(self.number.saturating_sub(1)).unwrap_or(usize::MAX);
        steps[at.min(steps.len() - 1)]
    }

    /// So many seconds later, or up to three tenths more or less.
    fn after(&self, seconds: i64) -> Timestamp {
        let whole = seconds.saturating_mul(1_000_000);
        // From 0.7 to 1.3 of it.
        let share = 700_000 + i64::from(self.random) * 600_000 / i64::from(u32::MAX);
        let micros = whole / 1_000_000 * share;
        Timestamp::from_micros(self.now.micros().saturating_add(micros))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mailing::{Cause, Flaw, Problem, Reply, Stage};

    const DAY: i64 = 86_400;

    fn attempt(number: u32, random: u32) -> Attempt {
        let now = Timestamp::from_seconds(1_000_000);
        Attempt { number, in_doubt: false, now, expires_at: now.plus_seconds(30 * DAY), random }
    }

    fn said(stage: Stage, code: u16) -> Outcome {
        let reply = Reply { code, enhanced: None, text: String::new() };
        Outcome::of(Problem { stage, cause: Cause::Reply(reply) })
    }

    /// Seconds until it is tried again.
    fn wait(outcome: &Outcome, number: u32, random: u32) -> i64 {
        let attempt = attempt(number, random);
        match attempt.next(outcome) {
            Next::Again(at) => at.seconds_since(attempt.now),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn who_is_put_off_is_tried_again_ever_more_rarely_and_twelve_times_at_most() {
        let greylisted = said(Stage::Recipient, 450);
        let middle = u32::MAX / 2;
        let minutes: Vec<i64> =
            (1..12).map(|number| (wait(&greylisted, number, middle) + 1) / 60).collect();
        assert_eq!(minutes, [5, 10, 20, 40, 60, 120, 120, 120, 120, 120, 120]);
        assert_eq!(attempt(12, 0).next(&greylisted), Next::Failed);
        assert_eq!((wait(&greylisted, 1, 0), wait(&greylisted, 1, u32::MAX)), (210, 390));
    }

    #[test]
    fn a_problem_of_the_relay_fails_nobody() {
        for outcome in [
            said(Stage::SignIn, 535),
            said(Stage::Sender, 550),
            said(Stage::End, 421),
            Outcome::of(Problem { stage: Stage::Connect, cause: Cause::TimedOut }),
        ] {
            let middle = u32::MAX / 2;
            let waits: Vec<i64> = (1..8).map(|number| wait(&outcome, number, middle) + 1).collect();
            assert_eq!(waits, [15, 30, 60, 120, 300, 600, 600], "{outcome:?}");
            assert!(wait(&outcome, u32::MAX, 0) > 0);
        }
    }

    #[test]
    fn a_refusal_is_final_and_what_was_taken_is_sent() {
        for stage in [Stage::Recipient, Stage::Data, Stage::End] {
            assert_eq!(attempt(1, 0).next(&said(stage, 550)), Next::Failed);
        }
        assert_eq!(attempt(1, 0).next(&Outcome::Unsendable(Flaw::Address)), Next::Failed);
        let reply = Reply { code: 250, enhanced: None, text: String::new() };
        assert_eq!(attempt(1, 0).next(&Outcome::Accepted(reply)), Next::Sent);
    }

    #[test]
    fn what_may_have_arrived_is_tried_once_more_after_ten_minutes() {
        let lost = Outcome::of(Problem { stage: Stage::End, cause: Cause::Closed });
        let first = attempt(3, 7);
        assert_eq!(first.next(&lost), Next::OnceMore(first.now.plus_seconds(DOUBT_SECONDS)));
        assert_eq!(Attempt { in_doubt: true, ..first }.next(&lost), Next::Failed);
    }

    #[test]
    fn nothing_is_tried_again_when_it_is_too_late() {
        let soon = |seconds| {
            let attempt = attempt(1, 0);
            Attempt { expires_at: attempt.now.plus_seconds(seconds), ..attempt }
        };
        let greylisted = said(Stage::Recipient, 450);
        assert_eq!(soon(210).next(&greylisted), Next::TooLate);
        assert!(matches!(soon(211).next(&greylisted), Next::Again(_)));
        let lost = Outcome::of(Problem { stage: Stage::End, cause: Cause::TimedOut });
        assert_eq!(soon(DOUBT_SECONDS).next(&lost), Next::TooLate);
    }
}
