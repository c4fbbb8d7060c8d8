//! Short forms: the severity, whose changes are kept, detection and expected recovery, and notes to the
//! whole.

use super::{
    Lines, moments,
    rows::{self, Rows},
    said, words, write_both, write_word,
};
use crate::{
    domain::{
        incident::{Eta, Incident, SeverityChange},
        notice::NoticeValues,
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        asked,
        maker::Maker,
        opening::SEVERITIES,
        reader::{PARAGRAPH, Reader},
        scene::Scene,
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

pub(super) fn show_times(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    let detected = incident.detected.as_ref();
    typed.set("detected", detected.map_or_else(String::new, |it| scene.typed_moment(it)));
    moments::show_note(typed, "detected", detected);
    if let Eta::At { moment, target } = &incident.eta {
        typed.set("eta", said(scene, incident, Some(moment)));
        typed.set("eta_target", if *target { "yes" } else { "" });
        moments::show_note(typed, "eta", incident.moment(moment));
    }
}

pub(super) fn read_times(reader: &mut Reader<'_>, incident: &mut Incident) {
    let known = incident.detected.take();
    let typed = reader.moment("detected", Prefer::Past, None);
    incident.detected = typed.map(|typed| moments::kept_own(known.as_ref(), typed));
    moments::read_note(reader, "detected", known.as_ref(), incident.detected.as_mut());
    let expected = |eta: &Eta| match eta {
        Eta::At { moment, .. } => Some(moment.clone()),
        Eta::Unknown => None,
    };
    let stood = expected(&incident.eta).and_then(|when| incident.moment(&when).cloned());
    asked::eta(reader, incident, &mut NoticeValues::default());
    let mut when = expected(&incident.eta);
    moments::read_note_of(reader, "eta", stood.as_ref(), incident, when.as_mut());
    if let (Eta::At { moment, .. }, Some(when)) = (&mut incident.eta, when) {
        *moment = when;
    }
}

pub(super) fn time_parts(maker: &Maker<'_>) -> Lines {
    let label = maker.t().msg_detected();
    let note = moments::note_part(maker, "detected", &label);
    let mut parts = vec![Part::One(maker.moment("detected", label)), note];
    parts.extend(asked::eta_parts(maker));
    parts.push(moments::note_part(maker, "eta", &maker.t().msg_eta()));
    parts
}

pub(super) fn show_notes(typed: &mut Typed, incident: &Incident) {
    for (row, note) in notes(incident).iter().zip(&incident.notes) {
        write_both(typed, &format!("note-{row}"), Some(note));
    }
}

fn notes(incident: &Incident) -> Vec<String> {
    rows::said(incident.notes.iter().map(words))
}

fn note_rows(typed: &Typed, incident: &Incident) -> Rows {
    Rows::of(typed, &["note"], notes(incident))
}

pub(super) fn read_notes(reader: &mut Reader<'_>, incident: &mut Incident) {
    let rows = note_rows(reader.typed(), incident);
    let notes = std::mem::take(&mut incident.notes);
    for (row, at) in rows.iter() {
        let mut note = at.and_then(|at| notes.get(at)).cloned();
        reader.rewrite(&mut note, &format!("note-{row}"), PARAGRAPH);
        incident.notes.extend(note);
    }
}

pub(super) fn note_parts(maker: &Maker<'_>, incident: &Incident) -> Lines {
    let label = maker.t().msg_inc_edit_notes();
    note_rows(maker.typed, incident)
        .iter()
        .map(|(row, _)| maker.pair(&format!("note-{row}"), &label, PARAGRAPH))
        .collect()
}
