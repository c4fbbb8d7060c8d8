//! How timely an incident was told of: the evidence that a provider keeps for itself (checklist N07, rules
//! D17 and D18). And when it came back, from which readers count.

use super::{Incident, IncidentRecord, Period, PeriodKind, Update, UpdateKind};
use crate::domain::{key::Key, moment::Moment, span::SpanEnd, time::Timestamp};

/// Minutes from something to the first notice after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstNotice {
    /// From when the provider noticed it.
    pub from_detected: Option<i64>,
    /// From when it began.
    pub from_started: Option<i64>,
    /// From the beginning of each recurrence.
    pub from_recurrence: Vec<(Key, i64)>,
}

/// A stretch without a numbered notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How long it was, in minutes.
    pub minutes: i64,
    /// The notice before it.
    pub after: Key,
    /// The notice that ended it.
    pub before: Key,
}

/// A notice that came later than it was promised, or a promise to which none came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedPromise {
    /// The notice that promised.
    pub by: Key,
    /// What it promised.
    pub promised: Timestamp,
    /// When the next notice came.
    pub came: Timestamp,
}

impl Incident {
    /// When it last came back: the start of the newest main period before which all the others had ended.
    pub fn recurred(&self) -> Option<&Moment> {
        let (mut over, mut recurred) = (None, None);
        for period in self.main_periods() {
            let start = period.span.start.as_ref().and_then(|when| self.moment(when));
            if start.is_some_and(|start| over.is_some_and(|over| start.at > over)) {
                recurred = start;
            }
            let end = match &period.span.end {
                SpanEnd::At(when) => self.moment(when).map_or(Timestamp::MAX, |end| end.at),
                SpanEnd::Ongoing | SpanEnd::Unstated => Timestamp::MAX,
            };
            over = over.max(Some(end));
        }
        recurred
    }
}

impl IncidentRecord {
    /// How long customers waited for the first notice, at first and after each recurrence.
    pub fn first_notice(&self) -> FirstNotice {
        let incident = &self.incident;
        let first = self.updates.iter().find(|update| update.kind == UpdateKind::FirstNotice);
        let since = |start: Timestamp| first.map(|first| first.posted.minutes_since(start));
        let recurred = |period: &Period| {
            period.recurrence_of.as_ref()?;
            let start = incident.span(&period.span).start?.at;
            let notice =
                self.updates.iter().find(|update| update.reopened && update.posted >= start)?;
            Some((period.key.clone(), notice.posted.minutes_since(start)))
        };
        FirstNotice {
            from_detected: incident.detected.as_ref().and_then(|moment| since(moment.at)),
            from_started: incident.started().and_then(|moment| since(moment.at)),
            from_recurrence: incident.periods.iter().filter_map(recurred).collect(),
        }
    }

    /// The longest time between two numbered notices while the incident was neither observed nor over.
    pub fn longest_gap(&self) -> Option<Gap> {
        self.numbered_pairs()
            .filter(|(earlier, _)| !earlier.state.is_over())
            .map(|(earlier, later)| Gap {
                // A clock that was set back in between makes no time of less than nothing.
                minutes: later.posted.minutes_since(earlier.posted).max(0),
                after: earlier.key.clone(),
                before: later.key.clone(),
            })
            .max_by_key(|gap| gap.minutes)
    }

    /// The promises that were not kept: the next numbered notice came later. A correction neither keeps
    /// nor moves a promise (rule D18). One that stands now is [`IncidentRecord::promise`].
    pub fn missed_promises(&self) -> Vec<MissedPromise> {
        self.numbered_pairs()
            .filter_map(|(earlier, later)| {
                let promised = earlier.promised(&self.incident)?.at;
                (later.posted > promised).then(|| MissedPromise {
                    by: earlier.key.clone(),
                    promised,
                    came: later.posted,
                })
            })
            .collect()
    }

    /// Each numbered notice with the next one.
    fn numbered_pairs(&self) -> impl Iterator<Item = (&Update, &Update)> {
        let numbered = || self.updates.iter().filter(|update| update.number.is_some());
        numbered().zip(numbered().skip(1))
    }
}

impl Incident {
    /// The main periods for which nobody has said what became of the customers' data (rule D05).
    pub fn periods_without_data_statement(&self) -> Vec<&Key> {
        let unstated = |period: &&Period| {
            period.kind == PeriodKind::Main && period.data == super::DataState::Unstated
        };
        self.periods.iter().filter(unstated).map(|period| &period.key).collect()
    }

    /// The longest main period in minutes, as far as both its ends are stated.
    pub fn longest_period_minutes(&self) -> Option<i64> {
        let minutes = |period: &Period| Some(self.span(&period.span).duration()?.minutes);
        self.main_periods().into_iter().filter_map(minutes).max()
    }
}
