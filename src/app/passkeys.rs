//! Passkeys: adding, removing, and signing in with one (requirements S5, S6). A passkey is the device
//! and what unlocks it, so it is both factors at once, and nobody can guess it: passwords that others
//! guess wrong do not keep its owner out.
//!
//! A challenge is made without storing anything, so that nobody can fill a table with them: it is
//! sealed with its time and purpose. What is stored is that it was answered, once, until it ends.

use sha2::{Digest as _, Sha256};

use super::{
    Actor, Core, Error, Failure, Security,
    account::changed,
    sessions::{self, Browser, Visitor},
    sign_in::{Entry, Outcome},
    throttling::{self, Subject},
    webauthn::{self, Ceremony, Refusal, RelyingParty},
};
use crate::{
    domain::{
        audit::{Action, AuditEvent},
        operator::Operator,
        passkey::Passkey,
        session::Session,
        time::Timestamp,
        token::Token,
    },
    storage::{self, StorageError, Tx, audit, operators, passkeys},
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

/// A passkey that was shown, as the browser sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownPasskey {
    /// By which it is found.
    pub credential_id: Vec<u8>,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// `signature`.
    pub signature: Vec<u8>,
    /// Whose it is, as the authenticator says; empty if it does not.
    pub user_handle: Vec<u8>,
}

/// Signs in with a passkey: no name, no password, no code. Never has to wait.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn sign_in(
    core: &Core,
    security: &Security,
    party: &RelyingParty,
    shown: &ShownPasskey,
    browser: &Browser,
) -> Result<Outcome, Failure> {
    let checked = match check(core, security, party, Purpose::SignIn, shown).await? {
        Ok(checked) => checked,
        Err(refused) => return refuse(core, browser, "unknown", refused).await,
    };
    let mut tx = core.db.begin_write().await?;
    let operator = match take(core, &mut tx, &checked).await? {
        Ok(operator) => operator,
        Err(refused) => {
            drop(tx);
            return refuse(core, browser, &checked.login, refused).await;
        }
    };
    let actor = Actor::operator(&operator.login, browser.origin());
    audit::append(&mut tx, used(core, &actor, &operator, &checked.passkey)).await?;
    let failed_before = throttling::forget(&mut tx, &Subject::account(&operator.login)).await?;
    let token = sessions::enter(core, &mut tx, &operator, browser, false).await?;
    tx.commit().await?;
    Ok(Outcome::In(Entry { token, awaits_factor: false, failed_before }))
}

/// Proves again who one is, with a passkey. The session gets a new identity and is fresh.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn step_up(
    core: &Core,
    security: &Security,
    party: &RelyingParty,
    visitor: &Visitor,
    shown: &ShownPasskey,
    browser: &Browser,
) -> Result<Outcome, Failure> {
    let login = &visitor.operator.login;
    let purpose = Purpose::StepUp(&visitor.session);
    let checked = match check(core, security, party, purpose, shown).await? {
        Ok(checked) if checked.passkey.operator_id == visitor.operator.id => checked,
        Ok(_) => return refuse(core, browser, login, Refused::Unknown).await,
        Err(refused) => return refuse(core, browser, login, refused).await,
    };
    let mut tx = core.db.begin_write().await?;
    let refused = take(core, &mut tx, &checked).await?.err();
    let alive = storage::sessions::find(&mut tx, visitor.session.token).await?.is_some();
    let refused = refused.or((!alive).then_some(Refused::Unknown));
    if let Some(refused) = refused {
        drop(tx);
        return refuse(core, browser, login, refused).await;
    }
    let actor = visitor.actor(browser);
    audit::append(&mut tx, used(core, &actor, &visitor.operator, &checked.passkey)).await?;
    let token = sessions::renew(core, &mut tx, &visitor.session).await?;
    let renewed = actor.event(core.clock.now(), Action::SessionRenew, login);
    audit::append(&mut tx, renewed).await?;
    tx.commit().await?;
    Ok(Outcome::In(Entry { token, awaits_factor: false, failed_before: 0 }))
}

fn used(core: &Core, actor: &Actor, operator: &Operator, passkey: &Passkey) -> AuditEvent {
    let event = actor.event(core.clock.now(), Action::PasskeyUse, &operator.login);
    AuditEvent { detail: passkey.name.clone(), ..event }
}

/// A passkey that was shown and signed what it should.
struct Checked {
    passkey: Passkey,
    login: String,
    sign_count: u32,
    challenge: Vec<u8>,
    end: Timestamp,
}

/// Why a passkey was not taken. For the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Refused {
    #[error("the challenge has ended, or was answered before")]
    Ended,
    #[error("nobody has this passkey")]
    Unknown,
    #[error("its counter went back: it may have been copied")]
    Copied,
    #[error(transparent)]
    Shown(#[from] Refusal),
}

/// Checks everything that needs no write.
async fn check(
    core: &Core,
    security: &Security,
    party: &RelyingParty,
    purpose: Purpose<'_>,
    shown: &ShownPasskey,
) -> Result<Result<Checked, Refused>, Failure> {
    let challenge = match webauthn::challenge(party, Ceremony::Get, &shown.client_data) {
        Ok(challenge) => challenge,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    let Some(end) = end(core, security, purpose, &challenge) else {
        return Ok(Err(Refused::Ended));
    };
    let mut tx = core.db.begin_read().await?;
    let Some(passkey) = passkeys::find(&mut tx, &shown.credential_id).await? else {
        return Ok(Err(Refused::Unknown));
    };
    let Some(operator) = operators::find(&mut tx, passkey.operator_id).await? else {
        return Ok(Err(Refused::Unknown));
    };
    drop(tx);
    // Whoever signs in is known by nothing else, so the authenticator has to say who it is.
    let named = operator.id.as_bytes() == &shown.user_handle[..];
    let silent = shown.user_handle.is_empty() && !matches!(purpose, Purpose::SignIn);
    if !named && !silent {
        return Ok(Err(Refused::Unknown));
    }
    let ShownPasskey { client_data, authenticator_data, signature, .. } = shown;
    let counted =
        webauthn::shown(party, &passkey.public_key, client_data, authenticator_data, signature);
    Ok(counted.map_err(Refused::from).map(|sign_count| Checked {
        passkey,
        login: operator.login,
        sign_count,
        challenge,
        end,
    }))
}

/// Takes a passkey, once for each challenge, if it is still there and was not copied.
async fn take(
    core: &Core,
    tx: &mut Tx,
    checked: &Checked,
) -> Result<Result<Operator, Refused>, Failure> {
    let operator = operators::hold(tx, checked.passkey.operator_id).await?;
    let Some(operator) = operator.filter(|operator| operator.disabled_at.is_none()) else {
        return Ok(Err(Refused::Unknown));
    };
    let Some(passkey) = passkeys::find(tx, &checked.passkey.credential_id).await? else {
        return Ok(Err(Refused::Unknown));
    };
    if !answer(tx, &checked.challenge, checked.end).await? {
        return Ok(Err(Refused::Ended));
    }
    if !passkey.counts_on(checked.sign_count) {
        return Ok(Err(Refused::Copied));
    }
    passkeys::used(tx, passkey.id, checked.sign_count, core.clock.now()).await?;
    Ok(Ok(operator))
}

/// Writes a refusal down, unless there were too many lately: nobody can fill the audit log.
async fn refuse(
    core: &Core,
    browser: &Browser,
    target: &str,
    why: Refused,
) -> Result<Outcome, Failure> {
    tracing::warn!(target, reason = %why, "a passkey was refused");
    let action = if why == Refused::Copied { Action::PasskeyCopied } else { Action::PasskeyRefuse };
    if throttling::begin(core, &[Subject::passkeys()]).await?.is_ok() {
        let mut tx = core.db.begin_write().await?;
        let actor = Actor::nobody(browser.origin());
        let event = actor.event(core.clock.now(), action, target);
        audit::append(&mut tx, event).await?;
        tx.commit().await?;
    }
    Ok(Outcome::Refused)
}
