//! Noroshi: a portal on which a service provider tells its customers the truth when things break.
//!
//! ```text
//! main → cli → worker, web, app, snapshot, exchange, config
//! web → app, snapshot (read), views, i18n, domain
//! worker → app, snapshot, mail, i18n, domain
//! snapshot → storage, views, i18n, domain
//! app → storage, domain
//! mail → views, i18n, domain      exchange → i18n, domain
//! views → i18n, domain            storage → domain            i18n → domain
//! domain → nothing of ours
//! ```
//!
//! `ARCHITECTURE.md` walks through it; `tests/it/architecture.rs` enforces the arrows.

pub mod app;
pub mod background;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod i18n;
pub mod id;
pub mod mail;
pub mod snapshot;
pub mod storage;
pub mod views;
pub mod web;
pub mod worker;
