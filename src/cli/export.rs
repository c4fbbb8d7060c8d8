//! `noroshi export`: writes records in the format in which `import` reads them.

use std::{fs, path::PathBuf};

use super::{
    context::{self, Context},
    failure::Failed,
    import::shown,
    operator::example,
    output::Output,
};
use crate::{
    app::{Actor, Error, Records, export_records},
    domain::reference::Reference,
    exchange::{self, Document},
    i18n::{sentences::Sentences, t},
};
use clap::{Arg, ArgMatches, Command, value_parser};

pub(super) const NAME: &str = "export";

pub(super) fn command(say: &Sentences) -> Command {
    Command::new(NAME)
        .about(say.msg_cli_export())
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(say.msg_cli_export_file()),
        )
        .arg(
            Arg::new("reference")
                .long("reference")
                .value_name("REF")
                .value_parser(|text: &str| text.parse::<Reference>())
                .help(say.msg_cli_export_reference()),
        )
        .after_help(example(say, "noroshi export --reference INC-20161011-01 outage.yaml"))
}

pub(super) fn run(
    matches: &ArgMatches,
    context: &Context,
    output: &mut Output,
) -> Result<(), Failed> {
    let config = context.config()?;
    let only: Option<Reference> = matches.get_one("reference").copied();
    context::run(async {
        let core = context::core(&config).await?;
        let (records, zone) = match export_records(&core, &Actor::command_line(), only).await {
            Ok(exported) => exported,
            Err(Error::NotFound) => {
                let reference = only.map(|reference| reference.to_string()).unwrap_or_default();
                return Err(Failed::NoRecord(reference));
            }
            Err(error) => return Err(error.into()),
        };
        core.db.close().await;
        let Records { portal, maintenances, incidents, service_states } = records;
        let document = Document { portal, maintenances, incidents, service_states };
        let text = exchange::write(&document, &zone);
        match matches.get_one::<PathBuf>("file").filter(|file| file.as_os_str() != "-") {
            Some(file) => {
                fs::write(file, text).map_err(|error| Failed::file(file, &error))?;
                output.complain(&t(output.language).msg_cli_export_done(shown(file)));
            }
            None => output.write(&text),
        }
        Ok(())
    })
}
