//! Short forms: the severity, whose changes are kept, and notes to the whole.

use super::{Lines, replace, write_both, write_word};
use crate::{
    domain::incident::{Incident, SeverityChange},
    i18n::labels::Label,
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        opening::SEVERITIES,
        reader::{PARAGRAPH, Reader},
        typed::Typed,
    },
};

pub(super) fn show_severity(typed: &mut Typed, incident: &Incident) {
    write_word(typed, "severity", &SEVERITIES, &incident.severity);
}

pub(super) fn read_severity(reader: &mut Reader<'_>, incident: &mut Incident, by: &str) {
    let Some(severity) = reader.chosen("severity", &SEVERITIES) else { return };
    if severity != incident.severity {
        incident.severity = severity;
        let change = SeverityChange { severity, at: reader.now(), by: by.to_owned() };
        incident.severity_log.push(change);
    }
}

pub(super) fn severity_parts(maker: &Maker<'_>) -> Lines {
    let t = maker.t();
    let offered = SEVERITIES.map(|(word, severity)| (word, severity.label(t)));
    vec![Part::One(maker.radios("severity", t.msg_severity(), &offered))]
}

pub(super) fn show_notes(typed: &mut Typed, incident: &Incident) {
    for (index, note) in incident.notes.iter().enumerate() {
        write_both(typed, &format!("note-{index}"), Some(note));
    }
}

pub(super) fn read_notes(reader: &mut Reader<'_>, incident: &mut Incident) {
    let notes = std::mem::take(&mut incident.notes);
    for index in 0..=notes.len() {
        let mut note = notes.get(index).cloned();
        replace(&mut note, reader.localized(&format!("note-{index}"), PARAGRAPH));
        incident.notes.extend(note);
    }
}

pub(super) fn note_parts(maker: &Maker<'_>, incident: &Incident) -> Lines {
    let label = maker.t().msg_inc_edit_notes();
    (0..=incident.notes.len())
        .map(|index| maker.pair(&format!("note-{index}"), &label, 2))
        .collect()
}
