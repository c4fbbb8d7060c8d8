//! The conversation with a relay (RFC 5321): our own, because a connection has to have a deadline for every wait and to be given up
//! whenever it is not known which answer belongs to what (requirements E17, E39; measurements M1 to M4).
//!
//! - `reply.rs`: replies from bytes;
//! - `stream.rs`, `tls.rs`: bytes over TCP and TLS;
//! - `deadlines.rs`, `line.rs`: saying and hearing, each within its deadline;
//! - `opening.rs`: greeting, TLS, signing in;
//! - `letter.rs`: a mail as bytes;
//! - `connection.rs`: sending it.
//!
//! How many connections there are, how fast mails follow each other and what follows from an outcome is not decided here.

mod connection;
mod deadlines;
mod letter;
mod line;
mod opening;
mod reply;
mod stream;
mod tls;

use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

pub use self::{connection::Connection, deadlines::Deadlines, tls::BadRelay};
use crate::domain::mailing::{Problem, Relay};

/// Connects to one relay.
pub struct Client {
    relay: Relay,
    /// Whom its certificate has to name.
    host: ServerName<'static>,
    /// How this host introduces itself.
    greeting: String,
    deadlines: Deadlines,
    tls: TlsConnector,
}

impl Client {
    /// A client of a relay. `greeting` is the name of this host. Reads the relay's file of certificates, if it has one.
    ///
    /// # Errors
    ///
    /// [`BadRelay`] when settings of the relay cannot be used.
    pub fn new(relay: Relay, greeting: &str, deadlines: Deadlines) -> Result<Self, BadRelay> {
        let bad_host = || BadRelay::Host(relay.host.clone());
        let host = ServerName::try_from(relay.host.clone()).map_err(|_| bad_host())?;
        let name = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        if greeting.is_empty() || !greeting.bytes().all(name) {
            return Err(BadRelay::Greeting(greeting.to_owned()));
        }
        let tls = tls::connector(relay.ca_file.as_deref())?;
        Ok(Self { relay, host, greeting: greeting.to_owned(), deadlines, tls })
    }

    /// The relay.
    pub const fn relay(&self) -> &Relay {
        &self.relay
    }

    /// Opens a connection that is ready for a mail. Whoever drops this before its end drops the connection.
    ///
    /// # Errors
    ///
    /// The [`Problem`] of the relay, or of the way to it.
    pub async fn connect(&self) -> Result<Connection, Problem> {
        Connection::open(self).await
    }
}
