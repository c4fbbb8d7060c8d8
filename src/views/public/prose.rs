//! What operators wrote, as readers are shown it: in the language of the page if it is there, otherwise
//! in the other one, and always with a word on what is not as it should be (rule D21).

use askama::{Template, filters::HtmlSafe};

use super::context::Context;
use crate::domain::text::LocalizedText;

/// A text of several paragraphs in the language of the page, or in the other one with its mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "parts/prose.html")]
pub(super) struct Prose {
    /// The paragraphs; lines within them are kept.
    pub(super) paragraphs: Vec<String>,
    /// The tag of its language, if it is not the one of the page.
    pub(super) lang: Option<&'static str>,
    /// What readers must know of it: that their language is not there yet, that nobody has read it
    /// yet, that it is out of date (rule D21).
    pub(super) pending: Vec<String>,
}

impl HtmlSafe for Prose {}

impl Context<'_> {
    /// A text of several paragraphs.
    pub(super) fn passage(&self, text: &LocalizedText) -> Prose {
        let Some(reading) = text.read(self.language) else {
            return Prose { pending: vec![self.t().msg_text_missing()], ..Prose::default() };
        };
        let t = self.t();
        let other = reading.language != self.language;
        let pending = [
            other.then(|| t.msg_text_missing()),
            reading.auto.then(|| t.msg_text_generated()),
            (reading.stale && !other).then(|| t.msg_text_stale()),
        ];
        Prose {
            paragraphs: paragraphs(reading.text),
            lang: other.then(|| reading.language.tag()),
            pending: pending.into_iter().flatten().collect(),
        }
    }
}

/// The paragraphs of a text: what blank lines set apart.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n').to_owned())
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}
