//! The cause: how well it is known, the account of it, and the steps that led to it.

use super::{Lines, kept, said, write_both, write_word};
use crate::{
    domain::{
        incident::{CauseStep, Incident, StepRole},
        key::Key,
        notice::NoticeValues,
        reference::ReferenceKind,
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        asked::{self, CAUSES},
        maker::Maker,
        reader::{PARAGRAPH, Reader},
        scene::Scene,
        typed::Typed,
    },
};

const ROLES: [(&str, StepRole); 6] = [
    ("trigger", StepRole::Trigger),
    ("mechanism", StepRole::Mechanism),
    ("latent", StepRole::Latent),
    ("aggravating", StepRole::Aggravating),
    ("effect", StepRole::Effect),
    ("verification_gap", StepRole::VerificationGap),
];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    write_word(typed, "cause_state", &CAUSES, &incident.cause.state);
    write_both(typed, "cause", incident.cause.summary.as_ref());
    write_both(typed, "supplier", incident.cause.third_party.as_ref());
    for (index, text) in incident.cause.narrative.iter().enumerate() {
        write_both(typed, &format!("account-{index}"), Some(text));
    }
    for (index, step) in incident.cause.steps.iter().enumerate() {
        write_word(typed, &format!("role-{index}"), &ROLES, &step.role);
        write_both(typed, &format!("step-{index}"), Some(&step.text));
        typed.set(&format!("step_at-{index}"), said(scene, incident, step.at.as_ref()));
        let maintenance = step.maintenance.map(|reference| reference.to_string());
        typed.set(&format!("step_maintenance-{index}"), maintenance.unwrap_or_default());
    }
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    asked::cause(reader, incident, &mut NoticeValues::default());
    let accounts = std::mem::take(&mut incident.cause.narrative);
    for index in 0..=accounts.len() {
        let mut text = accounts.get(index).cloned();
        reader.rewrite(&mut text, &format!("account-{index}"), PARAGRAPH);
        incident.cause.narrative.extend(text);
    }
    let steps = std::mem::take(&mut incident.cause.steps);
    for index in 0..=steps.len() {
        let mut text = steps.get(index).map(|step| step.text.clone());
        reader.rewrite(&mut text, &format!("step-{index}"), PARAGRAPH);
        let Some(text) = text else { continue };
        let Some(role) = reader.chosen(&format!("role-{index}"), &ROLES) else { continue };
        let known = steps.get(index);
        let at = reader.moment(&format!("step_at-{index}"), Prefer::Past, None);
        let at = at.map(|at| kept(incident, known.and_then(|step| step.at.as_ref()), at));
        let maintenance =
            reader.reference(&format!("step_maintenance-{index}"), ReferenceKind::Maintenance);
        let key = known.map_or_else(
            || Key::next('s', steps.iter().map(|step| &step.key)),
            |step| step.key.clone(),
        );
        let callouts = known.map(|step| step.callouts.clone()).unwrap_or_default();
        incident.cause.steps.push(CauseStep { key, role, text, at, maintenance, callouts });
    }
}

pub(super) fn sections(maker: &Maker<'_>, incident: &Incident) -> Vec<Lines> {
    let t = maker.t();
    let mut first = asked::cause_parts(maker);
    for index in 0..=incident.cause.narrative.len() {
        first.push(maker.pair(&format!("account-{index}"), &t.msg_edit_account(), 3));
    }
    let mut roles = vec![("", t.msg_edit_choose())];
    roles.extend(ROLES.map(|(word, role)| (word, role.label(t))));
    let steps = (0..=incident.cause.steps.len()).flat_map(|index| {
        let role = maker.select(&format!("role-{index}"), t.msg_edit_role(), &roles);
        let at = maker.moment(&format!("step_at-{index}"), t.msg_edit_step_at());
        let name = format!("step_maintenance-{index}");
        [
            Part::One(role),
            maker.pair(&format!("step-{index}"), &t.msg_edit_step(), 2),
            Part::One(at),
            Part::One(maker.line(&name, t.msg_edit_maintenance())),
        ]
    });
    vec![first, steps.collect()]
}
