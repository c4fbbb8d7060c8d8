//! The loop that removes what is over: sessions, one-time links, remembered failures, addresses in the
//! audit log. Once a day it also tells the log the head of the audit log, which is kept elsewhere with it
//! (requirement S14).

use std::time::Duration;

use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::Beat;
use crate::app::{
    Core,
    audit_log::{audit_head, erase_addresses},
    tidy::remove_expired,
};

/// How often it looks.
const EVERY: Duration = Duration::from_mins(10);
/// How often the head of the audit log is told.
const HEAD_EVERY: Duration = Duration::from_hours(24);
/// How long a round may take, the wait included.
pub const STALL: Duration = Duration::from_mins(15);

/// Runs until `stop`; addresses in the audit log are kept for so many days.
pub async fn run(core: Core, address_days: u32, beat: Beat, stop: CancellationToken) {
    let mut head_told = None;
    loop {
        beat.beat();
        match remove_expired(&core).await {
            Ok(0) => {}
            Ok(removed) => tracing::debug!(removed, "what was over was removed"),
            // The next round does it; whoever needs the database says so louder.
            Err(error) => tracing::debug!(%error, "what is over was not removed"),
        }
        match erase_addresses(&core, address_days).await {
            Ok(0) => {}
            Ok(erased) => tracing::info!(erased, "old addresses were erased from the audit log"),
            Err(error) => tracing::debug!(%error, "old addresses were not erased"),
        }
        if head_told.is_none_or(|told: Instant| told.elapsed() >= HEAD_EVERY)
            && let Ok(head) = audit_head(&core).await
        {
            tracing::info!(%head, "the head of the audit log");
            head_told = Some(Instant::now());
        }
        if stop.run_until_cancelled(sleep(EVERY)).await.is_none() {
            break;
        }
    }
}
