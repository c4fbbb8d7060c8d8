//! The rules and types of what the portal holds and says. Pure: no database, no HTTP, no clock,
//! no randomness; whatever depends on the time of day is given it.
//!
//! To add an entity: one file here with its types and rules, its storage in `storage/`, its verb in
//! `app/`. A rule that has a number (D07, K02) carries it in its documentation.

pub mod language;
pub mod moment;
pub mod span;
pub mod text;
pub mod time;
