//! Every form once all the way: sent by a browser, answered by the router, on each database.

use axum::http::StatusCode;
use noroshi::{domain::operator::Role, storage};
use scraper::{Html, Selector};

use super::{FORMS, Kind, Sweep, Who};
use crate::maintenance::console::planned;
use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Page, Portal, escaped},
    on_each_database,
    writing::{Filled, NEW, accepted, open, set_up, update},
};

on_each_database!(
    a_wrong_field_is_named_in_the_language_of_the_console,
    a_button_takes_nothing_it_does_not_know,
    every_form_about_a_record_comes_back_with_what_was_typed,
    what_can_be_no_text_is_kept_in_a_draft,
);

/// What can be no line of text, as it is sent, with a word of what is said about it in either language.
const NO_LINE: [(&str, [&str; 2]); 9] = [
    ("%FF%FE", ["UTF-8", "UTF-8"]),
    ("%E4%BD", ["UTF-8", "UTF-8"]),
    ("a%00b", ["制御文字", "control character"]),
    ("a%1Bb", ["制御文字", "control character"]),
    ("a%0Db", ["1行", "one line"]),
    ("a%0Ab", ["1行", "one line"]),
    ("a%E2%80%AEb", ["文字の向き", "direction of writing"]),
    ("a%E2%81%A6b", ["文字の向き", "direction of writing"]),
    ("%EF%BB%BFa%EF%BB%BFb", ["制御文字", "control character"]),
];

/// What cannot stand in a field, as it is sent; nothing if the field is left out.
fn wrong(kind: Kind) -> Vec<(String, [&'static str; 2])> {
    let said = |values: &[(&str, [&'static str; 2])]| {
        values.iter().map(|(value, said)| ((*value).to_owned(), *said)).collect::<Vec<_>>()
    };
    match kind {
        Kind::Line(most) => {
            let mut wrong = said(&NO_LINE);
            wrong.push((String::new(), ["入力", "fill in"]));
            wrong.push(("%E3%80%80+".to_owned(), ["入力", "fill in"]));
            wrong.push((escaped(&"x".repeat(most + 1)), ["文字以内", "at most"]));
            wrong
        }
        Kind::Code | Kind::Hidden => said(&NO_LINE),
        Kind::Secret => said(&[("%FF%FE", ["UTF-8", "UTF-8"])]),
        Kind::Choice => {
            let choose = ["選んで", "choose"];
            let mut wrong = said(&[("", choose), ("no-such", choose), ("a%00b", choose)]);
            wrong.push(("%FF".to_owned(), ["UTF-8", "UTF-8"]));
            wrong
        }
    }
}

/// How much is stored: records, their updates, operators, entries of the log.
async fn stored(portal: &Portal) -> [usize; 3] {
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let changed = storage::incidents::list_changed(&mut tx, (0, None), 100).await.unwrap();
    let versions =
        changed.iter().map(|it| usize::try_from(it.record.incident.version).unwrap()).sum();
    drop(tx);
    let operators = noroshi::app::operators::list_operators(portal.core()).await.unwrap();
    let told = portal.audited().await;
    let kept = |it: &&String| !it.starts_with("session.") && *it != "operator.language";
    [versions, operators.len(), told.iter().filter(kept).count()]
}

async fn visitor(portal: &Portal, who: &Who) -> (Browser, String) {
    match who {
        Who::Stranger => (portal.stranger(), String::new()),
        Who::Admin => {
            let mut browser = portal.stranger();
            browser.sign_in("boss", PASSWORD).await;
            (browser, String::new())
        }
        Who::Invited => {
            let token = portal.invite("ren", Role::Viewer).await;
            (portal.stranger(), format!("/console/link/{}", token.text()))
        }
        Who::HalfWay => {
            let mut here = portal.operator("aoi", Role::Drafter).await;
            super::super::factor::enrol(portal, &mut here).await;
            let mut browser = portal.stranger();
            browser.sign_in("aoi", PASSWORD).await;
            (browser, String::new())
        }
    }
}

async fn a_wrong_field_is_named_in_the_language_of_the_console(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("boss", Role::Admin).await;
    for (_, sweep) in FORMS {
        let Sweep::Fields(who, path, fields) = sweep else { continue };
        let (mut browser, link) = visitor(&portal, who).await;
        let path = if path.is_empty() { &link } else { *path };
        let before = stored(&portal).await;
        for (turn, (name, _, kind)) in fields.iter().enumerate() {
            // Both languages have the same sentences for each kind of mistake; the fields take turns.
            let ja = turn % 2 == 0;
            browser.language = if ja { "ja" } else { "en" };
            if matches!(who, Who::Admin) && !path.ends_with("language") {
                let language = [("language", browser.language)];
                browser.post("/console/account/language", &language).await;
            }
            for (value, said) in wrong(*kind) {
                let page = send(&mut browser, path, fields, name, &value, ja).await;
                let what = format!("{path}: {name}={value} {}: {}", page.status, page.body);
                if *kind == Kind::Hidden {
                    assert!(!page.status.is_server_error(), "{what}");
                    continue;
                }
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
                let error = page.error_at(name).unwrap_or_else(|| panic!("{what}"));
                let spoken = page.attribute("html", "lang");
                let said = said[usize::from(spoken.as_deref() != Some("ja"))];
                assert!(error.contains(said), "{what}: {error}");
                for (other, right, kind) in *fields {
                    if other != name && matches!(kind, Kind::Line(_)) {
                        assert_eq!(page.value(other).as_deref(), Some(*right), "{what}");
                    }
                }
            }
            portal.wait_seconds(1);
        }
        assert_eq!(stored(&portal).await, before, "{path} stored something");
    }
}

async fn send(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str, Kind)],
    wrong: &str,
    value: &str,
    ja: bool,
) -> Page {
    let one = |(name, right, _): &(&str, &str, Kind)| {
        let value = if *name == wrong { value.to_owned() } else { escaped(right) };
        format!("{name}={value}")
    };
    let body: Vec<String> = fields.iter().map(one).collect();
    let path = format!("{path}?lang={}", if ja { "ja" } else { "en" });
    browser.post_body(&path, body.join("&")).await
}

async fn a_button_takes_nothing_it_does_not_know(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("boss", Role::Admin).await;
    for (_, sweep) in FORMS {
        let (Sweep::Button(path) | Sweep::Script(path)) = sweep else { continue };
        let (mut browser, _) = visitor(&portal, &Who::Admin).await;
        let before = stored(&portal).await;
        for (value, _) in NO_LINE {
            let names = ["x", "name", "version", "signature", "client_data", "credential_id"];
            let body: Vec<String> = names.iter().map(|name| format!("{name}={value}")).collect();
            let page = browser.post_body(path, body.join("&")).await;
            assert!(!page.status.is_server_error(), "{path} {value}: {}", page.status);
            if path.contains("not-there") {
                assert_eq!(page.status, StatusCode::NOT_FOUND, "{path} {value}");
            }
        }
        // A button that is for oneself does what it says, whatever comes with it.
        if path.contains("not-there") {
            assert_eq!(stored(&portal).await, before, "{path} stored something");
        }
    }
}

/// A portal with an open incident, whose last notice nobody has read in English.
async fn half_read(database: &TestDatabase) -> (Portal, Browser, String) {
    let portal = set_up(database).await;
    let mut browser = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut browser).await;
    let form = update(&mut browser, &incident, "investigating").await.set("template", "I4");
    let form = form.set("action_now_ja", "確認");
    accepted(&form.post(&mut browser).await);
    (portal, browser, incident)
}

async fn every_form_about_a_record_comes_back_with_what_was_typed(database: TestDatabase) {
    let (portal, mut browser, incident) = half_read(&database).await;
    let page = browser.get(&incident).await;
    let mut addresses: Vec<String> = links(&page, "main a")
        .into_iter()
        .filter(|path| path.starts_with(&format!("{incident}/")))
        .collect();
    assert!(addresses.iter().any(|path| path.ends_with("/en")), "{addresses:?}");
    addresses.push(NEW.to_owned());
    addresses.push("/console/maintenance/new".to_owned());
    addresses.extend(["responding", "recovered"].map(|it| format!("{incident}/notice?state={it}")));
    let one = planned(&portal, 1, 60).await;
    let steps = ["start", "extend", "complete", "roll-back", "reschedule", "postpone", "cancel"];
    addresses.extend(steps.map(|step| format!("/console/maintenance/{}/w1/{step}", one.reference)));
    addresses.push(format!("/console/maintenance/{}/edit", one.reference));
    let before = stored(&portal).await;
    for (turn, address) in addresses.iter().enumerate() {
        for (index, (value, said)) in NO_LINE.into_iter().enumerate() {
            if value.contains("%0") && !value.contains("%00") || (turn + index) % 3 != 0 {
                continue;
            }
            let ja = (turn + index) % 2 == 0;
            let language = [("language", if ja { "ja" } else { "en" })];
            browser.post("/console/account/language", &language).await;
            let form = Filled::of(&browser.get(address).await);
            if form.typed.is_empty() {
                continue;
            }
            for step in ["check", "post"] {
                if step == "post" && !address.contains("/notice") && !address.ends_with("/new") {
                    continue;
                }
                let page = send_bytes(&mut browser, &form, value, step).await;
                came_back(&page, &form, value, said[usize::from(!ja)]);
            }
        }
    }
    let after = stored(&portal).await;
    assert_eq!(after[..2], before[..2], "something was stored");
}

/// Sends a form with these bytes in every field in which something is typed.
async fn send_bytes(browser: &mut Browser, form: &Filled, bytes: &str, step: &str) -> Page {
    let mut body: Vec<String> = form
        .fields
        .iter()
        .filter(|(name, _)| !form.typed.contains(name))
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect();
    body.extend(form.typed.iter().map(|name| format!("{name}={bytes}")));
    body.push(format!("step={step}"));
    let action = &form.action;
    let path = if step == "post" { format!("{action}/post") } else { action.clone() };
    browser.post_body(&path, body.join("&")).await
}

/// Every field says what is wrong with it, is linked from the summary, and still holds what was typed.
fn came_back(page: &Page, sent: &Filled, bytes: &str, said: &str) {
    let what = format!("{} {bytes}", sent.action);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", page.body);
    let document = Html::parse_document(&page.body);
    let linked = links(page, "#errors a");
    let typed: Vec<u8> = axum_bytes(bytes);
    let typed = String::from_utf8_lossy(&typed).into_owned();
    let again = Filled::of(page);
    for name in &sent.typed {
        let one = |selector: String| {
            let selector = Selector::parse(&selector).unwrap();
            document.select(&selector).next()
        };
        let field = one(format!("[id='{name}']")).unwrap_or_else(|| panic!("{what}: {name}"));
        let error = one(format!("[id='{name}-error']")).unwrap_or_else(|| panic!("{what}: {name}"));
        let error: String = error.text().collect();
        assert!(error.contains(said), "{what}: {name}: {error}");
        let described = field.value().attr("aria-describedby").unwrap_or_default();
        assert!(described.split(' ').any(|id| id == format!("{name}-error")), "{what}: {name}");
        assert_eq!(field.value().attr("aria-invalid"), Some("true"), "{what}: {name}");
        assert!(linked.contains(&format!("#{name}")), "{what}: {name}");
        assert_eq!(again.get(name), typed.replace('\u{0}', "\u{fffd}"), "{what}: {name}");
    }
    let shut = Selector::parse("details:not([open]) [aria-invalid=true]").unwrap();
    assert_eq!(document.select(&shut).count(), 0, "{what}: a mistake is folded away");
}

fn axum_bytes(escaped: &str) -> Vec<u8> {
    let form = noroshi::web::console::Form::parse(format!("x={escaped}").as_bytes()).unwrap();
    form.text("x").as_bytes().to_vec()
}

fn links(page: &Page, selector: &str) -> Vec<String> {
    let document = Html::parse_document(&page.body);
    let selector = Selector::parse(selector).unwrap();
    document.select(&selector).filter_map(|it| it.value().attr("href")).map(str::to_owned).collect()
}

async fn what_can_be_no_text_is_kept_in_a_draft(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut browser = portal.operator("hanako", Role::Publisher).await;
    for (bytes, _) in NO_LINE {
        let page = browser.get(NEW).await;
        let path = page.attribute("form[data-autosave]", "data-autosave").unwrap();
        let form = Filled::of(&page).fields.into_iter();
        let others = form.filter(|(name, _)| name != "symptom_short_en");
        let mut body: Vec<String> =
            others.map(|(name, value)| format!("{}={}", escaped(&name), escaped(&value))).collect();
        body.push(format!("symptom_short_en=a{bytes}"));
        let saved = browser.post_body(&path, body.join("&")).await;
        assert_eq!(saved.status, StatusCode::NO_CONTENT, "{bytes}");
        let form = browser.get(NEW).await;
        assert_eq!(form.status, StatusCode::OK, "{bytes}");
        assert!(Filled::of(&form).get("symptom_short_en").starts_with('a'), "{bytes}");
        portal.wait_seconds(5);
    }
}
