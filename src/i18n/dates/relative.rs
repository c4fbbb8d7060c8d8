//! Times relative to now: 3分前, in 57 minutes. They stand beside the absolute time, never instead
//! of it. Minutes and hours are cut, not rounded; days are the difference of the calendar dates.

use super::{DateStyle, duration};
use crate::domain::{language::Language, time::Timestamp};

/// What is counted of a distance.
#[derive(Clone, Copy)]
enum Step {
    UnderAMinute,
    Minutes(i64),
    Hours(i64),
    Days(i64),
}

impl DateStyle<'_> {
    /// A time as seen from now: 3分前, 2 days ago, あと57分, in 1 hour.
    pub fn relative(&self, language: Language, at: Timestamp, now: Timestamp) -> String {
        let past = at <= now;
        let (earlier, later) = if past { (at, now) } else { (now, at) };
        let step = self.step(earlier, later);
        match (language, past) {
            (Language::Ja, true) => past_ja(step),
            (Language::Ja, false) => future_ja(step),
            (Language::En, true) => past_en(step),
            (Language::En, false) => future_en(step),
        }
    }

    fn step(&self, earlier: Timestamp, later: Timestamp) -> Step {
        let minutes = later.minutes_since(earlier);
        match minutes {
            ..1 => Step::UnderAMinute,
            1..60 => Step::Minutes(minutes),
            60..1440 => Step::Hours(minutes / 60),
            _ => {
                let (from, to) = (earlier.date_in(self.zone), later.date_in(self.zone));
                let days = from.until(to).map_or(minutes / 1440, |days| i64::from(days.get_days()));
                Step::Days(days.max(1)) // 24 hours within a day of 25
            }
        }
    }
}

/// How long something has been going on: 発生から42分, 42 min since it started.
pub fn elapsed(language: Language, since: Timestamp, now: Timestamp) -> String {
    let minutes = now.minutes_since(since);
    match language {
        Language::Ja => format!("発生から{}", duration::short(language, minutes)),
        Language::En => format!("{} since it started", duration::short(language, minutes)),
    }
}

fn past_ja(step: Step) -> String {
    match step {
        Step::UnderAMinute => "たった今".to_owned(),
        Step::Minutes(n) => format!("{n}分前"),
        Step::Hours(n) => format!("{n}時間前"),
        Step::Days(n) => format!("{n}日前"),
    }
}

fn future_ja(step: Step) -> String {
    match step {
        Step::UnderAMinute => "まもなく".to_owned(),
        Step::Minutes(n) => format!("あと{n}分"),
        Step::Hours(n) => format!("あと{n}時間"),
        Step::Days(n) => format!("あと{n}日"),
    }
}

fn past_en(step: Step) -> String {
    match counted_en(step) {
        None => "just now".to_owned(),
        Some(count) => format!("{count} ago"),
    }
}

fn future_en(step: Step) -> String {
    match counted_en(step) {
        None => "in less than a minute".to_owned(),
        Some(count) => format!("in {count}"),
    }
}

fn counted_en(step: Step) -> Option<String> {
    let (n, unit) = match step {
        Step::UnderAMinute => return None,
        Step::Minutes(n) => (n, "minute"),
        Step::Hours(n) => (n, "hour"),
        Step::Days(n) => (n, "day"),
    };
    Some(if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") })
}
