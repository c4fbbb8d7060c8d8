//! First notices: one form, one check and one click, with every mistake said at its field and nothing lost.

use axum::http::StatusCode;
use noroshi::{
    domain::{
        incident::{IncidentState, UpdateKind},
        language::Language,
        operator::Role,
        text::TextState,
    },
    storage,
};

use crate::support::{
    TestDatabase, on_each_database,
    writing::{
        Filled, NEW, accepted, action, blank, only, open, records, recovery, set_up, update,
    },
};

on_each_database!(
    a_first_notice_takes_one_form_one_check_and_one_click,
    what_was_not_checked_is_not_posted,
    every_mistake_of_a_first_notice_is_said_at_its_field_and_nothing_is_lost,
    the_same_form_sent_twice_posts_once,
    a_drafter_writes_and_does_not_post,
    one_language_is_enough_and_the_other_is_generated,
    addresses_in_public_text_are_warned_about_and_stay_only_with_a_reason,
    an_incident_that_is_over_is_entered_afterwards,
    every_form_answers_bad_input_with_a_page,
);

async fn a_first_notice_takes_one_form_one_check_and_one_click(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form = blank(&mut hanako).await;
    let checked = form.send(&mut hanako, "check").await;
    assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.texts(".errors, .error"));
    assert!(records(&portal).await.is_empty(), "checking posts nothing");
    let both = checked.texts("#started-readback[for=started] span");
    assert_eq!(both.len(), 2, "the time is shown back in both languages: {both:?}");
    let described = checked.attribute("#started", "aria-describedby").unwrap();
    assert!(described.contains("started-readback"), "{described}");
    assert_eq!(form.get("detected"), "", "nobody said yet when it was noticed");
    assert_eq!(checked.attribute("[name=notify]", "value"), None, "nothing promises a mail");
    let pane = checked.text("[data-preview-pane=ja]").unwrap();
    assert!(pane.contains("popの利用ができない状況が発生しております"), "{pane}");
    assert!(checked.text("[data-preview-pane=en]").unwrap().contains("cannot use pop"));

    let shown = Filled::of(&checked);
    assert!(shown.get("subject_ja").contains("第1報"), "{}", shown.get("subject_ja"));
    let posted = shown.send(&mut hanako, "post").await;
    accepted(&posted);
    let record = only(&portal).await;
    assert_eq!(posted.location(), format!("/console/incidents/{}", record.incident.reference));
    assert_eq!(record.incident.state, IncidentState::Investigating);
    assert_eq!(record.updates[0].body.written(Language::Ja), Some(shown.get("body_ja")));
    assert!(record.updates[0].body.is_complete());
    assert!(record.updates[0].notify, "what waits for mail is recorded");
    let shown = hanako.get(posted.location()).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert_eq!(portal.audited().await.last().unwrap(), "incident.open");
}

async fn what_was_not_checked_is_not_posted(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let checked = blank(&mut hanako).await.send(&mut hanako, "check").await;
    let changed = Filled::of(&checked).set("degree-pop", "delayed");
    let again = changed.send(&mut hanako, "post").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(records(&portal).await.is_empty());
    assert!(again.text("#errors[autofocus]").unwrap().contains("nothing was posted"));
    assert_eq!(again.text(".done"), None, "a refusal does not look like a success");
    assert!(Filled::of(&again).get("body_en").contains("delays"), "the text follows the facts");
    let posted = Filled::of(&again).send(&mut hanako, "post").await;
    accepted(&posted);
}

async fn every_mistake_of_a_first_notice_is_said_at_its_field_and_nothing_is_lost(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form = blank(&mut hanako)
        .await
        .set("service", "ftp")
        .set("started", "夕方")
        .set("next_update", "2016-02-30")
        .set("scope", "half")
        .set("symptom_short_en", &"x".repeat(300))
        .set("symptom_short_ja", "a\u{202e}b");
    for step in ["check", "post"] {
        let page = form.send(&mut hanako, step).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in
            ["service", "started", "next_update", "scope", "symptom_short_en", "symptom_short_ja"]
        {
            assert!(page.error_at(field).is_some(), "{field}: {:?}", page.texts(".error"));
        }
        let kept = Filled::of(&page);
        for name in ["started", "next_update", "symptom_short_en", "symptom_short_ja"] {
            assert_eq!(kept.get(name), form.get(name), "{name}");
        }
    }
    assert!(records(&portal).await.is_empty());
}

async fn the_same_form_sent_twice_posts_once(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let checked = Filled::of(&blank(&mut hanako).await.send(&mut hanako, "check").await);
    let mut again = hanako.clone();
    let both = futures_util::future::join(
        checked.send(&mut hanako, "post"),
        checked.send(&mut again, "post"),
    );
    let (first, second) = both.await;
    assert_eq!(first.location(), second.location(), "{} {}", first.status, second.status);
    let incident = only(&portal).await;
    assert_eq!(incident.updates.len(), 1);

    let path = first.location().to_owned();
    let form = action(&mut hanako, &path, "調査").await.set("action_now_en", "work");
    let checked = Filled::of(&form.send(&mut hanako, "check").await);
    for _ in 0..2 {
        let posted = checked.send(&mut hanako, "post").await;
        assert_eq!((posted.status, posted.location()), (StatusCode::SEE_OTHER, path.as_str()));
    }
    assert_eq!(only(&portal).await.updates.len(), 2);
}

async fn a_drafter_writes_and_does_not_post(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut taro = portal.operator("taro", Role::Drafter).await;
    let checked = blank(&mut taro).await.send(&mut taro, "check").await;
    assert_eq!(checked.status, StatusCode::OK);
    assert!(checked.text("button[value=post]").is_none(), "there is no button to post");
    let refused = Filled::of(&checked).send(&mut taro, "post").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(records(&portal).await.is_empty());
    let kept = Filled::of(&checked).send(&mut taro, "draft").await;
    accepted(&kept);
    let mut viewer = portal.operator("viewer", Role::Viewer).await;
    assert_eq!(viewer.get(NEW).await.status, StatusCode::FORBIDDEN);
}

async fn one_language_is_enough_and_the_other_is_generated(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = action(&mut hanako, &incident, "通信機器の確認").await;
    let checked = form.send(&mut hanako, "check").await;
    assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.texts(".errors"));
    let warned = checked.texts(".warn").join(" ");
    assert!(warned.contains("English text was generated"), "{warned}");
    Filled::of(&checked).send(&mut hanako, "post").await;
    let record = only(&portal).await;
    let body = &record.updates[1].body;
    assert_eq!(body.source, Language::Ja);
    assert_eq!(body.en.as_ref().unwrap().state, TextState::Auto);
}

async fn addresses_in_public_text_are_warned_about_and_stay_only_with_a_reason(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let checked = Filled::of(&blank(&mut hanako).await.send(&mut hanako, "check").await);
    let text = "We lost mail from taro@customer.example at 192.0.2.10. すみません";
    let warned = checked.set("body_en", text).send(&mut hanako, "check").await;
    assert_eq!(warned.status, StatusCode::OK);
    let said = warned.texts(".warns .warn").join(" ");
    for found in ["taro@customer.example", "192.0.2.10", "Japanese", "one language only"] {
        assert!(said.contains(found), "{found}: {said}");
    }
    let refused = Filled::of(&warned).send(&mut hanako, "post").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.error_at("address_reason").unwrap().contains("Say why"));
    assert!(records(&portal).await.is_empty());
    let reason = Filled::of(&refused).set("address_reason", "公開の試験用アドレスのため");
    let posted = reason.post(&mut hanako).await;
    accepted(&posted);
    assert_eq!(only(&portal).await.updates[0].body.written(Language::En), Some(text));
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let filter = storage::audit::AuditFilter::All;
    let entries = storage::audit::list(&mut tx, filter, None, 1).await.unwrap();
    assert_eq!(entries[0].event.detail, "U01 → text.address → 公開の試験用アドレスのため");
}

async fn an_incident_that_is_over_is_entered_afterwards(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let page = hanako.get(&format!("{NEW}?state=recovered")).await;
    let form = Filled::of(&page)
        .set("service", "mail")
        .set("degree-pop", "unavailable")
        .set("scope", "all")
        .set("started", "3時間前")
        .set("detected", "3時間前");
    let missing = form.send(&mut hanako, "check").await;
    for field in ["ended-p1", "observed_from", "data_statement"] {
        assert!(missing.error_at(field).is_some(), "{field}: {:?}", missing.texts(".error"));
    }
    let form = recovery(form).set("ended-p1", "2時間前").set("observed_from", "2時間前");
    accepted(&form.post(&mut hanako).await);
    let record = only(&portal).await;
    assert_eq!(record.incident.state, IncidentState::Recovered);
    assert_eq!(record.updates[0].kind, UpdateKind::FirstNotice);
    assert_eq!(record.incident.judgements.len(), 1);
}

async fn every_form_answers_bad_input_with_a_page(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let long = "あ".repeat(4_000);
    let bad = [
        "",
        "\u{0}",
        "a\u{202e}b",
        "\u{fffd}",
        "25:99",
        "-1",
        "nobody",
        long.as_str(),
        "%s<script>",
    ];
    let first = blank(&mut hanako).await;
    let second = update(&mut hanako, &incident, "recovered").await;
    for form in [&first, &second] {
        for bad in bad {
            let all: Vec<_> = form
                .fields
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "submission" | "version"))
                .map(|(name, _)| name.clone())
                .collect();
            for name in all {
                let page = form.clone().set(&name, bad).send(&mut hanako, "check").await;
                let answered =
                    [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&page.status);
                assert!(answered, "{name} = {:.20?}: {}", bad, page.status);
                assert!(!page.body.contains("<script>"), "{name}");
            }
        }
    }
    let mut bytes = "service=mail&started=".to_owned().into_bytes();
    bytes.extend(b"%FF%FE&submission=x");
    let page = hanako.post_body(NEW, bytes).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for path in ["/console/incidents/INC-19990101-01", "/console/incidents/x/notice"] {
        assert_eq!(hanako.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(only(&portal).await.updates.len(), 1);
}
