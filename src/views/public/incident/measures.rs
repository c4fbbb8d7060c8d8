//! What was done and what is planned, phase by phase, and what it brought: "no effect" is said as well
//! (rule D04).

use askama::Template;

use super::Account;
use crate::{
    domain::incident::{Done, Effect, Measure, MeasureStatus, Phase},
    i18n::labels::Label as _,
    views::{
        html::Html,
        public::{
            context::Context,
            frame::PLACE,
            parts::{Fact, Link, Mark},
            section::Section,
        },
    },
};

/// The section.
#[derive(Template)]
#[template(path = "public/incident/measures.html")]
struct Measures {
    phases: Vec<PhasePart>,
}

/// A phase with its measures.
struct PhasePart {
    lead: Html,
    measures: Vec<MeasurePart>,
}

/// A measure.
struct MeasurePart {
    key: String,
    number: u32,
    mark: Mark,
    text: Html,
    callout: Option<Link>,
    facts: Vec<Fact>,
}

impl Account<'_> {
    /// The section on the measures, if there are any.
    pub(super) fn measures_section(&self) -> Option<Section> {
        let t = self.context.t();
        let incident = self.incident();
        let mut phases: Vec<PhasePart> = incident
            .phases
            .iter()
            .map(|phase| {
                let of = |one: &&Measure| one.phase.as_ref() == Some(&phase.key);
                PhasePart {
                    lead: self.lead(phase),
                    measures: incident
                        .measures
                        .iter()
                        .filter(of)
                        .map(|one| self.measure(one))
                        .collect(),
                }
            })
            .collect();
        let free = incident.measures.iter().filter(|one| one.phase.is_none());
        let lead = Html::text(&t.msg_actions());
        phases.push(PhasePart { lead, measures: free.map(|one| self.measure(one)).collect() });
        phases.retain(|phase| !phase.measures.is_empty());
        (!phases.is_empty())
            .then(|| Section::new("measures", t.msg_measures_heading(), &Measures { phases }))
    }

    /// How a phase is called: as it is written, else by when it was.
    fn lead(&self, phase: &Phase) -> Html {
        let t = self.context.t();
        let until = phase.until.as_ref().and_then(|when| self.incident().moment(when));
        let lead = match (&phase.lead, until) {
            (Some(lead), _) => self.told(lead),
            (None, Some(until)) => {
                Context::around(&t.msg_measures_until(PLACE), &self.context.time(until))
            }
            (None, None) if phase.future => Html::text(&t.msg_planned_measure()),
            (None, None) => Html::text(&t.msg_measures_afterwards()),
        };
        until.map_or_else(|| lead.clone(), |until| self.noted(lead.clone(), until))
    }

    fn measure(&self, measure: &Measure) -> MeasurePart {
        let t = self.context.t();
        let (tone, glyph) = match measure.status {
            MeasureStatus::Done => ("operational", "inc-recovered"),
            MeasureStatus::InProgress => ("degraded", "inc-responding"),
            MeasureStatus::Planned => ("maintenance", "mnt-scheduled"),
        };
        MeasurePart {
            key: measure.key.to_string(),
            number: measure.number,
            mark: Mark::state(tone, glyph, measure.status.label(t)),
            text: self.told(&measure.text),
            callout: measure
                .callout
                .as_ref()
                .and_then(|key| self.callout_link(std::slice::from_ref(key))),
            facts: self.measure_facts(measure),
        }
    }

    fn measure_facts(&self, measure: &Measure) -> Vec<Fact> {
        let t = self.context.t();
        let told = |label: String, text: &Option<crate::domain::text::LocalizedText>| {
            text.as_ref().map(|text| Fact::new(label, self.told(text)))
        };
        let moment = measure.due.as_ref();
        let due = moment.map(|moment| self.context.time(moment));
        let due = measure.due_text.as_ref().map(|text| self.told(text)).or(due);
        let due = due.map(|due| moment.map_or(due.clone(), |moment| self.noted(due, moment)));
        let maintenance =
            measure.maintenance.and_then(|reference| self.context.link_to(self.model, reference));
        let facts = [
            measure.done_at.as_ref().and_then(|done| self.done_at(done)),
            told(t.msg_measures_basis(), &measure.basis),
            self.effect(measure),
            due.map(|due| Fact::new(t.msg_measures_due(), due)),
            told(t.msg_measures_announced(), &measure.announce_at),
            maintenance.map(|link| Fact::new(t.msg_maintenance(), Html::of(&link))),
        ];
        facts.into_iter().flatten().collect()
    }

    fn done_at(&self, done: &Done) -> Option<Fact> {
        let t = self.context.t();
        let moment = self.incident().moment(done.when())?;
        let time = self.context.time(moment);
        let value = match done {
            Done::At(_) => time,
            Done::Before(_) => Context::around(&t.msg_measures_by(PLACE), &time),
            Done::After(_) => Context::around(&t.msg_measures_after(PLACE), &time),
        };
        Some(Fact::new(t.msg_measures_when(), self.noted(value, moment)))
    }

    /// What it brought; of what is not done yet, nothing is to be said.
    fn effect(&self, measure: &Measure) -> Option<Fact> {
        let t = self.context.t();
        let text = measure.effect_text.as_ref().map(|text| self.told(text));
        if measure.effect == Effect::Unstated && text.is_none() {
            return None;
        }
        let label = Html::text(&measure.effect.label(t));
        let value = match text {
            Some(text) => label.and_text(&t.msg_measures_effect_separator()).and_html(&text),
            None => label,
        };
        Some(Fact::new(t.msg_effect(), value))
    }
}
