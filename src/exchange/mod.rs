//! The file format in which a provider, its services, maintenances and incidents are carried from one
//! portal to another, and in which a case can be written by hand.
//!
//! - `parse.rs` takes the bytes apart within stated limits, `emit.rs` puts them together;
//! - `codec.rs` describes each type once for both directions; `scalars.rs` and `text.rs` to
//!   `service_state.rs` hold the descriptions;
//! - `mistake.rs` names everything that can be wrong, `message.rs` says it in a language.
//!
//! Nothing here opens a file or a database. To add a field: one line in the `record!` of its type,
//! and a value of it in `tests/it/exchange/every.yaml`, where the tests write whatever is wrong.

#![expect(
    clippy::option_option,
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "record! hands every field over by reference, and a field that may be absent is read as \
              `None` after a mistake and `Some(None)` when it is not there"
)]

mod codec;
mod demo_set;
mod emit;
mod figures;
mod incident;
mod links;
mod maintenance;
mod message;
mod mistake;
mod moment;
pub mod node;
mod notices;
mod parse;
mod period;
mod provider;
mod read;
mod reading;
mod report_parts;
mod scalars;
mod service_state;
mod text;
mod update;
mod values;
mod write;

pub use self::{
    mistake::{Kind, Mistake, Skipped, What},
    parse::{MAX_BYTES, MAX_DEPTH, parse},
    read::{Known, read},
    reading::{MAX_ITEMS, MAX_MISTAKES},
    text::{MAX_LINE, MAX_TEXT},
    write::write,
};
use crate::domain::{
    incident::IncidentRecord, maintenance::Maintenance, provider::Provider, service::Catalogue,
    state_override::StateOverride,
};

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The provider and what it offers, if the file says.
    pub portal: Option<(Provider, Catalogue)>,
    /// Maintenances, in the order of the file.
    pub maintenances: Vec<Maintenance>,
    /// Incidents with their updates, in the order of the file.
    pub incidents: Vec<IncidentRecord>,
    /// The states that operators gave services, in the order of the file.
    pub service_states: Vec<StateOverride>,
}
