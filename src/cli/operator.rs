//! `noroshi operator`: who may sign in to the console (requirement S33).

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use super::{
    arguments::{self, JSON},
    context::{self, Context},
    failure::Failed,
    output::Output,
};
use crate::{
    app::{
        Actor, Core, Error,
        operators::{
            ChangeRefusal, Listed, NewOperator, add_operator, disable_operator, enable_operator,
            list_operators, reset_operator,
        },
    },
    domain::{language::Language, operator::Role, session::LINK_MINUTES, token::Token},
    i18n::{sentences::Sentences, t},
    web::console::link_path,
};

pub(super) const NAME: &str = "operator";
const LOGIN: &str = "login";

pub(super) fn command(say: &Sentences) -> Command {
    let login =
        || Arg::new(LOGIN).value_name("LOGIN").required(true).help(say.msg_cli_operator_login());
    let roles: Vec<&'static str> = Role::ALL.into_iter().map(Role::word).collect();
    let add = Command::new("add")
        .about(say.msg_cli_operator_add())
        .arg(login())
        .arg(
            Arg::new("role")
                .long("role")
                .value_name("ROLE")
                .required(true)
                .value_parser(roles)
                .hide_possible_values(true)
                .help(say.msg_cli_operator_role()),
        )
        .arg(Arg::new("name").long("name").value_name("NAME").help(say.msg_cli_operator_name()))
        .arg(
            Arg::new("language")
                .long("language")
                .value_name("ja|en")
                .value_parser(["ja", "en"])
                .hide_possible_values(true)
                .help(say.msg_cli_operator_language()),
        )
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi operator add hanako --role admin --name \"みなと花子\""));
    let list = Command::new("list")
        .about(say.msg_cli_operator_list())
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi operator list"));
    let disable = Command::new("disable")
        .about(say.msg_cli_operator_disable())
        .arg(login())
        .arg(
            Arg::new("undo")
                .long("undo")
                .action(ArgAction::SetTrue)
                .help(say.msg_cli_operator_undo()),
        )
        .after_help(example(say, "noroshi operator disable taro"));
    let reset = Command::new("reset")
        .about(say.msg_cli_operator_reset())
        .arg(login())
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi operator reset hanako"));
    Command::new(NAME)
        .about(say.msg_cli_operator())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands([add, list, disable, reset])
        .after_help(example(say, "noroshi operator add hanako --role admin"))
}

/// An example, as it stands beneath the help of a command.
pub(super) fn example(say: &Sentences, line: &str) -> String {
    format!("{}\n  {line}", say.msg_cli_example())
}

pub(super) fn run(
    matches: &ArgMatches,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failed> {
    let config = context.config()?;
    context::run(async {
        let core = context::core(&config).await?;
        let done = match matches.subcommand() {
            Some(("add", matches)) => add(&core, matches, &config.base_url(), output).await,
            Some(("list", matches)) => list(&core, matches, output).await,
            Some(("disable", matches)) => disable(&core, matches, output).await,
            Some(("reset", matches)) => reset(&core, matches, &config.base_url(), output).await,
            _ => Ok(()),
        };
        core.db.close().await;
        done
    })
}

fn login(matches: &ArgMatches) -> String {
    matches.get_one::<String>(LOGIN).cloned().unwrap_or_default()
}

async fn add(
    core: &Core,
    matches: &ArgMatches,
    base_url: &str,
    output: &mut Output,
) -> Result<(), Failed> {
    let login = login(matches);
    let word = |name| matches.get_one::<String>(name).cloned();
    let new = NewOperator {
        name: word("name").unwrap_or_else(|| login.clone()),
        role: word("role").and_then(|word| Role::from_word(&word)).unwrap_or(Role::Viewer),
        language: word("language")
            .and_then(|tag| Language::from_tag(&tag))
            .unwrap_or(output.language),
        login: login.clone(),
    };
    let token = match add_operator(core, &Actor::command_line(), new).await {
        Ok(token) => token,
        Err(Error::Refused(refusal)) => return Err(Failed::Add(refusal)),
        Err(Error::Failure(failure)) => return Err(failure.into()),
        Err(other) => return Err(Failed::System(other.to_string())),
    };
    let say = t(output.language);
    tell_link(&say.msg_cli_operator_added(&login), &login, &token, base_url, matches, output);
    Ok(())
}

async fn reset(
    core: &Core,
    matches: &ArgMatches,
    base_url: &str,
    output: &mut Output,
) -> Result<(), Failed> {
    let login = login(matches);
    let token = changed(reset_operator(core, &Actor::command_line(), &login).await, &login)?;
    let say = t(output.language);
    tell_link(&say.msg_cli_operator_was_reset(&login), &login, &token, base_url, matches, output);
    Ok(())
}

async fn disable(core: &Core, matches: &ArgMatches, output: &mut Output) -> Result<(), Failed> {
    let login = login(matches);
    let say = t(output.language);
    if matches.get_flag("undo") {
        changed(enable_operator(core, &Actor::command_line(), &login).await, &login)?;
        output.say(&say.msg_cli_operator_enabled(&login));
    } else {
        changed(disable_operator(core, &Actor::command_line(), &login).await, &login)?;
        output.say(&say.msg_cli_operator_disabled(&login));
    }
    Ok(())
}

fn changed<T>(result: Result<T, Error<ChangeRefusal>>, login: &str) -> Result<T, Failed> {
    result.map_err(|error| match error {
        Error::Refused(refusal) => Failed::Change(refusal),
        Error::NotFound => Failed::NoOperator(login.to_owned()),
        Error::Failure(failure) => failure.into(),
        Error::Stale(_) => Failed::System(error.to_string()),
    })
}

/// The address of a one-time link.
pub(super) fn link(base_url: &str, token: &Token) -> String {
    format!("{base_url}{}", link_path(token))
}

fn tell_link(
    done: &str,
    login: &str,
    token: &Token,
    base_url: &str,
    matches: &ArgMatches,
    output: &mut Output,
) {
    let link = link(base_url, token);
    if matches.get_flag(JSON) {
        output.json(&json!({ "login": login, "link": link, "minutes": LINK_MINUTES }));
        return;
    }
    let say = t(output.language);
    output.say(done);
    output.say(&say.msg_cli_operator_link(LINK_MINUTES.to_string()));
    output.say(&link);
}

async fn list(core: &Core, matches: &ArgMatches, output: &mut Output) -> Result<(), Failed> {
    let operators = list_operators(core).await?;
    if matches.get_flag(JSON) {
        let facts: Vec<_> = operators
            .iter()
            .map(|Listed { operator, has_password, has_factor }| {
                json!({
                    "login": operator.login,
                    "name": operator.name,
                    "role": operator.role.word(),
                    "language": operator.language.tag(),
                    "disabled": operator.disabled_at.is_some(),
                    "has_password": has_password,
                    "has_second_factor": has_factor,
                })
            })
            .collect();
        output.json(&facts.into());
        return Ok(());
    }
    let say = t(output.language);
    if operators.is_empty() {
        output.say(&say.msg_cli_operator_none());
    }
    for Listed { operator, has_password, has_factor } in operators {
        let state = if operator.disabled_at.is_some() {
            say.msg_cli_operator_state_disabled()
        } else if !has_password {
            say.msg_cli_operator_state_new()
        } else if has_factor {
            say.msg_cli_operator_state_two_factors()
        } else {
            say.msg_cli_operator_state_password()
        };
        let (login, role, name) = (operator.login, operator.role.word(), operator.name);
        output.say(&format!("{login}\t{role}\t{state}\t{name}"));
    }
    Ok(())
}
