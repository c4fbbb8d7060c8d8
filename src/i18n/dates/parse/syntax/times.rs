//! Clock times, lengths from now, and zones.

use jiff::tz::Offset;

use super::{
    super::{
        draft::{Clock, fill},
        error::MomentError,
        token::{DayWord, Token, Unit},
    },
    Reader,
};

const MINUTES_OF_DAY: i64 = 24 * 60;
/// No zone is further from UTC, in hours.
const MAX_OFFSET: u32 = 15;

impl Reader<'_> {
    pub(super) fn fill_clock(
        &mut self,
        hour: u32,
        minute: Option<u32>,
        second: u32,
    ) -> Result<(), MomentError> {
        fill(&mut self.draft.clock, Clock { hour, minute, second, fraction: false })
    }

    /// 正午, noon.
    pub(super) fn noon(&mut self) -> Result<(), MomentError> {
        self.fill_clock(12, None, 0)
    }

    /// 8:55 or 8:55:30.5, perhaps with an offset; the hour has just been passed.
    pub(super) fn colon_clock(&mut self, hour: u32) -> Result<(), MomentError> {
        self.at += 1;
        let Some((minute, 2)) = self.eat_number() else { return Err(MomentError::Unparseable) };
        let mut clock = Clock { hour, minute: Some(minute), ..Clock::default() };
        if self.eat(Token::Sign(':')) {
            let Some((second, 2)) = self.eat_number() else {
                return Err(MomentError::Unparseable);
            };
            clock.second = second;
            if self.eat(Token::Sign('.')) {
                let Some((fraction, _)) = self.eat_number() else {
                    return Err(MomentError::Unparseable);
                };
                clock.fraction = fraction != 0;
            }
        }
        fill(&mut self.draft.clock, clock)?;
        if self.eat(Token::Sign('+')) { self.offset(1) } else { Ok(()) }
    }

    /// 8時, 8時55分, 8時55分30秒 or 8時半; the hour has just been passed.
    pub(super) fn kanji_clock(&mut self, hour: u32) -> Result<(), MomentError> {
        self.at += 1;
        if self.eat(Token::HalfHour) {
            return self.fill_clock(hour, Some(30), 0);
        }
        let Some(minute) = self.eat_counted(Unit::Minute) else {
            return self.fill_clock(hour, None, 0);
        };
        let second = self.eat_counted(Unit::Second).unwrap_or(0);
        self.fill_clock(hour, Some(minute), second)
    }

    /// Goes past a number and its unit, if they come next.
    fn eat_counted(&mut self, unit: Unit) -> Option<u32> {
        let Some(Token::Number { value, .. }) = self.peek(0) else { return None };
        (self.peek(1) == Some(Token::Unit(unit))).then(|| {
            self.at += 2;
            value
        })
    }

    /// The clock time of ISO 8601 after its T: 08:55, 0855 or 085530. Only here may an offset
    /// begin with a hyphen, which elsewhere leads to the end of a span.
    pub(super) fn iso_clock(&mut self) -> Result<(), MomentError> {
        let Some((value, digits)) = self.eat_number() else { return Err(MomentError::Unparseable) };
        match (self.peek(0), digits) {
            (Some(Token::Sign(':')), 2) => self.colon_clock(value)?,
            (_, 4) => self.fill_clock(value / 100, Some(value % 100), 0)?,
            (_, 6) => self.fill_clock(value / 10_000, Some(value / 100 % 100), value % 100)?,
            _ => return Err(MomentError::Unparseable),
        }
        if self.eat(Token::Sign('+')) {
            return self.offset(1);
        }
        if self.eat(Token::Sign('-')) { self.offset(-1) } else { Ok(()) }
    }

    /// JST, UTC, UTC+2.
    pub(super) fn zone(&mut self, seconds: i32) -> Result<(), MomentError> {
        if seconds == 0 {
            for (sign, factor) in [('+', 1), ('-', -1)] {
                if self.eat(Token::Sign(sign)) {
                    return self.offset(factor);
                }
            }
        }
        self.fill_offset(seconds)
    }

    /// An offset after its sign: 9, 09:00, 0900.
    fn offset(&mut self, sign: i32) -> Result<(), MomentError> {
        let Some((value, digits)) = self.eat_number() else { return Err(MomentError::Unparseable) };
        let (hours, minutes) = match (digits, self.eat(Token::Sign(':'))) {
            (1 | 2, false) => (value, 0),
            (4, false) => (value / 100, value % 100),
            (1 | 2, true) => match self.eat_number() {
                Some((minutes, 2)) => (value, minutes),
                _ => return Err(MomentError::Unparseable),
            },
            _ => return Err(MomentError::Unparseable),
        };
        if hours > MAX_OFFSET || minutes > 59 {
            return Err(MomentError::UnknownZone);
        }
        let seconds = i32::try_from(hours * 3600 + minutes * 60);
        self.fill_offset(sign * seconds.map_err(|_| MomentError::UnknownZone)?)
    }

    fn fill_offset(&mut self, seconds: i32) -> Result<(), MomentError> {
        let offset = Offset::from_seconds(seconds).map_err(|_| MomentError::UnknownZone)?;
        fill(&mut self.draft.offset, offset)
    }

    /// A length from now, 2時間30分前 or "in 57 minutes"; its first number has just been passed.
    /// Full days move the date and leave the time open: 3日前 22:00.
    pub(super) fn length(&mut self, first: u32) -> Result<(), MomentError> {
        let (mut minutes, mut days_only, mut number) = (0, true, Some(first));
        while let Some(count) = number {
            let Some(Token::Unit(unit)) = self.peek(0) else {
                return Err(MomentError::Unparseable);
            };
            self.at += 1;
            let each = match unit {
                Unit::Day | Unit::Days => MINUTES_OF_DAY,
                Unit::Hours => 60,
                Unit::Minute | Unit::Minutes => 1,
                Unit::Year | Unit::Month | Unit::Hour | Unit::Second => {
                    return Err(MomentError::Unparseable);
                }
            };
            days_only &= each == MINUTES_OF_DAY;
            minutes += i64::from(count) * each;
            if unit == Unit::Hours && self.eat(Token::HalfHour) {
                minutes += 30;
            }
            number = self.eat_number().map(|(value, _)| value);
        }
        self.fill_length(minutes, days_only)
    }

    fn fill_length(&mut self, minutes: i64, days_only: bool) -> Result<(), MomentError> {
        self.draft.approx |= self.eat(Token::Approx);
        let minutes = if self.eat(Token::Ago) {
            -minutes
        } else if self.eat(Token::Later) || self.within {
            minutes
        } else {
            return Err(MomentError::Unparseable);
        };
        if !days_only {
            return fill(&mut self.draft.shift, minutes);
        }
        let days = i32::try_from(minutes / MINUTES_OF_DAY);
        let days = days.map_err(|_| MomentError::InvalidDate)?;
        fill(&mut self.draft.day_word, DayWord { days, from_start: false, morning: false })
    }
}
