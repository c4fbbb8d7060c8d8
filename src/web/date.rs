//! The time at which an answer is given, written once a second for all of them.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use axum::http::HeaderValue;

use crate::{domain::time::Timestamp, snapshot::http_date};

/// The value of `Date` that was written last, with the second that it says.
#[derive(Default)]
pub(super) struct Date(ArcSwapOption<(i64, HeaderValue)>);

impl Date {
    /// The value of `Date` at an instant.
    pub(super) fn at(&self, now: Timestamp) -> HeaderValue {
        let second = now.seconds();
        if let Some(last) = self.0.load().as_ref()
            && last.0 == second
        {
            return last.1.clone();
        }
        let value = http_date(now).unwrap_or(HeaderValue::from_static(""));
        self.0.store(Some(Arc::new((second, value.clone()))));
        value
    }
}
