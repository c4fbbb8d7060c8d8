//! Those who asked to be told: what they want to hear of, and the one rule by which it is decided who hears of what
//! (requirements E25, E44).
//!
//! - `event.rs`: what a notice is about, as far as that decides who is told;
//! - `state.rs`: where a subscription stands;
//! - `interests.rs`: what somebody wants to be told of, and [`Interests::want`](interests::Interests::want).
//!
//! To add a choice: a field of [`Interests`](interests::Interests) with its default, its condition in `want`, and its control
//! in the form of the preferences.

pub mod event;
pub mod interests;
mod state;

pub use self::state::{Reading, SubscriberState};
