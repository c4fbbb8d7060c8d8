//! Every address of the console against everybody who may ask for it (requirements S7, S8, S10, S11). The
//! snapshot is the table of who gets what: a new address without its row fails.

use std::fmt::Write as _;

use axum::http::{Method, StatusCode};
use noroshi::{
    domain::operator::Role,
    storage,
    web::console::{Access, ROUTES, Route, Verb, link_path},
};

use crate::support::{
    TestDatabase,
    console::{Browser, PASSWORD, Page, Portal},
    on_each_database,
    portal::put,
    sample,
    watch::Watch,
};

on_each_database!(
    every_address_is_open_to_exactly_those_it_is_declared_for,
    what_changes_how_people_sign_in_asks_who_one_is,
    asking_for_an_address_stores_nothing,
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

/// The beginning of a row of the table.
fn row(route: &Route) -> String {
    let verb = format!("{:?}", route.verb).to_uppercase();
    let again = if route.fresh { "again" } else { "" };
    format!("{verb:<4} {:<58} {again:<5}", route.path)
}

fn heading() -> String {
    let roles: Vec<String> = Role::ALL.map(|role| format!("{:<9}", role.word())).into();
    format!("{:<63} {:<5} {:<8} {}", "", "fresh", "stranger", roles.join(" "))
}

/// What somebody got.
fn got(page: &Page) -> &'static str {
    match page.status {
        _ if is_asked_to_sign_in(page) => "sign in",
        StatusCode::FORBIDDEN => "refused",
        _ => "open",
    }
}

async fn every_address_is_open_to_exactly_those_it_is_declared_for(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let mut table: Vec<String> = routes().map(row).collect();
    for (route, row) in routes().zip(&mut table) {
        let page = ask(&mut portal.stranger(), route).await;
        write!(row, " {:<8}", got(&page)).unwrap();
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
        let mut browser = portal.stranger();
        for (route, row) in routes().zip(&mut table) {
            // Signing out and the like end a session.
            if !browser.is_signed_in().await {
                browser = portal.stranger();
                browser.sign_in(role.word(), PASSWORD).await;
            }
            let page = ask(&mut browser, route).await;
            write!(row, " {:<9}", got(&page)).unwrap();
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
    table.insert(0, heading());
    let table: Vec<&str> = table.iter().map(|row| row.trim_end()).collect();
    insta::assert_snapshot!("routes", table.join("\n"));
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

/// An address of something that is there.
fn real(route: &Route, link: &str) -> String {
    if route.path.starts_with("/console/link/") {
        return link.to_owned();
    }
    [
        ("{login}", "boss"),
        ("{reference}", "INC-20161011-01"),
        ("{writing}", "notice"),
        ("{part}", "cause"),
        ("{update}", "U01"),
        ("{language}", "en"),
        ("{service}", "mail"),
    ]
    .into_iter()
    .fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value))
}

async fn asking_for_an_address_stores_nothing(database: TestDatabase) {
    let portal = Portal::new(&database).await;
    let core = portal.core();
    let mut tx = core.db.begin_write().await.unwrap();
    let (provider, catalogue) = (sample::provider(), sample::catalogue());
    storage::portal::insert(&mut tx, &provider, &catalogue, core.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    put(&core.db, &core.clock, &sample::record()).await;
    let mut admin = portal.operator("boss", Role::Admin).await;
    let link = link_path(&portal.invite("suzuki", Role::Viewer).await);
    admin.get("/console").await;
    let mut watch = Watch::over(&database).await;
    let before = watch.state().await;
    let mut shown = 0;
    for route in routes() {
        let path = real(route, &link);
        for method in [Method::GET, Method::HEAD] {
            for headers in [&[][..], &[("sec-fetch-site", "cross-site")]] {
                let mut request = admin.request(method.clone(), &path);
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let page = admin.send(request.body("".into()).unwrap()).await;
                let what = format!("{method} {path}: {}", page.status);
                assert!(!page.status.is_server_error(), "{what}");
                let posts =
                    !routes().any(|other| other.path == route.path && other.verb == Verb::Get);
                if posts {
                    let refused = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND];
                    assert!(refused.contains(&page.status), "{what}");
                } else if page.status == StatusCode::OK {
                    shown += 1;
                }
                assert_eq!(watch.state().await, before, "{what}");
            }
        }
    }
    assert!(shown >= 4 * 12, "most addresses show something: {shown}");
    portal.stranger().sign_in("boss", "a wrong guess").await;
    assert_ne!(watch.state().await, before, "what is stored is seen");
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
