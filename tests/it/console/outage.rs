//! The database is gone, full or slow: the console says what is the matter, offers no set-up, says nothing
//! that it does not know, and loses nothing that was typed.

use std::time::Duration;

use axum::http::StatusCode;
use noroshi::{
    app::SecondFactorRule,
    domain::operator::Role,
    storage::{Database, Limits},
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use crate::support::{
    TestDatabase,
    console::{BASE_URL, PASSWORD, Portal},
    lock::Lock,
    on_each_database, run,
    writing::{Filled, blank, furnished, open, set_up, update},
};

on_each_database!(
    without_a_database_nothing_is_lost_and_nothing_is_offered,
    a_page_that_cannot_be_read_says_nothing_about_storing,
    whoever_waits_too_long_gets_the_form_back,
    a_notice_outlives_a_database_that_fails_while_its_writer_signs_in,
    an_address_with_a_slash_at_its_end_leads_to_the_one_without,
);

async fn without_a_database_nothing_is_lost_and_nothing_is_offered(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    portal.core().db.close().await;

    let page = portal.stranger().get("/console/sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = portal.stranger().sign_in("boss", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.body.contains(PASSWORD));

    for path in ["/console", "/console/account", "/console/operators", "/console/audit"] {
        let page = admin.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(page.text("h1").as_deref(), Some("The database is not available"), "{path}");
        assert_eq!(page.header("retry-after"), "5");
        let body = page.body.to_lowercase();
        for word in ["setup", "set-up", "install", "sqlite", "postgres", "password"] {
            assert!(!body.contains(word), "{path}: {word}");
        }
    }

    let fields = [("login", "suzuki"), ("name", "鈴木 蓮"), ("role", "viewer"), ("language", "ja")];
    let page = admin.post("/console/operators/new", &fields).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("Your text is kept"));
    assert_eq!(page.value("name").as_deref(), Some("鈴木 蓮"));
    let action = page.attribute("main form", "action");
    assert_eq!(action.as_deref(), Some("/console/operators/new"));
}

async fn a_page_that_cannot_be_read_says_nothing_about_storing(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let checked = Filled::of(&blank(&mut hanako).await.send(&mut hanako, "check").await);
    let posted = checked.send(&mut hanako, "post").await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
    let incident = posted.location().to_owned();
    portal.core().db.close().await;

    let page = hanako.get(&incident).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.text(".done").as_deref(), Some("Posted."));
    let text = page.text("main p").unwrap();
    assert!(!text.contains("Nothing was stored"), "{text}");
    assert!(text.contains("What was stored before is still there."), "{text}");
    let again = page.attribute(&format!("main a[href='{incident}']"), "class");
    assert!(again.is_some(), "the same page can be asked for again");

    let page = hanako.get("/console?x=1").await;
    assert!(!page.body.contains("Nothing was stored"));
    assert_eq!(page.text(".done"), None, "what was posted is said once");
    let page = checked.send(&mut hanako, "check").await;
    assert!(page.body.contains("Nothing was stored"));
}

#[test]
fn a_full_disk_is_said_to_be_full_and_one_that_takes_no_writes_not_to() {
    run(
        async |database| {
            let portal = set_up(&database).await;
            let mut hanako = portal.operator("hanako", Role::Publisher).await;
            let form = blank(&mut hanako).await;
            let checked = Filled::of(&form.send(&mut hanako, "check").await);
            let mut server = PgConnection::connect(database.url()).await.unwrap();
            for (code, title) in [
                ("53100", "The disk is full"),
                ("58030", "Nothing can be stored at the moment"),
                ("25006", "Nothing can be stored at the moment"),
            ] {
                let failing = format!(
                    "CREATE OR REPLACE FUNCTION failing() RETURNS trigger LANGUAGE plpgsql AS \
                     $$ BEGIN RAISE EXCEPTION 'as a disk does' USING ERRCODE = '{code}'; END $$; \
                     CREATE OR REPLACE TRIGGER failing BEFORE INSERT ON updates \
                     FOR EACH ROW EXECUTE FUNCTION failing()"
                );
                server.execute(AssertSqlSafe(failing)).await.unwrap();
                let page = checked.send(&mut hanako, "post").await;
                assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{code}");
                assert_eq!(page.text("h1").as_deref(), Some(title), "{code}");
                assert!(page.text("main p").unwrap().contains("Nothing was stored."));
                let back = Filled::of(&page);
                assert_eq!(back.get("body_ja"), checked.get("body_ja"));
                server.execute("DROP TRIGGER failing ON updates").await.unwrap();
            }
            let page = checked.send(&mut hanako, "post").await;
            assert_eq!(page.status, StatusCode::SEE_OTHER);
        },
        TestDatabase::postgres(),
    );
}

async fn whoever_waits_too_long_gets_the_form_back(database: TestDatabase) {
    let portal = set_up(&database).await.hurried(Duration::from_millis(300));
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let checked = Filled::of(&blank(&mut hanako).await.send(&mut hanako, "check").await);
    let lock = Lock::of(database.url()).await;
    let page = checked.send(&mut hanako, "post").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    // What had begun when the time was over may still have been stored.
    let title = "It is not certain whether this was stored";
    assert_eq!(page.text("h1").as_deref(), Some(title));
    let back = Filled::of(&page);
    assert_eq!(back.get("body_ja"), checked.get("body_ja"));
    lock.release().await;
    let posted = back.sent_by(&mut hanako).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{:?}", posted.texts("h1"));
}

async fn a_notice_outlives_a_database_that_fails_while_its_writer_signs_in(database: TestDatabase) {
    let limits = Limits { acquire: Duration::from_millis(400), ..Limits::default() };
    let db = Database::open_with(database.url(), limits).unwrap();
    let portal = furnished(Portal::on(db, SecondFactorRule::Optional, BASE_URL).await).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    let incident = open(&mut hanako).await;
    let form = update(&mut hanako, &incident, "investigating").await;
    let form = form.set("free_ja", "途中まで書いた段落");
    hanako.post("/console/sign-out", &[]).await;

    let asked = form.send(&mut hanako, "check").await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let sign_in = Filled::to(&asked, "/console/sign-in").set("name", "hanako");
    let lock = Lock::of(database.url()).await;
    let failed = sign_in.clone().set("password", PASSWORD).sent_by(&mut hanako).await;
    assert_eq!(failed.status, StatusCode::SERVICE_UNAVAILABLE, "{:?}", failed.texts("h1"));
    assert!(!failed.body.contains(PASSWORD));
    assert!(failed.texts(".pane").contains(&"途中まで書いた段落".to_owned()));
    lock.release().await;

    let again = Filled::to(&failed, "/console/sign-in").sent_by(&mut hanako).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the password is typed again");
    let sign_in = Filled::to(&again, "/console/sign-in").set("password", PASSWORD);
    let resumed = sign_in.sent_by(&mut hanako).await;
    assert_eq!(resumed.status, StatusCode::OK, "{:?}", resumed.texts("h1"));
    let back = Filled::of(&resumed).sent_by(&mut hanako).await;
    assert_eq!(Filled::of(&back).get("free_ja"), "途中まで書いた段落");
}

async fn an_address_with_a_slash_at_its_end_leads_to_the_one_without(database: TestDatabase) {
    let portal = set_up(&database).await;
    let mut hanako = portal.operator("hanako", Role::Publisher).await;
    for mut browser in [hanako.clone(), portal.stranger()] {
        let page = browser.get("/console/").await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/console"));
    }
    assert_eq!(hanako.get("/console/audit/").await.location(), "/console/audit");
    assert_eq!(hanako.get("/console/nothing//").await.location(), "/console/nothing");
    for path in ["/console//evil.example/", "/console/%2f%2fevil.example/"] {
        assert_eq!(hanako.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(hanako.post("/console/", &[]).await.status, StatusCode::NOT_FOUND);
}
