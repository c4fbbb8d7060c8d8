//! The grammar of symptoms (domain rules 7.5): what customers cannot do, for whom, and what works, said
//! from functions and degrees in either language.
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
    incident::{Continuity, Period, Scope, Symptom, Unaffected},
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
struct Instance<'a> {
    function: &'a Function,
    degree: Degree,
    continuity: Continuity,
}

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
        self.said(tense, self.instances(periods))
    }

    /// The same for a summary over several periods: each function once, in the worst of its degrees,
    /// and a continuity only if it held in all of them. What held when is told period by period.
    pub fn summary<'p>(&self, tense: Tense, periods: impl IntoIterator<Item = &'p Period>) -> String
    where
        'a: 'p,
    {
        let mut worst: Vec<Instance<'a>> = Vec::new();
        for instance in self.instances(periods) {
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
        self.said(tense, worst)
    }

    /// Symptoms as a text.
    fn said(&self, tense: Tense, mut instances: Vec<Instance<'a>>) -> String {
        let same = instances.windows(2).all(|pair| pair[0].continuity == pair[1].continuity);
        let shared = instances.first().filter(|_| same).map(|instance| instance.continuity);
        let mut clauses = Vec::new();
        while let Some(instance) = instances.first().copied() {
            let (clause, said) = self.clause(tense, instance, &instances);
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

    /// The symptoms of some periods, each once, in the order of the function list.
    fn instances<'p>(&self, periods: impl IntoIterator<Item = &'p Period>) -> Vec<Instance<'a>> {
        let place = |key: &Key| self.catalogue.functions.iter().position(|known| known.key == *key);
        let mut found: Vec<(usize, Instance<'a>)> = Vec::new();
        for period in periods {
            for symptom in period.symptoms.iter().filter(|symptom| symptom.degree.is_impact()) {
                let Some(place) = place(&symptom.function) else { continue };
                let instance = Instance {
                    function: &self.catalogue.functions[place],
                    degree: symptom.degree,
                    continuity: symptom.continuity.unwrap_or(period.continuity),
                };
                if !found.iter().any(|(_, known)| *known == instance) {
                    found.push((place, instance));
                }
            }
        }
        found.sort_by_key(|(place, instance)| (*place, instance.degree));
        found.into_iter().map(|(_, instance)| instance).collect()
    }

    /// One symptom in words, and the functions that the words cover: all members of its group if they
    /// share its degree and the group has words for it, otherwise its own.
    fn clause(
        &self,
        tense: Tense,
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
        if let Some(group) = group
            && let Some(forms) = group.forms.get(&instance.degree)
        {
            return (self.form(tense, forms), group.members.iter().collect());
        }
        let clause = match instance.function.forms.get(&instance.degree) {
            Some(forms) => self.form(tense, forms),
            None => self.pattern(tense, instance),
        };
        (clause, vec![&instance.function.key])
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

    fn with_continuity(&self, continuity: Continuity, symptoms: String) -> String {
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

    /// Who is affected, before the symptoms: 一部のお客様で、 or nothing; Some customers. `None` if the
    /// scope lists something that has no text in this language.
    pub fn who(&self, scope: &Scope) -> Option<String> {
        let l10n = self.l10n();
        Some(match scope {
            Scope::All => l10n.msg_who_all(),
            Scope::Some { .. } => l10n.msg_who_some(),
            Scope::List { .. } => l10n.msg_who_list(self.scope_items(scope)?),
        })
    }

    /// The scope as a fact: 一部のお客様. What has no text in this language is left out.
    pub fn scope(&self, scope: &Scope) -> String {
        let l10n = self.l10n();
        match scope {
            Scope::All => l10n.msg_scope_all(),
            Scope::Some { text } => {
                match text.as_ref().and_then(|text| text.shown(self.language)) {
                    Some(text) => l10n.msg_scope_some_of(text),
                    None => l10n.msg_scope_some(),
                }
            }
            Scope::List { .. } => self
                .scope_items(scope)
                .map_or_else(|| l10n.msg_scope_some(), |list| l10n.msg_scope_list_of(list)),
        }
    }

    fn scope_items(&self, scope: &Scope) -> Option<String> {
        let Scope::List { items } = scope else { return None };
        let items: Vec<_> =
            items.iter().map(|item| item.shown(self.language)).collect::<Option<_>>()?;
        (!items.is_empty()).then(|| lists::nouns(self.language, &items))
    }

    /// Services by their names: みなとメールおよびみなとDNS.
    pub fn services(&self, keys: &[Key]) -> String {
        let names: Vec<_> =
            keys.iter().map(|key| self.catalogue.service_name(key, self.language)).collect();
        lists::nouns(self.language, &names)
    }

    /// What is stated to work, by name: functions, then services.
    pub fn unaffected<'u>(&self, stated: impl IntoIterator<Item = &'u Unaffected>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for unaffected in stated {
            let functions = unaffected
                .functions
                .iter()
                .filter_map(|key| self.catalogue.function(key).map(|function| self.noun(function)));
            let services = unaffected
                .services
                .iter()
                .map(|key| self.catalogue.service_name(key, self.language).to_owned());
            for name in functions.chain(services) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// That they work, as a sentence without its full stop: …は通常どおりご利用いただけます.
    pub fn works(&self, tense: Tense, names: &[String]) -> String {
        let what = lists::nouns(self.language, names);
        let l10n = self.l10n();
        capital(&match tense {
            Tense::Ongoing => l10n.msg_symptom_normal_now(names.len(), what),
            Tense::Over => l10n.msg_symptom_normal_past(what),
        })
    }

    /// The noun of a function: メールの受信(POP), mail reception (POP).
    pub fn noun(&self, function: &Function) -> String {
        match self.language {
            Language::Ja => self.in_house(&function.ja.noun),
            Language::En => function.en.noun.clone(),
        }
    }

    fn in_house(&self, text: &str) -> String {
        house::words(self.language, self.house, text).into_owned()
    }

    fn l10n(&self) -> &'static Sentences {
        styled(self.language, self.house)
    }
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
