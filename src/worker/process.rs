//! What the process is allowed, and which program it is.

use std::{env, fs, io, time::UNIX_EPOCH};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the number of files that the process may open to the most that the system lets it, and gives
/// that number. Every connection is one; many systems begin with 1,024.
pub fn open_files() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let allowed = if raised.is_ok() { maximum } else { current };
    allowed.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX))
}

/// What tells this program from another build of it: pages that another one made are made anew.
///
/// # Errors
///
/// When the program's own file cannot be looked at.
pub fn build() -> io::Result<String> {
    let file = fs::metadata(env::current_exe()?)?;
    let built = file.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(format!("{} {} {}", env!("CARGO_PKG_VERSION"), file.len(), built.as_nanos()))
}
