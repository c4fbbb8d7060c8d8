//! The audit log: a chain in which each entry vouches for the one before it (requirement S14).
//!
//! The chain holds no address: it holds the fingerprint of one together with a random salt. Address and
//! salt stand beside it and can be erased; what is left of them then says nothing, and the chain holds.

mod head;

use sha2::{Digest, Sha256};

pub use self::head::{AuditHead, InvalidHead};
use super::time::Timestamp;

/// What was done, by whom, from where, and to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// When.
    pub at: Timestamp,
    /// Who: a login name, or `system` or `command-line`.
    pub who: String,
    /// From where, if there was an address.
    pub from: Option<Origin>,
    /// What: the word of an [`Action`].
    pub action: String,
    /// To what: a reference number or a login name.
    pub target: String,
    /// SHA-256 of the thing before, in hexadecimal.
    pub before: Option<String>,
    /// SHA-256 of the thing after, in hexadecimal.
    pub after: Option<String>,
    /// What a reader of the log should know: the update's key, the changed fields, the reason.
    pub detail: String,
}

/// From where somebody acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// SHA-256 of salt and address in hexadecimal: what the chain vouches for.
    pub fingerprint: String,
    /// The address, until it is erased.
    pub address: Option<Address>,
}

/// An address, and what keeps its fingerprint from being guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub text: String,
    /// Random bytes, erased with it.
    pub salt: [u8; Address::SALT],
}

impl Address {
    /// Bytes of a salt.
    pub const SALT: usize = 16;

    fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.salt);
        digest.update(&self.text);
        hex(&digest.finalize())
    }
}

impl Origin {
    /// An address that is known.
    pub fn new(address: Address) -> Self {
        Self { fingerprint: address.fingerprint(), address: Some(address) }
    }

    /// Whether the address, as long as there is one, is what the chain vouches for.
    pub fn is_sound(&self) -> bool {
        self.address.as_ref().is_none_or(|address| address.fingerprint() == self.fingerprint)
    }
}

/// What can be done: every action that the log knows, with the word by which it is stored. To add
/// one: a line here, and its sentence in `locales/{ja,en}/audit.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// An incident was opened with its first notice.
    IncidentOpen,
    /// An update was posted.
    IncidentUpdate,
    /// A published notice was corrected.
    IncidentCorrect,
    /// An incident was withdrawn.
    IncidentWithdraw,
    /// The record was changed without a notice.
    IncidentEdit,
    /// A maintenance was announced.
    MaintenanceSchedule,
    /// A notice on a maintenance was posted.
    MaintenanceUpdate,
    /// A file was imported.
    RecordImport,
    /// Records were exported.
    RecordExport,
    /// The provider or its services were changed.
    PortalChange,
    /// A service was given a state in the place of the computed one.
    ServiceStateGive,
    /// The state that a service was given was lifted.
    ServiceStateLift,
    /// Mail was stopped for a while: all of it, that of a notice, or that to a mail group.
    MailPause,
    /// Mail that was stopped goes on.
    MailResume,
    /// The mail of a notice was stopped for good.
    MailCancel,
    /// An operator was added.
    OperatorAdd,
    /// An operator's role was changed.
    OperatorRole,
    /// An operator may no longer sign in.
    OperatorDisable,
    /// An operator may sign in again.
    OperatorEnable,
    /// Password and second factor were taken away and a new link was made.
    OperatorReset,
    /// The language of an operator's console was changed.
    OperatorLanguage,
    /// A one-time link to sign in was made.
    LinkIssue,
    /// A password was set or changed.
    PasswordSet,
    /// A second factor was set up.
    FactorEnrol,
    /// The second factor was taken away.
    FactorRemove,
    /// A recovery code was used.
    FactorRecovery,
    /// New recovery codes were made.
    FactorCodes,
    /// A passkey was added.
    PasskeyAdd,
    /// A passkey was taken away.
    PasskeyRemove,
    /// Somebody showed who they are with a passkey.
    PasskeyUse,
    /// A passkey was shown and not taken.
    PasskeyRefuse,
    /// A passkey was shown whose counter says that there is a copy of it.
    PasskeyCopied,
    /// Somebody signed in.
    SessionOpen,
    /// Somebody proved again who they are.
    SessionRenew,
    /// Somebody signed out.
    SessionClose,
    /// A session was ended by its owner or by an administrator.
    SessionRevoke,
    /// A sign-in failed.
    SessionRefuse,
    /// Something was asked for that the role does not allow.
    AccessDeny,
    /// Addresses in the audit log were erased because their time was over.
    AddressErase,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 39] = [
        Self::IncidentOpen,
        Self::IncidentUpdate,
        Self::IncidentCorrect,
        Self::IncidentWithdraw,
        Self::IncidentEdit,
        Self::MaintenanceSchedule,
        Self::MaintenanceUpdate,
        Self::RecordImport,
        Self::RecordExport,
        Self::PortalChange,
        Self::ServiceStateGive,
        Self::ServiceStateLift,
        Self::MailPause,
        Self::MailResume,
        Self::MailCancel,
        Self::OperatorAdd,
        Self::OperatorRole,
        Self::OperatorDisable,
        Self::OperatorEnable,
        Self::OperatorReset,
        Self::OperatorLanguage,
        Self::LinkIssue,
        Self::PasswordSet,
        Self::FactorEnrol,
        Self::FactorRemove,
        Self::FactorRecovery,
        Self::FactorCodes,
        Self::PasskeyAdd,
        Self::PasskeyRemove,
        Self::PasskeyUse,
        Self::PasskeyRefuse,
        Self::PasskeyCopied,
        Self::SessionOpen,
        Self::SessionRenew,
        Self::SessionClose,
        Self::SessionRevoke,
        Self::SessionRefuse,
        Self::AccessDeny,
        Self::AddressErase,
    ];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::IncidentOpen => "incident.open",
            Self::IncidentUpdate => "incident.update",
            Self::IncidentCorrect => "incident.correct",
            Self::IncidentWithdraw => "incident.withdraw",
            Self::IncidentEdit => "incident.edit",
            Self::MaintenanceSchedule => "maintenance.schedule",
            Self::MaintenanceUpdate => "maintenance.update",
            Self::RecordImport => "record.import",
            Self::RecordExport => "record.export",
            Self::PortalChange => "portal.change",
            Self::ServiceStateGive => "service.give",
            Self::ServiceStateLift => "service.lift",
            Self::MailPause => "mail.pause",
            Self::MailResume => "mail.resume",
            Self::MailCancel => "mail.cancel",
            Self::OperatorAdd => "operator.add",
            Self::OperatorRole => "operator.role",
            Self::OperatorDisable => "operator.disable",
            Self::OperatorEnable => "operator.enable",
            Self::OperatorReset => "operator.reset",
            Self::OperatorLanguage => "operator.language",
            Self::LinkIssue => "link.issue",
            Self::PasswordSet => "password.set",
            Self::FactorEnrol => "factor.enrol",
            Self::FactorRemove => "factor.remove",
            Self::FactorRecovery => "factor.recovery",
            Self::FactorCodes => "factor.codes",
            Self::PasskeyAdd => "passkey.add",
            Self::PasskeyRemove => "passkey.remove",
            Self::PasskeyUse => "passkey.use",
            Self::PasskeyRefuse => "passkey.refuse",
            Self::PasskeyCopied => "passkey.copied",
            Self::SessionOpen => "session.open",
            Self::SessionRenew => "session.renew",
            Self::SessionClose => "session.close",
            Self::SessionRevoke => "session.revoke",
            Self::SessionRefuse => "session.refuse",
            Self::AccessDeny => "access.deny",
            Self::AddressErase => "address.erase",
        }
    }

    /// The action of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }
}

/// Something out of the ordinary that an operator may do with a reason, which the log keeps. To add one:
/// a line here, and its words in `locales/{ja,en}/audit.ftl`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exception {
    /// The apology is one level stronger than state and impact ask for (domain rules 7.2).
    ApologyHigher,
    /// The apology is one level weaker.
    ApologyLower,
    /// A mail or IP address stays in public text (rule D24).
    AddressInText,
}

impl Exception {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::ApologyHigher, Self::ApologyLower, Self::AddressInText];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ApologyHigher => "apology.higher",
            Self::ApologyLower => "apology.lower",
            Self::AddressInText => "text.address",
        }
    }

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|exception| exception.word() == word)
    }
}

/// Why an operator did something out of the ordinary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What was done.
    pub exception: Exception,
    /// Why, in the operator's words.
    pub text: String,
}

/// What stands between the parts of a detail.
pub const DETAIL_JOIN: &str = " → ";

/// The details of an event: what was done, and each exception with its reason.
pub fn detail(what: &str, reasons: &[Reason]) -> String {
    let reasons = reasons.iter().flat_map(|reason| [reason.exception.word(), reason.text.as_str()]);
    [what].into_iter().chain(reasons).collect::<Vec<_>>().join(DETAIL_JOIN)
}

/// An event in its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number, from 1 without gaps.
    pub sequence: i64,
    /// The event.
    pub event: AuditEvent,
    /// SHA-256 over the hash before it and this event, in hexadecimal.
    pub hash: String,
}

impl AuditEntry {
    /// The hash before the first entry.
    pub const GENESIS: &'static str =
        "0000000000000000000000000000000000000000000000000000000000000000";

    /// Chains an event to the entry before it.
    pub fn chained(previous: Option<(i64, &str)>, event: AuditEvent) -> Self {
        let (sequence, previous) =
            previous.map_or((1, Self::GENESIS), |(sequence, hash)| (sequence + 1, hash));
        let hash = Self::hash(sequence, previous, &event);
        Self { sequence, event, hash }
    }

    /// The hash that an event has in its place. Every field is preceded by its length, so that no two
    /// events read the same.
    pub fn hash(sequence: i64, previous: &str, event: &AuditEvent) -> String {
        let mut digest = Sha256::new();
        let optional =
            |value: Option<&String>| value.map_or_else(String::new, |value| format!("={value}"));
        let from = event.from.as_ref().map(|origin| &origin.fingerprint);
        for field in [
            previous,
            &sequence.to_string(),
            &event.at.micros().to_string(),
            &event.who,
            &optional(from),
            &event.action,
            &event.target,
            &optional(event.before.as_ref()),
            &optional(event.after.as_ref()),
            &event.detail,
        ] {
            digest.update(field.len().to_string());
            digest.update(":");
            digest.update(field);
        }
        hex(&digest.finalize())
    }
}

/// SHA-256 of a text in hexadecimal, for `before` and `after`.
pub fn fingerprint(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str, salt: u8) -> Address {
        Address { text: text.to_owned(), salt: [salt; Address::SALT] }
    }

    #[test]
    fn an_address_is_vouched_for_until_it_is_erased_and_not_told_by_its_fingerprint() {
        let mut origin = Origin::new(address("192.0.2.1", 1));
        assert!(origin.is_sound());
        assert_ne!(origin.fingerprint, fingerprint("192.0.2.1"));
        assert_ne!(origin.fingerprint, Origin::new(address("192.0.2.1", 2)).fingerprint);
        origin.address = Some(address("192.0.2.2", 1));
        assert!(!origin.is_sound());
        origin.address = None;
        assert!(origin.is_sound());
    }
}
