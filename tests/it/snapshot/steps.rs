//! Pages that are made step by step, as records change and time goes by, are those that are made of
//! everything at once; and so is what is kept on disk. Shown on random courses of events.

use std::collections::BTreeSet;

use noroshi::{
    domain::{
        incident::{CauseState, IncidentRecord, IncidentState, UpdateKind},
        language::Language,
        maintenance::{Maintenance, WindowState},
        policy::NoticePolicy,
        public::{Calendar, Model, Parts, Route},
        text::LocalizedText,
    },
    snapshot::{Encoding, PORTAL, Pace, Page, Settings, Snapshot, SnapshotCell, Snapshotter},
    storage::{self, Change},
};
use proptest::{
    prelude::*,
    sample::select,
    strategy::{Strategy, ValueTree as _},
    test_runner::TestRunner,
};
use uuid::Uuid;

use crate::support::{
    TestDatabase, on_each_database,
    portal::{Portal, maintenance, open_incident, recovered},
    sample::{key, update},
};

on_each_database!(pages_made_step_by_step_are_those_that_are_made_at_once);

/// Courses of events that are tried, and the most events of each.
const COURSES: usize = 2;
const EVENTS: usize = 14;
/// Minutes that pass: within the same minute, to the next hour, until a record is no longer live, until
/// it is no longer among the last 90 days.
const MINUTES: [i64; 5] = [0, 1, 60, 2 * 24 * 60, 95 * 24 * 60];
/// Minutes ago at which something began.
const AGO: [i64; 6] = [5, 90, 26 * 60, 35 * 24 * 60, 89 * 24 * 60, 800 * 24 * 60];

/// Something that happens. Numbers choose among the records that there are.
#[derive(Clone, Debug)]
enum Event {
    Opens { ago: i64, service: usize, mentions: Option<usize> },
    Says(usize),
    Edits(usize),
    Recovers(usize),
    Withdraws(usize),
    HidesOrShows(usize),
    Plans { ago: i64, mentions: Option<usize> },
    Completes(usize),
    Passes(i64),
    StartsAnew,
    RenamesTheProvider,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let which = || 0..8_usize;
    let mentions = || prop::option::of(0..8_usize);
    let event = prop_oneof![
        6 => (select(&AGO[..]), 0..4_usize, mentions())
            .prop_map(|(ago, service, mentions)| Event::Opens { ago, service, mentions }),
        4 => which().prop_map(Event::Says),
        2 => which().prop_map(Event::Edits),
        4 => which().prop_map(Event::Recovers),
        1 => which().prop_map(Event::Withdraws),
        2 => which().prop_map(Event::HidesOrShows),
        2 => (select(vec![-3 * 24 * 60, 30, 40 * 24 * 60]), mentions())
            .prop_map(|(ago, mentions)| Event::Plans { ago, mentions }),
        1 => which().prop_map(Event::Completes),
        4 => select(&MINUTES[..]).prop_map(Event::Passes),
        1 => Just(Event::StartsAnew),
        1 => Just(Event::RenamesTheProvider),
    ];
    prop::collection::vec(event, 6..=EVENTS)
}

async fn pages_made_step_by_step_are_those_that_are_made_at_once(database: TestDatabase) {
    let mut runner = TestRunner::default();
    let mut places = vec![database];
    for course in 0..COURSES {
        let events = events().new_tree(&mut runner).unwrap().current();
        if course > 0 {
            let sqlite = places[0].url().starts_with("sqlite");
            places.push(if sqlite { TestDatabase::sqlite() } else { TestDatabase::postgres() });
        }
        let mut story = Story::begin(places[course].url()).await;
        for (number, event) in events.iter().enumerate() {
            story = story.goes_on(event).await;
            if number % 4 == 3 || number + 1 == events.len() {
                story.is_as_made_at_once(&events[..=number]).await;
            }
        }
        story.starts_from_disk(&events).await;
    }
}

/// A portal, and what was stored in it.
struct Story {
    portal: Portal,
    incidents: Vec<IncidentRecord>,
    maintenances: Vec<Maintenance>,
}

impl Story {
    async fn begin(url: &str) -> Self {
        let portal = Portal::new(url).await.restarted_with(None, "build 1", PORTAL).await;
        Self { portal, incidents: vec![], maintenances: vec![] }
    }

    async fn goes_on(mut self, event: &Event) -> Self {
        match event {
            Event::Opens { ago, service, mentions } => {
                self.opens(*ago, *service, *mentions).await;
            }
            Event::Plans { ago, mentions } => self.plans(*ago, *mentions).await,
            Event::Completes(which) => self.completes(*which).await,
            Event::Passes(minutes) => self.portal.clock.advance_seconds(minutes * 60),
            Event::StartsAnew => {
                let portal = self.portal.restarted_with(None, "build 1", PORTAL).await;
                self = Self { portal, ..self };
            }
            Event::RenamesTheProvider => self.renames_the_provider().await,
            Event::Says(which)
            | Event::Edits(which)
            | Event::Recovers(which)
            | Event::Withdraws(which)
            | Event::HidesOrShows(which) => self.changes(event, *which).await,
        }
        self.portal.snapshotter.step(self.portal.clock.now(), &|| {}).await;
        self
    }

    /// An instant so many minutes ago, as it is typed.
    fn ago(&self, minutes: i64) -> String {
        let at = self.portal.clock.now().to_minute().plus_minutes(-minutes);
        jiff::Timestamp::from_second(at.seconds()).unwrap().to_string()
    }

    async fn opens(&mut self, ago: i64, service: usize, mentions: Option<usize>) {
        let number = u16::try_from(self.incidents.len() + 1).unwrap();
        let mut record = open_incident(number, &self.ago(ago));
        let incident = &mut record.incident;
        let service = ["mail", "direct", "web", "member"][service];
        (incident.title_service, incident.affected) = (key(service), vec![key(service)]);
        match mentions {
            Some(which) if which < self.maintenances.len() => {
                incident.related = vec![self.maintenances[which].reference];
            }
            Some(which) if which < self.incidents.len() => {
                incident.followed_by = vec![self.incidents[which].incident.reference];
            }
            // A record that there is not yet.
            Some(_) => {
                let day = self.ago(-3 * 24 * 60)[..10].replace('-', "");
                let next = self.maintenances.len() + 1;
                incident.related = vec![format!("MNT-{day}-{next:02}").parse().unwrap()];
            }
            None => {}
        }
        self.portal.put(&record).await;
        self.incidents.push(record);
    }

    async fn changes(&mut self, event: &Event, which: usize) {
        let now = self.ago(0);
        let Some(record) = self.incidents.get_mut(which) else { return };
        match event {
            Event::Recovers(_) if record.incident.state.is_open() => {
                *record = recovered(record.clone(), &now);
                number_the_last(record);
            }
            Event::Says(_) | Event::Withdraws(_) => {
                if matches!(event, Event::Withdraws(_)) {
                    record.incident.state = IncidentState::Withdrawn;
                }
                let more = update("U00", UpdateKind::Update, record.incident.state, &now);
                record.updates.push(more);
                number_the_last(record);
            }
            Event::Edits(_) => {
                let edited = format!("edited at version {}", record.incident.version);
                record.incident.symptom_short = LocalizedText::both("別の障害", &edited);
                record.incident.cause.state = CauseState::Suspected;
                record.incident.version += 1;
            }
            Event::HidesOrShows(_) => record.incident.exercise = !record.incident.exercise,
            _ => return,
        }
        self.portal.put(record).await;
    }

    async fn plans(&mut self, ago: i64, mentions: Option<usize>) {
        let (from, to) = (self.ago(ago), self.ago(ago - 120));
        let number = self.maintenances.len() + 1;
        let reference = format!("MNT-{}-{number:02}", from[..10].replace('-', ""));
        let mut planned = maintenance(&reference, &from, &to);
        let incident = mentions.and_then(|which| self.incidents.get(which));
        planned.triggered = incident.map(|one| one.incident.reference).into_iter().collect();
        self.portal.put_maintenance(&planned).await;
        self.maintenances.push(planned);
    }

    async fn completes(&mut self, which: usize) {
        let at = self.portal.clock.now();
        let Some(planned) = self.maintenances.get_mut(which) else { return };
        planned.windows[0].state = WindowState::Completed;
        let mut tx = self.portal.db.begin_write().await.unwrap();
        let revision = storage::revision::bump(&mut tx).await.unwrap();
        let change = Change { revision, at, by: "hanako" };
        planned.version = storage::maintenances::save(&mut tx, planned, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn renames_the_provider(&self) {
        let mut tx = self.portal.db.begin_write().await.unwrap();
        storage::revision::bump(&mut tx).await.unwrap();
        let mut portal = storage::portal::find(&mut tx).await.unwrap().unwrap();
        portal.provider.name.en = format!("Minato Net {}", portal.version);
        let now = self.portal.clock.now();
        storage::portal::save(&mut tx, &portal, now).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Compares what is served with what a portal makes that begins now.
    async fn is_as_made_at_once(&mut self, so_far: &[Event]) {
        self.portal.clock.advance_seconds(60);
        self.portal.settle().await;
        let now = self.portal.clock.now();
        let at_once = SnapshotCell::new();
        let settings = Settings::new(None, "build 1".to_owned(), NoticePolicy::default());
        let db = self.portal.db.clone();
        let mut fresh = Snapshotter::open(settings, db, PORTAL, at_once.clone(), now);
        while fresh.step(now, &|| {}).await != Pace::Quiet {}
        let (one, other) = (self.portal.cell.load_full().unwrap(), at_once.load_full().unwrap());
        same(&one, &other, so_far);
    }

    /// Compares what is served with what a start without the database gives at the same instant.
    async fn starts_from_disk(mut self, events: &[Event]) {
        self.portal.settle().await;
        let served = self.portal.cell.load_full().unwrap();
        let nowhere = super::nowhere();
        let restored = self.portal.restarted_with(Some(nowhere), "build 1", PORTAL).await;
        same(&served, &restored.cell.load_full().unwrap(), events);
    }
}

/// Gives the newest update of a record its place.
fn number_the_last(record: &mut IncidentRecord) {
    let (incident, number) = (record.incident.id.as_u128(), record.updates.len());
    let update = record.updates.last_mut().unwrap();
    update.id = Uuid::from_u128(incident << 32 | number as u128);
    update.key = key(&format!("U{number:02}"));
    update.sequence = i64::try_from(number).unwrap();
    update.number = u32::try_from(number).ok();
}

/// Two snapshots show the same records by the same pages.
fn same(one: &Snapshot, other: &Snapshot, so_far: &[Event]) {
    let (model, expected) = (one.view().unwrap().model, other.view().unwrap().model);
    assert_eq!(records(model), records(expected), "after {so_far:#?}");
    assert_eq!(one.len(), other.len(), "another number of pages after {so_far:#?}");
    let mut compared = 0;
    for path in paths(expected) {
        let (one, other) = (one.page(&path), other.page(&path));
        assert_eq!(one.is_some(), other.is_some(), "{path} after {so_far:#?}");
        if let (Some(one), Some(other)) = (one, other) {
            compared += 1;
            assert_eq!(text(one), text(other), "{path} after {so_far:#?}");
            assert_eq!(one.cache, other.cache, "{path} after {so_far:#?}");
            for encoding in [Encoding::Gzip, Encoding::Brotli] {
                let bytes = |page: &Page| page.body(encoding).map(|body| body.bytes.clone());
                assert_eq!(bytes(one), bytes(other), "{path} after {so_far:#?}");
            }
        }
    }
    assert_eq!(compared, one.len(), "there are pages at no known address");
}

fn text(page: &Page) -> String {
    String::from_utf8(page.identity().unwrap().bytes.to_vec()).unwrap()
}

/// Everything that a model knows, as it is stored.
fn records(model: &Model) -> String {
    let months = model.months().map(|month| model.parts_of(month));
    let parts = months.fold(model.live_parts(), Parts::with);
    serde_json::to_string_pretty(&parts).unwrap()
}

/// Every address that a portal with these records may have.
fn paths(model: &Model) -> BTreeSet<String> {
    let services = model.site.catalogue.services.iter();
    let incidents = model.incidents().map(|one| Route::Incident(one.reference));
    let maintenances = model.maintenances().map(|one| Route::Maintenance(one.reference));
    let events = model.maintenances().map(|one| Calendar::Maintenance(one.reference));
    let of_services = model.site.catalogue.services.iter();
    let of_services = of_services.map(|service| Calendar::Service(service.key.clone()));
    let calendars = [Calendar::All].into_iter().chain(of_services).chain(events);
    let months = model.months().map(Route::Month);
    let keys = model.site.catalogue.services.iter().map(|service| Some(service.key.clone()));
    let lists = keys.chain([None]);
    let lists = lists.flat_map(|key| [Route::Maintenances(key.clone()), Route::Months(key)]);
    [Route::Home, Route::History, Route::Policy]
        .into_iter()
        .chain(lists)
        .chain(services.map(|service| Route::Service(service.key.clone())))
        .chain(calendars.map(Route::Calendar))
        .chain(incidents.chain(maintenances).chain(months))
        .flat_map(|route| Language::ALL.map(|language| route.path(language)))
        .collect()
}
