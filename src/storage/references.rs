//! Reference numbers of every kind of record: the next free one of a day, and all that are given.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Tx, document, error::Result, tx::fetch_all};
use crate::domain::reference::{Reference, ReferenceKind};

const LIST_SQL: &str = "SELECT reference FROM incidents
    UNION ALL SELECT reference FROM maintenances LIMIT 1000000";

/// Every reference number that is given.
///
/// # Errors
///
/// Those of any read.
pub async fn list(tx: &mut Tx) -> Result<BTreeSet<Reference>> {
    let rows: Vec<(String,)> = fetch_all!(tx, LIST_SQL)?;
    rows.into_iter()
        .map(|(text,)| document::known("incidents, maintenances", &text, text.parse().ok()))
        .collect()
}

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
