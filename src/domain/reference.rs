//! Reference numbers, the permanent public addresses of records: `INC-20161011-01`.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a reference number names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// `INC`: an incident, dated by its start as known when it was created.
    Incident,
    /// `MNT`: a maintenance, dated by its first window.
    Maintenance,
    /// `RPT`: a report, dated by its issue.
    Report,
}

impl ReferenceKind {
    /// The three letters before the date.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Incident => "INC",
            Self::Maintenance => "MNT",
            Self::Report => "RPT",
        }
    }
}

/// A reference number: kind, date in the provider's zone, and a number on that day. It is given
/// once and never changes (domain rules 4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference {
    /// What it names.
    pub kind: ReferenceKind,
    /// The date in it.
    pub date: Date,
    /// The number on that day, from 1 to 999.
    pub number: u16,
}

/// A text that is not a reference number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reference looks like INC-20161011-01")]
pub struct InvalidReference;

impl Reference {
    /// The highest number on one day.
    pub const MAX_NUMBER: u16 = 999;
}

impl FromStr for Reference {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let mut parts = text.split('-');
        let (Some(prefix), Some(date), Some(number), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(InvalidReference);
        };
        let kind = [ReferenceKind::Incident, ReferenceKind::Maintenance, ReferenceKind::Report]
            .into_iter()
            .find(|kind| kind.prefix() == prefix)
            .ok_or(InvalidReference)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if date.len() != 8 || !(2..=3).contains(&number.len()) || !digits(date) || !digits(number) {
            return Err(InvalidReference);
        }
        let part = |range: std::ops::Range<usize>| {
            date[range].parse::<i16>().map_err(|_| InvalidReference)
        };
        let month = i8::try_from(part(4..6)?).map_err(|_| InvalidReference)?;
        let day = i8::try_from(part(6..8)?).map_err(|_| InvalidReference)?;
        let date = Date::new(part(0..4)?, month, day).map_err(|_| InvalidReference)?;
        let number = number.parse().map_err(|_| InvalidReference)?;
        let reference = Self { kind, date, number };
        // Only the one spelling that is printed is an address.
        if number == 0 || reference.to_string() != text {
            Err(InvalidReference)
        } else {
            Ok(reference)
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.date.year(), self.date.month(), self.date.day());
        write!(formatter, "{}-{year:04}{month:02}{day:02}-{:02}", self.kind.prefix(), self.number)
    }
}

impl TryFrom<String> for Reference {
    type Error = InvalidReference;

    fn try_from(text: String) -> Result<Self, InvalidReference> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}
