//! Incidents with their updates.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    codec::{Exchange, Map, Record as _, Writing, record},
    mistake::What,
    node::{Content, Entry, Node},
    reading::{Fields, Reading},
    update,
};
use crate::domain::{
    incident::{
        Incident, IncidentRecord, IncidentState, PeriodKind, Update, When, update::standing_promise,
    },
    narrative::ReferenceTarget,
    reference::{Reference, ReferenceKind},
};

impl Fields<'_> {
    /// The reference number of a record of a kind. In the demo set it is formed later.
    pub(super) fn number_of(&mut self, kind: ReferenceKind, cx: &mut Reading) -> Option<Reference> {
        if cx.now.is_some() && self.node.get("id").is_none() {
            return Some(Reference { kind, date: Date::constant(1900, 1, 1), number: 1 });
        }
        let reference: Reference = self.required("id", cx)?;
        if reference.kind != kind {
            let line = self.line("id");
            cx.inside("id", |cx| cx.report(line, What::WrongRecord(reference)));
            return None;
        }
        Some(reference)
    }

    fn incident_number(&mut self, _: &'static str, cx: &mut Reading) -> Option<Reference> {
        self.number_of(ReferenceKind::Incident, cx)
    }

    fn report_in_flags(&mut self, name: &'static str, cx: &mut Reading) -> Option<bool> {
        let Some(entry) = self.take(name) else { return Some(false) };
        let words: Vec<String> = cx.inside(name, |cx| Exchange::read(&entry.value, cx))?;
        let nodes = entry.value.items().iter();
        match words.iter().zip(nodes).find(|(word, _)| *word != "report") {
            None => Some(!words.is_empty()),
            Some((word, node)) => {
                let what = What::UnknownWord { word: word.clone(), known: vec!["report"] };
                cx.inside(name, |cx| cx.report(node.line, what));
                None
            }
        }
    }

    /// The promise of the next update; `none` where there is none although a notice made one.
    fn promise(&mut self, name: &'static str, cx: &mut Reading) -> Option<Option<When>> {
        if self.node.get(name).and_then(Node::as_text) == Some("none") {
            self.take(name);
            return Some(None);
        }
        self.optional(name, cx)
    }
}

impl Map<'_, '_> {
    pub(super) fn incident_number(&mut self, name: &'static str, reference: &Reference) {
        self.required(name, reference);
    }

    fn report_in_flags(&mut self, name: &'static str, published: &bool) {
        let flags = if *published { vec![Node::text("report")] } else { Vec::new() };
        self.put(name, Node::list(flags));
    }

    fn promise(&mut self, name: &'static str, promise: &Option<When>) {
        match promise {
            Some(when) => self.required(name, when),
            None => self.put(name, Node::text("none")),
        }
    }
}

record!(Incident {
    reference: incident_number "id",
    title_service: required "title_service",
    symptom_short: required "symptom_short",
    affected: required "affected",
    severity: required "severity",
    severity_log: optional "severity_log",
    state: required "state",
    report_published: report_in_flags "flags",
    exercise: optional "exercise",
    detected: optional "detected",
    triggered_by: optional "triggered_by",
    followed_by: optional "followed_by",
    related: optional "related",
    moments: optional "moments",
    periods: stated "periods",
    unaffected: one_or_more "unaffected",
    counts: optional "count",
    data_statement: stated "data_statement",
    data_bounced: optional "data_bounced",
    data_lost: optional "data_lost",
    backlogs: optional "backlog",
    cause: optional "cause",
    figures: optional "figures",
    phases: optional "phases",
    measures: optional "measures",
    metrics: optional "metrics",
    judgements: optional "judgements",
    workaround: optional "workaround",
    side_effects: optional "side_effects",
    eta: optional "eta",
    next_update: promise "next_update",
    long_incident: optional "long_incident_mode",
    notes: optional "notes",
} with { id: Uuid::nil(), version: 1 });

impl Exchange for IncidentRecord {
    fn read(node: &Node, cx: &mut Reading) -> Option<Self> {
        cx.mentions.clear();
        let mut fields = cx.fields(node)?;
        let incident = Incident::read_fields(&mut fields, cx);
        let updates = fields.take("updates");
        fields.skip("reports", cx);
        fields.skip("expectations", cx);
        fields.finish(cx);
        let updates = match updates {
            Some(entry) => cx.inside("updates", |cx| read_updates(&entry.value, cx)),
            None => Some(Vec::new()),
        };
        let mut record = Self { incident: incident?, updates: updates? };
        complete(&mut record, node, cx);
        check_numbers(&record, node, cx);
        check_mentions(&record, cx);
        Some(record)
    }

    fn write(&self, cx: &Writing<'_>) -> Node {
        let mut node = self.incident.write(cx);
        if self.incident.next_update == standing_promise(self.updates.iter()) {
            node.remove("next_update");
        }
        number_periods(&mut node, &self.incident);
        let states = update::cause_states(&self.incident, &self.updates);
        let updates = self.updates.iter().zip(states);
        let updates = updates.map(|(update, state)| update::write(update, state, cx)).collect();
        node.insert("", "updates", Node::list(updates));
        node
    }
}

fn read_updates(node: &Node, cx: &mut Reading) -> Option<Vec<Update>> {
    let Content::List(items) = &node.content else {
        cx.report(node.line, What::Expected(super::mistake::Kind::List));
        return None;
    };
    let read: Vec<Option<Update>> = items
        .iter()
        .enumerate()
        .map(|(index, item)| cx.item(index, item, |cx| update::read(item, cx)))
        .collect();
    read.into_iter().collect()
}

/// Fills in what follows from the rest and was not said.
fn complete(record: &mut IncidentRecord, node: &Node, cx: &mut Reading) {
    let states = update::cause_states(&record.incident, &record.updates);
    let nodes = node.get("updates").map(Node::items).unwrap_or_default();
    let (mut last, mut sequence, mut posted) = (0, 0, None);
    for ((update, state), node) in record.updates.iter_mut().zip(states).zip(nodes) {
        sequence += 1;
        update.sequence = sequence;
        if node.get("cause_state").is_none() {
            update.cause_state = state;
        }
        let expected = update.kind.is_numbered().then(|| last + 1);
        if let Some(number) = node.get("n")
            && update.number != expected
        {
            let place = format!("updates[{}].n", update.key);
            cx.inside(&place, |cx| cx.report(number.line, What::NumberDiffers(expected)));
        }
        update.number = expected;
        last = expected.unwrap_or(last);
        if posted.is_some_and(|before| before > update.posted) {
            let place = format!("updates[{}].posted", update.key);
            let line = node.get("posted").map_or(node.line, |posted| posted.line);
            cx.inside(&place, |cx| cx.report(line, What::OutOfOrder));
        }
        posted = Some(update.posted);
    }
    if node.get("next_update").is_none() {
        record.incident.next_update = standing_promise(record.updates.iter());
    }
}

/// ①②③ are computed from the starts of the periods (rule D01); what is typed must agree, and so must
/// the state with that of the last update.
fn check_numbers(record: &IncidentRecord, node: &Node, cx: &mut Reading) {
    let nodes = node.get("periods").map(Node::items).unwrap_or_default();
    for (period, node) in record.incident.periods.iter().zip(nodes) {
        let Some(given) = node.get("seq") else { continue };
        let number = match period.kind {
            PeriodKind::Main => record.incident.period_number(&period.key),
            PeriodKind::FringeBefore | PeriodKind::FringeAfter => None,
        };
        if given.as_text() != number.map(|number| number.to_string()).as_deref() {
            let number = number.and_then(|number| u32::try_from(number).ok());
            let place = format!("periods[{}].seq", period.key);
            cx.inside(&place, |cx| cx.report(given.line, What::NumberDiffers(number)));
        }
    }
    if let Some(last) = record.updates.last()
        && last.state != record.incident.state
    {
        let line = node.get("state").map_or(node.line, |state| state.line);
        cx.inside("state", |cx| cx.report(line, What::StateDiffers(last.state.word().to_owned())));
    }
}

/// Everything that texts and values refer to must be there.
fn check_mentions(record: &IncidentRecord, cx: &mut Reading) {
    let incident = &record.incident;
    for mention in std::mem::take(&mut cx.mentions) {
        let key = &mention.key;
        let (known, what): (bool, fn(String) -> What) = match mention.target {
            ReferenceTarget::Moment => (incident.moments.contains_key(key), What::UnknownMoment),
            ReferenceTarget::Span | ReferenceTarget::Period => {
                let withdrawn = incident.state == IncidentState::Withdrawn;
                (withdrawn || incident.period(key).is_some(), What::UnknownPart)
            }
            ReferenceTarget::Measure => {
                (incident.measures.iter().any(|measure| measure.key == *key), What::UnknownPart)
            }
            ReferenceTarget::Figure => {
                (incident.figures.iter().any(|figure| figure.key == *key), What::UnknownPart)
            }
            ReferenceTarget::Callout => {
                let mut callouts = incident.figures.iter().flat_map(|figure| &figure.callouts);
                (callouts.any(|callout| callout.key == *key), What::UnknownPart)
            }
            _ => (false, What::UnknownPart),
        };
        if !known {
            cx.report_at(mention.line, mention.path, what(key.to_string()));
        }
    }
}

/// Writes the numbers ①②③ beside the main periods.
fn number_periods(node: &mut Node, incident: &Incident) {
    let Content::Map(entries) = &mut node.content else { return };
    let Some(Entry { value, .. }) = entries.iter_mut().find(|entry| entry.key == "periods") else {
        return;
    };
    let Content::List(nodes) = &mut value.content else { return };
    for (node, period) in nodes.iter_mut().zip(&incident.periods) {
        if period.kind == PeriodKind::Main
            && let Some(number) = incident.period_number(&period.key)
        {
            node.insert("kind", "seq", Node::plain(number.to_string()));
        }
    }
}
