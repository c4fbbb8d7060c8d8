//! A maintenance in the console: what will happen by itself, and every step by hand, as a person takes it.

use axum::http::StatusCode;
use noroshi::{
    domain::{
        maintenance::{Maintenance, Window, WindowState},
        moment::Moment,
        operator::Role,
        time::Timestamp,
    },
    storage::{self, Change, maintenances},
    worker::scheduler,
};

use super::{SENT_IN, by_the_clock, dispatched, reads_in, recorded, told};
use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Page, Portal},
    on_each_database,
    sample::key,
    writing::{Filled, open, set_up},
};

on_each_database!(
    what_happens_by_itself_is_listed_and_work_past_its_end_is_pointed_out,
    every_step_is_taken_by_hand_and_told_in_both_languages,
    a_step_that_cannot_be_taken_says_why_and_keeps_what_was_typed,
    a_step_that_the_clock_took_meanwhile_is_said_and_nothing_is_posted,
    a_form_that_is_sent_twice_takes_one_step,
    a_drafter_prepares_a_step_and_cannot_post_it,
    what_is_typed_for_a_step_is_kept_until_it_is_posted,
    a_time_is_posted_as_it_was_checked,
    an_incident_and_the_maintenance_that_triggered_it_name_each_other,
    what_happens_at_the_time_to_which_work_is_moved_is_pointed_out,
);

/// The console's clock begins here: 2026-11-18 20:06:40 in Tokyo.
const HOUR: i64 = 60;

fn now(portal: &Portal) -> Timestamp {
    portal.core().clock.now()
}

/// A maintenance whose window begins in so many minutes and lasts three hours, with an alternate date a week later.
pub(crate) async fn planned(portal: &Portal, number: u16, minutes: i64) -> Maintenance {
    let start = now(portal).plus_minutes(minutes);
    let mut one = by_the_clock(
        &format!("MNT-20261118-{number:02}"),
        "2026-11-18T00:00:00+09:00",
        "2026-11-18T03:00:00+09:00",
    );
    let window = |name: &str, start: Timestamp| {
        let end = Moment::minute(start.plus_minutes(3 * HOUR));
        Window::planned(key(name), Moment::minute(start), end)
    };
    let spare = window("w2", start.plus_minutes(7 * 24 * HOUR));
    one.windows = vec![window("w1", start), Window { spare: true, ..spare }];
    let mut tx = portal.core().db.begin_write().await.unwrap();
    let revision = storage::revision::bump(&mut tx).await.unwrap();
    let change = Change { revision, at: now(portal), by: "hanako" };
    maintenances::insert(&mut tx, &one, change).await.unwrap();
    tx.commit().await.unwrap();
    one
}

pub(super) async fn stored(portal: &Portal, one: &Maintenance) -> Maintenance {
    super::stored(portal.core(), &one.reference.to_string()).await
}

pub(super) fn page_of(one: &Maintenance) -> String {
    format!("/console/maintenance/{}", one.reference)
}

/// The form of a step, filled in.
async fn form(
    browser: &mut Browser,
    one: &Maintenance,
    step: &str,
    fields: &[(&str, &str)],
) -> Filled {
    let page = browser.get(&format!("{}/w1/{step}", page_of(one))).await;
    assert_eq!(page.status, StatusCode::OK, "{step}: {}", page.body);
    let form = Filled::to(&page, "/console/maintenance");
    fields.iter().fold(form, |form, (name, value)| form.set(name, value))
}

/// Checks a step, which must be in order, and gives the page and the form that would post it.
async fn checked(browser: &mut Browser, form: &Filled) -> (Page, Filled) {
    let page = form.send(browser, "check").await;
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.texts(".errors, .error"));
    let form = Filled::to(&page, "/console/maintenance");
    (page, form)
}

/// Takes a step as a person does: opens its form, fills it in, looks at what customers will read, posts it.
async fn take(
    browser: &mut Browser,
    one: &Maintenance,
    step: &str,
    fields: &[(&str, &str)],
) -> Page {
    let form = form(browser, one, step, fields).await;
    let (page, form) = checked(browser, &form).await;
    let panes = page.texts("#preview ~ .bilingual .pane");
    assert_eq!(panes.len(), 2, "{step} is shown in both languages");
    let posted = form.send(browser, "post").await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{step}: {:?}", posted.texts(".errors"));
    assert_eq!(posted.location(), page_of(one));
    browser.get(&page_of(one)).await
}

const WHY: [(&str, &str); 2] =
    [("reason_ja", "部品の到着が遅れたため"), ("reason_en", "Parts arrived late.")];

/// What the console says of steps that the clock takes.
const STARTS: &str = "The work is marked as started, and customers are told.";
const COMPLETES: &str = "The work is marked as completed, and customers are told.";

async fn what_happens_by_itself_is_listed_and_work_past_its_end_is_pointed_out(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let one = planned(&portal, 1, 30).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let page = boss.get(&page_of(&one)).await;
    let coming = page.texts("#coming ~ ol li p");
    assert!(coming.iter().any(|text| text == STARTS), "{coming:?}");
    assert!(coming.iter().any(|text| text == COMPLETES), "{coming:?}");
    let steps = page.texts("#windows ~ ul a.btn");
    assert_eq!(steps, ["Start", "Reschedule", "Postpone", "Cancel", "Cancel"]);

    // What is being verified is ended by hand.
    portal.wait_seconds(31 * 60);
    scheduler::turn(portal.core()).await.unwrap();
    take(&mut boss, &one, "verify", &[]).await;
    portal.wait_seconds(4 * HOUR * 60);
    boss.sign_in("boss", PASSWORD).await;
    let page = boss.get(&page_of(&one)).await;
    let warned = page.texts("main .warn");
    assert!(warned.iter().any(|text| text.contains("past its announced end")), "{warned:?}");
    let desk = boss.get("/console").await;
    let warned = desk.texts("#planned ~ ul .warn");
    assert!(warned.iter().any(|text| text.contains("past its announced end")), "{warned:?}");
}

async fn every_step_is_taken_by_hand_and_told_in_both_languages(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, -5).await;
    take(&mut boss, &one, "start", &[("at", "2分前")]).await;
    let later: Vec<(&str, &str)> =
        [("until", "明日 3:00"), ("next", "明日 2:00")].into_iter().chain(WHY).collect();
    take(&mut boss, &one, "extend", &later).await;
    take(&mut boss, &one, "verify", &[]).await;
    take(&mut boss, &one, "resume", &[]).await;
    portal.wait_seconds(600);
    let result = [("at", "1分前"), ("result_ja", "問題なく終わりました。")];
    let page = take(&mut boss, &one, "complete", &result).await;
    assert!(page.texts("#windows ~ ul a.btn").is_empty(), "nothing follows");
    let done = stored(&portal, &one).await;
    assert_eq!(told(&done), ["M6", "M7", "M8", "M6", "M9"]);
    assert_eq!(done.windows[1].state, WindowState::Cancelled, "nobody needs the alternate date");
    assert_eq!(
        dispatched(portal.core()).await.len(),
        4,
        "that it is verified is told on the page alone"
    );

    let two = planned(&portal, 2, HOUR).await;
    let page = take(&mut boss, &two, "postpone", &WHY).await;
    assert_eq!(page.texts("#windows ~ ul a.btn"), ["Reschedule", "Cancel"]);
    let to: Vec<(&str, &str)> =
        [("start", "2026-12-01 1:00"), ("end", "2026-12-01 4:00")].into_iter().chain(WHY).collect();
    take(&mut boss, &two, "reschedule", &to).await;
    let moved = stored(&portal, &two).await;
    assert_eq!(told(&moved), ["M4p", "M3"]);
    let new = moved.windows.last().unwrap();
    assert_eq!(new.replaces, Some(key("w1")));
    let remind = crate::support::sample::at("2026-11-29T10:00:00+09:00");
    assert_eq!(new.reminder.map(|reminder| reminder.at), Some(remind), "two days before, at 10:00");

    let three = planned(&portal, 3, HOUR).await;
    let spare: Vec<(&str, &str)> = [("spare", "w2")].into_iter().chain(WHY).collect();
    take(&mut boss, &three, "reschedule", &spare).await;
    assert_eq!(stored(&portal, &three).await.windows[1].replaces, Some(key("w1")));

    let four = planned(&portal, 4, HOUR).await;
    take(&mut boss, &four, "cancel", &WHY).await;
    let five = planned(&portal, 5, -5).await;
    take(&mut boss, &five, "start", &[]).await;
    let back: Vec<(&str, &str)> = [("at", "今")].into_iter().chain(WHY).collect();
    take(&mut boss, &five, "roll-back", &back).await;
    assert_eq!(told(&stored(&portal, &four).await), ["M4"]);
    assert_eq!(told(&stored(&portal, &five).await), ["M6", "M10"]);
}

async fn a_step_that_cannot_be_taken_says_why_and_keeps_what_was_typed(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, HOUR).await;
    let mut told = Vec::new();
    for (step, fields, said) in [
        ("start", vec![("at", "今")], "before the start that customers were told"),
        ("verify", vec![], "the window is “Scheduled”"),
        (
            "reschedule",
            vec![("start", "2026-12-01 4:00"), ("end", "2026-12-01 1:00")],
            "before the start",
        ),
        (
            "reschedule",
            vec![("start", "2026-11-01 1:00"), ("end", "2026-11-01 4:00")],
            "has passed",
        ),
        ("reschedule", vec![("start", "夕方"), ("end", "2026-12-01 1:00")], "New start"),
        ("reschedule", vec![("start", ""), ("end", "")], "Enter a date and time"),
        ("cancel", vec![("reason_ja", ""), ("reason_en", "")], "Reason"),
        ("cancel", vec![("reason_ja", "連絡は taro@example.com まで")], "mail"),
        ("cancel", vec![("reason_ja", "a\u{202e}b")], "direction of writing"),
    ] {
        let mut fields = fields;
        if !fields.iter().any(|(name, _)| name.starts_with("reason")) && step == "reschedule" {
            fields.extend(WHY);
        }
        for (language, how) in SENT_IN {
            reads_in(&mut boss, language).await;
            let form = form(&mut boss, &one, step, &fields).await;
            let page = form.send(&mut boss, how).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{step} {fields:?}");
            let wrong = page.texts(".errors, .error, .warn, main p").join(" ");
            assert!(language == "ja" || wrong.contains(said), "{step} {fields:?}: {wrong}");
            told.push(page.texts(".errors li, [role=alert] p").join(" "));
            let again = Filled::to(&page, "/console/maintenance");
            for (name, value) in &fields {
                // A time that was understood comes back written out in full.
                let time = ["at", "start", "end"].contains(name) && !again.get(name).is_empty();
                assert!(time || again.get(name) == *value, "{step}: {}", again.get(name));
            }
        }
    }
    insta::assert_snapshot!(told.join("\n"));
    assert_eq!(recorded(&portal).await, Vec::<String>::new(), "nothing was stored");
    assert_eq!(stored(&portal, &one).await.version, 1);
    for nowhere in ["w9/start", "w1/fly", "%00/start"] {
        let page = boss.get(&format!("{}/{nowhere}", page_of(&one))).await;
        assert!(page.status.is_client_error(), "{nowhere}");
    }
}

async fn a_step_that_the_clock_took_meanwhile_is_said_and_nothing_is_posted(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 30).await;
    let form = form(&mut boss, &one, "cancel", &WHY).await;
    let (_, form) = checked(&mut boss, &form).await;
    portal.wait_seconds(31 * 60);
    scheduler::turn(portal.core()).await.unwrap();
    let page = form.send(&mut boss, "post").await;
    assert!(page.body.contains("Somebody else has changed this maintenance"), "{}", page.body);
    assert!(page.body.contains("the window is “In progress”"));
    assert_eq!(Filled::to(&page, "/console/maintenance").get("reason_en"), "Parts arrived late.");
    assert_eq!(told(&stored(&portal, &one).await), ["M6"]);
}

async fn a_form_that_is_sent_twice_takes_one_step(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, HOUR).await;
    let form = form(&mut boss, &one, "postpone", &WHY).await;
    let (_, form) = checked(&mut boss, &form).await;
    for _ in 0..2 {
        let posted = form.send(&mut boss, "post").await;
        assert_eq!(
            (posted.status, posted.location()),
            (StatusCode::SEE_OTHER, page_of(&one).as_str())
        );
    }
    assert_eq!(told(&stored(&portal, &one).await), ["M4p"]);
    // What was not checked is shown first.
    let other = self::form(&mut boss, &one, "reschedule", &[]).await;
    let to = other.set("spare", "w2").set("reason_ja", "部品が届いたため");
    let page = to.send(&mut boss, "post").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Please look at it once more"), "{}", page.body);
}

async fn a_drafter_prepares_a_step_and_cannot_post_it(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut drafter = portal.operator("drafter", Role::Drafter).await;
    let one = planned(&portal, 1, HOUR).await;
    let form = form(&mut drafter, &one, "cancel", &WHY).await;
    let (page, form) = checked(&mut drafter, &form).await;
    assert!(page.text("button[value=post]").is_none());
    assert_eq!(form.send(&mut drafter, "post").await.status, StatusCode::FORBIDDEN);
    assert_eq!(stored(&portal, &one).await.version, 1);
}

/// The drafts that the first page lists.
async fn drafts(browser: &mut Browser) -> Vec<String> {
    let page = browser.get("/console").await;
    page.attribute("section[aria-labelledby=drafts] a", "href").into_iter().collect()
}

async fn what_is_typed_for_a_step_is_kept_until_it_is_posted(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, HOUR).await;
    let form = form(&mut boss, &one, "cancel", &WHY).await;
    assert_eq!(form.send(&mut boss, "draft").await.status, StatusCode::SEE_OTHER);
    let [link] = &drafts(&mut boss).await[..] else { panic!("one draft") };
    assert!(link.starts_with(&format!("{}/w1/cancel?draft=", page_of(&one))), "{link}");
    let page = boss.get(link).await;
    let again = Filled::to(&page, "/console/maintenance");
    assert_eq!(again.get("reason_en"), "Parts arrived late.");
    let (_, form) = checked(&mut boss, &again).await;
    assert_eq!(form.send(&mut boss, "post").await.status, StatusCode::SEE_OTHER);
    assert!(drafts(&mut boss).await.is_empty(), "it went with its step");
    // A page that was left open goes on under a number of its own.
    assert_eq!(again.autosave(&mut boss, &page).await.status, StatusCode::GONE);
    // And what is no form has no draft.
    for nowhere in ["w1/fly", "w%201/cancel", "notice"] {
        let path = format!("/console/drafts/{}/{nowhere}", one.reference);
        let number = again.get("submission").to_owned();
        let refused = boss.post(&path, &[("submission", number.as_str())]).await;
        assert!(refused.status.is_client_error(), "{nowhere}: {}", refused.status);
    }
}

async fn a_time_is_posted_as_it_was_checked(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, -5).await;
    let meant = now(&portal).plus_minutes(-2);
    let form = form(&mut boss, &one, "start", &[("at", "2分前")]).await;
    let (_, form) = checked(&mut boss, &form).await;
    portal.wait_seconds(600);
    assert_eq!(form.send(&mut boss, "post").await.status, StatusCode::SEE_OTHER);
    let began = stored(&portal, &one).await.windows[0].actual_start.clone().unwrap();
    assert_eq!(began.at, meant.to_minute());
}

async fn an_incident_and_the_maintenance_that_triggered_it_name_each_other(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let (one, other) = (planned(&portal, 1, HOUR).await, planned(&portal, 2, HOUR).await);
    let incident = open(&mut boss).await;
    let number = incident.rsplit('/').next().unwrap().to_owned();
    let named =
        |record: Maintenance| record.triggered.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (trigger, by_one, by_other) in
        [(Some(&one), true, false), (Some(&other), false, true), (None, false, false)]
    {
        let form = Filled::of(&boss.get(&format!("{incident}/edit/related")).await);
        let trigger = trigger.map(|record| record.reference.to_string()).unwrap_or_default();
        let saved = form.set("triggered_by", &trigger).send(&mut boss, "save").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".errors, .error"));
        for (record, names) in [(&one, by_one), (&other, by_other)] {
            let expected = if names { vec![number.clone()] } else { vec![] };
            assert_eq!(named(stored(&portal, record).await), expected, "{trigger}");
        }
    }
}

async fn what_happens_at_the_time_to_which_work_is_moved_is_pointed_out(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = planned(&portal, 1, 60).await; // from 21:06 to 0:06
    let other = planned(&portal, 2, 6 * HOUR).await; // from 2:06 to 5:06
    let met = format!("({})", other.reference);
    let warned = async |browser: &mut Browser, step: &str, fields: &[(&str, &str)]| {
        let form = form(browser, &one, step, &[&WHY[..], fields].concat()).await;
        let (page, form) = checked(browser, &form).await;
        (page.texts("main .warn").join(" "), form)
    };
    let free = [("start", "2026-11-18 23:00"), ("end", "2026-11-19 2:06")];
    let (said, _) = warned(&mut boss, "reschedule", &free).await;
    assert!(!said.contains("At the same time as"), "{said}");
    let taken = [("start", "2026-11-18 23:00"), ("end", "2026-11-19 2:07")];
    let (said, form) = warned(&mut boss, "reschedule", &taken).await;
    assert!(said.contains("At the same time as") && said.contains(&met), "{said}");
    assert!(!said.contains("An incident of the same service"), "{said}");
    // An incident that is open is pointed out, too. It keeps nobody from posting.
    open(&mut boss).await;
    let form = Filled::to(&form.send(&mut boss, "check").await, "/console/maintenance");
    let (page, form) = checked(&mut boss, &form).await;
    let said = page.texts("main .warn").join(" ");
    assert!(said.contains("An incident of the same service is open"), "{said}");
    assert_eq!(form.send(&mut boss, "post").await.status, StatusCode::SEE_OTHER);

    // Work that takes longer goes on while the other one begins.
    let long = planned(&portal, 3, 0).await;
    let first = self::form(&mut boss, &long, "start", &[]).await;
    let (_, first) = checked(&mut boss, &first).await;
    assert_eq!(first.send(&mut boss, "post").await.status, StatusCode::SEE_OTHER);
    for (until, meets) in [("2026-11-19 2:00", false), ("2026-11-19 3:00", true)] {
        let fields = [&WHY[..], &[("until", until)]].concat();
        let form = self::form(&mut boss, &long, "extend", &fields).await;
        let (page, _) = checked(&mut boss, &form).await;
        let said = page.texts("main .warn").join(" ");
        assert_eq!(said.contains(&met), meets, "{until}: {said}");
    }
}
