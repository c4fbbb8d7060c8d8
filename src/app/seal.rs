//! Sealing of the few secrets that must be read back: the seeds of second factors (requirement S6).
//! Sealed bytes are of no use without the key of this installation, which is never in the database.

use std::fmt;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// The key of this installation.
#[derive(Clone)]
pub struct Seal(std::sync::Arc<LessSafeKey>);

/// Sealed bytes that this key did not seal for this purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sealed value does not belong to this key")]
pub struct BrokenSeal;

impl Seal {
    /// A seal with a key of 256 random bits.
    ///
    /// # Errors
    ///
    /// [`BrokenSeal`] if the cipher refuses the key, which it does for no key of this length.
    pub fn new(key: &[u8; 32]) -> Result<Self, BrokenSeal> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key).map_err(|_| BrokenSeal)?;
        Ok(Self(std::sync::Arc::new(LessSafeKey::new(key))))
    }

    /// Seals bytes for one purpose, `factor/<operator>` for instance; `nonce` are random bytes. The
    /// result is the nonce, the ciphertext and its tag (ChaCha20-Poly1305, RFC 8439).
    ///
    /// # Errors
    ///
    /// [`BrokenSeal`] for more bytes than the cipher takes.
    pub fn close(
        &self,
        purpose: &str,
        plain: &[u8],
        nonce: [u8; NONCE_LEN],
    ) -> Result<Vec<u8>, BrokenSeal> {
        let mut sealed = plain.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose),
                &mut sealed,
            )
            .map_err(|_| BrokenSeal)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for the same purpose.
    ///
    /// # Errors
    ///
    /// [`BrokenSeal`] if a bit is different, or the purpose, or the key.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, BrokenSeal> {
        let (nonce, ciphertext) = sealed.split_at_checked(NONCE_LEN).ok_or(BrokenSeal)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| BrokenSeal)?;
        let mut plain = ciphertext.to_vec();
        let length = self
            .0
            .open_in_place(nonce, Aad::from(purpose), &mut plain)
            .map_err(|_| BrokenSeal)?
            .len();
        plain.truncate(length);
        Ok(plain)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seal(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_purpose_open_what_was_sealed() {
        let seal = Seal::new(&[1; 32]).unwrap();
        let sealed = seal.close("factor/a", b"seed", [9; NONCE_LEN]).unwrap();
        assert!(!sealed.windows(4).any(|bytes| bytes == b"seed"));
        assert_eq!(seal.open("factor/a", &sealed).unwrap(), b"seed");
        assert_eq!(seal.open("factor/b", &sealed), Err(BrokenSeal));
        assert_eq!(Seal::new(&[2; 32]).unwrap().open("factor/a", &sealed), Err(BrokenSeal));
    }

    #[test]
    fn whatever_was_changed_or_cut_is_refused() {
        let seal = Seal::new(&[1; 32]).unwrap();
        let sealed = seal.close("x", b"seed", [9; NONCE_LEN]).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open("x", &changed), Err(BrokenSeal));
            assert_eq!(seal.open("x", &sealed[..at]), Err(BrokenSeal));
        }
    }
}
