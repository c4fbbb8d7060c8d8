//! The phases into which measures fall: until when, or after which other one. Order without dates is
//! allowed (rule D04).

use super::{
    Block, any_typed, kept,
    list::Summaries,
    moments,
    rows::{self, Rows},
    said, write_both,
};
use crate::{
    domain::{
        incident::{Incident, Phase},
        key::Key,
    },
    i18n::dates::parse::Prefer,
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        reader::{LINE, Reader},
        scene::Scene,
        typed::Typed,
    },
};

/// What the names of an entry's fields begin with.
const FIELDS: [&str; 5] = ["lead", "until", "until_note", "after", "future"];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    for phase in &incident.phases {
        let row = &phase.key;
        write_both(typed, &format!("lead-{row}"), phase.lead.as_ref());
        let until = phase.until.as_ref();
        typed.set(&format!("until-{row}"), said(scene, incident, until));
        let until = until.and_then(|when| incident.moment(when));
        moments::show_note(typed, &format!("until-{row}"), until);
        typed.set(&format!("after-{row}"), phase.after.as_ref().map_or("", Key::as_str));
        typed.set(&format!("future-{row}"), if phase.future { "yes" } else { "" });
    }
}

fn rows(typed: &Typed, incident: &Incident) -> Rows {
    let keys = rows::keyed(incident.phases.iter().map(|phase| &phase.key));
    Rows::of(typed, &FIELDS, keys)
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    let rows = rows(reader.typed(), incident);
    let stood = incident.clone();
    let phases = std::mem::take(&mut incident.phases);
    for (row, at) in rows.iter() {
        let name = |what: &str| format!("{what}-{row}");
        if !any_typed(reader, FIELDS.map(name)) {
            continue;
        }
        let known = at.and_then(|at| phases.get(at));
        let mut lead = known.and_then(|phase| phase.lead.clone());
        reader.rewrite(&mut lead, &name("lead"), LINE);
        let earlier = known.and_then(|phase| phase.until.as_ref());
        let until = reader.moment(&name("until"), Prefer::Past, None);
        let mut until = until.map(|typed| kept(&stood, earlier, typed));
        let earlier = earlier.and_then(|when| stood.moment(when));
        moments::read_note_of(reader, &name("until"), earlier, incident, until.as_mut());
        let other = |key: &Key| {
            phases.iter().any(|it| it.key == *key) && known.is_none_or(|it| it.key != *key)
        };
        let after = reader.key(&name("after"), other);
        let taken = phases.iter().chain(&incident.phases).map(|phase| &phase.key);
        let key = known.map_or_else(|| rows::free('f', taken), |phase| phase.key.clone());
        incident.phases.push(Phase {
            key,
            until,
            after,
            future: reader.ticked(&name("future")),
            lead,
        });
    }
}

/// The phases to choose from, besides one, after "none".
pub(super) fn offered(
    maker: &Maker<'_>,
    incident: &Incident,
    besides: Option<&Key>,
) -> Vec<(String, String)> {
    let mut offered = vec![(String::new(), maker.t().msg_edit_none())];
    for (index, phase) in incident.phases.iter().enumerate() {
        if Some(&phase.key) != besides {
            offered.push((phase.key.to_string(), label(maker, index, phase)));
        }
    }
    offered
}

/// A number, and how sentences about it begin.
fn label(maker: &Maker<'_>, index: usize, phase: &Phase) -> String {
    let lead = phase.lead.as_ref().and_then(|text| text.read(maker.frame.language));
    let lead = lead.map_or("", |reading| reading.text);
    format!("{} {lead}", index + 1)
}

pub(super) fn sections(
    maker: &Maker<'_>,
    incident: &Incident,
    summaries: &Summaries<'_>,
) -> Vec<Block> {
    let t = maker.t();
    let one = |(row, at): (&str, Option<usize>)| {
        let name = |what: &str| format!("{what}-{row}");
        let own = at.and_then(|at| incident.phases.get(at)).map(|phase| &phase.key);
        let others = offered(maker, incident, own);
        vec![
            maker.pair(&name("lead"), &t.msg_edit_lead(), LINE),
            Part::One(maker.moment(&name("until"), t.msg_edit_until())),
            moments::notes_part(maker, [(name("until"), t.msg_edit_until())]),
            Part::One(maker.select(&name("after"), t.msg_edit_after_phase(), &others)),
            Part::One(maker.tick(&name("future"), t.msg_edit_future(), t.msg_edit_future_yes())),
        ]
    };
    let rows = rows(maker.typed, incident);
    summaries.blocks(maker, None, (&rows, &["lead", "future"]), one)
}
