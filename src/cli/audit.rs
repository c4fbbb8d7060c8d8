//! `noroshi audit verify`: checks that the audit log is as it was written (requirement S14).

use clap::{ArgMatches, Command};
use serde_json::json;

use super::{
    arguments::{self, JSON},
    context::{self, Context},
    failure::Failed,
    operator::example,
    output::Output,
};
use crate::{
    i18n::{sentences::Sentences, t},
    storage::audit::{self, AuditFlaw, AuditVerdict},
};

pub(super) const NAME: &str = "audit";

pub(super) fn command(say: &Sentences) -> Command {
    let verify = Command::new("verify")
        .about(say.msg_cli_audit_verify())
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi audit verify"));
    Command::new(NAME)
        .about(say.msg_cli_audit())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(verify)
        .after_help(example(say, "noroshi audit verify"))
}

pub(super) fn run(
    matches: &ArgMatches,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failed> {
    let config = context.config()?;
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    let verdict = context::run(async {
        let core = context::unprepared(&config)?;
        let mut tx = core.db.begin_read().await?;
        let verdict = audit::verify(&mut tx).await?;
        drop(tx);
        core.db.close().await;
        Ok(verdict)
    })?;
    tell(verdict, matches.get_flag(JSON), output)
}

fn tell(verdict: AuditVerdict, as_json: bool, output: &mut Output) -> Result<(), Failed> {
    let say = t(output.language);
    match verdict {
        AuditVerdict::Sound { entries, head } => {
            if as_json {
                output.json(&json!({ "sound": true, "entries": entries, "head": head }));
            } else {
                output.say(&say.msg_cli_audit_sound(entries.to_string(), head));
            }
            Ok(())
        }
        AuditVerdict::Broken { sequence, flaw } => {
            let number = sequence.to_string();
            let (word, sentence) = match flaw {
                AuditFlaw::Missing => ("missing", say.msg_cli_audit_missing(number)),
                AuditFlaw::Altered => ("altered", say.msg_cli_audit_altered(number)),
                AuditFlaw::Added => ("added", say.msg_cli_audit_added(number)),
                AuditFlaw::AlteredAddress => {
                    ("altered_address", say.msg_cli_audit_altered_address(number))
                }
            };
            if as_json {
                output.json(&json!({ "sound": false, "sequence": sequence, "flaw": word }));
            } else {
                output.complain(&sentence);
            }
            Err(Failed::Told)
        }
    }
}
