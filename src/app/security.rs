//! What the verbs of signing in need besides [`Core`](super::Core).

use super::{hasher::Hasher, seal::Seal};

/// What signing in needs.
#[derive(Clone, Debug)]
pub struct Security {
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Seals the seeds of second factors.
    pub seal: Seal,
    /// Whether roles that publish need a second factor.
    pub second_factor: SecondFactorRule,
}

/// Whether roles that publish need a second factor (requirement S6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// They do: nothing but setting it up is allowed until it is.
    #[default]
    Required,
    /// They may. For demonstrations.
    Optional,
}
