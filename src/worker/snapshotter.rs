//! The loop that keeps the snapshot in step with the database.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Beat;
use crate::{
    app::Changed,
    clock::Clock,
    snapshot::{Pace, Snapshotter},
};

/// How often the database is asked; a post here wakes the loop at once.
const POLL: Duration = Duration::from_millis(250);
/// How much longer than the making of pages the rest after it is, so that however many posts there are,
/// pages take a fifteenth of one processor's time. Where readers take all of it, making pages takes longer, and
/// is done less often.
const REST: u32 = 14;
/// The longest rest: a busy machine shows posts late by no more than this (requirement R3).
const LONGEST_REST: Duration = Duration::from_secs(1);
/// How long it may go without a sign of life (requirement R22): well above the deadline of a statement.
pub const STALL: Duration = Duration::from_secs(30);

/// Runs until `stop`, then saves what was not saved yet.
pub async fn run(
    mut snapshotter: Snapshotter,
    clock: Clock,
    changed: Changed,
    beat: Beat,
    stop: CancellationToken,
) {
    loop {
        beat.beat();
        let began = Instant::now();
        let wait = match snapshotter.step(clock.now(), &|| beat.beat()).await {
            Pace::Busy => Duration::ZERO,
            Pace::Built => (began.elapsed() * REST).min(LONGEST_REST),
            Pace::Quiet => POLL,
        };
        let waited = async {
            if wait == POLL {
                tokio::select! {
                    () = sleep(POLL) => {}
                    () = changed.wait() => {}
                }
            } else {
                sleep(wait).await;
            }
        };
        if stop.run_until_cancelled(waited).await.is_none() {
            break;
        }
    }
    snapshotter.finish(clock.now()).await;
}
