//! Who asks, and from where: what every audit entry says.

use crate::domain::{
    audit::{Action, AuditEvent, Origin},
    time::Timestamp,
};

/// Who asks: an operator, or a command on the machine itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// A login name, or one of the words below.
    pub who: String,
    /// From where, if there is an address.
    pub from: Option<Origin>,
}

impl Actor {
    /// An operator at the console.
    pub fn operator(login: impl Into<String>, from: Origin) -> Self {
        Self { who: login.into(), from: Some(from) }
    }

    /// Whoever may run commands on the machine.
    pub fn command_line() -> Self {
        Self { who: "command-line".to_owned(), from: None }
    }

    /// The portal itself.
    pub fn system() -> Self {
        Self { who: "system".to_owned(), from: None }
    }

    /// Somebody who has not signed in.
    pub fn nobody(from: Origin) -> Self {
        Self { who: "nobody".to_owned(), from: Some(from) }
    }

    /// The event of an action on a target.
    pub fn event(&self, at: Timestamp, action: Action, target: impl Into<String>) -> AuditEvent {
        AuditEvent {
            at,
            who: self.who.clone(),
            from: self.from.clone(),
            action: action.word().to_owned(),
            target: target.into(),
            before: None,
            after: None,
            detail: String::new(),
        }
    }
}
