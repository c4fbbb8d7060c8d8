//! The cause: how well it is known, the account of it, and the steps that led to it.

use super::{Lines, replace, write_both, write_word};
use crate::{
    domain::{
        incident::{CauseStep, Incident, StepRole},
        notice::NoticeValues,
    },
    i18n::labels::Label,
    views::console::sheet::Part,
    web::posting::{
        asked::{self, CAUSES},
        maker::Maker,
        notice::next_key,
        reader::{PARAGRAPH, Reader},
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

pub(super) fn show(typed: &mut Typed, incident: &Incident) {
    write_word(typed, "cause_state", &CAUSES, &incident.cause.state);
    write_both(typed, "cause", incident.cause.summary.as_ref());
    write_both(typed, "supplier", incident.cause.third_party.as_ref());
    for (index, text) in incident.cause.narrative.iter().enumerate() {
        write_both(typed, &format!("account-{index}"), Some(text));
    }
    for (index, step) in incident.cause.steps.iter().enumerate() {
        write_word(typed, &format!("role-{index}"), &ROLES, &step.role);
        write_both(typed, &format!("step-{index}"), Some(&step.text));
    }
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    asked::cause(reader, incident, &mut NoticeValues::default());
    let accounts = std::mem::take(&mut incident.cause.narrative);
    for index in 0..=accounts.len() {
        let mut text = accounts.get(index).cloned();
        replace(&mut text, reader.localized(&format!("account-{index}"), PARAGRAPH));
        incident.cause.narrative.extend(text);
    }
    let steps = std::mem::take(&mut incident.cause.steps);
    for index in 0..=steps.len() {
        let mut text = steps.get(index).map(|step| step.text.clone());
        replace(&mut text, reader.localized(&format!("step-{index}"), PARAGRAPH));
        let Some(text) = text else { continue };
        let Some(role) = reader.chosen(&format!("role-{index}"), &ROLES) else { continue };
        let step = match steps.get(index) {
            Some(step) => CauseStep { role, text, ..step.clone() },
            None => CauseStep {
                key: next_key('s', steps.iter().map(|step| &step.key)),
                role,
                text,
                at: None,
                maintenance: None,
                callouts: vec![],
            },
        };
        incident.cause.steps.push(step);
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
        [Part::One(role), maker.pair(&format!("step-{index}"), &t.msg_edit_step(), 2)]
    });
    vec![first, steps.collect()]
}
