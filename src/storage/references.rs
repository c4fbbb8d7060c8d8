//! The next free reference number of a day, for every kind of record.

use jiff::civil::Date;

use super::{document, error::Result};
use crate::domain::reference::{Reference, ReferenceKind};

/// The bounds between which the reference numbers of a day lie, as bytes are compared; the upper one
/// is not among them.
pub(super) fn of_day(kind: ReferenceKind, date: Date) -> (String, String) {
    let first = Reference { kind, date, number: 1 }.to_string();
    let day = first.trim_end_matches("01");
    // '.' follows '-'.
    (day.to_owned(), format!("{}.", day.trim_end_matches('-')))
}

/// The number after the last one of the day; `None` when that was the highest.
pub(super) fn next(
    kind: ReferenceKind,
    date: Date,
    table: &'static str,
    last: Option<(String,)>,
) -> Result<Option<Reference>> {
    let last = last
        .map(|(text,)| document::known(table, &text, text.parse::<Reference>().ok()))
        .transpose()?;
    let number = last.map_or(1, |last| last.number + 1);
    Ok((number <= Reference::MAX_NUMBER).then_some(Reference { kind, date, number }))
}
