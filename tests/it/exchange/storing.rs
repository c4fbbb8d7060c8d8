//! A file is taken over whole or not at all, once however often it is imported, and nobody is mailed.

use noroshi::{
    app::{
        Actor, Conflict, Core, Error, Fate, ImportRecords, ImportRefused, Imported, Records,
        export_records, import_records, known_records,
    },
    clock::Clock,
    domain::{
        maintenance::Maintenance, reference::Reference, state_override::StateOverride,
        status::ServiceState, text::LocalizedText, time::Timestamp,
    },
    exchange::{Document, Known, read, write},
    id::Ids,
    storage::{Database, audit, dispatches, revision},
};

use super::round_trip::{case, demo_now, more_cases};
use crate::support::{TestDatabase, on_each_database, sample};

on_each_database!(
    a_file_is_taken_over_with_its_trail_and_without_mail,
    the_same_file_again_changes_nothing_and_says_so,
    a_record_that_differs_is_refused_and_nothing_of_the_file_is_stored,
    a_record_that_differs_is_replaced_if_that_is_asked_for,
    what_was_published_is_not_replaced_by_something_else,
    a_link_that_the_other_record_in_the_portal_does_not_bear_out_is_refused,
    what_is_exported_is_what_was_imported,
    a_state_given_to_a_service_is_taken_over_like_a_record,
);

pub(super) async fn core(database: &TestDatabase) -> Core {
    let db = Database::open(database.url()).unwrap();
    db.migrate().await.unwrap();
    let clock = Clock::set_to(demo_now());
    Core { db, clock, ids: Ids::system(), changed: noroshi::app::Changed::default() }
}

fn records(document: Document) -> Records {
    let Document { portal, maintenances, incidents, service_states } = document;
    Records { portal, maintenances, incidents, service_states }
}

pub(super) async fn import(
    core: &Core,
    document: Document,
    replace: bool,
) -> Result<Imported, Error<ImportRefused>> {
    let command = ImportRecords { records: records(document), replace };
    import_records(core, &Actor::command_line(), command).await
}

/// A state given to a service of the case.
fn given() -> StateOverride {
    StateOverride {
        service: sample::key("dns"),
        state: ServiceState::Operational,
        computed: ServiceState::Checking,
        text: Some(LocalizedText::both("測定で確認。{{p1}}", "Measured.\n\nTwice.")),
        reason: "監視の誤り: #12 → 済".to_owned(),
        since: Timestamp::from_micros(1_795_413_840_123_456),
        until: Some(Timestamp::from_micros(1_795_513_840_000_000)),
        by: "hanako".to_owned(),
    }
}

async fn a_state_given_to_a_service_is_taken_over_like_a_record(database: TestDatabase) {
    let core = core(&database).await;
    import(&core, case(), false).await.unwrap();
    let with =
        |given: StateOverride| Document { service_states: vec![given], ..Document::default() };
    let fate = |imported: Imported| imported.service_states[0].1;
    assert_eq!(fate(import(&core, with(given()), false).await.unwrap()), Fate::Added);
    let before = revision(&core).await;
    assert_eq!(fate(import(&core, with(given()), false).await.unwrap()), Fate::Unchanged);
    assert_eq!(revision(&core).await, before);

    let other = StateOverride { until: None, ..given() };
    let refused = conflicts(import(&core, with(other.clone()), false).await);
    assert_eq!(refused, [Conflict::StateDiffers(sample::key("dns"))]);
    assert_eq!(everything(&core).await.service_states, [given()]);
    assert_eq!(fate(import(&core, with(other.clone()), true).await.unwrap()), Fate::Replaced);
    assert_eq!(everything(&core).await.service_states, [other]);
}

fn conflicts(result: Result<Imported, Error<ImportRefused>>) -> Vec<Conflict> {
    match result {
        Err(Error::Refused(ImportRefused(conflicts))) => conflicts,
        other => panic!("it should have been refused: {other:?}"),
    }
}

pub(super) async fn revision(core: &Core) -> i64 {
    let mut tx = core.db.begin_read().await.unwrap();
    revision::current(&mut tx).await.unwrap().number
}

pub(super) async fn everything(core: &Core) -> Records {
    export_records(core, &Actor::command_line(), None).await.unwrap().0
}

fn the_incident() -> Reference {
    "INC-20161011-01".parse().unwrap()
}

async fn a_file_is_taken_over_with_its_trail_and_without_mail(database: TestDatabase) {
    let core = core(&database).await;
    let imported = import(&core, case(), false).await.unwrap();
    assert_eq!(imported.portal, Some(Fate::Added));
    let imported = import(&core, more_cases(), false).await.unwrap();
    assert_eq!(imported.portal, None);
    assert_eq!(imported.records.len(), 5);
    assert!(imported.records.iter().all(|(_, fate)| *fate == Fate::Added));

    let mut tx = core.db.begin_read().await.unwrap();
    assert!(dispatches::list(&mut tx, None, 10).await.unwrap().is_empty());
    assert!(matches!(
        audit::verify(&mut tx, None).await.unwrap(),
        audit::AuditVerdict::Sound { entries: 9, .. }
    ));
    drop(tx);
    assert_eq!(revision(&core).await, 2);
    let known = known_records(&core).await.unwrap();
    assert_eq!(known.records.len(), 8);
    assert!(known.records.contains(&the_incident()));
}

async fn the_same_file_again_changes_nothing_and_says_so(database: TestDatabase) {
    let core = core(&database).await;
    import(&core, case(), false).await.unwrap();
    let before = (revision(&core).await, everything(&core).await);
    for replace in [false, true] {
        let imported = import(&core, case(), replace).await.unwrap();
        assert_eq!(imported.portal, Some(Fate::Unchanged));
        assert!(imported.records.iter().all(|(_, fate)| *fate == Fate::Unchanged));
    }
    assert_eq!((revision(&core).await, everything(&core).await), before);
}

async fn a_record_that_differs_is_refused_and_nothing_of_the_file_is_stored(
    database: TestDatabase,
) {
    let core = core(&database).await;
    import(&core, case(), false).await.unwrap();
    let before = (revision(&core).await, everything(&core).await);

    let mut changed = case();
    changed.incidents[0].incident.title_service = sample::key("maildirect");
    changed.maintenances[0].max_interruption = Some(1);
    changed.maintenances[1].reference = "MNT-20161121-01".parse().unwrap(); // new, and not stored either
    let (provider, _) = changed.portal.as_mut().unwrap();
    "株式会社みなと".clone_into(&mut provider.name.ja);
    let refused = conflicts(import(&core, changed, false).await);
    assert_eq!(
        refused,
        [
            Conflict::PortalDiffers,
            Conflict::Differs("MNT-20161009-01".parse().unwrap()),
            Conflict::Differs(the_incident()),
        ]
    );
    assert_eq!((revision(&core).await, everything(&core).await), before);
}

async fn a_record_that_differs_is_replaced_if_that_is_asked_for(database: TestDatabase) {
    let core = core(&database).await;
    let mut earlier = case();
    let last = earlier.incidents[0].updates.pop().unwrap();
    earlier.incidents[0].incident.workaround = Some(last.subject);
    import(&core, earlier, false).await.unwrap();

    let imported = import(&core, case(), true).await.unwrap();
    let replaced: Vec<_> =
        imported.records.iter().filter(|(_, fate)| *fate == Fate::Replaced).collect();
    assert_eq!(replaced, [&(the_incident(), Fate::Replaced)]);
    let stored = everything(&core).await;
    assert_eq!(stored.incidents[0].incident.version, 2);
    assert_eq!(stored.incidents[0].updates.len(), 17);
    assert_eq!(stored.incidents[0].incident.workaround, None);
}

async fn what_was_published_is_not_replaced_by_something_else(database: TestDatabase) {
    let core = core(&database).await;
    import(&core, case(), false).await.unwrap();
    let before = (revision(&core).await, everything(&core).await);

    let mut changed = case();
    changed.incidents[0].updates.remove(3);
    changed.maintenances[0].updates[0].posted = Timestamp::from_seconds(0);
    let (_, catalogue) = changed.portal.as_mut().unwrap();
    catalogue.services.retain(|service| service.key.as_str() != "dns");
    let refused = conflicts(import(&core, changed, true).await);
    assert!(refused.contains(&Conflict::ServiceMissing(sample::key("dns"))));
    assert!(refused.contains(&Conflict::PublishedChanges(the_incident(), sample::key("U03"))));
    let maintenance: Reference = "MNT-20161009-01".parse().unwrap();
    assert!(refused.contains(&Conflict::PublishedChanges(maintenance, sample::key("MU1"))));
    assert_eq!((revision(&core).await, everything(&core).await), before);
}

/// A maintenance names what it follows and what it goes on from, and these name it; a file that has one side alone
/// must not contradict the side that is in the portal.
async fn a_link_that_the_other_record_in_the_portal_does_not_bear_out_is_refused(
    database: TestDatabase,
) {
    type Change<'a> = &'a dyn Fn(&mut Maintenance);
    let core = core(&database).await;
    import(&core, case(), false).await.unwrap();
    let before = (revision(&core).await, everything(&core).await);
    let [first, second] = ["MNT-20161009-01", "MNT-20161120-01"].map(|it| it.parse().unwrap());
    let only = |change: Change<'_>| {
        let mut document = case();
        (document.portal, document.incidents) = (None, vec![]);
        document.maintenances.retain(|one| one.reference == second);
        change(&mut document.maintenances[0]);
        document
    };
    let new: Reference = "MNT-20161225-01".parse().unwrap();
    let cases: [(Change<'_>, (Reference, Reference)); 6] = [
        (&|one| one.triggered.push(the_incident()), (second, the_incident())),
        (&|one| one.follows.clear(), (the_incident(), second)),
        (&|one| one.earlier.push(first), (second, first)),
        (&|one| one.later.push(first), (second, first)),
        (&|one| one.reference = new, (new, the_incident())),
        (
            &|one| {
                one.reference = new;
                one.follows.clear();
                one.announces_measure = None;
                one.earlier.push(first);
            },
            (new, first),
        ),
    ];
    for (change, (one, other)) in cases {
        let refused = conflicts(import(&core, only(change), true).await);
        assert_eq!(refused, [Conflict::OneSided(one, other)]);
        assert_eq!((revision(&core).await, everything(&core).await), before);
    }
    // Both sides together are taken over.
    let mut both = case();
    both.maintenances[0].later.push(second);
    both.maintenances[1].earlier.push(first);
    import(&core, both.clone(), true).await.unwrap();
    // And one of them cannot be taken back alone.
    both.maintenances.retain(|one| one.reference == second);
    both.maintenances[0].earlier.clear();
    let one = Document { portal: None, incidents: vec![], ..both };
    let refused = conflicts(import(&core, one, true).await);
    assert_eq!(refused, [Conflict::OneSided(first, second)]);
}

async fn what_is_exported_is_what_was_imported(database: TestDatabase) {
    let core = core(&database).await;
    import(&core, case(), false).await.unwrap();
    import(&core, Document { service_states: vec![given()], ..more_cases() }, false).await.unwrap();
    let file = |records: Records| {
        let Records { portal, maintenances, incidents, service_states } = records;
        let document = Document { portal, maintenances, incidents, service_states };
        write(&document, &sample::tokyo())
    };
    let exported = file(everything(&core).await);

    let other = if database.url().starts_with("sqlite:") {
        TestDatabase::postgres()
    } else {
        TestDatabase::sqlite()
    };
    let elsewhere = self::core(&other).await;
    let (document, skipped) = read(exported.as_bytes(), &Known::default()).unwrap();
    assert_eq!(skipped, []);
    import(&elsewhere, document, false).await.unwrap();
    assert_eq!(file(everything(&elsewhere).await), exported);

    let (one, _) =
        export_records(&core, &Actor::command_line(), Some(the_incident())).await.unwrap();
    assert_eq!((one.portal.is_none(), one.incidents.len(), one.maintenances.len()), (true, 1, 0));
    let none: Reference = "INC-20161011-02".parse().unwrap();
    let missing = export_records(&core, &Actor::command_line(), Some(none)).await;
    assert!(matches!(missing, Err(Error::NotFound)));
}
