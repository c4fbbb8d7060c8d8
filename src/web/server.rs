//! The way of a request: what nobody may ask is refused, what lies ready is answered at once,
//! operators go on to their handlers, the rest is told kindly that it is not there.

use std::{
    net::{IpAddr, SocketAddr},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    http::{HeaderMap, Method, Request, Response, StatusCode, Version, header},
};
use hyper::{body::Incoming, service::Service};
use tokio::{sync::Semaphore, time::Instant};

use super::{
    access_log::{AccessLog, Visit},
    answer::{Answer, Body, Whole},
    client::{self, Client, RequestId},
    layers,
    limits::Limits,
    negotiate::Fields,
    plain::Plain,
    public::Public,
};
use crate::id::Ids;

/// Everything that answers requests. Cheap to clone.
#[derive(Clone)]
pub struct Server(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) public: Arc<Public>,
    pub(super) console: Router,
    pub(super) limits: Arc<Limits>,
    /// The places for large bodies.
    pub(super) large_bodies: Semaphore,
    log: AccessLog,
    ids: Ids,
    panics: AtomicU64,
}

impl Server {
    /// A server of public pages, with the handlers of everything below `/console`.
    pub fn new(
        public: Public,
        console: Router,
        limits: Arc<Limits>,
        log: AccessLog,
        ids: Ids,
    ) -> Self {
        let public = Arc::new(public);
        let large_bodies = Semaphore::new(limits.large_bodies);
        let panics = AtomicU64::new(0);
        Self(Arc::new(Inner { public, console, limits, large_bodies, log, ids, panics }))
    }

    /// What answers the requests of one connection.
    pub fn connection(&self, peer: SocketAddr) -> Connection {
        Connection { server: self.clone(), peer: peer.ip() }
    }

    /// The answer to what was received, if that is a plain request for something that lies ready; what
    /// it would be by way of [`Server::connection`], too.
    pub fn at_once(&self, received: &[u8]) -> Option<Whole> {
        let Inner { public, limits, log, .. } = &*self.0;
        if log.tells_of_pages() {
            return None;
        }
        let answer = || {
            let mut room = Plain::room();
            let request = Plain::read(received, &mut room)?;
            let method = if request.head_only { &Method::HEAD } else { &Method::GET };
            let refused = too_long(method, request.path.len(), &request, limits);
            if refused.is_some() { None } else { public.whole(&request) }
        };
        // The other way makes a page of a panic.
        catch_unwind(AssertUnwindSafe(answer)).unwrap_or_default()
    }

    /// Requests that ended in a panic since the start.
    pub fn panics(&self) -> u64 {
        self.0.panics.load(Ordering::Relaxed)
    }

    fn answer(&self, request: Request<Incoming>, peer: IpAddr) -> Answer {
        let Inner { public, limits, log, .. } = &*self.0;
        let (method, uri, headers) = (request.method(), request.uri(), request.headers());
        let refusal = refused(&request, limits);
        if refusal.is_none()
            && !log.tells_of_pages()
            && let Some(response) = public.hit(method, uri, headers)
        {
            return Answer::ready(response);
        }
        let id = self.request_id();
        let address = client::address(peer, headers, &limits.trusted_proxies);
        let visit = Pending::new(&request, address, &id, log);
        let answer = if let Some(status) = refusal {
            Answer::ready(public.error(status, uri.path(), headers, None))
        } else if is_for_operators(uri.path()) {
            let server = self.clone();
            Answer::Later(Box::pin(layers::through(
                server,
                with(request, Client { address }, id.clone()),
            )))
        } else {
            match public.hit(method, uri, headers) {
                Some(response) => Answer::ready(response),
                None => public.miss(method, uri, headers),
            }
        };
        visit.told_with(answer)
    }

    /// The answer to a request whose handling panicked.
    pub(super) fn panicked(
        &self,
        path: &str,
        headers: &HeaderMap,
        request_id: &str,
    ) -> Response<Body> {
        self.0.panics.fetch_add(1, Ordering::Relaxed);
        tracing::error!(request_id, "answering a request panicked");
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        self.0.public.error(status, path, headers, Some(request_id))
    }

    fn request_id(&self) -> RequestId {
        // Without randomness a request is still answered.
        let bytes: [u8; 8] = self.0.ids.bytes().unwrap_or_default();
        RequestId(format!("{:016x}", u64::from_be_bytes(bytes)))
    }
}

/// The service of one connection.
pub struct Connection {
    server: Server,
    peer: IpAddr,
}

impl Service<Request<Incoming>> for Connection {
    type Response = Response<Body>;
    type Error = std::convert::Infallible;
    type Future = Answer;

    fn call(&self, request: Request<Incoming>) -> Answer {
        let answer = AssertUnwindSafe(|| self.server.answer(request, self.peer));
        catch_unwind(answer).unwrap_or_else(|_| {
            let id = self.server.request_id();
            Answer::ready(self.server.panicked("/", &HeaderMap::new(), &id.0))
        })
    }
}

/// The status with which a request is refused whatever it asks for (requirements S24, R18).
fn refused(request: &Request<Incoming>, limits: &Limits) -> Option<StatusCode> {
    let (uri, headers) = (request.uri(), request.headers());
    let url = uri.path_and_query().map_or(0, |path| path.as_str().len());
    if let Some(status) = too_long(request.method(), url, headers, limits) {
        return Some(status);
    }
    // RFC 9112 §3.2: exactly one Host, which HTTP/1.0 did not know yet.
    let hosts = headers.get_all(header::HOST).iter().count();
    let bad_host = hosts > 1 || (hosts == 0 && request.version() == Version::HTTP_11);
    let no_path = !uri.path().starts_with('/') && uri.path() != "*";
    if bad_host || no_path {
        return Some(StatusCode::BAD_REQUEST);
    }
    let odd = request.method() == Method::TRACE || request.method() == Method::CONNECT;
    odd.then_some(StatusCode::METHOD_NOT_ALLOWED)
}

fn too_long(
    method: &Method,
    url: usize,
    headers: &impl Fields,
    limits: &Limits,
) -> Option<StatusCode> {
    if url > limits.url_bytes {
        return Some(StatusCode::URI_TOO_LONG);
    }
    // As it came: the name, a colon, a space, the value and the end of the line.
    let lines: usize = headers.lines().map(|(name, value)| name.len() + value.len() + 4).sum();
    let line = method.as_str().len() + url + " HTTP/1.1\r\n".len() + 1;
    let fits = line + lines + 2 <= limits.head_bytes;
    (!fits).then_some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
}

fn is_for_operators(path: &str) -> bool {
    path.strip_prefix("/console").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn with(mut request: Request<Incoming>, client: Client, id: RequestId) -> Request<Incoming> {
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(id);
    request
}

/// An answer that is to be told of.
struct Pending {
    log: AccessLog,
    visit: Visit,
    id: String,
    began: Instant,
}

impl Pending {
    fn new(request: &Request<Incoming>, client: IpAddr, id: &RequestId, log: &AccessLog) -> Self {
        let visit = Visit {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            status: 0,
            client,
            request_id: Some(id.0.clone()),
            took: std::time::Duration::ZERO,
        };
        Self { log: log.clone(), visit, id: id.0.clone(), began: Instant::now() }
    }

    fn told_with(self, answer: Answer) -> Answer {
        match answer {
            Answer::Ready(Some(response)) => Answer::ready(self.told(response)),
            Answer::Ready(None) => answer,
            Answer::Later(response) => {
                Answer::Later(Box::pin(async move { self.told(response.await) }))
            }
        }
    }

    fn told(mut self, mut response: Response<Body>) -> Response<Body> {
        self.visit.status = response.status().as_u16();
        self.visit.took = self.began.elapsed();
        if let Ok(id) = self.id.parse() {
            response.headers_mut().insert("x-request-id", id);
        }
        self.log.tell(self.visit);
        response
    }
}
