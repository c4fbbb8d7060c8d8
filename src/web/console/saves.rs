//! How often one operator may save drafts: pages do it by themselves every few seconds, and nobody needs
//! to do it all the time.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use uuid::Uuid;

use crate::domain::{
    rate::{Rate, RateRule},
    time::Timestamp,
};

/// Three open pages at once, each saving every four seconds, with some to spare.
const RULE: RateRule = RateRule { burst: 20, seconds_each: 1 };
/// From how many operators those are forgotten who have paused.
const MANY: usize = 1_000;

/// What each operator has saved lately.
#[derive(Debug, Default)]
pub struct Saves(Mutex<HashMap<Uuid, Rate>>);

impl Saves {
    /// Whether an operator may save now.
    pub(super) fn allow(&self, operator: Uuid, now: Timestamp) -> bool {
        let mut saves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if saves.len() >= MANY {
            saves.retain(|_, rate| !rate.is_fresh(now));
        }
        saves.entry(operator).or_insert_with(|| Rate::fresh(now)).take(RULE, now)
    }
}
