//! Changing the facts of a maintenance without a step: what is done, what customers may notice, what it belongs to.
//! When work happens, how it goes on and what was posted is changed by steps alone.

use super::Maintenance;
use crate::domain::{language::Language, text::LocalizedText, time::Timestamp};

impl Maintenance {
    /// The maintenance with the facts of another version of it. Where calendars show something else then, that is
    /// kept, so that they take it over.
    #[must_use]
    pub fn edited(&self, facts: Self, now: Timestamp) -> Self {
        let mut after = Self {
            title: facts.title,
            work: facts.work,
            purpose: facts.purpose,
            effects: facts.effects,
            impact: facts.impact,
            request: facts.request,
            precheck: facts.precheck,
            extension: facts.extension,
            cancellation: facts.cancellation,
            result: facts.result,
            max_interruption: facts.max_interruption,
            interruptions: facts.interruptions,
            unaffected: facts.unaffected,
            follows: facts.follows,
            announces_measure: facts.announces_measure,
            report: facts.report,
            earlier: facts.earlier,
            ..self.clone()
        };
        if !after.looks_like(self) {
            // A clock that was set back changes nothing in the order of what happened.
            let last = self.revised.last().map_or(now, |last| now.max(*last));
            after.revised.push(last);
        }
        after
    }

    /// Whether a calendar shows the same of both: the title, and what customers may notice.
    fn looks_like(&self, other: &Self) -> bool {
        let words =
            |text: &LocalizedText| Language::ALL.map(|it| text.written(it).map(str::to_owned));
        let impact = |one: &Self| one.impact.as_ref().map(words);
        words(&self.title) == words(&other.title)
            && impact(self) == impact(other)
            && (self.impact.is_some() || self.effects == other.effects)
            && self.max_interruption == other.max_interruption
            && self.interruptions == other.interruptions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        maintenance::{MaintenanceKind, Window},
        moment::Moment,
    };

    #[test]
    fn calendars_are_told_of_what_they_show_and_of_nothing_else() {
        let at = |minutes: i64| Timestamp::from_seconds(minutes * 60);
        let window = Window::planned(
            "w1".parse().unwrap(),
            Moment::minute(at(100)),
            Moment::minute(at(200)),
        );
        let title = LocalizedText::both("更新", "Update");
        let reference = "MNT-20261118-01".parse().unwrap();
        let one = Maintenance::blank(reference, MaintenanceKind::Planned, title, vec![window])
            .logged(at(1));
        let work = Some(LocalizedText::both("交換いたします。", "We will replace it."));
        let quiet = one.edited(Maintenance { work, ..one.clone() }, at(2));
        assert!(quiet.work.is_some());
        assert_eq!(quiet.calendar(), one.calendar());
        let facts = Maintenance { max_interruption: Some(60), windows: vec![], ..quiet.clone() };
        let seen = quiet.edited(facts, at(3));
        assert_eq!(seen.windows, one.windows, "when work happens is changed by steps alone");
        let entry = &seen.calendar()[0];
        assert_eq!((entry.sequence, entry.last_modified), (1, Some(at(3))));
        // Also when the clock was set back.
        let facts = Maintenance { max_interruption: Some(90), ..seen.clone() };
        let entry = seen.edited(facts, at(2)).calendar().remove(0);
        assert_eq!((entry.sequence, entry.last_modified), (2, Some(at(3))));
    }
}
