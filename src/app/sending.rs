//! What senders ask for: deliveries to send, and that what became of them is stored (requirements E29 to E33). No transaction is open
//! while a mail is on its way.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Core, Failure};
use crate::{
    domain::{delivery::DeliveryState, time::Timestamp},
    storage::{
        deliveries::{self, Lease, Leased, Settled},
        dispatches::Dispatch,
    },
};

/// How long a sender has what it took, unless it says that it still does: seconds.
pub const LEASE_SECONDS: i64 = 30;
/// When what may have arrived is tried once more: seconds (requirement E30).
pub const AGAIN_SECONDS: i64 = 600;
/// How many deliveries of a dispatch expire in one step.
const EXPIRE_AT_A_TIME: u32 = 10_000;
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
    let taken = deliveries::lease(&mut tx, lease, (dispatch, group), limit, now).await?;
    tx.commit().await?;
    Ok((id, taken))
}

/// Stores what became of deliveries, in one transaction. Tells of each whether it still was in the hands of its lease: if not, nothing is
/// stored of it, and its sender stops.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; nothing is stored then.
pub async fn settle(core: &Core, settled: &[Settled]) -> Result<Vec<bool>, Failure> {
    let mut tx = core.db.begin_write().await?;
    let mut stored = Vec::with_capacity(settled.len());
    let mut accepted: BTreeMap<Uuid, u32> = BTreeMap::new();
    for one in settled {
        stored.push(deliveries::settle(&mut tx, one).await?);
        if one.state == DeliveryState::Sent {
            *accepted.entry(one.dispatch).or_default() += 1;
        }
    }
    for (dispatch, mails) in accepted {
        deliveries::count_accepted(&mut tx, dispatch, mails).await?;
    }
    tx.commit().await?;
    Ok(stored)
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

/// Takes back what senders had that are gone, and lets expire what is not worth sending any more. Gives whether there is more of it.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn clear_up(core: &Core) -> Result<bool, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let lapsed = deliveries::recover(&mut tx, now, now.plus_seconds(AGAIN_SECONDS)).await?;
    let expired = deliveries::expire(&mut tx, now, EXPIRE_AT_A_TIME).await?;
    tx.commit().await?;
    Ok(lapsed > 0 || expired > 0)
}
