//! The forms of notices and corrections on a version of the record that somebody else made meanwhile
//! (requirement A25): how each of them was shown, so that it is known what was changed in it.

use uuid::Uuid;

use super::{
    correction,
    maker::Maker,
    merge::{Merged, merge},
    notice::{self, Plan},
    reader::Reader,
    scene::Scene,
    typed::Typed,
};
use crate::{domain::incident::IncidentRecord, i18n::labels, views::console::sheet::Section};

/// A notice that was typed on `before`, put on `now`. The state is a fact: one that nobody chose is the one
/// that stands. The template follows it, unless another one was chosen than the form proposed.
pub fn notice(
    scene: &Scene<'_>,
    before: &IncidentRecord,
    now: &IncidentRecord,
    typed: &Typed,
) -> Merged {
    let mut chosen = typed.clone();
    let (stood, stands) = (before.incident.state, now.incident.state);
    let keeps_state = ["", stood.word()].contains(&typed.get("state"));
    if keeps_state {
        chosen.set("state", stands.word());
    }
    if typed.get("template") == proposed(scene, before, typed.get("state")) {
        let template = proposed(scene, now, chosen.get("state"));
        chosen.set("template", template);
    }
    let shown = |record, typed: &Typed| {
        let mut form = notice::blank(record, Uuid::nil());
        for name in ["state", "template"] {
            form.set(name, typed.get(name));
        }
        let (plan, composed) = notice::compose(scene, record, &form);
        notice::sections(scene, &composed.maker(scene.frame), &record.incident, plan)
    };
    let own = ["state", "template"];
    let mut merged = merge(&shown(before, typed), &shown(now, &chosen), &chosen, &own);
    if !keeps_state && stood != stands {
        let cause = now.incident.cause.state;
        let label = labels::incident_state(scene.frame.t, stands, cause);
        merged.theirs.push(("state".to_owned(), label));
    }
    merged
}

/// The template that a form proposes for a state.
fn proposed(scene: &Scene<'_>, record: &IncidentRecord, state: &str) -> &'static str {
    let mut typed = Typed::default();
    typed.set("state", state);
    Plan::of(record, &mut Reader::new(&typed, scene.now, scene.zone)).template.name()
}

/// A correction that was typed on `before`, put on `now`. Which notice it corrects, and what in it, stays as
/// it was chosen.
pub fn correction(
    scene: &Scene<'_>,
    before: &IncidentRecord,
    now: &IncidentRecord,
    typed: &Typed,
) -> Merged {
    let shown = |record: &IncidentRecord| -> Vec<Section> {
        let (form, faults, assumed) = (correction::blank(record, Uuid::nil()), vec![], vec![]);
        let maker = Maker { frame: scene.frame, typed: &form, faults: &faults, assumed: &assumed };
        correction::sections(scene, &maker, record)
    };
    merge(&shown(before), &shown(now), typed, &["corrects", "field"])
}
