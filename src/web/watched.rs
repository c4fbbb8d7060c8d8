//! A service that tells whether its connection is at work: hyper does not.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::http::{Request, Response};
use hyper::{
    body::{Body, Frame, Incoming, SizeHint},
    service::Service,
};

use super::slots::Signals;

/// A service whose requests begin and end in the signals of its connection.
pub(super) struct Watched<S> {
    pub(super) service: S,
    pub(super) signals: Arc<Signals>,
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

pub(super) struct Working<F> {
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
pub(super) struct WatchedBody<B> {
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
