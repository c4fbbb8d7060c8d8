//! The data question, how many are affected, and what customers can do meanwhile.

use super::{Lines, write_both, write_word};
use crate::{
    domain::{
        incident::{Count, CountBasis, DataState, Incident},
        language::Language,
        text::LocalizedText,
    },
    i18n::labels::Label,
    views::console::sheet::Part,
    web::posting::{
        asked::{self, DATA},
        maker::Maker,
        reader::{Fault, LINE, PARAGRAPH, Reader},
        typed::Typed,
    },
};

const BASES: [(&str, CountBasis); 3] = [
    ("exact", CountBasis::Exact),
    ("estimate", CountBasis::Estimate),
    ("maximum", CountBasis::Maximum),
];

pub(super) fn show(typed: &mut Typed, incident: &Incident) {
    if incident.data_statement != DataState::Unstated {
        write_word(typed, "data_statement", &DATA, &incident.data_statement);
    }
    typed.set("bounced", if incident.data_bounced { "yes" } else { "" });
    write_both(typed, "what", incident.data_lost.as_ref());
    show_count(typed, incident);
    write_both(typed, "workaround", incident.workaround.as_ref());
    write_both(typed, "side_effects", incident.side_effects.as_ref());
}

/// Writes the current count into a form.
pub fn show_count(typed: &mut Typed, incident: &Incident) {
    if let Some(count) = incident.count() {
        typed.set("count", count.n.to_string());
        write_both(typed, "unit", Some(&count.unit));
        write_word(typed, "basis", &BASES, &count.basis);
    }
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident, by: &str) {
    statement(reader, incident);
    count(reader, incident, by);
    reader.rewrite(&mut incident.workaround, "workaround", LINE);
    reader.rewrite(&mut incident.side_effects, "side_effects", PARAGRAPH);
}

/// The whole answer to the data question, as the form has it.
pub fn statement(reader: &mut Reader<'_>, incident: &mut Incident) {
    asked::data(reader, incident);
    incident.data_bounced = reader.ticked("bounced");
}

/// A count that differs from the last one is added; the earlier ones stay (rule D26).
pub fn count(reader: &mut Reader<'_>, incident: &mut Incident, by: &str) {
    let unit = reader.localized("unit", LINE);
    let Some(n) = reader.number("count") else { return };
    let basis = reader.chosen("basis", &BASES);
    if unit.is_none() {
        reader.fault("unit_ja", Fault::MISSING);
    }
    let (Some(unit), Some(basis)) = (unit, basis) else { return };
    let words = |unit: &LocalizedText| {
        Language::ALL.map(|language| unit.written(language).map(str::to_owned))
    };
    let same = incident.count().is_some_and(|last| {
        last.n == n && last.basis == basis && words(&last.unit) == words(&unit)
    });
    if !same {
        incident.counts.push(Count { n, unit, basis, at: reader.now(), by: Some(by.to_owned()) });
    }
}

pub(super) fn parts(maker: &Maker<'_>) -> Lines {
    let t = maker.t();
    let mut parts = asked::data_parts(maker);
    parts.extend(count_parts(maker));
    parts.extend([
        maker.pair("workaround", &t.msg_workaround(), LINE),
        maker.pair("side_effects", &t.msg_side_effects(), PARAGRAPH),
    ]);
    parts
}

/// The inputs for how many are affected.
pub fn count_parts(maker: &Maker<'_>) -> [Part; 3] {
    let t = maker.t();
    let mut bases = vec![("", t.msg_edit_choose())];
    bases.extend(BASES.map(|(word, basis)| (word, basis.label(t))));
    [
        Part::One(maker.number("count", t.msg_count())),
        maker.pair("unit", &t.msg_edit_unit(), LINE),
        Part::One(maker.select("basis", t.msg_edit_basis(), &bases)),
    ]
}
