//! The form for every notice after the first: state, template, what the template asks for, and what the
//! state asks of the record (domain rules 4.3). Updates, recovery, recurrence and withdrawal are this
//! one form; what differs is in [`Plan`].

use uuid::Uuid;

use super::{
    asked, impact,
    maker::Maker,
    reader::{Fault, LINE, PARAGRAPH, Reader, Rule},
    scene::{Composed, Outline, Scene},
    typed::Typed,
};
use crate::{
    domain::{
        incident::{
            BacklogState, Incident, IncidentRecord, IncidentState, Judgement, Period, PeriodKind,
            Update, UpdateKind, Verdict, When, transition::Refusal,
        },
        key::Key,
        language::Language,
        moment::Moment,
        notice::Template,
        span::{Span, SpanEnd},
    },
    i18n::{
        dates::parse::Prefer,
        labels::{self, Label},
        notice::prefill,
    },
    views::console::sheet::{Part, Section},
};

/// What a notice does: decided by the state that is chosen and the one that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The state that stands.
    pub standing: IncidentState,
    /// The state that is chosen.
    pub state: IncidentState,
    /// The template.
    pub template: Template,
}

const TEMPLATES: [Template; 9] = [
    Template::I2,
    Template::I3,
    Template::I4,
    Template::I5,
    Template::I6,
    Template::I7,
    Template::I8,
    Template::I10,
    Template::I13,
];

const VERDICTS: [(&str, Verdict); 2] =
    [("recovered", Verdict::Recovered), ("measures_effective", Verdict::MeasuresEffective)];

impl Plan {
    /// The plan of a form; what it does not say is proposed. A state that may not follow is noted.
    pub fn of(record: &IncidentRecord, reader: &mut Reader<'_>) -> Self {
        let standing = record.incident.state;
        let words = states(standing).map(|state| (state.word(), state)).collect::<Vec<_>>();
        let state = match reader.choice("state", &words) {
            Some(state) => state,
            None => standing,
        };
        let templates = templates(standing, state);
        let named = Template::from_name(reader.typed().get("template"));
        let template = named.filter(|named| templates.contains(named));
        let template = template.or_else(|| templates.first().copied()).unwrap_or(Template::I2);
        Self { standing, state, template }
    }

    /// The kind of notice.
    pub const fn kind(self) -> UpdateKind {
        match self.template {
            Template::I7 => UpdateKind::RecoveryNotice,
            Template::I8 => UpdateKind::Recurrence,
            Template::I10 => UpdateKind::Withdrawal,
            _ => UpdateKind::Update,
        }
    }

    /// Whether the incident recovers with it.
    pub fn recovers(self) -> bool {
        self.state == IncidentState::Recovered && self.standing != IncidentState::Recovered
    }

    /// Whether it came back with it.
    pub fn recurs(self) -> bool {
        self.template == Template::I8
    }
}

/// The states that a notice may bring about, the standing one first.
pub fn states(standing: IncidentState) -> impl Iterator<Item = IncidentState> {
    standing.next().iter().copied()
}

/// The templates that are offered for a state, the proposed one first.
pub fn templates(standing: IncidentState, state: IncidentState) -> Vec<Template> {
    let over = standing == IncidentState::Recovered;
    let recurs = over && state.is_open();
    let mut offered: Vec<Template> = TEMPLATES
        .into_iter()
        .filter(|template| template.offered_in().contains(&state))
        .filter(|template| (*template == Template::I8) == recurs)
        .collect();
    // "No change" is what is most often said while nothing changes.
    if state == standing && standing == IncidentState::Investigating {
        offered.sort_by_key(|template| *template != Template::I4);
    }
    offered
}

/// The form when it is shown for the first time.
pub fn blank(record: &IncidentRecord, submission: Uuid) -> Typed {
    let mut typed = Typed::default();
    typed.set("submission", submission.to_string());
    typed.set("version", record.incident.version.to_string());
    typed.set("notify", "yes");
    if let Some(last) = record.incident.main_periods().last() {
        impact::show(&mut typed, last);
    }
    typed
}

/// What a form becomes.
pub fn compose(scene: &Scene<'_>, record: &IncidentRecord, typed: &Typed) -> (Plan, Composed) {
    let mut typed = typed.clone();
    let plan = Plan::of(record, &mut Reader::new(&typed, scene.now, scene.zone));
    typed.set("state", plan.state.word());
    typed.set("template", plan.template.name());
    let setting = scene.setting();
    let propose = |incident: &Incident| {
        prefill::incident(&setting, plan.template, record, incident, plan.state)
    };
    asked::show(scene, &mut typed, &record.incident, &propose(&record.incident));
    if plan.recovers() {
        typed.propose("observed_to", scene.typed_moment(&Moment::minute(scene.now)));
        typed.propose("verdict", "recovered");
    }
    let form = typed.clone();
    let mut reader = Reader::new(&form, scene.now, scene.zone);
    let before = Plan::of(record, &mut reader);
    let mut incident = record.incident.clone();
    let judgement = facts(scene, &mut reader, before, &mut incident);
    let mut values = propose(&incident);
    asked::read(&mut reader, &asked::of(plan.template), &mut incident, &mut values);
    let outline = Outline { kind: plan.kind(), template: plan.template, state: plan.state, values };
    let mut update = scene.blank_update(record, outline);
    update.judgement = judgement;
    if reader.faults.is_empty() {
        rules(scene, &mut reader, record, &incident, &update);
    }
    (plan, scene.compose(reader, typed, record, (incident, update)))
}

/// What the state asks of the record. Gives the judgement on which recovery is announced.
fn facts(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    plan: Plan,
    incident: &mut Incident,
) -> Option<Key> {
    if plan.recurs() {
        recur(scene, reader, incident);
        return None;
    }
    if plan.state.is_over() && plan.state != IncidentState::Withdrawn {
        end_periods(reader, plan, incident);
    }
    if !plan.recovers() {
        return None;
    }
    close_backlogs(reader, incident);
    judge(scene, reader, incident)
}

fn ended_name(period: &Key) -> String {
    format!("ended-{period}")
}

/// The main periods that go on.
fn ongoing(incident: &Incident) -> impl Iterator<Item = &Period> {
    incident
        .periods
        .iter()
        .filter(|period| period.kind == PeriodKind::Main && incident.is_ongoing(period))
}

/// When periods ended; needed for recovery.
fn end_periods(reader: &mut Reader<'_>, plan: Plan, incident: &mut Incident) {
    let going: Vec<_> = ongoing(incident)
        .map(|period| (period.key.clone(), incident.span(&period.span).start))
        .collect();
    for (key, start) in going {
        let (name, base) = (ended_name(&key), start.map(|start| start.at));
        let ended = if plan.recovers() {
            reader.required_moment(&name, Prefer::Past, base)
        } else {
            reader.moment(&name, Prefer::Past, base)
        };
        let period = incident.periods.iter_mut().find(|period| period.key == key);
        if let (Some(period), Some(ended)) = (period, ended) {
            period.span.end = SpanEnd::At(When::Own(ended));
        }
    }
}

fn close_backlogs(reader: &mut Reader<'_>, incident: &mut Incident) {
    if !incident.has_open_backlog() {
        return;
    }
    let closed = reader.required_moment("backlog_closed", Prefer::Past, None).map(When::Own);
    for backlog in &mut incident.backlogs {
        if backlog.state == BacklogState::Open && closed.is_some() {
            backlog.state = BacklogState::Delivered;
            backlog.closed.clone_from(&closed);
        }
    }
}

/// The judgement that permits recovery (rule D07).
fn judge(scene: &Scene<'_>, reader: &mut Reader<'_>, incident: &mut Incident) -> Option<Key> {
    let from = reader.required_moment("observed_from", Prefer::Past, None);
    let to = reader.required_moment("observed_to", Prefer::Past, from.as_ref().map(|from| from.at));
    let metric_name = reader.localized("metric_name", LINE);
    let observation = reader.required("observation", PARAGRAPH);
    let verdict = reader.chosen("verdict", &VERDICTS);
    if reader.typed().get("data_statement").is_empty() {
        reader.fault("data_statement", Fault::Rule(Rule::DataStatement));
    }
    let key = next_key('j', incident.judgements.iter().map(|judgement| &judgement.key));
    incident.judgements.push(Judgement {
        key: key.clone(),
        judged_at: scene.now,
        by: scene.by.to_owned(),
        metric: None,
        metric_name,
        observed_from: When::Own(from?),
        observed_to: Some(When::Own(to?)),
        observation: observation?,
        verdict: verdict?,
        overturned_by: None,
    });
    Some(key)
}

/// A period that came back (rule D15): a new one, and the judgement that it proves wrong.
fn recur(scene: &Scene<'_>, reader: &mut Reader<'_>, incident: &mut Incident) {
    let last_end = incident.recovered().map(|ended| ended.at);
    let start = reader.required_moment("recurred", Prefer::Past, last_end);
    let services = incident.affected.clone();
    let key = next_key('p', incident.periods.iter().map(|period| &period.key));
    let last = incident.main_periods().last().map(|period| period.key.clone());
    let period = Period {
        key: key.clone(),
        kind: PeriodKind::Main,
        of: None,
        span: Span { start: start.map(When::Own), end: SpanEnd::Ongoing },
        scope: impact::scope(reader),
        continuity: impact::continuity(reader),
        symptoms: impact::symptoms(reader, scene.catalogue, &services),
        data: crate::domain::incident::DataState::Unstated,
        narrative: None,
        note: None,
        recurrence_of: last,
        continues: None,
    };
    incident.periods.push(period);
    if let Some(judgement) = incident.judgements.last_mut() {
        judgement.overturned_by = Some(key);
    }
}

/// A key that is not among the known ones: a letter and a number.
pub fn next_key<'k>(letter: char, known: impl Iterator<Item = &'k Key>) -> Key {
    let known: Vec<&Key> = known.collect();
    let count = u32::try_from(known.len()).unwrap_or(u32::MAX - 1);
    let mut numbers = (1..=count + 1).rev().map(|number| Key::numbered(letter, number));
    numbers.find(|key| !known.contains(&key)).unwrap_or_else(|| Key::numbered(letter, count + 2))
}

/// What the rules refuse, at the fields that they concern: the same that posting would refuse.
fn rules(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    record: &IncidentRecord,
    incident: &Incident,
    update: &Update,
) {
    let words = crate::domain::text::LocalizedText::only(Language::Ja, "-");
    let update = Update { body: words, ..update.clone() };
    let Err(refusals) = record.post(incident.clone(), update, scene.catalogue) else { return };
    for refusal in &refusals {
        refused(reader, refusal);
    }
}

/// Notes what posting refuses at the field that it concerns.
pub fn refused(reader: &mut Reader<'_>, refusal: &Refusal) {
    let (name, rule) = match refusal {
        Refusal::Withdrawn => ("state".to_owned(), Rule::Withdrawn),
        Refusal::NotNext { .. } => ("state".to_owned(), Rule::State),
        Refusal::NoJudgement => ("observed_to".to_owned(), Rule::Judgement),
        Refusal::NoDataStatement => ("data_statement".to_owned(), Rule::DataStatement),
        Refusal::BacklogOpen => ("backlog_closed".to_owned(), Rule::Backlog),
        Refusal::PeriodOngoing(key) => (ended_name(key), Rule::PeriodOngoing),
        Refusal::SilentChange(_) => ("state".to_owned(), Rule::SilentChange),
        Refusal::CauseNotConfirmed | Refusal::DataStillChecked => {
            ("state".to_owned(), Rule::Report)
        }
        Refusal::NoReason => return reader.fault("reason_ja", Fault::Missing),
        Refusal::EmptyText => return reader.fault("body_ja", Fault::Missing),
    };
    reader.fault(&name, Fault::Rule(rule));
}

/// The sections of the form.
pub fn sections(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    record: &IncidentRecord,
    plan: Plan,
) -> Vec<Section> {
    let t = maker.t();
    let cause = record.incident.cause.state;
    let offered: Vec<_> = states(plan.standing)
        .map(|state| (state.word(), labels::incident_state(t, state, cause)))
        .collect();
    let names: Vec<_> = templates(plan.standing, plan.state)
        .into_iter()
        .map(|template| (template.name(), template.label(t)))
        .collect();
    let mut parts = vec![
        Part::One(maker.states("state", t.msg_post_state(), &offered)),
        Part::One(maker.select("template", t.msg_template(), &names)),
        Part::Text(t.msg_post_state_hint()),
    ];
    parts.extend(asked::parts(maker, &asked::of(plan.template)));
    let mut sections = vec![Section { id: "notice".to_owned(), title: t.msg_post_notice(), parts }];
    let facts = fact_parts(scene, maker, record, plan);
    if !facts.is_empty() {
        let title = t.msg_post_facts_of_state();
        sections.insert(1, Section { id: "facts".to_owned(), title, parts: facts });
    }
    sections
}

fn fact_parts(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    record: &IncidentRecord,
    plan: Plan,
) -> Vec<Part> {
    let t = maker.t();
    let incident = &record.incident;
    let mut parts = Vec::new();
    if plan.recurs() {
        parts.push(Part::One(maker.moment("recurred", t.msg_post_recurred())));
        parts.push(impact::degrees_part(maker, scene.catalogue, Some(&incident.affected)));
        parts.extend(impact::scope_parts(maker));
        return parts;
    }
    if plan.state.is_over() && plan.state != IncidentState::Withdrawn {
        let (language, house) = (maker.frame.language, &maker.frame.house);
        for period in ongoing(incident) {
            let number = incident.period_number(&period.key).unwrap_or(1);
            let label = labels::period(language, house, number);
            let name = ended_name(&period.key);
            parts.push(Part::One(maker.moment(&name, t.msg_post_period_ended(label))));
        }
    }
    if plan.recovers() {
        if incident.has_open_backlog() {
            parts.push(Part::One(maker.moment("backlog_closed", t.msg_post_backlog_closed())));
        }
        let verdicts = VERDICTS.map(|(word, verdict)| (word, verdict.label(t)));
        parts.push(Part::Text(t.msg_post_judgement_hint()));
        parts.push(maker.pair("metric_name", &t.msg_post_metric(), 1));
        parts.push(Part::One(maker.moment("observed_from", t.msg_post_observed_from())));
        parts.push(Part::One(maker.moment("observed_to", t.msg_post_observed_to())));
        parts.push(maker.pair("observation", &t.msg_post_observation(), 2));
        parts.push(Part::One(maker.radios("verdict", t.msg_judgement(), &verdicts)));
    }
    parts
}
