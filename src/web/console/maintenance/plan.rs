//! Planning a maintenance: one form, checked, shown as customers will read it, and posted. What else happens at its
//! time is pointed out, and keeps nobody from announcing it.

use axum::{
    extract::RawQuery,
    response::Response,
    routing::{get, post},
};

use super::{
    meanwhile, path,
    plan_form::{self, Read},
    plan_sheet, repeat, route,
    show::{coming, warnings},
    step_sheet::{hidden, panes},
};
use crate::{
    app::{
        AnnounceMaintenance, PostedBefore, Promises, announce_maintenance,
        desk::{self, Desk as Work},
        next_maintenance_reference, posted_before, promises,
    },
    domain::{
        audit::Reason,
        holidays,
        maintenance::{Maintenance, MaintenanceUpdate},
        operator::Permission,
        reference::Reference,
    },
    i18n::{labels::Label as _, notice, recurrence, voice::Voice},
    views::console::{
        Frame,
        flash::Flash,
        maintenance::{Coming, FormPage},
    },
    web::{
        console::{
            Fault, Form, Route, Verb, fault,
            incidents::{
                Desk,
                drafts::{self, Place, Shown},
                query, submission, typed,
            },
            page,
        },
        limits::FORM_BYTES,
        posting::{
            addresses,
            maker::Maker,
            reader::{Assumed, Faults, Reader},
            typed::Typed,
        },
    },
};

pub(in crate::web::console) const PATH: &str = "/console/maintenance/new";
/// How often a number that was taken meanwhile is replaced by the next one.
const TRIES: usize = 4;

pub(in crate::web::console) static ROUTES: &[Route] = &[
    route(Verb::Get, PATH, Permission::Draft, || get(show)),
    route(Verb::Post, PATH, Permission::Draft, || post(check)),
    route(Verb::Post, "/console/maintenance/new/post", Permission::Publish, || post(publish)),
];

/// What the form is about: everything that is going on, and what was promised.
struct Situation {
    work: Work,
    promises: Promises,
}

impl Situation {
    async fn now(desk: &Desk) -> Result<Self, Fault> {
        let core = &desk.console.core;
        Ok(Self { work: desk::desk(core).await?, promises: promises(core, None).await? })
    }
}

/// What a form became.
struct Planned {
    typed: Typed,
    faults: Faults,
    assumed: Assumed,
    ready: Option<Ready>,
}

/// A maintenance that can be announced.
struct Ready {
    maintenance: Maintenance,
    later: Vec<Maintenance>,
    notice: MaintenanceUpdate,
    reasons: Vec<Reason>,
}

async fn show(desk: Desk, RawQuery(asked): RawQuery) -> Result<Response, Fault> {
    let about = Situation::now(&desk).await?;
    let Situation { work, promises } = &about;
    let mut shown = drafts::shown(&desk, &Place::plan(), &work.drafts, &query(asked))?;
    let typed = match shown.typed.take() {
        Some((typed, at)) => desk.scene(&work.portal).resume(typed, at, |then, typed| {
            let mut reader = Reader::new(typed, then.now, then.zone);
            plan_form::read(then, &mut reader, promises, 1);
            (reader.faults, reader.assumed)
        }),
        None => blank(&desk)?,
    };
    let planned = Planned { typed, faults: vec![], assumed: vec![], ready: None };
    answer(&desk, &about, &planned, shown)
}

fn blank(desk: &Desk) -> Result<Typed, Fault> {
    let mut typed = Typed::default();
    typed.set("submission", desk.submission()?.to_string());
    plan_form::blank(&mut typed);
    Ok(typed)
}

async fn check(desk: Desk, form: Form) -> Result<Response, Fault> {
    let typed = typed(&form);
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk, &Place::plan(), typed).await;
    }
    let about = Situation::now(&desk).await?;
    check_again(&desk, &about, typed, None).await
}

/// The form, kept and checked, with what is to be said before it is sent again.
async fn check_again(
    desk: &Desk,
    about: &Situation,
    mut typed: Typed,
    told: Option<String>,
) -> Result<Response, Fault> {
    typed.set("step", "check");
    let mut shown = drafts::sent(desk, &Place::plan(), &mut typed).await;
    shown.warned.extend(told);
    answer(desk, about, &compose(desk, about, typed).await?, shown)
}

async fn publish(desk: Desk, form: Form) -> Result<Response, Fault> {
    let typed = typed(&form);
    let about = Situation::now(&desk).await?;
    let (core, form) = (&desk.console.core, submission(&typed)?);
    match posted_before(core, &form).await? {
        Some(PostedBefore::Same(reference)) => return Ok(announced(&desk, reference)),
        Some(PostedBefore::Other(_)) => return check_again(&desk, &about, typed, None).await,
        None => {}
    }
    if typed.get("checked") != form.fingerprint {
        let told = desk.frame.t.msg_maint_as_checked();
        return check_again(&desk, &about, typed, Some(told)).await;
    }
    for _ in 0..TRIES {
        let mut planned = compose(&desk, &about, typed.clone()).await?;
        let Some(Ready { maintenance, later, notice, reasons }) = planned.ready.take() else {
            return check_again(&desk, &about, planned.typed, None).await;
        };
        let draft = Some(drafts::in_hand(&desk, form.id));
        let seen = maintenance.clone();
        let command =
            AnnounceMaintenance { maintenance, later, notice, reasons, form: form.clone(), draft };
        match announce_maintenance(core, &desk.signed_in.actor, command).await {
            Ok(Some(reference)) => return Ok(announced(&desk, reference)),
            // Another maintenance took the number: the text is written again with the next one.
            Ok(None) => {}
            Err(error) => {
                let refused = fault::refusal(error)?;
                let scene = desk.scene(&about.work.portal);
                let mut reader = Reader::new(&planned.typed, scene.now, scene.zone);
                plan_form::note(&mut reader, &seen, &refused);
                let faults = reader.faults;
                let planned = Planned { faults, ..planned };
                return answer(&desk, &about, &planned, Shown::unsaved(&Place::plan()));
            }
        }
    }
    Err(Fault::Conflict)
}

/// The way to the maintenance, where its notice is seen.
fn announced(desk: &Desk, reference: Reference) -> Response {
    page::to_saying(&desk.console, &path(reference), Flash::Posted)
}

/// What the form becomes, under the number that the maintenance would be given now.
async fn compose(desk: &Desk, about: &Situation, typed: Typed) -> Result<Planned, Fault> {
    let scene = desk.scene(&about.work.portal);
    let by = &desk.signed_in.visitor.operator.login;
    let mut reader = Reader::new(&typed, scene.now, scene.zone).for_writer(by);
    let read = plan_form::read(&scene, &mut reader, &about.promises, 1);
    let found = addresses::found(&typed, &Typed::default(), scene.provider);
    let reasons = addresses::reason(&mut reader, &found, true).into_iter().collect();
    let (faults, assumed) = (reader.faults, reader.assumed);
    let mut planned = Planned { typed, faults, assumed, ready: None };
    let Some(Read { mut maintenance, mut later, reason }) =
        read.filter(|_| planned.faults.is_empty())
    else {
        return Ok(planned);
    };
    let date = maintenance.reference.date;
    maintenance.reference = next_maintenance_reference(&desk.console.core, date).await?;
    for one in &mut later {
        one.series = Some(maintenance.reference);
    }
    let notice = maintenance.announcement(reason, scene.now);
    let words = notice::in_words(scene.provider, scene.catalogue, &maintenance, notice);
    planned.ready = words.ok().map(|notice| Ready { maintenance, later, notice, reasons });
    Ok(planned)
}

fn answer(
    desk: &Desk,
    Situation { work, promises }: &Situation,
    planned: &Planned,
    shown: Shown,
) -> Result<Response, Fault> {
    let (t, frame, scene) = (desk.frame.t, &desk.frame, desk.scene(&work.portal));
    let mut typed = planned.typed.clone();
    scene.settle(&mut typed, &planned.faults, &planned.assumed);
    let maker = Maker { frame, typed: &typed, faults: &planned.faults, assumed: &planned.assumed };
    let mut sections = plan_sheet::sections(&scene, &maker, promises);
    let found = addresses::found(&typed, &Typed::default(), scene.provider);
    sections.extend(addresses::section(&maker, &found));
    let refused = maker.unseen(&sections);
    let wrong = !planned.faults.is_empty();
    let ready = planned.ready.as_ref();
    let voice = Voice::new(scene.provider, scene.catalogue, frame.language);
    let mut warned = shown.warned;
    warned.extend(ready.into_iter().flat_map(|ready| told(desk, work, ready)));
    let page = FormPage {
        frame,
        title: t.msg_maint_plan_title(),
        about: None,
        action: PATH.to_owned(),
        most: FORM_BYTES,
        said: shown.said,
        warned,
        keeping: shown.keeping.of(typed.get("submission")),
        refused,
        hidden: hidden(&typed, ready.is_some()),
        sections,
        panes: ready.map(|ready| panes(t, &ready.notice)).unwrap_or_default(),
        notes: ready
            .filter(|ready| !ready.maintenance.is_public())
            .map(|_| t.msg_maint_exercise())
            .into_iter()
            .collect(),
        dates: ready.map(|it| dates(&voice, it)).unwrap_or_default(),
        coming: ready.map(|it| all_coming(frame, &voice, it)).unwrap_or_default(),
        ready: ready.is_some(),
        may_post: desk.may_post(),
        back: "/console".to_owned(),
    };
    if wrong { page::refused(&page) } else { page::ok(&page) }
}

/// The dates of the series with their weekdays, each with the public holiday that it is, if it is one.
fn dates(voice: &Voice<'_>, ready: &Ready) -> Vec<(String, Option<String>)> {
    let dates = repeat::dates(&ready.maintenance, &ready.later).into_iter();
    let named = |date| {
        let holiday = holidays::holiday(date).map(|holiday| holiday.label(voice.sentences()));
        (recurrence::day(&voice.dates(), voice.language, date), holiday)
    };
    dates.map(named).collect()
}

/// What happens by itself, of every one of a series, in order.
fn all_coming(frame: &Frame, voice: &Voice<'_>, ready: &Ready) -> Vec<Coming> {
    let all = [&ready.maintenance].into_iter().chain(&ready.later);
    let mut all: Vec<Coming> = all.flat_map(|one| coming(frame, voice, one)).collect();
    all.sort_by_key(|step| step.at);
    all
}

/// What the operator should think of before it is announced: that it comes late, and what else happens.
fn told(desk: &Desk, work: &Work, ready: &Ready) -> Vec<String> {
    let scene = desk.scene(&work.portal);
    let mut seen = ready.maintenance.clone();
    seen.updates.push(ready.notice.clone());
    let mut told = warnings(&desk.frame, scene.policy, scene.now, &seen);
    let all: Vec<&Maintenance> = [&seen].into_iter().chain(&ready.later).collect();
    told.extend(meanwhile::told(&scene, work, &all, |_| true));
    told
}
