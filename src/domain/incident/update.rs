//! Updates: what was posted about an incident, kept as it was posted.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{IncidentState, LongIncident, Scope, Severity, Unaffected, When};
use crate::domain::{
    key::Key,
    moment::Moment,
    notice::{NoticeValues, Template},
    reference::Reference,
    status::ServiceState,
    text::LocalizedText,
    time::Timestamp,
};

/// What kind of notice an update is (domain rules 4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdateKind {
    /// 第1報.
    FirstNotice,
    /// 続報.
    Update,
    /// 再発.
    Recurrence,
    /// 復旧報.
    RecoveryNotice,
    /// 中間報告.
    InterimReport,
    /// 最終報告.
    FinalReport,
    /// 取り下げ.
    Withdrawal,
    /// 訂正.
    Correction,
    /// A change of state without a text.
    Notice,
}

impl UpdateKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::FirstNotice,
        Self::Update,
        Self::Recurrence,
        Self::RecoveryNotice,
        Self::InterimReport,
        Self::FinalReport,
        Self::Withdrawal,
        Self::Correction,
        Self::Notice,
    ];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FirstNotice => "first_notice",
            Self::Update => "update",
            Self::Recurrence => "recurrence",
            Self::RecoveryNotice => "recovery_notice",
            Self::InterimReport => "interim_report",
            Self::FinalReport => "final_report",
            Self::Withdrawal => "withdrawal",
            Self::Correction => "correction",
            Self::Notice => "notice",
        }
    }

    /// Whether it takes the next number 第n報, also across a recurrence.
    pub const fn is_numbered(self) -> bool {
        matches!(self, Self::FirstNotice | Self::Update | Self::Recurrence | Self::RecoveryNotice)
    }
}

/// What a correction corrects: a field of the facts, or the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The field: `affected_services`, `started`, `scope`, `text` …
    pub field: Key,
    /// What stood there: （誤）.
    pub old: LocalizedText,
    /// What stands there now: （正）.
    pub new: LocalizedText,
    /// Why; for operators and the audit log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<LocalizedText>,
    /// Who corrected it.
    pub by: String,
    /// Who approved that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// Whether it only touches the wording: listed, but not mailed (rule D11).
    #[serde(default)]
    pub editorial: bool,
    /// The services named before and after, when the field is the affected services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<(Vec<Key>, Vec<Key>)>,
}

/// Facts as they were known when the update was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FactsAtPosting {
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<When>,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// What was stated to work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_affected: Option<Unaffected>,
    /// How bad it was taken to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
}

/// The change that an update made to the state of one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceChange {
    /// The service.
    pub service: Key,
    /// Its state before.
    pub from: ServiceState,
    /// Its state after.
    pub to: ServiceState,
}

/// An update. Its text is a snapshot: changing a fact later does not change it (rule D11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// Its identifier in the database.
    pub id: Uuid,
    /// Its key within the incident, part of its address: `U01`.
    pub key: Key,
    /// Its place in the order of posting, from 1.
    pub sequence: i64,
    /// Its number 第n報, if its kind takes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// What kind of notice it is.
    pub kind: UpdateKind,
    /// The template it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// The values that filled the template.
    #[serde(default)]
    pub values: NoticeValues,
    /// The subject of its mail.
    pub subject: LocalizedText,
    /// Its text as the web page shows it, one paragraph a line.
    pub body: LocalizedText,
    /// When it was posted.
    pub posted: Timestamp,
    /// What time it speaks of, if it was entered afterwards (back-dated).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred: Option<Timestamp>,
    /// The state of the incident from then on.
    pub state: IncidentState,
    /// How well the cause was known, which decides the English chip.
    #[serde(default)]
    pub cause_state: super::CauseState,
    /// Whether it reopened a recovered incident.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reopened: bool,
    /// Whether it publishes the final report.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub report_published: bool,
    /// The report it announces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Reference>,
    /// The affected services as they were known then; empty if as in the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services_known: Vec<Key>,
    /// Facts as they were known then, where they differ from the record.
    #[serde(default)]
    pub facts: FactsAtPosting,
    /// Moments that only this update uses.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub moments: BTreeMap<Key, Moment>,
    /// What it changed in the states of services.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ServiceChange>,
    /// The judgement on which it announces recovery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Key>,
    /// The updates that it corrects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrects: Vec<Key>,
    /// What it corrects in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// The long-incident mode that it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long_incident: Option<LongIncident>,
    /// Who posted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<String>,
    /// Whether subscribers are told.
    #[serde(default = "notify_by_default")]
    pub notify: bool,
}

/// How far a time of an event may lie ahead of its posting, in minutes: clocks differ, and forms take time.
pub const CLOCKS_DIFFER: i64 = 10;

const fn notify_by_default() -> bool {
    true
}

impl Update {
    /// The moment that `when` names: one of its own first, then one of the incident.
    pub fn moment<'a>(
        &'a self,
        incident: &'a super::Incident,
        when: &'a When,
    ) -> Option<&'a Moment> {
        match when {
            When::Shared(key) => self.moments.get(key).or_else(|| incident.moments.get(key)),
            When::Own(moment) => Some(moment),
        }
    }

    /// The time of which it speaks: when it was posted, unless it was entered afterwards.
    pub fn happened(&self) -> Timestamp {
        self.occurred.unwrap_or(self.posted)
    }

    /// The affected services as it names them.
    pub fn services<'a>(&'a self, incident: &'a super::Incident) -> &'a [Key] {
        if self.services_known.is_empty() { &incident.affected } else { &self.services_known }
    }

    /// The moment of the next update that it promises.
    pub fn promised<'a>(&'a self, incident: &'a super::Incident) -> Option<&'a Moment> {
        self.moment(incident, self.values.next_update.as_ref()?)
    }
}

/// The notice whose promise stands: the newest numbered one, until the incident is being observed or over.
fn promising<'u>(
    updates: impl DoubleEndedIterator<Item = &'u Update> + Clone,
) -> Option<&'u Update> {
    updates.clone().next_back().filter(|last| !last.state.is_over())?;
    updates.rev().find(|update| update.number.is_some())
}

/// The promise of the next update that stands after some updates, as a moment that the incident knows
/// (rules D17 and D18).
pub fn standing_promise<'u>(
    updates: impl DoubleEndedIterator<Item = &'u Update> + Clone,
) -> Option<When> {
    let newest = promising(updates)?;
    let promised = newest.values.next_update.clone()?;
    Some(match promised {
        When::Shared(key) => newest.moments.get(&key).cloned().map_or(When::Shared(key), When::Own),
        own @ When::Own(_) => own,
    })
}

/// An incident with everything that was posted about it, in the order of posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentRecord {
    /// The facts.
    pub incident: super::Incident,
    /// The updates.
    pub updates: Vec<Update>,
}

impl IncidentRecord {
    /// The update of a key.
    pub fn update(&self, key: &Key) -> Option<&Update> {
        self.updates.iter().find(|update| update.key == *key)
    }

    /// The updates, the newest first: in the order of posting, whatever the clock said then (requirement
    /// R13), and those that were entered afterwards where they belong.
    pub fn newest_first(&self) -> Vec<&Update> {
        let mut latest = Timestamp::MIN;
        let place = |update: &Update| {
            update.occurred.unwrap_or_else(|| {
                latest = latest.max(update.posted);
                latest
            })
        };
        let times: Vec<Timestamp> = self.updates.iter().map(place).collect();
        let mut updates: Vec<(Timestamp, &Update)> = times.into_iter().zip(&self.updates).collect();
        updates.sort_by_key(|(at, update)| Reverse((*at, update.sequence)));
        updates.into_iter().map(|(_, update)| update).collect()
    }

    /// The last number 第n報 given so far.
    pub fn last_number(&self) -> u32 {
        self.updates.iter().filter_map(|update| update.number).max().unwrap_or(0)
    }

    /// The corrections of an update, in the order of posting.
    pub fn corrections_of<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = &'a Update> {
        self.updates.iter().filter(move |update| update.corrects.contains(key))
    }

    /// The key that the next update of a kind is given: `U07`, `C02` for a correction, `W01` for a
    /// withdrawal.
    pub fn next_key(&self, kind: UpdateKind) -> Key {
        let letter = match kind {
            UpdateKind::Correction => 'C',
            UpdateKind::Withdrawal => 'W',
            _ => 'U',
        };
        let last = self
            .updates
            .iter()
            .filter_map(|update| update.key.as_str().strip_prefix(letter)?.parse::<u32>().ok())
            .max();
        let key = |number| Key::numbered(letter, number);
        // Whoever entered the highest number by hand gets one that is still free.
        let mut free = (last.unwrap_or(0).saturating_add(1)..=u32::MAX)
            .chain(1..=u32::MAX)
            .map(key)
            .filter(|key| self.update(key).is_none());
        free.next().unwrap_or_else(|| key(u32::MAX))
    }

    /// The promise of the next update that stands now: that of the newest numbered notice; a
    /// correction neither meets nor moves it (rule D18). `None` once the incident is being observed,
    /// recovered or withdrawn.
    pub fn promise(&self) -> Option<&Moment> {
        let newest = promising(self.updates.iter())?;
        newest.promised(&self.incident)
    }

    /// Minutes from detection, else from the start, to the first notice (checklist N07).
    pub fn minutes_to_first_notice(&self) -> Option<i64> {
        let first = self.updates.iter().find(|update| update.kind == UpdateKind::FirstNotice)?;
        let since = self.incident.detected.as_ref().or_else(|| self.incident.started())?;
        Some(first.posted.minutes_since(since.at))
    }
}
