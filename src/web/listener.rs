//! Accepts connections and drives each of them within its limits (requirements S24, S25, R4).
//!
//! `axum::serve` sets no deadline for a head, and hyper-util's connection that guesses the protocol
//! none for a client that sends nothing; hyper's own HTTP/1 connection with a timer has both. So
//! HTTP/1.1 is all that is spoken here: the proxy that ends TLS speaks HTTP/2 and 3 with browsers and
//! 1.1 with us, and what is not spoken cannot be flooded.
//!
//! Must not know what is served: it is handed a service. The only place outside `worker` that starts
//! tasks.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::http::{Request, Response};
use hyper::{
    body::{Body, Incoming},
    server::conn::http1,
    service::Service,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    limits::Limits,
    slots::{Signals, Slot, Slots},
    transport::Transport,
};

/// How long to wait when the system refuses to accept, as it does when no file may be opened.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(50);
/// hyper's read buffer: above the longest head, so that one that is somewhat too long is answered
/// with a page.
const READ_BUFFER: usize = 64 * 1024;
/// The answer to a client with too many connections, sent without reading what it asks for.
const TOO_MANY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\n\
    cache-control: no-store\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// Serves connections until `stop`, then lets requests in flight finish within the limits.
///
/// `service` makes what answers the requests of one connection, given the address it comes from.
pub async fn serve<S, B>(
    listener: TcpListener,
    limits: Arc<Limits>,
    service: impl Fn(SocketAddr) -> S,
    stop: CancellationToken,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + Unpin + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let slots = Slots::new(limits.connections, limits.connections_per_client);
    let tasks = TaskTracker::new();
    while let Some((stream, slot, peer)) = accept(&listener, &slots, &limits, &stop).await {
        tasks.spawn(connection(stream, slot, service(peer), limits.clone()));
    }
    drop(listener);
    tasks.close();
    slots.close_all();
    if timeout(limits.stop_deadline, tasks.wait()).await.is_err() {
        tracing::warn!(connections = tasks.len(), "connections were cut off by the stop");
    }
}

/// The next connection that has a place; `None` once the listener is to stop.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Slots>,
    limits: &Limits,
    stop: &CancellationToken,
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
                tracing::warn!(%error, "the system refuses to accept connections");
                stop.run_until_cancelled(sleep(PAUSE_AFTER_ERROR)).await?;
            }
        }
    }
}

fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Drives one connection to its end.
///
/// Until its first byte comes, a connection costs little more than its socket: hyper, with its
/// buffers, is brought in only then.
async fn connection<S, B>(stream: TcpStream, slot: Slot, service: S, limits: Arc<Limits>)
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + Unpin + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let first_byte = timeout(limits.head_deadline, stream.readable());
    let arrived = tokio::select! {
        readable = first_byte => matches!(readable, Ok(Ok(()))),
        () = slot.signals.asked_to_close() => false,
    };
    // Small answers are not held back for more; if that cannot be set, they come a little later.
    if arrived && stream.set_nodelay(true).is_ok() {
        Box::pin(http(stream, &slot, service, &limits)).await;
    }
}

async fn http<S, B>(stream: TcpStream, slot: &Slot, service: S, limits: &Limits)
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Send + 'static,
    S::Future: Send + Unpin + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let transport = TokioIo::new(Transport::new(stream, limits.write_deadline));
    let service = Watched { service, signals: slot.signals.clone() };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_deadline)
        .max_buf_size(READ_BUFFER)
        .serve_connection(transport, service);
    let mut connection = pin!(connection);
    let mut age = pin!(sleep(limits.connection_age));
    let mut asked = pin!(slot.signals.asked_to_close());
    let mut closing = false;
    loop {
        tokio::select! {
            biased;
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            () = asked.as_mut(), if !closing => closing = true,
            () = age.as_mut(), if !closing => closing = true,
        }
        connection.as_mut().graceful_shutdown();
    }
}

/// A service that tells whether its connection is at work.
struct Watched<S> {
    service: S,
    signals: Arc<Signals>,
}

impl<S: Service<Request<Incoming>>> Service<Request<Incoming>> for Watched<S>
where
    S::Future: Unpin,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Working<S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.signals.set_busy(true);
        Working { answer: self.service.call(request), signals: self.signals.clone() }
    }
}

struct Working<F> {
    answer: F,
    signals: Arc<Signals>,
}

impl<F: Future + Unpin> Future for Working<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let answer = Pin::new(&mut self.answer).poll(context);
        if answer.is_ready() {
            self.signals.set_busy(false);
        }
        answer
    }
}
