//! Maintenances: how one stands, what happens by itself, and the steps that are taken by hand.

mod compose;
mod kinds;
mod show;
mod step;

pub(super) use self::{
    show::{ROUTES as SHOW, title, warnings},
    step::ROUTES as STEP,
};
use super::{Access, Fault, Route, Verb};
use crate::domain::{operator::Permission, reference::Reference};

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

/// The page of a maintenance.
pub(super) fn path(reference: Reference) -> String {
    format!("/console/maintenance/{reference}")
}
