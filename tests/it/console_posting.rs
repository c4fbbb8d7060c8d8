//! Posting at the console, as operators do it: from the first notice to recovery, with every mistake said
//! at its field and nothing lost.

use axum::http::StatusCode;
use noroshi::{
    app::{self, Besides},
    domain::{
        incident::{
            Incident, IncidentRecord, IncidentState, PeriodKind, Symptom, Unaffected, UpdateKind,
        },
        language::Language,
        operator::Role,
        service::Degree,
        text::TextState,
    },
    storage,
};
use scraper::{Html, Selector};

use crate::{
    record::read_back,
    support::{
        TestDatabase,
        console::Portal,
        on_each_database,
        sample::{key, provider, symptom},
        writing::{Filled, NEW, accepted, blank, open, recovery, set_up, update},
    },
};

on_each_database!(
    a_first_notice_takes_one_form_one_check_and_one_click,
    what_was_not_checked_is_not_posted,
    every_mistake_of_a_first_notice_is_said_at_its_field_and_nothing_is_lost,
    an_incident_is_led_from_its_first_notice_to_recovery,
    recovery_needs_an_end_a_judgement_and_an_answer_about_data,
    a_withdrawn_incident_says_why_and_takes_no_more_notices,
    a_recovered_incident_comes_back_as_a_new_period,
    the_second_of_two_operators_sees_the_difference_and_goes_on_from_there,
    the_same_form_sent_twice_posts_once,
    a_draft_outlives_the_session_and_is_shown_to_others,
    a_drafter_writes_and_does_not_post,
    one_language_is_enough_and_the_other_is_generated,
    addresses_in_public_text_are_warned_about_and_stay_only_with_a_reason,
    the_first_page_shows_clocks_and_what_is_overdue,
    every_form_answers_bad_input_with_a_page,
    a_correction_changes_a_fact_and_says_what_stood_there,
    the_record_is_edited_without_a_notice_and_never_against_what_was_posted,
    a_generated_translation_is_read_and_approved,
    a_text_typed_again_in_one_language_leaves_the_other_out_of_date,
    a_clock_that_is_set_back_keeps_the_order_of_what_was_posted,
    a_form_that_nobody_changed_changes_nothing,
    an_incident_that_is_over_is_entered_afterwards,
    what_happened_earlier_is_entered_afterwards_and_leaves_the_newer_state,
    a_backlog_opens_with_its_notice_and_keeps_recovery_away,
    a_long_incident_promises_its_daily_notice_and_apologizes_more_with_a_reason,
    everything_about_the_record_has_a_form,
    a_wrong_count_is_corrected_and_its_history_stays,
    what_is_wrong_in_english_alone_is_corrected_too,
    reports_follow_a_recovered_incident_without_a_number,
    a_final_report_may_say_that_the_cause_could_not_be_established,
    a_checked_notice_shows_the_page_and_what_changes,
    a_draft_goes_with_its_post_and_is_not_saved_too_often,
);

pub(crate) async fn records(portal: &Portal) -> Vec<IncidentRecord> {
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let changed = storage::incidents::list_changed(&mut tx, (0, None), 100).await.unwrap();
    let records: Vec<_> = changed.into_iter().map(|it| it.record).collect();
    // Whatever the console stores can be given out and taken over again.
    records.iter().for_each(read_back);
    records
}

pub(crate) async fn only(portal: &Portal) -> IncidentRecord {
    let mut records = records(portal).await;
    assert_eq!(records.len(), 1);
    records.remove(0)
}

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
    let pane = checked.text("[data-preview-pane=ja]").unwrap();
    assert!(pane.contains("popの利用ができない状況が発生しております"), "{pane}");
    assert!(checked.text("[data-preview-pane=en]").unwrap().contains("cannot use pop"));

    let shown = Filled::of(&checked);
    assert!(shown.get("subject_ja").contains("第1報"), "{}", shown.get("subject_ja"));
    let posted = shown.send(&mut hanako, "post").await;
    assert_eq!(
        posted.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        posted.texts(".errors, .error, .done")
    );
    let record = only(&portal).await;
    assert_eq!(posted.location(), format!("/console/incidents/{}", record.incident.reference));
    assert_eq!(record.incident.state, IncidentState::Investigating);
    assert_eq!(record.updates[0].body.written(Language::Ja), Some(shown.get("body_ja")));
    assert!(record.updates[0].body.is_complete());
    assert!(record.updates[0].notify);
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
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
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

async fn an_incident_is_led_from_its_first_notice_to_recovery(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;

    let working = update(&mut hanako, &incident, "responding")
        .await
        .set("template", "I3")
        .set("cause_state", "suspected")
        .set("cause_ja", "ストレージの故障")
        .set("cause_en", "a failure of the storage system")
        .set("action_now_ja", "予備機への切り替え")
        .set("action_now_en", "switching to the standby server")
        .set("eta", "22時頃");
    let posted = working.post(&mut hanako).await;
    assert_eq!(
        posted.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        posted.texts(".error, .errors, .done")
    );

    portal.wait_seconds(600);
    let recovered = update(&mut hanako, &incident, "recovered").await;
    let posted = recovery(recovered).post(&mut hanako).await;
    assert_eq!(
        posted.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        posted.texts(".error, .errors, .done")
    );

    let record = only(&portal).await;
    assert_eq!(record.incident.state, IncidentState::Recovered);
    let kinds: Vec<_> = record.updates.iter().map(|update| (update.kind, update.number)).collect();
    assert_eq!(
        kinds,
        [
            (UpdateKind::FirstNotice, Some(1)),
            (UpdateKind::Update, Some(2)),
            (UpdateKind::RecoveryNotice, Some(3)),
        ]
    );
    assert_eq!(record.incident.judgements.len(), 1);
    assert_eq!(record.updates[2].judgement.as_ref(), Some(&record.incident.judgements[0].key));
    let said = record.updates[2].body.written(Language::Ja).unwrap();
    assert!(said.contains("データの消失はございません。"), "{said}");
    let page = hanako.get(&incident).await;
    assert_eq!(page.texts(".rows .chip").len(), 3);
}

async fn recovery_needs_an_end_a_judgement_and_an_answer_about_data(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "recovered").await.set("data_statement", "");
    let page = form.send(&mut hanako, "check").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["ended-p1", "observed_from", "observation_ja", "data_statement"] {
        assert!(page.error_at(field).is_some(), "{field}: {:?}", page.texts(".error"));
    }
    let early = recovery(form).set("observed_from", "15分前").set("observed_to", "10分前");
    let page = early.send(&mut hanako, "check").await;
    let said = page.error_at("observed_to").unwrap();
    assert!(said.contains("judgement"), "an observation that ended before the outage: {said}");
    assert_eq!(only(&portal).await.updates.len(), 1);
}

async fn a_withdrawn_incident_says_why_and_takes_no_more_notices(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "withdrawn").await;
    let page = form.send(&mut hanako, "check").await;
    assert!(page.error_at("reason_ja").is_some(), "{:?}", page.texts(".errors"));
    let reason = form.set("reason_ja", "監視の誤検知でした。").set("reason_en", "A false alarm.");
    assert_eq!(reason.post(&mut hanako).await.status, StatusCode::SEE_OTHER);
    let record = only(&portal).await;
    assert_eq!(record.incident.state, IncidentState::Withdrawn);
    assert_eq!(record.updates[1].kind, UpdateKind::Withdrawal);
    let page = hanako.get(&incident).await;
    assert!(page.attribute(&format!("a[href='{incident}/notice']"), "href").is_none());
}

async fn a_recovered_incident_comes_back_as_a_new_period(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = recovery(update(&mut hanako, &incident, "recovered").await);
    assert_eq!(form.post(&mut hanako).await.status, StatusCode::SEE_OTHER);
    portal.wait_seconds(3600);
    hanako.sign_in("hanako", crate::support::console::PASSWORD).await;

    let similar = blank(&mut hanako).await.send(&mut hanako, "check").await;
    let proposed = similar.attribute(".warn a", "href").unwrap();
    assert!(proposed.starts_with(&incident), "a recurrence is proposed: {proposed}");
    let page = hanako.get(&proposed).await;
    let again = Filled::of(&page).set("recurred", "10分前").set("cause_state", "unknown");
    let posted = again.post(&mut hanako).await;
    assert_eq!(
        posted.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        posted.texts(".error, .errors, .done")
    );
    let record = only(&portal).await;
    assert_eq!(record.updates[2].kind, UpdateKind::Recurrence);
    assert!(record.updates[2].reopened);
    assert_eq!(record.incident.periods.len(), 2);
    let second = &record.incident.periods[1];
    assert_eq!(second.recurrence_of.as_ref(), Some(&record.incident.periods[0].key));
    assert_eq!(record.incident.judgements[0].overturned_by.as_ref(), Some(&second.key));
}

async fn the_second_of_two_operators_sees_the_difference_and_goes_on_from_there(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let mut ren = portal.operator("ren", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let still = |form: Filled, ja: &str, en: &str| {
        form.set("template", "I4").set("action_now_ja", ja).set("action_now_en", en)
    };
    let hers = update(&mut hanako, &incident, "investigating").await;
    let his = update(&mut ren, &incident, "investigating").await;
    let hers = still(hers, "切り替え", "switching over");
    let his = still(his, "再起動", "restarting the server");
    let checked = Filled::of(&his.send(&mut ren, "check").await);
    assert_eq!(hers.post(&mut hanako).await.status, StatusCode::SEE_OTHER);

    let conflict = checked.send(&mut ren, "post").await;
    assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.body);
    assert!(conflict.text("#errors p").unwrap().contains("hanako"), "{:?}", conflict.texts("p"));
    assert!(conflict.texts("del").iter().any(|words| words.contains("切り替え")));
    assert!(conflict.texts("ins").iter().any(|words| words.contains("再起動")));
    let unchecked = still(update(&mut ren, &incident, "investigating").await, "再起動", "x");
    let unchecked = unchecked.set("version", "1").send(&mut ren, "check").await;
    assert_eq!(unchecked.status, StatusCode::CONFLICT);
    let theirs = unchecked.texts(".diff td").join(" ");
    assert!(theirs.contains("切り替え"), "whoever has no text yet sees the other's: {theirs}");
    assert_eq!(only(&portal).await.updates.len(), 2, "nothing is overwritten");

    let on_top = Filled::of(&conflict).send(&mut ren, "check").await;
    assert_eq!(on_top.status, StatusCode::OK, "{:?}", on_top.texts(".errors"));
    let posted = Filled::of(&on_top).send(&mut ren, "post").await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{:?}", posted.texts(".done"));
    let record = only(&portal).await;
    assert_eq!(record.updates.len(), 3);
    assert!(record.updates[2].subject.written(Language::En).unwrap().contains("update 3"));
    assert!(record.updates[2].body.written(Language::Ja).unwrap().contains("再起動"));
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
    let form = update(&mut hanako, &path, "investigating").await;
    let form = form.set("template", "I4").set("action_now_ja", "調査").set("action_now_en", "work");
    let checked = Filled::of(&form.send(&mut hanako, "check").await);
    for _ in 0..2 {
        let posted = checked.send(&mut hanako, "post").await;
        assert_eq!((posted.status, posted.location()), (StatusCode::SEE_OTHER, path.as_str()));
    }
    assert_eq!(only(&portal).await.updates.len(), 2);
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
    hanako.sign_in("hanako", crate::support::console::PASSWORD).await;
    let again = hanako.get(&format!("{incident}/notice")).await;
    assert_eq!(Filled::of(&again).get("free_ja"), "途中まで書いた段落");
    assert!(hanako.get("/console").await.body.contains("/notice"));

    let theirs = ren.get(&format!("{incident}/notice")).await;
    assert!(theirs.text(".warn").unwrap().contains("Operator hanako"), "{:?}", theirs.texts("p"));
    assert_eq!(Filled::of(&theirs).get("free_ja"), "", "nobody writes on in another's draft");
    let number = Filled::of(&again).get("submission").to_owned();
    let gone = hanako.post("/console/drafts/discard", &[("submission", &number)]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let fresh = hanako.get(&format!("{incident}/notice")).await;
    assert_eq!(Filled::of(&fresh).get("free_ja"), "");
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
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let mut viewer = portal.operator("viewer", Role::Viewer).await;
    assert_eq!(viewer.get(NEW).await.status, StatusCode::FORBIDDEN);
}

async fn one_language_is_enough_and_the_other_is_generated(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "investigating")
        .await
        .set("template", "I4")
        .set("action_now_ja", "通信機器の確認");
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
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{:?}", posted.texts(".done, .error"));
    assert_eq!(only(&portal).await.updates[0].body.written(Language::En), Some(text));
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let filter = storage::audit::AuditFilter::All;
    let entries = storage::audit::list(&mut tx, filter, None, 1).await.unwrap();
    assert_eq!(entries[0].event.detail, "U01 → text.address → 公開の試験用アドレスのため");
}

async fn the_first_page_shows_clocks_and_what_is_overdue(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let page = hanako.get("/console").await;
    assert_eq!(page.text("article h3 a").unwrap(), "Minato mail: problems using pop");
    assert!(page.body.contains(&incident));
    assert!(page.text(".clock__left").is_some());
    portal.wait_seconds(4 * 3600);
    hanako.sign_in("hanako", crate::support::console::PASSWORD).await;
    let later = hanako.get("/console").await;
    let clocks = later.texts(".clock.is-major").join(" ");
    assert!(clocks.contains("overdue"), "{clocks}");
    let warned = later.texts(".warn").join(" ");
    assert!(warned.contains("more than 3 hours"), "{warned}");
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

async fn a_correction_changes_a_fact_and_says_what_stood_there(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let before = only(&portal).await.incident;
    let page = hanako.get(&format!("{incident}/correction")).await;
    let form = Filled::of(&page).set("field", "start-p1").set("new_moment", "30分前");
    let refused = form.send(&mut hanako, "check").await;
    assert!(refused.error_at("reason_ja").is_some(), "{:?}", refused.texts(".error"));
    let form = form.set("reason_ja", "記録を確認したため").set("reason_en", "Logs were checked");
    let posted = form.post(&mut hanako).await;
    assert_eq!(
        posted.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        posted.texts(".error, .errors, .done")
    );
    let record = only(&portal).await;
    let correction = record.updates[1].correction.as_ref().unwrap();
    assert_eq!(record.updates[1].kind, UpdateKind::Correction);
    assert_eq!(correction.field.as_str(), "start-p1");
    let moved = before.started().unwrap().at.minutes_since(record.incident.started().unwrap().at);
    assert_eq!(moved, 10);
    let said = record.updates[1].body.written(Language::Ja).unwrap();
    assert!(said.contains("訂正箇所：発生日時"), "{said}");
    assert!(said.contains(correction.old.written(Language::Ja).unwrap()), "{said}");
    assert_eq!(portal.audited().await.last().unwrap(), "incident.correct");

    let page = hanako.get(&format!("{incident}/correction")).await;
    let same = Filled::of(&page).set("field", "services").set("reason_ja", "x");
    let refused = same.set("field", "affected_services").send(&mut hanako, "check").await;
    assert!(refused.error_at("service").is_some(), "nothing would change");
}

async fn the_record_is_edited_without_a_notice_and_never_against_what_was_posted(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (part, fields) in [
        (
            "cause",
            vec![
                ("cause_state", "confirmed"),
                ("cause_ja", "設定の誤り"),
                ("step-new_ja", "更新"),
                ("role-new", "trigger"),
            ],
        ),
        ("data", vec![("count", "12,400"), ("unit_ja", "通"), ("basis", "estimate")]),
        ("unaffected", vec![("functions-new", "send")]),
        (
            "measures",
            vec![("measure-new_ja", "再起動"), ("kind-new", "restart"), ("status-new", "done")],
        ),
        ("severity", vec![("severity", "critical")]),
        ("notes", vec![("note-new_ja", "補足です")]),
        ("period-p1", vec![("degree-send", "delayed")]),
    ] {
        let page = hanako.get(&format!("{incident}/edit/{part}")).await;
        assert_eq!(page.status, StatusCode::OK, "{part}");
        let form =
            fields.iter().fold(Filled::of(&page), |form, (name, value)| form.set(name, value));
        let saved = form.send(&mut hanako, "save").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{part}: {:?}", saved.texts(".error"));
    }
    let record = only(&portal).await;
    let facts = &record.incident;
    assert_eq!(record.updates.len(), 1, "nothing was posted");
    assert_eq!(facts.cause.steps.len(), 1);
    assert_eq!(facts.counts[0].n, 12_400);
    assert_eq!(facts.unaffected[0].functions.len(), 1);
    assert_eq!(facts.measures.len(), 1);
    assert_eq!(facts.severity_log.len(), 2);
    assert_eq!(facts.notes.len(), 1);
    assert_eq!(facts.periods[0].symptoms.len(), 2);

    let page = hanako.get(&format!("{incident}/edit/period-p1")).await;
    let silent = Filled::of(&page).set("started", "3時間前").send(&mut hanako, "save").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text("#errors[autofocus]").unwrap().contains("post a correction"));
    assert_eq!(only(&portal).await.incident.started(), facts.started());
}

async fn a_generated_translation_is_read_and_approved(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "investigating").await.set("template", "I4");
    form.set("action_now_ja", "通信機器の確認").post(&mut hanako).await;
    let page = hanako.get(&incident).await;
    let review = page.attribute("li .more", "href").unwrap();
    let form = Filled::of(&hanako.get(&review).await);
    let empty = form.clone().set("body_en", "").send(&mut hanako, "save").await;
    assert!(empty.error_at("body_en").is_some());
    let saved = form.set("body_en", "We are checking the network.").send(&mut hanako, "save").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", saved.texts(".error"));
    let record = only(&portal).await;
    assert!(record.updates[1].body.is_complete());
}

async fn a_text_typed_again_in_one_language_leaves_the_other_out_of_date(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (part, field) in [("data", "workaround"), ("cause", "cause"), ("notes", "note-new")] {
        let [ja, en] = ["ja", "en"].map(|language| format!("{field}_{language}"));
        let path = format!("{incident}/edit/{part}");
        let form = Filled::of(&hanako.get(&path).await).set("cause_state", "suspected");
        let form = form.set(&ja, "はじめの文").set(&en, "The first text");
        accepted(&form.send(&mut hanako, "save").await);
        let form = Filled::of(&hanako.get(&path).await);
        assert!(form.fields.iter().any(|(_, value)| value == "The first text"));
        let (ja, _) = form.fields.iter().find(|(_, value)| value == "はじめの文").unwrap().clone();
        accepted(&form.set(&ja, "次の文").send(&mut hanako, "save").await);
    }
    let facts = only(&portal).await.incident;
    for text in [facts.workaround, facts.cause.summary, facts.notes.into_iter().next()] {
        let text = text.unwrap();
        assert_eq!(text.written(Language::Ja), Some("次の文"));
        assert_eq!(text.ja.as_ref().unwrap().by.as_deref(), Some("hanako"));
        assert!(text.read(Language::En).unwrap().stale);
    }
}

/// Symptoms that differ from service to service, one that nobody has judged, and a statement about a related
/// impact: nothing of it is asked for by the forms for the usual case.
fn intricate(facts: &mut Incident) {
    let period = &mut facts.periods[0];
    let limited =
        |service: &str, degree| Symptom { services: vec![key(service)], ..symptom("send", degree) };
    period.symptoms.extend([
        limited("mail", Degree::Slow),
        limited("direct", Degree::Unavailable),
        symptom("login", Degree::Unstated),
    ]);
    let mut fringe = period.clone();
    fringe.key = key("f1");
    fringe.kind = PeriodKind::FringeBefore;
    fringe.of = Some(key("p1"));
    facts.periods.push(fringe);
    facts.unaffected = vec![Unaffected {
        functions: vec![key("serve")],
        services: vec![],
        periods: Some(vec![key("f1")]),
        narrative: None,
    }];
}

async fn a_form_that_nobody_changed_changes_nothing(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let mut facts = only(&portal).await.incident;
    intricate(&mut facts);
    let command = app::EditIncident { incident: facts, part: "test", besides: Besides::default() };
    let actor = app::Actor { who: "hanako".to_owned(), from: None };
    app::edit_incident(portal.core(), &actor, command).await.unwrap();

    let before = only(&portal).await.incident;
    for part in ["period-p1", "period-f1", "unaffected"] {
        let form = Filled::of(&hanako.get(&format!("{incident}/edit/{part}")).await);
        accepted(&form.send(&mut hanako, "save").await);
        let after = only(&portal).await.incident;
        assert_eq!(Incident { version: before.version, ..after }, before, "{part}");
    }
    let form = Filled::of(&hanako.get(&format!("{incident}/edit/period-p1")).await);
    accepted(&form.set("limited-1", "delayed").send(&mut hanako, "save").await);
    let form = Filled::of(&hanako.get(&format!("{incident}/edit/unaffected")).await);
    let (when, _) = form.fields.iter().find(|(name, _)| name.starts_with("when-")).unwrap().clone();
    accepted(&form.set(&when, "all").send(&mut hanako, "save").await);
    let after = only(&portal).await.incident;
    assert_eq!(after.periods[0].symptoms[1].degree, Degree::Delayed);
    assert_eq!(after.periods[0].symptoms[2].degree, Degree::Unavailable);
    assert_eq!(after.unaffected[0].periods, None);
}

async fn a_clock_that_is_set_back_keeps_the_order_of_what_was_posted(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "responding").await.set("template", "I3");
    let form = form.set("action_now_ja", "機器の確認").set("action_now_en", "check the network");
    portal.wait_seconds(-90);
    accepted(&form.post(&mut hanako).await);
    let updates = only(&portal).await.updates;
    assert_eq!(updates[1].posted, updates[0].posted);
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

async fn what_happened_earlier_is_entered_afterwards_and_leaves_the_newer_state(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    portal.wait_seconds(600);
    let form = update(&mut hanako, &incident, "responding").await.set("occurred", "20分前");
    let refused = form.send(&mut hanako, "check").await;
    assert!(refused.error_at("occurred").is_some(), "{:?}", refused.texts(".error"));
    for (typed, said) in [("明日10時", "future"), ("昨日22時頃", "exact"), ("2026-02-30", "date")]
    {
        let form = update(&mut hanako, &incident, "investigating").await;
        let page = form.set("occurred", typed).send(&mut hanako, "check").await;
        let error = page.error_at("occurred").unwrap_or_default();
        assert!(error.contains(said), "{typed}: {error}");
    }
    let form = update(&mut hanako, &incident, "investigating")
        .await
        .set("template", "I4")
        .set("action_now_ja", "確認")
        .set("action_now_en", "checking")
        .set("occurred", "20分前");
    let checked = form.send(&mut hanako, "check").await;
    assert_eq!(checked.texts("output[for=occurred] span").len(), 2, "shown back with its weekday");
    accepted(&Filled::of(&checked).send(&mut hanako, "post").await);
    let update = &only(&portal).await.updates[1];
    assert_eq!(update.posted.minutes_since(update.occurred.unwrap()), 20);
}

async fn a_backlog_opens_with_its_notice_and_keeps_recovery_away(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    portal.wait_seconds(600);
    let form = update(&mut hanako, &incident, "partial").await.set("template", "I13");
    let checked = form.send(&mut hanako, "check").await;
    let form = Filled::of(&checked)
        .set("restored_ja", "メールの受信")
        .set("restored_en", "receiving mail")
        .set("backlog_ja", "お客様宛のメール")
        .set("backlog_en", "incoming mail")
        .set("data_statement", "queued_in_progress");
    accepted(&form.post(&mut hanako).await);
    assert!(only(&portal).await.incident.has_open_backlog());
    let form = recovery(update(&mut hanako, &incident, "recovered").await);
    let refused = form.send(&mut hanako, "check").await;
    assert!(refused.error_at("backlog_closed").is_some(), "{:?}", refused.texts(".error"));
    accepted(&form.set("backlog_closed", "5分前").post(&mut hanako).await);
    assert!(!only(&portal).await.incident.has_open_backlog());
    let form = Filled::of(&hanako.get(&format!("{incident}/edit/backlogs")).await);
    let again =
        form.set("backlog-new", "mail").set("opened-new", "20分前").set("state-new", "open");
    let refused = again.send(&mut hanako, "save").await;
    assert!(refused.error_at("state-new").is_some(), "{:?}", refused.texts(".errors"));
}

async fn a_long_incident_promises_its_daily_notice_and_apologizes_more_with_a_reason(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "investigating")
        .await
        .set("template", "I4")
        .set("action_now_ja", "確認")
        .set("action_now_en", "checking")
        .set("rhythm", "daily")
        .set("apology", "higher");
    let refused = form.clone().set("daily_at", "夕方").send(&mut hanako, "check").await;
    assert!(refused.error_at("daily_at").is_some());
    assert!(refused.error_at("apology_reason").is_some());
    let before = only(&portal).await.updates[0].values.apology.unwrap();
    let form = form.set("daily_at", "18:00").set("apology_reason", "影響の大きさのため");
    accepted(&form.post(&mut hanako).await);
    let record = only(&portal).await;
    let update = &record.updates[1];
    assert_eq!(record.incident.long_incident.as_ref().map(|it| it.daily_at), Some(18 * 60));
    assert!(update.long_incident.is_some());
    assert!(update.body.written(Language::En).unwrap().contains("daily at 18:00"));
    assert_eq!(update.values.apology.unwrap().level, before.level + 1);
    let promised = record.promise().unwrap().at.in_zone(&provider().time_zone());
    assert_eq!((promised.hour(), promised.minute()), (18, 0));
}

async fn everything_about_the_record_has_a_form(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (part, fields) in [
        ("phases", vec![("lead-new_ja", "発生直後に"), ("until-new", "5分前")]),
        ("phases", vec![("future-new", "yes"), ("after-new", "f01")]),
        (
            "measures",
            vec![("measure-new_ja", "再起動"), ("kind-new", "restart"), ("status-new", "done")],
        ),
        (
            "measures",
            vec![("phase-m01", "f01"), ("basis-m01_ja", "手順書"), ("due-m01", "明日10時")],
        ),
        (
            "backlogs",
            vec![("backlog-new", "mail"), ("opened-new", "20分前"), ("state-new", "open")],
        ),
        ("times", vec![("detected", "15分前"), ("eta", "23:00"), ("eta_target", "yes")]),
        (
            "judgements",
            vec![
                ("observed_from", "10分前"),
                ("observed_to", "今"),
                ("observation_ja", "まだ遅い。"),
                ("verdict", "not_recovered"),
            ],
        ),
    ] {
        let page = hanako.get(&format!("{incident}/edit/{part}")).await;
        let form =
            fields.iter().fold(Filled::of(&page), |form, (name, value)| form.set(name, value));
        accepted(&form.send(&mut hanako, "save").await);
    }
    let facts = only(&portal).await.incident;
    assert_eq!(facts.phases.len(), 2);
    assert_eq!(facts.measures[0].phase.as_ref(), Some(&facts.phases[0].key));
    assert!(facts.measures[0].basis.is_some() && facts.measures[0].due.is_some());
    assert!(facts.has_open_backlog());
    assert_eq!(facts.judgements.len(), 1);
    let page = hanako.get(&format!("{incident}/edit/related")).await;
    for wrong in ["MNT-20991231-01", "INC-20161011-01", "メンテ"] {
        let form = Filled::of(&page).set("triggered_by", wrong);
        let refused = form.send(&mut hanako, "save").await;
        assert!(refused.error_at("triggered_by").is_some(), "{wrong}: {}", refused.status);
        assert_eq!(Filled::of(&refused).get("triggered_by"), wrong);
    }
}

async fn a_wrong_count_is_corrected_and_its_history_stays(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let page = hanako.get(&format!("{incident}/edit/data")).await;
    let form =
        Filled::of(&page).set("count", "12,400").set("unit_ja", "通").set("unit_en", "mails");
    accepted(&form.set("basis", "estimate").send(&mut hanako, "save").await);
    let page = hanako.get(&format!("{incident}/correction")).await;
    let form = Filled::of(&page).set("field", "count").set("reason_ja", "集計の誤り");
    let same = form.send(&mut hanako, "check").await;
    assert!(same.error_at("count").is_some(), "nothing would change");
    accepted(&form.set("count", "9,800").set("basis", "exact").post(&mut hanako).await);
    let record = only(&portal).await;
    let counts: Vec<_> = record.incident.counts.iter().map(|count| count.n).collect();
    assert_eq!(counts, [12_400, 9_800]);
    let correction = record.updates[1].correction.as_ref().unwrap();
    assert_eq!(correction.old.written(Language::En), Some("12,400 mails (Estimate)"));
}

async fn what_is_wrong_in_english_alone_is_corrected_too(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let form = blank(&mut hanako).await.set("scope", "some").set("scope_text_ja", "東京のお客様");
    let posted = form.set("scope_text_en", "customers in Osaka").post(&mut hanako).await;
    accepted(&posted);
    let page = hanako.get(&format!("{}/correction", posted.location())).await;
    let form = Filled::of(&page)
        .set("field", "scope-p1")
        .set("scope", "some")
        .set("scope_text_ja", "東京のお客様")
        .set("scope_text_en", "customers in Osaka")
        .set("reason_ja", "英文の誤り");
    let same = form.send(&mut hanako, "check").await;
    assert!(same.error_at("scope").is_some(), "nothing would change");
    accepted(&form.set("scope_text_en", "customers in Tokyo").post(&mut hanako).await);
    let record = only(&portal).await;
    let correction = record.updates[1].correction.as_ref().unwrap();
    for (value, city) in [(&correction.old, "Osaka"), (&correction.new, "Tokyo")] {
        for language in Language::ALL {
            let said = value.written(language).unwrap();
            assert!(said.contains(city), "both readers see what was wrong: {said}");
        }
    }
}

async fn reports_follow_a_recovered_incident_without_a_number(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    accepted(&recovery(update(&mut hanako, &incident, "recovered").await).post(&mut hanako).await);
    let form = update(&mut hanako, &incident, "recovered").await.set("template", "I12");
    let refused = form.send(&mut hanako, "check").await;
    assert!(refused.error_at("state").is_some(), "the cause is not confirmed");
    let page = hanako.get(&format!("{incident}/edit/cause")).await;
    let cause = Filled::of(&page).set("cause_state", "confirmed").set("cause_ja", "設定の誤り");
    accepted(&cause.send(&mut hanako, "save").await);
    let form = update(&mut hanako, &incident, "recovered").await.set("template", "I12");
    let form = Filled::of(&form.send(&mut hanako, "check").await);
    let odd = form.clone().set("report_url_en", "report").send(&mut hanako, "check").await;
    assert!(odd.error_at("report_url_en").is_some(), "{:?}", odd.texts(".error"));
    accepted(&form.post(&mut hanako).await);
    let record = only(&portal).await;
    assert_eq!(record.updates[2].kind, UpdateKind::FinalReport);
    assert_eq!(record.updates[2].number, None);
    assert!(record.incident.report_published);
}

async fn a_final_report_may_say_that_the_cause_could_not_be_established(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    accepted(&recovery(update(&mut hanako, &incident, "recovered").await).post(&mut hanako).await);
    let page = hanako.get(&format!("{incident}/edit/cause")).await;
    let both = Filled::of(&page).set("cause_state", "confirmed").set("cause_ja", "設定の誤り");
    let both = both.set("not_established", "yes").send(&mut hanako, "save").await;
    assert!(both.error_at("not_established").is_some(), "either is known or could not be");
    accepted(&Filled::of(&page).set("not_established", "yes").send(&mut hanako, "save").await);
    let form = update(&mut hanako, &incident, "recovered").await.set("template", "I12");
    let checked = Filled::of(&form.send(&mut hanako, "check").await);
    let checked = checked.send(&mut hanako, "check").await;
    let page = checked.text("[data-preview-pane=en] article").unwrap();
    assert!(page.contains("The cause could not be established."), "{page}");
    accepted(&Filled::of(&checked).send(&mut hanako, "post").await);
    assert!(only(&portal).await.incident.report_published);
}

async fn a_checked_notice_shows_the_page_and_what_changes(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = recovery(update(&mut hanako, &incident, "recovered").await);
    let checked = form.send(&mut hanako, "check").await;
    let changes = checked.texts(".diff tr").join(" ");
    assert!(changes.contains("Investigating") && changes.contains("Resolved"), "{changes}");
    for (language, said) in [("ja", "平常の範囲にある。"), ("en", "In the normal range.")]
    {
        let page = checked.text(&format!("[data-preview-pane={language}] article")).unwrap();
        assert!(page.contains(said), "{language}: {page}");
        assert!(checked.text(&format!("#{language}-timeline")).is_some());
    }
    let ids: Vec<String> = {
        let document = Html::parse_document(&checked.body);
        let all = Selector::parse("[id]").unwrap();
        document.select(&all).map(|it| it.value().id().unwrap_or_default().to_owned()).collect()
    };
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
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
