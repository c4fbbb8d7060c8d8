//! Maintenances: how one is planned, how it stands, what happens by itself, and the steps that are taken by hand.

mod clock;
mod compose;
mod edit;
mod facts;
mod kinds;
mod meanwhile;
mod plan;
mod plan_form;
mod plan_sheet;
mod promised;
mod repeat;
mod show;
mod step;
mod step_sheet;

use self::kinds::Kind;
pub(super) use self::{
    clock::ROUTES as CLOCK,
    edit::ROUTES as EDITING,
    plan::{PATH as NEW, ROUTES as PLAN},
    show::{ROUTES as SHOW, title, warnings},
    step::ROUTES as STEP,
};
use super::{Access, Fault, Route, Verb};
use crate::{
    domain::{key::Key, operator::Permission, reference::Reference},
    i18n::sentences::Sentences,
};

const fn route(
    verb: Verb,
    path: &'static str,
    permission: Permission,
    handler: super::route::Handler,
) -> Route {
    Route { verb, path, access: Access::May(permission), fresh: false, handler }
}

/// A reference number from an address.
fn reference(text: &str) -> Result<Reference, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// The end of the address of the form in which facts are changed.
const EDIT: &str = "edit";

/// Whether this is the end of the address of a form of a maintenance: `edit`, or that of a step, `w1/extend`.
pub(super) fn is_form(end: &str) -> bool {
    if end == EDIT {
        return true;
    }
    let Some((window, step)) = end.split_once('/') else { return false };
    window.parse::<Key>().is_ok() && Kind::of(step).is_some()
}

/// What the draft of such a form is called.
pub(super) fn form_label(t: &Sentences, end: &str) -> Option<String> {
    if end == EDIT {
        return Some(t.msg_maint_edit_title());
    }
    let (_, step) = end.split_once('/')?;
    Kind::of(step).map(|kind| kind.label(t))
}

/// The page of a maintenance.
pub(super) fn path(reference: Reference) -> String {
    format!("/console/maintenance/{reference}")
}
