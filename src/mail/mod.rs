//! Mail: what is sent (messages, built for one recipient each) and how (our own conversation with a relay).
//!
//! It must not read or write the database, and must not decide who is told of what, or when: senders in `worker` bring both together.

pub mod smtp;

/// A mail that is ready to go over the wire. There is one recipient to each (requirement E1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyMail {
    /// The sender of the envelope, to whom what cannot be delivered is returned; ASCII, without angle brackets.
    pub sender: String,
    /// The recipient of the envelope, as it goes over the wire; ASCII, without angle brackets.
    pub recipient: String,
    /// Its Message-ID with its angle brackets: the same however often it is sent (requirement E8).
    pub message_id: String,
    /// Headers and body: pure ASCII, lines of at most 998 bytes that end in CRLF, dots at the beginning of lines not doubled.
    pub bytes: Vec<u8>,
}

/// Somebody to whom a mail is written, as far as the mail depends on it.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The address as it goes over the wire.
    pub address: String,
    /// The languages in which they read.
    pub reading: crate::domain::subscriber::Reading,
    /// Their time zone.
    pub zone: jiff::tz::TimeZone,
    /// What stands for them in a Message-ID: nothing can be learned from it.
    pub opaque: String,
    /// Where their settings are (a secret of theirs).
    pub manage_url: String,
    /// Where one click ends the subscription; only ever in a header (requirements E3, E4).
    pub one_click_url: String,
}
