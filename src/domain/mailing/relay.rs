//! A relay, as the settings describe it.

use std::path::PathBuf;

use crate::domain::secret::Secret;

/// A mail server that takes mails for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// What it is called in the console and in the log.
    pub name: String,
    /// Its host: a name, which its certificate has to have, or an IP address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the conversation is kept from others.
    pub protection: Protection,
    /// As whom to sign in; nobody if there is none.
    pub login: Option<Login>,
    /// A file of certificates (PEM) that are trusted instead of the usual ones.
    pub ca_file: Option<PathBuf>,
    /// Whether a conversation without TLS may leave this host.
    pub insecure: bool,
    /// Mails a second that it is given; as many as all together if there is no limit of its own.
    pub per_second: Option<u32>,
}

/// How the conversation is kept from others (requirement E17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// TLS before anything is said; without it, nothing is (RFC 3207).
    StartTls,
    /// None: only within this host, unless the settings say that it is wanted.
    None,
}

impl Protection {
    /// The port on which a relay listens if nothing else is said.
    pub const fn port(self) -> u16 {
        match self {
            Self::Implicit => 465,
            Self::StartTls => 587,
            Self::None => 25,
        }
    }
}

/// As whom to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}
