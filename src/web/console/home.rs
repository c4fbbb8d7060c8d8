//! The first page after signing in.

use axum::{response::Response, routing::get};

use super::{Access, Fault, Route, Verb, Visit, page};
use crate::{domain::operator::Permission, views::console::HomePage};

pub(super) static ROUTES: &[Route] = &[Route {
    verb: Verb::Get,
    path: "/console",
    access: Access::May(Permission::View),
    fresh: false,
    handler: || get(index),
}];

async fn index(visit: Visit) -> Result<Response, Fault> {
    page::ok(&HomePage { frame: &visit.frame() })
}
