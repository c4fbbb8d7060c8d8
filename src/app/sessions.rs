//! Sessions: who a cookie belongs to, and how sessions end (requirement S3).

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{Actor, Core, Failure, SecondFactorRule, Security};
use crate::{
    domain::{
        audit::{Action, Address, Origin},
        house_style::HouseStyle,
        operator::Operator,
        provider::Provider,
        session::{FRESH_MINUTES, LONGEST_MINUTES, Session},
        time::Timestamp,
        token::{Token, TokenHash},
    },
    storage::{StorageError, Tx, audit, credentials, operators, passkeys, portal, sessions},
};

/// Where a browser is, and what it calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    /// Its address.
    pub address: String,
    /// Random bytes, so that the address cannot be guessed from what the audit log vouches for.
    pub salt: [u8; Address::SALT],
    /// What counts as one client: the address, or its IPv6 network.
    pub client: String,
    /// What it calls itself.
    pub name: String,
    /// What it was given when somebody last signed in with it; empty if nobody did.
    pub known: Vec<u8>,
}

impl Browser {
    /// Where it is, for the audit log.
    pub fn origin(&self) -> Origin {
        Origin::new(Address { text: self.address.clone(), salt: self.salt })
    }
}

/// Whom a cookie belongs to.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub operator: Operator,
    /// The session.
    pub session: Session,
    /// Whether a second factor is set up.
    pub has_factor: bool,
    /// Whether there is a passkey.
    pub has_passkey: bool,
    /// The zone in which the provider dates everything, and its way of writing dates.
    pub dates: (TimeZone, HouseStyle),
}

impl Visitor {
    /// Whether a second factor has to be set up before anything else.
    pub fn must_enrol(&self, security: &Security) -> bool {
        security.second_factor == SecondFactorRule::Required
            && self.operator.role.needs_second_factor()
            && !self.has_factor
    }

    /// Who does something from this session.
    pub fn actor(&self, browser: &Browser) -> Actor {
        Actor::operator(&self.operator.login, browser.origin())
    }
}

/// Whom a cookie belongs to, if its session is alive.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn visitor(core: &Core, token: &Token) -> Result<Option<Visitor>, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_read().await?;
    let Some(session) = sessions::find(&mut tx, token.hash()).await? else { return Ok(None) };
    if !session.is_alive(now) {
        return Ok(None);
    }
    let Some(operator) = operators::find(&mut tx, session.operator_id).await? else {
        return Ok(None);
    };
    if operator.disabled_at.is_some() {
        return Ok(None);
    }
    let has_factor = credentials::find(&mut tx, operator.id).await?.factor.is_some();
    let has_passkey = !passkeys::list_of_operator(&mut tx, operator.id).await?.is_empty();
    let provider = portal::find(&mut tx).await?.map(|portal| portal.provider);
    drop(tx);
    let dates = dates(provider);
    if session.is_seen_anew(now) {
        // Reading goes on when nothing can be written; the session then ends an hour after the last
        // request that was.
        if let Err(error) = seen(core, &session, now).await {
            tracing::debug!(%error, "the last use of a session was not stored");
        }
    }
    Ok(Some(Visitor { operator, session, has_factor, has_passkey, dates }))
}

/// The zone in which the provider dates everything, and its way of writing dates; before there is a
/// provider, those of Japan.
pub(super) fn dates(provider: Option<Provider>) -> (TimeZone, HouseStyle) {
    provider.map_or_else(
        || (TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC), HouseStyle::default()),
        |provider| (provider.time_zone(), provider.house_style),
    )
}

async fn seen(core: &Core, session: &Session, now: Timestamp) -> Result<(), StorageError> {
    let mut tx = core.db.begin_write().await?;
    sessions::touch(&mut tx, session.token, now).await?;
    tx.commit().await
}

/// Opens a session in a transaction that holds its operator, and returns the token for its cookie.
/// If the second step is still to come, it is that which is written down.
pub(super) async fn enter(
    core: &Core,
    tx: &mut Tx,
    operator: &Operator,
    browser: &Browser,
    awaits_factor: bool,
) -> Result<Token, Failure> {
    let now = core.clock.now();
    let token = Token::new(core.ids.bytes()?);
    let session = Session {
        token: token.hash(),
        operator_id: operator.id,
        created_at: now,
        last_seen_at: now,
        fresh_until: now.plus_minutes(FRESH_MINUTES),
        expires_at: now.plus_minutes(LONGEST_MINUTES),
        awaits_factor,
        address: browser.address.clone(),
        browser: browser.name.chars().take(Session::MAX_BROWSER).collect(),
    };
    sessions::insert(tx, &session).await?;
    if !awaits_factor {
        let actor = Actor::operator(&operator.login, browser.origin());
        audit::append(tx, actor.event(now, Action::SessionOpen, &operator.login)).await?;
    }
    Ok(token)
}

/// Gives a session a new identity, fresh from now on and as old as before.
pub(super) async fn renew(core: &Core, tx: &mut Tx, session: &Session) -> Result<Token, Failure> {
    let now = core.clock.now();
    let token = Token::new(core.ids.bytes()?);
    sessions::delete(tx, session.token).await?;
    let renewed = Session {
        token: token.hash(),
        last_seen_at: now,
        fresh_until: now.plus_minutes(FRESH_MINUTES),
        awaits_factor: false,
        ..session.clone()
    };
    sessions::insert(tx, &renewed).await?;
    Ok(token)
}

/// The sessions of an operator that are alive, the last used first.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn list(core: &Core, operator_id: Uuid) -> Result<Vec<Session>, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_read().await?;
    let mut sessions = sessions::list_of_operator(&mut tx, operator_id).await?;
    sessions.retain(|session| session.is_alive(now));
    Ok(sessions)
}

/// Signs out: ends one's own session.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; the session is still open then.
pub async fn sign_out(core: &Core, actor: &Actor, session: &Session) -> Result<(), Failure> {
    let mut tx = core.db.begin_write().await?;
    if sessions::delete(&mut tx, session.token).await? && !session.awaits_factor {
        let event = actor.event(core.clock.now(), Action::SessionClose, &*actor.who);
        audit::append(&mut tx, event).await?;
    }
    Ok(tx.commit().await?)
}

/// Ends one of one's own sessions; `false` if there is none of this name.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn end(
    core: &Core,
    actor: &Actor,
    operator_id: Uuid,
    hex: &str,
) -> Result<bool, Failure> {
    let mut tx = core.db.begin_write().await?;
    let own = sessions::list_of_operator(&mut tx, operator_id).await?;
    let Some(session) = own.iter().find(|session| session.token.hex() == hex) else {
        return Ok(false);
    };
    sessions::delete(&mut tx, session.token).await?;
    revoked(core, &mut tx, actor, &actor.who).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends all of one's own sessions but one.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn end_others(
    core: &Core,
    actor: &Actor,
    operator_id: Uuid,
    keep: TokenHash,
) -> Result<(), Failure> {
    let mut tx = core.db.begin_write().await?;
    sessions::delete_of_operator(&mut tx, operator_id, Some(keep)).await?;
    revoked(core, &mut tx, actor, &actor.who).await?;
    Ok(tx.commit().await?)
}

/// Writes down that sessions of somebody were ended.
pub(super) async fn revoked(
    core: &Core,
    tx: &mut Tx,
    actor: &Actor,
    login: &str,
) -> Result<(), Failure> {
    audit::append(tx, actor.event(core.clock.now(), Action::SessionRevoke, login)).await?;
    Ok(())
}

/// Writes down that somebody asked for what their role does not allow.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn denied(core: &Core, actor: &Actor, path: &str) -> Result<(), Failure> {
    let mut tx = core.db.begin_write().await?;
    let mut event = actor.event(core.clock.now(), Action::AccessDeny, &*actor.who);
    path.clone_into(&mut event.detail);
    audit::append(&mut tx, event).await?;
    Ok(tx.commit().await?)
}
