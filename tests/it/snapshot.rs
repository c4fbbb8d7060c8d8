//! What readers are served: in step with the database, whole after any crash, and there when the
//! database is not.

mod disk;
mod steps;

use std::{fs, path::Path};

use noroshi::{
    domain::text::LocalizedText,
    snapshot::{DatabaseState, Encoding, Renderer},
    storage::Database,
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};

use crate::support::{
    TestDatabase, on_each_database,
    portal::{PLAIN, Portal, maintenance, open_incident, recovered},
    run,
    sample::key,
};

on_each_database!(
    a_posted_incident_is_on_every_page_that_it_touches,
    nothing_is_served_before_the_portal_is_set_up,
    an_exercise_is_on_no_page,
    what_is_long_over_is_archived_and_stays_readable,
    an_incident_moves_to_the_archive_without_being_away,
    a_page_that_cannot_be_made_keeps_its_last_text,
    a_new_record_is_linked_from_the_pages_that_mention_it,
    what_is_made_again_and_says_the_same_stays_the_same,
    a_silent_database_makes_pages_say_as_of_when_they_are,
    pages_are_served_after_a_restart_without_the_database,
    a_restart_goes_on_from_where_it_was,
    pages_of_another_build_are_served_and_then_made_anew,
    another_database_replaces_every_page,
    a_damaged_segment_or_manifest_leads_to_the_generation_before,
    only_some_generations_are_kept,
);

const INCIDENT: &str = "/ja/incidents/INC-20161011-01";
const OLD: &str = "/en/incidents/INC-20150105-01";

/// A database that nobody can reach.
fn nowhere() -> Database {
    Database::open("sqlite:///nonexistent/directory/noroshi.db").unwrap()
}

async fn a_posted_incident_is_on_every_page_that_it_touches(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    portal.settle().await;
    assert!(portal.text("/ja/").unwrap().contains("home Operational open "));
    let record = open_incident(1, "2016-10-11T08:55:00+09:00");
    portal.put(&record).await;
    portal.settle().await;
    assert!(portal.text("/ja/").unwrap().contains("Issue open INC-20161011-01"));
    assert!(portal.text(INCIDENT).unwrap().contains("メール受信の障害 Investigating updates 1"));
    let english = portal.text("/en/incidents/INC-20161011-01").unwrap();
    assert!(english.contains("problems receiving mail Investigating"));
    assert!(portal.text("/en/history").unwrap().contains("history 2016-10"));
    assert!(portal.text("/en/history/2016-10").unwrap().contains("INC-20161011-01"));
    assert!(portal.text("/ja/services/mail").unwrap().contains("mail Partial bad days 1 of 90"));

    portal.put(&recovered(record, "2016-10-11T09:25:00+09:00")).await;
    portal.settle().await;
    assert!(portal.text("/ja/").unwrap().contains("home Operational open  as"));
    assert!(portal.text(INCIDENT).unwrap().contains("Recovered updates 2"));
    assert!(portal.text("/ja/history/2016-10").unwrap().contains("INC-20161011-01 Recovered"));
    assert!(portal.text("/ja/services/mail").unwrap().contains("mail Operational bad days 1"));
    assert!(portal.text("/fr/").is_none());
}

async fn nothing_is_served_before_the_portal_is_set_up(database: TestDatabase) {
    let empty = Database::open(database.url()).unwrap();
    empty.migrate().await.unwrap();
    let other = TestDatabase::sqlite();
    let mut portal = Portal::new(other.url()).await.restarted(Some(empty), "build 1").await;
    portal.settle().await;
    assert!(portal.cell.load().is_none());
    assert_eq!(portal.cell.database(), DatabaseState::NotSetUp);
}

async fn an_exercise_is_on_no_page(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let mut record = open_incident(1, "2016-10-11T08:55:00+09:00");
    record.incident.exercise = true;
    portal.put(&record).await;
    portal.settle().await;
    assert!(portal.text(INCIDENT).is_none());
    assert!(portal.text("/ja/").unwrap().contains("home Operational open  as"));
    assert!(portal.text("/ja/history").unwrap().contains("history  as"));
    // What was published and turns out to be an exercise is taken away, archived or not.
    record.incident.exercise = false;
    portal.put(&record).await;
    portal.settle().await;
    assert!(portal.text(INCIDENT).is_some());
    record.incident.exercise = true;
    portal.put(&record).await;
    portal.settle().await;
    assert!(portal.text(INCIDENT).is_none());
    assert!(portal.text("/ja/history/2016-10").is_none());
}

async fn what_is_long_over_is_archived_and_stays_readable(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let old = open_incident(1, "2015-01-05T08:00:00+09:00");
    portal.put(&recovered(old, "2015-01-05T12:00:00+09:00")).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    assert!(portal.text(OLD).unwrap().ends_with("Recovered updates 2 links  archived"));
    assert_eq!(portal.encodings(OLD), [Encoding::Gzip]);
    assert_eq!(portal.encodings("/en/history/2015-01"), [Encoding::Gzip]);
    assert_eq!(portal.encodings(INCIDENT).len(), 3);
    let before = portal.text(OLD);
    portal.clock.advance_seconds(3600);
    portal.settle().await;
    assert_eq!(portal.text(OLD), before);
}

async fn an_incident_moves_to_the_archive_without_being_away(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let record = open_incident(1, "2016-10-11T08:55:00+09:00");
    portal.put(&recovered(record, "2016-10-11T09:25:00+09:00")).await;
    portal.settle().await;
    assert_eq!(portal.encodings(INCIDENT).len(), 3);
    for _ in 0..5 {
        portal.clock.advance_seconds(12 * 3600);
        portal.snapshotter.step(portal.clock.now(), &|| {}).await;
        assert!(portal.text(INCIDENT).unwrap().contains("Recovered"));
    }
    portal.settle().await;
    assert!(portal.text(INCIDENT).unwrap().ends_with("archived"));
    assert_eq!(portal.encodings(INCIDENT), [Encoding::Gzip]);
    // It comes back to life when something more is said.
    let mut again = open_incident(1, "2016-10-11T08:55:00+09:00");
    again.incident.version = 1;
    again = recovered(again, "2016-10-11T09:25:00+09:00");
    let mut more = again.updates[1].clone();
    more.id = uuid::Uuid::from_u128(77);
    (more.sequence, more.number, more.key) = (3, None, key("N01"));
    more.posted = portal.clock.now();
    again.updates.push(more);
    portal.put(&again).await;
    portal.settle().await;
    assert!(portal.text(INCIDENT).unwrap().contains("updates 3"));
    assert_eq!(portal.encodings(INCIDENT).len(), 3);
}

async fn a_page_that_cannot_be_made_keeps_its_last_text(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let mut record = open_incident(1, "2016-10-11T08:55:00+09:00");
    portal.put(&record).await;
    portal.put(&open_incident(2, "2016-10-11T09:00:00+09:00")).await;
    portal.settle().await;
    let before = portal.text(INCIDENT).unwrap();
    record.incident.workaround = Some(LocalizedText::both("再起動", "restart"));
    portal.put(&record).await;
    portal.clock.advance_seconds(60);
    portal.settle().await;
    assert_eq!(portal.text(INCIDENT).unwrap(), before);
    let as_of = format!("as of {}", portal.clock.now().seconds());
    assert!(portal.text("/ja/incidents/INC-20161011-02").unwrap().contains(&as_of));
    assert!(portal.text("/ja/").unwrap().contains(&as_of));
}

async fn a_new_record_is_linked_from_the_pages_that_mention_it(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let mut record = open_incident(1, "2015-01-05T08:00:00+09:00");
    record.incident.related = vec!["MNT-20161020-01".parse().unwrap()];
    portal.put(&recovered(record, "2015-01-05T12:00:00+09:00")).await;
    portal.settle().await;
    assert!(portal.text(OLD).unwrap().contains("links  archived"));
    let (from, to) = ("2016-10-20T02:00:00+09:00", "2016-10-20T04:00:00+09:00");
    portal.put_maintenance(&maintenance("MNT-20161020-01", from, to)).await;
    portal.settle().await;
    assert!(portal.text(OLD).unwrap().contains("links MNT-20161020-01 archived"));
    assert!(portal.text("/ja/maintenance/MNT-20161020-01").unwrap().contains("Scheduled"));
}

async fn what_is_made_again_and_says_the_same_stays_the_same(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    let page = |portal: &Portal, path: &str| {
        let snapshot = portal.cell.load();
        let page = snapshot.as_ref().unwrap().page(path).unwrap();
        (page.modified.clone(), page.body(Encoding::Gzip).unwrap().etag.clone())
    };
    let month = page(&portal, "/ja/history/2016-10");
    let home = page(&portal, "/ja/");
    portal.clock.advance_seconds(120);
    portal.settle().await;
    assert_eq!(page(&portal, "/ja/history/2016-10"), month);
    assert_ne!(page(&portal, "/ja/"), home);
}

async fn a_silent_database_makes_pages_say_as_of_when_they_are(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    let as_of = format!("as of {}", portal.clock.now().seconds());
    rename(&database, "revision", "away").await;

    portal.clock.advance_seconds(10);
    portal.settle().await;
    assert!(portal.text("/ja/").unwrap().contains(&format!("{as_of} stale false")));
    portal.clock.advance_seconds(1);
    portal.settle().await;
    assert!(portal.text("/ja/").unwrap().contains(&format!("{as_of} stale true")));
    assert!(portal.text(INCIDENT).unwrap().contains(&format!("{as_of} stale true")));
    assert!(matches!(portal.cell.database(), DatabaseState::Silent(_)));

    rename(&database, "away", "revision").await;
    portal.put(&open_incident(2, "2016-10-11T09:00:00+09:00")).await;
    portal.settle().await;
    let as_of = format!("as of {}", portal.clock.now().seconds());
    assert!(portal.text("/ja/").unwrap().contains(&format!("{as_of} stale false")));
    assert!(portal.text("/ja/incidents/INC-20161011-02").is_some());
    assert_eq!(portal.cell.database(), DatabaseState::Answering);
}

#[test]
fn a_database_file_that_is_away_is_said_for_what_it_is_and_readers_keep_their_pages() {
    run(
        async |file| {
            let mut portal = Portal::new(file.url()).await;
            portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
            portal.settle().await;
            let path = file.url().strip_prefix("sqlite://").unwrap();
            let away = format!("{path}.away");
            fs::rename(path, &away).unwrap();
            portal.clock.advance_seconds(11);
            portal.settle().await;
            assert!(matches!(portal.cell.database(), DatabaseState::Replaced(_)));
            assert!(portal.text("/ja/").unwrap().contains("stale true"));
            assert!(portal.text(INCIDENT).is_some());
            fs::rename(&away, path).unwrap();
            portal.settle().await;
            assert_eq!(portal.cell.database(), DatabaseState::Answering);
        },
        TestDatabase::sqlite(),
    );
}

/// Takes the table away that is asked first, or puts it back.
async fn rename(database: &TestDatabase, from: &str, to: &str) {
    let statement = AssertSqlSafe(format!("ALTER TABLE {from} RENAME TO {to}"));
    if database.url().starts_with("sqlite") {
        let mut connection = SqliteConnection::connect(database.url()).await.unwrap();
        connection.execute(statement).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(database.url()).await.unwrap();
        connection.execute(statement).await.unwrap();
    }
}

async fn pages_are_served_after_a_restart_without_the_database(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let old = open_incident(1, "2015-01-05T08:00:00+09:00");
    portal.put(&recovered(old, "2015-01-05T12:00:00+09:00")).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    let (archived, as_of) = (portal.text(OLD), portal.clock.now().seconds());
    portal.clock.advance_seconds(3600);
    let mut portal = portal.restarted(Some(nowhere()), "build 1").await;
    for _ in 0..2 {
        let home = portal.text("/ja/").unwrap();
        assert!(home.contains("Issue open INC-20161011-01"), "{home}");
        assert!(home.contains(&format!("as of {as_of} stale true")), "{home}");
        assert!(portal.text(INCIDENT).unwrap().contains("stale true"));
        assert_eq!(portal.text(OLD), archived);
        assert!(portal.text("/en/services/mail").unwrap().contains("bad days 1 of 90"));
        assert!(portal.text("/en/history").unwrap().contains("2016-10 2015-01"));
        portal.settle().await;
    }
    // A second restart without it changes nothing either.
    let portal = portal.restarted(None, "build 1").await;
    assert!(portal.text("/ja/").unwrap().contains(&format!("as of {as_of} stale true")));
}

async fn a_restart_goes_on_from_where_it_was(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    let portal = portal.restarted(Some(nowhere()), "build 1").await;
    let db = Database::open(database.url()).unwrap();
    let mut portal = portal.restarted(Some(db), "build 1").await;
    portal.put(&open_incident(2, "2016-10-11T09:10:00+09:00")).await;
    portal.settle().await;
    assert!(portal.text("/ja/").unwrap().contains("open INC-20161011-02 INC-20161011-01"));
}

async fn pages_of_another_build_are_served_and_then_made_anew(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    let old = open_incident(1, "2015-01-05T08:00:00+09:00");
    portal.put(&recovered(old, "2015-01-05T12:00:00+09:00")).await;
    portal.settle().await;
    let before = portal.text(OLD);
    let other = Renderer { incident: |_, _, _| Ok("made by another build".to_owned()), ..PLAIN };
    let portal = portal.restarted_with(Some(nowhere()), "build 2", other).await;
    assert_eq!(portal.text(OLD), before);
    assert!(portal.text("/ja/").is_some());
    let db = Database::open(database.url()).unwrap();
    let mut portal = portal.restarted_with(Some(db), "build 2", other).await;
    assert_eq!(portal.text(OLD), before);
    portal.settle().await;
    assert_eq!(portal.text(OLD).as_deref(), Some("made by another build"));
    let portal = portal.restarted(Some(nowhere()), "build 2").await;
    assert_eq!(portal.text(OLD).as_deref(), Some("made by another build"));
}

async fn another_database_replaces_every_page(database: TestDatabase) {
    let other = TestDatabase::sqlite();
    let mut first = Portal::new(other.url()).await;
    first.put(&open_incident(7, "2016-10-11T08:55:00+09:00")).await;
    first.settle().await;
    assert!(first.text("/ja/incidents/INC-20161011-07").is_some());
    let second = Portal::new(database.url()).await;
    second.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    let mut portal = first.restarted(Some(second.db.clone()), "build 1").await;
    portal.settle().await;
    assert!(portal.text("/ja/incidents/INC-20161011-07").is_none());
    assert!(portal.text(INCIDENT).is_some());
    assert!(portal.text("/ja/history/2016-10").unwrap().contains("INC-20161011-01"));
}

fn files(directory: &Path, prefix: &str) -> Vec<std::path::PathBuf> {
    let mut found: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(prefix))
        .collect();
    found.sort();
    found
}

/// A portal whose newest generation tells of two incidents, and the one before of one.
async fn with_two_generations(database: &TestDatabase) -> Portal {
    let mut portal = Portal::new(database.url()).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    portal.snapshotter.finish(portal.clock.now()).await;
    portal.put(&open_incident(2, "2016-10-11T09:00:00+09:00")).await;
    portal.settle().await;
    portal.snapshotter.finish(portal.clock.now()).await;
    portal
}

async fn a_damaged_segment_or_manifest_leads_to_the_generation_before(database: TestDatabase) {
    for damage in ["manifest", "torn manifest", "segment", "torn segment", "no segment"] {
        let sqlite = database.url().starts_with("sqlite");
        let database = if sqlite { TestDatabase::sqlite() } else { TestDatabase::postgres() };
        let portal = with_two_generations(&database).await;
        let directory = portal.stored();
        let manifests = files(&directory, "MANIFEST-");
        let (newest, before) = (manifests.last().unwrap(), &manifests[manifests.len() - 2]);
        let only_in_newest = files(&directory, "segment-").into_iter().find(|path| {
            let digest = path.file_name().unwrap().to_str().unwrap()["segment-".len()..].to_owned();
            fs::read_to_string(newest).unwrap().contains(&digest)
                && !fs::read_to_string(before).unwrap().contains(&digest)
        });
        let path =
            if damage.contains("manifest") { newest.clone() } else { only_in_newest.unwrap() };
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        match damage {
            "manifest" | "segment" => bytes[middle] ^= 1,
            _ => bytes.truncate(middle),
        }
        if damage == "no segment" {
            fs::remove_file(&path).unwrap();
        } else {
            fs::write(&path, bytes).unwrap();
        }
        let mut portal = portal.restarted(Some(nowhere()), "build 1").await;
        let home = portal.text("/ja/").unwrap();
        assert!(home.contains("open INC-20161011-01 as"), "{damage}: {home}");
        // With the database, it goes on as if nothing had been.
        let db = Database::open(database.url()).unwrap();
        portal = portal.restarted(Some(db), "build 1").await;
        portal.settle().await;
        assert!(portal.text("/ja/").unwrap().contains("INC-20161011-02 INC-20161011-01"));
        portal = portal.restarted(Some(nowhere()), "build 1").await;
        assert!(portal.text("/ja/").unwrap().contains("INC-20161011-02 INC-20161011-01"));
    }
}

async fn only_some_generations_are_kept(database: TestDatabase) {
    let mut portal = Portal::new(database.url()).await;
    for number in 1..=9 {
        portal.put(&open_incident(number, "2016-10-11T08:55:00+09:00")).await;
        portal.settle().await;
        portal.snapshotter.finish(portal.clock.now()).await;
    }
    assert_eq!(files(&portal.stored(), "MANIFEST-").len(), 5);
    let segments = files(&portal.stored(), "segment-").len();
    assert!(segments <= 10, "{segments} segments");
}
