//! Accepts connections and drives each of them within its limits (requirements S24, S25, R4).
//!
//! `axum::serve` sets no deadline for a head, and hyper-util's connection that guesses the protocol
//! none for a client that sends nothing; hyper's own HTTP/1 connection with a timer has both. So
//! HTTP/1.1 is all that is spoken here: the proxy that ends TLS speaks HTTP/2 and 3 with browsers and
//! 1.1 with us, and what is not spoken cannot be flooded.
//!
//! Must not know what is served: it is handed what answers at once, and a service for all the rest. The
//! only place outside `worker` that starts tasks.

use std::{
    convert::Infallible,
    io, mem,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use axum::http::{Request, Response};
use hyper::{
    body::{Body, Incoming},
    server::conn::http1::{self, Parts},
    service::Service,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    answer::Whole,
    front,
    limits::Limits,
    slots::{Signals, Slot, Slots},
    transport::Transport,
    watched::Watched,
};

/// How long to wait when the system refuses to accept, as it does when no file may be opened.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(50);
/// How long nothing more is said of the system's refusing after it was said.
const BETWEEN_REFUSALS: Duration = Duration::from_mins(1);
/// hyper's read buffer: above the longest head, so that one that is somewhat too long is answered
/// with a page.
const READ_BUFFER: usize = 64 * 1024;
/// The answer to a client with too many connections, sent without reading what it asks for.
const TOO_MANY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\n\
    cache-control: no-store\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Serves connections until `stop`, then lets requests in flight finish within the limits.
///
/// `at_once` gives the answer to what was received if it needs nothing else, which `service` would
/// answer in the same way; `service` makes what answers all other requests of one connection, given
/// the address it comes from.
pub async fn serve<S, B>(
    listener: TcpListener,
    limits: Arc<Limits>,
    at_once: impl Fn(&[u8]) -> Option<Whole> + Clone + Send + Sync + 'static,
    service: impl Fn(SocketAddr) -> S,
    stop: CancellationToken,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + Unpin + 'static,
    B: Body + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let slots = Slots::new(limits.connections, limits.connections_per_client);
    let tasks = TaskTracker::new();
    let mut refusals = Refusals::default();
    while let Some((stream, slot, peer)) =
        accept(&listener, &slots, &limits, &stop, &mut refusals).await
    {
        tasks.spawn(connection(stream, slot, at_once.clone(), service(peer), limits.clone()));
    }
    drop(listener);
    tasks.close();
    slots.close_all();
    if timeout(limits.stop_deadline, tasks.wait()).await.is_err() {
        tracing::warn!(connections = tasks.len(), "connections are cut off by the stop");
        slots.cut_all();
        // One that does not even end now is stuck in code that never waits; the process ends without it.
        let _ = timeout(limits.stop_deadline, tasks.wait()).await;
    }
}

/// The next connection that has a place; `None` once the listener is to stop.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Slots>,
    limits: &Limits,
    stop: &CancellationToken,
    refusals: &mut Refusals,
) -> Option<(TcpStream, Slot, SocketAddr)> {
    loop {
        let accepted = stop
            .run_until_cancelled(async {
                let permit = slots.free().await?;
                Some((permit, listener.accept().await))
            })
            .await??;
        match accepted {
            (permit, Ok((stream, peer))) => {
                let trusted =
                    limits.trusted_proxies.iter().any(|network| network.contains(peer.ip()));
                if let Some(slot) = slots.take(permit, peer.ip(), !trusted) {
                    return Some((stream, slot, peer));
                }
                // Whether it arrives does not matter: the connection ends here.
                let _ = stream.try_write(TOO_MANY);
            }
            (_, Err(error)) if concerns_one_connection(&error) => {}
            (_, Err(error)) => {
                if let Some(times) = refusals.count(Instant::now()) {
                    tracing::warn!(%error, times, "the system refuses to accept connections");
                }
                stop.run_until_cancelled(sleep(PAUSE_AFTER_ERROR)).await?;
            }
        }
    }
}

fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// How often the system refused to accept; it goes on doing so for as long as something is lacking.
#[derive(Default)]
struct Refusals {
    told: Option<Instant>,
    untold: u64,
}

impl Refusals {
    /// Counts one, and gives how many are to be told of, which is done at most once a minute.
    fn count(&mut self, now: Instant) -> Option<u64> {
        self.untold += 1;
        if self.told.is_some_and(|told| now < told + BETWEEN_REFUSALS) {
            return None;
        }
        self.told = Some(now);
        Some(mem::take(&mut self.untold))
    }
}

/// Drives one connection to its end: it stands at the front, at hyper while that is needed, and at the
/// front again.
async fn connection<S, B>(
    stream: TcpStream,
    slot: Slot,
    at_once: impl Fn(&[u8]) -> Option<Whole>,
    service: S,
    limits: Arc<Limits>,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + Unpin + 'static,
    B: Body + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    // Small answers are not held back for more; a stream that refuses this is gone already.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let signals = &slot.signals;
    let old = Instant::now() + limits.connection_age;
    let mut transport = Transport::new(stream, limits.write_deadline, signals.clone());
    let mut service = Watched { service, signals: signals.clone() };
    while let Some(received) = front::stand(&mut transport, &at_once, signals, &limits, old).await {
        let begun = transport.with(received);
        match Box::pin(http(begun, service, signals, &limits, old)).await {
            Some((rested, same)) => (transport, service) = (rested, same),
            None => return,
        }
    }
}

/// Answers requests until the connection ends, or gives it back when it rests.
async fn http<S, B>(
    transport: Transport,
    service: Watched<S>,
    signals: &Signals,
    limits: &Limits,
    old: Instant,
) -> Option<(Transport, Watched<S>)>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + Unpin + 'static,
    B: Body + Send + Unpin + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_deadline)
        // Who has said all they will say is still answered, and what they asked for is not dropped midway.
        .half_close(true)
        .max_buf_size(READ_BUFFER)
        .serve_connection(TokioIo::new(transport), service);
    let mut asked = pin!(signals.asked_to_close());
    let mut look = pin!(sleep_until(old.min(Instant::now() + limits.rest)));
    let (mut closing, mut seen) = (false, None);
    loop {
        tokio::select! {
            biased;
            ended = &mut connection => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                return None;
            }
            () = asked.as_mut() => {
                if signals.is_cut() {
                    return None;
                }
                closing = true;
                asked.set(signals.asked_to_close());
            }
            () = look.as_mut(), if !closing => {
                let now = Instant::now();
                let requests = signals.at_rest();
                if now >= old {
                    closing = true;
                } else if requests.is_some() && requests == seen {
                    let Parts { io, read_buf, service, .. } = connection.into_parts();
                    return Some((io.into_inner().with(read_buf), service));
                }
                seen = requests;
                look.as_mut().reset(old.min(now + limits.rest));
            }
        }
        if closing {
            Pin::new(&mut connection).graceful_shutdown();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_refusals_one_line_a_minute_is_written() {
        let (mut refusals, began) = (Refusals::default(), Instant::now());
        let lines: Vec<u64> =
            (0..2_000).filter_map(|n| refusals.count(began + PAUSE_AFTER_ERROR * n)).collect();
        assert_eq!(lines, [1, 1_200]);
    }
}
