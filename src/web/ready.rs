//! What a reader is given of a page that lies ready: which encoding, whether it is known already, and
//! with which headers. The one place that decides it, for requests that hyper read as for plain ones.

use std::borrow::Cow;

use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::{Either, Full};
use hyper::body::Bytes;

use super::{
    answer::{Body, Whole},
    headers,
    negotiate::{Encodings, Fields, has_already},
};
use crate::snapshot::{Encoded, Encoding, Page};

const VARY: HeaderValue = HeaderValue::from_static("Accept-Encoding");
/// Room for a head, in bytes: more than they have, and as much as the allocator keeps at hand.
const HEAD: usize = 1024;

/// A page as one reader is given it.
pub(super) struct Ready<'a> {
    page: &'a Page,
    body: Cow<'a, Encoded>,
    encoding: Encoding,
    /// Whether the reader has it already.
    known: bool,
}

impl<'a> Ready<'a> {
    /// What the headers of a request ask for; `None` only if memory was damaged.
    pub(super) fn of(page: &'a Page, asked: &impl Fields) -> Option<Self> {
        let encoding = Encodings::of(asked).choose(page.encodings());
        let body = match page.body(encoding) {
            Some(body) => Cow::Borrowed(body),
            None => Cow::Owned(page.identity()?),
        };
        let known = has_already(asked, &body.etag, page.modified.as_ref());
        Some(Self { page, body, encoding, known })
    }

    /// For hyper, without the headers that every answer carries.
    pub(super) fn response(&self) -> Response<Body> {
        let mut response = Response::new(Either::Left(Full::new(self.bytes())));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.reserve(20);
        self.each_header(|name, value| {
            headers.insert(name, value.clone());
        });
        response
    }

    /// For the wire. `safety` are the headers that every answer carries, `date` the last one.
    pub(super) fn whole(&self, head_only: bool, safety: &[u8], date: &HeaderValue) -> Whole {
        let mut head = Vec::with_capacity(HEAD);
        let status: &[u8] = if self.known { b"304 Not Modified\r\n" } else { b"200 OK\r\n" };
        head.extend_from_slice(b"HTTP/1.1 ");
        head.extend_from_slice(status);
        self.each_header(|name, value| headers::write(&mut head, &name, value));
        head.extend_from_slice(safety);
        headers::write(&mut head, &header::DATE, date);
        head.extend_from_slice(b"\r\n");
        Whole { head, body: if head_only { Bytes::new() } else { self.bytes() } }
    }

    const fn status(&self) -> StatusCode {
        if self.known { StatusCode::NOT_MODIFIED } else { StatusCode::OK }
    }

    fn bytes(&self) -> Bytes {
        if self.known { Bytes::new() } else { self.body.bytes.clone() }
    }

    /// Each header of the page, in the order in which they are sent.
    fn each_header(&self, mut put: impl FnMut(HeaderName, &HeaderValue)) {
        let Self { page, body, encoding, known } = self;
        put(header::ETAG, &body.etag);
        put(header::CACHE_CONTROL, &page.cache.control());
        put(header::VARY, &VARY);
        if let Some(modified) = &page.modified {
            put(header::LAST_MODIFIED, modified);
        }
        if let Some(language) = page.language {
            put(header::CONTENT_LANGUAGE, &HeaderValue::from_static(language.tag()));
        }
        if !known {
            put(header::CONTENT_TYPE, &page.media_type);
            put(header::CONTENT_LENGTH, &body.length);
            if *encoding != Encoding::Identity {
                put(header::CONTENT_ENCODING, &HeaderValue::from_static(encoding.word()));
            }
        }
    }
}
