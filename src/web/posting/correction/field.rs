//! What can be corrected, what it is called, and what the record says of it.
//!
//! To let something else be corrected: a variant of [`Field`], its arms here, where it is read in
//! `change.rs`, and where it is asked for in `inputs.rs`.

use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{Count, DataState, Incident, Period, Symptom},
        key::Key,
        language::Language,
        moment::Moment,
        text::LocalizedText,
    },
    i18n::{
        self,
        dates::{DateStyle, Profile},
        labels::Label,
        numbers,
        symptoms::Grammar,
    },
    web::posting::{
        edit::{period_name, symptom},
        scene::Scene,
    },
};

/// How the record names a correction of the wording.
pub const TEXT: &str = "text";

/// What is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// When a period began.
    Start(Key),
    /// When a period ended.
    End(Key),
    /// What is said of the time at which a period began.
    StartNote(Key),
    /// What is said of the time at which a period ended.
    EndNote(Key),
    /// When it was noticed.
    Detected,
    /// What is said of the time at which it was noticed.
    DetectedNote,
    /// What failed in a period, and how badly.
    Symptoms(Key),
    /// For whom a period held.
    Scope(Key),
    /// The answer to the data question for a period.
    PeriodData(Key),
    /// That a period was entered by mistake.
    Period(Key),
    /// The affected services.
    Services,
    /// The answer to the data question.
    Data,
    /// How many are affected.
    Count,
    /// The wording, or anything else that is said in words.
    Text,
}

impl Field {
    /// Everything that can be corrected in an incident.
    pub(super) fn all(incident: &Incident) -> Vec<Self> {
        let mut all = vec![Self::Text];
        let noted = |moment: Option<&Moment>| moment.is_some_and(|it| it.note.is_some());
        for period in &incident.periods {
            let span = incident.span(&period.span);
            all.push(Self::Start(period.key.clone()));
            if noted(span.start.as_ref()) {
                all.push(Self::StartNote(period.key.clone()));
            }
            if span.ended().is_some() {
                all.push(Self::End(period.key.clone()));
            }
            if noted(span.ended()) {
                all.push(Self::EndNote(period.key.clone()));
            }
            if !period.symptoms.is_empty() {
                all.push(Self::Symptoms(period.key.clone()));
            }
            all.push(Self::Scope(period.key.clone()));
            if period.data != DataState::Unstated {
                all.push(Self::PeriodData(period.key.clone()));
            }
            if incident.periods.len() > 1 {
                all.push(Self::Period(period.key.clone()));
            }
        }
        if incident.detected.is_some() {
            all.push(Self::Detected);
        }
        if noted(incident.detected.as_ref()) {
            all.push(Self::DetectedNote);
        }
        all.extend([Self::Services, Self::Data]);
        if incident.count().is_some() {
            all.push(Self::Count);
        }
        all
    }

    pub(super) fn word(&self) -> String {
        match self {
            Self::Start(key) => format!("start-{key}"),
            Self::End(key) => format!("end-{key}"),
            Self::StartNote(key) => format!("start_note-{key}"),
            Self::EndNote(key) => format!("end_note-{key}"),
            Self::Detected => "detected".to_owned(),
            Self::DetectedNote => "detected_note".to_owned(),
            Self::Symptoms(key) => format!("symptoms-{key}"),
            Self::Scope(key) => format!("scope-{key}"),
            Self::PeriodData(key) => format!("data-{key}"),
            Self::Period(key) => format!("period-{key}"),
            Self::Count => "count".to_owned(),
            Self::Services => "affected_services".to_owned(),
            Self::Data => "data_statement".to_owned(),
            Self::Text => TEXT.to_owned(),
        }
    }

    /// The word by which the record names it; without its period where the two are too long for a key.
    pub(super) fn stored(&self) -> Option<Key> {
        let word = self.word();
        let of_any = word.split('-').next().unwrap_or_default();
        word.parse().or_else(|_| of_any.parse()).ok()
    }

    /// What it is called in a language.
    pub(super) fn label(&self, language: Language, incident: &Incident) -> String {
        let t = i18n::t(language);
        let main = incident.main_periods().len();
        let house = HouseStyle::default();
        let name = |key: &Key| period_name(language, &house, incident, key);
        let of = |key: &Key, label: String| match incident.period_number(key) {
            Some(_) if main == 1 => label,
            _ => t.msg_correct_of_period(name(key), label),
        };
        match self {
            Self::Start(key) => of(key, t.msg_started()),
            Self::End(key) => of(key, t.msg_recovered_at()),
            Self::StartNote(key) => of(key, t.msg_edit_moment_note(t.msg_started())),
            Self::EndNote(key) => of(key, t.msg_edit_moment_note(t.msg_recovered_at())),
            Self::Detected => t.msg_detected(),
            Self::DetectedNote => t.msg_edit_moment_note(t.msg_detected()),
            Self::Symptoms(key) => of(key, t.msg_symptoms()),
            Self::Scope(key) => of(key, t.msg_scope()),
            Self::PeriodData(key) => of(key, t.msg_data_impact()),
            Self::Period(key) => name(key),
            Self::Count => t.msg_count(),
            Self::Services => t.msg_affected_services(),
            Self::Data => t.msg_data_impact(),
            Self::Text => t.msg_correct_text(),
        }
    }

    /// The inputs for what is right, where it has its own.
    pub(super) fn own_input(&self) -> String {
        format!("corrected_{}", self.word())
    }

    /// The input for what is right of one of several values.
    pub(super) fn row(&self, index: usize) -> String {
        format!("{}-{index}", self.own_input())
    }

    /// Whether it is what is said of a moment.
    pub(super) const fn is_note(&self) -> bool {
        matches!(self, Self::StartNote(_) | Self::EndNote(_) | Self::DetectedNote)
    }

    /// Whether it is a moment.
    pub(super) const fn is_moment(&self) -> bool {
        matches!(self, Self::Start(_) | Self::End(_) | Self::Detected)
    }

    /// The moment that it is about.
    pub(super) fn moment(&self, incident: &Incident) -> Option<Moment> {
        let span = |key: &Key| Some(incident.span(&incident.period(key)?.span));
        match self {
            Self::Start(key) | Self::StartNote(key) => span(key)?.start,
            Self::End(key) | Self::EndNote(key) => span(key)?.ended().cloned(),
            Self::Detected | Self::DetectedNote => incident.detected.clone(),
            _ => None,
        }
    }

    /// What the record says of it, in both languages.
    pub(super) fn value(&self, scene: &Scene<'_>, incident: &Incident) -> LocalizedText {
        let [ja, en] = Language::ALL.map(|language| self.value_in(scene, incident, language));
        LocalizedText::both(ja, en)
    }

    fn value_in(&self, scene: &Scene<'_>, incident: &Incident, language: Language) -> String {
        let house = HouseStyle::default();
        let grammar = Grammar { catalogue: scene.catalogue, house: &house, language };
        let profile = match language {
            Language::Ja => Profile::Notice,
            Language::En => Profile::List,
        };
        let dates = DateStyle { zone: scene.zone, house: &house };
        let said = |moment: Option<&Moment>| {
            moment.map_or_else(|| "–".to_owned(), |moment| dates.moment(profile, moment))
        };
        let span = |key: &Key| incident.period(key).map(|period| incident.span(&period.span));
        match self {
            Self::Start(_) | Self::End(_) | Self::Detected => said(self.moment(incident).as_ref()),
            Self::StartNote(_) | Self::EndNote(_) | Self::DetectedNote => {
                let note = self.moment(incident).and_then(|moment| moment.note);
                let reading = note.as_ref().and_then(|note| note.read(language));
                reading.map_or_else(|| "–".to_owned(), |reading| reading.text.to_owned())
            }
            Self::Symptoms(key) => {
                incident.period(key).map(|it| symptoms(&grammar, it)).unwrap_or_default()
            }
            Self::Scope(key) => {
                incident.period(key).map(|it| grammar.scope(&it.scope)).unwrap_or_default()
            }
            Self::PeriodData(key) => {
                let state = incident.period(key).map(|period| period.data);
                state.unwrap_or(DataState::Unstated).label(i18n::t(language))
            }
            Self::Period(key) => span(key).map_or_else(
                || i18n::t(language).msg_correct_no_period(),
                |span| dates.span(profile, &span).unwrap_or_default(),
            ),
            Self::Count => {
                incident.count().map_or_else(String::new, |count| counted(language, count))
            }
            Self::Services => grammar.services(&incident.affected),
            Self::Data => data_statement(language, incident),
            Self::Text => String::new(),
        }
    }
}

/// What failed, and how badly.
fn symptoms(grammar: &Grammar<'_>, period: &Period) -> String {
    let t = i18n::t(grammar.language);
    let said =
        |it: &Symptom| t.msg_correct_symptom(symptom::named(grammar, it), it.degree.label(t));
    period.symptoms.iter().map(said).collect::<Vec<_>>().join(" / ")
}

/// The answer to the data question, with what belongs to it.
fn data_statement(language: Language, incident: &Incident) -> String {
    let t = i18n::t(language);
    let lost = incident.data_lost.as_ref().filter(|_| incident.data_statement == DataState::Lost);
    let lost = lost.and_then(|text| text.read(language)).map(|reading| reading.text.to_owned());
    let bounced = incident.data_bounced.then(|| t.msg_data_bounced());
    let parts = [Some(incident.data_statement.label(t)), lost, bounced];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

/// How many, of what, and how well it is known.
fn counted(language: Language, count: &Count) -> String {
    let t = i18n::t(language);
    let unit = count.unit.read(language).map(|reading| reading.text).unwrap_or_default();
    t.msg_correct_count(numbers::grouped(count.n), unit, count.basis.label(t))
}
