//! How the portal speaks: dates, numbers and sentences in Japanese and English.
//!
//! Text is made here from values and a language; nothing here reads a database, a clock or a
//! request. Sentences that a person may want to change live in `locales/`; only grammar that code
//! must assemble piece by piece, such as a date, has its words in Rust.

mod affected;
pub mod dates;
mod effects;
pub mod house;
pub mod labels;
pub mod lists;
pub mod narrative;
pub mod notice;
pub mod numbers;
pub mod recurrence;
pub mod sentences;
pub mod statements;
pub mod symptoms;
pub mod voice;

pub use self::sentences::{negotiate, t};
