//! How a maintenance repeats, in words: monthly on the third Sunday, 毎月第3日曜日; and why a rule is refused.

use jiff::civil::{Date, Weekday};

use super::{
    dates::{self, DateStyle},
    lists,
    sentences::Sentences,
    t,
};
use crate::domain::{
    language::Language,
    maintenance::recurrence::{
        Every, InMonth, LONGEST_RULE, MOST_OCCURRENCES, MOST_YEARS, Rule, RuleError, Unfit,
    },
};

/// How a rule repeats what happened first on a date; not for how long.
pub fn rule(language: Language, rule: &Rule, first: Date) -> String {
    let say = t(language);
    let n = rule.interval;
    match &rule.every {
        Every::Day if n == 1 => say.msg_repeats_daily(),
        Every::Day => say.msg_repeats_daily_every(n),
        Every::Week(days) => {
            let own = [first.weekday()];
            let days = if days.is_empty() { own.as_slice() } else { days };
            let days = days.iter().map(|day| dates::weekday_name(language, *day));
            let days = listed(language, &days.collect::<Vec<_>>());
            if n == 1 {
                say.msg_repeats_weekly(days)
            } else {
                say.msg_repeats_weekly_every(n, days)
            }
        }
        Every::Month(days) => {
            let days = match days {
                InMonth::Same => vec![month_day(say, first.day())],
                InMonth::Days(days) => days.iter().map(|day| month_day(say, *day)).collect(),
                InMonth::Weekdays(days) => {
                    days.iter().map(|day| nth_weekday(say, language, *day)).collect()
                }
            };
            let days = listed(language, &days);
            if n == 1 {
                say.msg_repeats_monthly(days)
            } else {
                say.msg_repeats_monthly_every(n, days)
            }
        }
        Every::Year => {
            let day = dates::month_day(language, first);
            if n == 1 { say.msg_repeats_yearly(day) } else { say.msg_repeats_yearly_every(n, day) }
        }
    }
}

/// A date with its weekday: 2027年1月17日(日曜日), Sunday, January 17, 2027.
pub fn day(style: &DateStyle<'_>, language: Language, date: Date) -> String {
    let weekday = dates::weekday_name(language, date.weekday());
    t(language).msg_months_day(weekday, style.date(language, date))
}

fn listed(language: Language, days: &[String]) -> String {
    match language {
        Language::Ja => days.join("・"),
        Language::En => lists::nouns(language, days),
    }
}

fn month_day(say: &Sentences, day: i8) -> String {
    u8::try_from(day)
        .map_or_else(|_| say.msg_repeats_month_end(), |day| say.msg_repeats_month_day(day))
}

fn nth_weekday(say: &Sentences, language: Language, (nth, weekday): (i8, Weekday)) -> String {
    let weekday = dates::weekday_name(language, weekday);
    match nth {
        1 => say.msg_repeats_first_weekday(weekday),
        2 => say.msg_repeats_second_weekday(weekday),
        3 => say.msg_repeats_third_weekday(weekday),
        4 => say.msg_repeats_fourth_weekday(weekday),
        5 => say.msg_repeats_fifth_weekday(weekday),
        _ => say.msg_repeats_last_weekday(weekday),
    }
}

/// Why a rule gives no series; `day` writes a date.
pub fn unfit(say: &Sentences, unfit: Unfit, day: impl Fn(Date) -> String) -> String {
    let years = u64::from(MOST_YEARS.unsigned_abs());
    match unfit {
        Unfit::TooMany => {
            say.msg_repeats_too_many(u64::try_from(MOST_OCCURRENCES).unwrap_or(u64::MAX))
        }
        Unfit::TooLong => say.msg_repeats_too_long(years),
        Unfit::EndsBefore => say.msg_repeats_ends_before(),
        Unfit::NotFirst(Some(date)) => say.msg_repeats_not_first(day(date)),
        Unfit::NotFirst(None) => say.msg_repeats_never(years),
        Unfit::NotAnOccurrence(date) => say.msg_repeats_not_an_occurrence(day(date)),
        Unfit::FirstLeftOut => say.msg_repeats_first_left_out(),
        Unfit::Once => say.msg_repeats_once(),
        Unfit::Overlaps(first, second) => say.msg_repeats_overlaps(day(first), day(second)),
        Unfit::ClocksChange(date) => say.msg_repeats_clocks_change(day(date)),
        Unfit::Later => say.msg_repeats_later(),
        Unfit::Emergency => say.msg_repeats_emergency(),
    }
}

/// Why a text is no rule.
pub fn mistake(say: &Sentences, mistake: &RuleError) -> String {
    match mistake {
        RuleError::TooLong => {
            say.msg_rule_too_long(u64::try_from(LONGEST_RULE).unwrap_or(u64::MAX))
        }
        RuleError::NotAPart(part) => say.msg_rule_not_a_part(part),
        RuleError::Unsupported(part) => say.msg_rule_unsupported(part),
        RuleError::Repeated(part) => say.msg_rule_repeated(part),
        RuleError::BadValue(part) => say.msg_rule_bad_value(*part, example(part)),
        RuleError::NoFrequency => say.msg_rule_no_frequency(),
        RuleError::Unbounded => say.msg_rule_unbounded(),
        RuleError::Misplaced(part) => say.msg_rule_misplaced(*part),
    }
}

/// Parts of rules, as they are written in every language.
fn example(part: &str) -> &'static str {
    match part {
        "FREQ" => "FREQ=DAILY / FREQ=WEEKLY / FREQ=MONTHLY / FREQ=YEARLY",
        "INTERVAL" => "INTERVAL=2",
        "COUNT" => "COUNT=12",
        "UNTIL" => "UNTIL=20271231",
        "BYDAY" => "FREQ=WEEKLY;BYDAY=MO,TH / FREQ=MONTHLY;BYDAY=3SU / FREQ=MONTHLY;BYDAY=-1SU",
        _ => "BYMONTHDAY=15 / BYMONTHDAY=-1",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_rule_is_said_in_both_languages() {
        for (text, japanese, english) in [
            ("FREQ=DAILY;COUNT=2", "毎日", "daily"),
            ("FREQ=DAILY;INTERVAL=3;COUNT=2", "3日ごと", "every 3 days"),
            ("FREQ=WEEKLY;COUNT=2", "毎週日曜日", "weekly on Sunday"),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=2",
                "2週間ごとの月曜日・木曜日",
                "every 2 weeks on Monday and Thursday",
            ),
            ("FREQ=MONTHLY;COUNT=2", "毎月17日", "monthly on day 17"),
            (
                "FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=2",
                "毎月15日・末日",
                "monthly on day 15 and the last day",
            ),
            ("FREQ=MONTHLY;BYDAY=3SU;COUNT=2", "毎月第3日曜日", "monthly on the third Sunday"),
            (
                "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU,-1FR;COUNT=2",
                "3か月ごとの第1日曜日・最終金曜日",
                "every 3 months on the first Sunday and the last Friday",
            ),
            ("FREQ=YEARLY;COUNT=2", "毎年1月17日", "yearly on January 17"),
            ("FREQ=YEARLY;INTERVAL=2;COUNT=2", "2年ごとの1月17日", "every 2 years on January 17"),
        ] {
            let (text, first) = (text.parse().unwrap(), date(2027, 1, 17));
            assert_eq!(rule(Language::Ja, &text, first), japanese);
            assert_eq!(rule(Language::En, &text, first), english);
        }
    }
}
