//! Passkeys: what is kept of the key with which an operator signs in without a password
//! (requirement S6). The key itself stays on the operator's device; what is here opens nothing.

use uuid::Uuid;

use super::time::Timestamp;

/// A passkey of an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its identifier in the portal.
    pub id: Uuid,
    /// Whose it is.
    pub operator_id: Uuid,
    /// By which the authenticator finds it; nobody has the same.
    pub credential_id: Vec<u8>,
    /// The public key as the authenticator gave it (`COSE_Key`, RFC 9052 §7).
    pub public_key: Vec<u8>,
    /// How often it was used, as the authenticator counts; 0 if it does not count.
    pub sign_count: u32,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was last used to sign in.
    pub last_used_at: Option<Timestamp>,
}

impl Passkey {
    /// The most passkeys of an operator.
    pub const MAX_COUNT: usize = 10;
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 60;
    /// The longest credential identifier, in bytes (Web Authentication §4).
    pub const MAX_CREDENTIAL_ID: usize = 1023;

    /// Whether a count shows that the key was not copied: an authenticator that counts at all counts
    /// up (Web Authentication §6.1.1).
    pub const fn counts_on(&self, sign_count: u32) -> bool {
        sign_count > self.sign_count || (sign_count == 0 && self.sign_count == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_that_stands_or_goes_back_shows_a_copy() {
        for (stored, shown, sound) in [
            (0, 0, true),
            (0, 1, true),
            (5, 6, true),
            (5, 5, false),
            (5, 4, false),
            (5, 0, false),
            (u32::MAX, u32::MAX, false),
        ] {
            let passkey = Passkey {
                id: Uuid::nil(),
                operator_id: Uuid::nil(),
                credential_id: vec![],
                public_key: vec![],
                sign_count: stored,
                name: String::new(),
                added_at: Timestamp::from_seconds(0),
                last_used_at: None,
            };
            assert_eq!(passkey.counts_on(shown), sound, "{stored} then {shown}");
        }
    }
}
