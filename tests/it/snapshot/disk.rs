//! A disk that refuses, or is slow: pages go on being made and served, the log says so once, and what was
//! not saved is saved as soon as the disk lets it.

use std::{
    fs,
    io::{Read as _, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use rustix::fs::{CWD, FileType, Mode};
use tracing::subscriber::DefaultGuard;

use super::{INCIDENT, nowhere};
use crate::support::{
    TestDatabase, on_each_database,
    portal::{Portal, open_incident},
};

on_each_database!(
    a_directory_that_cannot_be_made_is_told_once_and_pages_are_served,
    what_a_full_disk_refused_is_saved_once_it_has_room,
    a_slow_disk_holds_no_page_up,
);

/// What is logged on this thread, on which the steps are taken.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn begin() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn count(&self, words: &str) -> usize {
        String::from_utf8_lossy(&self.0.lock().unwrap()).matches(words).count()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Posts an incident and lets so much time pass that pages are due to be saved.
async fn posts(portal: &mut Portal, number: u16) {
    portal.put(&open_incident(number, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    portal.clock.advance_seconds(5);
    portal.settle().await;
}

/// Takes steps until the log says so.
async fn until(portal: &mut Portal, log: &Log, words: &str) {
    for _ in 0..2_000 {
        if log.count(words) > 0 {
            return;
        }
        portal.clock.advance_seconds(3);
        portal.settle().await;
        tokio::task::yield_now().await;
    }
    panic!("the log does not say: {words}");
}

fn is_on_every_page(portal: &Portal, number: u16) {
    let reference = format!("INC-20161011-{number:02}");
    assert!(portal.text("/ja/").unwrap().contains(&reference), "{reference}");
    assert!(portal.text(&format!("/en/incidents/{reference}")).is_some(), "{reference}");
}

async fn a_directory_that_cannot_be_made_is_told_once_and_pages_are_served(database: TestDatabase) {
    let (log, _guard) = Log::begin();
    let portal = Portal::new(database.url()).await;
    let directory = portal.stored();
    let away = directory.with_extension("away");
    fs::rename(&directory, &away).unwrap();
    // A file in its place refuses everybody, whatever they may do.
    fs::write(&directory, "").unwrap();
    let mut portal = portal.restarted(None, "build 1").await;
    for number in 1..=4 {
        posts(&mut portal, number).await;
        is_on_every_page(&portal, number);
    }
    until(&mut portal, &log, "pages cannot be saved").await;
    assert_eq!(log.count("pages cannot be saved"), 1);
    fs::remove_file(&directory).unwrap();
    until(&mut portal, &log, "pages are saved again").await;
    posts(&mut portal, 5).await;
    let portal = portal.restarted(Some(nowhere()), "build 1").await;
    is_on_every_page(&portal, 5);
    assert_eq!(log.count("pages cannot be saved"), 1);
}

/// Where the manifest after the newest one is written before it is put in place.
fn next_manifest(directory: &Path) -> PathBuf {
    let newest = super::files(directory, "MANIFEST-").pop().unwrap();
    let number: u64 = newest.to_str().unwrap().rsplit_once('-').unwrap().1.parse().unwrap();
    directory.join(format!("MANIFEST-{:020}.writing", number + 1))
}

async fn what_a_full_disk_refused_is_saved_once_it_has_room(database: TestDatabase) {
    let (log, _guard) = Log::begin();
    let mut portal = Portal::new(database.url()).await;
    posts(&mut portal, 1).await;
    portal.snapshotter.finish(portal.clock.now()).await;
    let blocked = next_manifest(&portal.stored());
    fs::create_dir(&blocked).unwrap();
    for number in 2..=4 {
        posts(&mut portal, number).await;
        is_on_every_page(&portal, number);
        portal.snapshotter.finish(portal.clock.now()).await;
    }
    assert_eq!(log.count("pages cannot be saved"), 1);
    // What was there before is whole.
    assert!(super::files(&portal.stored(), "MANIFEST-").iter().any(|path| path.is_file()));
    fs::remove_dir(&blocked).unwrap();
    until(&mut portal, &log, "pages are saved again").await;
    let portal = portal.restarted(Some(nowhere()), "build 1").await;
    for number in 1..=4 {
        is_on_every_page(&portal, number);
    }
}

async fn a_slow_disk_holds_no_page_up(database: TestDatabase) {
    let (log, _guard) = Log::begin();
    let mut portal = Portal::new(database.url()).await;
    posts(&mut portal, 1).await;
    portal.snapshotter.finish(portal.clock.now()).await;
    // Whoever writes to a pipe waits until somebody reads.
    let slow = next_manifest(&portal.stored());
    rustix::fs::mknodat(CWD, &slow, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    for number in 2..=9 {
        posts(&mut portal, number).await;
        is_on_every_page(&portal, number);
        portal.clock.advance_seconds(10);
    }
    assert_eq!(log.count("the disk is slow"), 1);
    let reader = tokio::task::spawn_blocking(move || {
        let mut read = Vec::new();
        fs::File::open(slow).unwrap().read_to_end(&mut read).unwrap();
    });
    tokio::time::timeout(Duration::from_secs(10), reader).await.unwrap().unwrap();
    until(&mut portal, &log, "pages are saved again").await;
    let portal = portal.restarted(Some(nowhere()), "build 1").await;
    assert!(portal.text(INCIDENT).is_some());
    is_on_every_page(&portal, 9);
}
