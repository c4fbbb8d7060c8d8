//! What is wrong with a record that comes from outside: references to what is not there, labels given
//! twice, ends before starts. It reports every problem with its place, and changes nothing.
//!
//! To add a rule: one function over the part it concerns, called from [`check`].

use std::{collections::BTreeSet, fmt};

use super::{
    BacklogState, Incident, IncidentRecord, IncidentState, Period, PeriodKind, Update, When,
    transition::Refusal,
};
use crate::domain::{
    key::Key,
    language::Language,
    narrative::{self, Piece, ReferenceTarget},
    reference::Reference,
    service::Catalogue,
    span::SpanEnd,
    text::LocalizedText,
};

/// A place in a record: `periods[2].symptoms[0].function`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(Vec<Step>);

/// One step into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field.
    Field(&'static str),
    /// An entry of a list, from 0.
    Entry(usize),
    /// An entry of a map.
    Named(Key),
}

impl Place {
    /// The steps from the record to the place.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The place a field further in.
    #[must_use]
    pub fn field(&self, name: &'static str) -> Self {
        self.then(Step::Field(name))
    }

    /// The place an entry further in.
    #[must_use]
    pub fn entry(&self, index: usize) -> Self {
        self.then(Step::Entry(index))
    }

    fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if index == 0 => formatter.write_str(name)?,
                Step::Field(name) => write!(formatter, ".{name}")?,
                Step::Entry(number) => write!(formatter, "[{number}]")?,
                Step::Named(key) => write!(formatter, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no service of this key.
    UnknownService(Key),
    /// There is no function of this key.
    UnknownFunction(Key),
    /// The record has no moment of this key.
    UnknownMoment(Key),
    /// The record has no period of this key.
    UnknownPeriod(Key),
    /// The record has no measure, figure, callout, phase, metric, judgement or update of this key.
    UnknownPart(Key),
    /// There is no record of this number.
    UnknownRecord(Reference),
    /// The key is given twice in one list.
    Repeated(Key),
    /// The end lies before the start.
    EndBeforeStart,
    /// The function is affected in two degrees in one period.
    TwoDegrees(Key),
    /// A reference inside the text cannot be read.
    Narrative(String),
    /// A text is blank in both languages.
    Blank,
    /// A fringe period without the main period that it belongs to.
    FringeWithoutMain,
    /// Nothing is affected.
    NothingAffected,
    /// A guard of the state that stands, or of the report, is broken.
    Guard(Refusal),
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// Finds every problem of a record.
pub fn check(record: &IncidentRecord, catalogue: &Catalogue) -> Vec<Problem> {
    let mut found = Checker { record, catalogue, problems: Vec::new() };
    let root = Place::default();
    found.incident(&record.incident, &root);
    found.guards(&record.incident, &root);
    for (index, update) in record.updates.iter().enumerate() {
        found.update(update, &root.field("updates").entry(index));
    }
    found.unique(record.updates.iter().map(|update| &update.key), &root.field("updates"));
    found.problems
}

struct Checker<'a> {
    record: &'a IncidentRecord,
    catalogue: &'a Catalogue,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn report(&mut self, place: &Place, fault: Fault) {
        self.problems.push(Problem { place: place.clone(), fault });
    }

    fn incident(&mut self, incident: &Incident, root: &Place) {
        self.service(&incident.title_service, &root.field("title_service"));
        if incident.affected.is_empty() {
            self.report(&root.field("affected"), Fault::NothingAffected);
        }
        self.services(&incident.affected, &root.field("affected"));
        self.text(&incident.symptom_short, &root.field("symptom_short"));
        self.unique(incident.periods.iter().map(|period| &period.key), &root.field("periods"));
        for (index, period) in incident.periods.iter().enumerate() {
            self.period(period, &root.field("periods").entry(index));
        }
        for (index, unaffected) in incident.unaffected.iter().enumerate() {
            let place = root.field("unaffected").entry(index);
            self.functions(&unaffected.functions, &place.field("functions"));
            self.services(&unaffected.services, &place.field("services"));
            for key in unaffected.periods.iter().flatten() {
                self.known_period(key, &place.field("periods"));
            }
        }
        for (index, backlog) in incident.backlogs.iter().enumerate() {
            let place = root.field("backlog").entry(index);
            self.when(&backlog.opened, &place.field("opened"));
            if let Some(closed) = &backlog.closed {
                self.when(closed, &place.field("closed"));
            }
        }
        self.report_parts(incident, root);
    }

    /// What holds as long as the state and the report stand.
    fn guards(&mut self, incident: &Incident, root: &Place) {
        for refusal in incident.broken_guards() {
            let place = match &refusal {
                Refusal::PeriodOngoing(key) => {
                    let index = incident.periods.iter().position(|period| period.key == *key);
                    root.field("periods").entry(index.unwrap_or(0)).field("span").field("end")
                }
                Refusal::BacklogOpen => {
                    let open = |backlog: &super::Backlog| backlog.state == BacklogState::Open;
                    let index = incident.backlogs.iter().position(open);
                    root.field("backlog").entry(index.unwrap_or(0)).field("state")
                }
                Refusal::NoJudgement => root.field("judgements"),
                Refusal::CauseNotConfirmed => root.field("cause").field("state"),
                _ => root.field("data_statement"),
            };
            self.report(&place, Fault::Guard(refusal));
        }
    }

    /// Cause, figures, measures and judgements.
    fn report_parts(&mut self, incident: &Incident, root: &Place) {
        for (index, step) in incident.cause.steps.iter().enumerate() {
            let place = root.field("cause").field("steps").entry(index);
            self.text(&step.text, &place.field("text"));
            for callout in &step.callouts {
                self.callout(callout, &place.field("callouts"));
            }
            if let Some(at) = &step.at {
                self.when(at, &place.field("at"));
            }
        }
        for (index, text) in incident.cause.narrative.iter().enumerate() {
            self.text(text, &root.field("cause").field("narrative").entry(index));
        }
        self.unique(incident.measures.iter().map(|measure| &measure.key), &root.field("measures"));
        for (index, measure) in incident.measures.iter().enumerate() {
            let place = root.field("measures").entry(index);
            self.text(&measure.text, &place.field("text"));
            if let Some(callout) = &measure.callout {
                self.callout(callout, &place.field("callout"));
            }
            if let Some(phase) = &measure.phase
                && !incident.phases.iter().any(|known| known.key == *phase)
            {
                self.report(&place.field("phase"), Fault::UnknownPart(phase.clone()));
            }
        }
        for (index, judgement) in incident.judgements.iter().enumerate() {
            let place = root.field("judgements").entry(index);
            self.when(&judgement.observed_from, &place.field("observed_from"));
            if let Some(until) = &judgement.observed_to {
                self.when(until, &place.field("observed_to"));
            }
            self.text(&judgement.observation, &place.field("observation"));
            if let Some(metric) = &judgement.metric
                && !incident.metrics.iter().any(|known| known.key == *metric)
            {
                self.report(&place.field("metric"), Fault::UnknownPart(metric.clone()));
            }
            if let Some(period) = &judgement.overturned_by {
                self.known_period(period, &place.field("overturned_by"));
            }
        }
    }

    fn period(&mut self, period: &Period, place: &Place) {
        if let Some(start) = &period.span.start {
            self.when(start, &place.field("span").field("start"));
        }
        if let SpanEnd::At(end) = &period.span.end {
            self.when(end, &place.field("span").field("end"));
        }
        let span = self.record.incident.span(&period.span);
        if let (Some(start), Some(end)) = (&span.start, span.ended())
            && end.at < start.at
        {
            self.report(&place.field("span"), Fault::EndBeforeStart);
        }
        match (&period.of, period.kind) {
            (Some(main), _) => self.known_period(main, &place.field("of")),
            (None, PeriodKind::FringeBefore | PeriodKind::FringeAfter) => {
                self.report(place, Fault::FringeWithoutMain);
            }
            (None, PeriodKind::Main) => {}
        }
        for earlier in period.continues.iter().chain(&period.recurrence_of) {
            self.known_period(earlier, place);
        }
        for text in period.narrative.iter().chain(&period.note) {
            self.text(text, place);
        }
        self.symptoms(period, place);
    }

    fn symptoms(&mut self, period: &Period, place: &Place) {
        for (index, symptom) in period.symptoms.iter().enumerate() {
            let place = place.field("symptoms").entry(index);
            self.function(&symptom.function, &place.field("function"));
            self.services(&symptom.services, &place.field("services"));
            let again = period.symptoms[..index].iter().any(|earlier| {
                let overlap = earlier.services.is_empty()
                    || symptom.services.is_empty()
                    || earlier.services.iter().any(|service| symptom.services.contains(service));
                earlier.function == symptom.function && overlap
            });
            if again {
                self.report(&place.field("function"), Fault::TwoDegrees(symptom.function.clone()));
            }
        }
    }

    fn update(&mut self, update: &Update, place: &Place) {
        self.services(&update.services_known, &place.field("services_known"));
        for key in &update.corrects {
            if self.record.update(key).is_none() {
                self.report(&place.field("corrects"), Fault::UnknownPart(key.clone()));
            }
        }
        if let Some(judgement) = &update.judgement
            && !self.record.incident.judgements.iter().any(|known| known.key == *judgement)
        {
            self.report(&place.field("judgement"), Fault::UnknownPart(judgement.clone()));
        }
        let values = &update.values;
        let moments = [
            ("as_of", &values.as_of),
            ("started", &values.started),
            ("recovered", &values.recovered),
            ("restored_at", &values.restored_at),
            ("observe_until", &values.observe_until),
            ("report_due", &values.report_due),
            ("next_update", &values.next_update),
            ("posted", &values.posted),
        ];
        for (name, when) in moments {
            if let Some(when) = when
                && update.moment(&self.record.incident, when).is_none()
                && let When::Shared(key) = when
            {
                self.report(&place.field("values").field(name), Fault::UnknownMoment(key.clone()));
            }
        }
    }

    fn when(&mut self, when: &When, place: &Place) {
        if let When::Shared(key) = when
            && !self.record.incident.moments.contains_key(key)
        {
            self.report(place, Fault::UnknownMoment(key.clone()));
        }
    }

    fn known_period(&mut self, key: &Key, place: &Place) {
        if self.record.incident.period(key).is_none() {
            self.report(place, Fault::UnknownPeriod(key.clone()));
        }
    }

    fn callout(&mut self, key: &Key, place: &Place) {
        let mut callouts = self.record.incident.figures.iter().flat_map(|figure| &figure.callouts);
        if !callouts.any(|callout| callout.key == *key) {
            self.report(place, Fault::UnknownPart(key.clone()));
        }
    }

    fn service(&mut self, key: &Key, place: &Place) {
        if self.catalogue.service(key).is_none() {
            self.report(place, Fault::UnknownService(key.clone()));
        }
    }

    fn services(&mut self, keys: &[Key], place: &Place) {
        for (index, key) in keys.iter().enumerate() {
            self.service(key, &place.entry(index));
        }
        self.unique(keys.iter(), place);
    }

    fn function(&mut self, key: &Key, place: &Place) {
        if self.catalogue.function(key).is_none() {
            self.report(place, Fault::UnknownFunction(key.clone()));
        }
    }

    fn functions(&mut self, keys: &[Key], place: &Place) {
        for (index, key) in keys.iter().enumerate() {
            self.function(key, &place.entry(index));
        }
    }

    fn unique<'k>(&mut self, keys: impl Iterator<Item = &'k Key>, place: &Place) {
        let mut seen = BTreeSet::new();
        for (index, key) in keys.enumerate() {
            if !seen.insert(key) {
                self.report(&place.entry(index), Fault::Repeated(key.clone()));
            }
        }
    }

    /// A text that is there in some language, and whose references name what the record holds.
    fn text(&mut self, text: &LocalizedText, place: &Place) {
        let written = || Language::ALL.into_iter().filter_map(|language| text.written(language));
        if written().all(|text| text.trim().is_empty()) {
            self.report(place, Fault::Blank);
        }
        for text in written() {
            match narrative::pieces(text) {
                Ok(pieces) => pieces.iter().for_each(|piece| self.piece(piece, place)),
                Err(invalid) => self.report(place, Fault::Narrative(invalid.0)),
            }
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, place: &Place) {
        let Piece::Reference { target, keys, .. } = piece else { return };
        let incident = &self.record.incident;
        for key in keys {
            let known = match target {
                ReferenceTarget::Moment => incident.moments.contains_key(key),
                // The periods of a withdrawn incident have left it, and are still named.
                ReferenceTarget::Span | ReferenceTarget::Period => {
                    incident.state == IncidentState::Withdrawn || incident.period(key).is_some()
                }
                ReferenceTarget::Measure => {
                    incident.measures.iter().any(|measure| measure.key == *key)
                }
                ReferenceTarget::Figure => incident.figures.iter().any(|figure| figure.key == *key),
                ReferenceTarget::Callout => incident
                    .figures
                    .iter()
                    .flat_map(|figure| &figure.callouts)
                    .any(|callout| callout.key == *key),
                // Windows, sections and other records lie outside this one.
                ReferenceTarget::Window
                | ReferenceTarget::Section
                | ReferenceTarget::MaintenanceSpan
                | ReferenceTarget::Maintenance
                | ReferenceTarget::Incident => true,
            };
            if !known {
                self.report(place, Fault::UnknownPart(key.clone()));
            }
        }
    }
}
