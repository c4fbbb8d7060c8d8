//! Sessions and one-time links: how long they last and what they allow (requirements S3, S11, S33,
//! S36).

use uuid::Uuid;

use super::{time::Timestamp, token::TokenHash};

/// Minutes without a request after which a session ends.
pub const IDLE_MINUTES: i64 = 60;
/// Minutes after which a session ends in any case.
pub const LONGEST_MINUTES: i64 = 12 * 60;
/// Minutes for which a person who has just proved who they are need not do it again.
pub const FRESH_MINUTES: i64 = 5;
/// Minutes for which a one-time link is good.
pub const LINK_MINUTES: i64 = 15;
/// Seconds after which a request moves [`Session::last_seen_at`]; more often would be a write per page.
pub const SEEN_EVERY_SECONDS: i64 = 60;

/// Seconds by which a clock may be set back without a word: a server that is kept in time.
const CLOCK_SECONDS: i64 = 60;

/// One browser of one operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What is stored of its cookie; its identifier.
    pub token: TokenHash,
    /// Whose it is.
    pub operator_id: Uuid,
    /// When the operator signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// Until when the operator need not prove again who they are.
    pub fresh_until: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
    /// The password was right and the second factor is still to come: nothing else is allowed.
    pub awaits_factor: bool,
    /// The address from which it was opened.
    pub address: String,
    /// What the browser called itself, cut to [`Session::MAX_BROWSER`] characters.
    pub browser: String,
}

impl Session {
    /// The longest name of a browser that is kept, in characters.
    pub const MAX_BROWSER: usize = 200;

    /// Whether it may still be used.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.expires_at && now < self.last_seen_at.plus_minutes(IDLE_MINUTES)
    }

    /// Whether the operator has lately proved who they are. Before they did, the clock was set back since
    /// (requirement R13), and what was lately is not known.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        let proved = self.fresh_until.plus_minutes(-FRESH_MINUTES);
        proved.plus_seconds(-CLOCK_SECONDS) <= now && now < self.fresh_until
    }

    /// Whether this request is worth being written down as the last one.
    pub const fn is_seen_anew(&self, now: Timestamp) -> bool {
        now.seconds_since(self.last_seen_at) >= SEEN_EVERY_SECONDS
    }
}

/// What a one-time link is good for; it is good for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// Choosing a password: the first one, or a new one after a reset.
    SetPassword,
    /// Signing in once without a password: for the demonstration on one's own machine.
    SignIn,
}

impl LinkPurpose {
    /// Both purposes.
    pub const ALL: [Self; 2] = [Self::SetPassword, Self::SignIn];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SetPassword => "set_password",
            Self::SignIn => "sign_in",
        }
    }

    /// The purpose of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }
}

/// A link that works once, for one person, for one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInLink {
    /// What is stored of its token.
    pub token: TokenHash,
    /// For whom.
    pub operator_id: Uuid,
    /// What for.
    pub purpose: LinkPurpose,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl SignInLink {
    /// Whether it may be used for a purpose.
    pub fn is_good_for(&self, purpose: LinkPurpose, now: Timestamp) -> bool {
        self.purpose == purpose && self.used_at.is_none() && now < self.expires_at
    }
}

/// How an operator proves who they are. Everything in it is either hashed or sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// The password as an Argon2id string (PHC); `None` until the first link is used.
    pub password: Option<String>,
    /// The second factor, once it is set up.
    pub factor: Option<SecondFactor>,
}

/// A second factor: one-time codes of an authenticator (RFC 6238), and codes on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The seed, sealed with the key of this installation.
    pub sealed_seed: Vec<u8>,
    /// The last step whose code was used: no code works twice.
    pub last_step: i64,
    /// SHA-256 of each recovery code that is still unused, in hexadecimal.
    pub recovery_codes: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let at = Timestamp::from_seconds(1_000_000);
        Session {
            token: super::super::token::Token::new([0; 32]).hash(),
            operator_id: Uuid::nil(),
            created_at: at,
            last_seen_at: at,
            fresh_until: at.plus_minutes(FRESH_MINUTES),
            expires_at: at.plus_minutes(LONGEST_MINUTES),
            awaits_factor: false,
            address: String::new(),
            browser: String::new(),
        }
    }

    #[test]
    fn a_session_ends_after_an_hour_without_a_request() {
        let session = session();
        assert!(session.is_alive(session.created_at.plus_seconds(3599)));
        assert!(!session.is_alive(session.created_at.plus_seconds(3600)));
    }

    #[test]
    fn a_session_ends_after_twelve_hours_however_busy() {
        let mut session = session();
        session.last_seen_at = session.created_at.plus_seconds(12 * 3600 - 1);
        assert!(session.is_alive(session.created_at.plus_seconds(12 * 3600 - 1)));
        assert!(!session.is_alive(session.created_at.plus_seconds(12 * 3600)));
    }

    #[test]
    fn a_proof_is_good_for_five_minutes_also_when_the_clock_is_set_back() {
        let session = session();
        let after = |seconds| session.is_fresh(session.created_at.plus_seconds(seconds));
        assert!(after(0) && after(299) && after(-60));
        assert!(!after(300) && !after(-3600));
    }

    #[test]
    fn a_link_is_good_once_for_its_purpose_and_for_a_quarter_of_an_hour() {
        let now = Timestamp::from_seconds(1_000_000);
        let link = SignInLink {
            token: super::super::token::Token::new([0; 32]).hash(),
            operator_id: Uuid::nil(),
            purpose: LinkPurpose::SetPassword,
            expires_at: now.plus_minutes(LINK_MINUTES),
            used_at: None,
        };
        assert!(link.is_good_for(LinkPurpose::SetPassword, now.plus_seconds(899)));
        assert!(!link.is_good_for(LinkPurpose::SetPassword, now.plus_seconds(900)));
        assert!(!link.is_good_for(LinkPurpose::SignIn, now));
        let used = SignInLink { used_at: Some(now), ..link };
        assert!(!used.is_good_for(LinkPurpose::SetPassword, now));
    }
}
