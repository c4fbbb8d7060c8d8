//! HTTP: what accepts connections, answers readers from the snapshot, and leads to the handlers.
//!
//! - `listener` accepts within `limits`, `slots` and `transport`;
//!
//! Holds no rule of the business and no SQL, and starts no task but for connections.

pub mod limits;
pub mod listener;
mod slots;
mod transport;
