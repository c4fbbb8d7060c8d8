//! Opening an incident from the few facts that a first notice asks for (domain rules 4.1, 4.4, D15).

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{
    Cause, Continuity, DataState, Eta, Incident, IncidentState, Period, PeriodKind, Scope,
    Severity, SeverityChange, Symptom, When,
};
use crate::domain::{
    key::Key,
    moment::Moment,
    reference::{Reference, ReferenceKind},
    service::{Catalogue, Degree},
    span::{Span, SpanEnd},
    text::LocalizedText,
    time::Timestamp,
};

/// What a first notice asks for; everything else can be unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The affected services; the first one is named in the title.
    pub services: Vec<Key>,
    /// What fails, and how.
    pub symptoms: Vec<Symptom>,
    /// Since when, if that is known.
    pub start: Option<Moment>,
    /// When the provider noticed it.
    pub detected: Option<Moment>,
    /// For whom.
    pub scope: Scope,
    /// Whether all the time.
    pub continuity: Continuity,
    /// How bad it is.
    pub severity: Severity,
    /// The problem in a noun phrase.
    pub symptom_short: LocalizedText,
    /// Whether this is an exercise.
    pub exercise: bool,
}

impl Opening {
    /// The date in the reference number: that of the start as it is known now, else of today.
    pub fn date(&self, now: Timestamp, zone: &TimeZone) -> jiff::civil::Date {
        self.start.as_ref().map_or(now, |start| start.at).date_in(zone)
    }

    /// The incident, not yet posted about, or `None` if no service is named. `number` is the next free
    /// one of its day.
    pub fn incident(
        self,
        id: Uuid,
        number: u16,
        by: &str,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Option<Incident> {
        let date = self.date(now, zone);
        let period = Period {
            key: "p1".parse().ok()?,
            kind: PeriodKind::Main,
            of: None,
            span: Span { start: self.start.map(When::Own), end: SpanEnd::Ongoing },
            scope: self.scope,
            continuity: self.continuity,
            symptoms: self.symptoms,
            data: DataState::Unstated,
            narrative: None,
            note: None,
            recurrence_of: None,
            continues: None,
        };
        Some(Incident {
            id,
            reference: Reference { kind: ReferenceKind::Incident, date, number },
            title_service: self.services.first()?.clone(),
            symptom_short: self.symptom_short,
            affected: self.services,
            severity: self.severity,
            severity_log: vec![SeverityChange {
                severity: self.severity,
                at: now,
                by: by.to_owned(),
            }],
            state: IncidentState::Investigating,
            report_published: false,
            exercise: self.exercise,
            detected: self.detected,
            moments: [].into(),
            periods: vec![period],
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
        })
    }
}

/// The severity that symptoms suggest; the operator decides (domain rules 4.4).
pub fn proposed_severity(
    services: &[Key],
    symptoms: &[Symptom],
    scope: &Scope,
    catalogue: &Catalogue,
) -> Severity {
    let everybody = *scope == Scope::All;
    let cores: Vec<&[Key]> = services
        .iter()
        .filter_map(|service| catalogue.service(service))
        .map(|service| service.core.as_slice())
        .collect();
    let has = |function: &Key, degrees: &[Degree]| {
        symptoms
            .iter()
            .any(|symptom| symptom.function == *function && degrees.contains(&symptom.degree))
    };
    let all_out = |core: &&[Key]| {
        !core.is_empty() && core.iter().all(|function| has(function, &[Degree::Unavailable]))
    };
    let core_hit = |degrees: &[Degree]| {
        cores.iter().any(|core| core.iter().any(|function| has(function, degrees)))
    };
    if everybody && cores.iter().any(all_out) {
        Severity::Critical
    } else if core_hit(&[Degree::Unavailable])
        || (everybody && core_hit(&[Degree::Difficult, Degree::Delayed]))
    {
        Severity::Major
    } else if symptoms.iter().any(|symptom| symptom.degree.is_impact()) || symptoms.is_empty() {
        Severity::Minor
    } else {
        Severity::None
    }
}

/// Whether what is about to be opened looks like a recurrence of an incident: a recovery not longer
/// ago than the policy says, with a service and a function in common (rule D15). The operator decides.
pub fn may_recur(
    earlier: &Incident,
    services: &[Key],
    symptoms: &[Symptom],
    now: Timestamp,
    within_days: u32,
) -> bool {
    // Where nobody said when it ended, it had ended when its recovery was judged.
    let unstated = earlier.main_periods().iter().any(|it| it.span.end == SpanEnd::Unstated);
    let judged = earlier.judgements.iter().filter(|it| unstated && earlier.permits_recovery(it));
    let over = judged.map(|judgement| judgement.judged_at).min().max(earlier.lasted_until());
    let recent =
        over.is_some_and(|over| now.minutes_since(over) <= i64::from(within_days) * 24 * 60);
    let function_in_common = earlier
        .periods
        .iter()
        .flat_map(|period| &period.symptoms)
        .any(|known| symptoms.iter().any(|symptom| symptom.function == known.function));
    earlier.state == IncidentState::Recovered
        && recent
        && function_in_common
        && earlier.affected.iter().any(|service| services.contains(service))
}
