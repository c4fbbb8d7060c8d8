//! What an update may follow (domain rules 4.3, 4.6). Posting asks it of the update that is posted, and
//! [`check`](super::check) of every update of a record.
//!
//! To add a rule: where it is broken, below; its place in `check/course.rs`.

use super::{IncidentState, Update, UpdateKind, transition::Refusal};

impl Update {
    /// What refuses it after those that were posted before it.
    pub fn refused_after(&self, earlier: &[Self]) -> Vec<Refusal> {
        let standing = earlier.last().map(|last| last.state);
        if standing == Some(IncidentState::Withdrawn) && self.kind != UpdateKind::Correction {
            return vec![Refusal::Withdrawn];
        }
        let mut refusals = Vec::new();
        let to = self.state;
        match standing {
            None if !IncidentState::FIRST.contains(&to) => refusals.push(Refusal::NotFirst(to)),
            Some(from) if from != to && !from.next().contains(&to) => {
                refusals.push(Refusal::NotNext { from, to });
            }
            _ if !self.is_of_its_kind(standing) => {
                refusals.push(Refusal::NotItsKind { kind: self.kind, state: to });
            }
            _ => {}
        }
        refusals.extend(self.backdated_after(earlier));
        refusals
    }

    /// Whether its kind goes with the state that it brings about and with what was posted before.
    fn is_of_its_kind(&self, standing: Option<IncidentState>) -> bool {
        use IncidentState::{Recovered, Withdrawn};
        let fits = match self.kind {
            UpdateKind::FirstNotice => standing.is_none(),
            UpdateKind::RecoveryNotice | UpdateKind::FinalReport => self.state == Recovered,
            UpdateKind::Recurrence => standing == Some(Recovered) && self.state.is_open(),
            UpdateKind::InterimReport | UpdateKind::Correction => standing == Some(self.state),
            UpdateKind::Withdrawal => self.state == Withdrawn,
            UpdateKind::Update | UpdateKind::Notice => self.state != Withdrawn,
        };
        fits && (!self.report_published || self.kind == UpdateKind::FinalReport)
    }

    /// What was entered afterwards has happened, and the newest event decides the state.
    fn backdated_after(&self, earlier: &[Self]) -> Vec<Refusal> {
        let Some(occurred) = self.occurred else { return vec![] };
        let newest = earlier.iter().map(Self::happened).max();
        let mut refusals = Vec::new();
        if occurred > self.posted {
            refusals.push(Refusal::OccursLater);
        }
        let changes = earlier.last().is_some_and(|last| last.state != self.state);
        if changes && newest.is_some_and(|newest| occurred < newest) {
            refusals.push(Refusal::EarlierState);
        }
        refusals
    }
}
