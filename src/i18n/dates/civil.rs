//! A moment taken apart for writing: its civil date and time in the zone, and what is known of it.

use jiff::{civil::Date, tz::TimeZone};

use super::zones;
use crate::domain::moment::{Grain, Moment};

/// What a moment says beyond its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// A clock time. Minute and hour grain are written alike; 頃 decides the form.
    Clock,
    /// The morning, 00:00–12:00.
    Morning,
    /// The afternoon, 12:00–24:00.
    Afternoon,
    /// Nothing.
    Day,
}

/// A moment as it will be written.
#[derive(Clone, Debug)]
pub(super) struct Civil {
    pub(super) date: Date,
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) precision: Precision,
    /// Whether it is written with 頃 / around; never for half a day.
    pub(super) approx: bool,
    /// The name of the zone at that time: `JST`, `UTC+2`.
    pub(super) zone: String,
    /// Whether this clock time comes twice on this day, because summer time ends: the only case
    /// in which Japanese names the zone.
    pub(super) comes_twice: bool,
}

impl Civil {
    pub(super) fn new(moment: &Moment, zone: &TimeZone) -> Self {
        let at = moment.at.in_zone(zone);
        let precision = match moment.grain {
            Grain::Minute | Grain::Hour => Precision::Clock,
            Grain::HalfDay if at.hour() < 12 => Precision::Morning,
            Grain::HalfDay => Precision::Afternoon,
            Grain::Day => Precision::Day,
        };
        Self {
            date: at.date(),
            hour: at.hour(),
            minute: at.minute(),
            precision,
            approx: moment.approx && moment.grain != Grain::HalfDay,
            zone: zones::label(&at),
            comes_twice: zones::comes_twice(&at),
        }
    }

    /// Whether it has a clock time.
    pub(super) fn has_clock(&self) -> bool {
        self.precision == Precision::Clock
    }

    /// Whether it is half a day.
    pub(super) fn is_half_day(&self) -> bool {
        matches!(self.precision, Precision::Morning | Precision::Afternoon)
    }

    /// Whether it is written exactly like another one.
    pub(super) fn reads_like(&self, other: &Self) -> bool {
        let key = |civil: &Self| (civil.date, civil.precision, civil.approx);
        let clock = |civil: &Self| (civil.hour, civil.minute, civil.zone.clone());
        key(self) == key(other) && (!self.has_clock() || clock(self) == clock(other))
    }
}
