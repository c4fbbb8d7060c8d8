//! The pages that are kept ready.

use super::reading::settings;

/// The pages that are kept ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotSettings {
    /// Whether they are also kept on disk, so that reading goes on across a restart without the
    /// database.
    pub kept: bool,
    /// Seconds for which the database may be silent before pages say that newer notices may be
    /// missing.
    pub stale_seconds: u32,
    /// The shortest time between two saves, in seconds.
    pub save_seconds: u32,
}

impl Default for SnapshotSettings {
    fn default() -> Self {
        Self { kept: true, stale_seconds: 10, save_seconds: 2 }
    }
}

settings!(SnapshotSettings { kept, stale_seconds in 1..=3600, save_seconds in 0..=3600 });
