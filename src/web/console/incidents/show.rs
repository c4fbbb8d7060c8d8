//! One incident as it stands, what is missing, and everything that can be done with it.

use axum::{extract::Path, response::Response, routing::get};

use super::{Desk, reading, reference};
use crate::{
    app::desk::{OpenedIncident, find_incident},
    domain::{
        incident::{CauseState, DataState, Incident, IncidentState, Update},
        language::Language,
        operator::Permission,
        text::TextState,
    },
    i18n::labels::{self, Label},
    views::console::{
        Frame,
        facts::facts,
        incident::{Group, IncidentPage, Posted},
        notice::Link,
    },
    web::{
        console::{Fault, Route, page},
        posting::{advice, edit::Part, maker::language_label, scene::incident_title},
    },
};

pub(in crate::web::console) static ROUTES: &[Route] =
    &[reading("/console/incidents/{reference}", || get(show))];

async fn show(desk: Desk, Path(text): Path<String>) -> Result<Response, Fault> {
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    let incident = &opened.record.incident;
    let (frame, catalogue) = (&desk.frame, &opened.portal.catalogue);
    let path = format!("/console/incidents/{}", incident.reference);
    let role = desk.signed_in.visitor.operator.role;
    let (may_write, may_post) = (role.may(Permission::Draft), role.may(Permission::Publish));
    let withdrawn = incident.state == IncidentState::Withdrawn;
    let mut updates: Vec<Posted> =
        opened.record.updates.iter().map(|update| posted(&desk, &opened, update)).collect();
    updates.reverse();
    let page = IncidentPage {
        frame,
        title: incident_title(frame.language, catalogue, incident),
        reference: incident.reference.to_string(),
        chip: labels::incident_state(frame.t, incident.state, incident.cause.state),
        glyph: format!("g-inc-{}", incident.state.word()),
        exercise: incident.exercise,
        facts: facts(frame, catalogue, incident),
        missing: missing(&desk, &opened, &updates),
        others: others(&desk, &opened),
        write: (may_write && !withdrawn)
            .then(|| Link { path: format!("{path}/notice"), label: frame.t.msg_desk_write() }),
        actions: actions(frame, incident, &path, (may_write, may_post)),
        updates,
    };
    page::ok(&page)
}

/// Who else is writing about it.
pub(super) fn others(desk: &Desk, opened: &OpenedIncident) -> Vec<String> {
    let own = desk.signed_in.visitor.operator.id;
    let others = opened.drafts.iter().filter(|named| named.draft.operator_id != own);
    others
        .map(|named| {
            let time = desk.frame.time(named.draft.saved_at);
            desk.frame.t.msg_post_draft_of_other(&named.by, time)
        })
        .collect()
}

fn posted(desk: &Desk, opened: &OpenedIncident, update: &Update) -> Posted {
    let (frame, t) = (&desk.frame, desk.frame.t);
    let path = format!("/console/incidents/{}", opened.record.incident.reference);
    let reading = update.body.read(frame.language);
    let may_post = desk.may_post();
    let review = Language::ALL
        .into_iter()
        .filter(|language| may_post && needs_review(update, *language))
        .map(|language| Link {
            path: format!("{path}/updates/{}/{}", update.key, language.tag()),
            label: t.msg_inc_approve(language_label(t, language)),
        })
        .collect();
    Posted {
        label: update.number.map_or_else(|| update.kind.label(t), |number| labels::nth(t, number)),
        at: update.posted,
        by: update.author.as_deref().map_or("", |login| opened.name_of(login)).to_owned(),
        chip: labels::incident_state(t, update.state, update.cause_state),
        glyph: format!("g-inc-{}", update.state.word()),
        paragraphs: reading
            .map(|reading| reading.text.lines().map(str::to_owned).collect::<Vec<_>>())
            .unwrap_or_default()
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
        language: reading.map_or(frame.language, |reading| reading.language),
        review,
    }
}

/// Whether nobody stands for the text in a language yet.
pub(in crate::web::console) fn needs_review(update: &Update, language: Language) -> bool {
    language != update.body.source
        && (update.body.is_stale(language)
            || update.body.passage(language).is_none_or(|it| it.state == TextState::Auto))
}

fn missing(desk: &Desk, opened: &OpenedIncident, updates: &[Posted]) -> Vec<Link> {
    let (t, incident) = (desk.frame.t, &opened.record.incident);
    if incident.state == IncidentState::Withdrawn {
        return vec![];
    }
    let plain = |label| Link { path: String::new(), label };
    let mut missing = Vec::new();
    if incident.data_statement == DataState::Unstated {
        missing.push(plain(t.msg_inc_missing_data()));
    }
    if incident.cause.state == CauseState::Unknown && !incident.cause.not_established {
        missing.push(plain(t.msg_inc_missing_cause()));
    }
    if opened.record.promise().is_none() && !incident.state.is_over() {
        missing.push(plain(t.msg_inc_missing_next()));
    }
    missing.extend(updates.iter().flat_map(|update| update.review.iter().cloned()));
    let may_post = desk.may_post();
    let advice = advice::of(t, incident, &opened.portal.provider).into_iter();
    missing.extend(advice.map(|(part, label)| {
        let path = format!("/console/incidents/{}/edit/{}", incident.reference, part.address());
        Link { path: if may_post { path } else { String::new() }, label }
    }));
    missing
}

/// Everything that can be done besides writing the next notice, in groups.
fn actions(
    frame: &Frame,
    incident: &Incident,
    path: &str,
    (may_write, may_post): (bool, bool),
) -> Vec<Group> {
    let t = frame.t;
    let link = |address: String, label: String| Link { path: format!("{path}/{address}"), label };
    let edit = |part: Part| link(format!("edit/{}", part.address()), part.name(frame, incident));
    let mut groups = Vec::new();
    if may_post && incident.state != IncidentState::Withdrawn {
        let periods = incident.periods.iter().map(|period| Part::Period(Some(period.key.clone())));
        let mut impact: Vec<Link> = periods.map(edit).collect();
        impact.push(edit(Part::Period(None)));
        impact.extend([Part::Unaffected, Part::Data, Part::Severity].map(edit));
        let course = [Part::Times, Part::Backlogs, Part::Judgements].map(edit);
        let cause = [Part::Cause, Part::Measures, Part::Phases].map(edit);
        let besides = [Part::Related, Part::Notes].map(edit);
        groups.extend([
            Group { title: t.msg_inc_group_impact(), links: impact },
            Group { title: t.msg_inc_group_course(), links: course.to_vec() },
            Group { title: t.msg_inc_group_cause(), links: cause.to_vec() },
            Group { title: t.msg_inc_group_besides(), links: besides.to_vec() },
        ]);
    }
    if may_write {
        let mut links = vec![link("correction".to_owned(), t.msg_inc_correct())];
        if incident.state.next().contains(&IncidentState::Withdrawn) {
            links.push(link("notice?state=withdrawn".to_owned(), t.msg_inc_withdraw()));
        }
        groups.push(Group { title: t.msg_inc_group_posted(), links });
    }
    groups
}
