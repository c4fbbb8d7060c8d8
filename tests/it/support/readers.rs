//! What readers are served of a portal that is written at its console. Knows no page.

use std::sync::Arc;

use axum::http::StatusCode;
use noroshi::{
    domain::policy::NoticePolicy,
    snapshot::{PORTAL, Pace, Settings, SnapshotCell, Snapshotter},
    storage::Database,
};

use super::console::{Page, Portal};

/// What readers are served, beside the console.
pub(crate) struct Readers {
    pub(crate) snapshotter: Snapshotter,
    pub(crate) cell: Arc<SnapshotCell>,
}

impl Readers {
    pub(crate) fn of(portal: &Portal) -> Self {
        Self::on(portal, portal.core().db.clone(), None)
    }

    pub(crate) fn on(portal: &Portal, db: Database, directory: Option<std::path::PathBuf>) -> Self {
        let cell = SnapshotCell::new();
        let settings = Settings::new(directory, "build 1".to_owned(), NoticePolicy::default());
        let now = portal.core().clock.now();
        let snapshotter = Snapshotter::open(settings, db, PORTAL, cell.clone(), now);
        Self { snapshotter, cell }
    }

    pub(crate) async fn settle(&mut self, portal: &Portal) {
        let now = portal.core().clock.now();
        while self.snapshotter.step(now, &|| {}).await != Pace::Quiet {}
    }

    pub(crate) fn page(&self, path: &str) -> Page {
        let snapshot = self.cell.load();
        let page = snapshot.as_ref().unwrap().page(path).unwrap_or_else(|| panic!("{path}"));
        let body = String::from_utf8(page.identity().unwrap().bytes.to_vec()).unwrap();
        Page { status: StatusCode::OK, headers: [].into_iter().collect(), body }
    }
}
