//! Moments: instants that say how precisely they are known.

use jiff::{civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{text::LocalizedText, time::Timestamp};

/// How precisely a moment is known (capability K02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// To the minute: 午前8時55分.
    Minute,
    /// To the hour: 午後10時頃.
    Hour,
    /// Morning or afternoon of a day.
    HalfDay,
    /// A day.
    Day,
}

impl Grain {
    /// Whether the moment carries a clock time.
    pub const fn has_clock(self) -> bool {
        matches!(self, Self::Minute | Self::Hour)
    }
}

/// A moment of the record: an instant, its precision, and whether it is approximate (頃, rule D02).
///
/// `at` is the start of what the grain covers: 00:00 of a day, 00:00 or 12:00 of half a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant, at the start of its grain.
    pub at: Timestamp,
    /// How precisely it is known.
    pub grain: Grain,
    /// Whether it is printed with 頃 / around.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approx: bool,
    /// For vague starts, such as "since December, irregularly".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}

impl Moment {
    /// A moment without a note. `approx` is dropped for half a day, and a full hour that is
    /// approximate is stored with the grain of an hour (domain rule 3.1 Moment): an hour of the clocks
    /// on the walls of the zone, which in India strikes at half past those of Tokyo.
    pub fn new(at: Timestamp, grain: Grain, approx: bool, zone: &TimeZone) -> Self {
        let clock = at.in_zone(zone).time();
        let full_hour = (clock.minute(), clock.second()) == (0, 0);
        let grain = if approx && grain == Grain::Minute && full_hour { Grain::Hour } else { grain };
        Self { at, grain, approx: approx && grain != Grain::HalfDay, note: None }
    }

    /// An exact moment known to the minute.
    pub fn minute(at: Timestamp) -> Self {
        Self { at: at.to_minute(), grain: Grain::Minute, approx: false, note: None }
    }

    /// Whether something that began at an instant may have ended at this moment: half a day and a day count
    /// with all that they cover (domain rules 6.5).
    pub fn may_end(&self, start: Timestamp, zone: &TimeZone) -> bool {
        match self.grain {
            Grain::Minute | Grain::Hour => start <= self.at,
            Grain::HalfDay | Grain::Day => start < self.over_at(zone),
        }
    }

    /// The instant at which what the grain covers is over: the next noon of a morning, the next
    /// midnight of an afternoon or a day. A clock time covers nothing but itself.
    pub fn over_at(&self, zone: &TimeZone) -> Timestamp {
        let civil = self.at.in_zone(zone).datetime();
        let noon = civil.date().at(12, 0, 0, 0);
        let midnight = || civil.date().tomorrow().map_or(civil, civil::DateTime::from);
        match self.grain {
            Grain::Minute | Grain::Hour => self.at,
            Grain::HalfDay if civil < noon => Timestamp::from_civil(noon, zone),
            Grain::HalfDay | Grain::Day => Timestamp::from_civil(midnight(), zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approximate_full_hour_is_one_of_the_clocks_on_the_wall() {
        for (zone, clock, grain) in [
            ("Asia/Tokyo", (22, 0), Grain::Hour),
            ("Asia/Tokyo", (22, 30), Grain::Minute),
            ("Asia/Kolkata", (22, 0), Grain::Hour),
            ("Asia/Kolkata", (22, 30), Grain::Minute),
            ("Asia/Kathmandu", (22, 0), Grain::Hour),
            ("Asia/Kathmandu", (22, 15), Grain::Minute),
            ("Asia/Kathmandu", (22, 45), Grain::Minute),
        ] {
            let zone = TimeZone::get(zone).unwrap();
            let civil = civil::date(2016, 10, 11).at(clock.0, clock.1, 0, 0);
            let at = Timestamp::from_civil(civil, &zone);
            assert_eq!(Moment::new(at, Grain::Minute, true, &zone).grain, grain, "{clock:?}");
            assert_eq!(Moment::new(at, Grain::Minute, false, &zone).grain, Grain::Minute);
        }
    }
}
