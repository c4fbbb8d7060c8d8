//! Spans in English, profiles E1 and E2 (domain rules 6.5).

use super::{
    DateStyle, Preposition,
    civil::Civil,
    english::{clock, half_day, list_date, list_with, prose_date, prose_with},
};
use crate::domain::span::{Span, SpanEnd};

/// A span in prose whose order has been checked.
pub(super) fn prose(style: DateStyle<'_>, span: &Span) -> String {
    let start = span.start.as_ref().map(|start| Civil::new(start, style.zone));
    match (start, &span.end) {
        (Some(start), SpanEnd::At(end)) => prose_both(&start, &Civil::new(end, style.zone)),
        (Some(start), SpanEnd::Ongoing) => {
            format!("{} (ongoing)", prose_with(Preposition::Since, &start))
        }
        (Some(start), SpanEnd::Unstated) => {
            format!("after {}", prose_with(Preposition::Plain, &start))
        }
        (None, SpanEnd::At(end)) => prose_with(Preposition::Until, &Civil::new(end, style.zone)),
        (None, SpanEnd::Ongoing) => "ongoing".to_owned(),
        (None, SpanEnd::Unstated) => "at an unknown time".to_owned(),
    }
}

/// A span in a list whose order has been checked.
pub(super) fn list(style: DateStyle<'_>, span: &Span) -> String {
    let start = span.start.as_ref().map(|start| Civil::new(start, style.zone));
    match (start, &span.end) {
        (Some(start), SpanEnd::At(end)) => list_both(&start, &Civil::new(end, style.zone)),
        (Some(start), SpanEnd::Ongoing) => list_with(Preposition::Since, &start),
        (Some(start), SpanEnd::Unstated) => {
            format!("after {}", list_with(Preposition::Plain, &start))
        }
        (None, SpanEnd::At(end)) => list_with(Preposition::Until, &Civil::new(end, style.zone)),
        (None, SpanEnd::Ongoing) => "ongoing".to_owned(),
        (None, SpanEnd::Unstated) => "unknown time".to_owned(),
    }
}

fn prose_both(start: &Civil, end: &Civil) -> String {
    if start.reads_like(end) {
        return prose_with(Preposition::At, start);
    }
    if start.date == end.date {
        let date = prose_date(end.date, true);
        if start.has_clock() && end.has_clock() {
            let first = clock_where_zones_differ(start, end);
            return format!("from {first} to {} {} on {date}", clock(end), end.zone);
        }
        if let (Some(first), Some(second)) = (half_day(start.precision), half_day(end.precision)) {
            return format!("from the {first} to the {second} of {date}");
        }
    }
    let first = super::english::prose(start, start.date.year() != end.date.year());
    format!("from {first} to {}", super::english::prose(end, true))
}

fn list_both(start: &Civil, end: &Civil) -> String {
    if start.reads_like(end) {
        return list_with(Preposition::Plain, start);
    }
    if start.date == end.date {
        let date = list_date(end.date, true);
        if start.has_clock() && end.has_clock() {
            return format!("{date}, {}", clocks(start, end));
        }
        if let (Some(first), Some(second)) = (half_day(start.precision), half_day(end.precision)) {
            return format!("{date}, {first} – {second}");
        }
    }
    let with_year = start.date.year() != end.date.year();
    let with_zone = !end.has_clock() || start.zone != end.zone;
    let first = super::english::list(start, with_year, with_zone);
    format!("{first} – {}", super::english::list(end, true, true))
}

/// Two clock times of one day: 01:00–03:00 JST.
pub(super) fn clocks(start: &Civil, end: &Civil) -> String {
    let exact = !start.approx && !end.approx && start.zone == end.zone;
    let dash = if exact { "–" } else { " – " };
    format!("{}{dash}{} {}", clock_where_zones_differ(start, end), clock(end), end.zone)
}

/// The start's clock, with its zone only where the end has another one.
fn clock_where_zones_differ(start: &Civil, end: &Civil) -> String {
    if start.zone == end.zone { clock(start) } else { format!("{} {}", clock(start), start.zone) }
}
