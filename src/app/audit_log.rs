//! Reading the audit log.

use super::{Core, Failure};
use crate::{
    domain::audit::AuditEntry,
    storage::audit::{self, AuditFilter},
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
