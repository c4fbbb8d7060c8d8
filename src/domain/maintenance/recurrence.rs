//! When a maintenance repeats: a rule of RFC 5545 and the dates that are left out.
//!
//! - this file is what a rule can say; `text.rs` reads and prints it, `dates.rs` gives its dates.
//!
//! A rule says dates and no times: an occurrence begins at the same time of day as the first one, in the
//! provider's zone. The first date is given beside it, and is the date in the reference number of the first
//! occurrence, which never changes.
//!
//! To support another part of RFC 5545: a variant or a field here, its text in `text.rs`, its dates in `dates.rs`,
//! its sentence in `i18n/recurrence.rs`, and lines for it in `tests/data/recurrence.py`.

mod dates;
mod text;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use self::text::{LONGEST_RULE, RuleError};

/// The most occurrences of a series, the first one and those that are left out included.
pub const MOST_OCCURRENCES: usize = 60;
/// Years after its first occurrence within which a series ends.
pub const MOST_YEARS: i16 = 2;

/// How a maintenance repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// The rule.
    pub rule: Rule,
    /// Dates of the rule on which nothing happens (`EXDATE`), in order.
    #[serde(default, with = "exceptions", skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Date>,
}

/// A rule of RFC 5545 §3.3.10, as far as it is supported. As text it has one spelling, in which it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rule {
    /// How often (`FREQ`), and on which days.
    pub every: Every,
    /// Every how many days, weeks, months or years (`INTERVAL`); at least 1.
    pub interval: u16,
    /// How long.
    pub bound: Bound,
}

/// How often, and on which days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Every {
    /// Daily.
    Day,
    /// Weekly, on these days from Monday on (`BYDAY`); on that of the first date if there are none.
    Week(Vec<Weekday>),
    /// Monthly.
    Month(InMonth),
    /// Yearly, on the day of the first date.
    Year,
}

/// Which days of a month. A month that has no such day has no occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InMonth {
    /// The day of the first date.
    Same,
    /// These days, in order (`BYMONTHDAY`): 1 to 31, or -1 for the last one.
    Days(Vec<i8>),
    /// These weekdays, in order (`BYDAY`): the first to the fifth of the month, or -1 for the last one.
    Weekdays(Vec<(i8, Weekday)>),
}

/// How long a rule goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// So many times, those that are left out included (`COUNT`).
    Times(u32),
    /// Up to this date (`UNTIL`).
    Until(Date),
}

/// Why a rule gives no series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There are more than [`MOST_OCCURRENCES`].
    #[error("there are more than {MOST_OCCURRENCES} occurrences")]
    TooMany,
    /// It goes on for longer than [`MOST_YEARS`].
    #[error("it goes on for more than {MOST_YEARS} years")]
    TooLong,
    /// Its last date is before the first one.
    #[error("it ends before it begins")]
    EndsBefore,
    /// The first date is none of the rule; the one that would be first, if there is one.
    #[error("the first date is none of the rule, which begins with {0:?}")]
    NotFirst(Option<Date>),
    /// A date that is left out is none of the rule.
    #[error("{0} is left out and none of the rule")]
    NotAnOccurrence(Date),
    /// The first date is left out.
    #[error("the first date is left out")]
    FirstLeftOut,
    /// Nothing repeats: there is one occurrence.
    #[error("there is one occurrence")]
    Once,
    /// Work of one date goes on when that of the other begins.
    #[error("{0} overlaps {1}")]
    Overlaps(Date, Date),
    /// On this date the clocks change such that a window would end before it begins.
    #[error("a window of {0} would end before it begins, because the clocks change")]
    ClocksChange(Date),
    /// It is a later one of another series.
    #[error("a later one of a series does not repeat")]
    Later,
    /// An emergency does not repeat.
    #[error("an emergency does not repeat")]
    Emergency,
}

impl Recurrence {
    /// Its dates from the first one on, in order: at least two.
    ///
    /// # Errors
    ///
    /// Why there are none.
    pub fn dates(&self, first: Date) -> Result<Vec<Date>, Unfit> {
        let mut dates = self.rule.dates(first)?;
        for date in &self.except {
            if *date == first {
                return Err(Unfit::FirstLeftOut);
            }
            if !dates.contains(date) {
                return Err(Unfit::NotAnOccurrence(*date));
            }
        }
        dates.retain(|date| !self.except.contains(date));
        if dates.len() < 2 { Err(Unfit::Once) } else { Ok(dates) }
    }
}

/// Dates as they are stored: `2026-12-27`.
mod exceptions {
    use jiff::civil::Date;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(dates: &[Date], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(dates.iter().map(ToString::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Date>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
    }
}
