//! Everything that is stored, in SQLite or in PostgreSQL: one SQL text for both wherever they allow it.
//!
//! - [`Database`] opens, migrates and begins; [`Tx`] is a transaction; every other function here takes
//!   `&mut Tx` first and neither begins nor commits.
//! - It knows no language, no HTTP and no template, and holds no rule of the business.
//! - Transactions that publish take [`revision::bump`] first and [`audit::append`] last: both hold a
//!   row until the commit, and one order for all of them keeps writers from blocking each other.
//!
//! To add a table: a migration with the same name in `migrations/sqlite` and `migrations/postgres`
//! (integers, text, booleans and blobs only; time is microseconds UTC), its sample rows in
//! `tests/data/migrations`, and a module here. Its statements are constants named `…_SQL`, as plain
//! literals beside their function: a test prepares each of them on both databases.

pub mod audit;
pub mod closed_forms;
pub mod credentials;
mod database;
pub mod deliveries;
pub mod dispatches;
mod document;
pub mod drafts;
mod error;
pub mod fan_out;
pub mod incidents;
pub mod interests;
pub mod mail_counts;
pub mod mail_pauses;
pub mod maintenance_forms;
pub mod maintenances;
mod opened_file;
pub mod operators;
pub mod passkeys;
pub mod portal;
pub mod references;
pub mod revision;
mod schema;
pub mod sessions;
pub mod sign_in_links;
pub mod state_overrides;
pub mod subscribers;
pub mod throttles;
mod tx;
pub mod updates;

pub use self::{
    database::{Database, Limits},
    error::{Result, StorageError},
    schema::SchemaState,
    tx::Tx,
};
use crate::domain::time::Timestamp;

/// What a changed record is marked with.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The revision that the change makes, from [`revision::bump`] in the same transaction.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Who: a login name, `system` or `command-line`.
    pub by: &'a str,
}
