//! Password hashes (requirement S1): Argon2id, never more at once than the machine has cores, so that
//! a crowd at the sign-in page cannot exhaust its memory.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::phc::PasswordHash,
};
use tokio::{sync::Semaphore, task, time};

/// Memory in KiB, passes and lanes (OWASP ASVS 5.0 §11.4.2).
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How long a password waits for its turn.
const QUEUE: Duration = Duration::from_secs(2);
/// A hash that no password has, checked where there is none, so that the same work is done for
/// everybody.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9yb3NoaSBub2JvZHk$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and checks passwords, a few at a time.
#[derive(Clone, Debug)]
pub struct Hasher {
    turns: Arc<Semaphore>,
    queue: Duration,
}

/// What a password turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The right one.
    Right,
    /// The right one, stored with parameters that are no longer ours: to be hashed anew.
    RightButOld,
    /// Another one, or there is none.
    Wrong,
}

/// Why no answer was reached.
#[derive(Debug, thiserror::Error)]
pub enum HasherError {
    /// Too many are waiting.
    #[error("too many passwords are being checked")]
    Busy,
    /// The hash could not be computed.
    #[error("the password could not be hashed: {0}")]
    Broken(String),
}

impl Hasher {
    /// A hasher that works on as many passwords at once as there are cores, and on one at least.
    pub fn new(cores: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(cores.max(1))), queue: QUEUE }
    }

    /// The hash of a password as a PHC string.
    ///
    /// # Errors
    ///
    /// [`HasherError::Busy`] when no turn came within two seconds.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, HasherError> {
        self.work(move || {
            argon2()
                .and_then(|argon2| {
                    argon2.hash_password_with_salt(password.as_bytes(), &salt).map_err(broken)
                })
                .map(|hash| hash.to_string())
        })
        .await
    }

    /// Checks a password against what is stored; the work is the same if nothing is.
    ///
    /// # Errors
    ///
    /// [`HasherError::Busy`] when no turn came within two seconds.
    pub async fn verify(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<Verdict, HasherError> {
        self.work(move || {
            let hash = PasswordHash::new(stored.as_deref().unwrap_or(NOBODY)).map_err(broken)?;
            let right = argon2()?.verify_password(password.as_bytes(), &hash).is_ok();
            Ok(match (right && stored.is_some(), is_current(&hash)) {
                (false, _) => Verdict::Wrong,
                (true, true) => Verdict::Right,
                (true, false) => Verdict::RightButOld,
            })
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HasherError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let turn = time::timeout(self.queue, Arc::clone(&self.turns).acquire_owned())
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or(HasherError::Busy)?;
        // The turn goes with the work: a caller who leaves does not make room for another hash.
        task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(broken)?
    }
}

fn argon2() -> Result<Argon2<'static>, HasherError> {
    let params = Params::new(MEMORY, PASSES, LANES, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_current(hash: &PasswordHash) -> bool {
    hash.algorithm.as_str() == "argon2id"
        && Params::try_from(hash).is_ok_and(|params| {
            (params.m_cost(), params.t_cost(), params.p_cost()) == (MEMORY, PASSES, LANES)
        })
}

fn broken(error: impl std::fmt::Display) -> HasherError {
    HasherError::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_stored_as_argon2id_with_the_required_parameters() {
        let hasher = Hasher::new(2);
        let stored = hasher.hash("q8#Zk2!vLm0p".into(), [7; 16]).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        let verify = |password: &str, stored: &str| {
            let (password, stored) = (password.to_owned(), Some(stored.to_owned()));
            hasher.verify(password, stored)
        };
        assert_eq!(verify("q8#Zk2!vLm0p", &stored).await.unwrap(), Verdict::Right);
        assert_eq!(verify("q8#Zk2!vLm0P", &stored).await.unwrap(), Verdict::Wrong);
        assert_eq!(verify("", &stored).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn nobodys_password_is_wrong_whatever_it_is() {
        let hasher = Hasher::new(1);
        assert_eq!(hasher.verify("nobody".into(), None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn an_older_hash_is_right_but_asks_to_be_made_anew() {
        let weaker = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8_192, 1, 1, None).unwrap(),
        );
        let stored = weaker.hash_password_with_salt(b"long ago", &[1; 16]).unwrap().to_string();
        let verdict = Hasher::new(1).verify("long ago".into(), Some(stored)).await.unwrap();
        assert_eq!(verdict, Verdict::RightButOld);
    }

    #[tokio::test]
    async fn whoever_gets_no_turn_in_time_is_told_so() {
        let hasher = Hasher { queue: Duration::from_millis(1), ..Hasher::new(1) };
        let _taken = hasher.turns.acquire().await.unwrap();
        let error = hasher.verify("x".into(), None).await.unwrap_err();
        assert!(matches!(error, HasherError::Busy));
    }
}
