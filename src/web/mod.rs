//! HTTP: what accepts connections, answers readers from the snapshot, and leads to the handlers.
//!
//! - `listener` accepts within `limits` and `slots`; on each connection, `front` answers what is `plain`
//!   and leaves the rest to hyper, over one `transport`;
//! - `server` is the way of a request: to `public` for readers, through `layers` for operators;
//! - `ready` decides what a reader gets of a page that lies ready, on both ways;
//! - `console` is what operators work with;
//! - `negotiate`, `search`, `date`, `headers`, `client`, `answer`, `access_log` and `health` serve those.
//!
//! Holds no rule of the business and no SQL, and starts no task but for connections.

pub mod access_log;
pub mod answer;
pub mod client;
pub mod console;
mod date;
pub mod field;
mod front;
mod headers;
mod health;
mod layers;
pub mod limits;
pub mod listener;
mod negotiate;
mod plain;
pub mod posting;
pub mod public;
mod ready;
mod search;
pub mod server;
mod slots;
mod transport;
mod watched;
