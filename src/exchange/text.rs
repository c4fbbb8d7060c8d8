//! Texts: names, which always stand in both languages, and what operators wrote, which may still lack
//! one, or have a state and a history of its own.

use super::{
    codec::{Exchange, Map, Record, Scalar, Writing, record, scalar, words},
    mistake::{Kind, What},
    node::Node,
    reading::{Fields, Reading},
};
use crate::domain::{
    characters::{self, Refused},
    key::Key,
    language::{Language, Localized},
    narrative::{self, Piece, ReferenceTarget},
    reference::{Reference, ReferenceKind},
    text::{LocalizedText, Passage, TextState},
};

/// The longest name, address, subject or other single line, in characters.
pub const MAX_LINE: usize = 300;
/// The longest text, in characters.
pub const MAX_TEXT: usize = 20_000;

words!(Language, TextState);

/// Checks the characters and the length of a text.
fn check(text: &str, max: usize) -> Result<(), What> {
    match characters::refused(text) {
        Some(Refused::Control(character)) => return Err(What::Control(character.into())),
        Some(Refused::Direction(character)) => return Err(What::Direction(character.into())),
        None => {}
    }
    if text.chars().count() > max { Err(What::TooLong(max)) } else { Ok(()) }
}

/// One line.
impl Scalar for String {
    fn parse(text: &str) -> Result<Self, What> {
        check(text, MAX_LINE)?;
        if text.contains('\n') {
            return Err(What::SeveralLines);
        }
        if text.trim().is_empty() { Err(What::BlankText) } else { Ok(text.to_owned()) }
    }

    fn print(&self) -> String {
        self.clone()
    }
}

record!(Localized { ja: required "ja", en: required "en" });

/// The text of a passage: of any number of lines.
struct Prose(String);

impl Exchange for Prose {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let (text, _) = scalar(node, Kind::Text, cx)?;
        if let Err(what) = check(text, MAX_TEXT) {
            cx.report(node.line, what);
            return None;
        }
        if text.trim().is_empty() && !cx.one_is_enough {
            cx.report(node.line, What::BlankText);
            return None;
        }
        if cx.verbatim {
            return Some(Self(text.to_owned()));
        }
        match narrative::pieces(text) {
            Ok(pieces) => {
                for piece in &pieces {
                    let Piece::Reference { target, keys, .. } = piece else { continue };
                    for key in keys {
                        note_target(node.line, *target, key, cx);
                    }
                }
                Some(Self(text.to_owned()))
            }
            Err(invalid) => {
                cx.report(node.line, What::BadNarrative(invalid.0));
                None
            }
        }
    }

    fn write(&self, _: &Writing<'_>) -> Node {
        Node::text(&self.0)
    }
}

impl Fields<'_> {
    /// A text that may be empty where one language needs a word and the other does not: 「」, “Customers”.
    pub(super) fn half(
        &mut self,
        name: &'static str,
        cx: &mut Reading,
    ) -> Option<Option<LocalizedText>> {
        cx.one_is_enough = true;
        let text: Option<Option<LocalizedText>> = self.optional(name, cx);
        cx.one_is_enough = false;
        let text = text?;
        let written = |language| text.as_ref().and_then(|text| text.written(language));
        let blank = |text: Option<&str>| text.is_none_or(|text| text.trim().is_empty());
        if text.is_some() && Language::ALL.into_iter().all(|language| blank(written(language))) {
            let line = self.line(name);
            cx.inside(name, |cx| cx.report(line, What::BlankText));
            return None;
        }
        Some(text)
    }

    fn prose(&mut self, name: &'static str, cx: &mut Reading) -> Option<String> {
        self.required::<Prose>(name, cx).map(|prose| prose.0)
    }

    fn first(&mut self, name: &'static str, cx: &mut Reading) -> Option<u32> {
        Some(self.optional::<Option<u32>>(name, cx)?.unwrap_or(1))
    }

    fn approved(&mut self, name: &'static str, cx: &mut Reading) -> Option<TextState> {
        Some(self.optional::<Option<TextState>>(name, cx)?.unwrap_or(TextState::Approved))
    }
}

impl Map<'_, '_> {
    pub(super) fn half(&mut self, name: &'static str, text: &Option<LocalizedText>) {
        self.optional(name, text);
    }

    fn prose(&mut self, name: &'static str, text: &str) {
        self.put(name, Node::text(text));
    }

    fn first(&mut self, name: &'static str, value: &u32) {
        if *value != 1 {
            self.required(name, value);
        }
    }

    fn approved(&mut self, name: &'static str, value: &TextState) {
        if *value != TextState::Approved {
            self.required(name, value);
        }
    }
}

// A passage with its history, as it stands when there is more to say than its text.
record!(Passage {
    text: prose "text",
    state: approved "state",
    revision: first "revision",
    based_on: optional "based_on",
    by: optional "by",
    at: optional "at",
});

/// What a passage is when its file gives only its text: approved, the first of its kind, and, in the
/// language that is not the source, made from the first of the source.
fn plain_passage(text: String, is_source: bool) -> Passage {
    Passage { based_on: (!is_source).then_some(1), ..Passage::approved(text) }
}

pub(super) fn read_passage(node: &Node, is_source: bool, cx: &mut Reading) -> Option<Passage> {
    if node.get("text").is_some() {
        return Passage::read(node, cx);
    }
    Prose::read(node, cx).map(|prose| plain_passage(prose.0, is_source))
}

pub(super) fn write_passage(passage: &Passage, is_source: bool, cx: &Writing<'_>) -> Node {
    if *passage == plain_passage(passage.text.clone(), is_source) {
        Node::text(&passage.text)
    } else {
        passage.write(cx)
    }
}

impl Record for LocalizedText {
    fn read_fields(fields: &mut Fields<'_>, cx: &mut Reading) -> Option<Self> {
        let given: Option<Language> = fields.optional("source", cx)?;
        let (ja, en) = (fields.take("ja"), fields.take("en"));
        if ja.is_none() && en.is_none() {
            cx.report(fields.node.line, What::MissingKey("ja"));
            return None;
        }
        let source = given.unwrap_or(if ja.is_some() { Language::Ja } else { Language::En });
        let mut passage = |language: Language, entry: Option<&super::node::Entry>| match entry {
            Some(entry) => cx
                .inside(language.tag(), |cx| read_passage(&entry.value, language == source, cx))
                .map(Some),
            None => Some(None),
        };
        let (ja, en) = (passage(Language::Ja, ja), passage(Language::En, en));
        Some(Self { source, ja: ja?, en: en? })
    }

    fn write_fields(&self, map: &mut Map<'_, '_>) {
        let usual = if self.ja.is_some() { Language::Ja } else { Language::En };
        if self.source != usual {
            map.required("source", &self.source);
        }
        for language in Language::ALL {
            if let Some(passage) = self.passage(language) {
                map.put(language.tag(), write_passage(passage, language == self.source, map.cx));
            }
        }
    }
}

impl Exchange for LocalizedText {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        let mut fields = cx.fields(node)?;
        let text = Self::read_fields(&mut fields, cx);
        fields.finish(cx);
        text
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut map = Map::new(cx);
        self.write_fields(&mut map);
        map.node()
    }
}

/// Notes what a narrative text refers to.
fn note_target(line: usize, target: ReferenceTarget, key: &Key, cx: &mut Reading) {
    match target {
        ReferenceTarget::Maintenance
        | ReferenceTarget::MaintenanceSpan
        | ReferenceTarget::Incident => match Reference::parse(key.as_str()) {
            Ok(reference)
                if (reference.kind == ReferenceKind::Incident)
                    != (target == ReferenceTarget::Incident) =>
            {
                cx.report(line, What::WrongRecord(reference));
            }
            Ok(reference) => reference.noted(line, cx),
            Err(what) => cx.report(line, what),
        },
        // Reports, whose sections are numbered, are not carried yet.
        ReferenceTarget::Section => {}
        _ => cx.mention(line, target, key),
    }
}
