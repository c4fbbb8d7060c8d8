//! What a browser sends of a passkey, checked as Web Authentication Level 3 asks of a relying party
//! (§7.1 when one is added, §7.2 when one is shown). Pure: neither stores nor asks the time.
//!
//! The attestation, by which an authenticator could prove its make, is not asked for (`none`) and not
//! looked at: any make is welcome, and none is believed more than another. User verification is always
//! required, so that a passkey is two factors: the device, and what unlocks it.

mod cbor;
mod key;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

pub use self::key::ALGORITHMS;
use self::{cbor::Item, key::Key};
use crate::domain::passkey::Passkey;

/// Who asks for passkeys: pinned to the configured address, never taken from a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelyingParty {
    /// The host to which passkeys belong: `status.example.jp`.
    pub id: String,
    /// The one origin from which they are taken: `https://status.example.jp`.
    pub origin: String,
}

/// Why what a browser sent was refused. For the log; its reader is told no more than that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not what browsers send.
    #[error("the answer of the browser cannot be read")]
    Malformed,
    /// It was made for something else.
    #[error("it was made for another ceremony")]
    Ceremony,
    /// It was made on another site.
    #[error("it was made on another site")]
    Origin,
    /// The authenticator was asked by another site.
    #[error("it was made for another relying party")]
    RelyingParty,
    /// Nobody touched or unlocked the authenticator.
    #[error("the authenticator did not verify its user")]
    NotVerified,
    /// The key is of a kind that was not asked for.
    #[error("the key is of a kind that is not taken")]
    Algorithm,
    /// It was not signed with the key.
    #[error("the signature is wrong")]
    Signature,
}

/// For what a browser asked its authenticator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// A new passkey.
    Create,
    /// A passkey that is there.
    Get,
}

/// What the browser says about the ceremony (`clientDataJSON`, §5.8.1). Unknown fields may follow.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    /// The site in whose frame it was made; there is none on our own pages.
    top_origin: Option<String>,
}

/// The challenge that was answered, if the answer was made on our own pages for this ceremony.
///
/// # Errors
///
/// [`Refusal`].
pub fn challenge(
    party: &RelyingParty,
    ceremony: Ceremony,
    client_data: &[u8],
) -> Result<Vec<u8>, Refusal> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let data: ClientData = serde_json::from_slice(client_data).map_err(|_| Refusal::Malformed)?;
    let expected = match ceremony {
        Ceremony::Create => "webauthn.create",
        Ceremony::Get => "webauthn.get",
    };
    if data.r#type != expected {
        return Err(Refusal::Ceremony);
    }
    if data.origin != party.origin || data.cross_origin || data.top_origin.is_some() {
        return Err(Refusal::Origin);
    }
    URL_SAFE_NO_PAD.decode(data.challenge).map_err(|_| Refusal::Malformed)
}

/// What is kept of a new passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// By which it is found.
    pub credential_id: Vec<u8>,
    /// Its `COSE_Key`.
    pub public_key: Vec<u8>,
    /// What it counts.
    pub sign_count: u32,
}

/// Reads a new passkey (`attestationObject`, §6.5.4).
///
/// # Errors
///
/// [`Refusal`].
pub fn created(party: &RelyingParty, attestation: &[u8]) -> Result<Created, Refusal> {
    let (attestation, rest) = cbor::read(attestation).ok_or(Refusal::Malformed)?;
    let data = attestation.get(&Item::Text("authData")).and_then(Item::bytes);
    let data = data.filter(|_| rest.is_empty()).ok_or(Refusal::Malformed)?;
    let (data, behind) = AuthenticatorData::read(data)?;
    data.check(party)?;
    if !data.is(ATTESTED) {
        return Err(Refusal::Malformed);
    }
    let (credential_id, described) = attested(behind).ok_or(Refusal::Malformed)?;
    let (_, rest) = Key::read(described).ok_or(Refusal::Algorithm)?;
    let public_key = described[..described.len() - rest.len()].to_vec();
    data.check_extensions(rest)?;
    Ok(Created { credential_id: credential_id.to_vec(), public_key, sign_count: data.sign_count })
}

/// The identifier in the attested credential data (§6.5.1), and the key behind it.
fn attested(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    const MODEL: usize = 16;
    let (length, rest) = bytes.get(MODEL..)?.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (credential_id, key) = rest.split_at_checked(length)?;
    (1..=Passkey::MAX_CREDENTIAL_ID).contains(&length).then_some((credential_id, key))
}

/// Checks that a passkey was shown, and gives what its authenticator counts.
///
/// # Errors
///
/// [`Refusal`].
pub fn shown(
    party: &RelyingParty,
    public_key: &[u8],
    client_data: &[u8],
    authenticator_data: &[u8],
    signature: &[u8],
) -> Result<u32, Refusal> {
    let (data, behind) = AuthenticatorData::read(authenticator_data)?;
    data.check(party)?;
    data.check_extensions(behind)?;
    let (key, _) = Key::read(public_key).ok_or(Refusal::Algorithm)?;
    let message = [authenticator_data, &Sha256::digest(client_data)].concat();
    if key.has_signed(&message, signature) { Ok(data.sign_count) } else { Err(Refusal::Signature) }
}

/// The fixed part of what an authenticator says (§6.1).
struct AuthenticatorData {
    party: [u8; 32],
    flags: u8,
    sign_count: u32,
}

/// Somebody touched it.
const PRESENT: u8 = 0x01;
/// It made sure who that was.
const VERIFIED: u8 = 0x04;
/// It may be copied to other devices of its owner.
const MAY_BE_COPIED: u8 = 0x08;
/// It has been.
const IS_COPIED: u8 = 0x10;
/// A new key follows.
const ATTESTED: u8 = 0x40;
/// Extensions follow.
const EXTENDED: u8 = 0x80;

impl AuthenticatorData {
    fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Refusal> {
        let read = || {
            let (party, rest) = bytes.split_first_chunk()?;
            let (flags, rest) = rest.split_first()?;
            let (count, rest) = rest.split_first_chunk()?;
            let sign_count = u32::from_be_bytes(*count);
            Some((Self { party: *party, flags: *flags, sign_count }, rest))
        };
        read().ok_or(Refusal::Malformed)
    }

    const fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    fn check(&self, party: &RelyingParty) -> Result<(), Refusal> {
        if self.party != <[u8; 32]>::from(Sha256::digest(&party.id)) {
            return Err(Refusal::RelyingParty);
        }
        if !self.is(PRESENT) || !self.is(VERIFIED) {
            return Err(Refusal::NotVerified);
        }
        if self.is(IS_COPIED) && !self.is(MAY_BE_COPIED) {
            return Err(Refusal::Malformed);
        }
        Ok(())
    }

    /// Nothing but the extensions that it says there are stands at its end.
    fn check_extensions(&self, bytes: &[u8]) -> Result<(), Refusal> {
        let whole = if self.is(EXTENDED) {
            matches!(cbor::read(bytes), Some((Item::Map(_), [])))
        } else {
            bytes.is_empty()
        };
        if whole { Ok(()) } else { Err(Refusal::Malformed) }
    }
}

#[cfg(test)]
mod tests;
