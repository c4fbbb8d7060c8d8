//! Whether a request that changes something comes from the console's own pages (requirement S10):
//! the rule of Go 1.25's `CrossOriginProtection`, without a token in each form.

use axum::http::HeaderMap;

use super::site::Site;

/// Whether a request that changes something may be answered.
///
/// `Sec-Fetch-Site` decides where a browser sends it; where it does not, `Origin` must name the
/// configured address, which is not taken from `Host`. A request with neither is refused, because
/// the cookie alone would speak for it.
pub(super) fn is_own(headers: &HeaderMap, site: &Site) -> bool {
    let mut values = headers.get_all("sec-fetch-site").iter();
    if let Some(value) = values.next() {
        return values.next().is_none() && matches!(value.as_bytes(), b"same-origin" | b"none");
    }
    let mut origins = headers.get_all("origin").iter();
    let (Some(origin), None) = (origins.next(), origins.next()) else { return false };
    origin
        .to_str()
        .ok()
        .and_then(|origin| Site::new(origin).ok())
        .is_some_and(|origin| origin.authority == site.authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_consoles_own_pages_may_change_something() {
        let site = Site::new("https://status.example.jp").unwrap();
        let own = "https://status.example.jp";
        for (fetch_site, origin, accepted) in [
            // What today's browsers send.
            (Some("same-origin"), Some(own), true),
            (Some("same-origin"), None, true),
            (Some("none"), None, true),
            (Some("none"), Some(own), true),
            (Some("same-site"), Some("https://www.example.jp"), false),
            (Some("same-site"), Some(own), false),
            (Some("cross-site"), Some("https://evil.example"), false),
            (Some("cross-site"), Some(own), false),
            (Some("cross-site"), None, false),
            (Some("same-origin"), Some("https://evil.example"), true),
            (Some(""), Some(own), false),
            (Some("SAME-ORIGIN"), Some(own), false),
            (Some("same-origin, cross-site"), Some(own), false),
            // Older ones, which only know Origin.
            (None, Some(own), true),
            (None, Some("https://STATUS.example.jp"), true),
            (None, Some("https://status.example.jp:443"), true),
            (None, Some("https://status.example.jp:8443"), false),
            (None, Some("https://evil.example"), false),
            (None, Some("https://status.example.jp.evil.example"), false),
            (None, Some("https://evil.example/https://status.example.jp"), false),
            (None, Some("https://status.example.jp@evil.example"), false),
            (None, Some("null"), false),
            (None, Some(""), false),
            // Neither: not a browser, or one that hides where it comes from.
            (None, None, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("host", "status.example.jp".parse().unwrap());
            if let Some(value) = fetch_site {
                headers.insert("sec-fetch-site", value.parse().unwrap());
            }
            if let Some(value) = origin {
                headers.insert("origin", value.parse().unwrap());
            }
            assert_eq!(is_own(&headers, &site), accepted, "{fetch_site:?} {origin:?}");
        }
    }

    #[test]
    fn a_header_that_comes_twice_is_not_believed() {
        let site = Site::new("https://status.example.jp").unwrap();
        for (name, value) in
            [("sec-fetch-site", "same-origin"), ("origin", "https://status.example.jp")]
        {
            let mut headers = HeaderMap::new();
            headers.append(name, value.parse().unwrap());
            headers.append(name, value.parse().unwrap());
            assert!(!is_own(&headers, &site), "{name}");
        }
    }
}
