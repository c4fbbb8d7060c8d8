//! Lists in a form: the fields of an entry are named after the entry and not after where it stands, so that
//! one that somebody else adds or removes meanwhile moves no other (requirement A25).

use std::collections::BTreeSet;

use crate::{
    domain::{audit, key::Key, language::Language},
    web::posting::typed::Typed,
};

/// The row of an entry that is not there yet.
pub(super) const NEW: &str = "new";
/// How many letters of a fingerprint name a row.
const NAME: usize = 12;

/// The rows of a list.
#[derive(Debug)]
pub(super) struct Rows {
    known: usize,
    all: Vec<String>,
}

impl Rows {
    /// The rows of a form: one for each entry of the record, then those of entries that the record does not
    /// have any more and the form does, because something was changed in them, and an empty one. `fields`
    /// are what the names of a row's fields begin with, `known` the rows of the record.
    pub(super) fn of(typed: &Typed, fields: &[&str], known: Vec<String>) -> Self {
        let mut rows = Self { known: known.len(), all: known };
        for (name, _) in typed.fields() {
            let Some((field, row)) = name.split_once('-') else { continue };
            let row = row_of(row);
            let is_row = fields.contains(&field) && row.parse::<Key>().is_ok() && row != NEW;
            if is_row && !rows.all.iter().any(|known| known == row) {
                rows.all.push(row.to_owned());
            }
        }
        rows.all.push(NEW.to_owned());
        rows
    }

    /// Each row, and where its entry stands in the record if it is there.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Option<usize>)> {
        let rows = self.all.iter().enumerate();
        rows.map(|(at, row)| (row.as_str(), (at < self.known).then_some(at)))
    }
}

/// The rows of entries that have a key.
pub(super) fn keyed<'k>(keys: impl Iterator<Item = &'k Key>) -> Vec<String> {
    keys.map(Key::to_string).collect()
}

/// A key that none of the entries has, of which some come twice: as they were and as they are now.
pub(super) fn free<'k>(letter: char, taken: impl Iterator<Item = &'k Key>) -> Key {
    let taken: BTreeSet<&Key> = taken.collect();
    Key::next(letter, taken.into_iter())
}

/// The rows of entries without a key, named after what they say.
pub(super) fn said(entries: impl Iterator<Item = String>) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for entry in entries {
        let row: String = audit::fingerprint(&entry).chars().take(NAME).collect();
        let same = rows.iter().filter(|known| known.starts_with(&row)).count();
        rows.push(if same == 0 { row } else { format!("{row}.{same}") });
    }
    rows
}

/// The row in what follows the first hyphen of a name: `m01_ja` is of `m01`.
pub fn row_of(rest: &str) -> &str {
    let tagged = Language::ALL.into_iter().find_map(|language| {
        rest.strip_suffix(language.tag()).and_then(|rest| rest.strip_suffix('_'))
    });
    tagged.unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_its_name_whatever_stands_before_it() {
        let said = |entries: &[&str]| said(entries.iter().map(|entry| (*entry).to_owned()));
        let (before, now) = (said(&["a", "b"]), said(&["b", "c"]));
        assert_eq!(before[1], now[0]);
        let same = said(&["a", "a"]);
        assert_ne!(same[0], same[1]);
    }

    #[test]
    fn what_was_changed_in_an_entry_that_is_gone_becomes_a_row_of_its_own() {
        let mut typed = Typed::default();
        typed.set("measure-m02_ja", "再起動");
        typed.set("kind-m02", "restart");
        typed.set("measure-new_ja", "");
        typed.set("degree-pop", "delayed");
        let rows = Rows::of(&typed, &["measure", "kind"], vec!["m01".to_owned()]);
        let rows: Vec<_> = rows.iter().collect();
        assert_eq!(rows, [("m01", Some(0)), ("m02", None), ("new", None)]);
    }
}
