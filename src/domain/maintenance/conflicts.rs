//! What else happens at the time of a maintenance: other work on the same services. Operators are told; nothing
//! is refused.

use super::{Maintenance, Window};
use crate::domain::{key::Key, reference::Reference};

/// Work on the same services at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The window.
    pub window: Key,
    /// The other maintenance.
    pub other: Reference,
    /// Its window.
    pub other_window: Window,
}

impl Maintenance {
    /// The windows of others that work on one of its services while it does, in the order of its own windows.
    pub fn conflicts<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Vec<Conflict> {
        let shares = |other: &&Self| {
            // Of a series that is planned, the later ones have no numbers of their own yet.
            (other.id, other.reference) != (self.id, self.reference)
                && other.exercise == self.exercise
                && other.services.iter().any(|service| self.services.contains(service))
        };
        let others: Vec<&Self> = others.into_iter().filter(shares).collect();
        let of = |window: &Window| {
            let found = others.iter().flat_map(|other| {
                let met = other.windows.iter().filter(|it| it.stands() && it.meets(window));
                met.map(|it| (other.reference, it.clone()))
            });
            let conflict = |(other, other_window)| {
                let window = window.key.clone();
                Conflict { window, other, other_window }
            };
            found.map(conflict).collect::<Vec<_>>()
        };
        self.windows.iter().filter(|window| window.stands()).flat_map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        maintenance::{MaintenanceKind, WindowState},
        moment::Moment,
        text::LocalizedText,
        time::Timestamp,
    };

    fn one(number: u8, service: &str, start: i64, end: i64) -> Maintenance {
        let at = |minutes| Moment::minute(Timestamp::from_seconds(minutes * 60));
        let window = Window::planned("w1".parse().unwrap(), at(start), at(end));
        let reference = format!("MNT-20261118-{number:02}").parse().unwrap();
        let title = LocalizedText::both("更新", "Update");
        let services = vec![service.parse().unwrap()];
        let blank = Maintenance::blank(reference, MaintenanceKind::Planned, title, vec![window]);
        Maintenance { services, ..blank }
    }

    #[test]
    fn work_on_the_same_service_at_the_same_time_is_named() {
        let new = one(1, "mail", 100, 200);
        let others = [
            one(2, "mail", 199, 300),
            one(3, "mail", 200, 300),
            one(4, "web", 100, 200),
            one(5, "mail", 0, 100),
            one(6, "mail", 0, 1000),
        ];
        let named = |found: Vec<Conflict>| -> Vec<u16> {
            found.iter().map(|conflict| conflict.other.number).collect()
        };
        assert_eq!(named(new.conflicts(&others)), [2, 6]);
        let mut over = one(2, "mail", 100, 200);
        over.windows[0].state = WindowState::Cancelled;
        assert_eq!(named(new.conflicts([&over, &new])), [0_u16; 0]);
    }
}
