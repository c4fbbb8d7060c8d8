//! Deliveries: what becomes of a notice for each subscriber. Fanning out makes them; senders take some of one dispatch and one mail group
//! at a time under a lease, and settle each before they send the next (requirements E29 to E33).

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    Tx, dispatches, document,
    error::Result,
    mail_counts,
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{delivery::DeliveryState, time::Timestamp};

const TABLE: &str = "deliveries";

const SENDABLE_SQL: &str = "SELECT id, lane, record_id, update_key, created_at, expires_at
    FROM dispatches WHERE finished_at IS NULL AND steering = 'running' AND recipients > 0
        AND expires_at > $1 AND NOT EXISTS (
            SELECT 1 FROM dispatches AS newer WHERE newer.record_id = dispatches.record_id
                AND newer.id > dispatches.id AND newer.fanned_out_at IS NULL
        ) AND NOT EXISTS (SELECT 1 FROM mail_pauses WHERE scope = 'all')
    ORDER BY CASE lane WHEN 'incident' THEN 0 ELSE 1 END, id LIMIT $2";
const DUE_GROUPS_SQL: &str = "SELECT mail_group, min(due_at) FROM deliveries
    WHERE dispatch_id = $1 AND state IN ('ready', 'deferred') AND NOT EXISTS (
        SELECT 1 FROM mail_pauses WHERE scope = 'group/' || mail_group
    )
    GROUP BY mail_group ORDER BY mail_group LIMIT 1000";
const ADD_LEASE_SQL: &str =
    "INSERT INTO leases (id, owner, dispatch_id, held_until) VALUES ($1, $2, $3, $4)";
const LEASE_SQL: &str =
    "UPDATE deliveries SET state = 'leased', lease = $5, attempts = attempts + 1
    WHERE dispatch_id = $1 AND channel = 'mail' AND state IN ('ready', 'deferred')
        AND subscriber_id IN (
            SELECT subscriber_id FROM deliveries
            WHERE dispatch_id = $1 AND mail_group = $2 AND state IN ('ready', 'deferred')
                AND due_at <= $3
            ORDER BY due_at, subscriber_id LIMIT $4
        )";
const DROP_UNSUBSCRIBED_SQL: &str =
    "UPDATE deliveries SET state = 'cancelled', done_at = $2, lease = NULL
    WHERE state = 'leased' AND lease = $1 AND NOT EXISTS (
        SELECT 1 FROM subscribers
        WHERE subscribers.id = deliveries.subscriber_id AND subscribers.state = 'active'
    )";
const DROP_OUTDATED_SQL: &str =
    "UPDATE deliveries SET state = 'superseded', done_at = $4, lease = NULL
    WHERE state = 'leased' AND lease = $1 AND EXISTS (
        SELECT 1 FROM deliveries AS newer JOIN dispatches ON dispatches.id = newer.dispatch_id
        WHERE dispatches.record_id = $2 AND dispatches.id > $3
            AND newer.subscriber_id = deliveries.subscriber_id
            AND newer.channel = deliveries.channel AND newer.state <> 'cancelled'
    )";
const LEASED_SQL: &str = "SELECT subscriber_id, attempts, ambiguous FROM deliveries
    WHERE state = 'leased' AND lease = $1 ORDER BY subscriber_id LIMIT 1000";
const MISSED_SQL: &str = "SELECT older.subscriber_id, dispatches.update_key
    FROM deliveries AS taken
    JOIN dispatches ON dispatches.record_id = $2 AND dispatches.id < $3
    JOIN deliveries AS older ON older.dispatch_id = dispatches.id
        AND older.subscriber_id = taken.subscriber_id AND older.channel = taken.channel
        AND older.state = 'superseded'
    WHERE taken.state = 'leased' AND taken.lease = $1
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS told JOIN dispatches AS later
                ON later.id = told.dispatch_id
            WHERE told.subscriber_id = older.subscriber_id AND told.channel = older.channel
                AND told.state = 'sent' AND later.record_id = $2 AND later.id > dispatches.id
        )
    ORDER BY older.subscriber_id, dispatches.id LIMIT 100000";
const SETTLE_SQL: &str = "UPDATE deliveries
    SET state = $5, due_at = $6, done_at = $7, relay = $8, reply = $9, ambiguous = $10, lease = NULL
    WHERE dispatch_id = $1 AND subscriber_id = $2 AND channel = $3 AND state = 'leased'
        AND lease = $4";
const COUNT_ACCEPTED_SQL: &str = "UPDATE dispatches SET accepted = accepted + $2,
        accepted_at = CASE WHEN $2 > 0 THEN $3 ELSE accepted_at END
    WHERE id = $1 RETURNING recipients, accepted";
const RUNNING_SQL: &str = "SELECT steering = 'running' AND NOT EXISTS (
        SELECT 1 FROM mail_pauses WHERE scope = 'all'
    ) FROM dispatches WHERE id = $1";
const RENEW_SQL: &str = "UPDATE leases SET held_until = $2 WHERE owner = $1";
const LAPSED_SQL: &str = "SELECT id, dispatch_id FROM leases WHERE held_until <= $1
    ORDER BY held_until LIMIT $2";
const FIRST_OF_LEASE_SQL: &str =
    "SELECT min(subscriber_id) FROM deliveries WHERE state = 'leased' AND lease = $1";
const DOUBT_SQL: &str = "UPDATE deliveries
    SET state = CASE WHEN ambiguous THEN 'failed' ELSE 'deferred' END, ambiguous = TRUE,
        due_at = $4, done_at = CASE WHEN ambiguous THEN CAST($5 AS BIGINT) ELSE NULL END, lease = NULL
    WHERE dispatch_id = $1 AND subscriber_id = $2 AND channel = 'mail' AND state = 'leased'
        AND lease = $3";
const RETURN_SQL: &str = "UPDATE deliveries
    SET state = CASE WHEN attempts > 1 THEN 'deferred' ELSE 'ready' END, attempts = attempts - 1,
        lease = NULL
    WHERE state = 'leased' AND lease = $1";
const END_LEASE_SQL: &str = "DELETE FROM leases WHERE id = $1";
const END_DUE_SQL: &str = "UPDATE deliveries SET state = $4, done_at = $2
    WHERE dispatch_id = $1 AND state IN ('ready', 'deferred') AND subscriber_id IN (
        SELECT subscriber_id FROM deliveries
        WHERE dispatch_id = $1 AND state IN ('ready', 'deferred') LIMIT $3
    )";
const END_HELD_SQL: &str = "UPDATE deliveries SET state = $4, done_at = $2
    WHERE dispatch_id = $1 AND state = 'held' AND subscriber_id IN (
        SELECT subscriber_id FROM deliveries WHERE dispatch_id = $1 AND state = 'held' LIMIT $3
    )";
const TALLY_SQL: &str = "SELECT mail_group, state, count(*) FROM deliveries
    WHERE dispatch_id = $1 GROUP BY mail_group, state ORDER BY mail_group, state LIMIT 10000";
const ANSWERS_SQL: &str = "SELECT mail_group, state, relay, reply, count(*) FROM deliveries
    WHERE dispatch_id = $1 AND state IN ('deferred', 'failed', 'held') AND reply IS NOT NULL
    GROUP BY mail_group, state, relay, reply ORDER BY count(*) DESC, mail_group, reply LIMIT 20";
const RELEASE_SQL: &str = "UPDATE deliveries SET state = 'ready', due_at = $2, reply = NULL
    WHERE dispatch_id = $1 AND state = 'held'";
const OVER_SQL: &str = "SELECT id, steering = 'cancelled' FROM dispatches
    WHERE finished_at IS NULL AND (expires_at <= $1 OR steering = 'cancelled')
    ORDER BY id LIMIT 100";
const FINISH_SQL: &str = "UPDATE dispatches SET finished_at = $1
    WHERE finished_at IS NULL AND fanned_out_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM deliveries WHERE deliveries.dispatch_id = dispatches.id
            AND deliveries.state IN ('ready', 'deferred')
    ) AND NOT EXISTS (
        SELECT 1 FROM deliveries WHERE deliveries.dispatch_id = dispatches.id
            AND deliveries.state = 'held'
    ) AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.dispatch_id = dispatches.id)";

/// The most deliveries under one lease: as many mails as go over one connection.
pub const MAX_LEASE: u32 = 50;

/// The dispatches of which there may be something to send now, incidents before maintenances, older ones first. While a newer one of the
/// same record is fanned out, an older one waits, because it may be outdated for everybody in a moment.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when one cannot be understood.
pub async fn list_sendable(
    tx: &mut Tx,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<dispatches::Dispatch>> {
    let rows: Vec<dispatches::Row> = fetch_all!(tx, SENDABLE_SQL, now.micros(), i64::from(limit))?;
    rows.into_iter().map(dispatches::read).collect()
}

/// The mail groups of a dispatch to which something is still to be sent, each with the time from which.
///
/// # Errors
///
/// Those of any read.
pub async fn due_groups(tx: &mut Tx, dispatch: Uuid) -> Result<BTreeMap<String, Timestamp>> {
    let rows: Vec<(String, i64)> = fetch_all!(tx, DUE_GROUPS_SQL, dispatch.to_string())?;
    Ok(rows.into_iter().map(|(group, due)| (group, Timestamp::from_micros(due))).collect())
}

/// Who takes deliveries, and until when that holds unless it is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Its identifier.
    pub id: Uuid,
    /// The sender.
    pub owner: Uuid,
    /// Until when.
    pub until: Timestamp,
}

/// A delivery that somebody has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The subscriber.
    pub subscriber: Uuid,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// Whether an earlier attempt may have arrived.
    pub ambiguous: bool,
    /// The notices of the same record that were superseded before they were sent, the oldest first.
    pub missed: Vec<String>,
}

/// Takes deliveries of one dispatch and one mail group that are due, at most so many. Those whose subscribers do not want mail any more
/// are cancelled instead, and those that a newer notice of the same record outdates are superseded. Gives whether anything was due.
///
/// # Errors
///
/// Those of any write.
pub async fn lease(
    tx: &mut Tx,
    lease: Lease,
    (dispatch, group): (&dispatches::Dispatch, &str),
    limit: u32,
    now: Timestamp,
) -> Result<bool> {
    let (id, of, record) =
        (lease.id.to_string(), dispatch.id.to_string(), dispatch.record.to_string());
    let (id, of) = (id.as_str(), of.as_str());
    let (limit, now) = (i64::from(limit.min(MAX_LEASE)), now.micros());
    if execute!(tx, LEASE_SQL, of, group, now, limit, id)? == 0 {
        return Ok(false);
    }
    execute!(tx, DROP_UNSUBSCRIBED_SQL, id, now)?;
    execute!(tx, DROP_OUTDATED_SQL, id, record, of, now)?;
    execute!(tx, ADD_LEASE_SQL, id, lease.owner.to_string(), of, lease.until.micros())?;
    Ok(true)
}

/// What is in hand under a lease, in the order of the subscribers. A lease of nothing ends.
///
/// # Errors
///
/// Those of any write; [`super::StorageError::Corrupt`] when a row cannot be understood.
pub async fn leased(
    tx: &mut Tx,
    lease: Uuid,
    dispatch: &dispatches::Dispatch,
) -> Result<Vec<Leased>> {
    let (id, of, record) =
        (lease.to_string(), dispatch.id.to_string(), dispatch.record.to_string());
    let rows: Vec<(String, i64, bool)> = fetch_all!(tx, LEASED_SQL, id.as_str())?;
    if rows.is_empty() {
        execute!(tx, END_LEASE_SQL, id.as_str())?;
        return Ok(Vec::new());
    }
    let mut missed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let older: Vec<(String, String)> = fetch_all!(tx, MISSED_SQL, id, record, of)?;
    for (subscriber, update) in older {
        missed.entry(subscriber).or_default().push(update);
    }
    rows.into_iter()
        .map(|(subscriber, attempts, ambiguous)| {
            Ok(Leased {
                missed: missed.remove(&subscriber).unwrap_or_default(),
                subscriber: document::uuid(TABLE, &subscriber)?,
                attempt: u32::try_from(attempts).unwrap_or(u32::MAX),
                ambiguous,
            })
        })
        .collect()
}

/// What became of a delivery that somebody had taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The dispatch.
    pub dispatch: Uuid,
    /// The subscriber.
    pub subscriber: Uuid,
    /// The lease.
    pub lease: Uuid,
    /// What it is from now on.
    pub state: DeliveryState,
    /// When it is to be sent again, if it is.
    pub due_at: Timestamp,
    /// When that was.
    pub at: Timestamp,
    /// The relay that it was tried at.
    pub relay: Option<String>,
    /// What the relay said, or what went wrong.
    pub reply: Option<String>,
    /// Whether it may have arrived although nobody said so.
    pub ambiguous: bool,
}

/// Stores what became of a delivery. Gives whether it still was in the hands of this lease: if not, nothing is stored.
///
/// # Errors
///
/// Those of any write.
pub async fn settle(tx: &mut Tx, settled: &Settled) -> Result<bool> {
    let (dispatch, subscriber) = (settled.dispatch.to_string(), settled.subscriber.to_string());
    let done_at = (!settled.state.is_open()).then(|| settled.at.micros());
    let (state, due, ambiguous) =
        (settled.state.word(), settled.due_at.micros(), settled.ambiguous);
    let (relay, reply) = (settled.relay.as_deref(), settled.reply.as_deref());
    let (dispatch, lease) = (dispatch.as_str(), settled.lease.to_string());
    let stored = execute!(
        tx, SETTLE_SQL, dispatch, subscriber, "mail", lease, state, due, done_at, relay, reply,
        ambiguous
    )?;
    if stored == 1 && settled.state != DeliveryState::Sent && !ambiguous {
        mail_counts::take_off(tx, settled.subscriber).await?;
    }
    Ok(stored == 1)
}

/// Counts mails of a dispatch that relays took. Gives how many recipients it has, and how many mails were taken by now.
///
/// # Errors
///
/// Those of any write.
pub async fn count_accepted(
    tx: &mut Tx,
    dispatch: Uuid,
    mails: u32,
    now: Timestamp,
) -> Result<(u64, u64)> {
    let (dispatch, mails) = (dispatch.to_string(), i64::from(mails));
    let row: Option<(i64, i64)> =
        fetch_optional!(tx, COUNT_ACCEPTED_SQL, dispatch, mails, now.micros())?;
    let (recipients, accepted) = row.unwrap_or_default();
    Ok((u64::try_from(recipients).unwrap_or(0), u64::try_from(accepted).unwrap_or(0)))
}

/// Whether a dispatch is to be sent: nobody stopped it, nor all mail.
///
/// # Errors
///
/// Those of any read.
pub async fn is_running(tx: &mut Tx, dispatch: Uuid) -> Result<bool> {
    let row: Option<(bool,)> = fetch_optional!(tx, RUNNING_SQL, dispatch.to_string())?;
    Ok(row.is_some_and(|(running,)| running))
}

/// Keeps everything that a sender has in hand for longer.
///
/// # Errors
///
/// Those of any write.
pub async fn renew(tx: &mut Tx, owner: Uuid, until: Timestamp) -> Result<()> {
    execute!(tx, RENEW_SQL, owner.to_string(), until.micros())?;
    Ok(())
}

/// Gives back what a sender has not begun to send, and ends its lease.
///
/// # Errors
///
/// Those of any write.
pub async fn give_back(tx: &mut Tx, lease: Uuid) -> Result<()> {
    mail_counts::take_off_lease(tx, lease).await?;
    let lease = lease.to_string();
    execute!(tx, RETURN_SQL, lease.as_str())?;
    execute!(tx, END_LEASE_SQL, lease.as_str())?;
    Ok(())
}

/// Takes back what was in the hands of senders that are gone. A sender settles each delivery before it begins the next one, in the order of
/// their subscribers: so only the first that is not settled may have arrived, and is tried once more, at `again` (requirement E30);
/// the others are to be sent as before. Gives how many leases ended.
///
/// # Errors
///
/// Those of any write; [`super::StorageError::Corrupt`] when a row cannot be understood.
pub async fn recover(tx: &mut Tx, now: Timestamp, again: Timestamp) -> Result<usize> {
    let lapsed: Vec<(String, String)> = fetch_all!(tx, LAPSED_SQL, now.micros(), 100_i64)?;
    for (lease, dispatch) in &lapsed {
        let first: Option<(Option<String>,)> =
            fetch_optional!(tx, FIRST_OF_LEASE_SQL, lease.as_str())?;
        if let Some((Some(first),)) = first {
            let (dispatch, lease) = (dispatch.as_str(), lease.as_str());
            execute!(tx, DOUBT_SQL, dispatch, first, lease, again.micros(), now.micros())?;
        }
        give_back(tx, document::uuid("leases", lease)?).await?;
    }
    Ok(lapsed.len())
}

/// Ends the deliveries of dispatches that an operator cancelled, or that are not worth sending any more, at most so many of each, and
/// notes which dispatches are finished by now. Gives how many deliveries ended.
///
/// # Errors
///
/// Those of any write.
pub async fn end(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<u64> {
    let over: Vec<(String, bool)> = fetch_all!(tx, OVER_SQL, now.micros())?;
    let mut ended = 0;
    for (dispatch, cancelled) in over {
        let state = if cancelled { DeliveryState::Cancelled } else { DeliveryState::Expired };
        let (dispatch, limit, state) = (dispatch.as_str(), i64::from(limit), state.word());
        ended += execute!(tx, END_DUE_SQL, dispatch, now.micros(), limit, state)?;
        ended += execute!(tx, END_HELD_SQL, dispatch, now.micros(), limit, state)?;
    }
    execute!(tx, FINISH_SQL, now.micros())?;
    Ok(ended)
}

/// How many deliveries of a dispatch are in which state, by mail group. The sum is the number of its recipients.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when a state cannot be understood.
pub async fn tally(tx: &mut Tx, dispatch: Uuid) -> Result<Vec<(String, DeliveryState, u64)>> {
    let id = dispatch.to_string();
    let rows: Vec<(String, String, i64)> = fetch_all!(tx, TALLY_SQL, id.as_str())?;
    rows.into_iter()
        .map(|(group, state, count)| {
            let state = document::known(TABLE, &id, DeliveryState::of_word(&state))?;
            Ok((group, state, u64::try_from(count).unwrap_or(0)))
        })
        .collect()
}

/// What relays answered to mails that were not taken, or why mails are held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The mail group.
    pub group: String,
    /// What became of them.
    pub state: DeliveryState,
    /// The relay, if one was asked.
    pub relay: Option<String>,
    /// Its words.
    pub reply: String,
    /// How many mails were answered so.
    pub mails: u64,
}

/// What was answered to the mails of a dispatch that were not taken, the most frequent first; at most 20 answers.
///
/// # Errors
///
/// Those of any read; [`super::StorageError::Corrupt`] when a state cannot be understood.
pub async fn answers(tx: &mut Tx, dispatch: Uuid) -> Result<Vec<Answered>> {
    let id = dispatch.to_string();
    let rows: Vec<(String, String, Option<String>, String, i64)> =
        fetch_all!(tx, ANSWERS_SQL, id.as_str())?;
    rows.into_iter()
        .map(|(group, state, relay, reply, mails)| {
            let state = document::known(TABLE, &id, DeliveryState::of_word(&state))?;
            let mails = u64::try_from(mails).unwrap_or(0);
            Ok(Answered { group, state, relay, reply, mails })
        })
        .collect()
}

/// Lets go what is held of a dispatch. Gives how many mails that are.
///
/// # Errors
///
/// Those of any write.
pub async fn release(tx: &mut Tx, dispatch: Uuid, now: Timestamp) -> Result<u64> {
    execute!(tx, RELEASE_SQL, dispatch.to_string(), now.micros())
}
