//! Signing in with a password and a second factor, and proving again who one is (requirements S1,
//! S3, S5, S6, S11).

use super::{
    Actor, Core, Failure, Security,
    factor::{self, Proof},
    hasher::Verdict,
    sessions::{self, Browser, Visitor},
    throttling::{self, Subject},
};
use crate::{
    domain::{
        audit::Action, operator::Operator, session::Credentials, throttle::Throttle, token::Token,
    },
    storage::{self, audit, credentials, operators},
};

/// What became of an attempt to sign in or to prove who one is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It succeeded: the token is for the cookie of a new session.
    In(Entry),
    /// Name, password or code are wrong, or may not be used.
    Refused,
    /// Nothing was checked: try again after so many seconds.
    Wait(i64),
}

/// A session that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// For the cookie.
    pub token: Token,
    /// Whether the second step is still to come.
    pub awaits_factor: bool,
    /// How often somebody had failed with this name since the last success.
    pub failed_before: u32,
}

/// Signs in with a name and a password. An unknown name, a disabled operator and a wrong password do
/// the same work and give the same answer.
///
/// # Errors
///
/// [`Failure`] when the database or the hasher does not answer; the attempt does not count then.
pub async fn sign_in(
    core: &Core,
    security: &Security,
    login: &str,
    password: String,
    browser: &Browser,
) -> Result<Outcome, Failure> {
    let subjects = subjects(security, login, browser);
    if let Err(seconds) = throttling::begin(core, &subjects).await? {
        return Ok(Outcome::Wait(seconds));
    }
    let checked = check(core, security, login, password).await;
    let (operator, stored, verdict, newer) = match checked {
        Ok(checked) => checked,
        Err(failure) => {
            throttling::take_back(core, &subjects).await?;
            return Err(failure);
        }
    };
    let (Some(operator), Verdict::Right | Verdict::RightButOld) = (&operator, verdict) else {
        let target = operator.map_or_else(|| "unknown".to_owned(), |operator| operator.login);
        return refuse(core, browser, &target).await;
    };
    let mut tx = core.db.begin_write().await?;
    let current = operators::hold(&mut tx, operator.id).await?;
    let known = credentials::find(&mut tx, operator.id).await?;
    if current.is_none_or(|current| current.disabled_at.is_some()) || known.password != stored {
        drop(tx);
        return refuse(core, browser, &operator.login).await;
    }
    if let Some(newer) = newer {
        credentials::save_password(&mut tx, operator.id, Some(&newer)).await?;
    }
    let failed_before = throttling::forgive(core, &mut tx, &subjects).await?
        + throttling::forget(&mut tx, &Subject::account(login)).await?;
    let awaits_factor = known.factor.is_some();
    let token = sessions::enter(core, &mut tx, operator, browser, awaits_factor).await?;
    tx.commit().await?;
    Ok(Outcome::In(Entry { token, awaits_factor, failed_before }))
}

/// How often somebody has failed to sign in with a name lately, from browsers in which nobody of that name
/// had signed in before; `None` while it is too seldom to be told of.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn attempts(core: &Core, login: &str) -> Result<Option<u32>, Failure> {
    let mut tx = core.db.begin_read().await?;
    let failures = throttling::failures(&mut tx, login).await?;
    Ok((failures >= Throttle::TOLD_FROM).then_some(failures))
}

/// Whose attempts this one counts among. A browser from which somebody of this name has signed in
/// before counts for itself: whoever else guesses at the account, from wherever, does not make its
/// owner wait (OWASP, device cookies). What it was given is no credential: the password is still
/// asked for.
fn subjects(security: &Security, login: &str, browser: &Browser) -> Vec<Subject> {
    match security.seal.open(&knows(login), &browser.known) {
        Ok(number) => vec![Subject::known_browser(&number)],
        Err(_) => {
            vec![Subject::account(login), Subject::address(&browser.client), Subject::everybody()]
        }
    }
}

/// For what the number of a known browser is sealed.
fn knows(login: &str) -> String {
    format!("browser of {login}")
}

/// What a browser is given once somebody has signed in with it, to be shown at the next sign-in.
///
/// # Errors
///
/// [`Failure`] when the system has no randomness.
pub fn make_known(core: &Core, security: &Security, login: &str) -> Result<Vec<u8>, Failure> {
    let number: [u8; 16] = core.ids.bytes()?;
    Ok(security.seal.close(&knows(login), &number, core.ids.bytes()?)?)
}

/// The operator of a name, the hash that was checked, the verdict, and a newer hash if it is due.
type Checked = (Option<Operator>, Option<String>, Verdict, Option<String>);

async fn check(
    core: &Core,
    security: &Security,
    login: &str,
    password: String,
) -> Result<Checked, Failure> {
    let mut tx = core.db.begin_read().await?;
    let operator = operators::find_by_login(&mut tx, login).await?;
    let known = match &operator {
        Some(operator) => credentials::find(&mut tx, operator.id).await?,
        None => Credentials::default(),
    };
    drop(tx);
    let usable = operator.as_ref().is_some_and(|operator| operator.disabled_at.is_none());
    let stored = known.password.filter(|_| usable);
    let verdict = security.hasher.verify(password.clone(), stored.clone()).await?;
    let newer = match verdict {
        Verdict::RightButOld => Some(security.hasher.hash(password, core.ids.bytes()?).await?),
        Verdict::Right | Verdict::Wrong => None,
    };
    Ok((operator, stored, verdict, newer))
}

/// Writes a refusal down.
async fn refuse(core: &Core, browser: &Browser, target: &str) -> Result<Outcome, Failure> {
    let mut tx = core.db.begin_write().await?;
    let actor = Actor::nobody(browser.origin());
    audit::append(&mut tx, actor.event(core.clock.now(), Action::SessionRefuse, target)).await?;
    tx.commit().await?;
    Ok(Outcome::Refused)
}

/// The second step: a code of the authenticator, or a recovery code. The session gets a new identity.
///
/// # Errors
///
/// [`Failure`] when the database does not answer or the seed cannot be opened.
pub async fn second_step(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    typed: &str,
    browser: &Browser,
) -> Result<Outcome, Failure> {
    prove(core, security, visitor, Proofs { password: None, code: Some(typed) }, browser).await
}

/// Proves again who one is, with the password and, if it is set up, the second factor. The session
/// gets a new identity and is fresh.
///
/// # Errors
///
/// [`Failure`] when the database or the hasher does not answer.
pub async fn step_up(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    password: String,
    typed: &str,
    browser: &Browser,
) -> Result<Outcome, Failure> {
    let proofs = Proofs { password: Some(password), code: visitor.has_factor.then_some(typed) };
    prove(core, security, visitor, proofs, browser).await
}

/// What is shown as proof; what is `None` is not asked for.
struct Proofs<'a> {
    password: Option<String>,
    code: Option<&'a str>,
}

async fn prove(
    core: &Core,
    security: &Security,
    visitor: &Visitor,
    proofs: Proofs<'_>,
    browser: &Browser,
) -> Result<Outcome, Failure> {
    let operator = &visitor.operator;
    let subjects = [Subject::operator(operator.id), Subject::address(&browser.client)];
    if let Err(seconds) = throttling::begin(core, &subjects).await? {
        return Ok(Outcome::Wait(seconds));
    }
    let stored = match proofs.password {
        None => None,
        Some(password) => match right_password(core, security, operator, password).await {
            Ok(None) => return refuse(core, browser, &operator.login).await,
            Ok(stored) => stored,
            Err(failure) => {
                throttling::take_back(core, &subjects).await?;
                return Err(failure);
            }
        },
    };
    let mut tx = core.db.begin_write().await?;
    operators::hold(&mut tx, operator.id).await?;
    let known = credentials::find(&mut tx, operator.id).await?;
    let alive = storage::sessions::find(&mut tx, visitor.session.token).await?.is_some();
    let same = alive && (stored.is_none() || known.password == stored);
    let proof = match (proofs.code, &known.factor) {
        (Some(typed), Some(second)) if same => {
            factor::prove(core, security, &mut tx, operator, second, typed).await?
        }
        (None, None) if same => Proof::Code,
        _ => Proof::None,
    };
    if proof == Proof::None {
        drop(tx);
        return refuse(core, browser, &operator.login).await;
    }
    let failed_before = throttling::forgive(core, &mut tx, &subjects).await?;
    let token = sessions::renew(core, &mut tx, &visitor.session).await?;
    proved(core, &mut tx, visitor, browser, proof).await?;
    tx.commit().await?;
    Ok(Outcome::In(Entry { token, awaits_factor: false, failed_before }))
}

/// The stored hash of the operator's password, if this is the one.
async fn right_password(
    core: &Core,
    security: &Security,
    operator: &Operator,
    password: String,
) -> Result<Option<String>, Failure> {
    let stored = password_of(core, operator).await?;
    let verdict = security.hasher.verify(password, stored.clone()).await?;
    Ok(stored.filter(|_| verdict != Verdict::Wrong))
}

async fn proved(
    core: &Core,
    tx: &mut storage::Tx,
    visitor: &Visitor,
    browser: &Browser,
    proof: Proof,
) -> Result<(), Failure> {
    let actor = visitor.actor(browser);
    let opened =
        if visitor.session.awaits_factor { Action::SessionOpen } else { Action::SessionRenew };
    let recovery = (proof == Proof::RecoveryCode).then_some(Action::FactorRecovery);
    for action in recovery.into_iter().chain([opened]) {
        audit::append(tx, actor.event(core.clock.now(), action, &visitor.operator.login)).await?;
    }
    Ok(())
}

pub(super) async fn password_of(
    core: &Core,
    operator: &Operator,
) -> Result<Option<String>, Failure> {
    let mut tx = core.db.begin_read().await?;
    Ok(credentials::find(&mut tx, operator.id).await?.password)
}
