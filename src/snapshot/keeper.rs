//! Saves the snapshot: now and then while it changes, at the end, and again and again while the disk
//! refuses. A slow disk holds nothing up: pages go on being made while a generation is written.
//!
//! How a generation lies on the disk is the matter of `store`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use tokio::task::JoinHandle;

use super::{
    builder::{Builder, route_of},
    manifest::Position,
    segment::Content,
    snapshotter::Settings,
    store::{self, Image, LIVE, Loaded, Store, StoreError},
};
use crate::domain::{
    language::Language,
    public::{Month, Route},
    time::Timestamp,
};

/// How long pages that are still being made may go unsaved, in seconds.
const UNSAVED_WHILE_BUSY: i64 = 30;
/// How long a disk may take for a generation before it is said to be slow, in seconds.
const SLOW: i64 = 30;

/// Why pages are not saved.
#[derive(Debug, thiserror::Error)]
enum NotSaved {
    #[error("another process saves pages here")]
    ByAnother,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("saving them panicked")]
    Panicked,
}

/// What was last said about saving: a trouble is told once, and so is its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    Slow,
    Failing,
}

/// Saves what the builder holds.
pub(super) struct Keeper {
    /// Where; nowhere if `None`.
    directory: Option<PathBuf>,
    build: String,
    /// The shortest time between two saves, in seconds.
    every: i64,
    /// `None` as long as the directory cannot be written in, and while a save is under way.
    store: Option<Store>,
    under_way: Option<UnderWay>,
    /// When the last save began.
    began: Timestamp,
    unsaved: bool,
    told: Told,
}

/// A save that goes on.
struct UnderWay {
    task: JoinHandle<(Option<Store>, Result<(), NotSaved>)>,
    /// The months that it saves.
    months: BTreeSet<Month>,
}

impl Keeper {
    /// Opens the directory, and reads what was stored there. What cannot be written may still be read.
    pub(super) fn open(settings: &Settings, now: Timestamp) -> (Self, Option<Loaded>) {
        let mut keeper = Self {
            directory: settings.directory.clone(),
            build: settings.build.clone(),
            every: settings.save_seconds,
            store: None,
            under_way: None,
            began: now,
            unsaved: false,
            told: Told::Nothing,
        };
        let Some(directory) = &settings.directory else { return (keeper, None) };
        match open(directory) {
            Ok(store) => keeper.store = Some(store),
            Err(error) => keeper.failed(&error),
        }
        let loaded = store::load(directory).unwrap_or_else(|error| {
            tracing::error!(%error, "stored pages cannot be read");
            None
        });
        if let (Some(store), Some(loaded)) = (&mut keeper.store, &loaded) {
            store.take_over(loaded);
        }
        (keeper, loaded)
    }

    /// There is something to be saved.
    pub(super) const fn changed(&mut self) {
        self.unsaved = true;
    }

    /// Whether something is to be saved, or being saved.
    pub(super) const fn has_unsaved(&self) -> bool {
        self.unsaved || self.under_way.is_some()
    }

    /// Begins to save if it is time. `busy` says that many pages are still to be made.
    pub(super) async fn save_if_due(
        &mut self,
        builder: &mut Builder,
        position: Option<Position>,
        as_of: Timestamp,
        now: Timestamp,
        busy: bool,
    ) {
        let since = now.seconds_since(self.began).abs();
        if let Some(under_way) = &self.under_way {
            if !under_way.task.is_finished() {
                if since >= SLOW && self.told == Told::Nothing {
                    tracing::error!("the disk is slow to save pages; they are served from memory");
                    self.told = Told::Slow;
                }
                return;
            }
            self.ended(builder).await;
        }
        let wait = if busy { UNSAVED_WHILE_BUSY } else { self.every };
        if self.unsaved && since >= wait {
            self.begin(builder, position, as_of, now);
        }
    }

    /// Saves what is not saved yet, and waits for it.
    pub(super) async fn finish(
        &mut self,
        builder: &mut Builder,
        position: Option<Position>,
        as_of: Timestamp,
        now: Timestamp,
    ) {
        self.ended(builder).await;
        if self.unsaved {
            self.begin(builder, position, as_of, now);
            self.ended(builder).await;
        }
    }

    fn begin(
        &mut self,
        builder: &mut Builder,
        position: Option<Position>,
        as_of: Timestamp,
        now: Timestamp,
    ) {
        let (Some(directory), Some(position)) = (self.directory.clone(), position) else { return };
        let months = builder.take_changed_months();
        let (changed, names) = contents(builder, self.store.as_ref(), &months);
        let image = Image { build: self.build.clone(), position, as_of, changed, names };
        let store = self.store.take();
        let task = tokio::task::spawn_blocking(move || {
            let mut store = match store.map_or_else(|| open(&directory), Ok) {
                Ok(store) => store,
                Err(error) => return (None, Err(error)),
            };
            let saved = store.save(image);
            (Some(store), saved.map_err(NotSaved::from))
        });
        self.under_way = Some(UnderWay { task, months });
        self.began = now;
        self.unsaved = false;
    }

    /// Waits for the save that goes on, if there is one, and takes in how it ended.
    async fn ended(&mut self, builder: &mut Builder) {
        let Some(UnderWay { task, months }) = self.under_way.take() else { return };
        let (store, saved) = task.await.unwrap_or((None, Err(NotSaved::Panicked)));
        self.store = store;
        match saved {
            Ok(()) => {
                if self.told != Told::Nothing {
                    tracing::info!("pages are saved again");
                }
                self.told = Told::Nothing;
            }
            Err(error) => {
                builder.changed_again(months);
                self.unsaved = true;
                self.failed(&error);
            }
        }
    }

    fn failed(&mut self, error: &NotSaved) {
        if self.told != Told::Failing {
            tracing::error!(%error, "pages cannot be saved; they are served from memory");
        }
        self.told = Told::Failing;
    }
}

fn open(directory: &Path) -> Result<Store, NotSaved> {
    Store::open(directory)?.ok_or(NotSaved::ByAnother)
}

/// The segments that changed, and the names of all. A store that was just opened has none yet.
fn contents(
    builder: &Builder,
    store: Option<&Store>,
    changed: &BTreeSet<Month>,
) -> (BTreeMap<String, Content>, BTreeSet<String>) {
    let model = builder.model();
    let mut contents = BTreeMap::new();
    let mut names = BTreeSet::from([LIVE.to_owned()]);
    let live = Content {
        site: Some((model.site.provider.clone(), model.site.catalogue.clone())),
        parts: model.live_parts(),
        pages: builder.live().map(|(path, page)| (path, page.clone())).collect(),
        live: true,
    };
    contents.insert(LIVE.to_owned(), live);
    for month in model.months() {
        let name = month.to_string();
        if changed.contains(&month) || !store.is_some_and(|store| store.has(&name)) {
            contents.insert(name.clone(), month_content(builder, month));
        }
        names.insert(name);
    }
    (contents, names)
}

fn month_content(builder: &Builder, month: Month) -> Content {
    let model = builder.model();
    let incidents = model.incidents_of(month).map(|one| route_of(one.reference));
    let maintenances = model.maintenances_of(month).map(|one| route_of(one.reference));
    let routes = incidents.chain(maintenances).chain([Route::Month(month)]);
    let keys = routes.flat_map(|route| Language::ALL.map(|language| (route.clone(), language)));
    let pages = keys.filter_map(|(route, language)| {
        let page = builder.archived(&route, language)?.clone();
        Some((route.path(language), page))
    });
    Content { site: None, parts: model.parts_of(month), pages: pages.collect(), live: false }
}
