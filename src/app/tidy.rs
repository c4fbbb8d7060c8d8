//! Removing what is over: sessions, one-time links, answered challenges, remembered failures, numbers of closed forms and counts
//! of mails that nobody needs any more. They are refused anyway; this only keeps their tables small.

use super::{Core, Failure};
use crate::storage::{closed_forms, mail_counts, passkeys, sessions, sign_in_links, throttles};

/// Seconds for which failures are kept: longer than any rule remembers them, so that a row is never
/// removed while somebody tries again.
const FAILURES_KEPT: i64 = 24 * 3600;

/// Seconds for which the numbers of closed forms are kept: longer than a page with such a form stays open.
const FORMS_KEPT: i64 = 30 * 24 * 3600;

/// Removes what is over, and returns how many rows that were. Each table has its own transaction, so
/// that nobody waits for long.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn remove_expired(core: &Core) -> Result<u64, Failure> {
    let now = core.clock.now();
    let mut removed = 0;
    let mut tx = core.db.begin_write().await?;
    removed += sessions::delete_expired(&mut tx, now).await?;
    tx.commit().await?;
    let mut tx = core.db.begin_write().await?;
    removed += sign_in_links::delete_expired(&mut tx, now).await?;
    tx.commit().await?;
    let mut tx = core.db.begin_write().await?;
    removed += passkeys::delete_ended(&mut tx, now).await?;
    tx.commit().await?;
    let mut tx = core.db.begin_write().await?;
    removed += throttles::delete_forgotten(&mut tx, now.plus_seconds(-FAILURES_KEPT)).await?;
    tx.commit().await?;
    let mut tx = core.db.begin_write().await?;
    removed += closed_forms::delete_old(&mut tx, now.plus_seconds(-FORMS_KEPT)).await?;
    tx.commit().await?;
    let mut tx = core.db.begin_write().await?;
    removed += mail_counts::forget(&mut tx, now).await?;
    tx.commit().await?;
    Ok(removed)
}
