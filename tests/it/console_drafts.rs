//! Nothing that an operator types is lost: every form is kept on the server, under a number of its own, until
//! it is posted, stored or discarded.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use noroshi::{
    app::{drafts::MAX_DRAFTS, tidy::remove_expired},
    domain::operator::Role,
    storage::closed_forms,
    web::limits::FORM_BYTES,
};

use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Page, Portal, escaped},
    on_each_database,
    writing::{Filled, NEW, accepted, blank, only, open, records, set_up, update},
};

on_each_database!(
    a_draft_outlives_the_session_and_is_shown_to_others,
    a_draft_goes_with_its_post_and_is_not_saved_too_often,
    a_form_that_was_posted_says_something_else_in_another_page_and_is_another_form,
    a_form_goes_on_from_a_conflict_under_a_number_of_its_own,
    what_was_checked_is_kept_also_when_something_is_wrong_with_it,
    two_first_notices_are_two_drafts_and_each_form_offers_the_other,
    a_draft_in_two_pages_becomes_two_and_neither_replaces_the_other,
    a_draft_of_another_operator_is_never_replaced,
    the_record_and_translations_have_drafts_too,
    what_arrives_after_its_form_was_saved_is_no_draft_of_it,
    a_draft_that_was_discarded_is_not_made_again_by_what_arrives_late,
    a_form_is_known_to_be_over_for_a_month,
    an_operator_has_at_most_a_hundred_drafts_and_can_go_on_writing_in_each,
    the_longest_form_is_carried_through_signing_in,
    what_was_done_is_said_on_the_next_page_and_not_to_a_script,
);

/// The same operator in another browser.
async fn elsewhere(portal: &Portal, login: &str) -> Browser {
    let mut browser = portal.stranger();
    browser.sign_in(login, PASSWORD).await;
    browser
}

/// How many drafts the first page lists.
async fn listed(browser: &mut Browser) -> usize {
    browser.get("/console").await.texts("section[aria-labelledby=drafts] a").len()
}

/// Where the first page leads to the latest draft.
async fn draft_path(browser: &mut Browser) -> String {
    let page = browser.get("/console").await;
    page.attribute("section[aria-labelledby=drafts] a", "href").unwrap()
}

/// The number under which a page is told to go on.
fn next_number(answer: &Page) -> &str {
    assert_eq!(answer.header("content-type"), "application/json");
    answer.body.trim_matches('"')
}

async fn a_form_that_was_posted_says_something_else_in_another_page_and_is_another_form(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let filled = blank(&mut hanako).await;
    let checked = Filled::of(&filled.send(&mut hanako, "check").await);
    let posted = checked.send(&mut hanako, "post").await;
    accepted(&posted);

    // The same form is open in another tab, and is written on.
    let typing = checked.clone().set("scope_text_ja", "書き続けた文");
    let late = typing.autosave(&mut hanako, &page).await;
    assert_eq!(late.status, StatusCode::GONE);
    let saved = typing.clone().set("submission", next_number(&late));
    assert_eq!(saved.autosave(&mut hanako, &page).await.status, StatusCode::NO_CONTENT);
    assert_eq!(listed(&mut hanako).await, 1);

    for step in ["post", "check"] {
        let again = typing.send(&mut hanako, step).await;
        let (status, box_of) = match step {
            "post" => (StatusCode::UNPROCESSABLE_ENTITY, "#errors[autofocus]"),
            _ => (StatusCode::OK, ".done"),
        };
        assert_eq!(again.status, status, "{step}: {:?}", again.texts(".errors"));
        let form = Filled::of(&again);
        assert_eq!(form.get("scope_text_ja"), "書き続けた文", "{step}");
        assert_ne!(form.get("submission"), checked.get("submission"), "{step}");
        assert!(again.text(box_of).unwrap().contains("already been posted"), "{step}");
    }
    assert_eq!(records(&portal).await.len(), 1);
    let same = checked.send(&mut hanako, "post").await;
    assert_eq!(same.location(), posted.location(), "the same form posts once");
    assert_eq!(records(&portal).await.len(), 1);

    let other = typing.post(&mut hanako).await;
    accepted(&other);
    assert_eq!(records(&portal).await.len(), 2);
}

async fn a_form_goes_on_from_a_conflict_under_a_number_of_its_own(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "investigating").await;
    let said = |ja: &str| {
        let form = form.clone().set("template", "I4");
        form.set("action_now_ja", ja).set("action_now_en", "work")
    };
    let posted = said("切り替え").post(&mut hanako).await;
    accepted(&posted);

    for step in ["check", "post"] {
        let conflict = said("再起動").send(&mut hanako, step).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT, "{step}");
        let going_on = Filled::of(&conflict);
        assert_ne!(going_on.get("submission"), form.get("submission"), "{step}");
        let mut second = elsewhere(&portal, "hanako").await;
        let kept = second.get(&format!("{incident}/notice")).await;
        assert_eq!(Filled::of(&kept).get("action_now_ja"), "再起動", "{step}: it is kept");
        if step == "post" {
            let posted = going_on.post(&mut hanako).await;
            accepted(&posted);
        }
    }
    let record = only(&portal).await;
    assert_eq!(record.updates.len(), 3);
    let body = record.updates[2].body.written(noroshi::domain::language::Language::Ja).unwrap();
    assert!(body.contains("再起動"), "{body}");
}

async fn what_was_checked_is_kept_also_when_something_is_wrong_with_it(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form = blank(&mut hanako).await.set("scope_text_ja", "一部のお客様");
    let wrong = form.clone().set("started", "夕方").send(&mut hanako, "check").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut second = elsewhere(&portal, "hanako").await;
    let kept = Filled::of(&second.get(NEW).await);
    assert_eq!((kept.get("started"), kept.get("scope_text_ja")), ("夕方", "一部のお客様"));

    // A preview, which a script asks for, keeps nothing.
    let fields: Vec<_> = [("submission", form.get("submission")), ("scope_text_ja", "x")].into();
    assert!(hanako.post(NEW, &fields).await.body.contains("data-autosave-now"));
    assert_eq!(Filled::of(&second.get(NEW).await).get("scope_text_ja"), "一部のお客様");

    let checked = form.send(&mut hanako, "check").await;
    assert!(!checked.body.contains("data-autosave-now"), "the page is kept");
    assert!(checked.text("form[action$=discard]").is_some());
    let resumed = Filled::of(&second.get(NEW).await);
    assert_eq!(
        resumed.get("started"),
        Filled::of(&checked).get("started"),
        "in full, as it was meant"
    );
    // What is refused when it is posted is kept by its page at once.
    let changed = Filled::of(&checked).set("started", "21分前").send(&mut hanako, "post").await;
    assert!(changed.body.contains("data-autosave-now"));

    let posted = Filled::of(&changed).send(&mut hanako, "post").await;
    accepted(&posted);
    assert_eq!(listed(&mut hanako).await, 0, "what was posted leaves no draft");
}

async fn two_first_notices_are_two_drafts_and_each_form_offers_the_other(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let mail = blank(&mut hanako).await.set("scope_text_ja", "メール");
    let web = blank(&mut hanako).await.set("scope_text_ja", "ウェブ");
    assert_ne!(mail.get("submission"), web.get("submission"));
    for form in [&mail, &web] {
        portal.wait_seconds(1);
        assert_eq!(form.autosave(&mut hanako, &page).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(listed(&mut hanako).await, 2);

    let latest = hanako.get(NEW).await;
    assert_eq!(Filled::of(&latest).get("scope_text_ja"), "ウェブ");
    let other = latest.attribute("main ul.rows a", "href").unwrap();
    assert_eq!(other, format!("{NEW}?draft={}", mail.get("submission")));
    assert_eq!(Filled::of(&hanako.get(&other).await).get("scope_text_ja"), "メール");
    for (begun, drafts) in [("?draft=new", 2), ("?state=investigating", 3)] {
        let anew = hanako.get(&format!("{NEW}{begun}")).await;
        assert_eq!(Filled::of(&anew).get("scope_text_ja"), "", "{begun}");
        assert_eq!(anew.texts("main ul.rows a").len(), drafts, "{begun}: all are offered");
        let form = Filled::of(&anew).set("scope_text_ja", begun);
        assert_eq!(form.autosave(&mut hanako, &anew).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(listed(&mut hanako).await, 4, "nothing was replaced");

    let posted = mail.post(&mut hanako).await;
    accepted(&posted);
    assert_eq!(listed(&mut hanako).await, 3, "only what was posted is gone");
    let gone = hanako.get(&other).await;
    assert!(gone.text(".done").unwrap().contains("no longer there"), "{:?}", gone.texts(".done"));
    assert_eq!(Filled::of(&gone).get("scope_text_ja"), "");
}

async fn a_draft_in_two_pages_becomes_two_and_neither_replaces_the_other(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let form = Filled::of(&page).set("scope_text_ja", "はじめ");
    form.autosave(&mut hanako, &page).await;
    let [first, second] = [hanako.get(NEW).await, hanako.get(NEW).await];
    let one = Filled::of(&first).set("scope_text_ja", "一つ目");
    let two = Filled::of(&second).set("scope_text_ja", "二つ目");
    let saved = async |form: &Filled, browser: &mut Browser| form.autosave(browser, &page).await;
    assert_eq!(saved(&one, &mut hanako).await.status, StatusCode::NO_CONTENT);
    for other in [&two, &form] {
        let refused = saved(other, &mut hanako).await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
        next_number(&refused);
    }
    assert_eq!(saved(&one, &mut hanako).await.status, StatusCode::NO_CONTENT);
    let checked = two.send(&mut hanako, "check").await;
    assert!(checked.texts(".done").iter().any(|said| said.contains("another page")));
    assert_eq!(listed(&mut hanako).await, 2);
    let again = two.clone().set("submission", Filled::of(&checked).get("submission"));
    assert_eq!(Filled::of(&checked).get("draft"), "");
    assert_eq!(saved(&again.set("draft", ""), &mut hanako).await.status, StatusCode::NO_CONTENT);
    assert_eq!(listed(&mut hanako).await, 2);
}

async fn a_draft_of_another_operator_is_never_replaced(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let mut ren = portal.operator("ren", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let form = Filled::of(&page).set("scope_text_ja", "花子の文章");
    form.autosave(&mut hanako, &page).await;
    let taken = form.clone().set("scope_text_ja", "蓮").autosave(&mut ren, &page).await;
    assert_eq!(taken.status, StatusCode::PRECONDITION_FAILED);
    let number = form.get("submission");
    ren.post("/console/drafts/discard", &[("submission", number)]).await;
    assert_eq!(Filled::of(&hanako.get(NEW).await).get("scope_text_ja"), "花子の文章");
    let path = format!("{NEW}?draft={number}");
    assert_eq!(Filled::of(&ren.get(&path).await).get("scope_text_ja"), "");
}

async fn the_record_and_translations_have_drafts_too(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (path, field) in [("edit/cause", "cause_ja"), ("updates/U01/en", "body_en")] {
        let path = format!("{incident}/{path}");
        let page = hanako.get(&path).await;
        let form = Filled::of(&page).set(field, "A long text");
        assert_eq!(form.autosave(&mut hanako, &page).await.status, StatusCode::NO_CONTENT);
        let mut second = elsewhere(&portal, "hanako").await;
        assert_eq!(Filled::of(&second.get(&path).await).get(field), "A long text", "{path}");
        let listed_path = draft_path(&mut second).await;
        assert!(listed_path.starts_with(&path), "{listed_path}");
        assert_eq!(Filled::of(&second.get(&listed_path).await).get(field), "A long text");

        // Somebody else is first: what was typed is kept, and goes on.
        let mut ren = elsewhere(&portal, "hanako").await;
        let notes = Filled::of(&ren.get(&format!("{incident}/edit/notes")).await);
        let stored = notes.set("note-new_ja", &path).send(&mut ren, "save").await;
        accepted(&stored);
        let conflict = form.clone().set(field, "A longer text").send(&mut hanako, "save").await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert_eq!(Filled::of(&second.get(&path).await).get(field), "A longer text");
        let stored = Filled::of(&conflict).send(&mut hanako, "save").await;
        accepted(&stored);
        assert_eq!(listed(&mut hanako).await, 0, "{path}: what is stored leaves no draft");

        let aside = Filled::of(&hanako.get(&path).await).set(field, "Later");
        accepted(&aside.send(&mut hanako, "draft").await);
        assert_eq!(Filled::of(&hanako.get(&path).await).get(field), "Later");
        let number = aside.get("submission");
        hanako.post("/console/drafts/discard", &[("submission", number)]).await;
        assert_eq!(listed(&mut hanako).await, 0);
    }
    let page = hanako.get(NEW).await;
    let typed = Filled::of(&page);
    for odd in ["first/new", "INC-1/notice", "INC-20261118-01/other", "new/notice"] {
        let fields = [("submission", typed.get("submission"))];
        let answer = hanako.post(&format!("/console/drafts/{odd}"), &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{odd}");
    }
}

async fn what_arrives_after_its_form_was_saved_is_no_draft_of_it(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (path, field) in [("edit/cause", "cause_ja"), ("updates/U01/en", "body_en")] {
        let page = hanako.get(&format!("{incident}/{path}")).await;
        let form = Filled::of(&page).set(field, "A long text");
        assert_eq!(form.autosave(&mut hanako, &page).await.status, StatusCode::NO_CONTENT);
        accepted(&form.send(&mut hanako, "save").await);
        let late = form.autosave(&mut hanako, &page).await;
        assert_eq!(late.status, StatusCode::GONE, "{path}");
        assert_eq!(listed(&mut hanako).await, 0, "{path}: nothing is left to be done");
        // Whoever goes back to the page and types more has a form of its own.
        let next = next_number(&late).to_owned();
        let more = form.set("submission", &next).set(field, "A longer text");
        assert_eq!(more.autosave(&mut hanako, &page).await.status, StatusCode::NO_CONTENT);
        assert_eq!(listed(&mut hanako).await, 1, "{path}");
        hanako.post("/console/drafts/discard", &[("submission", next.as_str())]).await;
    }
}

async fn a_draft_that_was_discarded_is_not_made_again_by_what_arrives_late(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let mut ren = portal.operator("ren", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let form = Filled::of(&page).set("scope_text_ja", "いらない文章");
    let number = form.get("submission").to_owned();
    let discard = async |browser: &mut Browser| {
        accepted(&browser.post("/console/drafts/discard", &[("submission", &number)]).await);
    };
    discard(&mut hanako).await;
    assert_eq!(form.autosave(&mut hanako, &page).await.status, StatusCode::NO_CONTENT);
    discard(&mut ren).await;
    let kept = form.autosave(&mut hanako, &page).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "nobody else ends it, nor when there is none");

    discard(&mut hanako).await;
    let late = form.autosave(&mut hanako, &page).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(listed(&mut hanako).await, 0);
    // Whoever goes back to the page and goes on has a form of its own, and is told.
    let checked = form.send(&mut hanako, "check").await;
    assert!(checked.texts(".done").join(" ").contains("discarded"), "{:?}", checked.texts(".done"));
    assert_eq!(Filled::of(&checked).get("scope_text_ja"), "いらない文章");
    assert_ne!(Filled::of(&checked).get("submission"), number);
    assert_eq!(listed(&mut hanako).await, 1);
}

async fn a_form_is_known_to_be_over_for_a_month(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let form = Filled::of(&page).set("scope_text_ja", "x");
    form.autosave(&mut hanako, &page).await;
    let number = form.get("submission");
    hanako.post("/console/drafts/discard", &[("submission", number)]).await;
    let known = async || {
        remove_expired(portal.core()).await.unwrap();
        let mut tx = portal.core().db.begin_read().await.unwrap();
        closed_forms::find(&mut tx, number.parse().unwrap()).await.unwrap().is_some()
    };
    portal.wait_seconds(30 * 24 * 3600);
    assert!(known().await);
    portal.wait_seconds(1);
    assert!(!known().await);
}

async fn the_longest_form_is_carried_through_signing_in(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    hanako.post("/console/sign-out", &[]).await;
    let long = "x".repeat(FORM_BYTES - 1_000);
    let body = format!("step=check&scope_text_ja={long}");
    let asked = hanako.post_body(NEW, body).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let kept = asked.value("kept").unwrap();
    let password = escaped(PASSWORD);
    let body = format!("name=hanako&password={password}&next={NEW}&kept={kept}");
    let resumed = hanako.post_body("/console/sign-in", body).await;
    assert_eq!(resumed.status, StatusCode::OK);
    assert_eq!(resumed.value("scope_text_ja"), Some(long));
}

async fn what_was_done_is_said_on_the_next_page_and_not_to_a_script(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    Filled::of(&page).send(&mut hanako, "draft").await;
    let fetched = hanako
        .request(Method::POST, NEW)
        .header("sec-fetch-site", "same-origin")
        .header("accept", "*/*")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("scope_text_ja=x"))
        .unwrap();
    let preview = hanako.send(fetched).await;
    assert!(preview.header("content-type").starts_with("text/html"));
    let said = |page: Page| page.texts(".done").contains(&"Draft saved.".to_owned());
    assert!(!said(preview));
    assert!(said(hanako.get("/console").await), "it is said where somebody reads it");
    assert!(!said(hanako.get("/console").await), "once");
}

async fn an_operator_has_at_most_a_hundred_drafts_and_can_go_on_writing_in_each(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let form = |number: i64| {
        let number = format!("00000000-0000-0000-0000-{number:012}");
        Filled::of(&page).set("submission", &number)
    };
    for number in 0..MAX_DRAFTS {
        portal.wait_seconds(1);
        let kept = form(number).autosave(&mut hanako, &page).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT, "{number}");
    }
    portal.wait_seconds(60);
    let one_more = form(MAX_DRAFTS).autosave(&mut hanako, &page).await;
    assert_eq!(one_more.status, StatusCode::CONFLICT);
    assert_eq!(one_more.text("h1").as_deref(), Some("You have too many drafts"));
    let known = form(7).set("scope_text_ja", "x").autosave(&mut hanako, &page).await;
    assert_eq!(known.status, StatusCode::NO_CONTENT);
    let checked = form(MAX_DRAFTS).send(&mut hanako, "check").await;
    assert!(checked.texts(".warn").join(" ").contains("could not be saved"), "it is said");
    assert!(checked.body.contains("data-autosave-now"), "and the page tries again");
}

async fn a_draft_outlives_the_session_and_is_shown_to_others(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let mut ren = portal.operator("ren", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let page = hanako.get(&format!("{incident}/notice")).await;
    let autosave = page.attribute("form[data-autosave]", "data-autosave").unwrap();
    let typed = Filled::of(&page).set("free_ja", "途中まで書いた段落").set("started", "夕方");
    let fields: Vec<_> =
        typed.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let kept = hanako.post(&autosave, &fields).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT, "{}", kept.body);

    hanako.post("/console/sign-out", &[]).await;
    let asked = hanako.post(&autosave, &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "the page says that it is signed out");
    hanako.sign_in("hanako", PASSWORD).await;
    let again = hanako.get(&format!("{incident}/notice")).await;
    assert_eq!(Filled::of(&again).get("free_ja"), "途中まで書いた段落");
    assert!(hanako.get("/console").await.body.contains("/notice"));

    let theirs = ren.get(&format!("{incident}/notice")).await;
    assert!(theirs.text(".warn").unwrap().contains("Operator hanako"), "{:?}", theirs.texts("p"));
    assert_eq!(Filled::of(&theirs).get("free_ja"), "", "nobody writes on in another's draft");
    let number = Filled::of(&again).get("submission").to_owned();
    let gone = hanako.post("/console/drafts/discard", &[("submission", &number)]).await;
    accepted(&gone);
    let fresh = hanako.get(&format!("{incident}/notice")).await;
    assert_eq!(Filled::of(&fresh).get("free_ja"), "");
}

async fn a_draft_goes_with_its_post_and_is_not_saved_too_often(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(NEW).await;
    let autosave = page.attribute("form[data-autosave]", "data-autosave").unwrap();
    let checked = Filled::of(&blank(&mut hanako).await.send(&mut hanako, "check").await);
    let fields: Vec<_> =
        checked.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(hanako.post(&autosave, &fields).await.status, StatusCode::NO_CONTENT);
    accepted(&checked.send(&mut hanako, "post").await);
    let late = hanako.post(&autosave, &fields).await;
    assert_eq!(late.status, StatusCode::GONE, "what was posted is no draft any more");
    let fresh = hanako.get(NEW).await;
    assert!(fresh.text("form[action$=discard]").is_none(), "{:?}", fresh.texts(".done"));

    let blank = Filled::of(&fresh);
    let typed = [("submission", blank.get("submission")), ("free_ja", "x")];
    let mut statuses = Vec::new();
    for _ in 0..25 {
        statuses.push(hanako.post(&autosave, &typed).await.status);
    }
    assert_eq!(statuses[24], StatusCode::TOO_MANY_REQUESTS);
    portal.wait_seconds(5);
    assert_eq!(hanako.post(&autosave, &typed).await.status, StatusCode::NO_CONTENT);
}
