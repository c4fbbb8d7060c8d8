//! Everything public as ready bytes: made when something changes, kept in memory and on disk.
//!
//! - `page` is one page in its encodings, `renderer` the functions that make pages;
//! - `builder` keeps the model and makes anew what a change touches;
//! - `keeper` saves it when it is time; `store` keeps it on `disk`, in immutable `segment` files that a
//!   `manifest` names; `restored` is what was stored, after a start;
//! - `source` reads what changed from the database;
//! - `snapshotter` brings database, builder and store together; `worker` runs it.
//!
//! Must not answer requests, and must not decide what is public: that is `domain::public`.

mod builder;
mod disk;
mod keeper;
mod manifest;
mod page;
mod renderer;
mod restored;
mod segment;
mod snapshotter;
mod source;
mod store;

use std::{collections::HashMap, sync::Arc};

use arc_swap::{ArcSwap, ArcSwapOption, Guard};

use self::builder::{Archive, Pages};
pub use self::{
    page::{Cache, Encoded, Encoding, Page, http_date},
    renderer::{Html, PORTAL, Renderer, SearchPage},
    snapshotter::{Pace, Settings, Snapshotter},
};
use crate::domain::{
    language::Language,
    public::{Model, Route, View},
    time::Timestamp,
};

/// Everything public as of one instant, complete and never changed again.
#[derive(Debug)]
pub struct Snapshot {
    /// The revision of the database that it shows.
    pub revision: i64,
    /// The instant up to which it is known to be complete.
    pub as_of: Timestamp,
    /// Whether the database has been silent for too long.
    pub stale: bool,
    /// When its live pages were made.
    pub now: Timestamp,
    model: Option<Model>,
    live: Pages,
    archive: Archive,
    errors: HashMap<(u16, Language), Arc<Page>>,
}

impl Snapshot {
    /// The page at a path.
    pub fn page(&self, path: &str) -> Option<&Arc<Page>> {
        self.live.get(path).or_else(|| {
            let (route, language) = Route::parse(path)?;
            self.archive.get(&route, language)
        })
    }

    /// The page for an error, if there is one for this status.
    pub fn error(&self, status: u16, language: Language) -> Option<&Arc<Page>> {
        self.errors.get(&(status, language))
    }

    /// What the live pages were made from; `None` if another version of the program made them.
    pub fn view(&self) -> Option<View<'_>> {
        let model = self.model.as_ref()?;
        Some(View { model, now: self.now, as_of: self.as_of, stale: self.stale })
    }

    /// The number of pages.
    pub fn len(&self) -> usize {
        self.live.len() + self.archive.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What the database last had to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseState {
    /// It has not been asked yet.
    Unasked,
    /// It answered.
    Answering,
    /// It answered, and has no portal yet.
    NotSetUp,
    /// It does not answer, or not what it should; since when.
    Silent(Timestamp),
    /// Its file is gone, or another one stands in its place; since when.
    Replaced(Timestamp),
}

/// The newest snapshot, for whoever answers readers; and how the database is.
#[derive(Debug)]
pub struct SnapshotCell {
    snapshot: ArcSwapOption<Snapshot>,
    database: ArcSwap<DatabaseState>,
}

impl SnapshotCell {
    /// A cell that is still empty.
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            snapshot: ArcSwapOption::empty(),
            database: ArcSwap::from_pointee(DatabaseState::Unasked),
        })
    }

    /// The newest snapshot; `None` before the first.
    pub fn load(&self) -> Guard<Option<Arc<Snapshot>>> {
        self.snapshot.load()
    }

    /// The newest snapshot, to be kept for a while.
    pub fn load_full(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.load_full()
    }

    /// How the database is.
    pub fn database(&self) -> DatabaseState {
        **self.database.load()
    }

    fn publish(&self, snapshot: Snapshot) {
        self.snapshot.store(Some(Arc::new(snapshot)));
    }

    fn set_database(&self, state: DatabaseState) {
        self.database.store(Arc::new(state));
    }
}
