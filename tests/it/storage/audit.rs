//! The audit log: one chain, which nobody can change without being found out.

use noroshi::{
    domain::audit::{Address, AuditEvent, AuditHead, Origin},
    storage::{
        Database, StorageError,
        audit::{self, AuditFilter, AuditFlaw, AuditVerdict},
    },
};
use tokio::task::JoinSet;

use super::{by_hand, is_sqlite, migrated, now};
use crate::support::{TestDatabase, on_each_database};

on_each_database!(
    concurrent_writers_keep_one_chain,
    the_log_is_listed_newest_first_in_pages_and_by_target_and_person,
    the_database_refuses_to_change_or_remove_an_entry,
    whatever_is_done_to_the_log_the_first_wrong_entry_is_named,
    a_log_that_spans_many_parts_is_verified,
    addresses_are_erased_and_the_chain_holds,
    a_log_that_was_cut_off_or_written_anew_lacks_the_head_that_was_kept,
);

fn event(who: &str, target: &str) -> AuditEvent {
    AuditEvent {
        at: now(),
        who: who.to_owned(),
        from: Some(Origin::new(Address { text: "192.0.2.7".to_owned(), salt: [7; 16] })),
        action: "incident.update".to_owned(),
        target: target.to_owned(),
        before: None,
        after: Some("00ff".to_owned()),
        detail: "第2報 U02".to_owned(),
    }
}

async fn filled(database: &TestDatabase, entries: usize) -> Database {
    let opened = migrated(database).await;
    let mut tx = opened.begin_write().await.unwrap();
    for number in 1..=entries {
        let (who, target) = if number % 2 == 0 { ("jiro", "b") } else { ("hanako", "a") };
        audit::append(&mut tx, event(who, target)).await.unwrap();
    }
    tx.commit().await.unwrap();
    opened
}

async fn verdict(database: &Database) -> AuditVerdict {
    audit::verify(&mut database.begin_read().await.unwrap(), None).await.unwrap()
}

async fn concurrent_writers_keep_one_chain(database: TestDatabase) {
    let database = migrated(&database).await;
    let mut writers = JoinSet::new();
    for writer in 0..8 {
        let database = database.clone();
        writers.spawn(async move {
            for _ in 0..8 {
                let mut tx = database.begin_write().await.unwrap();
                audit::append(&mut tx, event(&format!("w{writer}"), "a")).await.unwrap();
                audit::append(&mut tx, event(&format!("w{writer}"), "b")).await.unwrap();
                tx.commit().await.unwrap();
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }

    let verdict = verdict(&database).await;
    assert!(matches!(verdict, AuditVerdict::Sound { entries: 128, .. }), "{verdict:?}");
}

async fn the_log_is_listed_newest_first_in_pages_and_by_target_and_person(database: TestDatabase) {
    let database = filled(&database, 7).await;
    let mut tx = database.begin_read().await.unwrap();
    let mut page = async |filter, before, limit| {
        let entries = audit::list(&mut tx, filter, before, limit).await.unwrap();
        entries.into_iter().map(|entry| entry.sequence).collect::<Vec<_>>()
    };

    assert_eq!(page(AuditFilter::All, None, 3).await, [7, 6, 5]);
    assert_eq!(page(AuditFilter::All, Some(5), 3).await, [4, 3, 2]);
    assert_eq!(page(AuditFilter::All, Some(2), 3).await, [1]);
    assert_eq!(page(AuditFilter::Target("a"), None, 3).await, [7, 5, 3]);
    assert_eq!(page(AuditFilter::Target("a"), Some(3), 3).await, [1]);
    assert_eq!(page(AuditFilter::Who("jiro"), None, 9).await, [6, 4, 2]);
    assert!(page(AuditFilter::Who("nobody"), None, 9).await.is_empty());

    let entry = audit::list(&mut tx, AuditFilter::All, None, 1).await.unwrap().remove(0);
    assert_eq!(entry.event, event("hanako", "a"));
}

async fn the_database_refuses_to_change_or_remove_an_entry(database: TestDatabase) {
    let opened = filled(&database, 3).await;
    let mut attempts = vec![
        "UPDATE audit_entries SET detail = '' WHERE sequence = 2",
        "DELETE FROM audit_entries WHERE sequence = 3",
        "DELETE FROM audit_entries",
    ];
    if is_sqlite(&database) {
        attempts.push("INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries");
        attempts.push("REPLACE INTO audit_entries SELECT * FROM audit_entries WHERE sequence = 3");
    } else {
        attempts.push("TRUNCATE audit_entries");
    }
    for attempt in attempts {
        let refused = by_hand(&database, attempt).await.unwrap_err();
        assert!(matches!(refused, StorageError::Rejected(_)), "{attempt}: {refused:?}");
    }
    let verdict = verdict(&opened).await;
    assert!(matches!(verdict, AuditVerdict::Sound { entries: 3, .. }), "{verdict:?}");
}

/// Takes away what protects the log, as whoever owns the database could.
async fn unprotected(database: &TestDatabase) {
    let statements = if is_sqlite(database) {
        "DROP TRIGGER audit_entries_keep_update; DROP TRIGGER audit_entries_keep_delete;
         DROP TRIGGER audit_entries_keep_replace; DROP TRIGGER audit_addresses_keep"
    } else {
        "ALTER TABLE audit_entries DISABLE TRIGGER ALL; ALTER TABLE audit_addresses DISABLE TRIGGER ALL"
    };
    by_hand(database, statements).await.unwrap();
}

async fn whatever_is_done_to_the_log_the_first_wrong_entry_is_named(database: TestDatabase) {
    const COPY: &str =
        "SELECT 8, at, who, origin, action, target, before_hash, after_hash, detail, hash
        FROM audit_entries WHERE sequence = 7";
    let added = format!("INSERT INTO audit_entries {COPY}");
    let between = format!(
        "UPDATE audit_entries SET sequence = sequence + 100 WHERE sequence > 3;
         UPDATE audit_entries SET sequence = sequence - 99 WHERE sequence > 100;
         INSERT INTO audit_entries {}; UPDATE audit_head SET sequence = 8",
        COPY.replace("SELECT 8", "SELECT 4").replace("sequence = 7", "sequence = 3"),
    );
    let swapped = "UPDATE audit_entries SET sequence = 99 WHERE sequence = 4;
        UPDATE audit_entries SET sequence = 4 WHERE sequence = 5;
        UPDATE audit_entries SET sequence = 5 WHERE sequence = 99";
    let cases = [
        ("UPDATE audit_entries SET detail = 'x' WHERE sequence = 4", 4, AuditFlaw::Altered),
        ("UPDATE audit_entries SET at = at + 1 WHERE sequence = 1", 1, AuditFlaw::Altered),
        ("UPDATE audit_entries SET origin = NULL WHERE sequence = 7", 7, AuditFlaw::Altered),
        ("UPDATE audit_entries SET hash = 'x' WHERE sequence = 7", 7, AuditFlaw::Altered),
        (
            "UPDATE audit_addresses SET address = '192.0.2.8' WHERE sequence = 3",
            3,
            AuditFlaw::AlteredAddress,
        ),
        ("DELETE FROM audit_entries WHERE sequence = 5", 5, AuditFlaw::Missing),
        ("DELETE FROM audit_entries WHERE sequence = 1", 1, AuditFlaw::Missing),
        ("DELETE FROM audit_entries WHERE sequence >= 6", 6, AuditFlaw::Missing),
        ("DELETE FROM audit_entries", 1, AuditFlaw::Missing),
        (&*added, 8, AuditFlaw::Added),
        (&*between, 4, AuditFlaw::Altered),
        (swapped, 4, AuditFlaw::Altered),
        ("UPDATE audit_head SET hash = 'x'", 7, AuditFlaw::Altered),
        (
            "DELETE FROM audit_entries WHERE sequence = 7; UPDATE audit_head SET sequence = 6",
            6,
            AuditFlaw::Altered,
        ),
    ];
    for (tampering, sequence, flaw) in cases {
        let own =
            if is_sqlite(&database) { TestDatabase::sqlite() } else { TestDatabase::postgres() };
        let opened = filled(&own, 7).await;
        unprotected(&own).await;
        by_hand(&own, tampering).await.unwrap();
        assert_eq!(verdict(&opened).await, AuditVerdict::Broken { sequence, flaw }, "{tampering}");
    }
}

async fn a_log_that_spans_many_parts_is_verified(database: TestDatabase) {
    let opened = filled(&database, 4100).await;
    let sound = verdict(&opened).await;
    assert!(matches!(sound, AuditVerdict::Sound { entries: 4100, .. }), "{sound:?}");

    unprotected(&database).await;
    by_hand(&database, "UPDATE audit_entries SET who = 'x' WHERE sequence = 4001").await.unwrap();
    let broken = AuditVerdict::Broken { sequence: 4001, flaw: AuditFlaw::Altered };
    assert_eq!(verdict(&opened).await, broken);
}

async fn addresses_are_erased_and_the_chain_holds(database: TestDatabase) {
    let opened = filled(&database, 3).await;
    let refused = by_hand(&database, "UPDATE audit_addresses SET address = 'x'").await.unwrap_err();
    assert!(matches!(refused, StorageError::Rejected(_)), "{refused:?}");
    let mut tx = opened.begin_write().await.unwrap();
    assert_eq!(audit::erase_addresses(&mut tx, now()).await.unwrap(), 0, "none is older");
    assert_eq!(audit::erase_addresses(&mut tx, now().plus_seconds(1)).await.unwrap(), 3);
    tx.commit().await.unwrap();
    let mut tx = opened.begin_read().await.unwrap();
    for entry in audit::list(&mut tx, AuditFilter::All, None, 10).await.unwrap() {
        assert_eq!(entry.event.from.unwrap().address, None);
    }
    let verdict = verdict(&opened).await;
    assert!(matches!(verdict, AuditVerdict::Sound { entries: 3, .. }), "{verdict:?}");
}

async fn a_log_that_was_cut_off_or_written_anew_lacks_the_head_that_was_kept(
    database: TestDatabase,
) {
    const CUT: &str = "DELETE FROM audit_addresses WHERE sequence > 5;
        DELETE FROM audit_entries WHERE sequence > 5;
        UPDATE audit_head SET sequence = 5,
            hash = (SELECT hash FROM audit_entries WHERE sequence = 5)";
    let opened = filled(&database, 3).await;
    let head = async || audit::head(&mut opened.begin_read().await.unwrap()).await.unwrap();
    let verified = async |kept: &AuditHead| {
        audit::verify(&mut opened.begin_read().await.unwrap(), Some(kept)).await.unwrap()
    };
    let grow = async |who: &str| {
        let mut tx = opened.begin_write().await.unwrap();
        for _ in 0..4 {
            audit::append(&mut tx, event(who, "c")).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    let early = head().await;
    grow("hanako").await;
    let kept = head().await;
    assert_eq!((early.sequence, kept.sequence), (Some(3), Some(7)));
    let bare = AuditHead { sequence: None, ..kept.clone() };
    let moved = AuditHead { sequence: Some(6), ..kept.clone() };
    let empty = AuditHead { sequence: Some(0), hash: "0".repeat(64) };
    for known in [&early, &kept, &bare, &empty] {
        let verdict = verified(known).await;
        assert!(matches!(verdict, AuditVerdict::Sound { entries: 7, .. }), "{verdict:?}");
    }
    assert_eq!(verified(&moved).await, AuditVerdict::Another { entries: 7 });

    // Whoever owns the database cuts the end off and mends the rest, so that the chain is whole in itself.
    unprotected(&database).await;
    by_hand(&database, CUT).await.unwrap();
    let alone = verdict(&opened).await;
    assert!(matches!(alone, AuditVerdict::Sound { entries: 5, .. }), "{alone:?}");
    for kept in [&kept, &bare] {
        assert_eq!(verified(kept).await, AuditVerdict::Another { entries: 5 });
    }
    assert!(matches!(verified(&early).await, AuditVerdict::Sound { .. }), "what is older stands");
    // Nor does it help to write other entries in their place.
    grow("jiro").await;
    for kept in [&kept, &bare] {
        assert_eq!(verified(kept).await, AuditVerdict::Another { entries: 9 });
    }
}
