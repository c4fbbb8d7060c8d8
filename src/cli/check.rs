//! `noroshi check`: whether everything that the portal needs is there, and what to do about what is not.

mod findings;
mod machine;
mod stored;

use clap::{ArgMatches, Command};
use serde_json::json;

use self::findings::{Finding, Weight};
use super::{
    arguments::{self, JSON},
    context::{self, Context},
    failure::Failed,
    operator::example,
    output::Output,
};
use crate::{
    config::Config,
    i18n::{sentences::Sentences, t},
};

pub(super) const NAME: &str = "check";

pub(super) fn command(say: &Sentences) -> Command {
    Command::new(NAME)
        .about(say.msg_cli_check())
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi check --config /etc/noroshi/noroshi.toml"))
}

pub(super) fn run(
    matches: &ArgMatches,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failed> {
    let say = t(context.language);
    let source = context.source()?;
    let file = source.file.as_ref().map(|file| file.display().to_string());
    let findings = match Config::read(&source) {
        Err(mistakes) => {
            let sentence = |mistake: &crate::config::Mistake| {
                Finding::new("config", Weight::Fail, mistake.sentence(context.language))
            };
            mistakes.iter().map(sentence).collect()
        }
        Ok(config) => {
            let what = match file {
                Some(file) => say.msg_cli_check_config(file),
                None => say.msg_cli_check_config_defaults(),
            };
            let mut findings = vec![Finding::new("config", Weight::Ok, what)];
            findings.extend(machine::findings(&config, say));
            let stored = context::run(async { Ok(stored::findings(&config, say).await) })?;
            findings.extend(stored);
            findings
        }
    };
    tell(&findings, matches.get_flag(JSON), say, output)
}

fn tell(
    findings: &[Finding],
    as_json: bool,
    say: &Sentences,
    output: &mut Output,
) -> Result<(), Failed> {
    if as_json {
        let facts: Vec<_> = findings
            .iter()
            .map(|one| json!({ "check": one.check, "result": one.weight.word(), "message": one.what }))
            .collect();
        output.json(&facts.into());
    } else {
        for one in findings {
            let mark = match one.weight {
                Weight::Ok => say.msg_cli_check_ok(),
                Weight::Warn => say.msg_cli_check_warn(),
                Weight::Fail => say.msg_cli_check_fail(),
            };
            output.say(&format!("{mark} {}", one.what));
        }
    }
    let failed = findings.iter().any(|one| one.weight == Weight::Fail);
    if failed { Err(Failed::Told) } else { Ok(()) }
}
