//! Why it happened: how well that is known, the steps that led to it, the account of it and the figures.

use askama::Template;

use super::{Account, figure::Drawing};
use crate::{
    domain::{
        incident::{CauseState, CauseStep},
        key::Key,
    },
    i18n::{labels, labels::Label as _, sentences::Sentences},
    views::{
        html::Html,
        public::{
            parts::{Inline, Link, Mark},
            section::Section,
        },
    },
};

/// The section.
#[derive(Template)]
#[template(path = "public/incident/cause.html")]
struct CausePart {
    t: &'static Sentences,
    not_established: bool,
    summary: Option<Html>,
    steps: Vec<Step>,
    narrative: Vec<Html>,
    investigated_with: Option<String>,
    third_party: Option<Html>,
    figures: Vec<Drawing>,
}

/// One step of the cause.
struct Step {
    key: String,
    role: String,
    text: Html,
    at: Option<Html>,
    maintenance: Option<Link>,
    callouts: Option<Link>,
}

impl Account<'_> {
    /// The section on the cause, if anything is known of it.
    pub(super) fn cause_section(&self) -> Option<Section> {
        let cause = &self.incident().cause;
        let t = self.context.t();
        let told = |text: &crate::domain::text::LocalizedText| self.told(text);
        let with: Vec<String> =
            cause.investigated_with.iter().map(|one| self.context.inline(one).text).collect();
        let part = CausePart {
            t,
            not_established: cause.not_established,
            summary: cause.summary.as_ref().map(|text| {
                let mut summary = self.context.inline(text);
                summary.text = self.context.capital(&summary.text);
                Html::of(&summary)
            }),
            steps: cause.steps.iter().map(|step| self.step(step)).collect(),
            narrative: cause.narrative.iter().map(told).collect(),
            investigated_with: (!with.is_empty())
                .then(|| t.msg_cause_investigated_with(self.context.listed(&with))),
            third_party: cause.third_party.as_ref().map(told),
            figures: self.incident().figures.iter().map(|figure| self.drawing(figure)).collect(),
        };
        let known = part.not_established
            || part.summary.is_some()
            || !part.steps.is_empty()
            || !part.narrative.is_empty()
            || !part.figures.is_empty();
        known.then(|| Section {
            chip: (!cause.not_established).then(|| self.cause_chip(cause.state)),
            ..Section::new("cause", t.msg_cause(), &part)
        })
    }

    fn cause_chip(&self, state: CauseState) -> Mark {
        let glyph = match state {
            CauseState::Unknown => "inc-investigating",
            CauseState::Suspected => "checking",
            CauseState::Confirmed => "inc-recovered",
        };
        Mark::chip("none", glyph, state.label(self.context.t()))
    }

    fn step(&self, step: &CauseStep) -> Step {
        let at = step.at.as_ref().and_then(|when| self.incident().moment(when));
        Step {
            key: step.key.to_string(),
            role: step.role.label(self.context.t()),
            text: self.told(&step.text),
            at: at.map(|moment| self.noted(self.context.time(moment), moment)),
            maintenance: step
                .maintenance
                .and_then(|reference| self.context.link_to(self.model, reference)),
            callouts: self.callout_link(&step.callouts),
        }
    }

    /// The way from a text to the callouts that show it.
    pub(super) fn callout_link(&self, keys: &[Key]) -> Option<Link> {
        let house = &self.context.site.provider.house_style;
        let label = labels::callouts(self.context.language, house, self.incident(), keys)?;
        let address = format!("#callout-{}", keys.first()?);
        Some(Link { address, text: Inline::from(label) })
    }
}
