//! The audit log as it is kept over time: addresses go, the chain stays, its head can be kept elsewhere.

use noroshi::{
    app::audit_log::{audit_head, erase_addresses},
    domain::{audit::AuditEntry, operator::Role, provider::Provider},
    storage::{
        self,
        audit::{AuditFilter, AuditVerdict},
    },
};

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal},
    on_each_database,
    sample::{at, catalogue, provider},
};

on_each_database!(
    addresses_are_kept_for_whole_days_of_the_provider_s_zone_and_then_erased,
    the_head_of_the_log_is_that_of_its_last_entry,
);

async fn entries(portal: &Portal) -> Vec<AuditEntry> {
    let mut tx = portal.core().db.begin_read().await.unwrap();
    storage::audit::list(&mut tx, AuditFilter::All, None, 500).await.unwrap()
}

/// How many entries still have their address.
async fn known(portal: &Portal) -> usize {
    let has_address =
        |entry: &&AuditEntry| entry.event.from.as_ref().is_some_and(|it| it.address.is_some());
    entries(portal).await.iter().filter(has_address).count()
}

async fn is_sound(portal: &Portal) -> bool {
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let verdict = storage::audit::verify(&mut tx, None).await.unwrap();
    matches!(verdict, AuditVerdict::Sound { .. })
}

async fn addresses_are_kept_for_whole_days_of_the_provider_s_zone_and_then_erased(
    database: TestDatabase,
) {
    const DAYS: u32 = 3;
    let portal = Portal::new(&database).await;
    let core = portal.core();
    let mut tx = core.db.begin_write().await.unwrap();
    // A zone in which a day of that week has 23 hours.
    let zone = "America/New_York".to_owned();
    let provider = Provider { zone, ..provider() };
    storage::portal::insert(&mut tx, &provider, &catalogue(), core.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let to = |time: &str| core.clock.advance_seconds(at(time).seconds_since(core.clock.now()));
    portal.add("sato", Role::Viewer).await;
    let sign_in = async || portal.stranger().sign_in("sato", PASSWORD).await;

    to("2027-03-12T23:59:59-05:00");
    sign_in().await;
    to("2027-03-13T00:00:00-05:00");
    sign_in().await;
    to("2027-03-14T12:00:00-04:00");
    sign_in().await;
    let before = known(&portal).await;
    to("2027-03-15T23:59:59-04:00");
    let of_the_set_up = before - 3;
    assert_eq!(erase_addresses(core, DAYS).await.unwrap(), u64::try_from(of_the_set_up).unwrap());
    assert_eq!(known(&portal).await, 3, "the whole of the third day before is kept");
    to("2027-03-16T00:00:00-04:00");
    assert_eq!(erase_addresses(core, DAYS).await.unwrap(), 1, "the second before midnight");
    assert_eq!(erase_addresses(core, DAYS).await.unwrap(), 0, "what is erased is erased");
    to("2027-03-17T00:00:00-04:00");
    assert_eq!(erase_addresses(core, DAYS).await.unwrap(), 1, "and the first of the next day");
    assert_eq!(known(&portal).await, 1);

    let erased: Vec<AuditEntry> = entries(&portal)
        .await
        .into_iter()
        .filter(|entry| entry.event.action == "address.erase")
        .collect();
    let counts: Vec<&str> = erased.iter().map(|entry| entry.event.detail.as_str()).collect();
    assert_eq!(counts[..2], ["1", "1"]);
    assert!(erased.iter().all(|entry| entry.event.who == "system" && entry.event.from.is_none()));
    assert!(is_sound(&portal).await, "the chain vouches for all that is left");
    let mut admin = portal.operator("boss", Role::Admin).await;
    let page = admin.get("/console/audit").await;
    assert!(page.body.contains("(erased)") && page.body.contains("192.0.2.1"), "{}", page.body);
}

async fn the_head_of_the_log_is_that_of_its_last_entry(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let empty = audit_head(portal.core()).await.unwrap();
    assert_eq!(empty.to_string(), format!("{}:0", "0".repeat(64)));
    portal.add("sato", Role::Viewer).await;
    let newest = entries(&portal).await.remove(0);
    let head = audit_head(portal.core()).await.unwrap();
    assert_eq!(head.to_string(), format!("{}:{}", newest.hash, newest.sequence));
}
