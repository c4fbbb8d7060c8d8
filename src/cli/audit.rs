//! `noroshi audit`: checks that the audit log is as it was written, and prints what has to be kept
//! elsewhere so that cutting it off shows (requirement S14).

use clap::{Arg, ArgMatches, Command};
use serde_json::json;

use super::{
    arguments::{self, JSON},
    context::{self, Context},
    failure::Failed,
    operator::example,
    output::Output,
};
use crate::{
    domain::audit::AuditHead,
    i18n::{sentences::Sentences, t},
    storage::audit::{self, AuditFlaw, AuditVerdict},
};

pub(super) const NAME: &str = "audit";
const HEAD: &str = "head";

pub(super) fn command(say: &Sentences) -> Command {
    let verify = Command::new("verify")
        .about(say.msg_cli_audit_verify())
        .arg(
            Arg::new(HEAD)
                .long(HEAD)
                .value_name("HASH[:NUMBER]")
                .value_parser(str::parse::<AuditHead>)
                .help(say.msg_cli_audit_verify_head()),
        )
        .arg(arguments::json(say))
        .after_help(example(
            say,
            "noroshi audit verify --head \"$(tail -n 1 /mnt/elsewhere/heads)\"",
        ));
    let head = Command::new(HEAD)
        .about(say.msg_cli_audit_head())
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi audit head >> /mnt/elsewhere/heads"));
    Command::new(NAME)
        .about(say.msg_cli_audit())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands([verify, head])
        .after_help(example(say, "noroshi audit verify"))
}

pub(super) fn run(
    matches: &ArgMatches,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failed> {
    let config = context.config()?;
    context::run(async {
        let core = context::unprepared(&config)?;
        let mut tx = core.db.begin_read().await?;
        let done = match matches.subcommand() {
            Some((HEAD, matches)) => {
                tell_head(&audit::head(&mut tx).await?, matches.get_flag(JSON), output);
                Ok(())
            }
            Some((_, matches)) => {
                let verdict = audit::verify(&mut tx, matches.get_one::<AuditHead>(HEAD)).await?;
                tell(verdict, matches.get_flag(JSON), output)
            }
            None => Ok(()),
        };
        drop(tx);
        core.db.close().await;
        done
    })
}

fn tell_head(head: &AuditHead, as_json: bool, output: &mut Output) {
    if as_json {
        output.json(&json!({ "entries": head.sequence, "head": head.hash }));
    } else {
        output.say(&head.to_string());
    }
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
        AuditVerdict::Another { entries } => {
            if as_json {
                let facts = json!({ "sound": false, "entries": entries, "flaw": "another_log" });
                output.json(&facts);
            } else {
                output.complain(&say.msg_cli_audit_another(entries.to_string()));
            }
            Err(Failed::Told)
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
