//! Kinds of settings: what each takes, from the file and from the environment.

use std::{net::SocketAddr, ops::RangeInclusive, path::PathBuf};

use super::{database::DatabaseUrl, portal::Address, reading::What, security_txt::WebAddress};
use crate::domain::{
    characters, language::Language, network::Network, secret::Secret, time::Timestamp,
};

/// What was given for a setting.
#[derive(Clone, Debug)]
pub(super) enum Given<'v> {
    /// A text of the file.
    Text(&'v str),
    /// A whole number of the file.
    Number(i64),
    /// `true` or `false` of the file.
    Bool(bool),
    /// A list of texts of the file.
    List(Vec<&'v str>),
    /// A date with a time of the file.
    Moment(String),
    /// An environment variable, which may stand for any of them.
    Variable(&'v str),
    /// Anything else.
    Other,
}

/// A kind of setting.
pub(super) trait Setting: Sized {
    /// Reads it. `name` stands in the mistake, `range` bounds a number.
    fn read(given: &Given<'_>, name: String, range: RangeInclusive<i64>) -> Result<Self, What>;
}

/// A text that is not blank and holds nothing invisible.
pub(super) fn text<'v>(given: &Given<'v>) -> Option<&'v str> {
    let (Given::Text(text) | Given::Variable(text)) = *given else { return None };
    let good =
        !text.trim().is_empty() && characters::refused(text).is_none() && !text.contains('\n');
    good.then_some(text)
}

impl Setting for u32 {
    fn read(given: &Given<'_>, name: String, range: RangeInclusive<i64>) -> Result<Self, What> {
        let number = match given {
            Given::Number(number) => Some(*number),
            Given::Variable(text) => text.parse().ok(),
            _ => None,
        };
        number
            .filter(|number| range.contains(number))
            .and_then(|number| Self::try_from(number).ok())
            .ok_or(What::ExpectedNumber { name, min: *range.start(), max: *range.end() })
    }
}

impl Setting for bool {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        match given {
            Given::Bool(value) => Ok(*value),
            Given::Variable("true") => Ok(true),
            Given::Variable("false") => Ok(false),
            _ => Err(What::ExpectedBool(name)),
        }
    }
}

impl Setting for String {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).map(Self::from).ok_or(What::ExpectedText(name))
    }
}

impl Setting for Secret {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).map(Self::new).ok_or(What::ExpectedText(name))
    }
}

impl Setting for PathBuf {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).map(Self::from).ok_or(What::ExpectedText(name))
    }
}

impl Setting for DatabaseUrl {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).and_then(Self::parse).ok_or(What::ExpectedDatabase(name))
    }
}

/// A setting that need not be there.
impl<T: Setting> Setting for Option<T> {
    fn read(given: &Given<'_>, name: String, range: RangeInclusive<i64>) -> Result<Self, What> {
        T::read(given, name, range).map(Some)
    }
}

impl Setting for SocketAddr {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).and_then(|text| text.parse().ok()).ok_or(What::ExpectedSocket(name))
    }
}

impl Setting for Address {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).and_then(Self::parse).ok_or(What::ExpectedAddress(name))
    }
}

impl Setting for WebAddress {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).and_then(Self::parse).ok_or(What::ExpectedWebAddress(name))
    }
}

impl Setting for Timestamp {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        let text = match given {
            Given::Moment(text) => Some(text.as_str()),
            other => text(other),
        };
        text.and_then(|text| text.parse::<jiff::Timestamp>().ok())
            .map(Self::from)
            .ok_or(What::ExpectedMoment(name))
    }
}

/// What a list consists of.
pub(super) trait Item: Sized {
    /// Reads one.
    fn parse(text: &str) -> Option<Self>;
    /// What is said of a list that has anything else.
    fn expected(name: String) -> What;
}

/// A list; in an environment variable its items are separated by commas.
impl<T: Item> Setting for Vec<T> {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        let texts: Vec<&str> = match given {
            Given::List(texts) => texts.clone(),
            Given::Variable(text) => {
                text.split(',').map(str::trim).filter(|one| !one.is_empty()).collect()
            }
            _ => return Err(T::expected(name)),
        };
        texts.into_iter().map(T::parse).collect::<Option<_>>().ok_or_else(|| T::expected(name))
    }
}

impl Item for Network {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn expected(name: String) -> What {
        What::ExpectedNetworks(name)
    }
}

/// Reads an enum by its words, given in one list with their values.
macro_rules! words {
    ($type:ident { $($word:literal => $value:ident),+ $(,)? }) => {
        impl $crate::config::value::Setting for $type {
            fn read(
                given: &$crate::config::value::Given<'_>,
                name: String,
                _: std::ops::RangeInclusive<i64>,
            ) -> Result<Self, $crate::config::reading::What> {
                use $crate::config::value::Given::{Text, Variable};
                match given {
                    $(Text($word) | Variable($word) => Ok(Self::$value),)+
                    _ => Err($crate::config::reading::What::ExpectedWord { name, words: vec![$($word),+] }),
                }
            }
        }
    };
}
pub(super) use words;

words!(Language { "ja" => Ja, "en" => En });
