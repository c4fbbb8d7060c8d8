//! The operators' console as operators and strangers meet it.

mod audit;
mod bad_input;
mod factor;
mod forms;
mod links;
mod operators;
mod outage;
mod pages;
mod passkeys;
mod routes;
mod sessions;
mod sign_in;
