//! Keeping what is typed: every few seconds by the page itself, when a form is checked, or with a button.

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use uuid::Uuid;

pub(in crate::web::console) use super::place::Place;
use super::{Desk, conflict::Met, place::NEW, submission_number, typed, writing};
use crate::{
    app::drafts::{self, Draft, DraftRefused, InHand, NamedDraft, SaveDraft},
    domain::time::Timestamp,
    views::console::{
        flash::Flash,
        keeping::Keeping,
        notice::{Link, NoticePage},
    },
    web::{
        console::{Fault, Form, Route, Verb, fault, page},
        posting::{scene::Composed, sheet::PAGE, typed::Typed},
    },
};

pub(in crate::web::console) static ROUTES: &[Route] = &[
    writing(Verb::Post, "/console/drafts/{target}/{*kind}", || post(save)),
    writing(Verb::Post, "/console/drafts/discard", || post(discard)),
];

/// Where a draft is written on.
pub(in crate::web::console) fn form_path(draft: &Draft) -> String {
    let place = Place::of(&draft.target, draft.kind.clone());
    format!("{}?draft={}", place.form(), draft.id)
}

/// A form as it is shown: the draft in it, if there is one, and what is said of it.
#[derive(Default)]
pub(in crate::web::console) struct Shown {
    /// What was typed, and when it was kept.
    pub(in crate::web::console) typed: Option<(Typed, Timestamp)>,
    /// What is said.
    pub(in crate::web::console) said: Vec<String>,
    /// What has to be known before going on.
    pub(in crate::web::console) warned: Vec<String>,
    /// Why nothing was posted.
    pub(super) refused: Vec<String>,
    /// What somebody else changed meanwhile.
    pub(super) overtaken: Option<Met>,
    /// How it is kept.
    pub(in crate::web::console) keeping: Keeping,
}

impl Shown {
    /// A form of which the newest is kept nowhere yet.
    pub(in crate::web::console) fn unsaved(place: &Place) -> Self {
        let keeping = Keeping { path: place.drafts(), unsaved: true, ..Keeping::default() };
        Self { keeping, ..Self::default() }
    }

    /// The same of a form that was to be posted and was not.
    pub(super) fn not_posted(mut self) -> Self {
        self.refused.append(&mut self.said);
        self
    }

    /// The form, with what is said above it.
    pub(super) fn answer(
        self,
        mut page: NoticePage<'_>,
        composed: &Composed,
    ) -> Result<Response, Fault> {
        let is_refused = !self.refused.is_empty() || !composed.faults.is_empty();
        page.said.extend(self.said);
        page.warned.extend(self.warned);
        page.refused.extend(self.refused);
        match &page.overtaken {
            Some(_) => page::html(StatusCode::CONFLICT, &page),
            None if is_refused => page::refused(&page),
            None => page::ok(&page),
        }
    }
}

/// The draft that an address asks for with `draft=`, of those that the operator has for a place; without
/// it the latest, unless the address says what the form begins with. The others are offered.
pub(in crate::web::console) fn shown(
    desk: &Desk,
    place: &Place,
    known: &[NamedDraft],
    query: &Form,
) -> Result<Shown, Fault> {
    let operator = desk.signed_in.visitor.operator.id;
    let mut own: Vec<&Draft> = known
        .iter()
        .map(|named| &named.draft)
        .filter(|it| {
            it.operator_id == operator && it.kind == place.kind && it.target == place.target
        })
        .collect();
    let asked: Option<Uuid> = query.text("draft").parse().ok();
    let chosen = match asked {
        Some(number) => own.iter().position(|draft| draft.id == number),
        None => {
            (query.text("draft").is_empty() && query.text("state").is_empty() && !own.is_empty())
                .then_some(0)
        }
    };
    let draft = chosen.map(|index| own.remove(index));
    let t = desk.frame.t;
    let mut said = Vec::new();
    if let Some(draft) = draft {
        said.push(t.msg_post_draft_shown(desk.frame.time(draft.saved_at)));
    } else if asked.is_some() {
        said.push(t.msg_post_draft_gone());
    }
    let offered = own.into_iter().map(|other| Link {
        path: form_path(other),
        label: t.msg_post_draft_other(desk.frame.time(other.saved_at)),
    });
    let mut offered: Vec<Link> = offered.collect();
    if draft.is_some() {
        offered.push(Link {
            path: format!("{}?draft={NEW}", place.form()),
            label: t.msg_post_draft_anew(),
        });
    }
    let keeping = Keeping {
        path: place.drafts(),
        unsaved: false,
        kept: draft.is_some(),
        offered,
        ..Keeping::default()
    };
    let typed = draft.map(|draft| Ok::<_, Fault>((written_on(desk, draft)?, draft.saved_at)));
    Ok(Shown { typed: typed.transpose()?, said, keeping, ..Shown::default() })
}

/// A draft as a form in which another page writes on.
fn written_on(desk: &Desk, draft: &Draft) -> Result<Typed, Fault> {
    let mut typed = Typed::from_document(&draft.document);
    typed.set("submission", draft.id.to_string());
    typed.set(PAGE, format!("{} {}", desk.submission()?, draft.version));
    Ok(typed)
}

/// Fields that belong to how a form was sent, and not to what was typed.
const APART: [&str; 4] = [PAGE, "submission", "step", "checked"];

/// Keeps what is typed, or says why not.
async fn store(
    desk: &Desk,
    place: &Place,
    typed: &Typed,
) -> Result<Result<(), DraftRefused>, Fault> {
    if !place.is_known() {
        return Err(Fault::NotFound);
    }
    let number = submission_number(typed)?;
    let page = typed.get(PAGE).split_once(' ');
    let page = page.and_then(|(page, seen)| Some((page.parse().ok()?, seen.parse().ok()?)));
    let (writer, seen) = page.unwrap_or((number, 0));
    let fields = typed.fields().iter().filter(|(name, _)| !APART.contains(&name.as_str()));
    let document = Typed::new(fields.cloned().collect()).document();
    let draft = SaveDraft {
        number,
        writer,
        seen,
        kind: &place.kind,
        target: &place.target,
        document: &document,
        base_version: typed.get("version").parse().ok(),
    };
    match drafts::save_draft(&desk.console.core, &desk.signed_in.visitor.operator, draft).await {
        Ok(()) => Ok(Ok(())),
        Err(error) => fault::refusal(error).map(Err),
    }
}

async fn save(
    desk: Desk,
    Path((target, kind)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Fault> {
    let core = &desk.console.core;
    if !desk.console.saves.allow(desk.signed_in.visitor.operator.id, core.clock.now()) {
        return Err(Fault::TooOften);
    }
    let stored = store(&desk, &Place { kind, target }, &typed(&form)).await?;
    let status = match stored {
        Ok(()) => return Ok(StatusCode::NO_CONTENT.into_response()),
        Err(DraftRefused::Posted(_) | DraftRefused::Saved(_)) => StatusCode::GONE,
        Err(DraftRefused::Elsewhere) => StatusCode::PRECONDITION_FAILED,
        Err(refused) => return Err(refused.into()),
    };
    // The page goes on under this number.
    let kind = HeaderValue::from_static("application/json");
    let number = format!("\"{}\"", desk.submission()?);
    Ok((status, [(header::CONTENT_TYPE, kind)], number).into_response())
}

/// What was refused although the form can go on under no other number.
impl From<DraftRefused> for Fault {
    fn from(refused: DraftRefused) -> Self {
        match refused {
            DraftRefused::TooLarge => Self::TooLarge,
            DraftRefused::TooMany => Self::TooManyDrafts,
            DraftRefused::Posted(_) | DraftRefused::Saved(_) | DraftRefused::Elsewhere => {
                Self::Conflict
            }
        }
    }
}

/// Keeps a form that was sent, and says if it goes on under a new number: its own was posted or saved, or
/// another page has written in its draft or discarded it.
async fn kept(
    desk: &Desk,
    place: &Place,
    typed: &mut Typed,
    said: &mut Vec<String>,
) -> Result<(), Fault> {
    let t = desk.frame.t;
    let why = match store(desk, place, typed).await? {
        Ok(()) => return Ok(()),
        Err(DraftRefused::Posted(reference)) => t.msg_post_draft_posted(reference.to_string()),
        Err(DraftRefused::Saved(reference)) => t.msg_post_draft_stored(reference.to_string()),
        Err(DraftRefused::Elsewhere) => t.msg_post_draft_elsewhere(),
        Err(refused) => return Err(refused.into()),
    };
    typed.set("submission", desk.submission()?.to_string());
    typed.set(PAGE, "");
    said.push(why);
    Ok(store(desk, place, typed).await??)
}

/// Keeps a form with the button for it.
pub(in crate::web::console) async fn put_aside(
    desk: &Desk,
    place: &Place,
    mut typed: Typed,
) -> Result<Response, Fault> {
    kept(desk, place, &mut typed, &mut vec![]).await?;
    Ok(page::to_saying(&desk.console, "/console", Flash::DraftSaved))
}

/// Keeps a form that was sent to be looked at, so that it is not lost with the page that answers. That it
/// cannot be kept is said there; it keeps nobody from going on. A preview, which a script asks for, brings
/// no step and keeps nothing.
pub(in crate::web::console) async fn sent(desk: &Desk, place: &Place, typed: &mut Typed) -> Shown {
    let mut shown = Shown::unsaved(place);
    if typed.get("step").is_empty() {
        return shown;
    }
    match kept(desk, place, typed, &mut shown.said).await {
        Ok(()) => (shown.keeping.unsaved, shown.keeping.kept) = (false, true),
        Err(fault) => {
            tracing::debug!(?fault, "a form was not kept");
            shown.warned = vec![desk.frame.t.msg_post_draft_failed()];
        }
    }
    shown
}

/// What a form carries and shows nowhere: the version that was seen, and how its draft is known.
pub(in crate::web::console) fn carried(typed: &Typed) -> Vec<(String, String)> {
    let names = ["version", "submission", PAGE].into_iter();
    let carried = names.map(|name| (name.to_owned(), typed.get(name).to_owned()));
    carried.filter(|(_, value)| !value.is_empty()).collect()
}

async fn discard(desk: Desk, form: Form) -> Result<Response, Fault> {
    let draft = in_hand(&desk, submission_number(&typed(&form))?);
    drafts::discard_draft(&desk.console.core, &draft).await?;
    Ok(page::to_saying(&desk.console, "/console", Flash::DraftDiscarded))
}

/// The draft of a form.
pub(in crate::web::console) fn in_hand(desk: &Desk, number: Uuid) -> InHand {
    InHand { operator: desk.signed_in.visitor.operator.id, number }
}
