//! Planning a series in the console: one form gives every date, and what cannot be a series says why, in both
//! languages, with nothing stored and nothing lost.

use axum::http::StatusCode;
use noroshi::{
    domain::{maintenance::recurrence::MOST_OCCURRENCES, operator::Role},
    storage,
};

use super::{
    dispatched,
    plan::{NEEDED, all, announce, checked, fill, form},
    stored, told,
};
use crate::support::{
    TestDatabase,
    console::Page,
    on_each_database,
    writing::{Filled, accepted, set_up},
};

on_each_database!(
    a_series_is_planned_in_one_form_and_each_date_can_be_changed_alone,
    each_way_to_repeat_gives_its_rule,
    what_cannot_be_a_series_says_why_and_keeps_what_was_typed,
    work_at_the_time_of_any_date_is_pointed_out,
    a_series_may_be_as_long_as_it_says_and_is_announced_within_its_form,
);

fn dates(page: &Page) -> Vec<String> {
    page.texts("#dates ~ ol li p")
}

async fn a_series_is_planned_in_one_form_and_each_date_can_be_changed_alone(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let fields = [("repeat", "weekday"), ("times", "4"), ("automatic", "start")];
    let form = fill(form(&mut boss, &NEEDED).await, &fields);
    let (page, form) = checked(&mut boss, &form).await;
    assert_eq!(
        dates(&page),
        [
            "Thursday, December 10, 2026",
            "Thursday, January 14, 2027",
            "Thursday, February 11, 2027 Public holiday: National Foundation Day",
            "Thursday, March 11, 2027",
        ]
    );
    let (page, form) = checked(&mut boss, &form.set("except", "2027-02-11")).await;
    assert_eq!(dates(&page).len(), 3);
    let coming = page.texts("#coming ~ ol li");
    let announced: Vec<_> =
        coming.iter().filter(|text| text.contains("The first notice is posted")).collect();
    assert_eq!(announced.len(), 2, "{coming:?}");
    assert!(announced[0].contains("Dec 31, 2026"), "{announced:?}");
    assert!(announced[0].contains("Jan 14, 2027, 01:00–05:00"), "{announced:?}");
    let posted = form.send(&mut boss, "post").await;
    accepted(&posted);
    assert_eq!(posted.location(), "/console/maintenance/MNT-20261210-01");

    let first = stored(portal.core(), "MNT-20261210-01").await;
    let recurrence = first.recurrence.as_ref().unwrap();
    assert_eq!(recurrence.rule.to_string(), "FREQ=MONTHLY;BYDAY=2TH;COUNT=4");
    assert_eq!(told(&first), ["M1"]);
    let second = stored(portal.core(), "MNT-20270114-01").await;
    assert_eq!((second.series, told(&second)), (Some(first.reference), vec![]));
    assert!(second.automatic.start && second.windows[0].reminder.is_some());
    assert_eq!(second.title, first.title);
    assert_eq!(all(&portal).await, 3);

    // The desk names the next of those that are still to be announced, and the page of each leads to the others.
    let desk = boss.get("/console").await;
    assert_eq!(desk.texts("#planned ~ ul a").len(), 2, "{:?}", desk.texts("#planned ~ ul"));
    let page = boss.get("/console/maintenance/MNT-20270114-01").await;
    assert_eq!(page.texts("#series ~ p"), ["Monthly on the second Thursday"]);
    assert_eq!(page.texts("#series ~ ol a").len(), 2);
    assert_eq!(page.texts("#series ~ ol [aria-current]"), ["Thursday, January 14, 2027"]);

    // One of them is called off; customers were not told of it, so nobody is mailed.
    let step = "/console/maintenance/MNT-20270114-01/w1/cancel";
    let form = Filled::of(&boss.get(step).await).set("reason_ja", "点検は不要になりました。");
    let page = form.send(&mut boss, "check").await;
    assert!(page.body.contains("Customers have not been told"), "{}", page.body);
    accepted(&Filled::of(&page).send(&mut boss, "post").await);
    assert_eq!(told(&stored(portal.core(), "MNT-20270114-01").await), ["M4"]);
    assert_eq!(dispatched(portal.core()).await.len(), 1);
    assert_eq!(
        stored(portal.core(), "MNT-20261210-01").await,
        first,
        "the others stay as they are"
    );
}

async fn each_way_to_repeat_gives_its_rule(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    for (fields, rule) in [
        (&[("repeat", "weekly"), ("times", "2")][..], "FREQ=WEEKLY;BYDAY=TH;COUNT=2"),
        (
            &[("repeat", "fortnightly"), ("last", "2026年12月31日")],
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20261231",
        ),
        (&[("repeat", "day"), ("times", "２")], "FREQ=MONTHLY;BYMONTHDAY=10;COUNT=2"),
        (
            &[
                ("repeat", "last-weekday"),
                ("times", "2"),
                ("start-w1", "2026-12-31 1:00"),
                ("end-w1", "2026-12-31 5:00"),
            ],
            "FREQ=MONTHLY;BYDAY=-1TH;COUNT=2",
        ),
        (
            &[("repeat", "rule"), ("rule", "freq=weekly;byday=th,mo;count=3")],
            "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3",
        ),
    ] {
        let one = announce(&portal, &mut boss, fields).await;
        assert_eq!(one.recurrence.unwrap().rule.to_string(), rule);
    }
}

/// What cannot be a series, and the field at which that is said.
const REFUSED: &[(&[(&str, &str)], &str)] = &[
    (&[("repeat", "weekly")], "times"),
    (&[("repeat", "weekly"), ("times", "100000")], "times"),
    (&[("repeat", "weekly"), ("times", "99999999999")], "times"),
    (&[("repeat", "weekly"), ("times", "0")], "times"),
    (&[("repeat", "weekly"), ("times", "1")], "times"),
    (&[("repeat", "weekly"), ("times", "ten")], "times"),
    (&[("repeat", "weekly"), ("times", "3"), ("last", "2027-01-01")], "last"),
    (&[("repeat", "weekly"), ("last", "2036-12-10")], "last"),
    (&[("repeat", "weekly"), ("last", "2026-12-01")], "last"),
    (&[("repeat", "weekly"), ("last", "12/31")], "last"),
    (&[("repeat", "weekly"), ("last", "2027-01-01 10:00")], "last"),
    (&[("repeat", "weekly"), ("last", "年末")], "last"),
    (&[("repeat", "last-weekday"), ("times", "3")], "repeat"),
    (&[("repeat", "never")], "repeat"),
    (&[("repeat", "rule")], "rule"),
    (&[("repeat", "rule"), ("rule", "毎週")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=DAILY;COUNT=100000")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=WEEKLY;UNTIL=20361210")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=HOURLY;COUNT=3")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1;COUNT=3")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=WEEKLY;BYDAY=FR;COUNT=3")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=DAILY")], "rule"),
    (&[("repeat", "rule"), ("rule", "FREQ=WEEKLY;COUNT=3"), ("times", "3")], "times"),
    (&[("repeat", "weekly"), ("times", "3"), ("rule", "FREQ=WEEKLY;COUNT=3")], "rule"),
    (&[("times", "3")], "times"),
    (&[("except", "2026-12-17")], "except"),
    (&[("repeat", "weekly"), ("times", "3"), ("except", "2026-12-18")], "except"),
    (&[("repeat", "weekly"), ("times", "3"), ("except", "2026-12-10")], "except"),
    (&[("repeat", "weekly"), ("times", "2"), ("except", "2026-12-17")], "except"),
    (&[("repeat", "weekly"), ("times", "3"), ("except", "2026-12-17\n2026-02-30")], "except"),
    (&[("repeat", "weekly"), ("times", "3"), ("except", "明日")], "except"),
    (&[("repeat", "weekly"), ("times", "3"), ("end-w1", "2026-12-18 1:00")], "repeat"),
    (
        &[("repeat", "weekly"), ("times", "3"), ("kind", "emergency"), ("reason_ja", "急ぎ")],
        "repeat",
    ),
];

async fn what_cannot_be_a_series_says_why_and_keeps_what_was_typed(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let mut said = Vec::new();
    for (fields, field) in REFUSED {
        let mut sentences = Vec::new();
        for language in ["en", "ja"] {
            boss.language = language;
            boss.post("/console/account/language", &[("language", language)]).await;
            let form = fill(form(&mut boss, &NEEDED).await, fields);
            let page = form.send(&mut boss, if language == "en" { "check" } else { "post" }).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            let errors = page.texts(&format!(".errors a[href='#{field}']"));
            assert_eq!(errors.len(), 1, "{fields:?}: {:?}", page.texts(".errors li"));
            sentences.push(errors[0].clone());
            let again = Filled::to(&page, "/console/maintenance/new");
            for (name, value) in fields.iter().filter(|(name, _)| *name != "end-w1") {
                let kept = again.get(name).replace("\r\n", "\n");
                // What the form does not offer cannot be chosen again.
                assert!(kept == *value || *value == "never", "{name}: {kept}");
            }
        }
        said.push(format!("{}\n{}\n", sentences[0], sentences[1]));
    }
    insta::assert_snapshot!(said.join("\n"));
    let log = portal.audited().await;
    let stored = log.iter().filter(|entry| entry.starts_with("maintenance"));
    assert_eq!((stored.count(), all(&portal).await), (0, 0), "nothing was stored");
}

async fn work_at_the_time_of_any_date_is_pointed_out(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let week = [("start-w1", "2026-12-17 2:00"), ("end-w1", "2026-12-17 3:00")];
    announce(&portal, &mut boss, &week).await;
    let weekly = [("repeat", "weekly"), ("times", "3")];
    let form = fill(form(&mut boss, &NEEDED).await, &weekly);
    let (page, _) = checked(&mut boss, &form).await;
    let warned = page.texts("main .warn").join(" ");
    assert!(warned.contains("MNT-20261217-01"), "{warned}");
}

async fn a_series_may_be_as_long_as_it_says_and_is_announced_within_its_form(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let most = MOST_OCCURRENCES.to_string();
    let fields = [("repeat", "weekly"), ("times", most.as_str()), ("automatic", "start")];
    let form = fill(form(&mut boss, &NEEDED).await, &fields);
    let (page, form) = checked(&mut boss, &form).await;
    assert_eq!(dates(&page).len(), MOST_OCCURRENCES);
    assert_eq!(page.texts("#coming ~ ol li").len(), 40, "and how many more there are");
    accepted(&form.send(&mut boss, "post").await);
    assert_eq!(all(&portal).await, MOST_OCCURRENCES);
    let first = "MNT-20261210-01".parse().unwrap();
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let later = storage::maintenances::list_series(&mut tx, first).await.unwrap();
    assert_eq!(later.len(), MOST_OCCURRENCES - 1);
    assert!(later.is_sorted_by_key(|one| one.reference.date));
}
