//! How mails are sent: to which relay, how fast, and what follows from what came of each (requirements E35 to E39). Every time and every
//! random number is passed in; nothing here waits or speaks to anybody.
//!
//! - `relay.rs`: a relay, as the settings describe it;
//! - `outcome.rs`: what came of a mail;
//! - `group.rs`: whose mail the same provider takes;
//! - `pace.rs`: how fast mails follow each other;
//! - `retry.rs`: what follows from an outcome for a delivery;
//! - `relays.rs`: which relay is used.

mod group;
mod outcome;
mod pace;
mod relay;
mod relays;
mod retry;

pub use self::{
    group::{Group, GroupChange, Groups, Limits},
    outcome::{Cause, Flaw, Outcome, Problem, Reply, Stage},
    pace::{Pacer, Speed},
    relay::{Login, Protection, Relay},
    relays::Relays,
    retry::{Attempt, DOUBT_SECONDS, Next},
};
