//! Reading the audit log, its head, and erasing the addresses in it.

use jiff::Span;

use super::{Actor, Core, Failure, sessions};
use crate::{
    domain::{
        audit::{Action, AuditEntry, AuditEvent, AuditHead},
        time::Timestamp,
    },
    storage::{
        audit::{self, AuditFilter},
        portal,
    },
};

/// Which entries are asked for; an empty text asks for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Of whom.
    pub who: String,
    /// About what.
    pub target: String,
    /// Only entries before this one.
    pub before: Option<i64>,
}

/// Entries on a page.
pub const PAGE: usize = 50;

/// A page of entries, newest first, and whether there are older ones. Of two filters, the subject
/// is looked for, and the operator among what was found.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn read_audit_log(
    core: &Core,
    query: &AuditQuery,
) -> Result<(Vec<AuditEntry>, bool), Failure> {
    let filter = match (query.who.as_str(), query.target.as_str()) {
        ("", "") => AuditFilter::All,
        (who, "") => AuditFilter::Who(who),
        (_, target) => AuditFilter::Target(target),
    };
    let mut tx = core.db.begin_read().await?;
    let mut found = Vec::new();
    let mut before = query.before;
    loop {
        let entries = audit::list(&mut tx, filter, before, audit::MAX_PAGE).await?;
        before = entries.last().map(|entry| entry.sequence);
        let more = entries.len() == audit::MAX_PAGE as usize;
        let wanted = |entry: &AuditEntry| query.who.is_empty() || entry.event.who == query.who;
        found.extend(entries.into_iter().filter(wanted));
        if found.len() > PAGE || !more {
            break;
        }
    }
    let older = found.len() > PAGE;
    found.truncate(PAGE);
    Ok((found, older))
}

/// Erases the addresses that are older than so many days, whole days of the provider's zone at a time,
/// and writes down how many. Returns that number.
///
/// # Errors
///
/// [`Failure`] when the database does not answer; what was erased before is erased.
pub async fn erase_addresses(core: &Core, days: u32) -> Result<u64, Failure> {
    let now = core.clock.now();
    let mut tx = core.db.begin_read().await?;
    let (zone, _) = sessions::dates(portal::find(&mut tx).await?.map(|portal| portal.provider));
    drop(tx);
    let first_kept = now.date_in(&zone).saturating_sub(Span::new().days(i64::from(days)));
    let before = Timestamp::from_civil(first_kept.at(0, 0, 0, 0), &zone);
    let mut erased = 0;
    loop {
        let mut tx = core.db.begin_write().await?;
        let some = audit::erase_addresses(&mut tx, before).await?;
        if some == 0 {
            return Ok(erased);
        }
        let event = Actor::system().event(now, Action::AddressErase, "audit");
        audit::append(&mut tx, AuditEvent { detail: some.to_string(), ..event }).await?;
        tx.commit().await?;
        erased += some;
    }
}

/// The head of the log, to be kept elsewhere.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn audit_head(core: &Core) -> Result<AuditHead, Failure> {
    let mut tx = core.db.begin_read().await?;
    Ok(audit::head(&mut tx).await?)
}
