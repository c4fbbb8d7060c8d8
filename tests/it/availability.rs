//! What of an outage counts when there was announced work (rule D23), and how readers are told.

use jiff::civil::date;
use noroshi::{
    domain::{
        availability::{self, Day},
        incident::{Incident, IncidentRecord, IncidentState},
        language::Language,
        maintenance::{Maintenance, Window, WindowState},
        policy::NoticePolicy,
        public::{MaintenanceSummary, Model, Site, View},
        service::Degree,
        status::ServiceState,
    },
    views::public,
};

use crate::support::{
    portal::{maintenance, provider},
    sample::{at, catalogue, incident, key, minute, period, symptom, tokyo},
};

/// An instant of the night of the work.
fn time(text: &str) -> String {
    format!("2016-10-09T{text}:00+09:00")
}

/// An incident in which everything of mail was out in these spans.
fn outage(spans: &[(&str, &str)]) -> Incident {
    let out = || vec![symptom("pop", Degree::Unavailable), symptom("send", Degree::Unavailable)];
    let one = |(index, (from, until)): (usize, &(&str, &str))| {
        period(&format!("p{}", index + 1), &time(from), Some(&time(until)), out())
    };
    let periods = spans.iter().enumerate().map(one).collect();
    Incident { state: IncidentState::Recovered, periods, ..incident() }
}

fn window(state: WindowState, from: &str, until: &str) -> Window {
    let planned = Window::planned(key("w1"), minute(&time(from)), minute(&time(until)));
    Window { state, ..planned }
}

/// Work on mail from 02:00 to 05:00 that was done, with what was announced of interruptions.
fn work(max_interruption: Option<u32>, interruptions: Option<u32>) -> Maintenance {
    Maintenance {
        services: vec![key("mail")],
        windows: vec![window(WindowState::Completed, "02:00", "05:00")],
        max_interruption,
        interruptions,
        ..maintenance("MNT-20161009-01", &time("02:00"), &time("05:00"))
    }
}

fn days(incident: &Incident, work: &[Maintenance]) -> Vec<Day> {
    let catalogue = catalogue();
    let mail = catalogue.service(&key("mail")).unwrap();
    let work: Vec<_> = work.iter().map(|one| MaintenanceSummary::of(one, &catalogue)).collect();
    let announced = work.iter().map(MaintenanceSummary::announced);
    let first_and_now = (date(2016, 10, 8), at("2016-10-12T00:00:00+09:00"));
    availability::days(mail, &catalogue, [incident], announced, first_and_now, &tokyo())
}

/// Minutes down, impaired, and within what was announced; and the state of the day of the work.
fn told(spans: &[(&str, &str)], work: &[Maintenance]) -> (i64, i64, i64, ServiceState) {
    let days = days(&outage(spans), work);
    let sum = |of: fn(&Day) -> i64| days.iter().map(of).sum();
    (
        sum(|day| day.down.minutes),
        sum(|day| day.impaired.minutes),
        sum(|day| day.announced.minutes),
        days[1].worst,
    )
}

use ServiceState::{Maintenance as Worked, Major};

#[test]
fn an_interruption_within_what_was_announced_counts_nowhere() {
    assert_eq!(told(&[("02:10", "02:20")], &[work(Some(600), None)]), (0, 0, 10, Worked));
    // Where no length was announced, the whole window was.
    assert_eq!(told(&[("02:00", "05:00")], &[work(None, None)]), (0, 0, 180, Worked));
    // Work without an outage is maintenance and nothing else.
    assert_eq!(told(&[], &[work(Some(600), None)]), (0, 0, 0, Worked));
}

#[test]
fn what_is_longer_than_announced_counts() {
    assert_eq!(told(&[("02:00", "02:30")], &[work(Some(600), None)]), (20, 20, 10, Major));
    assert_eq!(told(&[("02:00", "02:30")], &[work(Some(0), None)]), (30, 30, 0, Major));
}

#[test]
fn each_interruption_is_excused_as_long_and_as_often_as_announced() {
    let twice = [("02:00", "02:10"), ("03:00", "03:15")];
    assert_eq!(told(&twice, &[work(Some(600), Some(2))]), (5, 5, 20, Major));
    let short = [("02:00", "02:06"), ("03:00", "03:06")];
    assert_eq!(told(&short, &[work(Some(600), None)]), (2, 2, 10, Major));
    // Periods that overlap or touch are one interruption.
    let touching = [("02:00", "02:06"), ("02:04", "02:08"), ("02:08", "02:12")];
    assert_eq!(told(&touching, &[work(Some(600), Some(2))]), (2, 2, 10, Major));
}

#[test]
fn what_lies_outside_the_announced_window_counts() {
    assert_eq!(told(&[("01:30", "02:05")], &[work(Some(600), None)]), (30, 30, 5, Major));
    let mut late = work(Some(1800), None);
    late.windows[0].extended_to = Some(minute(&time("06:00")));
    // The extension was not announced: the outage in it counts, and so does the work itself.
    assert_eq!(told(&[("04:50", "05:20")], &[late.clone()]), (20, 60, 10, Major));
    late.windows[0].actual_end = Some(minute(&time("05:10")));
    assert_eq!(told(&[], &[late]), (0, 10, 0, Worked));
}

#[test]
fn a_window_in_which_no_work_was_done_excuses_nothing() {
    use WindowState::{Cancelled, Postponed, Rescheduled, Scheduled};
    for state in [Scheduled, Postponed, Cancelled, Rescheduled] {
        let mut not_done = work(None, None);
        not_done.windows[0].state = state;
        let told = told(&[("02:00", "02:30")], &[not_done]);
        assert_eq!(told, (30, 30, 0, Major), "{state:?}");
    }
}

#[test]
fn an_alternate_date_excuses_only_if_it_was_needed() {
    let mut moved = work(Some(600), None);
    moved.windows[0].state = WindowState::Postponed;
    moved.windows.push(Window { spare: true, ..window(WindowState::Completed, "20:00", "23:00") });
    let spans = [("02:00", "02:10"), ("20:00", "20:10")];
    assert_eq!(told(&spans, &[moved]), (10, 10, 10, Major));
    let mut as_planned = work(Some(600), None);
    as_planned
        .windows
        .push(Window { spare: true, ..window(WindowState::Cancelled, "20:00", "23:00") });
    assert_eq!(told(&spans, &[as_planned]), (10, 10, 10, Major));
}

#[test]
fn every_window_has_an_allowance_of_its_own() {
    let mut twice = work(Some(600), None);
    twice.windows.push(window(WindowState::RolledBack, "20:00", "23:00"));
    let spans = [("02:00", "02:10"), ("20:00", "20:15")];
    assert_eq!(told(&spans, &[twice]), (5, 5, 20, Major));
}

#[test]
fn work_that_overlaps_excuses_no_minute_twice() {
    let other = Maintenance { reference: "MNT-20161009-02".parse().unwrap(), ..work(None, None) };
    let both = [work(Some(600), None), other];
    assert_eq!(told(&[("02:00", "02:30")], &both), (0, 0, 30, Worked));
}

#[test]
fn work_on_another_service_excuses_nothing() {
    let elsewhere = Maintenance { services: vec![key("web")], ..work(None, None) };
    assert_eq!(told(&[("02:00", "02:30")], &[elsewhere]), (30, 30, 0, Major));
}

#[test]
fn work_that_goes_on_is_excused_up_to_now_and_no_further_than_announced() {
    let catalogue = catalogue();
    let mail = catalogue.service(&key("mail")).unwrap();
    let mut going_on = work(None, None);
    going_on.windows[0].state = WindowState::InProgress;
    let mut open = outage(&[("02:00", "05:00")]);
    open.state = IncidentState::Investigating;
    open.periods[0].span.end = noroshi::domain::span::SpanEnd::Ongoing;
    let going_on = MaintenanceSummary::of(&going_on, &catalogue);
    let minutes = |now: &str| {
        let first_and_now = (date(2016, 10, 9), at(&time(now)));
        let work = [going_on.announced()];
        let days = availability::days(mail, &catalogue, [&open], work, first_and_now, &tokyo());
        (days[0].down.minutes, days[0].announced.minutes)
    };
    assert_eq!(minutes("03:00"), (0, 60));
    assert_eq!(minutes("05:30"), (30, 180));
}

#[test]
fn readers_are_told_what_was_maintenance_and_what_counted() {
    let now = at("2016-10-12T12:00:00+09:00");
    let site = Site::new(provider(), catalogue(), NoticePolicy::default());
    let mut model = Model::new(site);
    let incident = outage(&[("02:00", "02:30")]);
    model.put_incident(IncidentRecord { incident, updates: vec![] }, now);
    model.put_maintenance(work(Some(600), None), now);
    let view = View { model: &model, now, as_of: now, stale: false };
    let mail = model.site.catalogue.service(&key("mail")).unwrap();
    for (language, said) in [
        (
            Language::Ja,
            ["お知らせしたメンテナンスの範囲内 10分（含みません）", "20分", "MNT-20161009-01"],
        ),
        (
            Language::En,
            ["10 min within announced maintenance (not counted)", "20 min", "MNT-20161009-01"],
        ),
    ] {
        let page = public::service(&view, language, mail).unwrap();
        for said in said {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}
