//! One-time links: the way in for a new operator, after a reset, and for a demonstration
//! (requirements S33, S36). Looking at a link does not use it, because programs that read mail do.

use uuid::Uuid;

use super::{
    Actor, Core, Error, Failure, Security,
    sessions::{self, Browser},
    sign_in::Entry,
};
use crate::{
    domain::{
        audit::Action,
        operator::Operator,
        password::{self, WeakPassword},
        session::{LINK_MINUTES, LinkPurpose, SignInLink},
        token::Token,
    },
    storage::{self, Tx, audit, credentials, operators, portal, sign_in_links},
};

/// Why a link was not redeemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedeemRefusal {
    /// It was used, replaced, is over, is for something else, or never was.
    #[error("the link does not work")]
    Gone,
    /// The password may not be used; the link still works.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
}

/// Makes a link and replaces those that were made before.
pub(super) async fn issue(
    core: &Core,
    tx: &mut Tx,
    operator_id: Uuid,
    purpose: LinkPurpose,
) -> Result<Token, Failure> {
    let token = Token::new(core.ids.bytes()?);
    let link = SignInLink {
        token: token.hash(),
        operator_id,
        purpose,
        expires_at: core.clock.now().plus_minutes(LINK_MINUTES),
        used_at: None,
    };
    sign_in_links::delete_of_operator(tx, operator_id).await?;
    sign_in_links::insert(tx, &link).await?;
    Ok(token)
}

/// Makes a link that signs in once without a password, for a demonstration on one's own machine.
/// `None` if there is no such operator or they are disabled.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn issue_sign_in_link(
    core: &Core,
    actor: &Actor,
    login: &str,
) -> Result<Option<Token>, Failure> {
    let mut tx = core.db.begin_write().await?;
    let operator = operators::find_by_login(&mut tx, login).await?;
    let Some(operator) = operator.filter(|operator| operator.disabled_at.is_none()) else {
        return Ok(None);
    };
    let token = issue(core, &mut tx, operator.id, LinkPurpose::SignIn).await?;
    audit::append(&mut tx, actor.event(core.clock.now(), Action::LinkIssue, login)).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whom a link is for and what it is good for, if it still works.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn look_at_link(
    core: &Core,
    token: &Token,
) -> Result<Option<(Operator, LinkPurpose)>, Failure> {
    let mut tx = core.db.begin_read().await?;
    find(core, &mut tx, token).await
}

async fn find(
    core: &Core,
    tx: &mut Tx,
    token: &Token,
) -> Result<Option<(Operator, LinkPurpose)>, Failure> {
    let now = core.clock.now();
    let Some(link) = sign_in_links::find(tx, token.hash()).await? else { return Ok(None) };
    if !link.is_good_for(link.purpose, now) {
        return Ok(None);
    }
    let operator = operators::find(tx, link.operator_id).await?;
    Ok(operator
        .filter(|operator| operator.disabled_at.is_none())
        .map(|operator| (operator, link.purpose)))
}

/// Uses a link up to set a password: all sessions end, and a new one is opened.
///
/// # Errors
///
/// [`Failure`] when the database or the hasher does not answer; the link still works then.
pub async fn set_password_by_link(
    core: &Core,
    security: &Security,
    token: &Token,
    password: String,
    browser: &Browser,
) -> Result<Entry, Error<RedeemRefusal>> {
    let Some((operator, LinkPurpose::SetPassword)) = look_at_link(core, token).await? else {
        return Err(Error::Refused(RedeemRefusal::Gone));
    };
    if let Err(weak) = check_password(core, &operator, &password).await? {
        return Err(Error::Refused(weak.into()));
    }
    let hash = security.hasher.hash(password, core.ids.bytes()?).await?;
    let mut tx = core.db.begin_write().await?;
    if !use_up(core, &mut tx, token, operator.id, LinkPurpose::SetPassword).await? {
        return Err(Error::Refused(RedeemRefusal::Gone));
    }
    let known = credentials::find(&mut tx, operator.id).await?;
    credentials::save_password(&mut tx, operator.id, Some(&hash)).await?;
    storage::sessions::delete_of_operator(&mut tx, operator.id, None).await?;
    let actor = Actor::operator(&operator.login, browser.origin());
    let event = actor.event(core.clock.now(), Action::PasswordSet, &operator.login);
    audit::append(&mut tx, event).await?;
    let awaits_factor = known.factor.is_some();
    let token = sessions::enter(core, &mut tx, &operator, browser, awaits_factor).await?;
    tx.commit().await?;
    Ok(Entry { token, awaits_factor, failed_before: 0 })
}

/// Uses a link up to sign in once.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; the link still works then.
pub async fn sign_in_by_link(
    core: &Core,
    token: &Token,
    browser: &Browser,
) -> Result<Entry, Error<RedeemRefusal>> {
    let mut tx = core.db.begin_write().await?;
    let found = find(core, &mut tx, token).await?;
    let Some((operator, LinkPurpose::SignIn)) = found else {
        return Err(Error::Refused(RedeemRefusal::Gone));
    };
    if !use_up(core, &mut tx, token, operator.id, LinkPurpose::SignIn).await? {
        return Err(Error::Refused(RedeemRefusal::Gone));
    }
    let awaits_factor = credentials::find(&mut tx, operator.id).await?.factor.is_some();
    let token = sessions::enter(core, &mut tx, &operator, browser, awaits_factor).await?;
    tx.commit().await?;
    Ok(Entry { token, awaits_factor, failed_before: 0 })
}

/// Uses a link up, once, and locks its operator; `false` if somebody else was faster or the operator
/// is no longer who they were.
async fn use_up(
    core: &Core,
    tx: &mut Tx,
    token: &Token,
    operator_id: Uuid,
    purpose: LinkPurpose,
) -> Result<bool, Failure> {
    operators::hold(tx, operator_id).await?;
    let now = core.clock.now();
    let Some((_, found)) = find(core, tx, token).await? else { return Ok(false) };
    Ok(found == purpose && sign_in_links::use_up(tx, token.hash(), now).await?)
}

/// Checks a new password against the rules and the names that an attacker knows.
pub(super) async fn check_password(
    core: &Core,
    operator: &Operator,
    password: &str,
) -> Result<Result<(), WeakPassword>, Failure> {
    let mut tx = core.db.begin_read().await?;
    let provider = portal::find(&mut tx).await?.map(|portal| portal.provider);
    drop(tx);
    let mut context = vec![operator.login.as_str(), operator.name.as_str()];
    if let Some(provider) = &provider {
        context.extend([
            provider.name.ja.as_str(),
            provider.name.en.as_str(),
            provider.key.as_str(),
            provider.urls.primary.as_str(),
        ]);
    }
    Ok(password::check(password, &context))
}
