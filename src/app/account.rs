//! One's own account: password, language, second factor (requirements S2, S3, S6).

use super::{
    Actor, Core, Error, Failure, Security,
    authenticator::{RECOVERY_CODES, SEED_BYTES, recovery_code, recovery_hash},
    factor::{authenticator, purpose},
    hasher::Verdict,
    links::check_password,
    sessions::{self, Browser, Visitor},
    sign_in::password_of,
    throttling::{self, Subject},
};
use crate::{
    domain::{
        audit::Action, language::Language, operator::Operator, password::WeakPassword,
        session::SecondFactor, time::Timestamp, token::Token,
    },
    storage::{self, Tx, audit, credentials, operators},
};

/// Minutes for which a seed that was shown can be set up.
const ENROL_MINUTES: i64 = 15;

/// Why a password was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// The password of now is another one.
    #[error("the current password is wrong")]
    WrongCurrent,
    /// Nothing was checked: try again after so many seconds.
    #[error("wait {0} seconds")]
    Wait(i64),
    /// The new one may not be used.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
}

/// Whether a password is set.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn has_password(core: &Core, operator: &Operator) -> Result<bool, Failure> {
    Ok(password_of(core, operator).await?.is_some())
}

/// Recovery codes that are left; `None` without a second factor.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn recovery_codes_left(
    core: &Core,
    operator: &Operator,
) -> Result<Option<usize>, Failure> {
    let mut tx = core.db.begin_read().await?;
    let known = credentials::find(&mut tx, operator.id).await?;
    Ok(known.factor.map(|factor| factor.recovery_codes.len()))
}

/// Changes one's password. `current` is not looked at if there is none yet; the session has to be
/// fresh then. All other sessions end, and this one gets a new identity.
///
/// # Errors
///
/// [`Failure`] when the database or the hasher does not answer; nothing is stored then. After a
/// refusal nothing is stored but the attempt.
pub async fn set_password(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    current: String,
    new: String,
    browser: &Browser,
) -> Result<Token, Error<PasswordRefusal>> {
    let operator = &visitor.operator;
    if let Err(weak) = check_password(core, operator, &new).await? {
        return Err(Error::Refused(weak.into()));
    }
    let subjects = [Subject::operator(operator.id), Subject::address(&browser.client)];
    if let Err(seconds) = throttling::begin(core, &subjects).await? {
        return Err(Error::Refused(PasswordRefusal::Wait(seconds)));
    }
    let (stored, hash) = match replaced(core, security, visitor, current, new).await {
        Ok(Some(replaced)) => replaced,
        Ok(None) => return Err(Error::Refused(PasswordRefusal::WrongCurrent)),
        Err(failure) => {
            throttling::take_back(core, &subjects).await?;
            return Err(failure.into());
        }
    };
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, operator.id).await?;
    if credentials::find(&mut tx, operator.id).await?.password != stored {
        return Err(Error::Refused(PasswordRefusal::WrongCurrent));
    }
    credentials::save_password(&mut tx, operator.id, Some(&hash)).await?;
    throttling::forgive(core, &mut tx, &subjects).await?;
    let token = changed(core, &mut tx, visitor, browser, (Action::PasswordSet, "")).await?;
    tx.commit().await?;
    Ok(token)
}

/// The hash that stands and that of the new password, if it may take its place.
async fn replaced(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    current: String,
    new: String,
) -> Result<Option<(Option<String>, String)>, Failure> {
    let stored = password_of(core, &visitor.operator).await?;
    let allowed = match &stored {
        None => visitor.session.is_fresh(core.clock.now()),
        Some(_) => security.hasher.verify(current, stored.clone()).await? != Verdict::Wrong,
    };
    if !allowed {
        return Ok(None);
    }
    let hash = security.hasher.hash(new, core.ids.bytes()?).await?;
    Ok(Some((stored, hash)))
}

/// Changes the language of one's console.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn set_language(
    core: &Core,
    actor: &Actor,
    operator: &Operator,
    language: Language,
) -> Result<(), Failure> {
    let mut tx = core.db.begin_write().await?;
    let Some(mut operator) = operators::hold(&mut tx, operator.id).await? else { return Ok(()) };
    if operator.language == language {
        return Ok(());
    }
    operator.language = language;
    operators::save(&mut tx, &operator).await?;
    let mut event = actor.event(core.clock.now(), Action::OperatorLanguage, &operator.login);
    language.tag().clone_into(&mut event.detail);
    audit::append(&mut tx, event).await?;
    Ok(tx.commit().await?)
}

/// A second factor that is shown and not yet set up. Nothing of it is stored.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// The address for the QR code.
    pub address: String,
    /// The seed for typing.
    pub typed_seed: String,
    /// Seed and time, sealed for this operator: comes back with the first code.
    pub sealed: Vec<u8>,
}

/// What became of setting up a second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enrolled {
    /// It is set up; the token is for the session, the codes are to be shown once.
    Done(Token, Vec<String>),
    /// The code is wrong: the same seed can be tried again.
    WrongCode,
    /// The seed was shown too long ago, or to somebody else.
    Expired,
}

/// Makes a seed to be shown.
///
/// # Errors
///
/// [`Failure`] when the system has no randomness.
pub fn begin_enrolment(
    core: &Core,
    security: &Security,
    operator: &Operator,
    issuer: &str,
) -> Result<Enrolment, Failure> {
    let seed: [u8; SEED_BYTES] = core.ids.bytes()?;
    let mut plain = core.clock.now().seconds().to_be_bytes().to_vec();
    plain.extend(seed);
    let sealed = security.seal.close(&shown(operator), &plain, core.ids.bytes()?)?;
    enrolment(operator, issuer, &seed, sealed)
}

/// The same seed again, after a wrong code; `None` when it was shown too long ago.
///
/// # Errors
///
/// [`Failure`] when the seed cannot be shown.
pub fn go_on_enrolling(
    core: &Core,
    security: &Security,
    operator: &Operator,
    issuer: &str,
    sealed: Vec<u8>,
) -> Result<Option<Enrolment>, Failure> {
    shown_seed(core, security, operator, &sealed)
        .map(|seed| enrolment(operator, issuer, &seed, sealed))
        .transpose()
}

fn enrolment(
    operator: &Operator,
    issuer: &str,
    seed: &[u8],
    sealed: Vec<u8>,
) -> Result<Enrolment, Failure> {
    let authenticator = authenticator(seed, issuer, operator)?;
    let address = authenticator.address().map_err(|error| Failure::Factor(error.to_string()))?;
    Ok(Enrolment { address, typed_seed: authenticator.typed_seed(), sealed })
}

/// For what a seed is sealed while it is shown: such a seed cannot be stored by mistake, nor a stored
/// one be shown.
fn shown(operator: &Operator) -> String {
    format!("shown {}", purpose(operator))
}

fn shown_seed(
    core: &Core,
    security: &Security,
    operator: &Operator,
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let plain = security.seal.open(&shown(operator), sealed).ok()?;
    let (since, seed) = plain.split_first_chunk()?;
    let since = Timestamp::from_seconds(i64::from_be_bytes(*since));
    (core.clock.now() < since.plus_minutes(ENROL_MINUTES)).then(|| seed.to_vec())
}

/// Sets the second factor up with the first code of its authenticator. All other sessions end.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn enrol(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    sealed: &[u8],
    typed: &str,
    browser: &Browser,
) -> Result<Enrolled, Failure> {
    let operator = &visitor.operator;
    let Some(seed) = shown_seed(core, security, operator, sealed) else {
        return Ok(Enrolled::Expired);
    };
    let now = core.clock.now();
    let Some(last_step) = authenticator(&seed, "", operator)?.step(typed, 0, now) else {
        return Ok(Enrolled::WrongCode);
    };
    let (codes, recovery_codes) = new_codes(core)?;
    let sealed_seed = security.seal.close(&purpose(operator), &seed, core.ids.bytes()?)?;
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, operator.id).await?;
    let factor = SecondFactor { sealed_seed, last_step, recovery_codes };
    credentials::save_factor(&mut tx, operator.id, Some(&factor)).await?;
    let token = changed(core, &mut tx, visitor, browser, (Action::FactorEnrol, "")).await?;
    tx.commit().await?;
    Ok(Enrolled::Done(token, codes))
}

/// Takes the second factor away; `None` if the role needs it. All other sessions end.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn remove_factor(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    browser: &Browser,
) -> Result<Option<Token>, Failure> {
    let without = Visitor { has_factor: false, ..visitor.clone() };
    if without.must_enrol(security) {
        return Ok(None);
    }
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, visitor.operator.id).await?;
    credentials::save_factor(&mut tx, visitor.operator.id, None).await?;
    let token = changed(core, &mut tx, visitor, browser, (Action::FactorRemove, "")).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Replaces the recovery codes; `None` without a second factor. All other sessions end.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn renew_codes(
    core: &Core,
    visitor: &Visitor,
    browser: &Browser,
) -> Result<Option<(Token, Vec<String>)>, Failure> {
    let (codes, hashes) = new_codes(core)?;
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, visitor.operator.id).await?;
    if credentials::find(&mut tx, visitor.operator.id).await?.factor.is_none() {
        return Ok(None);
    }
    credentials::save_recovery_codes(&mut tx, visitor.operator.id, &hashes).await?;
    let token = changed(core, &mut tx, visitor, browser, (Action::FactorCodes, "")).await?;
    tx.commit().await?;
    Ok(Some((token, codes)))
}

/// New codes, and what is stored of them.
fn new_codes(core: &Core) -> Result<(Vec<String>, Vec<String>), Failure> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        codes.push(recovery_code(core.ids.bytes()?));
    }
    let hashes = codes.iter().map(|code| recovery_hash(code)).collect();
    Ok((codes, hashes))
}

/// What follows a change of credentials: all other sessions end, and this one gets a new identity.
pub(super) async fn changed(
    core: &Core,
    tx: &mut Tx,
    visitor: &Visitor,
    browser: &Browser,
    (action, detail): (Action, &str),
) -> Result<Token, Failure> {
    let operator = &visitor.operator;
    let token = sessions::renew(core, tx, &visitor.session).await?;
    storage::sessions::delete_of_operator(tx, operator.id, Some(token.hash())).await?;
    let mut event = visitor.actor(browser).event(core.clock.now(), action, &operator.login);
    detail.clone_into(&mut event.detail);
    audit::append(tx, event).await?;
    Ok(token)
}
