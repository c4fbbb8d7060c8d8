//! The key of this installation, which seals the seeds of second factors. It is made at the first start
//! and is never in the database (requirement S32).

use std::{
    fs,
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{context, failure::Failed};
use crate::{app::seal::Seal, id::Ids};

/// Reads the key, or makes it.
pub(super) fn seal(file: &Path, ids: &Ids) -> Result<Seal, Failed> {
    let failed = |error: io::Error| Failed::file(file, &error);
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(file, ids)?,
        Err(error) => return Err(failed(error)),
    };
    let key = STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    let seal = key.and_then(|key: [u8; 32]| Seal::new(&key).ok());
    seal.ok_or_else(|| Failed::Key(file.display().to_string()))
}

/// Writes a new key, which only its owner can read. Nothing is ever written over.
fn make(file: &Path, ids: &Ids) -> Result<String, Failed> {
    let failed = |error: io::Error| Failed::file(file, &error);
    let key: [u8; 32] = ids.bytes().map_err(|error| Failed::System(error.to_string()))?;
    let text = STANDARD.encode(key);
    if let Some(directory) = file.parent().filter(|path| !path.as_os_str().is_empty()) {
        context::make_directory(directory)?;
    }
    let mut created = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .map_err(failed)?;
    created.write_all(text.as_bytes()).and_then(|()| created.sync_all()).map_err(failed)?;
    Ok(text)
}
