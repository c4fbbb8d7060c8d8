//! `noroshi demo`: the portal of an invented provider, with worked cases, on one's own machine. Started
//! again, it keeps what was stored and makes a new link.

use std::{
    fs::{File, TryLockError},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::{
    context::{self, Context},
    failure::Failed,
    import, logging,
    operator::{example, link},
    output::Output,
    portal,
};
use crate::{
    app::{
        Actor, Core, Error, known_records,
        links::issue_sign_in_link,
        operators::{AddRefusal, NewOperator, add_operator},
    },
    config::{Config, LogLevel, SecondFactor},
    domain::{language::Language, operator::Role},
    exchange::{self, Document, Known, Mistake},
    i18n::{sentences::Sentences, t},
};

pub(super) const NAME: &str = "demo";

/// The file that the running demonstration holds.
const LOCK: &str = "demo.lock";
/// The worked example, which also sets up the provider.
const CASE: &str = include_str!("../../demo/case.yaml");
/// Shorter cases, and the demo set with relative times.
const MORE: &str = include_str!("../../demo/more-cases.yaml");
/// Who may sign in: the first by the link that is printed.
const OPERATORS: [(&str, &str, Role); 2] =
    [("hanako", "みなと花子", Role::Admin), ("taro", "みなと太郎", Role::Publisher)];

pub(super) fn command(say: &Sentences) -> Command {
    Command::new(NAME)
        .about(say.msg_cli_demo())
        .arg(
            Arg::new("listen")
                .long("listen")
                .value_name("ADDR")
                .value_parser(value_parser!(SocketAddr))
                .help(say.msg_cli_demo_listen()),
        )
        .arg(
            Arg::new("data-dir")
                .long("data-dir")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(say.msg_cli_demo_data_dir()),
        )
        .after_help(example(say, "noroshi demo --listen 127.0.0.1:8080 --data-dir ./noroshi-demo"))
}

pub(super) fn run(matches: &ArgMatches, _: &Context, output: &mut Output) -> Result<(), Failed> {
    let mut config = settings(matches);
    logging::start(&config.log);
    let _alone = alone(&config.data.directory)?;
    context::run(async {
        let core = context::core(&config).await?;
        if known_records(&core).await?.portal.is_none() {
            fill(&core).await?;
        }
        operators(&core).await?;
        let listener = portal::listen(&mut config).await?;
        tell(&core, &config.base_url(), output).await?;
        portal::run(&config, core, listener).await
    })
}

/// The settings of a demonstration: nothing but the arguments changes them.
fn settings(matches: &ArgMatches) -> Config {
    let mut config = Config::default();
    config.data.directory = matches
        .get_one::<PathBuf>("data-dir")
        .cloned()
        .unwrap_or_else(|| PathBuf::from("noroshi-demo"));
    config.listen.address = matches
        .get_one::<SocketAddr>("listen")
        .copied()
        .unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8080).into());
    config.security.second_factor = SecondFactor::Optional;
    config.log.level = LogLevel::Warn;
    config
}

/// The lock of the one demonstration that may run on a directory, until it is dropped.
fn alone(directory: &Path) -> Result<File, Failed> {
    context::make_directory(directory)?;
    let path = directory.join(LOCK);
    let failed = |error| Failed::file(&path, &error);
    let lock = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = lock.map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Failed::Running(directory.display().to_string())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Stores all cases at once.
async fn fill(core: &Core) -> Result<(), Failed> {
    let read = |text: &str, known: &Known| {
        exchange::read(text.as_bytes(), known)
            .map(|(document, _)| document)
            .map_err(|mistakes: Vec<Mistake>| Failed::Exchange(mistakes))
    };
    let case = read(CASE, &Known { now: Some(core.clock.now()), ..Known::default() })?;
    let incidents = case.incidents.iter().map(|record| record.incident.reference);
    let maintenances = case.maintenances.iter().map(|maintenance| maintenance.reference);
    let known = Known {
        portal: case.portal.clone(),
        records: incidents.chain(maintenances).collect(),
        now: Some(core.clock.now()),
        demo_now: Some(core.clock.now()),
    };
    let more = read(MORE, &known)?;
    let everything = Document {
        portal: case.portal,
        maintenances: case.maintenances.into_iter().chain(more.maintenances).collect(),
        incidents: case.incidents.into_iter().chain(more.incidents).collect(),
        service_states: case.service_states.into_iter().chain(more.service_states).collect(),
    };
    import::store(core, everything, false).await.map(drop)
}

async fn operators(core: &Core) -> Result<(), Failed> {
    for (login, name, role) in OPERATORS {
        let new = NewOperator {
            login: login.to_owned(),
            name: name.to_owned(),
            role,
            language: Language::Ja,
        };
        match add_operator(core, &Actor::command_line(), new).await {
            Ok(_) | Err(Error::Refused(AddRefusal::LoginTaken)) => {}
            Err(Error::Failure(failure)) => return Err(failure.into()),
            Err(error) => return Err(Failed::System(error.to_string())),
        }
    }
    Ok(())
}

/// Prints the addresses, one on each line, in the language of the user and then in the other: who tries a
/// portal in two languages need not have said yet which of them to speak.
async fn tell(core: &Core, base_url: &str, output: &mut Output) -> Result<(), Failed> {
    let (login, ..) = OPERATORS[0];
    let token = issue_sign_in_link(core, &Actor::command_line(), login)
        .await?
        .ok_or_else(|| Failed::NoOperator(login.to_owned()))?;
    for language in [output.language, output.language.other()] {
        let say = t(language);
        output.say(&say.msg_cli_demo_japanese(format!("{base_url}/ja/")));
        output.say(&say.msg_cli_demo_english(format!("{base_url}/en/")));
        output.say(&say.msg_cli_demo_console(format!("{base_url}/console")));
        output.say(&say.msg_cli_demo_link(link(base_url, &token)));
    }
    Ok(())
}
