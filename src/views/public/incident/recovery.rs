//! Whether it is over: what is known about the customers' data, what piled up, who judged the service to
//! have recovered on what grounds, and which records to read besides. A judgement that a later period
//! overturned stays, marked (rule D07).

use askama::Template;

use super::{Account, chart::Chart};
use crate::{
    domain::{
        incident::{Backlog, BacklogState, Judgement},
        reference::Reference,
        span::{Span, SpanEnd},
    },
    i18n::{labels::Label as _, sentences::Sentences},
    views::{
        html::Html,
        public::{
            parts::{Fact, Facts, Mark},
            section::Section,
        },
    },
};

/// The data statement and the backlogs.
#[derive(Template)]
#[template(path = "public/incident/data.html")]
struct Data {
    sentence: Html,
    backlogs: Vec<(String, Html)>,
}

/// Judgements and what they rest on.
#[derive(Template)]
#[template(path = "public/incident/recovery.html")]
struct Recovery {
    judgements: Vec<Judged>,
    charts: Vec<Chart>,
}

/// A judgement.
struct Judged {
    mark: Mark,
    overturned: Option<String>,
    when: Html,
    observation: Html,
    facts: Vec<Fact>,
}

impl Judged {
    const fn fact_list(&self) -> Facts<'_> {
        Facts { class: "meta", facts: self.facts.as_slice() }
    }
}

impl Account<'_> {
    /// The section on the data, once something has been said of them.
    pub(super) fn data_section(&self) -> Option<Section> {
        let backlogs: Vec<(String, Html)> =
            self.incident().backlogs.iter().filter_map(|one| self.backlog(one)).collect();
        let sentence = self.data_sentence();
        if sentence.is_none() && backlogs.is_empty() {
            return None;
        }
        let data = Data { sentence: sentence.unwrap_or_default(), backlogs };
        Some(Section::new("data", self.context.t().msg_data_impact(), &data))
    }

    fn backlog(&self, backlog: &Backlog) -> Option<(String, Html)> {
        let incident = self.incident();
        let closed = backlog.closed.as_ref().and_then(|when| incident.moment(when));
        let span = Span {
            start: incident.moment(&backlog.opened).cloned(),
            end: match (closed, backlog.state) {
                (Some(closed), _) => SpanEnd::At(closed.clone()),
                (None, BacklogState::Open) => SpanEnd::Ongoing,
                (None, BacklogState::None | BacklogState::Delivered) => SpanEnd::Unstated,
            },
        };
        (backlog.state != BacklogState::None)
            .then(|| (backlog.state.label(self.context.t()), self.noted_span(&span)))
    }

    /// The section on the judgements, if there are any.
    pub(super) fn recovery_section(&self) -> Option<Section> {
        let incident = self.incident();
        let judgements: Vec<Judged> =
            incident.judgements.iter().rev().map(|one| self.judged(one)).collect();
        let charts: Vec<Chart> =
            incident.metrics.iter().filter_map(|metric| self.chart(metric)).collect();
        let part = Recovery { judgements, charts };
        (!part.judgements.is_empty() || !part.charts.is_empty())
            .then(|| Section::new("recovery", self.context.t().msg_judgement(), &part))
    }

    fn judged(&self, judgement: &Judgement) -> Judged {
        let t = self.context.t();
        let incident = self.incident();
        let (tone, glyph) = match (judgement.verdict.permits_recovery(), &judgement.overturned_by) {
            (true, None) => ("operational", "inc-recovered"),
            (true, Some(_)) => ("none", "inc-withdrawn"),
            (false, _) => ("degraded", "degraded"),
        };
        let observed = Span {
            start: incident.moment(&judgement.observed_from).cloned(),
            end: judgement
                .observed_to
                .as_ref()
                .and_then(|when| incident.moment(when))
                .map_or(SpanEnd::Unstated, |moment| SpanEnd::At(moment.clone())),
        };
        let recorded = judgement.metric.as_ref().and_then(|key| {
            let metric = incident.metrics.iter().find(|metric| metric.key == *key)?;
            Some(&metric.name)
        });
        let metric = recorded.or(judgement.metric_name.as_ref());
        let period = judgement.overturned_by.as_ref().and_then(|key| self.period_label(key));
        let facts = [
            Some(Fact::new(t.msg_judgement_observed(), self.noted_span(&observed))),
            metric.map(|name| Fact::new(t.msg_judgement_metric(), self.told(name))),
        ];
        Judged {
            mark: Mark::state(tone, glyph, judgement.verdict.label(t)),
            overturned: period.map(|period| t.msg_judgement_overturned(period)),
            when: self.context.at(judgement.judged_at),
            observation: self.told(&judgement.observation),
            facts: facts.into_iter().flatten().collect(),
        }
    }

    /// The section with the ways to other records.
    pub(super) fn related_section(&self) -> Option<Section> {
        let t = self.context.t();
        let incident = self.incident();
        let fact = |label: fn(&Sentences) -> String, reference: &Reference| {
            let link = self.context.link_to(self.model, *reference)?;
            Some(Fact::new(label(t), Html::of(&link)))
        };
        let trigger = incident.triggered_by.iter();
        let facts: Vec<Fact> = trigger
            .filter_map(|one| fact(Sentences::msg_trigger_link, one))
            .chain(
                incident
                    .followed_by
                    .iter()
                    .filter_map(|one| fact(Sentences::msg_followup_link, one)),
            )
            .chain(incident.related.iter().filter_map(|one| fact(Sentences::msg_related, one)))
            .collect();
        let list = Facts { class: "facts", facts: &facts };
        (!facts.is_empty()).then(|| Section::new("related", t.msg_related(), &list))
    }
}
