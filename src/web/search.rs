//! The search of the history: what an address asks for, and how many may be looked for at once. What is
//! found is the matter of `domain::public`.

use std::{sync::Arc, time::Duration};

use axum::http::Uri;
use tokio::{sync::Semaphore, time::timeout};

use super::limits::Limits;
use crate::{
    background,
    domain::public::{Asked, MAX_QUERY, Route},
};

/// The places for searches: at most a few at once, each for a short time.
pub(super) struct Searches {
    places: Arc<Semaphore>,
    deadline: Duration,
}

impl Searches {
    pub(super) fn new(limits: &Limits) -> Self {
        let places = Arc::new(Semaphore::new(limits.searches));
        Self { places, deadline: limits.search_deadline }
    }

    /// Runs a search where it holds up nobody. `None` if it found no place in time, or took too long; it
    /// keeps its place to its end.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        search: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let place = timeout(self.deadline, self.places.clone().acquire_owned()).await.ok()?.ok()?;
        let found = background::spawn(move || {
            let _place = place;
            search()
        });
        Some(timeout(self.deadline, found).await.ok()?.ok()?.output)
    }
}

/// What is searched for, if the address is that of the history with a query `q` or `service`.
pub(super) fn asked(uri: &Uri) -> Option<Asked> {
    let query = uri.query()?;
    let (Route::History, _) = Route::parse(uri.path())? else { return None };
    // What is no UTF-8 becomes the replacement character, which nothing contains; more than a query may
    // have is cut, and is still too long.
    let value = |name| {
        let (_, value) = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name)?;
        Some(value.chars().take(MAX_QUERY * 2).collect::<String>())
    };
    let (typed, service) = (value("q"), value("service"));
    (typed.is_some() || service.is_some())
        .then(|| Asked { typed: typed.unwrap_or_default(), service: service.unwrap_or_default() })
}
