//! Addresses of mail and names of hosts, as settings have them.

use std::ops::RangeInclusive;

use crate::config::{
    reading::What,
    value::{Given, Setting, text},
};

/// The name of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName(String);

impl HostName {
    /// The name in a text, in lower case, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let label = |label: &str| {
            let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            let bounds = (1..=63).contains(&label.len());
            bounds && label.bytes().all(inside) && !label.starts_with('-') && !label.ends_with('-')
        };
        let good = text.len() <= 253 && text.split('.').all(label);
        good.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address of mail of the provider's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAddress(String);

impl MailAddress {
    /// The address in a text, if it is one that needs no quotes.
    pub fn parse(text: &str) -> Option<Self> {
        let (local, host) = text.split_once('@')?;
        let atom = |atom: &str| {
            let inside =
                |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
            !atom.is_empty() && atom.bytes().all(inside)
        };
        let good = local.len() <= 64 && local.split('.').all(atom) && host.contains('.');
        let host = HostName::parse(host).filter(|_| good)?;
        Some(Self(format!("{local}@{}", host.as_str())))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Setting for HostName {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).and_then(Self::parse).ok_or(What::ExpectedHost(name))
    }
}

impl Setting for MailAddress {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        text(given).and_then(Self::parse).ok_or(What::ExpectedMailAddress(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_stand_in_a_mail_is_an_address() {
        let parsed = MailAddress::parse("Status+a@Example.JP").unwrap();
        assert_eq!(parsed.as_str(), "Status+a@example.jp");
        for text in [
            "status",
            "@example.jp",
            "status@",
            "status@localhost",
            "a@b@example.jp",
            "a..b@example.jp",
            "a b@example.jp",
            "Minato Net <status@example.jp>",
            "状態@example.jp",
            "status@-example.jp",
            "status@example..jp",
            "status@例え.jp",
        ] {
            assert_eq!(MailAddress::parse(text), None, "{text}");
        }
        assert!(HostName::parse("localhost").is_some());
        assert!(HostName::parse(&"a.".repeat(130)).is_none());
    }
}
