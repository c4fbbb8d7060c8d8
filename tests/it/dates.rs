//! Dates are written and read exactly as the examples in `tests/vectors/` and the cases here say.

mod format;
mod parse;
mod properties;
mod vectors;

use jiff::tz::TimeZone;
use noroshi::{
    domain::{
        house_style::HouseStyle,
        moment::{Grain, Moment},
        span::{Span, SpanEnd},
        time::Timestamp,
    },
    i18n::dates::DateStyle,
};

/// Fails with all differences, one per line, not only the first.
fn assert_no_differences(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// Notes a difference between what was made and what should have been.
fn compare(differences: &mut Vec<String>, what: &str, made: &str, wanted: &str) {
    if made != wanted {
        differences.push(format!("{what}\n    is  {made}\n    not {wanted}"));
    }
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("the zone is in the bundled database")
}

fn at(text: &str) -> Timestamp {
    text.parse::<jiff::Timestamp>().expect("a time with its offset").into()
}

fn moment(text: &str, grain: Grain, approx: bool) -> Moment {
    Moment::new(at(text), grain, approx, &zone("Asia/Tokyo"))
}

fn span(start: &Moment, end: &Moment) -> Span {
    Span { start: Some(start.clone()), end: SpanEnd::At(end.clone()) }
}

/// Calls `test` with the default house style in a zone.
fn in_zone<T>(name: &str, test: impl FnOnce(DateStyle<'_>) -> T) -> T {
    test(DateStyle { zone: &zone(name), house: &HouseStyle::default() })
}
