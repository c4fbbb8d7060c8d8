//! The pages as structs: what a template shows, worked out from records and a language.
//!
//! A page holds values that are ready to be written and the methods that serve its template; it knows
//! sentences and dates, reads no database, no clock and no request, and has no word of its own.
//!
//! To add a page: a struct with its template of the same name below `templates/`, its sentences in
//! `locales/`, and a test that renders it in both languages.

pub mod assets;
pub mod console;
pub mod form;
pub mod html;
mod ical;
pub mod public;
