//! The loop that fans out what was posted: from each dispatch to its deliveries.
//!
//! It keeps nothing in mind: how far a dispatch is fanned out is stored with it, so that it goes on after a stop at any moment.
//! A node whose database takes no writes waits.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Beat;
use crate::app::{Core, FailureClass, FannedOut, fan_out_some};

/// How long it waits when there is nothing to do: first mails go out within seconds of a post (requirement E27).
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How many subscribers are looked at in one step: so that no other writer waits for long.
const SUBSCRIBERS: u32 = 5_000;
/// How long one step may take.
pub const STALL: Duration = Duration::from_mins(2);

/// Runs until `stop`.
pub async fn run(core: Core, beat: Beat, stop: CancellationToken) {
    let mut told = false;
    loop {
        beat.beat();
        let wait = match fan_out_some(&core, SUBSCRIBERS).await {
            Ok(done) => {
                told = false;
                if done == FannedOut::Nothing { LOOK_AGAIN } else { Duration::ZERO }
            }
            Err(error) => {
                let elsewhere =
                    matches!(error.class(), FailureClass::Unwritable | FailureClass::Unavailable);
                if !elsewhere && !told {
                    tracing::error!(%error, "what was posted is not fanned out");
                    told = true;
                }
                LOOK_AGAIN
            }
        };
        if stop.run_until_cancelled(sleep(wait)).await.is_none() {
            break;
        }
    }
}
