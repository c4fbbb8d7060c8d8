//! Every bound of the listener in one place, each with its default (requirements S24, S25, R4).
//!
//! To add a bound: a field here with its unit and default, and a test in `tests/it/listener.rs` on
//! either side of it.

use std::time::Duration;

use crate::domain::network::Network;

/// How much, how long and how many a client may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once. Beyond them the longest open idle one is asked to go, and new ones wait
    /// in the system's backlog. 20,000 unless the process may not open as many files.
    pub connections: usize,
    /// Connections at once of one client: an IPv4 address or an IPv6 /64. Trusted proxies are
    /// exempt. 100.
    pub connections_per_client: u32,
    /// From the opening of a connection to its first byte, from there to the end of the request's
    /// head, and from an answer to the end of the next head. 10 s.
    pub head_deadline: Duration,
    /// From the end of a head to the end of its body. 30 s.
    pub body_deadline: Duration,
    /// From the end of a body to the answer of its handler. 10 s.
    pub handler_deadline: Duration,
    /// From the first byte that a client does not take to the last byte of that answer. 30 s.
    pub write_deadline: Duration,
    /// How long a connection is kept at all; the request in flight is finished. 5 minutes.
    pub connection_age: Duration,
    /// How long nothing at all has to go on before a connection gives back its buffers, to be exact at
    /// most twice as long. 1 s.
    pub rest: Duration,
    /// How long a stop waits for requests in flight. 20 s.
    pub stop_deadline: Duration,
    /// The longest path with its query, in bytes. 4 KiB.
    pub url_bytes: usize,
    /// The longest head of a request, in bytes: request line and headers. 16 KiB.
    pub head_bytes: usize,
    /// The longest body, in bytes. 2 MiB, more than [`FORM_BYTES`]: a form that is too large for the
    /// console is answered by the console, which gives back what was typed.
    pub body_bytes: usize,
    /// Bodies of more than 64 KiB that are received at once; a further one is asked to come back. 32.
    pub large_bodies: usize,
    /// Searches of the history at once; a further one waits for at most `search_deadline`. 2.
    pub searches: usize,
    /// How long a search may wait and how long it may take. 500 ms each (requirement S44).
    pub search_deadline: Duration,
    /// Proxies whose `X-Forwarded-For` is believed (requirement S27). None.
    pub trusted_proxies: Vec<Network>,
}

/// The most bytes of a form (requirement S24). The largest that an operator can fill in has some hundred
/// kilobytes: in a form, a Japanese character takes nine bytes.
pub const FORM_BYTES: usize = 1024 * 1024;

/// Headers of a request; hyper refuses one more with 431 before anything of ours runs.
pub const HEADERS: usize = 100;

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 20_000,
            connections_per_client: 100,
            head_deadline: Duration::from_secs(10),
            body_deadline: Duration::from_secs(30),
            handler_deadline: Duration::from_secs(10),
            write_deadline: Duration::from_secs(30),
            connection_age: Duration::from_mins(5),
            rest: Duration::from_secs(1),
            stop_deadline: Duration::from_secs(20),
            url_bytes: 4 * 1024,
            head_bytes: 16 * 1024,
            body_bytes: 2 * FORM_BYTES,
            large_bodies: 32,
            searches: 2,
            search_deadline: Duration::from_millis(500),
            trusted_proxies: Vec::new(),
        }
    }
}

impl Limits {
    /// Files that are kept for the database, the snapshot and the logs.
    const FILES_KEPT: usize = 64;

    /// The same limits for a process that may open `files` files: fewer connections rather than a
    /// database that cannot be opened (requirement R17).
    #[must_use]
    pub fn within_files(mut self, files: usize) -> Self {
        let available = files.saturating_sub(Self::FILES_KEPT).max(files / 2).max(1);
        self.connections = self.connections.min(available);
        self
    }
}
