//! The pages as structs: what a template shows, and the methods that serve it. Knows sentences and
//! dates, and neither requests nor the database.
//!
//! To add a page: a struct with its template of the same name below `templates/`, and a test that
//! renders it in both languages.

pub mod assets;
pub mod console;
pub mod form;
