//! The words that the parser knows. A word that is the beginning of another one stands after it.

use super::{
    super::words::{MONTHS, WEEKDAYS},
    token::{DayWord, Half, Token, Unit},
};
use jiff::civil::Weekday;

/// Seconds that Japan is ahead of UTC.
const JAPAN: i32 = 9 * 3600;

const fn today(days: i32) -> Token {
    Token::DayWord(DayWord { days, from_start: false, morning: false })
}

const fn start(days: i32) -> Token {
    Token::DayWord(DayWord { days, from_start: true, morning: false })
}

const fn half(half: Half, japanese: bool) -> Token {
    Token::HalfDay { half, japanese }
}

const JAPANESE: [(&str, Token); 72] = [
    ("24時間表記", Token::Filler),
    ("24時間制", Token::Filler),
    ("時間", Token::Unit(Unit::Hours)),
    ("時", Token::Unit(Unit::Hour)),
    ("分", Token::Unit(Unit::Minute)),
    ("秒", Token::Unit(Unit::Second)),
    ("年", Token::Unit(Unit::Year)),
    ("元", Token::FirstYear),
    ("零", Token::Number { value: 0, digits: 1 }),
    ("半", Token::HalfHour),
    ("午前", half(Half::Morning, true)),
    ("午後", half(Half::Afternoon, true)),
    ("正午", Token::Noon),
    ("お昼", Token::Midday),
    ("昼", Token::Midday),
    ("本日", today(0)),
    ("今日", today(0)),
    ("きょう", today(0)),
    ("一昨日", today(-2)),
    ("おととい", today(-2)),
    ("昨日", today(-1)),
    ("きのう", today(-1)),
    ("明後日", today(2)),
    ("あさって", today(2)),
    ("明日", today(1)),
    ("あした", today(1)),
    ("今朝", Token::DayWord(DayWord { days: 0, from_start: false, morning: true })),
    ("同日", start(0)),
    ("当日", start(0)),
    ("翌々日", start(2)),
    ("翌日", start(1)),
    ("翌朝", Token::DayWord(DayWord { days: 1, from_start: true, morning: true })),
    ("翌", Token::Next),
    ("昨夜", Token::Vague),
    ("昨晩", Token::Vague),
    ("今夜", Token::Vague),
    ("今晩", Token::Vague),
    ("深夜", Token::Vague),
    ("夜中", Token::Vague),
    ("未明", Token::Vague),
    ("明け方", Token::Vague),
    ("早朝", Token::Vague),
    ("朝", Token::Vague),
    ("夕方", Token::Vague),
    ("夕刻", Token::Vague),
    ("夜", Token::Vague),
    ("晩", Token::Vague),
    ("現在", Token::Now),
    ("ただいま", Token::Now),
    ("今", Token::Now),
    ("頃", Token::Approx),
    ("ごろ", Token::Approx),
    ("ころ", Token::Approx),
    ("約", Token::Approx),
    ("およそ", Token::Approx),
    ("ほど", Token::Approx),
    ("くらい", Token::Approx),
    ("ぐらい", Token::Approx),
    ("前後", Token::Approx),
    ("前", Token::Ago),
    ("後", Token::Later),
    ("あと", Token::Within),
    ("から", Token::Range),
    ("まで", Token::Range),
    ("以降", Token::Range),
    ("~", Token::Range),
    ("〜", Token::Range),
    ("日本時間", Token::Zone(JAPAN)),
    ("協定世界時", Token::Zone(0)),
    ("の", Token::Filler),
    ("に", Token::Filler),
    ("、", Token::Filler),
];

/// What may stand beside the weekday of a holiday, (月・祝).
const HOLIDAY: [&str; 3] = ["・", "祝日", "祝"];

/// The Japanese word or sign that a text begins with.
pub(super) fn japanese(text: &str) -> Option<(&'static str, Token)> {
    JAPANESE
        .into_iter()
        .chain(HOLIDAY.map(|word| (word, Token::Filler)))
        .find(|(word, _)| text.starts_with(word))
}

/// The meaning of an English word in lower case.
pub(super) fn english(word: &str) -> Option<Token> {
    month(word).or_else(|| weekday(word)).or_else(|| common(word))
}

/// october, oct; also sept.
fn month(word: &str) -> Option<Token> {
    let number = if word == "sept" { Some(8) } else { named(&MONTHS, word) };
    Some(Token::MonthName(u32::try_from(number?).ok()? + 1))
}

/// tuesday, tue.
fn weekday(word: &str) -> Option<Token> {
    let index = i8::try_from(named(&WEEKDAYS, word)?).ok()?;
    Weekday::from_monday_zero_offset(index).ok().map(Token::Weekday)
}

/// The place of a name that is written in full or with three letters.
fn named(names: &[&str], word: &str) -> Option<usize> {
    names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word))
}

fn common(word: &str) -> Option<Token> {
    Some(match word {
        "am" | "morning" => half(Half::Morning, false),
        "pm" | "afternoon" => half(Half::Afternoon, false),
        "noon" => Token::Noon,
        "today" => today(0),
        "yesterday" => today(-1),
        "tomorrow" => today(1),
        "now" => Token::Now,
        "around" | "about" | "approximately" => Token::Approx,
        "ago" => Token::Ago,
        "later" => Token::Later,
        "in" => Token::Within,
        "h" | "hr" | "hrs" | "hour" | "hours" => Token::Unit(Unit::Hours),
        "min" | "mins" | "minute" | "minutes" => Token::Unit(Unit::Minutes),
        "d" | "day" | "days" => Token::Unit(Unit::Days),
        "st" | "nd" | "rd" | "th" => Token::Ordinal,
        "jst" => Token::Zone(JAPAN),
        "utc" => Token::Zone(0),
        "to" | "till" | "through" => Token::Range,
        "evening" | "night" | "tonight" | "midnight" => Token::Vague,
        "at" | "by" | "from" | "of" | "on" | "since" | "the" | "until" => Token::Filler,
        _ => return None,
    })
}
