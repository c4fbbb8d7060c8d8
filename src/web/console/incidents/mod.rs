//! Incidents: what is going on, one of them, and everything that is written about them.
//!
//! Forms are read and made in [`posting`](crate::web::posting); here is who may ask for them, and which
//! verb of [`app`](crate::app) they call. A form is sent to its own address to be checked, and to
//! `/post` below it to be posted, which only those who may publish can do.

mod approve;
pub(super) mod conflict;
pub(super) mod drafts;
mod edit;
mod first;
mod notice;
mod place;
mod show;

use axum::{extract::FromRequestParts, http::request::Parts};
use uuid::Uuid;

use super::{Access, Console, Fault, Form, Route, SignedIn, Verb, Visit};
use crate::{
    app::{self, Besides, Submission, desk::Portal},
    domain::{audit::Reason, operator::Permission, reference::Reference},
    views::console::Frame,
    web::posting::{scene::Scene, sheet, typed::Typed},
};

pub(super) use self::{
    approve::ROUTES as APPROVE,
    drafts::{ROUTES as DRAFTS, form_path as draft_form_path},
    edit::ROUTES as EDIT,
    first::ROUTES as FIRST,
    notice::ROUTES as NOTICE,
    place::PLAN,
    show::{ROUTES as SHOW, needs_review},
};

const fn reading(path: &'static str, handler: super::route::Handler) -> Route {
    Route { verb: Verb::Get, path, access: Access::May(Permission::View), fresh: false, handler }
}

const fn writing(verb: Verb, path: &'static str, handler: super::route::Handler) -> Route {
    Route { verb, path, access: Access::May(Permission::Draft), fresh: false, handler }
}

const fn posting(path: &'static str, handler: super::route::Handler) -> Route {
    Route {
        verb: Verb::Post,
        path,
        access: Access::May(Permission::Publish),
        fresh: false,
        handler,
    }
}

/// Where somebody who is signed in works: what a request brings to a form.
pub(super) struct Desk {
    pub(super) console: Console,
    pub(super) signed_in: SignedIn,
    pub(super) frame: Frame,
}

impl FromRequestParts<Console> for Desk {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Fault> {
        let visit = Visit::from_request_parts(parts, console).await?;
        let signed_in = SignedIn::from_request_parts(parts, console).await?;
        Ok(Self { console: console.clone(), signed_in, frame: visit.frame() })
    }
}

impl Desk {
    pub(super) fn may_post(&self) -> bool {
        self.signed_in.visitor.operator.role.may(Permission::Publish)
    }

    pub(super) fn scene<'a>(&'a self, portal: &'a Portal) -> Scene<'a> {
        Scene {
            provider: &portal.provider,
            catalogue: &portal.catalogue,
            policy: &self.console.policy,
            zone: &self.frame.zone,
            now: self.console.core.clock.now(),
            frame: &self.frame,
            by: &self.signed_in.visitor.operator.login,
        }
    }

    /// What belongs to a post or a change besides the record.
    fn besides(&self, reasons: Vec<Reason>, number: Uuid) -> Besides {
        Besides { reasons, draft: Some(drafts::in_hand(self, number)) }
    }

    /// A number for a form that is shown for the first time: sent twice, it posts once.
    pub(super) fn submission(&self) -> Result<Uuid, Fault> {
        let core = &self.console.core;
        Ok(core.ids.uuid(core.clock.now()).map_err(app::Failure::from)?)
    }
}

/// The fields of a form.
pub(super) fn typed(form: &Form) -> Typed {
    let pairs = form.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Typed::new(pairs.collect())
}

/// What an address asks for besides its path.
pub(super) fn query(raw: Option<String>) -> Form {
    Form::parse(raw.unwrap_or_default().as_bytes()).unwrap_or_default()
}

/// The number of a form; one without it is not ours.
fn submission_number(typed: &Typed) -> Result<Uuid, Fault> {
    typed.get("submission").parse().map_err(|_| Fault::Incomplete)
}

/// A form that was sent.
pub(super) fn submission(typed: &Typed) -> Result<Submission, Fault> {
    Ok(Submission { id: submission_number(typed)?, fingerprint: sheet::said(typed) })
}

/// A reference number from an address.
fn reference(text: &str) -> Result<Reference, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// For verbs that refuse nothing.
impl From<app::Error> for Fault {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound => Self::NotFound,
            app::Error::Stale(_) => Self::Conflict,
            app::Error::Failure(failure) => failure.into(),
            app::Error::Refused(never) => match never {},
        }
    }
}
