//! The phases into which measures fall: until when, or after which other one. Order without dates is
//! allowed (rule D04).

use super::{Lines, any_typed, kept, said, write_both};
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

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    for (index, phase) in incident.phases.iter().enumerate() {
        write_both(typed, &format!("lead-{index}"), phase.lead.as_ref());
        typed.set(&format!("until-{index}"), said(scene, incident, phase.until.as_ref()));
        typed.set(&format!("after-{index}"), phase.after.as_ref().map_or("", Key::as_str));
        typed.set(&format!("future-{index}"), if phase.future { "yes" } else { "" });
    }
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    let phases = std::mem::take(&mut incident.phases);
    for index in 0..=phases.len() {
        let name = |what: &str| format!("{what}-{index}");
        let fields = ["lead", "until", "after", "future"].map(name);
        let fields = [&fields[..], &["lead_ja", "lead_en"].map(|it| in_list(it, index))].concat();
        if !any_typed(reader, &fields) {
            continue;
        }
        let known = phases.get(index);
        let mut lead = known.and_then(|phase| phase.lead.clone());
        reader.rewrite(&mut lead, &name("lead"), LINE);
        let until = reader.moment(&name("until"), Prefer::Past, None);
        let until =
            until.map(|it| kept(incident, known.and_then(|phase| phase.until.as_ref()), it));
        let other = |key: &Key| {
            phases.iter().any(|it| it.key == *key) && known.is_none_or(|it| it.key != *key)
        };
        let after = reader.keys(&name("after"), other).into_iter().next();
        incident.phases.push(Phase {
            key: known.map_or_else(
                || Key::next('f', phases.iter().map(|phase| &phase.key)),
                |phase| phase.key.clone(),
            ),
            until,
            after,
            future: reader.typed().ticked(&name("future")),
            lead,
        });
    }
}

/// The name of a field of a language in a list: `lead-0_ja`.
fn in_list(name: &str, index: usize) -> String {
    name.replace('_', &format!("-{index}_"))
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

pub(super) fn sections(maker: &Maker<'_>, incident: &Incident) -> Vec<Lines> {
    let t = maker.t();
    let one = |index: usize| {
        let name = |what: &str| format!("{what}-{index}");
        let own = incident.phases.get(index).map(|phase| &phase.key);
        let others = offered(maker, incident, own);
        vec![
            maker.pair(&name("lead"), &t.msg_edit_lead(), 1),
            Part::One(maker.moment(&name("until"), t.msg_edit_until())),
            Part::One(maker.select(&name("after"), t.msg_edit_after_phase(), &others)),
            Part::One(maker.tick(&name("future"), t.msg_edit_future(), t.msg_edit_future_yes())),
        ]
    };
    (0..=incident.phases.len()).map(one).collect()
}
