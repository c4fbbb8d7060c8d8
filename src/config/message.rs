//! Mistakes in the words of a language: sentences of `locales/*/config.ftl`.

use super::reading::{Mistake, Place, What};
use crate::{domain::language::Language, i18n::t};

impl Mistake {
    /// The message in a language, with its place.
    pub fn sentence(&self, language: Language) -> String {
        let say = t(language);
        let what = self.what.sentence(language);
        match &self.place {
            Place::File => say.msg_config_in_file(what),
            Place::Line(line) => say.msg_config_in_line(line.to_string(), what),
            Place::Variable(name) => say.msg_config_in_variable(name, what),
            Place::SecretFile(file) => {
                say.msg_config_in_secret_file(file.display().to_string(), what)
            }
        }
    }
}

impl What {
    fn sentence(&self, language: Language) -> String {
        let say = t(language);
        match self {
            Self::Unreadable(detail) => say.msg_config_unreadable(detail),
            Self::TooLarge => say.msg_config_too_large(),
            Self::Syntax(detail) => say.msg_config_syntax(detail),
            Self::Unknown(name) => say.msg_config_unknown(name),
            Self::NotASection(name) => say.msg_config_not_a_section(name),
            Self::NotAList(name) => say.msg_config_not_a_list(name),
            Self::ExpectedText(name) => say.msg_config_expected_text(name),
            Self::ExpectedNumber { name, min, max } => {
                say.msg_config_expected_number(name, min.to_string(), max.to_string())
            }
            Self::ExpectedBool(name) => say.msg_config_expected_bool(name),
            Self::ExpectedNetworks(name) => say.msg_config_expected_networks(name),
            Self::ExpectedWord { name, words } => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                let separator = match language {
                    Language::Ja => "、",
                    Language::En => ", ",
                };
                say.msg_config_expected_word(name, words.join(separator))
            }
            Self::ExpectedSocket(name) => say.msg_config_expected_socket(name),
            Self::ExpectedAddress(name) => say.msg_config_expected_address(name),
            Self::ExpectedDatabase(name) => say.msg_config_expected_database(name),
            Self::ExpectedContacts(name) => say.msg_config_expected_contacts(name),
            Self::ExpectedLanguages(name) => say.msg_config_expected_languages(name),
            Self::ExpectedWebAddress(name) => say.msg_config_expected_web_address(name),
            Self::ExpectedMoment(name) => say.msg_config_expected_moment(name),
            Self::ExpectedMailAddress(name) => say.msg_config_expected_mail_address(name),
            Self::ExpectedHost(name) => say.msg_config_expected_host(name),
            Self::ExpectedSuffixes(name) => say.msg_config_expected_suffixes(name),
            Self::Twice { name, value } => say.msg_config_twice(name, value),
            Self::Both(one, other) => say.msg_config_both(one, other),
            Self::Needs(one, other) => say.msg_config_needs(one, other),
        }
    }
}
