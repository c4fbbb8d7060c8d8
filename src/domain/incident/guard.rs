//! What holds as long as an incident counts as recovered, and as long as its final report stands (domain
//! rules 4.3, D06, D07, D14). Posting asks it of what is posted, and [`check`](super::check) of every record
//! that is stored: what is true on entering a state stays true in it.
//!
//! To add a guard: where it is broken, below; its place in `check.rs` and its field in the forms.

use super::{
    CauseState, DataState, Incident, IncidentState, Judgement, Period, PeriodKind,
    transition::Refusal,
};
use crate::domain::{span::SpanEnd, time::Timestamp};

impl Incident {
    /// The guards of its state and of its final report that the facts break.
    pub fn broken_guards(&self) -> Vec<Refusal> {
        let mut broken = Vec::new();
        if self.state == IncidentState::Recovered {
            broken.extend(self.missing_for_recovery());
        }
        if self.report_published {
            broken.extend(self.missing_for_report());
        }
        broken
    }

    /// Whether a judgement permits recovery: its verdict does, no later period proved it wrong, and what it
    /// rests on was seen after the last period had ended. A period of which nobody said when it ended lasted
    /// at least until it had begun.
    pub fn permits_recovery(&self, judgement: &Judgement) -> bool {
        says_recovered(judgement) && self.is_late_enough(judgement)
    }

    fn is_late_enough(&self, judgement: &Judgement) -> bool {
        let observed = judgement.observed_to.as_ref().and_then(|when| self.moment(when));
        self.lasted_until().is_none_or(|last| {
            judgement.judged_at >= last && observed.is_none_or(|until| until.at >= last)
        })
    }

    /// Why a judgement does not permit recovery: it was made too early, or it is none that could.
    pub(super) fn why_not_permitted(&self, judgement: &Judgement) -> Refusal {
        if says_recovered(judgement) && !self.is_late_enough(judgement) {
            Refusal::JudgedTooEarly(judgement.key.clone())
        } else {
            Refusal::NoJudgement
        }
    }

    /// Until when main periods are known to have lasted: the last end that is stated, or the start of a period
    /// of which nobody said when it ended.
    pub fn lasted_until(&self) -> Option<Timestamp> {
        let known = |period: &Period| {
            let span = self.span(&period.span);
            span.ended().or(span.start.as_ref()).map(|moment| moment.at)
        };
        self.main_periods().into_iter().filter_map(known).max()
    }

    /// The main periods that go on.
    pub fn ongoing_periods(&self) -> impl Iterator<Item = &Period> {
        self.periods.iter().filter(|period| {
            period.kind == PeriodKind::Main && matches!(period.span.end, SpanEnd::Ongoing)
        })
    }

    fn missing_for_recovery(&self) -> Vec<Refusal> {
        let ongoing = self.ongoing_periods();
        let mut missing: Vec<_> =
            ongoing.map(|period| Refusal::PeriodOngoing(period.key.clone())).collect();
        if !self.judgements.iter().any(|judgement| self.permits_recovery(judgement)) {
            let newest = self.judgements.iter().rfind(|judgement| says_recovered(judgement));
            missing.push(newest.map_or(Refusal::NoJudgement, |it| self.why_not_permitted(it)));
        }
        if self.data_statement == DataState::Unstated {
            missing.push(Refusal::NoDataStatement);
        }
        if self.has_open_backlog() {
            missing.push(Refusal::BacklogOpen);
        }
        missing
    }

    fn missing_for_report(&self) -> Vec<Refusal> {
        let mut missing = Vec::new();
        if self.cause.state != CauseState::Confirmed && !self.cause.not_established {
            missing.push(Refusal::CauseNotConfirmed);
        }
        if self.data_statement == DataState::Checking {
            missing.push(Refusal::DataStillChecked);
        }
        missing
    }
}

/// Whether a judgement is one of recovery that no later period proved wrong.
fn says_recovered(judgement: &Judgement) -> bool {
    judgement.verdict.permits_recovery() && judgement.overturned_by.is_none()
}
