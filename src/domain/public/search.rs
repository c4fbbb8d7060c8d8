//! Search over the summaries of everything public.
//!
//! Text is compared folded: compatibility forms made equal (NFKC, so that ＰＯＰ and POP or ｶﾀｶﾅ and
//! カタカナ are the same), letters in lower case, spaces made one. A query is words; all must occur.
//! There are no patterns, so that no query costs more than another (requirement S44).

use unicode_normalization::UnicodeNormalization;

use super::{IncidentSummary, MaintenanceSummary, Model};
use crate::domain::{
    key::Key, language::Language, reference::Reference, service::Catalogue, text::LocalizedText,
};

/// The longest query, in characters.
pub const MAX_QUERY: usize = 100;
/// The most records that a search gives.
pub const MAX_FOUND: usize = 100;
/// The most words that are looked for.
const MAX_WORDS: usize = 8;

/// What was asked for, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words.
    pub typed: String,
    /// The key of a service, or nothing for all of them.
    pub service: String,
}

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
    service: Option<Key>,
}

/// Why a query is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// More than [`MAX_QUERY`] characters.
    #[error("a query has at most {MAX_QUERY} characters")]
    TooLong,
    /// There is no such service.
    #[error("there is no such service")]
    UnknownService,
}

impl Query {
    /// Reads what was asked for.
    ///
    /// # Errors
    ///
    /// [`QueryError`] when it names neither a word nor a service, is too long, or names a service
    /// that there is not.
    pub fn new(asked: &Asked, catalogue: &Catalogue) -> Result<Self, QueryError> {
        if asked.typed.chars().take(MAX_QUERY + 1).count() > MAX_QUERY {
            return Err(QueryError::TooLong);
        }
        let service = match asked.service.as_str() {
            "" => None,
            key => {
                let known = catalogue.services.iter().find(|service| service.key.as_str() == key);
                Some(known.ok_or(QueryError::UnknownService)?.key.clone())
            }
        };
        let folded = fold(&asked.typed);
        let words = folded.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS);
        let query = Self { words: words.map(str::to_owned).collect(), service };
        if query.words.is_empty() && query.service.is_none() {
            return Err(QueryError::Empty);
        }
        Ok(query)
    }

    fn matches(&self, text: &str, services: &[Key]) -> bool {
        self.service.as_ref().is_none_or(|service| services.contains(service))
            && self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// What a search found, newest first.
#[derive(Clone, Debug, Default)]
pub struct Found<'a> {
    /// Incidents.
    pub incidents: Vec<&'a IncidentSummary>,
    /// Maintenances.
    pub maintenances: Vec<&'a MaintenanceSummary>,
    /// Whether there is more than is listed.
    pub more: bool,
}

impl Model {
    /// The records in which every word of a query occurs, at most [`MAX_FOUND`] of each kind.
    pub fn search(&self, query: &Query) -> Found<'_> {
        let mut incidents = self.incidents().filter(|one| query.matches(&one.words, &one.affected));
        let mut maintenances =
            self.maintenances().filter(|one| query.matches(&one.words, &one.services));
        let mut found = Found {
            incidents: incidents.by_ref().take(MAX_FOUND).collect(),
            maintenances: maintenances.by_ref().take(MAX_FOUND).collect(),
            more: false,
        };
        found.more = incidents.next().is_some() || maintenances.next().is_some();
        found
    }
}

/// The folded words of a record: its number, its texts as readers see them, its services.
pub(super) fn words<'a>(
    reference: Reference,
    texts: impl Iterator<Item = &'a LocalizedText>,
    services: &[Key],
    catalogue: &Catalogue,
) -> String {
    let mut parts = vec![reference.to_string()];
    for text in texts {
        for language in Language::ALL {
            let reading = text.read(language).filter(|reading| reading.language == language);
            parts.extend(reading.map(|reading| reading.text.to_owned()));
        }
    }
    for service in services {
        let names = Language::ALL.map(|language| catalogue.service_name(service, language));
        parts.extend(names.map(str::to_owned));
    }
    fold(&parts.join("\n"))
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkc().flat_map(char::to_lowercase).map(plain) {
        if !character.is_whitespace() {
            folded.push(character);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

/// The wave dash as it is typed on one system and on another (domain rules 9.3) is one sign.
const fn plain(character: char) -> char {
    match character {
        '\u{301c}' => '~',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(typed: &str, service: &str) -> Result<Query, QueryError> {
        let asked = Asked { typed: typed.to_owned(), service: service.to_owned() };
        Query::new(&asked, &Catalogue::default())
    }

    #[test]
    fn widths_case_and_spaces_make_no_difference() {
        assert_eq!(fold("ＰＯＰ　受信\n ｻｰﾋﾞｽ"), "pop 受信 サービス");
        let query = query(" ﾒｰﾙ　Pop ", "").unwrap();
        assert!(query.matches(&fold("メールの受信(POP)"), &[]));
        assert!(!query.matches(&fold("メールの受信(IMAP)"), &[]));
        for dash in ['\u{301c}', '\u{ff5e}', '~'] {
            assert_eq!(fold(&format!("22時{dash}23時")), "22時~23時");
        }
    }

    #[test]
    fn an_empty_or_endless_query_is_refused() {
        assert_eq!(query(" 　\t", ""), Err(QueryError::Empty));
        assert_eq!(query(&"障".repeat(101), ""), Err(QueryError::TooLong));
        assert_eq!(query("POP", "mail"), Err(QueryError::UnknownService));
        assert!(query(&"障".repeat(100), "").is_ok());
    }
}
