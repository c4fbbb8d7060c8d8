//! Maintenances in readers' own calendars: what a calendar is told, before and after each change. The files are read
//! here by the rules of RFC 5545 alone; `tests/browser/feeds.test.mjs` reads them with two parsers of others.

mod feeds;

use noroshi::{
    domain::{
        language::Language,
        maintenance::{
            Maintenance, Window,
            calendar::EntryStatus,
            life::{NewDate, Step},
        },
        moment::Moment,
        policy::NoticePolicy,
        public::{Calendar, Model, Site, View},
        service::Degree,
        text::LocalizedText,
        time::Timestamp,
    },
    views::public,
};

use crate::support::{
    portal::{maintenance, provider},
    sample::{at, catalogue, key, symptom},
};

const HOST: &str = "status.example.jp";

/// The time at which calendars are made, unless a test says another.
fn now() -> Timestamp {
    at("2026-06-10T12:00:00+09:00")
}

fn planned() -> Maintenance {
    maintenance("MNT-20260614-01", "2026-06-14T01:00:00+09:00", "2026-06-14T04:00:00+09:00")
}

fn model(records: &[Maintenance]) -> Model {
    let mut model = Model::new(Site::new(provider(), catalogue(), NoticePolicy::default()));
    for record in records {
        model.put_maintenance(record.clone(), now());
    }
    model
}

fn file(records: &[Maintenance], language: Language, which: &Calendar) -> String {
    let model = model(records);
    let view = View { model: &model, now: now(), as_of: now(), stale: false };
    public::calendar(&view, language, which).unwrap()
}

/// The properties of each component of a kind, unfolded and unescaped.
fn components(file: &str, kind: &str) -> Vec<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in file.replace("\r\n ", "").split("\r\n") {
        let Some((name, value)) = line.split_once(':') else { continue };
        match (name, value == kind) {
            ("BEGIN", true) => {
                inside = true;
                found.push(Vec::new());
            }
            ("END", true) => inside = false,
            _ if inside => {
                let value = value
                    .replace("\\n", "\n")
                    .replace("\\,", ",")
                    .replace("\\;", ";")
                    .replace("\\\\", "\\");
                found.last_mut().unwrap().push((name.to_owned(), value));
            }
            _ => {}
        }
    }
    found
}

fn value<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
    let found = event.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

fn utc(at: Timestamp) -> String {
    at.in_zone(&jiff::tz::TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Every entry of a maintenance is in the calendar, and says what the record says.
fn agrees(record: &Maintenance) -> String {
    let file = file(std::slice::from_ref(record), Language::En, &Calendar::All);
    let events = components(&file, "VEVENT");
    let entries = record.calendar();
    assert_eq!(events.len(), entries.len(), "{file}");
    for (event, entry) in events.iter().zip(&entries) {
        let status = match entry.status {
            EntryStatus::Tentative => "TENTATIVE",
            EntryStatus::Confirmed => "CONFIRMED",
            EntryStatus::Cancelled => "CANCELLED",
        };
        assert_eq!(value(event, "UID"), entry.uid(HOST));
        assert_eq!(value(event, "SEQUENCE"), entry.sequence.to_string());
        assert_eq!(value(event, "STATUS"), status);
        assert_eq!(value(event, "DTSTART"), utc(entry.start().at));
        assert_eq!(value(event, "DTEND"), utc(entry.end().at));
        if let Some(changed) = entry.last_modified {
            assert_eq!(value(event, "DTSTAMP"), utc(changed));
        }
    }
    file
}

fn titles(file: &str) -> Vec<String> {
    let events = components(file, "VEVENT");
    events.iter().map(|event| value(event, "SUMMARY").to_owned()).collect()
}

#[test]
fn what_may_fail_is_told_on_the_page_in_the_calendar_and_at_each_service_that_has_the_function() {
    let record = Maintenance {
        services: vec![key("mail"), key("web")],
        effects: vec![symptom("pop", Degree::Unavailable), symptom("serve", Degree::Errors)],
        max_interruption: Some(600),
        ..planned()
    };
    let of_mail = "Using pop may be unavailable for about 10 minutes within the window.";
    let all = format!("{of_mail} In addition, customers may see errors when using serve.");
    let model = model(std::slice::from_ref(&record));
    let view = View { model: &model, now: now(), as_of: now(), stale: false };
    let page = public::maintenance(&view, Language::En, &record).unwrap();
    assert!(page.contains(&all), "{page}");
    let event = &components(&agrees(&record), "VEVENT")[0];
    assert!(value(event, "DESCRIPTION").contains(&format!("Impact: {all}")));
    let service = |name: &str| {
        let service = model.site.catalogue.service(&key(name)).unwrap();
        public::service(&view, Language::En, service).unwrap()
    };
    let (mail, web) = (service("mail"), service("web"));
    assert!(mail.contains(of_mail) && !mail.contains("using serve"), "{mail}");
    assert!(web.contains("Customers may see errors when using serve within the window."), "{web}");
    // What somebody wrote stands as it was written.
    let impact = Some(LocalizedText::both("短時間止まります。", "It stops for a moment."));
    let written = Maintenance { impact, ..record };
    let page = public::maintenance(&view, Language::En, &written).unwrap();
    assert!(page.contains("It stops for a moment.") && !page.contains(of_mail));
}

#[test]
fn a_calendar_says_what_the_record_says_before_and_after_each_change() {
    let day = |text: &str| at(&format!("2026-06-{text}:00+09:00"));
    let to = |start: &str, end: &str| {
        Step::Reschedule(NewDate::At { start: day(start), end: day(end), remind_at: None })
    };
    let mut record = planned();
    let title = titles(&agrees(&record)).remove(0);
    assert!(title.starts_with("Maintenance: ") && title.ends_with("quipment renewal"), "{title}");
    let steps = [
        ("w1", to("21T02:00", "21T05:00"), "10T12:00", None),
        ("w02", Step::Start { at: Moment::minute(day("21T02:00")) }, "21T02:00", None),
        (
            "w02",
            Step::Extend { until: Moment::minute(day("21T06:00")) },
            "21T04:00",
            Some("Extended"),
        ),
        ("w02", Step::Verify, "21T05:30", None),
        ("w02", Step::Complete { at: Moment::minute(day("21T05:40")) }, "21T05:45", None),
    ];
    for (number, (window, step, now, mark)) in steps.into_iter().enumerate() {
        record = record.after(&key(window), &step, day(now)).unwrap();
        let file = agrees(&record);
        let titles = titles(&file);
        let marked = mark.is_some_and(|mark| titles[0].starts_with(mark));
        assert_eq!(marked, mark.is_some(), "{number}: {titles:?}");
        let uid = value(&components(&file, "VEVENT")[0], "UID").to_owned();
        assert_eq!(uid, format!("MNT-20260614-01-w1@{HOST}"), "the same entry for ever");
    }
}

#[test]
fn what_was_called_off_or_may_not_take_place_stays_and_says_so() {
    let off = planned().after(&key("w1"), &Step::Cancel, now()).unwrap();
    let file = agrees(&off);
    assert!(titles(&file)[0].starts_with("Cancelled: "), "{file}");
    let later = planned().after(&key("w1"), &Step::Postpone, now()).unwrap();
    let file = agrees(&later);
    assert!(titles(&file)[0].starts_with("Postponed: "), "{file}");
    let mut spare = planned();
    let other = Window { key: key("w2"), spare: true, ..spare.windows[0].clone() };
    spare.windows.push(other);
    assert_eq!(agrees(&spare).matches("STATUS:TENTATIVE").count(), 1);
}

#[test]
fn a_service_and_a_maintenance_have_calendars_of_their_own() {
    let elsewhere = Maintenance {
        services: vec![key("web")],
        ..maintenance("MNT-20260615-01", "2026-06-15T01:00:00+09:00", "2026-06-15T04:00:00+09:00")
    };
    let both = [planned(), elsewhere];
    let count = |which: &Calendar| components(&file(&both, Language::Ja, which), "VEVENT").len();
    assert_eq!(count(&Calendar::All), 2);
    assert_eq!(count(&Calendar::Service(key("web"))), 1);
    assert_eq!(count(&Calendar::Service(key("nothing"))), 0);
    let one = file(&both, Language::Ja, &Calendar::Maintenance(both[0].reference));
    assert_eq!(components(&one, "VEVENT").len(), 1);
    // It goes into the reader's own calendar, and makes none.
    assert!(!one.contains("X-WR-CALNAME") && !one.contains("REFRESH-INTERVAL"), "{one}");
}

#[test]
fn a_calendar_is_well_formed_in_both_languages_also_when_it_is_empty() {
    let mut hostile = planned();
    hostile.title = noroshi::domain::text::LocalizedText::both(
        "設備;更新,\\と\r\nEND:VCALENDAR",
        "a;b,c\\d\r\nEND:VCALENDAR",
    );
    for records in [vec![], vec![planned()], vec![hostile]] {
        for language in Language::ALL {
            let file = file(&records, language, &Calendar::All);
            assert!(
                file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n']))
            );
            assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
            let ends = file.split("\r\n").filter(|line| *line == "END:VCALENDAR");
            assert_eq!(ends.count(), 1, "{file}");
            assert_eq!(components(&file, "VTIMEZONE").len(), 1, "a calendar has a component");
            assert_eq!(components(&file, "VEVENT").len(), records.len());
        }
    }
}

#[test]
fn what_is_long_over_leaves_the_calendar_and_nothing_else_does() {
    let old =
        maintenance("MNT-20250101-01", "2025-01-01T01:00:00+09:00", "2025-01-01T02:00:00+09:00");
    let recent =
        maintenance("MNT-20250701-01", "2025-07-01T01:00:00+09:00", "2025-07-01T02:00:00+09:00");
    let file = file(&[old, recent, planned()], Language::En, &Calendar::All);
    let events = components(&file, "VEVENT");
    let uids: Vec<&str> = events.iter().map(|event| value(event, "UID")).collect();
    assert_eq!(uids.len(), 2, "{uids:?}");
    assert!(uids[0].starts_with("MNT-20250701-01") && uids[1].starts_with("MNT-20260614-01"));
}

#[test]
fn a_calendar_is_the_same_as_long_as_nothing_changes() {
    let model = model(&[planned()]);
    let made = |now: &str| {
        let view = View { model: &model, now: at(now), as_of: at(now), stale: false };
        public::calendar(&view, Language::Ja, &Calendar::All).unwrap()
    };
    assert_eq!(made("2026-06-10T00:00:00+09:00"), made("2026-06-10T23:59:00+09:00"));
}

#[test]
fn the_calendar_of_the_service_is_read_in_its_language() {
    for language in Language::ALL {
        let file = file(&[planned()], language, &Calendar::Service(key("mail")));
        insta::assert_snapshot!(format!("calendar_{}", language.tag()), file.replace("\r\n", "\n"));
    }
}

/// The texts of what a selector finds on the page of the months.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let document = scraper::Html::parse_document(page);
    let selector = scraper::Selector::parse(selector).unwrap();
    document.select(&selector).map(|found| found.text().collect::<String>()).collect()
}

#[test]
fn readers_see_what_is_planned_by_month_with_the_public_holidays() {
    let night =
        maintenance("MNT-20260720-01", "2026-07-20T23:00:00+09:00", "2026-07-21T02:00:00+09:00");
    let to_midnight =
        maintenance("MNT-20260722-01", "2026-07-22T22:00:00+09:00", "2026-07-23T00:00:00+09:00");
    let far =
        maintenance("MNT-20270111-01", "2027-01-11T01:00:00+09:00", "2027-01-11T02:00:00+09:00");
    let off = planned().after(&key("w1"), &Step::Cancel, now()).unwrap();
    let model = model(&[off, night, to_midnight, far]);
    let view = View { model: &model, now: now(), as_of: now(), stale: false };
    for (language, months, holiday, cancelled, known) in [
        (
            Language::Ja,
            ["2026年6月", "2026年7月", "2027年1月"],
            "海の日",
            "中止",
            "2016年から2027年まで",
        ),
        (
            Language::En,
            ["June 2026", "July 2026", "January 2027"],
            "Marine Day",
            "Cancelled",
            "2016 to 2027",
        ),
    ] {
        let page = public::months(&view, language, None).unwrap();
        assert_eq!(texts(&page, "h2"), months);
        let at = |day: &str| texts(&page, &format!("td:has(time[datetime='{day}']) li"));
        assert_eq!(at("2026-07-20").len(), 1, "a night is on both of its days");
        assert_eq!(at("2026-07-21").len(), 1);
        assert_eq!((at("2026-07-22").len(), at("2026-07-23").len()), (1, 0));
        assert!(at("2026-06-14")[0].contains(cancelled), "{:?}", at("2026-06-14"));
        let day = texts(&page, "td.is-holiday:has(time[datetime='2026-07-20'])");
        assert!(day[0].contains(holiday), "{day:?}");
        assert_eq!(texts(&page, "[aria-current=date]").len(), 1, "today is marked");
        assert!(page.contains(known), "{page}");
        // Every week is a row of seven cells under seven weekdays.
        let rows = texts(&page, "table.month tbody tr").len();
        assert_eq!(texts(&page, "table.month td").len(), 7 * rows);
        assert_eq!(texts(&page, "table.month th[scope=col]").len(), 7 * months.len());
    }
}
