//! What the clock would do is left to people, and to the clock again, as long as it has not happened.

use axum::http::StatusCode;
use noroshi::{
    domain::{maintenance::due::ByClock, operator::Role},
    worker::scheduler,
};

use super::{
    console::{page_of, planned, stored},
    told,
};
use crate::support::{
    TestDatabase,
    console::{Browser, Page},
    on_each_database,
    writing::{Filled, set_up},
};

on_each_database!(
    a_coming_step_is_left_to_people_and_to_the_clock_again,
    a_switch_on_a_maintenance_that_changed_meanwhile_changes_nothing,
    who_may_not_publish_is_offered_no_switch,
);

const LEAVE: &str = "Do not do this automatically";
const GIVE_BACK: &str = "Do this automatically";

/// Presses the switch of what the clock does.
async fn press(browser: &mut Browser, page: &Page, what: &str) -> Page {
    let answer = switch(page, what).sent_by(browser).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    browser.get(answer.location()).await
}

/// The form behind the button beside a step.
fn switch(page: &Page, what: &str) -> Filled {
    let forms = Filled::all(page, "/console/maintenance");
    let mut forms = forms.into_iter().filter(|form| form.get("what") == what);
    forms.next().unwrap_or_else(|| panic!("no switch for {what}"))
}

async fn a_coming_step_is_left_to_people_and_to_the_clock_again(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 30).await;
    let page = boss.get(&page_of(&one)).await;
    assert_eq!(page.texts("#coming ~ ol button"), [LEAVE, LEAVE], "the start and the completion");

    let page = press(&mut boss, &page, "start").await;
    assert_eq!(page.texts("#coming ~ ol button"), [GIVE_BACK], "nothing ends that did not begin");
    let notes = page.texts("#coming ~ ol .small");
    assert!(notes.contains(&"This does not happen automatically.".to_owned()), "{notes:?}");
    portal.wait_seconds(31 * 60);
    scheduler::turn(portal.core()).await.unwrap();
    assert!(told(&stored(&portal, &one).await).is_empty(), "its time came, and nothing happened");

    let page = boss.get(&page_of(&one)).await;
    let notes = page.texts("#coming ~ ol .small").join(" ");
    assert!(notes.contains("it happens at once"), "{notes}");
    press(&mut boss, &page, "start").await;
    scheduler::turn(portal.core()).await.unwrap();
    let begun = stored(&portal, &one).await;
    assert_eq!(told(&begun), ["M6"]);
    assert!(begun.windows[0].by_hand.is_empty());

    let page = boss.get(&page_of(&one)).await;
    press(&mut boss, &page, "complete").await;
    let left = stored(&portal, &one).await;
    assert_eq!(left.windows[0].by_hand, [ByClock::Complete]);
    assert_eq!(left.next_due(), None);
    let audit = boss.get("/console/audit").await;
    assert!(audit.body.contains("w1 complete by_hand"), "{}", audit.body);
}

async fn a_switch_on_a_maintenance_that_changed_meanwhile_changes_nothing(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 30).await;
    let page = boss.get(&page_of(&one)).await;
    portal.wait_seconds(31 * 60);
    scheduler::turn(portal.core()).await.unwrap();
    let before = stored(&portal, &one).await;
    let page = press(&mut boss, &page, "start").await;
    let said = page.texts("[role=status]").join(" ");
    assert!(said.contains("changed in the meantime"), "{said}");
    assert_eq!(stored(&portal, &one).await, before);
}

async fn who_may_not_publish_is_offered_no_switch(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut writer = portal.operator("writer", Role::Drafter).await;
    let one = planned(&portal, 1, 30).await;
    let page = writer.get(&page_of(&one)).await;
    assert_eq!(page.texts("#coming ~ ol li").len(), 2);
    assert!(page.texts("#coming ~ ol button").is_empty());
}
