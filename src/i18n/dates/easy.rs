//! Plain Japanese (やさしい日本語, profile P). Everything is made with its readings in the notation
//! `[漢字|かんじ]`; the text without them is that text with the readings taken out.

use jiff::civil::Date;

use super::{
    DateStyle,
    civil::{Civil, Precision},
    japanese::Depth,
    words,
};

/// Days of the month that are read as a whole.
const DAYS: [(i8, &str); 13] = [
    (1, "ついたち"),
    (2, "ふつか"),
    (3, "みっか"),
    (4, "よっか"),
    (5, "いつか"),
    (6, "むいか"),
    (7, "なのか"),
    (8, "ようか"),
    (9, "ここのか"),
    (10, "とおか"),
    (14, "じゅうよっか"),
    (20, "はつか"),
    (24, "にじゅうよっか"),
];

/// `2016[年|ねん]`.
pub(super) fn year(date: Date) -> String {
    format!("{}[年|ねん]", date.year())
}

/// `10[月|がつ][9日|ここのか]([日曜日|にちようび])`, without the month at depth `Day`.
pub(super) fn day(style: DateStyle<'_>, date: Date, depth: Depth) -> String {
    let month = match depth {
        Depth::Day => String::new(),
        _ => format!("{}[月|がつ]", date.month()),
    };
    let day = match DAYS.iter().find(|(day, _)| *day == date.day()) {
        Some((day, reading)) => format!("[{day}日|{reading}]"),
        None => format!("{}[日|にち]", date.day()),
    };
    let weekday = date.weekday();
    let weekday =
        format!("[{}曜日|{}]", words::weekday_kanji(weekday), words::weekday_reading(weekday));
    month + &day + &style.bracketed(&weekday)
}

/// `[午前|ごぜん]8[時|じ]55[分|ふん]`, `[昼|ひる]の12[時|じ]`; `[午前|ごぜん]` alone for half a day.
pub(super) fn clock(civil: &Civil) -> String {
    let half = match (civil.precision, civil.hour) {
        (Precision::Morning, _) | (Precision::Clock, ..12) => "[午前|ごぜん]",
        _ => "[午後|ごご]",
    };
    match (civil.precision, civil.hour, civil.minute) {
        (Precision::Clock, 12, 0) => "[昼|ひる]の12[時|じ]".to_owned(),
        (Precision::Clock, hour, 0) => format!("{half}{}[時|じ]", hour % 12),
        (Precision::Clock, hour, minute) => {
            let reading = minute_reading(minute);
            format!("{half}{}[時|じ]{minute}[分|{reading}]", hour % 12)
        }
        _ => half.to_owned(),
    }
}

/// The reading of 分 after a number.
const fn minute_reading(minute: i8) -> &'static str {
    match minute % 10 {
        0 | 1 | 3 | 4 | 6 | 8 => "ぷん",
        _ => "ふん",
    }
}

/// A text with its readings taken out: `[漢字|かんじ]` becomes 漢字.
pub(super) fn without_ruby(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut reading = false;
    for c in text.chars() {
        match c {
            '[' => {}
            '|' => reading = true,
            ']' => reading = false,
            _ if reading => {}
            _ => out.push(c),
        }
    }
    out
}
