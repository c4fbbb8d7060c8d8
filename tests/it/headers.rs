//! Every address of the portal on the running server, readers' and operators': the headers that keep a
//! browser from doing what it should not (requirements S4, S12, S13, S47).
//!
//! Addresses come from where they are declared: a new one is looked at without being named here, and a new
//! kind of page does not compile until it is.

use noroshi::{
    domain::{
        language::Language,
        public::{Calendar, Route},
    },
    views::assets::ASSETS,
    web::{
        console::{ROUTES, Verb, link_path},
        public,
    },
};

use crate::support::{
    TestDatabase,
    console::Portal as Console,
    portal::{Portal, maintenance, open_incident},
    sample::key,
    server::{Served, Way},
    wire::{Answer, request},
};

/// The server with readers' pages and the whole console.
async fn running(by_tls: bool) -> (Served, Console) {
    let database = TestDatabase::sqlite();
    let mut portal = Portal::new(database.url()).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    let planned = ("2016-10-20T01:00:00+09:00", "2016-10-20T03:00:00+09:00");
    portal.put_maintenance(&maintenance("MNT-20161020-01", planned.0, planned.1)).await;
    portal.settle().await;
    let console = Console::new(&database).await;
    let router = console.router();
    let way = Way { by_tls, ..Way::default() };
    (Served::new(portal, database, router, way).await, console)
}

/// A page of every kind. A new kind does not compile here until it has one.
fn pages() -> Vec<Route> {
    let all = vec![
        Route::Home,
        Route::Incident("INC-20161011-01".parse().unwrap()),
        Route::Maintenance("MNT-20161020-01".parse().unwrap()),
        Route::Service(key("mail")),
        Route::History,
        Route::Month("2016-10".parse().unwrap()),
        Route::Policy,
        Route::Maintenances(None),
        Route::Maintenances(Some(key("mail"))),
        Route::Months(None),
        Route::Months(Some(key("mail"))),
        Route::Calendar(Calendar::All),
        Route::Calendar(Calendar::Service(key("mail"))),
        Route::Calendar(Calendar::Maintenance("MNT-20161020-01".parse().unwrap())),
    ];
    for route in &all {
        match route {
            Route::Home
            | Route::Incident(_)
            | Route::Maintenance(_)
            | Route::Service(_)
            | Route::History
            | Route::Month(_)
            | Route::Policy
            | Route::Maintenances(_)
            | Route::Months(_)
            | Route::Calendar(_) => {}
        }
    }
    all
}

/// Everything that readers and machines can ask for.
fn readers() -> Vec<String> {
    let pages = pages();
    let in_both = pages.iter().flat_map(|page| Language::ALL.map(|language| page.path(language)));
    let besides = public::special_addresses().chain(ASSETS.iter().map(|asset| asset.path));
    in_both.chain(besides.map(str::to_owned)).collect()
}

fn check(answer: &Answer, path: &str) {
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ] {
        assert_eq!(answer.header(name).as_deref(), Some(value), "{name} of {path}");
    }
    let permissions = answer.header("permissions-policy").unwrap_or_default();
    assert!(permissions.split(", ").all(|one| one.ends_with("=()")), "{path}: {permissions}");
    assert!(permissions.contains("camera=()"), "{path}: {permissions}");
    assert!(answer.header("cache-control").is_some(), "{path}");
    for absent in ["server", "x-powered-by", "access-control-allow-origin", "refresh"] {
        assert_eq!(answer.header(absent), None, "{absent} of {path}");
    }
    assert!(score(answer) >= 110, "{path}: {}", score(answer));
}

/// The score of an answer by the rules of MDN's HTTP Observatory, as far as they look at one answer.
fn score(answer: &Answer) -> i32 {
    let header = |name| answer.header(name).unwrap_or_default();
    let policy = header("content-security-policy");
    let framed = policy.contains("frame-ancestors 'none'") || header("x-frame-options") == "DENY";
    let private =
        ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"];
    let cookies = header("set-cookie");
    let careless = |cookie: &str| !cookie.contains("Secure") || !cookie.contains("HttpOnly");
    100 + match () {
        () if policy.is_empty() => -25,
        () if policy.contains("unsafe-") => -20,
        () if policy.contains("default-src 'none'") => 10,
        () => 5,
    } + match () {
        () if cookies.is_empty() => 0,
        () if cookies.split(", ").any(careless) => -40,
        () => 5,
    } + if header("access-control-allow-origin").is_empty() { 0 } else { -50 }
        + if header("strict-transport-security").is_empty() { -20 } else { 0 }
        + if private.contains(&&*header("referrer-policy")) { 5 } else { 0 }
        + if header("x-content-type-options") == "nosniff" { 0 } else { -5 }
        + if framed { 5 } else { -20 }
        + if header("cross-origin-resource-policy") == "same-origin" { 10 } else { 0 }
}

#[tokio::test]
async fn every_address_of_readers_is_safe_and_sets_no_cookie() {
    let (running, _) = running(true).await;
    let asked = "cookie: __Host-sid=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n";
    for path in readers() {
        let answer = running.get(&path).await;
        assert!([200, 302].contains(&answer.status), "{path}: {}", answer.status);
        let with_cookie = request(running.address, "GET", &path, asked).await;
        let by_hyper = request(running.by_hyper, "GET", &path, asked).await;
        for answer in [&answer, &with_cookie, &by_hyper] {
            check(answer, &path);
            let referrer = answer.header("referrer-policy");
            assert_eq!(referrer.as_deref(), Some("strict-origin-when-cross-origin"), "{path}");
            assert_eq!(answer.header("set-cookie"), None, "{path}");
            let vary = answer.header("vary").unwrap_or_default().to_lowercase();
            assert!(!vary.contains("cookie"), "{path}: {vary}");
        }
        // What a shared cache keeps of one reader is right for every other.
        assert_eq!(answer.body, with_cookie.body, "{path}");
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let refused = request(running.address, method, &path, "content-length: 0\r\n").await;
            assert_eq!(refused.status, 405, "{method} {path}");
            check(&refused, &path);
        }
    }
    for path in ["/nothing", "/ja/nothing", "/.well-known/nothing", "/static/nothing.js"] {
        let answer = running.get(path).await;
        assert_eq!(answer.status, 404);
        check(&answer, path);
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[tokio::test]
async fn every_address_of_operators_is_safe_and_is_kept_by_nobody() {
    let (running, console) = running(true).await;
    let operator = noroshi::domain::operator::Role::Viewer;
    let link = link_path(&console.invite("sato", operator).await);
    for route in ROUTES.iter().copied().flatten() {
        let path = if route.path.starts_with("/console/link/") {
            link.clone()
        } else {
            route.path.replace(['{', '}'], "")
        };
        let (method, headers) = match route.verb {
            Verb::Get => ("GET", ""),
            Verb::Post => ("POST", "sec-fetch-site: same-origin\r\ncontent-length: 0\r\n"),
        };
        let answer = request(running.address, method, &path, headers).await;
        assert!(answer.status < 500, "{method} {path}: {}", answer.status);
        check(&answer, &path);
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"), "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{method} {path} for a stranger");
        // The token of a link leaves the page in no header.
        let referrer =
            if path == link { "strict-origin" } else { "strict-origin-when-cross-origin" };
        assert_eq!(answer.header("referrer-policy").as_deref(), Some(referrer), "{path}");
    }
    let answer = running.get("/console/nothing").await;
    assert_eq!(answer.status, 404);
    check(&answer, "/console/nothing");
}

#[tokio::test]
async fn who_comes_without_tls_is_not_told_to_stay_with_it() {
    let (running, _) = running(false).await;
    for path in ["/ja/", "/healthz", "/nothing", "/console/sign-in"] {
        assert_eq!(running.get(path).await.header("strict-transport-security"), None, "{path}");
    }
}
