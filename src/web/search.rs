//! The search of the history: what an address asks for, and how many may be looked for at once. What is
//! found is the matter of `domain::public`.

use std::{sync::Arc, time::Duration};

use axum::http::Uri;
use tokio::{sync::Semaphore, time::timeout};

use super::limits::Limits;
use crate::domain::public::{Asked, MAX_QUERY, Route};

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
        let found = tokio::task::spawn_blocking(move || {
            let _place = place;
            search()
        });
        timeout(self.deadline, found).await.ok()?.ok()
    }
}

/// What is searched for, if the address is that of the history with a query `q` or `service`.
pub(super) fn asked(uri: &Uri) -> Option<Asked> {
    let query = uri.query()?;
    let (Route::History, _) = Route::parse(uri.path())? else { return None };
    let value = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)).map(decoded);
    let (typed, service) = (value("q="), value("service="));
    (typed.is_some() || service.is_some())
        .then(|| Asked { typed: typed.unwrap_or_default(), service: service.unwrap_or_default() })
}

/// The text of a form field (URL Standard, application/x-www-form-urlencoded). Bytes that are no UTF-8
/// become the replacement character, which nothing contains; more than a query may have is cut, and
/// is still too long.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        rest = match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                &after[2..]
            }
            (b'+', _) => {
                bytes.push(b' ');
                after
            }
            _ => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8_lossy(&bytes).chars().take(MAX_QUERY * 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded_and_never_fails() {
        for (value, expected) in [
            ("POP+%E5%8F%97%E4%BF%A1", "POP 受信"),
            ("%", "%"),
            ("%f", "%f"),
            ("%+1%zz", "% 1%zz"),
            ("%ff", "\u{fffd}"),
            ("a%00b", "a\0b"),
        ] {
            assert_eq!(decoded(value), expected, "{value}");
        }
    }
}
