//! One incident as it stands, what is missing, and everything that can be done with it.

use axum::{extract::Path, response::Response, routing::get};

use super::{Desk, reading, reference};
use crate::{
    app::desk::{OpenedIncident, find_incident},
    domain::{
        house_style::HouseStyle,
        incident::{CauseState, DataState, Incident, IncidentState, Update},
        language::Language,
        operator::Permission,
        service::Catalogue,
        text::TextState,
    },
    i18n::{
        labels::{self, Label},
        symptoms::Grammar,
    },
    views::console::{
        Frame,
        facts::facts,
        incident::{IncidentPage, Posted},
        notice::Link,
    },
    web::{
        console::{Fault, Route, page},
        posting::{advice, edit::Part, maker::language_label},
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
        opened.record.updates.iter().map(|update| posted(&desk, &path, update)).collect();
    updates.reverse();
    let page = IncidentPage {
        frame,
        title: title(frame.language, catalogue, incident),
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

/// The title of an incident: the service and the problem.
pub(in crate::web::console) fn title(
    language: Language,
    catalogue: &Catalogue,
    incident: &Incident,
) -> String {
    let house = HouseStyle::default();
    let grammar = Grammar { catalogue, house: &house, language };
    let service = grammar.services(std::slice::from_ref(&incident.title_service));
    let short = incident.symptom_short.read(language).map(|reading| reading.text);
    crate::i18n::t(language).msg_incident_title(service, short.unwrap_or_default())
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

fn posted(desk: &Desk, path: &str, update: &Update) -> Posted {
    let (frame, t) = (&desk.frame, desk.frame.t);
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
        by: update.author.clone().unwrap_or_default(),
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

fn actions(
    frame: &Frame,
    incident: &Incident,
    path: &str,
    (may_write, may_post): (bool, bool),
) -> Vec<Link> {
    let t = frame.t;
    let link = |address: String, label: String| Link { path: format!("{path}/{address}"), label };
    let mut actions = Vec::new();
    if may_post && incident.state != IncidentState::Withdrawn {
        for part in Part::ALL {
            actions.push(link(format!("edit/{}", part.address()), part.title(t)));
        }
        for (index, period) in incident.main_periods().into_iter().enumerate() {
            let label = labels::period_named(frame.language, &frame.house, index + 1);
            let part = Part::Period(Some(period.key.clone()));
            actions.push(link(format!("edit/{}", part.address()), t.msg_edit_period(label)));
        }
        for period in incident.periods.iter().filter(|period| period.of.is_some()) {
            let part = Part::Period(Some(period.key.clone()));
            let label = t.msg_edit_period(period.kind.label(t));
            actions.push(link(format!("edit/{}", part.address()), label));
        }
        let new = Part::Period(None).address();
        actions.push(link(format!("edit/{new}"), t.msg_edit_period_new()));
    }
    if may_write {
        actions.push(link("correction".to_owned(), t.msg_inc_correct()));
        if incident.state.next().contains(&IncidentState::Withdrawn) {
            actions.push(link("notice?state=withdrawn".to_owned(), t.msg_inc_withdraw()));
        }
    }
    actions
}
