//! Relays: `[[mail.relay]]`.

use std::{net::IpAddr, ops::RangeInclusive, path::PathBuf};

use super::{super::source, HostName, report_twice};
use crate::{
    config::{
        reading::{Listed, Place, Settings, What, settings},
        value::{Given, Setting, text, words},
    },
    domain::{
        mailing::{Login, Protection, Relay},
        secret::Secret,
    },
};

/// A relay as it is written.
#[derive(Debug, Default)]
struct Written {
    name: Option<String>,
    host: Option<RelayHost>,
    port: Option<u32>,
    tls: Option<Protection>,
    user: Option<String>,
    password: Option<Secret>,
    password_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    insecure: bool,
    per_second: Option<u32>,
}

/// A name or an IP address.
#[derive(Debug)]
struct RelayHost(String);

impl Setting for RelayHost {
    fn read(given: &Given<'_>, name: String, _: RangeInclusive<i64>) -> Result<Self, What> {
        let host = text(given)
            .filter(|host| host.parse::<IpAddr>().is_ok() || HostName::parse(host).is_some());
        host.map(|host| Self(host.to_owned())).ok_or(What::ExpectedHost(name))
    }
}

words!(Protection { "implicit" => Implicit, "starttls" => StartTls, "none" => None });
settings!(Written {
    name,
    host,
    port in 1..=65_535,
    tls,
    user,
    password,
    password_file,
    ca_file,
    insecure,
    per_second in 1..=10_000,
});

/// Reads them all.
pub(super) fn read(settings: &mut Settings<'_, '_>) -> Vec<Relay> {
    let mut relays = Vec::new();
    for listed in settings.list::<Written>("mail.relay") {
        for what in mistakes(&listed) {
            settings.report(listed.place.clone(), what);
        }
        let written = &listed.section;
        if let Some(file) = &written.ca_file
            && let Err(what) = source::read(file)
        {
            settings.report(Place::SecretFile(file.clone()), what);
        }
        let password = written.password.clone().or_else(|| {
            let file = written.password_file.as_ref()?;
            let read = source::read(file);
            let unreadable = |what| settings.report(Place::SecretFile(file.clone()), what);
            let text = read.map_err(unreadable).ok()?;
            Some(Secret::new(text.trim_end_matches(['\r', '\n'])))
        });
        let place = listed.place;
        relays.extend(listed.section.relay(password).map(|relay| (place, relay)));
    }
    let names = relays.iter().map(|(place, relay)| (place, relay.name.as_str()));
    report_twice(settings, "mail.relay.name", names);
    relays.into_iter().map(|(_, relay)| relay).collect()
}

/// What is missing of a relay, and what does not go together.
fn mistakes(listed: &Listed<Written>) -> Vec<What> {
    let of = |key: &str| format!("mail.relay.{key}");
    let (word, file) = (listed.has("password"), listed.has("password_file"));
    let secret =
        matches!(listed.section.tls, None | Some(Protection::Implicit | Protection::StartTls));
    let needs = |key: &str, other: &str| What::Needs(of(key), of(other));
    [
        (!listed.has("host"), What::Needs("mail.relay".into(), of("host"))),
        (word && file, What::Both(of("password"), of("password_file"))),
        (listed.has("user") && !(word || file), needs("user", "password")),
        ((word || file) && !listed.has("user"), needs("password", "user")),
        (listed.section.insecure && secret, needs("insecure", "tls = \"none\"")),
    ]
    .into_iter()
    .filter_map(|(wrong, what)| wrong.then_some(what))
    .collect()
}

impl Written {
    /// The relay; none without a host.
    fn relay(self, password: Option<Secret>) -> Option<Relay> {
        let RelayHost(host) = self.host?;
        let protection = self.tls.unwrap_or(Protection::StartTls);
        let port = self.port.and_then(|port| u16::try_from(port).ok());
        let login = self.user.zip(password).map(|(user, password)| Login { user, password });
        Some(Relay {
            name: self.name.unwrap_or_else(|| host.clone()),
            host,
            port: port.unwrap_or(protection.port()),
            protection,
            login,
            ca_file: self.ca_file,
            insecure: self.insecure,
            per_second: self.per_second,
        })
    }
}
