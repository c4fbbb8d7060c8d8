//! A state that an operator gives a service in the place of the computed one, with a reason (domain
//! rules 4.5), and what readers are shown of the two.
//!
//! 1. As long as it holds, the service has the state given, and readers are told since when and why.
//! 2. It holds against what the record said when it was given. Once the record says worse than it did
//!    then, and worse than the state given, the record's state shows: what became known later is never
//!    hidden by something said before.
//! 3. A state better than what the record says needs a reason that readers see, and they are told the
//!    state of the record beside it.
//! 4. It lapses at `until`, and otherwise stays until it is lifted.
//!
//! It is no fact of any incident: availability is computed from the record alone.

use serde::{Deserialize, Serialize};

use super::{key::Key, status::ServiceState, text::LocalizedText, time::Timestamp};

/// A state given to a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateOverride {
    /// The service.
    pub service: Key,
    /// The state given.
    pub state: ServiceState,
    /// What the record said when it was given.
    pub computed: ServiceState,
    /// Why, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<LocalizedText>,
    /// Why, for operators and the log.
    pub reason: String,
    /// Since when the service has this state.
    pub since: Timestamp,
    /// When it lapses; `None` if it stays until it is lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Who gave it: a login name, or `command-line`.
    pub by: String,
}

/// How a given state stands at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// It is what readers see.
    Holds,
    /// The record says worse than it did when the state was given, and worse than that state.
    Overtaken,
    /// Its time is over.
    Lapsed,
}

/// What is wrong with a given state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverrideFault {
    /// It is better than what the record says, and readers are not told why.
    NoText,
    /// It ends before it begins.
    EndBeforeStart,
}

impl StateOverride {
    /// How it stands at a time while the record says `computed`.
    pub fn force(&self, computed: ServiceState, now: Timestamp) -> Force {
        if self.until.is_some_and(|until| until <= now) {
            Force::Lapsed
        } else if computed > self.computed && computed > self.state {
            Force::Overtaken
        } else {
            Force::Holds
        }
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<OverrideFault> {
        let mut faults = Vec::new();
        if self.state < self.computed && self.text.is_none() {
            faults.push(OverrideFault::NoText);
        }
        if self.until.is_some_and(|until| until <= self.since) {
            faults.push(OverrideFault::EndBeforeStart);
        }
        faults
    }
}

/// The state of a service as readers see it, and what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// What readers see.
    pub state: ServiceState,
    /// What the record says.
    pub computed: ServiceState,
    /// The state that an operator gave, if it is what readers see.
    pub given: Option<&'a StateOverride>,
}

impl<'a> Standing<'a> {
    /// The standing of a service for which the record says `computed`.
    pub fn of(
        computed: ServiceState,
        given: Option<&'a StateOverride>,
        now: Timestamp,
    ) -> Standing<'a> {
        let given = given.filter(|given| given.force(computed, now) == Force::Holds);
        Standing { state: given.map_or(computed, |given| given.state), computed, given }
    }

    /// Whether readers are shown something better than what the record says, so that they are told the
    /// latter as well.
    pub fn is_better_than_the_record(&self) -> bool {
        self.state < self.computed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ServiceState::{Checking, Degraded, Major, Operational, Partial};

    fn given(state: ServiceState, computed: ServiceState) -> StateOverride {
        StateOverride {
            service: "mail".parse().unwrap(),
            state,
            computed,
            text: None,
            reason: "measured by hand".to_owned(),
            since: Timestamp::from_seconds(1_000),
            until: None,
            by: "hanako".to_owned(),
        }
    }

    fn shown(given: &StateOverride, computed: ServiceState, seconds: i64) -> ServiceState {
        Standing::of(computed, Some(given), Timestamp::from_seconds(seconds)).state
    }

    #[test]
    fn the_state_given_shows_in_place_of_the_computed_one() {
        assert_eq!(shown(&given(Partial, Major), Major, 2_000), Partial);
        assert_eq!(shown(&given(Major, Operational), Operational, 2_000), Major);
        // Also once the record has become better: it stays until it is lifted.
        assert_eq!(shown(&given(Partial, Major), Operational, 2_000), Partial);
        // A clock that was set back since changes nothing.
        assert_eq!(shown(&given(Partial, Major), Major, 500), Partial);
    }

    #[test]
    fn what_the_record_says_later_is_never_hidden() {
        let calm = given(Operational, Checking);
        assert_eq!(shown(&calm, Checking, 2_000), Operational);
        assert_eq!(shown(&calm, Degraded, 2_000), Degraded);
        assert_eq!(shown(&calm, Major, 2_000), Major);
        assert_eq!(calm.force(Major, Timestamp::from_seconds(2_000)), Force::Overtaken);
        // Worse than before, and not worse than what is shown already.
        assert_eq!(shown(&given(Major, Operational), Partial, 2_000), Major);
    }

    #[test]
    fn it_lapses_at_its_end() {
        let until = Some(Timestamp::from_seconds(3_000));
        let given = StateOverride { until, ..given(Major, Operational) };
        assert_eq!(shown(&given, Operational, 2_999), Major);
        assert_eq!(shown(&given, Operational, 3_000), Operational);
    }

    #[test]
    fn a_state_better_than_the_record_needs_a_reason_that_readers_see() {
        let silent = given(Operational, Major);
        assert_eq!(silent.faults(), [OverrideFault::NoText]);
        let told = StateOverride { text: Some(LocalizedText::both("誤り", "mistake")), ..silent };
        assert_eq!(told.faults(), []);
        assert!(
            Standing::of(Major, Some(&told), Timestamp::from_seconds(1))
                .is_better_than_the_record()
        );
        assert_eq!(given(Major, Operational).faults(), []);
        let backwards = StateOverride { until: Some(told.since), ..told };
        assert_eq!(backwards.faults(), [OverrideFault::EndBeforeStart]);
    }
}
