//! The facts of an incident, one after the other (bilingual texts 1.5): a fact that does not apply is
//! left out, one that applies and is not known says so.

use super::Account;
use crate::{
    domain::{
        incident::{CauseState, CountBasis, DataState, Eta, IncidentState, Period, Scope, Update},
        moment::Moment,
        notice::{Extra, Tense},
        text::LocalizedText,
    },
    i18n::{labels, labels::Label as _, numbers},
    views::{
        html::Html,
        public::{
            context::Context,
            frame::PLACE,
            parts::{Fact, Rel, Told},
        },
    },
};

impl Account<'_> {
    /// All facts, in order.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let withdrawn = self.incident().state == IncidentState::Withdrawn;
        let contact = self.context.site.provider.contact.get(self.context.language);
        let t = self.context.t();
        let mut facts = vec![
            Some(Fact::text(t.msg_fact_ref(), &self.incident().reference.to_string())),
            self.state(),
        ];
        if withdrawn {
            facts.push(Some(self.affected()));
        } else {
            facts.extend([
                self.started(),
                self.recurred(),
                self.recovered(),
                self.detected(),
                Some(self.affected()),
                self.scope(),
                self.count(),
                self.symptoms(),
                self.not_affected(),
                self.data(),
                self.cause(),
                self.actions(),
                self.side_effects(),
                self.workaround(),
                self.eta(),
                self.context.promise(self.record),
            ]);
        }
        facts.push(Some(Fact::text(t.msg_fact_contact(), contact)));
        facts.into_iter().flatten().collect()
    }

    fn is_open(&self) -> bool {
        self.incident().state.is_open()
    }

    fn is_over(&self) -> bool {
        self.incident().state.is_over()
    }

    fn state(&self) -> Option<Fact> {
        let t = self.context.t();
        let incident = self.incident();
        let chip = labels::incident_state(t, incident.state, incident.cause.state);
        let posted = Moment::minute(self.record.updates.last()?.posted);
        let time = Html::of(&self.context.time_in(self.context.prose(), &posted, false));
        let value = Context::around(&t.msg_fact_state_value(chip, PLACE), &time);
        Some(Fact::new(t.msg_fact_state(), value))
    }

    fn started(&self) -> Option<Fact> {
        let t = self.context.t();
        let value = match self.incident().started() {
            None if self.is_open() => Html::text(&t.msg_fact_unknown()),
            None => return None,
            Some(moment) => {
                let time = self.in_full(moment);
                if self.is_over() {
                    time
                } else {
                    let rel = Rel::since_start(self.incident());
                    time.and_html(&self.context.relative(rel, moment))
                }
            }
        };
        Some(Fact::new(t.msg_fact_started(), value))
    }

    fn recurred(&self) -> Option<Fact> {
        let moment = self.incident().recurred().filter(|_| !self.is_over())?;
        let ago = self.context.relative(Rel::Ago, moment);
        let time = self.in_full(moment).and_html(&ago);
        Some(Fact::new(self.context.t().msg_recurrence(), time))
    }

    fn recovered(&self) -> Option<Fact> {
        let moment = self.incident().recovered().filter(|_| self.is_over())?;
        Some(Fact::new(self.context.t().msg_fact_recovered(), self.in_full(moment)))
    }

    fn detected(&self) -> Option<Fact> {
        let moment = self.incident().detected.as_ref()?;
        Some(Fact::new(self.context.t().msg_detected(), self.in_full(moment)))
    }

    /// A moment in full, with what is to be said of it.
    fn in_full(&self, moment: &Moment) -> Html {
        self.noted(self.context.time_in_full(moment), moment)
    }

    fn affected(&self) -> Fact {
        let services = self.context.grammar().services(&self.incident().affected);
        Fact::text(self.context.t().msg_fact_affected_services(), &services)
    }

    /// The periods that the facts speak of: those that go on, else all.
    fn periods(&self) -> Vec<&Period> {
        let incident = self.incident();
        let main = incident.main_periods();
        let ongoing: Vec<_> =
            main.iter().copied().filter(|period| incident.is_ongoing(period)).collect();
        if self.is_over() || ongoing.is_empty() { main } else { ongoing }
    }

    fn scope(&self) -> Option<Fact> {
        let t = self.context.t();
        let periods = self.periods();
        let all = || periods.iter().find(|period| period.scope == Scope::All);
        let value = match all().or_else(|| periods.last()) {
            Some(period) => self.context.grammar().scope(&period.scope),
            None if self.is_open() => t.msg_fact_unknown(),
            None => return None,
        };
        Some(Fact::text(t.msg_fact_scope(), &value))
    }

    fn count(&self) -> Option<Fact> {
        let t = self.context.t();
        let count = self.incident().count()?;
        let number = match count.basis {
            CountBasis::Exact | CountBasis::Maximum => numbers::grouped(count.n),
            CountBasis::Estimate => numbers::about(self.context.language, count.n),
        };
        let unit = self.context.inline(&count.unit);
        let basis = self.context.lower(&count.basis.label(t));
        let at = self.context.at(count.at);
        let sentence = t.msg_fact_count_value(number, unit.text, basis, PLACE);
        let value = Context::around(&sentence, &at);
        Some(Fact::new(t.msg_count(), value))
    }

    fn symptoms(&self) -> Option<Fact> {
        let tense = if self.is_over() { Tense::Over } else { Tense::Ongoing };
        let symptoms = self.context.grammar().summary(tense, self.periods());
        (!symptoms.is_empty()).then(|| {
            Fact::text(self.context.t().msg_fact_symptoms(), &self.context.capital(&symptoms))
        })
    }

    fn not_affected(&self) -> Option<Fact> {
        let t = self.context.t();
        let names = self.context.grammar().unaffected(&self.incident().unaffected);
        let value = match names.is_empty() {
            false => self.context.capital(&self.context.listed(&names)),
            true if self.is_open() => t.msg_fact_unknown(),
            true => return None,
        };
        Some(Fact::text(t.msg_fact_not_affected(), &value))
    }

    fn data(&self) -> Option<Fact> {
        let t = self.context.t();
        let value = match self.incident().data_statement {
            DataState::Unstated if self.is_open() => Html::text(&t.msg_fact_data_unknown()),
            DataState::Unstated => return None,
            _ => self.data_sentence()?,
        };
        Some(Fact::new(t.msg_fact_data_impact(), value))
    }

    /// What is known about the customers' data, as a sentence (bilingual texts 1.4).
    pub(super) fn data_sentence(&self) -> Option<Html> {
        let t = self.context.t();
        let incident = self.incident();
        let sentence = match incident.data_statement {
            DataState::Unstated => return None,
            DataState::None => t.msg_data_sentence_none(),
            DataState::QueuedDelivered => t.msg_data_sentence_queued_delivered(),
            DataState::QueuedInProgress => t.msg_data_sentence_queued_in_progress(),
            DataState::Bounced => t.msg_data_sentence_bounced(),
            DataState::Lost => {
                let what = Html::of(&self.context.inline(incident.data_lost.as_ref()?));
                return Some(Context::around(&t.msg_data_sentence_lost(PLACE), &what));
            }
            DataState::Checking => t.msg_data_sentence_checking(),
        };
        let html = Html::text(&sentence);
        let also = incident.data_bounced && incident.data_statement != DataState::Bounced;
        Some(if also { html.and_text(" ").and_text(&t.msg_data_sentence_bounced()) } else { html })
    }

    fn cause(&self) -> Option<Fact> {
        let t = self.context.t();
        let cause = &self.incident().cause;
        let summary = cause.summary.as_ref().map(|text| self.context.inline(text));
        let value = match (cause.state, summary) {
            (CauseState::Unknown, _) if cause.not_established => {
                Html::text(&t.msg_fact_cause_not_established())
            }
            (CauseState::Unknown, _) if self.is_open() => Html::text(&t.msg_fact_cause_unknown()),
            (CauseState::Unknown, _) | (_, None) => return None,
            (CauseState::Suspected, Some(summary)) => {
                let sentence = t.msg_cause_sentence_suspected(PLACE);
                Context::around(&sentence, &Html::of(&summary))
            }
            (CauseState::Confirmed, Some(mut summary)) => {
                summary.text = self.context.capital(&summary.text);
                Html::of(&summary)
            }
        };
        let stale = cause.summary.as_ref().and_then(|text| self.context.stale(text));
        Some(Fact::new(t.msg_fact_cause(), Html::of(&Told { piece: value, lang: None, stale })))
    }

    /// What is being done, as the newest update that says so has it.
    fn actions(&self) -> Option<Fact> {
        let mut updates = self.record.newest_first().into_iter().filter(|_| !self.is_over());
        let action = updates.find_map(|update| update.values.action_now.as_ref())?;
        let mut action = self.context.inline(action);
        action.text = self.context.capital(&action.text);
        Some(Fact::new(self.context.t().msg_fact_actions(), Html::of(&action)))
    }

    fn side_effects(&self) -> Option<Fact> {
        let label = self.context.t().msg_fact_side_effects();
        Some(self.written(label, self.incident().side_effects.as_ref()?))
    }

    fn workaround(&self) -> Option<Fact> {
        if self.is_over() {
            return None;
        }
        let t = self.context.t();
        let label = t.msg_fact_what_you_can_do();
        Some(match (&self.incident().workaround, self.advice()) {
            (Some(text), _) => self.written(label, text),
            (None, Some(advice)) => Fact::new(label, advice),
            (None, None) => Fact::text(label, &t.msg_fact_no_workaround()),
        })
    }

    /// What the newest update that gives advice says: what to use meanwhile, what not to do.
    fn advice(&self) -> Option<Html> {
        let t = self.context.t();
        let advice = |update: &Update| {
            let sentences = update.values.extra.iter().filter_map(|extra| match extra {
                Extra::Workaround { workaround: text } => {
                    Some(Context::around(&t.msg_extra_workaround(PLACE), &self.told(text)))
                }
                Extra::DoNot { operation: text } => {
                    Some(Context::around(&t.msg_extra_do_not(PLACE), &self.told(text)))
                }
                _ => None,
            });
            sentences.reduce(|one, other| one.and_text(" ").and_html(&other))
        };
        self.record.updates.iter().rev().find_map(advice)
    }

    fn eta(&self) -> Option<Fact> {
        if self.is_over() {
            return None;
        }
        let t = self.context.t();
        let value = match &self.incident().eta {
            Eta::Unknown => Html::text(&t.msg_eta_sentence_unknown()),
            Eta::At { moment, target } => {
                let moment = self.incident().moment(moment)?;
                let time = self.context.time_in_full(moment);
                let time = if *target {
                    Context::around(&t.msg_eta_sentence_target(PLACE), &time)
                } else {
                    time
                };
                self.noted(time, moment)
            }
        };
        Some(Fact::new(t.msg_fact_eta(), value))
    }

    fn written(&self, label: String, text: &LocalizedText) -> Fact {
        Fact::new(label, self.told(text))
    }
}
