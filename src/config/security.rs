//! Signing in.

use std::path::PathBuf;

use super::{reading::settings, value::words};

/// Signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Whether roles that publish need a second factor (requirement S6).
    pub second_factor: SecondFactor,
    /// The file with the key that seals the seeds of second factors; `key` in the data directory if
    /// there is none.
    pub key_file: Option<PathBuf>,
    /// Days for which the audit log keeps the addresses from which people acted (requirement S14).
    pub address_days: u32,
}

impl Default for Security {
    fn default() -> Self {
        Self { second_factor: SecondFactor::default(), key_file: None, address_days: 180 }
    }
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
settings!(Security { second_factor, key_file, address_days in 1..=36_500 });
