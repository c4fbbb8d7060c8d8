//! One place that turns what went wrong into an answer (requirement S40). A handler returns a
//! [`Fault`]; the gate, which knows the language and what was typed, makes the page.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{form::MOST_FIELDS, kept, page, visit::Visit};
use crate::{
    app::{self, Failure, FailureClass},
    views::console::fault::{Fault as Shown, FaultPage},
    web::limits::FORM_BYTES,
};

/// Why a page cannot be shown.
#[derive(Clone, Debug)]
pub enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// The role does not allow it.
    Forbidden,
    /// The request came from another site.
    Foreign,
    /// The address does not take such a request.
    Method,
    /// The form lacks what its page gave it: its number, or the version that was seen.
    Incomplete,
    /// What was sent is no form.
    Kind,
    /// Somebody else has changed it.
    Conflict,
    /// The form is too large.
    TooLarge,
    /// The same was asked for too often.
    TooOften,
    /// The operator has as many drafts as one may have.
    TooManyDrafts,
    /// There was no answer in time; whether a handler had begun, which may have stored something.
    Late {
        /// Whether it had.
        begun: bool,
    },
    /// Something went wrong.
    Failed(Arc<Failure>),
    /// A page could not be written.
    Page(Arc<askama::Error>),
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self::Failed(Arc::new(failure))
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::Page(Arc::new(error))
    }
}

/// What a verb refused, for the handler to say at its field; anything else is a fault.
///
/// # Errors
///
/// The fault.
pub fn refusal<Refused>(error: app::Error<Refused>) -> Result<Refused, Fault> {
    match error {
        app::Error::Refused(refused) => Ok(refused),
        app::Error::NotFound => Err(Fault::NotFound),
        app::Error::Stale(_) => Err(Fault::Conflict),
        app::Error::Failure(failure) => Err(failure.into()),
    }
}

/// Travels as an extension of an empty answer to the gate.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Fault {
    /// The page, in the language of the visit, with what was typed. What is not the visitor's doing
    /// is logged here, once.
    pub(super) fn answer(&self, visit: &Visit) -> Response {
        let (status, shown) = self.shown(visit);
        let kept = match shown {
            // What another site made somebody send is not theirs.
            Shown::Foreign => None,
            _ => visit.form.as_ref().map(|form| kept::of(form, &visit.path)),
        };
        let kept = kept.filter(|kept| !kept.readable.is_empty());
        let mut frame = visit.frame();
        if visit.changes {
            "/console".clone_into(&mut frame.here);
        }
        let page = FaultPage { frame: &frame, fault: &shown, reading: !visit.changes, kept };
        let mut response = page::html(status, &page)
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
        if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }

    fn shown(&self, visit: &Visit) -> (StatusCode, Shown) {
        let request_id = &visit.request_id;
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Shown::NotFound),
            Self::Forbidden => (StatusCode::FORBIDDEN, Shown::Forbidden),
            Self::Foreign => (StatusCode::FORBIDDEN, Shown::Foreign),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, Shown::Method),
            Self::Incomplete => (StatusCode::BAD_REQUEST, Shown::Incomplete),
            Self::Kind => (StatusCode::UNSUPPORTED_MEDIA_TYPE, Shown::Method),
            Self::Conflict => (StatusCode::CONFLICT, Shown::Conflict),
            Self::TooLarge => {
                let (kilobytes, fields) = (FORM_BYTES / 1024, MOST_FIELDS);
                (StatusCode::PAYLOAD_TOO_LARGE, Shown::TooLarge { kilobytes, fields })
            }
            Self::TooOften => (StatusCode::TOO_MANY_REQUESTS, Shown::TooOften),
            Self::TooManyDrafts => (StatusCode::CONFLICT, Shown::TooManyDrafts),
            Self::Page(error) => {
                tracing::error!(request_id, %error, "a page could not be written");
                (StatusCode::INTERNAL_SERVER_ERROR, Shown::Internal(request_id.clone()))
            }
            Self::Late { begun } => {
                tracing::error!(request_id, "a handler did not answer in time");
                let shown =
                    if *begun && visit.changes { Shown::Uncertain } else { Shown::Unavailable };
                (StatusCode::SERVICE_UNAVAILABLE, shown)
            }
            Self::Failed(failure) => match failed(failure, request_id) {
                (status, Shown::Uncertain) if !visit.changes => (status, Shown::Unavailable),
                failed => failed,
            },
        }
    }
}

/// What a failure is to whoever waits for the answer.
fn failed(failure: &Failure, request_id: &str) -> (StatusCode, Shown) {
    match failure.class() {
        FailureClass::Unavailable => {
            tracing::warn!(request_id, error = %failure, "the database is not available");
            (StatusCode::SERVICE_UNAVAILABLE, Shown::Unavailable)
        }
        FailureClass::Full => {
            tracing::error!(request_id, error = %failure, "the disk is full");
            (StatusCode::INSUFFICIENT_STORAGE, Shown::Full)
        }
        FailureClass::Unwritable => {
            tracing::error!(request_id, error = %failure, "the database takes no writes");
            (StatusCode::INSUFFICIENT_STORAGE, Shown::Unwritable)
        }
        FailureClass::Uncertain => {
            tracing::warn!(request_id, error = %failure, "a commit was not answered");
            (StatusCode::SERVICE_UNAVAILABLE, Shown::Uncertain)
        }
        FailureClass::Busy => {
            tracing::warn!(request_id, error = %failure, "the portal is busy");
            (StatusCode::SERVICE_UNAVAILABLE, Shown::Busy)
        }
        FailureClass::Conflict => (StatusCode::CONFLICT, Shown::Conflict),
        FailureClass::Broken => {
            tracing::error!(request_id, error = %failure, "a request failed");
            (StatusCode::INTERNAL_SERVER_ERROR, Shown::Internal(request_id.to_owned()))
        }
    }
}

/// The form of a visit as it is carried through signing in; empty if there was none.
///
/// # Errors
///
/// [`Fault::TooLarge`], which shows what was typed.
pub(super) fn folded(visit: &Visit) -> Result<String, Fault> {
    let kept = visit.form.as_ref().map(|form| kept::of(form, &visit.path));
    kept.map_or_else(|| Ok(String::new()), |kept| kept::fold(&kept).ok_or(Fault::TooLarge))
}
