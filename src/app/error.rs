//! Why a verb did not do what it was asked for: what the rules refuse, and what goes wrong besides.

use super::{hasher::HasherError, seal::BrokenSeal};
use crate::{domain::incident::IncidentRecord, id::NoRandomness, storage::StorageError};

/// Why a verb did not do what it was asked for. Nothing is stored then.
#[derive(Debug, thiserror::Error)]
pub enum Error<Refused = std::convert::Infallible> {
    /// There is no such thing.
    #[error("there is no such record")]
    NotFound,
    /// The rules refuse it.
    #[error("the rules refuse it")]
    Refused(Refused),
    /// Somebody else changed it since it was read; this is how it stands now.
    #[error("somebody else changed it")]
    Stale(Box<IncidentRecord>),
    /// Something went wrong.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl<Refused> From<StorageError> for Error<Refused> {
    fn from(error: StorageError) -> Self {
        Self::Failure(error.into())
    }
}

impl<Refused> From<NoRandomness> for Error<Refused> {
    fn from(error: NoRandomness) -> Self {
        Self::Failure(error.into())
    }
}

impl<Refused> From<HasherError> for Error<Refused> {
    fn from(error: HasherError) -> Self {
        Self::Failure(error.into())
    }
}

impl<Refused> From<BrokenSeal> for Error<Refused> {
    fn from(error: BrokenSeal) -> Self {
        Self::Failure(error.into())
    }
}

/// Something that went wrong and was nobody's choice.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// No identifier or secret could be made.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// A password could not be hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// A sealed value does not belong to the key of this installation.
    #[error(transparent)]
    Seal(#[from] BrokenSeal),
    /// A second factor cannot be computed from what is stored.
    #[error("the second factor cannot be used: {0}")]
    Factor(String),
}

/// What a failure means to whoever waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureClass {
    /// The database does not answer: later it may.
    Unavailable,
    /// There is no space left to store anything.
    Full,
    /// The database takes no writes.
    Unwritable,
    /// The database did not say whether it was stored. Doing the same again tells, and does it once.
    Uncertain,
    /// Too much is going on: in a moment it works.
    Busy,
    /// Somebody else has changed the same thing.
    Conflict,
    /// Anything else: to be looked into.
    Broken,
}

impl Failure {
    /// What it means to whoever waits for an answer.
    pub const fn class(&self) -> FailureClass {
        use StorageError as E;
        match self {
            Self::Storage(E::Unavailable(_) | E::Timeout | E::Schema(_) | E::Damaged(_)) => {
                FailureClass::Unavailable
            }
            Self::Storage(E::Full(_)) => FailureClass::Full,
            Self::Storage(E::ReadOnly | E::Unwritable(_) | E::Replaced) => FailureClass::Unwritable,
            Self::Storage(E::Uncertain) => FailureClass::Uncertain,
            Self::Storage(E::Busy(_)) | Self::Hasher(HasherError::Busy) => FailureClass::Busy,
            Self::Storage(E::Stale | E::Conflict { .. }) => FailureClass::Conflict,
            _ => FailureClass::Broken,
        }
    }
}
