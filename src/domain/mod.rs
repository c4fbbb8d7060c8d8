//! The rules and types of what the portal holds and says. Pure: no database, no HTTP, no clock,
//! no randomness; whatever depends on the time of day is given it.
//!
//! To add an entity: one file here with its types and rules, its storage in `storage/`, its verb in
//! `app/`. A rule that has a number (D07, K02) carries it in its documentation.

pub mod audit;
pub mod availability;
pub mod characters;
pub mod delivery;
pub mod holidays;
pub mod house_style;
pub mod incident;
pub mod key;
pub mod language;
pub mod mailing;
pub mod maintenance;
pub mod moment;
pub mod narrative;
pub mod network;
pub mod notice;
pub mod operator;
pub mod passkey;
pub mod password;
pub mod policy;
pub mod provider;
pub mod public;
pub mod public_text;
pub mod rate;
pub mod reference;
pub mod secret;
pub mod service;
pub mod session;
pub mod span;
pub mod state_override;
pub mod status;
pub mod subscriber;
pub mod text;
pub mod throttle;
pub mod time;
pub mod token;
