//! The values that the console proposes for a notice: whatever follows from the record, the policy and
//! the time. The operator changes them; nothing here is posted by itself.
//!
//! Texts are made in the default house style, since they are stored.

use jiff::tz::TimeZone;

use super::facts::{current_periods, tense, widest_scope};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{
            CauseState, DataState, Incident, IncidentRecord, IncidentState, Severity, Update, When,
        },
        language::Language,
        moment::Moment,
        notice::{Apology, CauseStatement, NoticeValues, Template, posted_moment},
        policy::NoticePolicy,
        service::Catalogue,
        span::SpanEnd,
        text::LocalizedText,
        time::Timestamp,
    },
    i18n::symptoms::Grammar,
};

/// What the proposal depends on besides the record.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The services and functions with their words.
    pub catalogue: &'a Catalogue,
    /// The provider's rules for notices.
    pub policy: &'a NoticePolicy,
    /// The provider's zone.
    pub zone: &'a TimeZone,
    /// The present time.
    pub now: Timestamp,
}

/// The values for a notice about an incident. `edited` holds the facts as the operator has them in
/// the form, `state` the state that the notice will bring about.
pub fn incident(
    setting: &Setting<'_>,
    template: Template,
    record: &IncidentRecord,
    edited: &Incident,
    state: IncidentState,
) -> NoticeValues {
    let proposal = Proposal { setting, template, record, incident: edited, state };
    let mut values = NoticeValues { apology: proposal.apology(), ..NoticeValues::default() };
    proposal.while_it_goes_on(&mut values);
    proposal.once_it_is_over(&mut values);
    if template.promises_next() {
        values.next_update = Some(posted_moment(proposal.next_update()));
    }
    values
}

struct Proposal<'a> {
    setting: &'a Setting<'a>,
    template: Template,
    record: &'a IncidentRecord,
    incident: &'a Incident,
    state: IncidentState,
}

impl Proposal<'_> {
    /// What the notices on an impact say: for whom, why, what is done, what is back.
    fn while_it_goes_on(&self, values: &mut NoticeValues) {
        use Template::{I1, I2, I3, I4, I5, I8, I11, I13, M11};
        if matches!(self.template, I1 | I2 | I8 | I13 | M11) {
            self.affected(values);
        }
        if matches!(self.template, I2 | I3 | I8 | I11) {
            values.cause_statement = Some(self.cause());
        }
        if matches!(self.template, I3 | I4 | I11) {
            values.action_now = self.before(|values| values.action_now.clone());
        }
        if matches!(self.template, I4 | I11) {
            values.as_of = Some(self.now());
        }
        if matches!(self.template, I5 | I13) {
            self.restored(values);
        }
        match self.template {
            I3 => values.eta = Some(self.incident.eta.clone()),
            I8 => {
                values.started = self.recurred();
                let said = self.before(|values| values.recovered.clone());
                let known = || self.record.incident.recovered().cloned().map(When::Own);
                values.recovered = said.or_else(known);
            }
            I13 => {
                values.backlog = self.before(|values| values.backlog.clone());
                values.data_statement = self.data();
            }
            _ => {}
        }
    }

    /// What the notices on recovery, corrections and reports say.
    fn once_it_is_over(&self, values: &mut NoticeValues) {
        use Template::{I6, I7, I9, I10, I11, I12};
        if matches!(self.template, I7 | I11) {
            values.report_due = self.before(|values| values.report_due.clone());
        }
        match self.template {
            I6 => {
                values.restored_at = self.recovered().or_else(|| Some(self.now()));
                values.remaining = self.data();
                let minutes = i64::from(self.setting.policy.observation_hours) * 60;
                values.observe_until = Some(posted_moment(self.setting.now.plus_minutes(minutes)));
            }
            I7 => {
                values.recovered = self.recovered();
                values.data_statement = self.data();
            }
            I9 | I10 => values.posted = self.last_posted(),
            I11 | I12 => values.started = self.started(),
            _ => {}
        }
    }

    /// Who and what, in both languages.
    fn affected(&self, values: &mut NoticeValues) {
        let house = HouseStyle::default();
        let grammar =
            |language| Grammar { catalogue: self.setting.catalogue, house: &house, language };
        let periods = current_periods(self.incident, self.setting.now);
        let who = |language| grammar(language).who(widest_scope(&periods)?);
        if let Some(ja) = who(Language::Ja) {
            values.who = Some(in_both(ja, who(Language::En)));
        }
        let symptoms =
            |language| grammar(language).symptoms(tense(self.state), periods.iter().copied());
        let ja = symptoms(Language::Ja);
        if !ja.is_empty() {
            values.symptom = Some(LocalizedText::both(ja, symptoms(Language::En)));
        }
    }

    /// The apology that state and impact ask for; nothing where the template has its own sentence.
    fn apology(&self) -> Option<Apology> {
        let own_sentence =
            matches!(self.template, Template::I8 | Template::I9 | Template::I10 | Template::I12);
        let Setting { policy, now, .. } = *self.setting;
        (!own_sentence).then(|| self.record.apology(self.incident, self.state, now, policy))
    }

    fn cause(&self) -> CauseStatement {
        let cause = &self.incident.cause;
        let earlier = self.before(|values| values.cause_statement.clone());
        let summary = cause.summary.clone().or_else(|| earlier?.cause);
        CauseStatement {
            state: cause.state,
            cause: summary.filter(|_| cause.state != CauseState::Unknown),
            supplier: cause.third_party.clone(),
        }
    }

    fn data(&self) -> Option<DataState> {
        Some(self.incident.data_statement).filter(|state| *state != DataState::Unstated)
    }

    /// What was said to be back before, and since when.
    fn restored(&self, values: &mut NoticeValues) {
        values.restored = self.before(|values| values.restored.clone());
        values.remaining_part = self.before(|values| values.remaining_part.clone());
        let earlier = self.before(|values| values.restored_at.clone());
        values.restored_at = earlier.or_else(|| Some(self.now()));
    }

    fn now(&self) -> When {
        posted_moment(self.setting.now)
    }

    fn started(&self) -> Option<When> {
        self.incident.main_periods().first()?.span.start.clone()
    }

    /// The start of the period that came back.
    fn recurred(&self) -> Option<When> {
        self.incident.main_periods().last()?.span.start.clone()
    }

    /// The end of the last main period, if all of them have ended.
    fn recovered(&self) -> Option<When> {
        let end: &Moment = self.incident.recovered()?;
        let named = self.incident.main_periods().into_iter().rev().find_map(|period| match &period
            .span
            .end
        {
            SpanEnd::At(when) if self.incident.moment(when) == Some(end) => Some(when.clone()),
            SpanEnd::At(_) | SpanEnd::Ongoing | SpanEnd::Unstated => None,
        });
        named.or_else(|| Some(When::Own(end.clone())))
    }

    fn last_posted(&self) -> Option<When> {
        let last = self.record.updates.iter().rev().find(|update| update.number.is_some())?;
        Some(posted_moment(last.posted))
    }

    /// A value of the newest notice that has it.
    fn before<T>(&self, of: impl Fn(&NoticeValues) -> Option<T>) -> Option<T> {
        self.record.newest_first().into_iter().find_map(|update: &Update| of(&update.values))
    }

    /// When the next notice should be promised: after the interval of the policy, or at the daily
    /// time of a long incident (checklist N02, N03).
    fn next_update(&self) -> Timestamp {
        let Setting { policy, zone, now, .. } = *self.setting;
        if let Some(long) = &self.incident.long_incident {
            return next_time_of_day(now, zone, long.daily_at);
        }
        let minutes = match self.incident.severity {
            Severity::Critical => policy.update_minutes_critical,
            Severity::None | Severity::Minor | Severity::Major => policy.update_minutes,
        };
        now.plus_minutes(i64::from(minutes))
    }
}

/// The next instant at which the clock of a zone shows a time, given in minutes after midnight.
fn next_time_of_day(now: Timestamp, zone: &TimeZone, minutes: u16) -> Timestamp {
    let clock = jiff::civil::Time::midnight()
        .saturating_add(jiff::SignedDuration::from_mins(i64::from(minutes)));
    let today = now.date_in(zone);
    let at = |date: jiff::civil::Date| Timestamp::from_civil(date.to_datetime(clock), zone);
    if at(today) > now { at(today) } else { at(today.tomorrow().unwrap_or(today)) }
}

fn in_both(ja: String, en: Option<String>) -> LocalizedText {
    match en {
        Some(en) => LocalizedText::both(ja, en),
        None => LocalizedText::only(Language::Ja, ja),
    }
}
