//! Mail groups: recipients whose mail the same provider takes, so that each is sent as much at once as it likes (requirement E35). Whose
//! mail it is shows by the domain after the `@`, or by the servers that the domain names (MX): many companies have theirs elsewhere.

/// How much a group is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Mails a second.
    pub per_second: u32,
    /// Connections at once.
    pub connections: u32,
    /// Mails that go over one connection.
    pub mails_per_connection: u32,
}

impl Limits {
    /// What is right for providers of which nothing is known.
    const DEFAULT: Self = Self { per_second: 20, connections: 10, mails_per_connection: 50 };
}

/// Recipients whose mail the same provider takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name; [`Groups::DEFAULT`] for everybody else.
    pub name: String,
    /// How domains and mail servers of it end.
    pub suffixes: Vec<String>,
    /// How much it is sent.
    pub limits: Limits,
}

/// What the settings say of a group: of one that is known, what is to be otherwise; of any other, what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupChange {
    /// Its name.
    pub name: String,
    /// How further domains and mail servers of it end.
    pub suffixes: Vec<String>,
    /// Mails a second.
    pub per_second: Option<u32>,
    /// Connections at once.
    pub connections: Option<u32>,
    /// Mails that go over one connection.
    pub mails_per_connection: Option<u32>,
}

/// The providers that are known: name, suffixes, mails a second, connections, mails over one connection.
const KNOWN: [(&str, &[&str], u32, u32, u32); 7] = [
    ("google", &["gmail.com", "googlemail.com", "google.com"], 20, 5, 50),
    ("yahoo", &["yahoo.com", "ymail.com", "aol.com", "yahoodns.net"], 20, 5, 20),
    (
        "outlook",
        &[
            "outlook.com",
            "outlook.jp",
            "hotmail.com",
            "hotmail.co.jp",
            "live.com",
            "live.jp",
            "msn.com",
            "mx.microsoft",
        ],
        20,
        5,
        50,
    ),
    ("yahoo.co.jp", &["yahoo.co.jp", "yahoo.ne.jp", "ymail.ne.jp", "ybb.ne.jp"], 10, 2, 20),
    ("docomo", &["docomo.ne.jp"], 5, 2, 50),
    ("au", &["au.com", "ezweb.ne.jp", "uqmobile.jp"], 5, 2, 50),
    (
        "softbank",
        &["softbank.ne.jp", "softbank.jp", "vodafone.ne.jp", "disney.ne.jp", "ymobile.ne.jp"],
        5,
        2,
        50,
    ),
];

/// All mail groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups(Vec<Group>);

impl Groups {
    /// The name of the group of everybody who is in no other.
    pub const DEFAULT: &'static str = "default";

    /// The known groups, with what the settings change.
    pub fn new(changes: &[GroupChange]) -> Self {
        let known = KNOWN.iter().map(|(name, suffixes, rate, connections, mails)| Group {
            name: (*name).to_owned(),
            suffixes: suffixes.iter().map(|suffix| (*suffix).to_owned()).collect(),
            limits: Limits {
                per_second: *rate,
                connections: *connections,
                mails_per_connection: *mails,
            },
        });
        let default = |name: &str| Group {
            name: name.to_owned(),
            suffixes: Vec::new(),
            limits: Limits::DEFAULT,
        };
        let mut groups: Vec<Group> = std::iter::once(default(Self::DEFAULT)).chain(known).collect();
        for change in changes {
            let at = groups.iter().position(|group| group.name == change.name);
            let at = at.unwrap_or_else(|| {
                groups.push(default(&change.name));
                groups.len() - 1
            });
            groups[at].change(change);
        }
        Self(groups)
    }

    /// The group of a domain, with the mail servers that it names, the preferred first (none if they are not known). Of several suffixes
    /// the longest counts, and of equal ones that of the settings.
    pub fn of(&self, domain: &str, mail_servers: &[&str]) -> &Group {
        let hosts = std::iter::once(&domain).chain(mail_servers);
        let mut found = hosts.filter_map(|host| {
            let length = |group: &&Group| group.matches(host);
            self.0.iter().filter(|group| length(group) > 0).max_by_key(length)
        });
        found.next().unwrap_or(&self.0[0])
    }

    /// The group of a name; the default if there is none any more.
    pub fn named(&self, name: &str) -> &Group {
        self.0.iter().find(|group| group.name == name).unwrap_or(&self.0[0])
    }

    /// All of them, the default first.
    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.0.iter()
    }
}

impl Group {
    fn change(&mut self, change: &GroupChange) {
        self.suffixes.extend(change.suffixes.iter().map(|suffix| suffix.to_ascii_lowercase()));
        let limits = &mut self.limits;
        limits.per_second = change.per_second.unwrap_or(limits.per_second);
        limits.connections = change.connections.unwrap_or(limits.connections);
        limits.mails_per_connection =
            change.mails_per_connection.unwrap_or(limits.mails_per_connection);
    }

    /// The length of its longest suffix with which a host ends; 0 if there is none.
    fn matches(&self, host: &str) -> usize {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let ends = |suffix: &&String| {
            host.strip_suffix(suffix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.suffixes.iter().filter(ends).map(String::len).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_belongs_to_whom_takes_its_mail() {
        let groups = Groups::new(&[]);
        for (domain, servers, name) in [
            ("gmail.com", &[][..], "google"),
            ("GMAIL.COM.", &[], "google"),
            ("example.jp", &["aspmx.l.google.com."], "google"),
            ("example.jp", &["example-jp.mail.protection.outlook.com"], "outlook"),
            ("yahoo.co.jp", &[], "yahoo.co.jp"),
            ("yahoo.com", &["mta5.am0.yahoodns.net"], "yahoo"),
            ("docomo.ne.jp", &["mfsmax.docomo.ne.jp"], "docomo"),
            ("ezweb.ne.jp", &[], "au"),
            ("i.softbank.jp", &[], "softbank"),
            ("notgmail.com", &[], "default"),
            ("example.jp", &["mx.example.jp", "alt.gmail.com"], "google"),
            ("", &[""], "default"),
        ] {
            assert_eq!(groups.of(domain, servers).name, name, "{domain} {servers:?}");
        }
    }

    #[test]
    fn settings_change_groups_and_add_others() {
        let own = GroupChange {
            name: "minato".to_owned(),
            suffixes: vec!["MX.example.ad.jp".to_owned(), "mail.google.com".to_owned()],
            connections: Some(1),
            ..GroupChange::default()
        };
        let docomo = GroupChange {
            name: "docomo".to_owned(),
            per_second: Some(50),
            ..GroupChange::default()
        };
        let groups = Groups::new(&[own, docomo]);
        let minato = groups.of("example.jp", &["a.mx.example.ad.jp"]);
        assert_eq!((minato.name.as_str(), minato.limits.connections), ("minato", 1));
        assert_eq!(minato.limits.per_second, Limits::DEFAULT.per_second);
        assert_eq!(groups.of("x.mail.google.com", &[]).name, "minato", "the longer one");
        let docomo = groups.named("docomo").limits;
        assert_eq!((docomo.per_second, docomo.connections), (50, 2));
        assert_eq!(groups.named("gone").name, Groups::DEFAULT);
        assert_eq!(groups.iter().count(), 9);
    }
}
