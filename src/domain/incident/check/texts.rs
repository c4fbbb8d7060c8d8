//! Every text of the facts of an incident with its place: the one list of them, so that no rule about texts
//! leaves one out. What was posted is not among them: it stays as it was said.
//!
//! To add a text: its line in the function of the part that it belongs to.

use super::Place;
use crate::domain::{
    incident::{Done, Eta, Figure, Incident, Measure, Period, Scope, When},
    moment::Moment,
    span::SpanEnd,
    text::LocalizedText,
};

/// Texts with their places.
pub(super) type Texts<'a> = Vec<(Place, &'a LocalizedText)>;

/// Every text of the facts.
pub(super) fn of(incident: &Incident) -> Texts<'_> {
    let root = Place::default();
    let mut texts = vec![(root.field("symptom_short"), &incident.symptom_short)];
    let named = [
        ("data_lost", &incident.data_lost),
        ("workaround", &incident.workaround),
        ("side_effects", &incident.side_effects),
    ];
    texts.extend(stated(&root, named));
    texts.extend(list(&root.field("notes"), &incident.notes));
    texts.extend(note(&root.field("detected"), incident.detected.as_ref()));
    for (key, moment) in &incident.moments {
        texts.extend(note(&root.field("moments").named(key), Some(moment)));
    }
    if let Eta::At { moment, .. } = &incident.eta {
        texts.extend(own_note(&root.field("eta"), Some(moment)));
    }
    texts.extend(own_note(&root.field("next_update"), incident.next_update.as_ref()));
    for (index, backlog) in incident.backlogs.iter().enumerate() {
        let place = root.field("backlog").entry(index);
        texts.extend(own_note(&place.field("opened"), Some(&backlog.opened)));
        texts.extend(own_note(&place.field("closed"), backlog.closed.as_ref()));
    }
    for (index, count) in incident.counts.iter().enumerate() {
        texts.push((root.field("count").entry(index).field("unit"), &count.unit));
    }
    for (index, unaffected) in incident.unaffected.iter().enumerate() {
        let place = root.field("unaffected").entry(index);
        texts.extend(stated(&place, [("narrative", &unaffected.narrative)]));
    }
    for (index, period) in incident.periods.iter().enumerate() {
        texts.extend(of_period(&root.field("periods").entry(index), period));
    }
    texts.extend(of_report(&root, incident));
    texts
}

/// The texts of optional fields.
fn stated<'a, const N: usize>(
    place: &Place,
    fields: [(&'static str, &'a Option<LocalizedText>); N],
) -> Texts<'a> {
    let fields = fields.into_iter();
    fields.filter_map(|(name, text)| Some((place.field(name), text.as_ref()?))).collect()
}

fn list<'a>(place: &Place, texts: &'a [LocalizedText]) -> Texts<'a> {
    texts.iter().enumerate().map(|(index, text)| (place.entry(index), text)).collect()
}

/// What is said of a moment.
fn note<'a>(place: &Place, moment: Option<&'a Moment>) -> Option<(Place, &'a LocalizedText)> {
    Some((place.field("note"), moment?.note.as_ref()?))
}

/// The same of one that may be shared: then it is listed among the moments of the record.
fn own_note<'a>(place: &Place, when: Option<&'a When>) -> Option<(Place, &'a LocalizedText)> {
    match when? {
        When::Own(moment) => note(place, Some(moment)),
        When::Shared(_) => None,
    }
}

fn of_period<'a>(place: &Place, period: &'a Period) -> Texts<'a> {
    let mut texts = stated(place, [("narrative", &period.narrative), ("note", &period.note)]);
    let ends = [
        ("start", period.span.start.as_ref()),
        (
            "end",
            match &period.span.end {
                SpanEnd::At(end) => Some(end),
                SpanEnd::Ongoing | SpanEnd::Unstated => None,
            },
        ),
    ];
    for (name, when) in ends {
        texts.extend(own_note(&place.field("span").field(name), when));
    }
    let scope = place.field("scope");
    match &period.scope {
        Scope::All => {}
        Scope::Some { text } => texts.extend(stated(&scope, [("text", text)])),
        Scope::List { items } => texts.extend(list(&scope.field("items"), items)),
    }
    for (index, symptom) in period.symptoms.iter().enumerate() {
        let place = place.field("symptoms").entry(index);
        texts.extend(stated(&place, [("narrative", &symptom.narrative)]));
    }
    texts
}

/// Cause, figures, phases, measures, metrics and judgements.
fn of_report<'a>(root: &Place, incident: &'a Incident) -> Texts<'a> {
    let (place, cause) = (root.field("cause"), &incident.cause);
    let mut texts =
        stated(&place, [("summary", &cause.summary), ("third_party", &cause.third_party)]);
    texts.extend(list(&place.field("investigated_with"), &cause.investigated_with));
    for (index, step) in cause.steps.iter().enumerate() {
        let place = place.field("steps").entry(index);
        texts.push((place.field("text"), &step.text));
        texts.extend(own_note(&place.field("at"), step.at.as_ref()));
    }
    texts.extend(list(&place.field("narrative"), &cause.narrative));
    for (index, figure) in incident.figures.iter().enumerate() {
        texts.extend(of_figure(&root.field("figures").entry(index), figure));
    }
    for (index, phase) in incident.phases.iter().enumerate() {
        let place = root.field("phases").entry(index);
        texts.extend(stated(&place, [("lead", &phase.lead)]));
        texts.extend(own_note(&place.field("until"), phase.until.as_ref()));
    }
    for (index, measure) in incident.measures.iter().enumerate() {
        texts.extend(of_measure(&root.field("measures").entry(index), measure));
    }
    for (index, metric) in incident.metrics.iter().enumerate() {
        let place = root.field("metrics").entry(index);
        texts.push((place.field("name"), &metric.name));
        texts.push((place.field("full_name"), &metric.full_name));
        texts.push((place.field("unit"), &metric.unit));
    }
    for (index, judgement) in incident.judgements.iter().enumerate() {
        let place = root.field("judgements").entry(index);
        texts.extend(stated(&place, [("metric_name", &judgement.metric_name)]));
        texts.push((place.field("observation"), &judgement.observation));
        texts.extend(own_note(&place.field("observed_from"), Some(&judgement.observed_from)));
        texts.extend(own_note(&place.field("observed_to"), judgement.observed_to.as_ref()));
    }
    texts
}

fn of_measure<'a>(place: &Place, measure: &'a Measure) -> Texts<'a> {
    let mut texts = vec![(place.field("text"), &measure.text)];
    let others = [
        ("basis", &measure.basis),
        ("effect_text", &measure.effect_text),
        ("due_text", &measure.due_text),
        ("announce_at", &measure.announce_at),
    ];
    texts.extend(stated(place, others));
    let done = measure.done_at.as_ref().map(Done::when);
    texts.extend(own_note(&place.field("done_at"), done));
    texts.extend(note(&place.field("due"), measure.due.as_ref()));
    texts
}

fn of_figure<'a>(place: &Place, figure: &'a Figure) -> Texts<'a> {
    let mut texts =
        vec![(place.field("caption"), &figure.caption), (place.field("alt"), &figure.alt)];
    texts.extend(stated(place, [("long_description", &figure.long_description)]));
    for (index, callout) in figure.callouts.iter().enumerate() {
        texts.push((place.field("callouts").entry(index).field("text"), &callout.text));
    }
    for (index, node) in figure.nodes.iter().enumerate() {
        texts.push((place.field("nodes").entry(index).field("label"), &node.label));
    }
    for (index, edge) in figure.edges.iter().enumerate() {
        texts.extend(stated(&place.field("edges").entry(index), [("label", &edge.label)]));
    }
    texts
}
