//! A request so plain that nothing about it matters but which page it asks for. Such a request can be
//! answered without hyper; any other, and whatever is not sure to be one, is left to hyper.
//!
//! That is safe because nothing is read here in a way of its own: the parser is the one that hyper
//! uses, with the same strictness, and a request is plain only if
//!
//! - it is `GET` or `HEAD` in HTTP/1.1, whole, and there is not a byte behind it;
//! - it names no header by which hyper or the portal would treat it otherwise: none about a body, the
//!   connection or an expectation, and exactly one `Host`.
//!
//! To let hyper or the portal act upon one more header: name it in [`OTHERWISE`] first.

use std::mem::MaybeUninit;

use axum::http::{HeaderName, header};
use httparse::{Header, Request, Status};

use super::negotiate::Fields;

/// Headers upon which hyper acts by itself. `Connection` also has a value that changes nothing.
const OTHERWISE: [HeaderName; 5] = [
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::EXPECT,
];
/// More headers than a browser sends.
const HEADERS: usize = 48;

/// Room for the headers of a request.
pub(super) type Room<'buffer> = [MaybeUninit<Header<'buffer>>; HEADERS];

/// A plain request.
pub(super) struct Plain<'room, 'buffer> {
    /// Whether only the head of the answer is asked for.
    pub(super) head_only: bool,
    /// What it asks for, as it came: a path, unless it is nothing that lies ready.
    pub(super) path: &'buffer str,
    headers: &'room [Header<'buffer>],
}

impl<'room, 'buffer> Plain<'room, 'buffer> {
    /// Room for [`Plain::read`].
    pub(super) const fn room() -> Room<'buffer> {
        [const { MaybeUninit::uninit() }; HEADERS]
    }

    /// The request that these bytes are, if it is plain.
    pub(super) fn read(received: &'buffer [u8], room: &'room mut Room<'buffer>) -> Option<Self> {
        let mut request = Request::new(&mut []);
        let status = request.parse_with_uninit_headers(received, room);
        if status != Ok(Status::Complete(received.len())) || request.version != Some(1) {
            return None;
        }
        let head_only = match request.method? {
            "GET" => false,
            "HEAD" => true,
            _ => return None,
        };
        let plain = Self { head_only, path: request.path?, headers: request.headers };
        let hosts = plain.values(&header::HOST).count();
        (hosts == 1 && plain.headers.iter().all(changes_nothing)).then_some(plain)
    }
}

fn changes_nothing(header: &Header<'_>) -> bool {
    let keeps_alive = header.value.eq_ignore_ascii_case(b"keep-alive");
    !OTHERWISE.iter().any(|name| header.name.eq_ignore_ascii_case(name.as_str()))
        || (header.name.eq_ignore_ascii_case("connection") && keeps_alive)
}

impl Fields for Plain<'_, '_> {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|header| (header.name, header.value))
    }
}
