//! What goes wrong in commands, in the user's language. What the system or the database says is added
//! in brackets, because whoever runs a command can use it.

use std::{io, path::Path};

use super::output::Output;
use crate::{
    app::{
        self, Conflict, Failure,
        operators::{AddRefusal, ChangeRefusal},
    },
    config, exchange,
    i18n::{sentences::Sentences, t},
    storage::{SchemaState, StorageError},
};

/// Why a command did not do what it was asked for.
pub(super) enum Failed {
    /// The settings.
    Config(Vec<config::Mistake>),
    /// The file that was to be imported.
    Exchange(Vec<exchange::Mistake>),
    /// Records in the portal differ from those of the file.
    Conflicts(Vec<Conflict>),
    /// A file cannot be read or written.
    File {
        /// Which.
        name: String,
        /// What the system says.
        detail: String,
    },
    /// The file with the key holds something else.
    Key(String),
    /// The portal cannot listen.
    Listen {
        /// Where.
        address: String,
        /// What the system says.
        detail: String,
    },
    /// A demonstration runs on this directory already.
    Running(String),
    /// The system refuses something else.
    System(String),
    /// The verb failed.
    App(Failure),
    /// An operator cannot be added.
    Add(AddRefusal),
    /// An operator cannot be changed.
    Change(ChangeRefusal),
    /// There is no such operator.
    NoOperator(String),
    /// There is no such record.
    NoRecord(String),
    /// What went wrong was printed already.
    Told,
}

impl Failed {
    /// A file that the system refuses.
    pub(super) fn file(file: &Path, error: &io::Error) -> Self {
        Self::File { name: file.display().to_string(), detail: error.to_string() }
    }

    /// Prints it.
    pub(super) fn tell(&self, output: &mut Output) {
        let language = output.language;
        let say = t(language);
        let lines: Vec<String> = match self {
            Self::Config(mistakes) => {
                mistakes.iter().map(|mistake| mistake.sentence(language)).collect()
            }
            Self::Exchange(mistakes) => mistakes
                .iter()
                .map(|mistake| mistake.sentence(language))
                .chain([say.msg_cli_nothing_imported(mistakes.len().to_string())])
                .collect(),
            Self::Conflicts(conflicts) => conflicts
                .iter()
                .map(|one| conflict(one, say))
                .chain([say.msg_cli_nothing_imported(conflicts.len().to_string())])
                .collect(),
            Self::File { name, detail } => vec![say.msg_cli_file_failed(name, detail)],
            Self::Key(name) => vec![say.msg_cli_bad_key(name)],
            Self::Listen { address, detail } => vec![say.msg_cli_cannot_listen(address, detail)],
            Self::Running(name) => vec![say.msg_cli_demo_running(name)],
            Self::System(detail) => vec![say.msg_cli_system_failed(detail)],
            Self::App(failure) => vec![app_failure(failure, say)],
            Self::Add(refusal) => vec![match refusal {
                AddRefusal::InvalidLogin => say.msg_cli_invalid_login(),
                AddRefusal::InvalidName => say.msg_cli_invalid_name(),
                AddRefusal::LoginTaken => say.msg_cli_login_taken(),
            }],
            Self::Change(refusal) => vec![match refusal {
                ChangeRefusal::LastAdmin => say.msg_cli_last_admin(),
                ChangeRefusal::Same => say.msg_cli_same(),
            }],
            Self::NoOperator(login) => vec![say.msg_cli_no_operator(login)],
            Self::NoRecord(reference) => vec![say.msg_cli_no_record(reference)],
            Self::Told => Vec::new(),
        };
        for line in lines {
            output.complain(&line);
        }
    }
}

impl From<StorageError> for Failed {
    fn from(error: StorageError) -> Self {
        Self::App(error.into())
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self::App(failure)
    }
}

impl From<app::Error> for Failed {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::Failure(failure) => Self::App(failure),
            app::Error::Refused(never) => match never {},
            app::Error::NotFound | app::Error::Stale(_) => Self::System(error.to_string()),
        }
    }
}

fn conflict(conflict: &Conflict, say: &Sentences) -> String {
    match conflict {
        Conflict::PortalDiffers => say.msg_cli_portal_differs(),
        Conflict::ServiceMissing(key) => say.msg_cli_service_missing(key.as_str()),
        Conflict::Differs(reference) => say.msg_cli_record_differs(reference.to_string()),
        Conflict::StateDiffers(service) => say.msg_cli_state_differs(service.as_str()),
        Conflict::OneSided(reference, other) => {
            say.msg_cli_one_sided(reference.to_string(), other.to_string())
        }
        Conflict::NotASeries(reference, first) => {
            say.msg_cli_not_a_series(reference.to_string(), first.to_string())
        }
        Conflict::PublishedChanges(reference, key) => {
            say.msg_cli_published_changes(reference.to_string(), key.as_str())
        }
    }
}

/// What went wrong with the database, and what to do.
pub(super) fn storage_failure(error: &StorageError, say: &Sentences) -> String {
    use std::error::Error as _;
    let detail = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    match error {
        StorageError::ReadOnly => say.msg_cli_database_read_only(),
        StorageError::Full(_) => say.msg_cli_database_full(),
        StorageError::Busy(_) => say.msg_cli_database_busy(),
        StorageError::Timeout => say.msg_cli_database_timeout(),
        StorageError::Unavailable(_) => say.msg_cli_database_unavailable(detail),
        StorageError::Damaged(_) | StorageError::Corrupt { .. } => {
            say.msg_cli_database_damaged(detail)
        }
        StorageError::Schema(SchemaState::Newer { .. }) => say.msg_cli_database_newer(),
        StorageError::Address(_) => say.msg_cli_database_address(detail),
        _ => say.msg_cli_database_failed(detail),
    }
}

fn app_failure(failure: &Failure, say: &Sentences) -> String {
    match failure {
        Failure::Storage(error) => storage_failure(error, say),
        other => say.msg_cli_system_failed(other.to_string()),
    }
}
