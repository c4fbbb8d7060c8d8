//! Starts loops and keeps them running.

use std::{future::Future, pin::Pin, time::Duration};

use tokio::{
    task::{JoinError, JoinSet},
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::Beat;

type Running = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A loop: how to start it, as often as needed.
pub struct Loop {
    name: &'static str,
    stall: Option<Duration>,
    start: Box<dyn FnMut(Beat, CancellationToken) -> Running + Send>,
}

impl Loop {
    /// A loop of a name that the log shows. It is taken to be stalled when it has not beaten for
    /// `stall`; a loop that rightly waits without end has none.
    pub fn new<F>(
        name: &'static str,
        stall: Option<Duration>,
        mut start: impl FnMut(Beat, CancellationToken) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self { name, stall, start: Box::new(move |beat, stop| Box::pin(start(beat, stop))) }
    }
}

/// How loops are kept running.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wait before the first restart; it doubles with each further one. 100 ms.
    pub first_wait: Duration,
    /// The longest wait before a restart. 30 s.
    pub longest_wait: Duration,
    /// A loop that ran for this long before it ended or stalled starts anew with the first wait, and
    /// its stalls are no longer in a row. 1 minute.
    pub well_after: Duration,
    /// Stalls in a row after which the process is to be started anew, since what stalls may hold a
    /// thread for ever. 3.
    pub stalls: u32,
    /// How long a stop waits for a loop. 10 s.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_millis(100),
            longest_wait: Duration::from_secs(30),
            well_after: Duration::from_mins(1),
            stalls: 3,
            stop: Duration::from_secs(10),
        }
    }
}

/// A loop stalls again and again: the process is to be started anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the loop {0} stalls again and again")]
pub struct GaveUp(pub &'static str);

/// Runs loops until `stop`, which is also what happens when one gives up.
///
/// # Errors
///
/// [`GaveUp`] when a loop stalled too often.
pub async fn supervise(
    loops: Vec<Loop>,
    limits: Limits,
    stop: CancellationToken,
) -> Result<(), GaveUp> {
    let mut watched = JoinSet::new();
    for one in loops {
        watched.spawn(watch(one, limits, stop.clone()));
    }
    let mut result = Ok(());
    while let Some(ended) = watched.join_next().await {
        // A watch that panicked is as bad as a loop that nobody watches.
        let ended = ended.unwrap_or(Err(GaveUp("supervisor")));
        if ended.is_err() {
            stop.cancel();
            result = result.and(ended);
        }
    }
    result
}

/// How one run of a loop ended.
enum Ending {
    Stopped,
    Ended(Result<(), JoinError>),
    Stalled,
}

async fn watch(mut one: Loop, limits: Limits, stop: CancellationToken) -> Result<(), GaveUp> {
    let name = one.name;
    let (mut wait, mut stalls) = (limits.first_wait, 0);
    loop {
        let began = Instant::now();
        let mut stood = Duration::ZERO;
        match run(&mut one, limits.stop, &stop).await {
            Ending::Stopped => return Ok(()),
            Ending::Ended(Ok(())) => tracing::error!(name, "a loop ended; it is started again"),
            Ending::Ended(Err(error)) => {
                tracing::error!(name, %error, "a loop panicked; it is started again");
            }
            Ending::Stalled => {
                stalls += 1;
                stood = one.stall.unwrap_or_default();
                tracing::error!(name, stalls, "a loop stalls; it is started again");
                if stalls >= limits.stalls {
                    return Err(GaveUp(name));
                }
            }
        }
        if began.elapsed().saturating_sub(stood) >= limits.well_after {
            (wait, stalls) = (limits.first_wait, stalls.min(1));
        }
        if stop.run_until_cancelled(sleep(wait)).await.is_none() {
            return Ok(());
        }
        wait = (wait * 2).min(limits.longest_wait);
    }
}

async fn run(one: &mut Loop, patience: Duration, stop: &CancellationToken) -> Ending {
    let beat = Beat::new();
    let mut task = JoinSet::new();
    task.spawn((one.start)(beat.clone(), stop.clone()));
    tokio::select! {
        ended = task.join_next() => match ended {
            _ if stop.is_cancelled() => Ending::Stopped,
            Some(ended) => Ending::Ended(ended),
            None => Ending::Ended(Ok(())),
        },
        () = beat.stalled(one.stall) => Ending::Stalled,
        () = stop.cancelled() => {
            if timeout(patience, task.join_next()).await.is_err() {
                tracing::warn!(name = one.name, "a loop did not stop in time");
            }
            Ending::Stopped
        }
    }
    // What is left of the task is aborted with the set that holds it.
}
