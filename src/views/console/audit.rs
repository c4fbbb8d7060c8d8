//! The audit log.

use askama::Template;

use super::{Frame, language_name};
use crate::{
    domain::{
        audit::{Action, AuditEntry, DETAIL_JOIN, Exception},
        language::Language,
        operator::Role,
        status::ServiceState,
    },
    i18n::{labels::Label as _, sentences::Sentences},
    views::form::Field,
};

/// A page of the audit log, newest first.
#[derive(Template)]
#[template(path = "console/audit.html")]
pub struct AuditPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Operators to choose from: login name, shown name, whether chosen.
    pub operators: Vec<(String, String, bool)>,
    /// The filter by subject.
    pub target: Field,
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Where the older entries are.
    pub older: Option<String>,
    /// Where the newest entries are, if these are not.
    pub newest: Option<String>,
    /// Whether a filter is set.
    pub filtered: bool,
}

impl AuditPage<'_> {
    fn action(&self, entry: &AuditEntry) -> String {
        action(self.frame.t, &entry.event.action)
    }

    fn detail(&self, entry: &AuditEntry) -> String {
        detail(self.frame.t, entry)
    }

    /// From where; an erased address is said to be one.
    fn from(&self, entry: &AuditEntry) -> String {
        match entry.event.from.as_ref().map(|origin| &origin.address) {
            None => String::new(),
            Some(Some(address)) => address.text.clone(),
            Some(None) => self.frame.t.msg_audit_from_erased(),
        }
    }

    fn who(&self, entry: &AuditEntry) -> String {
        let t = self.frame.t;
        match entry.event.who.as_str() {
            "system" => t.msg_audit_system(),
            "command-line" => t.msg_audit_command_line(),
            "nobody" => t.msg_audit_nobody(),
            login => self
                .operators
                .iter()
                .find(|(known, _, _)| known == login)
                .map_or_else(|| login.to_owned(), |(_, name, _)| name.clone()),
        }
    }
}

/// Details in the reader's words: roles and languages are stored as their words.
fn detail(t: &Sentences, entry: &AuditEntry) -> String {
    let words = entry.event.detail.split(DETAIL_JOIN).map(|word| {
        let exception = || Exception::from_word(word).map(|known| exception(t, known));
        let role = || Role::from_word(word).map(|known| known.label(t));
        match Action::from_word(&entry.event.action) {
            Some(Action::OperatorAdd | Action::OperatorRole) => role(),
            Some(Action::OperatorLanguage) => Language::from_tag(word).map(language_name),
            Some(
                Action::IncidentOpen
                | Action::IncidentUpdate
                | Action::IncidentCorrect
                | Action::IncidentWithdraw
                | Action::IncidentEdit,
            ) => exception(),
            Some(Action::ServiceStateGive | Action::ServiceStateLift) => {
                ServiceState::from_word(word).map(|known| known.label(t)).or_else(exception)
            }
            _ => None,
        }
        .unwrap_or_else(|| word.to_owned())
    });
    words.collect::<Vec<_>>().join(DETAIL_JOIN)
}

fn exception(t: &Sentences, exception: Exception) -> String {
    match exception {
        Exception::ApologyHigher => t.msg_audit_apology_higher(),
        Exception::ApologyLower => t.msg_audit_apology_lower(),
        Exception::AddressInText => t.msg_audit_address_in_text(),
    }
}

/// What an action is called; an unknown one is shown as it is stored.
pub fn action(t: &Sentences, word: &str) -> String {
    let Some(action) = Action::from_word(word) else { return word.to_owned() };
    match action {
        Action::IncidentOpen => t.msg_audit_incident_open(),
        Action::IncidentUpdate => t.msg_audit_incident_update(),
        Action::IncidentCorrect => t.msg_audit_incident_correct(),
        Action::IncidentWithdraw => t.msg_audit_incident_withdraw(),
        Action::IncidentEdit => t.msg_audit_incident_edit(),
        Action::MaintenanceSchedule => t.msg_audit_maintenance_schedule(),
        Action::MaintenanceUpdate => t.msg_audit_maintenance_update(),
        Action::RecordImport => t.msg_audit_record_import(),
        Action::RecordExport => t.msg_audit_record_export(),
        Action::PortalChange => t.msg_audit_portal_change(),
        Action::ServiceStateGive => t.msg_audit_service_give(),
        Action::ServiceStateLift => t.msg_audit_service_lift(),
        Action::MailPause => t.msg_audit_mail_pause(),
        Action::MailResume => t.msg_audit_mail_resume(),
        Action::MailCancel => t.msg_audit_mail_cancel(),
        Action::OperatorAdd => t.msg_audit_operator_add(),
        Action::OperatorRole => t.msg_audit_operator_role(),
        Action::OperatorDisable => t.msg_audit_operator_disable(),
        Action::OperatorEnable => t.msg_audit_operator_enable(),
        Action::OperatorReset => t.msg_audit_operator_reset(),
        Action::OperatorLanguage => t.msg_audit_operator_language(),
        Action::LinkIssue => t.msg_audit_link_issue(),
        Action::PasswordSet => t.msg_audit_password_set(),
        Action::FactorEnrol => t.msg_audit_factor_enrol(),
        Action::FactorRemove => t.msg_audit_factor_remove(),
        Action::FactorRecovery => t.msg_audit_factor_recovery(),
        Action::FactorCodes => t.msg_audit_factor_codes(),
        Action::PasskeyAdd => t.msg_audit_passkey_add(),
        Action::PasskeyRemove => t.msg_audit_passkey_remove(),
        Action::PasskeyUse => t.msg_audit_passkey_use(),
        Action::PasskeyRefuse => t.msg_audit_passkey_refuse(),
        Action::PasskeyCopied => t.msg_audit_passkey_copied(),
        Action::SessionOpen => t.msg_audit_session_open(),
        Action::SessionRenew => t.msg_audit_session_renew(),
        Action::SessionClose => t.msg_audit_session_close(),
        Action::SessionRevoke => t.msg_audit_session_revoke(),
        Action::SessionRefuse => t.msg_audit_session_refuse(),
        Action::AccessDeny => t.msg_audit_access_deny(),
        Action::AddressErase => t.msg_audit_address_erase(),
    }
}
