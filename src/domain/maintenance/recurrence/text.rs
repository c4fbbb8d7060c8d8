//! A rule as text (RFC 5545 §3.3.10). What is not supported is refused by its name and never passed over.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, Weekday};

use super::{Bound, Every, InMonth, Rule};

/// The longest rule, in bytes.
pub const LONGEST_RULE: usize = 200;
/// The longest interval.
const LONGEST_INTERVAL: u16 = 999;
/// The most bytes of a part that a mistake repeats.
const QUOTED: usize = 40;

/// The weekdays as RFC 5545 writes them.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

/// Why a text is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// It is longer than any rule.
    #[error("the rule is longer than {LONGEST_RULE} bytes")]
    TooLong,
    /// Not a name with a value: `FREQ=WEEKLY`.
    #[error("{0:?} is no part of a rule")]
    NotAPart(String),
    /// A part of RFC 5545 that is not supported, or one that is not of it.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// A part that stands twice.
    #[error("{0} stands twice")]
    Repeated(String),
    /// The value of a part cannot be read, or is out of its range.
    #[error("the value of {0} cannot be read")]
    BadValue(&'static str),
    /// It does not say how often.
    #[error("FREQ is missing")]
    NoFrequency,
    /// It says neither how many times nor until when, or both.
    #[error("exactly one of COUNT and UNTIL is needed")]
    Unbounded,
    /// A part that does not go with how often it repeats, or with another part.
    #[error("{0} does not go with the rest")]
    Misplaced(&'static str),
}

/// The parts of a rule.
#[derive(Default)]
struct Parts<'a> {
    frequency: Option<&'a str>,
    interval: Option<&'a str>,
    count: Option<&'a str>,
    until: Option<&'a str>,
    by_day: Option<&'a str>,
    by_month_day: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, RuleError> {
        let mut parts = Self::default();
        for part in text.split(';') {
            let quoted = |text: &str| text.chars().take(QUOTED).collect::<String>();
            let (name, value) =
                part.split_once('=').ok_or_else(|| RuleError::NotAPart(quoted(part)))?;
            let place = match name {
                "FREQ" => &mut parts.frequency,
                "INTERVAL" => &mut parts.interval,
                "COUNT" => &mut parts.count,
                "UNTIL" => &mut parts.until,
                "BYDAY" => &mut parts.by_day,
                "BYMONTHDAY" => &mut parts.by_month_day,
                other => return Err(RuleError::Unsupported(quoted(other))),
            };
            if place.replace(value).is_some() {
                return Err(RuleError::Repeated(name.to_owned()));
            }
        }
        Ok(parts)
    }

    fn every(&self) -> Result<Every, RuleError> {
        let (by_day, by_month_day) = (self.by_day, self.by_month_day);
        let without = |part: Option<&str>, name| match part {
            Some(_) => Err(RuleError::Misplaced(name)),
            None => Ok(()),
        };
        let frequency = self.frequency.ok_or(RuleError::NoFrequency)?;
        if frequency != "MONTHLY" {
            without(by_month_day, "BYMONTHDAY")?;
        }
        Ok(match frequency {
            "DAILY" | "YEARLY" => {
                without(by_day, "BYDAY")?;
                if frequency == "DAILY" { Every::Day } else { Every::Year }
            }
            "WEEKLY" => Every::Week(match by_day {
                Some(days) => list(days, "BYDAY", weekday, |day| day.to_monday_zero_offset())?,
                None => Vec::new(),
            }),
            "MONTHLY" => Every::Month(match (by_day, by_month_day) {
                (None, None) => InMonth::Same,
                (Some(_), Some(_)) => return Err(RuleError::Misplaced("BYMONTHDAY")),
                (Some(days), None) => {
                    let order =
                        |(nth, day): &(i8, Weekday)| (last(*nth), day.to_monday_zero_offset());
                    InMonth::Weekdays(list(days, "BYDAY", nth_weekday, order)?)
                }
                (None, Some(days)) => {
                    InMonth::Days(list(days, "BYMONTHDAY", month_day, |day| last(*day))?)
                }
            }),
            "SECONDLY" | "MINUTELY" | "HOURLY" => {
                return Err(RuleError::Unsupported(format!("FREQ={frequency}")));
            }
            _ => return Err(RuleError::BadValue("FREQ")),
        })
    }

    fn bound(&self) -> Result<Bound, RuleError> {
        match (self.count, self.until) {
            (Some(count), None) => number(count)
                .filter(|count| *count > 0)
                .map(Bound::Times)
                .ok_or(RuleError::BadValue("COUNT")),
            (None, Some(until)) => {
                date(until).map(Bound::Until).ok_or(RuleError::BadValue("UNTIL"))
            }
            _ => Err(RuleError::Unbounded),
        }
    }

    fn interval(&self) -> Result<u16, RuleError> {
        let Some(interval) = self.interval else { return Ok(1) };
        let read = number(interval).and_then(|interval| u16::try_from(interval).ok());
        let read = read.filter(|interval| (1..=LONGEST_INTERVAL).contains(interval));
        read.ok_or(RuleError::BadValue("INTERVAL"))
    }
}

/// The order of the last one of a month: after all that are counted from its beginning.
const fn last(number: i8) -> i8 {
    if number < 0 { i8::MAX } else { number }
}

/// Entries with commas between them, each once, in order.
fn list<T: PartialEq, O: Ord>(
    text: &str,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
    order: impl Fn(&T) -> O,
) -> Result<Vec<T>, RuleError> {
    let mut entries: Vec<T> = Vec::new();
    for entry in text.split(',') {
        let entry = read(entry).filter(|entry| !entries.contains(entry));
        entries.push(entry.ok_or(RuleError::BadValue(name))?);
    }
    entries.sort_by_key(order);
    Ok(entries)
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| *name == text).map(|(_, weekday)| *weekday)
}

fn nth_weekday(text: &str) -> Option<(i8, Weekday)> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if nth == "-1" { -1 } else { i8::try_from(number(nth)?).ok()? };
    (nth == -1 || (1..=5).contains(&nth)).then_some((nth, weekday(day)?))
}

fn month_day(text: &str) -> Option<i8> {
    let day = if text == "-1" { -1 } else { i8::try_from(number(text)?).ok()? };
    (day == -1 || (1..=31).contains(&day)).then_some(day)
}

/// A number without a sign.
fn number(text: &str) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// A date without a time: `20271231`.
fn date(text: &str) -> Option<Date> {
    number(text).filter(|_| text.len() == 8)?;
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
    let (month, day) = (i8::try_from(part(4..6)?).ok()?, i8::try_from(part(6..8)?).ok()?);
    Date::new(part(0..4)?, month, day).ok()
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        if text.len() > LONGEST_RULE {
            return Err(RuleError::TooLong);
        }
        // Names and words may be of either case (RFC 5545 §2).
        let text = text.to_ascii_uppercase();
        let parts = Parts::of(&text)?;
        Ok(Self { every: parts.every()?, interval: parts.interval()?, bound: parts.bound()? })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day: &Weekday| {
            let found = WEEKDAYS.iter().find(|(_, weekday)| weekday == day);
            found.map_or("", |(name, _)| name)
        };
        let (frequency, by) = match &self.every {
            Every::Day => ("DAILY", None),
            Every::Week(days) if days.is_empty() => ("WEEKLY", None),
            Every::Week(days) => {
                ("WEEKLY", Some(("BYDAY", joined(days, |day| name(day).to_owned()))))
            }
            Every::Month(InMonth::Same) => ("MONTHLY", None),
            Every::Month(InMonth::Days(days)) => {
                ("MONTHLY", Some(("BYMONTHDAY", joined(days, ToString::to_string))))
            }
            Every::Month(InMonth::Weekdays(days)) => (
                "MONTHLY",
                Some(("BYDAY", joined(days, |(nth, day)| format!("{nth}{}", name(day))))),
            ),
            Every::Year => ("YEARLY", None),
        };
        write!(formatter, "FREQ={frequency}")?;
        if self.interval != 1 {
            write!(formatter, ";INTERVAL={}", self.interval)?;
        }
        if let Some((name, days)) = by {
            write!(formatter, ";{name}={days}")?;
        }
        match self.bound {
            Bound::Times(times) => write!(formatter, ";COUNT={times}"),
            Bound::Until(date) => {
                let (year, month, day) = (date.year(), date.month(), date.day());
                write!(formatter, ";UNTIL={year:04}{month:02}{day:02}")
            }
        }
    }
}

fn joined<T>(entries: &[T], print: impl Fn(&T) -> String) -> String {
    entries.iter().map(print).collect::<Vec<_>>().join(",")
}

impl TryFrom<String> for Rule {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, RuleError> {
        text.parse()
    }
}

impl From<Rule> for String {
    fn from(rule: Rule) -> Self {
        rule.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> RuleError {
        text.parse::<Rule>().unwrap_err()
    }

    #[test]
    fn each_rule_has_one_spelling() {
        for text in [
            "FREQ=DAILY;COUNT=3",
            "FREQ=WEEKLY;UNTIL=20271231",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10",
            "FREQ=MONTHLY;COUNT=12",
            "FREQ=MONTHLY;BYMONTHDAY=1,15,-1;COUNT=12",
            "FREQ=MONTHLY;BYDAY=1SU,3SU,-1FR;UNTIL=20270101",
            "FREQ=YEARLY;COUNT=2",
        ] {
            assert_eq!(text.parse::<Rule>().unwrap().to_string(), text);
        }
        for (text, printed) in [
            ("count=3;freq=daily;interval=1", "FREQ=DAILY;COUNT=3"),
            ("FREQ=WEEKLY;BYDAY=TH,MO;COUNT=2", "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=2"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1,015;COUNT=2", "FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=2"),
        ] {
            assert_eq!(text.parse::<Rule>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn what_is_not_supported_is_refused_by_its_name() {
        for name in [
            "BYSECOND",
            "BYMINUTE",
            "BYHOUR",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYMONTH",
            "BYSETPOS",
            "WKST",
            "X-OWN",
        ] {
            let rule = format!("FREQ=MONTHLY;{name}=1;COUNT=2");
            assert_eq!(refused(&rule), RuleError::Unsupported(name.to_owned()));
        }
        for frequency in ["SECONDLY", "MINUTELY", "HOURLY"] {
            let name = format!("FREQ={frequency}");
            assert_eq!(refused(&format!("{name};COUNT=2")), RuleError::Unsupported(name));
        }
    }

    #[test]
    fn what_is_no_rule_says_why() {
        let part = |text: &str| RuleError::NotAPart(text.to_owned());
        for (text, error) in [
            ("", part("")),
            ("毎週", part("毎週")),
            ("FREQ=DAILY;COUNT=2;", part("")),
            ("RRULE:FREQ=DAILY;COUNT=2", RuleError::Unsupported("RRULE:FREQ".to_owned())),
            ("COUNT=2", RuleError::NoFrequency),
            ("FREQ=FORTNIGHTLY;COUNT=2", RuleError::BadValue("FREQ")),
            ("FREQ=DAILY", RuleError::Unbounded),
            ("FREQ=DAILY;COUNT=2;UNTIL=20270101", RuleError::Unbounded),
            ("FREQ=DAILY;COUNT=2;COUNT=3", RuleError::Repeated("COUNT".to_owned())),
            ("FREQ=DAILY;COUNT=0", RuleError::BadValue("COUNT")),
            ("FREQ=DAILY;COUNT=-1", RuleError::BadValue("COUNT")),
            ("FREQ=DAILY;COUNT=99999999999999999999", RuleError::BadValue("COUNT")),
            ("FREQ=DAILY;INTERVAL=0;COUNT=2", RuleError::BadValue("INTERVAL")),
            ("FREQ=DAILY;INTERVAL=1000;COUNT=2", RuleError::BadValue("INTERVAL")),
            ("FREQ=DAILY;UNTIL=20270101T000000Z", RuleError::BadValue("UNTIL")),
            ("FREQ=DAILY;UNTIL=20270230", RuleError::BadValue("UNTIL")),
            ("FREQ=DAILY;BYDAY=MO;COUNT=2", RuleError::Misplaced("BYDAY")),
            ("FREQ=YEARLY;BYDAY=1MO;COUNT=2", RuleError::Misplaced("BYDAY")),
            ("FREQ=WEEKLY;BYMONTHDAY=1;COUNT=2", RuleError::Misplaced("BYMONTHDAY")),
            ("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO;COUNT=2", RuleError::Misplaced("BYMONTHDAY")),
            ("FREQ=WEEKLY;BYDAY=1MO;COUNT=2", RuleError::BadValue("BYDAY")),
            ("FREQ=WEEKLY;BYDAY=MO,MO;COUNT=2", RuleError::BadValue("BYDAY")),
            ("FREQ=MONTHLY;BYDAY=MO;COUNT=2", RuleError::BadValue("BYDAY")),
            ("FREQ=MONTHLY;BYDAY=6MO;COUNT=2", RuleError::BadValue("BYDAY")),
            ("FREQ=MONTHLY;BYDAY=1月;COUNT=2", RuleError::BadValue("BYDAY")),
            ("FREQ=MONTHLY;BYMONTHDAY=0;COUNT=2", RuleError::BadValue("BYMONTHDAY")),
            ("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2", RuleError::BadValue("BYMONTHDAY")),
            ("FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=2", RuleError::BadValue("BYMONTHDAY")),
        ] {
            assert_eq!(refused(text), error, "{text}");
        }
        assert_eq!(refused(&"A".repeat(LONGEST_RULE + 1)), RuleError::TooLong);
        assert_eq!(refused(&"界".repeat(60)), part(&"界".repeat(QUOTED)));
    }

    fn any_weekday() -> impl Strategy<Value = Weekday> {
        (0_usize..7).prop_map(|day| WEEKDAYS[day].1)
    }

    fn any_rule() -> impl Strategy<Value = Rule> {
        let nth = prop_oneof![Just(-1_i8), 1_i8..=5];
        let day = prop_oneof![Just(-1_i8), 1_i8..=31];
        let every = prop_oneof![
            Just(Every::Day),
            Just(Every::Year),
            Just(Every::Month(InMonth::Same)),
            prop::collection::vec(any_weekday(), 0..=7).prop_map(Every::Week),
            prop::collection::vec(day, 1..=31).prop_map(|days| Every::Month(InMonth::Days(days))),
            prop::collection::vec((nth, any_weekday()), 1..=31)
                .prop_map(|days| Every::Month(InMonth::Weekdays(days))),
        ];
        let until = (1900_i16..=9999, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| Bound::Until(Date::new(year, month, day).unwrap()));
        let bound = prop_oneof![(1_u32..).prop_map(Bound::Times), until];
        (every, 1..=LONGEST_INTERVAL, bound).prop_map(|(mut every, interval, bound)| {
            match &mut every {
                Every::Week(days) => {
                    days.sort_by_key(|day| day.to_monday_zero_offset());
                    days.dedup();
                }
                Every::Month(InMonth::Days(days)) => {
                    days.sort_by_key(|day| last(*day));
                    days.dedup();
                }
                Every::Month(InMonth::Weekdays(days)) => {
                    days.sort_by_key(|(nth, day)| (last(*nth), day.to_monday_zero_offset()));
                    days.dedup();
                }
                Every::Day | Every::Year | Every::Month(InMonth::Same) => {}
            }
            Rule { every, interval, bound }
        })
    }

    proptest! {
        #[test]
        fn a_rule_that_is_printed_and_read_is_the_same(rule in any_rule()) {
            let printed = rule.to_string();
            if printed.len() <= LONGEST_RULE {
                prop_assert_eq!(printed.parse::<Rule>(), Ok(rule));
            } else {
                prop_assert_eq!(printed.parse::<Rule>(), Err(RuleError::TooLong));
            }
        }

        #[test]
        fn a_text_that_is_read_is_printed_such_that_it_reads_the_same(text in "[A-Z0-9=;,-]{0,60}") {
            if let Ok(rule) = text.parse::<Rule>() {
                prop_assert_eq!(rule.to_string().parse::<Rule>(), Ok(rule));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,300}") {
            let _ = text.parse::<Rule>();
        }
    }
}
