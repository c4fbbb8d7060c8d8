//! Spans: from a moment to a moment, to now, or to an end that nobody stated.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::moment::{Grain, Moment};

/// The end of a span (rule D14). Only [`SpanEnd::Ongoing`] counts as current.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanEnd<M = Moment> {
    /// It ended at this moment.
    At(M),
    /// It still goes on: 継続中.
    Ongoing,
    /// It ended, and nobody said when: 以降.
    Unstated,
}

/// A stretch of time with an end of its own precision on either side.
///
/// `M` is [`Moment`] in a span that is complete in itself, and
/// [`When`](super::incident::When) in a record whose spans share moments (rule D13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span<M = Moment> {
    /// When it began, if that is known.
    pub start: Option<M>,
    /// When it ended.
    pub end: SpanEnd<M>,
}

/// How long a span lasted, as far as its ends allow it to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanDuration {
    /// Minutes from start to end, not rounded.
    pub minutes: i64,
    /// Whether one of the ends is approximate, so that the duration is as well.
    pub approx: bool,
}

/// A span whose end is before its start: nothing may store or print it (domain rules 6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the span ends before it starts")]
pub struct EndBeforeStart;

impl Span {
    /// A span with both ends.
    pub const fn between(start: Moment, end: Moment) -> Self {
        Self { start: Some(start), end: SpanEnd::At(end) }
    }

    /// Whether the span still goes on.
    pub const fn is_ongoing(&self) -> bool {
        matches!(self.end, SpanEnd::Ongoing)
    }

    /// The moment at which it ended, if it is stated.
    pub const fn ended(&self) -> Option<&Moment> {
        match &self.end {
            SpanEnd::At(moment) => Some(moment),
            SpanEnd::Ongoing | SpanEnd::Unstated => None,
        }
    }

    /// How long it lasted; `None` unless both ends are stated with a clock time (domain rules 6.6).
    pub fn duration(&self) -> Option<SpanDuration> {
        let (start, end) = (self.start.as_ref()?, self.ended()?);
        let clock = |moment: &Moment| matches!(moment.grain, Grain::Minute | Grain::Hour);
        (clock(start) && clock(end)).then(|| SpanDuration {
            minutes: end.at.minutes_since(start.at),
            approx: start.approx || end.approx,
        })
    }

    /// Whether the end is not before the start. A day or half a day counts with all that it
    /// covers: a span from 15:00 may end on the same day, but not on its morning.
    ///
    /// # Errors
    /// [`EndBeforeStart`] if it is.
    pub fn check_order(&self, zone: &TimeZone) -> Result<(), EndBeforeStart> {
        let (Some(start), Some(end)) = (&self.start, self.ended()) else { return Ok(()) };
        if end.may_end(start.at, zone) { Ok(()) } else { Err(EndBeforeStart) }
    }
}
