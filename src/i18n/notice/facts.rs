//! The fact block of an incident (bilingual texts 1.5): what a mail lists, and a page shows.
//!
//! A notice speaks of what was known when it was posted. What the update has kept of that comes
//! first; the record as it now stands speaks only for the newest update. What applies and is not
//! known says so, never that all is well (rule D05).

use super::fill::Filler;
use crate::{
    domain::{
        incident::{
            CauseState, DataState, Eta, Incident, IncidentRecord, IncidentState, Period, Scope,
            Update, When,
        },
        language::Language,
        moment::Moment,
        notice::{Extra, Tense},
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::{labels, lists, statements, symptoms::capital},
};

/// The periods of which a notice posted at some time speaks: those that went on then, otherwise the
/// last main one that had begun.
pub fn current_periods(incident: &Incident, posted: Timestamp) -> Vec<&Period> {
    let begun = |period: &&Period| {
        let start = incident.span(&period.span).start;
        start.is_none_or(|start| start.at <= posted)
    };
    let went_on = |period: &&Period| {
        let span = incident.span(&period.span);
        span.is_ongoing() || span.ended().is_some_and(|end| end.at > posted)
    };
    let ongoing: Vec<_> = incident.periods.iter().filter(begun).filter(went_on).collect();
    if ongoing.is_empty() {
        incident.main_periods().into_iter().rfind(begun).into_iter().collect()
    } else {
        ongoing
    }
}

/// The scope of some periods together: all customers if one of them has it.
pub fn widest_scope<'a>(periods: &[&'a Period]) -> Option<&'a Scope> {
    let scopes = || periods.iter().map(|period| &period.scope);
    scopes().find(|scope| **scope == Scope::All).or_else(|| scopes().next())
}

/// The tense in which texts speak of an incident in a state.
pub(super) const fn tense(state: IncidentState) -> Tense {
    if state.is_over() { Tense::Over } else { Tense::Ongoing }
}

/// A fact as a page shows it and a mail lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is called.
    pub label: String,
    /// What is known.
    pub value: String,
}

impl Fact {
    pub(super) fn new(label: String, value: impl Into<Option<String>>) -> Option<Self> {
        Some(Self { label, value: value.into()? })
    }
}

/// Facts as the lines of a mail.
pub(super) fn lines(filler: &Filler<'_>, facts: Vec<Fact>) -> String {
    let l10n = filler.voice.sentences();
    let line = |fact: Fact| l10n.msg_fact_line(fact.label, fact.value);
    facts.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Every fact that applies, in order.
pub(super) fn all<'a>(
    filler: &'a Filler<'a>,
    record: &'a IncidentRecord,
    update: &'a Update,
) -> Vec<Fact> {
    let newest = !record.updates.iter().any(|other| {
        other.key != update.key && (other.posted, other.sequence) > (update.posted, update.sequence)
    });
    Facts { filler, record, incident: &record.incident, update, newest }.all()
}

struct Facts<'a> {
    filler: &'a Filler<'a>,
    record: &'a IncidentRecord,
    incident: &'a Incident,
    update: &'a Update,
    /// Whether nothing was posted after the update, so that the record says what it knows.
    newest: bool,
}

impl<'a> Facts<'a> {
    fn all(&self) -> Vec<Fact> {
        let voice = &self.filler.voice;
        let l10n = voice.sentences();
        let ongoing = !self.update.state.is_over();
        let services = voice.grammar().services(self.update.services(self.incident));
        [
            Fact::new(l10n.msg_fact_ref(), self.incident.reference.to_string()),
            Fact::new(l10n.msg_fact_state(), self.state()),
            Fact::new(l10n.msg_fact_started(), self.started()),
            Fact::new(l10n.msg_fact_recovered(), self.recovered()),
            Fact::new(l10n.msg_fact_affected_services(), services),
            Fact::new(l10n.msg_fact_scope(), self.scope()),
            Fact::new(l10n.msg_fact_symptoms(), self.symptoms()),
            Fact::new(l10n.msg_fact_not_affected(), self.not_affected()),
            Fact::new(l10n.msg_fact_data_impact(), self.data_impact()),
            Fact::new(l10n.msg_fact_cause(), self.cause()),
            Fact::new(l10n.msg_fact_actions(), self.actions()),
            Fact::new(l10n.msg_fact_side_effects(), self.side_effects()),
            Fact::new(l10n.msg_fact_what_you_can_do(), ongoing.then(|| self.workaround())),
            Fact::new(l10n.msg_fact_eta(), ongoing.then(|| self.eta())),
            Fact::new(l10n.msg_fact_contact(), voice.provider.contact.get(voice.language).clone()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn state(&self) -> String {
        let l10n = self.filler.voice.sentences();
        let chip = labels::incident_state(l10n, self.update.state, self.cause_state());
        let as_of = self.filler.voice.moment(&Moment::minute(self.update.posted));
        l10n.msg_fact_state_value(chip, as_of)
    }

    fn started(&self) -> String {
        let kept = self.kept(|update| update.facts.started.as_ref());
        let moment = match (self.update.facts.started.as_ref(), self.newest) {
            (Some(own), _) => self.moment(own),
            (None, true) => self.incident.started(),
            (None, false) => {
                kept.and_then(|when| self.moment(when)).or_else(|| self.incident.started())
            }
        };
        let unknown = || self.filler.voice.sentences().msg_fact_unknown();
        moment.map_or_else(unknown, |moment| self.filler.voice.moment(moment))
    }

    fn recovered(&self) -> Option<String> {
        if self.update.state != IncidentState::Recovered {
            return None;
        }
        let stated = self.update.values.recovered.as_ref().and_then(|when| self.moment(when));
        Some(self.filler.voice.moment(stated.or_else(|| self.incident.recovered())?))
    }

    fn scope(&self) -> String {
        let kept = self.kept(|update| update.facts.scope.as_ref());
        let stated = widest_scope(&current_periods(self.incident, self.update.posted));
        let scope = match (self.update.facts.scope.as_ref(), self.newest) {
            (Some(own), _) => Some(own),
            (None, true) => stated,
            (None, false) => kept.or(stated),
        };
        let unknown = || self.filler.voice.sentences().msg_fact_unknown();
        scope.map_or_else(unknown, |scope| self.filler.voice.grammar().scope(scope))
    }

    fn symptoms(&self) -> Option<String> {
        let typed = self.phrase(self.update.values.symptom.as_ref());
        let tense = tense(self.update.state);
        let periods = current_periods(self.incident, self.update.posted);
        let said = typed.unwrap_or_else(|| self.filler.voice.grammar().symptoms(tense, periods));
        (!said.is_empty()).then(|| self.sentence_case(&said))
    }

    fn not_affected(&self) -> Option<String> {
        let grammar = self.filler.voice.grammar();
        let names = match (self.update.facts.not_affected.as_ref(), self.newest) {
            (Some(own), _) => grammar.unaffected([own]),
            (None, true) => {
                let current = current_periods(self.incident, self.update.posted);
                grammar.unaffected(self.incident.unaffected.iter().filter(|stated| {
                    stated
                        .periods
                        .as_ref()
                        .is_none_or(|keys| current.iter().any(|period| keys.contains(&period.key)))
                }))
            }
            (None, false) => {
                grammar.unaffected(self.kept(|update| update.facts.not_affected.as_ref()))
            }
        };
        if names.is_empty() {
            let ongoing = !self.update.state.is_over();
            return ongoing.then(|| self.filler.voice.sentences().msg_fact_unknown());
        }
        Some(self.sentence_case(&lists::nouns(self.filler.voice.language, &names)))
    }

    fn data_impact(&self) -> String {
        let values = &self.update.values;
        let record =
            (self.newest || self.update.state.is_over()).then_some(self.incident.data_statement);
        let state = values.data_statement.or(values.remaining).or(record).unwrap_or_default();
        let what = self.phrase(values.what.as_ref().or(self.incident.data_lost.as_ref()));
        let bounced = self.incident.data_bounced;
        statements::data(&self.filler.voice, state, bounced, what.as_deref())
            .filter(|said| state != DataState::Unstated && !said.is_empty())
            .unwrap_or_else(|| self.filler.voice.sentences().msg_fact_data_unknown())
    }

    fn cause_state(&self) -> CauseState {
        match (&self.update.values.cause_statement, self.newest) {
            (Some(statement), _) => statement.state,
            (None, true) => self.incident.cause.state,
            (None, false) => self.update.cause_state,
        }
    }

    fn cause(&self) -> String {
        let l10n = self.filler.voice.sentences();
        let state = self.cause_state();
        let stated = self.update.values.cause_statement.as_ref();
        let named = stated.and_then(|statement| statement.cause.as_ref()).or(self
            .incident
            .cause
            .summary
            .as_ref());
        match state {
            CauseState::Unknown if self.newest && self.incident.cause.not_established => {
                l10n.msg_fact_cause_not_established()
            }
            CauseState::Unknown => l10n.msg_fact_cause_unknown(),
            _ => statements::cause(l10n, state, self.phrase(named).as_deref())
                .unwrap_or_else(|| labels::Label::label(state, l10n)),
        }
    }

    fn actions(&self) -> Option<String> {
        Some(self.sentence_case(&self.phrase(self.update.values.action_now.as_ref())?))
    }

    /// Only what somebody has stated: that there are none is a statement, too.
    fn side_effects(&self) -> Option<String> {
        self.phrase(self.incident.side_effects.as_ref().filter(|_| self.newest))
    }

    fn workaround(&self) -> String {
        let proposed = self.update.values.extra.iter().find_map(|extra| match extra {
            Extra::Workaround { workaround } => Some(workaround),
            _ => None,
        });
        let stated = self.incident.workaround.as_ref().filter(|_| self.newest);
        self.phrase(stated.or(proposed)).map_or_else(
            || self.filler.voice.sentences().msg_fact_no_workaround(),
            |said| self.sentence_case(&said),
        )
    }

    fn eta(&self) -> String {
        let of_record = match &self.incident.eta {
            Eta::At { moment, target } if self.newest => Some((moment, *target)),
            Eta::At { .. } | Eta::Unknown => None,
        };
        let stated = match &self.update.values.eta {
            Some(Eta::At { moment, target }) => Some((moment, *target)),
            Some(Eta::Unknown) => None,
            None => of_record,
        };
        let stated = stated.and_then(|(when, target)| Some((self.moment(when)?, target)));
        statements::eta(&self.filler.voice, stated)
    }

    /// What an earlier update has kept of a fact, the latest first.
    fn kept<T>(&self, of: impl Fn(&'a Update) -> Option<&'a T>) -> Option<&'a T> {
        let mut before: Vec<_> =
            self.record.updates.iter().filter(|other| other.posted <= self.update.posted).collect();
        before.sort_by_key(|other| (other.posted, other.sequence));
        before.into_iter().rev().find_map(of)
    }

    fn moment(&self, when: &'a When) -> Option<&'a Moment> {
        self.update.moment(self.incident, when)
    }

    /// A typed text in the language; `None` if it is not there or cannot be said.
    fn phrase(&self, text: Option<&LocalizedText>) -> Option<String> {
        let written = text?.shown(self.filler.voice.language)?;
        self.filler.say(written).ok().filter(|said| !said.is_empty())
    }

    fn sentence_case(&self, text: &str) -> String {
        match self.filler.voice.language {
            Language::Ja => text.to_owned(),
            Language::En => capital(text),
        }
    }
}
