//! The public pages: what customers read. One function writes one page from records, in the language
//! and at the time of a [`Context`].
//!
//! - `context.rs` is what every page is given, `frame.rs` what stands around it, `address.rs` where it is;
//! - `parts.rs`, `states.rs` and `items.rs` are the parts that pages share;
//! - the rest is one file or folder for each page.
//!
//! A page says what the records say and as of when: what nobody stated is "not stated", a promise
//! that has passed is overdue, a text that is missing in a language is shown in the other one with a
//! mark. To add a page: see `views`.

pub mod address;
mod context;
mod frame;
mod home;
mod incident;
mod items;
mod parts;
mod prose;
mod states;

pub use self::{
    context::{Context, Site},
    home::home,
    incident::incident,
};
use crate::domain::{incident::IncidentRecord, maintenance::Maintenance, time::Timestamp};

/// The records that a page is made from. An exercise is left out, whoever hands it in (rule D27).
#[derive(Clone, Debug, Default)]
pub struct Records<'a> {
    incidents: Vec<&'a IncidentRecord>,
    maintenances: Vec<&'a Maintenance>,
}

impl<'a> Records<'a> {
    /// The public ones of some records.
    pub fn new(
        incidents: impl IntoIterator<Item = &'a IncidentRecord>,
        maintenances: impl IntoIterator<Item = &'a Maintenance>,
    ) -> Self {
        Self {
            incidents: incidents.into_iter().filter(|record| record.incident.is_public()).collect(),
            maintenances: maintenances
                .into_iter()
                .filter(|maintenance| maintenance.is_public())
                .collect(),
        }
    }

    /// The incidents.
    pub fn incidents(&self) -> impl Iterator<Item = &'a IncidentRecord> {
        self.incidents.iter().copied()
    }

    /// The maintenances.
    pub fn maintenances(&self) -> impl Iterator<Item = &'a Maintenance> {
        self.maintenances.iter().copied()
    }

    /// When something was last posted about them.
    pub fn changed(&self) -> Option<Timestamp> {
        let incidents = self.incidents().flat_map(|record| &record.updates).map(|it| it.posted);
        let maintenances = self.maintenances().flat_map(|it| &it.updates).map(|it| it.posted);
        incidents.chain(maintenances).max()
    }
}
