//! The two languages, and values that exist once for each of them.

use serde::{Deserialize, Serialize};

/// A language in which the portal is read, operated and mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese, `/ja/`.
    Ja,
    /// English, `/en/`.
    En,
}

impl Language {
    /// Both languages, in the order in which the portal lists them.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The language tag used in paths, `lang` attributes and `Content-Language` (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language of a tag, or `None` for any other text.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The other one of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }
}

/// One value for each language, neither of them missing: names, labels, compiled-in words.
///
/// Text that an operator writes, and that may still lack a language, is a
/// [`LocalizedText`](super::text::LocalizedText).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Localized<T = String> {
    /// The Japanese value.
    pub ja: T,
    /// The English value.
    pub en: T,
}

impl<T> Localized<T> {
    /// Pairs a Japanese with an English value.
    pub const fn new(ja: T, en: T) -> Self {
        Self { ja, en }
    }

    /// Makes the value of each language with the same function.
    pub fn from_fn(mut make: impl FnMut(Language) -> T) -> Self {
        Self { ja: make(Language::Ja), en: make(Language::En) }
    }

    /// The value in one language.
    pub const fn get(&self, language: Language) -> &T {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }

    /// The value in one language, to be changed.
    pub const fn get_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::Ja => &mut self.ja,
            Language::En => &mut self.en,
        }
    }
}
