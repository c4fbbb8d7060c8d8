//! The states of a delivery, and which follows which (requirement E29); and how operators steer a dispatch (E42).

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    /// To be sent.
    Ready,
    /// A sender has it, for a while.
    Leased,
    /// A relay took it.
    Sent,
    /// To be sent later: it could not be sent yet.
    Deferred,
    /// It cannot be sent.
    Failed,
    /// It waits for a person, or until mail reaches the recipient again.
    Held,
    /// A newer notice of the same record is sent instead.
    Superseded,
    /// It became too late to be worth sending.
    Expired,
    /// Somebody stopped it: an operator, or the recipient by unsubscribing.
    Cancelled,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::Ready,
        Self::Leased,
        Self::Sent,
        Self::Deferred,
        Self::Failed,
        Self::Held,
        Self::Superseded,
        Self::Expired,
        Self::Cancelled,
    ];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Leased => "leased",
            Self::Sent => "sent",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::Held => "held",
            Self::Superseded => "superseded",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a stored word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether something is still to come of it. A dispatch is finished when none of its deliveries is open (requirement E31).
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Ready | Self::Leased | Self::Deferred | Self::Held)
    }

    /// Whether it may become another. What is over stays as it is.
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            // Only who has leased it can send it.
            (Self::Leased, Self::Sent | Self::Failed | Self::Ready | Self::Deferred)
            | (Self::Ready | Self::Deferred, Self::Leased)
            | (Self::Ready | Self::Deferred | Self::Leased, Self::Held)
            | (Self::Held, Self::Ready) => true,
            (_, Self::Superseded | Self::Expired | Self::Cancelled) => self.is_open(),
            _ => false,
        }
    }
}

/// How operators steer a dispatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steering {
    /// It is sent.
    Running,
    /// An operator stopped it for a while.
    Paused,
    /// It waits for an operator, for instance after a restore (requirement E32) or when the fuse blew (E41).
    Held,
    /// An operator stopped it for good.
    Cancelled,
}

impl Steering {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Running, Self::Paused, Self::Held, Self::Cancelled];

    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The way of a stored word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|steering| steering.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_stays_as_it_is() {
        for over in DeliveryState::ALL.into_iter().filter(|state| !state.is_open()) {
            assert!(DeliveryState::ALL.iter().all(|next| !over.may_become(*next)), "{over:?}");
        }
    }

    #[test]
    fn only_what_is_leased_is_sent_or_fails() {
        for state in DeliveryState::ALL {
            let leased = state == DeliveryState::Leased;
            assert_eq!(state.may_become(DeliveryState::Sent), leased, "{state:?}");
            assert_eq!(state.may_become(DeliveryState::Failed), leased, "{state:?}");
        }
    }

    #[test]
    fn words_are_read_back() {
        assert!(DeliveryState::ALL.iter().all(|it| DeliveryState::of_word(it.word()) == Some(*it)));
        assert!(Steering::ALL.iter().all(|it| Steering::of_word(it.word()) == Some(*it)));
        assert_eq!(DeliveryState::of_word("lost"), None);
    }
}
