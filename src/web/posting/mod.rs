//! Posting at the console: what operators type becomes commands of [`app`](crate::app), and what they
//! are shown becomes pages of [`views`](crate::views).
//!
//! - `typed.rs` is a form as it came, `reader.rs` reads its fields, `maker.rs` makes its inputs,
//!   `refused.rs` names the field that a rule concerns, and `sentence.rs` says what is wrong;
//! - `scene.rs` is what every form depends on; `impact.rs` is what fails, for whom and how; `asked.rs`
//!   is what a template asks for; `course.rs` what a state asks of the record, `judgement.rs` a judgement
//!   of recovery; `manner.rs` how a notice is posted; `texts.rs` is the text in both languages,
//!   `addresses.rs` what should not stand in it, `advice.rs` what should stand elsewhere;
//! - `opening.rs` is the first notice, `notice.rs` every later one, `correction.rs` what corrects one,
//!   `edit/` the parts of the record, `given_state.rs` a state in the place of the computed one; `sheet.rs` is the page of a notice, `preview.rs` what it brings about;
//! - `merge.rs` puts what was typed on a version of the record that somebody else made meanwhile, and
//!   `overtaken.rs` says how the forms of notices were shown.
//!
//! Nothing here stores anything or asks for the time. To add a form: a module with the fields that it
//! shows and the record that it makes of them.

pub mod addresses;
pub mod advice;
pub mod asked;
pub mod correction;
pub mod course;
pub mod edit;
pub mod given_state;
pub mod impact;
pub mod judgement;
pub mod maker;
pub mod manner;
pub mod merge;
pub mod notice;
pub mod opening;
pub mod overtaken;
pub mod preview;
pub mod reader;
pub mod refused;
pub mod scene;
pub mod sentence;
pub mod sheet;
pub mod texts;
pub mod typed;
pub mod warnings;
