//! The course of an incident at the console, from the first notice to recovery and its report.

use axum::http::StatusCode;
use noroshi::domain::{
    incident::{DataState, IncidentState, UpdateKind},
    language::Language,
    operator::Role,
};
use scraper::{Html, Selector};

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Page},
    on_each_database,
    sample::provider,
    writing::{Filled, accepted, action, blank, only, open, recovery, set_up, suspected, update},
};

on_each_database!(
    an_incident_is_led_from_its_first_notice_to_recovery,
    recovery_needs_an_end_a_judgement_and_an_answer_about_data,
    a_withdrawn_incident_says_why_and_takes_no_more_notices,
    a_recovered_incident_comes_back_as_a_new_period,
    the_first_page_shows_clocks_and_what_is_overdue,
    a_clock_that_is_set_back_keeps_the_order_of_what_was_posted,
    what_happened_earlier_is_entered_afterwards_and_leaves_the_newer_state,
    a_backlog_opens_with_its_notice_and_keeps_recovery_away,
    a_long_incident_promises_its_daily_notice_and_apologizes_more_with_a_reason,
    reports_follow_a_recovered_incident_without_a_number,
    a_final_report_may_say_that_the_cause_could_not_be_established,
    a_checked_notice_shows_the_page_and_what_changes,
    a_change_of_state_proposes_a_text_that_speaks_of_it,
    who_says_that_it_works_while_a_period_goes_on_is_warned,
);

async fn a_change_of_state_proposes_a_text_that_speaks_of_it(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    for (state, template) in [("partial", "I5"), ("monitoring", "I6"), ("investigating", "I4")] {
        let form = update(&mut hanako, &incident, state).await;
        assert_eq!(form.get("template"), template, "{state}");
    }
}

async fn who_says_that_it_works_while_a_period_goes_on_is_warned(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "monitoring").await;
    let warned = |page: &Page| page.texts(".warn").join(" ").contains("still entered as ongoing");
    let checked = form.send(&mut hanako, "check").await;
    assert_eq!(checked.status, StatusCode::OK, "{:?}", checked.texts(".errors, .error"));
    assert!(warned(&checked), "{:?}", checked.texts(".warn"));
    let ended = form.set("ended-p1", "5分前").send(&mut hanako, "check").await;
    assert_eq!(ended.status, StatusCode::OK, "{:?}", ended.texts(".errors, .error"));
    assert!(!warned(&ended), "{:?}", ended.texts(".warn"));
}

async fn an_incident_is_led_from_its_first_notice_to_recovery(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;

    let working = suspected(update(&mut hanako, &incident, "responding").await);
    let working = working.set("eta", "22時頃");
    let posted = working.post(&mut hanako).await;
    accepted(&posted);

    portal.wait_seconds(600);
    let recovered = update(&mut hanako, &incident, "recovered").await;
    let posted = recovery(recovered).post(&mut hanako).await;
    accepted(&posted);

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
    assert!(
        said.contains("before the impact did"),
        "an observation that ended before the outage: {said}"
    );
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
    accepted(&reason.post(&mut hanako).await);
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
    accepted(&form.post(&mut hanako).await);
    portal.wait_seconds(3600);
    hanako.sign_in("hanako", PASSWORD).await;

    let similar = blank(&mut hanako).await.send(&mut hanako, "check").await;
    let proposed = similar.attribute(".warn a", "href").unwrap();
    assert!(proposed.starts_with(&incident), "a recurrence is proposed: {proposed}");
    let page = hanako.get(&proposed).await;
    let again = Filled::of(&page).set("recurred", "10分前").set("cause_state", "unknown");
    let posted = again.post(&mut hanako).await;
    accepted(&posted);
    let record = only(&portal).await;
    assert_eq!(record.incident.data_statement, DataState::Unstated, "it is asked anew");
    let over = update(&mut hanako, &incident, "recovered").await;
    assert_eq!(over.get("data_statement"), "", "nothing is answered in advance");
    assert_eq!(record.updates[2].kind, UpdateKind::Recurrence);
    assert!(record.updates[2].reopened);
    assert_eq!(record.incident.periods.len(), 2);
    let second = &record.incident.periods[1];
    assert_eq!(second.recurrence_of.as_ref(), Some(&record.incident.periods[0].key));
    assert_eq!(record.incident.judgements[0].overturned_by.as_ref(), Some(&second.key));
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
    hanako.sign_in("hanako", PASSWORD).await;
    let later = hanako.get("/console").await;
    let clocks = later.texts(".clock.is-major").join(" ");
    assert!(clocks.contains("overdue"), "{clocks}");
    let warned = later.texts(".warn").join(" ");
    assert!(warned.contains("more than 3 hours"), "{warned}");
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
    let form = action(&mut hanako, &incident, "確認")
        .await
        .set("action_now_en", "checking")
        .set("occurred", "20分前");
    let checked = form.send(&mut hanako, "check").await;
    assert_eq!(checked.texts("output[for=occurred] span").len(), 2, "shown back with its weekday");
    let warned = checked.texts(".warn").join(" ");
    assert!(warned.contains("does not speak of now"), "{warned}");
    assert!(!warned.contains("before the incident began"), "it began 30 minutes ago: {warned}");
    let before = form.clone().set("occurred", "2時間前").send(&mut hanako, "check").await;
    assert!(before.texts(".warn").join(" ").contains("before the incident began"));
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
    let form = action(&mut hanako, &incident, "確認")
        .await
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
