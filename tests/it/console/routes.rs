//! Every address of the console against everybody who may ask for it (requirements S7, S8, S11).

use axum::http::{Method, StatusCode};
use noroshi::{
    domain::operator::Role,
    web::console::{Access, ROUTES, Route, Verb},
};

use crate::support::{
    TestDatabase,
    console::{Browser, Page, Portal},
    on_each_database,
};

on_each_database!(
    every_address_is_open_to_exactly_those_it_is_declared_for,
    what_changes_how_people_sign_in_asks_who_one_is,
    an_address_that_is_not_declared_does_not_exist,
);

fn routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().copied().flatten()
}

/// An address with something in its variable parts that is there for nobody.
fn address(route: &Route) -> String {
    route
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { "not-there" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

async fn ask(browser: &mut Browser, route: &Route) -> Page {
    match route.verb {
        Verb::Get => browser.get(&address(route)).await,
        Verb::Post => browser.post(&address(route), &[]).await,
    }
}

fn is_asked_to_sign_in(page: &Page) -> bool {
    page.status == StatusCode::UNAUTHORIZED && page.text("h1").as_deref() == Some("Sign in")
}

async fn every_address_is_open_to_exactly_those_it_is_declared_for(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    for route in routes() {
        let page = ask(&mut portal.stranger(), route).await;
        let what = format!("{:?} {} for a stranger: {}", route.verb, route.path, page.status);
        let only_asked = page.text("h1").as_deref() == Some("Sign in");
        if route.access == Access::Public {
            assert_ne!(page.status, StatusCode::UNAUTHORIZED, "{what}");
        } else {
            assert!(is_asked_to_sign_in(&page) && only_asked, "{what}");
        }
    }
    for role in Role::ALL {
        portal.add(role.word(), role).await;
        for route in routes() {
            // A browser of its own for each: signing out and the like end a session.
            let mut browser = portal.stranger();
            browser.sign_in(role.word(), crate::support::console::PASSWORD).await;
            let page = ask(&mut browser, route).await;
            let allowed = match route.access {
                Access::May(permission) => role.may(permission),
                Access::Public | Access::HalfWay | Access::Own => true,
            };
            let what = format!("{:?} {} for {role:?}: {}", route.verb, route.path, page.status);
            assert!(!is_asked_to_sign_in(&page), "{what}");
            assert_eq!(page.status == StatusCode::FORBIDDEN, !allowed, "{what}");
            assert!(!page.status.is_server_error(), "{what}");
            assert_eq!(page.header("cache-control"), "no-store", "{what}");
        }
    }
    let audited = portal.audited().await;
    let denied = audited.iter().filter(|action| *action == "access.deny").count();
    let expected: usize = routes()
        .map(|route| match route.access {
            Access::May(permission) => {
                Role::ALL.iter().filter(|role| !role.may(permission)).count()
            }
            _ => 0,
        })
        .sum();
    assert_eq!(denied, expected, "every denial is in the audit log");
}

async fn what_changes_how_people_sign_in_asks_who_one_is(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    portal.wait_seconds(301);
    for route in routes().filter(|route| route.fresh) {
        let page = ask(&mut admin, route).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}", route.path);
        assert_eq!(
            page.text("h1").as_deref(),
            Some("Please confirm that it is you"),
            "{}",
            route.path
        );
    }
    let credentials = ["/console/operators/", "second-factor/remove", "account/codes"];
    for route in routes().filter(|route| credentials.iter().any(|part| route.path.contains(part))) {
        assert!(route.fresh, "{} changes how people sign in", route.path);
    }
}

async fn an_address_that_is_not_declared_does_not_exist(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    for path in [
        "/console/setup",
        "/console/install",
        "/console/operators/boss/delete",
        "/console/sign-in/x",
        "/console/link",
    ] {
        for mut browser in [portal.stranger(), admin.clone()] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(page.text("h1").as_deref(), Some("There is no such page"));
        }
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = admin
            .request(method.clone(), "/console")
            .header("sec-fetch-site", "same-origin")
            .body("".into())
            .unwrap();
        let page = admin.send(request).await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(page.header("allow").contains("GET"), "{method}");
    }
    let page = admin.get("/console/sign-out").await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(admin.is_signed_in().await);
}
