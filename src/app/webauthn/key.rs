//! The public keys of passkeys: read from a `COSE_Key` (RFC 9052 §7, RFC 9053, RFC 8230) and checked
//! against signatures by `ring`.
//!
//! To add an algorithm: a variant, its number in [`ALGORITHMS`], its fields below.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use super::cbor::{self, Item};

/// What is asked of an authenticator, the best first: ES256, which nearly all have, Ed25519, and RS256
/// for older Windows Hello.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// ECDSA on P-256: a point, not compressed.
    Es256(Vec<u8>),
    Ed25519(Vec<u8>),
    /// RSA of 2048 to 8192 bits.
    Rs256 {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
}

impl Key {
    /// The key of a `COSE_Key`, and what stands behind it.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (map, rest) = cbor::read(bytes)?;
        let number = |label| match map.get(&Item::Number(label)) {
            Some(Item::Number(number)) => Some(*number),
            _ => None,
        };
        let bytes = |label| map.get(&Item::Number(label)).and_then(Item::bytes);
        let coordinate = |label| bytes(label).filter(|bytes| bytes.len() == 32);
        let (kind, algorithm, curve) = (number(1), number(3), number(-1));
        let key = match (kind, algorithm, curve) {
            (Some(2), Some(-7), Some(1)) => {
                Self::Es256([&[4], coordinate(-2)?, coordinate(-3)?].concat())
            }
            (Some(1), Some(-8), Some(6)) => Self::Ed25519(coordinate(-2)?.to_vec()),
            (Some(3), Some(-257), _) => {
                let (modulus, exponent) = (bytes(-1)?.to_vec(), bytes(-2)?.to_vec());
                (256..=1024).contains(&modulus.len()).then_some(())?;
                Self::Rs256 { modulus, exponent }
            }
            _ => return None,
        };
        Some((key, rest))
    }

    /// Whether a message was signed with the private half.
    pub(super) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let checked = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::Ed25519(point) => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
            }
            Self::Rs256 { modulus, exponent } => RsaPublicKeyComponents { n: modulus, e: exponent }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        };
        checked.is_ok()
    }
}
