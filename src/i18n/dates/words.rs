//! Names of months and weekdays, shared by the formatter and the parser.

use jiff::civil::{Date, Weekday};

/// English months, from January; the first three letters are their short form.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// English weekdays, from Monday; the first three letters are their short form.
pub(super) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Japanese weekdays, from Monday, each with the reading of its 曜日 form.
pub(super) const WEEKDAYS_JA: [(char, &str); 7] = [
    ('月', "げつようび"),
    ('火', "かようび"),
    ('水', "すいようび"),
    ('木', "もくようび"),
    ('金', "きんようび"),
    ('土', "どようび"),
    ('日', "にちようび"),
];

/// The letters of a short month or weekday.
const SHORT: usize = 3;

fn of_weekday<T: Copy>(names: &[T; 7], weekday: Weekday) -> T {
    names[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
}

/// October.
pub(super) fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// Oct.
pub(super) fn short_month(date: Date) -> &'static str {
    &month(date)[..SHORT]
}

/// Tuesday.
pub(super) fn weekday(weekday: Weekday) -> &'static str {
    of_weekday(&WEEKDAYS, weekday)
}

/// Tue.
pub(super) fn short_weekday(weekday: Weekday) -> &'static str {
    &self::weekday(weekday)[..SHORT]
}

/// 火.
pub(super) fn weekday_kanji(weekday: Weekday) -> char {
    of_weekday(&WEEKDAYS_JA, weekday).0
}

/// かようび.
pub(super) fn weekday_reading(weekday: Weekday) -> &'static str {
    of_weekday(&WEEKDAYS_JA, weekday).1
}
