//! Work that keeps a processor busy, in the background: where it holds up no task, and with less claim to a processor
//! than what answers readers. On a busy machine readers are served first, and pages are made a little later.
//!
//! Must not hold work that somebody waits for at a page.

use std::{panic::resume_unwind, thread, time::Duration};

use rustix::{
    process::setpriority_process,
    time::{ClockId, clock_gettime},
};
use tokio::task::JoinHandle;

/// How nice it is to everything else: beside one busy thread, it gets a quarter of a processor.
const NICE: i32 = 5;

/// Work that is done.
#[derive(Clone, Copy, Debug)]
pub struct Done<T> {
    /// What came of it.
    pub output: T,
    /// How long it waited for a processor meanwhile: what it took beyond the time that it had one.
    pub held_up: Duration,
}

/// Begins work that waits for nothing but a processor; its panic is the task's.
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<Done<T>> {
    // A thread of its own, because a thread that has given way can never take its claim back.
    tokio::task::spawn_blocking(move || {
        let thread = thread::spawn(move || {
            give_way();
            let waited = || read(ClockId::Monotonic).saturating_sub(read(ClockId::ThreadCPUTime));
            let before = waited();
            let output = work();
            Done { output, held_up: waited().saturating_sub(before) }
        });
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// What a clock that only counts says; it cannot say less than nothing.
fn read(clock: ClockId) -> Duration {
    clock_gettime(clock).try_into().unwrap_or_default()
}

/// Lets everything else go first. Linux keeps the priority by thread, although POSIX has one for the process
/// (setpriority(2)).
fn give_way() {
    if let Err(error) = setpriority_process(None, NICE) {
        tracing::debug!(%error, "background work does not give way");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use rustix::process::getpriority_process;

    use super::*;

    #[tokio::test]
    async fn what_runs_in_the_background_gives_way_and_nothing_else_does() {
        let before = getpriority_process(None).unwrap();
        let within = spawn(|| getpriority_process(None).unwrap()).await.unwrap().output;
        assert_eq!(within, NICE.max(before));
        let after = tokio::task::spawn_blocking(|| getpriority_process(None).unwrap());
        assert_eq!(after.await.unwrap(), before);
    }

    #[tokio::test]
    async fn what_had_no_processor_for_a_while_says_how_long() {
        let (asleep, awake) = mpsc::channel::<()>();
        let done = spawn(move || awake.recv_timeout(Duration::from_millis(6))).await.unwrap();
        assert!(done.held_up >= Duration::from_millis(5), "{done:?}");
        drop(asleep);
    }

    #[tokio::test]
    async fn a_panic_in_the_background_is_told_to_whoever_waits() {
        let told = spawn(|| -> u32 { panic!("no pages today") }).await;
        assert!(told.unwrap_err().is_panic());
    }
}
