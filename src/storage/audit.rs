//! The audit log: entries are added at the end of one chain, and never changed or removed, which the
//! database itself sees to. The addresses from which people acted stand beside it and are erased when
//! their time is over (requirement S14).

use super::{
    Tx,
    error::{Result, StorageError},
    tx::{execute, fetch_all, fetch_optional},
};
use crate::domain::{
    audit::{Address, AuditEntry, AuditEvent, AuditHead, Origin},
    time::Timestamp,
};

const TAKE_HEAD_SQL: &str =
    "UPDATE audit_head SET sequence = sequence + 1 WHERE id = 1 RETURNING sequence, hash";
const SET_HEAD_SQL: &str = "UPDATE audit_head SET hash = $1 WHERE id = 1";
const HEAD_SQL: &str = "SELECT sequence, hash FROM audit_head WHERE id = 1";
const INSERT_SQL: &str = "INSERT INTO audit_entries
    (sequence, at, who, origin, action, target, before_hash, after_hash, detail, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const INSERT_ADDRESS_SQL: &str =
    "INSERT INTO audit_addresses (sequence, at, address, salt) VALUES ($1, $2, $3, $4)";
const ERASE_SQL: &str = "DELETE FROM audit_addresses WHERE sequence IN
    (SELECT sequence FROM audit_addresses WHERE at < $1 ORDER BY at LIMIT 1000)";
const LIST_SQL: &str = "SELECT e.sequence, e.at, e.who, e.origin, e.action, e.target,
        e.before_hash, e.after_hash, e.detail, e.hash, a.address, a.salt
    FROM audit_entries e LEFT JOIN audit_addresses a ON a.sequence = e.sequence
    WHERE e.sequence < $1 ORDER BY e.sequence DESC LIMIT $2";
const LIST_OF_TARGET_SQL: &str = "SELECT e.sequence, e.at, e.who, e.origin, e.action, e.target,
        e.before_hash, e.after_hash, e.detail, e.hash, a.address, a.salt
    FROM audit_entries e LEFT JOIN audit_addresses a ON a.sequence = e.sequence
    WHERE e.target = $3 AND e.sequence < $1 ORDER BY e.sequence DESC LIMIT $2";
const LIST_OF_WHO_SQL: &str = "SELECT e.sequence, e.at, e.who, e.origin, e.action, e.target,
        e.before_hash, e.after_hash, e.detail, e.hash, a.address, a.salt
    FROM audit_entries e LEFT JOIN audit_addresses a ON a.sequence = e.sequence
    WHERE e.who = $3 AND e.sequence < $1 ORDER BY e.sequence DESC LIMIT $2";
const FOLLOWING_SQL: &str = "SELECT e.sequence, e.at, e.who, e.origin, e.action, e.target,
        e.before_hash, e.after_hash, e.detail, e.hash, a.address, a.salt
    FROM audit_entries e LEFT JOIN audit_addresses a ON a.sequence = e.sequence
    WHERE e.sequence > $1 ORDER BY e.sequence LIMIT $2";

/// The most entries on one page of the list.
pub const MAX_PAGE: u32 = 500;
/// How many entries are checked at a time: what [`verify`] needs of memory.
const VERIFIED_AT_ONCE: i64 = 2000;

/// Which entries are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFilter<'a> {
    /// All of them.
    All,
    /// Those about one record or operator.
    Target(&'a str),
    /// Those of one operator.
    Who(&'a str),
}

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditVerdict {
    /// Every entry vouches for the one before it, and the last one is the last that was written.
    Sound {
        /// How many there are.
        entries: i64,
        /// The hash of the last one: kept elsewhere, it shows later whether the log was rewritten.
        head: String,
    },
    /// Sound in itself, but not the log of which a head was kept: it was cut off or written anew.
    Another {
        /// How many entries there are.
        entries: i64,
    },
    /// The chain is broken.
    Broken {
        /// The first entry that is not as it was written, or the number of the first that is missing.
        sequence: i64,
        /// What is wrong with it.
        flaw: AuditFlaw,
    },
}

/// What is wrong with an entry of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFlaw {
    /// It is not there.
    Missing,
    /// Its content, or that of the entry before it, is not what its hash vouches for.
    Altered,
    /// Nobody wrote it: it stands after the end of the chain.
    Added,
    /// Its address is not the one that its hash vouches for.
    AlteredAddress,
}

/// Adds an event at the end of the chain. Other writers wait here until this transaction ends; do it
/// last in a transaction.
///
/// # Errors
///
/// Those of any write; [`StorageError::Busy`] when another writer holds it for too long.
pub async fn append(tx: &mut Tx, event: AuditEvent) -> Result<AuditEntry> {
    let taken: Option<(i64, String)> = fetch_optional!(tx, TAKE_HEAD_SQL)?;
    let (sequence, previous) = taken.ok_or_else(missing_head)?;
    let entry = AuditEntry::chained(Some((sequence - 1, &previous)), event);
    let event = &entry.event;
    execute!(
        tx,
        INSERT_SQL,
        entry.sequence,
        event.at.micros(),
        &event.who,
        event.from.as_ref().map(|origin| &origin.fingerprint),
        &event.action,
        &event.target,
        &event.before,
        &event.after,
        &event.detail,
        &entry.hash,
    )?;
    if let Some(address) = event.from.as_ref().and_then(|origin| origin.address.as_ref()) {
        let (at, salt) = (event.at.micros(), &address.salt[..]);
        execute!(tx, INSERT_ADDRESS_SQL, entry.sequence, at, &address.text, salt)?;
    }
    execute!(tx, SET_HEAD_SQL, &entry.hash)?;
    Ok(entry)
}

/// A page of the log, the newest first; `before` is the number of the last entry of the page before.
/// At most [`MAX_PAGE`].
///
/// # Errors
///
/// Those of any read.
pub async fn list(
    tx: &mut Tx,
    filter: AuditFilter<'_>,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<AuditEntry>> {
    let (before, limit) = (before.unwrap_or(i64::MAX), i64::from(limit.min(MAX_PAGE)));
    let rows: Vec<Row> = match filter {
        AuditFilter::All => fetch_all!(tx, LIST_SQL, before, limit)?,
        AuditFilter::Target(target) => fetch_all!(tx, LIST_OF_TARGET_SQL, before, limit, target)?,
        AuditFilter::Who(who) => fetch_all!(tx, LIST_OF_WHO_SQL, before, limit, who)?,
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Erases the addresses of entries before an instant, a thousand at a time; returns how many.
///
/// # Errors
///
/// Those of any write.
pub async fn erase_addresses(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    execute!(tx, ERASE_SQL, before.micros())
}

/// The head of the log: what its last entry is.
///
/// # Errors
///
/// Those of any read.
pub async fn head(tx: &mut Tx) -> Result<AuditHead> {
    let (sequence, hash) = find_head(tx).await?;
    Ok(AuditHead { hash, sequence: Some(sequence) })
}

async fn find_head(tx: &mut Tx) -> Result<(i64, String)> {
    let head: Option<(i64, String)> = fetch_optional!(tx, HEAD_SQL)?;
    head.ok_or_else(missing_head)
}

/// Checks the whole chain from its beginning, a part at a time; also whether it still contains a head that
/// was kept elsewhere, if there is one.
///
/// # Errors
///
/// Those of any read. A broken chain is an answer, not an error.
pub async fn verify(tx: &mut Tx, kept: Option<&AuditHead>) -> Result<AuditVerdict> {
    let (entries, head) = find_head(tx).await?;
    let (mut last, mut hash) = (0, AuditEntry::GENESIS.to_owned());
    let mut contained = kept.is_none_or(|kept| kept.is(last, &hash));
    loop {
        let rows: Vec<Row> = fetch_all!(tx, FOLLOWING_SQL, last, VERIFIED_AT_ONCE)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let entry = entry(row);
            let expected = last + 1;
            if let Some(flaw) = flaw(&entry, expected, &hash, entries) {
                return Ok(AuditVerdict::Broken { sequence: expected, flaw });
            }
            (last, hash) = (expected, entry.hash);
            contained = contained || kept.is_some_and(|kept| kept.is(last, &hash));
        }
    }
    if last != entries {
        return Ok(AuditVerdict::Broken { sequence: last + 1, flaw: AuditFlaw::Missing });
    }
    if hash != head {
        return Ok(AuditVerdict::Broken { sequence: last, flaw: AuditFlaw::Altered });
    }
    Ok(if contained {
        AuditVerdict::Sound { entries, head }
    } else {
        AuditVerdict::Another { entries }
    })
}

/// What is wrong with the entry that should be the `expected` one, after one with the hash `before`.
fn flaw(entry: &AuditEntry, expected: i64, before: &str, entries: i64) -> Option<AuditFlaw> {
    if entry.sequence != expected {
        Some(AuditFlaw::Missing)
    } else if expected > entries {
        Some(AuditFlaw::Added)
    } else if entry.hash != AuditEntry::hash(expected, before, &entry.event) {
        Some(AuditFlaw::Altered)
    } else if entry.event.from.as_ref().is_some_and(|origin| !origin.is_sound()) {
        Some(AuditFlaw::AlteredAddress)
    } else {
        None
    }
}

fn missing_head() -> StorageError {
    StorageError::corrupt("audit_head", "1", "the row is missing")
}

type Row = (
    i64,
    i64,
    String,
    Option<String>,
    String,
    String,
    Option<String>,
    Option<String>,
    String,
    String,
    Option<String>,
    Option<Vec<u8>>,
);

fn entry(
    (sequence, at, who, from, action, target, before, after, detail, hash, address, salt): Row,
) -> AuditEntry {
    let at = Timestamp::from_micros(at);
    // A salt of another length is none that was written; the address is then not the right one.
    let salt = salt.map(|salt| salt.try_into().unwrap_or_default());
    let address = address.zip(salt).map(|(text, salt)| Address { text, salt });
    let from = from.map(|fingerprint| Origin { fingerprint, address });
    let event = AuditEvent { at, who, from, action, target, before, after, detail };
    AuditEntry { sequence, event, hash }
}
