//! Whether the file of a SQLite database is still the one that was opened first. SQLite goes on writing into
//! a file that was removed or replaced, and acknowledges what nobody finds again.

use std::{
    io::ErrorKind,
    os::unix::fs::MetadataExt as _,
    path::PathBuf,
    sync::OnceLock,
    time::{Duration, SystemTime},
};

use super::{
    error::{Result, StorageError},
    tx::within,
};

/// A file that was opened, or is going to be.
#[derive(Debug)]
pub(super) struct OpenedFile {
    /// Where it is.
    pub(super) path: PathBuf,
    first: OnceLock<Identity>,
}

/// What tells a file from every other one. The number of one that is gone is given to another; the time at
/// which it was made, where the file system knows it, is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    device: u64,
    number: u64,
    made: Option<SystemTime>,
}

impl OpenedFile {
    /// A file that was not opened yet.
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path, first: OnceLock::new() }
    }

    /// Remembers which file stands there, once it has been opened for the first time.
    pub(super) async fn remember(&self, deadline: Duration) -> Result<()> {
        if self.first.get().is_none()
            && let Some(identity) = self.identity(deadline).await?
        {
            self.first.get_or_init(|| identity);
        }
        Ok(())
    }

    /// Refuses to open another file than the first one, or to make one in its place.
    pub(super) async fn check(&self, deadline: Duration) -> Result<()> {
        let Some(first) = self.first.get() else { return Ok(()) };
        if self.identity(deadline).await?.as_ref() == Some(first) {
            Ok(())
        } else {
            Err(StorageError::Replaced)
        }
    }

    async fn identity(&self, deadline: Duration) -> Result<Option<Identity>> {
        let found = async {
            match tokio::fs::metadata(&self.path).await {
                Ok(found) => Ok(Some(Identity {
                    device: found.dev(),
                    number: found.ino(),
                    made: found.created().ok(),
                })),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(sqlx::Error::Io(error)),
            }
        };
        within(deadline, found).await
    }
}
