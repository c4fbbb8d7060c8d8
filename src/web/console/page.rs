//! Answers of handlers: a page, or the way to another one.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Console, Fault, cookies};
use crate::views::console::flash::Flash;

/// A page.
///
/// # Errors
///
/// [`Fault::Page`] if the template cannot be written.
pub fn html(status: StatusCode, page: &impl Template) -> Result<Response, Fault> {
    let body = page.render()?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok((status, [(header::CONTENT_TYPE, kind)], body).into_response())
}

/// A page that shows what was asked for.
///
/// # Errors
///
/// [`Fault::Page`] if the template cannot be written.
pub fn ok(page: &impl Template) -> Result<Response, Fault> {
    html(StatusCode::OK, page)
}

/// A form that was refused, with what was typed.
///
/// # Errors
///
/// [`Fault::Page`] if the template cannot be written.
pub fn refused(page: &impl Template) -> Result<Response, Fault> {
    html(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// The way to another page of the console, after something was done.
pub fn to(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    // Every path is either written in the code or checked before.
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

/// The same, and the page says what was done.
pub fn to_saying(console: &Console, path: &str, flash: Flash) -> Response {
    let mut response = to(path);
    cookies::set_flash(response.headers_mut(), &console.site, flash);
    response
}
