//! The disk fails, or the process dies, at any step of saving pages: what was said to be saved is there, nothing
//! is half there, and the next save goes well. And the program itself on a disk that is full or takes no
//! writes.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use axum::http::StatusCode;
use noroshi::{
    clock::Clock,
    domain::policy::NoticePolicy,
    snapshot::{Pace, Settings, SnapshotCell, Snapshotter},
    storage::{self, Database},
};
use tempfile::TempDir;

use super::process::{Portal as Program, STALE};
use crate::support::{
    portal::{BEGINNING, PLAIN, Portal, open_incident, recovered},
    sample::at,
    victim::{Ended, told, under, with_files_of},
    writing::Filled,
};

/// The name of the part that saves.
const SAVER: &str = "outage::disk::a_saver_says_that_a_generation_is_saved_when_it_is";
/// Said by it.
const SAVED: &str = "the pages are saved";
const FAILED: &str = "the pages are not saved";
/// Incidents in the generations that are there before it begins.
const BEFORE: u16 = 6;

/// A snapshot in a directory, with the database beside it.
struct Pages {
    snapshotter: Snapshotter,
    cell: Arc<SnapshotCell>,
    clock: Clock,
}

impl Pages {
    fn open(directory: &Path, db: Database) -> Self {
        let cell = SnapshotCell::new();
        let clock = Clock::set_to(at(BEGINNING));
        clock.advance_seconds(60);
        let stored = Some(directory.join("snapshot"));
        let settings = Settings::new(stored, "build 1".to_owned(), NoticePolicy::default());
        let snapshotter = Snapshotter::open(settings, db, PLAIN, cell.clone(), clock.now());
        Self { snapshotter, cell, clock }
    }

    async fn settle(&mut self) {
        while self.snapshotter.step(self.clock.now(), &|| {}).await != Pace::Quiet {}
    }

    fn text(&self, path: &str) -> Option<String> {
        let snapshot = self.cell.load();
        let page = snapshot.as_ref()?.page(path)?;
        Some(String::from_utf8(page.identity().unwrap().bytes.to_vec()).unwrap())
    }
}

fn database(directory: &Path) -> Database {
    Database::open(&format!("sqlite://{}", directory.join("portal.db").display())).unwrap()
}

fn reference(number: u16) -> String {
    format!("INC-20161011-{number:02}")
}

/// A directory with a database that holds one incident more than the newest of five generations.
async fn template() -> TempDir {
    let directory = TempDir::with_prefix("noroshi-saver-").unwrap();
    let db = directory.path().join("portal.db");
    let mut portal = Portal::new(&format!("sqlite://{}", db.display())).await;
    let old = open_incident(1, "2015-01-05T08:00:00+09:00");
    portal.put(&recovered(old, "2015-01-05T12:00:00+09:00")).await;
    for number in 1..=BEFORE {
        portal.put(&open_incident(number, "2016-10-11T08:55:00+09:00")).await;
        portal.settle().await;
        portal.snapshotter.finish(portal.clock.now()).await;
    }
    copy(&portal.stored(), &directory.path().join("snapshot"));
    portal.put(&open_incident(BEFORE + 1, "2016-10-11T09:00:00+09:00")).await;
    portal.db.close().await;
    directory
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap();
    assert!(copied.success());
}

/// A copy of the template for one attempt.
fn attempt(template: &TempDir) -> (TempDir, PathBuf) {
    let directory = TempDir::with_prefix("noroshi-saver-").unwrap();
    let own = directory.path().join("own");
    copy(template.path(), &own);
    (directory, own)
}

/// The part that saves: it brings the pages up to date, saves them, and says how that went.
#[test]
fn a_saver_says_that_a_generation_is_saved_when_it_is() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.unwrap().block_on(async {
        if let Some(directory) = told() {
            save(Path::new(&directory)).await;
        } else {
            let template = template().await;
            save(template.path()).await;
            assert_whole(template.path(), true, "by itself").await;
        }
    });
}

async fn save(directory: &Path) {
    let mut pages = Pages::open(directory, database(directory));
    pages.settle().await;
    let newest = format!("/ja/incidents/{}", reference(BEFORE + 1));
    assert!(pages.text(&newest).is_some(), "there is something to be saved");
    for _ in 0..3 {
        pages.snapshotter.finish(pages.clock.now()).await;
        let saved = !pages.snapshotter.has_unsaved();
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", if saved { SAVED } else { FAILED }).unwrap();
        if saved {
            return;
        }
    }
}

/// What a saver left is one whole generation: the new one if it said so. Without the database it is served;
/// with it, the next save goes well and leaves nothing behind.
async fn assert_whole(directory: &Path, saved: bool, what: &str) {
    let nowhere = || Database::open("sqlite:///nonexistent/directory/noroshi.db").unwrap();
    let pages = Pages::open(directory, nowhere());
    let home = pages.text("/ja/").unwrap_or_else(|| panic!("{what}: nothing is served"));
    let newest = reference(BEFORE + 1);
    let is_new = home.contains(&newest);
    assert!(is_new || !saved, "{what}: what was saved is there");
    for number in 1..=BEFORE {
        assert!(home.contains(&reference(number)), "{what}: {home}");
        let path = format!("/en/incidents/{}", reference(number));
        assert!(pages.text(&path).is_some(), "{what}: {path}");
    }
    let found = pages.text(&format!("/ja/incidents/{newest}")).is_some();
    assert_eq!(found, is_new, "{what}: pages of two generations");
    let month = pages.text("/ja/history/2016-10").unwrap();
    assert_eq!(month.contains(&newest), is_new, "{what}: pages of two generations");
    assert!(pages.text("/en/incidents/INC-20150105-01").unwrap().ends_with("archived"));
    drop(pages);

    let db = database(directory);
    let mut pages = Pages::open(directory, db.clone());
    pages.settle().await;
    pages.clock.advance_seconds(60);
    pages.settle().await;
    pages.snapshotter.finish(pages.clock.now()).await;
    assert!(!pages.snapshotter.has_unsaved(), "{what}: the next save goes well");
    drop(pages);
    db.close().await;
    let pages = Pages::open(directory, nowhere());
    assert!(pages.text("/ja/").unwrap().contains(&newest), "{what}");
    for entry in fs::read_dir(directory.join("snapshot")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".writing"), "{what}: {name}");
    }
}

/// Lets a saver meet a fault at each of its calls, until it meets none; gives how often it met one.
async fn at_each(template: &TempDir, calls: &str, fault: &str) -> u32 {
    let mut met = 0;
    for step in 1_u32.. {
        let (_kept, own) = attempt(template);
        let fault = format!("{fault}:when={step}");
        let Ended { killed, said } = under(SAVER, own.to_str().unwrap(), (calls, &fault));
        let saved = said.contains(SAVED);
        assert_whole(&own, saved, &format!("{calls} {fault}")).await;
        if !killed && !said.contains(FAILED) {
            assert!(saved, "{calls} {fault}: {said}");
            return met;
        }
        met += 1;
        assert!(killed || saved, "{calls} {fault}: an attempt later it goes well: {said}");
    }
    met
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_call_is_the_last_one_the_pages_are_whole() {
    let template = template().await;
    for (calls, fewest) in [
        ("write", 6),
        ("fsync,fdatasync", 5),
        ("rename,renameat,renameat2", 3),
        ("unlink,unlinkat", 2),
    ] {
        let met = at_each(&template, calls, "signal=SIGKILL").await;
        assert!(met >= fewest, "{calls}: only {met} times");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whichever_call_fails_the_pages_are_whole_and_saved_later() {
    let template = template().await;
    for (calls, error, fewest) in [
        ("fsync,fdatasync", "EIO", 3),
        ("rename,renameat,renameat2", "ENOSPC", 3),
        ("unlink,unlinkat", "EROFS", 1),
    ] {
        let met = at_each(&template, calls, &format!("error={error}")).await;
        assert!(met >= fewest, "{calls}: only {met} times");
    }
    for blocks in [0, 1, 2, 4] {
        let (_kept, own) = attempt(&template);
        // The files of the database are as long as they have to be as long as somebody has it open.
        let db = database(&own);
        let mut open = db.begin_read().await.unwrap();
        storage::revision::current(&mut open).await.unwrap();
        let Ended { said, .. } = with_files_of(blocks, SAVER, own.to_str().unwrap());
        assert!(said.contains(FAILED) && !said.contains(SAVED), "{blocks} blocks: {said}");
        drop(open);
        db.close().await;
        assert_whole(&own, false, &format!("{blocks} blocks")).await;
    }
}

/// Puts the data on a disk of its own, of a few megabytes, in a view of the file system that only the
/// portal has; no right of an administrator is needed.
const OWN_DISK: &str = "cp -a noroshi-data kept && mount -t tmpfs -o size=4m tmpfs noroshi-data \
    && cp -a kept/. noroshi-data && exec \"$@\"";
/// The same, and nothing can be written there.
const READ_ONLY: &str = "cp -a noroshi-data kept && mount -t tmpfs -o size=4m tmpfs noroshi-data \
    && cp -a kept/. noroshi-data && mount -o remount,ro noroshi-data && exec \"$@\"";

fn on(script: &'static str) -> [&'static str; 5] {
    ["unshare", "-rm", "sh", "-c", script]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_loses_no_text_and_is_forgotten_once_there_is_space() {
    let way = [&on(OWN_DISK)[..], &["sh"]].concat();
    let mut portal = Program::new("").await.restarted_by(&way);
    let notice = portal.notice("機器の確認").await;
    let ballast = portal.inside("noroshi-data/ballast");
    let fill = || {
        let mut file = fs::File::options().create(true).append(true).open(&ballast).unwrap();
        while file.write_all(&[0; 512]).is_ok() {}
    };
    // What was already given to a file can be written once more: it is filled up until that is over.
    let page = loop {
        fill();
        let page = notice.form.send(&mut portal.hanako, "draft").await;
        if page.status != StatusCode::SEE_OTHER {
            break page;
        }
    };
    assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{:?}", page.texts("h1"));
    let page = notice.form.send(&mut portal.hanako, "post").await;
    assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{:?}", page.texts("h1"));
    assert_eq!(page.text("h1").as_deref(), Some("ディスクの空き容量がありません"));
    let back = Filled::of(&page);
    for (name, value) in &notice.form.fields {
        assert!(back.fields.contains(&(name.clone(), value.clone())), "{name}");
    }
    for path in ["/ja/", "/en/history", notice.public.as_str()] {
        let answer = portal.ask(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.text().contains(&notice.text), "nothing was posted");
    }
    fs::remove_file(&ballast).unwrap();
    portal.goes_on(&notice, &back).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_whose_disk_takes_no_writes_is_read_and_says_so() {
    let way = [&on(READ_ONLY)[..], &["sh"]].concat();
    let mut portal = Program::new("").await;
    let notice = portal.notice("機器の確認").await;
    portal = portal.restarted_by(&way);
    portal.page_with("/ja/", STALE, true).await;
    assert_eq!(portal.ask(&notice.public).await.status, 200);
    let page = notice.form.send(&mut portal.hanako, "post").await;
    let refused = [StatusCode::INSUFFICIENT_STORAGE, StatusCode::SERVICE_UNAVAILABLE];
    assert!(refused.contains(&page.status), "{:?}", page.texts("h1"));
    assert_eq!(Filled::of(&page).get("action_now_ja"), notice.text);
}
