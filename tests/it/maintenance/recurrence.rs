//! The dates of rules beside those of another implementation: `tests/data/recurrence.py` says of which.

use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};
use noroshi::domain::{
    maintenance::{
        Maintenance, MaintenanceKind, Recurrence, Window, recurrence::Unfit, series::Planning,
    },
    moment::Moment,
    policy::NoticePolicy,
    text::LocalizedText,
    time::Timestamp,
};
use serde::Deserialize;

use crate::support::sample::key;

/// A rule, and what others make of it.
#[derive(Debug, Deserialize)]
struct Case {
    zone: String,
    first: String,
    time: String,
    rule: String,
    /// The instants of every occurrence.
    at: Option<Vec<String>>,
    /// Of a rule to which the first date does not belong, the one with which it begins; `never` if it has none.
    begins: Option<String>,
}

/// When the first one begins, on the clock of its zone.
fn civil(case: &Case) -> DateTime {
    format!("{}T{}", case.first, case.time).parse().unwrap()
}

/// Whether the clocks skip that time: work begins later then, and so does that of the other dates.
fn is_skipped(case: &Case) -> bool {
    let zone = TimeZone::get(&case.zone).unwrap();
    Timestamp::from_civil(civil(case), &zone).in_zone(&zone).datetime() != civil(case)
}

fn occurrences(case: &Case) -> Result<Vec<String>, Unfit> {
    let zone = TimeZone::get(&case.zone).unwrap();
    let date: Date = case.first.parse().unwrap();
    let start = Timestamp::from_civil(civil(case), &zone);
    let moment = |at| Moment::minute(at);
    let window = Window::planned(key("w1"), moment(start), moment(start.plus_minutes(1)));
    let reference = format!("MNT-{}-01", date.strftime("%Y%m%d")).parse().unwrap();
    let title = LocalizedText::both("点検", "Check");
    let mut first = Maintenance::blank(reference, MaintenanceKind::Regular, title, vec![window]);
    first.recurrence = Some(Recurrence { rule: case.rule.parse().unwrap(), except: vec![] });
    let policy = NoticePolicy::default();
    let planning = Planning { policy: &policy, zone: &zone, reminds: false, now: start };
    let later = first.occurrences(planning)?;
    let utc = |one: &Maintenance| {
        let at = one.windows[0].start.at.in_zone(&TimeZone::UTC);
        at.strftime("%Y-%m-%dT%H:%MZ").to_string()
    };
    Ok([&first].into_iter().chain(&later).map(utc).collect())
}

#[test]
fn every_rule_gives_the_dates_that_others_give() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("../../data/recurrence.json")).unwrap();
    assert_eq!(cases.len(), 600);
    for case in cases.iter().filter(|case| !is_skipped(case)) {
        match (&case.at, &case.begins, occurrences(case)) {
            (Some(at), _, given) => assert_eq!(given.as_ref(), Ok(at), "{case:?}"),
            (None, Some(begins), Err(Unfit::NotFirst(date))) => {
                let date = date.map_or_else(|| "never".to_owned(), |date| date.to_string());
                assert_eq!(date, *begins, "{case:?}");
            }
            (None, None, Err(Unfit::TooMany | Unfit::TooLong | Unfit::Once)) => {}
            (_, _, given) => panic!("{case:?}: {given:?}"),
        }
    }
}
