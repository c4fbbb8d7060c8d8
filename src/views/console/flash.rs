//! What is said once after an action, carried over the redirect in a cookie as a word: the cookie
//! holds no text, so nobody can make the console say theirs.
//!
//! To add one: a variant, its word, its sentence in `locales/{ja,en}/console.ftl`.

use crate::i18n::sentences::Sentences;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flash {
    /// Signed in.
    SignedIn,
    /// Signed in, after this many failed attempts of somebody.
    Attempts(u32),
    /// The password was changed.
    PasswordSet,
    /// The second factor was taken away.
    FactorOff,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was taken away.
    PasskeyRemoved,
    /// The language was changed.
    Language,
    /// One of one's own sessions was ended.
    SessionEnded,
    /// All others of one's own sessions were ended.
    SessionsEnded,
    /// A role was changed.
    OperatorRole,
    /// A role was chosen that the operator already has.
    OperatorSame,
    /// An operator was disabled.
    OperatorDisabled,
    /// An operator was enabled.
    OperatorEnabled,
    /// All sessions of an operator were ended.
    OperatorSessions,
    /// A notice was posted.
    Posted,
    /// The record was changed.
    RecordSaved,
    /// A draft was kept.
    DraftSaved,
    /// A draft was discarded.
    DraftDiscarded,
    /// A service was given a state.
    StateGiven,
    /// The state given to a service was lifted.
    StateLifted,
    /// The clock, or somebody, changed a maintenance first.
    ClockWasFaster,
}

const PLAIN: [(Flash, &str); 20] = [
    (Flash::SignedIn, "signed-in"),
    (Flash::PasswordSet, "password-set"),
    (Flash::FactorOff, "factor-off"),
    (Flash::PasskeyAdded, "passkey-added"),
    (Flash::PasskeyRemoved, "passkey-removed"),
    (Flash::Language, "language"),
    (Flash::SessionEnded, "session-ended"),
    (Flash::SessionsEnded, "sessions-ended"),
    (Flash::OperatorRole, "operator-role"),
    (Flash::OperatorSame, "operator-same"),
    (Flash::OperatorDisabled, "operator-disabled"),
    (Flash::OperatorEnabled, "operator-enabled"),
    (Flash::OperatorSessions, "operator-sessions"),
    (Flash::Posted, "posted"),
    (Flash::RecordSaved, "record-saved"),
    (Flash::DraftSaved, "draft-saved"),
    (Flash::DraftDiscarded, "draft-discarded"),
    (Flash::StateGiven, "state-given"),
    (Flash::StateLifted, "state-lifted"),
    (Flash::ClockWasFaster, "clock-was-faster"),
];
const ATTEMPTS: &str = "attempts-";

impl Flash {
    /// The word in the cookie.
    pub fn word(self) -> String {
        match self {
            Self::Attempts(count) => format!("{ATTEMPTS}{count}"),
            plain => PLAIN
                .iter()
                .find(|(flash, _)| *flash == plain)
                .map_or_else(String::new, |(_, word)| (*word).to_owned()),
        }
    }

    /// What a word in the cookie means.
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(count) = word.strip_prefix(ATTEMPTS) {
            return count.parse().ok().map(Self::Attempts);
        }
        PLAIN.iter().find(|(_, known)| *known == word).map(|(flash, _)| *flash)
    }

    /// The sentence.
    pub fn sentence(self, t: &Sentences) -> String {
        match self {
            Self::SignedIn => t.msg_flash_signed_in(),
            Self::Attempts(count) => t.msg_flash_attempts(count),
            Self::PasswordSet => t.msg_flash_password_set(),
            Self::FactorOff => t.msg_flash_factor_off(),
            Self::PasskeyAdded => t.msg_flash_passkey_added(),
            Self::PasskeyRemoved => t.msg_flash_passkey_removed(),
            Self::Language => t.msg_flash_language(),
            Self::SessionEnded => t.msg_flash_session_ended(),
            Self::SessionsEnded => t.msg_flash_sessions_ended(),
            Self::OperatorRole => t.msg_flash_operator_role(),
            Self::OperatorSame => t.msg_flash_operator_same(),
            Self::OperatorDisabled => t.msg_flash_operator_disabled(),
            Self::OperatorEnabled => t.msg_flash_operator_enabled(),
            Self::OperatorSessions => t.msg_flash_operator_sessions(),
            Self::Posted => t.msg_inc_posted(),
            Self::RecordSaved => t.msg_inc_saved(),
            Self::DraftSaved => t.msg_post_draft_kept(),
            Self::DraftDiscarded => t.msg_post_draft_discarded(),
            Self::StateGiven => t.msg_flash_state_given(),
            Self::StateLifted => t.msg_flash_state_lifted(),
            Self::ClockWasFaster => t.msg_maint_clock_was_faster(),
        }
    }
}
