//! The provider: who speaks on this portal, and in which style.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{house_style::HouseStyle, key::Key, language::Localized};

/// The addresses of the portal itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalUrls {
    /// The regular site, without a slash at its end.
    pub primary: String,
    /// The standby site, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standby: Option<String>,
}

/// A role that customers have towards the provider, and for which there are login routes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRole {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
}

/// The provider whose services are reported on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its key.
    pub key: Key,
    /// Its name: 株式会社みなとネット.
    pub name: Localized,
    /// The unit that signs notices.
    pub unit: Localized,
    /// Its postal address, in the order of each language.
    pub address: Localized,
    /// One line that says how to reach it.
    pub contact: Localized,
    /// Addresses of the portal.
    pub urls: PortalUrls,
    /// IANA name of the zone in which everything is dated (rule D28).
    pub zone: String,
    /// Pattern of document numbers: `{yyyy}-{seq:04}`.
    pub doc_no_pattern: String,
    /// House style of dates and words.
    pub house_style: HouseStyle,
    /// Roles of customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<CustomerRole>,
}

impl Provider {
    /// The zone, or UTC if the stored name is not known to this build. Import refuses such a name.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}
