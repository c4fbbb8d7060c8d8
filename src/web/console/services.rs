//! The state of services: seen by everybody, given and lifted by those who may publish.

use axum::{
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
    response::Response,
    routing::{get, post},
};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, fault::refusal,
    incidents::typed as fields, page,
};
use crate::{
    app::{
        self, GiveState, StateRefused, StatedService, desk::Portal, give_state, lift_state,
        service_states,
    },
    domain::{
        operator::Permission,
        state_override::{Force, OverrideFault},
        status::ServiceState,
        time::Timestamp,
    },
    i18n::{dates::short_duration, labels::Label as _},
    views::{
        console::{
            Frame,
            flash::Flash,
            services::{GivenState, ServicePage, ServiceRow, ServicesPage, State as Shown},
        },
        public::tone,
    },
    web::posting::{
        addresses,
        given_state::{self, Asked},
        maker::Maker,
        reader::{Fault as FieldFault, Faults, Reader, Rule},
        scene::Scene,
        typed::Typed,
    },
};

const PATH: &str = "/console/services";
const PUBLISH: Access = Access::May(Permission::Publish);

pub(super) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Get,
        path: PATH,
        access: Access::May(Permission::View),
        fresh: false,
        handler: || get(index),
    },
    Route {
        verb: Verb::Get,
        path: "/console/services/{service}",
        access: PUBLISH,
        fresh: false,
        handler: || get(show),
    },
    Route {
        verb: Verb::Post,
        path: "/console/services/{service}",
        access: PUBLISH,
        fresh: false,
        handler: || post(give),
    },
    Route {
        verb: Verb::Post,
        path: "/console/services/{service}/lift",
        access: PUBLISH,
        fresh: false,
        handler: || post(lift),
    },
];

async fn index(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
) -> Result<Response, Fault> {
    let frame = visit.frame();
    let services = match service_states(&console.core).await {
        Ok((_, services)) => services,
        Err(app::Error::NotFound) => vec![],
        Err(error) => return Err(error.into()),
    };
    let now = console.core.clock.now();
    page::ok(&ServicesPage {
        frame: &frame,
        services: services.iter().map(|service| row(&frame, service, now)).collect(),
        may_publish: signed_in.visitor.operator.role.may(Permission::Publish),
    })
}

/// A service as the console shows it.
pub(super) fn row(frame: &Frame, service: &StatedService, now: Timestamp) -> ServiceRow {
    ServiceRow {
        path: format!("{PATH}/{}", service.service.key),
        name: service.service.name.get(frame.language).clone(),
        shown: shown(frame, service.shown(now)),
        computed: shown(frame, service.computed),
        given: given(frame, service, now),
    }
}

fn shown(frame: &Frame, state: ServiceState) -> Shown {
    Shown { tone: tone(state), word: state.label(frame.t) }
}

fn given(frame: &Frame, service: &StatedService, now: Timestamp) -> Option<GivenState> {
    let t = frame.t;
    let stored = service.given.as_ref()?;
    let one = &stored.given;
    let age = short_duration(frame.language, now.minutes_since(one.since).max(0));
    let until = one.until.map(|until| t.msg_services_until(frame.time(until)));
    let computed = service.computed.label(t);
    let note = match service.force(stored, now) {
        Force::Lapsed => Some(t.msg_services_lapsed()),
        Force::Overtaken => Some(t.msg_services_overtaken(computed)),
        Force::Holds if one.state != service.computed => Some(t.msg_services_differs(computed)),
        Force::Holds => None,
    };
    Some(GivenState {
        state: shown(frame, one.state),
        facts: vec![
            t.msg_services_by(one.by.as_str(), frame.time(one.since), age),
            until.unwrap_or_else(|| t.msg_services_no_end()),
            t.msg_services_why(one.reason.as_str()),
        ],
        notes: note.into_iter().collect(),
    })
}

/// What a request brings to the form of a service.
struct Counter {
    console: Console,
    signed_in: SignedIn,
    frame: Frame,
    portal: Portal,
    service: StatedService,
}

impl FromRequestParts<Console> for Counter {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Fault> {
        let visit = Visit::from_request_parts(parts, console).await?;
        let signed_in = SignedIn::from_request_parts(parts, console).await?;
        let key = Path::<String>::from_request_parts(parts, console).await;
        let Path(key) = key.map_err(|_| Fault::NotFound)?;
        let (portal, service) = found(console, &key).await?;
        let mut frame = visit.frame();
        frame.here = format!("{PATH}/{}", service.service.key);
        Ok(Self { console: console.clone(), signed_in, frame, portal, service })
    }
}

impl Counter {
    /// What stands by now, after somebody else was quicker.
    async fn look_again(&mut self) -> Result<(), Fault> {
        let key = self.service.service.key.to_string();
        (self.portal, self.service) = found(&self.console, &key).await?;
        Ok(())
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            provider: &self.portal.provider,
            catalogue: &self.portal.catalogue,
            policy: &self.console.policy,
            zone: &self.frame.zone,
            now: self.console.core.clock.now(),
            frame: &self.frame,
            by: &self.signed_in.visitor.operator.login,
        }
    }

    fn page(
        &self,
        status: StatusCode,
        (typed, faults): (&Typed, &Faults),
        previewed: Option<&Asked>,
        refused: Vec<String>,
    ) -> Result<Response, Fault> {
        let (scene, frame) = (self.scene(), &self.frame);
        let mut reader = Reader::new(typed, scene.now, scene.zone);
        given_state::read(&mut reader, &self.service);
        let mut typed = typed.clone();
        scene.settle(&mut typed, &reader.faults, &reader.assumed);
        let maker = Maker { frame, typed: &typed, faults, assumed: &reader.assumed };
        let mut sections = vec![given_state::section(&maker)];
        let known = given_state::show(&scene, &self.service);
        let found = addresses::found(&typed, &known, scene.provider);
        sections.extend(addresses::section(&maker, &found));
        let unseen = maker.unseen(&sections);
        let hidden = ["computed", "revision"];
        let service = row(frame, &self.service, scene.now);
        page::html(
            status,
            &ServicePage {
                frame,
                title: frame.t.msg_services_form_title(service.name.as_str()),
                service,
                hidden: hidden.map(|name| (name.to_owned(), typed.get(name).to_owned())).into(),
                refused: refused.into_iter().chain(unseen).collect(),
                sections,
                previews: previewed
                    .map(|asked| given_state::previews(&scene, &self.service, asked))
                    .unwrap_or_default(),
            },
        )
    }

    /// The form on what somebody else made of it meanwhile: nothing typed is lost, nothing is changed.
    async fn overtaken(mut self, mut typed: Typed) -> Result<Response, Fault> {
        self.look_again().await?;
        given_state::see(&mut typed, &self.service);
        let sentence = self.frame.t.msg_services_overtaken_form();
        self.page(StatusCode::CONFLICT, (&typed, &vec![]), None, vec![sentence])
    }
}

async fn found(console: &Console, key: &str) -> Result<(Portal, StatedService), Fault> {
    let (portal, services) = service_states(&console.core).await?;
    let service = services.into_iter().find(|one| one.service.key.as_str() == key);
    Ok((portal, service.ok_or(Fault::NotFound)?))
}

async fn show(counter: Counter) -> Result<Response, Fault> {
    let typed = given_state::show(&counter.scene(), &counter.service);
    counter.page(StatusCode::OK, (&typed, &vec![]), None, vec![])
}

async fn give(counter: Counter, form: Form) -> Result<Response, Fault> {
    let typed = fields(&form);
    let seen = given_state::seen(&typed).ok_or(Fault::Incomplete)?;
    let scene = counter.scene();
    let mut reader = Reader::new(&typed, scene.now, scene.zone).for_writer(scene.by);
    let asked = given_state::read(&mut reader, &counter.service);
    let known = given_state::show(&scene, &counter.service);
    let found = addresses::found(&typed, &known, scene.provider);
    let gives = typed.get("step") == "give";
    let reasons = addresses::reason(&mut reader, &found, gives).into_iter().collect();
    let faults = reader.faults;
    let asked = match asked {
        Some(asked) if faults.is_empty() => asked,
        _ => {
            return counter.page(StatusCode::UNPROCESSABLE_ENTITY, (&typed, &faults), None, vec![]);
        }
    };
    if !gives {
        return counter.page(StatusCode::OK, (&typed, &faults), Some(&asked), vec![]);
    }
    let Asked { state, text, reason, until } = asked;
    let service = counter.service.service.key.clone();
    let command = GiveState { service, state, text, reason, until, seen, reasons };
    match give_state(&counter.console.core, &counter.signed_in.actor, command).await {
        Ok(()) => Ok(page::to_saying(&counter.console, PATH, Flash::StateGiven)),
        Err(error) => match refusal(error)? {
            StateRefused::Overtaken => counter.overtaken(typed).await,
            StateRefused::Faults(faults) => {
                let faults = faults.into_iter().map(at_field).collect();
                counter.page(StatusCode::UNPROCESSABLE_ENTITY, (&typed, &faults), None, vec![])
            }
        },
    }
}

fn at_field(fault: OverrideFault) -> (String, FieldFault) {
    let (field, fault) = match fault {
        OverrideFault::NoText => ("text_ja", FieldFault::Rule(Rule::PublicReason)),
        OverrideFault::EndBeforeStart => ("until", FieldFault::Passed),
    };
    (field.to_owned(), fault)
}

async fn lift(counter: Counter, form: Form) -> Result<Response, Fault> {
    let seen = given_state::seen(&fields(&form)).ok_or(Fault::Incomplete)?;
    let (core, actor) = (&counter.console.core, &counter.signed_in.actor);
    match lift_state(core, actor, &counter.service.service.key, seen).await {
        Ok(()) => Ok(page::to_saying(&counter.console, PATH, Flash::StateLifted)),
        Err(error) => match refusal(error)? {
            StateRefused::Overtaken | StateRefused::Faults(_) => {
                let typed = given_state::show(&counter.scene(), &counter.service);
                counter.overtaken(typed).await
            }
        },
    }
}
