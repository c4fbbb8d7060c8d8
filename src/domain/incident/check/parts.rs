//! What is wrong with the parts of the later report: cause, figures, phases, measures, judgements.

use super::{Checker, Fault, Place};
use crate::domain::{
    incident::{Figure, Incident, Judgement, Measure, Phase},
    key::Key,
};

impl Checker<'_> {
    pub(super) fn report_parts(&mut self, incident: &Incident, root: &Place) {
        self.keys(incident, root);
        for (index, step) in incident.cause.steps.iter().enumerate() {
            let place = root.field("cause").field("steps").entry(index);
            for (index, callout) in step.callouts.iter().enumerate() {
                self.callout(callout, &place.field("callouts").entry(index));
            }
            if let Some(at) = &step.at {
                self.when(at, &place.field("at"));
            }
        }
        for (index, figure) in incident.figures.iter().enumerate() {
            self.figure(figure, &root.field("figures").entry(index));
        }
        for (index, phase) in incident.phases.iter().enumerate() {
            self.phase(phase, &root.field("phases").entry(index));
        }
        for (index, measure) in incident.measures.iter().enumerate() {
            self.measure(measure, &root.field("measures").entry(index));
        }
        for (index, judgement) in incident.judgements.iter().enumerate() {
            self.judgement(judgement, &root.field("judgements").entry(index));
        }
    }

    /// No key stands twice in a list; those of callouts are unique among all figures, because texts name
    /// them without their figure.
    fn keys(&mut self, incident: &Incident, root: &Place) {
        let steps = incident.cause.steps.iter().map(|step| &step.key);
        self.unique(steps, &root.field("cause").field("steps"));
        self.unique(incident.figures.iter().map(|figure| &figure.key), &root.field("figures"));
        let callouts = incident.figures.iter().flat_map(|figure| &figure.callouts);
        self.unique(callouts.map(|callout| &callout.key), &root.field("figures"));
        self.unique(incident.phases.iter().map(|phase| &phase.key), &root.field("phases"));
        self.unique(incident.measures.iter().map(|measure| &measure.key), &root.field("measures"));
        self.unique(incident.metrics.iter().map(|metric| &metric.key), &root.field("metrics"));
        let judgements = incident.judgements.iter().map(|judgement| &judgement.key);
        self.unique(judgements, &root.field("judgements"));
    }

    fn callout(&mut self, key: &Key, place: &Place) {
        let mut callouts = self.record.incident.figures.iter().flat_map(|figure| &figure.callouts);
        if !callouts.any(|callout| callout.key == *key) {
            self.report(place, Fault::UnknownPart(key.clone()));
        }
    }

    fn figure(&mut self, figure: &Figure, place: &Place) {
        let nodes = || figure.nodes.iter().map(|node| &node.key);
        self.unique(nodes(), &place.field("nodes"));
        let known = |key: &Key| nodes().any(|node| node == key);
        for (index, node) in figure.nodes.iter().enumerate() {
            let place = place.field("nodes").entry(index).field("parent");
            let parent = node.parent.iter();
            self.known_parts(parent, |key| known(key) && *key != node.key, &place);
        }
        for (index, edge) in figure.edges.iter().enumerate() {
            let place = place.field("edges").entry(index);
            for (name, key) in [("from", &edge.from), ("to", &edge.to)] {
                self.known_parts([key], known, &place.field(name));
            }
        }
    }

    fn phase(&mut self, phase: &Phase, place: &Place) {
        if let Some(until) = &phase.until {
            self.when(until, &place.field("until"));
        }
        let phases = &self.record.incident.phases;
        let other = |key: &Key| *key != phase.key && phases.iter().any(|it| it.key == *key);
        self.known_parts(&phase.after, other, &place.field("after"));
    }

    fn measure(&mut self, measure: &Measure, place: &Place) {
        if let Some(callout) = &measure.callout {
            self.callout(callout, &place.field("callout"));
        }
        if let Some(done) = &measure.done_at {
            self.when(done.when(), &place.field("done_at"));
        }
        let phases = &self.record.incident.phases;
        let known = |key: &Key| phases.iter().any(|phase| phase.key == *key);
        self.known_parts(&measure.phase, known, &place.field("phase"));
    }

    fn judgement(&mut self, judgement: &Judgement, place: &Place) {
        let to = judgement.observed_to.as_ref();
        let fields = (place, "observed_from", "observed_to");
        self.stretch(Some(&judgement.observed_from), to, fields);
        let metrics = &self.record.incident.metrics;
        let known = |key: &Key| metrics.iter().any(|metric| metric.key == *key);
        self.known_parts(&judgement.metric, known, &place.field("metric"));
        if let Some(period) = &judgement.overturned_by {
            self.known_period(period, &place.field("overturned_by"));
        }
    }

    /// Keys that name parts of the record.
    fn known_parts<'k>(
        &mut self,
        keys: impl IntoIterator<Item = &'k Key>,
        known: impl Fn(&Key) -> bool,
        place: &Place,
    ) {
        for key in keys.into_iter().filter(|key| !known(key)) {
            self.report(place, Fault::UnknownPart(key.clone()));
        }
    }
}
