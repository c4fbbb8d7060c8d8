//! Operators, their roles, and what each role may do (domain rules 3.11, requirement S8).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{language::Language, time::Timestamp};

/// The role of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads the console.
    Viewer,
    /// Reads the console and the whole audit log.
    Auditor,
    /// Writes drafts.
    Drafter,
    /// Publishes.
    Publisher,
    /// Publishes, and manages operators.
    Admin,
}

/// Something that a role may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Read the console.
    View,
    /// Read the audit log.
    ReadAudit,
    /// Write drafts.
    Draft,
    /// Publish, correct and withdraw.
    Publish,
    /// Manage operators.
    Administer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Viewer, Self::Auditor, Self::Drafter, Self::Publisher, Self::Admin];

    /// The word by which it is stored and typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Auditor => "auditor",
            Self::Drafter => "drafter",
            Self::Publisher => "publisher",
            Self::Admin => "admin",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// Whether the role may do something.
    pub const fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::View => true,
            Permission::ReadAudit => matches!(self, Self::Auditor | Self::Publisher | Self::Admin),
            Permission::Draft => matches!(self, Self::Drafter | Self::Publisher | Self::Admin),
            Permission::Publish => matches!(self, Self::Publisher | Self::Admin),
            Permission::Administer => matches!(self, Self::Admin),
        }
    }

    /// Whether a second factor is required once the policy asks for one (requirement S6).
    pub const fn needs_second_factor(self) -> bool {
        self.may(Permission::Publish)
    }
}

/// A person who operates the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Its identifier in the database.
    pub id: Uuid,
    /// The name typed at sign-in: 1 to 40 of `a-z`, `0-9`, `.`, `-`, `_`.
    pub login: String,
    /// The name shown to others.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The language of the console.
    pub language: Language,
    /// Since when the operator may no longer sign in.
    pub disabled_at: Option<Timestamp>,
    /// When the operator was added.
    pub created_at: Timestamp,
}

impl Operator {
    /// The longest login name, in bytes.
    pub const MAX_LOGIN: usize = 40;
    /// The longest shown name, in characters.
    pub const MAX_NAME: usize = 80;

    /// Whether a text can be a login name.
    pub fn is_login(text: &str) -> bool {
        let allowed = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_')
        };
        !text.is_empty() && text.len() <= Self::MAX_LOGIN && text.bytes().all(allowed)
    }
}
