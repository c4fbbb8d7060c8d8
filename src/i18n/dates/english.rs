//! Moments in English: prose (E1) and lists (E2). The 24-hour clock with its zone, always; never
//! "noon", "midnight" or a date in digits alone.

use jiff::civil::Date;

use super::{
    Preposition,
    civil::{Civil, Precision},
    words,
};

/// Tuesday, October 11, 2016.
pub(super) fn prose_date(date: Date, with_year: bool) -> String {
    let day = format!("{}, {} {}", words::weekday(date.weekday()), words::month(date), date.day());
    if with_year { format!("{day}, {}", date.year()) } else { day }
}

/// Tue, Oct 11, 2016.
pub(super) fn list_date(date: Date, with_year: bool) -> String {
    let weekday = words::short_weekday(date.weekday());
    let day = format!("{weekday}, {} {}", words::short_month(date), date.day());
    if with_year { format!("{day}, {}", date.year()) } else { day }
}

/// around 22:00, without the zone.
pub(super) fn clock(civil: &Civil) -> String {
    format!("{}{:02}:{:02}", around(civil), civil.hour, civil.minute)
}

/// around 22:00 JST, or the half of the day; `None` for a day.
pub(super) fn clock_alone(civil: &Civil) -> Option<String> {
    match civil.precision {
        Precision::Clock => Some(format!("{} {}", clock(civil), civil.zone)),
        _ => half_day(civil.precision).map(str::to_owned),
    }
}

/// morning or afternoon.
pub(super) const fn half_day(precision: Precision) -> Option<&'static str> {
    match precision {
        Precision::Morning => Some("morning"),
        Precision::Afternoon => Some("afternoon"),
        Precision::Clock | Precision::Day => None,
    }
}

/// around 22:00 JST on Tuesday, October 11, 2016.
pub(super) fn prose(civil: &Civil, with_year: bool) -> String {
    let date = prose_date(civil.date, with_year);
    match half_day(civil.precision) {
        Some(half) => format!("the {half} of {date}"),
        None if civil.has_clock() => format!("{} {} on {date}", clock(civil), civil.zone),
        None => format!("{}{date}", around(civil)),
    }
}

/// Tue, Oct 11, 2016, around 22:00 JST.
pub(super) fn list(civil: &Civil, with_year: bool, with_zone: bool) -> String {
    let date = list_date(civil.date, with_year);
    match half_day(civil.precision) {
        Some(half) => format!("{date}, {half}"),
        None if civil.has_clock() && with_zone => {
            format!("{date}, {} {}", clock(civil), civil.zone)
        }
        None if civil.has_clock() => format!("{date}, {}", clock(civil)),
        None => format!("{}{date}", around(civil)),
    }
}

/// Prose after its preposition (domain rules 6.4).
pub(super) fn prose_with(mode: Preposition, civil: &Civil) -> String {
    let text = prose(civil, true);
    match mode {
        Preposition::Plain => text,
        Preposition::At if civil.approx => text,
        Preposition::At if civil.has_clock() => format!("at {text}"),
        Preposition::At => format!("on {text}"),
        Preposition::By => format!("by {text}"),
        Preposition::Since => format!("since {text}"),
        Preposition::Until => format!("until {text}"),
    }
}

/// The list form after its preposition; `at` adds nothing to it.
pub(super) fn list_with(mode: Preposition, civil: &Civil) -> String {
    let text = list(civil, true, true);
    match mode {
        Preposition::Plain | Preposition::At => text,
        Preposition::By => format!("by {text}"),
        Preposition::Since => format!("since {text}"),
        Preposition::Until => format!("until {text}"),
    }
}

const fn around(civil: &Civil) -> &'static str {
    if civil.approx { "around " } else { "" }
}
