//! Calendar files with what they must say: before and after each change, in both languages, in zones with and without
//! summer time. What is written here is read by two parsers of others in `tests/browser/feeds.test.mjs`.

use jiff::tz::TimeZone;
use noroshi::{
    domain::{
        language::Language,
        maintenance::{
            Maintenance, Window,
            life::{NewDate, Step},
        },
        moment::Moment,
        policy::NoticePolicy,
        public::{Calendar, Model, Site, View},
        text::LocalizedText,
        time::Timestamp,
    },
    views::public,
};
use serde_json::{Value, json};

use super::HOST;
use crate::support::{
    portal::{maintenance, provider},
    sample::{at, catalogue, key},
};

/// A zone and an instant at which its clocks change; those of Tokyo never do.
const ZONES: [(&str, &str); 4] = [
    ("Asia/Tokyo", "2026-10-25T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25T01:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
];

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// A maintenance the day before the clocks change, across the change, and the day after.
fn around(change: Timestamp) -> Maintenance {
    let minute = |minutes| Moment::minute(change.plus_minutes(minutes));
    let window =
        |name: &str, from: i64, to: i64| Window::planned(key(name), minute(from), minute(to));
    Maintenance {
        title: LocalizedText::both("設備;更新,\\と「交換」", "renewal; replacement, a\\b"),
        impact: Some(LocalizedText::both(
            "作業時間中、メールの受信(POP)が30分程度ご利用いただけないことがございます。",
            "Receiving mail (POP) may be unavailable for about 30 minutes within the window.",
        )),
        windows: vec![
            window("w1", -DAY, -DAY + 2 * HOUR),
            window("w2", -HOUR, HOUR),
            window("w3", DAY, DAY + 2 * HOUR),
        ],
        ..maintenance("MNT-20261001-01", "2026-10-01T01:00:00Z", "2026-10-01T02:00:00Z")
    }
}

/// The record as it is announced, and after each change.
fn stages(change: Timestamp) -> Vec<(&'static str, Maintenance)> {
    let minute = |minutes| change.plus_minutes(minutes);
    let moved =
        NewDate::At { start: minute(2 * DAY), end: minute(2 * DAY + 2 * HOUR), remind_at: None };
    let at = |minutes| Moment::minute(minute(minutes));
    let steps = [
        ("rescheduled", "w1", Step::Reschedule(moved), -2 * DAY),
        ("postponed", "w3", Step::Postpone, -2 * DAY + 1),
        ("started", "w2", Step::Start { at: at(-HOUR) }, -HOUR),
        ("extended", "w2", Step::Extend { until: at(2 * HOUR) }, 30),
        ("completed", "w2", Step::Complete { at: at(90) }, 91),
        ("cancelled", "w04", Step::Cancel, 92),
    ];
    let mut record = around(change);
    let mut stages = vec![("announced", record.clone())];
    for (name, window, step, now) in steps {
        record = record.after(&key(window), &step, minute(now)).unwrap();
        stages.push((name, record.clone()));
    }
    stages
}

/// What a reader of the file must find.
fn expected(record: &Maintenance, language: Language) -> Vec<Value> {
    let mut entries = record.calendar();
    entries.sort_by_key(|entry| entry.start().at);
    let title = match language {
        Language::Ja => "メンテナンス：みなとmail：設備;更新,\\と「交換」",
        Language::En => "Maintenance: Minato mail: renewal; replacement, a\\b",
    };
    let entry = |entry: &noroshi::domain::maintenance::calendar::Entry| {
        json!({
            "uid": entry.uid(HOST),
            "sequence": entry.sequence,
            "status": format!("{:?}", entry.status).to_uppercase(),
            "start": entry.start().at.seconds(),
            "end": entry.end().at.seconds(),
            "changed": entry.last_modified.map(Timestamp::seconds),
            "title": title,
        })
    };
    entries.iter().map(entry).collect()
}

fn feed(zone: &str, change: Timestamp, language: Language, stage: &(&str, Maintenance)) -> Value {
    let (name, record) = stage;
    let mut provider = provider();
    zone.clone_into(&mut provider.zone);
    let mut model = Model::new(Site::new(provider, catalogue(), NoticePolicy::default()));
    let now = change.plus_minutes(-2 * DAY);
    model.put_maintenance(record.clone(), now);
    let view = View { model: &model, now, as_of: now, stale: false };
    let file = public::calendar(&view, language, &Calendar::All).unwrap();
    let instants = [-DAY, -3 * HOUR, -1, 0, 1, 3 * HOUR, DAY].map(|it| change.plus_minutes(it));
    let clocks = TimeZone::get(zone).unwrap();
    let local = |at: &Timestamp| at.in_zone(&clocks).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    json!({
        "zone": zone,
        "language": language.tag(),
        "stage": name,
        "file": file,
        "instants": instants.iter().map(|at| at.seconds()).collect::<Vec<_>>(),
        "clocks": instants.iter().map(local).collect::<Vec<_>>(),
        "events": expected(record, language),
    })
}

/// Every change in both languages in Tokyo; the first and the last record of each zone with summer time.
#[test]
fn files_for_two_parsers_of_others_say_what_the_records_say() {
    let mut feeds = Vec::new();
    for (zone, change) in ZONES {
        let change = at(change);
        let stages = stages(change);
        let last = stages.len() - 1;
        for (number, stage) in stages.iter().enumerate() {
            if zone == "Asia/Tokyo" || number == 0 {
                feeds.push(feed(zone, change, Language::Ja, stage));
            }
            if zone == "Asia/Tokyo" || number == last {
                feeds.push(feed(zone, change, Language::En, stage));
            }
        }
    }
    let lines: Vec<String> = feeds.iter().map(Value::to_string).collect();
    insta::assert_snapshot!("feeds", lines.join("\n"));
}
