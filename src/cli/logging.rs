//! Where the log goes, and how much of it.

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{Log, LogFormat, LogLevel};

/// Writes the log to the standard error stream. The libraries beneath tell only what is wrong.
pub(super) fn start(log: &Log) {
    let level = match log.level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warn",
        LogLevel::Info => "info",
        LogLevel::Debug => "debug",
    };
    let filter = EnvFilter::new(format!("warn,noroshi={level},access={level}"));
    let builder = fmt().with_writer(std::io::stderr).with_env_filter(filter).with_target(false);
    // A second start in one process keeps the log of the first.
    let _ = match log.format {
        LogFormat::Text => builder.with_ansi(false).try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}
