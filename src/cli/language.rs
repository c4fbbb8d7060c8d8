//! The language in which a command speaks: that of `--lang`, else that of the environment, else that of the
//! settings file.

use std::ffi::OsString;

use crate::domain::language::Language;

/// The language for these arguments and this locale (`ja_JP.UTF-8`). It is found before the arguments
/// are read, because what is wrong with them is said in it, too. `None` if neither of them asks for one.
pub(super) fn chosen(arguments: &[OsString], locale: &str) -> Option<Language> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang=") {
            Some(value) => Some(value),
            None if argument == "--lang" => arguments.next(),
            None => None,
        };
        if let Some(language) = value.and_then(Language::from_tag) {
            return Some(language);
        }
    }
    match locale.split(['.', '_', '@']).next() {
        Some("" | "C" | "POSIX") | None => None,
        Some("ja") => Some(Language::Ja),
        Some(_) => Some(Language::En),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arguments: &[&str], locale: &str) -> Option<Language> {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        chosen(&arguments, locale)
    }

    #[test]
    fn the_argument_goes_before_the_locale() {
        assert_eq!(of(&["noroshi", "check"], "ja_JP.UTF-8"), Some(Language::Ja));
        assert_eq!(of(&["noroshi", "--lang", "en", "check"], "ja_JP.UTF-8"), Some(Language::En));
        assert_eq!(of(&["noroshi", "check", "--lang=ja"], ""), Some(Language::Ja));
        assert_eq!(of(&["noroshi", "--lang", "fr"], "ja_JP.UTF-8"), Some(Language::Ja));
        assert_eq!(of(&["noroshi", "check"], "fr_FR.UTF-8"), Some(Language::En));
    }

    #[test]
    fn a_locale_of_no_language_asks_for_none() {
        for locale in ["", "C", "C.UTF-8", "POSIX"] {
            assert_eq!(of(&["noroshi", "check"], locale), None, "{locale}");
        }
    }
}
