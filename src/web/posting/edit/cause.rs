//! The cause: how well it is known, the account of it, and the steps that led to it.

use super::{
    Block, Lines, incomplete, kept,
    list::Summaries,
    moments,
    rows::{self, Rows},
    said, words, write_both, write_word,
};
use crate::{
    domain::{
        incident::{CauseState, CauseStep, Incident, StepRole},
        language::Language,
        notice::NoticeValues,
        reference::ReferenceKind,
    },
    i18n::{dates::parse::Prefer, labels::Label},
    views::console::sheet::Part,
    web::posting::{
        asked::{self, CAUSES},
        maker::Maker,
        reader::{PARAGRAPH, Reader, in_language},
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

/// The fields of a step besides its text.
const DETAILS: [&str; 4] = ["role", "step_at", "step_at_note", "step_maintenance"];

pub(super) fn show(scene: &Scene<'_>, typed: &mut Typed, incident: &Incident) {
    write_word(typed, "cause_state", &CAUSES, &incident.cause.state);
    typed.set("not_established", if incident.cause.not_established { "yes" } else { "" });
    write_both(typed, "cause", incident.cause.summary.as_ref());
    write_both(typed, "supplier", incident.cause.third_party.as_ref());
    for (row, text) in accounts(incident).iter().zip(&incident.cause.narrative) {
        write_both(typed, &format!("account-{row}"), Some(text));
    }
    for step in &incident.cause.steps {
        let row = &step.key;
        write_word(typed, &format!("role-{row}"), &ROLES, &step.role);
        write_both(typed, &format!("step-{row}"), Some(&step.text));
        let at = step.at.as_ref();
        typed.set(&format!("step_at-{row}"), said(scene, incident, at));
        let at = at.and_then(|when| incident.moment(when));
        moments::show_note(typed, &format!("step_at-{row}"), at);
        let maintenance = step.maintenance.map(|reference| reference.to_string());
        typed.set(&format!("step_maintenance-{row}"), maintenance.unwrap_or_default());
    }
}

fn accounts(incident: &Incident) -> Vec<String> {
    rows::said(incident.cause.narrative.iter().map(words))
}

fn account_rows(typed: &Typed, incident: &Incident) -> Rows {
    Rows::of(typed, &["account"], accounts(incident))
}

fn step_rows(typed: &Typed, incident: &Incident) -> Rows {
    let keys = rows::keyed(incident.cause.steps.iter().map(|step| &step.key));
    let fields: Vec<&str> = std::iter::once("step").chain(DETAILS).collect();
    Rows::of(typed, &fields, keys)
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident) {
    asked::cause(reader, incident, &mut NoticeValues::default());
    incident.cause.not_established = reader.ticked("not_established");
    if incident.cause.state == CauseState::Confirmed {
        reader.unused("not_established");
    }
    let rows = account_rows(reader.typed(), incident);
    let accounts = std::mem::take(&mut incident.cause.narrative);
    for (row, at) in rows.iter() {
        let mut text = at.and_then(|at| accounts.get(at)).cloned();
        reader.rewrite(&mut text, &format!("account-{row}"), PARAGRAPH);
        incident.cause.narrative.extend(text);
    }
    let rows = step_rows(reader.typed(), incident);
    let stood = incident.clone();
    let steps = std::mem::take(&mut incident.cause.steps);
    for (row, at) in rows.iter() {
        let known = at.and_then(|at| steps.get(at));
        let mut text = known.map(|step| step.text.clone());
        reader.rewrite(&mut text, &format!("step-{row}"), PARAGRAPH);
        let Some(text) = text else {
            let main = in_language(&format!("step-{row}"), Language::Ja);
            incomplete(reader, row, &main, &DETAILS);
            continue;
        };
        let Some(role) = reader.chosen(&format!("role-{row}"), &ROLES) else { continue };
        let name = format!("step_at-{row}");
        let earlier = known.and_then(|step| step.at.as_ref());
        let at = reader.moment(&name, Prefer::Past, None);
        let mut at = at.map(|typed| kept(&stood, earlier, typed));
        let earlier = earlier.and_then(|when| stood.moment(when));
        moments::read_note_of(reader, &name, earlier, incident, at.as_mut());
        let maintenance =
            reader.reference(&format!("step_maintenance-{row}"), ReferenceKind::Maintenance);
        let taken = steps.iter().chain(&incident.cause.steps).map(|step| &step.key);
        let key = known.map_or_else(|| rows::free('s', taken), |step| step.key.clone());
        let callouts = known.map(|step| step.callouts.clone()).unwrap_or_default();
        incident.cause.steps.push(CauseStep { key, role, text, at, maintenance, callouts });
    }
}

pub(super) fn sections(
    maker: &Maker<'_>,
    incident: &Incident,
    summaries: &Summaries<'_>,
) -> Vec<Block> {
    let t = maker.t();
    let mut first = asked::cause_parts(maker);
    first.push(Part::One(maker.tick(
        "not_established",
        t.msg_edit_investigation(),
        t.msg_edit_not_established(),
    )));
    let account = t.msg_edit_account();
    let accounts: Lines = account_rows(maker.typed, incident)
        .iter()
        .map(|(row, _)| maker.pair(&format!("account-{row}"), &account, PARAGRAPH))
        .collect();
    let mut blocks = vec![(None, first), (Some(account), accounts)];
    blocks.extend(steps(maker, incident, summaries));
    blocks
}

fn steps(maker: &Maker<'_>, incident: &Incident, summaries: &Summaries<'_>) -> Vec<Block> {
    let t = maker.t();
    let mut roles = vec![("", t.msg_edit_choose())];
    roles.extend(ROLES.map(|(word, role)| (word, role.label(t))));
    let one = |(row, _): (&str, _)| {
        let role = maker.select(&format!("role-{row}"), t.msg_edit_role(), &roles);
        let moment = format!("step_at-{row}");
        let at = maker.moment(&moment, t.msg_edit_step_at());
        let name = format!("step_maintenance-{row}");
        vec![
            Part::One(role),
            maker.pair(&format!("step-{row}"), &t.msg_edit_step(), PARAGRAPH),
            Part::One(at),
            moments::notes_part(maker, [(moment, t.msg_edit_step_at())]),
            Part::One(maker.reference(&name, t.msg_edit_maintenance())),
        ]
    };
    let rows = step_rows(maker.typed, incident);
    summaries.blocks(maker, Some(t.msg_edit_steps()), (&rows, &["step", "role"]), one)
}
