//! The loop that keeps the snapshot in step with the database.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Beat;
use crate::{
    app::Changed,
    clock::Clock,
    snapshot::{Pace, Snapshotter},
};

/// How often the database is asked; a post here wakes the loop at once.
const POLL: Duration = Duration::from_millis(250);
/// How much longer the rest after making pages is than the wait for a processor was meanwhile: whoever has to wait takes
/// time from readers. On a machine with time to spare there is no wait and no rest; where readers take all of it, pages are
/// made as often as the longest rest lets them, however many posts there are.
const REST: u32 = 30;
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
        let wait = match snapshotter.step(clock.now(), &|| beat.beat()).await {
            Pace::Busy => Duration::ZERO,
            Pace::Built { held_up } => (held_up * REST).min(LONGEST_REST),
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
