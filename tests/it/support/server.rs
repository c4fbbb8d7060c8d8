//! The server as it runs: readers' pages of a portal, a console behind it, and connections from outside.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use noroshi::{
    domain::language::Language,
    id::Ids,
    snapshot::Renderer,
    web::{
        access_log::{AccessLog, Visits},
        limits::Limits,
        listener,
        public::{Public, Settings},
        server::Server,
    },
};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{
    TestDatabase,
    portal::{PLAIN, Portal},
    wire::{Answer, Wire, request},
};

/// How a server is set up.
pub(crate) struct Way {
    pub(crate) renderer: Renderer,
    pub(crate) limits: Limits,
    /// Whether readers come by TLS.
    pub(crate) by_tls: bool,
}

impl Default for Way {
    fn default() -> Self {
        Self { renderer: PLAIN, limits: Limits::default(), by_tls: true }
    }
}

/// A server with a portal behind it. It stops when it is dropped.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    /// The same server behind a listener that answers nothing before hyper.
    pub(crate) by_hyper: SocketAddr,
    pub(crate) server: Server,
    pub(crate) portal: Portal,
    _visits: Visits,
    _database: TestDatabase,
    _stop: DropGuard,
}

impl Served {
    pub(crate) async fn new(
        portal: Portal,
        database: TestDatabase,
        console: Router,
        way: Way,
    ) -> Self {
        let Way { renderer, limits, by_tls } = way;
        let limits = Arc::new(limits);
        let settings = Settings {
            default_language: Language::Ja,
            by_tls,
            security_txt: Some("Contact: mailto:security@example.jp\n".to_owned()),
        };
        let clock = portal.clock.clone();
        let public = Public::new(settings, portal.cell.clone(), renderer, clock, &limits);
        let (log, visits) = AccessLog::new(false);
        let server = Server::new(public, console, limits.clone(), log, Ids::system());
        let stop = CancellationToken::new();
        let listen = async |at_once: bool| {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let (readers, answering) = (server.clone(), server.clone());
            let plain = move |received: &[u8]| readers.at_once(received).filter(|_| at_once);
            let service = move |peer| answering.connection(peer);
            let serving = listener::serve(listener, limits.clone(), plain, service, stop.clone());
            #[expect(clippy::disallowed_methods, reason = "the server runs beside the test")]
            tokio::spawn(serving);
            address
        };
        let (address, by_hyper) = (listen(true).await, listen(false).await);
        Self {
            address,
            by_hyper,
            server,
            portal,
            _visits: visits,
            _database: database,
            _stop: stop.drop_guard(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        request(self.address, "GET", path, "").await
    }

    pub(crate) async fn raw(&self, bytes: impl AsRef<[u8]>) -> Option<Answer> {
        let mut wire = Wire::open(self.address).await;
        wire.send(bytes).await;
        wire.answer().await
    }
}
