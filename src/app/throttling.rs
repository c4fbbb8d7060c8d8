//! Failed attempts slow the next ones down (requirement S5). An attempt is counted as failed before
//! it is checked, and taken back if it was right: many at once cannot pass between two counts.

use super::{Core, Failure};
use crate::{
    domain::{
        audit::{fingerprint, hex},
        throttle::{Throttle, ThrottleRule},
    },
    storage::{Tx, throttles},
};

/// Whose attempts are counted, and how fast waiting grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    name: String,
    rule: ThrottleRule,
}

impl Subject {
    /// Attempts to sign in with a name, whether it exists or not. What was typed is not stored:
    /// people type passwords into the wrong field.
    pub(super) fn account(login: &str) -> Self {
        let name = format!("account:{}", &fingerprint(login)[..32]);
        Self { name, rule: ThrottleRule::ACCOUNT }
    }

    /// Attempts with a browser from which somebody of this name has signed in before.
    pub(super) fn known_browser(number: &[u8]) -> Self {
        Self { name: format!("browser:{}", hex(number)), rule: ThrottleRule::ACCOUNT }
    }

    /// Attempts by an operator whose session says who they are; nobody else can make them wait.
    pub(super) fn operator(id: uuid::Uuid) -> Self {
        Self { name: format!("operator:{id}"), rule: ThrottleRule::ACCOUNT }
    }

    /// Attempts from an address; give the network of an IPv6 address.
    pub(super) fn address(client: &str) -> Self {
        Self { name: format!("address:{client}"), rule: ThrottleRule::ADDRESS }
    }

    /// Passkeys that were refused. Nobody waits for it; it bounds what is written down.
    pub(super) fn passkeys() -> Self {
        Self { name: "passkeys".to_owned(), rule: ThrottleRule::EVERYBODY }
    }

    /// All attempts.
    pub(super) fn everybody() -> Self {
        Self { name: "everybody".to_owned(), rule: ThrottleRule::EVERYBODY }
    }
}

/// Counts an attempt for each subject, or says how many seconds to wait first.
pub(super) async fn begin(core: &Core, subjects: &[Subject]) -> Result<Result<(), i64>, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let mut wait = 0;
    for subject in subjects {
        let before = throttles::hold(&mut tx, &subject.name, now).await?;
        wait = wait.max(before.map_or(0, |throttle| throttle.wait_seconds(subject.rule, now)));
        let after = Throttle::after_failure(before, subject.rule, now);
        throttles::save(&mut tx, &subject.name, after).await?;
    }
    if wait > 0 {
        return Ok(Err(wait));
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes an attempt back that was right: the first subject is forgiven everything, the others this
/// one. Returns how often the first had failed before.
pub(super) async fn forgive(
    core: &Core,
    tx: &mut Tx,
    subjects: &[Subject],
) -> Result<u32, Failure> {
    let now = core.clock.now();
    let mut failed = 0;
    for (at, subject) in subjects.iter().enumerate() {
        let Some(throttle) = throttles::hold(tx, &subject.name, now).await? else { continue };
        let before = throttle.failures.saturating_sub(1);
        if at == 0 {
            failed = before;
        }
        if at == 0 || before == 0 {
            throttles::delete(tx, &subject.name).await?;
        } else {
            let after = Throttle { failures: before, blocked_until: now };
            throttles::save(tx, &subject.name, after).await?;
        }
    }
    Ok(failed)
}

/// Forgets what others have tried, and returns how often.
pub(super) async fn forget(tx: &mut Tx, subject: &Subject) -> Result<u32, Failure> {
    let Some(throttle) = throttles::find(tx, &subject.name).await? else { return Ok(0) };
    throttles::delete(tx, &subject.name).await?;
    Ok(throttle.failures)
}

/// How often somebody has failed with a name lately.
pub(super) async fn failures(tx: &mut Tx, login: &str) -> Result<u32, Failure> {
    let throttle = throttles::find(tx, &Subject::account(login).name).await?;
    Ok(throttle.map_or(0, |throttle| throttle.failures))
}

/// Takes an attempt back that was never checked.
pub(super) async fn take_back(core: &Core, subjects: &[Subject]) -> Result<(), Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    for subject in subjects {
        let Some(throttle) = throttles::hold(&mut tx, &subject.name, now).await? else { continue };
        let after = Throttle { failures: throttle.failures.saturating_sub(1), blocked_until: now };
        throttles::save(&mut tx, &subject.name, after).await?;
    }
    Ok(tx.commit().await?)
}
