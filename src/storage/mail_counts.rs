//! How many mails each subscriber was sent of late: the memory of the fuse (requirement E41). What is about to be sent counts already; what
//! was not sent after all is taken off again.

use uuid::Uuid;

use super::{Tx, error::Result, tx::execute};
use crate::domain::{
    delivery::fuse::{DAILY, HOURLY, SLOT},
    time::Timestamp,
};

const HOLD_SQL: &str = "UPDATE deliveries SET state = 'held', lease = NULL, reply = $6
    WHERE state = 'leased' AND lease = $1 AND (
        (SELECT sum(mails) FROM mail_counts
            WHERE mail_counts.subscriber_id = deliveries.subscriber_id AND slot >= $2) >= CAST($3 AS BIGINT)
        OR (SELECT sum(mails) FROM mail_counts
            WHERE mail_counts.subscriber_id = deliveries.subscriber_id AND slot >= $4) >= CAST($5 AS BIGINT)
    )";
const COUNT_SQL: &str = "INSERT INTO mail_counts (subscriber_id, slot, mails)
    SELECT subscriber_id, $2, 1 FROM deliveries WHERE state = 'leased' AND lease = $1
    ON CONFLICT (subscriber_id, slot) DO UPDATE SET mails = mail_counts.mails + 1";
const TAKE_OFF_LEASE_SQL: &str = "UPDATE mail_counts SET mails = mails - 1
    WHERE mails > 0 AND subscriber_id IN (
        SELECT subscriber_id FROM deliveries WHERE state = 'leased' AND lease = $1
    ) AND slot = (
        SELECT max(newer.slot) FROM mail_counts AS newer
        WHERE newer.subscriber_id = mail_counts.subscriber_id AND newer.mails > 0
    )";
const TAKE_OFF_SQL: &str = "UPDATE mail_counts SET mails = mails - 1
    WHERE subscriber_id = $1 AND mails > 0 AND slot = (
        SELECT max(newer.slot) FROM mail_counts AS newer
        WHERE newer.subscriber_id = $1 AND newer.mails > 0
    )";
const FORGET_SQL: &str = "DELETE FROM mail_counts WHERE slot < $1";

/// What is kept of a delivery that the fuse held.
pub const HELD: &str = "fuse";

const HOUR: i64 = 3600 * 1_000_000;
const DAY: i64 = 24 * HOUR;

/// The slot of an instant that long ago.
const fn slot(at: Timestamp, ago: i64) -> i64 {
    (at.micros() - ago).div_euclid(SLOT)
}

/// Holds what somebody has taken for subscribers who have had as many mails as they may, and counts the rest as sent. Gives how many are
/// held.
///
/// # Errors
///
/// Those of any write.
pub async fn count(tx: &mut Tx, lease: Uuid, now: Timestamp) -> Result<u64> {
    let lease = lease.to_string();
    let (lease, hourly, daily) = (lease.as_str(), i64::from(HOURLY), i64::from(DAILY));
    let held = execute!(tx, HOLD_SQL, lease, slot(now, HOUR), hourly, slot(now, DAY), daily, HELD)?;
    execute!(tx, COUNT_SQL, lease, slot(now, 0))?;
    Ok(held)
}

/// Takes off what somebody has taken and gives back.
///
/// # Errors
///
/// Those of any write.
pub async fn take_off_lease(tx: &mut Tx, lease: Uuid) -> Result<()> {
    execute!(tx, TAKE_OFF_LEASE_SQL, lease.to_string())?;
    Ok(())
}

/// Takes off a mail that was not sent after all.
///
/// # Errors
///
/// Those of any write.
pub async fn take_off(tx: &mut Tx, subscriber: Uuid) -> Result<()> {
    execute!(tx, TAKE_OFF_SQL, subscriber.to_string())?;
    Ok(())
}

/// Forgets what was counted so long ago that it does not matter any more. Gives how many rows that were.
///
/// # Errors
///
/// Those of any write.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    execute!(tx, FORGET_SQL, slot(now, DAY))
}
