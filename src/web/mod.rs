//! HTTP: what accepts connections, answers readers from the snapshot, and leads to the handlers.
//!
//! - `listener` accepts within `limits`, `slots` and `transport`;
//! - `server` is the way of a request: to `public` for readers, through `layers` for operators;
//! - `console` is what operators work with;
//! - `negotiate`, `search`, `headers`, `client`, `answer`, `access_log` and `health` serve those.
//!
//! Holds no rule of the business and no SQL, and starts no task but for connections.

pub mod access_log;
pub mod answer;
pub mod client;
pub mod console;
pub mod field;
mod headers;
mod health;
mod layers;
pub mod limits;
pub mod listener;
mod negotiate;
pub mod posting;
pub mod public;
mod search;
pub mod server;
mod slots;
mod transport;
