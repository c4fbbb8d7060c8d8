//! Changing the facts of a maintenance later, as a person does, also when somebody else does so meanwhile.

use axum::http::StatusCode;
use noroshi::{
    domain::{language::Language, maintenance::Maintenance, operator::Role, service::Degree},
    storage,
};

use super::{SENT_IN, console::planned, dispatched, reads_in, recorded, stored, told};
use crate::support::{
    TestDatabase,
    console::{Browser, Portal},
    on_each_database,
    writing::{Filled, accepted, open, set_up},
};

on_each_database!(
    facts_are_changed_without_a_notice_and_calendars_take_them_over,
    the_second_of_two_sees_the_difference_and_loses_nothing,
    what_cannot_be_stored_says_why_and_keeps_what_was_typed,
    what_is_typed_is_kept_as_a_draft_until_it_is_stored,
    a_form_that_is_sent_twice_is_stored_once,
);

fn address(one: &Maintenance) -> String {
    format!("/console/maintenance/{}/edit", one.reference)
}

async fn form(browser: &mut Browser, one: &Maintenance, fields: &[(&str, &str)]) -> Filled {
    let page = browser.get(&format!("{}?draft=new", address(one))).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let form = Filled::to(&page, &address(one));
    fields.iter().fold(form, |form, (name, value)| form.set(name, value))
}

async fn now(portal: &Portal, one: &Maintenance) -> Maintenance {
    stored(portal.core(), &one.reference.to_string()).await
}

async fn facts_are_changed_without_a_notice_and_calendars_take_them_over(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 60).await;
    let incident = open(&mut boss).await;
    let number = incident.rsplit('/').next().unwrap();
    let page = boss.get(&format!("/console/maintenance/{}", one.reference)).await;
    assert!(page.body.contains(&address(&one)), "the page leads to the form");

    let quiet = [("work_ja", "部品を交換いたします。"), ("follows", number)];
    accepted(&form(&mut boss, &one, &quiet).await.send(&mut boss, "save").await);
    let after = now(&portal, &one).await;
    assert_eq!(after.work.as_ref().unwrap().written(Language::Ja), Some(quiet[0].1));
    assert_eq!(after.calendar(), one.calendar(), "calendars show the same");
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let found = storage::incidents::find(&mut tx, number.parse().unwrap()).await.unwrap();
    drop(tx);
    assert_eq!(found.unwrap().incident.followed_by, [one.reference]);

    portal.wait_seconds(60);
    let shown = [("degree-pop", "unavailable"), ("interruption", "10"), ("follows", "")];
    accepted(&form(&mut boss, &one, &shown).await.send(&mut boss, "save").await);
    let after = now(&portal, &one).await;
    assert_eq!(after.effects[0].degree, Degree::Unavailable);
    assert_eq!(after.max_interruption, Some(600));
    let (entry, was) = (&after.calendar()[0], &one.calendar()[0]);
    assert_eq!(entry.sequence, was.sequence + 1);
    assert_eq!(entry.last_modified, Some(portal.core().clock.now()));
    assert_eq!((told(&after), after.windows.clone()), (told(&one), one.windows.clone()));
    assert!(dispatched(portal.core()).await.is_empty(), "nobody is mailed");
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let found = storage::incidents::find(&mut tx, number.parse().unwrap()).await.unwrap();
    drop(tx);
    assert!(found.unwrap().incident.followed_by.is_empty(), "both sides let go");
}

async fn the_second_of_two_sees_the_difference_and_loses_nothing(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let mut ren = portal.operator("ren", Role::Publisher).await;
    let one = planned(&portal, 1, 60).await;
    let second =
        form(&mut ren, &one, &[("purpose_en", "To replace parts"), ("title_en", "Mine")]).await;
    let first = [("title_en", "Theirs"), ("request_en", "Please wait.")];
    accepted(&form(&mut hanako, &one, &first).await.send(&mut hanako, "save").await);

    let page = second.send(&mut ren, "save").await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert!(page.body.contains("Theirs"), "what stands now is said beside what was typed");
    let again = Filled::to(&page, &address(&one));
    assert_eq!(again.get("title_en"), "Mine");
    assert_eq!(again.get("purpose_en"), "To replace parts");
    assert_eq!(again.get("request_en"), "Please wait.", "what was left alone stands as it is");
    let title = |one: &Maintenance| one.title.written(Language::En).unwrap().to_owned();
    assert_eq!(title(&now(&portal, &one).await), "Theirs", "nothing was stored");
    accepted(&again.send(&mut ren, "save").await);
    let after = now(&portal, &one).await;
    assert_eq!(title(&after), "Mine");
    assert!(after.request.is_some() && after.purpose.is_some());
}

async fn what_cannot_be_stored_says_why_and_keeps_what_was_typed(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 60).await;
    let before = now(&portal, &one).await;
    let mut said = Vec::new();
    for (fields, field) in [
        (vec![("title_ja", ""), ("title_en", "")], "title_ja"),
        (vec![("title_ja", "a\u{202e}b")], "title_ja"),
        (vec![("interruption", "-1")], "interruption"),
        (vec![("unaffected_service", "mail")], "unaffected_service"),
        (vec![("degree-pop", "slow"), ("unaffected_function", "pop")], "unaffected_function"),
        (vec![("follows", "INC-20200101-01")], "follows"),
        (vec![("earlier", "MNT-20200101-01")], "earlier"),
        (vec![("announces_measure", "INC-20200101-01/m1")], "announces_measure"),
        (vec![("report", "RPT-20200101-01")], "report"),
        (vec![("work_ja", "連絡は taro@example.com まで")], "address_reason"),
    ] {
        for (language, _) in SENT_IN {
            reads_in(&mut boss, language).await;
            let page = form(&mut boss, &one, &fields).await.send(&mut boss, "save").await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            let errors = page.texts(&format!(".errors a[href='#{field}']"));
            assert_eq!(errors.len(), 1, "{fields:?}: {:?}", page.texts(".errors li"));
            said.extend(errors);
            let again = Filled::to(&page, &address(&one));
            let free = |name: &str| !["announces_measure", "report"].contains(&name);
            for (name, value) in fields.iter().filter(|(name, _)| free(name)) {
                assert_eq!(again.get(name), *value, "{name}");
            }
        }
    }
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!(recorded(&portal).await, Vec::<String>::new(), "nothing was stored");
    assert_eq!(now(&portal, &one).await, before);
}

async fn what_is_typed_is_kept_as_a_draft_until_it_is_stored(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 60).await;
    let form = form(&mut boss, &one, &[("title_en", "Kept")]).await;
    assert_eq!(form.send(&mut boss, "draft").await.status, StatusCode::SEE_OTHER);
    let drafts = "section[aria-labelledby=drafts] a";
    let link = boss.get("/console").await.attribute(drafts, "href").unwrap();
    assert!(link.starts_with(&format!("{}?draft=", address(&one))), "{link}");
    let again = Filled::to(&boss.get(&link).await, &address(&one));
    assert_eq!(again.get("title_en"), "Kept");
    accepted(&again.send(&mut boss, "save").await);
    assert!(boss.get("/console").await.attribute(drafts, "href").is_none());
}

async fn a_form_that_is_sent_twice_is_stored_once(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 60).await;
    let form = form(&mut boss, &one, &[("title_en", "Once")]).await;
    let (first, second) = (form.send(&mut boss, "save").await, form.send(&mut boss, "save").await);
    assert_eq!(first.location(), second.location());
    assert_eq!(now(&portal, &one).await.version, 2);
}
