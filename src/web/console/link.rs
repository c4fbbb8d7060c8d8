//! One-time links (requirements S33, S36). Opening one shows what it is for; only its button uses it.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::{get, post},
};

use super::{Access, Console, Fault, Form, Route, Verb, Visit, fault::refusal, page, sign_in};
use crate::{
    app::links::{self, RedeemRefusal},
    domain::{operator::Operator, session::LinkPurpose, token::Token},
    views::{
        console::sign_in::{LinkGonePage, LinkPage, weak_password},
        form::{Field, Kind},
    },
};

pub(super) static ROUTES: &[Route] = &[
    Route {
        verb: Verb::Get,
        path: "/console/link/{token}",
        access: Access::Public,
        fresh: false,
        handler: || get(show),
    },
    Route {
        verb: Verb::Post,
        path: "/console/link/{token}",
        access: Access::Public,
        fresh: false,
        handler: || post(create),
    },
];

/// The path of a link, to be put behind the address of the portal.
pub fn link_path(token: &Token) -> String {
    format!("/console/link/{}", token.text())
}

async fn show(
    State(console): State<Console>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let found = match Token::from_text(&token) {
        Some(token) => links::look_at_link(&console.core, &token).await?,
        None => None,
    };
    let Some((operator, purpose)) = found else { return gone(&visit) };
    link_page(&visit, StatusCode::OK, &operator, purpose, None)
}

async fn create(
    State(console): State<Console>,
    visit: Visit,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let Some(token) = Token::from_text(&token) else { return gone(&visit) };
    let Some((operator, purpose)) = links::look_at_link(&console.core, &token).await? else {
        return gone(&visit);
    };
    let again = |error| {
        link_page(&visit, StatusCode::UNPROCESSABLE_ENTITY, &operator, purpose, Some(error))
    };
    let t = visit.frame().t;
    let Console { core, security, .. } = &console;
    let redeemed = match purpose {
        LinkPurpose::SignIn => links::sign_in_by_link(core, &token, &visit.browser).await,
        LinkPurpose::SetPassword => match form.secret("password") {
            Ok(password) => {
                links::set_password_by_link(core, security, &token, password, &visit.browser).await
            }
            Err(error) => return again(error.sentence(t)),
        },
    };
    match redeemed.map_err(refusal) {
        Ok(entry) => sign_in::entered(&console, visit, &form, entry).await,
        Err(refused) => match refused? {
            RedeemRefusal::Gone => gone(&visit),
            RedeemRefusal::Weak(weak) => again(weak_password(t, weak)),
        },
    }
}

fn link_page(
    visit: &Visit,
    status: StatusCode,
    operator: &Operator,
    purpose: LinkPurpose,
    error: Option<String>,
) -> Result<Response, Fault> {
    let frame = visit.frame();
    let t = frame.t;
    let password = Field::new("password", t.msg_link_password(), Kind::Password, "new-password")
        .hint(t.msg_password_hint())
        .typed("", error);
    let page = LinkPage {
        frame: &frame,
        action: format!("{}?lang={}", visit.path, frame.language.tag()),
        purpose,
        name: operator.name.clone(),
        login: operator.login.clone(),
        password,
    };
    page::html(status, &page).map(hide_address)
}

fn gone(visit: &Visit) -> Result<Response, Fault> {
    page::html(StatusCode::GONE, &LinkGonePage { frame: &visit.frame() }).map(hide_address)
}

/// Keeps the token out of `Referer`. Not `no-referrer`, with which browsers send `Origin: null` and
/// older ones, which know no `Sec-Fetch-Site`, could not use the form.
fn hide_address(mut response: Response) -> Response {
    let policy = HeaderValue::from_static("strict-origin");
    response.headers_mut().insert(header::REFERRER_POLICY, policy);
    response
}
