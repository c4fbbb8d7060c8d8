//! Under which address the console is reached: decides what is the same origin, and how cookies are
//! named, and to whom passkeys belong. Comes from the configuration, never from a request.

use crate::app::webauthn::RelyingParty;

/// The address of the portal, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The address without a slash at its end: `https://status.example.jp`.
    pub base_url: String,
    /// Host and port as browsers send them in `Origin`: `status.example.jp`, `127.0.0.1:8080`.
    pub authority: String,
    /// Whether cookies are only sent over TLS.
    pub secure_cookies: bool,
    /// To whom passkeys belong; `None` where browsers have none.
    pub passkeys: Option<RelyingParty>,
}

/// An address that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address of the portal begins with https:// or http:// and a host")]
pub struct InvalidAddress;

impl Site {
    /// The site at an address.
    ///
    /// Browsers differ in whether they take a `Secure` cookie over plain HTTP from one's own machine
    /// (Safari does not), so there, and only there, cookies do without.
    ///
    /// # Errors
    ///
    /// [`InvalidAddress`] for anything else than `https://host` or `http://host`.
    pub fn new(base_url: &str) -> Result<Self, InvalidAddress> {
        let base_url = base_url.trim_end_matches('/');
        let (scheme, rest) = base_url.split_once("://").ok_or(InvalidAddress)?;
        let authority = rest.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let default_port = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return Err(InvalidAddress),
        };
        let authority = authority.strip_suffix(default_port).unwrap_or(&authority).to_owned();
        if authority.is_empty() || authority.contains('@') {
            return Err(InvalidAddress);
        }
        let secure_cookies = scheme == "https" || !is_own_machine(&authority);
        let passkeys = relying_party(scheme, &authority);
        Ok(Self { base_url: base_url.to_owned(), authority, secure_cookies, passkeys })
    }
}

/// Browsers give passkeys to a host with a name, not to an address, and only where nobody on the way
/// can change the page (Web Authentication §5.1.3, Secure Contexts §3.1).
fn relying_party(scheme: &str, authority: &str) -> Option<RelyingParty> {
    let host = host(authority);
    let named = !authority.starts_with('[') && host.parse::<std::net::IpAddr>().is_err();
    let safe = scheme == "https" || host == "localhost";
    (named && safe)
        .then(|| RelyingParty { id: host.to_owned(), origin: format!("{scheme}://{authority}") })
}

fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn is_own_machine(authority: &str) -> bool {
    let host = host(authority);
    host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_http_on_ones_own_machine_does_without_secure_cookies() {
        for (url, authority, secure) in [
            ("https://status.example.jp", "status.example.jp", true),
            ("https://status.example.jp:443/", "status.example.jp", true),
            ("https://127.0.0.1:8443", "127.0.0.1:8443", true),
            ("http://status.example.jp", "status.example.jp", true),
            ("http://127.0.0.1:8080", "127.0.0.1:8080", false),
            ("http://localhost:8080", "localhost:8080", false),
            ("http://[::1]:8080", "[::1]:8080", false),
            ("http://localhost.example.jp", "localhost.example.jp", true),
        ] {
            let site = Site::new(url).unwrap();
            assert_eq!(
                (site.authority.as_str(), site.secure_cookies),
                (authority, secure),
                "{url}"
            );
        }
    }

    #[test]
    fn passkeys_belong_to_a_host_with_a_name_that_is_reached_safely() {
        for (url, party) in [
            (
                "https://Status.example.jp:443/",
                Some(("status.example.jp", "https://status.example.jp")),
            ),
            (
                "https://status.example.jp:8443",
                Some(("status.example.jp", "https://status.example.jp:8443")),
            ),
            ("http://localhost:8080", Some(("localhost", "http://localhost:8080"))),
            ("http://status.example.jp", None),
            ("http://127.0.0.1:8080", None),
            ("https://192.0.2.1", None),
            ("https://[2001:db8::1]:8443", None),
        ] {
            let party =
                party.map(|(id, origin)| RelyingParty { id: id.into(), origin: origin.into() });
            assert_eq!(Site::new(url).unwrap().passkeys, party, "{url}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for url in ["", "status.example.jp", "ftp://example.jp", "https://", "https://a@example.jp"]
        {
            assert_eq!(Site::new(url), Err(InvalidAddress), "{url}");
        }
    }
}
