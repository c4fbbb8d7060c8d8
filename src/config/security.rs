//! Signing in.

use std::path::PathBuf;

use super::{reading::settings, value::words};

/// Signing in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// Whether roles that publish need a second factor (requirement S6).
    pub second_factor: SecondFactor,
    /// The file with the key that seals the seeds of second factors; `key` in the data directory if
    /// there is none.
    pub key_file: Option<PathBuf>,
}

/// Whether roles that publish need a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactor {
    /// They do.
    #[default]
    Required,
    /// They may.
    Optional,
}

words!(SecondFactor { "required" => Required, "optional" => Optional });
settings!(Security { second_factor, key_file });
