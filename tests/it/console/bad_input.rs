//! Whatever is typed into a form: said at its field, kept, nothing stored, no panic.

use axum::http::{Method, StatusCode};
use noroshi::domain::operator::Role;

use crate::support::{
    TestDatabase,
    console::{PASSWORD, Portal, escaped},
    on_each_database,
};

on_each_database!(
    what_cannot_be_a_name_is_said_at_its_field,
    every_form_takes_anything_without_falling_over,
    a_form_that_is_too_large_or_of_another_kind_is_refused,
    an_odd_question_to_the_audit_log_is_answered,
);

const BAD: [(&str, &str); 8] = [
    ("", "Please fill in this field."),
    ("%20%20%E3%80%80", "Please fill in this field."),
    ("%FF%FE", "not text in UTF-8"),
    ("%E4%BD", "not text in UTF-8"),
    ("a%00b", "control character"),
    ("a%1Bb", "control character"),
    ("a%E2%80%AEb", "direction of writing"),
    ("a%E2%81%A6b", "direction of writing"),
];

async fn what_cannot_be_a_name_is_said_at_its_field(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let before = portal.audited().await;
    let long = "x".repeat(81);
    let cases = BAD.iter().copied().chain([(long.as_str(), "at most")]);
    for (bad, said) in cases {
        for (field, other) in [("login", "name"), ("name", "login")] {
            let body = format!("{field}={bad}&{other}=suzuki&role=drafter&language=ja");
            let page = admin.post_body("/console/operators/new", body).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={bad}");
            let error = page.error_at(field).unwrap_or_else(|| panic!("{field}={bad}"));
            assert!(error.contains(said), "{field}={bad}: {error}");
            assert_eq!(page.value(other).as_deref(), Some("suzuki"), "{field}={bad}");
            let chosen = page.attribute("#role option[selected]", "value");
            assert_eq!(chosen.as_deref(), Some("drafter"), "{field}={bad}");
        }
    }
    let page = admin.post_body("/console/operators/new", "login=A+B&name=&role=viewer&language=ja");
    let page = page.await;
    assert!(page.error_at("login").is_some() && page.error_at("name").is_some(), "all at once");
    let page = admin.post_body("/console/operators/new", "login=a&name=b&role=x&language=y").await;
    assert!(page.error_at("role").is_some() && page.error_at("language").is_some());
    assert_eq!(page.texts("#errors li").len(), 2);
    assert_eq!(portal.audited().await, before, "nothing was stored");

    admin.language = "ja";
    admin.post("/console/account/language", &[("language", "ja")]).await;
    let page = admin.post_body("/console/operators/new", "login=a&name=%FF&role=viewer").await;
    assert!(page.error_at("name").unwrap().contains("UTF-8"));
    assert_eq!(page.text("#errors h2").as_deref(), Some("2か所をご確認ください"));
}

async fn every_form_takes_anything_without_falling_over(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    portal.add("boss", Role::Admin).await;
    let long = escaped(&"長".repeat(5000));
    let values = BAD.iter().map(|(bad, _)| *bad).chain(["%", "%zz", "=", "' OR 1=1 --", &long]);
    let fields = [
        "name", "password", "current", "code", "next", "kept", "language", "role", "login",
        "sealed",
    ];
    let paths = [
        "/console/sign-in",
        "/console/sign-in/code",
        "/console/step-up",
        "/console/link/x",
        "/console/account/password",
        "/console/account/language",
        "/console/account/second-factor",
        "/console/account/sessions/x/end",
        "/console/operators/new",
        "/console/operators/x/role",
    ];
    let mut admin = portal.stranger();
    admin.sign_in("boss", PASSWORD).await;
    for value in values {
        for path in paths {
            let body: Vec<String> = fields.iter().map(|field| format!("{field}={value}")).collect();
            let page = admin.post_body(path, body.join("&")).await;
            assert!(!page.status.is_server_error(), "{path} {value}: {}", page.status);
        }
        portal.wait_seconds(1);
    }
    let listed = noroshi::app::operators::list_operators(portal.core()).await.unwrap();
    assert_eq!(listed.len(), 1, "nothing was stored");
}

async fn a_form_that_is_too_large_or_of_another_kind_is_refused(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let body = format!("login=suzuki&name={}", "x".repeat(1024 * 1024));
    let page = admin.post_body("/console/operators/new", body).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(page.text("h1").as_deref(), Some("This is too much at once"));
    assert!(page.text("main p").unwrap().contains("1024 kB and 1000 fields"), "{}", page.body);
    assert_eq!(page.text("main .pane").as_deref(), Some("suzuki"), "what was typed is shown");
    assert_eq!(page.texts("main .pane")[1].len(), 1024 * 1024);
    assert!(page.text("main form").is_none(), "it cannot be sent again as it is");
    let page = admin.post_body("/console/operators/new", "a=b&".repeat(1_001)).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(page.texts("main .pane").len(), 1_000);
    // On either side of each bound: what is within it is read, and refused at its field.
    let most = 1024 * 1024;
    for (body, within) in [
        (format!("name={}", "x".repeat(most - 5)), true),
        (format!("name={}", "x".repeat(most - 4)), false),
        ("a=b&".repeat(1_000), true),
        ("a=b&".repeat(1_001), false),
    ] {
        let page = admin.post_body("/console/operators/new", body).await;
        let status =
            if within { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::PAYLOAD_TOO_LARGE };
        assert_eq!(page.status, status);
    }
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
        let request = admin
            .request(Method::POST, "/console/operators/new")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind)
            .body("login=a&name=b&role=viewer&language=ja".into())
            .unwrap();
        let page = admin.send(request).await;
        assert_eq!(page.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
}

async fn an_odd_question_to_the_audit_log_is_answered(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    for query in [
        "target=%FF",
        "target=%00",
        "before=x",
        "before=-1",
        "before=99999999999999999999",
        "who=%27%20OR%201=1",
        "target=%3Cscript%3Ealert(1)%3C/script%3E",
        "unknown=1",
        "%",
    ] {
        let page = admin.get(&format!("/console/audit?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(!page.body.contains("<script>alert"), "{query}");
    }
}
