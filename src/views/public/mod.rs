//! The public pages: what customers read. One function writes one page, from a
//! [`View`](crate::domain::public::View) of everything public and in one language.
//!
//! - `context.rs` is what every page is given, `frame.rs` what stands around it;
//! - `parts.rs`, `states.rs` and `items.rs` are the parts that pages share;
//! - `given.rs` is what is told of a state that an operator gave a service;
//! - the rest is one file or folder for each page.
//!
//! A page says what the records say and as of when: what nobody stated is "not stated", a promise
//! that has passed is overdue, a text that is missing in a language is shown in the other one with a
//! mark. To add a page: see `views`.

mod calendar;
mod context;
mod error;
mod frame;
mod given;
mod history;
mod home;
mod impact;
mod incident;
mod items;
mod maintenance;
mod maintenances;
mod months;
mod parts;
mod policy;
mod prose;
mod section;
mod service;
mod states;

pub use self::states::{incident_tone, tone, window_look};

pub use self::{
    calendar::calendar,
    error::error,
    given::given_preview,
    history::{history, month, search},
    home::home,
    incident::{incident, incident_preview},
    maintenance::maintenance,
    maintenances::maintenances,
    months::months,
    policy::policy,
    service::service,
};
