//! What a calendar keeps of a maintenance: one entry for each window that was announced, the same one when it
//! takes place at another time, with a number that counts its changes (RFC 5545 §3.8.4.7, §3.8.7.4).

use serde::{Deserialize, Serialize};

use super::{Maintenance, Window, WindowState};
use crate::domain::{key::Key, moment::Moment, reference::Reference, time::Timestamp};

/// What a calendar says of an entry (RFC 5545 §3.8.1.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// An alternate date, or one that was postponed: it may take place or not.
    Tentative,
    /// It takes place, or did.
    Confirmed,
    /// It was called off; the entry stays.
    Cancelled,
}

/// A maintenance in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The maintenance.
    reference: Reference,
    /// The window as it was announced first, whose key never changes.
    first: Key,
    /// The window as it stands.
    pub window: Window,
    /// Whether it takes place.
    pub status: EntryStatus,
    /// How often it changed since it was announced: its `SEQUENCE`. It never falls, and is the same after an
    /// export and an import.
    pub sequence: usize,
    /// When it changed last, or something was said of the maintenance: its `LAST-MODIFIED`. Only a record of
    /// which nothing was ever said has none.
    pub last_modified: Option<Timestamp>,
}

impl Entry {
    /// Its identifier for ever, also across a rescheduling: its `UID`. `host` is the one of the provider's own
    /// address of the portal, which makes it differ from those of every other portal.
    pub fn uid(&self, host: &str) -> String {
        format!("{}-{}@{host}", self.reference, self.first)
    }

    /// When it begins: when it did, or when it is announced to.
    pub fn start(&self) -> &Moment {
        self.window.actual_start.as_ref().unwrap_or(&self.window.start)
    }

    /// When it ends: when it did, or when it is announced to.
    pub fn end(&self) -> &Moment {
        self.window.actual_end.as_ref().unwrap_or_else(|| self.window.announced_end())
    }
}

impl Maintenance {
    /// One entry for each window that was not replaced, in their order.
    pub fn calendar(&self) -> Vec<Entry> {
        let standing = self.windows.iter().filter(|one| one.state != WindowState::Rescheduled);
        standing.map(|window| self.entry(window)).collect()
    }

    fn entry(&self, window: &Window) -> Entry {
        let mut chain = vec![&window.key];
        // A chain is never longer than there are windows, even if a file makes a circle of it.
        for _ in &self.windows {
            let last = chain.last().and_then(|key| self.window(key));
            match last.and_then(|window| window.replaces.as_ref()) {
                Some(earlier) if !chain.contains(&earlier) => chain.push(earlier),
                _ => break,
            }
        }
        let changes = || self.log.iter().filter(|change| chain.contains(&&change.window));
        let announced = changes().filter(|change| change.state == WindowState::Scheduled).count();
        let said = self.updates.iter().map(|update| update.posted);
        Entry {
            reference: self.reference,
            first: chain.last().map_or_else(|| window.key.clone(), |first| (*first).clone()),
            window: window.clone(),
            status: match window.state {
                WindowState::Cancelled => EntryStatus::Cancelled,
                WindowState::Postponed => EntryStatus::Tentative,
                _ if window.spare => EntryStatus::Tentative,
                _ => EntryStatus::Confirmed,
            },
            sequence: changes().count() - announced + self.revised.len(),
            last_modified: changes()
                .map(|change| change.at)
                .chain(said)
                .chain(self.revised.iter().copied())
                .max(),
        }
    }
}
