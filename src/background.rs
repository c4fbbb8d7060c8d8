//! Work that keeps a processor busy, in the background: where it holds up no task, and with less claim to a processor
//! than what answers readers. On a busy machine readers are served first, and pages are made a little later.
//!
//! Must not hold work that somebody waits for at a page.

use std::{panic::resume_unwind, thread};

use rustix::process::setpriority_process;
use tokio::task::JoinHandle;

/// How nice it is to everything else: beside one busy thread, it gets a quarter of a processor.
const NICE: i32 = 5;

/// Begins work; its panic is the task's.
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    // A thread of its own, because a thread that has given way can never take its claim back.
    tokio::task::spawn_blocking(move || {
        let thread = thread::spawn(move || {
            give_way();
            work()
        });
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
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
    use rustix::process::getpriority_process;

    use super::*;

    #[tokio::test]
    async fn what_runs_in_the_background_gives_way_and_nothing_else_does() {
        let before = getpriority_process(None).unwrap();
        let within = spawn(|| getpriority_process(None).unwrap()).await.unwrap();
        assert_eq!(within, NICE.max(before));
        let after = tokio::task::spawn_blocking(|| getpriority_process(None).unwrap());
        assert_eq!(after.await.unwrap(), before);
    }

    #[tokio::test]
    async fn a_panic_in_the_background_is_told_to_whoever_waits() {
        let told = spawn(|| -> u32 { panic!("no pages today") }).await;
        assert!(told.unwrap_err().is_panic());
    }
}
