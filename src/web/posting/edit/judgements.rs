//! Judgements of recovery. One that was made stays as it is (rule D07): a later period can prove it wrong,
//! and another one can be recorded, with or without a notice.

use super::{Block, Lines, any_typed, periods};
use crate::{
    domain::{incident::Incident, key::Key},
    i18n::labels::Label,
    views::console::sheet::Part,
    web::posting::{
        judgement::{self, ALL, FIELDS},
        maker::Maker,
        reader::Reader,
        scene::Scene,
        typed::Typed,
    },
};

fn overturned(key: &Key) -> String {
    format!("overturned-{key}")
}

pub(super) fn show(typed: &mut Typed, incident: &Incident) {
    for judgement in &incident.judgements {
        let by = judgement.overturned_by.as_ref();
        typed.set(&overturned(&judgement.key), by.map_or("", Key::as_str));
    }
}

pub(super) fn read(scene: &Scene<'_>, reader: &mut Reader<'_>, incident: &mut Incident) {
    let known: Vec<Key> = incident.periods.iter().map(|period| period.key.clone()).collect();
    for judgement in &mut incident.judgements {
        judgement.overturned_by =
            reader.key(&overturned(&judgement.key), |key| known.contains(key));
    }
    if any_typed(reader, FIELDS.map(str::to_owned)) {
        incident.judgements.extend(judgement::read(scene, reader, incident, &ALL));
    }
}

pub(super) fn sections(maker: &Maker<'_>, incident: &Incident) -> Vec<Block> {
    let t = maker.t();
    let offered = periods(maker, incident, None);
    let known: Lines = incident
        .judgements
        .iter()
        .flat_map(|judgement| {
            let seen = judgement.observation.read(maker.frame.language);
            let at = maker.frame.time(judgement.judged_at);
            let verdict = judgement.verdict.label(t);
            let seen = seen.map_or("", |reading| reading.text);
            let name = overturned(&judgement.key);
            [
                Part::Text(t.msg_edit_judged(at, &judgement.by, verdict, seen)),
                Part::One(maker.select(&name, t.msg_edit_overturned(), &offered)),
            ]
        })
        .collect();
    let mut new = vec![Part::Text(t.msg_edit_judgement_hint())];
    new.extend(judgement::parts(maker, incident, &ALL));
    if known.is_empty() {
        return vec![(None, new)];
    }
    vec![(None, known), (Some(t.msg_edit_new()), new)]
}
