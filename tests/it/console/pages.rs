//! What pages of the console have in common, in both languages.

use axum::http::StatusCode;
use noroshi::domain::{audit::Action, language::Language, operator::Role};

use crate::support::{TestDatabase, console::Portal, on_each_database};

on_each_database!(
    every_page_is_whole_in_both_languages,
    the_language_is_the_operator_s_own,
    the_audit_log_is_read_page_by_page_and_by_subject,
);

async fn every_page_is_whole_in_both_languages(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("sato", Role::Viewer).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    for language in ["ja", "en"] {
        admin.post("/console/account/language", &[("language", language)]).await;
        let mut stranger = portal.stranger();
        stranger.language = if language == "ja" { "ja" } else { "en" };
        let mut pages =
            vec![stranger.get("/console/sign-in").await, stranger.get("/console").await];
        for path in [
            "/console",
            "/console/account",
            "/console/account/second-factor",
            "/console/account/passkeys/new",
            "/console/step-up",
            "/console/operators",
            "/console/operators/new",
            "/console/operators/sato",
            "/console/audit",
            "/console/nowhere",
        ] {
            pages.push(admin.get(path).await);
        }
        for page in pages {
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(language));
            assert_eq!(page.header("content-language"), language);
            assert_eq!(page.texts("h1").len(), 1);
            assert!(page.text("title").unwrap().len() > 10);
            assert!(!page.body.contains(" style=") && !page.body.contains("<style"));
            assert!(!page.body.contains("javascript:") && !page.body.contains(" onclick"));
            assert!(!page.body.contains("href=\"\""), "every asset is there");
            let japanese =
                page.text("main").unwrap().chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c));
            let names_a_language = page.body.contains("<option value=\"ja\"");
            if !names_a_language {
                assert_eq!(japanese, language == "ja", "{}", page.body);
            }
            let labels = page.texts("label").len();
            let inputs = page.texts("main input:not([type=hidden]), main select").len();
            assert_eq!(labels, inputs, "every field has its label");
        }
    }
}

async fn the_language_is_the_operator_s_own(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut browser = portal.operator("sato", Role::Publisher).await;
    browser.language = "ja";
    assert_eq!(browser.get("/console").await.header("content-language"), "en");
    let fields = [("language", "ja"), ("next", "/console/audit?target=sato")];
    let page = browser.post("/console/account/language", &fields).await;
    assert_eq!(page.location(), "/console/audit?target=sato");
    let page = browser.get(page.location()).await;
    assert_eq!(page.header("content-language"), "ja");
    assert_eq!(page.text(".done").as_deref(), Some("操作画面の言語を変更しました。"));
    let mut stranger = portal.stranger();
    assert_eq!(stranger.get("/console/sign-in?lang=ja").await.header("content-language"), "ja");
    let refused = stranger.post("/console/sign-in?lang=ja", &[("name", "a"), ("password", "b")]);
    assert!(refused.await.body.contains("ユーザー名またはパスワードが正しくありません。"));
}

async fn the_audit_log_is_read_page_by_page_and_by_subject(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    for number in 0..60 {
        portal.invite(&format!("op{number}"), Role::Viewer).await;
    }
    let page = admin.get("/console/audit").await;
    assert_eq!(page.texts("tbody tr").len(), 50);
    let newest = &page.texts("tbody tr")[0];
    assert!(newest.contains("Added an operator op59 Viewer"), "{newest}");
    let older = page.attribute("a[rel=next]", "href").unwrap();
    let page = admin.get(&older).await;
    assert_eq!(page.texts("tbody tr").len(), 14);
    assert_eq!(page.attribute("a[rel=next]", "href"), None);
    assert!(page.body.contains("Command line") && page.body.contains("Signed in"));
    let page = admin.get("/console/audit?target=op7").await;
    assert_eq!(page.texts("tbody tr").len(), 1);
    let page = admin.get("/console/audit?who=boss").await;
    assert_eq!(page.texts("tbody tr").len(), 3, "{:?}", page.texts("tbody tr"));
    let page = admin.get("/console/audit?who=boss&target=op7").await;
    assert_eq!((page.status, page.texts("tbody tr").len()), (StatusCode::OK, 0));
    assert!(page.body.contains("Nothing matches."));

    let mut auditor = portal.operator("auditor", Role::Auditor).await;
    assert_eq!(auditor.get("/console/audit").await.status, StatusCode::OK);
    let mut tx = portal.core().db.begin_read().await.unwrap();
    let verdict = noroshi::storage::audit::verify(&mut tx, None).await.unwrap();
    assert!(matches!(verdict, noroshi::storage::audit::AuditVerdict::Sound { .. }), "{verdict:?}");
}

#[test]
fn every_action_of_the_audit_log_has_a_name_in_both_languages() {
    use noroshi::{i18n::t, views::console::audit::action};
    for language in Language::ALL {
        let mut names = std::collections::BTreeSet::new();
        for known in Action::ALL {
            let name = action(t(language), known.word());
            assert!(names.insert(name.clone()) && name != known.word(), "{name}");
            assert_eq!(Action::from_word(known.word()), Some(known));
        }
    }
    assert_eq!(action(t(Language::En), "something.else"), "something.else");
}
