//! A stretch of network before the tests' PostgreSQL server, which can fail as networks and servers do.
//! Knows of the protocol only what ends a transaction.

use std::{
    future::pending,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
    task::JoinSet,
};

/// The network.
pub(crate) struct Network {
    state: watch::Sender<NetworkState>,
    url: String,
    _connections: JoinSet<()>,
}

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NetworkState {
    Sound,
    /// What is sent arrives when it is sound again, as from a server that was stopped for a while.
    Holding,
    /// What is sent is lost, and so is the connection, of which neither end is told: as when a cable is
    /// pulled.
    Losing,
    /// Nobody listens: connections are cut, as by a server that ends.
    Refusing,
    /// A commit arrives, and the answer to it is lost.
    Forgetting,
}

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

async fn to_server(url: &str) -> Option<Box<dyn Wire>> {
    let options = PgConnectOptions::from_str(url).unwrap();
    let socket = format!(".s.PGSQL.{}", options.get_port());
    if let Some(directory) = options.get_socket() {
        Some(Box::new(UnixStream::connect(directory.join(socket)).await.ok()?))
    } else if options.get_host().starts_with('/') {
        let path = format!("{}/{socket}", options.get_host());
        Some(Box::new(UnixStream::connect(path).await.ok()?))
    } else {
        let address = (options.get_host(), options.get_port());
        Some(Box::new(TcpStream::connect(address).await.ok()?))
    }
}

/// Passes on what comes, as far as the network does. `mute` is set by the way to the server when the
/// answers of a connection are lost from then on, and heeded by the way back.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut state: watch::Receiver<NetworkState>,
    mute: &AtomicBool,
    to_server: bool,
) {
    let mut bytes = [0; 4096];
    let mut cut = state.clone();
    let mut commit = None;
    let lost =
        |state: &NetworkState| matches!(state, NetworkState::Losing | NetworkState::Refusing);
    loop {
        let count = tokio::select! {
            read = from.read(&mut bytes) => read.unwrap_or(0),
            state = async { cut.wait_for(lost).await.map(|state| *state) } => {
                match state {
                    Ok(NetworkState::Refusing) => 0,
                    _ => return pending().await,
                }
            }
        };
        if count == 0 {
            break;
        }
        let now = *state.wait_for(|state| *state != NetworkState::Holding).await.unwrap();
        if to_server && commits(&bytes[..count], &mut commit) && now == NetworkState::Forgetting {
            mute.store(true, Ordering::SeqCst);
        }
        if !to_server && mute.load(Ordering::SeqCst) {
            return pending().await;
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
    let _ = to.shutdown().await;
}

/// Whether a client ends a transaction with these bytes: in words, or by the `name` under which it had the
/// words prepared (PostgreSQL, message formats `Query`, `Parse` and `Bind`).
fn commits(bytes: &[u8], name: &mut Option<Vec<u8>>) -> bool {
    const WORDS: &[u8] = b"\0COMMIT\0";
    let find = |what: &[u8]| bytes.windows(what.len()).position(|window| window == what);
    if let Some(end) = find(WORDS) {
        let begins = bytes[..end].iter().rposition(|byte| !byte.is_ascii_graphic());
        let own = bytes[begins.map_or(0, |at| at + 1)..end].to_vec();
        if !own.is_empty() {
            *name = Some([&own[..], b"\0"].concat());
        }
    }
    let in_words = bytes.windows(7).any(|window| window == b"COMMIT\0");
    in_words || name.as_deref().is_some_and(|name| find(name).is_some())
}

async fn connect(client: TcpStream, target: String, state: watch::Receiver<NetworkState>) {
    if *state.borrow() == NetworkState::Refusing {
        return;
    }
    let Some(server) = to_server(&target).await else { return };
    let (from_client, to_client) = tokio::io::split(client);
    let (from_server, to_server) = tokio::io::split(server);
    let mute = AtomicBool::new(false);
    tokio::join!(
        pass(from_client, to_server, state.clone(), &mute, true),
        pass(from_server, to_client, state, &mute, false),
    );
}

impl Network {
    /// A sound network before a server.
    pub(crate) async fn before(server: &str) -> Self {
        let (state, watched) = watch::channel(NetworkState::Sound);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let target: Arc<str> = server.into();
        let options = PgConnectOptions::from_str(server).unwrap();
        let url = format!(
            "postgres://{}@127.0.0.1:{port}/{}?sslmode=disable",
            options.get_username(),
            options.get_database().unwrap()
        );
        let mut connections = JoinSet::new();
        connections.spawn(async move {
            let mut pairs = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                pairs.spawn(connect(client, target.to_string(), watched.clone()));
            }
        });
        Self { state, url, _connections: connections }
    }

    /// Where the server is, by way of this network.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Changes how it is.
    pub(crate) fn turn(&self, state: NetworkState) {
        self.state.send(state).unwrap();
    }
}
