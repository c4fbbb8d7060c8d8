//! The fuse: the most mails that may be sent to anybody, whatever the deliveries say (requirement E41). It is the last thing that is
//! looked at before mails are sent, and shares nothing with what decides which mails there are.

/// The most notices to one subscriber within an hour.
pub const HOURLY: u32 = 10;
/// The most notices to one subscriber within a day.
pub const DAILY: u32 = 40;
/// How long a slot is in which mails are counted: microseconds.
pub const SLOT: i64 = 600 * 1_000_000;

/// Whether relays took more mails of one notice than it has recipients: by a fifth, and by more than the one of a doubtful attempt.
pub const fn overflows(recipients: u64, accepted: u64) -> bool {
    accepted > recipients.saturating_add(1)
        && accepted.saturating_mul(5) > recipients.saturating_mul(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_more_mails_than_recipients_is_too_many() {
        assert!(!overflows(1_000, 1_200));
        assert!(overflows(1_000, 1_201));
        assert!(!overflows(1, 2), "one mail that may have arrived was sent again");
        assert!(overflows(1, 3));
        assert!(!overflows(0, 1));
        assert!(overflows(0, 2));
    }
}
