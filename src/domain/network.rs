//! Addresses of clients: networks that are trusted, what counts as one client, and what a log may
//! show of an address.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

/// A network in the notation of RFC 4632 and RFC 4291: `10.0.0.0/8`, `2001:db8::/32`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    address: u128,
    mask: u128,
    v6: bool,
}

/// A text that is not a [`Network`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a network looks like 10.0.0.0/8, 2001:db8::/32 or 192.0.2.1")]
pub struct InvalidNetwork;

impl Network {
    /// Whether the address lies in the network. An IPv4 address that arrives mapped into IPv6 counts
    /// as what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        let (bits, v6) = bits(address.to_canonical());
        v6 == self.v6 && bits & self.mask == self.address
    }
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => {
                let length: u32 = length.parse().map_err(|_| InvalidNetwork)?;
                (address, Some(length))
            }
            None => (text, None),
        };
        let (bits, v6) = bits(address.parse().map_err(|_| InvalidNetwork)?);
        let width = if v6 { 128 } else { 32 };
        let length = length.unwrap_or(width);
        if length > width {
            return Err(InvalidNetwork);
        }
        // An IPv4 address lies in the low 32 bits.
        let mask = u128::MAX.checked_shl(width - length).unwrap_or(0);
        Ok(Self { address: bits & mask, mask, v6 })
    }
}

fn bits(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), false),
        IpAddr::V6(v6) => (v6.to_bits(), true),
    }
}

/// What counts as one client: an IPv4 address, or the /64 of an IPv6 one, which one household or
/// office has to itself.
pub fn client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// An address as a log may show it: without the last byte of IPv4, with the first 48 bits of IPv6
/// (requirement S15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masked(pub IpAddr);

impl fmt::Display for Masked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.to_canonical() {
            IpAddr::V4(v4) => {
                write!(formatter, "{}/24", Ipv4Addr::from_bits(v4.to_bits() & 0xffff_ff00))
            }
            IpAddr::V6(v6) => {
                write!(formatter, "{}/48", Ipv6Addr::from_bits(v6.to_bits() >> 80 << 80))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_contains_its_addresses_and_no_others() {
        assert!(network("10.0.0.0/8").contains(address("10.200.3.4")));
        assert!(!network("10.0.0.0/8").contains(address("11.0.0.1")));
        assert!(network("192.0.2.1").contains(address("192.0.2.1")));
        assert!(!network("192.0.2.1").contains(address("192.0.2.2")));
        assert!(network("2001:db8::/32").contains(address("2001:db8:1::1")));
        assert!(!network("::/0").contains(address("192.0.2.1")));
        assert!(network("0.0.0.0/0").contains(address("192.0.2.1")));
        assert!(network("192.0.2.0/24").contains(address("::ffff:192.0.2.9")));
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["", "10.0.0.0/33", "2001:db8::/129", "10.0.0/8", "example.jp", "10.0.0.0/-1"] {
            assert_eq!(text.parse::<Network>(), Err(InvalidNetwork), "{text}");
        }
    }

    #[test]
    fn a_client_is_an_ipv4_address_or_an_ipv6_network_of_64_bits() {
        assert_eq!(client(address("::ffff:192.0.2.1")), address("192.0.2.1"));
        assert_eq!(client(address("2001:db8:1:2:3:4:5:6")), address("2001:db8:1:2::"));
    }

    #[test]
    fn a_log_shows_only_part_of_an_address() {
        assert_eq!(Masked(address("192.0.2.77")).to_string(), "192.0.2.0/24");
        assert_eq!(Masked(address("2001:db8:1:2:3::6")).to_string(), "2001:db8:1::/48");
    }
}
