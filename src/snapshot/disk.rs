//! How a file is put in place so that a crash leaves the old one or the new one: written beside it, synced,
//! renamed. Knows nothing of what is in it.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use super::store::{StoreError, failed};

/// The end of the names of files that are not in place yet.
pub(super) const TEMPORARY: &str = ".writing";

/// The steps that reach the disk. A test lets them end after any number, as a crash does.
#[derive(Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) steps_left: std::cell::Cell<Option<u32>>,
}

impl Disk {
    /// Puts a file in place: whole, or not at all.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(TEMPORARY);
        let temporary = Path::new(&temporary);
        let written = self.write_through(temporary, path, bytes);
        if written.is_err() && self.step().is_ok() {
            // Space is given back; that the file was never made is no further failure.
            let _ = fs::remove_file(temporary);
        }
        written.map_err(|error| failed(path, error))
    }

    fn write_through(&self, temporary: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step()?;
        let mut file = File::create(temporary)?;
        let (first, second) = bytes.split_at(bytes.len() / 2);
        file.write_all(first)?;
        self.step()?;
        file.write_all(second)?;
        self.step()?;
        file.sync_all()?;
        self.step()?;
        fs::rename(temporary, path)
    }

    pub(super) fn sync_directory(&self, directory: &Path) -> Result<(), StoreError> {
        let synced = self.step().and_then(|()| File::open(directory)?.sync_all());
        synced.map_err(|error| failed(directory, error))
    }

    pub(super) fn remove(&self, path: &Path) -> Result<(), StoreError> {
        let removed = self.step().and_then(|()| fs::remove_file(path));
        removed.map_err(|error| failed(path, error))
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "only tests end a step")]
    const fn step(&self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn step(&self) -> io::Result<()> {
        match self.steps_left.get() {
            Some(0) => Err(io::Error::other("the process is gone")),
            left => {
                self.steps_left.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }
}
