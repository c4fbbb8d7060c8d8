//! Moments in Japanese: letters (A), notices (B) and, with the forms of [`easy`], plain Japanese.

use jiff::civil::Date;

use super::{
    DateStyle, Profile,
    civil::{Civil, Precision},
    easy, era, words,
};
use crate::domain::house_style::{ApproxWord, LetterClock, YearStyle};

/// How much of a date is written; the end of a span leaves out what its start has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// 2016年10月11日(火).
    Year,
    /// 10月11日(火).
    Month,
    /// 11日(火).
    Day,
    /// Nothing of the date.
    Clock,
}

/// A moment in full.
pub(super) fn moment(style: DateStyle<'_>, profile: Profile, civil: &Civil) -> String {
    moment_to(style, profile, civil, Depth::Year)
}

/// A moment with as much of its date as `depth` says.
pub(super) fn moment_to(
    style: DateStyle<'_>,
    profile: Profile,
    civil: &Civil,
    depth: Depth,
) -> String {
    let date = date(style, profile, civil.date, depth);
    match clock(style, profile, civil) {
        None if civil.approx => date + approx_word(style, profile),
        None => date,
        Some(clock) if depth == Depth::Clock || is_letter(profile) => date + &clock,
        Some(clock) => format!("{date} {clock}"),
    }
}

/// The clock time or half of the day, with 頃; `None` for a day.
pub(super) fn clock(style: DateStyle<'_>, profile: Profile, civil: &Civil) -> Option<String> {
    let mut clock = match (civil.precision, profile) {
        (Precision::Day, _) => return None,
        (_, Profile::Easy) => easy::clock(civil),
        (Precision::Morning, _) => "午前".to_owned(),
        (Precision::Afternoon, _) => "午後".to_owned(),
        (Precision::Clock, Profile::Notice) => notice_clock(civil),
        (Precision::Clock, _) => letter_clock(style.house.letter_clock, civil),
    };
    if civil.approx {
        clock.push_str(approx_word(style, profile));
    }
    if civil.has_clock() && civil.comes_twice {
        clock.push_str(&style.bracketed(&civil.zone));
    }
    Some(clock)
}

/// 08:55, but 8時 before 頃.
fn notice_clock(civil: &Civil) -> String {
    if civil.approx && civil.minute == 0 {
        format!("{}時", civil.hour)
    } else {
        format!("{:02}:{:02}", civil.hour, civil.minute)
    }
}

/// 午前8時55分, 正午, 午後0時30分; 22時 with the 24-hour clock.
fn letter_clock(clock: LetterClock, civil: &Civil) -> String {
    let minute = if civil.minute == 0 { String::new() } else { format!("{}分", civil.minute) };
    match clock {
        LetterClock::TwentyFourHours => format!("{}時{minute}", civil.hour),
        LetterClock::TwelveHours if (civil.hour, civil.minute) == (12, 0) => "正午".to_owned(),
        LetterClock::TwelveHours => {
            let half = if civil.hour < 12 { "午前" } else { "午後" };
            format!("{half}{}時{minute}", civil.hour % 12)
        }
    }
}

fn date(style: DateStyle<'_>, profile: Profile, date: Date, depth: Depth) -> String {
    let year = match depth {
        Depth::Year => year(style, profile, date),
        _ => String::new(),
    };
    let weekday = || style.bracketed(&words::weekday_kanji(date.weekday()).to_string());
    match (depth, profile) {
        (Depth::Clock, _) => year,
        (_, Profile::Easy) => year + &easy::day(style, date, depth),
        (Depth::Day, _) => format!("{}日{}", date.day(), weekday()),
        _ => format!("{year}{}月{}日{}", date.month(), date.day(), weekday()),
    }
}

/// The year with 年: in letters as the house style has it, otherwise western.
pub(super) fn year(style: DateStyle<'_>, profile: Profile, date: Date) -> String {
    let western = format!("{}年", date.year());
    match style.house.year {
        _ if profile == Profile::Easy => easy::year(date),
        YearStyle::Era if is_letter(profile) => era::year(date),
        YearStyle::Both if is_letter(profile) => western + &style.bracketed(&era::year(date)),
        _ => western,
    }
}

fn approx_word(style: DateStyle<'_>, profile: Profile) -> &'static str {
    match style.house.approx {
        ApproxWord::Kanji if profile != Profile::Easy => "頃",
        _ => "ごろ",
    }
}

const fn is_letter(profile: Profile) -> bool {
    matches!(profile, Profile::Letter | Profile::LetterFull)
}
