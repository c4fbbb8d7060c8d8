//! Mails in a time.

/// How fast: mails an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(u64);

impl Speed {
    /// One mail a minute: slower than this, nobody would ever notice that it may go faster.
    pub const FLOOR: Self = Self(60);

    /// So many mails a second.
    pub const fn per_second(mails: u32) -> Self {
        Self(mails as u64 * 3600)
    }

    /// Mails an hour.
    pub const fn per_hour(self) -> u64 {
        self.0
    }

    /// So many hundredths of it; never less than [`Speed::FLOOR`].
    #[must_use]
    pub fn percent(self, hundredths: u64) -> Self {
        Self(self.0.saturating_mul(hundredths) / 100).max(Self::FLOOR)
    }

    /// Both together.
    #[must_use]
    pub(super) const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// From one mail to the next, in microseconds.
    pub(super) fn interval(self) -> i64 {
        const HOUR: u64 = 3_600_000_000;
        i64::try_from(HOUR.div_ceil(self.0.max(1))).unwrap_or(i64::MAX)
    }

    /// How many mails may follow each other at once beyond the first: a tenth of a second's.
    pub(super) fn burst(self) -> i64 {
        i64::try_from(self.0 / 36_000).unwrap_or(i64::MAX)
    }
}
