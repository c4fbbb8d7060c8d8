//! Where the portal listens, and how many may come.

use std::net::{Ipv4Addr, SocketAddr};

use super::reading::settings;
use crate::domain::network::Network;

/// Where the portal listens, and how many may come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// Address and port.
    pub address: SocketAddr,
    /// Connections at once.
    pub connections: u32,
    /// Connections at once of one client.
    pub connections_per_client: u32,
    /// Proxies whose `X-Forwarded-For` is believed (requirement S27).
    pub trusted_proxies: Vec<Network>,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 8080).into(),
            connections: 20_000,
            connections_per_client: 100,
            trusted_proxies: Vec::new(),
        }
    }
}

settings!(Listen {
    address,
    connections in 1..=1_000_000,
    connections_per_client in 1..=1_000_000,
    trusted_proxies,
});
