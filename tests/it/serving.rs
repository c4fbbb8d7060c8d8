//! What readers and machines are answered, byte by byte, and what becomes of requests that nobody
//! should send.

mod ways;

use std::time::Duration;

use axum::{
    Extension, Router,
    body::Bytes,
    http::StatusCode,
    routing::{get, post},
};
use noroshi::{
    snapshot::Renderer,
    views::assets::ASSETS,
    web::{
        client::Client,
        limits::{FORM_BYTES, Limits},
    },
};

use crate::support::{
    TestDatabase,
    portal::{PLAIN, Portal, open_incident, recovered},
    server::{Served, Way},
    wire::{Answer, Wire, request},
};

/// A server with two incidents, one that is open and one long over, and handlers that behave badly.
async fn running() -> Served {
    set_up(Way::default()).await
}

async fn with(limits: Limits) -> Served {
    set_up(Way { limits, ..Way::default() }).await
}

async fn set_up(way: Way) -> Served {
    let database = TestDatabase::sqlite();
    let mut portal = Portal::new(database.url()).await;
    let old = open_incident(1, "2015-01-05T08:00:00+09:00");
    portal.put(&recovered(old, "2015-01-05T12:00:00+09:00")).await;
    portal.put(&open_incident(1, "2016-10-11T08:55:00+09:00")).await;
    portal.settle().await;
    Served::new(portal, database, console(), way).await
}

fn console() -> Router {
    Router::new()
        .route("/console/echo", post(|body: Bytes| async move { body }))
        .route("/console/panic", get(async || -> &'static str { panic!("a secret") }))
        .route("/console/refused", get(async || (StatusCode::UNPROCESSABLE_ENTITY, "a secret")))
        .route(
            "/console/who",
            get(async |Extension(client): Extension<Client>| client.address.to_string()),
        )
}

const OPEN: &str = "/ja/incidents/INC-20161011-01";
const OLD: &str = "/en/incidents/INC-20150105-01";

fn inflated(answer: &Answer) -> String {
    let mut text = Vec::new();
    match answer.header("content-encoding").as_deref() {
        Some("gzip") => {
            let mut decoder = flate2::read::GzDecoder::new(&answer.body[..]);
            std::io::Read::read_to_end(&mut decoder, &mut text).unwrap();
        }
        Some("br") => brotli::BrotliDecompress(&mut &answer.body[..], &mut text).unwrap(),
        other => {
            assert_eq!(other, None);
            text.clone_from(&answer.body);
        }
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn a_page_comes_in_every_encoding_with_its_headers() {
    let running = running().await;
    for (path, language, encodings) in
        [(OPEN, "ja", ["br", "gzip", "identity"]), (OLD, "en", ["identity", "gzip", "identity"])]
    {
        let mut tags = Vec::new();
        for (asked, expected) in ["br", "gzip", "identity"].into_iter().zip(encodings) {
            let accept = format!("accept-encoding: {asked}\r\n");
            let answer = request(running.address, "GET", path, &accept).await;
            assert_eq!(answer.status, 200);
            let encoding = answer.header("content-encoding");
            assert_eq!(encoding.as_deref().unwrap_or("identity"), expected, "{path} {asked}");
            assert_eq!(inflated(&answer), running.portal.text(path).unwrap());
            assert_eq!(answer.header("content-language").as_deref(), Some(language));
            assert_eq!(answer.header("vary").as_deref(), Some("Accept-Encoding"));
            assert_eq!(answer.header("content-type").unwrap(), "text/html; charset=utf-8");
            let cache = answer.header("cache-control").unwrap();
            for word in ["public", "max-age=", "stale-while-revalidate=", "stale-if-error="] {
                assert!(cache.contains(word), "{cache}");
            }
            tags.push(answer.header("etag").unwrap());

            let head = request(running.address, "HEAD", path, &accept).await;
            assert_eq!((head.status, head.body.len()), (200, 0));
            let length = answer.body.len().to_string();
            assert_eq!(head.header("content-length").as_deref(), Some(length.as_str()));
            assert_eq!(head.header("etag"), answer.header("etag"));

            let known = format!("{accept}if-none-match: {}\r\n", tags.last().unwrap());
            for method in ["GET", "HEAD"] {
                let again = request(running.address, method, path, &known).await;
                assert_eq!((again.status, again.body.len()), (304, 0));
                for name in ["etag", "cache-control", "vary", "content-language", "last-modified"] {
                    assert_eq!(again.header(name), answer.header(name), "{name}");
                }
            }
            let since = answer.header("last-modified").unwrap();
            let since = format!("{accept}if-modified-since: {since}\r\n");
            assert_eq!(request(running.address, "GET", path, &since).await.status, 304);
        }
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), if path == OPEN { 3 } else { 2 }, "one tag for each encoding");
    }
}

#[tokio::test]
async fn the_root_leads_to_the_language_that_the_reader_likes_best() {
    let running = running().await;
    for (accept, to) in [
        ("", "/ja/"),
        ("accept-language: en-GB,en;q=0.8\r\n", "/en/"),
        ("accept-language: fr, ja;q=0.2, en;q=0.4\r\n", "/en/"),
    ] {
        let answer = request(running.address, "GET", "/", accept).await;
        assert_eq!((answer.status, answer.header("location").as_deref()), (302, Some(to)));
        assert_eq!(answer.header("vary").as_deref(), Some("Accept-Language"));
    }
}

#[tokio::test]
async fn an_address_has_one_spelling_and_others_lead_to_it_or_nowhere() {
    let running = running().await;
    for (path, to) in [
        ("/ja", "/ja/"),
        ("/en//", "/en/"),
        ("/ja/history/", "/ja/history"),
        ("/ja/history/?q=a%20b", "/ja/history?q=a%20b"),
        ("/ja/incidents/INC-20161011-01/", OPEN),
    ] {
        let answer = running.get(path).await;
        assert_eq!(
            (answer.status, answer.header("location").as_deref()),
            (308, Some(to)),
            "{path}"
        );
    }
    for path in [
        "//example.com/",
        "/ja/incidents/",
        "/ja/incidents/inc-20161011-01",
        "/ja/incidents/INC-20161011-1",
        "/fr/",
        "/.git/config",
        "/ja/../en/",
        "/%6aa/",
        "/static/",
        "/server-status",
        "/JA/",
    ] {
        let answer = running.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (404, None), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_language_of_the_path() {
    let running = running().await;
    for (path, headers, language) in [
        ("/ja/nothing", "accept-language: en\r\n", "ja"),
        ("/en/nothing", "", "en"),
        ("/nothing", "accept-language: en\r\n", "en"),
        ("/nothing", "", "ja"),
    ] {
        let answer = request(running.address, "GET", path, headers).await;
        assert_eq!(answer.status, 404);
        let expected = format!("<html lang={language}>error 404 site true id false");
        assert_eq!(answer.text(), expected);
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
        assert_eq!(answer.header("content-language").as_deref(), Some(language));
        assert_eq!(answer.header("etag"), None);
    }
    let known = "if-none-match: *\r\n";
    assert_eq!(request(running.address, "GET", "/ja/nothing", known).await.status, 404);
}

#[tokio::test]
async fn only_reading_is_allowed() {
    let running = running().await;
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        for path in [OPEN, "/ja/", "/", "/healthz", "/readyz"] {
            let answer = request(running.address, method, path, "content-length: 0\r\n").await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow").as_deref(), Some("GET, HEAD"));
        }
    }
    assert_eq!(request(running.address, "POST", "/ja/nothing", "").await.status, 404);
}

#[tokio::test]
async fn the_history_is_searched_in_memory_and_within_bounds() {
    let running = running().await;
    for (query, expected) in [
        (
            "q=%EF%BC%AD%EF%BD%89%EF%BD%8E%EF%BD%81%EF%BD%94%EF%BD%8F",
            "INC-20161011-01 INC-20150105-01",
        ),
        ("q=20150105", "found INC-20150105-01 as"),
        ("q=&service=web", "found  as"),
        ("service=mail", "INC-20161011-01 INC-20150105-01"),
        ("q=nothing+like+it", "found  as"),
        ("q=", "refused: nothing"),
        ("q=a&service=none", "refused: there is no such service"),
        ("q=%ff%00%E2%80%AE", "found  as"),
        (&format!("q={}", "a".repeat(101)), "refused: a query has at most 100"),
        (&format!("q={}", "%E3%83%A1".repeat(100)), "found  as"),
    ] {
        let answer = running.get(&format!("/en/history?{query}")).await;
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains(expected), "{query}: {}", answer.text());
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    }
    let plain = running.get("/en/history?utm_source=x").await;
    assert!(plain.text().contains("history 2016-10 2015-01"));
    assert_eq!(request(running.address, "POST", "/en/history?q=a", "").await.status, 405);
}

#[tokio::test]
async fn a_search_that_finds_no_place_is_put_off() {
    let limits =
        Limits { searches: 0, search_deadline: Duration::from_millis(20), ..Limits::default() };
    let running = with(limits).await;
    let answer = running.get("/en/history?q=mail").await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("retry-after").as_deref(), Some("5"));
    assert_eq!(running.get("/en/history").await.status, 200);
}

#[tokio::test]
async fn a_search_that_fails_says_that_it_failed() {
    let broken = Renderer { search: |_, _, _, _| Err(askama::Error::Fmt), ..PLAIN };
    let running = set_up(Way { renderer: broken, ..Way::default() }).await;
    assert_eq!(running.get("/en/history?q=mail").await.status, 500);
}

#[tokio::test]
async fn pages_of_an_earlier_build_find_its_files_in_those_of_today() {
    let running = running().await;
    for asset in ASSETS {
        let (stem, rest) = asset.path.split_once('.').unwrap();
        let (_, extension) = rest.split_once('.').unwrap();
        let answer = running.get(&format!("{stem}.0123456789abcdef.{extension}")).await;
        assert_eq!((answer.status, answer.header("location").as_deref()), (308, Some(asset.path)));
    }
    for path in ["/static/portal.css", "/static/nothing.0123.css", "/static/portal.0123.txt"] {
        assert_eq!(running.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn machines_are_told_how_it_is() {
    let running = running().await;
    assert_eq!(running.get("/healthz").await.text(), "ok\n");
    let ready = running.get("/readyz").await;
    assert_eq!(ready.status, 200);
    let facts: serde_json::Value = serde_json::from_slice(&ready.body).unwrap();
    assert_eq!(facts["ready"], true);
    assert_eq!(facts["database"]["state"], "answering");
    assert_eq!(facts["snapshot"]["as_of"], "2016-10-11T00:30:00Z");
    let text = running.get("/.well-known/security.txt").await;
    assert!(text.text().starts_with("Contact:"));
}

#[tokio::test]
async fn before_the_first_snapshot_readers_are_told_to_come_back() {
    let database = TestDatabase::sqlite();
    let portal = Portal::new(database.url()).await;
    let running = Served::new(portal, database, console(), Way::default()).await;
    let answer = running.get("/en/").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.text(), "<html lang=en>error 503 site false id false");
    assert_eq!(answer.header("retry-after").as_deref(), Some("5"));
    assert_eq!(running.get("/readyz").await.status, 503);
    assert_eq!(running.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_all_answers() {
    let running = running().await;
    for path in [
        "/",
        "/ja/",
        OPEN,
        OLD,
        "/ja",
        "/nothing",
        "/en/history?q=a",
        "/healthz",
        "/readyz",
        "/.well-known/security.txt",
        "/console/who",
        "/console/nothing",
        "/console/panic",
        "/console/refused",
    ] {
        for method in ["GET", "POST"] {
            let answer = request(running.address, method, path, "content-length: 0\r\n").await;
            let header = |name: &str| answer.header(name).unwrap_or_default();
            assert!(header("content-security-policy").starts_with("default-src 'none';"), "{path}");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("x-frame-options"), "DENY");
            assert_eq!(header("referrer-policy"), "strict-origin-when-cross-origin");
            assert_eq!(header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(header("cross-origin-resource-policy"), "same-origin");
            assert!(header("permissions-policy").contains("camera=()"));
            assert!(header("strict-transport-security").starts_with("max-age="));
            assert_ne!(header("cache-control"), "");
            for absent in ["server", "set-cookie", "x-powered-by", "access-control-allow-origin"] {
                assert_eq!(answer.header(absent), None, "{absent} on {path}");
            }
            if path.starts_with("/console") {
                assert_eq!(header("cache-control"), "no-store");
                assert_eq!(header("x-request-id").len(), 16);
            }
        }
    }
}

#[tokio::test]
async fn a_panic_becomes_a_page_with_a_number_and_is_counted() {
    let running = running().await;
    let answer = request(running.address, "GET", "/console/panic", "accept-language: en\r\n").await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.text(), "<html lang=en>error 500 site true id true");
    assert_eq!(running.server.panics(), 1);
    assert_eq!(running.get("/console/who").await.status, 200);
}

#[tokio::test]
async fn no_library_speaks_to_readers_in_its_own_words() {
    let running = running().await;
    let answer = running.get("/console/refused").await;
    assert_eq!(answer.status, 422);
    assert!(!answer.text().contains("secret"));
    let answer = request(running.address, "GET", "/console/echo", "").await;
    assert_eq!((answer.status, answer.header("allow").as_deref()), (405, Some("POST")));
}

#[tokio::test]
async fn a_body_is_taken_up_to_its_limit_and_not_beyond() {
    let running = running().await;
    let most = Limits::default().body_bytes;
    for (length, status) in [(0, 200), (most, 200), (most + 1, 413), (most + most / 2, 413)] {
        let head =
            format!("POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n");
        let answer = running.raw([head.as_bytes(), &vec![b'a'; length]].concat()).await.unwrap();
        assert_eq!(answer.status, status, "{length}");
        let chunk = if length == 0 {
            String::new()
        } else {
            format!("{length:x}\r\n{}\r\n", "a".repeat(length))
        };
        let chunked = format!(
            "POST /console/echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n\
             {chunk}0\r\n\r\n"
        );
        let answer = running.raw(&chunked[..]).await.unwrap();
        assert_eq!(answer.status, status, "{length} in chunks");
    }
    // One that announces far too much is refused before it is sent.
    let head = "POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999\r\n\
                expect: 100-continue\r\n\r\n";
    assert_eq!(running.raw(head).await.unwrap().status, 413);
}

#[tokio::test]
async fn a_form_that_is_too_large_for_the_console_is_answered_there_with_its_text() {
    let [records, operators] = [TestDatabase::sqlite(), TestDatabase::sqlite()];
    let portal = Portal::new(records.url()).await;
    let console = crate::support::console::Portal::new(&operators).await.router();
    let running = Served::new(portal, records, console, Way::default()).await;
    for (length, said) in [
        (FORM_BYTES, "This is too much at once"),
        (FORM_BYTES - 100, "Sign in"),
        (Limits::default().body_bytes, "error 413"),
    ] {
        let body = format!("scope_text_ja=begun{}", "x".repeat(length));
        let head = format!(
            "POST /console/incidents/new HTTP/1.1\r\nhost: a\r\naccept-language: en\r\n\
             sec-fetch-site: same-origin\r\norigin: https://status.example.jp\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let answer = running.raw(format!("{head}{body}")).await.unwrap();
        assert!(answer.text().contains(said), "{length}: {}", answer.status);
        let shown = answer.text().contains("begunxxx");
        assert_eq!(shown, said == "This is too much at once", "{length}");
    }
}

#[tokio::test]
async fn of_large_bodies_only_a_few_are_received_at_once() {
    let running = with(Limits { large_bodies: 0, ..Limits::default() }).await;
    for (length, status) in [(64 * 1024, 200), (64 * 1024 + 1, 503)] {
        let head =
            format!("POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n");
        let answer = running.raw([head.as_bytes(), &vec![b'a'; length]].concat()).await.unwrap();
        assert_eq!(answer.status, status, "{length}");
    }
}

#[tokio::test]
async fn a_body_that_drips_is_left() {
    let limits = Limits { body_deadline: Duration::from_millis(100), ..Limits::default() };
    let running = with(limits).await;
    let half = "POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf";
    assert_eq!(running.raw(half).await.unwrap().status, 408);
}

#[tokio::test]
async fn an_address_and_a_head_are_taken_up_to_their_limits_and_not_beyond() {
    let running = running().await;
    for (length, status) in [(4096, 404), (4097, 414), (20_000, 414)] {
        let path = format!("/{}", "a".repeat(length - 1));
        assert_eq!(running.get(&path).await.status, status, "{length}");
    }
    let start = "GET /ja/ HTTP/1.1\r\nhost: a\r\nx: ";
    for (length, status) in [(16 * 1024, 200), (16 * 1024 + 1, 431), (60_000, 431)] {
        let filling = "a".repeat(length - start.len() - 4);
        let answer = running.raw(format!("{start}{filling}\r\n\r\n")).await.unwrap();
        assert_eq!(answer.status, status, "{length}");
    }
    for (count, status) in [(99, 200), (100, 431)] {
        let headers: String =
            (0..count).fold(String::new(), |all, number| format!("{all}x-{number}: a\r\n"));
        let head = format!("GET /ja/ HTTP/1.1\r\nhost: a\r\n{headers}\r\n");
        assert_eq!(running.raw(head).await.unwrap().status, status, "{count} and the host");
    }
    // A head without end is cut off while it comes.
    let endless = format!("GET /ja/ HTTP/1.1\r\nhost: a\r\nx: {}", "a".repeat(1024 * 1024));
    assert_eq!(running.raw(endless).await.map(|answer| answer.status), Some(431));
}

#[tokio::test]
async fn a_malformed_request_is_refused_and_harms_nobody() {
    let running = running().await;
    for bytes in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nhost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        b"GET /ja/ HTTP/1.1\r\nhost : a\r\n\r\n",
        b"GET /ja/ HTTP/1.1\r\nhost: a\r\n x: folded\r\n\r\n",
        b"GET /ja/ HTTP/1.1\r\nhost: a\r\nx\0y: z\r\n\r\n",
        b"GET /ja/ HTTP/1.1\r\nhost: a\r\nx: \x01\r\n\r\n",
        b"GET /ja/\xff\xfe HTTP/1.1\r\nhost: a\r\n\r\n",
        b"GET ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
        b"GET /ja/ /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1, 2\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999999\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, identity\r\n\r\n",
        b"POST /console/echo HTTP/1.0\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST /console/echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nhost: a\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ] {
        let answer = running.raw(bytes).await;
        let status = answer.as_ref().map_or(400, |answer| answer.status);
        let shown = String::from_utf8_lossy(bytes);
        assert!((400..500).contains(&status), "{shown}: {status}");
    }
    assert_eq!(running.server.panics(), 0);
    assert_eq!(running.get("/ja/").await.status, 200);
}

#[tokio::test]
async fn what_follows_a_request_with_two_lengths_is_never_read_as_another() {
    let running = running().await;
    let smuggled = "POST /console/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\
                    transfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /console/panic HTTP/1.1\r\n\
                    host: a\r\n\r\n";
    let mut wire = Wire::open(running.address).await;
    wire.send(smuggled).await;
    let _ = wire.answer().await;
    wire.closed().await;
    assert_eq!(running.server.panics(), 0);
}

#[tokio::test]
async fn an_old_client_without_a_host_is_served() {
    let running = running().await;
    let mut wire = Wire::open(running.address).await;
    wire.send("GET /ja/ HTTP/1.0\r\n\r\n").await;
    assert_eq!(wire.answer().await.unwrap().status, 200);
    wire.closed().await;
}

#[tokio::test]
async fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
    let forwarded = "x-forwarded-for: 203.0.113.9\r\n";
    let open = running().await;
    let answer = request(open.address, "GET", "/console/who", forwarded).await;
    assert_eq!(answer.text(), "127.0.0.1");
    let trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    let behind = with(Limits { trusted_proxies, ..Limits::default() }).await;
    let answer = request(behind.address, "GET", "/console/who", forwarded).await;
    assert_eq!(answer.text(), "203.0.113.9");
}

#[tokio::test]
async fn a_page_that_changes_is_there_on_a_connection_that_was_open() {
    let mut running = running().await;
    let mut wire = Wire::open(running.address).await;
    let ask = "GET /ja/ HTTP/1.1\r\nhost: a\r\n\r\n";
    wire.send(ask).await;
    assert!(!wire.answer().await.unwrap().text().contains("INC-20161011-02"));
    running.portal.put(&open_incident(2, "2016-10-11T09:10:00+09:00")).await;
    running.portal.settle().await;
    wire.send(ask).await;
    assert!(wire.answer().await.unwrap().text().contains("INC-20161011-02"));
}
