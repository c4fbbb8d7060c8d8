//! The tests of the product as a whole, in one binary: everything that touches a database runs on
//! SQLite and on PostgreSQL. To add a test: a sentence in the file of its subject, or a file here.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod architecture;
mod availability;
mod calendar;
mod cases;
mod checked;
mod clock;
mod commands;
mod config;
mod console;
mod console_drafts;
mod console_posting;
mod dates;
mod delivery;
mod domain;
mod exchange;
mod headers;
mod hostile;
mod listener;
mod look;
mod maintenance;
mod outage;
mod pages;
mod posting;
mod record;
mod service_state;
mod serving;
mod smtp;
mod snapshot;
mod storage;
mod support;
mod two_operators;
mod words;
mod worker;
