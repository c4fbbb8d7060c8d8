//! Supplies what a draft leaves out, checks what it says, and makes the moment.

mod date;

use jiff::{
    civil::{Date, DateTime},
    tz::{AmbiguousOffset, TimeZone},
};

use self::date::Dates;
use super::{
    Confirm, Input, Parsed,
    clock::{self, NEXT_DAY, Time},
    draft::Draft,
    error::MomentError,
};
use crate::domain::{
    moment::{Grain, Moment},
    time::Timestamp,
};

/// The years that a moment may lie in; [`Timestamp::MIN`] and [`Timestamp::MAX`] enclose them.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The moment of a draft.
///
/// # Errors
/// [`MomentError`] if the draft contradicts itself or names what does not exist.
pub(super) fn resolve(draft: &Draft, input: Input<'_>) -> Result<Parsed, MomentError> {
    if let Some(minutes) = draft.shift {
        return shifted(draft, minutes, input);
    }
    let time = clock::time(draft)?;
    if draft.offset.is_some() && !time.grain.has_clock() {
        return Err(MomentError::Unparseable); // a day elsewhere is no day here
    }
    let zone = draft.offset.map_or_else(|| input.zone.clone(), TimeZone::fixed);
    let mut confirm = Vec::new();
    let date = Dates { draft, input, time, zone: &zone }.resolve(&mut confirm)?;
    let at = instant(date, time, &zone)?;
    if time.hour >= NEXT_DAY {
        confirm.push(Confirm::NextDay);
    }
    if draft.clock.is_some_and(|clock| clock.second > 0 || clock.fraction) {
        confirm.push(Confirm::SecondsDropped);
    }
    if draft.offset.is_some_and(|offset| offset != at.in_zone(input.zone).offset()) {
        confirm.push(Confirm::ZoneConverted);
    }
    confirm.sort_unstable();
    confirm.dedup();
    let approx = draft.approx && time.grain != Grain::HalfDay;
    Ok(Parsed { moment: Moment { at, grain: time.grain, approx, note: None }, confirm })
}

/// 今, 30分前, 約2時間前: always to the minute, and nothing else beside it.
fn shifted(draft: &Draft, minutes: i64, input: Input<'_>) -> Result<Parsed, MomentError> {
    let alone = Draft { shift: Some(minutes), approx: draft.approx, ..Draft::default() };
    if *draft != alone {
        return Err(MomentError::Unparseable);
    }
    let at = input.now.plus_minutes(minutes).to_minute();
    if !YEARS.contains(&at.date_in(input.zone).year()) {
        return Err(MomentError::InvalidDate);
    }
    let moment = Moment { at, grain: Grain::Minute, approx: draft.approx, note: None };
    Ok(Parsed { moment, confirm: Vec::new() })
}

/// The civil time that is meant by a time of a day, from 24:00 on the next one.
fn civil(date: Date, time: Time) -> Result<DateTime, MomentError> {
    let date = match time.hour {
        NEXT_DAY.. => date.tomorrow().map_err(|_| MomentError::InvalidDate)?,
        _ => date,
    };
    let part = |value: u32| i8::try_from(value).map_err(|_| MomentError::InvalidTime);
    let (hour, minute) = (part(time.hour % NEXT_DAY)?, part(time.minute)?);
    DateTime::new(date.year(), date.month(), date.day(), hour, minute, 0, 0)
        .map_err(|_| MomentError::InvalidTime)
}

/// The instant of a time of a day.
///
/// # Errors
/// [`MomentError::InvalidTime`] if summer time leaves that clock time out;
/// [`MomentError::InvalidDate`] outside the years that the portal holds.
fn instant(date: Date, time: Time, zone: &TimeZone) -> Result<Timestamp, MomentError> {
    let civil = civil(date, time)?;
    if !YEARS.contains(&civil.year()) {
        return Err(MomentError::InvalidDate);
    }
    let left_out =
        matches!(zone.to_ambiguous_timestamp(civil).offset(), AmbiguousOffset::Gap { .. });
    if left_out && time.grain.has_clock() {
        return Err(MomentError::InvalidTime);
    }
    Ok(Timestamp::from_civil(civil, zone))
}
