//! Months of the history: `2016-10`.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{
    reference::{Reference, ReferenceKind},
    time::Timestamp,
};

/// A month of the calendar. A record belongs to the month in its reference number, which never
/// changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

/// A text that is not a [`Month`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month looks like 2016-10")]
pub struct InvalidMonth;

impl Month {
    /// The month of a date.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The month of an instant in a zone.
    pub fn at(at: Timestamp, zone: &jiff::tz::TimeZone) -> Self {
        Self::of(at.date_in(zone))
    }

    /// Its first day.
    pub const fn first_day(self) -> Date {
        Date::constant(self.year, self.month, 1)
    }

    /// The month before.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self.month {
            1 => Self { year: self.year - 1, month: 12 },
            month => Self { year: self.year, month: month - 1 },
        }
    }

    /// The month after.
    #[must_use]
    pub const fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        }
    }

    /// Every reference number of a kind that can be given in the month.
    pub(super) fn references(self, kind: ReferenceKind) -> std::ops::RangeInclusive<Reference> {
        let last = self.first_day().last_of_month();
        let first = Reference { kind, date: self.first_day(), number: 0 };
        first..=Reference { kind, date: last, number: u16::MAX }
    }
}

impl FromStr for Month {
    type Err = InvalidMonth;

    fn from_str(text: &str) -> Result<Self, InvalidMonth> {
        let (year, month) = text.split_once('-').ok_or(InvalidMonth)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return Err(InvalidMonth);
        }
        let year = year.parse().map_err(|_| InvalidMonth)?;
        let month = month.parse().map_err(|_| InvalidMonth)?;
        Date::new(year, month, 1).map(Self::of).map_err(|_| InvalidMonth)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl TryFrom<String> for Month {
    type Error = InvalidMonth;

    fn try_from(text: String) -> Result<Self, InvalidMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_read_as_it_is_printed() {
        let month: Month = "2016-12".parse().unwrap();
        assert_eq!(month.to_string(), "2016-12");
        assert_eq!(month.next().to_string(), "2017-01");
        assert_eq!(month.next().previous(), month);
        for text in ["2016-13", "2016-1", "2016-00", "16-01", "2016/01", "", "２０１６-01"] {
            assert_eq!(text.parse::<Month>(), Err(InvalidMonth), "{text}");
        }
    }

    #[test]
    fn a_month_holds_the_reference_numbers_of_its_days() {
        let month: Month = "2016-02".parse().unwrap();
        let incidents = month.references(ReferenceKind::Incident);
        assert!(incidents.contains(&"INC-20160201-01".parse().unwrap()));
        assert!(incidents.contains(&"INC-20160229-999".parse().unwrap()));
        assert!(!incidents.contains(&"INC-20160301-01".parse().unwrap()));
        assert!(!incidents.contains(&"MNT-20160201-01".parse().unwrap()));
    }
}
