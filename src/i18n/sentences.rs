//! The sentences of `locales/{ja,en}/*.ftl` as typed functions: one that is missing in a language,
//! or called with the wrong values, does not compile.
//!
//! To add a sentence: a line with the same kebab-case key in both languages, in the file of its
//! area; values are named and typed in a comment of the English file. `t(language).msg_the_key()`
//! says it. Notices have their templates in `locales/{ja,en}/notices/` instead.

use std::sync::LazyLock;

pub use self::generated::L10nLanguage as Sentences;
use self::generated::written;
use super::house;
use crate::domain::{
    house_style::{CustomerName, HouseStyle, OwnName, Paren},
    language::Language,
};

#[expect(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::allow_attributes,
    clippy::derivable_impls,
    clippy::pedantic,
    clippy::unwrap_used,
    reason = "written by fluent-typed from locales/; its accessors do not fail, since the sentences \
              are compiled in and a test formats each of them"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));

    /// The sentences of a language as they are written in its files.
    pub(super) fn written(language: super::Language) -> &'static str {
        let language = match language {
            super::Language::Ja => L10n::Ja,
            super::Language::En => L10n::En,
        };
        str::from_utf8(&LANG_DATA[language.byte_range()]).unwrap_or_default()
    }
}

/// The sentences of a language in the default house style, for operators.
pub fn t(language: Language) -> &'static Sentences {
    styled(language, &HouseStyle::default())
}

/// The sentences of a language in the words of the house, for everything that customers read.
pub fn styled(language: Language, house: &HouseStyle) -> &'static Sentences {
    type Styled = LazyLock<Sentences>;
    static EN: Styled = LazyLock::new(|| load(Language::En, 0));
    static JA: [Styled; 8] = [
        LazyLock::new(|| load(Language::Ja, 0)),
        LazyLock::new(|| load(Language::Ja, 1)),
        LazyLock::new(|| load(Language::Ja, 2)),
        LazyLock::new(|| load(Language::Ja, 3)),
        LazyLock::new(|| load(Language::Ja, 4)),
        LazyLock::new(|| load(Language::Ja, 5)),
        LazyLock::new(|| load(Language::Ja, 6)),
        LazyLock::new(|| load(Language::Ja, 7)),
    ];
    match language {
        Language::En => &EN,
        Language::Ja => &JA[style_number(*house)],
    }
}

/// The three choices that change a sentence, as the bits of a number.
fn style_number(house: HouseStyle) -> usize {
    usize::from(house.own_name == OwnName::Tosha)
        + 2 * usize::from(house.customer == CustomerName::Kana)
        + 4 * usize::from(house.paren == Paren::Full)
}

/// Loads the sentences of a language in the style of a number.
fn load(language: Language, style: u8) -> Sentences {
    let house = HouseStyle {
        own_name: if style & 1 == 0 { OwnName::Heisha } else { OwnName::Tosha },
        customer: if style & 2 == 0 { CustomerName::Kanji } else { CustomerName::Kana },
        paren: if style & 4 == 0 { Paren::Half } else { Paren::Full },
        ..HouseStyle::default()
    };
    let source = house::words(language, &house, written(language));
    Sentences::new(language.tag(), source.as_bytes())
        .unwrap_or_else(|error| panic!("the sentences are compiled in and tested: {error}"))
}

/// The most entries of an `Accept-Language` header that are looked at.
const MAX_ENTRIES: usize = 32;

/// The language for a reader who sends this `Accept-Language` header: the one with the highest
/// quality that the portal has, whatever its region; `default` where `*` stands first or nothing
/// matches (RFC 9110 12.5.4). A language with quality 0 is not given unless there is no other.
pub fn negotiate(accept_language: &str, default: Language) -> Language {
    let mut wanted: Vec<(&str, u16)> =
        accept_language.split(',').take(MAX_ENTRIES).filter_map(entry).collect();
    wanted.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    let refused = |language: Language| {
        wanted.iter().any(|(range, quality)| *quality == 0 && matches_range(range, language))
    };
    let or_other = |language: Language| if refused(language) { language.other() } else { language };
    wanted
        .iter()
        .filter(|(_, quality)| *quality > 0)
        .find_map(|(range, _)| match *range {
            "*" => Some(or_other(default)),
            range => Language::ALL.into_iter().find(|language| matches_range(range, *language)),
        })
        .unwrap_or_else(|| or_other(default))
}

/// One entry of the header: its language range, and its quality in thousandths.
fn entry(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
    Some((range, quality.map_or(Some(1000), thousandths)?))
}

/// `0.8` as 800; `None` for anything but a quality.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction: u16 = if digits { format!("{fraction:0<3}").parse().ok()? } else { return None };
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}

fn matches_range(range: &str, language: Language) -> bool {
    range.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(language.tag()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_house_enter_the_sentences() {
        let house = HouseStyle { customer: CustomerName::Kana, ..HouseStyle::default() };
        assert_eq!(t(Language::Ja).msg_scope_some(), "一部のお客様");
        assert_eq!(styled(Language::Ja, &house).msg_scope_some(), "一部のお客さま");
        assert_eq!(styled(Language::En, &house).msg_scope_some(), "Some customers");
        for number in 0..8 {
            assert_eq!(load(Language::Ja, number).msg_language_name(), "日本語");
        }
    }

    #[test]
    fn the_header_decides_and_the_default_wins_when_nothing_matches() {
        let cases = [
            ("", Language::Ja, Language::Ja),
            ("fr-FR, de;q=0.9", Language::Ja, Language::Ja),
            ("fr-FR, de;q=0.9", Language::En, Language::En),
            ("en-GB,en;q=0.9,ja;q=0.8", Language::Ja, Language::En),
            ("ja-JP", Language::En, Language::Ja),
            ("JA", Language::En, Language::Ja),
            ("en;q=0.3, ja;q=0.7", Language::En, Language::Ja),
            ("*", Language::Ja, Language::Ja),
            ("fr, *;q=0.5", Language::Ja, Language::Ja),
            ("en;q=0, *", Language::En, Language::Ja),
            ("en;q=0", Language::En, Language::Ja),
            ("en;q=nonsense, ja;q=0.1", Language::En, Language::Ja),
            ("en ; q=1.000 , ja", Language::Ja, Language::En),
            ("english, japanese", Language::Ja, Language::Ja),
            (";;;,,,;q=1", Language::En, Language::En),
        ];
        for (header, default, wanted) in cases {
            assert_eq!(negotiate(header, default), wanted, "{header}");
        }
    }
}
