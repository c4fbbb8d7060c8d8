//! Whatever arrives, it is read or refused: no panic, no more work than the limits allow. Typed dates have
//! their own properties in `dates`.

use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderValue, header};
use noroshi::{
    domain::language::Language,
    exchange::{Known, MAX_MISTAKES, read},
    i18n::negotiate,
    web::console::{Form, Site, cookies, form::MOST_FIELDS, next::within_console},
};
use proptest::prelude::*;
use tokio::time::Instant;

use crate::support::console::escaped;

/// A file without a mistake.
const FILE: &str = include_str!("exchange/small.yaml");

/// What can be done to a file: bytes put in place of others.
#[derive(Clone, Debug)]
struct Cut {
    at: prop::sample::Index,
    length: usize,
    instead: Vec<u8>,
}

fn cut() -> impl Strategy<Value = Cut> {
    let pieces = prop::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec());
    let instead = prop_oneof![prop::collection::vec(any::<u8>(), 0..8), pieces];
    (any::<prop::sample::Index>(), 0_usize..40, instead).prop_map(|(at, length, instead)| Cut {
        at,
        length,
        instead,
    })
}

const PIECES: [&str; 16] = [
    "&a ",
    "*a",
    "!!str ",
    "- ",
    ": ",
    "{",
    "[",
    "}",
    "]",
    "\n---\n",
    "? ",
    "|\n ",
    "\"",
    "'",
    "<<: ",
    "99999999999999999999",
];

fn changed(cuts: &[Cut]) -> Vec<u8> {
    let mut bytes = FILE.as_bytes().to_vec();
    for Cut { at, length, instead } in cuts {
        let at = at.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, instead.iter().copied());
    }
    bytes
}

fn is_read_or_refused(bytes: &[u8]) {
    if let Err(mistakes) = read(bytes, &Known::default()) {
        assert!(!mistakes.is_empty() && mistakes.len() <= MAX_MISTAKES, "{}", mistakes.len());
        for mistake in &mistakes {
            for language in Language::ALL {
                assert!(!mistake.sentence(language).is_empty());
            }
        }
    }
}

fn headers(name: header::HeaderName, value: &[u8]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(name, HeaderValue::from_bytes(value).ok()?);
    Some(headers)
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let odd = prop::collection::vec(any::<u8>(), 0..300);
    let words = [
        "__Host-sid=",
        "__Host-flash=",
        "__Host-lang=",
        "__Host-known=",
        "attempts-",
        ";",
        "=",
        " ",
        "ja",
        "99999999999",
        "A",
        "%",
        ",",
        "q=",
        "*",
        "en-US",
    ];
    let like = prop::collection::vec(prop::sample::select(words.to_vec()), 0..40)
        .prop_map(|words| words.concat().into_bytes());
    prop_oneof![odd, like]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..4_000)) {
        is_read_or_refused(&bytes);
    }

    #[test]
    fn a_file_that_was_damaged_is_imported_or_refused(cuts in prop::collection::vec(cut(), 1..6)) {
        is_read_or_refused(&changed(&cuts));
    }

    #[test]
    fn any_cookie_is_known_or_ignored(value in line()) {
        let Some(headers) = headers(header::COOKIE, &value) else { return Ok(()) };
        let site = Site::new("https://status.example.jp").unwrap();
        let _ = cookies::session(&headers, &site);
        let _ = cookies::flash(&headers, &site);
        let _ = cookies::language(&headers, &site);
        prop_assert!(cookies::known(&headers, &site).len() <= value.len());
    }

    #[test]
    fn any_wish_for_a_language_is_answered_in_one(value in line(), text in any::<String>()) {
        for wish in [String::from_utf8_lossy(&value).into_owned(), text] {
            for default in Language::ALL {
                let language = negotiate(&wish, default);
                prop_assert!(Language::ALL.contains(&language));
            }
        }
    }

    #[test]
    fn any_body_is_a_form_within_its_limits(body in prop::collection::vec(any::<u8>(), 0..4_000)) {
        if let Ok(form) = Form::parse(&body) {
            prop_assert!(form.pairs().count() <= MOST_FIELDS);
            // What was typed comes back as it was: a form that is shown again changes nothing.
            for (name, value) in form.pairs() {
                let sent = format!("{}={}", escaped(name), escaped(value));
                let again = Form::parse(sent.as_bytes()).unwrap();
                prop_assert_eq!(again.pairs().next(), Some((name, value)));
            }
        }
    }

    #[test]
    fn nothing_leads_out_of_the_console(address in "/?(console)?[ -~あ\\\\/%.?#@:]{0,40}") {
        if let Some(within) = within_console(&address) {
            prop_assert_eq!(within, &address);
            let path = within.split('?').next().unwrap();
            prop_assert!(path == "/console" || path.starts_with("/console/"), "{}", path);
            prop_assert!(!path.contains("//") && !path.contains('\\') && !path.contains(".."));
        }
    }
}

#[test]
fn what_is_made_to_take_long_does_not() {
    let began = Instant::now();
    let many = "a=b&".repeat(400_000);
    assert!(Form::parse(many.as_bytes()).is_err());
    let wishes = "en;q=0.1,".repeat(100_000);
    assert_eq!(negotiate(&wishes, Language::Ja), Language::En);
    let site = Site::new("https://status.example.jp").unwrap();
    let cookie = "__Host-sid=x; ".repeat(50_000);
    let headers = headers(header::COOKIE, cookie.as_bytes()).unwrap();
    assert!(cookies::session(&headers, &site).is_none());
    for nested in ["[".repeat(2_000_000), "{a: ".repeat(500_000), "- ".repeat(1_000_000)] {
        is_read_or_refused(nested.as_bytes());
    }
    let wide = (0..100_000).fold(String::new(), |mut wide, number| {
        writeln!(wide, "key{number}: 1").unwrap();
        wide
    });
    is_read_or_refused(wide.as_bytes());
    let took = began.elapsed();
    assert!(took.as_secs() < 10, "{took:?}, on a busy machine and without optimization");
}
