//! How to report a security problem of this portal: `/.well-known/security.txt` (RFC 9116, requirement
//! S39). Without a contact there is no such file.

use std::fmt::Write as _;

use super::{
    reading::{Reading, What, settings},
    value::Item,
};
use crate::domain::time::Timestamp;

/// How to report a security problem of this portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityTxt {
    /// Where to write or call, the best way first.
    pub contact: Vec<Contact>,
    /// Until when what is said here holds.
    pub expires: Option<Timestamp>,
    /// A page that says how reports are dealt with.
    pub policy: Option<WebAddress>,
    /// A key with which a report can be encrypted.
    pub encryption: Option<WebAddress>,
    /// A page that thanks those who reported something.
    pub acknowledgments: Option<WebAddress>,
    /// The languages in which a report is understood.
    pub languages: Vec<LanguageTag>,
}

impl Default for SecurityTxt {
    fn default() -> Self {
        Self {
            contact: Vec::new(),
            expires: None,
            policy: None,
            encryption: None,
            acknowledgments: None,
            languages: ["ja", "en"].map(|tag| LanguageTag(tag.to_owned())).into(),
        }
    }
}

settings!(SecurityTxt { contact, expires, policy, encryption, acknowledgments, languages });

/// How the time until which it holds stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It holds for a while.
    Good,
    /// It ends within [`SecurityTxt::SOON_DAYS`].
    Soon,
    /// It is over: nobody should rely on it any more (RFC 9116 §5.3).
    Over,
    /// It is more than a year away, which is longer than anybody can know (RFC 9116 §2.5.5).
    Far,
}

impl SecurityTxt {
    /// Days before its end from which somebody should look at it again.
    pub const SOON_DAYS: i64 = 30;
    /// Days beyond which nobody should promise anything, with some to spare for leap years.
    const FAR_DAYS: i64 = 366;

    /// Whatever is said needs a contact, and a contact the end of its time (RFC 9116 §2.5.3, §2.5.5).
    pub(super) fn complete(cx: &mut Reading<'_>) {
        const SAID: [&str; 4] = [
            "security_txt.expires",
            "security_txt.policy",
            "security_txt.encryption",
            "security_txt.acknowledgments",
        ];
        cx.report_missing("security_txt.contact", &SAID);
        cx.report_missing("security_txt.expires", &["security_txt.contact"]);
    }

    /// When what is said ends, and how that stands; `None` if nothing is said.
    pub fn expiry(&self, now: Timestamp) -> Option<(Timestamp, Expiry)> {
        const DAY: i64 = 24 * 3600;
        let end = self.expires.filter(|_| !self.contact.is_empty())?;
        let left = end.seconds_since(now);
        let expiry = match left {
            ..=0 => Expiry::Over,
            _ if left <= Self::SOON_DAYS * DAY => Expiry::Soon,
            _ if left <= Self::FAR_DAYS * DAY => Expiry::Good,
            _ => Expiry::Far,
        };
        Some((end, expiry))
    }

    /// The file, for a portal at an address; `None` without a contact.
    pub fn text(&self, base_url: &str) -> Option<String> {
        let end = self.expires.filter(|_| !self.contact.is_empty())?;
        let mut text = String::new();
        let mut line = |name: &str, value: &str| {
            let _ = writeln!(text, "{name}: {value}");
        };
        for contact in &self.contact {
            line("Contact", &contact.0);
        }
        line("Expires", &written(end));
        for (name, address) in [
            ("Encryption", &self.encryption),
            ("Acknowledgments", &self.acknowledgments),
            ("Policy", &self.policy),
        ] {
            if let Some(address) = address {
                line(name, &address.0);
            }
        }
        if !self.languages.is_empty() {
            let tags: Vec<&str> = self.languages.iter().map(|tag| tag.0.as_str()).collect();
            line("Preferred-Languages", &tags.join(", "));
        }
        if base_url.starts_with("https://") {
            line("Canonical", &format!("{base_url}/.well-known/security.txt"));
        }
        Some(text)
    }
}

/// An instant as RFC 3339 has it.
fn written(at: Timestamp) -> String {
    at.in_zone(&jiff::tz::TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Where to report something (RFC 9116 §2.5.3): `mailto:`, `tel:` or a web page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

/// The address of a web page, which is never one without TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

/// The tag of a language (RFC 5646), as far as its form shows that it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageTag(String);

/// What follows a prefix and has only characters that an address has (RFC 3986 §2).
fn after<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    text.strip_prefix(prefix).filter(|rest| !rest.is_empty() && rest.bytes().all(plain))
}

impl WebAddress {
    /// The address of a text, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        after(text, "https://").filter(|rest| !rest.starts_with('/')).map(|_| Self(text.to_owned()))
    }
}

impl Item for Contact {
    fn parse(text: &str) -> Option<Self> {
        let mail = after(text, "mailto:").is_some_and(|rest| {
            rest.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        });
        let phone = after(text, "tel:").is_some();
        (mail || phone || WebAddress::parse(text).is_some()).then(|| Self(text.to_owned()))
    }

    fn expected(name: String) -> What {
        What::ExpectedContacts(name)
    }
}

impl Item for LanguageTag {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let part = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let primary = parts.next().is_some_and(|first| {
            part(first, 2..=8) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
        (primary && parts.all(|rest| part(rest, 1..=8))).then(|| Self(text.to_owned()))
    }

    fn expected(name: String) -> What {
        What::ExpectedLanguages(name)
    }
}
