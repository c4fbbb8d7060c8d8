//! A mail as it goes over the wire: checked before anything is said of it, so that nothing in it can be taken for a command
//! (requirements E10, E12).

use crate::{domain::mailing::Flaw, mail::ReadyMail};

/// The most bytes of a line, its end not counted (RFC 5322 §2.1.1).
const MAX_LINE: usize = 998;
/// The most bytes of an address in a command (RFC 5321 §4.5.3.1.3).
const MAX_ADDRESS: usize = 254;

/// A mail that can be sent.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) sender: String,
    pub(super) recipient: String,
    /// The mail with its end; dots at the beginning of lines are doubled.
    pub(super) bytes: Vec<u8>,
}

impl Letter {
    /// The commands and the bytes of a mail.
    pub(super) fn of(mail: &ReadyMail) -> Result<Self, Flaw> {
        let no_sender = mail.sender.is_empty();
        if !(no_sender || is_address(&mail.sender)) || !is_address(&mail.recipient) {
            return Err(Flaw::Address);
        }
        Ok(Self {
            sender: format!("MAIL FROM:<{}>\r\n", mail.sender),
            recipient: format!("RCPT TO:<{}>\r\n", mail.recipient),
            bytes: wire(&mail.bytes)?,
        })
    }
}

/// Whether an address may stand between angle brackets.
fn is_address(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'<' && byte != b'>';
    text.len() <= MAX_ADDRESS && text.contains('@') && text.bytes().all(plain)
}

fn wire(bytes: &[u8]) -> Result<Vec<u8>, Flaw> {
    if !bytes.iter().all(|byte| (1..=127).contains(byte)) {
        return Err(Flaw::NotAscii);
    }
    let mut wire = Vec::with_capacity(bytes.len() + bytes.len() / 32 + 3);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_suffix(b"\r\n").ok_or(Flaw::LineEnd)?;
        if text.contains(&b'\r') {
            return Err(Flaw::LineEnd);
        }
        if text.len() > MAX_LINE {
            return Err(Flaw::LineLength);
        }
        if text.starts_with(b".") {
            wire.push(b'.');
        }
        wire.extend_from_slice(line);
    }
    wire.extend_from_slice(b".\r\n");
    Ok(wire)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a relay makes of what it is sent (RFC 5321 §4.5.2).
    fn received(wire: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for line in wire.split_inclusive(|byte| *byte == b'\n') {
            if line == b".\r\n" {
                break;
            }
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
        }
        bytes
    }

    #[test]
    fn what_would_be_no_mail_is_refused() {
        assert_eq!(wire("é\r\n".as_bytes()), Err(Flaw::NotAscii));
        assert_eq!(wire(b"a\0\r\n"), Err(Flaw::NotAscii));
        for bytes in ["a", "a\n", "a\r", "a\rb\r\n", "a\r\n.\nb\r\n", "a\r\r\n"] {
            assert_eq!(wire(bytes.as_bytes()), Err(Flaw::LineEnd), "{bytes:?}");
        }
        let line = |length| "x".repeat(length) + "\r\n";
        assert!(wire(line(998).as_bytes()).is_ok());
        assert_eq!(wire(line(999).as_bytes()), Err(Flaw::LineLength));
    }

    #[test]
    fn an_address_cannot_hold_a_command() {
        for good in ["a@example.jp", "\"a..b\"@docomo.example", "b+x=1@bounce.example.jp"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@example.jp", "a".repeat(250));
        let wrong =
            ["", "a", "a@b> SIZE=1", "a@b\r\nDATA", "a@b\0", "é@example.jp", "a b@c", &long];
        for bad in wrong {
            assert!(!is_address(bad), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_arrives_is_what_was_written(lines in prop::collection::vec("[.a\\-]{0,5}", 0..20)) {
            let bytes: String = lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
            let wire = wire(bytes.as_bytes()).unwrap();
            prop_assert_eq!(received(&wire), bytes.as_bytes());
            let ends = wire.windows(5).filter(|it| *it == b"\r\n.\r\n").count();
            prop_assert!(ends <= 1);
        }
    }
}
