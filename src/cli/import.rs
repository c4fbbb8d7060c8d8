//! `noroshi import`: takes over a file whole, or names every mistake and takes over nothing.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::json;

use super::{
    arguments::{self, JSON},
    context::{self, Context},
    failure::Failed,
    operator::example,
    output::Output,
};
use crate::{
    app::{
        Actor, Core, Error, Fate, ImportRecords, ImportRefused, Imported, Records, import_records,
        known_records,
    },
    exchange::{self, Document, Known, MAX_BYTES, Skipped},
    i18n::{sentences::Sentences, t},
};

pub(super) const NAME: &str = "import";

pub(super) fn command(say: &Sentences) -> Command {
    Command::new(NAME)
        .about(say.msg_cli_import())
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say.msg_cli_import_file()),
        )
        .arg(
            Arg::new("replace")
                .long("replace")
                .action(ArgAction::SetTrue)
                .help(say.msg_cli_import_replace()),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help(say.msg_cli_import_dry_run()),
        )
        .arg(arguments::json(say))
        .after_help(example(say, "noroshi import incidents.yaml"))
}

pub(super) fn run(
    matches: &ArgMatches,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failed> {
    let config = context.config()?;
    let file: &PathBuf = matches.get_one("file").ok_or(Failed::Told)?;
    context::run(async {
        let core = context::core(&config).await?;
        let bytes = context::read_file(file, MAX_BYTES)?;
        let known = known(&core).await?;
        let (document, skipped) = exchange::read(&bytes, &known).map_err(Failed::Exchange)?;
        if matches.get_flag("dry-run") {
            tell_skipped(&skipped, output);
            output.say(&t(output.language).msg_cli_import_checked(file.display().to_string()));
            return Ok(());
        }
        let imported = store(&core, document, matches.get_flag("replace")).await?;
        tell(&imported, &skipped, matches, output);
        core.db.close().await;
        Ok(())
    })
}

/// What the portal holds, to which a file may refer.
async fn known(core: &Core) -> Result<Known, Failed> {
    let known = known_records(core).await?;
    Ok(Known {
        portal: known.portal,
        records: known.records,
        now: Some(core.clock.now()),
        demo_now: None,
    })
}

/// Stores what was read.
pub(super) async fn store(
    core: &Core,
    document: Document,
    replace: bool,
) -> Result<Imported, Failed> {
    let Document { portal, maintenances, incidents, service_states } = document;
    let records = Records { portal, maintenances, incidents, service_states };
    let command = ImportRecords { records, replace };
    import_records(core, &Actor::command_line(), command).await.map_err(|error| match error {
        Error::Refused(ImportRefused(conflicts)) => Failed::Conflicts(conflicts),
        Error::Failure(failure) => failure.into(),
        other => Failed::System(other.to_string()),
    })
}

fn tell_skipped(skipped: &[Skipped], output: &mut Output) {
    for one in skipped {
        output.complain(&one.sentence(output.language));
    }
}

fn tell(imported: &Imported, skipped: &[Skipped], matches: &ArgMatches, output: &mut Output) {
    let word = |fate: Fate| match fate {
        Fate::Added => "added",
        Fate::Unchanged => "unchanged",
        Fate::Replaced => "replaced",
    };
    if matches.get_flag(JSON) {
        let records: Vec<_> = imported
            .records
            .iter()
            .map(|(reference, fate)| json!({ "id": reference.to_string(), "result": word(*fate) }))
            .collect();
        let states: Vec<_> = imported
            .service_states
            .iter()
            .map(|(service, fate)| json!({ "service": service.as_str(), "result": word(*fate) }))
            .collect();
        let skipped: Vec<_> =
            skipped.iter().map(|one| json!({ "line": one.line, "path": one.path })).collect();
        output.json(&json!({
            "portal": imported.portal.map(word),
            "records": records,
            "service_states": states,
            "left_out": skipped,
        }));
        return;
    }
    tell_skipped(skipped, output);
    let say = t(output.language);
    let sentence = |name: &str, fate: Fate| match fate {
        Fate::Added => say.msg_cli_import_added(name),
        Fate::Unchanged => say.msg_cli_import_unchanged(name),
        Fate::Replaced => say.msg_cli_import_replaced(name),
    };
    if let Some(fate) = imported.portal {
        output.say(&sentence(&say.msg_cli_import_portal(), fate));
    }
    for (reference, fate) in &imported.records {
        output.say(&sentence(&reference.to_string(), *fate));
    }
    for (service, fate) in &imported.service_states {
        output.say(&sentence(&say.msg_cli_import_state(service.as_str()), *fate));
    }
}

/// The name of a file for a message.
pub(super) fn shown(file: &Path) -> String {
    file.display().to_string()
}
