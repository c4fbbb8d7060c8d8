//! Pages that cannot show what was asked for, and what was typed when that happened.

use askama::Template;

use super::Frame;

/// Why a page cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// The role does not allow it.
    Forbidden,
    /// The request came from another site.
    Foreign,
    /// The address does not take such a request.
    Method,
    /// The form lacks what its page gave it.
    Incomplete,
    /// Somebody else has changed it.
    Conflict,
    /// The form is too large; the most kilobytes and fields that one may have.
    TooLarge {
        /// The most kilobytes.
        kilobytes: usize,
        /// The most fields.
        fields: usize,
    },
    /// The same was asked for too often.
    TooOften,
    /// The operator has as many drafts as one may have.
    TooManyDrafts,
    /// Too much is going on.
    Busy,
    /// The database does not answer.
    Unavailable,
    /// There is no space left to store anything.
    Full,
    /// The database takes no writes.
    Unwritable,
    /// The database did not say whether something was stored.
    Uncertain,
    /// Anything else; the number is in the log.
    Internal(String),
}

/// A form that was not stored, to be sent again as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it was sent.
    pub action: String,
    /// Names and values, without secrets.
    pub fields: Vec<(String, String)>,
    /// What a person typed or chose, to be read.
    pub readable: Vec<String>,
}

/// The page of a fault.
#[derive(Template)]
#[template(path = "console/fault.html")]
pub struct FaultPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// What went wrong.
    pub fault: &'a Fault,
    /// Whether something was to be shown, and nothing to be stored.
    pub reading: bool,
    /// The form that was not stored.
    pub kept: Option<Kept>,
}

impl FaultPage<'_> {
    fn title(&self) -> String {
        let t = self.frame.t;
        match self.fault {
            Fault::NotFound => t.msg_fault_not_found_title(),
            Fault::Forbidden => t.msg_fault_forbidden_title(),
            Fault::Foreign => t.msg_fault_foreign_title(),
            Fault::Method => t.msg_fault_method_title(),
            Fault::Incomplete => t.msg_fault_incomplete_title(),
            Fault::Conflict => t.msg_fault_conflict_title(),
            Fault::TooLarge { .. } => t.msg_fault_too_large_title(),
            Fault::TooOften => t.msg_fault_too_often_title(),
            Fault::TooManyDrafts => t.msg_fault_too_many_drafts_title(),
            Fault::Busy => t.msg_fault_busy_title(),
            Fault::Unavailable => t.msg_fault_unavailable_title(),
            Fault::Full => t.msg_fault_full_title(),
            Fault::Unwritable => t.msg_fault_unwritable_title(),
            Fault::Uncertain => t.msg_fault_uncertain_title(),
            Fault::Internal(_) => t.msg_fault_internal_title(),
        }
    }

    /// Whether the form cannot be sent again as it is.
    const fn cannot_go_again(&self) -> bool {
        matches!(self.fault, Fault::TooLarge { .. } | Fault::Incomplete)
    }

    /// Whether the same may go well a moment later.
    const fn passes(&self) -> bool {
        matches!(
            self.fault,
            Fault::Busy | Fault::Unavailable | Fault::Full | Fault::Unwritable | Fault::Uncertain
        )
    }

    fn text(&self) -> String {
        let t = self.frame.t;
        match self.fault {
            _ if self.reading && self.passes() => t.msg_fault_unshown_text(),
            Fault::Internal(id) if self.reading => t.msg_fault_unshown_internal_text(id),
            Fault::NotFound => t.msg_fault_not_found_text(),
            Fault::Forbidden => t.msg_fault_forbidden_text(),
            Fault::Foreign => t.msg_fault_foreign_text(),
            Fault::Method => t.msg_fault_method_text(),
            Fault::Incomplete => t.msg_fault_incomplete_text(),
            Fault::Conflict => t.msg_fault_conflict_text(),
            Fault::TooLarge { kilobytes, fields } => {
                let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
                t.msg_fault_too_large_text(number(*kilobytes), number(*fields))
            }
            Fault::TooOften => t.msg_fault_too_often_text(),
            Fault::TooManyDrafts => t.msg_fault_too_many_drafts_text(),
            Fault::Busy => t.msg_fault_busy_text(),
            Fault::Unavailable => t.msg_fault_unavailable_text(),
            Fault::Full => t.msg_fault_full_text(),
            Fault::Unwritable => t.msg_fault_unwritable_text(),
            Fault::Uncertain => t.msg_fault_uncertain_text(),
            Fault::Internal(id) => t.msg_fault_internal_text(id),
        }
    }
}

/// What was typed before signing in again, to be sent now.
#[derive(Template)]
#[template(path = "console/resume.html")]
pub struct ResumePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The form.
    pub kept: Kept,
}
