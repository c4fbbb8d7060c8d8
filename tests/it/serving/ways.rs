//! Plain requests are answered before hyper is brought in. Nobody can tell: whatever is sent, the bytes
//! that come back are those of a listener that brings hyper in for everything.

use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};

use super::{OLD, OPEN, running};
use crate::support::{server::Served, wire::Wire};

const HOST: &str = "host: status.example.jp\r\n";
const BROWSER: &str = "host: status.example.jp\r\n\
    connection: keep-alive\r\n\
    user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n\
    accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
    accept-language: ja,en-US;q=0.7,en;q=0.3\r\n\
    accept-encoding: gzip, deflate, br, zstd\r\n\
    sec-fetch-dest: document\r\n\
    cookie: theme=dark; other=%E3%81%82\r\n\
    priority: u=0, i\r\n";

/// What a reader sends, which is answered at once.
const PLAIN: &[(&str, &str, &str)] = &[
    ("GET", OPEN, HOST),
    ("GET", OPEN, BROWSER),
    ("HEAD", OPEN, BROWSER),
    ("GET", "/en/", "Host: a\r\nAccept-Encoding: br;q=0.5, gzip;q=0.9\r\n"),
    ("GET", "/ja/", "host: a\r\naccept-encoding: identity\r\n"),
    ("GET", "/ja/", "host:a\r\naccept-encoding:gzip\r\naccept-encoding:\tbr \r\n"),
    ("GET", "/ja/", "host: a\r\nACCEPT-ENCODING: *\r\nConnection: Keep-Alive\r\n"),
    ("GET", OLD, "host: a\r\naccept-encoding: br\r\n"),
    ("HEAD", OLD, "host: a\r\naccept-encoding: gzip\r\n"),
    ("GET", "/ja/", "host: a\r\nif-none-match: *\r\n"),
    ("HEAD", "/ja/", "host: a\r\nif-none-match: \"x\", *\r\n"),
    ("GET", "/ja/", "host: a\r\nif-none-match: \"x\"\r\nif-modified-since: no date\r\n"),
    ("GET", "/ja/", "host: a\r\nrange: bytes=0-1\r\nif-range: \"x\"\r\nif-match: \"x\"\r\n"),
    ("GET", "/ja/", "host: a\r\nx-forwarded-for: 203.0.113.9\r\nx: \u{e9}\r\n"),
    ("GET", "/ja/", "host: \r\n"),
];

/// What is left to hyper: other requests, and what is none.
const OTHER: &[&[u8]] = &[
    // Something else is asked for, or nothing that lies ready.
    b"GET / HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/? HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/?utm_source=x HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/#top HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /%6aa/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/../en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET http://a/ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET //ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /nothing HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /console/who HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /en/history?q=mail HTTP/1.1\r\nhost: a\r\n\r\n",
    b"POST /ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"OPTIONS /ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"get /ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    // About the connection, a body or an expectation.
    b"GET /ja/ HTTP/1.0\r\n\r\n",
    b"GET /ja/ HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nconnection: keep-alive, close\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabcGET /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    // More than one request, or less.
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\n\r\nGET /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\n\r\nGET /en/ HT",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\n\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\n",
    b"G",
    // Without a host, or with two.
    b"GET /ja/ HTTP/1.1\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nHOST: b\r\n\r\n",
    // In the manner of those who hope that two readers of one request disagree about it.
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\nGET /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\ncontent-length: 33\r\n\r\nGET /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: 0, 33\r\n\r\nGET /en/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length: +3\r\n\r\nabc",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ntransfer-encoding: identity, chunked\r\n\r\n0\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length : 3\r\n\r\nabc",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ntransfer-encoding : chunked\r\n\r\n0\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nx: y\r\n content-length: 3\r\n\r\nabc",
    b"GET /ja/ HTTP/1.1\r\n host: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\ncontent-length\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nx: y\rcontent-length: 3\r\n\r\nabc",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nx\0: y\r\n\r\n",
    b"GET /ja/ HTTP/1.1\r\nhost: a\r\nx: \0\r\n\r\n",
    b"GET  /ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.1 \r\nhost: a\r\n\r\n",
    b"GET\t/ja/ HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/\xff HTTP/1.1\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/1.2\r\nhost: a\r\n\r\n",
    b"GET /ja/ HTTP/2\r\nhost: a\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
];

/// What comes back for one connection on which this is sent, and then nothing more; what differs
/// between two answers to the same request is left out.
async fn exchange(address: std::net::SocketAddr, sent: &[u8]) -> String {
    let mut wire = Wire::open(address).await;
    wire.send(sent).await;
    wire.end().await;
    let mut bytes = wire.everything().await;
    for (name, length) in [(&b"\r\ndate: "[..], 29), (&b"\r\nx-request-id: "[..], 16)] {
        let places: Vec<usize> = bytes
            .windows(name.len())
            .enumerate()
            .filter_map(|(at, window)| (window == name).then_some(at + name.len()))
            .collect();
        for place in places {
            bytes[place..place + length].fill(b'.');
        }
    }
    bytes.escape_ascii().to_string()
}

async fn assert_same(running: &Served, sent: &[u8]) -> String {
    let ours = exchange(running.address, sent).await;
    let shown = sent.escape_ascii();
    assert_eq!(ours, exchange(running.by_hyper, sent).await, "{shown}");
    ours
}

#[tokio::test]
async fn a_plain_request_is_answered_at_once_as_hyper_would() {
    let running = running().await;
    for (method, path, headers) in PLAIN {
        let sent = format!("{method} {path} HTTP/1.1\r\n{headers}\r\n");
        assert!(running.server.at_once(sent.as_bytes()).is_some(), "{sent}");
        let answer = assert_same(&running, sent.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 304"));
        // Lines that end without a carriage return are read by both in the same way.
        assert_same(&running, sent.replace("\r\n", "\n").as_bytes()).await;
        // What a page was known by is known on either way.
        let etag = answer.split("etag: ").nth(1).unwrap().split("\\r\\n").next().unwrap();
        let etag = etag.replace("\\\"", "\"");
        let known = format!("{method} {path} HTTP/1.1\r\n{headers}if-none-match: W/{etag}\r\n\r\n");
        let answer = assert_same(&running, known.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 304"), "{known}: {answer}");
    }
}

#[tokio::test]
async fn anything_else_is_left_to_hyper() {
    let running = running().await;
    for sent in OTHER {
        assert!(running.server.at_once(sent).is_none(), "{}", sent.escape_ascii());
        assert_same(&running, sent).await;
    }
    assert_eq!(running.server.panics(), 0);
}

#[tokio::test]
async fn what_hides_in_a_request_is_never_answered() {
    let running = running().await;
    let hidden = "GET /console/who HTTP/1.1\r\nhost: a\r\n\r\n";
    for headers in [
        "content-length: 4\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 4",
        "content-length: 0\r\ncontent-length: 4",
        "content-length: 0, 4",
        "content-length : 0",
        "transfer-encoding : chunked",
        "transfer-encoding: xchunked",
        "x: y\r\n folded: 1",
    ] {
        for path in ["/ja/", "/console/echo"] {
            let sent =
                format!("POST {path} HTTP/1.1\r\nhost: a\r\n{headers}\r\n\r\n0\r\n\r\n{hidden}");
            for sent in [sent.clone(), sent.replacen("POST", "GET", 1)] {
                let answer = assert_same(&running, sent.as_bytes()).await;
                assert!(!answer.contains("127.0.0.1"), "{sent}: {answer}");
            }
        }
    }
}

#[tokio::test]
async fn long_heads_are_read_in_the_same_way() {
    let running = running().await;
    for length in [1_000, 4_095, 4_096, 4_097, 16_000, 16_384, 16_385, 70_000] {
        let start = format!("GET /ja/ HTTP/1.1\r\n{HOST}x: ");
        let filling = "a".repeat(length - start.len() - 4);
        assert_same(&running, format!("{start}{filling}\r\n\r\n").as_bytes()).await;
    }
    for count in [10, 47, 48, 99, 100, 1_000] {
        let bomb: String =
            (0..count).fold(String::new(), |all, number| format!("{all}x{number}:\r\n"));
        assert_same(&running, format!("GET /ja/ HTTP/1.1\r\n{HOST}{bomb}\r\n").as_bytes()).await;
    }
    let path = format!("GET /ja/{} HTTP/1.1\r\n{HOST}\r\n", "a".repeat(4_100));
    assert_same(&running, path.as_bytes()).await;
}

#[tokio::test]
async fn one_connection_may_be_answered_in_either_way_in_turn() {
    let running = running().await;
    let mut answers = Vec::new();
    for address in [running.address, running.by_hyper] {
        let mut wire = Wire::open(address).await;
        for (round, other) in OTHER.iter().take(15).enumerate() {
            let (method, path, headers) = PLAIN[round % PLAIN.len()];
            wire.send(format!("{method} {path} HTTP/1.1\r\n{headers}\r\n")).await;
            let plain = wire.answer_to(method).await.unwrap();
            wire.send(other).await;
            let other = wire.answer().await.unwrap();
            answers.push((plain.status, plain.body, other.status, other.body));
        }
    }
    let (front, hyper) = answers.split_at(15);
    assert_eq!(front, hyper);
}

#[test]
fn whatever_is_sent_is_answered_in_the_same_way() {
    // Mostly what is plain, with something odd here and there.
    fn mostly(
        usual: &[&'static str],
        odd: &[&'static str],
    ) -> impl Strategy<Value = &'static str> + Clone {
        prop_oneof![9 => select(usual.to_vec()), 1 => select(odd.to_vec())]
    }
    let method = mostly(&["GET", "HEAD"], &["POST", "get", "GETT", ""]);
    let path = mostly(
        &[OPEN, OLD, "/ja/", "/en/", "/en/history"],
        &["/ja/?a", "/ja/#a", "/ja", "/", "*", "/console/who", "http://a/ja/", "/nothing"],
    );
    let version = mostly(&["HTTP/1.1"], &["HTTP/1.0", "HTTP/1.9", ""]);
    let name = mostly(
        &["accept-encoding", "If-None-Match", "if-modified-since", "range", "keep-alive", "x"],
        &["host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "te"],
    );
    let value = prop_oneof![
        9 => select(vec![
            "gzip", "br", "identity;q=1, *;q=0", "gzip;q=0.1, br", "*", "\"x\"", "0", "5", "close",
            "keep-alive", "chunked", "gzip, chunked", "100-continue", "h2c", "bytes=0-5", "",
            "Tue, 11 Oct 2016 00:30:00 GMT",
        ])
        .prop_map(|value| value.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..6),
    ];
    let between = mostly(&[": "], &[":", ":\t", " :", ""]);
    let ending = || mostly(&["\r\n"], &["\r\n", "\n", "\r", "\r\n "]);
    let header = (name, between, value, ending());
    let host = mostly(&[HOST], &["", "host: a\r\nhost: b\r\n"]);
    let end = mostly(&[""], &["abcde", "0\r\n\r\n", "\r\n", "GET"]);
    let request = (method, path, version, host, vec(header, 0..4), ending(), end);
    let requests = prop_oneof![3 => vec(request.clone(), 1), 1 => vec(request, 2)];

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let running = runtime.block_on(running());
    let mut runner =
        TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(400) });
    let at_once = std::cell::Cell::new(0);
    let result = runner.run(&requests, |requests| {
        let mut sent = Vec::new();
        for (method, path, version, host, headers, ending, end) in requests {
            sent.extend(format!("{method} {path} {version}\r\n{host}").bytes());
            for (name, between, value, ending) in headers {
                sent.extend(
                    [name.as_bytes(), between.as_bytes(), &value, ending.as_bytes()].concat(),
                );
            }
            sent.extend([ending.as_bytes(), end.as_bytes()].concat());
        }
        at_once.set(at_once.get() + usize::from(running.server.at_once(&sent).is_some()));
        runtime.block_on(assert_same(&running, &sent));
        Ok(())
    });
    result.unwrap();
    assert!(at_once.get() > 50, "only {} were plain", at_once.get());
}
