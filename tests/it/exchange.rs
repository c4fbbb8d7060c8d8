//! The file format: what is read is what is written, and what is wrong is named with its line.

mod leaves;
mod mistakes;
pub(crate) mod round_trip;
mod storing;
