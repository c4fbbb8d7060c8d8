//! Password hashes (requirement S1): Argon2id, never more at once than the machine has cores, so that
//! a crowd at the sign-in page cannot exhaust its memory. The memory of a hash is used again by the next
//! one: given back, the allocator would keep it for each thread that ever computed one.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use subtle::ConstantTimeEq as _;
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
    memories: Arc<Memories>,
    computed: Arc<AtomicU64>,
    queue: Duration,
}

/// What one hash is computed in: 19 MiB.
type Memory = Vec<Block>;

/// The memory that no hash is being computed in; never more than there are turns.
#[derive(Debug, Default)]
struct Memories(Mutex<Vec<Memory>>);

impl Memories {
    fn take(&self) -> Memory {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, memory: Memory) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
    }
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
        let turns = Arc::new(Semaphore::new(cores.max(1)));
        Self { turns, memories: Arc::default(), computed: Arc::default(), queue: QUEUE }
    }

    /// How many hashes were computed since the start. One that an attempt at an unknown name costs is
    /// among them, as is one whose caller left.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    /// The hash of a password as a PHC string.
    ///
    /// # Errors
    ///
    /// [`HasherError::Busy`] when no turn came within two seconds.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, HasherError> {
        self.work(move |memory| {
            let params = current()?;
            let hash = PasswordHash {
                algorithm: Algorithm::Argon2id.ident(),
                version: Some(Version::V0x13.into()),
                hash: Some(compute(params.clone(), &password, &salt, memory)?),
                params: ParamsString::try_from(&params).map_err(broken)?,
                salt: Some(Salt::new(&salt).map_err(broken)?),
            };
            Ok(hash.to_string())
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
        self.work(move |memory| {
            let hash = PasswordHash::new(stored.as_deref().unwrap_or(NOBODY)).map_err(broken)?;
            if hash.algorithm != Algorithm::Argon2id.ident() {
                return Err(broken("what is stored is of another algorithm"));
            }
            let params = Params::try_from(&hash).map_err(broken)?;
            let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
                return Err(broken("what is stored is no hash"));
            };
            let current = is_current(&params);
            let output = compute(params, &password, salt.as_ref(), memory)?;
            let right = bool::from(output.as_bytes().ct_eq(expected.as_bytes()));
            Ok(match (right && stored.is_some(), current) {
                (false, _) => Verdict::Wrong,
                (true, true) => Verdict::Right,
                (true, false) => Verdict::RightButOld,
            })
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> Result<T, HasherError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let turn = time::timeout(self.queue, Arc::clone(&self.turns).acquire_owned())
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or(HasherError::Busy)?;
        let memories = Arc::clone(&self.memories);
        self.computed.fetch_add(1, Ordering::Relaxed);
        // The turn goes with the work: a caller who leaves does not make room for another hash.
        task::spawn_blocking(move || {
            let mut memory = memories.take();
            let done = work(&mut memory);
            memories.give_back(memory);
            drop(turn);
            done
        })
        .await
        .map_err(broken)?
    }
}

fn current() -> Result<Params, HasherError> {
    Params::new(MEMORY, PASSES, LANES, Some(Params::DEFAULT_OUTPUT_LEN)).map_err(broken)
}

/// The hash of a password, computed in memory that grows to what it takes.
fn compute(
    params: Params,
    password: &str,
    salt: &[u8],
    memory: &mut Memory,
) -> Result<Output, HasherError> {
    let blocks = params.block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::new());
    }
    let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            &mut output,
            &mut memory[..blocks],
        )
        .map_err(broken)?;
    Output::new(&output).map_err(broken)
}

const fn is_current(params: &Params) -> bool {
    params.m_cost() == MEMORY && params.t_cost() == PASSES && params.p_cost() == LANES
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
        let stored =
            argon2::PasswordHasher::hash_password_with_salt(&weaker, b"long ago", &[1; 16]);
        let stored = stored.unwrap().to_string();
        let verdict = Hasher::new(1).verify("long ago".into(), Some(stored)).await.unwrap();
        assert_eq!(verdict, Verdict::RightButOld);
    }

    #[tokio::test]
    async fn a_crowd_of_passwords_is_checked_in_the_memory_of_as_many_as_have_a_turn() {
        let hasher = Hasher { queue: Duration::from_mins(1), ..Hasher::new(2) };
        let crowd = (0..12).map(|number| hasher.verify(format!("guess {number}"), None));
        for verdict in futures_util::future::join_all(crowd).await {
            assert_eq!(verdict.unwrap(), Verdict::Wrong);
        }
        let memories = hasher.memories.0.lock().unwrap();
        assert!((1..=2).contains(&memories.len()), "{}", memories.len());
        let one = usize::try_from(MEMORY).unwrap();
        assert!(memories.iter().all(|memory| memory.len() == one));
    }

    #[tokio::test]
    async fn a_hash_is_the_one_that_the_library_makes() {
        let stored = Hasher::new(1).hash("q8#Zk2!vLm0p".into(), [7; 16]).await.unwrap();
        let params = Params::new(MEMORY, PASSES, LANES, None).unwrap();
        let library = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let made =
            argon2::PasswordHasher::hash_password_with_salt(&library, b"q8#Zk2!vLm0p", &[7; 16]);
        assert_eq!(stored, made.unwrap().to_string());
    }

    #[tokio::test]
    async fn whoever_gets_no_turn_in_time_is_told_so() {
        let hasher = Hasher { queue: Duration::from_millis(1), ..Hasher::new(1) };
        let _taken = hasher.turns.acquire().await.unwrap();
        let error = hasher.verify("x".into(), None).await.unwrap_err();
        assert!(matches!(error, HasherError::Busy));
    }
}
