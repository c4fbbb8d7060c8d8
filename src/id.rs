//! Randomness. Nothing else draws it: identifiers and secrets are made here, or by a seed that a test
//! sets.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use uuid::Uuid;

use crate::domain::time::Timestamp;

/// Where random bytes come from: the system, or a counter that a test starts.
#[derive(Clone, Debug)]
pub struct Ids(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Counted(Arc<AtomicU64>),
}

/// The system gave no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no randomness: {0}")]
pub struct NoRandomness(getrandom::Error);

impl Ids {
    /// Randomness of the system.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// The same bytes in the same order every time; for tests only, never for secrets.
    pub fn counted() -> Self {
        Self(Source::Counted(Arc::new(AtomicU64::new(1))))
    }

    /// Fills an array with random bytes.
    ///
    /// # Errors
    ///
    /// [`NoRandomness`] when the system has none to give.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that draws randomness")]
    pub fn bytes<const LENGTH: usize>(&self) -> Result<[u8; LENGTH], NoRandomness> {
        let mut bytes = [0; LENGTH];
        match &self.0 {
            Source::System => getrandom::fill(&mut bytes).map_err(NoRandomness)?,
            Source::Counted(counter) => {
                let count = counter.fetch_add(1, Ordering::SeqCst).to_be_bytes();
                let tail = bytes.len().saturating_sub(count.len());
                for (byte, value) in
                    bytes[tail..].iter_mut().zip(count[count.len().saturating_sub(LENGTH)..].iter())
                {
                    *byte = *value;
                }
            }
        }
        Ok(bytes)
    }

    /// An identifier that sorts by time (`UUIDv7`, RFC 9562 §5.7).
    ///
    /// # Errors
    ///
    /// [`NoRandomness`] when the system has none to give.
    pub fn uuid(&self, now: Timestamp) -> Result<Uuid, NoRandomness> {
        let milliseconds = u64::try_from(now.micros() / 1000).unwrap_or(0).to_be_bytes();
        let mut bytes: [u8; 16] = self.bytes()?;
        bytes[..6].copy_from_slice(&milliseconds[2..]);
        bytes[6] = (bytes[6] & 0x0f) | 0x70;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Ok(Uuid::from_bytes(bytes))
    }
}
