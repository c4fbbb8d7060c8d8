//! The bytes between a relay and us, in the clear or by TLS.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{TlsConnector, client::TlsStream, rustls::pki_types::ServerName};

/// How long an address is tried while another one is left: one of two networks may be broken (requirement R25).
const NEXT_AFTER: Duration = Duration::from_secs(2);
/// How many addresses of a host are tried.
const MAX_ADDRESSES: usize = 8;
/// Bytes that are read at once.
const READ: usize = 4096;

/// A connection to a relay.
#[derive(Debug)]
pub(super) enum Stream {
    Plain(TcpStream),
    Secret(Box<TlsStream<TcpStream>>),
}

impl Stream {
    /// Reaches a host by the first of its addresses that answers.
    pub(super) async fn connect(host: &str, port: u16) -> io::Result<Self> {
        let mut addresses = lookup_host((host, port)).await?.take(MAX_ADDRESSES).peekable();
        let mut reached = Err(io::ErrorKind::NotFound.into());
        while let (Err(_), Some(address)) = (&reached, addresses.next()) {
            let attempt = TcpStream::connect(address);
            reached = if addresses.peek().is_some() {
                let late = |_| Err(io::ErrorKind::TimedOut.into());
                timeout(NEXT_AFTER, attempt).await.unwrap_or_else(late)
            } else {
                attempt.await
            };
        }
        let stream = reached?;
        // A conversation of small pieces, each of which is waited for, takes 40 ms a piece otherwise.
        stream.set_nodelay(true)?;
        Ok(Self::Plain(stream))
    }

    /// Goes on by TLS; the other side has to be who it should be.
    pub(super) async fn secure(
        self,
        tls: &TlsConnector,
        name: ServerName<'static>,
    ) -> io::Result<Self> {
        match self {
            Self::Plain(stream) => Ok(Self::Secret(Box::new(tls.connect(name, stream).await?))),
            Self::Secret(_) => Ok(self),
        }
    }

    /// Whether passwords and mails may be sent without anybody reading them: by TLS, or within this host.
    pub(super) fn is_private(&self) -> bool {
        match self {
            Self::Secret(_) => true,
            Self::Plain(stream) => {
                stream.peer_addr().is_ok_and(|peer| peer.ip().to_canonical().is_loopback())
            }
        }
    }

    /// Reads what comes next; 0 bytes if the other side ended. Nothing is lost if it is dropped.
    pub(super) async fn read(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        into.reserve(READ);
        match self {
            Self::Plain(stream) => stream.read_buf(into).await,
            Self::Secret(stream) => stream.read_buf(into).await,
        }
    }

    /// Writes all of it.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.write_all(bytes).await,
            Self::Secret(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
        }
    }
}
