//! Why a text is not a moment.

use jiff::civil::{Date, Weekday};

/// Why a text was not read as a moment (domain rules 6.2); shown at the field in the reader's
/// language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum MomentError {
    /// 10/11/2016 or 16/10/11: the order of year, month and day is open.
    AmbiguousDate,
    /// 午前12時: noon or midnight.
    AmbiguousNoon,
    /// 翌13日 after the 11th.
    DayMismatch,
    /// Nothing was typed.
    Empty,
    /// 2016年(平成27年): the western year is another one.
    EraMismatch,
    /// 平成40年: the era had ended, or had not begun.
    EraOutOfRange,
    /// 2016年10月: the day is missing.
    IncompleteDate,
    /// There is no such date, or it is outside the years that the portal holds.
    InvalidDate,
    /// There is no such time, or summer time leaves it out on that day.
    InvalidTime,
    /// 午後15:30.
    MeridiemConflict,
    /// 8:55～10:00.
    SpanGiven,
    /// 8:55 EST: only JST, UTC and offsets are known.
    UnknownZone,
    /// Not a date and time, or too long.
    Unparseable,
    /// 深夜1時, 昨夜.
    VagueTime,
    /// The weekday that was typed is not the one of the date.
    WeekdayMismatch {
        /// The date as it was understood.
        date: Date,
        /// Its weekday.
        weekday: Weekday,
    },
}

impl MomentError {
    /// Its code in the domain rules, by which its message is found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AmbiguousDate => "ambiguous_date",
            Self::AmbiguousNoon => "ambiguous_noon",
            Self::DayMismatch => "day_mismatch",
            Self::Empty => "empty",
            Self::EraMismatch => "era_mismatch",
            Self::EraOutOfRange => "era_out_of_range",
            Self::IncompleteDate => "incomplete_date",
            Self::InvalidDate => "invalid_date",
            Self::InvalidTime => "invalid_time",
            Self::MeridiemConflict => "meridiem_conflict",
            Self::SpanGiven => "span_given",
            Self::UnknownZone => "unknown_zone",
            Self::Unparseable => "unparseable",
            Self::VagueTime => "vague_time",
            Self::WeekdayMismatch { .. } => "weekday_mismatch",
        }
    }
}
