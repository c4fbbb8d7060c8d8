//! The form of a step: what it asks for, what customers will read, and taking it. A form is sent to its own address
//! to be checked, and to `/post` below it to be posted as it was checked.

use axum::{
    extract::{Path, RawQuery},
    response::Response,
    routing::{get, post},
};

use super::{
    compose::{Composed, compose, sentence},
    kinds::Kind,
    meanwhile, path, reference, route,
    show::title,
    step_sheet::{hidden, panes, sections},
};
use crate::{
    app::{
        PostedBefore, StepRefused, TakeStep,
        desk::{self, Desk as Work, OpenedMaintenance, find_maintenance},
        posted_before, take_step,
    },
    domain::{key::Key, maintenance::Window, operator::Permission, time::Timestamp},
    i18n::voice::Voice,
    views::console::{
        flash::Flash,
        maintenance::{About, FormPage, StateChip},
        notice::Link,
    },
    web::{
        console::{
            Fault, Form, Route, Verb, fault,
            incidents::{
                self,
                drafts::{self, Place, Shown},
                query, submission, typed,
            },
            page,
        },
        limits::FORM_BYTES,
        posting::{maker::Maker, scene::Scene, typed::Typed},
    },
};

pub(in crate::web::console) static ROUTES: &[Route] = &[
    route(Verb::Get, PATH, Permission::Draft, || get(show)),
    route(Verb::Post, PATH, Permission::Draft, || post(check)),
    route(Verb::Post, POST, Permission::Publish, || post(publish)),
];

const PATH: &str = "/console/maintenance/{reference}/{window}/{step}";
const POST: &str = "/console/maintenance/{reference}/{window}/{step}/post";

/// What a request brings to the form.
pub(super) struct Desk {
    pub(super) seat: incidents::Desk,
    pub(super) opened: OpenedMaintenance,
    pub(super) window: Window,
    pub(super) kind: Kind,
    /// Everything else that is going on, where the step moves the work to another time.
    work: Option<Work>,
}

type Address = (String, String, String);

impl Desk {
    async fn new(seat: incidents::Desk, (text, window, step): &Address) -> Result<Self, Fault> {
        let kind = Kind::of(step).ok_or(Fault::NotFound)?;
        let opened = find_maintenance(&seat.console.core, reference(text)?).await?;
        let key: Key = window.parse().map_err(|_| Fault::NotFound)?;
        let window = opened.maintenance.window(&key).ok_or(Fault::NotFound)?.clone();
        let work = match kind {
            Kind::Extend | Kind::Reschedule => Some(desk::desk(&seat.console.core).await?),
            _ => None,
        };
        Ok(Self { seat, opened, window, kind, work })
    }

    pub(super) fn voice(&self) -> Voice<'_> {
        let portal = &self.opened.portal;
        Voice::new(&portal.provider, &portal.catalogue, self.seat.frame.language)
    }

    fn place(&self) -> Place {
        let form = format!("{}/{}", self.window.key, self.kind.word());
        Place::of(&self.opened.maintenance.reference, form)
    }

    fn now(&self) -> Timestamp {
        self.seat.console.core.clock.now()
    }

    fn scene(&self) -> Scene<'_> {
        self.seat.scene(&self.opened.portal)
    }

    /// The form as it is shown for the first time.
    fn blank(&self) -> Result<Typed, Fault> {
        let mut typed = Typed::default();
        typed.set("version", self.opened.maintenance.version.to_string());
        typed.set("submission", self.seat.submission()?.to_string());
        if self.kind.says_when() {
            typed.set("at", self.seat.frame.time(self.now()));
        }
        Ok(typed)
    }
}

async fn show(
    seat: incidents::Desk,
    Path(address): Path<Address>,
    RawQuery(asked): RawQuery,
) -> Result<Response, Fault> {
    let desk = Desk::new(seat, &address).await?;
    let mut shown = drafts::shown(&desk.seat, &desk.place(), &desk.opened.drafts, &query(asked))?;
    let mut typed = match shown.typed.take() {
        Some((typed, at)) => desk.scene().resume(typed, at, |then, typed| {
            let composed = compose(&desk, typed.clone(), then.now);
            (composed.faults, composed.assumed)
        }),
        None => desk.blank()?,
    };
    shown.warned.extend(current(&desk, &mut typed));
    let (faults, assumed, refused) = (vec![], vec![], vec![]);
    answer(&desk, &Composed { typed, faults, assumed, refused, ready: None }, shown)
}

async fn check(
    seat: incidents::Desk,
    Path(address): Path<Address>,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(seat, &address).await?;
    let typed = typed(&form);
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk.seat, &desk.place(), typed).await;
    }
    check_again(&desk, typed, None).await
}

/// The form, kept and checked, with what is to be said before it is sent again.
async fn check_again(
    desk: &Desk,
    mut typed: Typed,
    told: Option<String>,
) -> Result<Response, Fault> {
    let told = current(desk, &mut typed).or(told);
    typed.set("step", "check");
    let mut shown = drafts::sent(&desk.seat, &desk.place(), &mut typed).await;
    shown.warned.extend(told);
    answer(desk, &compose(desk, typed, desk.now()), shown)
}

async fn publish(
    seat: incidents::Desk,
    Path(address): Path<Address>,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(seat, &address).await?;
    let typed = typed(&form);
    let form = submission(&typed)?;
    if let Some(PostedBefore::Same(_)) = posted_before(&desk.seat.console.core, &form).await? {
        return Ok(taken(&desk));
    }
    let maintenance = &desk.opened.maintenance;
    if typed.get("version") != maintenance.version.to_string() {
        return check_again(&desk, typed, None).await;
    }
    if typed.get("checked") != form.fingerprint {
        let told = desk.seat.frame.t.msg_maint_as_checked();
        return check_again(&desk, typed, Some(told)).await;
    }
    let composed = compose(&desk, typed, desk.now());
    let Some(ready) = &composed.ready else {
        return check_again(&desk, composed.typed, None).await;
    };
    let command = TakeStep {
        reference: maintenance.reference,
        version: maintenance.version,
        window: desk.window.key.clone(),
        step: ready.step.clone(),
        notice: ready.notice.clone(),
        reasons: ready.reasons.clone(),
        draft: Some(drafts::in_hand(&desk.seat, form.id)),
        form: Some(form),
    };
    match take_step(&desk.seat.console.core, &desk.seat.signed_in.actor, command).await {
        Ok(_) => Ok(taken(&desk)),
        Err(error) => match fault::refusal(error)? {
            StepRefused::Rule(refusal) => {
                let refused = vec![sentence(&desk, &refusal)];
                let shown = Shown::unsaved(&desk.place());
                answer(&desk, &Composed { refused, ready: None, ..composed }, shown)
            }
            StepRefused::Overtaken(now) => {
                let opened = OpenedMaintenance { maintenance: *now, ..desk.opened };
                let window = opened.maintenance.window(&desk.window.key);
                let window = window.ok_or(Fault::NotFound)?.clone();
                check_again(&Desk { opened, window, ..desk }, composed.typed, None).await
            }
        },
    }
}

/// The way to the maintenance, where the step is seen.
fn taken(desk: &Desk) -> Response {
    let path = path(desk.opened.maintenance.reference);
    page::to_saying(&desk.seat.console, &path, Flash::Posted)
}

/// Makes a form one on the record as it stands; what is to be said if that is not the one that was seen.
fn current(desk: &Desk, typed: &mut Typed) -> Option<String> {
    let version = desk.opened.maintenance.version.to_string();
    (typed.get("version") != version).then(|| {
        typed.set("version", version);
        desk.seat.frame.t.msg_maint_not_posted()
    })
}

fn answer(desk: &Desk, composed: &Composed, shown: Shown) -> Result<Response, Fault> {
    let (t, frame) = (desk.seat.frame.t, &desk.seat.frame);
    let mut typed = composed.typed.clone();
    desk.scene().settle(&mut typed, &composed.faults, &composed.assumed);
    let maker =
        Maker { frame, typed: &typed, faults: &composed.faults, assumed: &composed.assumed };
    let sections = sections(desk, &maker);
    let mut refused = composed.refused.clone();
    refused.extend(maker.unseen(&sections));
    let back = path(desk.opened.maintenance.reference);
    let wrong = !composed.faults.is_empty() || !refused.is_empty();
    let mut warned = shown.warned;
    warned.extend(meanwhile(desk, composed));
    let notice = composed.ready.as_ref().and_then(|ready| ready.notice.as_ref());
    let notes = composed.ready.as_ref().and_then(|ready| match &ready.notice {
        Some(notice) if !notice.template.is_dispatched() => Some(t.msg_maint_web_only()),
        Some(_) if !ready.after.is_announced() => Some(t.msg_maint_unannounced_only()),
        Some(_) | None => None,
    });
    let page = FormPage {
        frame,
        title: desk.kind.label(t),
        about: Some(about(desk)),
        action: format!("{back}/{}/{}", desk.window.key, desk.kind.word()),
        most: FORM_BYTES,
        said: shown.said,
        warned,
        keeping: shown.keeping.of(typed.get("submission")),
        refused,
        hidden: hidden(&typed, composed.ready.is_some()),
        sections,
        panes: notice.map(|notice| panes(t, notice)).unwrap_or_default(),
        notes: notes.into_iter().collect(),
        dates: vec![],
        coming: vec![],
        ready: composed.ready.is_some(),
        may_post: desk.seat.may_post(),
        back,
    };
    if wrong { page::refused(&page) } else { page::ok(&page) }
}

fn about(desk: &Desk) -> About {
    let (frame, maintenance) = (&desk.seat.frame, &desk.opened.maintenance);
    let label = title(frame.language, &desk.opened.portal.catalogue, maintenance);
    About {
        link: Link { path: path(maintenance.reference), label },
        reference: maintenance.reference.to_string(),
        window: desk.voice().window(&desk.window),
        state: StateChip::new(frame.t, desk.window.state),
    }
}

/// What else happens at the time to which the step moves the work.
fn meanwhile(desk: &Desk, composed: &Composed) -> Vec<String> {
    let (Some(work), Some(ready)) = (&desk.work, &composed.ready) else { return vec![] };
    let key = &desk.window.key;
    let moved = ready.after.successor(key).unwrap_or_else(|| key.clone());
    meanwhile::told(&desk.scene(), work, &[&ready.after], |window| *window == moved)
}
