//! How the process is told to stop: SIGTERM by a service manager, SIGINT by a keyboard. Told once more, it
//! ends at once, whatever it is at.

use std::{
    io,
    sync::{Arc, atomic::AtomicBool},
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// The exit codes of a process that was told to stop twice: those of one that such a signal killed.
const AT_ONCE: [(i32, i32); 2] = [(SIGTERM, 128 + SIGTERM), (SIGINT, 128 + SIGINT)];

/// Waits for the first signal to stop, and cancels `stop`. A second one ends the process.
///
/// # Errors
///
/// When the system does not let the process wait for signals.
pub async fn cancel_on_signal(stop: CancellationToken) -> io::Result<()> {
    end_when_told_again()?;
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

/// The system itself ends the process, so that this works when every thread is stuck.
fn end_when_told_again() -> io::Result<()> {
    let told = Arc::new(AtomicBool::new(false));
    for (signal, code) in AT_ONCE {
        // In this order: the first signal finds that nothing was told yet.
        flag::register_conditional_shutdown(signal, code, told.clone())?;
        flag::register(signal, told.clone())?;
    }
    Ok(())
}
