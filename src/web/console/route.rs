//! What is declared of an address: how it is asked, who may ask, and what answers.

use axum::routing::MethodRouter;

use super::Console;
use crate::domain::operator::Permission;

/// An address of the console.
#[derive(Debug)]
pub struct Route {
    /// How it is asked.
    pub verb: Verb,
    /// The address, with `{names}` for its variable parts.
    pub path: &'static str,
    /// Who may ask.
    pub access: Access,
    /// Whether the operator must lately have proved who they are (requirement S11).
    pub fresh: bool,
    /// What answers.
    pub handler: Handler,
}

/// What answers, made when the router is.
pub type Handler = fn() -> MethodRouter<Console>;

/// How an address is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// To be shown something; changes nothing. Answers `HEAD` as well.
    Get,
    /// To change something, with a form.
    Post,
}

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever has a session, also when the second step of signing in is still to come.
    HalfWay,
    /// Whoever is signed in, also when a second factor is still to be set up: one's own account.
    Own,
    /// Whoever is signed in and whose role may do this.
    May(Permission),
}
