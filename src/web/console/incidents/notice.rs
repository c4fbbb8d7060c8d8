//! Every notice after the first: update, recovery, recurrence, withdrawal; and corrections, whose form is
//! another one, while checking and posting them is the same.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
    routing::{get, post},
};

use super::{Desk, drafts, posting, reference, submission, typed, writing};
use crate::{
    app::{
        self, PostUpdate, RecordRefused,
        desk::{OpenedIncident, find_incident},
        post_update,
    },
    domain::incident::{
        UpdateKind,
        check::{Fault as Faulty, Step},
    },
    views::console::flash::Flash,
    web::{
        console::{Console, Fault, Form, Route, SignedIn, Verb, Visit, fault, page},
        posting::{
            correction,
            notice::{self, Plan},
            reader::{Fault as Wrong, Faults, Reader, Rule},
            refused,
            scene::{Composed, Scene},
            sheet::{Sheet, is_as_checked},
            typed::Typed,
        },
    },
};

/// Which form it is; the word is that of the address and of its drafts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    Notice,
    Correction,
}

impl Writing {
    fn of(word: &str) -> Result<Self, Fault> {
        match word {
            "notice" => Ok(Self::Notice),
            "correction" => Ok(Self::Correction),
            _ => Err(Fault::NotFound),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Correction => "correction",
        }
    }
}

pub(in crate::web::console) static ROUTES: &[Route] = &[
    writing(Verb::Get, "/console/incidents/{reference}/{writing}", || get(show)),
    writing(Verb::Post, "/console/incidents/{reference}/{writing}", || post(check)),
    posting("/console/incidents/{reference}/{writing}/post", || post(publish)),
];

async fn show(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path((text, writing)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let writing = Writing::of(&writing)?;
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let draft =
        drafts::in_hand(&desk, writing.word(), &opened.record.incident.reference.to_string())
            .await?;
    let (typed, said) = match draft {
        Some((typed, said)) if query.text("state").is_empty() => (typed, vec![said]),
        _ => {
            let submission = desk.submission()?;
            let mut typed = match writing {
                Writing::Notice => notice::blank(&opened.record, submission),
                Writing::Correction => correction::blank(&opened.record, submission),
            };
            for name in ["state", "template"] {
                typed.set(name, query.text(name));
            }
            (typed, vec![])
        }
    };
    let scene = desk.scene(&opened.portal);
    let (plan, composed) = compose(&scene, writing, &opened, &typed);
    let composed = composed.unchecked();
    let has_draft = !said.is_empty();
    answer(&desk, &opened, plan, &composed, (said, has_draft))
}

async fn check(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path((text, writing)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let writing = Writing::of(&writing)?;
    let reference = reference(&text)?;
    let typed = typed(&form);
    if typed.get("step") == "draft" {
        drafts::keep(
            &desk.console,
            &desk.signed_in,
            (writing.word(), &reference.to_string()),
            &typed,
        )
        .await?;
        return Ok(page::to_saying(&desk.console, "/console", Flash::DraftSaved));
    }
    let opened = find_incident(&desk.console.core, reference).await?;
    if let Some(conflict) = super::conflict::page(&desk, &opened, &typed, &visit.path).await? {
        return Ok(conflict);
    }
    let scene = desk.scene(&opened.portal);
    let (plan, composed) = compose(&scene, writing, &opened, &typed);
    answer(&desk, &opened, plan, &composed, (vec![], false))
}

async fn publish(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path((text, writing)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let writing = Writing::of(&writing)?;
    let typed = typed(&form);
    let submission = submission(&typed)?;
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    // The same form sent again is answered as it was the first time, whatever was posted since.
    let sent_before = app::submitted(&desk.console.core, submission).await?;
    if let Some(before) = sent_before {
        return Ok(posted(&desk, &before));
    }
    let action = visit.path.trim_end_matches("/post");
    if let Some(conflict) = super::conflict::page(&desk, &opened, &typed, action).await? {
        return Ok(conflict);
    }
    let scene = desk.scene(&opened.portal);
    let (plan, composed) = compose(&scene, writing, &opened, &typed);
    let Some((incident, update)) = composed.ready() else {
        return answer(&desk, &opened, plan, &composed, (vec![], false));
    };
    if !is_as_checked(&typed) {
        let said = vec![desk.frame.t.msg_post_seen()];
        return answer(&desk, &opened, plan, &composed, (said, false));
    }
    let target = opened.record.incident.reference.to_string();
    let besides = desk.besides(&composed, writing.word(), &target);
    let command = PostUpdate { incident, update, submission, besides };
    match post_update(&desk.console.core, &desk.signed_in.actor, command).await {
        Ok(done) => Ok(posted(&desk, &done)),
        Err(app::Error::Stale(now)) => {
            let now = OpenedIncident { record: *now, ..opened };
            super::conflict::page(&desk, &now, &typed, action).await?.ok_or(Fault::Conflict)
        }
        Err(error) => {
            let refused = fault::refusal(error)?;
            refused_page(&desk, &composed, &refused, |composed| {
                answer(&desk, &opened, plan, composed, (vec![], false))
            })
        }
    }
}

/// The way to what was posted.
pub(super) fn posted(desk: &Desk, posted: &app::Posted) -> Response {
    let path = format!("/console/incidents/{}", posted.reference);
    page::to_saying(&desk.console, &path, Flash::Posted)
}

/// What a form becomes; a correction has no plan.
fn compose(
    scene: &Scene<'_>,
    writing: Writing,
    opened: &OpenedIncident,
    typed: &Typed,
) -> (Option<Plan>, Composed) {
    match writing {
        Writing::Notice => {
            let (plan, composed) = notice::compose(scene, &opened.record, typed);
            (Some(plan), composed)
        }
        Writing::Correction => (None, correction::compose(scene, &opened.record, typed)),
    }
}

/// The form again, with what the verb refused at its fields.
pub(super) fn refused_page(
    desk: &Desk,
    composed: &Composed,
    refused: &RecordRefused,
    answer: impl FnOnce(&Composed) -> Result<Response, Fault>,
) -> Result<Response, Fault> {
    let faults = refusals(desk, &composed.typed, refused);
    answer(&Composed { faults, ..composed.clone().unchecked() })
}

/// What a verb refused, at the fields that it concerns.
pub(super) fn refusals(desk: &Desk, typed: &Typed, found: &RecordRefused) -> Faults {
    let mut reader = Reader::new(typed, desk.console.core.clock.now(), &desk.frame.zone);
    for refusal in &found.refusals {
        refused::note(&mut reader, refusal);
    }
    for problem in &found.problems {
        match (&problem.fault, problem.place.steps().first()) {
            (Faulty::UnknownRecord(_), Some(Step::Field(field))) => {
                reader.fault(field, Wrong::Reference);
            }
            _ => reader.fault("record", Wrong::Rule(Rule::Record)),
        }
    }
    reader.faults
}

fn answer(
    desk: &Desk,
    opened: &OpenedIncident,
    plan: Option<Plan>,
    composed: &Composed,
    (said, has_draft): (Vec<String>, bool),
) -> Result<Response, Fault> {
    let scene = desk.scene(&opened.portal);
    let maker = composed.maker(&desk.frame);
    let reference = opened.record.incident.reference.to_string();
    let t = desk.frame.t;
    let (writing, title, sections) = if let Some(plan) = plan {
        let withdraws = plan.kind() == UpdateKind::Withdrawal;
        let title = if withdraws { t.msg_post_withdraw_title() } else { t.msg_post_update_title() };
        (Writing::Notice, title, notice::sections(&scene, &maker, &opened.record.incident, plan))
    } else {
        let sections = correction::sections(&scene, &maker, &opened.record);
        (Writing::Correction, t.msg_post_correct_title(), sections)
    };
    let word = writing.word();
    let sheet = Sheet {
        title,
        action: format!("/console/incidents/{reference}/{word}"),
        draft: drafts::path(word, &reference),
        sections,
    };
    let standing = Some(&opened.record);
    let mut page = sheet.page(&scene, &maker, composed, standing, desk.may_post());
    page.said = said;
    page.said.extend(super::show::others(desk, opened));
    page.has_draft = has_draft;
    if composed.faults.is_empty() { page::ok(&page) } else { page::refused(&page) }
}
