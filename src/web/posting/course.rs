//! What a notice asks of the record besides its text (domain rules 4.3): when periods ended, what has
//! piled up and whether it is cleared, on which judgement the service counts as recovered, and when it
//! came back.

use super::{
    impact, judgement,
    maker::Maker,
    notice::Plan,
    reader::{Fault, Reader, Rule},
    scene::Scene,
    typed::Typed,
};
use crate::{
    domain::{
        incident::{
            Backlog, BacklogState, DataState, Incident, IncidentState, Judgement, Period,
            PeriodKind, When,
        },
        key::Key,
        moment::Moment,
        notice::Template,
        span::{Span, SpanEnd},
    },
    i18n::{dates::parse::Prefer, labels},
    views::console::sheet::Part,
};

/// What a form proposes, where nothing was typed yet.
pub fn show(scene: &Scene<'_>, typed: &mut Typed, plan: Plan, incident: &Incident) {
    if plan.recovers() {
        typed.propose("observed_to", scene.typed_moment(&Moment::minute(scene.now)));
        typed.propose("verdict", "recovered");
    }
    if piles_up(plan, incident) {
        typed.propose("backlog_kind", "mail");
        let last = incident.main_periods().last().copied();
        let start = last.and_then(|period| incident.span(&period.span).start);
        if let Some(start) = start {
            typed.propose("backlog_opened", scene.typed_moment(&start));
        }
    }
}

/// What the notice asks of the record. Gives the judgement on which recovery is announced.
pub fn read(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    plan: Plan,
    incident: &mut Incident,
) -> Option<Key> {
    if plan.recurs() {
        recur(scene, reader, incident);
        return None;
    }
    if piles_up(plan, incident) {
        open_backlog(reader, incident);
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

/// Whether the notice is the one that begins to speak of a backlog, which is then recorded as open:
/// with it, the incident has not recovered (rule D06).
fn piles_up(plan: Plan, incident: &Incident) -> bool {
    plan.template == Template::I13 && !incident.has_open_backlog()
}

/// The name of the field for the end of a period.
pub fn ended_name(period: &Key) -> String {
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

/// The kinds of things that pile up.
pub const BACKLOG_KINDS: [&str; 3] = ["mail", "changes", "other"];

fn open_backlog(reader: &mut Reader<'_>, incident: &mut Incident) {
    let kinds = BACKLOG_KINDS.map(|kind| (kind, kind));
    let kind = reader.chosen("backlog_kind", &kinds).and_then(|kind| kind.parse().ok());
    let opened = reader.required_moment("backlog_opened", Prefer::Past, None);
    if let (Some(kind), Some(opened)) = (kind, opened) {
        let state = BacklogState::Open;
        incident.backlogs.push(Backlog { kind, opened: When::Own(opened), state, closed: None });
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

/// The judgements on record that permit recovery.
fn standing(incident: &Incident) -> Vec<&Judgement> {
    let stands = |it: &&Judgement| it.verdict.permits_recovery() && it.overturned_by.is_none();
    incident.judgements.iter().filter(stands).collect()
}

/// The judgement that permits recovery (rule D07): one that is on record, or a new one.
fn judge(scene: &Scene<'_>, reader: &mut Reader<'_>, incident: &mut Incident) -> Option<Key> {
    if reader.typed().get("data_statement").is_empty() {
        reader.fault("data_statement", Fault::Rule(Rule::DataStatement));
    }
    let known = |key: &Key| standing(incident).iter().any(|it| it.key == *key);
    if let Some(key) = reader.key("judgement", known) {
        return Some(key);
    }
    let judgement = judgement::read(scene, reader, incident, &judgement::PERMITTING)?;
    let key = judgement.key.clone();
    incident.judgements.push(judgement);
    Some(key)
}

/// A period that came back (rule D15): a new one, and the judgements that it proves wrong.
fn recur(scene: &Scene<'_>, reader: &mut Reader<'_>, incident: &mut Incident) {
    let last_end = incident.recovered().map(|ended| ended.at);
    let start = reader.required_moment("recurred", Prefer::Past, last_end);
    let services = incident.affected.clone();
    let key = Key::next('p', incident.periods.iter().map(|period| &period.key));
    let last = incident.main_periods().last().map(|period| period.key.clone());
    let period = Period {
        key: key.clone(),
        kind: PeriodKind::Main,
        of: None,
        span: Span { start: start.map(When::Own), end: SpanEnd::Ongoing },
        scope: impact::scope(reader),
        continuity: impact::continuity(reader),
        symptoms: impact::symptoms(reader, scene.catalogue, &services),
        data: DataState::Unstated,
        narrative: None,
        note: None,
        recurrence_of: last,
        continues: None,
    };
    incident.periods.push(period);
    let stands = |it: &&mut Judgement| it.verdict.permits_recovery() && it.overturned_by.is_none();
    for judgement in incident.judgements.iter_mut().filter(stands) {
        judgement.overturned_by = Some(key.clone());
    }
}

/// The inputs for what the notice asks of the record.
pub fn parts(scene: &Scene<'_>, maker: &Maker<'_>, incident: &Incident, plan: Plan) -> Vec<Part> {
    let t = maker.t();
    let mut parts = Vec::new();
    if plan.recurs() {
        parts.push(Part::One(maker.moment("recurred", t.msg_post_recurred())));
        parts.push(impact::degrees_part(
            maker,
            scene.catalogue,
            Some(&incident.affected),
            &impact::DEGREES,
        ));
        parts.extend(impact::scope_parts(maker));
        parts.push(impact::continuity_part(maker));
        return parts;
    }
    if piles_up(plan, incident) {
        let kinds = backlog_kinds(maker);
        parts.push(Part::Text(t.msg_post_backlog_hint()));
        parts.push(Part::One(maker.select("backlog_kind", t.msg_backlog(), &kinds)));
        parts.push(Part::One(maker.moment("backlog_opened", t.msg_edit_backlog_opened())));
    }
    if plan.state.is_over() && plan.state != IncidentState::Withdrawn {
        let (language, house) = (maker.frame.language, &maker.frame.house);
        for period in ongoing(incident) {
            let number = incident.period_number(&period.key).unwrap_or(1);
            let label = labels::period_named(language, house, number);
            let name = ended_name(&period.key);
            parts.push(Part::One(maker.moment(&name, t.msg_post_period_ended(label))));
        }
    }
    if plan.recovers() {
        if incident.has_open_backlog() {
            parts.push(Part::One(maker.moment("backlog_closed", t.msg_post_backlog_closed())));
        }
        parts.extend(recovery_parts(maker, incident));
    }
    parts
}

fn recovery_parts(maker: &Maker<'_>, incident: &Incident) -> Vec<Part> {
    let t = maker.t();
    let mut parts = vec![Part::Text(t.msg_post_judgement_hint())];
    let on_record = standing(incident);
    if !on_record.is_empty() {
        let mut offered = vec![("", t.msg_post_judgement_new())];
        offered.extend(on_record.into_iter().map(|it| {
            let seen = it.observation.read(maker.frame.language).map(|reading| reading.text);
            let at = maker.frame.time(it.judged_at);
            (it.key.as_str(), format!("{at} {}", seen.unwrap_or_default()))
        }));
        parts.push(Part::One(maker.select("judgement", t.msg_post_judgement(), &offered)));
    }
    parts.extend(judgement::parts(maker, incident, &judgement::PERMITTING));
    parts
}

/// The kinds of backlogs with their names.
pub fn backlog_kinds(maker: &Maker<'_>) -> Vec<(&'static str, String)> {
    let t = maker.t();
    BACKLOG_KINDS
        .into_iter()
        .zip([t.msg_backlog_mail(), t.msg_backlog_changes(), t.msg_backlog_other()])
        .collect()
}
