//! The scalars that stand in a file: numbers, keys, references, and the words of enums.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::IntoDeserializer};

use super::{
    codec::Scalar,
    mistake::{Kind, NoSeries, What},
    reading::Reading,
};
use crate::domain::{
    key::Key,
    maintenance::recurrence::Rule,
    reference::{Reference, ReferenceKind},
};

macro_rules! whole_numbers {
    ($($type:ty: $min:expr, $max:expr);+ $(;)?) => {$(
        impl Scalar for $type {
            const PLAIN: bool = true;

            fn parse(text: &str) -> Result<Self, What> {
                let number: i128 = text.parse().map_err(|_| What::Expected(Kind::Number))?;
                let range = i128::from($min)..=i128::from($max);
                range
                    .contains(&number)
                    .then(|| Self::try_from(number).ok())
                    .flatten()
                    .ok_or(What::OutOfRange { min: $min, max: $max })
            }

            fn print(&self) -> String {
                self.to_string()
            }
        }
    )+};
}
whole_numbers! {
    u32: 0_i64, 1_000_000_000_i64;
    u64: 0_i64, 1_000_000_000_000_000_i64;
    i64: -1_000_000_000_000_000_i64, 1_000_000_000_000_000_i64;
}

impl Scalar for Key {
    fn parse(text: &str) -> Result<Self, What> {
        text.parse().map_err(|_| What::NotAKey)
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// `2026-12-27`.
impl Scalar for Date {
    fn parse(text: &str) -> Result<Self, What> {
        let date: Self = text.parse().map_err(|_| What::BadDate)?;
        if date.to_string() == text { Ok(date) } else { Err(What::BadDate) }
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// A rule of RFC 5545.
impl Scalar for Rule {
    fn parse(text: &str) -> Result<Self, What> {
        text.parse().map_err(|mistake| What::NoSeries(NoSeries::Rule(mistake)))
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

impl Scalar for Reference {
    fn parse(text: &str) -> Result<Self, What> {
        text.parse().map_err(|_| What::NotAReference)
    }

    fn print(&self) -> String {
        self.to_string()
    }

    fn noted(&self, line: usize, cx: &mut Reading) {
        if self.kind != ReferenceKind::Report {
            let path = cx.path();
            cx.records.push((line, path, *self));
        }
    }
}

/// The value of an enum for a word.
pub(super) fn word<'w, T: Deserialize<'w>>(text: &'w str) -> Result<T, What> {
    let deserializer: serde::de::value::StrDeserializer<'w, UnknownWord> = text.into_deserializer();
    T::deserialize(deserializer).map_err(|unknown| What::UnknownWord {
        word: text.chars().take(40).collect(),
        known: unknown.0.to_vec(),
    })
}

/// The word of an enum's value.
pub(super) fn print_word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}

/// The words that serde would have known.
#[derive(Debug)]
struct UnknownWord(&'static [&'static str]);

impl fmt::Display for UnknownWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }
}

impl std::error::Error for UnknownWord {}

impl serde::de::Error for UnknownWord {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}
