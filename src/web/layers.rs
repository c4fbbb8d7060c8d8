//! What stands around every handler of operators: its body has arrived whole and within its bounds,
//! a panic becomes a page, and the answer carries the headers of all answers. That it answers in time
//! is the matter of the console, which gives back what was typed.

use std::panic::AssertUnwindSafe;

use axum::{
    body::Body as AxumBody,
    http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header},
};
use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Either};
use hyper::body::{Body as _, Bytes, Incoming};
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::{answer::Body, client::RequestId, headers::secure, server::Server};

/// How much of a body that is too long is still taken, so that its sender gets to read the answer.
const DRAINED: usize = 1024 * 1024;
/// From how many bytes a body is large, so that only a few are received at once.
const LARGE: usize = 64 * 1024;

/// Hands a request to the handlers of operators.
pub(super) async fn through(server: Server, request: Request<Incoming>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let headers = asked(&parts.headers);
    let id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let limits = &server.0.limits;
    let public = &server.0.public;
    let body = match timeout(limits.body_deadline, received(body, &server)).await {
        Ok(Ok(body)) => body,
        Ok(Err(status)) => return public.error(status, &path, &headers, None),
        Err(_) => return public.error(StatusCode::REQUEST_TIMEOUT, &path, &headers, None),
    };
    let request = Request::from_parts(parts, AxumBody::from(body));
    let handled = AssertUnwindSafe(server.0.console.clone().oneshot(request)).catch_unwind();
    match handled.await {
        Ok(Ok(response)) => finished(&server, response, &path, &headers, &id),
        Ok(Err(never)) => match never {},
        Err(_) => server.panicked(&path, &headers, &id),
    }
}

/// The headers by which an error page is chosen.
fn asked(headers: &HeaderMap) -> HeaderMap {
    let mut asked = HeaderMap::new();
    for name in [header::ACCEPT_LANGUAGE, header::ACCEPT_ENCODING] {
        for value in headers.get_all(&name) {
            asked.append(&name, value.clone());
        }
    }
    asked
}

/// The whole body, or the status with which it is refused.
async fn received(mut body: Incoming, server: &Server) -> Result<Bytes, StatusCode> {
    let most = server.0.limits.body_bytes;
    let mut place = None;
    let mut bytes = Vec::new();
    let mut total = 0_usize;
    if body.size_hint().lower() > (most + DRAINED) as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| StatusCode::BAD_REQUEST)?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total > most + DRAINED {
            break;
        }
        if total > LARGE && place.is_none() {
            let taken = server.0.large_bodies.try_acquire();
            place = Some(taken.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?);
        }
        if total <= most {
            bytes.extend_from_slice(&data);
        }
    }
    if total > most { Err(StatusCode::PAYLOAD_TOO_LARGE) } else { Ok(bytes.into()) }
}

/// An answer as it goes out. A refusal that a library made in its own words becomes a page: readers
/// never see an error's text (requirement S40).
fn finished(
    server: &Server,
    response: Response<AxumBody>,
    path: &str,
    headers: &HeaderMap,
    id: &str,
) -> Response<Body> {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let ours = kind.is_some_and(|kind| {
        kind.starts_with(b"text/html") || kind.starts_with(b"application/json")
    });
    if failed && !ours {
        let id = status.is_server_error().then_some(id);
        let mut page = server.0.public.error(status, path, headers, id);
        if let Some(allow) = response.headers().get(header::ALLOW) {
            page.headers_mut().insert(header::ALLOW, allow.clone());
        }
        return page;
    }
    let mut response = response.map(Either::Right);
    secure(response.headers_mut(), server.0.public.by_tls());
    response
}
