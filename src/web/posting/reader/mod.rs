//! Reading what was typed into values of the record. Every mistake is kept with the name of its field,
//! so that the form shows all of them at once; nothing is changed silently.
//!
//! To add a kind of value: a method of [`Reader`], and what can be wrong with it in [`Fault`].

mod fault;
mod moments;
mod size;

use jiff::tz::TimeZone;

pub use self::{
    fault::{Fault, Rule},
    size::{BODY, LINE, LIST, PARAGRAPH, SUBJECT, Size},
};
use super::typed::Typed;
use crate::{
    domain::{
        key::Key,
        language::Language,
        moment::Moment,
        reference::{Reference, ReferenceKind},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::dates::parse::Confirm,
    web::field::{self, FieldError},
};

/// What is wrong, by the name of the field, in the order in which it was found.
pub type Faults = Vec<(String, Fault)>;

/// Something that was assumed about a moment, by the name of the field.
pub type Assumed = Vec<(String, Moment, Vec<Confirm>)>;

/// Reads the fields of a form.
#[derive(Debug)]
pub struct Reader<'a> {
    typed: &'a Typed,
    now: Timestamp,
    zone: &'a TimeZone,
    by: &'a str,
    /// What is wrong.
    pub faults: Faults,
    /// The moments that were read, to be shown back.
    pub assumed: Assumed,
}

impl<'a> Reader<'a> {
    /// A reader of a form at a time. What can be no text at all is noted at once, also where nothing is
    /// going to be read.
    pub fn new(typed: &'a Typed, now: Timestamp, zone: &'a TimeZone) -> Self {
        let mut reader = Self { typed, now, zone, by: "", faults: Vec::new(), assumed: Vec::new() };
        for (name, text) in typed.fields() {
            if let Err(error) = field::passage(text, usize::MAX) {
                reader.fault(name, error.into());
            }
        }
        reader
    }

    /// The same reader for somebody who writes, by their login name.
    #[must_use]
    pub const fn for_writer(mut self, by: &'a str) -> Self {
        self.by = by;
        self
    }

    /// The same reader, knowing already that some fields are wrong.
    #[must_use]
    pub fn knowing(mut self, faults: Faults) -> Self {
        for (name, fault) in faults {
            self.fault(&name, fault);
        }
        self
    }

    /// The form.
    pub const fn typed(&self) -> &'a Typed {
        self.typed
    }

    /// When it is read.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Notes what is wrong with a field.
    pub fn fault(&mut self, name: &str, fault: Fault) {
        if !self.faults.iter().any(|(known, _)| known == name) {
            self.faults.push((name.to_owned(), fault));
        }
    }

    /// Notes that something was typed which is not used with what was chosen: it is not dropped silently.
    pub fn unused(&mut self, name: &str) {
        if !self.typed.get(name).trim().is_empty() {
            self.fault(name, Fault::Unused);
        }
    }

    /// What was sent for a field that is sent once.
    fn single(&mut self, name: &str) -> &'a str {
        if self.typed.is_repeated(name) {
            self.fault(name, FieldError::Repeated.into());
        }
        self.typed.get(name)
    }

    /// A text, with line ends as line feeds and nothing around it; empty if there is none.
    pub fn text(&mut self, name: &str, size: Size) -> String {
        let typed = self.single(name);
        let read = if size.is_line() { field::line } else { field::passage };
        read(typed, size.longest).unwrap_or_else(|error| {
            self.fault(name, error.into());
            typed.trim().to_owned()
        })
    }

    /// A text of one line from which something else is read; empty if there is none, or if it cannot be read.
    fn word(&mut self, name: &str) -> String {
        let text = self.text(name, LINE);
        if self.faults.iter().any(|(known, _)| known == name) { String::new() } else { text }
    }

    /// A text in one language or both: the fields `{name}_ja` and `{name}_en`.
    pub fn localized(&mut self, name: &str, size: Size) -> Option<LocalizedText> {
        let ja = self.text(&in_language(name, Language::Ja), size);
        let en = self.text(&in_language(name, Language::En), size);
        localized(ja, en)
    }

    /// Applies what was typed to a text that may be there already: a language that was not typed anew keeps
    /// its state and its history, so that a translation is stale once its source has changed (rule D21).
    pub fn rewrite(&mut self, text: &mut Option<LocalizedText>, name: &str, size: Size) {
        let typed = self.localized(name, size);
        *text = self.retyped(text.take(), typed);
    }

    /// The same with what was typed.
    pub fn retyped(
        &self,
        known: Option<LocalizedText>,
        typed: Option<LocalizedText>,
    ) -> Option<LocalizedText> {
        let Some(known) = known else { return typed };
        let said =
            |language| typed.as_ref().and_then(|text| text.written(language)).unwrap_or_default();
        known.retyped(said, self.by, self.now)
    }

    /// The same, when it has to be there in at least one language.
    pub fn required(&mut self, name: &str, size: Size) -> Option<LocalizedText> {
        let text = self.localized(name, size);
        if text.is_none() {
            self.fault(&in_language(name, Language::Ja), Fault::MISSING);
        }
        text
    }

    /// One of the values that the form offers; `None` if nothing was chosen.
    pub fn choice<T: Clone>(&mut self, name: &str, offered: &[(&str, T)]) -> Option<T> {
        let chosen = self.single(name);
        if chosen.is_empty() {
            return None;
        }
        let found = offered.iter().find(|(word, _)| *word == chosen);
        if found.is_none() {
            self.fault(name, Fault::NOT_OFFERED);
        }
        found.map(|(_, value)| value.clone())
    }

    /// The same, when something has to be chosen.
    pub fn chosen<T: Clone>(&mut self, name: &str, offered: &[(&str, T)]) -> Option<T> {
        if self.typed.get(name).is_empty() {
            self.fault(name, Fault::MISSING);
        }
        self.choice(name, offered)
    }

    /// Whether the only box of a field is ticked.
    pub fn ticked(&mut self, name: &str) -> bool {
        self.choice(name, &[("yes", ())]).is_some()
    }

    /// The chosen key of those that the form offers; `None` if nothing was chosen.
    pub fn key(&mut self, name: &str, offered: impl Fn(&Key) -> bool) -> Option<Key> {
        self.single(name);
        self.keys(name, offered).into_iter().next()
    }

    /// The ticked keys of those that the form offers.
    pub fn keys(&mut self, name: &str, offered: impl Fn(&Key) -> bool) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        for word in self.typed.all(name) {
            match word.parse::<Key>() {
                Ok(key) if offered(&key) && !keys.contains(&key) => keys.push(key),
                Ok(key) if keys.contains(&key) => {}
                Ok(_) | Err(_) => self.fault(name, Fault::NOT_OFFERED),
            }
        }
        keys
    }

    /// The number of a record; `None` if nothing was typed.
    pub fn reference(&mut self, name: &str, kind: ReferenceKind) -> Option<Reference> {
        let typed = self.word(name);
        self.references_in(name, &typed, &[kind]).into_iter().next()
    }

    /// Numbers of records, one a line.
    pub fn references(&mut self, name: &str, kinds: &[ReferenceKind]) -> Vec<Reference> {
        let typed = self.text(name, LIST);
        self.references_in(name, &typed, kinds)
    }

    fn references_in(
        &mut self,
        name: &str,
        typed: &str,
        kinds: &[ReferenceKind],
    ) -> Vec<Reference> {
        let mut found: Vec<Reference> = Vec::new();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.parse::<Reference>() {
                Ok(reference) if !kinds.contains(&reference.kind) => {
                    self.fault(name, Fault::Reference);
                }
                Ok(reference) if found.contains(&reference) => {}
                Ok(reference) => found.push(reference),
                Err(_) => self.fault(name, Fault::Reference),
            }
        }
        found
    }

    /// A whole number, with or without separators; `None` if nothing was typed.
    pub fn number(&mut self, name: &str) -> Option<u64> {
        let text: String = self.word(name).chars().filter_map(digit).collect();
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|number| *number <= 1_000_000_000_000);
        if number.is_none() {
            self.fault(name, Fault::Number);
        }
        number
    }
}

/// A character of a number as it is counted: of full width as of half, and nothing for a separator.
fn digit(letter: char) -> Option<char> {
    match letter {
        ',' | '，' | ' ' | '\u{3000}' => None,
        '０'..='９' => {
            u32::from(letter).checked_sub(0xFF10).and_then(|it| char::from_digit(it, 10))
        }
        other => Some(other),
    }
}

/// The name of a field in a language.
pub fn in_language(name: &str, language: Language) -> String {
    format!("{name}_{}", language.tag())
}

/// A text from what was typed in either language.
pub fn localized(ja: String, en: String) -> Option<LocalizedText> {
    match (ja.is_empty(), en.is_empty()) {
        (true, true) => None,
        (false, true) => Some(LocalizedText::only(Language::Ja, ja)),
        (true, false) => Some(LocalizedText::only(Language::En, en)),
        (false, false) => Some(LocalizedText::both(ja, en)),
    }
}

#[cfg(test)]
mod tests;
