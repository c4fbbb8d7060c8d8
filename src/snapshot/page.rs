//! A public page as ready bytes.

use std::io::{Read as _, Write as _};

use flate2::{Compression, bufread::GzDecoder, write::GzEncoder};
use hyper::{body::Bytes, header::HeaderValue};
use sha2::{Digest as _, Sha256};

use crate::domain::{language::Language, time::Timestamp};

/// How the bytes of a body are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As they are.
    Identity,
    /// gzip (RFC 1952).
    Gzip,
    /// Brotli (RFC 7932).
    Brotli,
}

impl Encoding {
    /// Its word in `Content-Encoding` and `Accept-Encoding`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Identity => 'i',
            Self::Gzip => 'g',
            Self::Brotli => 'b',
        }
    }
}

/// What caches may do with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cache {
    /// It tells what is now.
    Live,
    /// It tells what was, and changes rarely.
    Archived,
    /// Its address changes with its content.
    Immutable,
}

impl Cache {
    /// The value of `Cache-Control`.
    pub const fn control(self) -> HeaderValue {
        const LIVE: HeaderValue = HeaderValue::from_static(
            "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400",
        );
        const ARCHIVED: HeaderValue = HeaderValue::from_static(
            "public, max-age=60, stale-while-revalidate=600, stale-if-error=604800",
        );
        const IMMUTABLE: HeaderValue =
            HeaderValue::from_static("public, max-age=31536000, immutable");
        match self {
            Self::Live => LIVE,
            Self::Archived => ARCHIVED,
            Self::Immutable => IMMUTABLE,
        }
    }
}

/// A body in one encoding, with the headers that depend on it.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The bytes.
    pub bytes: Bytes,
    /// A strong validator (RFC 9110 §8.8.3): the same tag is the same bytes.
    pub etag: HeaderValue,
    /// `Content-Length`.
    pub length: HeaderValue,
}

/// A page: its headers and its body in the encodings it is kept in.
///
/// A live page and a static file are kept in all three, an archived page only in gzip: there are
/// many, and the few clients that cannot take gzip have it inflated.
#[derive(Clone, Debug)]
pub struct Page {
    /// `Content-Type`.
    pub media_type: HeaderValue,
    /// `Content-Language`, if it is text in one language.
    pub language: Option<Language>,
    /// What caches may do.
    pub cache: Cache,
    /// `Last-Modified` (RFC 9110 §8.8.2), if it is known.
    pub modified: Option<HeaderValue>,
    /// When its text last changed.
    pub(super) changed: Timestamp,
    hash: Hash,
    gzip: Encoded,
    ready: Option<Ready>,
}

#[derive(Clone, Debug)]
struct Ready {
    identity: Encoded,
    brotli: Encoded,
}

/// Pages for people.
pub(super) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
/// Files for calendars (RFC 5545 §3.1.4).
pub(super) const CALENDAR: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");

/// The hash of a page's text, from which its validators are made.
pub(super) type Hash = [u8; 16];

/// The hash of a text.
pub(super) fn hash(text: &[u8]) -> Hash {
    let digest = Sha256::digest(text);
    let mut hash = Hash::default();
    hash.copy_from_slice(&digest[..size_of::<Hash>()]);
    hash
}

/// Compression of live pages: they are made anew every minute and after every post.
const QUICK: u32 = 5;
/// Compression of archived pages: once, to be kept.
const SMALL: u32 = 7;
/// The longest page that is inflated.
const LONGEST: u64 = 32 * 1024 * 1024;

impl Page {
    /// A page of text in one language, changed at `modified`.
    pub fn new(
        text: &str,
        media_type: HeaderValue,
        language: Language,
        cache: Cache,
        modified: Timestamp,
    ) -> Self {
        let hash = hash(text.as_bytes());
        let level = if cache == Cache::Live { QUICK } else { SMALL };
        Self {
            media_type,
            language: Some(language),
            cache,
            modified: http_date(modified),
            changed: modified,
            hash,
            gzip: Encoded::new(gzip(text.as_bytes(), level), hash, Encoding::Gzip),
            ready: (cache == Cache::Live).then(|| Ready::of(text.as_bytes(), hash)),
        }
    }

    /// A static file, compressed when the program was built.
    pub fn file(
        media_type: &'static str,
        identity: &'static [u8],
        gzip: &'static [u8],
        brotli: &'static [u8],
    ) -> Self {
        let hash = hash(identity);
        let encoded = |bytes, encoding| Encoded::new(Bytes::from_static(bytes), hash, encoding);
        Self {
            media_type: HeaderValue::from_static(media_type),
            language: None,
            cache: Cache::Immutable,
            modified: None,
            changed: Timestamp::MIN,
            hash,
            gzip: encoded(gzip, Encoding::Gzip),
            ready: Some(Ready {
                identity: encoded(identity, Encoding::Identity),
                brotli: encoded(brotli, Encoding::Brotli),
            }),
        }
    }

    /// A page as it was stored. The text of one that is to be live is inflated; `None` if that fails.
    pub(super) fn stored(
        gzip: Bytes,
        media_type: HeaderValue,
        language: Language,
        live: bool,
        hash: Hash,
        modified: Timestamp,
    ) -> Option<Self> {
        let ready = if live { Some(Ready::of(&inflate(&gzip)?, hash)) } else { None };
        Some(Self {
            media_type,
            language: Some(language),
            cache: if live { Cache::Live } else { Cache::Archived },
            modified: http_date(modified),
            changed: modified,
            hash,
            gzip: Encoded::new(gzip, hash, Encoding::Gzip),
            ready,
        })
    }

    /// The hash of its text.
    pub(super) const fn hash(&self) -> Hash {
        self.hash
    }

    /// Its bytes in gzip, in which every page is kept.
    pub(super) const fn gzip(&self) -> &Bytes {
        &self.gzip.bytes
    }

    /// The encodings in which it lies ready, the smallest first.
    pub const fn encodings(&self) -> &'static [Encoding] {
        if self.ready.is_some() {
            &[Encoding::Brotli, Encoding::Gzip, Encoding::Identity]
        } else {
            &[Encoding::Gzip]
        }
    }

    /// Its body in an encoding, if it lies ready in it.
    pub fn body(&self, encoding: Encoding) -> Option<&Encoded> {
        match (encoding, &self.ready) {
            (Encoding::Gzip, _) => Some(&self.gzip),
            (Encoding::Identity, Some(ready)) => Some(&ready.identity),
            (Encoding::Brotli, Some(ready)) => Some(&ready.brotli),
            (Encoding::Identity | Encoding::Brotli, None) => None,
        }
    }

    /// Its body as it is, inflated if it is not ready; `None` only if memory was damaged.
    pub fn identity(&self) -> Option<Encoded> {
        match &self.ready {
            Some(ready) => Some(ready.identity.clone()),
            None => inflate(&self.gzip.bytes)
                .map(|bytes| Encoded::new(bytes.into(), self.hash, Encoding::Identity)),
        }
    }
}

impl Ready {
    fn of(text: &[u8], hash: Hash) -> Self {
        Self {
            identity: Encoded::new(Bytes::copy_from_slice(text), hash, Encoding::Identity),
            brotli: Encoded::new(brotli(text), hash, Encoding::Brotli),
        }
    }
}

impl Encoded {
    fn new(bytes: Bytes, hash: Hash, encoding: Encoding) -> Self {
        let length = HeaderValue::from(bytes.len());
        Self { bytes, etag: etag(hash, encoding), length }
    }
}

fn etag(hash: Hash, encoding: Encoding) -> HeaderValue {
    let tag = format!("\"{:032x}{}\"", u128::from_be_bytes(hash), encoding.letter());
    HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// An instant as HTTP writes it, to the second (RFC 9110 §5.6.7).
pub fn http_date(at: Timestamp) -> Option<HeaderValue> {
    let date = at.in_zone(&jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT");
    HeaderValue::try_from(date.to_string()).ok()
}

fn gzip(text: &[u8], level: u32) -> Bytes {
    let buffer = Vec::with_capacity(text.len() / 4);
    let mut encoder = GzEncoder::new(buffer, Compression::new(level));
    let written = encoder.write_all(text);
    let bytes = written.and_then(|()| encoder.finish()).unwrap_or_default();
    // A vector that is larger than its content would stay so for years.
    Bytes::from(bytes.into_boxed_slice())
}

fn brotli(text: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 5,
        lgwin: 18,
        size_hint: text.len(),
        ..Default::default()
    };
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let written = brotli::BrotliCompress(&mut &text[..], &mut bytes, &parameters);
    written.map(|_| Bytes::from(bytes)).unwrap_or_default()
}

fn inflate(gzip: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    GzDecoder::new(gzip).take(LONGEST).read_to_end(&mut text).ok()?;
    Some(text)
}
