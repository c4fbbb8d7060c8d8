//! The date that a draft means.

use jiff::{Span, ToSpan, civil::Date, tz::TimeZone};

use super::{
    super::{
        super::era::Era, Confirm, Input, Prefer, clock::Time, draft::Draft, error::MomentError,
    },
    YEARS, civil,
};
use crate::domain::{
    moment::{Grain, Moment},
    time::Timestamp,
};

/// How far ahead a time may lie that is said to be past, in minutes: clocks differ.
const TOLERANCE: i64 = 10;
/// Years to look through for one that has the day: February 29 is at most eight years away.
const YEARS_AROUND: i16 = 8;
/// Days to look through for a time without a date: one week for its weekday, and one day more.
const DAYS_AROUND: i32 = 8;

/// What the date is made from.
pub(super) struct Dates<'a> {
    pub(super) draft: &'a Draft,
    pub(super) input: Input<'a>,
    pub(super) time: Time,
    /// The zone in which the draft speaks.
    pub(super) zone: &'a TimeZone,
}

impl Dates<'_> {
    /// The date, as it was named: a time from 24:00 still lies on the next one.
    pub(super) fn resolve(&self, confirm: &mut Vec<Confirm>) -> Result<Date, MomentError> {
        let draft = self.draft;
        let by_word = draft.day_word.is_some() || draft.next.is_some();
        if !by_word && !draft.has_date() {
            return self.free(confirm); // the weekday chooses the date
        }
        let date = if by_word { self.worded(confirm)? } else { self.written(confirm)? };
        match draft.weekday {
            Some(weekday) if weekday != date.weekday() => {
                Err(MomentError::WeekdayMismatch { date, weekday: date.weekday() })
            }
            _ => Ok(date),
        }
    }

    /// What missing years and months are near to: the start of the span, or now.
    fn anchor(&self) -> Timestamp {
        self.input.base.unwrap_or(self.input.now)
    }

    /// 本日, 3日前, 翌日, and 翌 with a date that must agree.
    fn worded(&self, confirm: &mut Vec<Confirm>) -> Result<Date, MomentError> {
        let draft = self.draft;
        let (days, from_start) = match (draft.day_word, draft.next) {
            (Some(word), None) if !draft.has_date() => (word.days, word.from_start),
            (None, Some(())) => (1, true),
            _ => return Err(MomentError::Unparseable),
        };
        if from_start && self.input.base.is_none() {
            confirm.push(Confirm::DateAssumed);
        }
        let from = if from_start { self.anchor() } else { self.input.now };
        let date = Span::new()
            .try_days(days)
            .and_then(|days| from.date_in(self.zone).checked_add(days))
            .map_err(|_| MomentError::InvalidDate)?;
        let agrees = |said: Option<u32>, is: i64| said.is_none_or(|said| i64::from(said) == is);
        let era_agrees =
            draft.era.is_none_or(|(era, year)| era.western_year(year) == i64::from(date.year()));
        if era_agrees
            && agrees(draft.year, date.year().into())
            && agrees(draft.month, date.month().into())
            && agrees(draft.day, date.day().into())
        {
            Ok(date)
        } else {
            Err(MomentError::DayMismatch)
        }
    }

    /// A date in numbers, perhaps without its year or month.
    fn written(&self, confirm: &mut Vec<Confirm>) -> Result<Date, MomentError> {
        let draft = self.draft;
        let year = self.year()?;
        match (year, draft.month, draft.day) {
            (Some(year), Some(month), Some(day)) => {
                let date = date_of(year, month, day).ok_or(MomentError::InvalidDate)?;
                match draft.era {
                    Some((era, _)) if Era::of(date) != Some(era) => Err(MomentError::EraOutOfRange),
                    _ => Ok(date),
                }
            }
            (None, Some(month), Some(day)) => {
                confirm.push(Confirm::YearAssumed);
                let year = self.anchor().date_in(self.zone).year();
                let years = year - YEARS_AROUND..=year + YEARS_AROUND;
                self.nearest(years.filter_map(|year| date_of(year.into(), month, day)))
            }
            (None, None, Some(day)) => {
                confirm.push(Confirm::MonthAssumed);
                let this = self.anchor().date_in(self.zone).first_of_month();
                let months = (-1..=1).filter_map(|months: i32| {
                    let month = this.checked_add(months.months()).ok()?;
                    date_of(month.year().into(), month.month().try_into().ok()?, day)
                });
                self.nearest(months)
            }
            _ => Err(MomentError::IncompleteDate),
        }
    }

    /// The western year, from the year or the era, which must agree.
    fn year(&self) -> Result<Option<i64>, MomentError> {
        let era_year = self.draft.era.map(|(era, year)| (year > 0, era.western_year(year)));
        match (self.draft.year.map(i64::from), era_year) {
            (_, Some((false, _))) => Err(MomentError::EraOutOfRange),
            (Some(western), Some((_, year))) if western != year => Err(MomentError::EraMismatch),
            (western, era_year) => Ok(western.or(era_year.map(|(_, year)| year))),
        }
    }

    /// The date on which the moment is nearest to the anchor.
    fn nearest(&self, dates: impl Iterator<Item = Date>) -> Result<Date, MomentError> {
        let anchor = self.anchor();
        let distance = |date: &Date| {
            let at = self.at(*date).unwrap_or(Timestamp::MIN);
            let tie = (at > anchor) == (self.input.prefer == Prefer::Past);
            (at.micros().abs_diff(anchor.micros()), tie)
        };
        dates.min_by_key(distance).ok_or(MomentError::InvalidDate)
    }

    /// A time without a date: the end of a span follows its start; the past and the future are
    /// searched from now.
    fn free(&self, confirm: &mut Vec<Confirm>) -> Result<Date, MomentError> {
        if self.time.grain == Grain::Day && self.draft.weekday.is_none() {
            return Err(MomentError::Unparseable);
        }
        confirm.push(Confirm::DateAssumed);
        let anchor = self.anchor();
        let today = anchor.date_in(self.zone);
        let mut days = (-DAYS_AROUND..=DAYS_AROUND)
            .filter_map(|days| today.checked_add(days.days()).ok())
            .filter(|date| self.draft.weekday.is_none_or(|weekday| weekday == date.weekday()));
        let found = match (self.input.base, self.input.prefer) {
            (None, Prefer::Past) => {
                let latest = anchor.plus_minutes(TOLERANCE);
                days.rfind(|date| self.at(*date).is_some_and(|at| at <= latest))
            }
            _ => days.find(|date| self.is_from(*date, anchor.to_minute())),
        };
        let date = found.ok_or(MomentError::InvalidDate)?;
        let end = civil(date, self.time)?.date();
        if self.input.base.is_some() && end > today {
            confirm.push(Confirm::NextDay);
        }
        Ok(date)
    }

    /// Whether the moment on that date is not over before an instant.
    fn is_from(&self, date: Date, earliest: Timestamp) -> bool {
        let Some(at) = self.at(date) else { return false };
        let moment = Moment { at, grain: self.time.grain, approx: false, note: None };
        at >= earliest || moment.over_at(self.zone) > earliest
    }

    /// The instant on a date, for comparing dates.
    fn at(&self, date: Date) -> Option<Timestamp> {
        Some(Timestamp::from_civil(civil(date, self.time).ok()?, self.zone))
    }
}

/// A date from numbers of any size; `None` if there is no such date in the portal's years.
fn date_of(year: i64, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}
