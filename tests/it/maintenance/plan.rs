//! Announcing a maintenance in the console: one form, as a person fills it in, in both languages.

use axum::http::StatusCode;
use noroshi::{
    app::desk,
    domain::{
        incident::{Effect, Measure, MeasureKind, MeasureStatus},
        language::Language,
        maintenance::{Maintenance, MaintenanceKind, life::Step, telling::Said},
        operator::Role,
        service::Degree,
        text::LocalizedText,
    },
    i18n::notice::in_words,
    storage::{self, Change},
};

use super::{SENT_IN, console::planned, dispatched, reads_in, recorded, stored, told};
use crate::support::{
    TestDatabase,
    console::{Browser, Page, Portal},
    on_each_database,
    sample::at,
    writing::{Filled, accepted, open, set_up},
};

on_each_database!(
    a_maintenance_is_announced_as_it_was_shown_in_both_languages,
    every_fact_of_the_form_is_in_the_record,
    what_cannot_be_announced_says_why_and_keeps_what_was_typed,
    a_form_that_is_sent_twice_announces_one_maintenance,
    a_number_that_was_taken_meanwhile_is_replaced_also_in_the_text,
    an_emergency_says_why_and_may_have_begun,
    what_happens_at_the_same_time_is_pointed_out,
    what_a_maintenance_goes_on_from_names_it_in_return,
    what_is_typed_for_a_plan_is_kept_until_it_is_announced,
    a_drafter_plans_and_cannot_announce,
    an_exercise_reaches_nobody,
    the_measure_that_it_carries_out_and_its_report_are_chosen_and_name_it_in_return,
    what_may_fail_is_chosen_for_each_function_and_said_in_both_languages,
);

const NEW: &str = "/console/maintenance/new";

/// What is needed. The console's clock begins at 2026-11-18 20:06:40 in Tokyo.
pub(super) const NEEDED: [(&str, &str); 6] = [
    ("service", "mail"),
    ("title_ja", "ストレージの更新"),
    ("title_en", "Storage update"),
    ("start-w1", "2026-12-10 1:00"),
    ("end-w1", "5:00"),
    ("work_ja", "ストレージを更新いたします。"),
];

pub(super) async fn form(browser: &mut Browser, fields: &[(&str, &str)]) -> Filled {
    let page = browser.get(&format!("{NEW}?draft=new")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    fill(Filled::to(&page, NEW), fields)
}

pub(super) fn fill(form: Filled, fields: &[(&str, &str)]) -> Filled {
    fields.iter().fold(form, |form, (name, value)| form.set(name, value))
}

/// Checks a form, which must be in order, and gives the page and the form that would post it.
pub(super) async fn checked(browser: &mut Browser, form: &Filled) -> (Page, Filled) {
    let page = form.send(browser, "check").await;
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.texts(".errors, .error"));
    let form = Filled::to(&page, NEW);
    (page, form)
}

/// Announces a maintenance and gives what is stored of it.
pub(super) async fn announce(
    portal: &Portal,
    browser: &mut Browser,
    fields: &[(&str, &str)],
) -> Maintenance {
    let form = form(browser, &NEEDED).await;
    let (_, form) = checked(browser, &fill(form, fields)).await;
    let posted = form.send(browser, "post").await;
    accepted(&posted);
    let reference = posted.location().rsplit('/').next().unwrap().to_owned();
    stored(portal.core(), &reference).await
}

pub(super) async fn all(portal: &Portal) -> usize {
    let mut tx = portal.core().db.begin_read().await.unwrap();
    storage::maintenances::list(&mut tx, None, 100).await.unwrap().len()
}

async fn a_maintenance_is_announced_as_it_was_shown_in_both_languages(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let form = form(&mut boss, &NEEDED).await.set("automatic", "start");
    let (page, form) = checked(&mut boss, &form).await;
    let panes = page.texts("#preview ~ .bilingual .pane");
    assert!(
        panes[0].contains("【メンテナンス】") && panes[0].contains("MNT-20261210-01"),
        "{panes:?}"
    );
    assert!(panes[1].contains("[Scheduled maintenance]"), "{panes:?}");
    assert!(panes[1].contains("Thu, Dec 10, 2026, 01:00–05:00 JST"), "{panes:?}");
    let coming = page.texts("#coming ~ ol li p");
    for step in [
        "A reminder is posted and sent to customers.",
        "The work is marked as started, and customers are told.",
    ] {
        assert!(coming.iter().any(|text| text == step), "{coming:?}");
    }
    let posted = form.send(&mut boss, "post").await;
    accepted(&posted);
    assert_eq!(posted.location(), "/console/maintenance/MNT-20261210-01");

    let one = stored(portal.core(), "MNT-20261210-01").await;
    assert_eq!(told(&one), ["M1"]);
    let words = |text: Option<&str>| text.unwrap().replace('\n', "");
    for (pane, language) in panes.iter().zip(Language::ALL) {
        let body = words(one.updates[0].body.written(language));
        let shown = pane.replace(' ', "");
        assert!(shown.ends_with(&body.replace(' ', "")), "{shown} is {body}");
    }
    assert_eq!(one.kind, MaintenanceKind::Planned);
    assert_eq!(one.windows[0].start.at, at("2026-12-10T01:00:00+09:00"));
    assert_eq!(one.windows[0].end.at, at("2026-12-10T05:00:00+09:00"));
    let remind = one.windows[0].reminder.map(|reminder| reminder.at);
    assert_eq!(remind, Some(at("2026-12-08T10:00:00+09:00")));
    assert_eq!(dispatched(portal.core()).await.len(), 1);
    let page = boss.get("/console").await;
    assert!(page.texts("#planned ~ ul a").iter().any(|text| text.contains("Storage update")));
}

async fn every_fact_of_the_form_is_in_the_record(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = announce(
        &portal,
        &mut boss,
        &[
            ("kind", "regular"),
            ("start-w2", "2026-12-17 1:00"),
            ("end-w2", "2026-12-17 5:00"),
            ("spare-w2", "yes"),
            ("purpose_en", "To improve stability"),
            ("impact_ja", "メールを受信できないことがございます。"),
            ("request_ja", "作業前に受信してください。"),
            ("interruption", "10"),
            ("interruptions", "2"),
            ("unaffected_service", "web"),
            ("extension_ja", "作業が終わらない場合は2時間延長いたします。"),
            ("cancellation_ja", "障害の発生時は中止いたします。"),
            ("precheck_ja", "検証済みです。"),
            ("automatic", "complete"),
            ("remind", ""),
        ],
    )
    .await;
    assert_eq!(one.kind, MaintenanceKind::Regular);
    assert_eq!(one.windows.iter().map(|it| it.spare).collect::<Vec<_>>(), [false, true]);
    assert_eq!((one.max_interruption, one.interruptions), (Some(600), Some(2)));
    assert!(one.automatic.complete && !one.automatic.start);
    assert!(one.windows.iter().all(|window| window.reminder.is_none()));
    assert_eq!(one.unaffected.as_ref().unwrap().services[0].as_str(), "web");
    for text in [&one.purpose, &one.impact, &one.request, &one.extension, &one.cancellation] {
        assert!(text.is_some());
    }
    assert!(one.precheck.is_some() && one.work.is_some());
}

async fn what_cannot_be_announced_says_why_and_keeps_what_was_typed(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let mut said = Vec::new();
    let second = [("start-w2", "2026-12-10 4:59"), ("end-w2", "2026-12-10 6:00")];
    for (fields, field) in [
        (vec![("end-w1", "2026-12-10 0:59")], "end-w1"),
        (vec![("end-w1", "2026-12-10 1:00")], "end-w1"),
        (vec![("start-w1", "2026-11-18 1:00"), ("end-w1", "2026-11-18 5:00")], "start-w1"),
        (vec![("start-w1", "夕方")], "start-w1"),
        (vec![("start-w1", "2026-12-10")], "start-w1"),
        (vec![("start-w1", "2096-12-10 1:00"), ("end-w1", "2096-12-10 2:00")], "start-w1"),
        (vec![("start-w1", ""), ("end-w1", "")], "start-w1"),
        (vec![("end-w1", "")], "end-w1"),
        (second.to_vec(), "start-w2"),
        (vec![("spare-w1", "yes")], "spare-w1"),
        (vec![("service", "")], "service"),
        (vec![("service", "nothing")], "service"),
        (vec![("title_ja", ""), ("title_en", "")], "title_ja"),
        (vec![("title_ja", "a\u{202e}b")], "title_ja"),
        (vec![("kind", "emergency")], "reason_ja"),
        (vec![("reason_ja", "急ぎのため")], "reason_ja"),
        (vec![("interruption", "-1")], "interruption"),
        (vec![("interruption", "999999999"), ("interruption_unit", "hours")], "interruption"),
        (vec![("unaffected_service", "mail")], "unaffected_service"),
        (vec![("degree-serve", "slow")], "degree-serve"),
        (vec![("degree-pop", "normal")], "degree-pop"),
        (vec![("degree-pop", "slow"), ("unaffected_function", "pop")], "unaffected_function"),
        (vec![("follows", "INC-20200101-01x")], "follows"),
        (vec![("earlier", "INC-20200101-01")], "earlier"),
        (vec![("work_ja", "連絡は taro@example.com まで")], "address_reason"),
    ] {
        for (language, how) in SENT_IN {
            reads_in(&mut boss, language).await;
            let form = fill(form(&mut boss, &NEEDED).await, &fields);
            let page = form.send(&mut boss, how).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            let errors = page.texts(&format!(".errors a[href='#{field}']"));
            assert_eq!(errors.len(), 1, "{fields:?}: {:?}", page.texts(".errors li"));
            said.extend(errors);
            let again = Filled::to(&page, NEW);
            let offered = |name: &str, value: &str| name != "service" && value != "normal";
            for (name, value) in fields.iter().filter(|(name, value)| offered(name, value)) {
                // A time that was understood comes back written out in full.
                let is_time = name.starts_with("start") || name.starts_with("end");
                let time = is_time && !again.get(name).is_empty();
                assert!(time || again.get(name) == *value, "{name}: {}", again.get(name));
            }
        }
    }
    insta::assert_snapshot!(said.join("\n"));
    assert_eq!((recorded(&portal).await, all(&portal).await), (vec![], 0), "nothing was stored");
}

async fn a_form_that_is_sent_twice_announces_one_maintenance(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let form = form(&mut boss, &NEEDED).await;
    let (_, form) = checked(&mut boss, &form).await;
    let first = form.send(&mut boss, "post").await;
    let second = form.send(&mut boss, "post").await;
    assert_eq!(first.location(), second.location());
    assert_eq!((all(&portal).await, dispatched(portal.core()).await.len()), (1, 1));
    // What was changed in the page that was left open is a form of its own.
    let other = form.clone().set("title_en", "Another update").send(&mut boss, "post").await;
    assert_eq!(other.status, StatusCode::OK);
    let again = Filled::to(&other, NEW);
    assert_ne!(again.get("submission"), form.get("submission"));
    assert_eq!(again.get("title_en"), "Another update");
    assert_eq!(all(&portal).await, 1);
}

async fn a_number_that_was_taken_meanwhile_is_replaced_also_in_the_text(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let form = form(&mut boss, &NEEDED).await;
    let (_, form) = checked(&mut boss, &form).await;
    announce(&portal, &mut boss, &[]).await;
    let posted = form.send(&mut boss, "post").await;
    assert_eq!(posted.location(), "/console/maintenance/MNT-20261210-02");
    let two = stored(portal.core(), "MNT-20261210-02").await;
    let subject = &two.updates[0].subject;
    for language in Language::ALL {
        assert!(subject.written(language).unwrap().contains("MNT-20261210-02"), "{subject:?}");
    }
}

async fn an_emergency_says_why_and_may_have_begun(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = announce(
        &portal,
        &mut boss,
        &[
            ("kind", "emergency"),
            ("reason_ja", "部品の故障のため"),
            ("reason_en", "A part has failed."),
            ("start-w1", "2026-11-18 20:00"),
            ("end-w1", "22:00"),
        ],
    )
    .await;
    assert_eq!(told(&one), ["M5"]);
    let body = one.updates[0].body.written(Language::En).unwrap();
    assert!(body.contains("Reason: A part has failed."), "{body}");
}

async fn what_happens_at_the_same_time_is_pointed_out(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    open(&mut boss).await;
    planned(&portal, 1, 60).await;
    let soon = [("start-w1", "2026-11-18 22:00"), ("end-w1", "23:00")];
    let form = fill(form(&mut boss, &NEEDED).await, &soon);
    let (page, form) = checked(&mut boss, &form).await;
    let warned = page.texts("main .warn").join(" ");
    for said in [
        "At the same time as",
        "MNT-20261118-01",
        "An incident of the same service is open",
        "your own rule is 10 days",
    ] {
        assert!(warned.contains(said), "{said}: {warned}");
    }
    accepted(&form.send(&mut boss, "post").await);
}

async fn what_a_maintenance_goes_on_from_names_it_in_return(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let incident = open(&mut boss).await;
    let number = incident.rsplit('/').next().unwrap();
    let earlier = planned(&portal, 1, 60).await;
    let name = earlier.reference.to_string();
    let one = announce(&portal, &mut boss, &[("follows", number), ("earlier", &name)]).await;
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let found = storage::incidents::find(&mut tx, number.parse().unwrap()).await.unwrap();
    drop(tx);
    assert_eq!(found.unwrap().incident.followed_by, [one.reference]);
    assert_eq!(stored(portal.core(), &name).await.later, [one.reference]);
    // And whoever takes it out of the incident takes it out of the maintenance.
    let form = Filled::of(&boss.get(&format!("{incident}/edit/related")).await);
    accepted(&form.set("followed_by", "").send(&mut boss, "save").await);
    let after = stored(portal.core(), &one.reference.to_string()).await;
    assert!(after.follows.is_empty());
    // What is not there is not named.
    for (field, nothing) in [("follows", "INC-20200101-01"), ("earlier", "MNT-20200101-01")] {
        let form = fill(self::form(&mut boss, &NEEDED).await, &[(field, nothing)]);
        let (_, form) = checked(&mut boss, &form).await;
        let page = form.send(&mut boss, "post").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.texts(&format!(".errors a[href='#{field}']")).len(), 1);
        assert_eq!(Filled::to(&page, NEW).get(field), nothing);
    }
}

async fn what_is_typed_for_a_plan_is_kept_until_it_is_announced(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let form = form(&mut boss, &NEEDED).await;
    assert_eq!(form.send(&mut boss, "draft").await.status, StatusCode::SEE_OTHER);
    let drafts = "section[aria-labelledby=drafts] a";
    let desk = boss.get("/console").await;
    let link = desk.attribute(drafts, "href").unwrap();
    assert!(link.starts_with(&format!("{NEW}?draft=")), "{link}");
    assert_eq!(desk.texts(drafts), ["Announce maintenance"]);
    let page = boss.get(&link).await;
    let again = Filled::to(&page, NEW);
    assert_eq!(again.get("title_en"), "Storage update");
    let (_, form) = checked(&mut boss, &again).await;
    accepted(&form.send(&mut boss, "post").await);
    assert!(boss.get("/console").await.attribute(drafts, "href").is_none());
    assert_eq!(again.autosave(&mut boss, &page).await.status, StatusCode::GONE);
}

async fn a_drafter_plans_and_cannot_announce(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut drafter = portal.operator("drafter", Role::Drafter).await;
    let form = form(&mut drafter, &NEEDED).await;
    let (page, form) = checked(&mut drafter, &form).await;
    assert!(page.text("button[value=post]").is_none());
    assert_eq!(form.send(&mut drafter, "post").await.status, StatusCode::FORBIDDEN);
    assert_eq!(all(&portal).await, 0);
}

async fn an_exercise_reaches_nobody(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let one = announce(&portal, &mut boss, &[("exercise", "yes")]).await;
    assert!(one.exercise && dispatched(portal.core()).await.is_empty());
}

async fn what_may_fail_is_chosen_for_each_function_and_said_in_both_languages(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let fails = [("degree-pop", "unavailable"), ("degree-send", "slow"), ("interruption", "10")];
    let one = announce(&portal, &mut boss, &fails).await;
    let named: Vec<_> =
        one.effects.iter().map(|effect| (effect.function.as_str(), effect.degree)).collect();
    assert_eq!(named, [("pop", Degree::Unavailable), ("send", Degree::Slow)]);
    assert!(one.impact.is_none());
    // The notice that is posted as work begins says it.
    let core = portal.core();
    let setting = desk::find_maintenance(core, one.reference).await.unwrap().portal;
    let key = one.windows[0].key.clone();
    let begins = Step::Start { at: one.windows[0].start.clone() };
    let now = one.windows[0].start.at;
    let after = one.after(&key, &begins, now).unwrap();
    let notice = after.notice(&key, &begins, Said::default(), now).unwrap();
    let notice = in_words(&setting.provider, &setting.catalogue, &after, notice).unwrap();
    let expected = [
        "作業時間中、popの利用が10分程度ご利用いただけないことがございます。また、sendの利用に時間がかかることがございます。",
        "Using pop may be unavailable for about 10 minutes within the window. In addition, customers may find using send slower than usual.",
    ];
    for (language, said) in Language::ALL.into_iter().zip(expected) {
        let body = notice.body.written(language).unwrap();
        assert!(body.contains(said), "{body}");
    }
}

/// Writes into an incident that two measures are planned, and that its first notice announced a report.
async fn promise(portal: &Portal, incident: &str, report: &str) {
    let core = portal.core();
    let mut tx = core.db.begin_write().await.unwrap();
    let revision = storage::revision::bump(&mut tx).await.unwrap();
    let change = Change { revision, at: core.clock.now(), by: "hanako" };
    let found = storage::incidents::find(&mut tx, incident.parse().unwrap()).await.unwrap();
    let mut record = found.unwrap();
    record.incident.measures = [("m1", MeasureStatus::Planned), ("m2", MeasureStatus::Planned)]
        .into_iter()
        .zip(1..)
        .map(|((name, status), number)| measure(name, number, status))
        .collect();
    record.updates[0].report = Some(report.parse().unwrap());
    storage::updates::save(&mut tx, &record.updates[0]).await.unwrap();
    storage::incidents::save(&mut tx, &record.incident, change).await.unwrap();
    tx.commit().await.unwrap();
}

fn measure(name: &str, number: u32, status: MeasureStatus) -> Measure {
    Measure {
        key: name.parse().unwrap(),
        number,
        phase: None,
        kind: MeasureKind::Expansion,
        status,
        done_at: None,
        callout: None,
        basis: None,
        text: LocalizedText::both("ストレージの増設", "More storage"),
        effect: Effect::Unstated,
        effect_text: None,
        due: None,
        due_text: None,
        announce_at: None,
        maintenance: None,
    }
}

async fn the_measure_that_it_carries_out_and_its_report_are_chosen_and_name_it_in_return(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut boss = portal.operator("boss", Role::Publisher).await;
    let incident = open(&mut boss).await;
    let number = incident.rsplit('/').next().unwrap();
    promise(&portal, number, "RPT-20261118-01").await;
    let measures = async |browser: &mut Browser| {
        let page = browser.get(&format!("{NEW}?draft=new")).await;
        page.texts("select[name=announces_measure] option")
    };
    let offered = measures(&mut boss).await;
    let named = format!("More storage ({number})");
    assert_eq!(offered, ["None", &named, &named]);

    let first = format!("{number}/m1");
    let fields = [("announces_measure", first.as_str()), ("report", "RPT-20261118-01")];
    let late = fill(form(&mut boss, &NEEDED).await, &fields);
    let (_, late) = checked(&mut boss, &late).await;
    let one = announce(&portal, &mut boss, &fields).await;
    assert_eq!(one.announces_measure.as_ref().unwrap().as_str(), "m1");
    assert_eq!(one.report.unwrap().to_string(), "RPT-20261118-01");
    assert_eq!(one.follows, [number.parse().unwrap()]);
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let found = storage::incidents::find(&mut tx, number.parse().unwrap()).await.unwrap().unwrap();
    drop(tx);
    let carried: Vec<_> = found.incident.measures.iter().map(|one| one.maintenance).collect();
    assert_eq!(carried, [Some(one.reference), None]);
    assert_eq!(found.incident.followed_by, [one.reference]);
    assert_eq!(measures(&mut boss).await, ["None", &named], "each is carried out once");

    // Who chose it before it was taken is told so, as is who sends what is not offered.
    let page = late.send(&mut boss, "post").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.texts(".errors a[href='#announces_measure']").len(), 1, "{}", page.body);
    assert_eq!(Filled::to(&page, NEW).get("title_en"), "Storage update");
    for (field, nothing) in [
        ("announces_measure", format!("{number}/m9")),
        ("announces_measure", "m2".to_owned()),
        ("report", "RPT-20261118-02".to_owned()),
    ] {
        let form = fill(form(&mut boss, &NEEDED).await, &[(field, &nothing)]);
        let page = form.send(&mut boss, "check").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(page.texts(&format!(".errors a[href='#{field}']")).len(), 1, "{field}");
    }
    assert_eq!(all(&portal).await, 1);
    // The incident says of its other measure that the same maintenance carries it out; nothing is lost by that.
    let form = Filled::of(&boss.get(&format!("{incident}/edit/measures")).await);
    let form = form.set("maintenance-m2", &one.reference.to_string()).set("maintenance-m1", "");
    accepted(&form.send(&mut boss, "save").await);
    let after = stored(portal.core(), &one.reference.to_string()).await;
    assert_eq!(after.announces_measure.unwrap().as_str(), "m2");
}
