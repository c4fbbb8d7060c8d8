//! Moments of the record in its forms: what nobody typed anew stays as it is, with how precisely it is known
//! and with its note; and notes are typed beside them.
//!
//! To give a moment of a form a note: [`show_note`], [`read_note`] and [`note_part`] or [`notes_part`].

use super::write_both;
use crate::{
    domain::{
        incident::{Incident, When},
        language::Language,
        moment::{Grain, Moment},
        text::LocalizedText,
    },
    i18n::dates::parse::Prefer,
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        reader::{Fault, LINE, Reader, in_language},
        scene::Scene,
        typed::Typed,
    },
};

/// Whether what was typed is a moment as the form showed it.
fn is_again(known: &Moment, typed: &Moment) -> bool {
    // A full hour is typed like any minute; half a day and a day are not.
    let grain =
        |moment: &Moment| if moment.grain.has_clock() { Grain::Minute } else { moment.grain };
    let said = |moment: &Moment| (moment.at, moment.approx, grain(moment));
    said(known) == said(typed)
}

/// A moment that was typed again as it was stays what it is: shared, or with its note.
pub fn kept(incident: &Incident, known: Option<&When>, typed: Moment) -> When {
    let same =
        known.filter(|when| incident.moment(when).is_some_and(|moment| is_again(moment, &typed)));
    same.cloned().unwrap_or(When::Own(typed))
}

/// The same of a moment that no other part of the record can share.
pub(super) fn kept_own(known: Option<&Moment>, typed: Moment) -> Moment {
    known.filter(|known| is_again(known, &typed)).cloned().unwrap_or(typed)
}

/// Notes that a moment was typed which is not used with what was chosen. One that only stood there goes
/// without a word.
pub(super) fn not_used(
    reader: &mut Reader<'_>,
    incident: &Incident,
    name: &str,
    known: Option<&When>,
) {
    let typed = reader.moment(name, Prefer::Past, None);
    let stood =
        known.zip(typed).is_some_and(|(known, typed)| kept(incident, Some(known), typed) == *known);
    if !stood {
        reader.unused(name);
    }
}

/// A moment of the record as an operator would type it.
pub(super) fn said(scene: &Scene<'_>, incident: &Incident, when: Option<&When>) -> String {
    let moment = when.and_then(|when| incident.moment(when));
    moment.map_or_else(String::new, |moment| scene.typed_moment(moment))
}

/// The name of the note's field, which is one of the same row of a list.
fn note_name(name: &str) -> String {
    match name.split_once('-') {
        Some((what, row)) => format!("{what}_note-{row}"),
        None => format!("{name}_note"),
    }
}

/// Writes the note of a moment into the form.
pub(super) fn show_note(typed: &mut Typed, name: &str, moment: Option<&Moment>) {
    write_both(typed, &note_name(name), moment.and_then(|moment| moment.note.as_ref()));
}

/// The note as it was typed: what was known of it keeps its history.
fn typed_note(
    reader: &mut Reader<'_>,
    name: &str,
    known: Option<&Moment>,
) -> Option<LocalizedText> {
    let mut note = known.and_then(|known| known.note.clone());
    reader.rewrite(&mut note, &note_name(name), LINE);
    note
}

/// Reads the note of a moment. A note needs a moment.
pub fn read_note(
    reader: &mut Reader<'_>,
    name: &str,
    known: Option<&Moment>,
    moment: Option<&mut Moment>,
) {
    let note = typed_note(reader, name, known);
    match moment {
        Some(moment) => moment.note = note,
        None if note.is_some() => reader.fault(name, Fault::MISSING),
        None => {}
    }
}

/// The same of a moment that can be shared by name: its note is that of all that share it, and one that
/// nobody typed anew leaves it as it was typed beside another of them.
pub(super) fn read_note_of(
    reader: &mut Reader<'_>,
    name: &str,
    known: Option<&Moment>,
    incident: &mut Incident,
    when: Option<&mut When>,
) {
    let Some(when) = when else { return read_note(reader, name, known, None) };
    match when {
        When::Own(moment) => read_note(reader, name, known, Some(moment)),
        When::Shared(key) => {
            let note = typed_note(reader, name, known);
            let typed = note.as_ref() != known.and_then(|known| known.note.as_ref());
            if let Some(moment) = incident.moments.get_mut(key).filter(|_| typed) {
                moment.note = note;
            }
        }
    }
}

/// Notes that a note was typed of a moment which is not used with what was chosen. One that only stood there
/// goes without a word.
pub(super) fn note_not_used(reader: &mut Reader<'_>, name: &str, known: Option<&Moment>) {
    if typed_note(reader, name, known).as_ref() != known.and_then(|known| known.note.as_ref()) {
        for language in Language::ALL {
            reader.unused(&in_language(&note_name(name), language));
        }
    }
}

/// The inputs for the notes of an entry's moments, folded away: few moments need one.
pub fn notes_part<const N: usize>(maker: &Maker<'_>, moments: [(String, String); N]) -> Part {
    let parts = moments.map(|(name, label)| note_part(maker, &name, &label));
    maker.more(maker.t().msg_edit_moment_notes(), parts.into())
}

/// The inputs for a note.
pub(super) fn note_part(maker: &Maker<'_>, name: &str, label: &str) -> Part {
    maker.pair(&note_name(name), &maker.t().msg_edit_moment_note(label), LINE)
}
