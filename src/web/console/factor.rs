//! One's own second factor: setting it up, taking it away, new recovery codes.

use axum::{
    extract::State,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    Access, Console, Fault, Form, Route, SignedIn, Verb, Visit, account, cookies, kept,
    next::within_console, page, sign_in::onward, step_up,
};
use crate::{
    app::{
        account::{self as verbs, Enrolled, Enrolment},
        sessions::Visitor,
    },
    domain::token::Token,
    views::{
        console::{
            account::{CodesPage, FactorPage, Qr},
            fault::Kept,
            flash::Flash,
            sign_in::Onward,
        },
        form::{Field, Kind},
    },
};

pub(super) const PATH: &str = "/console/account/second-factor";

pub(super) static ROUTES: &[Route] = &[
    Route { verb: Verb::Get, path: PATH, access: Access::Own, fresh: true, handler: || get(show) },
    // The sealed seed in the form was only given to a fresh session of the same operator.
    Route {
        verb: Verb::Post,
        path: PATH,
        access: Access::Own,
        fresh: false,
        handler: || post(create),
    },
    Route {
        verb: Verb::Post,
        path: "/console/account/second-factor/remove",
        access: Access::Own,
        fresh: true,
        handler: || post(delete),
    },
    Route {
        verb: Verb::Post,
        path: "/console/account/codes",
        access: Access::Own,
        fresh: true,
        handler: || post(renew_codes),
    },
];

async fn show(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    let enrolment = begin(&console, &visitor)?;
    factor_page(
        (&console, &visit, &visitor),
        StatusCode::OK,
        Onward::default(),
        enrolment,
        |page| page,
    )
}

/// Asks who may not go on without, and carries what was typed until it is set up. The session is fresh.
pub(super) fn ask(
    console: &Console,
    visit: &Visit,
    visitor: &Visitor,
    onward: Onward,
) -> Result<Response, Fault> {
    let enrolment = begin(console, visitor)?;
    let status = StatusCode::UNAUTHORIZED;
    factor_page((console, visit, visitor), status, onward, enrolment, |page| page)
}

/// What the authenticator shows above its codes.
fn issuer(console: &Console) -> &str {
    &console.site.authority
}

fn begin(console: &Console, visitor: &Visitor) -> Result<Enrolment, Fault> {
    let Console { core, security, .. } = console;
    Ok(verbs::begin_enrolment(core, security, &visitor.operator, issuer(console))?)
}

fn factor_page(
    (console, visit, visitor): (&Console, &Visit, &Visitor),
    status: StatusCode,
    onward: Onward,
    enrolment: Enrolment,
    change: impl FnOnce(FactorPage<'_>) -> FactorPage<'_>,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    PATH.clone_into(&mut frame.here);
    let page = FactorPage {
        frame: &frame,
        onward,
        required: visitor.must_enrol(&console.security),
        qr: Qr::of(&enrolment.address),
        seed: enrolment.typed_seed,
        sealed: URL_SAFE_NO_PAD.encode(enrolment.sealed),
        refusal: None,
        code: Field::new("code", frame.t.msg_second_step_code(), Kind::Code, "one-time-code"),
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
    let sealed = URL_SAFE_NO_PAD.decode(form.text("sealed")).unwrap_or_default();
    let typed = form.line("code", 100);
    let Console { core, security, .. } = &console;
    let enrolled = match &typed {
        Ok(typed) => verbs::enrol(core, security, &visitor, &sealed, typed, &visit.browser).await?,
        Err(_) => Enrolled::WrongCode,
    };
    if let Enrolled::Done(token, codes) = enrolled {
        let next = within_console(form.text("next")).unwrap_or(account::PATH);
        let kept = kept::unfold(form.text("kept"), next);
        return codes_page(&console, &visit, &token, codes, kept);
    }
    let onward = onward(&form);
    let same = verbs::go_on_enrolling(core, security, &visitor.operator, issuer(&console), sealed)?;
    let Some(enrolment) = same else {
        if !visitor.session.is_fresh(core.clock.now()) {
            return if onward.kept.is_empty() {
                Ok(page::to(PATH))
            } else {
                step_up::ask(&visit, &visitor, onward)
            };
        }
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return factor_page(
            (&console, &visit, &visitor),
            status,
            onward,
            begin(&console, &visitor)?,
            |page| FactorPage { refusal: Some(t.msg_account_factor_expired()), ..page },
        );
    };
    let error = typed.err().map_or_else(|| t.msg_second_step_refused(), |error| error.sentence(t));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    factor_page((&console, &visit, &visitor), status, onward, enrolment, |page| FactorPage {
        code: page.code.clone().typed("", Some(error)),
        ..page
    })
}

fn codes_page(
    console: &Console,
    visit: &Visit,
    token: &Token,
    codes: Vec<String>,
    kept: Option<Kept>,
) -> Result<Response, Fault> {
    let mut frame = visit.frame();
    account::PATH.clone_into(&mut frame.here);
    let mut response = page::ok(&CodesPage { frame: &frame, codes, kept })?;
    cookies::set_session(response.headers_mut(), console, token)?;
    Ok(response)
}

async fn delete(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    let Console { core, security, .. } = &console;
    let removed = verbs::remove_factor(core, security, &visitor, &visit.browser).await?;
    let Some(token) = removed else { return Err(Fault::Forbidden) };
    let mut response = page::to_saying(&console, account::PATH, Flash::FactorOff);
    cookies::set_session(response.headers_mut(), &console, &token)?;
    Ok(response)
}

async fn renew_codes(
    State(console): State<Console>,
    visit: Visit,
    SignedIn { visitor, .. }: SignedIn,
) -> Result<Response, Fault> {
    match verbs::renew_codes(&console.core, &visitor, &visit.browser).await? {
        Some((token, codes)) => codes_page(&console, &visit, &token, codes, None),
        None => Ok(page::to(account::PATH)),
    }
}
