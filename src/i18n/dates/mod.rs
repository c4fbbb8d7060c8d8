//! Moments, spans, durations and relative times as people read them, and
//! the reading of what operators type ([`parse`]).
//!
//! [`DateStyle`] is the way in: it holds the zone and the house style, and its methods take a
//! [`Profile`], the place where the text will stand. The forms are those of domain rules 6.3–6.7,
//! and `tests/vectors/` holds them as examples that every change must keep.
//!
//! The words in this module are grammar (午前, around, 翌), not sentences: they are assembled by
//! rules that a translator could not change without changing the code. Nothing here knows the
//! present time; it is a parameter. To add a profile: a variant of [`Profile`], and its arms in
//! the module of its language, which the compiler lists.

mod civil;
mod duration;
mod easy;
mod english;
mod english_spans;
mod era;
mod japanese;
mod japanese_spans;
mod mention;
pub mod parse;
mod relative;
mod words;
mod zones;

use jiff::{civil::Weekday, tz::TimeZone};

use self::civil::Civil;
pub use self::{
    duration::{about, exact, interruption, lasted, short as short_duration},
    mention::mentions,
    relative::elapsed,
};
use crate::domain::{
    house_style::{HouseStyle, Paren, RangeSign},
    language::Language,
    moment::Moment,
    span::{EndBeforeStart, Span, SpanEnd},
    time::Timestamp,
};

/// The place where a date will stand, which decides its form (domain rules 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// A: formal Japanese letters, 2016年10月11日(火)午前8時55分.
    Letter,
    /// `A_full`: the same, but a span repeats month and day at its end; impact periods of a report.
    LetterFull,
    /// B: Japanese notices, 2016年10月11日(火) 08:55.
    Notice,
    /// E1: English prose, 08:55 JST on Tuesday, October 11, 2016.
    Prose,
    /// E2: English lists, titles and subjects, Tue, Oct 11, 2016, 08:55 JST.
    List,
    /// P: plain Japanese (やさしい日本語), 2016年10月11日(火曜日) 午前8時55分.
    Easy,
}

impl Profile {
    /// The language that the profile is written in.
    pub const fn language(self) -> Language {
        match self {
            Self::Letter | Self::LetterFull | Self::Notice | Self::Easy => Language::Ja,
            Self::Prose | Self::List => Language::En,
        }
    }
}

/// The English preposition that comes with a moment (domain rules 6.4). Japanese sentences have
/// their own particles, so that it changes nothing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preposition {
    /// None.
    Plain,
    /// `at` a clock time, `on` a day; nothing before `around`, and nothing in lists.
    At,
    /// by.
    By,
    /// since.
    Since,
    /// until.
    Until,
}

/// How dates are written on this portal: in which zone and in which house style.
#[derive(Clone, Copy, Debug)]
pub struct DateStyle<'a> {
    /// The zone of every clock time.
    pub zone: &'a TimeZone,
    /// The provider's choices.
    pub house: &'a HouseStyle,
}

impl DateStyle<'_> {
    /// A moment without a preposition.
    pub fn moment(&self, profile: Profile, moment: &Moment) -> String {
        self.moment_with(profile, Preposition::Plain, moment)
    }

    /// A moment after a preposition: "by around 22:00 JST on …".
    pub fn moment_with(&self, profile: Profile, mode: Preposition, moment: &Moment) -> String {
        let civil = Civil::new(moment, self.zone);
        match profile {
            Profile::Prose => english::prose_with(mode, &civil),
            Profile::List => english::list_with(mode, &civil),
            Profile::Easy => easy::without_ruby(&japanese::moment(*self, profile, &civil)),
            _ => japanese::moment(*self, profile, &civil),
        }
    }

    /// A moment in plain Japanese with its readings, in the notation `[漢字|かんじ]`.
    pub fn moment_ruby(&self, moment: &Moment) -> String {
        japanese::moment(*self, Profile::Easy, &Civil::new(moment, self.zone))
    }

    /// A span (domain rules 6.5).
    ///
    /// # Errors
    /// [`EndBeforeStart`] if its end is before its start.
    pub fn span(&self, profile: Profile, span: &Span) -> Result<String, EndBeforeStart> {
        span.check_order(self.zone)?;
        Ok(match profile {
            Profile::Prose => english_spans::prose(*self, span),
            Profile::List => english_spans::list(*self, span),
            Profile::Easy => easy::without_ruby(&japanese_spans::span(*self, profile, span)),
            _ => japanese_spans::span(*self, profile, span),
        })
    }

    /// A span in plain Japanese with its readings, in the notation `[漢字|かんじ]`.
    ///
    /// # Errors
    /// [`EndBeforeStart`] if its end is before its start.
    pub fn span_ruby(&self, span: &Span) -> Result<String, EndBeforeStart> {
        span.check_order(self.zone)?;
        Ok(japanese_spans::span(*self, Profile::Easy, span))
    }

    /// The clock times alone of a span within one day: 01:00～03:00, 01:00–03:00 JST; `None` of any other span.
    pub fn clocks(&self, language: Language, span: &Span) -> Option<String> {
        let (Some(start), SpanEnd::At(end)) = (&span.start, &span.end) else { return None };
        let (start, end) = (Civil::new(start, self.zone), Civil::new(end, self.zone));
        let within = start.date == end.date && start.has_clock() && end.has_clock();
        (within && span.check_order(self.zone).is_ok()).then(|| match language {
            Language::Ja => japanese_spans::clocks(*self, &start, &end),
            Language::En => english_spans::clocks(&start, &end),
        })
    }

    /// The same as it is read aloud: から…まで in place of the sign.
    pub fn spoken_clocks(&self, language: Language, span: &Span) -> Option<String> {
        let house = HouseStyle { range: RangeSign::Words, ..*self.house };
        DateStyle { zone: self.zone, house: &house }.clocks(language, span)
    }

    /// A span as it is read aloud, for its accessible name: から…まで in place of the sign.
    ///
    /// # Errors
    /// [`EndBeforeStart`] if its end is before its start.
    pub fn spoken_span(&self, language: Language, span: &Span) -> Result<String, EndBeforeStart> {
        let house = HouseStyle { range: RangeSign::Words, ..*self.house };
        let profile = match language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::Prose,
        };
        DateStyle { zone: self.zone, house: &house }.span(profile, span)
    }

    /// The clock time alone: 22時頃, 18:00 JST, 午前; `None` if the moment is only known to the day.
    pub fn clock(&self, profile: Profile, moment: &Moment) -> Option<String> {
        let civil = Civil::new(moment, self.zone);
        match profile {
            Profile::Prose | Profile::List => english::clock_alone(&civil),
            Profile::Easy => {
                japanese::clock(*self, profile, &civil).map(|clock| easy::without_ruby(&clock))
            }
            _ => japanese::clock(*self, profile, &civil),
        }
    }

    /// Month and day alone: 10月11日, October 11.
    pub fn month_day(&self, language: Language, at: Timestamp) -> String {
        month_day(language, at.date_in(self.zone))
    }

    /// A month with its year: 2016年10月, October 2016.
    pub fn year_month(&self, language: Language, date: jiff::civil::Date) -> String {
        match language {
            Language::Ja => {
                format!("{}{}月", japanese::year(*self, Profile::Notice, date), date.month())
            }
            Language::En => format!("{} {}", words::month(date), date.year()),
        }
    }

    /// A date without its weekday, as documents are dated: 2016年11月8日, November 8, 2016.
    pub fn date(&self, language: Language, date: jiff::civil::Date) -> String {
        match language {
            Language::Ja => format!(
                "{}{}月{}日",
                japanese::year(*self, Profile::Letter, date),
                date.month(),
                date.day()
            ),
            Language::En => format!("{} {}, {}", words::month(date), date.day(), date.year()),
        }
    }

    /// The `datetime` attribute of the HTML `time` element: without a clock time only the date.
    pub fn datetime_attr(&self, moment: &Moment) -> String {
        let at = moment.at.in_zone(self.zone);
        let form = if moment.grain.has_clock() { "%Y-%m-%dT%H:%M%:z" } else { "%Y-%m-%d" };
        at.strftime(form).to_string()
    }

    fn bracketed(&self, text: &str) -> String {
        match self.house.paren {
            Paren::Half => format!("({text})"),
            Paren::Full => format!("（{text}）"),
        }
    }
}

/// The same of a date.
pub fn month_day(language: Language, date: jiff::civil::Date) -> String {
    match language {
        Language::Ja => format!("{}月{}日", date.month(), date.day()),
        Language::En => format!("{} {}", words::month(date), date.day()),
    }
}

/// The name of a weekday: 木曜日, Thursday.
pub fn weekday_name(language: Language, weekday: Weekday) -> String {
    match language {
        Language::Ja => format!("{}曜日", words::weekday_kanji(weekday)),
        Language::En => words::weekday(weekday).to_owned(),
    }
}
