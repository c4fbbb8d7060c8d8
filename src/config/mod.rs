//! Settings: one TOML file, environment variables over it, secrets from files; read once, at the start,
//! into types. Nothing is accepted that is not known, and every mistake is reported at once with its
//! line.
//!
//! It is the only part that reads the environment. To add a setting: a field with its default in the
//! section's struct, its name in the `settings!` beneath, a line in `packaging/noroshi.toml`. To add a
//! section: a file here, a field of [`Config`], a line in [`Config::read`].

mod database;
mod listen;
mod log;
mod mail;
mod message;
mod notices;
mod portal;
mod reading;
mod security;
mod security_txt;
mod snapshot;
mod source;
mod value;

use std::path::{Path, PathBuf};

use self::reading::{Reading, settings};
pub use self::{
    database::{DatabaseSettings, DatabaseUrl},
    listen::Listen,
    log::{Log, LogFormat, LogLevel},
    mail::{HostName, Mail, MailAddress},
    portal::Portal,
    reading::{Mistake, Place, What},
    security::{SecondFactor, Security},
    security_txt::{Expiry, SecurityTxt},
    snapshot::SnapshotSettings,
    source::{Environment, FILE, Source, environment, locale},
};
use crate::domain::policy::NoticePolicy;
pub use crate::domain::secret::Secret;

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Where the portal keeps its files.
    pub data: Data,
    /// Where it listens.
    pub listen: Listen,
    /// Where it stores.
    pub database: DatabaseSettings,
    /// How readers see it.
    pub portal: Portal,
    /// The provider's own rules for notices.
    pub notices: NoticePolicy,
    /// Signing in.
    pub security: Security,
    /// How to report a security problem of this portal.
    pub security_txt: SecurityTxt,
    /// Mail.
    pub mail: Mail,
    /// The pages kept ready.
    pub snapshot: SnapshotSettings,
    /// The log.
    pub log: Log,
}

/// Where the portal keeps its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// The directory; relative to where the program was started.
    pub directory: PathBuf,
}

impl Default for Data {
    fn default() -> Self {
        Self { directory: "noroshi-data".into() }
    }
}

settings!(Data { directory });

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, of the environment and of the files that hold secrets.
    pub fn read(source: &Source) -> Result<Self, Vec<Mistake>> {
        let mut cx = Reading::new(source);
        let mut config = Self {
            data: cx.section("data"),
            listen: cx.section("listen"),
            database: cx.section("database"),
            portal: cx.section("portal"),
            notices: cx.section("notices"),
            security: cx.section("security"),
            security_txt: cx.section("security_txt"),
            mail: cx.section("mail"),
            snapshot: cx.section("snapshot"),
            log: cx.section("log"),
        };
        config.database.read_url(&mut cx);
        SecurityTxt::complete(&mut cx);
        Mail::complete(&mut cx);
        cx.finish()?;
        Ok(config)
    }

    /// The address of the database.
    pub fn database_url(&self) -> DatabaseUrl {
        self.database.url.clone().unwrap_or_else(|| {
            DatabaseUrl::of_file(&absolute(&self.data.directory).join("noroshi.db"))
        })
    }

    /// The address under which readers and operators come, without a slash at its end.
    pub fn base_url(&self) -> String {
        self.portal.base_url.as_ref().map_or_else(
            || format!("http://{}", self.listen.address),
            |address| address.as_str().to_owned(),
        )
    }

    /// Where the pages are kept ready; `None` if only in memory.
    pub fn snapshot_directory(&self) -> Option<PathBuf> {
        self.snapshot.kept.then(|| self.data.directory.join("snapshot"))
    }

    /// The file with the key that seals the seeds of second factors.
    pub fn key_file(&self) -> PathBuf {
        self.security.key_file.clone().unwrap_or_else(|| self.data.directory.join("key"))
    }
}

/// A path that means the same wherever it is read.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
