//! The commands: each reads its arguments, asks `app` for one thing, and prints what came of it in the
//! user's language. Exit codes: 0 done, 1 failed, 2 wrong use; 130 or 143 when the portal was told to stop
//! twice.
//!
//! - `arguments.rs` says what may be typed, `context.rs` holds what every command needs, `failure.rs`
//!   says what went wrong; `output.rs` prints;
//! - `portal.rs` puts the portal together, with the key of `key.rs` and the log of `logging.rs`;
//! - one file for each command.
//!
//! To add a command: a file here with its `command` and its `run`, a line in [`arguments::all`] and in
//! [`run`], its sentences in `locales/*/cli.ftl`.

mod arguments;
mod audit;
mod check;
mod context;
mod demo;
mod export;
mod failure;
mod import;
mod key;
mod language;
mod logging;
mod operator;
mod output;
mod portal;
mod serve;

use std::{ffi::OsString, process::ExitCode};

use clap::ArgMatches;

use self::{context::Context, failure::Failed, output::Output};
use crate::domain::language::Language;

/// Runs the command that the arguments of the process ask for.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let environment = crate::config::environment();
    let chosen = language::chosen(&arguments, &crate::config::locale());
    let mut output = Output::standard(chosen.unwrap_or(Language::En));
    let matches = match arguments::parse(arguments, output.language) {
        Ok(matches) => matches,
        Err(refused) => return refused.tell(&mut output),
    };
    let mut context = Context::new(output.language, environment, &matches);
    if let Some(configured) = context.configured_language().filter(|_| chosen.is_none()) {
        (context.language, output.language) = (configured, configured);
    }
    match run(&matches, &mut context, &mut output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            failed.tell(&mut output);
            ExitCode::FAILURE
        }
    }
}

fn run(matches: &ArgMatches, context: &mut Context, output: &mut Output) -> Result<(), Failed> {
    match matches.subcommand() {
        Some((serve::NAME, matches)) => serve::run(matches, context, output),
        Some((demo::NAME, matches)) => demo::run(matches, context, output),
        Some((check::NAME, matches)) => check::run(matches, context, output),
        Some((operator::NAME, matches)) => operator::run(matches, context, output),
        Some((import::NAME, matches)) => import::run(matches, context, output),
        Some((export::NAME, matches)) => export::run(matches, context, output),
        Some((audit::NAME, matches)) => audit::run(matches, context, output),
        // The parser asks for a command and knows no others.
        _ => Ok(()),
    }
}
