//! How posting an update changes an incident, and what refuses it (domain rules 4.3, D06, D07, D11).

use super::{
    DataState, Incident, IncidentState, Severity, SeverityChange,
    contract::{ContractFact, changed_contract_facts},
    update::{IncidentRecord, ServiceChange, Update, UpdateKind, standing_promise},
};
use crate::domain::{
    key::Key, language::Language, notice::Apology, policy::NoticePolicy, service::Catalogue,
    status, time::Timestamp,
};

/// Why an update is refused. All reasons are given at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The incident was withdrawn; nothing follows.
    #[error("the incident was withdrawn")]
    Withdrawn,
    /// No record begins in this state.
    #[error("nothing begins as {0:?}")]
    NotFirst(IncidentState),
    /// The state may not follow the one that stands.
    #[error("{to:?} does not follow {from:?}")]
    NotNext {
        /// The state that stands.
        from: IncidentState,
        /// The state that was asked for.
        to: IncidentState,
    },
    /// A kind of notice that does not go with the state that it brings about, or with what was posted before.
    #[error("{kind:?} does not go with {state:?}")]
    NotItsKind {
        /// The kind of notice.
        kind: UpdateKind,
        /// The state that was asked for.
        state: IncidentState,
    },
    /// A correction that does not say what it corrects.
    #[error("a correction says what stood there and what is right")]
    NoCorrection,
    /// Recovery without a judgement that permits it, made after the last period ended.
    #[error("recovery needs a judgement")]
    NoJudgement,
    /// Recovery with a judgement that was made, or whose observation ended, before the last period did.
    #[error("judgement {0} was made too early")]
    JudgedTooEarly(Key),
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
        match update.kind {
            UpdateKind::Withdrawal => withdraw(&mut incident, &update),
            UpdateKind::Recurrence => ask_again(&mut incident),
            _ => {}
        }
        update.sequence = self.updates.last().map_or(1, |last| last.sequence + 1);
        update.number = update.kind.is_numbered().then(|| self.last_number() + 1);
        let standing = self.standing();
        update.reopened = standing.is_some_and(|it| it.state == IncidentState::Recovered)
            && update.state.is_open();
        update.cause_state = incident.cause.state;
        update.changes = service_changes(standing, &incident, catalogue);
        incident.next_update = standing_promise(self.updates.iter().chain([&update]));
        Ok((incident, update))
    }

    /// The facts as they were published; before the first notice nothing was.
    fn standing(&self) -> Option<&Incident> {
        (!self.updates.is_empty()).then_some(&self.incident)
    }

    fn refusals(&self, edited: &Incident, update: &Update) -> Vec<Refusal> {
        let mut refusals = update.refused_after(&self.updates);
        if refusals == [Refusal::Withdrawn] {
            return refusals;
        }
        if update.body.written(update.body.source).is_none_or(|text| text.trim().is_empty()) {
            refusals.push(Refusal::EmptyText);
        }
        refusals.extend(guard_refusals(edited, update));
        if update.kind == UpdateKind::Withdrawal && blank(update.values.reason.as_ref()) {
            refusals.push(Refusal::NoReason);
        }
        refusals.extend(self.contract_refusals(edited, update));
        refusals
    }

    /// Published facts change by a correction that says so, and by nothing else (rule D11).
    fn contract_refusals(&self, edited: &Incident, update: &Update) -> Option<Refusal> {
        let mut changed = changed_contract_facts(self.standing()?, edited);
        if update.kind == UpdateKind::Correction {
            let Some(correction) = &update.correction else { return Some(Refusal::NoCorrection) };
            changed.retain(|fact| !fact.is_corrected_by(&correction.field));
        }
        (!changed.is_empty()).then_some(Refusal::SilentChange(changed))
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

/// The guards of the state and of the report as they will stand, and of the judgement that the notice names.
fn guard_refusals(edited: &Incident, update: &Update) -> Vec<Refusal> {
    let published = edited.report_published || update.report_published;
    let after = Incident { state: update.state, report_published: published, ..edited.clone() };
    let mut broken = after.broken_guards();
    let named = update.judgement.as_ref().and_then(|key| after.judgement(key));
    let refused = named.filter(|judgement| !after.permits_recovery(judgement));
    if let Some(judgement) = refused
        && !broken.iter().any(|it| matches!(it, Refusal::NoJudgement | Refusal::JudgedTooEarly(_)))
    {
        broken.push(after.why_not_permitted(judgement));
    }
    broken
}

/// It was no incident: its periods leave the record, and with them what was said of them alone (domain rule
/// 4.3). The notices keep what they said.
fn withdraw(incident: &mut Incident, update: &Update) {
    incident.forget_periods(|_| true);
    if incident.severity != Severity::None {
        incident.severity = Severity::None;
        let by = update.author.clone().unwrap_or_default();
        let change = SeverityChange { severity: Severity::None, at: update.posted, by };
        incident.severity_log.push(change);
    }
}

/// What was said of data when it had recovered was said of what had happened until then: it stays in its
/// notice, and the question is open again (rules D05, N24). What was lost or returned stays so.
fn ask_again(incident: &mut Incident) {
    if matches!(incident.data_statement, DataState::None | DataState::QueuedDelivered) {
        incident.data_statement = DataState::Unstated;
    }
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
/// incident alone decides them. Before the first notice everything was well.
fn service_changes(
    before: Option<&Incident>,
    after: &Incident,
    catalogue: &Catalogue,
) -> Vec<ServiceChange> {
    let change = |service: &crate::domain::service::Service| {
        let from = status::service_state(service, catalogue, before, []);
        let to = status::service_state(service, catalogue, [after], []);
        (from != to).then(|| ServiceChange { service: service.key.clone(), from, to })
    };
    catalogue.services.iter().filter_map(change).collect()
}
