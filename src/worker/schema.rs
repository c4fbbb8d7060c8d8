//! The loop that brings the tables up to date as soon as the database answers: the portal starts, and
//! serves what it has, while the database is away.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Beat;
use crate::app::Core;

/// How long to wait before the database is asked again.
const AGAIN: Duration = Duration::from_secs(2);

/// Runs until the tables are up to date, and then idles until `stop`.
pub async fn run(core: Core, beat: Beat, stop: CancellationToken) {
    loop {
        beat.beat();
        match core.prepare().await {
            Ok(()) => break,
            Err(error) => tracing::warn!(%error, "the database is not ready; it is asked again"),
        }
        if stop.run_until_cancelled(sleep(AGAIN)).await.is_none() {
            return;
        }
    }
    core.changed.announce();
    stop.cancelled().await;
}
