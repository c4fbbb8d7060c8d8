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

    /// Whether it lies before another moment for certain: an hour stands for all that it covers, as half a day
    /// and a day do, and what is approximate for an hour around it. Of a vague one, which has a note, nothing is
    /// certain.
    pub fn surely_before(&self, other: &Self, zone: &TimeZone) -> bool {
        let latest = match self.grain {
            Grain::Hour => self.at.plus_minutes(60),
            Grain::Minute | Grain::HalfDay | Grain::Day => self.over_at(zone),
        };
        let slack = |moment: &Self| if moment.approx { 60 } else { 0 };
        self.note.is_none()
            && other.note.is_none()
            && latest.plus_minutes(slack(self) + slack(other)) < other.at
    }

    /// Whether it has passed at an instant: a clock time with its minute, half a day and a day with all that
    /// they cover.
    pub fn has_passed(&self, now: Timestamp, zone: &TimeZone) -> bool {
        self.over_at(zone) <= now.to_minute()
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
    fn what_lies_before_for_certain_does_so_as_precisely_as_both_are_known() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let of = |grain, day: i8, hour: i8, approx| {
            let civil = civil::date(2016, 10, day).at(hour, 0, 0, 0);
            Moment::new(Timestamp::from_civil(civil, &zone), grain, approx, &zone)
        };
        let noon = of(Grain::Minute, 11, 12, false);
        let before = |moment: &Moment| moment.surely_before(&noon, &zone);
        assert!(before(&of(Grain::Minute, 11, 11, false)));
        assert!(!before(&noon));
        assert!(!before(&of(Grain::Minute, 11, 11, true)), "about eleven may be about noon");
        assert!(before(&of(Grain::Minute, 11, 9, true)));
        assert!(!before(&of(Grain::Hour, 11, 11, false)), "eleven lasts until noon");
        assert!(!before(&of(Grain::Day, 11, 0, false)), "the same day");
        assert!(before(&of(Grain::Day, 10, 0, false)));
        let note = Some(LocalizedText::both("不定期に", "irregularly"));
        assert!(!before(&Moment { note, ..of(Grain::Minute, 11, 9, false) }), "nobody knows");
    }

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
