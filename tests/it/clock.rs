//! The clock of the machine jumps while the portal runs, by hours and in both directions: order, numbers and
//! promises stay right, and nobody is kept out (requirement R13).

use axum::http::StatusCode;
use noroshi::{
    domain::operator::Role,
    storage::{self, Database, audit::AuditVerdict},
};

use crate::support::{
    TestDatabase,
    console::PASSWORD,
    on_each_database, portal,
    writing::{Filled, NEW, action, open, set_up},
};

on_each_database!(
    nobody_is_kept_out_by_a_clock_that_was_set_back,
    a_session_ends_in_time_and_a_proof_is_no_longer_good,
    updates_keep_their_order_and_numbers,
    a_silent_database_is_told_of_also_when_the_clock_was_set_back,
);

const HOUR: i64 = 3600;

async fn nobody_is_kept_out_by_a_clock_that_was_set_back(database: TestDatabase) {
    let portal = set_up(&database).await;
    portal.add("hanako", Role::Publisher).await;
    for _ in 0..7 {
        portal.stranger().sign_in("hanako", "not her password").await;
    }
    let waits = portal.stranger().sign_in("hanako", PASSWORD).await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
    portal.wait_seconds(-3 * HOUR);
    let mut hanako = portal.stranger();
    let page = hanako.sign_in("hanako", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{:?}", page.texts("h1, .errors"));

    let page = hanako.get(NEW).await;
    let form = Filled::of(&page).set("scope_text_ja", "書きかけ");
    let mut statuses = Vec::new();
    for _ in 0..25 {
        statuses.push(form.autosave(&mut hanako, &page).await.status);
    }
    assert_eq!(statuses[24], StatusCode::TOO_MANY_REQUESTS);
    portal.wait_seconds(-3 * HOUR);
    let kept = form.autosave(&mut hanako, &page).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "drafts are kept again at once");
}

async fn a_session_ends_in_time_and_a_proof_is_no_longer_good(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Admin).await;
    assert_eq!(boss.get("/console/operators").await.status, StatusCode::OK);
    let role = [("role", "viewer")];
    portal.add("taro", Role::Drafter).await;
    portal.wait_seconds(-3 * HOUR);
    assert!(boss.is_signed_in().await, "setting a clock back ends no session");
    let asked = boss.post("/console/operators/taro/role", &role).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "a proof from the future is none");

    // The clock is right again, and then an hour ahead.
    portal.wait_seconds(3 * HOUR);
    assert!(boss.is_signed_in().await);
    portal.wait_seconds(HOUR + 60);
    assert!(!boss.is_signed_in().await, "an hour without a request");
    let page = boss.sign_in("boss", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    portal.wait_seconds(-2 * HOUR);
    assert!(boss.is_signed_in().await);
    portal.wait_seconds(15 * HOUR);
    assert!(!boss.is_signed_in().await);
}

async fn updates_keep_their_order_and_numbers(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (number, jump) in [(2, -2 * HOUR), (3, 5 * HOUR), (4, -3 * HOUR)] {
        portal.wait_seconds(jump);
        hanako.sign_in("hanako", PASSWORD).await;
        let form = action(&mut hanako, &incident, &format!("{number}回目の確認")).await;
        let form = form.set("action_now_en", "checking devices");
        let posted = form.post(&mut hanako).await;
        assert_eq!(posted.status, StatusCode::SEE_OTHER, "{number}: {:?}", posted.texts(".errors"));
        let desk = hanako.get("/console").await;
        assert_eq!(desk.status, StatusCode::OK);
        let clocks = desk.texts(".clock").join(" ");
        assert!(!clocks.contains('-') && !clocks.contains('−'), "no time is negative: {clocks}");
        let next = desk.texts(".clock.is-major").join(" ");
        assert!(!next.contains("overdue"), "what was just promised is not overdue: {next}");
    }
    let core = portal.core();
    let mut tx = core.db.begin_read().await.unwrap();
    let reference = incident.rsplit('/').next().unwrap().parse().unwrap();
    let record = storage::incidents::find(&mut tx, reference).await.unwrap().unwrap();
    let order: Vec<_> = record.updates.iter().map(|one| (one.sequence, one.number)).collect();
    assert_eq!(order, [(1, Some(1)), (2, Some(2)), (3, Some(3)), (4, Some(4))]);
    let keys: Vec<_> = record.updates.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, ["U01", "U02", "U03", "U04"]);
    let verdict = storage::audit::verify(&mut tx, None).await.unwrap();
    assert!(matches!(verdict, AuditVerdict::Sound { .. }), "{verdict:?}");
    drop(tx);
    let newest_first: Vec<_> = record.newest_first().iter().map(|one| one.sequence).collect();
    assert_eq!(newest_first, [4, 3, 2, 1]);
    assert!(record.longest_gap().unwrap().minutes >= 0);

    // What is entered afterwards has its place in time.
    let mut record = record;
    record.updates[3].occurred = Some(record.updates[0].posted.plus_seconds(60));
    let newest_first: Vec<_> = record.newest_first().iter().map(|one| one.sequence).collect();
    assert_eq!(newest_first, [3, 4, 2, 1]);
}

async fn a_silent_database_is_told_of_also_when_the_clock_was_set_back(database: TestDatabase) {
    let mut pages = portal::Portal::new(database.url()).await;
    pages.put(&portal::open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    pages.settle().await;
    assert!(pages.text("/ja/").unwrap().contains("stale false"));
    for jump in [-3 * HOUR, 6 * HOUR] {
        pages.clock.advance_seconds(jump);
        pages.settle().await;
        assert!(pages.text("/ja/").unwrap().contains("stale false"), "it answers");
    }
    let nowhere = Database::open("sqlite:///nonexistent/directory/noroshi.db").unwrap();
    pages = pages.restarted(Some(nowhere), "build 1").await;
    pages.clock.advance_seconds(-3 * HOUR);
    pages.settle().await;
    assert!(pages.text("/ja/").unwrap().contains("stale true"));
}
