//! The part of the day that a draft means: a clock time, half a day or the whole of it.

use super::{draft::Draft, error::MomentError, token::Half};
use crate::domain::moment::Grain;

/// The last hour of a day in the style of broadcasters: 29:59 is 5:59 on the next day.
const LAST_HOUR: u32 = 29;
/// The first hour that lies on the next day.
pub(super) const NEXT_DAY: u32 = 24;

/// A time within a day, whose hour may reach into the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) grain: Grain,
}

/// The time of a draft.
///
/// # Errors
/// [`MomentError`] if there is no such time, or it is said in a way that has two readings.
pub(super) fn time(draft: &Draft) -> Result<Time, MomentError> {
    let morning = draft.day_word.is_some_and(|word| word.morning);
    let Some(clock) = draft.clock else {
        return match draft.half {
            _ if morning || draft.midday.is_some() => Err(MomentError::VagueTime),
            Some((Half::Morning, _)) => Ok(Time { hour: 0, minute: 0, grain: Grain::HalfDay }),
            Some((Half::Afternoon, _)) => Ok(Time { hour: 12, minute: 0, grain: Grain::HalfDay }),
            None => Ok(Time { hour: 0, minute: 0, grain: Grain::Day }),
        };
    };
    let minute = clock.minute.unwrap_or(0);
    if clock.hour > LAST_HOUR || minute > 59 || clock.second > 59 {
        return Err(MomentError::InvalidTime);
    }
    let hour = match draft.half {
        None => clock.hour,
        Some((half, japanese)) => twelve_hours(clock.hour, half, japanese)?,
    };
    if morning && hour >= 12 {
        return Err(MomentError::MeridiemConflict);
    }
    if draft.midday.is_some() && hour != 12 {
        return Err(MomentError::VagueTime);
    }
    let full_hour = clock.minute.is_none() || (draft.approx && minute == 0);
    let grain = if full_hour { Grain::Hour } else { Grain::Minute };
    Ok(Time { hour, minute, grain })
}

/// An hour of the 12-hour clock. 12 is clear in English (12:30 AM is 0:30), and 午後0時30分 is
/// clear in Japanese, but 午後12時30分 is read both ways.
const fn twelve_hours(hour: u32, half: Half, japanese: bool) -> Result<u32, MomentError> {
    let noon = match half {
        Half::Morning => 0,
        Half::Afternoon => 12,
    };
    match hour {
        0..12 => Ok(hour + noon),
        12 if japanese => Err(MomentError::AmbiguousNoon),
        12 => Ok(noon),
        _ => Err(MomentError::MeridiemConflict),
    }
}
