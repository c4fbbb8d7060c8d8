//! Incidents with their updates, maintenances, and the portal itself.

use noroshi::{
    domain::{
        delivery::Lane,
        house_style::HouseStyle,
        incident::{Incident, IncidentState, Severity, UpdateKind},
        language::Localized,
        maintenance::{Automatic, Maintenance, MaintenanceKind, Window, WindowState},
        provider::{PortalUrls, Provider},
        text::LocalizedText,
    },
    storage::{
        Change, Database, StorageError, Tx,
        dispatches::{self, Dispatch},
        incidents, maintenances, portal, revision,
        updates::{self, Submission},
    },
};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{by_hand, change, migrated, now};
use crate::support::{
    TestDatabase, on_each_database,
    sample::{self, at, key, minute},
};

on_each_database!(
    an_incident_is_found_again_as_it_was_stored,
    a_stale_save_is_refused_and_stores_nothing,
    of_two_saves_at_once_one_is_stale,
    every_version_of_an_incident_is_kept,
    changes_are_listed_in_their_order_in_pages,
    open_incidents_are_listed_the_latest_first,
    incidents_that_are_over_are_listed_by_their_last_change,
    reference_numbers_are_given_once_even_at_once,
    a_day_has_at_most_999_reference_numbers,
    a_form_that_is_sent_twice_is_recognised,
    each_conflict_bears_the_name_of_its_key,
    a_reference_to_nothing_is_refused,
    a_document_that_cannot_be_read_is_named,
    a_posted_update_can_be_given_a_translation,
    a_maintenance_is_stored_saved_and_listed,
    the_portal_is_stored_and_saved_by_version,
    a_dispatch_is_made_once_for_an_update,
);

async fn write(database: &Database) -> (Tx, Change<'static>) {
    let mut tx = database.begin_write().await.unwrap();
    let change = change(&mut tx).await;
    (tx, change)
}

fn form(number: u128) -> Submission {
    Submission { id: Uuid::from_u128(number), fingerprint: "what it said".to_owned() }
}

/// The sample incident with its first notice, stored.
async fn stored(database: &TestDatabase) -> Database {
    let database = migrated(database).await;
    let (mut tx, change) = write(&database).await;
    let record = sample::record();
    incidents::insert(&mut tx, &record.incident, now(), change).await.unwrap();
    updates::insert(&mut tx, record.incident.id, &record.updates[0], Some(&form(9))).await.unwrap();
    tx.commit().await.unwrap();
    database
}

/// Stores the sample incident under another identifier and number.
async fn store_another(database: &Database, number: u8, started: &str) {
    let mut incident = sample::incident();
    incident.id = Uuid::from_u128(u128::from(number) << 96);
    incident.reference.number = u16::from(number);
    incident.periods[0].span.start = Some(noroshi::domain::incident::When::Own(minute(started)));
    let (mut tx, change) = write(database).await;
    incidents::insert(&mut tx, &incident, now(), change).await.unwrap();
    tx.commit().await.unwrap();
}

async fn an_incident_is_found_again_as_it_was_stored(database: TestDatabase) {
    let database = stored(&database).await;
    let mut tx = database.begin_read().await.unwrap();
    let record = sample::record();
    let reference = record.incident.reference;

    assert_eq!(incidents::find(&mut tx, reference).await.unwrap(), Some(record));
    let other = "INC-20161011-02".parse().unwrap();
    assert_eq!(incidents::find(&mut tx, other).await.unwrap(), None);
}

async fn a_stale_save_is_refused_and_stores_nothing(database: TestDatabase) {
    let database = stored(&database).await;
    let mut mine = sample::record().incident;
    let mut theirs = mine.clone();

    theirs.severity = Severity::Critical;
    let (mut tx, change) = write(&database).await;
    assert_eq!(incidents::save(&mut tx, &theirs, change).await.unwrap(), 2);
    tx.commit().await.unwrap();

    mine.state = IncidentState::Responding;
    let (mut tx, change) = write(&database).await;
    let refused = incidents::save(&mut tx, &mine, change).await.unwrap_err();
    assert!(matches!(refused, StorageError::Stale), "{refused:?}");
    drop(tx);

    let mut tx = database.begin_read().await.unwrap();
    let found = incidents::find(&mut tx, mine.reference).await.unwrap().unwrap();
    theirs.version = 2;
    assert_eq!(found.incident, theirs);
    assert_eq!(incidents::find_version(&mut tx, mine.id, 3).await.unwrap(), None);
    assert_eq!(revision::current(&mut tx).await.unwrap().number, 2);
}

async fn of_two_saves_at_once_one_is_stale(database: TestDatabase) {
    let database = stored(&database).await;
    let mut writers = JoinSet::new();
    for _ in 0..4 {
        let database = database.clone();
        writers.spawn(async move {
            let (mut tx, change) = write(&database).await;
            match incidents::save(&mut tx, &sample::record().incident, change).await {
                Ok(_) => tx.commit().await.map(|()| true),
                Err(StorageError::Stale) => Ok(false),
                Err(error) => Err(error),
            }
        });
    }
    let mut saved = 0;
    while let Some(outcome) = writers.join_next().await {
        saved += usize::from(outcome.unwrap().unwrap());
    }
    assert_eq!(saved, 1);
}

async fn every_version_of_an_incident_is_kept(database: TestDatabase) {
    let database = stored(&database).await;
    let mut incident = sample::record().incident;
    for state in [IncidentState::Responding, IncidentState::Monitoring] {
        incident.state = state;
        let (mut tx, change) = write(&database).await;
        incident.version = incidents::save(&mut tx, &incident, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    let mut tx = database.begin_read().await.unwrap();
    let mut states = Vec::new();
    for version in 1..=4 {
        let found = incidents::find_version(&mut tx, incident.id, version).await.unwrap();
        assert!(found.as_ref().is_none_or(|found| found.version == version));
        states.push(found.map(|incident| incident.state));
    }
    assert_eq!(
        states,
        [
            Some(IncidentState::Investigating),
            Some(IncidentState::Responding),
            Some(IncidentState::Monitoring),
            None
        ]
    );
}

async fn changes_are_listed_in_their_order_in_pages(database: TestDatabase) {
    let database = stored(&database).await;
    for number in [40, 20, 30] {
        store_another(&database, number, "2016-10-11T09:00:00+09:00").await;
    }
    // A change of the first one brings it to the end of the order.
    let (mut tx, change) = write(&database).await;
    incidents::save(&mut tx, &sample::record().incident, change).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = database.begin_read().await.unwrap();
    let (mut after, mut seen) = ((0, None), Vec::new());
    loop {
        let page = incidents::list_changed(&mut tx, after, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        after = (last.revision, Some(last.record.incident.id));
        seen.extend(page.into_iter().map(|changed| {
            let record = changed.record;
            (changed.revision, record.incident.reference.number, record.updates.len())
        }));
    }
    assert_eq!(seen, [(2, 40, 0), (3, 20, 0), (4, 30, 0), (5, 1, 1)]);
    let newer = incidents::list_changed(&mut tx, (4, None), 9).await.unwrap();
    assert_eq!(newer.len(), 2, "without an identifier, the whole revision is listed again");
}

async fn open_incidents_are_listed_the_latest_first(database: TestDatabase) {
    let database = stored(&database).await;
    store_another(&database, 2, "2016-10-11T10:00:00+09:00").await;
    store_another(&database, 3, "2016-10-11T08:00:00+09:00").await;
    let mut tx = database.begin_read().await.unwrap();
    let three = incidents::find(&mut tx, "INC-20161011-03".parse().unwrap()).await.unwrap();
    drop(tx);

    let mut over = three.unwrap().incident;
    over.state = IncidentState::Recovered;
    let (mut tx, change) = write(&database).await;
    incidents::save(&mut tx, &over, change).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = database.begin_read().await.unwrap();
    let open = incidents::list_open(&mut tx).await.unwrap();
    let open: Vec<_> = open
        .iter()
        .map(|record| (record.incident.reference.number, record.updates.len()))
        .collect();
    assert_eq!(open, [(2, 0), (1, 1)]);
}

async fn incidents_that_are_over_are_listed_by_their_last_change(database: TestDatabase) {
    let database = stored(&database).await;
    for (number, started) in [(2, "2016-10-01"), (3, "2016-10-05"), (4, "2015-01-01")] {
        store_another(&database, number, &format!("{started}T08:00:00+09:00")).await;
    }
    for (number, state) in [(2, IncidentState::Recovered), (4, IncidentState::Withdrawn)] {
        let (mut tx, change) = write(&database).await;
        let reference = format!("INC-20161011-{number:02}").parse().unwrap();
        let mut over = incidents::find(&mut tx, reference).await.unwrap().unwrap().incident;
        over.state = state;
        incidents::save(&mut tx, &over, change).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = database.begin_read().await.unwrap();
    let numbers = |over: Vec<Incident>| -> Vec<u16> {
        over.iter().map(|incident| incident.reference.number).collect()
    };
    assert_eq!(numbers(incidents::list_over(&mut tx, 9).await.unwrap()), [4, 2]);
    assert_eq!(numbers(incidents::list_over(&mut tx, 1).await.unwrap()), [4]);
}

async fn reference_numbers_are_given_once_even_at_once(database: TestDatabase) {
    let database = stored(&database).await;
    let date = sample::incident().reference.date;
    let mut writers = JoinSet::new();
    for writer in 1..=8_u128 {
        let database = database.clone();
        writers.spawn(async move {
            let (mut tx, change) = write(&database).await;
            let reference = incidents::next_reference(&mut tx, date).await.unwrap().unwrap();
            let mut incident = sample::incident();
            (incident.id, incident.reference) = (Uuid::from_u128(writer << 8), reference);
            incidents::insert(&mut tx, &incident, now(), change).await.unwrap();
            tx.commit().await.unwrap();
            reference.to_string()
        });
    }
    let mut given = writers.join_all().await;
    given.sort();
    let expected: Vec<String> = (2..=9).map(|n| format!("INC-20161011-{n:02}")).collect();
    assert_eq!(given, expected);
}

async fn a_day_has_at_most_999_reference_numbers(database: TestDatabase) {
    let database = migrated(&database).await;
    let mut incident = sample::incident();
    let date = incident.reference.date;
    let (mut tx, change) = write(&database).await;
    assert_eq!(incidents::next_reference(&mut tx, date).await.unwrap().unwrap().number, 1);
    for (number, next) in [(9, Some(10)), (99, Some(100)), (100, Some(101)), (999, None)] {
        (incident.id, incident.reference.number) = (Uuid::from_u128(u128::from(number)), number);
        incidents::insert(&mut tx, &incident, now(), change).await.unwrap();
        let given = incidents::next_reference(&mut tx, date).await.unwrap();
        assert_eq!(given.map(|reference| reference.number), next);
    }
    let other = date.tomorrow().unwrap();
    assert_eq!(incidents::next_reference(&mut tx, other).await.unwrap().unwrap().number, 1);
    assert_eq!(maintenances::next_reference(&mut tx, date).await.unwrap().unwrap().number, 1);
}

async fn a_form_that_is_sent_twice_is_recognised(database: TestDatabase) {
    let database = stored(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    let form = Uuid::from_u128(9);
    let posted = updates::find_by_submission(&mut tx, form).await.unwrap().unwrap();
    assert_eq!(posted.reference.to_string(), "INC-20161011-01");
    assert_eq!(posted.update.key, key("U01"));
    assert_eq!(posted.fingerprint.as_deref(), Some("what it said"));
    assert!(updates::find_by_submission(&mut tx, Uuid::from_u128(8)).await.unwrap().is_none());
}

async fn each_conflict_bears_the_name_of_its_key(database: TestDatabase) {
    let database = stored(&database).await;
    let record = sample::record();
    let mut again = sample::update(
        "U02",
        UpdateKind::Update,
        IncidentState::Investigating,
        "2016-10-11T09:50:00+09:00",
    );
    (again.sequence, again.number) = (2, Some(2));

    let mut cases = Vec::new();
    for (what, name) in [
        ("id", "updates_id"),
        ("submission", "updates_submission"),
        ("sequence", "updates_incident_id_sequence"),
        ("key", "updates_incident_id_key"),
        ("number", "updates_incident_id_number"),
    ] {
        let (mut update, mut form) = (again.clone(), 10);
        match what {
            "id" => update.id = record.updates[0].id,
            "submission" => form = 9,
            "sequence" => update.sequence = 1,
            "key" => update.key = key("U01"),
            _ => update.number = Some(1),
        }
        let (mut tx, _) = write(&database).await;
        let submission = self::form(form);
        let refused =
            updates::insert(&mut tx, record.incident.id, &update, Some(&submission)).await;
        cases.push((refused.unwrap_err(), name));
    }
    let mut incident = record.incident.clone();
    incident.id = Uuid::from_u128(77);
    let (mut tx, change) = write(&database).await;
    let refused = incidents::insert(&mut tx, &incident, now(), change).await;
    cases.push((refused.unwrap_err(), "incidents_reference"));
    drop(tx);

    for (error, name) in cases {
        assert!(
            matches!(&error, StorageError::Conflict { constraint } if constraint == name),
            "{name}: {error:?}"
        );
    }
}

async fn a_reference_to_nothing_is_refused(database: TestDatabase) {
    let database = stored(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    let update = &sample::record().updates[0];
    let nowhere = Uuid::from_u128(404);
    let mut update = update.clone();
    update.id = nowhere;
    let refused = updates::insert(&mut tx, nowhere, &update, None).await.unwrap_err();
    assert!(matches!(refused, StorageError::MissingReference), "{refused:?}");
}

async fn a_document_that_cannot_be_read_is_named(database: TestDatabase) {
    let opened = stored(&database).await;
    by_hand(&database, r#"UPDATE incidents SET document = '{"id": 7'"#).await.unwrap();
    let mut tx = opened.begin_read().await.unwrap();
    let reference = sample::incident().reference;
    let corrupt = incidents::find(&mut tx, reference).await.unwrap_err();
    assert_eq!(
        corrupt.to_string(),
        "incidents 00000000-0000-0000-0000-000000000001 cannot be read"
    );

    by_hand(&database, "UPDATE updates SET document = '[]'").await.unwrap();
    let mut tx = opened.begin_read().await.unwrap();
    let corrupt = updates::list(&mut tx, sample::incident().id).await.unwrap_err();
    assert!(matches!(corrupt, StorageError::Corrupt { table: "updates", .. }), "{corrupt:?}");
}

async fn a_posted_update_can_be_given_a_translation(database: TestDatabase) {
    let database = stored(&database).await;
    let mut record = sample::record();
    record.updates[0].body = LocalizedText::both("調査しております。", "We are looking into it.");
    let mut tx = database.begin_write().await.unwrap();
    updates::save(&mut tx, &record.updates[0]).await.unwrap();
    let mut unknown = record.updates[0].clone();
    unknown.id = Uuid::from_u128(404);
    let refused = updates::save(&mut tx, &unknown).await.unwrap_err();
    assert!(matches!(refused, StorageError::Stale), "{refused:?}");
    tx.commit().await.unwrap();

    let mut tx = database.begin_read().await.unwrap();
    assert_eq!(updates::list(&mut tx, record.incident.id).await.unwrap(), record.updates);
}

fn maintenance() -> Maintenance {
    let window = |name: &str, day: u8| {
        Window::planned(
            key(name),
            minute(&format!("2016-10-{day:02}T02:00:00+09:00")),
            minute(&format!("2016-10-{day:02}T05:00:00+09:00")),
        )
    };
    Maintenance {
        id: Uuid::from_u128(3),
        reference: "MNT-20161009-01".parse().unwrap(),
        kind: MaintenanceKind::Planned,
        services: vec![key("mail")],
        title: LocalizedText::both("ストレージ更改", "Storage replacement"),
        work: None,
        purpose: None,
        effects: vec![],
        impact: None,
        request: None,
        precheck: None,
        extension: None,
        cancellation: None,
        result: None,
        max_interruption: Some(600),
        interruptions: Some(1),
        unaffected: None,
        windows: vec![window("w2", 16), window("w1", 9)],
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

async fn a_maintenance_is_stored_saved_and_listed(database: TestDatabase) {
    let database = migrated(&database).await;
    let mut maintenance = maintenance();
    let (mut tx, change) = write(&database).await;
    maintenances::insert(&mut tx, &maintenance, change).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = database.begin_read().await.unwrap();
    let found = maintenances::find(&mut tx, maintenance.reference).await.unwrap();
    assert_eq!(found.as_ref(), Some(&maintenance));
    assert_eq!(maintenances::list_open(&mut tx).await.unwrap(), [maintenance.clone()]);
    let listed = maintenances::list(&mut tx, None, 10).await.unwrap().remove(0);
    assert_eq!(listed.starts_at, at("2016-10-09T02:00:00+09:00"));
    let next = maintenances::list(&mut tx, Some((listed.starts_at, maintenance.id)), 10).await;
    assert!(next.unwrap().is_empty());
    drop(tx);

    for window in &mut maintenance.windows {
        window.state = WindowState::Completed;
    }
    let (mut tx, change) = write(&database).await;
    assert_eq!(maintenances::save(&mut tx, &maintenance, change).await.unwrap(), 2);
    let stale = maintenances::save(&mut tx, &maintenance, change).await.unwrap_err();
    assert!(matches!(stale, StorageError::Stale), "{stale:?}");
    tx.commit().await.unwrap();

    let mut tx = database.begin_read().await.unwrap();
    assert!(maintenances::list_open(&mut tx).await.unwrap().is_empty());
    let changed = maintenances::list_changed(&mut tx, (1, None), 10).await.unwrap().remove(0);
    assert_eq!((changed.revision, changed.maintenance.version), (2, 2));
    let first = maintenances::find_version(&mut tx, maintenance.id, 1).await.unwrap().unwrap();
    assert_eq!(first.windows[0].state, WindowState::Scheduled);
}

fn provider() -> Provider {
    let both = |text: &str| Localized::new(text.to_owned(), text.to_owned());
    Provider {
        key: key("minato"),
        name: Localized::new("株式会社みなとネット".to_owned(), "Minato Net, Inc.".to_owned()),
        unit: both("Status"),
        address: both("Tokyo"),
        contact: both("help@example.jp"),
        urls: PortalUrls { primary: "https://status.example.jp".to_owned(), standby: None },
        zone: "Asia/Tokyo".to_owned(),
        doc_no_pattern: "{yyyy}-{seq:04}".to_owned(),
        house_style: HouseStyle::default(),
        roles: vec![],
    }
}

async fn the_portal_is_stored_and_saved_by_version(database: TestDatabase) {
    let database = migrated(&database).await;
    let mut tx = database.begin_write().await.unwrap();
    assert_eq!(portal::find(&mut tx).await.unwrap(), None);
    portal::insert(&mut tx, &provider(), &sample::catalogue(), now()).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = database.begin_write().await.unwrap();
    let mut found = portal::find(&mut tx).await.unwrap().unwrap();
    assert_eq!((&found.provider, &found.catalogue), (&provider(), &sample::catalogue()));
    found.catalogue.services.pop();
    assert_eq!(portal::save(&mut tx, &found, now()).await.unwrap(), 2);
    let stale = portal::save(&mut tx, &found, now()).await.unwrap_err();
    assert!(matches!(stale, StorageError::Stale), "{stale:?}");
    tx.commit().await.unwrap();

    let mut tx = database.begin_write().await.unwrap();
    let again = portal::insert(&mut tx, &provider(), &sample::catalogue(), now()).await;
    let again = again.unwrap_err();
    assert!(
        matches!(&again, StorageError::Conflict { constraint } if constraint == "portal_id"),
        "{again:?}"
    );
}

async fn a_dispatch_is_made_once_for_an_update(database: TestDatabase) {
    let database = stored(&database).await;
    let (record, update) = (sample::record().incident.id, sample::record().updates[0].key.clone());
    let dispatch = Dispatch {
        id: Uuid::from_u128(5),
        lane: Lane::Incident,
        record,
        update: update.clone(),
        created_at: now(),
        expires_at: now().plus_seconds(60),
    };
    let mut tx = database.begin_write().await.unwrap();
    assert_eq!(dispatches::find_of_notice(&mut tx, record, &update).await.unwrap(), None);
    dispatches::insert(&mut tx, &dispatch).await.unwrap();
    assert_eq!(
        dispatches::find_of_notice(&mut tx, record, &update).await.unwrap(),
        Some(dispatch.clone())
    );
    assert_eq!(dispatches::list(&mut tx, None, 5).await.unwrap(), std::slice::from_ref(&dispatch));
    assert!(dispatches::list(&mut tx, Some(dispatch.id), 5).await.unwrap().is_empty());
    let again = Dispatch { id: Uuid::from_u128(6), ..dispatch };
    let refused = dispatches::insert(&mut tx, &again).await.unwrap_err();
    assert!(
        matches!(&refused, StorageError::Conflict { constraint } if constraint == "dispatches_record_id_update_key"),
        "{refused:?}"
    );
}
