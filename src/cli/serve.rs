//! `noroshi serve`: the portal. It starts while the database is away, and serves what it has.

use clap::{ArgMatches, Command};

use super::{
    context::{self, Context},
    failure::Failed,
    logging,
    operator::example,
    output::Output,
    portal,
};
use crate::{
    i18n::{sentences::Sentences, t},
    storage::StorageError,
};

pub(super) const NAME: &str = "serve";

pub(super) fn command(say: &Sentences) -> Command {
    Command::new(NAME)
        .about(say.msg_cli_serve())
        .after_help(example(say, "noroshi serve --config /etc/noroshi/noroshi.toml"))
}

pub(super) fn run(_: &ArgMatches, context: &Context, output: &mut Output) -> Result<(), Failed> {
    let mut config = context.config()?;
    logging::start(&config.log);
    context::run(async {
        let core = context::unprepared(&config)?;
        match core.prepare().await {
            // Tables that this program must not touch do not become others by waiting.
            Err(error @ StorageError::Schema(_)) => return Err(error.into()),
            Err(error) => tracing::warn!(%error, "the portal starts without its database"),
            Ok(()) => {}
        }
        let listener = portal::listen(&mut config).await?;
        let say = t(output.language);
        output.say(&say.msg_cli_serve_listening(config.listen.address.to_string()));
        output.say(&say.msg_cli_serve_address(config.base_url()));
        portal::run(&config, core, listener).await
    })
}
