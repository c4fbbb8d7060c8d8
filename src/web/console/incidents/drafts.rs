//! Keeping what is typed: every few seconds by the page itself, or with a button.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::post,
};

use super::{Desk, typed, writing};
use crate::{
    app::drafts::{self, DraftRefused, SaveDraft},
    views::console::{Frame, flash::Flash},
    web::{
        console::{Console, Fault, Form, Route, SignedIn, Verb, Visit, fault, page},
        posting::typed::Typed,
    },
};

pub(in crate::web::console) static ROUTES: &[Route] = &[
    writing(Verb::Post, "/console/drafts/{kind}/{target}", || post(save)),
    writing(Verb::Post, "/console/drafts/{kind}/{target}/discard", || post(discard)),
];

/// What a draft can become. The target of a first notice is [`NEW`].
const KINDS: [&str; 3] = ["first", "notice", "correction"];
/// The target of what is for no incident yet.
pub(super) const NEW: &str = "new";

/// The address at which drafts of a kind for a target are kept.
pub(super) fn path(kind: &str, target: &str) -> String {
    format!("/console/drafts/{kind}/{target}")
}

/// Where a draft is written on.
pub(in crate::web::console) fn form_path(kind: &str, target: &str) -> Option<String> {
    match kind {
        "first" => Some("/console/incidents/new".to_owned()),
        "notice" | "correction" => Some(format!("/console/incidents/{target}/{kind}")),
        _ => None,
    }
}

async fn save(
    State(console): State<Console>,
    signed_in: SignedIn,
    Path((kind, target)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    keep(&console, &signed_in, (&kind, &target), &typed(&form)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Keeps what is typed.
pub(super) async fn keep(
    console: &Console,
    signed_in: &SignedIn,
    (kind, target): (&str, &str),
    typed: &Typed,
) -> Result<(), Fault> {
    if !console.saves.allow(signed_in.visitor.operator.id, console.core.clock.now()) {
        return Err(Fault::TooOften);
    }
    let known = target == NEW || super::reference(target).is_ok();
    if !KINDS.contains(&kind) || !known {
        return Err(Fault::NotFound);
    }
    let document = typed.document();
    let base_version = typed.get("version").parse().ok();
    let submission = typed.get("submission").parse().ok();
    let draft = SaveDraft { kind, target, document: &document, base_version, submission };
    match drafts::save_draft(&console.core, &signed_in.visitor.operator, draft).await {
        Ok(()) => Ok(()),
        Err(error) => Err(match fault::refusal(error)? {
            DraftRefused::TooLarge => Fault::TooLarge,
            DraftRefused::TooMany => Fault::TooManyDrafts,
        }),
    }
}

async fn discard(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path((kind, target)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let operator = &desk.signed_in.visitor.operator;
    drafts::discard_draft(&desk.console.core, operator, &kind, &target).await?;
    Ok(page::to_saying(&desk.console, "/console", Flash::DraftDiscarded))
}

/// What an operator has in hand of a kind for a target, and the sentence that says so.
pub(super) async fn in_hand(
    desk: &Desk,
    kind: &str,
    target: &str,
) -> Result<Option<(Typed, String)>, Fault> {
    let operator = &desk.signed_in.visitor.operator;
    let found = drafts::find_draft(&desk.console.core, operator, kind, target).await?;
    Ok(found.map(|draft| {
        let said = shown(&desk.frame, &draft);
        (Typed::from_document(&draft.document), said)
    }))
}

fn shown(frame: &Frame, draft: &drafts::Draft) -> String {
    frame.t.msg_post_draft_shown(frame.time(draft.saved_at))
}
