//! Mail groups: `[[mail.group]]`.

use super::{HostName, report_twice};
use crate::{
    config::{
        reading::{Settings, What, settings},
        value::Item,
    },
    domain::mailing::GroupChange,
};

/// A group as it is written.
#[derive(Debug, Default)]
struct Written {
    name: Option<String>,
    suffixes: Vec<Suffix>,
    per_second: Option<u32>,
    connections: Option<u32>,
    mails_per_connection: Option<u32>,
}

/// The end of a domain or of the name of a mail server.
#[derive(Debug)]
struct Suffix(String);

impl Item for Suffix {
    fn parse(text: &str) -> Option<Self> {
        HostName::parse(text).map(|host| Self(host.as_str().to_owned()))
    }

    fn expected(name: String) -> What {
        What::ExpectedSuffixes(name)
    }
}

settings!(Written {
    name,
    suffixes,
    per_second in 1..=10_000,
    connections in 1..=200,
    mails_per_connection in 1..=1_000,
});

/// Reads them all.
pub(super) fn read(settings: &mut Settings<'_, '_>) -> Vec<GroupChange> {
    let mut groups = Vec::new();
    for listed in settings.list::<Written>("mail.group") {
        if !listed.has("name") {
            let what = What::Needs("mail.group".into(), "mail.group.name".into());
            settings.report(listed.place.clone(), what);
        }
        let (place, written) = (listed.place, listed.section);
        let Some(name) = written.name else { continue };
        let group = GroupChange {
            name,
            suffixes: written.suffixes.into_iter().map(|suffix| suffix.0).collect(),
            per_second: written.per_second,
            connections: written.connections,
            mails_per_connection: written.mails_per_connection,
        };
        groups.push((place, group));
    }
    let names = groups.iter().map(|(place, group)| (place, group.name.as_str()));
    report_twice(settings, "mail.group.name", names);
    groups.into_iter().map(|(_, group)| group).collect()
}
