//! Two operators at once: the second one is shown what the first one changed, and goes on from there
//! with everything that was typed (requirement A25). Nothing is overwritten silently.

use axum::{http::StatusCode, response::Response};

use super::{
    Desk,
    drafts::{self, Place},
};
use crate::{
    app::desk::{OpenedIncident, overtaken},
    domain::{incident::Update, language::Language},
    views::console::{
        Frame,
        conflict::{ConflictPage, Difference, changed},
        facts::facts,
    },
    web::{
        console::{Fault, page},
        posting::{maker::language_label, reader::in_language, typed::Typed},
    },
};

/// The page of a form that was written on an older version than the one that stands; `None` if nobody
/// changed anything. The form is kept, so that it is not lost with the page.
pub(super) async fn page(
    desk: &Desk,
    opened: &OpenedIncident,
    place: &Place,
    typed: &mut Typed,
) -> Result<Option<Response>, Fault> {
    let incident = &opened.record.incident;
    let seen: i64 = typed.get("version").parse().map_err(|_| Fault::Method)?;
    if seen == incident.version {
        return Ok(None);
    }
    drafts::sent(desk, place, typed).await;
    let since = overtaken(&desk.console.core, incident.reference, seen).await?;
    let (frame, catalogue) = (&desk.frame, &opened.portal.catalogue);
    let t = frame.t;
    let newest = opened.record.updates.last();
    let mut going_on = typed.clone();
    going_on.set("version", incident.version.to_string());
    let hidden = going_on
        .fields()
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "step" | "checked"))
        .cloned()
        .collect();
    let page = ConflictPage {
        frame,
        who: t.msg_conflict_who(&since.by, frame.time(since.at)),
        changed: changed(
            &facts(frame, catalogue, &since.before),
            &facts(frame, catalogue, incident),
        ),
        texts: newest.map(|update| texts(frame, update, typed)).unwrap_or_default(),
        action: place.form(),
        hidden,
        back: format!("/console/incidents/{}", incident.reference),
    };
    page::html(StatusCode::CONFLICT, &page).map(Some)
}

/// What was posted last beside what was typed. Whoever writes a notice and has no text yet sees the one that
/// it follows.
fn texts(frame: &Frame, newest: &Update, typed: &Typed) -> Vec<Difference> {
    let t = frame.t;
    let writes = typed.has("state") || typed.has("field");
    let mut rows = Vec::new();
    for (name, text) in [("subject", &newest.subject), ("body", &newest.body)] {
        for language in Language::ALL {
            let label = if name == "body" { t.msg_post_body() } else { t.msg_post_subject() };
            let label = t.msg_post_in_language(label, language_label(t, language));
            let typed = typed.get(&in_language(name, language));
            let posted = text.written(language).unwrap_or_default();
            if !typed.is_empty() {
                rows.push(Difference::between(label, language.tag(), posted, typed));
            } else if writes && !posted.is_empty() {
                rows.push(Difference::alone(label, language.tag(), posted));
            }
        }
    }
    rows
}
