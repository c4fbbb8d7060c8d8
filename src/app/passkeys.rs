//! Passkeys: adding, removing, and signing in with one (requirements S5, S6). A passkey is the device
//! and what unlocks it, so it is both factors at once, and nobody can guess it: passwords that others
//! guess wrong do not keep its owner out.
//!
//! A challenge is made without storing anything, so that nobody can fill a table with them: it is
//! sealed with its time and purpose. What is stored is that it was answered, once, until it ends.

mod show;

use sha2::{Digest as _, Sha256};

pub use self::show::{ShownPasskey, show};
use super::{
    Core, Error, Failure, Security,
    account::changed,
    sessions::{Browser, Visitor},
    webauthn::{self, Ceremony, Refusal, RelyingParty},
};
use crate::{
    domain::{
        audit::Action, operator::Operator, passkey::Passkey, session::Session, time::Timestamp,
        token::Token,
    },
    storage::{StorageError, Tx, operators, passkeys},
};

/// Minutes for which a challenge can be answered.
pub const CHALLENGE_MINUTES: i64 = 5;

/// For what a challenge is made; it is good for nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Purpose<'a> {
    /// Adding a passkey in this session.
    Add(&'a Session),
    /// Signing in.
    SignIn,
    /// Proving again in this session who one is.
    StepUp(&'a Session),
}

impl Purpose<'_> {
    fn words(self) -> String {
        match self {
            Self::Add(session) => format!("passkey added in {}", session.token.hex()),
            Self::SignIn => "passkey sign-in".to_owned(),
            Self::StepUp(session) => format!("passkey shown again in {}", session.token.hex()),
        }
    }
}

/// Makes a challenge. Nothing is stored.
///
/// # Errors
///
/// [`Failure`] when the system has no randomness.
pub fn challenge(
    core: &Core,
    security: &Security,
    purpose: Purpose<'_>,
) -> Result<Vec<u8>, Failure> {
    let random: [u8; 16] = core.ids.bytes()?;
    let plain = [&core.clock.now().micros().to_be_bytes()[..], &random].concat();
    Ok(security.seal.close(&purpose.words(), &plain, core.ids.bytes()?)?)
}

/// When a challenge ends, if it was made for this purpose and has not ended yet.
fn end(
    core: &Core,
    security: &Security,
    purpose: Purpose<'_>,
    challenge: &[u8],
) -> Option<Timestamp> {
    let plain = security.seal.open(&purpose.words(), challenge).ok()?;
    let (made, _) = plain.split_first_chunk()?;
    let end = Timestamp::from_micros(i64::from_be_bytes(*made)).plus_minutes(CHALLENGE_MINUTES);
    (core.clock.now() < end).then_some(end)
}

/// Marks a challenge as answered; `false` if it was before.
async fn answer(tx: &mut Tx, challenge: &[u8], end: Timestamp) -> Result<bool, StorageError> {
    passkeys::answer(tx, &Sha256::digest(challenge), end).await
}

/// The passkeys of an operator, the oldest first.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn list(core: &Core, operator: &Operator) -> Result<Vec<Passkey>, Failure> {
    let mut tx = core.db.begin_read().await?;
    Ok(passkeys::list_of_operator(&mut tx, operator.id).await?)
}

/// A passkey to be added, as the browser sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPasskey {
    /// What its owner calls it.
    pub name: String,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `attestationObject`.
    pub attestation: Vec<u8>,
}

/// Why a passkey was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddRefusal {
    /// It was asked for too long ago, in another session, or it was added already.
    #[error("the challenge has ended")]
    Ended,
    /// There are as many as there may be.
    #[error("there are {} passkeys already", Passkey::MAX_COUNT)]
    TooMany,
    /// It is there already, with this operator or another one.
    #[error("this passkey is there already")]
    Known,
    /// It is not one that the portal can take.
    #[error(transparent)]
    Unusable(#[from] Refusal),
}

/// Adds a passkey. All other sessions end, and this one gets a new identity.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::Failure`] when the database does not answer.
pub async fn add(
    core: &Core,
    security: &Security,
    party: &RelyingParty,
    visitor: &Visitor,
    new: NewPasskey,
    browser: &Browser,
) -> Result<Token, Error<AddRefusal>> {
    let refused = |refusal: AddRefusal| Error::Refused(refusal);
    let challenge = webauthn::challenge(party, Ceremony::Create, &new.client_data)
        .map_err(|refusal| refused(refusal.into()))?;
    let end = end(core, security, Purpose::Add(&visitor.session), &challenge)
        .ok_or(refused(AddRefusal::Ended))?;
    let created =
        webauthn::created(party, &new.attestation).map_err(|refusal| refused(refusal.into()))?;
    let now = core.clock.now();
    let passkey = Passkey {
        id: core.ids.uuid(now)?,
        operator_id: visitor.operator.id,
        credential_id: created.credential_id,
        public_key: created.public_key,
        sign_count: created.sign_count,
        name: new.name,
        added_at: now,
        last_used_at: None,
    };
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, visitor.operator.id).await?;
    if !answer(&mut tx, &challenge, end).await? {
        return Err(refused(AddRefusal::Ended));
    }
    let there = passkeys::list_of_operator(&mut tx, visitor.operator.id).await?;
    if there.len() >= Passkey::MAX_COUNT {
        return Err(refused(AddRefusal::TooMany));
    }
    match passkeys::insert(&mut tx, &passkey).await {
        Err(StorageError::Conflict { .. }) => return Err(refused(AddRefusal::Known)),
        inserted => inserted?,
    }
    let token =
        changed(core, &mut tx, visitor, browser, (Action::PasskeyAdd, &passkey.name)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Removes a passkey of one's own; `None` if there is none of this identifier. All other sessions
/// end, and this one gets a new identity.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn remove(
    core: &Core,
    visitor: &Visitor,
    id: &str,
    browser: &Browser,
) -> Result<Option<Token>, Failure> {
    let operator_id = visitor.operator.id;
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, operator_id).await?;
    let own = passkeys::list_of_operator(&mut tx, operator_id).await?;
    let Some(passkey) = own.into_iter().find(|one| one.id.to_string() == id) else {
        return Ok(None);
    };
    passkeys::delete(&mut tx, passkey.id, operator_id).await?;
    let token =
        changed(core, &mut tx, visitor, browser, (Action::PasskeyRemove, &passkey.name)).await?;
    tx.commit().await?;
    Ok(Some(token))
}
