//! What cannot have gone so: noticed before it began, told of before it was noticed, a notice that does not
//! follow the one before it, a promise of what has passed, something posted that lies ahead.

use super::{Checker, Fault, Place, Problem};
use crate::domain::{
    incident::{IncidentRecord, Update, When, transition::Refusal, update::CLOCKS_DIFFER},
    moment::Moment,
    time::Timestamp,
};

impl Checker<'_> {
    /// An incident begins, is noticed, and is told of, in this order, as precisely as each is known.
    pub(super) fn order(&mut self, root: &Place) {
        let incident = &self.record.incident;
        let first = self.record.updates.first();
        let told = first.map(|first| Moment::minute(first.posted.plus_minutes(CLOCKS_DIFFER)));
        let told_before = |moment: &Moment| {
            told.as_ref().is_some_and(|told| told.surely_before(moment, self.zone))
        };
        let mut found = Vec::new();
        if let Some((index, start)) = self.began() {
            let noticed = incident.detected.as_ref();
            if noticed.is_some_and(|noticed| noticed.surely_before(start, self.zone)) {
                found.push((root.field("detected"), Fault::NoticedBeforeStart));
            }
            if told_before(start) {
                let place = root.field("periods").entry(index).field("span").field("start");
                found.push((place, Fault::ToldBeforeStart));
            }
        }
        if incident.detected.as_ref().is_some_and(told_before) {
            found.push((root.field("detected"), Fault::ToldBeforeNoticed));
        }
        for (place, fault) in found {
            self.report(&place, fault);
        }
    }

    /// The earliest start of a period, with its place, if all of them are stated. Fringes count: the signs that
    /// come before an impact are noticed, too.
    fn began(&self) -> Option<(usize, &Moment)> {
        let incident = &self.record.incident;
        let starts = incident.periods.iter().map(|period| {
            let start = period.span.start.as_ref()?;
            incident.moment(start)
        });
        let starts: Vec<&Moment> = starts.collect::<Option<_>>()?;
        starts.into_iter().enumerate().min_by_key(|(_, start)| start.at)
    }

    /// Each update follows those before it.
    pub(super) fn sequence(&mut self, root: &Place) {
        for (index, update) in self.record.updates.iter().enumerate() {
            let place = root.field("updates").entry(index);
            for refusal in update.refused_after(&self.record.updates[..index]) {
                let place = match &refusal {
                    Refusal::NotFirst(_) | Refusal::NotNext { .. } => place.field("state"),
                    Refusal::NotItsKind { .. } => place.field("kind"),
                    Refusal::OccursLater | Refusal::EarlierState => place.field("occurred"),
                    _ => place.clone(),
                };
                self.report(&place, Fault::Guard(refusal));
            }
            // A clock that was set back gives a notice the time of the one before it (requirement R13): when
            // it was posted is not known then.
            let before = index.checked_sub(1).map(|before| self.record.updates[before].posted);
            if before != Some(update.posted) && self.promises_the_past(update) {
                let place = place.field("values").field("next_update");
                self.report(&place, Fault::PromisePassed);
            }
        }
    }

    /// Whether an update promises the next one for a time that had passed when it was posted. A moment that
    /// it shares with the facts follows their corrections, and says nothing of what was promised then.
    fn promises_the_past(&self, update: &Update) -> bool {
        let promised = match &update.values.next_update {
            Some(When::Own(moment)) => Some(moment),
            Some(When::Shared(key)) => update.moments.get(key),
            None => None,
        };
        promised.is_some_and(|promised| promised.has_passed(update.posted, self.zone))
    }
}

/// Finds what a record that comes from outside says to have been posted, or to have happened, after `now`.
pub fn ahead(record: &IncidentRecord, now: Timestamp) -> Vec<Problem> {
    let incident = &record.incident;
    let mut happened = Vec::new();
    for (index, period) in incident.periods.iter().enumerate() {
        let place = Place::default().field("periods").entry(index).field("span");
        let span = incident.span(&period.span);
        happened.push((place.field("start"), span.start.as_ref().map(|start| start.at)));
        happened.push((place.field("end"), span.ended().map(|end| end.at)));
    }
    for (index, judgement) in incident.judgements.iter().enumerate() {
        let place = Place::default().field("judgements").entry(index).field("judged_at");
        happened.push((place, Some(judgement.judged_at)));
    }
    let soon = now.plus_minutes(CLOCKS_DIFFER);
    let ahead = happened.into_iter().filter(|(_, at)| at.is_some_and(|at| at > soon));
    let mut problems = posted_ahead(record.updates.iter().map(|update| update.posted), now);
    problems.extend(ahead.map(|(place, _)| Problem { place, fault: Fault::NotYet }));
    problems
}

/// The same of the times at which notices were posted, in their order.
pub fn posted_ahead(times: impl Iterator<Item = Timestamp>, now: Timestamp) -> Vec<Problem> {
    let updates = Place::default().field("updates");
    let ahead = times.enumerate().filter(|(_, posted)| *posted > now);
    ahead
        .map(|(index, _)| Problem {
            place: updates.entry(index).field("posted"),
            fault: Fault::PostedAhead,
        })
        .collect()
}
