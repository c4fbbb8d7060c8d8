//! The later occurrences of a maintenance that repeats: each is a maintenance of its own, which can be changed alone.
//! The first one says how it repeats; the later ones name it.

use jiff::{civil::Date, tz::TimeZone};
use uuid::Uuid;

use super::{Maintenance, MaintenanceKind, Reminder, Window, recurrence::Unfit};
use crate::domain::{moment::Moment, policy::NoticePolicy, reference::Reference, time::Timestamp};

/// What the occurrences of a series depend on besides the first one.
#[derive(Clone, Copy, Debug)]
pub struct Planning<'a> {
    /// When they are announced, and when customers are reminded.
    pub policy: &'a NoticePolicy,
    /// The provider's zone: each begins at the same time of day in it.
    pub zone: &'a TimeZone,
    /// Whether customers are reminded of each.
    pub reminds: bool,
    /// When it is planned: of what has begun by then nobody is reminded.
    pub now: Timestamp,
}

impl Maintenance {
    /// The later occurrences, in order; none if it does not repeat. Their numbers are the first ones of their dates
    /// until they are given others.
    ///
    /// # Errors
    ///
    /// Why it cannot repeat as it says.
    pub fn occurrences(&self, planning: Planning<'_>) -> Result<Vec<Self>, Unfit> {
        let Some(recurrence) = &self.recurrence else { return Ok(Vec::new()) };
        if self.kind == MaintenanceKind::Emergency {
            return Err(Unfit::Emergency);
        }
        let first = self.reference.date;
        let dates = recurrence.dates(first)?;
        let later = dates.into_iter().skip(1).map(|date| self.occurrence(date, planning));
        let later: Vec<Self> = later.collect::<Result<_, _>>()?;
        apart([self].into_iter().chain(&later))?;
        Ok(later)
    }

    fn occurrence(&self, date: Date, planning: Planning<'_>) -> Result<Self, Unfit> {
        let Planning { policy, zone, reminds, now } = planning;
        let days = date.duration_since(self.reference.date).as_hours() / 24;
        let moved = |moment: &Moment| {
            let civil = moment.at.in_zone(zone).datetime();
            let civil = civil.saturating_add(jiff::Span::new().days(days));
            Moment { at: Timestamp::from_civil(civil, zone), ..moment.clone() }
        };
        let window = |window: &Window| {
            let (start, end) = (moved(&window.start), moved(&window.end));
            let at = policy.reminder(start.at, zone);
            let is_ahead = at > now && at < start.at;
            let reminder = (reminds && is_ahead).then_some(Reminder { at, done: false });
            Window {
                spare: window.spare,
                reminder,
                ..Window::planned(window.key.clone(), start, end)
            }
        };
        let windows: Vec<Window> = self.windows.iter().map(window).collect();
        if windows.iter().any(|window| window.end.at <= window.start.at) {
            return Err(Unfit::ClocksChange(date));
        }
        let begins = windows.iter().filter(|it| !it.spare).map(|window| window.start.at).min();
        Ok(Self {
            id: Uuid::nil(),
            reference: Reference { date, number: 1, ..self.reference },
            windows,
            announce_at: begins.map(|start| policy.announcement(self, start, zone)),
            series: Some(self.reference),
            recurrence: None,
            log: Vec::new(),
            updates: Vec::new(),
            triggered: Vec::new(),
            follows: Vec::new(),
            announces_measure: None,
            report: None,
            earlier: Vec::new(),
            later: Vec::new(),
            result: None,
            version: 1,
            ..self.clone()
        })
    }
}

/// No window of an occurrence lies at the time of one of another.
fn apart<'a>(occurrences: impl Iterator<Item = &'a Maintenance>) -> Result<(), Unfit> {
    let mut windows: Vec<(Date, &Window)> = occurrences
        .flat_map(|one| one.windows.iter().map(|window| (one.reference.date, window)))
        .collect();
    windows.sort_by_key(|(_, window)| window.start.at);
    let mut latest: Option<(Date, Timestamp)> = None;
    for (date, window) in windows {
        match latest {
            Some((other, end)) if end > window.start.at && other != date => {
                return Err(Unfit::Overlaps(other, date));
            }
            Some((_, end)) if end >= window.end.at => {}
            _ => latest = Some((date, window.end.at)),
        }
    }
    Ok(())
}
