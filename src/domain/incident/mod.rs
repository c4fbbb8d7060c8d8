//! Incidents: one record for the page, the mails, the feeds and the formal report.
//!
//! - `mod.rs` is the record, `state.rs` its states, `period.rs` what failed when, `cause.rs`,
//!   `figure.rs`, `measure.rs` and `judgement.rs` the parts of the later report;
//! - `opening.rs` makes one from the facts of a first notice, `update.rs` is what was posted about it,
//!   `transition.rs` how posting changes the record, `sequence.rs` what an update may follow, `guard.rs` what
//!   holds in a state as long as it stands, and `contract.rs` what never changes silently;
//! - `matrix.rs`, `timeliness.rs` and `reportability.rs` compute what a record shows;
//! - `check.rs` finds what is wrong with a record that comes from outside.

pub mod cause;
pub mod check;
pub mod contract;
pub mod figure;
mod guard;
pub mod judgement;
pub mod matrix;
pub mod measure;
pub mod opening;
pub mod period;
pub mod reportability;
mod sequence;
pub mod state;
pub mod timeliness;
pub mod transition;
pub mod update;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::{
    cause::{Cause, CauseState, CauseStep, StepRole},
    figure::{Callout, CalloutFamily, Figure},
    judgement::{Judgement, Metric, Sample, Verdict},
    measure::{Done, Effect, Measure, MeasureKind, MeasureStatus, Phase},
    period::{
        Backlog, BacklogState, Continuity, DataState, Period, PeriodKind, Scope, Symptom,
        Unaffected,
    },
    state::{IncidentState, Severity},
    update::{Correction, FactsAtPosting, IncidentRecord, ServiceChange, Update, UpdateKind},
};
use super::{
    key::Key,
    moment::Moment,
    reference::Reference,
    span::{Span, SpanEnd},
    text::LocalizedText,
    time::Timestamp,
};

/// A moment of a record: one that it shares by name with other spans (rule D13), or one of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// A moment that the record holds under this key; to edit it is to edit every span that uses it.
    Shared(Key),
    /// A moment used only here.
    Own(Moment),
}

impl From<Moment> for When {
    fn from(moment: Moment) -> Self {
        Self::Own(moment)
    }
}

/// How many are affected; the last entry of the history is the current one (rule D26).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub n: u64,
    /// What is counted: メールボックス, mailboxes.
    pub unit: LocalizedText,
    /// How well it is known.
    pub basis: CountBasis,
    /// As of when.
    pub at: Timestamp,
    /// Who entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// How well a count is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountBasis {
    /// 確定値.
    Exact,
    /// 推計.
    Estimate,
    /// 最大.
    Maximum,
}

/// When recovery is expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eta {
    /// 未定.
    #[default]
    Unknown,
    /// At a moment, which may be a target rather than a promise.
    At {
        /// The moment.
        moment: When,
        /// Whether it is printed with (目標) / (target).
        #[serde(default)]
        target: bool,
    },
}

/// The long-incident mode (checklist N03): posts on change, and daily at a fixed time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongIncident {
    /// Since when it holds.
    pub from: Timestamp,
    /// The time of day of the daily post, as minutes after midnight in the provider's zone.
    pub daily_at: u16,
}

/// A severity and since when it was the current one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityChange {
    /// The severity.
    pub severity: Severity,
    /// Since when.
    pub at: Timestamp,
    /// Who set it.
    pub by: String,
}

/// An incident: everything that is known about it, in facts that both languages share and in
/// narrative that each has of its own (rule D09).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Its identifier in the database.
    pub id: Uuid,
    /// Its reference number and address.
    pub reference: Reference,
    /// The service named in the title and in subjects.
    pub title_service: Key,
    /// The problem in a noun phrase; fixed once the incident is public (domain rules 7.5).
    pub symptom_short: LocalizedText,
    /// The affected services.
    pub affected: Vec<Key>,
    /// How bad it is.
    pub severity: Severity,
    /// Earlier severities; the current one is last if there is any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub severity_log: Vec<SeverityChange>,
    /// Where it stands.
    pub state: IncidentState,
    /// Whether the final report has been published (flag `report`).
    #[serde(default)]
    pub report_published: bool,
    /// Whether this is an exercise, which never reaches customers (rule D27).
    #[serde(default)]
    pub exercise: bool,
    /// When the provider noticed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detected: Option<Moment>,
    /// Moments shared by several spans (rule D13).
    #[serde(default)]
    pub moments: BTreeMap<Key, Moment>,
    /// Periods, in the order in which they were entered.
    #[serde(default)]
    pub periods: Vec<Period>,
    /// What is stated to have worked.
    #[serde(default)]
    pub unaffected: Vec<Unaffected>,
    /// How many are affected, oldest first.
    #[serde(default)]
    pub counts: Vec<Count>,
    /// The answer to "is my data safe", for the whole incident (capability K07).
    pub data_statement: DataState,
    /// Whether mail may also have been returned to its senders ("bounced", added to any state).
    #[serde(default)]
    pub data_bounced: bool,
    /// What was lost, if `data_statement` is `lost`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_lost: Option<LocalizedText>,
    /// Backlogs: while one is open, the incident has not recovered (rule D06).
    #[serde(default)]
    pub backlogs: Vec<Backlog>,
    /// The cause, as far as it is known.
    #[serde(default)]
    pub cause: Cause,
    /// Figures with numbered callouts.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Phases into which the measures fall.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// What was done, and what it brought.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Measured series that support the judgements.
    #[serde(default)]
    pub metrics: Vec<Metric>,
    /// Judgements of recovery, oldest first; one that was overturned stays (rule D07).
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// The maintenance that triggered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub triggered_by: Option<Reference>,
    /// Maintenances that carry out its planned measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub followed_by: Vec<Reference>,
    /// Other records to read beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Reference>,
    /// What customers can do meanwhile (回避方法).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workaround: Option<LocalizedText>,
    /// What the countermeasures themselves bring about (対応による影響).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side_effects: Option<LocalizedText>,
    /// When recovery is expected.
    #[serde(default)]
    pub eta: Eta,
    /// When the next update was promised (rule D17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update: Option<When>,
    /// The long-incident mode, if it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long_incident: Option<LongIncident>,
    /// ※ notes to the whole (capability K08).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<LocalizedText>,
    /// Counts the changes of the record, from 1; a change based on an older one is refused.
    pub version: i64,
}

impl Incident {
    /// The moment that `when` names, or `None` if it names one that the record does not hold.
    pub fn moment<'a>(&'a self, when: &'a When) -> Option<&'a Moment> {
        match when {
            When::Shared(key) => self.moments.get(key),
            When::Own(moment) => Some(moment),
        }
    }

    /// A span of the record with its shared moments filled in. A moment that is not there counts as
    /// not stated.
    pub fn span(&self, span: &Span<When>) -> Span {
        Span {
            start: span.start.as_ref().and_then(|when| self.moment(when)).cloned(),
            end: match &span.end {
                SpanEnd::At(when) => self
                    .moment(when)
                    .map_or(SpanEnd::Unstated, |moment| SpanEnd::At(moment.clone())),
                SpanEnd::Ongoing => SpanEnd::Ongoing,
                SpanEnd::Unstated => SpanEnd::Unstated,
            },
        }
    }

    /// The period of a key.
    pub fn period(&self, key: &Key) -> Option<&Period> {
        self.periods.iter().find(|period| period.key == *key)
    }

    /// The main periods in the order of their start, which is the order of ①②③ (rule D01).
    pub fn main_periods(&self) -> Vec<&Period> {
        let mut main: Vec<_> =
            self.periods.iter().filter(|period| period.kind == PeriodKind::Main).collect();
        main.sort_by_key(|period| self.span(&period.span).start.map(|moment| moment.at));
        main
    }

    /// The number of a main period among ①②③, from 1.
    pub fn period_number(&self, key: &Key) -> Option<usize> {
        self.main_periods().iter().position(|period| period.key == *key).map(|index| index + 1)
    }

    /// The fringe periods that are noted under a main period.
    pub fn fringes_of<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = &'a Period> {
        self.periods.iter().filter(move |period| period.of.as_ref() == Some(key))
    }

    /// The judgement of a key.
    pub fn judgement(&self, key: &Key) -> Option<&Judgement> {
        self.judgements.iter().find(|judgement| judgement.key == *key)
    }

    /// Takes periods out of the record, with their fringes and with what was said of them alone. What names
    /// one of them inside a text goes on naming it.
    pub fn forget_periods(&mut self, gone: impl Fn(&Key) -> bool) {
        let named = |key: &Option<Key>| key.as_ref().is_some_and(&gone);
        self.periods.retain(|period| !gone(&period.key) && !named(&period.of));
        let left: Vec<Key> = self.periods.iter().map(|period| period.key.clone()).collect();
        let forget = |key: &mut Option<Key>| *key = key.take().filter(|key| left.contains(key));
        for period in &mut self.periods {
            forget(&mut period.continues);
            forget(&mut period.recurrence_of);
        }
        for unaffected in &mut self.unaffected {
            unaffected.periods.iter_mut().for_each(|keys| keys.retain(|key| left.contains(key)));
        }
        self.unaffected
            .retain(|unaffected| unaffected.periods.as_ref().is_none_or(|it| !it.is_empty()));
        for judgement in &mut self.judgements {
            forget(&mut judgement.overturned_by);
        }
    }

    /// Whether a period still goes on.
    pub fn is_ongoing(&self, period: &Period) -> bool {
        matches!(period.span.end, SpanEnd::Ongoing)
    }

    /// When it began: the start of the first main period.
    pub fn started(&self) -> Option<&Moment> {
        let first = self.main_periods().into_iter().next()?;
        self.moment(first.span.start.as_ref()?)
    }

    /// When it ended: the end of the last main period, if all of them have ended and one says when.
    pub fn recovered(&self) -> Option<&Moment> {
        let main = self.main_periods();
        if main.iter().any(|period| self.is_ongoing(period)) {
            return None;
        }
        main.into_iter()
            .filter_map(|period| match &period.span.end {
                SpanEnd::At(when) => self.moment(when),
                SpanEnd::Ongoing | SpanEnd::Unstated => None,
            })
            .max_by_key(|moment| moment.at)
    }

    /// The current count of those affected.
    pub fn count(&self) -> Option<&Count> {
        self.counts.last()
    }

    /// Whether a backlog is still being worked off (rule D06).
    pub fn has_open_backlog(&self) -> bool {
        self.backlogs.iter().any(|backlog| backlog.state == BacklogState::Open)
    }

    /// The other records that it names, each with the field that does.
    pub fn mentions(&self) -> Vec<(&'static str, Reference)> {
        let named = |field, references: &[Reference]| {
            references.iter().map(move |reference| (field, *reference)).collect::<Vec<_>>()
        };
        let steps = self.cause.steps.iter().filter_map(|step| step.maintenance);
        let measures = self.measures.iter().filter_map(|measure| measure.maintenance);
        let mut mentions = named("triggered_by", self.triggered_by.as_slice());
        mentions.extend(named("followed_by", &self.followed_by));
        mentions.extend(named("related", &self.related));
        mentions.extend(steps.map(|reference| ("cause", reference)));
        mentions.extend(measures.map(|reference| ("measures", reference)));
        mentions
    }

    /// Whether customers may see it: an exercise never reaches them (rule D27). A withdrawn incident
    /// stays visible (rule D19).
    pub const fn is_public(&self) -> bool {
        !self.exercise
    }
}
