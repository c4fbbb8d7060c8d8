//! The sentences of `locales/`, one function each: a sentence that a language lacks does not compile.
//! It must hold no word itself.
//!
//! To add a sentence: the same key in `locales/ja/` and `locales/en/`, in the file of its screen.

use std::sync::LazyLock;

use crate::domain::language::Language;

#[expect(
    unreachable_pub,
    dead_code,
    clippy::all,
    clippy::allow_attributes,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "build.rs generates this from locales/ and checks there that every message is whole"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

pub use generated::L10nLanguage as Sentences;

static JAPANESE: LazyLock<Sentences> = LazyLock::new(|| generated::L10n::Ja.load());
static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| generated::L10n::En.load());

/// The sentences of a language.
pub fn t(language: Language) -> &'static Sentences {
    match language {
        Language::Ja => &JAPANESE,
        Language::En => &ENGLISH,
    }
}
