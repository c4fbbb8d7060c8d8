//! A service over time: what each day was like, and how long it was down or impaired (rule D29).
//!
//! Downtime is the union of the main periods in which a core function was unavailable, impact time
//! that of those in which anything was impaired. A fringe known only to the day makes its days
//! affected and adds no minutes; a withdrawn incident counts in no figure (rule D19).

use std::collections::BTreeSet;

use jiff::{civil::Date, tz::TimeZone};

use super::{
    incident::{Incident, IncidentState, Period, PeriodKind},
    moment::Moment,
    reference::Reference,
    service::{Catalogue, Service},
    span::SpanEnd,
    status::{self, ServiceState},
    time::Timestamp,
};

/// One day of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date in the provider's zone.
    pub date: Date,
    /// The worst that it saw.
    pub worst: ServiceState,
    /// How long it was down.
    pub down: Minutes,
    /// How long anything was impaired.
    pub impaired: Minutes,
    /// The incidents of the day.
    pub incidents: Vec<Reference>,
}

/// A number of minutes, and whether one of the boundaries it rests on is approximate (約 / about).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// The minutes, overlaps counted once.
    pub minutes: i64,
    /// Whether it is approximate.
    pub approx: bool,
}

/// A stretch in which a service was not well.
struct Stretch {
    reference: Reference,
    start: Timestamp,
    end: Timestamp,
    state: ServiceState,
    down: bool,
    /// Whether its minutes count.
    counts: bool,
    approx: bool,
}

/// The days of a service from `first` to the day of `now`, oldest first.
pub fn days<'a>(
    service: &Service,
    catalogue: &Catalogue,
    incidents: impl IntoIterator<Item = &'a Incident>,
    first: Date,
    now: Timestamp,
    zone: &TimeZone,
) -> Vec<Day> {
    let stretches: Vec<Stretch> = incidents
        .into_iter()
        .filter(|incident| incident.is_public() && incident.state != IncidentState::Withdrawn)
        .flat_map(|incident| {
            incident
                .periods
                .iter()
                .filter_map(|period| stretch(incident, period, service, catalogue, now, zone))
                .collect::<Vec<_>>()
        })
        .collect();
    let last = now.date_in(zone);
    let mut days = Vec::new();
    let mut date = first;
    while date <= last {
        days.push(day(date, &stretches, zone));
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    days
}

/// The dates, in order, on which an incident touched customers.
pub fn affected_days(incident: &Incident, now: Timestamp, zone: &TimeZone) -> Vec<Date> {
    let mut dates = BTreeSet::new();
    for period in &incident.periods {
        let Some((start, end)) = bounds(incident, period, now, zone) else { continue };
        let mut date = start.date_in(zone);
        // A stretch ends before its last instant: one that ends at midnight does not touch the next day.
        let last = Timestamp::from_micros(end.micros() - 1).max(start).date_in(zone);
        while date <= last {
            dates.insert(date);
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
    }
    dates.into_iter().collect()
}

fn day(date: Date, stretches: &[Stretch], zone: &TimeZone) -> Day {
    let start = Timestamp::from_civil(date.at(0, 0, 0, 0), zone);
    let end = date
        .tomorrow()
        .map_or(Timestamp::MAX, |next| Timestamp::from_civil(next.at(0, 0, 0, 0), zone));
    let touching: Vec<&Stretch> = stretches
        .iter()
        .filter(|stretch| stretch.start < end && (stretch.end > start || stretch.start >= start))
        .collect();
    let mut incidents: Vec<Reference> = touching.iter().map(|stretch| stretch.reference).collect();
    incidents.sort_unstable();
    incidents.dedup();
    Day {
        date,
        worst: touching
            .iter()
            .map(|stretch| stretch.state)
            .max()
            .unwrap_or(ServiceState::Operational),
        down: minutes(touching.iter().filter(|stretch| stretch.down), start, end),
        impaired: minutes(touching.iter(), start, end),
        incidents,
    }
}

/// The union of stretches within a day.
fn minutes<'a>(
    stretches: impl Iterator<Item = &'a &'a Stretch>,
    start: Timestamp,
    end: Timestamp,
) -> Minutes {
    let mut parts: Vec<(Timestamp, Timestamp, bool)> = stretches
        .filter(|stretch| stretch.counts)
        .map(|stretch| (stretch.start.max(start), stretch.end.min(end), stretch.approx))
        .collect();
    parts.sort_unstable();
    let mut total = Minutes::default();
    let mut covered = start;
    for (from, until, approx) in parts {
        let from = from.max(covered);
        if until > from {
            total.minutes += until.minutes_since(from);
            total.approx |= approx;
            covered = until;
        }
    }
    total
}

fn stretch(
    incident: &Incident,
    period: &Period,
    service: &Service,
    catalogue: &Catalogue,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<Stretch> {
    let state = status::state_of_periods(incident, [period], service, catalogue)?;
    let (start, end) = bounds(incident, period, now, zone)?;
    let span = incident.span(&period.span);
    let clock = |moment: &Moment| moment.grain.has_clock();
    let ends_by_the_clock = match &span.end {
        SpanEnd::At(moment) => clock(moment),
        SpanEnd::Ongoing => true,
        SpanEnd::Unstated => false,
    };
    Some(Stretch {
        reference: incident.reference,
        start,
        end,
        state,
        down: status::is_down(incident, period, service, catalogue),
        counts: period.kind == PeriodKind::Main
            && span.start.as_ref().is_some_and(clock)
            && ends_by_the_clock,
        approx: span.start.as_ref().is_some_and(|moment| moment.approx)
            || span.ended().is_some_and(|moment| moment.approx),
    })
}

/// The instants between which a period lasted. One without a stated end counts for the day on which
/// it began, and a moment known to the day or half day lasts until that is over.
fn bounds(
    incident: &Incident,
    period: &Period,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<(Timestamp, Timestamp)> {
    let span = incident.span(&period.span);
    let start = span.start.as_ref()?.at;
    let end = match &span.end {
        SpanEnd::At(moment) => moment.over_at(zone),
        SpanEnd::Ongoing => now,
        SpanEnd::Unstated => start,
    };
    Some((start, end.max(start)))
}
