//! How posting an update changes an incident, and what refuses it (domain rules 4.3, D06, D07, D11).

use super::{
    CauseState, DataState, Incident, IncidentState, PeriodKind,
    contract::{ContractFact, changed_contract_facts},
    update::{IncidentRecord, Update, UpdateKind},
};
use crate::domain::{
    key::Key, language::Language, notice::Apology, policy::NoticePolicy, service::Catalogue,
    span::SpanEnd, status, time::Timestamp,
};

/// Why an update is refused. All reasons are given at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The incident was withdrawn; nothing follows.
    #[error("the incident was withdrawn")]
    Withdrawn,
    /// The state may not follow the one that stands.
    #[error("{to:?} does not follow {from:?}")]
    NotNext {
        /// The state that stands.
        from: IncidentState,
        /// The state that was asked for.
        to: IncidentState,
    },
    /// Recovery without a judgement that permits it, made after the last period ended.
    #[error("recovery needs a judgement")]
    NoJudgement,
    /// Recovery without an answer to the data question.
    #[error("recovery needs a data statement")]
    NoDataStatement,
    /// Recovery with an open backlog.
    #[error("a backlog is open")]
    BacklogOpen,
    /// Recovery while a main period goes on.
    #[error("period {0} goes on")]
    PeriodOngoing(Key),
    /// The final report while the cause is not confirmed.
    #[error("the cause is not confirmed")]
    CauseNotConfirmed,
    /// The final report while the data question is still being checked.
    #[error("the data are still being checked")]
    DataStillChecked,
    /// A withdrawal without a reason.
    #[error("a withdrawal needs a reason")]
    NoReason,
    /// What is entered afterwards lies ahead.
    #[error("what is entered afterwards lies ahead")]
    OccursLater,
    /// What is entered afterwards happened before the newest notice, and would change the state that
    /// the newest one brought about.
    #[error("an earlier event cannot change the state")]
    EarlierState,
    /// A text that is blank in its source language.
    #[error("the text is empty")]
    EmptyText,
    /// Published facts that would change without a correction (rule D11).
    #[error("{0:?} would change silently")]
    SilentChange(Vec<ContractFact>),
}

impl IncidentRecord {
    /// Posts an update together with the facts as they now stand, and returns the incident and the
    /// update to be stored.
    ///
    /// `edited` is the record with the operator's changes; its version is that of the record which
    /// the operator saw. A correction may change published facts; any other update may only add
    /// what was not stated before.
    ///
    /// # Errors
    ///
    /// Every [`Refusal`] that applies; nothing has changed then.
    pub fn post(
        &self,
        edited: Incident,
        mut update: Update,
        catalogue: &Catalogue,
    ) -> Result<(Incident, Update), Vec<Refusal>> {
        let refusals = self.refusals(&edited, &update);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let mut incident = Incident { state: update.state, ..edited };
        incident.report_published |= update.report_published;
        if update.values.next_update.is_some() || update.state.is_over() {
            incident.next_update.clone_from(&update.values.next_update);
        }
        if update.kind == UpdateKind::Withdrawal {
            incident.periods.clear();
            incident.severity = super::Severity::None;
        }
        update.sequence = self.updates.last().map_or(1, |last| last.sequence + 1);
        update.number = update.kind.is_numbered().then(|| self.last_number() + 1);
        update.reopened = self.incident.state == IncidentState::Recovered && update.state.is_open();
        update.cause_state = incident.cause.state;
        update.changes = service_changes(&self.incident, &incident, catalogue);
        Ok((incident, update))
    }

    fn refusals(&self, edited: &Incident, update: &Update) -> Vec<Refusal> {
        let standing = self.incident.state;
        if standing == IncidentState::Withdrawn && update.kind != UpdateKind::Correction {
            return vec![Refusal::Withdrawn];
        }
        let mut refusals = Vec::new();
        let first = self.updates.is_empty();
        let follows = if first {
            IncidentState::FIRST.contains(&update.state)
        } else {
            standing == update.state || standing.next().contains(&update.state)
        };
        if !follows {
            refusals.push(Refusal::NotNext { from: standing, to: update.state });
        }
        if update.body.written(update.body.source).is_none_or(|text| text.trim().is_empty()) {
            refusals.push(Refusal::EmptyText);
        }
        if update.state == IncidentState::Recovered
            && (first || standing != IncidentState::Recovered)
        {
            refusals.extend(recovery_refusals(edited));
        }
        refusals.extend(self.backdated_refusals(update));
        if update.kind == UpdateKind::Withdrawal && blank(update.values.reason.as_ref()) {
            refusals.push(Refusal::NoReason);
        }
        if update.report_published {
            refusals.extend(report_refusals(edited));
        }
        if !first && !matches!(update.kind, UpdateKind::Correction | UpdateKind::Withdrawal) {
            let changed = changed_contract_facts(&self.incident, edited);
            if !changed.is_empty() {
                refusals.push(Refusal::SilentChange(changed));
            }
        }
        refusals
    }

    /// What was entered afterwards has happened, and the newest event decides the state.
    fn backdated_refusals(&self, update: &Update) -> Vec<Refusal> {
        let Some(occurred) = update.occurred else { return vec![] };
        let newest = self.updates.iter().map(Update::happened).max();
        let mut refusals = Vec::new();
        if occurred > update.posted {
            refusals.push(Refusal::OccursLater);
        }
        if newest.is_some_and(|newest| occurred < newest) && update.state != self.incident.state {
            refusals.push(Refusal::EarlierState);
        }
        refusals
    }

    /// The apology that an update in `state` makes, unless the operator raises or lowers it.
    pub fn apology(
        &self,
        edited: &Incident,
        state: IncidentState,
        now: Timestamp,
        policy: &NoticePolicy,
    ) -> Apology {
        let minutes: i64 = longest_impact_minutes(edited, now);
        let long = minutes >= i64::from(policy.long_impact_hours) * 60
            || self.updates.iter().any(|update| update.reopened)
            || edited.data_statement == DataState::Lost;
        Apology::computed(state, edited.severity, long)
    }
}

fn blank(text: Option<&crate::domain::text::LocalizedText>) -> bool {
    text.is_none_or(|text| {
        Language::ALL
            .into_iter()
            .all(|language| text.written(language).is_none_or(|text| text.trim().is_empty()))
    })
}

/// What the guards of *recovered* find missing.
fn recovery_refusals(incident: &Incident) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for period in incident.periods.iter().filter(|period| period.kind == PeriodKind::Main) {
        if matches!(period.span.end, SpanEnd::Ongoing) {
            refusals.push(Refusal::PeriodOngoing(period.key.clone()));
        }
    }
    let last_end = incident.recovered().map(|moment| moment.at);
    let judged = incident.judgements.iter().any(|judgement| {
        let observed_until = judgement.observed_to.as_ref().and_then(|when| incident.moment(when));
        judgement.verdict.permits_recovery()
            && judgement.overturned_by.is_none()
            && last_end.is_none_or(|end| {
                judgement.judged_at >= end && observed_until.is_none_or(|until| until.at >= end)
            })
    });
    if !judged {
        refusals.push(Refusal::NoJudgement);
    }
    if incident.data_statement == DataState::Unstated {
        refusals.push(Refusal::NoDataStatement);
    }
    if incident.has_open_backlog() {
        refusals.push(Refusal::BacklogOpen);
    }
    refusals
}

/// What the guards of the flag *report* find missing.
fn report_refusals(incident: &Incident) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if incident.cause.state != CauseState::Confirmed {
        refusals.push(Refusal::CauseNotConfirmed);
    }
    if incident.data_statement == DataState::Checking {
        refusals.push(Refusal::DataStillChecked);
    }
    refusals
}

fn longest_impact_minutes(incident: &Incident, now: Timestamp) -> i64 {
    incident
        .main_periods()
        .into_iter()
        .filter_map(|period| {
            let span = incident.span(&period.span);
            let start = span.start.as_ref()?.at;
            let end = if span.is_ongoing() { now } else { span.ended()?.at };
            Some(end.minutes_since(start))
        })
        .max()
        .unwrap_or(0)
}

/// What the step from one version to the next changes in the states of services, as far as this
/// incident alone decides them.
fn service_changes(
    before: &Incident,
    after: &Incident,
    catalogue: &Catalogue,
) -> Vec<super::update::ServiceChange> {
    catalogue
        .services
        .iter()
        .filter_map(|service| {
            let from = status::service_state(service, catalogue, [before], []);
            let to = status::service_state(service, catalogue, [after], []);
            (from != to).then(|| super::update::ServiceChange {
                service: service.key.clone(),
                from,
                to,
            })
        })
        .collect()
}
