//! The log, which goes to the standard error stream.

use super::{reading::settings, value::words};

/// The log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// How lines look.
    pub format: LogFormat,
    /// From which weight on lines are written.
    pub level: LogLevel,
    /// Whether every page that is simply read is written as well.
    pub visits: bool,
}

/// How lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// From which weight on lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// What needs somebody.
    Error,
    /// What may soon need somebody.
    Warn,
    /// What was done.
    #[default]
    Info,
    /// How it was done.
    Debug,
}

words!(LogFormat { "text" => Text, "json" => Json });
words!(LogLevel { "error" => Error, "warn" => Warn, "info" => Info, "debug" => Debug });
settings!(Log { format, level, visits });
