//! A portal with records in a database, and the snapshot that is made of it. Its pages are plain:
//! what a test needs to see, and nothing of what the product's pages say.

use std::{path::PathBuf, sync::Arc};

use noroshi::{
    clock::Clock,
    domain::{
        house_style::HouseStyle,
        incident::{DataState, Incident, IncidentRecord, IncidentState, UpdateKind, When},
        language::{Language, Localized},
        maintenance::{Automatic, Maintenance, MaintenanceKind, Window},
        policy::NoticePolicy,
        provider::{PortalUrls, Provider},
        public::View,
        reference::Reference,
        service::Service,
        span::SpanEnd,
        text::LocalizedText,
        time::Timestamp,
    },
    snapshot::{Encoding, Html, Pace, Renderer, Settings, SnapshotCell, Snapshotter},
    storage::{self, Change, Database},
};
use tempfile::TempDir;
use uuid::Uuid;

use super::sample::{at, catalogue, incident, judgement, key, minute, update};

/// The time at which a portal begins.
pub(crate) const BEGINNING: &str = "2016-10-11T09:30:00+09:00";

/// Pages in a few words.
pub(crate) const PLAIN: Renderer = Renderer {
    home: |view, language| {
        let open = view.model.live_incidents().filter(|record| record.incident.state.is_open());
        let open: Vec<String> = open.map(|one| one.incident.reference.to_string()).collect();
        page(
            view,
            language,
            &format!("home {:?} open {}", view.model.overall(view.now), open.join(" ")),
        )
    },
    incident: |view, language, record| {
        let incident = &record.incident;
        assert!(incident.workaround.is_none(), "a page that cannot be made");
        let mentioned: Vec<String> = incident
            .related
            .iter()
            .filter(|one| view.model.maintenance(**one).is_some())
            .map(ToString::to_string)
            .collect();
        let what = format!(
            "{} {} {:?} updates {} links {}",
            incident.reference,
            incident.symptom_short.read(language).unwrap().text,
            incident.state,
            record.updates.len(),
            mentioned.join(" "),
        );
        if view.is_live(incident.reference) {
            page(view, language, &what)
        } else {
            Ok(format!("<html lang={}>{what} archived", language.tag()))
        }
    },
    maintenance: |view, language, maintenance| {
        page(view, language, &format!("{} {:?}", maintenance.reference, maintenance.state()))
    },
    service: |view, language, service| {
        let days = view.model.days(service, view.now);
        let bad = days.iter().filter(|day| !day.records.is_empty()).count();
        let state = view.model.service_state(service, view.now);
        page(view, language, &format!("{} {state:?} bad days {bad} of {}", service.key, days.len()))
    },
    history: |view, language| {
        let months: Vec<String> = view.model.months().map(|month| month.to_string()).collect();
        page(view, language, &format!("history {}", months.join(" ")))
    },
    month: |view, language, month| {
        let found: Vec<String> = view
            .model
            .incidents_of(month)
            .map(|one| format!("{} {:?}", one.reference, one.state))
            .collect();
        Ok(format!("<html lang={}>month {month}: {}", language.tag(), found.join(", ")))
    },
    policy: |view, language| page(view, language, "policy"),
    maintenances: |view, language, service| page(view, language, &works("list", view, service)),
    months: |view, language, service| page(view, language, &works("months", view, service)),
    calendar: |view, language, which| {
        page(view, language, &format!("{which:?} of {}", view.model.maintenances().count()))
    },
    search: |view, language, asked, result| {
        let found = match result {
            Ok((_, found)) => found.incidents.iter().map(|one| one.reference.to_string()).collect(),
            Err(error) => vec![format!("refused: {error}")],
        };
        page(view, language, &format!("search {} found {}", asked.typed.len(), found.join(" ")))
    },
    error: |site, language, status, request_id| {
        let tag = language.tag();
        let known = site.is_some();
        Ok(format!("<html lang={tag}>error {status} site {known} id {}", request_id.is_some()))
    },
};

fn works(what: &str, view: &View<'_>, service: Option<&Service>) -> String {
    let all = view.model.maintenances();
    let of = all.filter(|one| service.is_none_or(|service| one.services.contains(&service.key)));
    format!("{what} of {}", of.count())
}

#[expect(clippy::unnecessary_wraps, reason = "every page of the table gives a result")]
fn page(view: &View<'_>, language: Language, what: &str) -> Html {
    let (as_of, stale) = (view.as_of.seconds(), view.stale);
    Ok(format!("<html lang={}>{what} as of {as_of} stale {stale}", language.tag()))
}

/// The provider of the sample.
pub(crate) fn provider() -> Provider {
    Provider {
        key: key("minato"),
        name: Localized::new("株式会社みなとネット".to_owned(), "Minato Net, Inc.".to_owned()),
        unit: Localized::default(),
        address: Localized::default(),
        contact: Localized::default(),
        urls: PortalUrls { primary: "https://status.example.jp".to_owned(), standby: None },
        zone: "Asia/Tokyo".to_owned(),
        doc_no_pattern: "{yyyy}-{seq:04}".to_owned(),
        house_style: HouseStyle::default(),
        roles: vec![],
    }
}

/// A portal.
pub(crate) struct Portal {
    pub(crate) db: Database,
    pub(crate) clock: Clock,
    pub(crate) cell: Arc<SnapshotCell>,
    pub(crate) snapshotter: Snapshotter,
    pub(crate) directory: Arc<TempDir>,
}

impl Portal {
    /// A portal that has been set up, without records.
    pub(crate) async fn new(url: &str) -> Self {
        let db = Database::open(url).unwrap();
        db.migrate().await.unwrap();
        let clock = Clock::set_to(at(BEGINNING));
        let mut tx = db.begin_write().await.unwrap();
        storage::revision::bump(&mut tx).await.unwrap();
        storage::portal::insert(&mut tx, &provider(), &catalogue(), clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        Self::opened(db, clock, Arc::new(TempDir::new().unwrap()), "build 1", PLAIN)
    }

    fn opened(
        db: Database,
        clock: Clock,
        directory: Arc<TempDir>,
        build: &str,
        renderer: Renderer,
    ) -> Self {
        let cell = SnapshotCell::new();
        let settings = Settings::new(
            Some(directory.path().join("snapshot")),
            build.to_owned(),
            NoticePolicy::default(),
        );
        let snapshotter =
            Snapshotter::open(settings, db.clone(), renderer, cell.clone(), clock.now());
        Self { db, clock, cell, snapshotter, directory }
    }

    /// The portal after a restart, with a database that may be another one.
    pub(crate) async fn restarted(self, db: Option<Database>, build: &str) -> Self {
        self.restarted_with(db, build, PLAIN).await
    }

    /// The same with other pages.
    pub(crate) async fn restarted_with(
        mut self,
        db: Option<Database>,
        build: &str,
        renderer: Renderer,
    ) -> Self {
        self.snapshotter.finish(self.clock.now()).await;
        let Self { db: own, clock, directory, snapshotter, .. } = self;
        drop(snapshotter);
        Self::opened(db.unwrap_or(own), clock, directory, build, renderer)
    }

    /// Where the snapshot is kept.
    pub(crate) fn stored(&self) -> PathBuf {
        self.directory.path().join("snapshot")
    }

    /// Takes steps until there is nothing more to be done at this time.
    pub(crate) async fn settle(&mut self) {
        while self.snapshotter.step(self.clock.now(), &|| {}).await != Pace::Quiet {}
    }

    /// Stores an incident with its updates, over an earlier version of it if there is one.
    pub(crate) async fn put(&self, record: &IncidentRecord) {
        put(&self.db, &self.clock, record).await;
    }

    /// Stores a maintenance.
    pub(crate) async fn put_maintenance(&self, maintenance: &Maintenance) {
        let mut tx = self.db.begin_write().await.unwrap();
        let revision = storage::revision::bump(&mut tx).await.unwrap();
        let change = Change { revision, at: self.clock.now(), by: "hanako" };
        storage::maintenances::insert(&mut tx, maintenance, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The text of a page, or nothing if there is none.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let snapshot = self.cell.load();
        let page = snapshot.as_ref()?.page(path)?;
        Some(String::from_utf8(page.identity().unwrap().bytes.to_vec()).unwrap())
    }

    /// The encodings in which a page lies ready.
    pub(crate) fn encodings(&self, path: &str) -> &'static [Encoding] {
        self.cell.load().as_ref().unwrap().page(path).unwrap().encodings()
    }
}

/// Stores an incident with its updates, over an earlier version of it if there is one.
pub(crate) async fn put(db: &Database, clock: &Clock, record: &IncidentRecord) {
    let mut tx = db.begin_write().await.unwrap();
    let revision = storage::revision::bump(&mut tx).await.unwrap();
    let change = Change { revision, at: clock.now(), by: "hanako" };
    let incident = &record.incident;
    let known = storage::incidents::find(&mut tx, incident.reference).await.unwrap();
    let posted = known.as_ref().map_or(0, |known| known.updates.len());
    if let Some(known) = known {
        let incident = Incident { version: known.incident.version, ..incident.clone() };
        storage::incidents::save(&mut tx, &incident, change).await.unwrap();
    } else {
        let opened = clock.now();
        storage::incidents::insert(&mut tx, incident, opened, change).await.unwrap();
    }
    for update in &record.updates[posted..] {
        storage::updates::insert(&mut tx, incident.id, update, None).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// An open incident with one update, told apart by a number, that began and was posted at an instant.
pub(crate) fn open_incident(number: u16, began: &str) -> IncidentRecord {
    let mut open = incident();
    let date = at(began).date_in(&super::sample::tokyo());
    open.reference =
        Reference { kind: noroshi::domain::reference::ReferenceKind::Incident, date, number };
    open.id = Uuid::from_u128(u128::from(number) + date_number(at(began)));
    open.periods[0].span.start = Some(When::Own(minute(began)));
    let mut first = update("U01", UpdateKind::FirstNotice, open.state, began);
    first.id = Uuid::from_u128(open.id.as_u128() << 32 | 1);
    (first.sequence, first.number) = (1, Some(1));
    IncidentRecord { incident: open, updates: vec![first] }
}

/// The same incident, recovered at an instant, with the update that says so.
pub(crate) fn recovered(mut record: IncidentRecord, ended: &str) -> IncidentRecord {
    let incident = &mut record.incident;
    incident.periods[0].span.end = SpanEnd::At(When::Own(minute(ended)));
    incident.state = IncidentState::Recovered;
    incident.data_statement = DataState::None;
    incident.judgements = vec![judgement(ended)];
    let mut last = update("U02", UpdateKind::RecoveryNotice, IncidentState::Recovered, ended);
    last.id = Uuid::from_u128(incident.id.as_u128() << 32 | 2);
    (last.sequence, last.number) = (2, Some(2));
    record.updates.push(last);
    record
}

fn date_number(at: Timestamp) -> u128 {
    u128::from(at.seconds().unsigned_abs()) << 16
}

/// A maintenance of mail that is to come.
pub(crate) fn maintenance(reference: &str, from: &str, to: &str) -> Maintenance {
    let reference: Reference = reference.parse().unwrap();
    Maintenance {
        id: Uuid::from_u128(u128::from(reference.number) + date_number(at(from))),
        reference,
        kind: MaintenanceKind::Planned,
        services: vec![key("mail")],
        title: LocalizedText::both("設備の更新", "equipment renewal"),
        work: None,
        purpose: None,
        effects: vec![],
        impact: None,
        request: None,
        precheck: None,
        extension: None,
        cancellation: None,
        result: None,
        max_interruption: None,
        interruptions: None,
        unaffected: None,
        windows: vec![Window::planned(key("w1"), minute(from), minute(to))],
        automatic: Automatic::default(),
        log: vec![],
        revised: vec![],
        updates: vec![],
        triggered: vec![],
        follows: vec![],
        recurrence: None,
        series: None,
        announce_at: None,
        announces_measure: None,
        report: None,
        earlier: vec![],
        later: vec![],
        exercise: false,
        version: 1,
    }
}
