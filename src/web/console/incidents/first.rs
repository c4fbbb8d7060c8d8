//! The first notice: one form, checked and posted.

use axum::{
    extract::RawQuery,
    response::Response,
    routing::{get, post},
};

use super::{
    Desk,
    drafts::{self, Place, Shown},
    posting, query, submission, typed, writing,
};
use crate::{
    app::{
        self, OpenIncident, SentBefore,
        desk::{self, Desk as Work},
        next_incident_reference, open_incident,
    },
    domain::incident::opening::may_recur,
    views::console::notice::Link,
    web::{
        console::{Fault, Form, Route, Verb, fault},
        posting::{
            opening::{self, Begun},
            reader::Reader,
            scene::Composed,
            sheet::{Sheet, is_as_checked},
            typed::Typed,
        },
    },
};

pub(super) const PATH: &str = "/console/incidents/new";
/// How often a number that was taken meanwhile is replaced by the next one.
const TRIES: usize = 4;

pub(in crate::web::console) static ROUTES: &[Route] = &[
    writing(Verb::Get, PATH, || get(show)),
    writing(Verb::Post, PATH, || post(check)),
    posting("/console/incidents/new/post", || post(publish)),
];

async fn show(desk: Desk, RawQuery(asked): RawQuery) -> Result<Response, Fault> {
    let work = desk::desk(&desk.console.core).await?;
    let scene = desk.scene(&work.portal);
    let query = query(asked);
    let mut shown = drafts::shown(&desk, &Place::first(), &work.drafts, &query)?;
    let typed = if let Some((typed, at)) = shown.typed.take() {
        scene.resume(typed, at, |then, typed| {
            let (_, composed) = opening::compose(then, typed, 1);
            (composed.faults, composed.assumed)
        })
    } else {
        let mut typed = opening::blank(&scene, desk.submission()?);
        typed.set("state", query.text("state"));
        typed
    };
    let (begun, composed) = opening::compose(&scene, &typed, 1);
    let composed = composed.unchecked();
    answer(&desk, &work, begun.as_ref(), &composed, shown)
}

async fn check(desk: Desk, form: Form) -> Result<Response, Fault> {
    let mut typed = typed(&form);
    if typed.get("step") == "draft" {
        return drafts::put_aside(&desk, &Place::first(), typed).await;
    }
    let work = desk::desk(&desk.console.core).await?;
    let sent = drafts::sent(&desk, &Place::first(), &mut typed).await;
    let (begun, composed) = compose(&desk, &work, &typed).await?;
    answer(&desk, &work, begun.as_ref(), &composed, sent)
}

async fn publish(desk: Desk, form: Form) -> Result<Response, Fault> {
    let mut typed = typed(&form);
    let work = desk::desk(&desk.console.core).await?;
    let submission = submission(&typed)?;
    let as_checked = is_as_checked(&mut typed);
    match app::sent_before(&desk.console.core, &submission).await? {
        Some(SentBefore::Same(posted)) => return Ok(super::notice::posted(&desk, &posted)),
        Some(SentBefore::Other(_)) => {
            let sent = drafts::sent(&desk, &Place::first(), &mut typed).await;
            let (begun, composed) = compose(&desk, &work, &typed).await?;
            return answer(&desk, &work, begun.as_ref(), &composed, sent.not_posted());
        }
        None => {}
    }
    let unsaved = || Shown::unsaved(&Place::first());
    for _ in 0..TRIES {
        let (begun, composed) = compose(&desk, &work, &typed).await?;
        let Some((incident, update)) = composed.ready() else {
            return answer(&desk, &work, begun.as_ref(), &composed, unsaved());
        };
        if !as_checked {
            let refused = vec![desk.frame.t.msg_post_seen()];
            let shown = Shown { refused, ..unsaved() };
            return answer(&desk, &work, begun.as_ref(), &composed, shown);
        }
        let besides = desk.besides(composed.reasons.clone(), submission.id);
        let submission = submission.clone();
        let command = OpenIncident { incident, update, submission, besides };
        match open_incident(&desk.console.core, &desk.signed_in.actor, command).await {
            Ok(Some(posted)) => return Ok(super::notice::posted(&desk, &posted)),
            // Another incident took the number: the text is written again with the next one.
            Ok(None) => {}
            Err(error) => {
                let refused = fault::refusal(error)?;
                return super::notice::refused_page(&desk, &composed, &refused, |composed| {
                    answer(&desk, &work, begun.as_ref(), composed, unsaved())
                });
            }
        }
    }
    Err(Fault::Conflict)
}

/// What the form becomes, under the number that the incident would be given now.
async fn compose(
    desk: &Desk,
    work: &Work,
    typed: &Typed,
) -> Result<(Option<Begun>, Composed), Fault> {
    let scene = desk.scene(&work.portal);
    let mut reader = Reader::new(typed, scene.now, scene.zone);
    let opening = opening::read(&scene, &mut reader);
    let number = if reader.faults.is_empty() {
        let date = opening.date(scene.now, scene.zone);
        next_incident_reference(&desk.console.core, date).await?.number
    } else {
        1
    };
    Ok(opening::compose(&scene, typed, number))
}

fn answer(
    desk: &Desk,
    work: &Work,
    begun: Option<&Begun>,
    composed: &Composed,
    shown: Shown,
) -> Result<Response, Fault> {
    let scene = desk.scene(&work.portal);
    let maker = composed.maker(&desk.frame);
    let sheet = Sheet {
        title: desk.frame.t.msg_post_first_title(),
        action: PATH.to_owned(),
        keeping: shown.keeping.clone(),
        sections: opening::sections(&scene, &maker, begun),
        beside: desk::Beside::default(),
    };
    let mut page = sheet.page(&scene, &maker, composed, None, desk.may_post());
    let is_known = !composed.faults.iter().any(|(name, _)| name == "service");
    let begun = begun.filter(|_| is_known && composed.typed.has("service"));
    page.similar = begun.map(|begun| similar(desk, work, begun)).unwrap_or_default();
    shown.answer(page, composed)
}

/// The incidents of which this may be a recurrence (rule D15); the operator decides.
fn similar(desk: &Desk, work: &Work, begun: &Begun) -> Vec<Link> {
    let scene = desk.scene(&work.portal);
    let (days, incident) = (scene.policy.recurrence_days, &begun.incident);
    let symptoms: Vec<_> =
        incident.periods.iter().flat_map(|period| &period.symptoms).cloned().collect();
    let recurs = work
        .over
        .iter()
        .filter(|earlier| may_recur(earlier, &incident.affected, &symptoms, scene.now, days));
    recurs
        .map(|earlier| Link {
            path: format!("/console/incidents/{}/notice?state=investigating", earlier.reference),
            label: scene.title(earlier),
        })
        .collect()
}
