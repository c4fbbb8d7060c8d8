//! What operators wrote, as readers are shown it: in the language of the page if it is there, otherwise
//! in the other one, and always with a word on what is not as it should be (rule D21).

use askama::{Template, filters::HtmlSafe};

use super::{
    context::Context,
    frame::PLACE,
    parts::{Inline, Link, Told},
};
use crate::{
    domain::{
        incident::Incident, moment::Moment, public::Route, reference::ReferenceKind,
        text::LocalizedText,
    },
    i18n::{
        narrative::{Fragment, Narrator, Sources},
        voice::Voice,
    },
    views::html::Html,
};

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
            self.stale(text),
        ];
        Prose {
            paragraphs: paragraphs(reading.text),
            lang: other.then(|| reading.language.tag()),
            pending: pending.into_iter().flatten().collect(),
        }
    }

    /// A text of one paragraph with its references said, and those to other records as links.
    pub(super) fn told(&self, text: &LocalizedText, sources: Sources<'_>) -> Html {
        let Some(reading) = text.read(self.language) else { return Html::default() };
        let Context { site, language, .. } = *self;
        let voice = Voice::new(&site.provider, &site.catalogue, reading.language);
        let profile = voice.prose();
        let narrator = Narrator { voice: &voice, sources, profile };
        let lang = (reading.language != language).then(|| reading.language.tag());
        let piece = match narrator.fragments(reading.text) {
            Ok(fragments) => {
                fragments.iter().fold(Html::default(), |piece, one| self.with(piece, one))
            }
            Err(_) => Html::text(&without_references(reading.text)),
        };
        Html::of(&Told { piece, lang, stale: self.stale(text) })
    }

    /// A text of an incident, with its references said.
    pub(super) fn told_of(&self, incident: &Incident, text: &LocalizedText) -> Html {
        let sources = Sources { incident: Some(incident), model: self.model, ..Sources::default() };
        self.told(text, sources)
    }

    /// A time of an incident, with what is to be said of it.
    pub(super) fn noted(&self, incident: &Incident, time: Html, moment: &Moment) -> Html {
        let Some(note) = &moment.note else { return time };
        let note = self.told_of(incident, note);
        time.and_html(&Self::around(&self.t().msg_moment_note(PLACE), &note))
    }

    /// That the text is out of date in the language of the page, if it is (rule D21).
    pub(super) fn stale(&self, text: &LocalizedText) -> Option<String> {
        let reading = text.read(self.language)?;
        let own = reading.language == self.language;
        (own && reading.stale).then(|| self.t().msg_text_stale())
    }

    fn with(&self, piece: Html, fragment: &Fragment) -> Html {
        match fragment {
            Fragment::Text(text) => piece.and_text(text),
            Fragment::Link { reference, text } => {
                let route = match reference.kind {
                    ReferenceKind::Maintenance => Route::Maintenance(*reference),
                    ReferenceKind::Incident | ReferenceKind::Report => Route::Incident(*reference),
                };
                let text = Inline { text: text.clone(), lang: None };
                piece.and(&Link { address: self.address(&route), text })
            }
        }
    }
}

/// A text whose references cannot be said, without them: nothing that is refused when it is stored, but
/// braces are for nobody to read.
pub(super) fn without_references(text: &str) -> String {
    let mut out = String::new();
    for (number, part) in text.split("{{").enumerate() {
        out.push_str(match number {
            0 => part,
            _ => part.split_once("}}").map_or("", |(_, after)| after),
        });
    }
    out
}

/// The paragraphs of a text: what blank lines set apart.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n")
        .map(|paragraph| paragraph.trim_matches('\n').to_owned())
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}
