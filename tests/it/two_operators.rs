//! Two operators at once (requirement A25): the second one gets the form back on what stands by then.
//! What they left alone is what the first one made of it, what they typed stays, and where both changed
//! something, both texts are there to be read.

use axum::http::StatusCode;
use noroshi::{
    domain::{
        incident::{CauseState, DataState, Eta, Incident, IncidentRecord, IncidentState},
        language::Language,
        operator::Role,
        text::LocalizedText,
    },
    storage,
};

use crate::support::{
    TestDatabase,
    console::{Browser, Page, Portal},
    on_each_database,
    writing::{Filled, accepted, action, only, open, set_up, suspected, update},
};

on_each_database!(
    the_second_of_two_operators_sees_the_difference_and_goes_on_from_there,
    who_edits_second_keeps_what_was_typed_and_undoes_nothing,
    a_field_that_both_changed_keeps_the_text_and_shows_the_other,
    entries_that_one_adds_and_removes_stay_apart_from_those_of_the_other,
    a_notice_leaves_the_status_and_the_facts_that_it_did_not_choose,
    a_notice_keeps_what_was_chosen_and_shows_what_stands,
    a_correction_leaves_the_services_that_somebody_added,
    a_translation_is_read_beside_the_one_that_was_approved_meanwhile,
    who_has_no_text_yet_sees_what_was_posted_meanwhile,
);

struct Two {
    portal: Portal,
    hanako: Browser,
    ren: Browser,
    incident: String,
}

async fn two(database: &TestDatabase) -> Two {
    let portal = set_up(database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let ren = portal.operator("ren", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    Two { portal, hanako, ren, incident }
}

impl Two {
    async fn record(&self) -> IncidentRecord {
        let reference = self.incident.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = self.portal.core().db.begin_read().await.unwrap();
        storage::incidents::find(&mut tx, reference).await.unwrap().unwrap()
    }

    async fn facts(&self) -> Incident {
        self.record().await.incident
    }

    /// The form of a part, as each of them opens it.
    async fn both(&mut self, path: &str) -> (Filled, Filled) {
        let path = format!("{}/{path}", self.incident);
        let hers = Filled::of(&self.hanako.get(&path).await);
        let his = Filled::of(&self.ren.get(&path).await);
        (hers, his)
    }

    /// The first one saves, the second one sends the form; it comes back with nothing stored.
    async fn overtake(&mut self, hers: Filled, his: Filled) -> Page {
        accepted(&hers.send(&mut self.hanako, "save").await);
        let stands = self.record().await;
        let page = his.send(&mut self.ren, "save").await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
        assert!(page.text("#errors[autofocus]").unwrap().contains("hanako"));
        assert_eq!(self.record().await, stands, "nothing is stored before the form was seen again");
        page
    }
}

fn filled(form: Filled, fields: &[(&str, &str)]) -> Filled {
    fields.iter().fold(form, |form, (name, value)| form.set(name, value))
}

fn written(text: Option<&LocalizedText>, language: Language) -> &str {
    text.and_then(|text| text.written(language)).unwrap_or_default()
}

async fn who_edits_second_keeps_what_was_typed_and_undoes_nothing(database: TestDatabase) {
    let mut two = two(&database).await;
    let (hers, his) = two.both("edit/cause").await;
    let hers = filled(hers, &[("cause_state", "suspected"), ("cause_ja", "電源装置の故障")]);
    let page = two.overtake(hers, his.set("supplier_en", "Minato Power")).await;
    let told = page.texts(".diff td").join(" ");
    assert!(told.contains("電源装置の故障") && told.contains("Suspected"), "{told}");
    let form = Filled::of(&page);
    assert_eq!(form.get("cause_ja"), "電源装置の故障", "what was left alone is what stands");
    assert_eq!(form.get("supplier_en"), "Minato Power", "what was typed is still there");
    accepted(&form.send(&mut two.ren, "save").await);
    let cause = two.facts().await.cause;
    assert_eq!(cause.state, CauseState::Suspected);
    assert_eq!(written(cause.summary.as_ref(), Language::Ja), "電源装置の故障");
    assert_eq!(written(cause.third_party.as_ref(), Language::En), "Minato Power");
}

async fn a_field_that_both_changed_keeps_the_text_and_shows_the_other(database: TestDatabase) {
    let mut two = two(&database).await;
    let (hers, his) = two.both("edit/cause").await;
    let hers = filled(hers, &[("cause_state", "suspected"), ("cause_en", "a failed supply")]);
    let his = filled(his, &[("cause_state", "confirmed"), ("cause_en", "a stopped cooler")]);
    let page = two.overtake(hers, his).await;
    assert!(page.text("#cause_en-theirs").unwrap().contains("a failed supply"));
    assert!(page.text("#cause_state-theirs").unwrap().contains("Suspected"));
    let described = page.attribute("#cause_en", "aria-describedby").unwrap();
    assert!(described.contains("cause_en-theirs"), "{described}");
    let form = Filled::of(&page);
    assert_eq!((form.get("cause_en"), form.get("cause_state")), ("a stopped cooler", "confirmed"));
    accepted(&form.send(&mut two.ren, "save").await);
    assert_eq!(two.facts().await.cause.state, CauseState::Confirmed);
}

async fn entries_that_one_adds_and_removes_stay_apart_from_those_of_the_other(
    database: TestDatabase,
) {
    let mut two = two(&database).await;
    let measure = |form, text| {
        filled(form, &[("measure-new_ja", text), ("kind-new", "restart"), ("status-new", "done")])
    };
    let (hers, his) = two.both("edit/measures").await;
    let page = two.overtake(measure(hers, "再起動"), his).await;
    accepted(&Filled::of(&page).send(&mut two.ren, "save").await);
    assert_eq!(two.facts().await.measures.len(), 1, "an empty row removes nothing");

    let (hers, his) = two.both("edit/measures").await;
    let page = two.overtake(measure(hers, "部品の交換"), measure(his, "設定の変更")).await;
    assert!(page.texts(".diff td").join(" ").contains("部品の交換"));
    accepted(&Filled::of(&page).send(&mut two.ren, "save").await);
    let said = |facts: &Incident| -> Vec<String> {
        facts.measures.iter().map(|it| it.text.written(Language::Ja).unwrap().to_owned()).collect()
    };
    assert_eq!(said(&two.facts().await), ["再起動", "部品の交換", "設定の変更"]);

    let (hers, his) = two.both("edit/measures").await;
    let his = his.set("measure-m02_ja", "電源部品の交換");
    let page = two.overtake(hers.set("measure-m02_ja", ""), his).await;
    assert!(page.text("#measure-m02_ja-theirs").unwrap().contains("empty"));
    accepted(&Filled::of(&page).send(&mut two.ren, "save").await);
    assert_eq!(said(&two.facts().await), ["再起動", "設定の変更", "電源部品の交換"]);

    let (hers, _) = two.both("edit/notes").await;
    accepted(&hers.set("note-new_ja", "一").send(&mut two.hanako, "save").await);
    let (hers, _) = two.both("edit/notes").await;
    accepted(&hers.set("note-new_ja", "二").send(&mut two.hanako, "save").await);
    let (hers, his) = two.both("edit/notes").await;
    let field = |form: &Filled, text: &str| {
        let found = form.fields.iter().find(|(_, value)| value == text);
        found.unwrap_or_else(|| panic!("{text}")).0.clone()
    };
    let (first, second) = (field(&hers, "一"), field(&his, "二"));
    let page = two.overtake(hers.set(&first, ""), his.set(&second, "二の二")).await;
    accepted(&Filled::of(&page).send(&mut two.ren, "save").await);
    let notes = two.facts().await.notes;
    let notes: Vec<_> = notes.iter().filter_map(|note| note.written(Language::Ja)).collect();
    assert_eq!(notes, ["二の二"], "who removes one note moves no other");
}

async fn a_notice_leaves_the_status_and_the_facts_that_it_did_not_choose(database: TestDatabase) {
    let mut two = two(&database).await;
    let Two { hanako, ren, incident, .. } = &mut two;
    let hers = update(hanako, incident, "responding").await;
    let checked = hers.set("template", "I3").send(hanako, "check").await;
    let hers = filled(
        suspected(Filled::of(&checked)),
        &[
            ("cause_ja", "電源装置の故障"),
            ("cause_en", "a failed power supply"),
            ("action_now_ja", "交換"),
            ("action_now_en", "replacing it"),
            ("eta", "23時頃"),
        ],
    );
    let path = format!("{incident}/notice?state=investigating&template=I11");
    let his = Filled::of(&ren.get(&path).await);
    assert_eq!(his.get("cause_state"), "unknown");
    let his = his.set("action_now_ja", "調査").set("action_now_en", "looking into it");
    let his = his.set("report_due", "明日10時");
    accepted(&hers.post(hanako).await);
    let edit = Filled::of(&hanako.get(&format!("{incident}/edit/data")).await);
    accepted(&edit.set("data_statement", "checking").send(hanako, "save").await);

    let page = his.send(ren, "check").await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    let told = page.texts(".diff td").join(" ");
    for said in ["Identified", "電源装置の故障", "交換"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let form = Filled::of(&page);
    assert_eq!(form.get("state"), "responding", "the status that he left alone");
    assert_eq!(form.get("action_now_en"), "looking into it");
    accepted(&form.post(ren).await);

    let record = two.record().await;
    let facts = &record.incident;
    assert_eq!(record.updates.len(), 3);
    assert_eq!(facts.state, IncidentState::Responding);
    assert_eq!(facts.cause.state, CauseState::Suspected);
    assert_eq!(written(facts.cause.summary.as_ref(), Language::Ja), "電源装置の故障");
    assert_eq!(facts.data_statement, DataState::Checking);
    assert!(matches!(facts.eta, Eta::At { .. }), "{:?}", facts.eta);
    assert!(record.updates[2].body.written(Language::En).unwrap().contains("looking into it"));
}

async fn a_notice_keeps_what_was_chosen_and_shows_what_stands(database: TestDatabase) {
    let mut two = two(&database).await;
    let Two { hanako, ren, incident, .. } = &mut two;
    let work = |form: Filled, cause: &str| {
        let form = suspected(form).set("cause_en", cause);
        filled(
            form,
            &[("cause_ja", "停止"), ("action_now_ja", "確認"), ("action_now_en", "checking")],
        )
    };
    let hers = work(update(hanako, incident, "responding").await, "a failed supply");
    let his = work(update(ren, incident, "responding").await, "a stopped cooler");
    let his = Filled::of(&his.send(ren, "check").await);
    accepted(&hers.post(hanako).await);
    let page = his.send(ren, "post").await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    assert!(page.text("#cause_en-theirs").unwrap().contains("a failed supply"));
    assert!(page.text("button[value=post]").is_none(), "it is checked again first");
    let form = Filled::of(&page);
    assert_eq!(form.get("cause_en"), "a stopped cooler");
    accepted(&form.post(ren).await);
    let cause = two.facts().await.cause;
    assert_eq!(written(cause.summary.as_ref(), Language::En), "a stopped cooler");
}

async fn a_correction_leaves_the_services_that_somebody_added(database: TestDatabase) {
    let mut two = two(&database).await;
    let (hers, his) = two.both("correction").await;
    let hers =
        filled(hers, &[("field", "start-p1"), ("new_moment", "40分前"), ("reason_ja", "誤り")]);
    let his = filled(his, &[("field", "text"), ("old_ja", "旧"), ("new_ja", "新")]);
    let his = filled(his, &[("reason_ja", "誤字"), ("old_en", "old"), ("new_en", "new")]);
    let Two { hanako, ren, .. } = &mut two;
    accepted(&hers.post(hanako).await);
    let page = his.send(ren, "check").await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    let form = Filled::of(&page);
    assert_eq!((form.get("field"), form.get("corrects")), ("text", "U01"), "what it is for stays");
    accepted(&form.post(ren).await);
    assert_eq!(two.record().await.updates.len(), 3);
}

async fn a_translation_is_read_beside_the_one_that_was_approved_meanwhile(database: TestDatabase) {
    let mut two = two(&database).await;
    let Two { hanako, ren, incident, .. } = &mut two;
    accepted(&action(hanako, incident, "通信機器の確認").await.post(hanako).await);
    let path = format!("{incident}/updates/U02/en");
    let hers = Filled::of(&hanako.get(&path).await).set("body_en", "Checking the network.");
    let his = Filled::of(&ren.get(&path).await).set("body_en", "Checking our switches.");
    let page = two.overtake(hers, his).await;
    assert!(page.text("#body_en-theirs").unwrap().contains("Checking the network."));
    let form = Filled::of(&page);
    assert_eq!(form.get("body_en"), "Checking our switches.");
    accepted(&form.send(&mut two.ren, "save").await);
    let record = two.record().await;
    assert_eq!(record.updates[1].body.written(Language::En), Some("Checking our switches."));
}

async fn who_has_no_text_yet_sees_what_was_posted_meanwhile(database: TestDatabase) {
    let mut two = two(&database).await;
    let Two { hanako, ren, incident, .. } = &mut two;
    let his = update(ren, incident, "investigating").await;
    let hers = update(hanako, incident, "investigating").await.set("template", "I4");
    let hers = filled(hers, &[("action_now_ja", "切り分け"), ("action_now_en", "isolating it")]);
    accepted(&hers.post(hanako).await);
    let page = his.send(ren, "check").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let told = page.texts(".diff td").join(" ");
    assert!(told.contains("切り分け") && told.contains("isolating it"), "{told}");
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
    accepted(&hers.post(&mut hanako).await);

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
    accepted(&posted);
    let record = only(&portal).await;
    assert_eq!(record.updates.len(), 3);
    assert!(record.updates[2].subject.written(Language::En).unwrap().contains("update 3"));
    assert!(record.updates[2].body.written(Language::Ja).unwrap().contains("再起動"));
}
