//! The operators' console. Every address is declared once in [`ROUTES`], with who may use it; the
//! router is made from that list and from nothing else, so an undeclared address does not exist.
//!
//! A request passes the [`gate`]: same origin, form, cookie, permission. Handlers find a [`Visit`], a
//! [`SignedIn`](visit::SignedIn) and a [`Form`](form::Form), those about incidents a desk with all that
//! somebody works with there; they call one verb of `app`, and return a page or a
//! [`Fault`](fault::Fault), which becomes an answer in one place.
//!
//! To add a page: a file with its handlers and its own `ROUTES`, listed below; its struct in
//! `views/console`. The test of all routes against all roles then covers it.

mod account;
mod audit;
pub mod cookies;
mod dashboard;
mod factor;
pub mod fault;
pub mod form;
mod gate;
mod incidents;
mod kept;
mod link;
mod maintenance;
pub mod next;
mod operators;
mod origin;
pub mod page;
mod passkey;
pub mod route;
mod saves;
mod services;
mod sign_in;
pub mod site;
mod step_up;
pub mod visit;

use std::{sync::Arc, time::Duration};

use axum::{Router, middleware};

pub use self::{
    fault::Fault,
    form::Form,
    link::link_path,
    route::{Access, Route, Verb},
    saves::Saves,
    site::Site,
    visit::{SignedIn, Visit},
};
use crate::{
    app::{Core, Security},
    domain::{language::Language, policy::NoticePolicy},
};

/// What every handler of the console works with.
#[derive(Clone, Debug)]
pub struct Console {
    /// What verbs work with.
    pub core: Core,
    /// What signing in works with.
    pub security: Security,
    /// Under which address the console is reached.
    pub site: Arc<Site>,
    /// The language of those who ask for neither.
    pub default_language: Language,
    /// The provider's rules for notices.
    pub policy: NoticePolicy,
    /// How often operators have saved drafts lately.
    pub saves: Arc<Saves>,
    /// How long a request may take, from its whole form to its answer.
    pub deadline: Duration,
}

/// Every address of the console, by page.
pub static ROUTES: &[&[Route]] = &[
    dashboard::ROUTES,
    sign_in::ROUTES,
    step_up::ROUTES,
    link::ROUTES,
    account::ROUTES,
    factor::ROUTES,
    passkey::ROUTES,
    operators::ROUTES,
    audit::ROUTES,
    services::ROUTES,
    incidents::FIRST,
    incidents::SHOW,
    incidents::NOTICE,
    incidents::EDIT,
    incidents::APPROVE,
    incidents::DRAFTS,
    maintenance::CLOCK,
    maintenance::EDITING,
    maintenance::PLAN,
    maintenance::SHOW,
    maintenance::STEP,
];

/// The console, to be asked for everything below `/console`.
pub fn router(console: &Console) -> Router {
    let mut router = Router::new();
    for route in ROUTES.iter().copied().flatten() {
        let gate = middleware::from_fn_with_state((console.clone(), route), gate::pass);
        router = router.route(route.path, (route.handler)().route_layer(gate));
    }
    router
        .method_not_allowed_fallback(gate::wrong_method)
        .fallback(gate::unknown_address)
        .layer(middleware::from_fn_with_state(console.clone(), gate::answer))
        .with_state(console.clone())
}
