//! Managing operators: adding, roles, disabling, resetting (requirements S8, S33). There is always
//! somebody who can do it: the last administrator stays.

use super::{Actor, Core, Error, Failure, links, sessions};
use crate::{
    domain::{
        audit::Action,
        characters,
        language::Language,
        operator::{Operator, Role},
        session::LinkPurpose,
        token::Token,
    },
    storage::{self, StorageError, Tx, audit, credentials, operators, passkeys, sign_in_links},
};

/// An operator to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOperator {
    /// The name typed at sign-in.
    pub login: String,
    /// The name shown to others.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The language of the console.
    pub language: Language,
}

/// Why an operator was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddRefusal {
    /// Not a login name: see [`Operator::is_login`].
    #[error(
        "a login name is 1 to {} of a-z, 0-9, '.', '-' and '_', and not the portal's own word",
        Operator::MAX_LOGIN
    )]
    InvalidLogin,
    /// Blank, too long, or with characters that nobody sees.
    #[error("a name has 1 to {} visible characters", Operator::MAX_NAME)]
    InvalidName,
    /// Somebody has this login name.
    #[error("there is an operator of this login name")]
    LoginTaken,
}

/// Why an operator was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    /// Nobody would be left to manage operators.
    #[error("this is the last administrator")]
    LastAdmin,
    /// It is so already.
    #[error("nothing would change")]
    Same,
}

/// An operator, and how they can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub operator: Operator,
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether a second factor is set up.
    pub has_factor: bool,
}

/// Words that stand for somebody else in the audit log.
const RESERVED: [&str; 5] = ["system", "command-line", "nobody", "unknown", "new"];

/// Adds an operator and returns the token of the link with which they choose a password.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn add_operator(
    core: &Core,
    actor: &Actor,
    new: NewOperator,
) -> Result<Token, Error<AddRefusal>> {
    if !Operator::is_login(&new.login) || RESERVED.contains(&new.login.as_str()) {
        return Err(Error::Refused(AddRefusal::InvalidLogin));
    }
    let length = new.name.chars().count();
    let visible = characters::refused(&new.name).is_none() && !new.name.contains('\n');
    if new.name.trim().is_empty() || length > Operator::MAX_NAME || !visible {
        return Err(Error::Refused(AddRefusal::InvalidName));
    }
    let now = core.clock.now();
    let operator = Operator {
        id: core.ids.uuid(now)?,
        login: new.login,
        name: new.name,
        role: new.role,
        language: new.language,
        disabled_at: None,
        created_at: now,
    };
    let mut tx = core.db.begin_write().await?;
    match operators::insert(&mut tx, &operator).await {
        Err(StorageError::Conflict { .. }) => return Err(Error::Refused(AddRefusal::LoginTaken)),
        inserted => inserted?,
    }
    let token = links::issue(core, &mut tx, operator.id, LinkPurpose::SetPassword).await?;
    let mut event = actor.event(now, Action::OperatorAdd, &operator.login);
    operator.role.word().clone_into(&mut event.detail);
    audit::append(&mut tx, event).await?;
    tx.commit().await?;
    Ok(token)
}

/// Every operator, by login name.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn list_operators(core: &Core) -> Result<Vec<Listed>, Failure> {
    let mut tx = core.db.begin_read().await?;
    let mut listed: Vec<Listed> = Vec::new();
    loop {
        let after = listed.last().map(|last| last.operator.login.clone());
        let page = operators::list(&mut tx, after.as_deref(), operators::MAX_PAGE).await?;
        let last = page.len() < operators::MAX_PAGE as usize;
        for operator in page {
            let known = credentials::find(&mut tx, operator.id).await?;
            listed.push(Listed {
                has_password: known.password.is_some(),
                has_factor: known.factor.is_some(),
                operator,
            });
        }
        if last {
            return Ok(listed);
        }
    }
}

/// The operator of a login name.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn find_operator(core: &Core, login: &str) -> Result<Option<Operator>, Failure> {
    let mut tx = core.db.begin_read().await?;
    Ok(operators::find_by_login(&mut tx, login).await?)
}

/// Changes a role. All sessions of the operator end.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn change_role(
    core: &Core,
    actor: &Actor,
    login: &str,
    role: Role,
) -> Result<(), Error<ChangeRefusal>> {
    let mut tx = core.db.begin_write().await?;
    let mut operator = changeable(&mut tx, login, role != Role::Admin).await?;
    if operator.role == role {
        return Err(Error::Refused(ChangeRefusal::Same));
    }
    let detail = format!("{} → {}", operator.role.word(), role.word());
    operator.role = role;
    operators::save(&mut tx, &operator).await?;
    storage::sessions::delete_of_operator(&mut tx, operator.id, None).await?;
    let event = actor.event(core.clock.now(), Action::OperatorRole, login);
    audit::append(&mut tx, crate::domain::audit::AuditEvent { detail, ..event }).await?;
    tx.commit().await?;
    Ok(())
}

/// Disables an operator: all sessions and links end, and they cannot sign in.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn disable_operator(
    core: &Core,
    actor: &Actor,
    login: &str,
) -> Result<(), Error<ChangeRefusal>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let mut operator = changeable(&mut tx, login, true).await?;
    if operator.disabled_at.is_some() {
        return Err(Error::Refused(ChangeRefusal::Same));
    }
    operator.disabled_at = Some(now);
    operators::save(&mut tx, &operator).await?;
    storage::sessions::delete_of_operator(&mut tx, operator.id, None).await?;
    sign_in_links::delete_of_operator(&mut tx, operator.id).await?;
    audit::append(&mut tx, actor.event(now, Action::OperatorDisable, login)).await?;
    tx.commit().await?;
    Ok(())
}

/// Lets a disabled operator sign in again, with the password they had.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn enable_operator(
    core: &Core,
    actor: &Actor,
    login: &str,
) -> Result<(), Error<ChangeRefusal>> {
    let mut tx = core.db.begin_write().await?;
    let mut operator = changeable(&mut tx, login, false).await?;
    if operator.disabled_at.is_none() {
        return Err(Error::Refused(ChangeRefusal::Same));
    }
    operator.disabled_at = None;
    operators::save(&mut tx, &operator).await?;
    audit::append(&mut tx, actor.event(core.clock.now(), Action::OperatorEnable, login)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes password, second factor and passkeys away, ends all sessions, lets a disabled operator in again, and
/// returns the token of a new link: the way back in when everything else is lost.
///
/// # Errors
///
/// [`Error::Refused`]; [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn reset_operator(
    core: &Core,
    actor: &Actor,
    login: &str,
) -> Result<Token, Error<ChangeRefusal>> {
    let mut tx = core.db.begin_write().await?;
    let mut operator = changeable(&mut tx, login, false).await?;
    if operator.disabled_at.take().is_some() {
        operators::save(&mut tx, &operator).await?;
    }
    credentials::save_password(&mut tx, operator.id, None).await?;
    credentials::save_factor(&mut tx, operator.id, None).await?;
    passkeys::delete_of_operator(&mut tx, operator.id).await?;
    storage::sessions::delete_of_operator(&mut tx, operator.id, None).await?;
    let token = links::issue(core, &mut tx, operator.id, LinkPurpose::SetPassword).await?;
    audit::append(&mut tx, actor.event(core.clock.now(), Action::OperatorReset, login)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Ends all sessions of an operator.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn end_sessions_of(
    core: &Core,
    actor: &Actor,
    login: &str,
) -> Result<(), Error<ChangeRefusal>> {
    let mut tx = core.db.begin_write().await?;
    let operator = changeable(&mut tx, login, false).await?;
    storage::sessions::delete_of_operator(&mut tx, operator.id, None).await?;
    sessions::revoked(core, &mut tx, actor, login).await?;
    tx.commit().await?;
    Ok(())
}

/// The operator of a login name, locked; refused if they are the last administrator and would stop
/// being one.
async fn changeable(
    tx: &mut Tx,
    login: &str,
    would_leave: bool,
) -> Result<Operator, Error<ChangeRefusal>> {
    // All administrators are held first: two who disable each other take turns.
    let admins = operators::hold_admins(tx).await?;
    let Some(found) = operators::find_by_login(tx, login).await? else {
        return Err(Error::NotFound);
    };
    let Some(operator) = operators::hold(tx, found.id).await? else {
        return Err(Error::NotFound);
    };
    let is_admin = operator.role == Role::Admin && operator.disabled_at.is_none();
    if would_leave && is_admin && admins <= 1 {
        return Err(Error::Refused(ChangeRefusal::LastAdmin));
    }
    Ok(operator)
}
