//! Editing the record: a form for each part, stored without a notice.

use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{
    Desk, conflict,
    drafts::{self, Place, Shown},
    notice::refusals,
    query, reference, submission_number, typed,
};
use crate::{
    app::{
        self, EditIncident,
        desk::{OpenedIncident, Overtaken, find_incident},
        edit_incident,
    },
    domain::{incident::Incident, operator::Permission},
    views::console::{edit::EditPage, flash::Flash, sheet::Section},
    web::{
        console::{Access, Fault, Form, Route, Verb, fault, page},
        limits::FORM_BYTES,
        posting::{
            addresses,
            edit::Part,
            maker::Maker,
            merge::{differences, merge},
            reader::{Assumed, Fault as Wrong, Faults, Reader, Rule},
            scene::Scene,
            typed::Typed,
        },
    },
};

pub(in crate::web::console) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Get,
        path: "/console/incidents/{reference}/edit/{part}",
        access: Access::May(Permission::Publish),
        fresh: false,
        handler: || get(show),
    },
    super::posting("/console/incidents/{reference}/edit/{part}", || post(save)),
];

async fn show(
    desk: Desk,
    Path((text, part)): Path<(String, String)>,
    RawQuery(asked): RawQuery,
) -> Result<Response, Fault> {
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    let incident = &opened.record.incident;
    let part = Part::from_address(&part, incident).ok_or(Fault::NotFound)?;
    let mut shown = drafts::shown(&desk, &place(&opened, &part), &opened.drafts, &query(asked))?;
    let scene = desk.scene(&opened.portal);
    let typed = if let Some((typed, at)) = shown.typed.take() {
        scene.resume(typed, at, |then, typed| read(then, &part, incident, typed))
    } else {
        let mut typed = part.show(&scene, incident);
        typed.set("submission", desk.submission()?.to_string());
        typed
    };
    answer(&desk, &opened, &part, (&typed, &vec![]), shown)
}

fn place(opened: &OpenedIncident, part: &Part) -> Place {
    Place::of(&opened.record.incident.reference, format!("edit/{}", part.address()))
}

async fn save(
    desk: Desk,
    Path((text, part)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    let part = Part::from_address(&part, &opened.record.incident).ok_or(Fault::NotFound)?;
    let (mut typed, place) = (typed(&form), place(&opened, &part));
    let number = submission_number(&typed)?;
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk, &place, typed).await;
    }
    if let Some(since) = conflict::since(&desk, &opened, &typed).await? {
        return overtaken(&desk, &opened, &part, &since, typed).await;
    }
    let scene = desk.scene(&opened.portal);
    let mut incident = opened.record.incident.clone();
    let mut reader = Reader::new(&typed, scene.now, scene.zone).for_writer(scene.by);
    part.read(&scene, &mut reader, &mut incident);
    let found =
        addresses::found(&typed, &part.show(&scene, &opened.record.incident), scene.provider);
    let reasons = addresses::reason(&mut reader, &found, true).into_iter().collect();
    if !reader.faults.is_empty() {
        let faults = reader.faults;
        let sent = drafts::sent(&desk, &place, &mut typed).await;
        return answer(&desk, &opened, &part, (&typed, &faults), sent);
    }
    let besides = desk.besides(reasons, number);
    let command = EditIncident { incident, part: part.word(), besides };
    match edit_incident(&desk.console.core, &desk.signed_in.actor, command).await {
        Ok(_) => {
            let path = format!("/console/incidents/{}", opened.record.incident.reference);
            Ok(page::to_saying(&desk.console, &path, Flash::RecordSaved))
        }
        Err(app::Error::Stale(now)) => {
            let now = OpenedIncident { record: *now, ..opened };
            let since = conflict::since(&desk, &now, &typed).await?.ok_or(Fault::Conflict)?;
            overtaken(&desk, &now, &part, &since, typed).await
        }
        Err(error) => {
            let faults = refusals(&desk, &typed, &fault::refusal(error)?);
            let faults = where_changed(faults, &typed, &part.show(&scene, &opened.record.incident));
            let sent = drafts::sent(&desk, &place, &mut typed).await;
            answer(&desk, &opened, &part, (&typed, &faults), sent)
        }
    }
}

/// A published fact that would change silently is pointed out where it was changed.
fn where_changed(mut faults: Faults, typed: &Typed, stood: &Typed) -> Faults {
    let silent = |wrong: &Wrong| *wrong == Wrong::Rule(Rule::SilentChange);
    let changed = |name: &str| typed.get(name) != stood.get(name);
    if faults.iter().any(|(name, wrong)| silent(wrong) && changed(name)) {
        faults.retain(|(name, wrong)| !silent(wrong) || changed(name));
    }
    faults
}

/// The form on what somebody else made of the record meanwhile. As it came, it is kept.
async fn overtaken(
    desk: &Desk,
    opened: &OpenedIncident,
    part: &Part,
    since: &Overtaken,
    mut typed: Typed,
) -> Result<Response, Fault> {
    let mut shown = drafts::sent(desk, &place(opened, part), &mut typed).await;
    let scene = desk.scene(&opened.portal);
    let before = part.shown(&scene, &since.before.incident);
    let now = part.shown(&scene, &opened.record.incident);
    let mut met = conflict::meet(desk, since, &opened.record, merge(&before, &now, &typed, &[]));
    met.told.changed = differences(&before, &now);
    let typed = met.merged.typed.clone();
    shown.keeping.unsaved = true;
    let mut page = sheet(desk, opened, part, (&typed, &vec![]), shown);
    page.overtaken = Some(met.show(desk.frame.t, &mut page.sections));
    page::html(StatusCode::CONFLICT, &page)
}

fn answer(
    desk: &Desk,
    opened: &OpenedIncident,
    part: &Part,
    (typed, faults): (&Typed, &Faults),
    shown: Shown,
) -> Result<Response, Fault> {
    let page = sheet(desk, opened, part, (typed, faults), shown);
    if faults.is_empty() { page::ok(&page) } else { page::refused(&page) }
}

/// What is wrong with a form, and how its moments are understood.
fn read(scene: &Scene<'_>, part: &Part, incident: &Incident, typed: &Typed) -> (Faults, Assumed) {
    let mut reader = Reader::new(typed, scene.now, scene.zone);
    part.read(scene, &mut reader, &mut incident.clone());
    (reader.faults, reader.assumed)
}

fn sheet<'a>(
    desk: &'a Desk,
    opened: &OpenedIncident,
    part: &Part,
    (typed, faults): (&Typed, &Faults),
    shown: Shown,
) -> EditPage<'a> {
    let scene = desk.scene(&opened.portal);
    let incident = &opened.record.incident;
    let (wrong, assumed) = read(&scene, part, incident, typed);
    let mut typed = typed.clone();
    scene.settle(&mut typed, &wrong, &assumed);
    let maker = Maker { frame: &desk.frame, typed: &typed, faults, assumed: &assumed };
    let mut sections: Vec<Section> = part.sections(&scene, &maker, incident);
    let found = addresses::found(&typed, &part.show(&scene, incident), scene.provider);
    sections.extend(addresses::section(&maker, &found));
    let back = format!("/console/incidents/{}", incident.reference);
    EditPage {
        frame: &desk.frame,
        most: FORM_BYTES,
        title: part.name(&desk.frame, incident),
        hint: match part {
            Part::Period(_) | Part::Data => desk.frame.t.msg_edit_contract(),
            part if part.is_list() => desk.frame.t.msg_edit_list(),
            _ => String::new(),
        },
        action: format!("{back}/edit/{}", part.address()),
        hidden: drafts::carried(&typed),
        said: shown.said,
        overtaken: None,
        warned: shown.warned,
        keeping: shown.keeping.of(typed.get("submission")),
        refused: maker.unseen(&sections),
        sections,
        source: vec![],
        button: desk.frame.t.msg_post_save(),
        back,
        of: scene.title(incident),
    }
}
