//! The grammar of symptoms (domain rules 7.5): what customers cannot do, said from functions and degrees
//! in either language. For whom, and what works, is in `affected.rs`; what a maintenance may do to them,
//! in `effects.rs`.
//!
//! The patterns of the degrees are in `locales/*/symptoms.ftl`; the words of a function, and forms
//! of its own for a degree, are in the catalogue. To add a degree: its patterns there, and its arms
//! in [`Grammar::pattern`].

use super::{
    house, lists,
    sentences::{Sentences, styled},
};
use crate::domain::{
    house_style::HouseStyle,
    incident::{Continuity, Period, Symptom},
    key::Key,
    language::Language,
    notice::Tense,
    service::{Catalogue, Degree, Function, SymptomForms},
};

/// How symptoms are said on this portal in one language.
#[derive(Clone, Copy, Debug)]
pub struct Grammar<'a> {
    /// The services and functions with their words.
    pub catalogue: &'a Catalogue,
    /// The words of the house. A text that is to be stored is made in the default style.
    pub house: &'a HouseStyle,
    /// The language.
    pub language: Language,
}

/// One symptom with the continuity that holds for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Instance<'a> {
    pub(super) function: &'a Function,
    pub(super) degree: Degree,
    pub(super) continuity: Continuity,
}

/// How a symptom is said.
#[derive(Clone, Copy)]
pub(super) enum Mood {
    /// It is there, or was.
    Is(Tense),
    /// It may come.
    MayBe,
}

/// With what the forms of a function begin in English, where they say that something is not possible.
const CANNOT: &str = "cannot ";
/// The same, where they leave it open already.
const MAY: &str = "may ";

impl<'a> Grammar<'a> {
    /// What customers cannot do in some periods: メールの受信(POP)ができない、… before 状況; cannot receive
    /// mail (POP) and … after who. Empty if the periods state no symptom.
    pub fn symptoms<'p>(
        &self,
        tense: Tense,
        periods: impl IntoIterator<Item = &'p Period>,
    ) -> String
    where
        'a: 'p,
    {
        self.said(Mood::Is(tense), self.instances(of_periods(periods)))
    }

    /// The same for a summary over several periods: each function once, in the worst of its degrees,
    /// and a continuity only if it held in all of them. What held when is told period by period.
    pub fn summary<'p>(&self, tense: Tense, periods: impl IntoIterator<Item = &'p Period>) -> String
    where
        'a: 'p,
    {
        let mut worst: Vec<Instance<'a>> = Vec::new();
        for instance in self.instances(of_periods(periods)) {
            match worst.iter_mut().find(|known| known.function.key == instance.function.key) {
                Some(known) => known.degree = known.degree.min(instance.degree),
                None => worst.push(instance),
            }
            let first = worst[0].continuity;
            if instance.continuity != first {
                for known in &mut worst {
                    known.continuity = Continuity::Continuous;
                }
            }
        }
        self.said(Mood::Is(tense), worst)
    }

    /// Symptoms as a text.
    pub(super) fn said(&self, mood: Mood, mut instances: Vec<Instance<'a>>) -> String {
        let same = instances.windows(2).all(|pair| pair[0].continuity == pair[1].continuity);
        let shared = instances.first().filter(|_| same).map(|instance| instance.continuity);
        let mut clauses = Vec::new();
        while let Some(instance) = instances.first().copied() {
            let (clause, said) = self.clause(mood, instance, &instances);
            instances
                .retain(|other| !said.contains(&&other.function.key) || !alike(other, &instance));
            clauses.push(match shared {
                Some(_) => clause,
                None => self.with_continuity(instance.continuity, clause),
            });
        }
        if clauses.is_empty() {
            return String::new();
        }
        let joined = lists::clauses(self.language, &clauses);
        self.with_continuity(shared.unwrap_or_default(), joined)
    }

    /// Symptoms with the continuity that holds for those without their own, each once, in the order of the
    /// function list.
    pub(super) fn instances<'p>(
        &self,
        symptoms: impl IntoIterator<Item = (&'p Symptom, Continuity)>,
    ) -> Vec<Instance<'a>> {
        let place = |key: &Key| self.catalogue.functions.iter().position(|known| known.key == *key);
        let mut found: Vec<(usize, Instance<'a>)> = Vec::new();
        for (symptom, continuity) in symptoms {
            let place = place(&symptom.function).filter(|_| symptom.degree.is_impact());
            let Some(place) = place else { continue };
            let instance = Instance {
                function: &self.catalogue.functions[place],
                degree: symptom.degree,
                continuity: symptom.continuity.unwrap_or(continuity),
            };
            if !found.iter().any(|(_, known)| *known == instance) {
                found.push((place, instance));
            }
        }
        found.sort_by_key(|(place, instance)| (*place, instance.degree));
        found.into_iter().map(|(_, instance)| instance).collect()
    }

    /// One symptom in words, and the functions that the words cover: all members of its group if they
    /// share its degree and the group has words for it, otherwise its own.
    fn clause(
        &self,
        mood: Mood,
        instance: Instance<'a>,
        all: &[Instance<'a>],
    ) -> (String, Vec<&'a Key>) {
        let shared_by = |member: &Key| {
            all.iter().any(|other| other.function.key == *member && alike(other, &instance))
        };
        let group = instance
            .function
            .group
            .as_ref()
            .and_then(|key| self.catalogue.group(key))
            .filter(|group| group.members.iter().all(shared_by));
        let tense = match mood {
            Mood::Is(tense) => tense,
            Mood::MayBe => Tense::Ongoing,
        };
        if let Some(group) = group
            && let Some(forms) = group.forms.get(&instance.degree)
        {
            let clause = self.in_mood(mood, self.form(tense, forms));
            return (clause, group.members.iter().collect());
        }
        let clause = match instance.function.forms.get(&instance.degree) {
            Some(forms) => self.form(tense, forms),
            None => self.pattern(tense, instance),
        };
        (self.in_mood(mood, clause), vec![&instance.function.key])
    }

    /// What customers cannot do as what they may not be able to do. In Japanese the sentence around it says so.
    fn in_mood(&self, mood: Mood, clause: String) -> String {
        match (self.language, mood) {
            (Language::En, Mood::MayBe) if !clause.starts_with(MAY) => {
                match clause.strip_prefix(CANNOT) {
                    Some(verb) => self.l10n().msg_symptom_may_be_unable(verb),
                    None => self.l10n().msg_symptom_may(clause),
                }
            }
            _ => clause,
        }
    }

    fn form(&self, tense: Tense, forms: &SymptomForms) -> String {
        let form = match (self.language, tense) {
            (Language::Ja, _) => &forms.ja,
            (Language::En, Tense::Ongoing) => &forms.en_now,
            (Language::En, Tense::Over) => &forms.en_past,
        };
        self.in_house(form)
    }

    /// The pattern of a degree with the words of the function.
    fn pattern(&self, tense: Tense, Instance { function, degree, .. }: Instance<'_>) -> String {
        let (l10n, now) = (self.l10n(), tense == Tense::Ongoing);
        let noun = self.noun(function);
        let english = |form: &String| match self.language {
            Language::Ja => noun.clone(),
            Language::En => form.clone(),
        };
        let (verb, gerund) = (english(&function.en.verb), english(&function.en.gerund));
        match degree {
            Degree::Unavailable if now => l10n.msg_symptom_unavailable_now(verb),
            Degree::Unavailable => l10n.msg_symptom_unavailable_past(verb),
            Degree::Difficult if now => l10n.msg_symptom_difficult_now(gerund),
            Degree::Difficult => l10n.msg_symptom_difficult_past(gerund),
            Degree::Delayed if now => l10n.msg_symptom_delayed_now(noun),
            Degree::Delayed => l10n.msg_symptom_delayed_past(noun),
            Degree::Errors if now => l10n.msg_symptom_errors_now(gerund),
            Degree::Errors => l10n.msg_symptom_errors_past(gerund),
            Degree::Slow if now => l10n.msg_symptom_slow_now(gerund),
            Degree::Slow => l10n.msg_symptom_slow_past(gerund),
            Degree::Normal | Degree::Unstated => String::new(),
        }
    }

    pub(super) fn with_continuity(&self, continuity: Continuity, symptoms: String) -> String {
        let l10n = self.l10n();
        match continuity {
            Continuity::Continuous => symptoms,
            Continuity::Intermittent => l10n.msg_symptoms_intermittent(symptoms),
            Continuity::Temporary => l10n.msg_symptoms_temporary(symptoms),
            Continuity::IntermittentAndTemporary => {
                l10n.msg_symptoms_intermittent_and_temporary(symptoms)
            }
        }
    }

    /// The problem for a title, from its worst symptom: メール受信の障害, problems receiving mail. `None`
    /// without a symptom.
    pub fn short(&self, symptoms: &[Symptom]) -> Option<String> {
        let place = |key: &Key| self.catalogue.functions.iter().position(|known| known.key == *key);
        let (_, degree, function) = symptoms
            .iter()
            .filter(|symptom| symptom.degree.is_impact())
            .filter_map(|symptom| {
                let place = place(&symptom.function)?;
                Some((place, symptom.degree, &self.catalogue.functions[place]))
            })
            .min_by_key(|(place, degree, _)| (*degree, *place))?;
        let what = match self.language {
            Language::Ja => self.in_house(&function.ja.short),
            Language::En => function.en.short_gerund.clone(),
        };
        let l10n = self.l10n();
        Some(match degree {
            Degree::Delayed => l10n.msg_symptom_short_delayed(what),
            _ => l10n.msg_symptom_short(what),
        })
    }

    /// The noun of a function: メールの受信(POP), mail reception (POP).
    pub fn noun(&self, function: &Function) -> String {
        match self.language {
            Language::Ja => self.in_house(&function.ja.noun),
            Language::En => function.en.noun.clone(),
        }
    }

    pub(super) fn in_house(&self, text: &str) -> String {
        house::words(self.language, self.house, text).into_owned()
    }

    pub(super) fn l10n(&self) -> &'static Sentences {
        styled(self.language, self.house)
    }
}

/// The symptoms of some periods.
fn of_periods<'p>(
    periods: impl IntoIterator<Item = &'p Period>,
) -> impl Iterator<Item = (&'p Symptom, Continuity)> {
    let of =
        |period: &'p Period| period.symptoms.iter().map(|symptom| (symptom, period.continuity));
    periods.into_iter().flat_map(of)
}

fn alike(one: &Instance<'_>, other: &Instance<'_>) -> bool {
    one.degree == other.degree && one.continuity == other.continuity
}

/// A text with its first letter in upper case, for the start of an English sentence or fact.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
