//! The form of a step: what it asks for, what customers will read, and taking it. A form is sent to its own address
//! to be checked, and to `/post` below it to be posted as it was checked.

use axum::{
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};

use super::{
    compose::{Composed, compose, sentence, spares},
    kinds::Kind,
    path, reference, route,
};
use crate::{
    app::{
        Failure, StepRefused, Submission, TakeStep,
        desk::{OpenedMaintenance, find_maintenance},
        step_taken_before, take_step,
    },
    domain::{
        key::Key,
        language::Language,
        maintenance::{MaintenanceUpdate, Window},
        operator::Permission,
        text::TextState,
    },
    i18n::voice::Voice,
    views::console::{
        Frame,
        flash::Flash,
        maintenance::{StepPage, StepPane},
        sheet::{Part, Section},
    },
    web::{
        console::{Console, Fault, Form, Route, SignedIn, Verb, Visit, fault, page},
        posting::{
            addresses,
            maker::{Maker, language_label},
            sheet::said,
            typed::Typed,
        },
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
    pub(super) console: Console,
    pub(super) signed_in: SignedIn,
    pub(super) frame: Frame,
    pub(super) opened: OpenedMaintenance,
    pub(super) window: Window,
    pub(super) kind: Kind,
}

type Address = (String, String, String);

impl Desk {
    async fn new(
        console: Console,
        signed_in: SignedIn,
        visit: &Visit,
        (text, window, step): &Address,
    ) -> Result<Self, Fault> {
        let kind = Kind::of(step).ok_or(Fault::NotFound)?;
        let opened = find_maintenance(&console.core, reference(text)?).await?;
        let key: Key = window.parse().map_err(|_| Fault::NotFound)?;
        let window = opened.maintenance.window(&key).ok_or(Fault::NotFound)?.clone();
        Ok(Self { console, signed_in, frame: visit.frame(), opened, window, kind })
    }

    pub(super) fn voice(&self) -> Voice<'_> {
        let portal = &self.opened.portal;
        Voice::new(&portal.provider, &portal.catalogue, self.frame.language)
    }

    /// A number for a form: sent twice, it takes one step.
    fn number(&self) -> Result<String, Fault> {
        let core = &self.console.core;
        Ok(core.ids.uuid(core.clock.now()).map_err(Failure::from)?.to_string())
    }

    /// The form as it is shown for the first time.
    fn blank(&self) -> Result<Typed, Fault> {
        let mut typed = Typed::default();
        typed.set("version", self.opened.maintenance.version.to_string());
        typed.set("submission", self.number()?);
        if self.kind.says_when() {
            typed.set("at", self.frame.time(self.console.core.clock.now()));
        }
        Ok(typed)
    }
}

async fn show(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path(address): Path<Address>,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit, &address).await?;
    let typed = desk.blank()?;
    let (faults, assumed, refused) = (vec![], vec![], vec![]);
    answer(&desk, &Composed { typed, faults, assumed, refused, ready: None }, vec![])
}

async fn check(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path(address): Path<Address>,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit, &address).await?;
    let (typed, said) = current(&desk, typed(&form))?;
    answer(&desk, &compose(&desk, typed), said)
}

async fn publish(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path(address): Path<Address>,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit, &address).await?;
    let typed = typed(&form);
    let number = typed.get("submission").parse().map_err(|_| Fault::Method)?;
    let form = Submission { id: number, fingerprint: said(&typed) };
    if step_taken_before(&desk.console.core, &form).await? {
        return Ok(taken(&desk));
    }
    let as_checked = typed.get("checked") == form.fingerprint;
    let (typed, mut told) = current(&desk, typed)?;
    let composed = compose(&desk, typed);
    if told.is_empty() && !as_checked {
        told.push(desk.frame.t.msg_maint_as_checked());
    }
    let Some(ready) = composed.ready.as_ref().filter(|_| told.is_empty()) else {
        return answer(&desk, &composed, told);
    };
    let maintenance = &desk.opened.maintenance;
    let command = TakeStep {
        reference: maintenance.reference,
        version: maintenance.version,
        window: desk.window.key.clone(),
        step: ready.step.clone(),
        notice: ready.notice.clone(),
        reasons: ready.reasons.clone(),
        form: Some(form),
    };
    match take_step(&desk.console.core, &desk.signed_in.actor, command).await {
        Ok(_) => Ok(taken(&desk)),
        Err(error) => match fault::refusal(error)? {
            StepRefused::Rule(refusal) => {
                let refused = vec![sentence(&desk, &refusal)];
                answer(&desk, &Composed { refused, ready: None, ..composed }, vec![])
            }
            StepRefused::Overtaken(now) => {
                let opened = OpenedMaintenance { maintenance: *now, ..desk.opened };
                let window = opened.maintenance.window(&desk.window.key);
                let window = window.ok_or(Fault::NotFound)?.clone();
                let desk = Desk { opened, window, ..desk };
                let (typed, told) = current(&desk, composed.typed)?;
                answer(&desk, &compose(&desk, typed), told)
            }
        },
    }
}

/// The way to the maintenance, where the step is seen.
fn taken(desk: &Desk) -> Response {
    let path = path(desk.opened.maintenance.reference);
    page::to_saying(&desk.console, &path, Flash::Posted)
}

/// The fields of a form.
fn typed(form: &Form) -> Typed {
    let pairs = form.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::new(pairs.collect())
}

/// The form on the record as it stands; what is to be said if that is not the one that was seen.
fn current(desk: &Desk, mut typed: Typed) -> Result<(Typed, Vec<String>), Fault> {
    let version = desk.opened.maintenance.version.to_string();
    if typed.get("version") == version {
        return Ok((typed, vec![]));
    }
    typed.set("version", version);
    typed.set("submission", desk.number()?);
    Ok((typed, vec![desk.frame.t.msg_maint_not_posted()]))
}

fn answer(desk: &Desk, composed: &Composed, said: Vec<String>) -> Result<Response, Fault> {
    let (t, frame) = (desk.frame.t, &desk.frame);
    let maker = Maker {
        frame,
        typed: &composed.typed,
        faults: &composed.faults,
        assumed: &composed.assumed,
    };
    let sections = sections(desk, &maker);
    let mut refused = composed.refused.clone();
    refused.extend(maker.unseen(&sections));
    let back = path(desk.opened.maintenance.reference);
    let wrong = !composed.faults.is_empty() || !refused.is_empty();
    let notice = composed.ready.as_ref().and_then(|ready| ready.notice.as_ref());
    let web_only = notice.is_some_and(|notice| !notice.template.is_dispatched());
    let page = StepPage {
        frame,
        title: t.msg_maint_step_title(desk.kind.label(t), desk.voice().window(&desk.window)),
        action: format!("{back}/{}/{}", desk.window.key, desk.kind.word()),
        said,
        refused,
        hidden: hidden(composed),
        sections,
        panes: notice.map(|notice| panes(desk, notice)).unwrap_or_default(),
        notes: if web_only { vec![t.msg_maint_web_only()] } else { vec![] },
        ready: composed.ready.is_some(),
        may_post: desk.signed_in.visitor.operator.role.may(Permission::Publish),
        back,
    };
    if wrong { page::refused(&page) } else { page::ok(&page) }
}

fn hidden(composed: &Composed) -> Vec<(String, String)> {
    let carried = |name: &str| (name.to_owned(), composed.typed.get(name).to_owned());
    let mut hidden = vec![carried("version"), carried("submission")];
    if composed.ready.is_some() {
        hidden.push(("checked".to_owned(), self::said(&composed.typed)));
    }
    hidden
}

fn sections(desk: &Desk, maker: &Maker<'_>) -> Vec<Section> {
    let t = desk.frame.t;
    let mut parts = Vec::new();
    if desk.kind.says_when() {
        let label = match desk.kind {
            Kind::Start => t.msg_maint_began(),
            Kind::Complete => t.msg_maint_ended(),
            _ => t.msg_maint_restored(),
        };
        parts.push(Part::One(maker.moment("at", label)));
    }
    match desk.kind {
        Kind::Extend => parts.push(Part::One(maker.moment("until", t.msg_maint_new_end()))),
        Kind::Reschedule => {
            let voice = desk.voice();
            let mut offered: Vec<(&str, String)> = vec![("", t.msg_maint_date_new())];
            let spare = |window| t.msg_maint_date_spare(voice.window(window));
            offered.extend(spares(desk).map(|window| (window.key.as_str(), spare(window))));
            if offered.len() > 1 {
                parts.push(Part::One(maker.radios("spare", t.msg_maint_date(), &offered)));
            }
            parts.push(Part::One(maker.moment("start", t.msg_maint_new_start())));
            parts.push(Part::One(maker.moment("end", t.msg_maint_new_end())));
        }
        _ => {}
    }
    if desk.kind.says_why() {
        parts.push(maker.pair("reason", &t.msg_maint_reason(), 2));
    }
    match desk.kind {
        Kind::Extend => {
            parts.push(maker.pair("impact", &t.msg_maint_impact(), 2));
            parts.push(Part::One(maker.moment("next", t.msg_maint_next())));
        }
        Kind::Complete => parts.push(maker.pair("result", &t.msg_maint_result(), 2)),
        _ => {}
    }
    let mut sections = Vec::new();
    if !parts.is_empty() {
        let title = desk.kind.label(t);
        sections.push(Section { id: "step".to_owned(), title, parts });
    }
    let provider = &desk.opened.portal.provider;
    let found = addresses::found(maker.typed, &Typed::default(), provider);
    sections.extend(addresses::section(maker, &found));
    sections
}

fn panes(desk: &Desk, notice: &MaintenanceUpdate) -> Vec<StepPane> {
    let pane = |language: Language| StepPane {
        language,
        name: language_label(desk.frame.t, language),
        subject: notice.subject.written(language).unwrap_or_default().to_owned(),
        lines: notice
            .body
            .written(language)
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        auto: notice.body.passage(language).is_some_and(|it| it.state == TextState::Auto),
    };
    Language::ALL.map(pane).to_vec()
}
