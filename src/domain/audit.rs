//! The audit log: a chain in which each entry vouches for the one before it (requirement S14).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::time::Timestamp;

/// What was done, by whom, from where, and to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// When.
    pub at: Timestamp,
    /// Who: a login name, or `system` or `command-line`.
    pub who: String,
    /// From where: an address, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What: `incident.update`, `session.open`.
    pub action: String,
    /// To what: a reference number or a login name.
    pub target: String,
    /// SHA-256 of the thing before, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// SHA-256 of the thing after, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// What a reader of the log should know: the update's key, the changed fields, the reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// An event in its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number, from 1 without gaps.
    pub sequence: i64,
    /// The event.
    pub event: AuditEvent,
    /// SHA-256 over the hash before it and this event, in hexadecimal.
    pub hash: String,
}

impl AuditEntry {
    /// The hash before the first entry.
    pub const GENESIS: &'static str =
        "0000000000000000000000000000000000000000000000000000000000000000";

    /// Chains an event to the entry before it.
    pub fn chained(previous: Option<(i64, &str)>, event: AuditEvent) -> Self {
        let (sequence, previous) =
            previous.map_or((1, Self::GENESIS), |(sequence, hash)| (sequence + 1, hash));
        let hash = Self::hash(sequence, previous, &event);
        Self { sequence, event, hash }
    }

    /// The hash that an event has in its place. Every field is preceded by its length, so that no two
    /// events read the same.
    pub fn hash(sequence: i64, previous: &str, event: &AuditEvent) -> String {
        let mut digest = Sha256::new();
        let optional = |value: &Option<String>| {
            value.as_ref().map_or_else(String::new, |value| format!("={value}"))
        };
        for field in [
            previous,
            &sequence.to_string(),
            &event.at.micros().to_string(),
            &event.who,
            &optional(&event.from),
            &event.action,
            &event.target,
            &optional(&event.before),
            &optional(&event.after),
            &event.detail,
        ] {
            digest.update(field.len().to_string());
            digest.update(":");
            digest.update(field);
        }
        hex(&digest.finalize())
    }
}

/// SHA-256 of a text in hexadecimal, for `before` and `after`.
pub fn fingerprint(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
