//! Until when a notice is worth sending: late mail is worse than none (requirement E32).

use crate::domain::{
    incident::{Update, UpdateKind},
    maintenance::{Maintenance, MaintenanceUpdate},
    notice::Template,
    time::Timestamp,
};

/// How long a notice is worth sending if nothing else says so, in seconds: a day.
const A_DAY: i64 = 24 * 3600;
/// How long it is worth saying that something is over, in seconds: six hours.
const OVER: i64 = 6 * 3600;

impl Update {
    /// Until when its mail is worth sending.
    pub fn expires_at(&self) -> Timestamp {
        self.posted.plus_seconds(if self.ends_the_news() { OVER } else { A_DAY })
    }

    /// Whether what was posted about the incident before is no news any more six hours after it.
    pub const fn ends_the_news(&self) -> bool {
        matches!(self.kind, UpdateKind::RecoveryNotice | UpdateKind::Withdrawal)
    }
}

impl Maintenance {
    /// Until when the mail of one of its notices is worth sending: a reminder until work begins, what is planned or going on until work
    /// ends, and what came of it for a day.
    pub fn expires_at(&self, notice: &MaintenanceUpdate) -> Timestamp {
        let of_it = |key| notice.windows.is_empty() || notice.windows.contains(key);
        let windows = self.windows.iter().filter(|it| it.stands() && of_it(&it.key));
        let worth_until = match notice.template {
            Template::M2 => windows.map(|it| it.start.at).min(),
            Template::M4 | Template::M4P | Template::M8 | Template::M9 | Template::M10 => None,
            _ => windows.map(|it| it.announced_end().at).max(),
        };
        worth_until.unwrap_or_else(|| notice.posted.plus_seconds(A_DAY))
    }
}
