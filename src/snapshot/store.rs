//! The snapshot on disk (requirements R1, R26).
//!
//! A save writes new segments, then a manifest that names all of them, each to a temporary file that
//! is synced and renamed. Whatever a crash leaves, the newest manifest whose checksums hold is a whole
//! generation, old or new. Five generations are kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, TEMPORARY},
    manifest::{Manifest, ManifestError, Position},
    segment::{Content, Segment, SegmentError, digest},
};
use crate::domain::time::Timestamp;

/// Generations that are kept.
const KEPT: usize = 5;
const MANIFEST: &str = "MANIFEST-";
const SEGMENT: &str = "segment-";
const LOCK: &str = "lock";
/// The name of the segment with the site, the live records and the live pages.
pub(super) const LIVE: &str = "live";

/// Why a generation cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    #[error("{path}: {error}")]
    Io { path: String, error: io::Error },
    #[error("the manifest: {0}")]
    Manifest(#[from] ManifestError),
    #[error("the segment {0} has another checksum than its manifest says")]
    Checksum(String),
    #[error("the segment {0}: {1}")]
    Segment(String, SegmentError),
}

/// A directory of generations, of which this process is the only writer.
pub(super) struct Store {
    directory: PathBuf,
    /// Held for as long as this process may write.
    _lock: File,
    generation: u64,
    /// Segments that this process wrote or checked, by name.
    segments: BTreeMap<String, String>,
    disk: Disk,
}

/// What was read.
pub(super) struct Loaded {
    pub(super) manifest: Manifest,
    pub(super) segments: BTreeMap<String, Segment>,
}

/// What is to be written.
pub(super) struct Image {
    pub(super) build: String,
    pub(super) position: Position,
    pub(super) as_of: Timestamp,
    /// Segments that changed.
    pub(super) changed: BTreeMap<String, Content>,
    /// The names of all segments; those that did not change are there already.
    pub(super) names: BTreeSet<String>,
}

impl Store {
    /// Opens a directory, which is made if it is not there. `None` means that another process writes there.
    pub(super) fn open(directory: &Path) -> Result<Option<Self>, StoreError> {
        fs::create_dir_all(directory).map_err(|error| failed(directory, error))?;
        let path = directory.join(LOCK);
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| failed(&path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(failed(&path, error)),
        }
        Ok(Some(Self {
            directory: directory.to_owned(),
            _lock: lock,
            generation: generations(directory)?.last().copied().unwrap_or(0),
            segments: BTreeMap::new(),
            disk: Disk::default(),
        }))
    }

    /// Takes over the segments of what was read after this was opened: they need not be written again.
    pub(super) fn take_over(&mut self, loaded: &Loaded) {
        self.segments.clone_from(&loaded.manifest.segments);
    }

    /// Whether the newest generation has a segment of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.segments.contains_key(name)
    }

    /// Writes a generation. On an error, the one before stays the newest.
    pub(super) fn save(&mut self, image: Image) -> Result<(), StoreError> {
        let mut segments = BTreeMap::new();
        for name in image.names {
            let digest = match image.changed.get(&name) {
                Some(content) => self.write_segment(&name, content)?,
                // A name without content that was never written cannot be read back: leave it out.
                None => match self.segments.get(&name) {
                    Some(digest) => digest.clone(),
                    None => continue,
                },
            };
            segments.insert(name, digest);
        }
        self.disk.sync_directory(&self.directory)?;
        let manifest =
            Manifest { build: image.build, position: image.position, as_of: image.as_of, segments };
        let next = self.generation + 1;
        let path = self.directory.join(format!("{MANIFEST}{next:020}"));
        self.disk.write(&path, &manifest.encode()?)?;
        self.disk.sync_directory(&self.directory)?;
        self.generation = next;
        self.segments = manifest.segments;
        self.clean()
    }

    fn write_segment(&self, name: &str, content: &Content) -> Result<String, StoreError> {
        let bytes =
            content.encode().map_err(|error| StoreError::Segment(name.to_owned(), error))?;
        let digest = digest(&bytes);
        if !self.segments.values().any(|known| *known == digest) {
            self.disk.write(&self.directory.join(format!("{SEGMENT}{digest}")), &bytes)?;
        }
        Ok(digest)
    }

    /// Removes what no kept generation needs. A manifest that cannot be read keeps nothing alive.
    fn clean(&self) -> Result<(), StoreError> {
        let generations = generations(&self.directory)?;
        let (old, kept) = generations.split_at(generations.len().saturating_sub(KEPT));
        let mut needed = BTreeSet::new();
        for generation in kept {
            if let Ok(manifest) = read_manifest(&self.directory, *generation) {
                let names = manifest.segments.into_values();
                needed.extend(names.map(|digest| format!("{SEGMENT}{digest}")));
            }
        }
        for generation in old {
            self.disk.remove(&self.directory.join(format!("{MANIFEST}{generation:020}")))?;
        }
        for name in names(&self.directory)? {
            let unneeded = name.starts_with(SEGMENT) && !needed.contains(&name);
            if unneeded || name.ends_with(TEMPORARY) {
                self.disk.remove(&self.directory.join(name))?;
            }
        }
        Ok(())
    }
}

/// Reads the newest generation that is whole, which takes no right to write there.
pub(super) fn load(directory: &Path) -> Result<Option<Loaded>, StoreError> {
    let generations = match generations(directory) {
        Err(StoreError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        generations => generations?,
    };
    Ok(newest_whole(directory, &generations))
}

fn newest_whole(directory: &Path, generations: &[u64]) -> Option<Loaded> {
    for generation in generations.iter().rev() {
        match read(directory, *generation) {
            Ok(loaded) => return Some(loaded),
            Err(error) => tracing::error!(
                generation,
                %error,
                "a generation of the stored pages is damaged and not used; the one before is tried"
            ),
        }
    }
    None
}

fn read(directory: &Path, generation: u64) -> Result<Loaded, StoreError> {
    let manifest = read_manifest(directory, generation)?;
    let mut segments = BTreeMap::new();
    for (name, stated) in &manifest.segments {
        let path = directory.join(format!("{SEGMENT}{stated}"));
        let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
        if digest(&bytes) != *stated {
            return Err(StoreError::Checksum(name.clone()));
        }
        let segment =
            Segment::decode(&bytes).map_err(|error| StoreError::Segment(name.clone(), error))?;
        segments.insert(name.clone(), segment);
    }
    Ok(Loaded { manifest, segments })
}

fn read_manifest(directory: &Path, generation: u64) -> Result<Manifest, StoreError> {
    let path = directory.join(format!("{MANIFEST}{generation:020}"));
    let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
    Ok(Manifest::decode(&bytes)?)
}

/// The numbers of the generations, oldest first.
fn generations(directory: &Path) -> Result<Vec<u64>, StoreError> {
    let mut generations: Vec<u64> = names(directory)?
        .iter()
        .filter_map(|name| name.strip_prefix(MANIFEST)?.parse().ok())
        .collect();
    generations.sort_unstable();
    Ok(generations)
}

fn names(directory: &Path) -> Result<Vec<String>, StoreError> {
    let entries = fs::read_dir(directory).map_err(|error| failed(directory, error))?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

pub(super) fn failed(path: &Path, error: io::Error) -> StoreError {
    StoreError::Io { path: path.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        domain::{language::Language, public::Parts},
        snapshot::page::{self, Cache, Page},
    };

    /// A generation with a live page and one of a month, both of which say the same word; the segment
    /// of another month is left as it is.
    fn image(word: &str, revision: i64) -> Image {
        let content = |path: &str, cache| {
            let page = Page::new(word, page::HTML, Language::Ja, cache, Timestamp::MIN);
            Content {
                site: None,
                parts: Parts::default(),
                pages: vec![(path.to_owned(), Arc::new(page))],
                live: cache == Cache::Live,
            }
        };
        Image {
            build: "build".to_owned(),
            position: Position { database: uuid::Uuid::nil(), revision, portal: 1 },
            as_of: Timestamp::MIN,
            changed: [
                (LIVE.to_owned(), content("/ja/", Cache::Live)),
                ("2016-10".to_owned(), content("/ja/history/2016-10", Cache::Archived)),
            ]
            .into(),
            names: [LIVE.to_owned(), "2016-10".to_owned(), "2015-01".to_owned()].into(),
        }
    }

    /// What the newest whole generation says, in all its pages alike.
    fn word(loaded: &Loaded) -> String {
        let pages = loaded.segments.values().flat_map(|segment| &segment.pages);
        let mut words: Vec<String> = pages
            .filter(|(path, _)| !path.contains("2015"))
            .map(|(_, page)| String::from_utf8(page.identity().unwrap().bytes.to_vec()).unwrap())
            .collect();
        words.dedup();
        assert_eq!(words.len(), 1, "pages of different generations: {words:?}");
        words.remove(0)
    }

    fn opened(directory: &Path) -> (Store, Option<Loaded>) {
        let mut store = Store::open(directory).unwrap().unwrap();
        let loaded = load(directory).unwrap();
        if let Some(loaded) = &loaded {
            store.take_over(loaded);
        }
        (store, loaded)
    }

    #[test]
    fn whatever_step_is_the_last_one_the_old_or_the_new_generation_is_whole() {
        let mut interrupted = 0;
        for steps in 0.. {
            let directory = tempfile::tempdir().unwrap();
            let (mut store, _) = opened(directory.path());
            for (revision, old) in ["first", "second", "third", "fourth", "old"].iter().enumerate()
            {
                store.save(image(old, i64::try_from(revision).unwrap())).unwrap();
            }
            store.disk.steps_left.set(Some(steps));
            let saved = store.save(image("new", 9)).is_ok();
            drop(store);

            let (mut store, loaded) = opened(directory.path());
            let loaded = loaded.unwrap();
            let expected = if loaded.manifest.position.revision == 9 { "new" } else { "old" };
            assert_eq!(word(&loaded), expected, "after {steps} steps");
            assert!(!saved || expected == "new", "what was saved is there after {steps} steps");
            // What a crash left is in nobody's way.
            store.save(image("next", 10)).unwrap();
            drop(store);
            assert_eq!(word(&opened(directory.path()).1.unwrap()), "next");
            let left = names(directory.path()).unwrap();
            assert!(!left.iter().any(|name| name.ends_with(TEMPORARY)), "{left:?}");
            if saved {
                break;
            }
            interrupted += 1;
        }
        assert!(interrupted >= 15, "only {interrupted} steps were tried");
    }

    #[test]
    fn a_full_disk_leaves_the_old_generation_and_nothing_half_written() {
        let directory = tempfile::tempdir().unwrap();
        let (mut store, _) = opened(directory.path());
        store.save(image("old", 1)).unwrap();
        // A directory in the place of the next manifest's temporary file refuses it, as a full disk does.
        let blocked = directory.path().join(format!("{MANIFEST}{:020}{TEMPORARY}", 2));
        fs::create_dir(&blocked).unwrap();
        assert!(store.save(image("new", 2)).is_err());
        fs::remove_dir(&blocked).unwrap();
        store.save(image("new", 2)).unwrap();
        drop(store);
        assert_eq!(word(&opened(directory.path()).1.unwrap()), "new");
    }

    #[test]
    fn only_one_process_writes_in_a_directory() {
        let directory = tempfile::tempdir().unwrap();
        let (mut store, _) = opened(directory.path());
        store.save(image("old", 1)).unwrap();
        assert!(Store::open(directory.path()).unwrap().is_none());
        assert_eq!(word(&load(directory.path()).unwrap().unwrap()), "old");
    }
}
