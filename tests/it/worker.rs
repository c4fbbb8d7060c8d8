//! Loops that end, panic or stall are started again, and stop when they are told to.

use std::{
    future::{Ready, pending, ready},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use noroshi::{
    app::Changed,
    worker::{GaveUp, Limits, Loop, snapshotter, supervise},
};
use tokio::time::{Instant, interval, timeout};
use tokio_util::sync::CancellationToken;

use crate::support::{
    TestDatabase,
    portal::{Portal, open_incident, put},
};

/// A loop whose first runs do something, and whose later ones wait until they are told to stop.
fn unruly<F: Future<Output = ()> + Send + 'static>(
    stall: Option<Duration>,
    times: u32,
    misbehave: fn() -> F,
) -> (Loop, Arc<AtomicU32>) {
    let runs = Arc::new(AtomicU32::new(0));
    let counted = runs.clone();
    let one = Loop::new("unruly", stall, move |beat, stop| {
        let run = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            if run < times {
                misbehave().await;
            } else {
                let mut ticks = interval(Duration::from_millis(10));
                while stop.run_until_cancelled(ticks.tick()).await.is_some() {
                    beat.beat();
                }
            }
        }
    });
    (one, runs)
}

/// Limits so short that a test can wait for them.
const SHORT: Limits = Limits {
    first_wait: Duration::from_millis(1),
    longest_wait: Duration::from_millis(64),
    well_after: Duration::from_mins(1),
    stalls: 3,
    stop: Duration::from_millis(100),
};
const STALL: Option<Duration> = Some(Duration::from_millis(50));

/// Runs a loop until it was started so many times, then stops it.
async fn run_until(runs: u32, (one, counted): (Loop, Arc<AtomicU32>)) -> Result<(), GaveUp> {
    let stop = CancellationToken::new();
    let stopping = async {
        while counted.load(Ordering::SeqCst) < runs {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    let both = async { tokio::join!(supervise(vec![one], SHORT, stop.clone()), stopping).0 };
    timeout(Duration::from_secs(20), both).await.expect("the loop is started so often")
}

#[tokio::test]
async fn a_loop_that_panics_or_ends_is_started_again() {
    for misbehave in [|| -> Ready<()> { panic!("a loop") }, || ready(())] {
        assert_eq!(run_until(4, unruly(None, 3, misbehave)).await, Ok(()));
    }
}

#[tokio::test]
async fn a_loop_that_ends_at_once_is_started_ever_more_slowly() {
    let began = Instant::now();
    assert_eq!(run_until(8, unruly(None, u32::MAX, || ready(()))).await, Ok(()));
    // 1 + 2 + 4 + 8 + 16 + 32 + 64
    assert!(began.elapsed() >= Duration::from_millis(127));
}

#[tokio::test]
async fn a_loop_that_stalls_is_started_again() {
    assert_eq!(run_until(2, unruly(STALL, 1, pending)).await, Ok(()));
}

#[tokio::test]
async fn a_loop_that_stalls_again_and_again_ends_the_process() {
    // Also a loop that is given more time to stall than another has to be well.
    let patient = Limits { well_after: Duration::from_millis(450), ..SHORT };
    for (stall, limits) in [(STALL, SHORT), (Some(Duration::from_millis(500)), patient)] {
        let (one, runs) = unruly(stall, u32::MAX, pending);
        let ended = supervise(vec![one], limits, CancellationToken::new());
        let ended = timeout(Duration::from_secs(20), ended).await.expect("it gives up");
        assert_eq!(ended, Err(GaveUp("unruly")));
        assert_eq!(runs.load(Ordering::SeqCst), 3);
    }
}

#[tokio::test]
async fn a_stop_waits_no_longer_than_its_deadline_for_a_loop() {
    assert_eq!(run_until(1, unruly(None, 1, pending)).await, Ok(()));
}

#[test]
fn a_post_is_served_at_once_and_saved_at_the_stop() {
    crate::support::run(
        async |database: TestDatabase| {
            let portal = Portal::new(database.url()).await;
            let stored = portal.stored();
            let Portal { db, clock, cell, snapshotter, directory: _kept } = portal;
            let (changed, stop) = (Changed::default(), CancellationToken::new());
            let (waking, time, mut first) = (changed.clone(), clock.clone(), Some(snapshotter));
            let keeping = Loop::new("snapshotter", Some(snapshotter::STALL), move |beat, stop| {
                let snapshotter = first.take().unwrap();
                snapshotter::run(snapshotter, time.clone(), waking.clone(), beat, stop)
            });
            let posting = async {
                let served = |path: &'static str| {
                    let cell = cell.clone();
                    async move {
                        while cell.load().as_ref().is_none_or(|one| one.page(path).is_none()) {
                            tokio::task::yield_now().await;
                        }
                    }
                };
                timeout(Duration::from_secs(20), served("/ja/")).await.unwrap();
                put(&db, &clock, &open_incident(1, "2016-10-11T08:55:00+09:00")).await;
                changed.announce();
                let began = Instant::now();
                timeout(Duration::from_secs(20), served("/ja/incidents/INC-20161011-01"))
                    .await
                    .unwrap();
                let took = began.elapsed();
                assert!(took < Duration::from_secs(2), "{took:?} on a busy machine");
                stop.cancel();
            };
            let supervised = supervise(vec![keeping], Limits::default(), stop.clone());
            assert_eq!(tokio::join!(supervised, posting).0, Ok(()));
            let manifests = std::fs::read_dir(stored).unwrap().filter(|entry| {
                entry.as_ref().unwrap().file_name().to_str().unwrap().starts_with("MANIFEST-")
            });
            assert!(manifests.count() >= 1);
        },
        TestDatabase::sqlite(),
    );
}
