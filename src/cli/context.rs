//! What every command needs: the language, the settings, and the database made ready.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::ArgMatches;

use super::{arguments::CONFIG, failure::Failed};
use crate::{
    app::{Changed, Core},
    clock::Clock,
    config::{Config, Environment, Source},
    domain::language::Language,
    id::Ids,
    storage::{Database, Limits},
};

/// What a command works with.
pub(super) struct Context {
    /// The language of the user.
    pub(super) language: Language,
    environment: Environment,
    named: Option<PathBuf>,
}

impl Context {
    pub(super) fn new(language: Language, environment: Environment, matches: &ArgMatches) -> Self {
        let inner = matches.subcommand().map_or(matches, |(_, inner)| inner);
        let named = inner.get_one::<PathBuf>(CONFIG).cloned();
        Self { language, environment, named }
    }

    /// Where the settings come from.
    pub(super) fn source(&self) -> Result<Source, Failed> {
        Source::find(self.named.as_deref(), self.environment.clone()).map_err(Failed::Config)
    }

    /// The settings.
    pub(super) fn config(&self) -> Result<Config, Failed> {
        Config::read(&self.source()?).map_err(Failed::Config)
    }

    /// The language of the portal, if there is a settings file without mistakes.
    pub(super) fn configured_language(&self) -> Option<Language> {
        let source = self.source().ok()?;
        source.file.as_ref()?;
        Config::read(&source).ok().map(|config| config.portal.default_language)
    }
}

/// How long the end of a command waits for what runs on threads of its own: a call to the disk may
/// never return, and what is written by one is whole or is not looked at.
const STRAGGLERS: Duration = Duration::from_secs(2);

/// Does the work of a command to its end.
pub(super) fn run<T>(work: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::System(error.to_string()))?;
    let done = runtime.block_on(work);
    runtime.shutdown_timeout(STRAGGLERS);
    done
}

/// What verbs work with, on a database whose tables are there.
pub(super) async fn core(config: &Config) -> Result<Core, Failed> {
    let core = unprepared(config)?;
    core.prepare().await?;
    Ok(core)
}

/// The same without touching the database.
pub(super) fn unprepared(config: &Config) -> Result<Core, Failed> {
    let url = config.database_url();
    if config.database.url.is_none() {
        make_directory(&config.data.directory)?;
    }
    let limits = Limits { connections: config.database.connections, ..Limits::default() };
    let db = Database::open_with(url.expose(), limits)?;
    Ok(Core { db, clock: Clock::system(), ids: Ids::system(), changed: Changed::default() })
}

/// Makes the data directory if it is not there; nobody else may look into it.
pub(super) fn make_directory(directory: &Path) -> Result<(), Failed> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(directory);
    made.map_err(|error| Failed::file(directory, &error))
}

/// The text of a file, or of the standard input for `-`.
pub(super) fn read_file(file: &Path, most: usize) -> Result<Vec<u8>, Failed> {
    use io::Read as _;
    let failed = |error: io::Error| Failed::file(file, &error);
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        fs::File::open(file).map_err(failed)?.take(most).read_to_end(&mut bytes).map_err(failed)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_call_that_never_returns_does_not_hold_up_the_end() {
        let (_never, answer) = mpsc::channel::<()>();
        let done = run(async {
            // Detached, as a call to a disk is when whoever waited for it gave up.
            drop(tokio::task::spawn_blocking(move || answer.recv()));
            Ok("done")
        });
        assert!(matches!(done, Ok("done")));
    }
}
