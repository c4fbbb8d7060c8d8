//! What a client asks for in its headers: encodings, languages, and what it has already (RFC 9110
//! §12.5, §13.1).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{domain::language::Language, i18n, snapshot::Encoding};

/// The headers of a request, whoever read them from the wire: hyper, or [`super::plain`].
pub(super) trait Fields {
    /// The name and the value of each, in their order.
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])>;

    /// The values of one.
    fn values<'a>(&'a self, name: &'a HeaderName) -> impl Iterator<Item = &'a [u8]> {
        let named = move |(one, _): &(&str, _)| one.eq_ignore_ascii_case(name.as_str());
        self.lines().filter(named).map(|(_, value)| value)
    }
}

impl Fields for HeaderMap {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }
}

/// The encodings that a client takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Encodings {
    gzip: u16,
    brotli: u16,
    identity: Option<u16>,
}

impl Encodings {
    /// What `Accept-Encoding` says. A client that says nothing is given the bytes as they are.
    pub(super) fn of(headers: &impl Fields) -> Self {
        let (mut gzip, mut brotli, mut identity, mut any) = (None, None, None, None);
        for (word, weight) in weighted(headers, &header::ACCEPT_ENCODING) {
            if word.eq_ignore_ascii_case("br") {
                brotli = Some(weight);
            } else if word.eq_ignore_ascii_case("gzip") || word.eq_ignore_ascii_case("x-gzip") {
                gzip = Some(weight);
            } else if word.eq_ignore_ascii_case("identity") {
                identity = Some(weight);
            } else if word == "*" {
                any = Some(weight);
            }
        }
        let other = any.unwrap_or(0);
        Self { gzip: gzip.unwrap_or(other), brotli: brotli.unwrap_or(other), identity }
    }

    /// The encoding to answer in, of those that are ready, which come with the smallest first: the
    /// one that the client likes best, then the smallest. Identity is always possible.
    pub(super) fn choose(self, ready: &[Encoding]) -> Encoding {
        let weight = |encoding| match encoding {
            Encoding::Brotli => self.brotli,
            Encoding::Gzip => self.gzip,
            // Not named, it is taken, but anything named is liked better.
            Encoding::Identity => self.identity.unwrap_or(0),
        };
        let mut best = (Encoding::Identity, self.identity.unwrap_or(0));
        for encoding in ready.iter().rev() {
            if weight(*encoding) >= best.1 && weight(*encoding) > 0 {
                best = (*encoding, weight(*encoding));
            }
        }
        best.0
    }
}

/// The language that a client likes best, or the default if it names neither.
pub(super) fn language(headers: &impl Fields, default: Language) -> Language {
    let accepted = headers.values(&header::ACCEPT_LANGUAGE).next();
    let accepted = accepted.and_then(|value| std::str::from_utf8(value).ok());
    i18n::negotiate(accepted.unwrap_or_default(), default)
}

/// Whether the client has this body already: by its tag, or else by its date, which must be the very
/// one that it was given.
pub(super) fn has_already(
    headers: &impl Fields,
    etag: &HeaderValue,
    modified: Option<&HeaderValue>,
) -> bool {
    let mut tags = headers.values(&header::IF_NONE_MATCH).peekable();
    if tags.peek().is_none() {
        let since = headers.values(&header::IF_MODIFIED_SINCE).next();
        return modified.is_some() && since == modified.map(HeaderValue::as_bytes);
    }
    tags.any(|tags| {
        tags.split(|byte| *byte == b',').any(|tag| {
            let tag = tag.trim_ascii();
            tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes()
        })
    })
}

/// The words of a list header with their weights in thousandths; what cannot be read is left out.
fn weighted<'a>(
    headers: &'a impl Fields,
    name: &'a HeaderName,
) -> impl Iterator<Item = (&'a str, u16)> {
    headers
        .values(name)
        .filter_map(|value| str::from_utf8(value).ok())
        .flat_map(|value| value.split(','))
        .filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let word = parts.next().filter(|word| !word.is_empty())?;
            let weight = parts.find_map(|part| {
                part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")).map(thousandths)
            });
            Some((word, weight.unwrap_or(Some(1000))?))
        })
}

fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(whole, "0" | "1") || decimals.len() > 3 || !digits {
        return None;
    }
    let thousandths = format!("{decimals:0<3}").parse::<u16>().ok()?;
    Some(if whole == "1" { 1000 } else { thousandths })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[Encoding] = &[Encoding::Brotli, Encoding::Gzip, Encoding::Identity];

    fn headers(name: &HeaderName, values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers
    }

    fn chosen(values: &[&'static str], ready: &[Encoding]) -> Encoding {
        Encodings::of(&headers(&header::ACCEPT_ENCODING, values)).choose(ready)
    }

    #[test]
    fn the_encoding_is_the_one_liked_best_and_then_the_smallest() {
        for (accept, encoding) in [
            ("br, gzip", Encoding::Brotli),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("gzip;q=1.0, br;q=0.5", Encoding::Gzip),
            ("br;q=0, gzip", Encoding::Gzip),
            ("BR", Encoding::Brotli),
            ("*", Encoding::Brotli),
            ("*;q=0", Encoding::Identity),
            ("identity", Encoding::Identity),
            ("identity;q=1, br;q=0.2", Encoding::Identity),
            ("gzip;q=0.001", Encoding::Gzip),
            ("gzip;q=2, br;q=x", Encoding::Identity),
            ("deflate", Encoding::Identity),
            ("", Encoding::Identity),
            (",,;q=1", Encoding::Identity),
        ] {
            assert_eq!(chosen(&[accept], ALL), encoding, "{accept}");
        }
        assert_eq!(chosen(&[], ALL), Encoding::Identity);
        assert_eq!(chosen(&["gzip", "br"], ALL), Encoding::Brotli);
        assert_eq!(chosen(&["br"], &[Encoding::Gzip]), Encoding::Identity);
        assert_eq!(chosen(&["br, gzip"], &[Encoding::Gzip]), Encoding::Gzip);
    }

    #[test]
    fn the_language_is_the_one_liked_best() {
        for (accept, expected) in [
            ("ja", Language::Ja),
            ("en-US,en;q=0.9,ja;q=0.8", Language::En),
            ("fr, ja;q=0.3, en;q=0.2", Language::Ja),
            ("ja;q=0, en;q=0.1", Language::En),
            ("JA-jp", Language::Ja),
            ("fr", Language::En),
            ("*", Language::En),
            ("", Language::En),
            ("ja;q=nonsense", Language::En),
        ] {
            let headers = headers(&header::ACCEPT_LANGUAGE, &[accept]);
            assert_eq!(language(&headers, Language::En), expected, "{accept}");
        }
    }

    #[test]
    fn a_client_has_a_body_whose_tag_it_names() {
        let etag = HeaderValue::from_static("\"abc\"");
        for (value, has) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("abc", false),
            ("\"x\"", false),
            ("", false),
        ] {
            let headers = headers(&header::IF_NONE_MATCH, &[value]);
            assert_eq!(has_already(&headers, &etag, None), has, "{value}");
        }
        let date = HeaderValue::from_static("Tue, 11 Oct 2016 00:00:00 GMT");
        let mut since = headers(&header::IF_MODIFIED_SINCE, &["Tue, 11 Oct 2016 00:00:00 GMT"]);
        assert!(has_already(&since, &etag, Some(&date)));
        since.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\""));
        assert!(!has_already(&since, &etag, Some(&date)), "the tag counts more than the date");
    }

    proptest::proptest! {
        #[test]
        fn any_wish_is_answered_with_something_that_lies_ready(
            values in proptest::collection::vec(
                proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), 0..6,
            ),
            words in proptest::collection::vec(
                proptest::sample::select(vec!["gzip", "br", "identity", "*", ";q=", "0", "1", ",", "."]),
                0..60,
            ),
        ) {
            let mut headers = HeaderMap::new();
            let like = words.concat().into_bytes();
            for value in values.into_iter().chain([like]) {
                let Ok(value) = HeaderValue::from_bytes(&value) else { continue };
                headers.append(header::ACCEPT_ENCODING, value.clone());
                headers.append(header::ACCEPT_LANGUAGE, value.clone());
                headers.append(header::IF_NONE_MATCH, value);
            }
            for ready in [&[Encoding::Gzip][..], &[Encoding::Identity, Encoding::Gzip, Encoding::Brotli]] {
                let chosen = Encodings::of(&headers).choose(ready);
                proptest::prop_assert!(ready.contains(&chosen) || chosen == Encoding::Identity);
            }
            for default in Language::ALL {
                proptest::prop_assert!(Language::ALL.contains(&language(&headers, default)));
            }
        }
    }
}
