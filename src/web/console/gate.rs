//! What every request passes before its handler, and every answer after it: the same origin, the
//! form, the cookie, the permission; the deadline, the page of a fault, and the headers of what nobody
//! may keep.
//!
//! The deadline is kept here, and not around the console, because here it is known what was typed:
//! whoever had to wait in vain gets it back.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::{Instant, timeout_at};

use super::{
    Access, Console, Fault, Form, Route, Verb, Visit, cookies, factor, fault::folded,
    form::TooManyFields, next::within_console, origin, page, sign_in, step_up,
};
use crate::{
    app::sessions::{self, Visitor},
    domain::time::Timestamp,
    views::console::sign_in::Onward,
    web::limits::FORM_BYTES,
};

/// The most bytes that are read of a form, so that one that is too large can be shown again.
const READ_BYTES: usize = 2 * FORM_BYTES;

/// Around everything: makes the [`Visit`], and turns a fault into its page.
pub(super) async fn answer(
    State(console): State<Console>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut visit = Visit::new(&console, &parts);
    let deadline = Instant::now() + console.deadline;
    let admitted = timeout_at(deadline, admit(&console, &mut visit, &parts, body)).await;
    let request = match admitted.unwrap_or(Err(Fault::Late { begun: false })) {
        Err(fault) => return finished(&console, &visit, fault.into_response()),
        Ok(body) => {
            parts.extensions.insert(visit.clone());
            if let Some(form) = &visit.form {
                parts.extensions.insert(form.clone());
            }
            Request::from_parts(parts, body)
        }
    };
    let handled = timeout_at(deadline, next.run(request)).await;
    let response = handled.unwrap_or_else(|_| Fault::Late { begun: true }.into_response());
    finished(&console, &visit, response)
}

/// Looks at where a request comes from, its form and its cookie.
async fn admit(
    console: &Console,
    visit: &mut Visit,
    parts: &axum::http::request::Parts,
    body: Body,
) -> Result<Body, Fault> {
    let mut is_too_large = false;
    if visit.changes {
        if !origin::is_own(&parts.headers, &console.site) {
            return Err(Fault::Foreign);
        }
        let bytes = to_bytes(body, READ_BYTES).await.map_err(|_| Fault::TooLarge)?;
        let kind = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
        if !bytes.is_empty() && !kind.is_some_and(|kind| kind.starts_with(FORM_TYPE)) {
            return Err(Fault::Kind);
        }
        let (form, is_whole) = match Form::parse(&bytes) {
            Ok(form) => (form, true),
            Err(TooManyFields(form)) => (form, false),
        };
        // What is carried through signing in was a form of its own.
        let own = bytes.len().saturating_sub(form.text("kept").len());
        is_too_large = !is_whole || own > FORM_BYTES;
        visit.form = Some(form);
    }
    if let Some(token) = cookies::session(&parts.headers, &console.site) {
        let visitor = sessions::visitor(&console.core, &token).await?;
        visit.visitor = visitor.map(|visitor| marked(console, parts, visitor).into());
    }
    // Said only now, in the language of whoever it is.
    if is_too_large { Err(Fault::TooLarge) } else { Ok(Body::empty()) }
}

/// Without its mark, a session is not fresh: the request may come by a link on another site.
fn marked(console: &Console, parts: &axum::http::request::Parts, mut visitor: Visitor) -> Visitor {
    if !cookies::shows_freshness(&parts.headers, console, &visitor.session) {
        visitor.session.fresh_until = Timestamp::MIN;
    }
    visitor
}

const FORM_TYPE: &[u8] = b"application/x-www-form-urlencoded";

/// Before each handler: who may ask for its route.
pub(super) async fn pass(
    State((console, route)): State<(Console, &'static Route)>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    match refusal(&console, route, &visit).await {
        Ok(None) => next.run(request).await,
        Ok(Some(response)) => response,
        Err(fault) => fault.into_response(),
    }
}

/// The answer to a visitor who may not go on; `None` for one who may.
async fn refusal(
    console: &Console,
    route: &Route,
    visit: &Visit,
) -> Result<Option<Response>, Fault> {
    if route.access == Access::Public {
        return Ok(None);
    }
    let next = if route.verb == Verb::Get { &visit.address } else { &visit.path };
    let onward = || onward(visit, next);
    let Some(visitor) = &visit.visitor else {
        return sign_in::ask(visit, onward()?).map(Some);
    };
    if route.access == Access::HalfWay {
        return Ok(None);
    }
    if visitor.session.awaits_factor {
        return sign_in::ask_for_code(visit, onward()?).map(Some);
    }
    if let Access::May(permission) = route.access {
        if visitor.must_enrol(&console.security) {
            return match &visit.form {
                None => Ok(page::to(factor::PATH)),
                Some(_) if visitor.session.is_fresh(console.core.clock.now()) => {
                    factor::ask(console, visit, visitor, onward()?)
                }
                Some(_) => step_up::ask(visit, visitor, onward()?),
            }
            .map(Some);
        }
        if !visitor.operator.role.may(permission) {
            denied(console, visit, visitor, route).await?;
            return Err(Fault::Forbidden);
        }
    }
    if route.fresh && !visitor.session.is_fresh(console.core.clock.now()) {
        return step_up::ask(visit, visitor, onward()?).map(Some);
    }
    Ok(None)
}

/// Where to go on after signing in, with what was typed. A form that carries another one on its way
/// through signing in leads where that one does.
fn onward(visit: &Visit, next: &str) -> Result<Onward, Fault> {
    match &visit.form {
        Some(form) if !form.text("kept").is_empty() => Ok(sign_in::onward(form)),
        _ => Ok(Onward { next: next.to_owned(), kept: folded(visit)? }),
    }
}

async fn denied(
    console: &Console,
    visit: &Visit,
    visitor: &Visitor,
    route: &Route,
) -> Result<(), Fault> {
    let actor = visitor.actor(&visit.browser);
    Ok(sessions::denied(&console.core, &actor, route.path).await?)
}

/// An address with a slash at its end is the one without it, which its links and people's habits lead to.
pub(super) async fn unknown_address(visit: Visit) -> Result<Response, Fault> {
    let trimmed = visit.path.trim_end_matches('/');
    match within_console(trimmed) {
        Some(path) if path != visit.path && !visit.changes => Ok(page::to(path)),
        _ => Err(Fault::NotFound),
    }
}

pub(super) async fn wrong_method() -> Fault {
    Fault::Method
}

/// The answer as it goes out.
fn finished(console: &Console, visit: &Visit, mut response: Response) -> Response {
    if let Some(fault) = response.extensions_mut().remove::<Fault>() {
        let allow = response.headers_mut().remove(header::ALLOW);
        response = fault.answer(visit);
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let shows_page = !response.status().is_redirection();
    let headers = response.headers_mut();
    if visit.flash.is_some() && shows_page {
        cookies::clear_flash(headers, &console.site);
    }
    if let Some(own) = visit.own_language().filter(|own| visit.last_language != Some(*own)) {
        cookies::set_language(headers, &console.site, own);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let language = HeaderValue::from_static(visit.language().tag());
    headers.insert(header::CONTENT_LANGUAGE, language);
    response
}
