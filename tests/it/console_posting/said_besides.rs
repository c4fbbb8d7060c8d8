//! What is to be said besides a degree and a time: of some services only, of one symptom, and of a moment.
//! It is typed into the record, readers of both languages see it, and no other form drops it.

use noroshi::domain::{
    incident::{Continuity, Incident, Phase, When},
    language::Language,
    operator::Role,
    service::Degree,
};

use crate::support::{
    TestDatabase,
    console::{Browser, Portal},
    on_each_database,
    portal::put,
    readers::Readers,
    sample::{key, minute},
    writing::{Filled, accepted, action, blank, only, set_up},
};

on_each_database!(
    a_symptom_of_some_services_only_is_added_to_a_period,
    a_symptom_of_some_services_only_says_what_it_lacks,
    a_symptom_is_given_its_own_continuity_and_account,
    what_is_done_now_is_what_was_done_last,
    a_time_is_given_a_note,
    every_other_time_is_given_a_note,
    two_entries_at_one_time_share_its_note,
    a_note_without_its_time_is_refused,
    a_note_that_was_posted_is_not_changed_silently,
    a_correction_of_a_time_keeps_its_note_and_one_of_the_note_its_time,
    a_shared_boundary_keeps_its_note,
);

/// Opens an incident of two services that have the same functions.
async fn open(portal: &Portal) -> (Browser, String) {
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let mut form = blank(&mut hanako).await;
    form.fields.push(("service".to_owned(), "direct".to_owned()));
    let posted = form.post(&mut hanako).await;
    accepted(&posted);
    (hanako, posted.location().to_owned())
}

async fn form(browser: &mut Browser, incident: &str, part: &str) -> Filled {
    Filled::of(&browser.get(&format!("{incident}/edit/{part}")).await)
}

fn fill(form: Filled, fields: &[(&str, &str)]) -> Filled {
    fields.iter().fold(form, |form, (name, value)| form.set(name, value))
}

async fn save(browser: &mut Browser, incident: &str, part: &str, fields: &[(&str, &str)]) {
    let form = fill(form(browser, incident, part).await, fields);
    accepted(&form.send(browser, "save").await);
}

/// Saves every other form as it is, which changes nothing of the facts; they read back from a file as they are
/// whenever they are looked at.
async fn others_are_saved(portal: &Portal, browser: &mut Browser, incident: &str) -> Incident {
    let before = only(portal).await.incident;
    for part in ["times", "cause", "data", "period-p1"] {
        save(browser, incident, part, &[]).await;
    }
    save(browser, incident, "notes", &[("note-new_ja", "補足です")]).await;
    let after = only(portal).await.incident;
    let version = before.version;
    assert_eq!(Incident { version, notes: vec![], ..after.clone() }, before);
    after
}

/// What readers see of the incident.
async fn read(portal: &Portal, incident: &str, language: Language) -> String {
    let reference = incident.rsplit('/').next().unwrap();
    let mut readers = Readers::of(portal);
    readers.settle(portal).await;
    let page = readers.page(&format!("/{}/incidents/{reference}", language.tag()));
    page.texts("main").concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn readers_see(portal: &Portal, incident: &str, [ja, en]: [&str; 2]) {
    for (language, words) in [(Language::Ja, ja), (Language::En, en)] {
        let page = read(portal, incident, language).await;
        assert!(page.contains(words), "{words} in {page}");
    }
}

/// Sending is slow in one of the two services, now and then.
const LIMITED: [(&str, &str); 6] = [
    ("limited_function", "send"),
    ("limited_service", "direct"),
    ("limited_degree", "slow"),
    ("limited_continuity", "intermittent"),
    ("limited_account_ja", "大きな添付ファイルのとき"),
    ("limited_account_en", "with large attachments"),
];

async fn a_symptom_of_some_services_only_is_added_to_a_period(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    save(&mut hanako, &incident, "period-p1", &LIMITED).await;
    let facts = others_are_saved(&portal, &mut hanako, &incident).await;
    let [_, added] = &facts.periods[0].symptoms[..] else { panic!("two symptoms") };
    assert_eq!((&added.function, added.degree), (&key("send"), Degree::Slow));
    assert_eq!(added.services, [key("direct")]);
    assert_eq!(added.continuity, Some(Continuity::Intermittent));
    let account = ["大きな添付ファイルのとき", "with large attachments"];
    readers_see(&portal, &incident, account).await;
    // The same function fails otherwise in the other service.
    let other = [("limited_function", "send"), ("limited_service", "mail")];
    let other = [other[0], other[1], ("limited_degree", "unavailable")];
    save(&mut hanako, &incident, "period-p1", &other).await;
    let facts = only(&portal).await.incident;
    let [.., last] = &facts.periods[0].symptoms[..] else { panic!("three symptoms") };
    assert_eq!((last.degree, &last.services[..]), (Degree::Unavailable, &[key("mail")][..]));
    // What readers were told of the one in one service is corrected as it stands.
    let right = [("field", "symptoms-p1"), ("corrected_symptoms-p1-1", "delayed")];
    correct(&mut hanako, &incident, &right, Some("corrected_symptoms-p1-0")).await;
    let record = only(&portal).await;
    let degrees: Vec<_> = record.incident.periods[0].symptoms.iter().map(|it| it.degree).collect();
    assert_eq!(degrees, [Degree::Unavailable, Degree::Delayed, Degree::Unavailable]);
    // A period that is added has one from the first.
    let new = [("degree-pop", "delayed"), ("started", "10分前")];
    let new: Vec<_> = new.into_iter().chain(LIMITED).collect();
    save(&mut hanako, &incident, "period-new", &new).await;
    assert_eq!(only(&portal).await.incident.periods[1].symptoms[1].services, [key("direct")]);
}

async fn a_symptom_of_some_services_only_says_what_it_lacks(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    for (name, value, at) in [
        ("limited_function", "", "limited_function"),
        ("limited_service", "", "limited_service"),
        ("limited_degree", "", "limited_degree"),
        ("limited_function", "serve", "limited_service"),
        ("limited_function", "pop", "limited_service"),
        ("limited_service", "web", "limited_service"),
    ] {
        let mut form = fill(form(&mut hanako, &incident, "period-p1").await, &LIMITED);
        form.fields.retain(|(known, _)| known != name);
        if !value.is_empty() {
            form = form.set(name, value);
        }
        let refused = form.send(&mut hanako, "save").await;
        assert!(refused.error_at(at).is_some(), "{name}={value}: {:?}", refused.texts(".error"));
        assert_eq!(refused.value("limited_account_en").as_deref(), None);
        assert!(refused.body.contains("with large attachments"), "nothing typed is lost");
    }
    assert_eq!(only(&portal).await.incident.periods[0].symptoms.len(), 1);
}

async fn a_symptom_is_given_its_own_continuity_and_account(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let said = [
        ("symptom_continuity-0", "intermittent"),
        ("symptom_account-0_ja", "再試行で受信できることがあります。"),
        ("symptom_account-0_en", "Trying again may help."),
    ];
    save(&mut hanako, &incident, "period-p1", &said).await;
    let facts = others_are_saved(&portal, &mut hanako, &incident).await;
    let [symptom] = &facts.periods[0].symptoms[..] else { panic!("one symptom") };
    assert_eq!(symptom.continuity, Some(Continuity::Intermittent));
    readers_see(
        &portal,
        &incident,
        ["再試行で受信できることがあります。", "Trying again may help."],
    )
    .await;
    readers_see(&portal, &incident, ["断続的", "ntermittent"]).await;
    // Of a symptom that goes, nothing new is said.
    let gone = [("degree-pop", ""), ("degree-send", "slow"), ("symptom_account-0_en", "New words")];
    let refused = fill(form(&mut hanako, &incident, "period-p1").await, &gone);
    let refused = refused.send(&mut hanako, "save").await;
    assert!(refused.error_at("symptom_account-0_en").is_some(), "{:?}", refused.texts(".error"));
}

async fn what_is_done_now_is_what_was_done_last(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    portal.wait_seconds(600);
    for (text, occurred) in [("予備機への切り替え", ""), ("状況の確認", "25分前")] {
        let form = action(&mut hanako, &incident, text).await.set("occurred", occurred);
        accepted(&form.post(&mut hanako).await);
    }
    let page = read(&portal, &incident, Language::Ja).await;
    assert!(page.contains("対応状況予備機への切り替え"), "{page}");
    let updates = only(&portal).await.updates;
    let Some(When::Own(as_of)) = &updates[2].values.as_of else { panic!("it says as of when") };
    assert_eq!(as_of.at, updates[2].occurred.unwrap(), "it says how it was then");
}

async fn a_time_is_given_a_note(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let times = [
        ("detected", "15分前"),
        ("detected_note_ja", "お問い合わせによる"),
        ("detected_note_en", "a customer told us"),
    ];
    save(&mut hanako, &incident, "times", &times).await;
    let period = [
        ("started_note_ja", "数日前から不定期に"),
        ("started_note_en", "on and off for days"),
        ("end", "at"),
        ("ended", "5分前"),
        ("ended_note_ja", "一部のお客様を除く"),
        ("ended_note_en", "for all but a few"),
    ];
    save(&mut hanako, &incident, "period-p1", &period).await;
    save(&mut hanako, &incident, "times", &[("eta", "")]).await;
    others_are_saved(&portal, &mut hanako, &incident).await;
    readers_see(&portal, &incident, ["（お問い合わせによる）", "(a customer told us)"]).await;
    readers_see(&portal, &incident, ["（数日前から不定期に）", "(on and off for days)"]).await;
    readers_see(&portal, &incident, ["復旧日時：一部のお客様を除く", "for all but a few"]).await;
    // A time that is corrected keeps what is said of it, until that is corrected.
    let time = [("field", "detected"), ("new_moment", "14分前")];
    correct(&mut hanako, &incident, &time, None).await;
    let note = |facts: Incident| facts.detected.unwrap().note;
    let said = note(only(&portal).await.incident).unwrap();
    assert_eq!(said.written(Language::En), Some("a customer told us"));
    let [ja, en] = ["corrected_detected_note_ja", "corrected_detected_note_en"];
    let emptied = [("field", "detected_note"), (ja, ""), (en, "")];
    correct(&mut hanako, &incident, &emptied, Some(ja)).await;
    assert_eq!(note(only(&portal).await.incident), None);
}

/// What is typed, by the names of fields.
type Fields = &'static [(&'static str, &'static str)];

/// A part of the record with a time in it, and the note on that time.
const TIMES: [(&str, Fields, &str, [&str; 2]); 8] = [
    ("times", &[("eta", "23:00")], "eta_note", ["製造元の見込みです", "the maker's estimate"]),
    (
        "cause",
        &[("step-new_ja", "設定を変更"), ("role-new", "trigger"), ("step_at-new", "30分前")],
        "step_at_note-new",
        ["変更の記録による", "by the record of changes"],
    ),
    (
        "phases",
        &[("until-new", "5分前")],
        "until_note-new",
        ["切り替えの完了まで", "up to the end of the switch"],
    ),
    (
        "measures",
        &[
            ("measure-new_ja", "予備機への切り替え"),
            ("kind-new", "standby"),
            ("status-new", "done"),
            ("done-new", "5分前"),
            ("phase-new", "f01"),
        ],
        "done_note-new",
        ["作業の記録による", "by the work log"],
    ),
    (
        "measures",
        &[
            ("measure-new_ja", "機器の交換"),
            ("kind-new", "replacement"),
            ("status-new", "planned"),
            ("due-new", "2016-12-31"),
        ],
        "due_note-new",
        ["部品の納入しだいです", "once the parts are here"],
    ),
    (
        "backlogs",
        &[("backlog-new", "mail"), ("state-new", "open"), ("opened-new", "20分前")],
        "opened_note-new",
        ["監視の値による", "by the monitoring"],
    ),
    (
        "backlogs",
        &[
            ("backlog-new", "changes"),
            ("state-new", "delivered"),
            ("opened-new", "20分前"),
            ("closed-new", "5分前"),
        ],
        "closed_note-new",
        ["処理の記録による", "by the record of jobs"],
    ),
    (
        "judgements",
        &[
            ("observed_from", "15分前"),
            ("observed_to", "5分前"),
            ("observation_ja", "平常の範囲にある。"),
            ("verdict", "not_recovered"),
        ],
        "observed_from_note",
        ["ログの時刻による", "by the time of the log"],
    ),
];

async fn every_other_time_is_given_a_note(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    for (part, fields, note, [ja, en]) in TIMES {
        let notes = [(format!("{note}_ja"), ja), (format!("{note}_en"), en)];
        let notes = notes.iter().map(|(name, text)| (name.as_str(), *text));
        let fields: Vec<_> = fields.iter().copied().chain(notes).collect();
        save(&mut hanako, &incident, part, &fields).await;
    }
    // Whoever saves a form again changes nothing of it.
    let before = only(&portal).await.incident;
    for part in ["phases", "measures", "backlogs", "judgements"] {
        save(&mut hanako, &incident, part, &[]).await;
    }
    let after = others_are_saved(&portal, &mut hanako, &incident).await;
    let (version, notes) = (before.version, before.notes.clone());
    assert_eq!(Incident { version, notes, ..after }, before);
    for language in Language::ALL {
        let page = read(&portal, &incident, language).await;
        for (part, _, _, [ja, en]) in TIMES {
            let words = if language == Language::Ja { ja } else { en };
            assert!(page.contains(words), "{part}: {words} in {page}");
        }
    }
}

async fn two_entries_at_one_time_share_its_note(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let mut record = only(&portal).await;
    let shared = When::Shared(key("switched"));
    let switched = minute("2016-10-11T09:30:00+09:00");
    record.incident.moments.insert(key("switched"), switched);
    for phase in ["f1", "f2"] {
        let until = Some(shared.clone());
        let phase = Phase { key: key(phase), until, after: None, future: false, lead: None };
        record.incident.phases.push(phase);
    }
    put(&portal.core().db, &portal.core().clock, &record).await;
    for note in ["ログによる", "記録による"] {
        let typed = form(&mut hanako, &incident, "phases").await;
        let typed = typed.set("until_note-f1_ja", note);
        accepted(&typed.send(&mut hanako, "save").await);
        let facts = only(&portal).await.incident;
        let said = facts.moment(&shared).unwrap().note.clone().unwrap();
        assert_eq!(said.written(Language::Ja), Some(note));
        assert!(facts.phases.iter().all(|phase| phase.until.as_ref() == Some(&shared)));
    }
}

async fn a_note_without_its_time_is_refused(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let before = only(&portal).await;
    for (part, fields, at) in [
        ("times", [("detected", ""), ("detected_note_en", "a note")], "detected"),
        ("period-new", [("started", ""), ("started_note_en", "a note")], "started"),
        ("period-p1", [("end", "ongoing"), ("ended_note_en", "a note")], "ended_note_en"),
        (
            "period-new",
            [("starts_with_end_of", "p1"), ("started_note_en", "a note")],
            "started_note_en",
        ),
        ("times", [("eta", ""), ("eta_note_ja", "補足")], "eta"),
        ("phases", [("until-new", ""), ("until_note-new_ja", "補足")], "until-new"),
        ("measures", [("done-new", ""), ("due_note-new_en", "a note")], "measure-new_ja"),
        ("cause", [("step_at-new", ""), ("step_at_note-new_ja", "補足")], "step-new_ja"),
        ("backlogs", [("opened-new", ""), ("closed_note-new_ja", "補足")], "backlog-new"),
        ("judgements", [("verdict", "recovered"), ("observed_to_note_ja", "補足")], "observed_to"),
    ] {
        let form = fill(form(&mut hanako, &incident, part).await, &fields);
        let refused = form.send(&mut hanako, "save").await;
        assert!(refused.error_at(at).is_some(), "{part} {at}: {:?}", refused.texts(".error"));
    }
    assert_eq!(only(&portal).await, before);
}

async fn a_note_that_was_posted_is_not_changed_silently(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let note = [("started_note_ja", "数日前から")];
    save(&mut hanako, &incident, "period-p1", &note).await;
    save(&mut hanako, &incident, "period-p1", &[("started_note_en", "for days")]).await;
    for other in ["昨日から", ""] {
        let form = form(&mut hanako, &incident, "period-p1").await.set("started_note_ja", other);
        let refused = form.send(&mut hanako, "save").await;
        assert!(refused.text("#errors[autofocus]").unwrap().contains("post a correction"));
    }
}

/// Corrects something; what is not right yet is said at a field first.
async fn correct(
    browser: &mut Browser,
    incident: &str,
    fields: &[(&str, &str)],
    unchanged_at: Option<&str>,
) {
    let page = browser.get(&format!("{incident}/correction")).await;
    let form = Filled::of(&page).set("field", fields[0].1).set("reason_ja", "記録を確認したため");
    if let Some(at) = unchanged_at {
        let same = form.send(browser, "check").await;
        assert!(same.error_at(at).is_some(), "nothing would change: {:?}", same.texts(".error"));
    }
    accepted(&fill(form, fields).post(browser).await);
}

async fn a_correction_of_a_time_keeps_its_note_and_one_of_the_note_its_time(
    database: TestDatabase,
) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let page = hanako.get(&format!("{incident}/correction")).await;
    assert!(!page.body.contains("start_note"), "there is no note to correct");
    let note = [("started_note_ja", "数日前から不定期に"), ("started_note_en", "for days")];
    save(&mut hanako, &incident, "period-p1", &note).await;
    let started = only(&portal).await.incident.started().cloned().unwrap();

    let time = [("field", "start-p1"), ("new_moment", "30分前")];
    correct(&mut hanako, &incident, &time, None).await;
    let moved = only(&portal).await.incident.started().cloned().unwrap();
    assert_ne!(moved.at, started.at);
    assert_eq!(moved.note, started.note);

    let [ja, en] = ["corrected_start_note-p1_ja", "corrected_start_note-p1_en"];
    let right =
        [("field", "start_note-p1"), (ja, "前日から不定期に"), (en, "since the day before")];
    correct(&mut hanako, &incident, &right, Some(ja)).await;
    let record = only(&portal).await;
    let now = record.incident.started().unwrap();
    assert_eq!(now.at, moved.at);
    let said = now.note.as_ref().unwrap();
    assert_eq!(said.written(Language::En), Some("since the day before"));
    let correction = record.updates.last().unwrap().correction.as_ref().unwrap();
    assert_eq!(correction.old.written(Language::Ja), Some("数日前から不定期に"));
    assert_eq!(correction.new.written(Language::Ja), Some("前日から不定期に"));
    let posted = record.updates.last().unwrap().body.written(Language::Ja).unwrap();
    for words in
        ["訂正箇所：発生日時についての補足", "（誤）数日前から不定期に", "（正）前日から不定期に"]
    {
        assert!(posted.contains(words), "{words} in {posted}");
    }
    readers_see(&portal, &incident, ["（前日から不定期に）", "(since the day before)"]).await;

    correct(&mut hanako, &incident, &[("field", "start_note-p1"), (ja, ""), (en, "")], None).await;
    let record = only(&portal).await;
    assert_eq!(record.incident.started().unwrap().note, None);
    let correction = record.updates.last().unwrap().correction.as_ref().unwrap();
    assert_eq!(correction.new.written(Language::En), Some("–"));
}

async fn a_shared_boundary_keeps_its_note(database: TestDatabase) {
    let portal = set_up(&database).await;
    let (mut hanako, incident) = open(&portal).await;
    let ended = [("end", "at"), ("ended", "5分前"), ("ended_note_en", "roughly")];
    save(&mut hanako, &incident, "period-p1", &ended).await;
    let next = [("degree-pop", "delayed"), ("starts_with_end_of", "p1")];
    save(&mut hanako, &incident, "period-new", &next).await;
    let facts = only(&portal).await.incident;
    let start = facts.span(&facts.periods[1].span).start.unwrap();
    assert_eq!(start.note.unwrap().written(Language::En), Some("roughly"));
    let part = format!("period-{}", facts.periods[1].key);
    let typed = form(&mut hanako, &incident, &part).await;
    assert_eq!(typed.get("started_note_en"), "roughly");
    accepted(&typed.send(&mut hanako, "save").await);
    let after = only(&portal).await.incident;
    assert_eq!((after.moments, after.periods), (facts.moments, facts.periods));
}
