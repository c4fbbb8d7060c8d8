//! How the process is told to stop: SIGTERM by a service manager, SIGINT by a keyboard.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Waits for the first signal to stop, and cancels `stop`.
///
/// # Errors
///
/// When the system does not let the process wait for signals.
pub async fn cancel_on_signal(stop: CancellationToken) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => tracing::info!("told to stop by SIGTERM"),
        _ = interrupt.recv() => tracing::info!("told to stop by SIGINT"),
        () = stop.cancelled() => {}
    }
    stop.cancel();
    Ok(())
}
