//! Posting at the console: what operators type becomes commands of [`app`](crate::app), and what they
//! are shown becomes pages of [`views`](crate::views).
//!
//! - `typed.rs` is a form as it came, `reader.rs` reads its fields, `maker.rs` makes its inputs, and
//!   `sentence.rs` says what is wrong with them;
//! - `scene.rs` is what every form depends on; `impact.rs` is what fails, for whom and how; `asked.rs`
//!   is what a template asks for; `texts.rs` is the text in both languages;
//! - `opening.rs` is the first notice, `notice.rs` every later one, `correction.rs` what corrects one,
//!   `edit/` the parts of the record.
//!
//! Nothing here stores anything or asks for the time. To add a form: a module with the fields that it
//! shows and the record that it makes of them.

pub mod asked;
pub mod correction;
pub mod edit;
pub mod impact;
pub mod maker;
pub mod notice;
pub mod opening;
pub mod reader;
pub mod scene;
pub mod sentence;
pub mod sheet;
pub mod texts;
pub mod typed;
