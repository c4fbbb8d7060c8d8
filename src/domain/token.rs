//! Secrets that the portal hands out once: the cookie of a session, the token in a one-time link
//! (requirements S3, S36). Only their SHA-256 is stored, so a copy of the database opens nothing.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// 256 random bits that whoever holds them may use. Shown once, never stored, never in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// SHA-256 of a [`Token`]: what is stored, and by which it is found again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenHash([u8; 32]);

impl Token {
    /// A token of random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The token as it stands in a cookie or a link: 43 characters of base64url (RFC 4648 §5).
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The token of such a text, or `None` for any other.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// What is stored of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

impl TokenHash {
    /// The stored bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash that was stored, or `None` if these are not 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The hash in hexadecimal: names a session in a list and in the audit log.
    pub fn hex(&self) -> String {
        super::audit::hex(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TokenHash({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_from_its_text_and_from_nothing_else() {
        let token = Token::new([7; 32]);
        assert_eq!(token.text().len(), 43);
        assert_eq!(Token::from_text(&token.text()), Some(token));
        for other in ["", "x", "AAAA", &"A".repeat(44), &"/".repeat(43), &"あ".repeat(43)] {
            assert_eq!(Token::from_text(other), None, "{other}");
        }
    }

    #[test]
    fn a_token_never_shows_itself_in_a_log() {
        assert_eq!(format!("{:?}", Token::new([7; 32])), "Token(…)");
    }
}
