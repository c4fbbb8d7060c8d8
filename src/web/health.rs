//! What machines ask: whether the portal can serve readers, and how its database is.

use axum::http::{Response, StatusCode};
use serde_json::json;

use super::answer::{Body, text};
use crate::{
    domain::time::Timestamp,
    snapshot::{DatabaseState, SnapshotCell},
};

/// Whether readers can be served. They can without the database, as long as there is a snapshot.
pub(super) fn ready(cell: &SnapshotCell, now: Timestamp) -> Response<Body> {
    let snapshot = cell.load();
    let trouble = |state: &str, since: Timestamp| json!({ "state": state, "for_seconds": now.seconds_since(since).max(0) });
    let database = match cell.database() {
        DatabaseState::Unasked => json!({ "state": "not asked yet" }),
        DatabaseState::Answering => json!({ "state": "answering" }),
        DatabaseState::NotSetUp => json!({ "state": "answering, but it holds no portal yet" }),
        DatabaseState::Silent(since) => trouble("not answering", since),
        DatabaseState::Replaced(since) => {
            trouble("its file is gone, or another one stands in its place", since)
        }
    };
    let pages = snapshot.as_ref().map(|snapshot| {
        json!({
            "pages": snapshot.len(),
            "revision": snapshot.revision,
            "as_of": utc(snapshot.as_of),
            "age_seconds": now.seconds_since(snapshot.as_of).max(0),
            "stale": snapshot.stale,
        })
    });
    let status = match pages {
        Some(_) => StatusCode::OK,
        None => StatusCode::SERVICE_UNAVAILABLE,
    };
    let facts = json!({ "ready": pages.is_some(), "snapshot": pages, "database": database });
    text(status, "application/json", format!("{facts:#}\n"))
}

fn utc(at: Timestamp) -> String {
    at.in_zone(&jiff::tz::TimeZone::UTC).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
