//! A part of a page with a heading of its own.

use askama::{Template, filters::HtmlSafe};

use super::parts::Mark;
use crate::views::html::Html;

/// A part of the page with a heading.
#[derive(Template)]
#[template(path = "parts/section.html")]
pub(super) struct Section {
    /// Its place in the page.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) heading: String,
    /// A state beside the heading.
    pub(super) chip: Option<Mark>,
    /// What is in it.
    pub(super) body: Html,
}

impl HtmlSafe for Section {}

impl Section {
    pub(super) fn new(id: &'static str, heading: String, body: &impl Template) -> Self {
        Self { id, heading, chip: None, body: Html::of(body) }
    }
}
