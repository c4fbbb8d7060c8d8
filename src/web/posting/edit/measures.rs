//! What was done, is being done or is planned, and what it brought (rule D04).

use super::{Lines, replace, write_both, write_word};
use crate::{
    domain::incident::{Done, Effect, Incident, Measure, MeasureKind, MeasureStatus, When},
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        notice::next_key,
        reader::{PARAGRAPH, Reader},
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
const SIDES: [(&str, u8); 3] = [("at", 0), ("before", 1), ("after", 2)];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    for (index, measure) in incident.measures.iter().enumerate() {
        let name = |what: &str| format!("{what}-{index}");
        write_word(typed, &name("kind"), &KINDS, &measure.kind);
        write_word(typed, &name("status"), &STATUSES, &measure.status);
        write_word(typed, &name("effect"), &EFFECTS, &measure.effect);
        write_both(typed, &name("measure"), Some(&measure.text));
        write_both(typed, &name("effect_text"), measure.effect_text.as_ref());
        if let Some(done) = &measure.done_at {
            let (side, when) = match done {
                Done::At(when) => ("at", when),
                Done::Before(when) => ("before", when),
                Done::After(when) => ("after", when),
            };
            typed.set(&name("side"), side);
            let moment = incident.moment(when);
            typed.set(&name("done"), moment.map_or_else(String::new, |it| scene.typed_moment(it)));
        }
    }
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    let measures = std::mem::take(&mut incident.measures);
    for index in 0..=measures.len() {
        let name = |what: &str| format!("{what}-{index}");
        let known = measures.get(index);
        let mut text = known.map(|measure| measure.text.clone());
        replace(&mut text, reader.localized(&name("measure"), PARAGRAPH));
        let Some(text) = text else { continue };
        let kind = reader.chosen(&name("kind"), &KINDS);
        let status = reader.chosen(&name("status"), &STATUSES);
        let (Some(kind), Some(status)) = (kind, status) else { continue };
        let effect = reader.choice(&name("effect"), &EFFECTS).unwrap_or_default();
        let mut effect_text = known.and_then(|measure| measure.effect_text.clone());
        replace(&mut effect_text, reader.localized(&name("effect_text"), PARAGRAPH));
        let done_at =
            done(reader, &name, known.and_then(|measure| measure.done_at.as_ref()), incident);
        let next = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let base = known.cloned().unwrap_or_else(|| Measure {
            key: next_key('m', measures.iter().map(|measure| &measure.key)),
            number: next,
            phase: None,
            kind,
            status,
            done_at: None,
            callout: None,
            basis: None,
            text: text.clone(),
            effect,
            effect_text: None,
            due: None,
            due_text: None,
            announce_at: None,
            maintenance: None,
        });
        incident.measures.push(Measure {
            kind,
            status,
            done_at,
            text,
            effect,
            effect_text,
            ..base
        });
    }
}

/// When it was done. A moment that is shared by name stays so as long as nobody types another one.
fn done(
    reader: &mut Reader<'_>,
    name: &impl Fn(&str) -> String,
    known: Option<&Done>,
    incident: &Incident,
) -> Option<Done> {
    let moment = reader.moment(&name("done"), Prefer::Past, None)?;
    let side = reader.choice(&name("side"), &SIDES).unwrap_or_default();
    let earlier = known.map(|done| match done {
        Done::At(when) | Done::Before(when) | Done::After(when) => when,
    });
    let same = earlier.filter(|when| incident.moment(when) == Some(&moment)).cloned();
    let when = same.unwrap_or(When::Own(moment));
    Some(match side {
        1 => Done::Before(when),
        2 => Done::After(when),
        _ => Done::At(when),
    })
}

pub(super) fn sections(maker: &Maker<'_>, incident: &Incident) -> Vec<Lines> {
    let t = maker.t();
    let mut kinds = vec![("", t.msg_edit_choose())];
    kinds.extend(KINDS.map(|(word, kind)| (word, kind.label(t))));
    let mut statuses = vec![("", t.msg_edit_choose())];
    statuses.extend(STATUSES.map(|(word, status)| (word, status.label(t))));
    let effects = EFFECTS.map(|(word, effect)| (word, effect.label(t)));
    let sides =
        [("at", t.msg_edit_at()), ("before", t.msg_edit_before()), ("after", t.msg_edit_after())];
    let one = |index: usize| {
        let name = |what: &str| format!("{what}-{index}");
        vec![
            maker.pair(&name("measure"), &t.msg_measure(), 2),
            Part::One(maker.select(&name("kind"), t.msg_edit_kind(), &kinds)),
            Part::One(maker.select(&name("status"), t.msg_edit_status(), &statuses)),
            Part::One(maker.moment(&name("done"), t.msg_edit_done())),
            Part::One(maker.select(&name("side"), t.msg_edit_side(), &sides)),
            Part::One(maker.select(&name("effect"), t.msg_effect(), &effects)),
            maker.pair(&name("effect_text"), &t.msg_edit_effect_text(), 1),
        ]
    };
    (0..=incident.measures.len()).map(one).collect()
}
