//! Every notice after the first: update, recovery, recurrence, withdrawal; and corrections, whose form is
//! another one, while checking and posting them is the same.

use axum::{
    extract::{Path, RawQuery},
    response::Response,
    routing::{get, post},
};

use super::{
    Desk, conflict,
    drafts::{self, Place, Shown},
    posting, query, reference, submission, typed, writing,
};
use crate::{
    app::{
        self, PostUpdate, RecordRefused, SentBefore,
        desk::{OpenedIncident, Overtaken, find_incident},
        post_update,
    },
    domain::incident::UpdateKind,
    views::console::flash::Flash,
    web::{
        console::{Fault, Form, Route, Verb, fault, page},
        posting::{
            correction,
            notice::{self, Plan},
            overtaken,
            reader::{Faults, Reader},
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

    fn place(self, opened: &OpenedIncident) -> Place {
        Place::of(&opened.record.incident.reference, self.word())
    }
}

pub(in crate::web::console) static ROUTES: &[Route] = &[
    writing(Verb::Get, "/console/incidents/{reference}/{writing}", || get(show)),
    writing(Verb::Post, "/console/incidents/{reference}/{writing}", || post(check)),
    posting("/console/incidents/{reference}/{writing}/post", || post(publish)),
];

async fn show(
    desk: Desk,
    Path((text, writing)): Path<(String, String)>,
    RawQuery(asked): RawQuery,
) -> Result<Response, Fault> {
    let writing = Writing::of(&writing)?;
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    let query = query(asked);
    let place = writing.place(&opened);
    let mut shown = drafts::shown(&desk, &place, &opened.drafts, &query)?;
    let scene = desk.scene(&opened.portal);
    let typed = if let Some((typed, at)) = shown.typed.take() {
        scene.resume(typed, at, |then, typed| {
            let (_, composed) = compose(then, writing, &opened, typed);
            (composed.faults, composed.assumed)
        })
    } else {
        let submission = desk.submission()?;
        let mut typed = match writing {
            Writing::Notice => notice::blank(&opened.record, submission),
            Writing::Correction => correction::blank(&opened.record, submission),
        };
        for name in ["state", "template"] {
            typed.set(name, query.text(name));
        }
        typed
    };
    let (plan, composed) = compose(&scene, writing, &opened, &typed);
    let composed = composed.unchecked();
    answer(&desk, &opened, plan, &composed, shown)
}

async fn check(
    desk: Desk,
    Path((text, writing)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let writing = Writing::of(&writing)?;
    let reference = reference(&text)?;
    let mut typed = typed(&form);
    let place = Place::of(&reference, writing.word());
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk, &place, typed).await;
    }
    let opened = find_incident(&desk.console.core, reference).await?;
    if let Some(since) = conflict::since(&desk, &opened, &typed).await? {
        return overtaken(&desk, &opened, &place, &since, typed).await;
    }
    let sent = drafts::sent(&desk, &place, &mut typed).await;
    let scene = desk.scene(&opened.portal);
    let (plan, composed) = compose(&scene, writing, &opened, &typed);
    answer(&desk, &opened, plan, &composed, sent)
}

async fn publish(
    desk: Desk,
    Path((text, writing)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let writing = Writing::of(&writing)?;
    let mut typed = typed(&form);
    let submission = submission(&typed)?;
    let as_checked = is_as_checked(&mut typed);
    let opened = find_incident(&desk.console.core, reference(&text)?).await?;
    let place = writing.place(&opened);
    let sent_before = app::sent_before(&desk.console.core, &submission).await?;
    if let Some(SentBefore::Same(before)) = sent_before {
        return Ok(posted(&desk, &before));
    }
    let is_current = typed.get("version") == opened.record.incident.version.to_string();
    if sent_before.is_some() || !is_current {
        return not_posted(&desk, &opened, &place, typed).await;
    }
    let scene = desk.scene(&opened.portal);
    let (plan, composed) = compose(&scene, writing, &opened, &typed);
    let Some((incident, update)) = composed.ready() else {
        return answer(&desk, &opened, plan, &composed, Shown::unsaved(&place));
    };
    if !as_checked {
        let refused = vec![desk.frame.t.msg_post_seen()];
        let shown = Shown { refused, ..Shown::unsaved(&place) };
        return answer(&desk, &opened, plan, &composed, shown);
    }
    let besides = desk.besides(composed.reasons.clone(), submission.id);
    let command = PostUpdate { incident, update, submission, besides };
    match post_update(&desk.console.core, &desk.signed_in.actor, command).await {
        Ok(done) => Ok(posted(&desk, &done)),
        Err(app::Error::Stale(now)) => {
            let now = OpenedIncident { record: *now, ..opened };
            not_posted(&desk, &now, &place, typed).await
        }
        Err(error) => {
            let refused = fault::refusal(error)?;
            refused_page(&desk, &composed, &refused, |composed| {
                answer(&desk, &opened, plan, composed, Shown::unsaved(&place))
            })
        }
    }
}

/// What is shown of a form that says something else than what was posted from it, or whose record somebody
/// changed meanwhile: it is kept, and can be checked again.
async fn not_posted(
    desk: &Desk,
    opened: &OpenedIncident,
    place: &Place,
    mut typed: Typed,
) -> Result<Response, Fault> {
    if let Some(since) = conflict::since(desk, opened, &typed).await? {
        return overtaken(desk, opened, place, &since, typed).await;
    }
    typed.set("step", "check");
    let sent = drafts::sent(desk, place, &mut typed).await;
    let scene = desk.scene(&opened.portal);
    let (plan, composed) = compose(&scene, Writing::of(&place.kind)?, opened, &typed);
    answer(desk, opened, plan, &composed, sent.not_posted())
}

/// The form on what somebody else made of the record meanwhile. As it came, it is kept.
async fn overtaken(
    desk: &Desk,
    opened: &OpenedIncident,
    place: &Place,
    since: &Overtaken,
    mut typed: Typed,
) -> Result<Response, Fault> {
    let mut shown = drafts::sent(desk, place, &mut typed).await;
    let scene = desk.scene(&opened.portal);
    let writing = Writing::of(&place.kind)?;
    let (before, now) = (&since.before, &opened.record);
    let merged = match writing {
        Writing::Notice => overtaken::notice(&scene, before, now, &typed),
        Writing::Correction => overtaken::correction(&scene, before, now, &typed),
    };
    let mut met = conflict::meet(desk, since, now, merged);
    met.told.changed = conflict::changes(&scene, before, now);
    let newest = now.updates.last();
    met.told.texts = newest.map(|it| conflict::texts(&desk.frame, it, &typed)).unwrap_or_default();
    let (plan, composed) = compose(&scene, writing, opened, &met.merged.typed);
    shown.keeping.unsaved = true;
    shown.overtaken = Some(met);
    answer(desk, opened, plan, &composed.unchecked(), shown)
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
        refused::problem(&mut reader, problem);
    }
    reader.faults
}

fn answer(
    desk: &Desk,
    opened: &OpenedIncident,
    plan: Option<Plan>,
    composed: &Composed,
    mut shown: Shown,
) -> Result<Response, Fault> {
    let scene = desk.scene(&opened.portal);
    let maker = composed.maker(&desk.frame);
    let reference = opened.record.incident.reference.to_string();
    let t = desk.frame.t;
    let (writing, title, mut sections) = if let Some(plan) = plan {
        let withdraws = plan.kind() == UpdateKind::Withdrawal;
        let title = if withdraws { t.msg_post_withdraw_title() } else { t.msg_post_update_title() };
        (Writing::Notice, title, notice::sections(&scene, &maker, &opened.record.incident, plan))
    } else {
        let sections = correction::sections(&scene, &maker, &opened.record);
        (Writing::Correction, t.msg_post_correct_title(), sections)
    };
    let overtaken = shown.overtaken.take().map(|met| met.show(t, &mut sections));
    let word = writing.word();
    let sheet = Sheet {
        title,
        action: format!("/console/incidents/{reference}/{word}"),
        keeping: shown.keeping.clone(),
        sections,
        beside: opened.beside.clone(),
    };
    let standing = Some(&opened.record);
    let mut page = sheet.page(&scene, &maker, composed, standing, desk.may_post());
    page.overtaken = overtaken;
    page.warned = super::show::others(desk, opened);
    shown.answer(page, composed)
}
