//! What a model lets go of as time goes by.

use std::sync::Arc;

use super::{Model, Records};
use crate::domain::{
    public::{IncidentSummary, incident_is_live, maintenance_is_live},
    reference::Reference,
    time::Timestamp,
};

/// The most incidents, and the most maintenances, that are live at once; of more, those with the
/// newest numbers are, and open ones before closed ones.
pub const MAX_LIVE: usize = 300;
/// Days after its end for which the facts of an incident are kept.
const FACTS_DAYS: i64 = 92;

impl Model {
    /// Lets go of what has become old by `now`, and tells which records are no longer live.
    pub fn age(&mut self, now: Timestamp) -> Vec<Reference> {
        let old: Vec<Reference> = self
            .facts
            .keys()
            .filter(|reference| {
                self.incident(**reference).is_none_or(|summary| !is_recent(summary, now))
            })
            .copied()
            .collect();
        for reference in old {
            Arc::make_mut(&mut self.facts).remove(&reference);
        }
        let mut gone = overflow(&self.live_incidents, |record| record.incident.state.is_open());
        gone.extend(self.live_incidents.keys().filter(|reference| {
            self.incident(**reference).is_none_or(|summary| !incident_is_live(summary, now))
        }));
        gone.extend(overflow(&self.live_maintenances, |maintenance| {
            maintenance.state().is_active()
        }));
        gone.extend(self.live_maintenances.keys().filter(|reference| {
            self.maintenance(**reference).is_none_or(|summary| !maintenance_is_live(summary, now))
        }));
        for reference in &gone {
            Arc::make_mut(&mut self.live_incidents).remove(reference);
            Arc::make_mut(&mut self.live_maintenances).remove(reference);
        }
        gone
    }
}

/// Whether an incident can touch one of the last 90 days.
pub(super) fn is_recent(summary: &IncidentSummary, now: Timestamp) -> bool {
    let ended = summary.recovered.as_ref().map(|moment| moment.at);
    let last = ended.max(Some(summary.last_said()));
    summary.state.is_open()
        || last.is_some_and(|at| now.seconds_since(at) < FACTS_DAYS * 24 * 60 * 60)
}

/// The records beyond [`MAX_LIVE`]: the oldest, closed ones first.
fn overflow<T>(records: &Records<T>, is_open: impl Fn(&T) -> bool) -> Vec<Reference> {
    let mut order: Vec<(bool, Reference)> =
        records.iter().map(|(number, record)| (is_open(record), *number)).collect();
    order.sort_unstable();
    let beyond = order.len().saturating_sub(MAX_LIVE);
    order.into_iter().take(beyond).map(|(_, reference)| reference).collect()
}
