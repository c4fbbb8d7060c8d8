//! Keys: the short names by which parts of a record refer to each other.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A short name that is stored and never shown as such: a service (`mail`), a function (`pop`), a
/// period (`p1`), a callout (`f1.4`), an update (`U01`). Labels such as ① are views of it (rule D01).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

/// A text that is not a [`Key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a key is 1 to {} letters, digits, '.', '-' or '_', beginning with a letter or a digit",
    Key::MAX_LENGTH
)]
pub struct InvalidKey;

impl Key {
    /// The longest key, in bytes.
    pub const MAX_LENGTH: usize = 64;

    /// A key made of an ASCII letter and a number of at least two digits: `U07`.
    pub fn numbered(letter: char, number: u32) -> Self {
        Self(format!("{}{number:02}", if letter.is_ascii_alphabetic() { letter } else { 'x' }))
    }

    /// A numbered key that is not among the known ones.
    pub fn next<'k>(letter: char, known: impl Iterator<Item = &'k Self>) -> Self {
        let known: Vec<&Self> = known.collect();
        let count = u32::try_from(known.len()).unwrap_or(u32::MAX - 1);
        let mut keys = (1..=count + 1).rev().map(|number| Self::numbered(letter, number));
        // One of so many numbers is free.
        keys.find(|key| !known.contains(&key)).unwrap_or_else(|| Self::numbered(letter, count + 1))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        let starts_well = text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        let valid = starts_well && text.len() <= Self::MAX_LENGTH && text.bytes().all(allowed);
        if valid { Ok(Self(text.to_owned())) } else { Err(InvalidKey) }
    }
}

impl TryFrom<String> for Key {
    type Error = InvalidKey;

    fn try_from(text: String) -> Result<Self, InvalidKey> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
