//! What becomes of a notice on its way to those who are told of it: dispatches, of which there is one for each notice, and deliveries,
//! of which there is one for each dispatch and subscriber (requirements E27 to E34).
//!
//! - `expiry.rs`: until when a notice is worth sending;
//! - `fuse.rs`: the most mails that anybody is sent;
//! - `pause.rs`: what is stopped for a while;
//! - `state.rs`: the states of a delivery, and which follows which.

mod expiry;
pub mod fuse;
mod pause;
mod state;

pub use self::{
    pause::{PauseReason, Scope},
    state::{DeliveryState, Steering},
};

/// What is sent first (requirement E34). A letter, a mail to one person who waits for it, goes before every lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// What is wrong.
    Incident,
    /// Planned work.
    Maintenance,
}

impl Lane {
    /// Every lane, the first first.
    pub const ALL: [Self; 2] = [Self::Incident, Self::Maintenance];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Maintenance => "maintenance",
        }
    }

    /// The lane of a stored word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.word() == word)
    }
}
