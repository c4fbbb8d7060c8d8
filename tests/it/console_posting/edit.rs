//! The record at the console: its parts are edited without a notice, what was posted is corrected with one.

use axum::http::StatusCode;
use noroshi::{
    app::{self, Besides},
    domain::{
        incident::{
            Continuity, Effect, Eta, Incident, Measure, MeasureKind, MeasureStatus, PeriodKind,
            Symptom, Unaffected, UpdateKind, When,
        },
        language::Language,
        moment::{Grain, Moment},
        operator::Role,
        service::Degree,
        text::LocalizedText,
    },
};

use crate::support::{
    TestDatabase, on_each_database,
    sample::{key, symptom},
    writing::{Filled, accepted, action, blank, only, open, records, recovery, set_up, update},
};

on_each_database!(
    a_correction_changes_a_fact_and_says_what_stood_there,
    what_was_said_to_fail_and_when_it_was_noticed_change_by_a_correction_alone,
    a_correction_is_of_the_newest_notice_and_of_what_it_says,
    a_corrected_end_before_the_start_is_refused_at_its_field,
    a_wrong_count_is_corrected_and_its_history_stays,
    what_is_wrong_in_english_alone_is_corrected_too,
    the_record_is_edited_without_a_notice_and_never_against_what_was_posted,
    what_failed_is_not_among_what_worked,
    a_reference_in_a_text_that_names_nothing_is_pointed_out_as_it_was_typed,
    a_detection_before_the_start_or_after_the_first_notice_is_refused_at_its_field,
    a_form_that_lost_its_number_is_shown_again_and_stores_nothing,
    a_time_in_free_text_and_a_link_that_leads_elsewhere_are_pointed_out_and_stop_nothing,
    everything_about_the_record_has_a_form,
    a_generated_translation_is_read_and_approved,
    a_text_typed_again_in_one_language_leaves_the_other_out_of_date,
    a_form_that_nobody_changed_changes_nothing,
    what_is_recorded_is_folded_and_comes_open_where_something_is_wrong,
    a_correction_names_the_period_of_what_it_corrects,
);

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
    accepted(&posted);
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

async fn what_was_said_to_fail_and_when_it_was_noticed_change_by_a_correction_alone(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let first = blank(&mut hanako).await.set("detected", "15分前").set("degree-send", "delayed");
    let posted = first.post(&mut hanako).await;
    accepted(&posted);
    let incident = posted.location().to_owned();
    for (part, field, value) in [
        ("period-p1", "degree-pop", "slow"),
        ("period-p1", "degree-send", ""),
        ("times", "detected", "10分前"),
        ("times", "detected", ""),
    ] {
        let page = hanako.get(&format!("{incident}/edit/{part}")).await;
        let silent = Filled::of(&page).set(field, value).send(&mut hanako, "save").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        assert!(silent.text("#errors").unwrap().contains("post a correction"), "{field}");
    }

    let page = hanako.get(&format!("{incident}/correction")).await;
    let form = Filled::of(&page).set("field", "symptoms-p1").set("reason_ja", "確認したため");
    let same = form.send(&mut hanako, "check").await;
    assert!(same.error_at("corrected_symptoms-p1-0").is_some(), "nothing would change");
    accepted(&form.set("corrected_symptoms-p1-0", "slow").post(&mut hanako).await);
    let record = only(&portal).await;
    let degrees: Vec<_> = record.incident.periods[0].symptoms.iter().map(|it| it.degree).collect();
    assert_eq!(degrees, [Degree::Slow, Degree::Delayed]);
    let correction = record.updates[1].correction.as_ref().unwrap();
    assert_eq!(
        correction.old.written(Language::En),
        Some("use of pop: Unavailable / use of send: Delayed")
    );
    assert_eq!(
        correction.new.written(Language::En),
        Some("use of pop: Slow / use of send: Delayed")
    );

    let page = hanako.get(&format!("{incident}/correction")).await;
    let form = Filled::of(&page).set("field", "detected").set("reason_ja", "確認したため");
    accepted(&form.set("new_moment", "18分前").post(&mut hanako).await);
    let record = only(&portal).await;
    let detected = record.incident.detected.as_ref().unwrap();
    assert_eq!(record.updates[0].posted.minutes_since(detected.at), 18);
}

async fn a_correction_is_of_the_newest_notice_and_of_what_it_says(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let second = action(&mut hanako, &incident, "確認").await.set("action_now_en", "checking");
    accepted(&second.post(&mut hanako).await);
    for _ in 0..2 {
        let page = hanako.get(&format!("{incident}/correction")).await;
        let form = Filled::of(&page);
        assert_eq!(form.get("corrects"), "U02", "also once it was corrected");
        let form = form.set("reason_ja", "誤記").set("new_ja", "点検").set("new_en", "inspecting");
        let checked =
            form.set("old_ja", "交換").set("old_en", "checking").send(&mut hanako, "check").await;
        let warned = checked.texts(".warn").join(" ");
        assert!(warned.contains("The Japanese text that you give as incorrect"), "{warned}");
        assert!(!warned.contains("The English text that you give"), "{warned}");
        let right = Filled::of(&checked).set("old_ja", "確認").send(&mut hanako, "check").await;
        assert_eq!(right.status, StatusCode::OK, "{:?}", right.texts(".errors, .error"));
        assert!(!right.texts(".warn").join(" ").contains("as incorrect"));
        accepted(&Filled::of(&right).send(&mut hanako, "post").await);
    }
}

async fn a_corrected_end_before_the_start_is_refused_at_its_field(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = recovery(update(&mut hanako, &incident, "recovered").await);
    accepted(&form.post(&mut hanako).await);
    let page = hanako.get(&format!("{incident}/correction")).await;
    let form = Filled::of(&page).set("field", "start-p1").set("reason_ja", "x");
    let refused = form.set("new_moment", "1分前").send(&mut hanako, "check").await;
    let said = refused.error_at("new_moment").unwrap();
    assert!(said.contains("before the start"), "{said}");
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
        ("unaffected", vec![("functions-new", "serve")]),
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
        accepted(&saved);
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
    assert!(
        silent.error_at("started").unwrap().contains("post a correction"),
        "where it was typed"
    );
    assert_eq!(silent.error_at("kind"), None, "and nowhere else");
    assert_eq!(only(&portal).await.incident.started(), facts.started());
}

async fn a_reference_in_a_text_that_names_nothing_is_pointed_out_as_it_was_typed(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let page = hanako.get(&format!("{incident}/edit/cause")).await;
    for typed in
        ["{{time:b0}}", "{{moment:b9|since}}", "{{incident:INC-1}}", "{{maint:MNT-20990101-01}}"]
    {
        let form = Filled::of(&page).set("cause_state", "suspected");
        let form = form.set("cause_ja", &format!("{{{{period:p1}}}}に、{typed}より"));
        let refused = form.send(&mut hanako, "save").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        let said = refused.error_at("cause_ja").unwrap_or_default();
        assert!(said.contains(typed), "{typed}: {:?}", refused.texts("#errors"));
        assert!(Filled::of(&refused).get("cause_ja").contains(typed), "nothing is lost");
    }
    assert!(only(&portal).await.incident.cause.summary.is_none());
}

async fn a_detection_before_the_start_or_after_the_first_notice_is_refused_at_its_field(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let early = blank(&mut hanako).await.set("started", "10分前").set("detected", "2時間前");
    let refused = early.send(&mut hanako, "check").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.error_at("detected").unwrap().contains("before it began"));

    portal.wait_seconds(1800);
    let page = hanako.get(&format!("{incident}/edit/times")).await;
    for (typed, sentence) in [("2日前", "before it began"), ("10分前", "older than its detection")]
    {
        let form = Filled::of(&page).set("detected", typed);
        let refused = form.send(&mut hanako, "save").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        let said = refused.error_at("detected").unwrap_or_default();
        assert!(said.contains(sentence), "{typed}: {said} {:?}", refused.texts("#errors"));
    }
    accepted(&Filled::of(&page).set("detected", "30分前").send(&mut hanako, "save").await);
}

async fn a_form_that_lost_its_number_is_shown_again_and_stores_nothing(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let cause = format!("{incident}/edit/cause");
    let notice = format!("{incident}/notice/post");
    for path in [cause.as_str(), notice.as_str(), "/console/incidents/new/post"] {
        for number in ["", "x", "0199a7c4-0000"] {
            let typed = [
                ("submission", number),
                ("version", "1"),
                ("cause_ja", "打った文章"),
                ("step", "save"),
            ];
            let shown = hanako.post(path, &typed).await;
            assert_eq!(shown.status, StatusCode::BAD_REQUEST, "{path} {number}");
            assert_eq!(shown.text("h1").as_deref(), Some("This form is not whole"));
            assert!(shown.text("main").unwrap().contains("打った文章"), "{path} {number}");
            assert!(shown.text("main form").is_none(), "the same would not go well");
        }
    }
    assert_eq!(records(&portal).await.len(), 1);
    assert_eq!(only(&portal).await.updates.len(), 1);
}

async fn what_failed_is_not_among_what_worked(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let page = hanako.get(&format!("{incident}/edit/unaffected")).await;
    let refused = Filled::of(&page).set("functions-new", "pop").send(&mut hanako, "save").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = refused.text("#errors").unwrap();
    assert!(said.contains("as affected and as not affected"), "{said}");
    assert!(only(&portal).await.incident.unaffected.is_empty());
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

async fn a_time_in_free_text_and_a_link_that_leads_elsewhere_are_pointed_out_and_stop_nothing(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let said = [
        ("period-p1", "note_ja", "9:30頃から一部で改善しました。"),
        ("cause", "account-new_ja", "2016年10月9日 2:00に更新しました。"),
        ("measures", "measure-new_en", "Restarted at 10:05. See https://vendor.example.net/kb."),
    ];
    for (part, name, text) in said {
        let form = Filled::of(&hanako.get(&format!("{incident}/edit/{part}")).await);
        let form = form.set(name, text);
        let form = match part {
            "measures" => form.set("kind-new", "restart").set("status-new", "done"),
            _ => form,
        };
        accepted(&form.send(&mut hanako, "save").await);
    }
    let sentences = [
        ("en", ["as a period before or after one", "time field of a step", "for when it was done"]),
        ("ja", ["その前後の期間", "原因の段階の「日時」の欄", "「実施」または「実施予定」の欄"]),
    ];
    for (language, sentences) in sentences {
        let chosen = [("language", language), ("next", "/console")];
        hanako.post("/console/account/language", &chosen).await;
        let page = hanako.get(&incident).await;
        for ((part, ..), sentence) in said.iter().zip(sentences) {
            let form = format!("[href='{incident}/edit/{part}']");
            let advice = page.texts(&format!(".warns {form}")).join(" ");
            assert!(advice.contains(sentence), "{language} {part}: {advice}");
        }
        let linked = format!(".warns [href='{incident}/edit/measures']");
        let linked = page.texts(&linked).join(" ");
        assert!(linked.contains("https://vendor.example.net/kb"), "{linked}");
        // In a notice it is said where the text is checked.
        let form = action(&mut hanako, &incident, "再起動").await;
        let form = form.set("action_now_en", "restarting the server");
        let checked = Filled::of(&form.send(&mut hanako, "check").await);
        let text = format!("{} https://vendor.example.net/kb", checked.get("body_en"));
        let warned = checked.set("body_en", &text).send(&mut hanako, "check").await;
        let warning = warned.texts(".warns .warn").join(" ");
        assert!(warning.contains("https://vendor.example.net/kb"), "{language}: {warning}");
        accepted(&Filled::of(&warned).send(&mut hanako, "post").await);
    }
}

async fn a_generated_translation_is_read_and_approved(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    action(&mut hanako, &incident, "通信機器の確認").await.post(&mut hanako).await;
    let page = hanako.get(&incident).await;
    let review = page.attribute("li .more", "href").unwrap();
    let form = Filled::of(&hanako.get(&review).await);
    let empty = form.clone().set("body_en", "").send(&mut hanako, "save").await;
    assert!(empty.error_at("body_en").is_some());
    let saved = form.set("body_en", "We are checking the network.").send(&mut hanako, "save").await;
    accepted(&saved);
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
    period.symptoms[0].continuity = Some(Continuity::Intermittent);
    period.symptoms[1].narrative = Some(LocalizedText::both("夜間", "at night"));
    let note = || Some(LocalizedText::both("数日前から不定期に", "on and off for days"));
    if let Some(When::Own(start)) = &mut period.span.start {
        start.note = note();
    }
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
    let start = facts.started().unwrap().at;
    let hour = |minutes| Moment {
        grain: Grain::Hour,
        note: note(),
        ..Moment::minute(start.plus_minutes(minutes))
    };
    facts.detected = Some(hour(14));
    facts.eta = Eta::At { moment: When::Own(hour(74)), target: true };
    facts.measures = vec![Measure { due: Some(hour(24 * 60 + 14)), ..planned() }];
}

/// A measure that lies ahead.
fn planned() -> Measure {
    Measure {
        key: key("m01"),
        number: 1,
        phase: None,
        kind: MeasureKind::Restart,
        status: MeasureStatus::Planned,
        done_at: None,
        callout: None,
        basis: None,
        text: LocalizedText::both("再起動", "Restart"),
        effect: Effect::Unstated,
        effect_text: None,
        due: None,
        due_text: None,
        announce_at: None,
        maintenance: None,
    }
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
    for part in ["period-p1", "period-f1", "unaffected", "times", "measures"] {
        let form = Filled::of(&hanako.get(&format!("{incident}/edit/{part}")).await);
        accepted(&form.send(&mut hanako, "save").await);
        let after = only(&portal).await.incident;
        assert_eq!(Incident { version: before.version, ..after }, before, "{part}");
    }
    let form = Filled::of(&hanako.get(&format!("{incident}/edit/period-p1")).await);
    let form = form.set("symptom_continuity-1", "temporary");
    accepted(&form.send(&mut hanako, "save").await);
    let form = Filled::of(&hanako.get(&format!("{incident}/edit/unaffected")).await);
    let (when, _) = form.fields.iter().find(|(name, _)| name.starts_with("when-")).unwrap().clone();
    accepted(&form.set(&when, "all").send(&mut hanako, "save").await);
    let after = only(&portal).await.incident;
    assert_eq!(after.periods[0].symptoms[1].continuity, Some(Continuity::Temporary));
    assert_eq!(after.periods[0].symptoms[2].continuity, None);
    assert_eq!(after.unaffected[0].periods, None);
}

async fn what_is_recorded_is_folded_and_comes_open_where_something_is_wrong(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let address = format!("{incident}/edit/measures");
    let form = Filled::of(&hanako.get(&address).await)
        .set("measure-new_ja", "再起動")
        .set("measure-new_en", "A restart")
        .set("kind-new", "restart")
        .set("status-new", "done");
    accepted(&form.send(&mut hanako, "save").await);

    let page = hanako.get(&address).await;
    assert_eq!(page.texts("#part-0 > .fold > summary"), ["1. A restart (Done)"]);
    assert_eq!(page.attribute("#part-0 > .fold", "open"), None);
    let form = Filled::of(&page);
    let wrong = form.clone().set("done-m01", "32:99").send(&mut hanako, "save").await;
    assert!(wrong.error_at("done-m01").is_some());
    assert!(wrong.attribute("#part-0 > .fold", "open").is_some(), "what is wrong is seen");
    let besides = form.set("effect-m01", "effective").set("kind-new", "restart");
    let wrong = besides.send(&mut hanako, "save").await;
    assert!(wrong.error_at("measure-new_ja").is_some());
    assert!(wrong.attribute("#part-0 > .fold", "open").is_some(), "what was changed is seen");
}

async fn a_correction_names_the_period_of_what_it_corrects(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let mut facts = only(&portal).await.incident;
    intricate(&mut facts);
    let command = app::EditIncident { incident: facts, part: "test", besides: Besides::default() };
    let actor = app::Actor { who: "hanako".to_owned(), from: None };
    app::edit_incident(portal.core(), &actor, command).await.unwrap();
    let page = hanako.get(&format!("{incident}/correction")).await;
    let named = page.texts("#field option");
    assert!(named.contains(&"Period 1 – Related impact before – Started".to_owned()), "{named:?}");
}
