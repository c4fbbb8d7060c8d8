//! The first notice: one form, checked and posted.

use axum::{
    extract::State,
    response::Response,
    routing::{get, post},
};

use super::{Desk, drafts, posting, submission, typed, writing};
use crate::{
    app::{
        self, OpenIncident,
        desk::{self, Desk as Work},
        next_incident_reference, open_incident,
    },
    domain::incident::opening::{Opening, may_recur},
    views::console::{flash::Flash, notice::Link},
    web::{
        console::{Console, Fault, Form, Route, SignedIn, Verb, Visit, page},
        posting::{
            maker::Maker,
            opening,
            reader::Reader,
            scene::Composed,
            sheet::{Sheet, is_as_checked},
            typed::Typed,
        },
    },
};

const PATH: &str = "/console/incidents/new";
const KIND: &str = "first";
/// How often a number that was taken meanwhile is replaced by the next one.
const TRIES: usize = 4;

pub(in crate::web::console) static ROUTES: &[Route] = &[
    writing(Verb::Get, PATH, || get(show)),
    writing(Verb::Post, PATH, || post(check)),
    posting("/console/incidents/new/post", || post(publish)),
];

async fn show(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let work = desk::desk(&desk.console.core).await?;
    let (typed, said) = match drafts::in_hand(&desk, KIND, drafts::NEW).await? {
        Some((typed, said)) => (typed, vec![said]),
        None => (opening::blank(&desk.scene(&work.portal), desk.submission()?), vec![]),
    };
    let has_draft = !said.is_empty();
    let faults = vec![];
    let mut reader = Reader::new(&typed, desk.scene(&work.portal).now, &desk.frame.zone);
    opening::read(&desk.scene(&work.portal), &mut reader);
    let assumed = reader.assumed;
    let composed = Composed {
        typed: typed.clone(),
        faults,
        assumed,
        incident: None,
        update: None,
        titles: vec![],
    };
    answer(&desk, &work, &composed, None, (said, has_draft))
}

async fn check(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let typed = typed(&form);
    if typed.get("step") == "draft" {
        drafts::keep(&desk.console, &desk.signed_in, (KIND, drafts::NEW), &typed).await?;
        return Ok(page::to_saying(&desk.console, "/console", Flash::DraftSaved));
    }
    let work = desk::desk(&desk.console.core).await?;
    let (composed, opening) = compose(&desk, &work, &typed).await?;
    answer(&desk, &work, &composed, Some(&opening), (vec![], false))
}

async fn publish(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    form: Form,
) -> Result<Response, Fault> {
    let desk = Desk::new(console, signed_in, &visit);
    let typed = typed(&form);
    let work = desk::desk(&desk.console.core).await?;
    let submission = submission(&typed)?;
    for _ in 0..TRIES {
        let (composed, opening) = compose(&desk, &work, &typed).await?;
        let t = desk.frame.t;
        if !is_as_checked(&typed) {
            return answer(
                &desk,
                &work,
                &composed,
                Some(&opening),
                (vec![t.msg_post_seen()], false),
            );
        }
        let (Some(incident), Some(update)) = (composed.incident.clone(), composed.update.clone())
        else {
            return answer(&desk, &work, &composed, Some(&opening), (vec![], false));
        };
        let command = OpenIncident { incident, update, submission };
        let core = &desk.console.core;
        match open_incident(core, &desk.signed_in.actor, command).await {
            Ok(Some(posted)) => {
                let operator = &desk.signed_in.visitor.operator;
                app::drafts::discard_draft(core, operator, KIND, drafts::NEW).await?;
                let path = format!("/console/incidents/{}", posted.reference);
                return Ok(page::to_saying(&desk.console, &path, Flash::Posted));
            }
            // Another incident took the number: the text is written again with the next one.
            Ok(None) => {}
            Err(app::Error::Refused(refused)) => {
                return super::notice::refused_page(&desk, &composed, &refused, |composed| {
                    answer(&desk, &work, composed, Some(&opening), (vec![], false))
                });
            }
            Err(app::Error::NotFound) => return Err(Fault::NotFound),
            Err(app::Error::Stale(_)) => return Err(Fault::Conflict),
            Err(app::Error::Failure(failure)) => return Err(failure.into()),
        }
    }
    Err(Fault::Conflict)
}

/// What the form becomes, under the number that the incident would be given now.
async fn compose(desk: &Desk, work: &Work, typed: &Typed) -> Result<(Composed, Opening), Fault> {
    let scene = desk.scene(&work.portal);
    let mut reader = Reader::new(typed, scene.now, scene.zone);
    let opening = opening::read(&scene, &mut reader);
    let number = if reader.faults.is_empty() {
        let date = opening.date(scene.now, scene.zone);
        next_incident_reference(&desk.console.core, date).await?.number
    } else {
        1
    };
    Ok((opening::compose(&scene, reader, opening.clone(), number), opening))
}

fn answer(
    desk: &Desk,
    work: &Work,
    composed: &Composed,
    opening: Option<&Opening>,
    (said, has_draft): (Vec<String>, bool),
) -> Result<Response, Fault> {
    let scene = desk.scene(&work.portal);
    let (typed, faults, assumed) = (&composed.typed, &composed.faults, &composed.assumed);
    let maker = Maker { frame: &desk.frame, typed, faults, assumed };
    let sheet = Sheet {
        title: desk.frame.t.msg_post_first_title(),
        action: PATH.to_owned(),
        draft: drafts::path(KIND, drafts::NEW),
        sections: opening::sections(&scene, &maker),
    };
    let (mut page, _) = sheet.page(&scene, &maker, composed, desk.may_post());
    page.said = said;
    page.has_draft = has_draft;
    if let Some(opening) = opening {
        page.similar = similar(desk, work, opening);
    }
    if faults.is_empty() { page::ok(&page) } else { page::refused(&page) }
}

/// The incidents of which this may be a recurrence (rule D15); the operator decides.
fn similar(desk: &Desk, work: &Work, opening: &Opening) -> Vec<Link> {
    let scene = desk.scene(&work.portal);
    let days = scene.policy.recurrence_days;
    let recurs = work.over.iter().filter(|earlier| {
        may_recur(earlier, &opening.services, &opening.symptoms, scene.now, days)
    });
    recurs
        .map(|earlier| Link {
            path: format!("/console/incidents/{}/notice?state=investigating", earlier.reference),
            label: super::show::title(desk.frame.language, scene.catalogue, earlier),
        })
        .collect()
}
