//! Sample records: a small provider and an incident of it, to be changed by the test that needs it.

use jiff::tz::TimeZone;
use noroshi::domain::{
    incident::{
        Cause, Continuity, Correction, DataState, Eta, FactsAtPosting, Incident, IncidentRecord,
        IncidentState, Judgement, Period, PeriodKind, Scope, Severity, Symptom, Update, UpdateKind,
        Verdict, When,
    },
    key::Key,
    language::Localized,
    moment::{Grain, Moment},
    notice::{NoticeValues, Template},
    provider::{PortalUrls, Provider},
    service::{Catalogue, Degree, EnglishForms, Function, JapaneseForms, Service, ServiceKind},
    span::{Span, SpanEnd},
    text::LocalizedText,
    time::Timestamp,
};
use uuid::Uuid;

/// A key that is known to be one.
pub(crate) fn key(text: &str) -> Key {
    text.parse().unwrap()
}

/// An instant from its RFC 3339 form.
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse::<jiff::Timestamp>().unwrap().into()
}

/// A moment known to the minute.
pub(crate) fn minute(text: &str) -> Moment {
    Moment::minute(at(text))
}

/// The zone of the sample provider.
pub(crate) fn tokyo() -> TimeZone {
    TimeZone::get("Asia/Tokyo").unwrap()
}

/// The provider of the sample catalogue.
pub(crate) fn provider() -> Provider {
    Provider {
        key: key("minato"),
        name: Localized::new("株式会社みなとネット".to_owned(), "Minato Net, Inc.".to_owned()),
        unit: Localized::new(
            "お客様サービスセンター".to_owned(),
            "Customer Service Center".to_owned(),
        ),
        address: Localized::default(),
        contact: Localized::default(),
        urls: PortalUrls { primary: "https://status.example.jp".to_owned(), standby: None },
        zone: "Asia/Tokyo".to_owned(),
        doc_no_pattern: "{yyyy}-{seq:04}".to_owned(),
        house_style: noroshi::domain::house_style::HouseStyle::default(),
        roles: vec![],
    }
}

fn function(name: &str, services: &[&str]) -> Function {
    Function {
        key: key(name),
        services: services.iter().map(|service| key(service)).collect(),
        group: None,
        ja: JapaneseForms { noun: format!("{name}の利用"), short: name.to_owned() },
        en: EnglishForms {
            noun: format!("use of {name}"),
            verb: format!("use {name}"),
            gerund: format!("using {name}"),
            short_gerund: format!("using {name}"),
        },
        forms: [].into(),
    }
}

fn service(name: &str, order: u32, kind: ServiceKind, core: &[&str]) -> Service {
    Service {
        key: key(name),
        kind,
        order,
        name: Localized::new(format!("みなと{name}"), format!("Minato {name}")),
        reading: None,
        core: core.iter().map(|function| key(function)).collect(),
    }
}

/// Two mail services that share their functions, a web service, and a member site that is not sold.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue {
        services: vec![
            service("mail", 1, ServiceKind::Product, &["pop", "send"]),
            service("direct", 2, ServiceKind::Product, &["pop", "send"]),
            service("web", 3, ServiceKind::Product, &["serve"]),
            service("member", 4, ServiceKind::Shared, &["login"]),
        ],
        functions: vec![
            function("pop", &["mail", "direct"]),
            function("send", &["mail", "direct"]),
            function("serve", &["web"]),
            function("login", &["member"]),
        ],
        groups: vec![],
    }
}

/// A symptom in all affected services.
pub(crate) fn symptom(function: &str, degree: Degree) -> Symptom {
    Symptom { function: key(function), degree, continuity: None, services: vec![], narrative: None }
}

/// A main period for all customers, from a start to an end or to now.
pub(crate) fn period(name: &str, start: &str, end: Option<&str>, symptoms: Vec<Symptom>) -> Period {
    Period {
        key: key(name),
        kind: PeriodKind::Main,
        of: None,
        span: Span {
            start: Some(When::Own(minute(start))),
            end: end.map_or(SpanEnd::Ongoing, |end| SpanEnd::At(When::Own(minute(end)))),
        },
        scope: Scope::All,
        continuity: Continuity::Continuous,
        symptoms,
        data: DataState::Unstated,
        narrative: None,
        note: None,
        recurrence_of: None,
        continues: None,
    }
}

/// An open incident of mail: reception is out for everybody since 08:55.
pub(crate) fn incident() -> Incident {
    Incident {
        id: Uuid::from_u128(1),
        reference: "INC-20161011-01".parse().unwrap(),
        title_service: key("mail"),
        symptom_short: LocalizedText::both("メール受信の障害", "problems receiving mail"),
        affected: vec![key("mail")],
        severity: Severity::Major,
        severity_log: vec![],
        state: IncidentState::Investigating,
        report_published: false,
        exercise: false,
        detected: Some(minute("2016-10-11T09:03:00+09:00")),
        moments: [].into(),
        periods: vec![period(
            "p1",
            "2016-10-11T08:55:00+09:00",
            None,
            vec![symptom("pop", Degree::Unavailable)],
        )],
        unaffected: vec![],
        counts: vec![],
        data_statement: DataState::Unstated,
        data_bounced: false,
        data_lost: None,
        backlogs: vec![],
        cause: Cause::default(),
        figures: vec![],
        phases: vec![],
        measures: vec![],
        metrics: vec![],
        judgements: vec![],
        triggered_by: None,
        followed_by: vec![],
        related: vec![],
        workaround: None,
        side_effects: None,
        eta: Eta::Unknown,
        next_update: None,
        long_incident: None,
        notes: vec![],
        version: 1,
    }
}

/// A judgement that permits recovery, made after an observation that ended at an instant.
pub(crate) fn judgement(until: &str) -> Judgement {
    Judgement {
        key: key("j1"),
        judged_at: at(until),
        by: "lead".to_owned(),
        metric: None,
        metric_name: Some(LocalizedText::both("滞留数", "queued messages")),
        observed_from: When::Own(minute("2016-10-11T12:00:00+09:00")),
        observed_to: Some(When::Own(minute(until))),
        observation: LocalizedText::both("平常の範囲にある。", "In the normal range."),
        verdict: Verdict::Recovered,
        overturned_by: None,
    }
}

/// An update as an operator would ask for it; posting fills in its sequence and number.
pub(crate) fn update(name: &str, kind: UpdateKind, state: IncidentState, posted: &str) -> Update {
    Update {
        id: Uuid::from_u128(u128::from(
            name.bytes().fold(0_u64, |sum, byte| sum * 256 + u64::from(byte)),
        )),
        key: key(name),
        sequence: 0,
        number: None,
        kind,
        template: Some(Template::I1),
        values: NoticeValues::default(),
        subject: LocalizedText::both("【障害発生】みなとメール", "[Investigating] Minato Mail"),
        body: LocalizedText::both("調査しております。", "We are investigating."),
        posted: at(posted),
        occurred: None,
        state,
        cause_state: noroshi::domain::incident::CauseState::Unknown,
        reopened: false,
        report_published: false,
        report: None,
        services_known: vec![],
        facts: FactsAtPosting::default(),
        moments: [].into(),
        changes: vec![],
        judgement: None,
        corrects: vec![],
        correction: None,
        long_incident: None,
        author: Some("hanako".to_owned()),
        approver: None,
        notify: true,
    }
}

/// What a correction of a field says.
pub(crate) fn corrected(field: &str) -> Correction {
    Correction {
        field: key(field),
        old: LocalizedText::both("旧", "old"),
        new: LocalizedText::both("新", "new"),
        reason: None,
        by: "hanako".to_owned(),
        approved_by: None,
        editorial: false,
        services: None,
    }
}

/// The open incident with its first notice posted.
pub(crate) fn record() -> IncidentRecord {
    let empty = IncidentRecord { incident: incident(), updates: vec![] };
    let first = update(
        "U01",
        UpdateKind::FirstNotice,
        IncidentState::Investigating,
        "2016-10-11T09:20:00+09:00",
    );
    let (incident, first) = empty.post(incident(), first, &catalogue()).unwrap();
    IncidentRecord { incident, updates: vec![first] }
}

/// A moment known to the day.
pub(crate) fn day(text: &str) -> Moment {
    Moment::new(at(text), Grain::Day, false, &tokyo())
}
