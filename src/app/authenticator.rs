//! Second factors: one-time codes of an authenticator (RFC 6238: SHA-1, six digits, 30 seconds, one
//! step of tolerance) and recovery codes on paper (requirement S6).

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;
use totp_rs::{Algorithm, Builder, Totp, TotpError};

use crate::domain::{audit, time::Timestamp};

/// Bytes of a seed (RFC 4226 §4 recommends 160 bits).
pub const SEED_BYTES: usize = 20;
/// Recovery codes that an operator is given.
pub const RECOVERY_CODES: usize = 10;
/// Letters and digits that nobody mistakes for one another on paper.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Reads the codes of one authenticator.
pub struct Authenticator(Totp);

impl Authenticator {
    /// The authenticator of a seed; `issuer` and `login` are what its owner sees in the application.
    ///
    /// # Errors
    ///
    /// [`TotpError`] for a seed that is too short.
    pub fn new(seed: &[u8], issuer: &str, login: &str) -> Result<Self, TotpError> {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(30)
            .with_secret(seed.to_vec())
            .with_issuer(Some(issuer.replace(':', " ")))
            .with_account_name(login)
            .build()
            .map(Self)
    }

    /// The step of a code, if it is one of this authenticator's and later than `last_step`: no code
    /// works twice. Spaces within the code are what applications show, and do not matter.
    pub fn step(&self, code: &str, last_step: i64, now: Timestamp) -> Option<i64> {
        let code: String = code.chars().filter(|character| !character.is_whitespace()).collect();
        let seconds = u64::try_from(now.seconds()).ok()?;
        let step = i64::try_from(self.0.check(&code, seconds)?).ok()?;
        (step > last_step).then_some(step)
    }

    /// The code of an instant.
    pub fn code(&self, at: Timestamp) -> String {
        self.0.generate(u64::try_from(at.seconds()).unwrap_or(0)).to_string()
    }

    /// The address that an application reads from the picture (`otpauth://totp/…`).
    ///
    /// # Errors
    ///
    /// [`TotpError`] for a login name that such an address cannot hold.
    pub fn address(&self) -> Result<String, TotpError> {
        self.0.to_url()
    }

    /// The seed for typing, in groups of four.
    pub fn typed_seed(&self) -> String {
        let seed = self.0.secret().to_base32();
        let groups: Vec<&str> =
            (0..seed.len()).step_by(4).map(|at| &seed[at..seed.len().min(at + 4)]).collect();
        groups.join(" ")
    }
}

/// A recovery code of 80 random bits: `abcd-efgh-jkmn-pqrs`.
pub fn recovery_code(random: [u8; 16]) -> String {
    let mut code = String::with_capacity(19);
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    code
}

/// What is stored of a recovery code: SHA-256 in hexadecimal, however it was typed.
pub fn recovery_hash(code: &str) -> String {
    let folded: String =
        code.chars().filter(|character| !matches!(character, '-' | ' ' | '\u{3000}')).collect();
    audit::hex(&Sha256::digest(folded.to_ascii_lowercase()))
}

/// The place of a typed recovery code among those that are left, compared in constant time.
pub fn recovery_place(code: &str, left: &[String]) -> Option<usize> {
    let hash = recovery_hash(code);
    left.iter().position(|stored| bool::from(stored.as_bytes().ct_eq(hash.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authenticator() -> Authenticator {
        Authenticator::new(b"12345678901234567890", "Minato Net: status", "sato").unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // RFC 6238 appendix B, the last six of its eight digits.
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(authenticator().0.generate(seconds).to_string(), code,);
        }
    }

    #[test]
    fn a_code_works_one_step_early_or_late_and_not_two() {
        let at = Timestamp::from_seconds(1_700_000_010);
        let code = authenticator().code(at);
        for (seconds, accepted) in
            [(0, true), (29, true), (31, true), (-29, true), (61, false), (-61, false)]
        {
            let step = authenticator().step(&code, 0, at.plus_seconds(seconds));
            assert_eq!(step.is_some(), accepted, "{seconds} s");
        }
    }

    #[test]
    fn a_code_works_once() {
        let at = Timestamp::from_seconds(1_700_000_010);
        let code = authenticator().code(at);
        let step = authenticator().step(&code, 0, at).unwrap();
        assert_eq!(authenticator().step(&code, step, at), None);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(authenticator().step(&spaced, step - 1, at), Some(step));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let at = Timestamp::from_seconds(1_700_000_010);
        for code in ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "+12345"] {
            assert_eq!(authenticator().step(code, 0, at), None, "{code}");
        }
    }

    #[test]
    fn a_recovery_code_is_found_however_it_is_typed() {
        let code = recovery_code(*b"0123456789abcdef");
        assert_eq!(code.len(), 19);
        let left = vec![recovery_hash("other"), recovery_hash(&code)];
        assert_eq!(recovery_place(&code.to_uppercase().replace('-', " "), &left), Some(1));
        assert_eq!(recovery_place("abcd", &left), None);
    }

    #[test]
    fn the_address_names_the_portal_and_the_person() {
        let address = authenticator().address().unwrap();
        assert!(
            address.starts_with("otpauth://totp/Minato%20Net%20%20status:sato?secret="),
            "{address}"
        );
        assert_eq!(authenticator().typed_seed(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
