//! How a loop tells that it is alive.

use std::time::Duration;

use tokio::{sync::watch, time::timeout};

/// Told by a loop once per round.
#[derive(Clone, Debug)]
pub struct Beat(watch::Sender<()>);

impl Beat {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(()))
    }

    /// The loop is alive.
    pub fn beat(&self) {
        self.0.send_replace(());
    }

    /// Waits until the loop has not told so for this long; for ever if there is no limit.
    pub(super) async fn stalled(&self, limit: Option<Duration>) {
        let Some(limit) = limit else { return std::future::pending().await };
        let mut beats = self.0.subscribe();
        while let Ok(Ok(())) = timeout(limit, beats.changed()).await {}
    }
}
