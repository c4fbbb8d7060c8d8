//! Mail: from whom it comes, and the relays that take it. Without a relay nothing is sent: mails are kept as files.

use super::{
    reading::{Place, Reading, Section, Settings, What, bounds},
    value::Setting,
};
use crate::domain::mailing::{GroupChange, Groups, Relay};

mod address;
mod group;
mod relay;

pub use self::address::{HostName, MailAddress};

/// Mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address from which it comes.
    pub from: Option<MailAddress>,
    /// The name beside it in Japanese mails; that of the provider if there is none.
    pub from_name_ja: Option<String>,
    /// The name beside it in English mails; that of the provider if there is none.
    pub from_name_en: Option<String>,
    /// Where answers go; to the address from which it comes if there is none.
    pub reply_to: Option<MailAddress>,
    /// The host to whose addresses undeliverable mails are returned; to the address from which they come if there is none.
    pub bounce_host: Option<HostName>,
    /// The host after the `@` of every Message-ID, by which the portal also greets relays; that of the portal if there is none.
    pub message_id_host: Option<HostName>,
    /// Mails a second, in all.
    pub per_second: u32,
    /// Connections to relays at once.
    pub connections: u32,
    /// Whether sending starts slowly after an hour without mail, and after an outage.
    pub ramp: bool,
    /// The relays, the preferred first. If there is none, nothing is sent.
    pub relays: Vec<Relay>,
    /// What is to be otherwise for the recipients of some providers.
    pub groups: Vec<GroupChange>,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            from: None,
            from_name_ja: None,
            from_name_en: None,
            reply_to: None,
            bounce_host: None,
            message_id_host: None,
            per_second: 50,
            connections: 20,
            ramp: true,
            relays: Vec::new(),
            groups: Vec::new(),
        }
    }
}

impl Section for Mail {
    fn read(settings: &mut Settings<'_, '_>) -> Self {
        let default = Self::default();
        Self {
            from: optional(settings, "from"),
            from_name_ja: optional(settings, "from_name_ja"),
            from_name_en: optional(settings, "from_name_en"),
            reply_to: optional(settings, "reply_to"),
            bounce_host: optional(settings, "bounce_host"),
            message_id_host: optional(settings, "message_id_host"),
            per_second: settings.read("per_second", default.per_second, 1..=10_000),
            connections: settings.read("connections", default.connections, 1..=200),
            ramp: settings.read("ramp", default.ramp, bounds([])),
            relays: relay::read(settings),
            groups: group::read(settings),
        }
    }
}

/// A setting that need not be there.
fn optional<T: Setting>(settings: &mut Settings<'_, '_>, key: &'static str) -> Option<T> {
    settings.read(key, None, bounds([]))
}

/// Reports every name that somebody before has.
fn report_twice<'n>(
    settings: &mut Settings<'_, '_>,
    key: &str,
    names: impl Iterator<Item = (&'n Place, &'n str)>,
) {
    let mut known = Vec::new();
    for (place, name) in names {
        if known.contains(&name) {
            let what = What::Twice { name: key.to_owned(), value: name.to_owned() };
            settings.report(place.clone(), what);
        }
        known.push(name);
    }
}

impl Mail {
    /// A relay takes nothing from nobody.
    pub(super) fn complete(cx: &mut Reading<'_>) {
        cx.report_missing("mail.from", &["mail.relay"]);
    }

    /// All mail groups.
    pub fn groups(&self) -> Groups {
        Groups::new(&self.groups)
    }
}
