//! Dates and clock times that stand in free text. A note that carries a time is a period, or belongs into
//! a field for moments, where both languages and every figure know of it (rule D03): who writes one is
//! warned, so what is found here must hardly ever be anything else. Lengths (2時間, 30 minutes), versions,
//! ratios, addresses, ports and reference numbers are not.
//!
//! To find another form: a function that says where it ends, in [`FORMS`], with its cases below.

use jiff::tz::TimeZone;

use super::{
    parse::{self, Input, Prefer},
    words::MONTHS,
};
use crate::domain::time::Timestamp;

/// 2016-03-01, so that the 29th of February is a day.
const THEN: i64 = 1_456_790_400;

/// A form: given the letters from where it might begin, how many of them it takes.
type Form = fn(&[char]) -> Option<usize>;

const FORMS: [Form; 9] = [
    clock,
    hour,
    meridiem,
    month_and_day,
    year_and_month,
    numeric_date,
    day_with_weekday,
    day_and_month_name,
    month_name_and_day,
];

/// The dates and clock times in a text, in their order, as they stand there.
pub fn mentions(text: &str) -> Vec<&str> {
    let (places, letters): (Vec<usize>, Vec<char>) =
        text.char_indices().map(|(place, letter)| (place, narrow(letter))).unzip();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let before = at.checked_sub(1).and_then(|index| letters.get(index)).copied();
        let rest = letters.get(at..).unwrap_or_default();
        let length = if may_follow(before, rest) { length(rest) } else { None };
        match length {
            Some(length) => {
                let end = places.get(at + length).copied().unwrap_or(text.len());
                found.extend(places.get(at).and_then(|start| text.get(*start..end)));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn length(rest: &[char]) -> Option<usize> {
    let word = ["noon", "midnight", "正午"].into_iter().find_map(|word| word_ends(rest, word));
    word.or_else(|| FORMS.into_iter().find_map(|form| form(rest)))
}

/// Whether a date or time can begin after a letter: not within a word, a number or an address.
fn may_follow(before: Option<char>, rest: &[char]) -> bool {
    let Some(before) = before else { return true };
    match rest.first() {
        Some(first) if first.is_ascii() => {
            !before.is_ascii_alphanumeric() && !matches!(before, '.' | ':' | '-' | '/' | '_' | '@')
        }
        _ => true,
    }
}

/// The ASCII letter of which another is the full-width form; any other as it is.
fn narrow(letter: char) -> char {
    match u32::from(letter) {
        full @ 0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

/// A number of at most four digits: its value and its length.
fn number(letters: &[char]) -> Option<(u32, usize)> {
    let digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let text: String = letters.get(..digits)?.iter().collect();
    (1..=4).contains(&digits).then_some((text.parse().ok()?, digits))
}

fn at(letters: &[char], index: usize) -> Option<char> {
    letters.get(index).copied()
}

fn from(letters: &[char], index: usize) -> &[char] {
    letters.get(index..).unwrap_or_default()
}

/// Where a word ends that stands at the beginning, whatever the case of its letters; it must not go on.
fn word_ends(letters: &[char], word: &str) -> Option<usize> {
    let length = word.chars().count();
    let same = |(letter, known): (&char, char)| letter.to_ascii_lowercase() == known;
    let begins = letters.len() >= length && letters.iter().zip(word.chars()).all(same);
    let goes_on = at(letters, length).is_some_and(|letter| letter.is_ascii_alphanumeric());
    (begins && !goes_on).then_some(length)
}

/// Whether something ends here: no further digit, letter or separator of an address follows.
fn ends(letters: &[char], index: usize) -> bool {
    match at(letters, index) {
        Some(':' | '/' | '-' | '.') => {
            !at(letters, index + 1).is_some_and(|next| next.is_ascii_alphanumeric())
        }
        Some(letter) => !letter.is_ascii_alphanumeric(),
        None => true,
    }
}

/// Whether the parser takes it for a date.
fn is_date(letters: &[char]) -> bool {
    let text: String = letters.iter().collect();
    let (now, prefer, zone) = (Timestamp::from_seconds(THEN), Prefer::Past, &TimeZone::UTC);
    parse::moment(Input { text: &text, now, prefer, base: None, zone }).is_ok()
}

/// 8:55, 25:30, 10:20:30.
fn clock(letters: &[char]) -> Option<usize> {
    let (hour, mut length) = number(letters).filter(|(hour, digits)| *hour < 30 && *digits <= 2)?;
    let mut parts = 0;
    while parts < 2 && at(letters, length) == Some(':') {
        let (_, digits) = number(from(letters, length + 1))
            .filter(|(minute, digits)| *minute < 60 && *digits == 2)?;
        length += 1 + digits;
        parts += 1;
    }
    let meridiem = meridiem_ends(letters, length);
    let whole = parts > 0 && (meridiem.is_some() || ends(letters, length));
    // 24:00 and later is a clock time to the minute only: 24:59:59 is a length.
    (whole && (hour < 24 || parts == 1)).then(|| meridiem.unwrap_or(length))
}

/// 22時, 8時55分, 22時半; not 2時間.
fn hour(letters: &[char]) -> Option<usize> {
    let (_, digits) = number(letters).filter(|(hour, digits)| *hour < 30 && *digits <= 2)?;
    if at(letters, digits) != Some('時') || matches!(at(letters, digits + 1), Some('間' | '点'))
    {
        return None;
    }
    let minutes = number(from(letters, digits + 1))
        .filter(|(_, length)| at(letters, digits + 1 + length) == Some('分'));
    Some(digits + 1 + minutes.map_or(0, |(_, length)| length + 1))
}

/// 8 am, 10 p.m.
fn meridiem(letters: &[char]) -> Option<usize> {
    let (_, digits) = number(letters).filter(|(hour, _)| (1..=12).contains(hour))?;
    meridiem_ends(letters, digits)
}

fn meridiem_ends(letters: &[char], index: usize) -> Option<usize> {
    let index = if at(letters, index) == Some(' ') { index + 1 } else { index };
    let rest = from(letters, index);
    let words = ["am", "pm", "a.m.", "p.m."];
    words.into_iter().find_map(|word| word_ends(rest, word)).map(|length| index + length)
}

/// 10月11日.
fn month_and_day(letters: &[char]) -> Option<usize> {
    let (_, month) = number(letters).filter(|(_, digits)| *digits <= 2)?;
    let after = from(letters, month + 1);
    let (_, day) = number(after).filter(|(_, digits)| *digits <= 2)?;
    let length = month + 1 + day + 1;
    let signs = (at(letters, month), at(after, day));
    (signs == (Some('月'), Some('日')) && is_date(letters.get(..length)?)).then_some(length)
}

/// 2016年10月, with or without the day.
fn year_and_month(letters: &[char]) -> Option<usize> {
    let (_, year) = number(letters).filter(|(_, digits)| *digits == 4)?;
    let after = from(letters, year + 1);
    let (_, month) = number(after).filter(|(month, _)| (1..=12).contains(month))?;
    let signs = (at(letters, year), at(after, month));
    let length = year + 1 + month + 1;
    let day = number(from(letters, length))
        .filter(|(_, digits)| at(letters, length + digits) == Some('日'));
    let day = day.map_or(0, |(_, digits)| digits + 1);
    (signs == (Some('年'), Some('月'))).then_some(length + day)
}

/// 2016-10-11, 2016/10/11.
fn numeric_date(letters: &[char]) -> Option<usize> {
    let (_, year) = number(letters).filter(|(_, digits)| *digits == 4)?;
    let sign = at(letters, year).filter(|sign| matches!(sign, '-' | '/'))?;
    let (_, month) = number(from(letters, year + 1))?;
    let (_, day) = number(from(letters, year + month + 2))?;
    let length = year + month + day + 2;
    let is_one = at(letters, year + 1 + month) == Some(sign) && is_date(letters.get(..length)?);
    let goes_on = at(letters, length).is_some_and(|next| next.is_ascii_digit() || next == sign);
    (is_one && !goes_on).then_some(length)
}

/// 10/11(火).
fn day_with_weekday(letters: &[char]) -> Option<usize> {
    let (_, month) = number(letters).filter(|(_, digits)| *digits <= 2)?;
    let (_, day) = number(from(letters, month + 1)).filter(|(_, digits)| *digits <= 2)?;
    let length = month + 1 + day;
    let weekday = at(letters, length + 1).is_some_and(|day| "日月火水木金土".contains(day));
    let signs = (at(letters, month), at(letters, length), at(letters, length + 2));
    let is_one = weekday && signs == (Some('/'), Some('('), Some(')'));
    (is_one && is_date(letters.get(..length)?)).then_some(length + 3)
}

/// Where a month's name ends: in full, or its first three letters, with a capital one ("may" is a word).
fn month_ends(letters: &[char]) -> Option<usize> {
    at(letters, 0).filter(char::is_ascii_uppercase)?;
    let names = MONTHS.iter().flat_map(|name| [*name, name.get(..3).unwrap_or(name)]);
    let ends = names.filter_map(|name| word_ends(letters, &name.to_ascii_lowercase()));
    let end = ends.max()?;
    Some(if at(letters, end) == Some('.') { end + 1 } else { end })
}

/// Where the day of a month ends: 11, 11th.
fn day_ends(letters: &[char]) -> Option<usize> {
    let (_, digits) =
        number(letters).filter(|(day, digits)| (1..=31).contains(day) && *digits <= 2)?;
    let rest = from(letters, digits);
    let ordinal = ["st", "nd", "rd", "th"].into_iter().find_map(|word| word_ends(rest, word));
    let end = digits + ordinal.unwrap_or(0);
    // "May 10:30" is a clock time after the word.
    (ends(letters, end)).then_some(end)
}

/// 11 Oct, 3rd of May.
fn day_and_month_name(letters: &[char]) -> Option<usize> {
    let day = day_ends(letters)?;
    let rest = from(letters, day);
    let between = if rest.starts_with(&[' ', 'o', 'f', ' ']) { 4 } else { 1 };
    let is_space = at(letters, day) == Some(' ');
    let month = month_ends(from(letters, day + between)).filter(|_| is_space)?;
    Some(day + between + month)
}

/// October 11, Oct. 11th.
fn month_name_and_day(letters: &[char]) -> Option<usize> {
    let month = month_ends(letters)?;
    (at(letters, month) == Some(' ')).then_some(())?;
    day_ends(from(letters, month + 1)).map(|day| month + 1 + day)
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn dates_and_clock_times_are_found_in_both_languages() {
        for (text, found) in [
            ("8:55に再起動", vec!["8:55"]),
            ("０８：５５～１０：２０の間", vec!["０８：５５", "１０：２０"]),
            ("22時頃から翌3時まで", vec!["22時", "3時"]),
            ("午前8時55分に検知、25:30まで", vec!["8時55分", "25:30"]),
            ("10月11日(火)から", vec!["10月11日"]),
            ("2016年10月11日 22:00", vec!["2016年10月11日", "22:00"]),
            ("2016年10月から断続的に", vec!["2016年10月"]),
            (
                "10/11(火)の作業、2016/10/12、2016-10-13。",
                vec!["10/11(火)", "2016/10/12", "2016-10-13"],
            ),
            ("正午ごろ", vec!["正午"]),
            ("At 08:55 JST, and again at 10:20:30.", vec!["08:55", "10:20:30"]),
            ("Since 8 am; until 10:30 p.m. or noon", vec!["8 am", "10:30 p.m.", "noon"]),
            ("On October 11, Oct. 12th and 13 Oct", vec!["October 11", "Oct. 12th", "13 Oct"]),
            ("On May 3 and the 3rd of June", vec!["May 3", "3rd of June"]),
            ("by Midnight", vec!["Midnight"]),
        ] {
            assert_eq!(mentions(text), found, "{text}");
        }
    }

    #[test]
    fn lengths_versions_ratios_addresses_and_numbers_are_not() {
        for text in [
            "2時間後、24時間以内、30分ごと、3日間、5か月、現時点",
            "バージョン3.10.2、v8.55、2016.10.11、1.2.3",
            "比率は16:9、縮尺1:100、3/4の確率、24/7",
            "2001:db8::25、fe80::1:20、00:1A:2B:3C:4D:5E、00:11:22:33:44:55",
            "192.0.2.10:25、localhost:25、mail.example.jp:10",
            "INC-20161011-01、MNT-20161009-01、#12:34a",
            "within 2 hours, 30 minutes, 3 days, 10 amps, 5 pmole",
            "It may 10 times fail; march 3 abreast; sun 5",
            "12,400 customers, 10 servers, 99.95 %, 100:30, 61:20, 8:5",
            "10月40日、13月1日、2016-13-40、10/11の件",
            "https://example.jp/2016-10-11-report 10:2a",
            "",
        ] {
            assert_eq!(mentions(text), [""; 0], "{text}");
        }
    }
}
