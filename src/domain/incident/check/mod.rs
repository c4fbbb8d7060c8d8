//! Finds what is wrong with a record before it is stored, wherever it comes from: references to what is not
//! there, labels given twice, ends before starts, guards of its state that are broken. It reports every
//! problem with its place, and changes nothing.
//!
//! To add a rule: one function over the part it concerns, called from [`check`]; a rule about texts is one
//! over `texts`.

mod course;
mod parts;
mod place;
mod texts;
mod updates;

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

pub use self::course::{ahead, posted_ahead};
pub use self::place::{Fault, Place, Problem, Step};
use super::{
    BacklogState, Incident, IncidentRecord, IncidentState, Period, PeriodKind, Symptom, Unaffected,
    When, transition::Refusal,
};
use crate::domain::{
    key::Key,
    language::Language,
    moment::Moment,
    narrative::{self, Piece, ReferenceTarget},
    reference::{Reference, ReferenceKind},
    service::{Catalogue, Degree},
    span::{Span, SpanEnd},
    text::LocalizedText,
};

/// Finds every problem of a record. `zone` is the one in which the provider's days begin and end.
pub fn check(record: &IncidentRecord, catalogue: &Catalogue, zone: &TimeZone) -> Vec<Problem> {
    let mut found = Checker { record, catalogue, zone, problems: Vec::new() };
    let root = Place::default();
    found.incident(&record.incident, &root);
    found.guards(&record.incident, &root);
    for (index, update) in record.updates.iter().enumerate() {
        found.update(update, &root.field("updates").entry(index));
    }
    found.order(&root);
    found.sequence(&root);
    found.unique(record.updates.iter().map(|update| &update.key), &root.field("updates"));
    found.problems
}

/// Every text of the facts of an incident, with its place.
pub fn texts(incident: &Incident) -> Vec<(Place, &LocalizedText)> {
    texts::of(incident)
}

/// The other records that texts of an incident name, with their places.
pub fn records_in_texts(incident: &Incident) -> Vec<(Place, Reference)> {
    let mut named = Vec::new();
    for (place, text) in texts::of(incident) {
        let written = Language::ALL.into_iter().filter_map(|language| text.written(language));
        for piece in written.flat_map(narrative::each).flatten() {
            if let Piece::Reference { target, keys, .. } = piece {
                let records = keys.iter().filter_map(|key| record_of(target, key));
                named.extend(records.map(|reference| (place.clone(), reference)));
            }
        }
    }
    named
}

/// The record that a reference inside a text names, if it is one to a record.
fn record_of(target: ReferenceTarget, key: &Key) -> Option<Reference> {
    let kind = match target {
        ReferenceTarget::Maintenance | ReferenceTarget::MaintenanceSpan => {
            ReferenceKind::Maintenance
        }
        ReferenceTarget::Incident => ReferenceKind::Incident,
        _ => return None,
    };
    key.as_str().parse().ok().filter(|reference: &Reference| reference.kind == kind)
}

struct Checker<'a> {
    record: &'a IncidentRecord,
    catalogue: &'a Catalogue,
    zone: &'a TimeZone,
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
        self.unique(incident.periods.iter().map(|period| &period.key), &root.field("periods"));
        for (index, period) in incident.periods.iter().enumerate() {
            self.period(period, &root.field("periods").entry(index));
        }
        for (index, unaffected) in incident.unaffected.iter().enumerate() {
            let place = root.field("unaffected").entry(index);
            self.functions(&unaffected.functions, &place.field("functions"));
            self.worked(unaffected, &place.field("functions"));
            self.services(&unaffected.services, &place.field("services"));
            for (index, key) in unaffected.periods.iter().flatten().enumerate() {
                self.known_period(key, &place.field("periods").entry(index));
            }
        }
        for (index, backlog) in incident.backlogs.iter().enumerate() {
            let place = root.field("backlog").entry(index);
            self.stretch(
                Some(&backlog.opened),
                backlog.closed.as_ref(),
                (&place, "opened", "closed"),
            );
        }
        self.report_parts(incident, root);
        for (place, text) in texts::of(incident) {
            self.text(text, &place);
        }
    }

    /// From a moment to a later one, both of which are there if they are named.
    fn stretch(
        &mut self,
        from: Option<&When>,
        to: Option<&When>,
        (place, start, end): (&Place, &'static str, &'static str),
    ) {
        for (when, name) in [(from, start), (to, end)] {
            if let Some(when) = when {
                self.when(when, &place.field(name));
            }
        }
        let moment = |when: &When| self.record.incident.moment(when).cloned();
        let ends: Option<(Moment, Moment)> = from.and_then(moment).zip(to.and_then(moment));
        let ordered = |(from, to)| Span::between(from, to).check_order(self.zone).is_ok();
        if !ends.is_none_or(ordered) {
            self.report(place, Fault::EndBeforeStart);
        }
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
                Refusal::JudgedTooEarly(key) => {
                    let index = incident.judgements.iter().position(|known| known.key == *key);
                    root.field("judgements").entry(index.unwrap_or(0)).field("observed_to")
                }
                Refusal::CauseNotConfirmed => root.field("cause").field("state"),
                _ => root.field("data_statement"),
            };
            self.report(&place, Fault::Guard(refusal));
        }
    }

    fn period(&mut self, period: &Period, place: &Place) {
        let end = match &period.span.end {
            SpanEnd::At(end) => Some(end),
            SpanEnd::Ongoing | SpanEnd::Unstated => None,
        };
        self.stretch(period.span.start.as_ref(), end, (&place.field("span"), "start", "end"));
        let of = period.of.as_ref();
        if let Some(main) = of {
            self.known_period(main, &place.field("of"));
        }
        let of = of.and_then(|main| self.record.incident.period(main));
        let is_main = |period: &Period| period.kind == PeriodKind::Main;
        if !is_main(period) && period.of.is_none() {
            self.report(place, Fault::FringeWithoutMain);
        } else if of.is_some_and(|of| !is_main(of) || is_main(period)) {
            self.report(&place.field("of"), Fault::FringeWithoutMain);
        }
        let earlier = [("continues", &period.continues), ("recurrence_of", &period.recurrence_of)];
        for (name, earlier) in earlier {
            if let Some(earlier) = earlier {
                self.known_period(earlier, &place.field(name));
            }
        }
        self.symptoms(period, place);
        let worked = |symptom: &Symptom| symptom.degree == Degree::Normal;
        if is_main(period) && !period.symptoms.is_empty() && period.symptoms.iter().all(worked) {
            self.report(&place.field("symptoms"), Fault::NothingFailed);
        }
    }

    /// What is said to have worked did not fail in the same periods, unless in some services only.
    fn worked(&mut self, unaffected: &Unaffected, place: &Place) {
        let of_all = unaffected.periods.is_none();
        let named = unaffected.periods.as_deref().unwrap_or_default();
        let periods = self.record.incident.periods.iter();
        let failed: BTreeSet<&Key> = periods
            .filter(|period| of_all || named.contains(&period.key))
            .flat_map(|period| &period.symptoms)
            .filter(|symptom| symptom.degree != Degree::Normal && symptom.services.is_empty())
            .map(|symptom| &symptom.function)
            .collect();
        for (index, function) in unaffected.functions.iter().enumerate() {
            if failed.contains(function) {
                self.report(&place.entry(index), Fault::AlsoUnaffected(function.clone()));
            }
        }
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
        for piece in written().flat_map(narrative::each) {
            match piece {
                Ok(piece) => self.piece(&piece, place),
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
                // An incident has no windows; the sections are those of its report.
                ReferenceTarget::Window => false,
                ReferenceTarget::Section => true,
                ReferenceTarget::MaintenanceSpan
                | ReferenceTarget::Maintenance
                | ReferenceTarget::Incident => {
                    if record_of(*target, key).is_none() {
                        self.report(place, Fault::Narrative(key.to_string()));
                    }
                    true
                }
            };
            if !known {
                self.report(place, Fault::UnknownPart(key.clone()));
            }
        }
    }
}
