//! Announced work on a service: what of an impact it excuses, and what counts nevertheless (rule D23).
//!
//! - Only a window in which work was done excuses anything: none that is still planned, was postponed,
//!   cancelled or replaced by another one, and no alternate date that was not needed.
//! - It excuses within the span that was announced, not within what it was extended by.
//! - Each interruption is excused up to the longest one announced, in the order in which they came, and
//!   all of them in a window up to that length times their announced number (one, if none was). The rest
//!   counts. Where no length was announced, the whole span was.
//! - Work that goes on past the announced end counts as time with impact by itself.

use crate::domain::{
    key::Key,
    maintenance::{Window, WindowState},
    reference::Reference,
    time::Timestamp,
};

/// Work that was announced.
#[derive(Clone, Copy, Debug)]
pub struct AnnouncedWork<'a> {
    /// The maintenance.
    pub reference: Reference,
    /// The services worked on.
    pub services: &'a [Key],
    /// When work may happen.
    pub windows: &'a [Window],
    /// The longest interruption announced, in seconds.
    pub max_interruption: Option<u32>,
    /// How many interruptions were announced.
    pub interruptions: Option<u32>,
}

/// A stretch of time: from, until.
pub(super) type Piece = (Timestamp, Timestamp);

/// A window in which work was done on a service.
pub(super) struct Worked {
    pub(super) reference: Reference,
    /// The announced span, as far as it has passed.
    pub(super) announced: Piece,
    /// The work past the announced end, if there was any.
    pub(super) overrun: Option<Piece>,
    pub(super) approx: bool,
    /// The longest interruption announced, in microseconds, and how much all of them may take.
    allowance: Option<(i64, i64)>,
}

impl AnnouncedWork<'_> {
    /// The windows in which work was done on a service by `now`.
    pub(super) fn worked(&self, service: &Key, now: Timestamp) -> Vec<Worked> {
        let windows = self.windows.iter().filter(|_| self.services.contains(service));
        windows.filter_map(|window| self.worked_in(window, now)).collect()
    }

    fn worked_in(&self, window: &Window, now: Timestamp) -> Option<Worked> {
        use WindowState::{Completed, RolledBack};
        let goes_on = window.state.is_active();
        if !goes_on && !matches!(window.state, Completed | RolledBack) {
            return None;
        }
        let ended = match &window.actual_end {
            Some(ended) => ended.at,
            None if goes_on => now,
            None => window.extended_to.as_ref().unwrap_or(&window.end).at,
        };
        let (start, end) = (window.start.at.min(now), window.end.at.min(now));
        let past = window.end.at.max(window.start.at);
        let moments = [Some(&window.end), window.actual_end.as_ref(), window.extended_to.as_ref()];
        let allowance = self.max_interruption.map(|seconds| {
            let longest = i64::from(seconds) * 1_000_000;
            (longest, longest * i64::from(self.interruptions.unwrap_or(1).max(1)))
        });
        Some(Worked {
            reference: self.reference,
            announced: (start, end.max(start)),
            overrun: (ended.min(now) > past).then(|| (past, ended.min(now))),
            approx: moments.into_iter().flatten().any(|moment| moment.approx),
            allowance,
        })
    }
}

impl Worked {
    /// What of some interruptions it excuses. They do not overlap and come in order.
    fn excused(&self, interruptions: &[Piece]) -> Vec<Piece> {
        let mut left = self.allowance.map(|(_, all)| all);
        let mut excused = Vec::new();
        for (from, until) in interruptions {
            let (from, until) = ((*from).max(self.announced.0), (*until).min(self.announced.1));
            if until <= from {
                continue;
            }
            let length = until.micros() - from.micros();
            let most = self.allowance.map_or(length, |(longest, _)| longest);
            let taken = length.min(most).min(left.unwrap_or(length));
            left = left.map(|left| left - taken);
            if taken > 0 {
                excused.push((from, Timestamp::from_micros(from.micros() + taken)));
            }
        }
        excused
    }
}

/// What of some interruptions any of the windows excuses, in order and without overlaps.
pub(super) fn excused(windows: &[Worked], interruptions: Vec<Piece>) -> Vec<Piece> {
    let interruptions = union(interruptions);
    union(windows.iter().flat_map(|window| window.excused(&interruptions)).collect())
}

/// Pieces of time, in order and without overlaps; those that touch are one.
pub(super) fn union(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_unstable();
    let mut union: Vec<Piece> = Vec::new();
    for (from, until) in pieces {
        match union.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => union.push((from, until)),
        }
    }
    union
}

/// How much of a stretch of time lies in some pieces that do not overlap, in microseconds.
pub(super) fn within(pieces: &[Piece], (from, until): Piece) -> i64 {
    let part =
        |piece: &Piece| piece.1.min(until).micros().saturating_sub(piece.0.max(from).micros());
    pieces.iter().map(|piece| part(piece).max(0)).sum()
}
