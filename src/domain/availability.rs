//! A service over time: what each day was like, and how long it was down or impaired (rule D29).
//!
//! Downtime is the union of the main periods in which a core function was unavailable, impact time
//! that of those in which anything was impaired. A fringe known only to the day makes its days
//! affected and adds no minutes; a withdrawn incident counts in no figure (rule D19). What announced
//! work excuses is left out, and told beside it (rule D23, in `work`).

mod work;

use std::collections::BTreeSet;

use jiff::{civil::Date, tz::TimeZone};

pub use self::work::AnnouncedWork;
use self::work::{Piece, Worked, excused, union, within};
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
    /// The worst that it saw; maintenance if nothing went beyond what was announced.
    pub worst: ServiceState,
    /// How long it was down.
    pub down: Minutes,
    /// How long anything was impaired.
    pub impaired: Minutes,
    /// How long anything was impaired within what was announced, which counts in neither.
    pub announced: Minutes,
    /// The incidents and maintenances of the day.
    pub records: Vec<Reference>,
}

/// A number of minutes, and whether one of the boundaries it rests on is approximate (約 / about).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minutes {
    /// The minutes, overlaps counted once.
    pub minutes: i64,
    /// Whether it is approximate.
    pub approx: bool,
}

/// A stretch in which a service was not well, or worked on.
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

/// Everything that happened to a service, and what of it is excused.
struct Course {
    stretches: Vec<Stretch>,
    /// What of the downtime announced work excuses.
    down: Vec<Piece>,
    /// What of the time with impact it excuses.
    impaired: Vec<Piece>,
}

/// The days of a service from `first` to the day of `now`, oldest first.
pub fn days<'a>(
    service: &Service,
    catalogue: &Catalogue,
    incidents: impl IntoIterator<Item = &'a Incident>,
    work: impl IntoIterator<Item = AnnouncedWork<'a>>,
    (first, now): (Date, Timestamp),
    zone: &TimeZone,
) -> Vec<Day> {
    let public = incidents
        .into_iter()
        .filter(|incident| incident.is_public() && incident.state != IncidentState::Withdrawn);
    let stretches = public.flat_map(|incident| {
        let periods = incident.periods.iter();
        periods.filter_map(move |period| stretch(incident, period, service, catalogue, now, zone))
    });
    let worked: Vec<Worked> =
        work.into_iter().flat_map(|work| work.worked(&service.key, now)).collect();
    let course = Course::of(stretches.collect(), &worked);
    let last = now.date_in(zone);
    let mut days = Vec::new();
    let mut date = first;
    while date <= last {
        days.push(course.day(date, zone));
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

impl Course {
    fn of(mut stretches: Vec<Stretch>, worked: &[Worked]) -> Self {
        let interruptions = |of: fn(&Stretch) -> bool| {
            let counting = stretches.iter().filter(|one| one.counts && of(one));
            excused(worked, counting.map(|one| (one.start, one.end)).collect())
        };
        let (down, impaired) = (interruptions(|one| one.down), interruptions(|_| true));
        stretches.extend(worked.iter().flat_map(of_work));
        Self { stretches, down, impaired }
    }

    fn day(&self, date: Date, zone: &TimeZone) -> Day {
        let start = Timestamp::from_civil(date.at(0, 0, 0, 0), zone);
        let end = date
            .tomorrow()
            .map_or(Timestamp::MAX, |next| Timestamp::from_civil(next.at(0, 0, 0, 0), zone));
        let touching = || {
            self.stretches
                .iter()
                .filter(|one| one.start < end && (one.end > start || one.start >= start))
        };
        let records: BTreeSet<Reference> = touching().map(|one| one.reference).collect();
        let down = touching().filter(|one| one.counts && one.down);
        let impaired = || touching().filter(|one| one.counts);
        Day {
            date,
            worst: touching()
                .map(|one| self.state(one, (start, end)))
                .max()
                .unwrap_or(ServiceState::Operational),
            down: minutes(down, &self.down, (start, end)),
            impaired: minutes(impaired(), &self.impaired, (start, end)),
            announced: Minutes {
                minutes: within(&self.impaired, (start, end)) / MINUTE,
                approx: impaired().any(|one| one.approx),
            },
            records: records.into_iter().collect(),
        }
    }

    /// What a stretch makes of a day: maintenance, if all of it on that day is excused.
    fn state(&self, one: &Stretch, (start, end): Piece) -> ServiceState {
        let (from, until) = (one.start.max(start), one.end.min(end));
        let lasted = until.micros() - from.micros();
        let is_excused =
            one.counts && lasted > 0 && within(&self.impaired, (from, until)) >= lasted;
        if is_excused { ServiceState::Maintenance } else { one.state }
    }
}

/// A window as stretches: what was announced counts in no figure, what went beyond is time with impact.
fn of_work(worked: &Worked) -> impl Iterator<Item = Stretch> {
    let Worked { reference, announced, overrun, approx, .. } = worked;
    let stretch = |(start, end): Piece, counts| Stretch {
        reference: *reference,
        start,
        end,
        state: ServiceState::Maintenance,
        down: false,
        counts,
        approx: *approx,
    };
    [Some(stretch(*announced, false)), overrun.map(|piece| stretch(piece, true))]
        .into_iter()
        .flatten()
}

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// The union of stretches within a day, without what is excused.
fn minutes<'a>(
    stretches: impl Iterator<Item = &'a Stretch>,
    excused: &[Piece],
    (start, end): Piece,
) -> Minutes {
    let mut approx = false;
    let pieces = stretches.filter_map(|one| {
        let (from, until) = (one.start.max(start), one.end.min(end));
        let lasts = until > from;
        approx |= lasts && one.approx;
        lasts.then_some((from, until))
    });
    let counted = union(pieces.collect())
        .into_iter()
        .map(|(from, until)| until.micros() - from.micros() - within(excused, (from, until)));
    let minutes = counted.sum::<i64>() / MINUTE;
    Minutes { minutes, approx: approx && minutes > 0 }
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
