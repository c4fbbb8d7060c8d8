//! A segment: one immutable file of records and pages, named by the SHA-256 of its content.
//!
//! ```text
//! noroshi-segment 1\n
//! length of the head, 8 bytes, big-endian
//! head: JSON, the site and records, and of every page all but its bytes
//! the bytes of the pages in gzip, one after the other
//! ```
//!
//! A head whose records cannot be read, because another version of the program wrote them, still
//! gives its pages.

use std::sync::Arc;

use hyper::body::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use super::{
    builder::media_type,
    page::{self, Hash, Page},
};
use crate::domain::{
    language::Language,
    provider::Provider,
    public::{Parts, Route},
    service::Catalogue,
    time::Timestamp,
};

const MAGIC: &[u8] = b"noroshi-segment 1\n";

/// What a segment holds.
pub(super) struct Segment {
    /// Who speaks, and about what; only in the live segment.
    pub(super) site: Option<(Provider, Catalogue)>,
    /// Records; `None` if this version of the program cannot read them.
    pub(super) parts: Option<Parts>,
    /// Pages by their path.
    pub(super) pages: Vec<(String, Arc<Page>)>,
}

/// What is to be written as a segment.
pub(super) struct Content {
    pub(super) site: Option<(Provider, Catalogue)>,
    pub(super) parts: Parts,
    pub(super) pages: Vec<(String, Arc<Page>)>,
    pub(super) live: bool,
}

/// A segment that cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum SegmentError {
    #[error("it is no segment")]
    NoSegment,
    #[error("its head cannot be read: {0}")]
    Head(#[from] serde_json::Error),
    #[error("the page {0} cannot be read")]
    Page(String),
}

#[derive(Serialize)]
struct HeadOut<'a> {
    site: &'a Option<(Provider, Catalogue)>,
    parts: &'a Parts,
    pages: Vec<PageHead>,
}

#[derive(Deserialize)]
struct HeadIn<'a> {
    #[serde(borrow)]
    site: &'a RawValue,
    #[serde(borrow)]
    parts: &'a RawValue,
    pages: Vec<PageHead>,
}

#[derive(Serialize, Deserialize)]
struct PageHead {
    path: String,
    language: Language,
    live: bool,
    hash: Hash,
    modified: Timestamp,
    length: usize,
}

impl Content {
    /// The bytes of the file.
    pub(super) fn encode(&self) -> Result<Vec<u8>, SegmentError> {
        let pages = self.pages.iter().filter_map(|(path, page)| self.head_of(path, page)).collect();
        let head = serde_json::to_vec(&HeadOut { site: &self.site, parts: &self.parts, pages })?;
        let mut bytes = Vec::with_capacity(MAGIC.len() + 8 + head.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&(head.len() as u64).to_be_bytes());
        bytes.extend_from_slice(&head);
        for (_, page) in self.pages.iter().filter(|(_, page)| page.language.is_some()) {
            bytes.extend_from_slice(page.gzip());
        }
        Ok(bytes)
    }

    fn head_of(&self, path: &str, page: &Page) -> Option<PageHead> {
        Some(PageHead {
            path: path.to_owned(),
            language: page.language?,
            live: self.live,
            hash: page.hash(),
            modified: page.changed,
            length: page.gzip().len(),
        })
    }
}

impl Segment {
    /// Reads the bytes of a file.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, SegmentError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(SegmentError::NoSegment)?;
        let (length, rest) = rest.split_first_chunk::<8>().ok_or(SegmentError::NoSegment)?;
        let length =
            usize::try_from(u64::from_be_bytes(*length)).map_err(|_| SegmentError::NoSegment)?;
        let (head, mut bodies) = rest.split_at_checked(length).ok_or(SegmentError::NoSegment)?;
        let head: HeadIn<'_> = serde_json::from_slice(head)?;
        let mut pages = Vec::with_capacity(head.pages.len());
        for page in head.pages {
            let broken = || SegmentError::Page(page.path.clone());
            let (body, after) = bodies.split_at_checked(page.length).ok_or_else(broken)?;
            bodies = after;
            let body = Bytes::copy_from_slice(body);
            let kind = Route::parse(&page.path).map_or(page::HTML, |(route, _)| media_type(&route));
            let ready =
                Page::stored(body, kind, page.language, page.live, page.hash, page.modified);
            pages.push((page.path.clone(), Arc::new(ready.ok_or_else(broken)?)));
        }
        let site = serde_json::from_str(head.site.get()).ok().flatten();
        let parts = serde_json::from_str(head.parts.get()).ok();
        Ok(Self { site, parts, pages })
    }
}

/// The SHA-256 of a file in hexadecimal: its name.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
