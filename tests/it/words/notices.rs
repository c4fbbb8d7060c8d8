//! Notices filled with values: what the specification renders, and what becomes of what is missing.

use insta::assert_snapshot;
use noroshi::{
    domain::{
        house_style::{CustomerName, HouseStyle, OwnName, Paren},
        incident::{
            Cause, CauseState, DataState, Eta, Incident, IncidentRecord, IncidentState, Scope,
            Severity, Unaffected, Update, UpdateKind, When,
        },
        language::Language::{self, En, Ja},
        maintenance::{
            Automatic, Maintenance, MaintenanceKind, MaintenanceUpdate, Window, WindowState,
        },
        notice::{Apology, CauseStatement, Extra, NoticeValues, QueueProgress, Template, Tense},
        policy::NoticePolicy,
        provider::Provider,
        service::Degree,
        text::{LocalizedText, TextState},
    },
    i18n::{
        notice::{
            About, Gap, GapReason, Notice, Recipient, Written,
            placeholder::Placeholder,
            prefill::{self, Setting},
        },
        statements, t,
        voice::Voice,
    },
};
use uuid::Uuid;

use super::minato;
use crate::support::sample::{at, incident, key, minute, period, symptom, tokyo, update};

const POSTED: &str = "2026-03-03T09:25:00+09:00";
const READER: Recipient<'_> =
    Recipient { manage_url: "https://status.example.jp/s/3f9c2a", by_contract: false };

fn own(text: &str) -> When {
    When::Own(minute(text))
}

fn both(ja: &str, en: &str) -> LocalizedText {
    LocalizedText::both(ja, en)
}

/// The incident of the specification's sample (bilingual texts 10), before its first notice.
fn sample() -> Incident {
    let symptoms = vec![symptom("pop", Degree::Unavailable), symptom("inbound", Degree::Delayed)];
    let mut period = period("p1", "2026-03-03T09:12:00+09:00", None, symptoms);
    period.scope = Scope::Some { text: None };
    Incident {
        reference: "INC-20260303-01".parse().unwrap(),
        periods: vec![period],
        detected: None,
        unaffected: vec![Unaffected {
            functions: vec![key("send")],
            services: vec![key("web"), key("dns")],
            periods: None,
            narrative: None,
        }],
        ..incident()
    }
}

fn posting(template: Template, state: IncidentState, values: NoticeValues) -> Update {
    Update {
        number: None,
        template: Some(template),
        values,
        posted: at(POSTED),
        body: both("", ""),
        ..update("U01", UpdateKind::Update, state, POSTED)
    }
}

/// The proposed values of a template for a new record.
fn proposed(template: Template, record: &IncidentRecord, state: IncidentState) -> NoticeValues {
    let setting = Setting {
        catalogue: &minato::catalogue(),
        policy: &NoticePolicy::default(),
        zone: &tokyo(),
        now: at(POSTED),
    };
    prefill::incident(&setting, template, record, &record.incident, state)
}

fn with_notice<T>(
    provider: &Provider,
    record: &IncidentRecord,
    update: &Update,
    say: impl Fn(&Notice<'_>) -> T,
) -> T {
    say(&Notice {
        provider,
        catalogue: &minato::catalogue(),
        template: update.template.unwrap(),
        about: About::Incident { record, update },
        incidents: &[],
        maintenances: &[],
    })
}

fn written(language: Language, incident: Incident, update: &Update) -> Result<Written, Vec<Gap>> {
    let record = IncidentRecord { incident, updates: vec![] };
    with_notice(&minato::provider(), &record, update, |notice| notice.written(language))
}

fn body(
    language: Language,
    template: Template,
    state: IncidentState,
    values: NoticeValues,
) -> String {
    written(language, sample(), &posting(template, state, values)).unwrap().body
}

/// A first notice with everything that the console proposes.
fn first_notice() -> (IncidentRecord, Update) {
    let record = IncidentRecord { incident: sample(), updates: vec![] };
    let mut values = proposed(Template::I1, &record, IncidentState::Investigating);
    values.next_update = Some(own("2026-03-03T10:00:00+09:00"));
    (record, posting(Template::I1, IncidentState::Investigating, values))
}

#[test]
fn the_sample_of_the_specification_comes_out_of_the_proposed_values() {
    let (record, update) = first_notice();
    for (language, name) in [(Ja, "sample_ja"), (En, "sample_en")] {
        let mail = with_notice(&minato::provider(), &record, &update, |notice| {
            let subject = notice.written(language).unwrap().subject;
            format!("{subject}\n\n{}", notice.mail(language, &READER).unwrap())
        });
        assert_snapshot!(name, mail);
    }
}

#[test]
fn the_next_update_is_proposed_by_the_policy_and_by_the_daily_time_of_a_long_incident() {
    let promise = |incident: Incident| {
        let record = IncidentRecord { incident, updates: vec![] };
        proposed(Template::I1, &record, IncidentState::Investigating).next_update
    };
    assert_eq!(promise(sample()), Some(own("2026-03-03T10:25:00+09:00")));
    let critical = Incident { severity: Severity::Critical, ..sample() };
    assert_eq!(promise(critical), Some(own("2026-03-03T09:55:00+09:00")));
    let daily = |daily_at| {
        let long = noroshi::domain::incident::LongIncident { from: at(POSTED), daily_at };
        promise(Incident { long_incident: Some(long), ..sample() })
    };
    assert_eq!(daily(18 * 60), Some(own("2026-03-03T18:00:00+09:00")));
    assert_eq!(daily(9 * 60), Some(own("2026-03-04T09:00:00+09:00")));
}

#[test]
fn every_apology_has_its_sentence() {
    let table = [1, 2, 3, 4, 5].map(|level| {
        [Tense::Ongoing, Tense::Over]
            .map(|tense| statements::apology(t(Ja), Apology { level, tense }))
            .join("\n")
    });
    assert_snapshot!("apologies_ja", table.join("\n"));
    let english = |level, tense| statements::apology(t(En), Apology { level, tense });
    assert_eq!(english(0, Tense::Over), "");
    assert_eq!(
        english(4, Tense::Over),
        "We sincerely apologize for the serious disruption this caused to our customers."
    );
    assert_eq!(
        english(5, Tense::Over),
        "Once again, we sincerely apologize for the serious disruption this outage caused."
    );
    assert_eq!(english(9, Tense::Ongoing), english(4, Tense::Ongoing), "no higher level goes on");
}

#[test]
fn the_cause_and_the_supplier_follow_each_other() {
    let said = |language, state, supplier: Option<LocalizedText>| {
        let cause = Some(both("機器の故障", "an equipment failure"));
        let values = NoticeValues {
            cause_statement: Some(CauseStatement { state, cause, supplier }),
            who: Some(both("", "Customers")),
            symptom: Some(both("メールの送信ができない", "cannot send mail")),
            next_update: Some(own("2026-03-03T10:00:00+09:00")),
            ..NoticeValues::default()
        };
        let body = body(language, Template::I2, IncidentState::Investigating, values);
        body.lines().nth(1).unwrap().to_owned()
    };
    let supplier = || Some(both("製造元", "the manufacturer"));
    assert_eq!(
        said(Ja, CauseState::Unknown, None),
        "メールの送信ができない状況が続いております。原因は引き続き調査中です。"
    );
    assert_eq!(
        said(Ja, CauseState::Suspected, supplier()),
        "メールの送信ができない状況が続いております。機器の故障が原因とみられ、詳細を確認しております。製造元と連携して対応を進めております。"
    );
    assert_eq!(
        said(En, CauseState::Confirmed, supplier()),
        "Customers cannot send mail. We have confirmed that the cause was an equipment failure. We are working on this with the manufacturer."
    );
}

#[test]
fn every_answer_to_the_data_question_has_its_sentence() {
    let (provider, catalogue) = (minato::provider(), minato::catalogue());
    let say = |language, state, bounced| {
        let voice = Voice::new(&provider, &catalogue, language);
        statements::data(&voice, state, bounced, Some("one day of mail")).unwrap()
    };
    let sentences = DataState::ANSWERS.map(|state| {
        [Ja, En]
            .map(|language| say(language, state, state == DataState::QueuedDelivered))
            .join("\n")
    });
    assert_snapshot!("data", sentences.join("\n"));
    assert_eq!(say(Ja, DataState::Unstated, true), "", "not stated is not an answer");
    let voice = Voice::new(&provider, &catalogue, Ja);
    assert_eq!(statements::data(&voice, DataState::Lost, false, None), None);
}

#[test]
fn an_expected_moment_ends_its_sentence_and_not_knowing_brings_its_own() {
    let line = |language, eta| {
        let values = NoticeValues {
            action_now: Some(both("切り替え", "switching over")),
            eta: Some(eta),
            next_update: Some(own("2026-03-03T10:00:00+09:00")),
            ..NoticeValues::default()
        };
        let body = body(language, Template::I3, IncidentState::Responding, values);
        body.lines().nth(1).unwrap().to_owned()
    };
    let moment = || Eta::At { moment: own("2026-03-03T11:30:00+09:00"), target: true };
    assert_eq!(
        line(Ja, moment()),
        "現在、切り替えを進めております。復旧見込み：2026年3月3日(火) 11:30(目標)。"
    );
    assert_eq!(
        line(En, moment()),
        "We are now switching over. Expected recovery: 11:30 JST on Tuesday, March 3, 2026 (target)."
    );
    assert_eq!(
        line(Ja, Eta::Unknown),
        "現在、切り替えを進めております。復旧見込み：未定です。判明次第お知らせいたします。"
    );
}

#[test]
fn the_english_subject_says_what_is_known_of_the_cause() {
    let subject = |state| {
        let values = NoticeValues {
            cause_statement: Some(CauseStatement {
                state,
                cause: Some(both("故障", "a failure")),
                supplier: None,
            }),
            action_now: Some(both("交換", "replacing it")),
            eta: Some(Eta::Unknown),
            ..NoticeValues::default()
        };
        let update = posting(Template::I3, IncidentState::Responding, values);
        written(En, sample(), &update).unwrap().subject
    };
    assert!(subject(CauseState::Unknown).starts_with("[Fix in progress] Minato Mail: "));
    assert!(subject(CauseState::Suspected).starts_with("[Identified] Minato Mail: "));
}

#[test]
fn everything_that_is_missing_is_told_at_once_and_by_language() {
    let values = NoticeValues {
        who: Some(LocalizedText::only(Ja, "一部のお客様で、")),
        symptom: Some(LocalizedText::only(Ja, "メールの送信ができない")),
        ..NoticeValues::default()
    };
    let update = posting(Template::I13, IncidentState::Partial, values);
    let missing = |language| {
        let gaps = written(language, sample(), &update).unwrap_err();
        assert!(
            gaps.iter().all(|gap| gap.language == language && gap.reason == GapReason::Missing)
        );
        gaps.into_iter().map(|gap| gap.placeholder.name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(missing(Ja), "restored restored_at backlog data_statement");
    assert_eq!(missing(En), "restored restored_at backlog who symptom data_statement");
}

#[test]
fn a_line_may_go_but_not_when_only_its_translation_is_missing() {
    let withdrawn = |reason| {
        let values = NoticeValues { posted: Some(own(POSTED)), reason, ..NoticeValues::default() };
        let update = posting(Template::I10, IncidentState::Withdrawn, values);
        written(En, sample(), &update)
    };
    assert!(!withdrawn(None).unwrap().body.contains("Reason"));
    let gaps = withdrawn(Some(LocalizedText::only(Ja, "設定の誤り"))).unwrap_err();
    assert_eq!(gaps[0].placeholder, Placeholder::Reason);
}

#[test]
fn a_reference_to_nothing_is_told() {
    let values = NoticeValues {
        action_now: Some(both("{{moment:nowhere}}の作業", "work")),
        as_of: Some(own(POSTED)),
        ..NoticeValues::default()
    };
    let update = posting(Template::I4, IncidentState::Responding, values);
    let gaps = written(Ja, sample(), &update).unwrap_err();
    assert_eq!(gaps[0].reason, GapReason::Reference("nowhere".to_owned()));
    assert_eq!(gaps[0].to_string(), "action_now in ja: `nowhere` refers to nothing");
}

#[test]
fn optional_paragraphs_stand_on_lines_of_their_own() {
    let (record, mut update) = first_notice();
    update.values.extra = vec![
        Extra::LongIncident { time: 18 * 60 },
        Extra::Workaround { workaround: both("Webメール", "webmail") },
        Extra::DoNot { operation: both("設定の変更", "change your settings") },
        Extra::Resend,
        Extra::Queue(QueueProgress { as_of: own(POSTED), queue: 12_400 }),
        Extra::IntermittentAfter,
        Extra::CauseNotOurs { supplier: both("回線事業者", "a carrier") },
        Extra::CrossingMessages,
        Extra::Translation,
        Extra::EnglishFollows,
        Extra::PleaseCheck,
        Extra::Free { text: both("自由な文。", "Free text.") },
    ];
    for (language, name) in [(Ja, "extras_ja"), (En, "extras_en")] {
        let body = with_notice(&minato::provider(), &record, &update, |notice| {
            notice.written(language).unwrap().body
        });
        assert_snapshot!(name, body);
    }
}

#[test]
fn a_missing_language_is_generated_from_the_facts_and_says_so() {
    let (record, mut update) = first_notice();
    update.values.who = Some(LocalizedText::only(Ja, "一部のお客様で、"));
    update.values.symptom = Some(LocalizedText::only(Ja, "メールの受信ができない"));
    update.values.extra = vec![Extra::Free { text: LocalizedText::only(Ja, "詳細です。") }];
    let generated = with_notice(&minato::provider(), &record, &update, |notice| {
        assert!(notice.written(En).is_err());
        notice.generated(En).unwrap()
    });
    assert_eq!(
        generated.subject,
        "[Investigating] Minato Mail: problems receiving mail (update 1) [INC-20260303-01]"
    );
    assert_snapshot!("generated_en", generated.body);

    let mut with_text = update.clone();
    with_text.body = LocalizedText::only(Ja, "本文");
    with_text.body.write(En, &generated.body, TextState::Auto, "system", at(POSTED));
    let mail = with_notice(&minato::provider(), &record, &with_text, |notice| {
        notice.mail(En, &READER).unwrap()
    });
    let marks = "Details in English will follow.\nThis text was generated automatically and will be updated after review.\n\n--\nMinato Net";
    assert!(mail.contains(marks), "{mail}");
}

#[test]
fn an_edited_text_keeps_its_words_in_the_mail() {
    let (record, mut update) = first_notice();
    update.body = both("書き直した本文です。", "A text of our own.");
    let mail = with_notice(&minato::provider(), &record, &update, |notice| {
        notice.mail(Ja, &READER).unwrap()
    });
    let start =
        "みなとメールをご利用のお客様へ\n\n書き直した本文です。\n\n■管理番号：INC-20260303-01\n";
    assert!(mail.starts_with(start), "{mail}");
    assert!(!mail.contains("調査しております"), "{mail}");
    assert!(mail.ends_with("日時は日本標準時(JST、UTC+9)です。\n――――――――――――――――――――"));
}

#[test]
fn those_who_receive_notices_by_contract_are_not_told_to_stop_them() {
    let (record, update) = first_notice();
    let contract = Recipient { by_contract: true, ..READER };
    let mail = with_notice(&minato::provider(), &record, &update, |notice| {
        notice.mail(Ja, &contract).unwrap()
    });
    assert!(mail.contains("配信設定の変更：https://status.example.jp/s/3f9c2a\n"));
    assert!(!mail.contains("配信停止"));
}

#[test]
fn an_exercise_says_so_in_the_subject_and_in_the_first_line() {
    let (mut record, update) = first_notice();
    record.incident.exercise = true;
    let said = |language| {
        with_notice(&minato::provider(), &record, &update, |notice| {
            notice.written(language).unwrap()
        })
    };
    assert!(said(Ja).subject.starts_with("【訓練】【障害発生】"));
    assert!(said(En).subject.starts_with("[Exercise] [Investigating] "));
    assert!(said(Ja).body.starts_with("これは訓練です。実際の障害ではありません。\n"));
    assert!(said(En).body.starts_with("This is an exercise. There is no actual incident.\n"));
}

#[test]
fn the_words_of_the_house_reach_every_sentence_and_no_name() {
    let mut provider = minato::provider();
    provider.house_style = HouseStyle {
        own_name: OwnName::Tosha,
        customer: CustomerName::Kana,
        paren: Paren::Full,
        ..HouseStyle::default()
    };
    let (record, mut update) = first_notice();
    update.values.extra = vec![Extra::CauseNotOurs { supplier: both("事業者", "a carrier") }];
    let mail = with_notice(&provider, &record, &update, |notice| notice.mail(Ja, &READER).unwrap());
    assert!(mail.contains("一部のお客さまで、メールの受信（POP）ができない"), "{mail}");
    assert!(mail.contains("今回の障害は、当社が利用する事業者"), "{mail}");
    assert!(mail.contains("■状況：調査中（2026年3月3日（火） 09:25現在）"), "{mail}");
    assert!(mail.contains("株式会社みなとネット お客様サービスセンター"), "a name is not touched");
}

#[test]
fn recovery_needs_an_answer_on_data_and_lists_what_it_knows() {
    let mut ended = sample();
    ended.periods[0].span.end =
        noroshi::domain::span::SpanEnd::At(own("2026-03-03T09:20:00+09:00"));
    ended.data_statement = DataState::QueuedDelivered;
    ended.data_bounced = true;
    ended.cause = Cause {
        state: CauseState::Confirmed,
        summary: Some(both("機器の故障", "an equipment failure")),
        ..Cause::default()
    };
    let record = IncidentRecord { incident: ended.clone(), updates: vec![] };
    let values = proposed(Template::I7, &record, IncidentState::Recovered);
    let update = posting(Template::I7, IncidentState::Recovered, values.clone());
    let mail = with_notice(&minato::provider(), &record, &update, |notice| {
        notice.mail(Ja, &READER).unwrap()
    });
    assert_snapshot!("recovery_ja", mail);

    let unanswered = NoticeValues { data_statement: Some(DataState::Unstated), ..values };
    let update = posting(Template::I7, IncidentState::Recovered, unanswered);
    let gaps = written(Ja, ended, &update).unwrap_err();
    assert_eq!(gaps[0].placeholder, Placeholder::DataStatement);
}

fn window(name: &str, day: &str, state: WindowState) -> Window {
    let (start, end) =
        (minute(&format!("{day}T01:00:00+09:00")), minute(&format!("{day}T03:00:00+09:00")));
    Window { state, ..Window::planned(key(name), start, end) }
}

fn maintenance() -> Maintenance {
    let spare = Window { spare: true, ..window("w2", "2026-03-15", WindowState::Scheduled) };
    Maintenance {
        id: Uuid::from_u128(9),
        reference: "MNT-20260308-01".parse().unwrap(),
        kind: MaintenanceKind::Planned,
        services: vec![key("mail"), key("dns")],
        title: both("機器の交換", "Replacement of equipment"),
        work: Some(both("機器を交換いたします。", "We will replace equipment.")),
        purpose: Some(LocalizedText::only(Ja, "老朽化のため")),
        effects: vec![],
        impact: Some(both("一時的にご利用いただけません。", "Service may be interrupted.")),
        request: None,
        precheck: None,
        extension: None,
        cancellation: None,
        result: None,
        max_interruption: Some(600),
        interruptions: Some(2),
        unaffected: None,
        windows: vec![window("w1", "2026-03-08", WindowState::Scheduled), spare],
        automatic: Automatic::default(),
        log: vec![],
        revised: vec![],
        updates: vec![],
        triggered: vec![],
        follows: vec![],
        recurrence: None,
        series: None,
        announce_at: None,
        announces_measure: None,
        report: None,
        earlier: vec![],
        later: vec![],
        exercise: false,
        version: 1,
    }
}

fn about_maintenance<T>(
    maintenance: &Maintenance,
    template: Template,
    values: NoticeValues,
    say: impl Fn(&Notice<'_>) -> T,
) -> T {
    let update = MaintenanceUpdate {
        key: key("MU1"),
        template,
        windows: vec![],
        values,
        subject: both("", ""),
        body: both("", ""),
        posted: at(POSTED),
    };
    say(&Notice {
        provider: &minato::provider(),
        catalogue: &minato::catalogue(),
        template,
        about: About::Maintenance { maintenance, update: &update },
        incidents: &[],
        maintenances: &[],
    })
}

#[test]
fn a_maintenance_lists_its_windows_and_what_is_stated() {
    let maintenance = maintenance();
    let apology = Some(Apology { level: 1, tense: Tense::Ongoing });
    let values = NoticeValues { apology, ..NoticeValues::default() };
    for (language, name) in [(Ja, "maintenance_ja"), (En, "maintenance_en")] {
        let mail = about_maintenance(&maintenance, Template::M1, values.clone(), |notice| {
            let subject = notice.written(language).unwrap().subject;
            format!("{subject}\n\n{}", notice.mail(language, &READER).unwrap())
        });
        assert_snapshot!(name, mail);
    }
}

#[test]
fn every_template_can_be_filled_from_what_the_console_proposes_and_asks_for() {
    let text = || Some(both("文", "text"));
    let moment = || Some(own("2026-03-03T09:00:00+09:00"));
    for template in Template::ALL {
        let maintenance = maintenance();
        let values = NoticeValues {
            who: Some(both("", "Customers")),
            symptom: text(),
            apology: Some(Apology { level: 3, tense: Tense::Ongoing }),
            cause_statement: Some(CauseStatement {
                state: CauseState::Unknown,
                cause: None,
                supplier: None,
            }),
            action_now: text(),
            eta: Some(Eta::Unknown),
            as_of: moment(),
            started: moment(),
            recovered: moment(),
            restored: text(),
            restored_at: moment(),
            remaining_part: text(),
            backlog: text(),
            progress: Some(QueueProgress { as_of: own(POSTED), queue: 5 }),
            remaining: Some(DataState::None),
            data_statement: Some(DataState::None),
            what: text(),
            observe_until: moment(),
            report_due: moment(),
            report_url: text(),
            next_update: moment(),
            posted: moment(),
            correction: Some(noroshi::domain::notice::CorrectionValues {
                item: text(),
                old_value: text(),
                new_value: text(),
            }),
            reason: text(),
            result: text(),
            impact: text(),
            new_end: moment(),
            old_window: Some(key("w1")),
            new_window: Some(key("w2")),
            extra: vec![],
        };
        for language in Language::ALL {
            let check = |notice: &Notice<'_>| {
                let said = notice.written(language).unwrap();
                let all = format!("{}\n{}\n{}", said.title, said.subject, said.body);
                assert!(
                    !all.contains(['{', '}']) && !all.contains("\n\n\n"),
                    "{template:?}: {all}"
                );
                let mail = notice.mail(language, &READER).unwrap();
                assert!(said.body.lines().all(|line| mail.contains(line)), "{template:?}: {mail}");
            };
            if template.offered_in().is_empty() {
                about_maintenance(&maintenance, template, values.clone(), check);
            } else {
                let triggered = Incident { triggered_by: Some(maintenance.reference), ..sample() };
                let record = IncidentRecord { incident: triggered, updates: vec![] };
                let update = posting(template, IncidentState::Investigating, values.clone());
                check(&Notice {
                    provider: &minato::provider(),
                    catalogue: &minato::catalogue(),
                    template,
                    about: About::Incident { record: &record, update: &update },
                    incidents: &[],
                    maintenances: &[&maintenance],
                });
            }
        }
    }
}
