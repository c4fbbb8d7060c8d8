//! Who speaks, in which language: everything that composing a text depends on besides its values.

use jiff::tz::TimeZone;

use super::{
    dates::{DateStyle, Preposition, Profile},
    sentences::{Sentences, styled},
    symptoms::Grammar,
};
use crate::domain::{
    language::Language, maintenance::Window, moment::Moment, provider::Provider, service::Catalogue,
};

/// The provider speaking in one language.
#[derive(Clone, Debug)]
pub struct Voice<'a> {
    /// The provider, whose house style and zone hold.
    pub provider: &'a Provider,
    /// Its services and functions.
    pub catalogue: &'a Catalogue,
    /// The language.
    pub language: Language,
    zone: TimeZone,
}

impl<'a> Voice<'a> {
    /// The voice of a provider in a language.
    pub fn new(provider: &'a Provider, catalogue: &'a Catalogue, language: Language) -> Self {
        Self { provider, catalogue, language, zone: provider.time_zone() }
    }

    /// The sentences in the words of the house.
    pub fn sentences(&self) -> &'static Sentences {
        styled(self.language, &self.provider.house_style)
    }

    /// How dates are written.
    pub fn dates(&self) -> DateStyle<'_> {
        DateStyle { zone: &self.zone, house: &self.provider.house_style }
    }

    /// How symptoms are said.
    pub fn grammar(&self) -> Grammar<'_> {
        Grammar {
            catalogue: self.catalogue,
            house: &self.provider.house_style,
            language: self.language,
        }
    }

    /// The profile of running text in notices: B or E1.
    pub const fn prose(&self) -> Profile {
        match self.language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::Prose,
        }
    }

    /// The profile of titles, subjects, windows and lists: B or E2.
    pub const fn list(&self) -> Profile {
        match self.language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        }
    }

    /// A moment in running text, without a preposition.
    pub fn moment(&self, moment: &Moment) -> String {
        self.dates().moment_with(self.prose(), Preposition::Plain, moment)
    }

    /// The announced span of a window, in the form of lists; as far as its start if its end lies
    /// before it.
    pub fn window(&self, window: &Window) -> String {
        self.dates()
            .span(self.list(), &window.span())
            .unwrap_or_else(|_| self.dates().moment(self.list(), &window.start))
    }

    /// Sentences one after the other: without a space between them in Japanese. Empty ones leave no
    /// trace.
    pub fn run_on(&self, sentences: &[String]) -> String {
        let said: Vec<&str> =
            sentences.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
        said.join(match self.language {
            Language::Ja => "",
            Language::En => " ",
        })
    }

    /// Which zone all times are in, once for each page and mail (rule D28).
    pub fn zone_note(&self) -> String {
        match self.provider.zone.as_str() {
            "Asia/Tokyo" => self.sentences().msg_zone_note_tokyo(),
            zone => self.sentences().msg_zone_note(zone),
        }
    }
}
