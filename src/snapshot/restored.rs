//! What was stored, put together again after a start.

use super::{
    Snapshot,
    builder::{Kept, Pages, When},
    manifest::Manifest,
    store::{LIVE, Loaded},
};
use crate::domain::{
    provider::Provider,
    public::{Parts, Route},
    service::Catalogue,
};

/// A stored generation.
pub(super) struct Restored {
    pub(super) manifest: Manifest,
    /// Its pages.
    pub(super) kept: Kept,
    /// What they were made from; `None` if another version of the program wrote it.
    pub(super) records: Option<(Provider, Catalogue, Parts)>,
}

impl From<Loaded> for Restored {
    fn from(Loaded { manifest, segments }: Loaded) -> Self {
        let mut kept = Kept::default();
        let mut parts = Some(Parts::default());
        let mut site = None;
        for (name, segment) in segments {
            site = site.or(segment.site);
            parts = parts.zip(segment.parts).map(|(parts, more)| parts.with(more));
            for (path, page) in segment.pages {
                // An address that another version of the program had is no page of this one.
                let Some((route, language)) = Route::parse(&path) else { continue };
                if name == LIVE {
                    kept.live.insert((route, language), page);
                } else {
                    kept.archive.insert(route, language, page);
                }
            }
        }
        let records =
            site.zip(parts).map(|((provider, catalogue), parts)| (provider, catalogue, parts));
        Self { manifest, kept, records }
    }
}

impl Kept {
    /// The pages as they are, to be served without a model.
    pub(super) fn snapshot(self, revision: i64, when: When) -> Snapshot {
        let live: Pages = self
            .live
            .into_iter()
            .map(|((route, language), page)| (route.path(language).into(), page))
            .collect();
        Snapshot {
            revision,
            as_of: when.as_of,
            stale: when.stale,
            now: when.now,
            model: None,
            live,
            archive: self.archive,
            errors: [].into(),
        }
    }
}
