//! The small parts that pages consist of: states, times, links, passages. Each has its markup in
//! `templates/parts/` and nowhere else.

use askama::{Template, filters::HtmlSafe};

use crate::{domain::incident::Incident, views::html::Html};

/// A state: shape, word and colour together (requirement A1).
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/mark.html")]
pub(super) struct Mark {
    /// How it stands: `state` in a line, `chip` in a frame.
    pub(super) form: &'static str,
    /// Its colour, as the word of a service state or `none`.
    pub(super) tone: &'static str,
    /// Its shape.
    pub(super) glyph: &'static str,
    /// Its word.
    pub(super) word: String,
}

impl Mark {
    /// A state within a line.
    pub(super) const fn state(tone: &'static str, glyph: &'static str, word: String) -> Self {
        Self { form: "state", tone, glyph, word }
    }

    /// A state in a frame.
    pub(super) const fn chip(tone: &'static str, glyph: &'static str, word: String) -> Self {
        Self { form: "chip", tone, glyph, word }
    }

    /// The same in a frame.
    #[must_use]
    pub(super) fn framed(self) -> Self {
        Self { form: "chip", ..self }
    }
}

/// A moment.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/time.html")]
pub(super) struct Time {
    /// For machines.
    pub(super) datetime: String,
    /// Whether it is approximate.
    pub(super) approx: bool,
    /// For people.
    pub(super) text: String,
    /// The same moment in another zone.
    pub(super) second: Option<String>,
}

/// What is counted from a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rel {
    /// Since then.
    Ago,
    /// Until then.
    Until,
    /// Since it began.
    Elapsed,
}

impl Rel {
    /// How the start of an incident is seen from now: what was over in between has not been going on since
    /// then.
    pub(super) fn since_start(incident: &Incident) -> Self {
        if incident.recurred().is_some() { Self::Ago } else { Self::Elapsed }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Ago => "ago",
            Self::Until => "until",
            Self::Elapsed => "elapsed",
        }
    }
}

/// A moment as seen from now, counted in the browser.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/relative.html")]
pub(super) struct Relative {
    /// What is counted.
    pub(super) rel: Rel,
    /// The instant, with its offset.
    pub(super) at: String,
    /// What is counted when the page is made.
    pub(super) text: String,
}

/// A piece of text, with its language where that is not the one of the page (requirement A4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "parts/inline.html")]
pub(super) struct Inline {
    /// The text.
    pub(super) text: String,
    /// The tag of its language, if it is the other one.
    pub(super) lang: Option<&'static str>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/link.html")]
pub(super) struct Link {
    /// Where it leads.
    pub(super) address: String,
    /// What it says.
    pub(super) text: Inline,
}

/// Things of one kind, one below the other.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/listed.html")]
pub(super) struct Listed {
    /// The things.
    pub(super) items: Vec<Html>,
}

/// A fact and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// What it is.
    pub(super) label: String,
    /// What is known of it.
    pub(super) value: Html,
}

impl Fact {
    /// A fact.
    pub(super) const fn new(label: String, value: Html) -> Self {
        Self { label, value }
    }

    /// A fact in plain words.
    pub(super) fn text(label: String, value: &str) -> Self {
        Self { label, value: Html::text(value) }
    }
}

/// A list of facts, told one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/facts.html")]
pub(super) struct Facts<'a> {
    /// How it looks: `facts`, `meta`, `beacon__facts`.
    pub(super) class: &'static str,
    /// The facts.
    pub(super) facts: &'a [Fact],
}

/// What no longer holds, struck through.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/struck.html")]
pub(super) struct Struck {
    /// What it is.
    pub(super) piece: Html,
}

/// A piece of HTML, with its language where that is not the one of the page.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/told.html")]
pub(super) struct Told {
    /// The piece.
    pub(super) piece: Html,
    /// The tag of its language, if it is the other one.
    pub(super) lang: Option<&'static str>,
    /// That it is out of date, if it is (rule D21).
    pub(super) stale: Option<String>,
}

/// A span, and how it is read aloud: から…まで in place of the sign (domain rules 6.3).
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "parts/span.html")]
pub(super) struct SpanText {
    /// As it is seen.
    pub(super) text: String,
    /// As it is read aloud.
    pub(super) spoken: String,
}

impl HtmlSafe for Mark {}
impl HtmlSafe for Inline {}
impl HtmlSafe for Link {}
impl HtmlSafe for Facts<'_> {}
