//! Waiting for another process, which can tell a test nothing: the one place where tests let time pass.

use std::time::Duration;

use tokio::time::{sleep, timeout};

/// How long a test waits for another process, on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
/// How often it looks.
const AGAIN: Duration = Duration::from_millis(20);

/// Looks again and again whether another process has done something, and gives what it did.
pub(crate) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(done) = look().await {
                return done;
            }
            sleep(AGAIN).await;
        }
    };
    timeout(PATIENCE, looking).await.unwrap_or_else(|_| panic!("in time: {what}"))
}
