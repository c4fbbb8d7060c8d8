//! One line of the log for each answer, written behind the answers (requirement S15).
//!
//! An answer only puts its facts into a bounded queue. When that is full they are dropped and
//! counted: a slow log never slows down a reader. An address is masked, a query and a long part of a
//! path, which may be a secret, are left out.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::sync::mpsc;

use crate::domain::network::Masked;

/// Lines that may wait.
const QUEUE: usize = 4096;
/// The longest part of a path that is written; a longer one may be the token of a link.
const LONGEST_PART: usize = 32;

/// What is written of an answer.
#[derive(Debug)]
pub struct Visit {
    pub(super) method: axum::http::Method,
    pub(super) path: String,
    pub(super) status: u16,
    pub(super) client: IpAddr,
    pub(super) request_id: Option<String>,
    pub(super) took: Duration,
}

/// Where answers are told of.
#[derive(Clone, Debug)]
pub struct AccessLog {
    queue: mpsc::Sender<Visit>,
    dropped: Arc<AtomicU64>,
    everything: bool,
}

/// The other end of the queue.
#[derive(Debug)]
pub struct Visits {
    queue: mpsc::Receiver<Visit>,
    dropped: Arc<AtomicU64>,
}

impl AccessLog {
    /// A log and the visits to be written by [`Visits::write`]. Public pages that are simply read are
    /// only told of if `everything` is.
    pub fn new(everything: bool) -> (Self, Visits) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let dropped = Arc::new(AtomicU64::new(0));
        let log = Self { queue: sender, dropped: dropped.clone(), everything };
        (log, Visits { queue: receiver, dropped })
    }

    pub(super) const fn tells_of_pages(&self) -> bool {
        self.everything
    }

    pub(super) fn tell(&self, visit: Visit) {
        if self.queue.try_send(visit).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Visits {
    /// Writes visits until nobody can add one.
    pub async fn write(&mut self) {
        while let Some(visit) = self.queue.recv().await {
            let dropped = self.dropped.swap(0, Ordering::Relaxed);
            if dropped > 0 {
                tracing::warn!(dropped, "answers were not written to the log: it is too slow");
            }
            tracing::info!(
                target: "access",
                method = %visit.method,
                path = redacted(&visit.path),
                status = visit.status,
                client = %Masked(visit.client),
                request_id = visit.request_id,
                duration_ms = u64::try_from(visit.took.as_millis()).unwrap_or(u64::MAX),
                "answered"
            );
        }
    }
}

fn redacted(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.len() > LONGEST_PART { "…" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_a_path_is_not_written() {
        let path = format!("/console/sign-in/{}", "k".repeat(43));
        assert_eq!(redacted(&path), "/console/sign-in/…");
        assert_eq!(redacted("/ja/incidents/INC-20161011-01"), "/ja/incidents/INC-20161011-01");
    }
}
