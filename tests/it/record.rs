//! What holds of a record whatever is done with it: what posting adds, what a state asks for as long as it
//! stands, what a correction covers, and that the portal reads back every record that it stored.

use noroshi::{
    domain::{
        availability,
        house_style::HouseStyle,
        incident::{
            Backlog, BacklogState, CauseState, DataState, Done, Incident, IncidentRecord,
            IncidentState, PeriodKind, Scope, Severity, Unaffected, Update, UpdateKind, When,
            check::{Fault, check},
            contract::{ContractFact, changed_contract_facts},
            opening::{Opening, may_recur},
            transition::Refusal,
        },
        key::Key,
        language::Language,
        moment::{Grain, Moment},
        service::Degree,
        span::SpanEnd,
        status::ServiceState,
        text::{LocalizedText, TextState},
    },
    exchange::{Document, Known, read, write},
    i18n::symptoms::Grammar,
};

use crate::{
    exchange::round_trip::case,
    support::sample::{
        at, catalogue, corrected, day, incident, judgement, key, minute, period, provider, record,
        symptom, tokyo, update,
    },
};

const POSTED: &str = "2016-10-12T10:00:00+09:00";

/// The record with one more notice, which changes the facts as it says.
fn posted(
    record: &IncidentRecord,
    update: Update,
    change: impl FnOnce(&mut Incident),
) -> Result<IncidentRecord, Vec<Refusal>> {
    let mut edited = record.incident.clone();
    change(&mut edited);
    let update = Update { key: record.next_key(update.kind), ..update };
    let (incident, update) = record.post(edited, update, &catalogue())?;
    Ok(IncidentRecord { incident, updates: [record.updates.clone(), vec![update]].concat() })
}

fn notice(kind: UpdateKind, state: IncidentState) -> Update {
    update("U09", kind, state, POSTED)
}

fn correction(field: &str, state: IncidentState) -> Update {
    Update {
        correction: Some(corrected(field)),
        ..update("C01", UpdateKind::Correction, state, POSTED)
    }
}

fn over(facts: &mut Incident) {
    facts.periods[0].span.end = SpanEnd::At(When::Own(minute("2016-10-11T22:00:00+09:00")));
    facts.data_statement = DataState::None;
    facts.judgements.push(judgement("2016-10-12T09:00:00+09:00"));
}

fn recovered() -> IncidentRecord {
    let notice = notice(UpdateKind::RecoveryNotice, IncidentState::Recovered);
    posted(&record(), notice, over).unwrap()
}

fn recurred() -> IncidentRecord {
    posted(&recovered(), notice(UpdateKind::Recurrence, IncidentState::Investigating), |facts| {
        let again = vec![symptom("pop", Degree::Slow)];
        facts.periods.push(period("p2", "2016-10-13T08:00:00+09:00", None, again));
        facts.judgements[0].overturned_by = Some(key("p2"));
    })
    .unwrap()
}

fn withdrawn(record: &IncidentRecord) -> IncidentRecord {
    let mut notice = update("W01", UpdateKind::Withdrawal, IncidentState::Withdrawn, POSTED);
    notice.values.reason = Some(LocalizedText::both("誤検知でした。", "It was a false alarm."));
    posted(record, notice, |_| ()).unwrap()
}

/// What the portal makes of its own file, without the identifiers of the database.
#[track_caller]
pub(crate) fn read_back(record: &IncidentRecord) {
    let mut record = record.clone();
    record.incident.id = uuid::Uuid::nil();
    record.incident.version = 1;
    record.updates.iter_mut().for_each(|update| update.id = uuid::Uuid::nil());
    let incidents = vec![record];
    let document = Document { incidents, ..Document::default() };
    let written = write(&document, &tokyo());
    let known = Known { portal: Some((provider(), catalogue())), ..Known::default() };
    match read(written.as_bytes(), &known) {
        Ok((again, _)) => assert_eq!(again, document),
        Err(mistakes) => {
            let said: Vec<_> = mistakes.iter().map(|it| it.sentence(Language::En)).collect();
            panic!("{said:#?}\n{written}");
        }
    }
}

#[test]
fn the_first_notice_says_what_became_of_the_services() {
    let first = &record().updates[0];
    let told: Vec<_> =
        first.changes.iter().map(|it| (it.service.as_str(), it.from, it.to)).collect();
    assert_eq!(told, [("mail", ServiceState::Operational, ServiceState::Partial)]);
}

#[test]
fn what_is_entered_once_it_is_over_changed_no_service() {
    let opening = Opening {
        services: vec![key("mail")],
        symptoms: vec![symptom("pop", Degree::Unavailable)],
        start: Some(minute("2016-10-11T08:55:00+09:00")),
        detected: None,
        scope: Scope::All,
        continuity: noroshi::domain::incident::Continuity::Continuous,
        severity: Severity::Major,
        symptom_short: LocalizedText::both("メール受信の障害", "problems receiving mail"),
        exercise: false,
    };
    let opened = opening.incident(uuid::Uuid::nil(), 1, "hanako", at(POSTED), &tokyo()).unwrap();
    let new = IncidentRecord { incident: opened, updates: vec![] };
    let first = notice(UpdateKind::FirstNotice, IncidentState::Recovered);
    let entered = posted(&new, first, over).unwrap();
    assert_eq!(entered.updates[0].changes, []);
    assert!(!entered.updates[0].reopened);
}

#[test]
fn a_withdrawal_leaves_nothing_that_names_a_period() {
    let mut before = recurred();
    let facts = &mut before.incident;
    for periods in [Some(vec![key("p1")]), None] {
        let (functions, services) = (vec![key("send")], vec![]);
        facts.unaffected.push(Unaffected { functions, services, periods, narrative: None });
    }
    facts.notes.push(LocalizedText::both(
        "{{period:p1}}は{{span:p1}}でした。",
        "{{period:p1}} was {{span:p1}}.",
    ));
    let after = withdrawn(&before);

    assert_eq!(check(&after, &catalogue(), &tokyo()), []);
    assert_eq!(after.incident.unaffected.len(), 1);
    assert_eq!(after.incident.judgements[0].overturned_by, None);
    let change = after.incident.severity_log.last().unwrap();
    assert_eq!((change.severity, change.at), (Severity::None, at(POSTED)));
    read_back(&after);
    let corrected = posted(&after, correction("text", IncidentState::Withdrawn), |_| ()).unwrap();
    assert_eq!(check(&corrected, &catalogue(), &tokyo()), []);
    read_back(&corrected);
}

#[test]
fn what_recovery_asks_for_holds_as_long_as_the_incident_counts_as_recovered() {
    type Change = fn(&mut Incident);
    let going = |facts: &mut Incident| facts.periods[0].span.end = SpanEnd::Ongoing;
    let piled = |facts: &mut Incident| {
        facts.backlogs.push(Backlog {
            kind: key("mail"),
            opened: When::Own(minute("2016-10-11T08:55:00+09:00")),
            state: BacklogState::Open,
            closed: None,
        });
    };
    let unsaid = |facts: &mut Incident| facts.data_statement = DataState::Unstated;
    let overturned = |facts: &mut Incident| facts.judgements[0].overturned_by = Some(key("p1"));
    let cases: [(Change, &str, Refusal); 4] = [
        (going, "periods[0].span.end", Refusal::PeriodOngoing(key("p1"))),
        (piled, "backlog[0].state", Refusal::BacklogOpen),
        (unsaid, "data_statement", Refusal::NoDataStatement),
        (overturned, "judgements", Refusal::NoJudgement),
    ];
    for (change, place, refusal) in cases {
        let mut broken = recovered();
        change(&mut broken.incident);
        let found: Vec<_> = check(&broken, &catalogue(), &tokyo())
            .into_iter()
            .map(|problem| (problem.place.to_string(), problem.fault))
            .collect();
        assert_eq!(found, [(place.to_owned(), Fault::Guard(refusal.clone()))]);
        let any = correction("text", IncidentState::Recovered);
        let refused = posted(&recovered(), any, change).unwrap_err();
        assert!(refused.contains(&refusal), "{refused:?}");
    }
    assert_eq!(check(&recovered(), &catalogue(), &tokyo()), []);
}

#[test]
fn a_cause_is_not_taken_back_under_a_published_report() {
    let mut report = notice(UpdateKind::FinalReport, IncidentState::Recovered);
    report.report_published = true;
    let confirmed = |facts: &mut Incident| facts.cause.state = CauseState::Confirmed;
    let mut reported = posted(&recovered(), report, confirmed).unwrap();
    reported.incident.cause.state = CauseState::Suspected;
    let faults: Vec<_> =
        check(&reported, &catalogue(), &tokyo()).into_iter().map(|it| it.fault).collect();
    assert_eq!(faults, [Fault::Guard(Refusal::CauseNotConfirmed)]);
}

#[test]
fn a_period_of_which_nobody_said_when_it_ended_needs_a_judgement_made_after_it_began() {
    let again = |facts: &mut Incident| {
        facts.periods[1].span.end = SpanEnd::Unstated;
        facts.judgements[0].overturned_by = None;
        facts.data_statement = DataState::None;
    };
    let notice = notice(UpdateKind::RecoveryNotice, IncidentState::Recovered);
    let refused = posted(&recurred(), notice.clone(), again).unwrap_err();
    assert_eq!(refused, [Refusal::JudgedTooEarly(key("j1"))]);

    let judged = posted(&recurred(), notice.clone(), |facts| {
        again(facts);
        let later = judgement("2016-10-13T10:00:00+09:00");
        facts.judgements.push(noroshi::domain::incident::Judgement { key: key("j2"), ..later });
    });
    assert!(judged.is_ok(), "{judged:?}");

    let named = Update { judgement: Some(key("j1")), ..notice };
    let refused = posted(&record(), named, |facts| {
        over(facts);
        let early = judgement("2016-10-11T21:00:00+09:00");
        facts
            .judgements
            .insert(0, noroshi::domain::incident::Judgement { key: key("j1"), ..early });
        facts.judgements[1].key = key("j2");
    });
    let expected = [Refusal::JudgedTooEarly(key("j1"))];
    assert_eq!(refused.unwrap_err(), expected, "the judgement that is named counts");
}

#[test]
fn a_kind_of_notice_goes_with_its_state_or_is_refused() {
    use IncidentState::{Investigating, Monitoring, Recovered, Responding, Withdrawn};
    let refused = |record: &IncidentRecord, update: Update| {
        let expected = Refusal::NotItsKind { kind: update.kind, state: update.state };
        let found = posted(record, update, |_| ()).unwrap_err();
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    };
    let open = record();
    for (kind, state) in [
        (UpdateKind::FirstNotice, Investigating),
        (UpdateKind::RecoveryNotice, Monitoring),
        (UpdateKind::Recurrence, Responding),
        (UpdateKind::InterimReport, Responding),
        (UpdateKind::FinalReport, Monitoring),
        (UpdateKind::Correction, Responding),
        (UpdateKind::Withdrawal, Investigating),
        (UpdateKind::Update, Withdrawn),
        (UpdateKind::Notice, Withdrawn),
    ] {
        refused(&open, notice(kind, state));
    }
    let early = Update { report_published: true, ..notice(UpdateKind::Update, Responding) };
    refused(&open, early);
    refused(&recovered(), notice(UpdateKind::Recurrence, Recovered));
}

#[test]
fn a_correction_covers_what_it_changes_and_nothing_else() {
    let state = IncidentState::Investigating;
    let moved = |facts: &mut Incident| {
        facts.periods[0].span.start = Some(When::Own(minute("2016-10-11T08:30:00+09:00")));
    };
    let bare = notice(UpdateKind::Correction, state);
    assert_eq!(posted(&record(), bare, moved).unwrap_err(), [Refusal::NoCorrection]);
    for field in ["start-p1", "started"] {
        assert!(posted(&record(), correction(field, state), moved).is_ok(), "{field}");
    }
    for field in ["text", "scope-p1", "affected_services", "data_statement", "count"] {
        let refused = posted(&record(), correction(field, state), moved).unwrap_err();
        assert_eq!(refused, [Refusal::SilentChange(vec![ContractFact::Times])], "{field}");
    }
}

/// The contract facts that a change of the sample touches.
fn contract(
    prepare: impl FnOnce(&mut Incident),
    change: impl FnOnce(&mut Incident),
) -> Vec<ContractFact> {
    let mut before = incident();
    prepare(&mut before);
    let mut after = before.clone();
    change(&mut after);
    changed_contract_facts(&before, &after)
}

#[test]
fn contract_facts_are_compared_as_readers_know_them() {
    use ContractFact::{DataImpact, Times};
    let nothing = |_: &mut Incident| ();
    assert_eq!(contract(nothing, |it| it.periods[0].kind = PeriodKind::FringeBefore), [Times]);
    let earlier = |it: &mut Incident| {
        it.periods.push(period("p0", "2016-10-10T08:00:00+09:00", None, vec![]));
    };
    assert_eq!(contract(nothing, earlier), [Times]);
    let later = |it: &mut Incident| {
        it.periods.push(period("p2", "2016-10-12T08:00:00+09:00", None, vec![]));
    };
    assert_eq!(contract(nothing, later), []);

    let bounced = |it: &mut Incident| it.data_statement = DataState::Bounced;
    let none = |it: &mut Incident| it.data_statement = DataState::None;
    assert_eq!(contract(bounced, none), [DataImpact]);
    assert_eq!(contract(|it| it.data_bounced = true, |it| it.data_bounced = false), [DataImpact]);
    assert_eq!(contract(none, |it| it.data_bounced = true), [DataImpact]);
    assert_eq!(contract(nothing, |it| it.data_bounced = true), []);
    let lost = |what: &'static str| {
        move |it: &mut Incident| {
            it.data_statement = DataState::Lost;
            it.data_lost = Some(LocalizedText::only(Language::Ja, what));
        }
    };
    assert_eq!(contract(lost("受信メール"), lost("送信メール")), [DataImpact]);
}

#[test]
fn to_translate_is_to_change_no_fact() {
    let in_japanese = LocalizedText::only(Language::Ja, "ライトプラン");
    let listed = in_japanese.clone();
    let list = |it: &mut Incident| it.periods[0].scope = Scope::List { items: vec![listed] };
    let translate = |it: &mut Incident| {
        let Scope::List { items } = &mut it.periods[0].scope else { return };
        items[0].write(Language::En, "Light plan", TextState::Approved, "hanako", at(POSTED));
    };
    assert_eq!(contract(list, translate), []);
    let list = |it: &mut Incident| it.periods[0].scope = Scope::List { items: vec![in_japanese] };
    let rewrite = |it: &mut Incident| {
        let Scope::List { items } = &mut it.periods[0].scope else { return };
        items[0].write(Language::Ja, "全プラン", TextState::Approved, "hanako", at(POSTED));
    };
    assert_eq!(contract(list, rewrite), [ContractFact::Scope]);
}

#[test]
fn typing_a_text_again_changes_what_was_typed_and_nothing_else() {
    let now = at(POSTED);
    let again = |text: &LocalizedText, ja: &'static str, en: &'static str| {
        let typed = move |language| if language == Language::Ja { ja } else { en };
        text.clone().retyped(typed, "hanako", now)
    };
    let mut known = LocalizedText::both("Webメールをご利用ください。", "Please use webmail.");
    assert_eq!(
        again(&known, " Webメールをご利用ください。\n", "Please use webmail."),
        Some(known.clone())
    );

    let changed = again(&known, "電話をご利用ください。", "Please use webmail.").unwrap();
    assert!(changed.read(Language::En).unwrap().stale);
    assert_eq!(changed.ja.as_ref().unwrap().by.as_deref(), Some("hanako"));
    let both = again(&known, "電話をご利用ください。", "Please use the telephone.").unwrap();
    assert!(both.is_complete());

    known.en.as_mut().unwrap().state = TextState::Draft;
    let draft = again(&known, "電話をご利用ください。", "Please use webmail.").unwrap();
    assert_eq!(draft.en.as_ref().unwrap().state, TextState::Draft);
    assert_eq!(again(&known, "", ""), None);
    let english = again(&known, "", "Please use webmail.").unwrap();
    assert_eq!((english.source, english.is_stale(Language::En)), (Language::En, false));
}

#[test]
fn a_scope_that_is_still_a_draft_is_not_read() {
    let mut plan = LocalizedText::both("ライトプラン", "Light plan");
    let house = HouseStyle::default();
    let catalogue = catalogue();
    let said = |items: &LocalizedText, language| {
        let grammar = Grammar { catalogue: &catalogue, house: &house, language };
        grammar.scope(&Scope::List { items: vec![items.clone()] })
    };
    assert!(said(&plan, Language::En).contains("Light plan"));
    plan.en.as_mut().unwrap().state = TextState::Draft;
    assert!(!said(&plan, Language::En).contains("plan"), "{}", said(&plan, Language::En));
    assert!(said(&plan, Language::Ja).contains("ライトプラン"));
}

#[test]
fn the_promise_in_the_facts_is_that_of_the_newest_numbered_notice() {
    let promise = |name: &str, kind, state, next: Option<&str>| {
        let mut update = update(name, kind, state, POSTED);
        update.values.next_update = next.map(|next| When::Own(minute(next)));
        update
    };
    let state = IncidentState::Investigating;
    let agree = |record: &IncidentRecord| {
        let fact = record.incident.next_update.as_ref().and_then(|it| record.incident.moment(it));
        assert_eq!(fact, record.promise());
        fact.cloned()
    };
    let noon = "2016-10-12T12:00:00+09:00";
    let first = promise("U02", UpdateKind::Update, state, Some(noon));
    let promised = posted(&record(), first, |_| ()).unwrap();
    assert_eq!(agree(&promised), Some(minute(noon)));
    let fix = Update {
        values: promise("C01", UpdateKind::Correction, state, Some(POSTED)).values,
        ..correction("text", state)
    };
    let corrected = posted(&promised, fix, |_| ()).unwrap();
    assert_eq!(agree(&corrected), Some(minute(noon)));
    let silent = promise("U03", UpdateKind::Update, state, None);
    assert_eq!(agree(&posted(&corrected, silent, |_| ()).unwrap()), None);
}

#[test]
fn the_highest_number_that_can_be_entered_leaves_room_for_the_next_notice() {
    let mut record = record();
    record.updates[0].key = key("U4294967295");
    assert_eq!(record.next_key(UpdateKind::Update), key("U01"));
    record.updates[0].key = key("U99999999999");
    assert_eq!(record.next_key(UpdateKind::Update), key("U01"));
}

#[test]
fn what_failed_in_a_period_did_not_work_in_it() {
    let worked = |periods: Option<Vec<Key>>, services: Vec<Key>| {
        let mut record = recurred();
        record.incident.periods[0].symptoms[0].services = services;
        let (functions, services) = (vec![key("send"), key("pop")], vec![]);
        let unaffected = Unaffected { functions, services, periods, narrative: None };
        record.incident.unaffected = vec![unaffected];
        let found = check(&record, &catalogue(), &tokyo()).into_iter();
        found.map(|problem| (problem.place.to_string(), problem.fault)).collect::<Vec<_>>()
    };
    let both =
        [("unaffected[0].functions[1]".to_owned(), Fault::AlsoUnaffected(key("pop")))].to_vec();
    assert_eq!(worked(None, vec![]), both);
    assert_eq!(worked(Some(vec![key("p1")]), vec![]), both);
    assert_eq!(worked(Some(vec![key("p1")]), vec![key("mail")]), [], "it worked elsewhere");
}

#[test]
fn what_a_part_names_twice_or_names_without_its_being_there_is_found_with_its_place() {
    type Change = fn(&mut Incident);
    let file = case();
    let (_, catalogue) = file.portal.clone().unwrap();
    let whole = &file.incidents[0];
    assert_eq!(check(whole, &catalogue, &tokyo()), []);
    let cases: [(Change, &str, Fault); 14] = [
        (
            |it| it.judgements.insert(1, it.judgements[0].clone()),
            "judgements[1]",
            Fault::Repeated(whole.incident.judgements[0].key.clone()),
        ),
        (
            |it| it.cause.steps.insert(1, it.cause.steps[0].clone()),
            "cause.steps[1]",
            Fault::Repeated(whole.incident.cause.steps[0].key.clone()),
        ),
        (
            |it| it.phases.insert(1, it.phases[0].clone()),
            "phases[1]",
            Fault::Repeated(whole.incident.phases[0].key.clone()),
        ),
        (
            |it| it.metrics.push(it.metrics[0].clone()),
            "metrics[1]",
            Fault::Repeated(whole.incident.metrics[0].key.clone()),
        ),
        (
            |it| it.phases[0].after = Some(it.phases[0].key.clone()),
            "phases[0].after",
            Fault::UnknownPart(whole.incident.phases[0].key.clone()),
        ),
        (
            |it| it.figures[0].edges[0].to = key("nowhere"),
            "figures[0].edges[0].to",
            Fault::UnknownPart(key("nowhere")),
        ),
        (
            |it| it.figures[0].nodes[0].parent = Some(key("nowhere")),
            "figures[0].nodes[0].parent",
            Fault::UnknownPart(key("nowhere")),
        ),
        (
            |it| {
                let fringe = it.periods.iter_mut().find(|one| one.of.is_some()).unwrap();
                fringe.of = Some(fringe.key.clone());
            },
            "periods[0].of",
            Fault::FringeWithoutMain,
        ),
        (
            |it| {
                it.backlogs = vec![Backlog {
                    kind: key("mail"),
                    opened: When::Own(minute("2016-10-12T08:00:00+09:00")),
                    state: BacklogState::Delivered,
                    closed: Some(When::Own(minute("2016-10-11T08:00:00+09:00"))),
                }];
            },
            "backlog[0]",
            Fault::EndBeforeStart,
        ),
        (
            |it| {
                let early = minute("2016-10-01T08:00:00+09:00");
                it.judgements[0].observed_to = Some(When::Own(early));
            },
            "judgements[0]",
            Fault::EndBeforeStart,
        ),
        (
            |it| it.measures[0].done_at = Some(Done::At(When::Shared(key("never")))),
            "measures[0].done_at",
            Fault::UnknownMoment(key("never")),
        ),
        (
            |it| it.workaround = Some(LocalizedText::only(Language::Ja, "　")),
            "workaround",
            Fault::Blank,
        ),
        (
            |it| it.notes.push(LocalizedText::only(Language::Ja, "{{maint:never}}")),
            "notes[0]",
            Fault::Narrative("never".to_owned()),
        ),
        (
            |it| it.notes.push(LocalizedText::only(Language::Ja, "{{oops}}{{window:w1}}")),
            "notes[0]",
            Fault::UnknownPart(key("w1")),
        ),
    ];
    for (change, place, fault) in cases {
        let mut broken = whole.clone();
        broken.incident.notes.clear();
        change(&mut broken.incident);
        let found = check(&broken, &catalogue, &tokyo());
        let found: Vec<_> =
            found.into_iter().map(|problem| (problem.place.to_string(), problem.fault)).collect();
        assert!(found.contains(&(place.to_owned(), fault.clone())), "{fault:?} in {found:?}");
    }
}

#[test]
fn a_day_and_half_a_day_may_end_what_began_within_them() {
    let ends = |end: Moment| {
        let mut record = record();
        // Only how its ends lie to each other is looked at.
        record.incident.detected = None;
        record.updates.clear();
        let start = minute("2016-10-11T15:00:00+09:00");
        record.incident.periods[0].span.start = Some(When::Own(start));
        record.incident.periods[0].span.end = SpanEnd::At(When::Own(end));
        let found = check(&record, &catalogue(), &tokyo());
        found.into_iter().map(|problem| problem.fault).collect::<Vec<_>>()
    };
    let half = |at_: &str| Moment::new(at(at_), Grain::HalfDay, false, &tokyo());
    assert_eq!(ends(day("2016-10-11T00:00:00+09:00")), []);
    assert_eq!(ends(half("2016-10-11T12:00:00+09:00")), []);
    assert_eq!(ends(day("2016-10-10T00:00:00+09:00")), [Fault::EndBeforeStart]);
    assert_eq!(ends(half("2016-10-11T00:00:00+09:00")), [Fault::EndBeforeStart]);
}

#[test]
fn what_was_posted_is_read_back_as_it_was_said() {
    let mut record = record();
    record.updates[0].body = LocalizedText::both("{{oops}} と出ます。", "It says {{period:p9}}.");
    let told = LocalizedText::both("{{period:p9}}の確認", "check {{moment:never}}");
    record.updates[0].values.action_now = Some(told);
    read_back(&record);
    read_back(&recovered());
    read_back(&recurred());
}

#[test]
fn a_recurrence_is_proposed_also_where_nobody_said_when_it_had_ended() {
    let mut earlier = recovered().incident;
    let again = [symptom("pop", Degree::Slow)];
    let on = |earlier: &Incident, now| may_recur(earlier, &[key("mail")], &again, at(now), 30);
    earlier.periods[0].span.start = Some(When::Own(minute("2016-08-11T08:55:00+09:00")));
    earlier.periods[0].span.end = SpanEnd::Unstated;
    assert!(on(&earlier, "2016-11-10T09:00:00+09:00"), "judged on October 12");
    assert!(!on(&earlier, "2016-11-12T09:00:00+09:00"));
}

#[test]
fn availability_is_approximate_where_a_boundary_is() {
    let mut incident = recovered().incident;
    let minutes = |incident: &Incident| {
        let (now, first) = (at("2016-10-13T12:00:00+09:00"), jiff::civil::date(2016, 10, 11));
        let catalogue = catalogue();
        let service = catalogue.service(&key("mail")).unwrap();
        let days = availability::days(service, &catalogue, [incident], [], (first, now), &tokyo());
        (days[0].down.minutes, days[0].down.approx, days[1].down.approx)
    };
    assert_eq!(minutes(&incident), (13 * 60 + 5, false, false));
    let about = Moment::new(at("2016-10-11T22:00:00+09:00"), Grain::Hour, true, &tokyo());
    incident.periods[0].span.end = SpanEnd::At(When::Own(about));
    assert_eq!(minutes(&incident), (13 * 60 + 5, true, false));
}
