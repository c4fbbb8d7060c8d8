//! One incident as operators see it: facts, what is missing, what was posted, and what can be done.

use askama::Template;

use super::{Frame, facts::Fact, notice::Link};

/// One incident.
#[derive(Template)]
#[template(path = "console/incidents/show.html")]
pub struct IncidentPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Its title.
    pub title: String,
    /// Its reference number.
    pub reference: String,
    /// Its state in words.
    pub chip: String,
    /// The shape of its state.
    pub glyph: String,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Its facts.
    pub facts: Vec<Fact>,
    /// What is missing, and where it can be supplied.
    pub missing: Vec<Link>,
    /// Drafts of others.
    pub others: Vec<String>,
    /// What was posted, the newest first.
    pub updates: Vec<Posted>,
    /// The next step, if the operator may take it.
    pub write: Option<Link>,
    /// Everything else that the operator may do.
    pub actions: Vec<Group>,
}

/// Things to do that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are about.
    pub title: String,
    /// What can be done.
    pub links: Vec<Link>,
}

/// Something that was posted.
#[derive(Clone, Debug)]
pub struct Posted {
    /// Its number or kind.
    pub label: String,
    /// When.
    pub at: crate::domain::time::Timestamp,
    /// By whom.
    pub by: String,
    /// Its state in words.
    pub chip: String,
    /// The shape of its state.
    pub glyph: String,
    /// Its text, in the language of the page if it has one.
    pub paragraphs: Vec<String>,
    /// The language of the text.
    pub language: crate::domain::language::Language,
    /// Texts to be read and approved.
    pub review: Vec<Link>,
}
