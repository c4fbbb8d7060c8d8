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
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::http::{Request, Response};
use hyper::{
    body::{Body, Frame, Incoming, SizeHint},
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
    B: Body + Send + Unpin + 'static,
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
/// While a client keeps silent, its connection costs little more than its socket: hyper, with its
/// buffers, is brought in by the first byte, and let go of when the client has nothing more to ask.
async fn connection<S, B>(stream: TcpStream, slot: Slot, service: S, limits: Arc<Limits>)
where
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
    loop {
        let arrived = tokio::select! {
            readable = timeout(limits.head_deadline, transport.readable()) => {
                matches!(readable, Ok(Ok(())))
            }
            () = signals.asked_to_close() => false,
        };
        if !arrived {
            return;
        }
        match Box::pin(http(transport, service, signals, &limits, old)).await {
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

/// A service that tells whether its connection is at work.
struct Watched<S> {
    service: S,
    signals: Arc<Signals>,
}

impl<S, B> Service<Request<Incoming>> for Watched<S>
where
    S: Service<Request<Incoming>, Response = Response<B>>,
    S::Future: Unpin,
{
    type Response = Response<WatchedBody<B>>;
    type Error = S::Error;
    type Future = Working<S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.signals.begin();
        Working { answer: self.service.call(request), signals: self.signals.clone() }
    }
}

struct Working<F> {
    answer: F,
    signals: Arc<Signals>,
}

impl<F, B, E> Future for Working<F>
where
    F: Future<Output = Result<Response<B>, E>> + Unpin,
{
    type Output = Result<Response<WatchedBody<B>>, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(Pin::new(&mut self.answer).poll(context));
        let signals = self.signals.clone();
        Poll::Ready(answer.map(|answer| answer.map(|body| WatchedBody { body, signals })))
    }
}

/// A body that tells when it has ended: hyper drops it then.
struct WatchedBody<B> {
    body: B,
    signals: Arc<Signals>,
}

impl<B: Body + Unpin> Body for WatchedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> Drop for WatchedBody<B> {
    fn drop(&mut self) {
        self.signals.end();
    }
}
