//! How fast mails follow each other (requirements E35, E36): in all, to each relay and to each mail group, each with a limit, a slow start
//! after a rest, and a speed that gives way when it is asked to.
//!
//! - `speed.rs`: mails in a time;
//! - `bucket.rs`: mails evenly spread;
//! - `ramp.rs`: the slow start;
//! - `adaptation.rs`: giving way.

mod adaptation;
mod bucket;
mod ramp;
mod speed;

use std::collections::BTreeMap;

use self::{adaptation::Adaptation, bucket::Bucket, ramp::Ramp};
pub use speed::Speed;

use super::{Groups, Outcome, Relay, Stage};
use crate::domain::time::Timestamp;

/// After so many seconds without a mail it starts slowly again.
const REST: i64 = 3600;

/// How fast one subject is sent mails.
#[derive(Clone, Debug)]
struct Pace {
    cap: Speed,
    bucket: Bucket,
    ramp: Ramp,
    adaptation: Adaptation,
    last: Option<Timestamp>,
}

impl Pace {
    fn new(cap: Speed, ramp: Ramp) -> Self {
        let (bucket, adaptation) = (Bucket::default(), Adaptation::new(cap));
        Self { cap, bucket, ramp, adaptation, last: None }
    }

    /// When the next mail may go; now or earlier if it may go at once.
    fn free_at(&mut self, now: Timestamp) -> Timestamp {
        let rested = self.last.is_none_or(|last| now.seconds_since(last) > REST);
        if rested {
            self.ramp.begin(now);
        }
        self.ramp.step(now);
        self.bucket.free_at(self.speed(now), now)
    }

    fn take(&mut self, now: Timestamp) {
        self.bucket.take(self.speed(now), now);
        self.last = Some(now);
    }

    fn speed(&self, now: Timestamp) -> Speed {
        self.adaptation.speed(now).min(self.ramp.of(self.cap))
    }

    fn count(&mut self, put_off: bool, slower: bool, now: Timestamp) {
        self.ramp.count(put_off);
        if slower {
            self.adaptation.slow_down(now);
        }
    }
}

/// How fast mails follow each other.
#[derive(Clone, Debug)]
pub struct Pacer {
    groups: Groups,
    ramp: Ramp,
    all: Pace,
    by_relay: BTreeMap<String, Pace>,
    by_group: BTreeMap<String, Pace>,
}

impl Pacer {
    /// A pace with its limits: mails a second in all, those of the relays and those of the groups. With `ramp` it starts slowly after a
    /// rest, and after an outage.
    pub fn new(per_second: u32, relays: &[Relay], groups: Groups, ramp: bool) -> Self {
        let ramp = Ramp::new(ramp);
        let pace = |per_second| Pace::new(Speed::per_second(per_second), ramp);
        let of_relay = |it: &Relay| (it.name.clone(), pace(it.per_second.unwrap_or(per_second)));
        Self {
            all: pace(per_second),
            by_relay: relays.iter().map(of_relay).collect(),
            by_group: groups
                .iter()
                .map(|group| (group.name.clone(), pace(group.limits.per_second)))
                .collect(),
            groups,
            ramp,
        }
    }

    /// Lets a mail to a group go by a relay, or tells when to ask again. A group that is not known any more counts as the default.
    ///
    /// # Errors
    ///
    /// The earliest time at which it may go; nothing was taken.
    pub fn take(&mut self, relay: &str, group: &str, now: Timestamp) -> Result<(), Timestamp> {
        let mut paces = self.paces(relay, group);
        let free_at = paces.iter_mut().map(|pace| pace.free_at(now)).max();
        if let Some(later) = free_at.filter(|at| *at > now) {
            return Err(later);
        }
        for pace in paces {
            pace.take(now);
        }
        Ok(())
    }

    /// Learns from what came of a mail.
    pub fn report(&mut self, relay: &str, group: &str, outcome: &Outcome, now: Timestamp) {
        let slower = outcome.asks_for_less();
        let put_off = slower || matches!(outcome, Outcome::Deferred(_));
        let [all, by_relay, by_group] = self.paces(relay, group);
        match outcome {
            Outcome::InDoubt(_) | Outcome::Unsendable(_) => {}
            // Whoever asks for less before a recipient was named speaks for the relay.
            Outcome::Relay(problem) if problem.stage < Stage::Recipient => {
                if slower {
                    by_relay.count(true, true, now);
                }
            }
            Outcome::Relay(_) if !slower => {}
            _ => {
                all.count(put_off, false, now);
                by_relay.count(put_off, false, now);
                by_group.count(put_off, slower, now);
            }
        }
    }

    /// Starts slowly with a relay that works again.
    pub fn outage_over(&mut self, relay: &str, now: Timestamp) {
        let [all, by_relay, _] = self.paces(relay, Groups::DEFAULT);
        all.ramp.begin(now);
        by_relay.ramp.begin(now);
    }

    /// How fast a group is sent mails by a relay at the moment.
    pub fn speed(&self, relay: &str, group: &str, now: Timestamp) -> Speed {
        let group = &self.groups.named(group).name;
        let named = self.by_relay.get(relay).into_iter().chain(self.by_group.get(group));
        named.map(|pace| pace.speed(now)).fold(self.all.speed(now), Speed::min)
    }

    fn paces(&mut self, relay: &str, group: &str) -> [&mut Pace; 3] {
        let group = self.groups.named(group);
        let (cap, ramp) = (self.all.cap, self.ramp);
        let by_relay =
            self.by_relay.entry(relay.to_owned()).or_insert_with(|| Pace::new(cap, ramp));
        let limit = Speed::per_second(group.limits.per_second);
        let by_group =
            self.by_group.entry(group.name.clone()).or_insert_with(|| Pace::new(limit, ramp));
        [&mut self.all, by_relay, by_group]
    }
}

#[cfg(test)]
mod tests;
