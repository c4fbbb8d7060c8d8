//! Cuts a typed text into words, after NFKC has made full-width signs, squared characters and the
//! Kangxi radicals of pasted PDFs ordinary. NFKC is for reading only: what is stored as prose
//! never passes through here.

use jiff::civil::Weekday;
use unicode_normalization::UnicodeNormalization;

use super::{
    super::{
        era::{ERAS, Era},
        words::WEEKDAYS_JA,
    },
    vocabulary,
};

/// Half of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

/// A date given by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayWord {
    /// Days after the day it is counted from.
    pub(super) days: i32,
    /// Counted from the start of the span (翌日), not from today (明日).
    pub(super) from_start: bool,
    /// Only its morning: 翌朝.
    pub(super) morning: bool,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    /// 時, a clock time.
    Hour,
    /// 分, of a clock time or a length.
    Minute,
    Second,
    /// 時間 or hours, a length.
    Hours,
    /// minutes, a length.
    Minutes,
    /// days, a length.
    Days,
}

/// A word of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number {
        value: u32,
        digits: usize,
    },
    Unit(Unit),
    /// One of `: / . - +`.
    Sign(char),
    /// 午前, AM, morning. In Japanese, 12 beside it has two readings.
    HalfDay {
        half: Half,
        japanese: bool,
    },
    Noon,
    /// 昼, which says noon only before 12時.
    Midday,
    /// 半, half an hour.
    HalfHour,
    /// 元, the first year of an era.
    FirstYear,
    Era(Era),
    Weekday(Weekday),
    MonthName(u32),
    /// The ending of 9th.
    Ordinal,
    DayWord(DayWord),
    /// 翌, the day after the start of the span.
    Next,
    Now,
    Approx,
    Ago,
    Later,
    /// Before a length that is yet to pass: in, あと.
    Within,
    /// An offset from UTC by name, in seconds.
    Zone(i32),
    /// The T of ISO 8601.
    TimeMark,
    /// Between or around two ends: ～, から, to.
    Range,
    /// 深夜, 昨夜: no time of its own.
    Vague,
    /// Adds nothing: the, の, a comma.
    Filler,
    /// A Latin word that is not known, and its length.
    Word(usize),
    Unknown,
}

/// Digits of the largest number that is read.
const MAX_DIGITS: usize = 9;

/// The words of a text; none if it is blank.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = readable(text);
    let mut rest = text.as_str();
    let mut tokens = Vec::new();
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        let (token, length) = next(rest, first, before);
        tokens.extend(token);
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
    tokens
}

/// NFKC, lower case, one hyphen, no invisible characters.
fn readable(text: &str) -> String {
    let signs = text.nfkc().flat_map(char::to_lowercase).filter_map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' => Some('-'),
        '\u{200B}'..='\u{200F}' | '\u{FEFF}' => None,
        c => Some(c),
    });
    signs.collect::<String>().replace("a.m.", "am").replace("p.m.", "pm")
}

/// The first word of `rest`, and its length in bytes; blanks are no word.
fn next(rest: &str, first: char, before: Option<char>) -> (Option<Token>, usize) {
    if first.is_whitespace() {
        return (None, first.len_utf8());
    }
    if let Some((word, token)) = vocabulary::japanese(rest) {
        return (Some(token), word.len());
    }
    if let Some(era) = ERAS.into_iter().find(|era| rest.starts_with(era.name)) {
        return (Some(Token::Era(era)), era.name.len());
    }
    if let Some((weekday, length)) = weekday(rest, first, before) {
        return (Some(Token::Weekday(weekday)), length);
    }
    let token = match first {
        '0'..='9' => return number(rest),
        'a'..='z' => return latin(rest, before),
        '月' => Token::Unit(Unit::Month),
        '日' => Token::Unit(Unit::Day),
        ':' | '/' | '.' | '-' | '+' => Token::Sign(first),
        ',' | '(' | ')' => Token::Filler,
        _ => Token::Unknown,
    };
    (Some(token), first.len_utf8())
}

fn number(rest: &str) -> (Option<Token>, usize) {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let token = match rest[..digits].parse() {
        Ok(value) if digits <= MAX_DIGITS => Token::Number { value, digits },
        _ => Token::Unknown,
    };
    (Some(token), digits)
}

/// A run of letters. Some of them mean something only between or before digits: T, Z, H28.
fn latin(rest: &str, before: Option<char>) -> (Option<Token>, usize) {
    let length = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let word = &rest[..length];
    let after_digit = before.is_some_and(|c| c.is_ascii_digit());
    let before_digit = rest[length..].starts_with(|c: char| c.is_ascii_digit());
    let era = || ERAS.into_iter().find(|era| word.len() == 1 && word.starts_with(era.initial));
    let token = match (word, after_digit, before_digit) {
        ("t", true, true) => Some(Token::TimeMark),
        ("z", true, _) => Some(Token::Zone(0)),
        (_, false, true) if era().is_some() => era().map(Token::Era),
        _ => vocabulary::english(word),
    };
    (Some(token.unwrap_or(Token::Word(length))), length)
}

/// 火, 火曜, 火曜日. 月 and 日 alone are units, except in brackets: (日), (月・祝).
fn weekday(rest: &str, first: char, before: Option<char>) -> Option<(Weekday, usize)> {
    let index = WEEKDAYS_JA.iter().position(|(kanji, _)| *kanji == first)?;
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()?;
    let after = &rest[first.len_utf8()..];
    let ending = ["曜日", "曜"].into_iter().find(|ending| after.starts_with(ending));
    let bracketed = before == Some('(') && after.starts_with([')', '・']);
    let is_unit = matches!(first, '月' | '日') && !bracketed;
    match ending {
        Some(ending) => Some((weekday, first.len_utf8() + ending.len())),
        None if is_unit => None,
        None => Some((weekday, first.len_utf8())),
    }
}
