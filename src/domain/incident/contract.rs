//! Facts to which contracts refer: once published they change by a correction, never silently (rule D11).
//!
//! To add a fact: a variant of [`ContractFact`], and where it differs in [`changed_contract_facts`].

use super::{DataState, Incident};

/// A fact to which contracts refer, and which never changes silently (rule D11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContractFact {
    /// When a period began or ended.
    Times,
    /// For whom.
    Scope,
    /// The affected services.
    AffectedServices,
    /// What became of data.
    DataImpact,
    /// How many are affected.
    Count,
}

/// The contract facts that differ between two versions of an incident, not counting what was open or
/// unstated before and is stated now: that is news, not a correction.
pub fn changed_contract_facts(before: &Incident, after: &Incident) -> Vec<ContractFact> {
    let mut changed = Vec::new();
    for old in &before.periods {
        let Some(new) = after.period(&old.key) else {
            changed.push(ContractFact::Times);
            continue;
        };
        let (old_span, new_span) = (before.span(&old.span), after.span(&new.span));
        let end_was_stated = old_span.ended().is_some();
        let start_was_stated = old_span.start.is_some();
        if (start_was_stated && old_span.start != new_span.start)
            || (end_was_stated && old_span.end != new_span.end)
        {
            changed.push(ContractFact::Times);
        }
        if old.scope != new.scope {
            changed.push(ContractFact::Scope);
        }
        if old.data != DataState::Unstated && answered(old.data) && old.data != new.data {
            changed.push(ContractFact::DataImpact);
        }
    }
    // A service that comes to be affected is news; one that no longer counts among them is a correction.
    if before.affected.iter().any(|service| !after.affected.contains(service)) {
        changed.push(ContractFact::AffectedServices);
    }
    if answered(before.data_statement) && before.data_statement != after.data_statement {
        changed.push(ContractFact::DataImpact);
    }
    if before.counts.len() > after.counts.len()
        || before.counts != after.counts[..before.counts.len()]
    {
        changed.push(ContractFact::Count);
    }
    changed.sort_unstable();
    changed.dedup();
    changed
}

/// Whether the data question has an answer that a later one would contradict.
const fn answered(state: DataState) -> bool {
    matches!(state, DataState::None | DataState::Lost | DataState::QueuedDelivered)
}
