//! What a maintenance may do to the functions of its services, as sentences: 作業時間中、メールの受信(POP)が
//! 15分程度ご利用いただけないことがございます。 Customers read them where nobody wrote it in their own words.
//!
//! What cannot be used at all is said first, with how long; then what is hampered, in the words of the symptoms.

use super::{
    dates, lists,
    symptoms::{Grammar, Instance, Mood, capital},
    voice::Voice,
};
use crate::domain::{
    incident::{Continuity, Symptom},
    language::Language,
    maintenance::Maintenance,
    service::Degree,
};

impl Voice<'_> {
    /// What customers may notice, from the functions that may fail; `longest` is the longest interruption in
    /// seconds, `times` how many there may be. `None` if no function may fail.
    pub fn effects(
        &self,
        effects: &[Symptom],
        longest: Option<u32>,
        times: Option<u32>,
    ) -> Option<String> {
        let (t, grammar) = (self.sentences(), self.grammar());
        let each = effects.iter().map(|symptom| (symptom, Continuity::Continuous));
        let (stopped, hampered): (Vec<_>, Vec<_>) =
            grammar.instances(each).into_iter().partition(|one| grammar.is_plainly_stopped(one));
        let stopped = (!stopped.is_empty()).then(|| self.stopped(&stopped, longest, times));
        let hampered = (!hampered.is_empty())
            .then(|| t.msg_effects_hampered(grammar.said(Mood::MayBe, hampered)));
        let mut clauses = stopped.into_iter().chain(hampered);
        let first = clauses.next()?;
        let first = t.msg_effects_in_window(match self.language {
            Language::Ja => first,
            Language::En => capital(&first),
        });
        let further = clauses.map(|clause| t.msg_effects_also(clause));
        Some(self.run_on(&[first].into_iter().chain(further).collect::<Vec<_>>()))
    }

    /// The same for a maintenance of which nobody wrote it in their own words.
    pub fn impact_of(&self, maintenance: &Maintenance) -> Option<String> {
        let Maintenance { effects, max_interruption, interruptions, .. } = maintenance;
        let unwritten = maintenance.impact.is_none();
        unwritten.then(|| self.effects(effects, *max_interruption, *interruptions)).flatten()
    }

    /// What cannot be used, and how long.
    fn stopped(
        &self,
        stopped: &[Instance<'_>],
        longest: Option<u32>,
        times: Option<u32>,
    ) -> String {
        let (t, grammar) = (self.sentences(), self.grammar());
        let name = |one: &Instance<'_>| match self.language {
            Language::Ja => grammar.noun(one.function),
            Language::En => one.function.en.gerund.clone(),
        };
        let names: Vec<String> = stopped.iter().map(name).collect();
        let what = lists::nouns(self.language, &names);
        let length = longest
            .filter(|seconds| *seconds > 0)
            .map(|seconds| dates::interruption(self.prose(), seconds));
        let clause = match (length, times) {
            (Some(length), Some(times @ 2..)) => t.msg_effects_stopped_times(what, times, length),
            (Some(length), _) => t.msg_effects_stopped_for(what, length),
            (None, _) => t.msg_effects_stopped(what),
        };
        let first = stopped.first().map(|one| one.continuity);
        let shared = first.filter(|first| stopped.iter().all(|one| one.continuity == *first));
        grammar.with_continuity(shared.unwrap_or_default(), clause)
    }
}

impl Grammar<'_> {
    /// Whether a function cannot be used, and neither it nor its group has words of its own for that.
    fn is_plainly_stopped(&self, one: &Instance<'_>) -> bool {
        let group = one.function.group.as_ref().and_then(|key| self.catalogue.group(key));
        one.degree == Degree::Unavailable
            && !one.function.forms.contains_key(&Degree::Unavailable)
            && group.is_none_or(|group| !group.forms.contains_key(&Degree::Unavailable))
    }
}
