//! What somebody wants to be told of (requirement E25), and the one function that decides it (E44).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::event::{Event, Kind, Touched, Turn};
use crate::domain::{audit::hex, incident::Severity, key::Key};

/// What somebody wants to be told of. Who is told how and when (language, zone, quiet hours) is no part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interests {
    /// The services.
    pub services: Services,
    /// The kinds of notices.
    pub kinds: BTreeSet<Kind>,
    /// The mildest incident that is told.
    pub least: Severity,
    /// How much of the course of things is told.
    pub course: Course,
}

/// Which services somebody wants to hear of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Services {
    /// All, and those to come.
    All,
    /// These: with all functions, and those to come (`None`), or with some.
    These(BTreeMap<Key, Option<BTreeSet<Key>>>),
}

/// How much of the course of things somebody wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Every notice.
    Everything,
    /// How it begins and ends, and what becomes untrue of what was told.
    StartAndEnd,
}

impl Default for Interests {
    /// All services, incidents of every severity with their reports, maintenances with their reminders, every notice.
    fn default() -> Self {
        Self {
            services: Services::All,
            kinds: Kind::ALL.into(),
            least: Severity::None,
            course: Course::Everything,
        }
    }
}

impl Interests {
    /// Whether somebody with these interests is told. There is no other place in which that is decided.
    pub fn want(&self, event: &Event) -> bool {
        self.kinds.contains(&event.kind)
            && event.severity.is_none_or(|severity| severity >= self.least)
            && self.course.wants(event)
            && self.services.want(&event.touched)
    }

    /// The identifier under which equal interests are stored once: SHA-256 of their text, in hexadecimal.
    pub fn id(&self) -> String {
        hex(&Sha256::digest(self.text()))
    }

    /// The interests as they are stored. Equal interests have equal texts.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Services {
    fn want(&self, touched: &[Touched]) -> bool {
        match self {
            Self::All => true,
            // What touches no service in particular is for everyone.
            Self::These(_) if touched.is_empty() => true,
            Self::These(chosen) => touched.iter().any(|one| {
                chosen.get(&one.service).is_some_and(|functions| match functions {
                    None => true,
                    // As long as it is not said which functions are touched, it may be the chosen ones.
                    Some(functions) => {
                        one.functions.is_empty() || !functions.is_disjoint(&one.functions)
                    }
                })
            }),
        }
    }
}

impl Course {
    /// Reports and reminders are chosen by their kind; each is a whole by itself.
    fn wants(self, event: &Event) -> bool {
        match self {
            Self::Everything => true,
            Self::StartAndEnd => {
                matches!(event.kind, Kind::Report | Kind::Reminder) || event.turn != Turn::Between
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    fn touched(service: &str, functions: &[&str]) -> Touched {
        Touched { service: key(service), functions: functions.iter().map(|it| key(it)).collect() }
    }

    fn these(services: &[(&str, Option<&[&str]>)]) -> Interests {
        let functions = |names: &[&str]| names.iter().map(|it| key(it)).collect();
        let chosen = services.iter().map(|(name, some)| (key(name), some.map(functions)));
        Interests { services: Services::These(chosen.collect()), ..Interests::default() }
    }

    fn trouble(touched: Vec<Touched>) -> Event {
        let severity = Some(Severity::Minor);
        Event { kind: Kind::Incident, turn: Turn::Between, severity, touched }
    }

    #[test]
    fn what_touches_no_service_in_particular_is_for_everyone() {
        assert!(these(&[("web", None)]).want(&trouble(vec![])));
        assert!(these(&[]).want(&trouble(vec![])));
    }

    #[test]
    fn a_chosen_service_brings_its_functions_and_those_to_come() {
        let interests = these(&[("mail", None)]);
        assert!(interests.want(&trouble(vec![touched("mail", &["pop"])])));
        assert!(interests.want(&trouble(vec![touched("mail", &["brand-new"])])));
        assert!(!interests.want(&trouble(vec![touched("web", &["pop"])])));
    }

    #[test]
    fn a_chosen_function_is_told_while_it_may_be_touched() {
        let interests = these(&[("mail", Some(&["pop"]))]);
        assert!(interests.want(&trouble(vec![touched("mail", &[])])));
        assert!(interests.want(&trouble(vec![touched("mail", &["imap", "pop"])])));
        assert!(!interests.want(&trouble(vec![touched("mail", &["imap"])])));
    }

    #[test]
    fn only_start_and_end_still_tells_what_became_untrue() {
        let interests = Interests { course: Course::StartAndEnd, ..Interests::default() };
        let told =
            |kind, turn| interests.want(&Event { kind, turn, severity: None, touched: vec![] });
        assert!(told(Kind::Incident, Turn::Start) && told(Kind::Incident, Turn::End));
        assert!(told(Kind::Incident, Turn::Change) && told(Kind::Maintenance, Turn::Change));
        assert!(!told(Kind::Incident, Turn::Between) && !told(Kind::Maintenance, Turn::Between));
        assert!(told(Kind::Reminder, Turn::Between) && told(Kind::Report, Turn::Between));
    }

    #[test]
    fn severity_is_asked_of_incidents_alone() {
        let interests = Interests { least: Severity::Major, ..Interests::default() };
        assert!(!interests.want(&trouble(vec![])));
        assert!(interests.want(&Event { severity: Some(Severity::Major), ..trouble(vec![]) }));
        assert!(interests.want(&Event { severity: None, ..trouble(vec![]) }));
    }

    /// The rule once more, said the long way: a notice is unwanted if any of these is.
    fn unwanted(interests: &Interests, event: &Event) -> bool {
        let service = match &interests.services {
            Services::All => false,
            Services::These(chosen) => {
                let mut wanted = event.touched.is_empty();
                for (service, functions) in chosen {
                    for one in event.touched.iter().filter(|one| one.service == *service) {
                        wanted |= functions.is_none() || one.functions.is_empty();
                        for function in functions.iter().flatten() {
                            wanted |= one.functions.contains(function);
                        }
                    }
                }
                !wanted
            }
        };
        let course = interests.course == Course::StartAndEnd
            && event.turn == Turn::Between
            && (event.kind == Kind::Incident || event.kind == Kind::Maintenance);
        let severity = event.severity.is_some_and(|severity| severity < interests.least);
        service || course || severity || !interests.kinds.contains(&event.kind)
    }

    fn some_keys() -> impl Strategy<Value = BTreeSet<Key>> {
        proptest::collection::btree_set((0..4_u8).prop_map(|n| key(&format!("k{n}"))), 0..4)
    }

    fn interests() -> impl Strategy<Value = Interests> {
        let chosen = proptest::collection::btree_map(
            (0..4_u8).prop_map(|n| key(&format!("s{n}"))),
            proptest::option::of(some_keys()),
            0..4,
        );
        let services =
            proptest::option::of(chosen).prop_map(|it| it.map_or(Services::All, Services::These));
        let kinds = proptest::sample::subsequence(Kind::ALL.to_vec(), 0..=4);
        let least = proptest::sample::select(Severity::ALL.to_vec());
        let course = proptest::sample::select(vec![Course::Everything, Course::StartAndEnd]);
        (services, kinds, least, course).prop_map(|(services, kinds, least, course)| Interests {
            services,
            kinds: kinds.into_iter().collect(),
            least,
            course,
        })
    }

    fn event() -> impl Strategy<Value = Event> {
        let one = (0..4_u8, some_keys());
        let touched = proptest::collection::vec(
            one.prop_map(|(n, functions)| Touched { service: key(&format!("s{n}")), functions }),
            0..4,
        );
        let turns = vec![Turn::Start, Turn::Between, Turn::Change, Turn::End];
        let severity = proptest::option::of(proptest::sample::select(Severity::ALL.to_vec()));
        let kind = proptest::sample::select(Kind::ALL.to_vec());
        (kind, proptest::sample::select(turns), severity, touched)
            .prop_map(|(kind, turn, severity, touched)| Event { kind, turn, severity, touched })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn whoever_is_told_is_whom_the_rule_said_the_long_way_tells(
            interests in interests(), event in event(),
        ) {
            prop_assert_eq!(interests.want(&event), !unwanted(&interests, &event));
        }

        #[test]
        fn equal_interests_are_stored_once_and_read_back(interests in interests()) {
            let back: Interests = serde_json::from_str(&interests.text()).unwrap();
            prop_assert_eq!(back.id(), interests.id());
            prop_assert_eq!(back, interests);
        }
    }
}
