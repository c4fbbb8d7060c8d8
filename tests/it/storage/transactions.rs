//! Transactions: all or nothing, in order, and none left behind.

use std::{future::poll_fn, pin::pin, task::Poll};

use noroshi::storage::{Database, Limits, StorageError, incidents, revision};
use tokio::task::JoinSet;

use super::{change, migrated, now};
use crate::support::{TestDatabase, on_each_database, sample};

on_each_database!(
    a_dropped_transaction_leaves_nothing_behind,
    a_transaction_that_is_cancelled_half_way_leaves_nothing_behind,
    a_transaction_with_a_refused_statement_cannot_be_committed,
    a_reading_transaction_sees_one_state_and_writes_nothing,
    revisions_follow_the_commits_without_gaps,
);

async fn number(database: &Database) -> i64 {
    revision::current(&mut database.begin_read().await.unwrap()).await.unwrap().number
}

/// One connection, so that whatever is wrong with it is seen by the next user.
async fn with_one_connection(database: &TestDatabase) -> Database {
    drop(migrated(database).await);
    let limits = Limits { connections: 1, ..Limits::default() };
    Database::open_with(database.url(), limits).unwrap()
}

async fn a_dropped_transaction_leaves_nothing_behind(database: TestDatabase) {
    let database = with_one_connection(&database).await;

    let mut tx = database.begin_write().await.unwrap();
    let change = change(&mut tx).await;
    incidents::insert(&mut tx, &sample::incident(), now(), change).await.unwrap();
    drop(tx);

    assert_eq!(number(&database).await, 0);
    let mut tx = database.begin_write().await.unwrap();
    assert!(incidents::list_open(&mut tx).await.unwrap().is_empty());
    assert_eq!(revision::bump(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(number(&database).await, 1);
}

/// Waits for a future and gives up when it has asked for patience so many times: as a handler does whose
/// browser went away.
async fn given_up_after<T>(patience: usize, future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut left) = (pin!(future), patience);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

async fn a_transaction_that_is_cancelled_half_way_leaves_nothing_behind(database: TestDatabase) {
    let database = with_one_connection(&database).await;

    let (mut patience, mut ended) = (0, false);
    while !ended {
        let writing = given_up_after(patience, async {
            let mut tx = database.begin_write().await.unwrap();
            assert_eq!(revision::bump(&mut tx).await.unwrap(), 1);
        });
        let written = writing.await.is_some();
        assert_eq!(number(&database).await, 0, "after {patience}");

        let reading = given_up_after(patience, number(&database)).await;
        // A reading transaction that is still open would refuse this.
        let mut tx = database.begin_write().await.unwrap();
        assert_eq!(revision::bump(&mut tx).await.unwrap(), 1, "after {patience}");
        drop(tx);

        ended = written && reading.is_some();
        patience += 1;
    }
    // How often a fast database keeps one waiting differs; once it does.
    assert!(patience > 1, "nothing was cancelled");
}

async fn a_transaction_with_a_refused_statement_cannot_be_committed(database: TestDatabase) {
    let database = with_one_connection(&database).await;

    let mut tx = database.begin_write().await.unwrap();
    let change = change(&mut tx).await;
    incidents::insert(&mut tx, &sample::incident(), now(), change).await.unwrap();
    let again = incidents::insert(&mut tx, &sample::incident(), now(), change).await.unwrap_err();
    assert!(matches!(again, StorageError::Conflict { .. }), "{again:?}");

    let after = revision::bump(&mut tx).await.unwrap_err();
    assert!(matches!(after, StorageError::Aborted), "{after:?}");
    let committed = tx.commit().await.unwrap_err();
    assert!(matches!(committed, StorageError::Aborted), "{committed:?}");
    assert_eq!(number(&database).await, 0);
}

async fn a_reading_transaction_sees_one_state_and_writes_nothing(database: TestDatabase) {
    let database = migrated(&database).await;
    let mut reading = database.begin_read().await.unwrap();
    let before = revision::current(&mut reading).await.unwrap();

    let mut writing = database.begin_write().await.unwrap();
    revision::bump(&mut writing).await.unwrap();
    writing.commit().await.unwrap();

    assert_eq!(revision::current(&mut reading).await.unwrap(), before);
    let written = revision::bump(&mut reading).await.unwrap_err();
    assert!(matches!(written, StorageError::ReadOnly), "{written:?}");
    drop(reading);
    assert_eq!(number(&database).await, before.number + 1);
}

async fn revisions_follow_the_commits_without_gaps(database: TestDatabase) {
    let database = migrated(&database).await;

    let mut writers = JoinSet::new();
    for writer in 0..8 {
        let database = database.clone();
        writers.spawn(async move {
            for turn in 0..10 {
                let mut tx = database.begin_write().await.unwrap();
                let mine = revision::bump(&mut tx).await.unwrap();
                // What is committed is every revision before this one, whoever made it.
                let seen = number(&database).await;
                assert_eq!(seen, mine - 1);
                if (writer + turn) % 3 == 0 {
                    drop(tx);
                } else {
                    tx.commit().await.unwrap();
                }
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }

    let kept = (0..8).flat_map(|w| (0..10).map(move |t| w + t)).filter(|sum| sum % 3 != 0).count();
    assert_eq!(number(&database).await, i64::try_from(kept).unwrap());
}
