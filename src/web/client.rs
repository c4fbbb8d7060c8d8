//! Who asks: the address of the client behind trusted proxies (requirement S27).

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

use crate::domain::network::Network;

/// The client of a request; handlers find it among the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its address: that of the connection, or what a trusted proxy says of it.
    pub address: IpAddr,
}

/// The number of a request, under which the log holds it; among the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// The address of a client. `X-Forwarded-For` is believed only as far as it was written by trusted
/// proxies: from its end to the first address that is not one of them.
pub(super) fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut address = peer.to_canonical();
    if !is_trusted(address) {
        return address;
    }
    let values: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    for named in values.iter().rev().flat_map(|value| value.rsplit(',')) {
        let Some(named) = read(named.trim()) else { break };
        address = named.to_canonical();
        if !is_trusted(address) {
            break;
        }
    }
    address
}

/// An address, also as some proxies write it: with a port, or in brackets.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_address_is_believed_only_from_trusted_proxies() {
        let trusted: Vec<Network> =
            ["10.0.0.0/8", "::1"].map(|network| network.parse().unwrap()).into();
        for (peer, forwarded, expected) in [
            ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
            ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
            ("10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
            ("10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7"),
            ("10.0.0.1", "198.51.100.7:4711", "198.51.100.7"),
            ("::1", "[2001:db8::1]", "2001:db8::1"),
            ("::1", "[2001:db8::1]:443", "2001:db8::1"),
            ("10.0.0.1", "evil, 10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            let address = address(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(address.to_string(), expected, "{peer} {forwarded}");
        }
    }
}
