//! Answers: ready at once, or later; or whole, as they go over the wire.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use axum::http::{HeaderValue, Response, StatusCode, header};
use http_body_util::{Either, Full};
use hyper::body::Bytes;

/// The body of an answer: bytes of the snapshot as they are, or what a handler made.
pub type Body = Either<Full<Bytes>, axum::body::Body>;

/// An answer that is ready, or that is being made.
pub enum Answer {
    /// Ready; taken when it is polled.
    Ready(Option<Response<Body>>),
    /// Being made.
    Later(Pin<Box<dyn Future<Output = Response<Body>> + Send>>),
}

/// An answer as it goes over the wire.
#[derive(Debug)]
pub struct Whole {
    /// The status line and the headers, to the empty line.
    pub head: Vec<u8>,
    /// What follows them.
    pub body: Bytes,
}

impl Answer {
    pub(super) const fn ready(response: Response<Body>) -> Self {
        Self::Ready(Some(response))
    }
}

impl Future for Answer {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Ready(response) => {
                response.take().map_or(Poll::Pending, |it| Poll::Ready(Ok(it)))
            }
            Self::Later(response) => response.as_mut().poll(context).map(Ok),
        }
    }
}

/// An answer with a short text.
pub(super) fn text(
    status: StatusCode,
    media_type: &'static str,
    text: impl Into<Bytes>,
) -> Response<Body> {
    let bytes: Bytes = text.into();
    let length = HeaderValue::from(bytes.len());
    let mut response = Response::new(Either::Left(Full::new(bytes)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(header::CONTENT_LENGTH, length);
    response
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Either::Left(Full::new(Bytes::new())));
    *response.status_mut() = status;
    response
}
