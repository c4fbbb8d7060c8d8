//! The loops that run beside the answers: each is started, watched, and started again when it ends,
//! panics or stalls (requirement R22).
//!
//! - `supervisor` watches; `beat` is how a loop tells that it is alive; `signals` is how the process
//!   is told to stop, `process` what it is allowed;
//! - one file for each loop: `fan_out`, `janitor`, `scheduler`, `schema`, `snapshotter`.
//!
//! Only here and in the listener are tasks started. To add a loop: an async function in a file here
//! that takes its [`Beat`] and the stop token, beats once per round, and returns only when it is told
//! to stop; and a [`Loop`] where the command starts its loops.

mod beat;
pub mod fan_out;
pub mod janitor;
pub mod process;
pub mod scheduler;
pub mod schema;
pub mod signals;
pub mod snapshotter;
mod supervisor;

pub use self::{
    beat::Beat,
    supervisor::{GaveUp, Limits, Loop, supervise},
};
