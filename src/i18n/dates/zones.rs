//! Zones as they are named beside a clock time, and a second zone in brackets (domain rules 6.3).

use jiff::{
    Zoned,
    tz::{AmbiguousOffset, Offset, TimeZone},
};

use super::{DateStyle, Profile, words};
use crate::domain::{house_style::Paren, language::Language, moment::Moment};

/// The offset of Japan Standard Time.
pub(super) const JAPAN: Offset = Offset::constant(9);

/// `JST` in Tokyo, elsewhere `UTC`, `UTC+2`, `UTC−5`, `UTC+5:30`.
pub(super) fn label(at: &Zoned) -> String {
    let tokyo = matches!(at.time_zone().iana_name(), Some("Asia/Tokyo" | "Japan"));
    if tokyo && at.offset() == JAPAN {
        return "JST".to_owned();
    }
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// Whether this clock time comes twice, because the clocks are turned back over it.
pub(super) fn comes_twice(at: &Zoned) -> bool {
    let civil = at.time_zone().to_ambiguous_timestamp(at.datetime());
    matches!(civil.offset(), AmbiguousOffset::Fold { .. })
}

impl DateStyle<'_> {
    /// A moment in another zone, without the year: 10月10日(月) 23:55 UTC, Mon, Oct 10, 23:55 UTC.
    /// `None` without a clock time, and where that zone has the same time.
    pub fn in_zone(&self, language: Language, moment: &Moment, other: &TimeZone) -> Option<String> {
        let at = moment.at.in_zone(other);
        if !moment.grain.has_clock() || at.offset() == moment.at.in_zone(self.zone).offset() {
            return None;
        }
        let (date, clock, zone) = (at.date(), at.strftime("%H:%M"), label(&at));
        Some(match language {
            Language::Ja => {
                let weekday = words::weekday_kanji(date.weekday()).to_string();
                let weekday = self.bracketed(&weekday);
                format!("{}月{}日{weekday} {clock} {zone}", date.month(), date.day())
            }
            Language::En => {
                let (weekday, month) =
                    (words::short_weekday(date.weekday()), words::short_month(date));
                format!("{weekday}, {month} {}, {clock} {zone}", date.day())
            }
        })
    }

    /// A moment followed by the same moment in another zone in brackets.
    pub fn moment_in_zones(&self, profile: Profile, moment: &Moment, other: &TimeZone) -> String {
        let own = self.moment(profile, moment);
        match self.in_zone(profile.language(), moment, other) {
            None => own,
            Some(second) if profile.language() == Language::En => format!("{own} ({second})"),
            Some(second) => {
                let gap = if self.house.paren == Paren::Half { " " } else { "" };
                own + gap + &self.bracketed(&second)
            }
        }
    }
}
