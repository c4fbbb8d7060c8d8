//! Showing who one is with a passkey, when signing in and when it is to be confirmed: the same checks, and
//! one way through them.

use super::{
    super::{
        Actor, Core, Failure, Security,
        sessions::{self, Browser, Visitor},
        sign_in::Entry,
        throttling::{self, Subject},
        webauthn::{self, Ceremony, Refusal, RelyingParty},
    },
    Purpose, answer, end,
};
use crate::{
    domain::{
        audit::{Action, AuditEvent},
        operator::Operator,
        passkey::Passkey,
        time::Timestamp,
    },
    storage::{self, Tx, audit, operators, passkeys},
};

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

/// Shows who somebody is with a passkey: it opens a session, or makes that of `visitor` fresh, which gets a
/// new identity. No name, no password, no code, and never a wait. `None` if it was not taken.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn show(
    core: &Core,
    security: &Security,
    party: &RelyingParty,
    visitor: Option<&Visitor>,
    shown: &ShownPasskey,
    browser: &Browser,
) -> Result<Option<Entry>, Failure> {
    let stranger = || visitor.map_or("unknown", |visitor| &visitor.operator.login);
    let checked = match check(core, security, party, visitor, shown).await? {
        Ok(checked) => checked,
        Err(refused) => return refuse(core, browser, stranger(), refused).await,
    };
    let mut tx = core.db.begin_write().await?;
    let operator = match take(core, &mut tx, visitor, &checked).await? {
        Ok(operator) => operator,
        Err(refused) => {
            drop(tx);
            let target = visitor.map_or(&checked.login, |visitor| &visitor.operator.login);
            return refuse(core, browser, target, refused).await;
        }
    };
    let actor = Actor::operator(&operator.login, browser.origin());
    let event = actor.event(core.clock.now(), Action::PasskeyUse, &operator.login);
    let event = AuditEvent { detail: checked.passkey.name, ..event };
    audit::append(&mut tx, event).await?;
    let (token, failed_before) = match visitor {
        None => {
            let failed = throttling::forget(&mut tx, &Subject::account(&operator.login)).await?;
            (sessions::enter(core, &mut tx, &operator, browser, false).await?, failed)
        }
        Some(visitor) => {
            let token = sessions::renew(core, &mut tx, &visitor.session).await?;
            let renewed = actor.event(core.clock.now(), Action::SessionRenew, &operator.login);
            audit::append(&mut tx, renewed).await?;
            (token, 0)
        }
    };
    tx.commit().await?;
    Ok(Some(Entry { token, awaits_factor: false, failed_before }))
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
    visitor: Option<&Visitor>,
    shown: &ShownPasskey,
) -> Result<Result<Checked, Refused>, Failure> {
    let purpose = visitor.map_or(Purpose::SignIn, |visitor| Purpose::StepUp(&visitor.session));
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
    let silent = shown.user_handle.is_empty() && visitor.is_some();
    let foreign = visitor.is_some_and(|visitor| visitor.operator.id != operator.id);
    if foreign || !(named || silent) {
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

/// Takes a passkey, once for each challenge, if it and the session are still there and it was not copied.
async fn take(
    core: &Core,
    tx: &mut Tx,
    visitor: Option<&Visitor>,
    checked: &Checked,
) -> Result<Result<Operator, Refused>, Failure> {
    let operator = operators::hold(tx, checked.passkey.operator_id).await?;
    let Some(operator) = operator.filter(|operator| operator.disabled_at.is_none()) else {
        return Ok(Err(Refused::Unknown));
    };
    let Some(passkey) = passkeys::find(tx, &checked.passkey.credential_id).await? else {
        return Ok(Err(Refused::Unknown));
    };
    if let Some(visitor) = visitor
        && storage::sessions::find(tx, visitor.session.token).await?.is_none()
    {
        return Ok(Err(Refused::Unknown));
    }
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
) -> Result<Option<Entry>, Failure> {
    tracing::warn!(target, reason = %why, "a passkey was refused");
    let action = if why == Refused::Copied { Action::PasskeyCopied } else { Action::PasskeyRefuse };
    if throttling::begin(core, &[Subject::passkeys()]).await?.is_ok() {
        let mut tx = core.db.begin_write().await?;
        let actor = Actor::nobody(browser.origin());
        let event = actor.event(core.clock.now(), action, target);
        audit::append(&mut tx, event).await?;
        tx.commit().await?;
    }
    Ok(None)
}
