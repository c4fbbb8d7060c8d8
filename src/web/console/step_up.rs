//! Proving again who one is, before what changes how people sign in (requirement S11).

use axum::{
    extract::State,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, page,
    sign_in::{code_field, entered, onward, retry_after, waiting},
};
use crate::{
    app::{
        account,
        sessions::Visitor,
        sign_in::{self, Outcome},
    },
    views::{
        console::sign_in::{Onward, StepUpPage},
        form::{Field, Kind},
    },
};

pub(super) static ROUTES: &[Route] = &[
    Route { verb: Verb::Get, path: PATH, access: Access::Own, fresh: false, handler: || get(show) },
    Route {
        verb: Verb::Post,
        path: PATH,
        access: Access::Own,
        fresh: false,
        handler: || post(create),
    },
];

const PATH: &str = "/console/step-up";

async fn show(visit: Visit, SignedIn { visitor, .. }: SignedIn) -> Result<Response, Fault> {
    step_up_page(&visit, &visitor, StatusCode::OK, Onward::default(), |page| page)
}

/// Asks who has been signed in for a while to prove who they are.
pub(super) fn ask(visit: &Visit, visitor: &Visitor, onward: Onward) -> Result<Response, Fault> {
    step_up_page(visit, visitor, StatusCode::UNAUTHORIZED, onward, |page| page)
}

/// The same page, after a passkey that was not taken.
pub(super) fn refused_passkey(
    visit: &Visit,
    visitor: &Visitor,
    status: StatusCode,
    onward: Onward,
    sentence: String,
) -> Result<Response, Fault> {
    step_up_page(visit, visitor, status, onward, |page| StepUpPage {
        refusal: Some(sentence),
        ..page
    })
}

fn step_up_page(
    visit: &Visit,
    visitor: &Visitor,
    status: StatusCode,
    onward: Onward,
    change: impl FnOnce(StepUpPage<'_>) -> StepUpPage<'_>,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    PATH.clone_into(&mut frame.here);
    let t = frame.t;
    let page = StepUpPage {
        frame: &frame,
        onward,
        login: &visitor.operator.login,
        password: Field::new(
            "password",
            t.msg_sign_in_password(),
            Kind::Password,
            "current-password",
        ),
        code: visitor.has_factor.then(|| code_field(t)),
        has_passkey: visitor.has_passkey,
        refusal: None,
    };
    page::html(status, &change(page))
}

async fn create(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let t = visit.frame().t;
    let show = |status, sentence| {
        step_up_page(&visit, &visitor, status, onward(&form), |page| StepUpPage {
            refusal: Some(sentence),
            ..page
        })
    };
    if !account::has_password(&console.core, &visitor.operator).await? {
        return show(StatusCode::FORBIDDEN, t.msg_step_up_no_password());
    }
    let password = match form.secret("password") {
        Ok(password) => password,
        Err(error) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let error = Some(error.sentence(t));
            return step_up_page(&visit, &visitor, status, onward(&form), |page| StepUpPage {
                password: page.password.clone().typed("", error),
                ..page
            });
        }
    };
    let Console { core, security, .. } = &console;
    let typed = form.text("code").trim();
    let outcome =
        sign_in::step_up(core, security, &visitor, password, typed, &visit.browser).await?;
    match outcome {
        Outcome::In(entry) => entered(&console, visit, &form, entry).await,
        Outcome::Refused => show(StatusCode::UNAUTHORIZED, t.msg_step_up_refused()),
        Outcome::Wait(seconds) => show(StatusCode::TOO_MANY_REQUESTS, waiting(t, seconds))
            .map(|response| retry_after(response, seconds)),
    }
}
