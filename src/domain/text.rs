//! Text that operators write: one source language, a review state and a revision per language.

use serde::{Deserialize, Serialize};

use super::{language::Language, time::Timestamp};

/// Where one language's version of a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextState {
    /// Being written; readers do not see it.
    Draft,
    /// Waiting for review (確認待ち); readers do not see it.
    Review,
    /// Approved by a person.
    Approved,
    /// Filled in from the facts (rule D21), marked for readers until a person approves it.
    Auto,
}

/// One language's version of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The text itself, in Unicode as it was written: never normalised.
    pub text: String,
    /// Where it stands.
    pub state: TextState,
    /// Counts the changes of this passage, from 1.
    pub revision: u32,
    /// The revision of the source language that this passage renders; `None` for the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub based_on: Option<u32>,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When it was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl Passage {
    /// An approved first revision.
    pub fn approved(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            state: TextState::Approved,
            revision: 1,
            based_on: None,
            by: None,
            at: None,
        }
    }
}

/// A text in one or both languages. The source language is there; the other may be missing,
/// awaiting review, generated from facts, or stale (rule D21).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalizedText {
    /// The language in which it was written first.
    pub source: Language,
    /// The Japanese version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ja: Option<Passage>,
    /// The English version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<Passage>,
}

/// What a reader of one language is given of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The text to show.
    pub text: &'a str,
    /// The language it is in, which is the other one when it had to fall back.
    pub language: Language,
    /// Whether it was filled in from the facts and no person has approved it yet.
    pub auto: bool,
    /// Whether the source has changed since this version was made.
    pub stale: bool,
}

impl LocalizedText {
    /// A text approved in both languages; Japanese is the source.
    pub fn both(ja: impl Into<String>, en: impl Into<String>) -> Self {
        let translation = Passage { based_on: Some(1), ..Passage::approved(en) };
        Self { source: Language::Ja, ja: Some(Passage::approved(ja)), en: Some(translation) }
    }

    /// A text that so far exists in one language, approved.
    pub fn only(language: Language, text: impl Into<String>) -> Self {
        let mut only = Self { source: language, ja: None, en: None };
        *only.passage_mut(language) = Some(Passage::approved(text));
        only
    }

    /// One language's version, whatever its state.
    pub const fn passage(&self, language: Language) -> Option<&Passage> {
        match language {
            Language::Ja => self.ja.as_ref(),
            Language::En => self.en.as_ref(),
        }
    }

    /// One language's version, to be changed.
    pub const fn passage_mut(&mut self, language: Language) -> &mut Option<Passage> {
        match language {
            Language::Ja => &mut self.ja,
            Language::En => &mut self.en,
        }
    }

    /// The text of one language, without falling back and whatever its state.
    pub fn written(&self, language: Language) -> Option<&str> {
        self.passage(language).map(|passage| passage.text.as_str())
    }

    /// What a reader of `language` is shown: that language if it is public, otherwise the other
    /// one, and `None` if neither may be shown.
    pub fn read(&self, language: Language) -> Option<Reading<'_>> {
        [language, language.other()].into_iter().find_map(|candidate| {
            let passage = self.passage(candidate)?;
            matches!(passage.state, TextState::Approved | TextState::Auto).then(|| Reading {
                text: &passage.text,
                language: candidate,
                auto: passage.state == TextState::Auto,
                stale: self.is_stale(candidate),
            })
        })
    }

    /// The version in `language` if readers may see it, without falling back to the other language.
    pub fn shown(&self, language: Language) -> Option<&str> {
        self.read(language).filter(|reading| reading.language == language).map(|it| it.text)
    }

    /// Whether the version in `language` was made from an earlier revision of the source.
    pub fn is_stale(&self, language: Language) -> bool {
        let source = self.passage(self.source).map_or(0, |passage| passage.revision);
        language != self.source
            && self
                .passage(language)
                .is_some_and(|passage| passage.based_on.is_some_and(|based_on| based_on < source))
    }

    /// Whether both languages hold a public version that is not stale.
    pub fn is_complete(&self) -> bool {
        Language::ALL.into_iter().all(|language| {
            self.read(language).is_some_and(|reading| {
                reading.language == language && !reading.stale && !reading.auto
            })
        })
    }

    /// What typing it again makes of it: a language that was typed anew is written and approved, one that was
    /// not keeps its state and its history, and one that was emptied goes. `None` if nothing is left.
    #[must_use]
    pub fn retyped<'t>(
        mut self,
        typed: impl Fn(Language) -> &'t str,
        by: &str,
        at: Timestamp,
    ) -> Option<Self> {
        // The source first: a translation that was typed with it renders what stands there now.
        for language in [self.source, self.source.other()] {
            let new = typed(language).trim();
            if new.is_empty() {
                *self.passage_mut(language) = None;
            } else if self.written(language).is_none_or(|old| old.trim() != new) {
                self.write(language, new, TextState::Approved, by, at);
            }
        }
        if self.passage(self.source).is_none() {
            self.source = self.source.other();
            self.passage_mut(self.source).as_mut()?.based_on = None;
        }
        Some(self)
    }

    /// Whether it says the same in the language in which it was written first: translations may differ.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.written(self.source) == other.written(self.source)
    }

    /// Writes one language's version: counts its revision up, and ties a translation to the
    /// revision of the source that stands now. Unchanged text in an unchanged state stays as it is.
    pub fn write(
        &mut self,
        language: Language,
        text: &str,
        state: TextState,
        by: &str,
        at: Timestamp,
    ) {
        let source_revision = self.passage(self.source).map(|passage| passage.revision);
        let based_on = if language == self.source { None } else { source_revision };
        let slot = self.passage_mut(language);
        if slot
            .as_ref()
            .is_some_and(|old| old.text == text && old.state == state && old.based_on == based_on)
        {
            return;
        }
        let changed = slot.as_ref().is_none_or(|old| old.text != text);
        let revision = slot.as_ref().map_or(1, |old| old.revision + u32::from(changed));
        *slot = Some(Passage {
            text: text.to_owned(),
            state,
            revision,
            based_on,
            by: Some(by.to_owned()),
            at: Some(at),
        });
    }
}
