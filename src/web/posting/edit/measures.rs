//! What was done, is being done or is planned, and what it brought (rule D04).

use super::{
    Block, incomplete, kept,
    list::Summaries,
    moments::{self, kept_own},
    rows::{self, Rows},
    write_both, write_word,
};
use crate::{
    domain::{
        incident::{Done, Effect, Incident, Measure, MeasureKind, MeasureStatus},
        key::Key,
        language::Language,
        moment::Moment,
        reference::ReferenceKind,
        text::LocalizedText,
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        reader::{PARAGRAPH, Reader, in_language},
        scene::Scene,
        typed::Typed,
    },
};

const KINDS: [(&str, MeasureKind); 7] = [
    ("restart", MeasureKind::Restart),
    ("software", MeasureKind::Software),
    ("replacement", MeasureKind::Replacement),
    ("expansion", MeasureKind::Expansion),
    ("config", MeasureKind::Config),
    ("standby", MeasureKind::Standby),
    ("other", MeasureKind::Other),
];
const STATUSES: [(&str, MeasureStatus); 3] = [
    ("done", MeasureStatus::Done),
    ("in_progress", MeasureStatus::InProgress),
    ("planned", MeasureStatus::Planned),
];
const EFFECTS: [(&str, Effect); 4] = [
    ("unstated", Effect::Unstated),
    ("none", Effect::None),
    ("partial", Effect::Partial),
    ("effective", Effect::Effective),
];
/// The fields that stand empty in a new entry, besides its text.
const DETAILS: [&str; 12] = [
    "kind",
    "status",
    "effect_text",
    "phase",
    "basis",
    "done",
    "done_note",
    "due",
    "due_note",
    "due_text",
    "announce_at",
    "maintenance",
];
const SIDES: [(&str, u8); 3] = [("at", 0), ("before", 1), ("after", 2)];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    for measure in &incident.measures {
        let name = |what: &str| format!("{what}-{}", measure.key);
        write_word(typed, &name("kind"), &KINDS, &measure.kind);
        write_word(typed, &name("status"), &STATUSES, &measure.status);
        write_word(typed, &name("effect"), &EFFECTS, &measure.effect);
        write_both(typed, &name("measure"), Some(&measure.text));
        write_both(typed, &name("effect_text"), measure.effect_text.as_ref());
        write_both(typed, &name("basis"), measure.basis.as_ref());
        write_both(typed, &name("due_text"), measure.due_text.as_ref());
        write_both(typed, &name("announce_at"), measure.announce_at.as_ref());
        typed.set(&name("phase"), measure.phase.as_ref().map_or("", Key::as_str));
        let due = measure.due.as_ref();
        typed.set(&name("due"), due.map_or_else(String::new, |due| scene.typed_moment(due)));
        moments::show_note(typed, &name("due"), due);
        let maintenance = measure.maintenance.map(|reference| reference.to_string());
        typed.set(&name("maintenance"), maintenance.unwrap_or_default());
        if let Some(done) = &measure.done_at {
            let side = match done {
                Done::At(_) => "at",
                Done::Before(_) => "before",
                Done::After(_) => "after",
            };
            typed.set(&name("side"), side);
            let moment = incident.moment(done.when());
            typed.set(&name("done"), moment.map_or_else(String::new, |it| scene.typed_moment(it)));
            moments::show_note(typed, &name("done"), moment);
        }
    }
}

fn rows(typed: &Typed, incident: &Incident) -> Rows {
    let keys = rows::keyed(incident.measures.iter().map(|measure| &measure.key));
    Rows::of(typed, &["measure"], keys)
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    let rows = rows(reader.typed(), incident);
    let stood = incident.clone();
    let measures = std::mem::take(&mut incident.measures);
    for (index, (row, at)) in rows.iter().enumerate() {
        let name = |what: &str| format!("{what}-{row}");
        let known = at.and_then(|at| measures.get(at));
        let mut text = known.map(|measure| measure.text.clone());
        reader.rewrite(&mut text, &name("measure"), PARAGRAPH);
        let Some(text) = text else {
            incomplete(reader, row, &in_language(&name("measure"), Language::Ja), &DETAILS);
            continue;
        };
        let kind = reader.chosen(&name("kind"), &KINDS);
        let status = reader.chosen(&name("status"), &STATUSES);
        let (Some(kind), Some(status)) = (kind, status) else { continue };
        let effect = reader.choice(&name("effect"), &EFFECTS).unwrap_or_default();
        let mut said = |what: &str, of: fn(&Measure) -> &Option<LocalizedText>| {
            let mut text = known.and_then(|measure| of(measure).clone());
            reader.rewrite(&mut text, &name(what), PARAGRAPH);
            text
        };
        let effect_text = said("effect_text", |measure| &measure.effect_text);
        let basis = said("basis", |measure| &measure.basis);
        let due_text = said("due_text", |measure| &measure.due_text);
        let announce_at = said("announce_at", |measure| &measure.announce_at);
        let done_at = done(reader, &name, known, (incident, &stood));
        let due = due(reader, &name("due"), known.and_then(|measure| measure.due.as_ref()));
        let in_phases = |key: &Key| incident.phases.iter().any(|phase| phase.key == *key);
        let taken = measures.iter().chain(&incident.measures).map(|measure| &measure.key);
        let key = known.map_or_else(|| rows::free('m', taken), |measure| measure.key.clone());
        incident.measures.push(Measure {
            key,
            number: known.map_or_else(
                || u32::try_from(index + 1).unwrap_or(u32::MAX),
                |measure| measure.number,
            ),
            phase: reader.key(&name("phase"), in_phases),
            kind,
            status,
            done_at,
            callout: known.and_then(|measure| measure.callout.clone()),
            basis,
            text,
            effect,
            effect_text,
            due,
            due_text,
            announce_at,
            maintenance: reader.reference(&name("maintenance"), ReferenceKind::Maintenance),
        });
    }
}

/// When it was done, with what is to be said of that. A moment that is shared by name stays so as long as
/// nobody types another one.
fn done(
    reader: &mut Reader<'_>,
    name: &impl Fn(&str) -> String,
    known: Option<&Measure>,
    (incident, stood): (&mut Incident, &Incident),
) -> Option<Done> {
    let side = reader.choice(&name("side"), &SIDES).unwrap_or_default();
    let earlier = known.and_then(|measure| measure.done_at.as_ref()).map(Done::when);
    let moment = reader.moment(&name("done"), Prefer::Past, None);
    let mut when = moment.map(|moment| kept(stood, earlier, moment));
    let earlier = earlier.and_then(|when| stood.moment(when));
    moments::read_note_of(reader, &name("done"), earlier, incident, when.as_mut());
    Some(match side {
        1 => Done::Before(when?),
        2 => Done::After(when?),
        _ => Done::At(when?),
    })
}

/// When it is to be done, with what is to be said of that.
fn due(reader: &mut Reader<'_>, name: &str, known: Option<&Moment>) -> Option<Moment> {
    let due = reader.moment(name, Prefer::Future, None);
    let mut due = due.map(|due| kept_own(known, due));
    moments::read_note(reader, name, known, due.as_mut());
    due
}

pub(super) fn sections(
    maker: &Maker<'_>,
    incident: &Incident,
    summaries: &Summaries<'_>,
) -> Vec<Block> {
    let t = maker.t();
    let mut kinds = vec![("", t.msg_edit_choose())];
    kinds.extend(KINDS.map(|(word, kind)| (word, kind.label(t))));
    let mut statuses = vec![("", t.msg_edit_choose())];
    statuses.extend(STATUSES.map(|(word, status)| (word, status.label(t))));
    let effects = EFFECTS.map(|(word, effect)| (word, effect.label(t)));
    let sides =
        [("at", t.msg_edit_at()), ("before", t.msg_edit_before()), ("after", t.msg_edit_after())];
    let phases = super::phases::offered(maker, incident, None);
    let one = |(row, _): (&str, _)| {
        let name = |what: &str| format!("{what}-{row}");
        vec![
            maker.pair(&name("measure"), &t.msg_measure(), PARAGRAPH),
            Part::One(maker.select(&name("kind"), t.msg_edit_kind(), &kinds)),
            Part::One(maker.select(&name("status"), t.msg_edit_status(), &statuses)),
            Part::One(maker.moment(&name("done"), t.msg_edit_done())),
            Part::One(maker.select(&name("side"), t.msg_edit_side(), &sides)),
            Part::One(maker.select(&name("effect"), t.msg_effect(), &effects)),
            maker.pair(&name("effect_text"), &t.msg_edit_effect_text(), PARAGRAPH),
            Part::One(maker.select(&name("phase"), t.msg_edit_phase(), &phases)),
            maker.pair(&name("basis"), &t.msg_edit_measure_basis(), PARAGRAPH),
            Part::One(maker.moment_ahead(&name("due"), t.msg_edit_due())),
            maker.pair(&name("due_text"), &t.msg_edit_due_text(), PARAGRAPH),
            moments::notes_part(
                maker,
                [(name("done"), t.msg_edit_done()), (name("due"), t.msg_edit_due())],
            ),
            maker.pair(&name("announce_at"), &t.msg_edit_announce_at(), PARAGRAPH),
            Part::One(maker.reference(&name("maintenance"), t.msg_edit_maintenance())),
        ]
    };
    let rows = rows(maker.typed, incident);
    summaries.blocks(maker, None, (&rows, &["measure", "status"]), one)
}
