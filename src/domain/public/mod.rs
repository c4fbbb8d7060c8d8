//! What readers see: everything public, in the light form in which the portal keeps it in memory.
//!
//! [`Model::put_incident`] and [`Model::put_maintenance`] are the only ways in, and they are the one
//! place that decides what is public: an exercise never enters, and a draft is no record. Pages are
//! made from a [`View`], which adds the time to a model.
//!
//! - `route` is every public address, `month` a month of the history;
//! - `summary` is what is kept of every record, `model` the whole, `search` what a query finds.

mod model;
mod month;
mod route;
mod search;
mod summary;

use jiff::tz::TimeZone;

pub use self::{
    model::{MAX_LIVE, Model, Parts, Touched},
    month::{InvalidMonth, Month},
    route::{Calendar, Route},
    search::{Asked, Found, MAX_FOUND, MAX_QUERY, Query, QueryError},
    summary::{IncidentSummary, MaintenanceSummary, incident_is_live, maintenance_is_live},
};
use super::{
    policy::NoticePolicy, provider::Provider, reference::Reference, service::Catalogue,
    time::Timestamp,
};

/// Who speaks on this portal, and about which services.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The provider.
    pub provider: Provider,
    /// Its services.
    pub catalogue: Catalogue,
    /// Its rules for notices.
    pub policy: NoticePolicy,
    zone: TimeZone,
}

impl Site {
    /// The site of a provider.
    pub fn new(provider: Provider, catalogue: Catalogue, policy: NoticePolicy) -> Self {
        let zone = provider.time_zone();
        Self { provider, catalogue, policy, zone }
    }

    /// The zone in which everything is dated (rule D28).
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// A model at a time: what a page is made from.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What there is to tell.
    pub model: &'a Model,
    /// The time, for ages and for what is due.
    pub now: Timestamp,
    /// The instant up to which what is told is known to be complete; every live page says it.
    pub as_of: Timestamp,
    /// Whether the database has been silent for too long, so that `as_of` stands still and the page
    /// says that newer notices may be missing (rule A3: never silently green).
    pub stale: bool,
}

impl View<'_> {
    /// Who speaks on this portal.
    pub fn site(&self) -> &Site {
        &self.model.site
    }

    /// Whether the page of a record is live: made anew every minute, so that it may tell ages and
    /// says as of when it is. The page of any other record is kept as it is for years.
    pub fn is_live(&self, reference: Reference) -> bool {
        self.model.live_incident(reference).is_some()
            || self.model.live_maintenance(reference).is_some()
    }
}
