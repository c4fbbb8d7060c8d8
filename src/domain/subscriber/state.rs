//! Where a subscription stands, and which languages somebody reads.

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubscriberState {
    /// Asked for, and not confirmed yet: nothing but that question is sent.
    Pending,
    /// Confirmed.
    Active,
    /// Mail does not arrive.
    Suspended,
    /// Ended by the subscriber.
    Unsubscribed,
}

impl SubscriberState {
    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Unsubscribed => "unsubscribed",
        }
    }
}

/// The languages in which somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Japanese.
    Ja,
    /// English.
    En,
    /// Both, in one mail.
    Both,
}

impl Reading {
    /// The word by which it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
            Self::Both => "both",
        }
    }
}
