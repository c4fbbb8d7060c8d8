//! Instants and the zone in which the portal speaks.

use jiff::{Zoned, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01T00:00:00Z, the form in which both databases store it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The earliest instant that the portal holds: the year 1900 in any zone is later.
    pub const MIN: Self = Self(-2_240_524_800_000_000);
    /// The latest instant that the portal holds: the year 2199 in any zone is earlier.
    pub const MAX: Self = Self(7_289_654_400_000_000);

    /// An instant from microseconds since the epoch, kept within [`Timestamp::MIN`] and
    /// [`Timestamp::MAX`].
    pub fn from_micros(micros: i64) -> Self {
        Self(micros).clamp(Self::MIN, Self::MAX)
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// An instant from seconds since the epoch, kept within the same bounds.
    pub fn from_seconds(seconds: i64) -> Self {
        Self::from_micros(seconds.saturating_mul(1_000_000))
    }

    /// Whole seconds since the epoch, rounded towards the past.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The instant a number of seconds later, or earlier if it is negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The instant a number of minutes later, or earlier if it is negative.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    /// Whole seconds from `earlier` to this instant, rounded towards the past; negative if
    /// `earlier` is later.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(1_000_000)
    }

    /// Whole minutes from `earlier` to this instant, rounded towards the past.
    pub const fn minutes_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(60_000_000)
    }

    /// The instant cut to its full minute.
    #[must_use]
    pub const fn to_minute(self) -> Self {
        Self(self.0.div_euclid(60_000_000) * 60_000_000)
    }

    /// The civil date and time of the instant in a zone.
    pub fn in_zone(self, zone: &TimeZone) -> Zoned {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or_default().to_zoned(zone.clone())
    }

    /// The civil date of the instant in a zone.
    pub fn date_in(self, zone: &TimeZone) -> civil::Date {
        self.in_zone(zone).date()
    }

    /// The instant of a civil date and time in a zone; in a gap or a fold of summer time the
    /// later offset rules are those of RFC 5545 (a gap moves forward, a fold takes the first).
    pub fn from_civil(civil: civil::DateTime, zone: &TimeZone) -> Self {
        zone.to_ambiguous_timestamp(civil)
            .compatible()
            .map_or(Self::MIN, |at| Self::from_micros(at.as_microsecond()))
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(at: jiff::Timestamp) -> Self {
        Self::from_micros(at.as_microsecond())
    }
}
