//! How a maintenance begins: what keeps its windows from being announced, and the record once it is.
//! What its first notice says is in `telling.rs`.

use super::{Maintenance, MaintenanceKind, Window, WindowChange, WindowState, life::Refusal};
use crate::domain::{key::Key, time::Timestamp};

/// The most windows that are announced at once.
pub const MOST_WINDOWS: usize = 20;

impl Maintenance {
    /// What keeps its windows from being announced now, window by window. Work is announced before it begins; an
    /// emergency may have begun, and is not over.
    pub fn unannounceable(&self, now: Timestamp) -> Vec<(Key, Refusal)> {
        let emergency = self.kind == MaintenanceKind::Emergency;
        let refused = |window: &Window| {
            let counts = if emergency { window.end.at } else { window.start.at };
            if window.end.at <= window.start.at {
                Some(Refusal::EndBeforeStart)
            } else {
                (counts <= now).then_some(Refusal::InPast)
            }
        };
        let windows = self.windows.iter();
        windows.filter_map(|window| Some((window.key.clone(), refused(window)?))).collect()
    }

    /// The record as it is announced: that each window is planned stands at the beginning of its log.
    #[must_use]
    pub fn logged(mut self, now: Timestamp) -> Self {
        let planned = self.windows.iter().map(|window| WindowChange {
            window: window.key.clone(),
            state: WindowState::Scheduled,
            at: now,
        });
        self.log.extend(planned.collect::<Vec<_>>());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{moment::Moment, text::LocalizedText};

    fn window(key: &str, start: i64, end: i64) -> Window {
        let at = |minutes| Moment::minute(Timestamp::from_seconds(minutes * 60));
        Window::planned(key.parse().unwrap(), at(start), at(end))
    }

    fn of(kind: MaintenanceKind, windows: Vec<Window>) -> Maintenance {
        let reference = "MNT-20261118-01".parse().unwrap();
        Maintenance::blank(reference, kind, LocalizedText::both("更新", "Update"), windows)
    }

    #[test]
    fn work_is_announced_before_it_begins_and_an_emergency_before_it_is_over() {
        let windows = || vec![window("w1", 100, 200), window("w2", 300, 400)];
        let planned = of(MaintenanceKind::Planned, windows());
        let refused = |one: &Maintenance, minutes: i64| {
            let now = Timestamp::from_seconds(minutes * 60);
            let refused = one.unannounceable(now).into_iter();
            refused.map(|(key, refusal)| (key.to_string(), refusal)).collect::<Vec<_>>()
        };
        assert_eq!(refused(&planned, 99), []);
        assert_eq!(refused(&planned, 100), [("w1".to_owned(), Refusal::InPast)]);
        let emergency = of(MaintenanceKind::Emergency, windows());
        assert_eq!(refused(&emergency, 199), []);
        assert_eq!(refused(&emergency, 200), [("w1".to_owned(), Refusal::InPast)]);
        let turned = of(MaintenanceKind::Planned, vec![window("w1", 200, 200)]);
        assert_eq!(refused(&turned, 0), [("w1".to_owned(), Refusal::EndBeforeStart)]);
    }

    #[test]
    fn that_it_was_announced_is_no_change_of_a_window() {
        let planned = of(MaintenanceKind::Planned, vec![window("w1", 100, 200)]);
        let announced = planned.logged(Timestamp::from_seconds(60));
        assert_eq!(announced.log.len(), 1);
        assert_eq!(announced.calendar()[0].sequence, 0);
    }
}
