//! What a check finds.

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// What was looked at: `config`, `database`.
    pub(super) check: &'static str,
    /// How bad it is.
    pub(super) weight: Weight,
    /// What was found, and what to do.
    pub(super) what: String,
}

impl Finding {
    pub(super) const fn new(check: &'static str, weight: Weight, what: String) -> Self {
        Self { check, weight, what }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// As it should be.
    Ok,
    /// The portal runs, but somebody should look.
    Warn,
    /// The portal does not run.
    Fail,
}

impl Weight {
    /// The word for programs.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}
