//! What a text says, before anything is supplied or checked.

use jiff::{civil::Weekday, tz::Offset};

use super::{
    super::era::Era,
    error::MomentError,
    token::{DayWord, Half},
};

/// A clock time as it was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u32,
    /// `None` if only the hour was given.
    pub(super) minute: Option<u32>,
    pub(super) second: u32,
    /// Digits after the second that are not zero.
    pub(super) fraction: bool,
}

/// The slots that a text fills, each at most once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) year: Option<u32>,
    pub(super) era: Option<(Era, u32)>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) day_word: Option<DayWord>,
    /// 翌 before a date or a clock time.
    pub(super) next: Option<()>,
    pub(super) weekday: Option<Weekday>,
    pub(super) clock: Option<Clock>,
    /// The half of the day, and whether it was given in Japanese.
    pub(super) half: Option<(Half, bool)>,
    /// 昼.
    pub(super) midday: Option<()>,
    pub(super) offset: Option<Offset>,
    /// Minutes from now: 30分前 is -30.
    pub(super) shift: Option<i64>,
    pub(super) approx: bool,
}

impl Draft {
    /// Whether a year, month or day was given.
    pub(super) fn has_date(&self) -> bool {
        self.year.is_some() || self.era.is_some() || self.month.is_some() || self.day.is_some()
    }

    /// Whether anything was given that places the moment in time.
    pub(super) fn has_content(&self) -> bool {
        self.has_date() || self.has_words() || self.clock.is_some() || self.shift.is_some()
    }

    /// Whether a date or a part of the day was given by a word.
    pub(super) fn has_words(&self) -> bool {
        self.day_word.is_some()
            || self.next.is_some()
            || self.weekday.is_some()
            || self.half.is_some()
            || self.midday.is_some()
    }
}

/// Fills a slot.
///
/// # Errors
/// [`MomentError::Unparseable`] if it is filled already: the text says two things.
pub(super) fn fill<T>(slot: &mut Option<T>, value: T) -> Result<(), MomentError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(MomentError::Unparseable),
    }
}
