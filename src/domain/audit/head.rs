//! The head of the audit log: the hash of its last entry, which vouches for all of them. Kept somewhere
//! else, it shows later whether the log was cut off or written anew (requirement S14).

use std::{fmt, str::FromStr};

/// The last entry of a log, or one that was the last when its head was kept: `HASH:NUMBER`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditHead {
    /// Its hash, in hexadecimal.
    pub hash: String,
    /// Its number, from 1; 0 for an empty log. `None` if only the hash was kept.
    pub sequence: Option<i64>,
}

/// A text that is not an [`AuditHead`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a head is 64 hexadecimal digits, which may be followed by a colon and a number")]
pub struct InvalidHead;

impl AuditHead {
    /// Whether an entry is the one that is meant.
    pub fn is(&self, sequence: i64, hash: &str) -> bool {
        self.hash == hash && self.sequence.is_none_or(|kept| kept == sequence)
    }
}

impl fmt::Display for AuditHead {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.hash)?;
        self.sequence.map_or(Ok(()), |sequence| write!(formatter, ":{sequence}"))
    }
}

impl FromStr for AuditHead {
    type Err = InvalidHead;

    fn from_str(text: &str) -> Result<Self, InvalidHead> {
        let (hash, sequence) = match text.split_once(':') {
            Some((hash, number)) => (hash, Some(number.parse().map_err(|_| InvalidHead)?)),
            None => (text, None),
        };
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let counted = sequence.is_none_or(|sequence: i64| sequence >= 0);
        if is_hash && counted {
            Ok(Self { hash: hash.to_ascii_lowercase(), sequence })
        } else {
            Err(InvalidHead)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_written_and_nothing_else_is_one() {
        let hash = "0f".repeat(32);
        for text in [hash.clone(), format!("{hash}:0"), format!("{hash}:1234")] {
            assert_eq!(text.parse::<AuditHead>().unwrap().to_string(), text);
        }
        assert_eq!(hash.to_uppercase().parse::<AuditHead>().unwrap().hash, hash);
        for text in
            ["", ":", ":1", &hash[1..], &format!("{hash}:"), &format!("{hash}:-1"), &"x".repeat(64)]
        {
            assert_eq!(text.parse::<AuditHead>(), Err(InvalidHead), "{text}");
        }
    }

    #[test]
    fn a_head_means_one_entry() {
        let hash = "0f".repeat(32);
        let kept: AuditHead = format!("{hash}:7").parse().unwrap();
        assert!(kept.is(7, &hash) && !kept.is(8, &hash) && !kept.is(7, "x"));
        let kept: AuditHead = hash.parse().unwrap();
        assert!(kept.is(7, &hash) && kept.is(8, &hash) && !kept.is(7, "x"));
    }
}
