//! Where settings come from: the file, and the environment.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::reading::{Mistake, Place, What};

/// The file that is read if none is named and this one is there.
pub const FILE: &str = "noroshi.toml";
/// The largest file of settings or secrets, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;
/// The variable that names the file.
const VARIABLE: &str = "NOROSHI_CONFIG";

/// Environment variables that are settings, by their names.
pub type Environment = BTreeMap<String, String>;

/// The text of the file and the environment.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Where the text comes from, if from a file.
    pub file: Option<PathBuf>,
    /// The text of the file.
    pub text: String,
    /// The environment.
    pub environment: Environment,
}

impl Source {
    /// Takes the file that is named on the command line or else in the environment, or `noroshi.toml`
    /// if it is there.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn find(named: Option<&Path>, mut environment: Environment) -> Result<Self, Vec<Mistake>> {
        let named = environment
            .remove(VARIABLE)
            .map(PathBuf::from)
            .filter(|_| named.is_none())
            .or_else(|| named.map(Path::to_path_buf));
        let usual = || Some(PathBuf::from(FILE)).filter(|file| file.is_file());
        let Some(file) = named.or_else(usual) else {
            return Ok(Self { environment, ..Self::default() });
        };
        let text = read(&file).map_err(|what| vec![Mistake { place: Place::File, what }])?;
        Ok(Self { file: Some(file), text, environment })
    }
}

/// The text of a small file.
pub(super) fn read(file: &Path) -> Result<String, What> {
    let unreadable = |error: io::Error| What::Unreadable(error.to_string());
    let mut text = String::new();
    let opened = File::open(file).map_err(unreadable)?;
    opened.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > MAX_BYTES { Err(What::TooLarge) } else { Ok(text) }
}

/// The environment variables that are settings: all that begin with `NOROSHI_`, but not those that
/// only tests know.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn environment() -> Environment {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("NOROSHI_") && !name.starts_with("NOROSHI_TEST_"))
        .collect()
}

/// The locale in which messages are to be written, by the rules of POSIX: `LC_ALL`, else `LC_MESSAGES`,
/// else `LANG`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn locale() -> String {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}
