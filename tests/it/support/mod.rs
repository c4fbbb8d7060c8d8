//! What the tests share: databases to run on. Holds no rule of the product and no expectation.
//!
//! To add a helper: a file here for each kind (an actor, a server double), exported below. A helper
//! that only one test file uses belongs in that file.

pub(crate) mod authenticator;
pub(crate) mod console;
mod database;
pub(crate) mod lock;
pub(crate) mod mortal;
pub(crate) mod network;
pub(crate) mod portal;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod readers;
pub(crate) mod relay;
pub(crate) mod sample;
pub(crate) mod server;
mod tests;
pub(crate) mod time;
pub(crate) mod victim;
pub(crate) mod watch;
pub(crate) mod wire;
pub(crate) mod writing;

pub(crate) use database::{TestDatabase, on_each_database, run};
