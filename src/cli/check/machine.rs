//! The machine: data directory, space, files with secrets, clock, address.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use super::findings::{Finding, Weight};
use crate::{
    clock::Clock,
    config::{Config, Expiry},
    domain::time::Timestamp,
    i18n::sentences::Sentences,
};

/// Below this there is soon no space for anything, in bytes: 1 GiB.
const LITTLE_SPACE: u64 = 1 << 30;
/// Below this nothing may be stored any more, in bytes: 64 MiB.
const NO_SPACE: u64 = 64 << 20;
/// A clock before this is not set: 2026-01-01T00:00:00Z, before which this program was not there.
const EARLIEST: i64 = 1_767_225_600;
/// Seconds by which a file may seem to come from the future.
const AHEAD: i64 = 60;

pub(super) fn findings(config: &Config, say: &Sentences) -> Vec<Finding> {
    let directory = &config.data.directory;
    let mut findings = vec![data(directory, say)];
    findings.extend(space(directory, say));
    let secrets = [Some(config.key_file()), config.database.url_file.clone()];
    findings.extend(secrets.into_iter().flatten().filter_map(|file| secret(&file, say)));
    findings.push(clock(directory, say));
    findings.extend(address(config, say));
    findings.extend(security_txt(config, Clock::system().now(), say));
    findings
}

fn data(directory: &Path, say: &Sentences) -> Finding {
    let name = directory.display().to_string();
    let finding = |weight, what| Finding::new("data", weight, what);
    let metadata = match fs::metadata(directory) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return finding(Weight::Ok, say.msg_cli_check_data_new(name));
        }
        Err(error) => {
            return finding(Weight::Fail, say.msg_cli_file_failed(name, error.to_string()));
        }
    };
    let probe = directory.join(".noroshi-check");
    let written = fs::write(&probe, b"check").and_then(|()| fs::remove_file(&probe));
    if let Err(error) = written {
        return finding(Weight::Fail, say.msg_cli_check_data_not_writable(name, error.to_string()));
    }
    if metadata.permissions().mode() & 0o007 != 0 {
        return finding(Weight::Warn, say.msg_cli_check_data_open(name));
    }
    finding(Weight::Ok, say.msg_cli_check_data(name))
}

/// The space where the data directory is, or will be.
fn space(directory: &Path, say: &Sentences) -> Option<Finding> {
    let absolute = std::path::absolute(directory).ok()?;
    let there: PathBuf = absolute.ancestors().find(|path| path.exists())?.to_path_buf();
    let stat = rustix::fs::statvfs(&there).ok()?;
    let bytes = stat.f_bavail.saturating_mul(stat.f_frsize);
    let mebibytes = (bytes >> 20).to_string();
    let finding = |weight, what| Some(Finding::new("space", weight, what));
    match bytes {
        0..NO_SPACE => finding(Weight::Fail, say.msg_cli_check_no_space(mebibytes)),
        NO_SPACE..LITTLE_SPACE => finding(Weight::Warn, say.msg_cli_check_little_space(mebibytes)),
        _ => finding(Weight::Ok, say.msg_cli_check_space(mebibytes)),
    }
}

/// A file with a secret that others can read.
fn secret(file: &Path, say: &Sentences) -> Option<Finding> {
    let mode = fs::metadata(file).ok()?.permissions().mode();
    let name = file.display().to_string();
    (mode & 0o077 != 0)
        .then(|| Finding::new("secrets", Weight::Warn, say.msg_cli_check_secret_open(name)))
}

fn clock(directory: &Path, say: &Sentences) -> Finding {
    let now = Clock::system().now();
    let finding = |weight, what| Finding::new("clock", weight, what);
    if now.seconds() < EARLIEST {
        return finding(Weight::Fail, say.msg_cli_check_clock_unset());
    }
    let ahead = newest(directory).is_some_and(|newest| newest.seconds_since(now) > AHEAD);
    if ahead {
        return finding(Weight::Fail, say.msg_cli_check_clock_behind_files());
    }
    let shown = now.in_zone(&jiff::tz::TimeZone::UTC).strftime("%F %T UTC").to_string();
    finding(Weight::Ok, say.msg_cli_check_clock(shown))
}

/// When a file of the data directory was last changed.
fn newest(directory: &Path) -> Option<Timestamp> {
    let changed = |entry: io::Result<fs::DirEntry>| {
        let changed = entry.ok()?.metadata().ok()?.modified().ok()?;
        jiff::Timestamp::try_from(changed).ok().map(Timestamp::from)
    };
    fs::read_dir(directory).ok()?.filter_map(changed).max()
}

/// Whether passwords would travel in the clear.
fn address(config: &Config, say: &Sentences) -> Option<Finding> {
    let base_url = config.base_url();
    let open = base_url.starts_with("http://") && !config.listen.address.ip().is_loopback();
    let remote = config.portal.base_url.is_some() && base_url.starts_with("http://");
    let own = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    (open || remote && !own.iter().any(|own| base_url.starts_with(own)))
        .then(|| Finding::new("address", Weight::Warn, say.msg_cli_check_address_open(base_url)))
}

/// Whether those who find a security problem can rely on what they are told (requirement S39).
fn security_txt(config: &Config, now: Timestamp, say: &Sentences) -> Option<Finding> {
    let (end, expiry) = config.security_txt.expiry(now)?;
    let end = end.in_zone(&jiff::tz::TimeZone::UTC).strftime("%F %T UTC").to_string();
    let (weight, what) = match expiry {
        Expiry::Good => (Weight::Ok, say.msg_cli_check_security_txt(end)),
        Expiry::Soon => (Weight::Warn, say.msg_cli_check_security_txt_soon(end)),
        Expiry::Far => (Weight::Warn, say.msg_cli_check_security_txt_far(end)),
        Expiry::Over => (Weight::Fail, say.msg_cli_check_security_txt_over(end)),
    };
    Some(Finding::new("security_txt", weight, what))
}
