//! The provider of the examples with its services and functions, as the specification words them.

use noroshi::domain::{provider::Provider, service::Catalogue};
use serde::Deserialize;

#[derive(Deserialize)]
struct Portal {
    provider: Provider,
    catalogue: Catalogue,
}

fn portal() -> Portal {
    serde_json::from_str(include_str!("minato.json")).unwrap()
}

/// 株式会社みなとネット.
pub(super) fn provider() -> Provider {
    portal().provider
}

/// Mail, web, DNS and the member site.
pub(super) fn catalogue() -> Catalogue {
    portal().catalogue
}
