//! How mails are sent: to which relay, how fast, and what follows from what came of each (requirements E35 to E39). Every time and every
//! random number is passed in; nothing here waits or speaks to anybody.
//!
//! - `relay.rs`: a relay, as the settings describe it;
//! - `outcome.rs`: what came of a mail;
//! - `group.rs`: whose mail the same provider takes.

mod group;
mod outcome;
mod relay;

pub use self::{
    group::{Group, GroupChange, Groups, Limits},
    outcome::{Cause, Flaw, Outcome, Problem, Reply, Stage},
    relay::{Login, Protection, Relay},
};
