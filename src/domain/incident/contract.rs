//! Facts to which contracts refer: once published they change by a correction, never silently (rule D11).
//!
//! To add a fact: a variant of [`ContractFact`], and where it differs in [`changed_contract_facts`].

use super::{Count, DataState, Incident, Period, Scope};
use crate::domain::{key::Key, moment::Moment, service::Degree, text::LocalizedText};

/// A fact to which contracts refer, and which never changes silently (rule D11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContractFact {
    /// When a period began or ended, and when that was noticed.
    Times,
    /// What failed in a period, and how badly.
    Symptoms,
    /// For whom.
    Scope,
    /// The affected services.
    AffectedServices,
    /// What became of data.
    DataImpact,
    /// How many are affected.
    Count,
}

impl ContractFact {
    /// Whether a correction of a field is one of this fact. A field of one period has its key after a hyphen:
    /// `start-p1`.
    pub fn is_corrected_by(self, field: &Key) -> bool {
        let whole = field.as_str();
        let of_period = whole.split_once('-').map_or(whole, |(field, _)| field);
        match self {
            Self::Times => {
                let notes = ["start_note", "end_note", "detected_note"];
                let times = ["started", "recovered", "start", "end", "period", "detected"];
                notes.contains(&of_period) || times.contains(&of_period)
            }
            Self::Symptoms => of_period == "symptoms",
            Self::Scope => of_period == "scope",
            Self::AffectedServices => whole == "affected_services",
            Self::DataImpact => matches!(of_period, "data" | "data_statement"),
            Self::Count => whole == "count",
        }
    }
}

/// The contract facts that differ between two versions of an incident, not counting what was open or
/// unstated before and is stated now: that is news, not a correction. Texts are compared in the language in
/// which they were written: to translate one changes no fact.
pub fn changed_contract_facts(before: &Incident, after: &Incident) -> Vec<ContractFact> {
    let mut changed = Vec::new();
    for old in &before.periods {
        let Some(new) = after.period(&old.key) else {
            changed.push(ContractFact::Times);
            continue;
        };
        let (old_span, new_span) = (before.span(&old.span), after.span(&new.span));
        let (old_end, new_end) = (old_span.ended(), new_span.ended());
        let started = differs(old_span.start.as_ref(), new_span.start.as_ref());
        if old.kind != new.kind || started || differs(old_end, new_end) {
            changed.push(ContractFact::Times);
        }
        if !keeps_symptoms(old, new) {
            changed.push(ContractFact::Symptoms);
        }
        if !same_scope(&old.scope, &new.scope) {
            changed.push(ContractFact::Scope);
        }
        if answered(old.data) && old.data != new.data {
            changed.push(ContractFact::DataImpact);
        }
    }
    // A period that comes before all others changes when the incident began.
    if differs(before.started(), after.started())
        || differs(before.detected.as_ref(), after.detected.as_ref())
    {
        changed.push(ContractFact::Times);
    }
    // A service that comes to be affected is news; one that no longer counts among them is a correction.
    if before.affected.iter().any(|service| !after.affected.contains(service)) {
        changed.push(ContractFact::AffectedServices);
    }
    if data_differs(before, after) {
        changed.push(ContractFact::DataImpact);
    }
    let kept = before.counts.iter().zip(&after.counts);
    if before.counts.len() > after.counts.len() || !kept.into_iter().all(|(a, b)| same_count(a, b))
    {
        changed.push(ContractFact::Count);
    }
    changed.sort_unstable();
    changed.dedup();
    changed
}

/// Whether everything that was said to fail still is, in the same degree. What fails besides is news.
fn keeps_symptoms(before: &Period, after: &Period) -> bool {
    let mut stated = before.symptoms.iter().filter(|symptom| symptom.degree != Degree::Unstated);
    stated.all(|old| {
        after.symptoms.iter().any(|new| {
            new.function == old.function && new.services == old.services && new.degree == old.degree
        })
    })
}

/// Whether a moment that was stated is another one now, or is gone.
fn differs(before: Option<&Moment>, after: Option<&Moment>) -> bool {
    before.is_some_and(|before| {
        after.is_none_or(|after| {
            (before.at, before.grain, before.approx) != (after.at, after.grain, after.approx)
                || before.note.is_some() && !same_text(before.note.as_ref(), after.note.as_ref())
        })
    })
}

fn same_text(before: Option<&LocalizedText>, after: Option<&LocalizedText>) -> bool {
    match (before, after) {
        (None, None) => true,
        (Some(before), Some(after)) => before.says_the_same(after),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

fn same_scope(before: &Scope, after: &Scope) -> bool {
    match (before, after) {
        (Scope::All, Scope::All) => true,
        (Scope::Some { text: before }, Scope::Some { text: after }) => {
            same_text(before.as_ref(), after.as_ref())
        }
        (Scope::List { items: before }, Scope::List { items: after }) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|(before, after)| before.says_the_same(after))
        }
        _ => false,
    }
}

fn same_count(before: &Count, after: &Count) -> bool {
    (before.n, before.basis, before.at) == (after.n, after.basis, after.at)
        && before.unit.says_the_same(&after.unit)
}

/// Whether the answer to the data question is another one: the answer itself, what was lost, or that mail
/// may have been returned besides.
fn data_differs(before: &Incident, after: &Incident) -> bool {
    let lost = before.data_lost.as_ref();
    answered(before.data_statement)
        && (before.data_statement != after.data_statement
            || before.data_bounced != after.data_bounced
            || lost.is_some_and(|lost| !same_text(Some(lost), after.data_lost.as_ref())))
        || before.data_bounced && !after.data_bounced
}

/// Whether the data question has an answer that a later one would contradict.
const fn answered(state: DataState) -> bool {
    matches!(
        state,
        DataState::None | DataState::Lost | DataState::QueuedDelivered | DataState::Bounced
    )
}
