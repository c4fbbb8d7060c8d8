//! What the records hold, computed: each figure is the one that the file expects.

use jiff::civil::Date;
use noroshi::{
    domain::{
        availability::{affected_days, days},
        incident::{IncidentState, UpdateKind, matrix::Subject, reportability::ReportClass},
        key::Key,
        language::Language,
        moment::Moment,
        public::MaintenanceSummary,
        service::Degree,
        span::Span,
    },
    exchange::node::{Content, Node},
    i18n::dates::{self, DateStyle, Profile},
};

use super::{BOTH, Cases, instant, text};
use crate::support::sample::{at, key, tokyo};

const fn profile(language: Language) -> Profile {
    match language {
        Language::Ja => Profile::Notice,
        Language::En => Profile::Prose,
    }
}

fn number(node: &Node, path: &[&str]) -> i64 {
    text(node, path).parse().unwrap()
}

fn texts(node: &Node) -> Vec<&str> {
    node.items().iter().filter_map(Node::as_text).collect()
}

fn entries(node: &Node) -> Vec<(&str, &Node)> {
    match &node.content {
        Content::Map(entries) => {
            entries.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect()
        }
        Content::List(_) | Content::Scalar { .. } => panic!("it is no map"),
    }
}

/// The expectations of a record among several.
fn expected<'n>(list: &'n Node, id: &str) -> &'n Node {
    let record = list.items().iter().find(|node| text(node, &["id"]) == id).unwrap();
    record.get("expectations").unwrap()
}

#[test]
fn the_outage_took_as_long_as_it_took() {
    let cases = Cases::read();
    let incident = &cases.incident("INC-20161011-01").incident;
    let expected = cases.case.get("expectations").unwrap();
    for (period, duration) in entries(expected.get("durations").unwrap()) {
        let span = incident.span(&incident.period(&key(period)).unwrap().span);
        for language in BOTH {
            let lasted = dates::lasted(profile(language), span.duration().unwrap());
            assert_eq!(lasted, text(duration, &[language.tag()]), "{period}");
        }
    }
    let now = at("2016-11-08T10:00:00+09:00");
    let days: Vec<String> =
        affected_days(incident, now, &tokyo()).iter().map(Date::to_string).collect();
    assert_eq!(days, texts(expected.get("affected_days").unwrap()));
}

#[test]
fn customers_were_told_as_soon_and_as_often_as_they_were() {
    let cases = Cases::read();
    let record = cases.incident("INC-20161011-01");
    let expected = cases.case.get("expectations").unwrap();
    let first = record.first_notice();
    let minutes = |name| number(expected, &["time_to_first_notice_min", name]);
    assert_eq!(first.from_detected, Some(minutes("from_detected")));
    assert_eq!(record.minutes_to_first_notice(), Some(minutes("from_detected")));
    assert_eq!(first.from_started, Some(minutes("from_started")));
    assert_eq!(first.from_recurrence, [(key("p3"), minutes("recurrence_from_started"))]);
    let gap = record.longest_gap().unwrap();
    assert_eq!(gap.minutes, number(expected, &["longest_gap_while_not_monitoring_min"]));
    assert_eq!((gap.after, gap.before), (key("U06"), key("U07")));
    assert!(expected.get("missed_promises").unwrap().items().is_empty());
    assert_eq!(record.missed_promises(), []);
    assert_eq!(i64::from(record.last_number()), number(expected, &["report_numbers", "last"]));
    assert_eq!(text(expected, &["report_numbers", "corrections_numbered"]), "false");
    assert!(!UpdateKind::Correction.is_numbered());
}

#[test]
fn a_promise_that_was_not_kept_is_found_and_a_correction_does_not_keep_it() {
    let cases = Cases::read();
    let mut record = cases.incident("INC-20161011-01").clone();
    record.updates[3].posted = at("2016-10-11T11:16:00+09:00");
    let missed = record.missed_promises();
    assert_eq!(missed.len(), 1);
    assert_eq!((&missed[0].by, missed[0].promised), (&key("U02"), at("2016-10-11T11:15:00+09:00")));
}

#[test]
fn what_is_not_stated_is_neither_normal_nor_left_out() {
    let cases = Cases::read();
    let incident = &cases.incident("INC-20161011-01").incident;
    let expected = cases.case.get("expectations").unwrap();
    let gaps: Vec<&str> =
        incident.periods_without_data_statement().into_iter().map(Key::as_str).collect();
    assert_eq!(gaps, texts(expected.get("data_statement_gaps").unwrap()));

    let matrix = incident.matrix(&cases.catalogue);
    let rows = entries(expected.get("matrix").unwrap());
    assert_eq!(matrix.len(), rows.len());
    for (name, row) in rows {
        let found = matrix.iter().find(|row| match &row.of {
            Subject::Function(key) | Subject::Service(key) => key.as_str() == name,
        });
        let degrees = incident.periods.iter().zip(&found.unwrap().degrees);
        for (period, degree) in degrees {
            let word = serde_json::to_value(degree).unwrap();
            assert_eq!(word, text(row, &[period.key.as_str()]), "{name} {}", period.key);
        }
    }
    assert!(matrix.iter().any(|row| row.degrees.contains(&Degree::Unstated)));
}

#[test]
fn whether_it_may_be_reportable_is_judged_by_users_and_time_and_never_without_them() {
    let cases = Cases::read();
    let mut incident = cases.incident("INC-20161011-01").incident.clone();
    let expected = cases.case.get("expectations").unwrap().get("reportability").unwrap();
    let class = ReportClass::DataAndOtherPaidServices;
    assert_eq!(
        incident.count().map(|count| count.n.to_string()).as_deref(),
        Some(text(expected, &["users"]))
    );
    assert_eq!(incident.longest_period_minutes(), Some(number(expected, &["longest_period_min"])));
    assert_eq!(text(expected, &["reportable"]), "false");
    assert_eq!(incident.may_be_reportable(class), Some(false));
    incident.counts.last_mut().unwrap().n = 30_000;
    assert_eq!(incident.may_be_reportable(class), Some(true));
    incident.counts.clear();
    assert_eq!(incident.may_be_reportable(class), None);
}

#[test]
fn the_maintenance_was_announced_early_and_ran_over() {
    let cases = Cases::read();
    let maintenance = cases.maintenance("MNT-20260614-01");
    let expected = expected(cases.more.get("maintenances").unwrap(), "MNT-20260614-01");
    assert_eq!(maintenance.lead_days(), Some(number(expected, &["lead_time_days"])));
    let mail = cases.catalogue.service(&key("mail")).unwrap();
    let (first, now) = (jiff::civil::date(2026, 6, 1), at("2026-06-30T00:00:00+09:00"));
    let summary = MaintenanceSummary::of(maintenance, &cases.catalogue);
    let work = [summary.announced()];
    let days = days(mail, &cases.catalogue, [], work, (first, now), &tokyo());
    let overrun: i64 = days.iter().map(|day| day.impaired.minutes).sum();
    assert_eq!(overrun, number(expected, &["overrun_min"]));
    assert_eq!(days.iter().map(|day| day.down.minutes).sum::<i64>(), 0);
    for (window, state) in entries(expected.get("window_states").unwrap()) {
        let state = state.as_text().unwrap();
        assert_eq!(maintenance.window(&key(window)).unwrap().state.word(), state, "{window}");
    }
    assert_eq!(maintenance.state().word(), "postponed");
}

#[test]
fn the_short_incident_and_the_false_alarm_count_as_what_they_were() {
    let cases = Cases::read();
    let short = cases.incident("INC-20260408-01");
    let incidents = cases.more.get("incidents").unwrap();
    let of_short = expected(incidents, "INC-20260408-01");
    let span = short.incident.span(&short.incident.period(&key("p1")).unwrap().span);
    for language in BOTH {
        let lasted = dates::lasted(profile(language), span.duration().unwrap());
        assert_eq!(lasted, text(of_short, &["durations", "p1", language.tag()]));
    }
    let first = short.first_notice();
    let minutes = |name| number(of_short, &["time_to_first_notice_min", name]);
    assert_eq!(first.from_detected, Some(minutes("from_detected")));
    assert_eq!(first.from_started, Some(minutes("from_started")));
    assert!(!short.incident.report_published);

    let alarm = cases.incident("INC-20260513-01");
    let of_alarm = expected(incidents, "INC-20260513-01");
    assert_eq!(alarm.incident.state, IncidentState::Withdrawn);
    assert_eq!(i64::from(alarm.last_number()), number(of_alarm, &["report_numbers", "last"]));
    let web = cases.catalogue.service(&key("web")).unwrap();
    let now = at("2026-05-14T00:00:00+09:00");
    let first = at("2026-05-13T00:00:00+09:00").date_in(&tokyo());
    let days = days(web, &cases.catalogue, [&alarm.incident], [], (first, now), &tokyo());
    let minutes: i64 = days.iter().map(|day| day.down.minutes + day.impaired.minutes).sum();
    assert_eq!(minutes, number(of_alarm, &["uptime_effect_min"]));
}

#[test]
fn the_demo_set_is_told_relative_to_its_time() {
    let cases = Cases::read();
    let golden = cases.more.get("golden_demo").unwrap();
    let now = instant(golden, "now");
    let record = cases.incident(text(golden, &["incident_id"]));
    let maintenance = cases.maintenance(text(golden, &["maintenance_id"]));
    let zone = tokyo();
    let style = DateStyle { zone: &zone, house: &cases.provider.house_style };
    let started: &Moment = record.incident.started().unwrap();
    let last = record.updates.last().unwrap().posted;
    let promised = record.promise().unwrap().at;
    let window: Span = maintenance.windows[0].span();
    let starts = maintenance.windows[0].start.at;
    for language in BOTH {
        let expected = |name| text(golden, &["relative", name, language.tag()]);
        assert_eq!(dates::elapsed(language, started.at, now), expected("elapsed"));
        assert_eq!(style.relative(language, last, now), expected("last_update"));
        assert_eq!(style.relative(language, promised, now), expected("next_update"));
        assert_eq!(style.relative(language, starts, now), expected("maintenance_starts"));
        let profile = match language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        };
        assert_eq!(
            style.span(profile, &window).unwrap(),
            text(golden, &["window", language.tag()])
        );
    }
}
