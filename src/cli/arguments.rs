//! What may be typed. Everything that is read here is in the user's language, clap's own words as well.

use std::{ffi::OsString, process::ExitCode};

use clap::{
    Arg, ArgAction, ArgMatches, Command,
    error::{ContextKind, ContextValue, ErrorKind},
    value_parser,
};

use super::{audit, check, demo, export, import, operator, output::Output, serve};
use crate::{
    domain::language::Language,
    i18n::{sentences::Sentences, t},
};

/// `--config`.
pub(super) const CONFIG: &str = "config";
/// `--json`.
pub(super) const JSON: &str = "json";
const LANG: &str = "lang";

/// What was typed cannot be done, or it asks for help.
pub(super) struct Refused {
    text: String,
    wrong: bool,
}

impl Refused {
    /// Prints why, or the help; the exit code is 2 for wrong use.
    pub(super) fn tell(&self, output: &mut Output) -> ExitCode {
        if self.wrong {
            output.complain(&self.text);
            ExitCode::from(2)
        } else {
            output.say(&self.text);
            ExitCode::SUCCESS
        }
    }
}

/// Reads the arguments of the process.
pub(super) fn parse(arguments: Vec<OsString>, language: Language) -> Result<ArgMatches, Refused> {
    all(language).try_get_matches_from(arguments).map_err(|error| {
        let wrong = error.use_stderr();
        let text = if wrong { complaint(&error, t(language)) } else { error.render().to_string() };
        Refused { text: text.trim_end().to_owned(), wrong }
    })
}

/// The program with all its commands.
fn all(language: Language) -> Command {
    let say = t(language);
    let command = Command::new("noroshi")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say.msg_cli_about())
        .arg_required_else_help(true)
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new(CONFIG)
                .long(CONFIG)
                .value_name("FILE")
                .global(true)
                .display_order(990)
                .value_parser(value_parser!(std::path::PathBuf))
                .help(say.msg_cli_config()),
        )
        .arg(
            Arg::new(LANG)
                .long(LANG)
                .value_name("ja|en")
                .global(true)
                .display_order(991)
                .value_parser(["ja", "en"])
                .hide_possible_values(true)
                .help(say.msg_cli_lang()),
        )
        .subcommand(serve::command(say))
        .subcommand(demo::command(say))
        .subcommand(check::command(say))
        .subcommand(operator::command(say))
        .subcommand(import::command(say))
        .subcommand(export::command(say))
        .subcommand(audit::command(say));
    spoken(command, say)
}

/// `--json`, for commands that print facts.
pub(super) fn json(say: &Sentences) -> Arg {
    Arg::new(JSON).long(JSON).action(ArgAction::SetTrue).help(say.msg_cli_json())
}

/// Puts clap's own words into the language, in a command and all beneath it.
fn spoken(mut command: Command, say: &Sentences) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let (usage, options, commands) =
        (say.msg_cli_usage(), say.msg_cli_options(), say.msg_cli_commands());
    let inner =
        if names.is_empty() { String::new() } else { format!("\n\n{commands}\n{{subcommands}}") };
    let has_arguments = command.get_positionals().next().is_some();
    let positionals = if has_arguments {
        format!("\n\n{}\n{{positionals}}", say.msg_cli_arguments())
    } else {
        String::new()
    };
    let template = format!(
        "{{about}}\n\n{usage} {{usage}}{positionals}{inner}\n\n{options}\n{{options}}{{after-help}}"
    );
    let version = command.get_version().is_some();
    command =
        command.help_template(template).disable_help_flag(true).disable_version_flag(true).arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .display_order(992)
                .action(ArgAction::Help)
                .help(say.msg_cli_help()),
        );
    if version {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(say.msg_cli_version()),
        );
    }
    names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |inner| spoken(inner, say)))
}

/// What is wrong with the arguments, in the language.
fn complaint(error: &clap::Error, say: &Sentences) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            say.msg_cli_unknown_command(context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => say.msg_cli_unknown_argument(argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            say.msg_cli_no_value(argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say.msg_cli_invalid_value(argument, value)
        }
        ErrorKind::MissingRequiredArgument => say.msg_cli_missing_argument(argument),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return error.render().to_string();
        }
        ErrorKind::ArgumentConflict => {
            say.msg_cli_conflict(argument, context(ContextKind::PriorArg))
        }
        ErrorKind::InvalidUtf8 => say.msg_cli_not_utf8(),
        _ => say.msg_cli_wrong_use(),
    };
    format!("{what}\n{}", say.msg_cli_see_help())
}
