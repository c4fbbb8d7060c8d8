//! How readers come to the portal.

use super::reading::settings;
use crate::domain::language::Language;

/// How readers come to the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// The address under which readers and operators come; that of the listener if there is none.
    pub base_url: Option<Address>,
    /// The language of those who ask for neither.
    pub default_language: Language,
}

impl Default for Portal {
    fn default() -> Self {
        Self { base_url: None, default_language: Language::Ja }
    }
}

settings!(Portal { base_url, default_language });

/// An address with a scheme and a host, and without a path, a query or a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// The address of a text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let host = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme))?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
        (!host.is_empty() && host.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
