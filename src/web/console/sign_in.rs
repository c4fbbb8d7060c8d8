//! Signing in, its second step, and signing out.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::{get, post},
};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, cookies, factor, kept,
    next::within_console, page,
};
use crate::{
    app::{
        sessions::{self, Visitor},
        sign_in::{self, Entry, Outcome},
    },
    domain::{operator::Operator, throttle::Throttle},
    i18n::sentences::Sentences,
    views::{
        console::{
            fault::ResumePage,
            flash::Flash,
            sign_in::{Onward, SecondStepPage, SignInPage},
        },
        form::{Field, Kind},
    },
};

pub(super) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Get,
        path: "/console/sign-in",
        access: Access::Public,
        fresh: false,
        handler: || get(show),
    },
    Route {
        verb: Verb::Post,
        path: "/console/sign-in",
        access: Access::Public,
        fresh: false,
        handler: || post(create),
    },
    Route {
        verb: Verb::Get,
        path: "/console/sign-in/code",
        access: Access::HalfWay,
        fresh: false,
        handler: || get(show_second_step),
    },
    Route {
        verb: Verb::Post,
        path: "/console/sign-in/code",
        access: Access::HalfWay,
        fresh: false,
        handler: || post(second_step),
    },
    Route {
        verb: Verb::Post,
        path: "/console/sign-out",
        access: Access::HalfWay,
        fresh: false,
        handler: || post(delete),
    },
];

/// The longest name that is looked at, in characters; longer ones are nobody's.
const LONGEST_NAME: usize = Operator::MAX_LOGIN * 4;

async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    if visit.visitor.as_ref().is_some_and(|visitor| !visitor.session.awaits_factor) {
        return Ok(page::to("/console"));
    }
    let query = query.unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next");
    let next = next.map_or_else(String::new, |(_, next)| next.into_owned());
    sign_in_page(&visit, StatusCode::OK, Onward { next, kept: String::new() }, |page| page)
}

/// The sign-in page, after a passkey that was not taken.
pub(super) fn refused_passkey(
    visit: &Visit,
    status: StatusCode,
    onward: Onward,
    sentence: String,
) -> Result<Response, Fault> {
    sign_in_page(visit, status, onward, |page| SignInPage { refusal: Some(sentence), ..page })
}

/// Asks a stranger to sign in, where they wanted to go.
pub(super) fn ask(visit: &Visit, onward: Onward) -> Result<Response, Fault> {
    sign_in_page(visit, StatusCode::UNAUTHORIZED, onward, |page| page)
}

fn sign_in_page(
    visit: &Visit,
    status: StatusCode,
    onward: Onward,
    change: impl FnOnce(SignInPage<'_>) -> SignInPage<'_>,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    "/console/sign-in".clone_into(&mut frame.here);
    let t = frame.t;
    let page = SignInPage {
        frame: &frame,
        onward,
        name: Field::new("name", t.msg_sign_in_name(), Kind::Text, "username"),
        password: Field::new(
            "password",
            t.msg_sign_in_password(),
            Kind::Password,
            "current-password",
        ),
        refusal: None,
    };
    page::html(status, &change(page))
}

async fn create(
    State(console): State<Console>,
    visit: Visit,
    form: Form,
) -> Result<Response, Fault> {
    let t = visit.frame().t;
    let (name, password) = (form.line("name", LONGEST_NAME), form.secret("password"));
    let error = |field: &Result<String, super::form::FieldError>| {
        field.as_ref().err().map(|error| error.sentence(t))
    };
    let (name_error, password_error) = (error(&name), error(&password));
    let typed = form.text("name").to_owned();
    let (Ok(name), Ok(password)) = (name, password) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return sign_in_page(&visit, status, onward(&form), |page| SignInPage {
            name: page.name.clone().typed(&typed, name_error),
            password: page.password.clone().typed("", password_error),
            ..page
        });
    };
    let outcome =
        sign_in::sign_in(&console.core, &console.security, &name, password, &visit.browser).await?;
    let refuse = |status, sentence| {
        sign_in_page(&visit, status, onward(&form), |page| SignInPage {
            name: page.name.clone().typed(&typed, None),
            refusal: Some(sentence),
            ..page
        })
    };
    match outcome {
        Outcome::In(entry) => entered(&console, visit, &form, entry).await,
        Outcome::Refused => refuse(StatusCode::UNAUTHORIZED, t.msg_sign_in_refused()),
        Outcome::Wait(seconds) => refuse(StatusCode::TOO_MANY_REQUESTS, waiting(t, seconds))
            .map(|response| retry_after(response, seconds)),
    }
}

/// The sentence for somebody who has to wait.
pub(super) fn waiting(t: &Sentences, seconds: i64) -> String {
    t.msg_sign_in_wait(u64::try_from(seconds).unwrap_or_default())
}

/// Says in a header how long to wait (RFC 9110 §10.2.3).
pub(super) fn retry_after(mut response: Response, seconds: i64) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Where to go on, as the form says it.
pub(super) fn onward(form: &Form) -> Onward {
    Onward { next: form.text("next").to_owned(), kept: form.text("kept").to_owned() }
}

/// Goes on with a new session: to its second step, to what was interrupted, or to where it was
/// wanted.
pub(super) async fn entered(
    console: &Console,
    mut visit: Visit,
    form: &Form,
    entry: Entry,
) -> Result<Response, Fault> {
    let visitor = sessions::visitor(&console.core, &entry.token).await?;
    let must_enrol = visitor.as_ref().is_some_and(|it| it.must_enrol(&console.security));
    visit.visitor = visitor.map(Into::into);
    let next = within_console(form.text("next")).unwrap_or("/console");
    let kept = kept::unfold(form.text("kept"), next);
    let mut response = match kept {
        _ if entry.awaits_factor => {
            let asked = ask_for_code(&visit, onward(form))?;
            with_status(asked, StatusCode::OK)
        }
        _ if must_enrol => match &visit.visitor {
            Some(visitor) if kept.is_some() => {
                let asked = factor::ask(console, &visit, visitor, onward(form))?;
                with_status(asked, StatusCode::OK)
            }
            _ => page::to(factor::PATH),
        },
        Some(kept) => page::ok(&ResumePage { frame: &visit.frame(), kept })?,
        None if entry.failed_before >= Throttle::TOLD_FROM => {
            page::to_saying(console, next, Flash::Attempts(entry.failed_before))
        }
        None => page::to_saying(console, next, Flash::SignedIn),
    };
    cookies::set_session(response.headers_mut(), console, &entry.token)?;
    if let (false, Some(visitor)) = (entry.awaits_factor, &visit.visitor) {
        let login = &visitor.operator.login;
        let known = sign_in::make_known(&console.core, &console.security, login)?;
        cookies::set_known(response.headers_mut(), &console.site, &known);
    }
    Ok(response)
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}

/// Asks for the second step.
pub(super) fn ask_for_code(visit: &Visit, onward: Onward) -> Result<Response, Fault> {
    code_page(visit, StatusCode::UNAUTHORIZED, onward, None, None)
}

/// The field for a code.
pub(super) fn code_field(t: &Sentences) -> Field {
    Field::new("code", t.msg_second_step_code(), Kind::Code, "one-time-code")
        .hint(t.msg_second_step_hint())
}

fn code_page(
    visit: &Visit,
    status: StatusCode,
    onward: Onward,
    error: Option<String>,
    refusal: Option<String>,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    "/console/sign-in/code".clone_into(&mut frame.here);
    let code = code_field(frame.t).typed("", error);
    page::html(status, &SecondStepPage { frame: &frame, onward, code, refusal })
}

async fn show_second_step(
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    if !visitor.session.awaits_factor {
        return Ok(page::to("/console"));
    }
    code_page(&visit, StatusCode::OK, Onward::default(), None, None)
}

async fn second_step(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    if !visitor.session.awaits_factor {
        return Ok(page::to("/console"));
    }
    let t = visit.frame().t;
    let typed = match form.line("code", 100) {
        Ok(typed) => typed,
        Err(error) => {
            let error = Some(error.sentence(t));
            return code_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, onward(&form), error, None);
        }
    };
    let outcome = prove(&console, &visitor, &visit, &typed).await?;
    let refuse = |status, sentence| code_page(&visit, status, onward(&form), None, Some(sentence));
    match outcome {
        Outcome::In(entry) => entered(&console, visit, &form, entry).await,
        Outcome::Refused => refuse(StatusCode::UNAUTHORIZED, t.msg_second_step_refused()),
        Outcome::Wait(seconds) => refuse(StatusCode::TOO_MANY_REQUESTS, waiting(t, seconds))
            .map(|response| retry_after(response, seconds)),
    }
}

async fn prove(
    console: &Console,
    visitor: &Visitor,
    visit: &Visit,
    typed: &str,
) -> Result<Outcome, Fault> {
    let Console { core, security, .. } = console;
    Ok(sign_in::second_step(core, security, visitor, typed, &visit.browser).await?)
}

async fn delete(
    State(console): State<Console>,
    SignedIn { visitor, actor }: SignedIn,
) -> Result<Response, Fault> {
    sessions::sign_out(&console.core, &actor, &visitor.session).await?;
    let mut response = page::to("/console/sign-in");
    cookies::clear_session(response.headers_mut(), &console.site);
    // Not "cookies": that would also clear those of the provider's other sites on the same domain.
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}
