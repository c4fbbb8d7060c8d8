//! What senders ask for: deliveries to send, and that what became of them is stored (requirements E29 to E33). No transaction is open
//! while a mail is on its way.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Actor, Core, Failure};
use crate::{
    domain::{
        audit::Action,
        delivery::{DeliveryState, PauseReason, Scope, fuse},
        mailing::DOUBT_SECONDS,
        time::Timestamp,
    },
    storage::{
        self, Tx,
        deliveries::{self, Lease, Leased, Settled},
        dispatches::Dispatch,
        mail_counts,
        mail_pauses::{self, Pause},
    },
};

/// How long a sender has what it took, unless it says that it still does: seconds.
pub const LEASE_SECONDS: i64 = 30;
/// How many deliveries of a dispatch are ended in one step.
const END_AT_A_TIME: u32 = 10_000;
/// How many dispatches are looked at for something to send.
const DISPATCHES: u32 = 50;

/// What may be sent now: the dispatches, each with the mail groups that wait for it and since when, in the order in which they go.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn sendable(
    core: &Core,
) -> Result<Vec<(Dispatch, BTreeMap<String, Timestamp>)>, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_read().await?;
    let mut found = Vec::new();
    for dispatch in deliveries::list_sendable(&mut tx, now, DISPATCHES).await? {
        let groups = deliveries::due_groups(&mut tx, dispatch.id).await?;
        if !groups.is_empty() {
            found.push((dispatch, groups));
        }
    }
    Ok(found)
}

/// Takes deliveries of a dispatch to a mail group that are due, at most so many, for a sender.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; what was taken without an answer comes back by itself.
pub async fn take(
    core: &Core,
    sender: Uuid,
    (dispatch, group): (&Dispatch, &str),
    limit: u32,
) -> Result<(Uuid, Vec<Leased>), Failure> {
    let now = core.clock.now();
    let id = core.ids.uuid(now)?;
    let lease = Lease { id, owner: sender, until: now.plus_seconds(LEASE_SECONDS) };
    let mut tx = core.db.begin_write().await?;
    let mut taken = Vec::new();
    if deliveries::lease(&mut tx, lease, (dispatch, group), limit, now).await? {
        let held = mail_counts::count(&mut tx, id, now).await?;
        if held > 0 {
            tracing::error!(held, dispatch = %dispatch.id, "mails are held: somebody was sent too many");
        }
        taken = deliveries::leased(&mut tx, id, dispatch).await?;
    }
    tx.commit().await?;
    Ok((id, taken))
}

/// What a sender is told when what became of a mail is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It goes on with the next one.
    GoOn,
    /// It gives back the rest: an operator stopped the dispatch, or the fuse all mail.
    GiveBack,
    /// Nothing is stored: it was no longer in the hands of its lease, and nor is the rest.
    Lost,
}

/// Stores what became of deliveries, in one transaction, and tells of each what its sender does next. More mails of a notice than it has
/// recipients stop all mail.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; nothing is stored then.
pub async fn settle(core: &Core, settled: &[Settled]) -> Result<Vec<Stored>, Failure> {
    let mut tx = core.db.begin_write().await?;
    let mut kept = Vec::with_capacity(settled.len());
    let mut accepted: BTreeMap<Uuid, u32> = BTreeMap::new();
    for one in settled {
        kept.push(deliveries::settle(&mut tx, one).await?);
        // Also what is not stored was sent: the fuse counts it.
        *accepted.entry(one.dispatch).or_default() += u32::from(one.state == DeliveryState::Sent);
    }
    let now = core.clock.now();
    let mut too_often = None;
    for (dispatch, mails) in &accepted {
        let counts = deliveries::count_accepted(&mut tx, *dispatch, *mails, now).await?;
        too_often = too_often.or(fuse::overflows(counts.0, counts.1).then_some(counts));
    }
    if let Some((recipients, accepted)) = too_often {
        tracing::error!(recipients, accepted, "all mail is stopped: a notice was sent too often");
        stop_all(&mut tx, now).await?;
    }
    let mut running = BTreeMap::new();
    for dispatch in accepted.keys() {
        running.insert(*dispatch, deliveries::is_running(&mut tx, *dispatch).await?);
    }
    tx.commit().await?;
    let next = |(one, kept): (&Settled, bool)| match (kept, running.get(&one.dispatch)) {
        (false, _) => Stored::Lost,
        (true, Some(true)) => Stored::GoOn,
        (true, _) => Stored::GiveBack,
    };
    Ok(settled.iter().zip(kept).map(next).collect())
}

/// Stops all mail until an operator lets it go on.
async fn stop_all(tx: &mut Tx, now: Timestamp) -> Result<(), Failure> {
    let (actor, scope) = (Actor::system(), Scope::All);
    let event = actor.event(now, Action::MailPause, scope.words());
    let pause = Pause { scope, reason: PauseReason::Fuse, who: actor.who, since: now };
    if mail_pauses::insert(tx, &pause).await? {
        storage::audit::append(tx, event).await?;
    }
    Ok(())
}

/// Says that a sender still has what it took.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn keep(core: &Core, sender: Uuid) -> Result<(), Failure> {
    let until = core.clock.now().plus_seconds(LEASE_SECONDS);
    let mut tx = core.db.begin_write().await?;
    deliveries::renew(&mut tx, sender, until).await?;
    Ok(tx.commit().await?)
}

/// Gives back what a sender took and has not begun to send.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; then it comes back by itself.
pub async fn give_back(core: &Core, lease: Uuid) -> Result<(), Failure> {
    let mut tx = core.db.begin_write().await?;
    deliveries::give_back(&mut tx, lease).await?;
    Ok(tx.commit().await?)
}

/// Takes back what senders had that are gone, and ends what was cancelled or is not worth sending any more. Gives whether there is more of it.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn clear_up(core: &Core) -> Result<bool, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let lapsed = deliveries::recover(&mut tx, now, now.plus_seconds(DOUBT_SECONDS)).await?;
    let ended = deliveries::end(&mut tx, now, END_AT_A_TIME).await?;
    tx.commit().await?;
    Ok(lapsed > 0 || ended > 0)
}
