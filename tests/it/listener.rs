//! What the listener takes, and what it gives up on, whether it answers at once or by way of hyper. Limits
//! are short, and tests wait for what happens, never for time to pass.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::http::{Request, Response};
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    service::service_fn,
};
use noroshi::web::{answer::Whole, limits::Limits, listener};
use tokio::{net::TcpListener, sync::Notify, task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

use crate::support::wire::{PATIENCE, Wire};

/// How long a client that is slow on purpose waits between two bytes.
const DRIP: Duration = Duration::from_millis(20);
const GET: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

/// How [`GET`] is answered; all else is always answered by way of hyper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    AtOnce,
    ByHyper,
}

const WAYS: [Way; 2] = [Way::AtOnce, Way::ByHyper];

/// A listener whose every answer is a body of some size, given once `gate` lets it.
struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    gate: Arc<Notify>,
    /// Told of each request that waits at the gate.
    arrived: Arc<Notify>,
    /// Told of each connection that is over.
    gone: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Running {
    async fn with(way: Way, limits: Limits) -> Self {
        Self::answering(way, limits, 2).await
    }

    async fn answering(way: Way, limits: Limits, size: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let gate = Arc::new(Notify::new());
        let arrived = Arc::new(Notify::new());
        let gone = Arc::new(Notify::new());
        let (waiting, telling, ending) = (gate.clone(), arrived.clone(), gone.clone());
        let service = move |_| {
            let (waiting, telling) = (waiting.clone(), telling.clone());
            let open = Open(ending.clone());
            service_fn(move |request: Request<Incoming>| {
                let _of_this_connection = &open;
                let (waiting, telling) = (waiting.clone(), telling.clone());
                Box::pin(async move {
                    if request.uri().path() == "/gate" {
                        telling.notify_one();
                        waiting.notified().await;
                    }
                    Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(vec![b'a'; size]))))
                })
            })
        };
        let at_once = move |received: &[u8]| {
            (way == Way::AtOnce && received == GET.as_bytes()).then(|| Whole {
                head: format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n").into(),
                body: vec![b'a'; size].into(),
            })
        };
        let limits = Arc::new(limits);
        #[expect(clippy::disallowed_methods, reason = "the listener runs beside the test")]
        let task = tokio::spawn(listener::serve(listener, limits, at_once, service, stop.clone()));
        Self { address, stop, gate, arrived, gone, task }
    }
}

/// Tells when the service of a connection is let go of.
struct Open(Arc<Notify>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// Limits so short that a test can wait for them.
fn short() -> Limits {
    Limits { head_deadline: Duration::from_millis(150), ..Limits::default() }
}

#[tokio::test]
async fn a_client_that_sends_nothing_is_left() {
    let server = Running::with(Way::AtOnce, short()).await;
    Wire::open(server.address).await.closed().await;
}

#[tokio::test]
async fn a_client_that_sends_half_a_head_is_left() {
    let server = Running::with(Way::AtOnce, short()).await;
    for half in ["G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: a\r\nx: "] {
        let mut wire = Wire::open(server.address).await;
        wire.send(half).await;
        wire.closed().await;
    }
}

#[tokio::test]
async fn a_client_that_drips_its_head_is_left() {
    let server = Running::with(Way::AtOnce, short()).await;
    let mut wire = Wire::open(server.address).await;
    let dripping = async {
        for byte in b"GET / HTTP/1.1\r\nx-drip: ".iter().chain(std::iter::repeat(&b'a')) {
            wire.send([*byte]).await;
            if wire.closes_within(DRIP).await {
                break;
            }
        }
    };
    timeout(PATIENCE, dripping).await.expect("the dripping client is left");
}

#[tokio::test]
async fn a_connection_that_is_kept_open_is_left_when_it_stays_idle() {
    for way in WAYS {
        let server = Running::with(way, short()).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        assert_eq!(wire.answer().await.unwrap().status, 200);
        wire.closed().await;
    }
}

/// Limits with which a connection rests whenever it can.
fn restless() -> Limits {
    Limits { rest: Duration::ZERO, ..short() }
}

#[tokio::test]
async fn a_connection_that_rested_is_answered_as_before() {
    for way in WAYS {
        let limits = Limits { head_deadline: Duration::from_secs(10), ..restless() };
        let server = Running::with(way, limits).await;
        let mut wire = Wire::open(server.address).await;
        for round in 0..200 {
            wire.send(GET).await;
            assert_eq!(wire.answer().await.unwrap().text(), "aa", "{round}");
            // What came early of the next request is not lost, wherever it was cut.
            let (half, rest) = GET.split_at(round % GET.len());
            wire.send(format!("{GET}{half}")).await;
            assert_eq!(wire.answer().await.unwrap().status, 200, "{round}");
            wire.send(rest).await;
            assert_eq!(wire.answer().await.unwrap().status, 200, "{round}");
        }
        // A request at work does not rest.
        wire.send("GET /gate HTTP/1.1\r\nhost: a\r\n\r\n").await;
        server.arrived.notified().await;
        assert!(!wire.closes_within(DRIP).await);
        server.gate.notify_one();
        assert_eq!(wire.answer().await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn resting_gives_nobody_more_time() {
    for way in WAYS {
        let server = Running::with(way, restless()).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(format!("{GET}GET")).await;
        assert_eq!(wire.answer().await.unwrap().status, 200);
        let dripping = async {
            while !wire.closes_within(DRIP).await {
                wire.send("a").await;
            }
        };
        timeout(Duration::from_secs(3), dripping).await.expect("the dripping client is left");
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        assert_eq!(wire.answer().await.unwrap().status, 200);
        timeout(Duration::from_secs(3), wire.closed()).await.expect("the idle client is left");
    }
}

#[tokio::test]
async fn an_answer_that_is_taken_slowly_is_not_cut_off_by_resting() {
    for way in WAYS {
        let size = 32 * 1024 * 1024;
        let server = Running::answering(way, restless(), size).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        for _ in 0..1000 {
            wire.taste().await;
        }
        assert_eq!(wire.answer().await.unwrap().body.len(), size);
    }
}

#[tokio::test]
async fn requests_sent_at_once_are_answered_in_order() {
    for way in WAYS {
        let server = Running::with(way, Limits::default()).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(GET.repeat(50)).await;
        for _ in 0..50 {
            assert_eq!(wire.answer().await.unwrap().text(), "aa");
        }
    }
}

#[tokio::test]
async fn beyond_the_cap_the_longest_open_idle_connection_goes() {
    for way in WAYS {
        let server = Running::with(way, Limits { connections: 3, ..Limits::default() }).await;
        let mut oldest = Wire::open(server.address).await;
        oldest.send(GET).await;
        oldest.answer().await.unwrap();
        let mut busy = Wire::open(server.address).await;
        busy.send(GET).await;
        busy.answer().await.unwrap();
        busy.send("GET /gate HTTP/1.1\r\nhost: a\r\n\r\n").await;
        server.arrived.notified().await;
        for _ in 0..20 {
            let mut new = Wire::open(server.address).await;
            new.send(GET).await;
            assert_eq!(new.answer().await.unwrap().status, 200);
        }
        oldest.closed().await;
        server.gate.notify_one();
        assert_eq!(busy.answer().await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a_client_with_too_many_connections_is_told_to_come_back() {
    for way in WAYS {
        let server =
            Running::with(way, Limits { connections_per_client: 2, ..Limits::default() }).await;
        let mut first = Wire::open(server.address).await;
        first.send(GET).await;
        first.answer().await.unwrap();
        let second = Wire::open(server.address).await;
        let refused = Wire::open(server.address).await.answer().await.unwrap();
        assert_eq!(refused.status, 503);
        assert_eq!(refused.header("retry-after").as_deref(), Some("5"));
        drop(second);
        first.send(GET).await;
        assert_eq!(first.answer().await.unwrap().status, 200);
        // The place of the one that went is free again.
        timeout(PATIENCE, async {
            loop {
                let mut again = Wire::open(server.address).await;
                again.send(GET).await;
                if again.answer().await.is_some_and(|answer| answer.status == 200) {
                    break;
                }
            }
        })
        .await
        .expect("a place becomes free");
    }
}

#[tokio::test]
async fn a_trusted_proxy_may_open_as_many_connections_as_there_are_places() {
    let trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    let limits = Limits { connections_per_client: 1, trusted_proxies, ..Limits::default() };
    let server = Running::with(Way::AtOnce, limits).await;
    let mut wires = Vec::new();
    for _ in 0..10 {
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        assert_eq!(wire.answer().await.unwrap().status, 200);
        wires.push(wire);
    }
}

#[tokio::test]
async fn a_client_that_does_not_take_its_answer_is_left() {
    for way in WAYS {
        let limits = Limits { write_deadline: Duration::from_millis(150), ..Limits::default() };
        let server = Running::answering(way, limits, 32 * 1024 * 1024).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        // Nothing is read until it is left; what then comes ends early.
        timeout(PATIENCE, server.gone.notified()).await.expect("it is left");
        assert!(wire.answer().await.is_none());
    }
}

#[tokio::test]
async fn a_client_that_takes_its_answer_a_byte_at_a_time_is_left() {
    for way in WAYS {
        let limits = Limits { write_deadline: Duration::from_millis(150), ..Limits::default() };
        let server = Running::answering(way, limits, 32 * 1024 * 1024).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        let tasting = async {
            while timeout(DRIP, server.gone.notified()).await.is_err() {
                wire.taste().await;
            }
        };
        timeout(PATIENCE, tasting).await.expect("it is left");
        assert!(wire.answer().await.is_none());
    }
}

#[tokio::test]
async fn a_client_that_has_said_all_it_will_say_still_gets_its_answer() {
    for way in WAYS {
        let server = Running::with(way, Limits::default()).await;
        let mut wire = Wire::open(server.address).await;
        wire.send(GET).await;
        wire.end().await;
        assert_eq!(wire.answer().await.unwrap().status, 200);
        wire.closed().await;
        let mut wire = Wire::open(server.address).await;
        wire.send("GET /gate HTTP/1.1\r\nhost: a\r\n\r\n").await;
        wire.end().await;
        server.arrived.notified().await;
        server.gate.notify_one();
        assert_eq!(wire.answer().await.unwrap().status, 200);
        wire.closed().await;
    }
}

#[tokio::test]
async fn a_connection_that_is_old_ends_after_its_answer() {
    for way in WAYS {
        let limits = Limits { connection_age: Duration::ZERO, ..Limits::default() };
        let server = Running::with(way, limits).await;
        let mut wire = Wire::open(server.address).await;
        wire.send("GET /gate HTTP/1.1\r\nhost: a\r\n\r\n").await;
        server.arrived.notified().await;
        assert!(!wire.closes_within(5 * DRIP).await);
        server.gate.notify_one();
        let answer = wire.answer().await.unwrap();
        assert_eq!(answer.header("connection").as_deref(), Some("close"));
        wire.closed().await;
    }
}

#[tokio::test]
async fn a_stop_finishes_the_request_in_flight_and_leaves_the_idle() {
    for way in WAYS {
        let server = Running::with(way, Limits::default()).await;
        let mut idle = Wire::open(server.address).await;
        idle.send(GET).await;
        idle.answer().await.unwrap();
        let mut silent = Wire::open(server.address).await;
        let mut busy = Wire::open(server.address).await;
        busy.send(GET).await;
        busy.answer().await.unwrap();
        busy.send("GET /gate HTTP/1.1\r\nhost: a\r\n\r\n").await;
        server.arrived.notified().await;
        server.stop.cancel();
        idle.closed().await;
        silent.closed().await;
        server.gate.notify_one();
        assert_eq!(busy.answer().await.unwrap().status, 200);
        timeout(PATIENCE, server.task).await.expect("the listener ends").unwrap();
    }
}

#[tokio::test]
async fn a_stop_waits_no_longer_than_its_deadline() {
    let limits = Limits { stop_deadline: Duration::from_millis(100), ..Limits::default() };
    let server = Running::with(Way::AtOnce, limits).await;
    let mut busy = Wire::open(server.address).await;
    busy.send("GET /gate HTTP/1.1\r\nhost: a\r\n\r\n").await;
    server.arrived.notified().await;
    server.stop.cancel();
    timeout(PATIENCE, server.task).await.expect("the listener ends").unwrap();
    timeout(PATIENCE, busy.closed()).await.expect("nothing of it is left");
}
