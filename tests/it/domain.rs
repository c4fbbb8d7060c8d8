//! The rules of incidents: what may follow what, what recovery asks for, how states and figures are
//! computed.

use noroshi::domain::{
    audit::{AuditEntry, AuditEvent},
    availability,
    incident::{
        BacklogState, Count, CountBasis, DataState, IncidentRecord, IncidentState, PeriodKind,
        Scope, Severity, UpdateKind, When,
        check::{Fault, check},
        contract::ContractFact,
        opening::{may_recur, proposed_severity},
        transition::Refusal,
    },
    language::Language,
    moment::{Grain, Moment},
    notice::{Apology, Tense},
    policy::NoticePolicy,
    service::Degree,
    span::SpanEnd,
    status::{OverallState, ServiceState, service_state},
    text::{LocalizedText, TextState},
};

use crate::support::sample::{
    at, catalogue, corrected, day, incident, judgement, key, minute, period, record, symptom,
    tokyo, update,
};

const POSTED: &str = "2016-10-12T10:00:00+09:00";

/// Posts an update that leaves the facts as they are.
fn post(
    record: &IncidentRecord,
    kind: UpdateKind,
    state: IncidentState,
) -> Result<IncidentRecord, Vec<Refusal>> {
    post_with(record, record.incident.clone(), kind, state)
}

fn post_with(
    record: &IncidentRecord,
    edited: noroshi::domain::incident::Incident,
    kind: UpdateKind,
    state: IncidentState,
) -> Result<IncidentRecord, Vec<Refusal>> {
    let name = format!("U{:02}", record.updates.len() + 1);
    let mut update = update(&name, kind, state, POSTED);
    update.correction = (kind == UpdateKind::Correction).then(|| corrected("text"));
    let (incident, update) = record.post(edited, update, &catalogue())?;
    let mut updates = record.updates.clone();
    updates.push(update);
    Ok(IncidentRecord { incident, updates })
}

/// The sample, over: its period ended, its data answered for, its recovery judged.
fn ready_to_recover() -> noroshi::domain::incident::Incident {
    let mut edited = record().incident;
    edited.periods[0].span.end = SpanEnd::At(When::Own(minute("2016-10-11T22:00:00+09:00")));
    edited.data_statement = DataState::None;
    edited.judgements.push(judgement("2016-10-12T09:00:00+09:00"));
    edited
}

fn recovered() -> IncidentRecord {
    post_with(&record(), ready_to_recover(), UpdateKind::RecoveryNotice, IncidentState::Recovered)
        .unwrap()
}

#[test]
fn every_pair_of_states_follows_or_is_refused_as_the_table_says() {
    use IncidentState::{Investigating, Monitoring, Partial, Recovered, Responding, Withdrawn};
    let table: [(IncidentState, &[IncidentState]); 6] = [
        (Investigating, &[Responding, Partial, Monitoring, Recovered, Withdrawn]),
        (Responding, &[Investigating, Partial, Monitoring, Recovered, Withdrawn]),
        (Partial, &[Responding, Monitoring, Recovered]),
        (Monitoring, &[Responding, Partial, Recovered]),
        (Recovered, &[Investigating, Responding]),
        (Withdrawn, &[]),
    ];
    for (from, follows) in table {
        for to in IncidentState::ALL {
            let allowed = follows.contains(&to) || (from == to && from != Withdrawn);
            assert_eq!(from.next().contains(&to), allowed, "{from:?} → {to:?}");
        }
    }
}

#[test]
fn a_state_that_does_not_follow_is_refused_and_named() {
    let partial = post(&record(), UpdateKind::Update, IncidentState::Partial).unwrap();
    let refused = post(&partial, UpdateKind::Update, IncidentState::Investigating);
    let expected =
        Refusal::NotNext { from: IncidentState::Partial, to: IncidentState::Investigating };
    assert_eq!(refused.unwrap_err(), [expected]);
}

#[test]
fn recovery_names_everything_that_is_missing_at_once() {
    let mut edited = record().incident;
    edited.backlogs.push(noroshi::domain::incident::Backlog {
        kind: key("mail"),
        opened: When::Own(minute("2016-10-11T08:55:00+09:00")),
        state: BacklogState::Open,
        closed: None,
    });
    let refused =
        post_with(&record(), edited, UpdateKind::RecoveryNotice, IncidentState::Recovered)
            .unwrap_err();
    assert_eq!(
        refused,
        [
            Refusal::PeriodOngoing(key("p1")),
            Refusal::NoJudgement,
            Refusal::NoDataStatement,
            Refusal::BacklogOpen
        ]
    );
}

#[test]
fn a_judgement_made_before_the_last_period_ended_does_not_permit_recovery() {
    let mut edited = ready_to_recover();
    edited.judgements = vec![judgement("2016-10-11T21:00:00+09:00")];
    let refused =
        post_with(&record(), edited, UpdateKind::RecoveryNotice, IncidentState::Recovered);
    assert_eq!(refused.unwrap_err(), [Refusal::JudgedTooEarly(key("j1"))]);
}

#[test]
fn an_overturned_judgement_does_not_permit_recovery() {
    let mut edited = ready_to_recover();
    edited.judgements[0].overturned_by = Some(key("p1"));
    let refused =
        post_with(&record(), edited, UpdateKind::RecoveryNotice, IncidentState::Recovered);
    assert_eq!(refused.unwrap_err(), [Refusal::NoJudgement]);
}

#[test]
fn recovery_with_judgement_and_data_statement_is_announced() {
    let recovered = recovered();
    assert_eq!(recovered.incident.state, IncidentState::Recovered);
    assert_eq!(recovered.updates[1].number, Some(2));
}

#[test]
fn a_recurrence_reopens_the_incident_and_goes_on_counting() {
    let mut edited = recovered().incident;
    edited.periods.push(period(
        "p2",
        "2016-10-24T09:26:00+09:00",
        None,
        vec![symptom("pop", Degree::Unavailable)],
    ));
    let reopened =
        post_with(&recovered(), edited, UpdateKind::Recurrence, IncidentState::Investigating)
            .unwrap();
    let update = reopened.updates.last().unwrap();
    assert!(update.reopened);
    assert_eq!(update.number, Some(3));
    assert_eq!(reopened.incident.period_number(&key("p2")), Some(2));
}

#[test]
fn a_withdrawn_incident_loses_its_periods_and_takes_no_further_update_but_a_correction() {
    let mut withdrawal = update(
        "W01",
        UpdateKind::Withdrawal,
        IncidentState::Withdrawn,
        "2016-10-11T09:55:00+09:00",
    );
    withdrawal.values.reason = Some(LocalizedText::both("誤検知でした。", "It was a false alarm."));
    let before = record();
    let (incident, update) =
        before.post(before.incident.clone(), withdrawal, &catalogue()).unwrap();
    assert_eq!((incident.periods.len(), incident.severity), (0, Severity::None));
    assert_eq!(update.number, None);

    let withdrawn = IncidentRecord { incident, updates: [before.updates, vec![update]].concat() };
    let refused = post(&withdrawn, UpdateKind::Update, IncidentState::Investigating);
    assert_eq!(refused.unwrap_err(), [Refusal::Withdrawn]);
    assert!(post(&withdrawn, UpdateKind::Correction, IncidentState::Withdrawn).is_ok());
}

#[test]
fn a_withdrawal_without_a_reason_is_refused() {
    let refused = post(&record(), UpdateKind::Withdrawal, IncidentState::Withdrawn);
    assert_eq!(refused.unwrap_err(), [Refusal::NoReason]);
}

#[test]
fn published_facts_change_only_by_a_correction() {
    let mut edited = record().incident;
    edited.periods[0].span.start = Some(When::Own(minute("2016-10-11T08:30:00+09:00")));
    edited.periods[0].scope = Scope::Some { text: None };
    edited.affected = vec![key("direct")];
    let silent =
        post_with(&record(), edited.clone(), UpdateKind::Update, IncidentState::Investigating);
    let facts = vec![ContractFact::Times, ContractFact::Scope, ContractFact::AffectedServices];
    assert_eq!(silent.unwrap_err(), [Refusal::SilentChange(facts)]);

    let mut correction =
        update("C01", UpdateKind::Correction, IncidentState::Investigating, POSTED);
    correction.correction = Some(corrected("start-p1"));
    let refused = record().post(edited.clone(), correction.clone(), &catalogue());
    let others = vec![ContractFact::Scope, ContractFact::AffectedServices];
    assert_eq!(refused.unwrap_err(), [Refusal::SilentChange(others)]);

    edited.periods[0].scope = Scope::All;
    edited.affected = vec![key("mail")];
    let (_, posted) = record().post(edited, correction, &catalogue()).unwrap();
    assert_eq!(posted.number, None);
}

#[test]
fn what_was_open_before_is_stated_without_a_correction() {
    let mut edited = record().incident;
    edited.periods[0].span.end = SpanEnd::At(When::Own(minute("2016-10-11T22:00:00+09:00")));
    edited.affected.push(key("direct"));
    edited.data_statement = DataState::QueuedInProgress;
    edited.counts.push(Count {
        n: 11_000,
        unit: LocalizedText::both("メールボックス", "mailboxes"),
        basis: CountBasis::Estimate,
        at: at(POSTED),
        by: None,
    });
    assert!(post_with(&record(), edited, UpdateKind::Update, IncidentState::Partial).is_ok());
}

#[test]
fn the_final_report_needs_a_confirmed_cause_and_an_answer_about_data() {
    let mut report = update("U03", UpdateKind::FinalReport, IncidentState::Recovered, POSTED);
    report.report_published = true;
    let mut recovered = recovered();
    recovered.incident.data_statement = DataState::Checking;
    let refused = recovered.post(recovered.incident.clone(), report, &catalogue());
    assert_eq!(refused.unwrap_err(), [Refusal::CauseNotConfirmed, Refusal::DataStillChecked]);
}

#[test]
fn an_empty_text_is_refused() {
    let mut blank = update("U02", UpdateKind::Update, IncidentState::Responding, POSTED);
    blank.body = LocalizedText::only(Language::Ja, "　 \n");
    let refused = record().post(record().incident, blank, &catalogue());
    assert_eq!(refused.unwrap_err(), [Refusal::EmptyText]);
}

#[test]
fn the_first_update_of_a_new_incident_may_come_after_the_fact_but_not_half_way() {
    let new = IncidentRecord { incident: ready_to_recover(), updates: vec![] };
    let mut late = update("U01", UpdateKind::RecoveryNotice, IncidentState::Recovered, POSTED);
    late.occurred = Some(at("2016-10-12T09:00:00+09:00"));
    assert!(new.post(new.incident.clone(), late, &catalogue()).is_ok());
    let half_way = update("U01", UpdateKind::Update, IncidentState::Partial, POSTED);
    assert!(new.post(new.incident.clone(), half_way, &catalogue()).is_err());
}

#[test]
fn a_promise_is_met_by_the_next_numbered_notice_and_not_by_a_correction() {
    let mut first = record();
    first.updates[0].values.next_update = Some(When::Own(minute("2016-10-11T10:20:00+09:00")));
    let corrected = post(&first, UpdateKind::Correction, IncidentState::Investigating).unwrap();
    assert_eq!(corrected.promise(), Some(&minute("2016-10-11T10:20:00+09:00")));
    let updated = post(&corrected, UpdateKind::Update, IncidentState::Investigating).unwrap();
    assert_eq!(updated.promise(), None);
}

#[test]
fn the_time_to_the_first_notice_counts_from_detection() {
    assert_eq!(record().minutes_to_first_notice(), Some(17));
}

#[test]
fn apologies_follow_state_severity_and_length() {
    let level = |state, severity, long| Apology::computed(state, severity, long).level;
    let (open, over) = (IncidentState::Investigating, IncidentState::Recovered);
    assert_eq!(level(open, Severity::None, false), 0);
    assert_eq!(level(open, Severity::Minor, true), 2);
    assert_eq!(level(open, Severity::Major, true), 3);
    assert_eq!(level(over, Severity::Major, false), 3);
    assert_eq!(level(over, Severity::Major, true), 4);
    assert_eq!(level(open, Severity::Critical, false), 4);
    let record = record();
    let apology = record.apology(
        &ready_to_recover(),
        IncidentState::Monitoring,
        at(POSTED),
        &NoticePolicy::default(),
    );
    assert_eq!((apology.level, apology.tense), (4, Tense::Over));
}

#[test]
fn periods_are_numbered_in_the_order_of_their_start_and_fringes_are_not() {
    let mut incident = incident();
    incident.periods.insert(0, period("late", "2016-10-24T09:26:00+09:00", None, vec![]));
    let mut fringe = period("before", "2016-10-09T00:00:00+09:00", None, vec![]);
    fringe.kind = PeriodKind::FringeBefore;
    fringe.of = Some(key("p1"));
    incident.periods.push(fringe);
    assert_eq!(incident.period_number(&key("p1")), Some(1));
    assert_eq!(incident.period_number(&key("late")), Some(2));
    assert_eq!(incident.period_number(&key("before")), None);
    assert_eq!(incident.fringes_of(&key("p1")).count(), 1);
}

#[test]
fn the_boundary_that_two_periods_share_moves_for_both() {
    let mut incident = incident();
    incident.moments.insert(key("b1"), minute("2016-10-11T22:00:00+09:00"));
    incident.periods[0].span.end = SpanEnd::At(When::Shared(key("b1")));
    let mut second = period("p2", "2016-10-11T22:00:00+09:00", None, vec![]);
    second.span.start = Some(When::Shared(key("b1")));
    incident.periods.push(second);

    let moved = Moment::new(at("2016-10-11T23:00:00+09:00"), Grain::Hour, true, &tokyo());
    incident.moments.insert(key("b1"), moved.clone());

    assert_eq!(incident.span(&incident.periods[0].span).ended(), Some(&moved));
    assert_eq!(incident.span(&incident.periods[1].span).start, Some(moved));
}

fn state_of(service: &str, incident: &noroshi::domain::incident::Incident) -> ServiceState {
    let catalogue = catalogue();
    service_state(catalogue.service(&key(service)).unwrap(), &catalogue, [incident], [])
}

#[test]
fn a_service_is_out_only_when_every_core_function_is_out_for_everybody() {
    let mut incident = incident();
    assert_eq!(state_of("mail", &incident), ServiceState::Partial);
    incident.periods[0].symptoms.push(symptom("send", Degree::Unavailable));
    assert_eq!(state_of("mail", &incident), ServiceState::Major);
    incident.periods[0].scope = Scope::Some { text: None };
    assert_eq!(state_of("mail", &incident), ServiceState::Partial);
    for symptom in &mut incident.periods[0].symptoms {
        symptom.degree = Degree::Slow;
    }
    assert_eq!(state_of("mail", &incident), ServiceState::Degraded);
}

#[test]
fn a_service_that_shares_the_function_but_is_not_affected_stays_well() {
    assert_eq!(state_of("direct", &incident()), ServiceState::Operational);
}

#[test]
fn a_site_that_nobody_buys_shows_its_own_symptoms() {
    let mut incident = incident();
    incident.periods[0].symptoms.push(symptom("login", Degree::Difficult));
    assert_eq!(state_of("member", &incident), ServiceState::Degraded);
}

#[test]
fn nothing_stated_is_checking_and_never_green() {
    let mut incident = incident();
    incident.periods.clear();
    assert_eq!(state_of("mail", &incident), ServiceState::Checking);
    incident.state = IncidentState::Monitoring;
    assert_eq!(state_of("mail", &incident), ServiceState::Operational);
}

#[test]
fn an_exercise_and_a_closed_incident_colour_nothing() {
    let mut incident = incident();
    incident.exercise = true;
    assert_eq!(state_of("mail", &incident), ServiceState::Operational);
    incident.exercise = false;
    incident.state = IncidentState::Recovered;
    assert_eq!(state_of("mail", &incident), ServiceState::Operational);
}

#[test]
fn the_headline_follows_the_worst_service() {
    use ServiceState::{Checking, Degraded, Maintenance, Major, Operational, Partial};
    let of = |states: &[ServiceState]| OverallState::of(states.iter().copied(), false);
    assert_eq!(of(&[Operational, Operational]), OverallState::Operational);
    assert_eq!(of(&[Operational, Maintenance]), OverallState::Maintenance);
    assert_eq!(of(&[Maintenance, Checking]), OverallState::Checking);
    assert_eq!(of(&[Checking, Degraded]), OverallState::Issue);
    assert_eq!(of(&[Partial, Operational]), OverallState::Issue);
    assert_eq!(of(&[Partial, Major]), OverallState::Major);
    assert_eq!(OverallState::of([], false), OverallState::Operational);
    assert_eq!(OverallState::of([], true), OverallState::Checking);
    assert_eq!(OverallState::of([Operational], true), OverallState::Operational);
}

#[test]
fn overlapping_periods_count_once_and_fringes_only_by_the_day() {
    let mut incident = incident();
    incident.state = IncidentState::Recovered;
    let slow = || vec![symptom("pop", Degree::Slow)];
    incident.periods = vec![
        period(
            "p1",
            "2016-10-11T09:00:00+09:00",
            Some("2016-10-11T11:00:00+09:00"),
            vec![symptom("pop", Degree::Unavailable)],
        ),
        period("p2", "2016-10-11T10:00:00+09:00", Some("2016-10-11T12:00:00+09:00"), slow()),
    ];
    let mut fringe = period("f", "2016-10-09T00:00:00+09:00", None, slow());
    fringe.kind = PeriodKind::FringeBefore;
    fringe.of = Some(key("p1"));
    fringe.span.start = Some(When::Own(day("2016-10-09T00:00:00+09:00")));
    fringe.span.end = SpanEnd::At(When::Own(day("2016-10-10T00:00:00+09:00")));
    incident.periods.push(fringe);

    let catalogue = catalogue();
    let service = catalogue.service(&key("mail")).unwrap();
    let now = at("2016-10-13T12:00:00+09:00");
    let first = jiff::civil::date(2016, 10, 8);
    let days = availability::days(service, &catalogue, [&incident], [], (first, now), &tokyo());

    let told: Vec<_> = days
        .iter()
        .map(|day| (day.date.day(), day.worst, day.down.minutes, day.impaired.minutes))
        .collect();
    assert_eq!(
        told,
        [
            (8, ServiceState::Operational, 0, 0),
            (9, ServiceState::Degraded, 0, 0),
            (10, ServiceState::Degraded, 0, 0),
            (11, ServiceState::Partial, 120, 180),
            (12, ServiceState::Operational, 0, 0),
            (13, ServiceState::Operational, 0, 0),
        ]
    );
    let affected: Vec<_> = availability::affected_days(&incident, now, &tokyo())
        .iter()
        .map(|date| date.day())
        .collect();
    assert_eq!(affected, [9, 10, 11]);
}

#[test]
fn a_stale_translation_is_known_as_such_until_it_is_written_again() {
    let mut text = LocalizedText::both("受信できません。", "You cannot receive mail.");
    assert!(text.is_complete());
    text.write(Language::Ja, "受信も送信もできません。", TextState::Approved, "hanako", at(POSTED));
    assert!(text.is_stale(Language::En));
    assert!(text.read(Language::En).unwrap().stale);
    text.write(
        Language::En,
        "You cannot receive or send mail.",
        TextState::Approved,
        "hanako",
        at(POSTED),
    );
    assert!(text.is_complete());
}

#[test]
fn a_reader_gets_the_other_language_when_theirs_is_missing_or_a_draft() {
    let mut text = LocalizedText::only(Language::Ja, "調査中です。");
    assert_eq!(text.read(Language::En).unwrap().language, Language::Ja);
    text.write(Language::En, "We are", TextState::Draft, "hanako", at(POSTED));
    assert_eq!(text.read(Language::En).unwrap().language, Language::Ja);
}

#[test]
fn a_record_with_unknown_names_reports_every_one_of_them_with_its_place() {
    let mut record = record();
    record.incident.affected.push(key("telex"));
    record.incident.periods[0].symptoms.push(symptom("fax", Degree::Slow));
    record.incident.periods[0].symptoms.push(symptom("pop", Degree::Slow));
    record.incident.periods[0].span.end =
        SpanEnd::At(When::Own(minute("2016-10-11T08:00:00+09:00")));
    record.incident.cause.narrative =
        vec![LocalizedText::both("{{period:p9}}と同じ。{{oops}}", "As in {{period:p1}}.")];
    let told: Vec<(String, Fault)> = check(&record, &catalogue(), &tokyo())
        .into_iter()
        .map(|problem| (problem.place.to_string(), problem.fault))
        .collect();
    assert_eq!(
        told,
        [
            ("affected[1]".to_owned(), Fault::UnknownService(key("telex"))),
            ("periods[0].span".to_owned(), Fault::EndBeforeStart),
            ("periods[0].symptoms[1].function".to_owned(), Fault::UnknownFunction(key("fax"))),
            ("periods[0].symptoms[2].function".to_owned(), Fault::TwoDegrees(key("pop"))),
            ("cause.narrative[0]".to_owned(), Fault::UnknownPart(key("p9"))),
            ("cause.narrative[0]".to_owned(), Fault::Narrative("oops".to_owned())),
        ]
    );
}

#[test]
fn the_proposed_severity_follows_core_functions_and_scope() {
    let propose = |functions: &[(&str, Degree)], scope: &Scope| {
        let symptoms: Vec<_> =
            functions.iter().map(|(name, degree)| symptom(name, *degree)).collect();
        proposed_severity(&[key("mail")], &symptoms, scope, &catalogue())
    };
    let some = Scope::Some { text: None };
    let both = [("pop", Degree::Unavailable), ("send", Degree::Unavailable)];
    assert_eq!(propose(&both, &Scope::All), Severity::Critical);
    assert_eq!(propose(&both, &some), Severity::Major);
    assert_eq!(propose(&[("pop", Degree::Delayed)], &Scope::All), Severity::Major);
    assert_eq!(propose(&[("pop", Degree::Delayed)], &some), Severity::Minor);
    assert_eq!(propose(&[("login", Degree::Unavailable)], &Scope::All), Severity::Minor);
    assert_eq!(propose(&[("pop", Degree::Normal)], &Scope::All), Severity::None);
}

#[test]
fn the_same_function_failing_again_within_the_days_of_the_policy_may_be_a_recurrence() {
    let earlier = recovered().incident;
    let again = [symptom("pop", Degree::Slow)];
    let on = |now: &str| may_recur(&earlier, &[key("mail")], &again, at(now), 30);
    assert!(on("2016-11-10T22:00:00+09:00"));
    assert!(!on("2016-11-10T22:01:00+09:00"));
    assert!(!may_recur(&earlier, &[key("web")], &again, at(POSTED), 30));
    assert!(!may_recur(&incident(), &[key("mail")], &again, at(POSTED), 30));
}

#[test]
fn an_audit_entry_vouches_for_the_one_before_it() {
    let event = |action: &str| AuditEvent {
        at: at(POSTED),
        who: "hanako".to_owned(),
        from: None,
        action: action.to_owned(),
        target: "INC-20161011-01".to_owned(),
        before: None,
        after: None,
        detail: String::new(),
    };
    let first = AuditEntry::chained(None, event("incident.open"));
    let second = AuditEntry::chained(Some((first.sequence, &first.hash)), event("incident.update"));
    assert_eq!(second.sequence, 2);
    assert_eq!(second.hash, AuditEntry::hash(2, &first.hash, &second.event));
    let other = AuditEntry::chained(None, event("incident.close"));
    assert_ne!(AuditEntry::hash(2, &other.hash, &second.event), second.hash);
}
