//! The steps that operators take by hand: their words in addresses, what they are called, what each asks for.

use crate::{
    domain::maintenance::{
        Window,
        life::{NewDate, Step},
    },
    i18n::sentences::Sentences,
};

/// A step that is taken by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    Extend,
    Verify,
    Resume,
    Complete,
    RollBack,
    Reschedule,
    Postpone,
    Cancel,
}

impl Kind {
    pub(super) const ALL: [Self; 9] = [
        Self::Start,
        Self::Extend,
        Self::Verify,
        Self::Resume,
        Self::Complete,
        Self::RollBack,
        Self::Reschedule,
        Self::Postpone,
        Self::Cancel,
    ];

    /// The word in the address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Extend => "extend",
            Self::Verify => "verify",
            Self::Resume => "resume",
            Self::Complete => "complete",
            Self::RollBack => "roll-back",
            Self::Reschedule => "reschedule",
            Self::Postpone => "postpone",
            Self::Cancel => "cancel",
        }
    }

    /// The step of a word.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it is called.
    pub(super) fn label(self, t: &Sentences) -> String {
        match self {
            Self::Start => t.msg_maint_step_start(),
            Self::Extend => t.msg_maint_step_extend(),
            Self::Verify => t.msg_maint_step_verify(),
            Self::Resume => t.msg_maint_step_resume(),
            Self::Complete => t.msg_maint_step_complete(),
            Self::RollBack => t.msg_maint_step_roll_back(),
            Self::Reschedule => t.msg_maint_step_reschedule(),
            Self::Postpone => t.msg_maint_step_postpone(),
            Self::Cancel => t.msg_maint_step_cancel(),
        }
    }

    /// Whether it is offered for a window as it stands; what was typed may still be refused.
    pub(super) fn is_offered(self, window: &Window) -> bool {
        let step = match self {
            Self::Start => Step::Start { at: window.start.clone() },
            Self::Extend => Step::Extend { until: window.end.clone() },
            Self::Verify => Step::Verify,
            Self::Resume => Step::Resume,
            Self::Complete => Step::Complete { at: window.end.clone() },
            Self::RollBack => Step::RollBack { at: window.end.clone() },
            Self::Reschedule => Step::Reschedule(NewDate::Spare(window.key.clone())),
            Self::Postpone => Step::Postpone,
            Self::Cancel => Step::Cancel,
        };
        step.follows(window.state) && (!window.spare || self == Self::Cancel)
    }

    /// Whether it says when it was.
    pub(super) const fn says_when(self) -> bool {
        matches!(self, Self::Start | Self::Complete | Self::RollBack)
    }

    /// Whether it says why.
    pub(super) const fn says_why(self) -> bool {
        matches!(
            self,
            Self::Extend | Self::RollBack | Self::Reschedule | Self::Postpone | Self::Cancel
        )
    }
}
