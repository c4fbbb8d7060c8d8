//! The permanent addresses of the public pages (rule D20). Links are made here and nowhere else.

use crate::domain::{
    key::Key,
    language::Language,
    reference::{Reference, ReferenceKind},
};

/// A page that readers can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The state of everything now.
    Home,
    /// An incident or a maintenance.
    Record(Reference),
    /// A service over time.
    Service(Key),
    /// The past, newest months first.
    History,
    /// One month of the past.
    Month(Month),
    /// What was found in the past.
    Search {
        /// The words looked for.
        words: String,
        /// The service looked for.
        service: Option<Key>,
    },
    /// What is published, and when.
    Policy,
}

/// A month of the calendar in the provider's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
}

impl Month {
    /// The month of a date.
    pub fn of(date: jiff::civil::Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The month of its address, `2016-10`; `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let month = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        let known = digits(year) && (1..=12).contains(&month.month);
        (known && month.text() == text).then_some(month)
    }

    /// As it stands in addresses and in the `datetime` attribute: `2016-10`.
    pub fn text(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }
}

impl Place {
    /// The address in a language, from the root of the portal.
    pub fn address(&self, language: Language) -> String {
        let tag = language.tag();
        match self {
            Self::Home => format!("/{tag}/"),
            Self::Record(reference) if reference.kind == ReferenceKind::Maintenance => {
                format!("/{tag}/maintenance/{reference}")
            }
            Self::Record(reference) => format!("/{tag}/incidents/{reference}"),
            Self::Service(key) => format!("/{tag}/services/{key}"),
            Self::History => format!("/{tag}/history"),
            Self::Month(month) => format!("/{tag}/history/{}", month.text()),
            Self::Search { words, service } => {
                let service = service.as_ref().map_or("", Key::as_str);
                format!("/{tag}/history?q={}&service={service}", encoded(words))
            }
            Self::Policy => format!("/{tag}/policy"),
        }
    }
}

/// A text as the value of a query (RFC 3986).
fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
