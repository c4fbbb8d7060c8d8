//! The portal put together: what listens, answers, keeps the pages ready and stops.

use std::{num::NonZero, sync::Arc, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{failure::Failed, key};
use crate::{
    app::{Core, SecondFactorRule, Security, hasher::Hasher},
    config::{Config, Expiry, SecondFactor},
    snapshot::{PORTAL, Settings, SnapshotCell, Snapshotter},
    web::{
        access_log::AccessLog,
        console::{self, Console, Site},
        limits::Limits,
        listener,
        public::{self, Public},
        server::Server,
    },
    worker::{
        self, Loop, fan_out, janitor, process, scheduler, schema, signals, snapshotter, supervise,
    },
};

/// Listens where the settings say, and puts the port that it was given into them.
pub(super) async fn listen(config: &mut Config) -> Result<TcpListener, Failed> {
    let address = config.listen.address;
    let failed = |error: std::io::Error| Failed::Listen {
        address: address.to_string(),
        detail: error.to_string(),
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    config.listen.address = listener.local_addr().map_err(failed)?;
    Ok(listener)
}

/// Runs until the process is told to stop.
pub(super) async fn run(config: &Config, core: Core, listener: TcpListener) -> Result<(), Failed> {
    let cell = SnapshotCell::new();
    let limits = Arc::new(limits(config));
    let (log, mut visits) = AccessLog::new(config.log.visits);
    let readers = Public::new(
        public::Settings {
            default_language: config.portal.default_language,
            by_tls: config.base_url().starts_with("https://"),
            security_txt: security_txt(config, &core),
        },
        cell.clone(),
        PORTAL,
        core.clock.clone(),
        &limits,
    );
    let console = console::router(&console(config, &core, limits.handler_deadline)?);
    let server = Server::new(readers, console, limits.clone(), log, core.ids.clone());
    let stop = CancellationToken::new();
    let loops = vec![
        schema_loop(&core),
        janitor_loop(config, &core),
        scheduler_loop(&core),
        fan_out_loop(&core),
        snapshot_loop(config, &core, &cell)?,
    ];
    let serving = async {
        let readers = server.clone();
        let at_once = move |received: &[u8]| readers.at_once(received);
        let service = move |peer| server.connection(peer);
        listener::serve(listener, limits, at_once, service, stop.clone()).await;
        stop.cancel();
    };
    let (told, supervised, (), ()) = tokio::join!(
        signals::cancel_on_signal(stop.clone()),
        supervise(loops, worker::Limits::default(), stop.clone()),
        serving,
        visits.write(),
    );
    core.db.close().await;
    told.map_err(|error| Failed::System(error.to_string()))?;
    supervised.map_err(|error| Failed::System(error.to_string()))
}

/// The file that says how to report a security problem. That its time is over stops no start: readers
/// need the portal more.
fn security_txt(config: &Config, core: &Core) -> Option<String> {
    match config.security_txt.expiry(core.clock.now()) {
        Some((_, Expiry::Over)) => {
            tracing::error!("security.txt has expired: renew security_txt.expires");
        }
        Some((_, Expiry::Soon)) => {
            tracing::warn!("security.txt expires soon: renew security_txt.expires");
        }
        Some((_, Expiry::Good | Expiry::Far)) | None => {}
    }
    config.security_txt.text(&config.base_url())
}

fn limits(config: &Config) -> Limits {
    let listen = &config.listen;
    Limits {
        connections: usize::try_from(listen.connections).unwrap_or(usize::MAX),
        connections_per_client: listen.connections_per_client,
        trusted_proxies: listen.trusted_proxies.clone(),
        ..Limits::default()
    }
    .within_files(process::open_files())
}

fn console(config: &Config, core: &Core, deadline: Duration) -> Result<Console, Failed> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let site = Site::new(&config.base_url()).map_err(|error| Failed::System(error.to_string()))?;
    Ok(Console {
        core: core.clone(),
        security: Security {
            hasher: Hasher::new(cores),
            seal: key::seal(&config.key_file(), &core.ids)?,
            second_factor: match config.security.second_factor {
                SecondFactor::Required => SecondFactorRule::Required,
                SecondFactor::Optional => SecondFactorRule::Optional,
            },
        },
        site: Arc::new(site),
        default_language: config.portal.default_language,
        policy: config.notices.clone(),
        saves: Arc::default(),
        deadline,
    })
}

fn schema_loop(core: &Core) -> Loop {
    let core = core.clone();
    Loop::new("schema", None, move |beat, stop| schema::run(core.clone(), beat, stop))
}

fn janitor_loop(config: &Config, core: &Core) -> Loop {
    let days = config.security.address_days;
    let core = core.clone();
    let stall = Some(janitor::STALL);
    Loop::new("janitor", stall, move |beat, stop| janitor::run(core.clone(), days, beat, stop))
}

fn scheduler_loop(core: &Core) -> Loop {
    let core = core.clone();
    let stall = Some(scheduler::STALL);
    Loop::new("scheduler", stall, move |beat, stop| scheduler::run(core.clone(), beat, stop))
}

fn fan_out_loop(core: &Core) -> Loop {
    let core = core.clone();
    let stall = Some(fan_out::STALL);
    Loop::new("fan-out", stall, move |beat, stop| fan_out::run(core.clone(), beat, stop))
}

fn snapshot_loop(config: &Config, core: &Core, cell: &Arc<SnapshotCell>) -> Result<Loop, Failed> {
    let build = process::build().map_err(|error| Failed::System(error.to_string()))?;
    let settings = Settings {
        stale_after: Duration::from_secs(config.snapshot.stale_seconds.into()),
        save_seconds: config.snapshot.save_seconds.into(),
        ..Settings::new(config.snapshot_directory(), build, config.notices.clone())
    };
    let (core, cell) = (core.clone(), cell.clone());
    let (clock, changed) = (core.clock.clone(), core.changed.clone());
    let open = move || {
        let (db, now) = (core.db.clone(), core.clock.now());
        Snapshotter::open(settings.clone(), db, PORTAL, cell.clone(), now)
    };
    // What is stored is there before the first reader is let in.
    let mut first = Some(open());
    Ok(Loop::new("snapshotter", Some(snapshotter::STALL), move |beat, stop| {
        let one = first.take().unwrap_or_else(&open);
        snapshotter::run(one, clock.clone(), changed.clone(), beat, stop)
    }))
}
