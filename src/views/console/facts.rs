//! The facts of an incident as operators read them: on its page, and in the difference between two of
//! its versions.

use super::Frame;
use crate::{
    domain::{
        incident::{DataState, Incident, Scope},
        moment::Moment,
        service::Catalogue,
        span::SpanEnd,
    },
    i18n::{
        dates::{DateStyle, Profile},
        labels::{self, Label},
        symptoms::Grammar,
    },
};

/// A fact: what it is, and what it says, in one or more lines.
pub type Fact = (String, String);

/// The facts of an incident.
pub fn facts(frame: &Frame, catalogue: &Catalogue, incident: &Incident) -> Vec<Fact> {
    let t = frame.t;
    let grammar = Grammar { catalogue, house: &frame.house, language: frame.language };
    let moment =
        |moment: Option<&Moment>| moment.map_or_else(|| "–".to_owned(), |it| said(frame, it));
    let mut facts = vec![
        (t.msg_post_state(), labels::incident_state(t, incident.state, incident.cause.state)),
        (t.msg_severity(), incident.severity.label(t)),
        (t.msg_affected_services(), grammar.services(&incident.affected)),
        (t.msg_started(), moment(incident.started())),
        (t.msg_detected(), moment(incident.detected.as_ref())),
        (t.msg_recovered_at(), moment(incident.recovered())),
    ];
    facts.extend(periods(frame, &grammar, incident));
    facts.push((t.msg_data_impact(), incident.data_statement.label(t)));
    facts.push((t.msg_cause(), cause(frame, incident)));
    let next = incident.next_update.as_ref().and_then(|when| incident.moment(when));
    facts.push((t.msg_next_update(), moment(next)));
    facts
}

fn said(frame: &Frame, moment: &Moment) -> String {
    let profile = match frame.language {
        crate::domain::language::Language::Ja => Profile::Notice,
        crate::domain::language::Language::En => Profile::List,
    };
    let time = DateStyle { zone: &frame.zone, house: &frame.house }.moment(profile, moment);
    let note = moment.note.as_ref().and_then(|note| note.read(frame.language));
    note.map_or_else(|| time.clone(), |note| time.clone() + &frame.t.msg_moment_note(note.text))
}

/// For each period, each in a line of its own: when, for whom, and what failed how.
fn periods(frame: &Frame, grammar: &Grammar<'_>, incident: &Incident) -> Vec<Fact> {
    let t = frame.t;
    let lines = incident.periods.iter().map(|period| {
        let label = match incident.period_number(&period.key) {
            Some(number) => labels::period_named(frame.language, &frame.house, number),
            None => period.kind.label(t),
        };
        let span = incident.span(&period.span);
        let start = span.start.as_ref().map_or_else(|| "–".to_owned(), |start| said(frame, start));
        let end = match &span.end {
            SpanEnd::At(end) => said(frame, end),
            SpanEnd::Ongoing => t.msg_span_ongoing(),
            SpanEnd::Unstated => DataState::Unstated.label(t),
        };
        let scope: &Scope = &period.scope;
        let symptoms: Vec<String> = period
            .symptoms
            .iter()
            .filter_map(|symptom| {
                let function = grammar.catalogue.function(&symptom.function)?;
                Some(t.msg_inc_fact_of(grammar.noun(function), symptom.degree.label(t)))
            })
            .collect();
        let mut lines = vec![format!("{start} → {end}"), grammar.scope(scope)];
        lines.extend(symptoms);
        (label, lines.join("\n"))
    });
    lines.collect()
}

fn cause(frame: &Frame, incident: &Incident) -> String {
    let state = if incident.cause.not_established {
        frame.t.msg_fact_cause_not_established()
    } else {
        incident.cause.state.label(frame.t)
    };
    let summary = incident.cause.summary.as_ref().and_then(|text| text.read(frame.language));
    summary.map_or_else(|| state.clone(), |summary| frame.t.msg_inc_fact_of(&state, summary.text))
}
