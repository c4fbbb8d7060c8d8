//! What is posted is what was checked: the same moments, the same words, whenever the button is pressed.

use axum::http::StatusCode;
use noroshi::domain::{
    incident::IncidentRecord, language::Language, operator::Role, time::Timestamp,
};

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal},
    on_each_database,
    sample::provider,
    writing::{Filled, NEW, accepted, action, blank, only, open, set_up},
};

on_each_database!(
    a_time_counted_from_now_means_the_same_when_it_is_posted_later,
    a_bare_clock_time_stays_on_the_day_on_which_it_was_checked,
    the_text_that_was_checked_is_posted_though_time_has_passed,
    a_draft_that_was_never_checked_means_the_time_at_which_it_was_kept,
    who_posts_what_was_never_checked_is_refused_with_times_in_full,
);

fn started(record: &IncidentRecord) -> Timestamp {
    record.incident.started().unwrap().at
}

/// Lets time pass until a clock time at the portal.
fn wait_until(portal: &Portal, hour: i8, minute: i8) {
    let zone = provider().time_zone();
    let now = portal.core().clock.now();
    let today = now.date_in(&zone).at(hour, minute, 0, 0);
    let mut then = Timestamp::from_civil(today, &zone);
    if then < now {
        then = then.plus_minutes(24 * 60);
    }
    portal.wait_seconds((then.minutes_since(now) + 1) * 60);
}

async fn a_time_counted_from_now_means_the_same_when_it_is_posted_later(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form =
        blank(&mut hanako).await.set("started", "30 minutes ago").set("detected", "約25分前");
    let checked_at = portal.core().clock.now().to_minute();
    let checked = form.send(&mut hanako, "check").await;
    let shown = Filled::of(&checked);
    assert!(shown.get("started").contains("JST"), "in full: {}", shown.get("started"));
    assert!(shown.get("detected").contains("around"), "as exact: {}", shown.get("detected"));
    portal.wait_seconds(20 * 60);
    accepted(&shown.send(&mut hanako, "post").await);
    let record = only(&portal).await;
    assert_eq!(checked_at.minutes_since(started(&record)), 30);
    let detected = record.incident.detected.as_ref().unwrap();
    assert_eq!((checked_at.minutes_since(detected.at), detected.approx), (25, true));
    for (language, field) in [(Language::Ja, "body_ja"), (Language::En, "body_en")] {
        assert_eq!(record.updates[0].body.written(language), Some(shown.get(field)));
    }
}

async fn a_bare_clock_time_stays_on_the_day_on_which_it_was_checked(database: TestDatabase) {
    let portal = set_up(&database).await;
    wait_until(&portal, 23, 50);
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form = blank(&mut hanako).await.set("started", "00:20").set("detected", "23:40");
    let checked_at = portal.core().clock.now();
    let checked = form.send(&mut hanako, "check").await;
    assert!(checked.text("#started-assumed").is_some(), "it is said what was assumed");
    let shown = Filled::of(&checked);
    portal.wait_seconds(40 * 60);
    accepted(&shown.send(&mut hanako, "post").await);
    let zone = provider().time_zone();
    let record = only(&portal).await;
    assert_eq!(started(&record).date_in(&zone), checked_at.date_in(&zone));
}

async fn the_text_that_was_checked_is_posted_though_time_has_passed(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = action(&mut hanako, &incident, "確認").await;
    let shown = Filled::of(&form.send(&mut hanako, "check").await);
    portal.wait_seconds(20 * 60);
    accepted(&shown.send(&mut hanako, "post").await);
    let update = &only(&portal).await.updates[1];
    for (language, tag) in [(Language::Ja, "ja"), (Language::En, "en")] {
        assert_eq!(update.body.written(language), Some(shown.get(&format!("body_{tag}"))));
        assert_eq!(update.subject.written(language), Some(shown.get(&format!("subject_{tag}"))));
    }
}

async fn a_draft_that_was_never_checked_means_the_time_at_which_it_was_kept(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    wait_until(&portal, 23, 50);
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let kept_at = portal.core().clock.now().to_minute();
    let form = blank(&mut hanako).await.set("started", "30分前").set("detected", "23:40");
    accepted(&form.send(&mut hanako, "draft").await);
    portal.wait_seconds(9 * 60 * 60);
    hanako.sign_in("hanako", PASSWORD).await;
    let page = hanako.get(NEW).await;
    let readback = page.text("#started-readback").unwrap();
    assert!(readback.contains("23:20"), "the evening before: {readback}");
    let shown = Filled::of(&page);
    assert!(shown.get("detected").contains("23:40"), "{}", shown.get("detected"));
    accepted(&shown.set("next_update", "1時間後").post(&mut hanako).await);
    let record = only(&portal).await;
    assert_eq!(kept_at.minutes_since(started(&record)), 30);
    let detected = record.incident.detected.as_ref().unwrap();
    assert_eq!(kept_at.minutes_since(detected.at), 10);
}

async fn who_posts_what_was_never_checked_is_refused_with_times_in_full(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form = blank(&mut hanako).await;
    let refused = form.send(&mut hanako, "post").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent_at = portal.core().clock.now().to_minute();
    portal.wait_seconds(20 * 60);
    accepted(&Filled::of(&refused).send(&mut hanako, "post").await);
    assert_eq!(sent_at.minutes_since(started(&only(&portal).await)), 20);
}
