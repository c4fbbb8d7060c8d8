//! Changing the facts of a maintenance that was announced, without a step. Customers see it on the page and in their
//! calendars, and no notice is posted; when work happens is changed by rescheduling alone.

use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{EDIT, facts, path, reference, route, show::title};
use crate::{
    app::{
        EditMaintenance, EditRefused, PostedBefore, Promises,
        desk::{OpenedMaintenance, Overtaken, find_maintenance, overtaken_maintenance},
        edit_maintenance, posted_before, promises,
    },
    domain::{maintenance::Maintenance, operator::Permission},
    views::console::{edit::EditPage, flash::Flash, sheet::Section},
    web::{
        console::{
            Fault, Form, Route, Verb, fault,
            incidents::{
                Desk,
                conflict::meet_at,
                drafts::{self, Place, Shown},
                query, submission, typed,
            },
            page,
        },
        limits::FORM_BYTES,
        posting::{
            addresses,
            edit::write_both,
            maker::Maker,
            merge::{differences, merge},
            reader::{Fault as Wrong, Faults, LINE, PARAGRAPH, Reader},
            scene::Scene,
            typed::Typed,
        },
    },
};

pub(in crate::web::console) static ROUTES: &[Route] = &[
    route(Verb::Get, PATH, Permission::Publish, || get(show)),
    route(Verb::Post, PATH, Permission::Publish, || post(save)),
];

const PATH: &str = "/console/maintenance/{reference}/edit";

/// What a request brings to the form.
struct About {
    opened: OpenedMaintenance,
    promises: Promises,
}

impl About {
    async fn new(desk: &Desk, text: &str) -> Result<Self, Fault> {
        let core = &desk.console.core;
        let opened = find_maintenance(core, reference(text)?).await?;
        let promises = promises(core, Some(&opened.maintenance)).await?;
        Ok(Self { opened, promises })
    }

    fn place(&self) -> Place {
        Place::of(&self.opened.maintenance.reference, EDIT)
    }

    /// The form as it is shown for a version of the record.
    fn form(&self, maintenance: &Maintenance) -> Typed {
        let mut typed = Typed::default();
        typed.set("version", maintenance.version.to_string());
        write_both(&mut typed, "title", Some(&maintenance.title));
        write_both(&mut typed, "result", maintenance.result.as_ref());
        facts::show(&mut typed, &self.promises, maintenance);
        typed
    }

    /// Reads a form into the maintenance.
    fn read(&self, scene: &Scene<'_>, reader: &mut Reader<'_>) -> Maintenance {
        let mut maintenance = self.opened.maintenance.clone();
        let mut text = Some(maintenance.title.clone());
        reader.rewrite(&mut text, "title", LINE);
        match text {
            Some(text) => maintenance.title = text,
            None => reader.fault("title_ja", Wrong::MISSING),
        }
        facts::read(scene, reader, &self.promises, &mut maintenance);
        reader.rewrite(&mut maintenance.result, "result", PARAGRAPH);
        maintenance
    }

    fn sections(&self, scene: &Scene<'_>, maker: &Maker<'_>) -> Vec<Section> {
        let t = maker.t();
        let section = |id: &str, title, parts| Section { id: id.to_owned(), title, parts };
        let mut course = facts::condition_parts(maker);
        course.push(maker.pair("result", &t.msg_maint_result(), PARAGRAPH));
        vec![
            section("what", t.msg_maint_what(), facts::work_parts(maker)),
            section(
                "impact",
                t.msg_maint_effects(),
                facts::impact_parts(scene, maker, Some(&self.opened.maintenance.services)),
            ),
            section("course", t.msg_maint_conditions(), course),
            section("links", t.msg_maint_links(), facts::link_parts(scene, maker, &self.promises)),
        ]
    }

    /// The form as it was shown for a version, before anything was typed into it.
    fn shown(&self, scene: &Scene<'_>, maintenance: &Maintenance) -> Vec<Section> {
        let (typed, faults, assumed) = (self.form(maintenance), vec![], vec![]);
        let maker = Maker { frame: scene.frame, typed: &typed, faults: &faults, assumed: &assumed };
        self.sections(scene, &maker)
    }
}

async fn show(
    desk: Desk,
    Path(text): Path<String>,
    RawQuery(asked): RawQuery,
) -> Result<Response, Fault> {
    let about = About::new(&desk, &text).await?;
    let mut shown = drafts::shown(&desk, &about.place(), &about.opened.drafts, &query(asked))?;
    let scene = desk.scene(&about.opened.portal);
    let typed = if let Some((typed, at)) = shown.typed.take() {
        scene.resume(typed, at, |then, typed| {
            let mut reader = Reader::new(typed, then.now, then.zone);
            about.read(then, &mut reader);
            (reader.faults, reader.assumed)
        })
    } else {
        let mut typed = about.form(&about.opened.maintenance);
        typed.set("submission", desk.submission()?.to_string());
        typed
    };
    page::ok(&sheet(&desk, &about, (&typed, &vec![]), shown))
}

async fn save(desk: Desk, Path(text): Path<String>, form: Form) -> Result<Response, Fault> {
    let about = About::new(&desk, &text).await?;
    let mut typed = typed(&form);
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk, &about.place(), typed).await;
    }
    let (core, form) = (&desk.console.core, submission(&typed)?);
    if let Some(PostedBefore::Same(_)) = posted_before(core, &form).await? {
        return Ok(saved(&desk, &about));
    }
    let seen: i64 = typed.get("version").parse().map_err(|_| Fault::Incomplete)?;
    if seen != about.opened.maintenance.version {
        return overtaken(&desk, about, seen, typed).await;
    }
    let scene = desk.scene(&about.opened.portal);
    let mut reader = Reader::new(&typed, scene.now, scene.zone).for_writer(scene.by);
    let maintenance = about.read(&scene, &mut reader);
    let before = about.form(&about.opened.maintenance);
    let found = addresses::found(&typed, &before, scene.provider);
    let reasons = addresses::reason(&mut reader, &found, true).into_iter().collect();
    let mut faults = reader.faults;
    if faults.is_empty() {
        let draft = Some(drafts::in_hand(&desk, form.id));
        let command = EditMaintenance { maintenance, reasons, form, draft };
        match edit_maintenance(core, &desk.signed_in.actor, command).await {
            Ok(()) => return Ok(saved(&desk, &about)),
            Err(error) => match fault::refusal(error)? {
                EditRefused::Record(problems) => {
                    let mut reader = Reader::new(&typed, scene.now, scene.zone);
                    for problem in &problems {
                        let (name, fault) = facts::place(problem);
                        reader.fault(&name, fault);
                    }
                    faults = reader.faults;
                }
                EditRefused::Overtaken(now) => {
                    let opened = OpenedMaintenance { maintenance: *now, ..about.opened };
                    return overtaken(&desk, About { opened, ..about }, seen, typed).await;
                }
            },
        }
    }
    let shown = drafts::sent(&desk, &about.place(), &mut typed).await;
    page::refused(&sheet(&desk, &about, (&typed, &faults), shown))
}

/// The way to the maintenance, where the facts are seen.
fn saved(desk: &Desk, about: &About) -> Response {
    let path = path(about.opened.maintenance.reference);
    page::to_saying(&desk.console, &path, Flash::RecordSaved)
}

/// The form on what somebody else made of the record meanwhile. As it came, it is kept.
async fn overtaken(
    desk: &Desk,
    about: About,
    seen: i64,
    mut typed: Typed,
) -> Result<Response, Fault> {
    let now = &about.opened.maintenance;
    let since: Overtaken<Maintenance> =
        overtaken_maintenance(&desk.console.core, now, seen).await?;
    let mut shown = drafts::sent(desk, &about.place(), &mut typed).await;
    let scene = desk.scene(&about.opened.portal);
    let (before, stands) = (about.shown(&scene, &since.before), about.shown(&scene, now));
    let merged = merge(&before, &stands, &typed, &[]);
    let mut met = meet_at(desk, &since, (now.version, path(now.reference)), merged);
    met.told.changed = differences(&before, &stands);
    let typed = met.merged.typed.clone();
    shown.keeping.unsaved = true;
    let mut page = sheet(desk, &about, (&typed, &vec![]), shown);
    page.overtaken = Some(met.show(desk.frame.t, &mut page.sections));
    page::html(StatusCode::CONFLICT, &page)
}

fn sheet<'a>(
    desk: &'a Desk,
    about: &About,
    (typed, faults): (&Typed, &Faults),
    shown: Shown,
) -> EditPage<'a> {
    let (t, scene) = (desk.frame.t, desk.scene(&about.opened.portal));
    let maintenance = &about.opened.maintenance;
    let assumed = vec![];
    let maker = Maker { frame: &desk.frame, typed, faults, assumed: &assumed };
    let mut sections = about.sections(&scene, &maker);
    let found = addresses::found(typed, &about.form(maintenance), scene.provider);
    sections.extend(addresses::section(&maker, &found));
    let back = path(maintenance.reference);
    EditPage {
        frame: &desk.frame,
        most: FORM_BYTES,
        title: t.msg_maint_edit_title(),
        hint: t.msg_maint_edit_hint(),
        action: format!("{back}/{EDIT}"),
        hidden: drafts::carried(typed),
        said: shown.said,
        overtaken: None,
        warned: shown.warned,
        keeping: shown.keeping.of(typed.get("submission")),
        refused: maker.unseen(&sections),
        sections,
        source: vec![],
        button: t.msg_post_save(),
        back,
        of: title(desk.frame.language, scene.catalogue, maintenance),
    }
}
