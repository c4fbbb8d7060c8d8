//! Settings: strict, and every mistake at once.

use std::{fmt::Write as _, fs, path::PathBuf};

use noroshi::{
    config::{Config, Environment, Place, Source},
    domain::{language::Language, mailing::Relay},
};

/// The example that is shipped.
const EXAMPLE: &str = include_str!("../../packaging/noroshi.toml");

fn source(text: &str, variables: &[(&str, &str)]) -> Source {
    let environment: Environment =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Source { file: None, text: text.to_owned(), environment }
}

fn mistakes(text: &str, variables: &[(&str, &str)]) -> String {
    let mistakes = Config::read(&source(text, variables)).unwrap_err();
    mistakes.iter().fold(String::new(), |mut all, mistake| {
        let (ja, en) = (mistake.sentence(Language::Ja), mistake.sentence(Language::En));
        let _ = writeln!(all, "{ja}\n{en}");
        all
    })
}

#[test]
fn the_shipped_example_changes_nothing() {
    assert_eq!(Config::read(&source(EXAMPLE, &[])).unwrap(), Config::default());
    assert_eq!(Config::read(&source("", &[])).unwrap(), Config::default());
}

#[test]
fn the_shipped_example_shows_every_setting_with_its_default() {
    // Some settings have no value of their own by default; the example shows what they may be.
    let derived = [
        "url",
        "url_file",
        "base_url",
        "key_file",
        "contact",
        "expires",
        "policy",
        "encryption",
        "acknowledgments",
        "from",
        "from_name_ja",
        "from_name_en",
        "reply_to",
        "bounce_host",
        "message_id_host",
    ];
    let setting = |line: &str| {
        let (key, _) = line.strip_prefix("# ")?.split_once(" = ")?;
        (!key.contains(' ')).then(|| key.to_owned())
    };
    let mut shown = Vec::new();
    let spelled_out: String = EXAMPLE.lines().fold(String::new(), |mut text, line| {
        let key = setting(line);
        shown.extend(key.clone());
        let active = key.is_some_and(|key| !derived.contains(&key.as_str()));
        let _ = writeln!(text, "{}", if active { &line[2..] } else { line });
        text
    });
    assert_eq!(Config::read(&source(&spelled_out, &[])).unwrap(), Config::default());
    let everything = EXAMPLE.lines().fold(String::new(), |mut text, line| {
        let active = setting(line).is_some_and(|key| key != "url_file");
        let _ = writeln!(text, "{}", if active { &line[2..] } else { line });
        text
    });
    let config = Config::read(&source(&everything, &[])).unwrap();
    assert_eq!(config.base_url(), "https://status.example.jp");
    assert_eq!(config.database_url().expose(), "sqlite:///var/lib/noroshi/noroshi.db");
    assert_eq!(config.key_file(), PathBuf::from("/etc/noroshi/key"));
    assert_eq!(shown.len(), 49, "{shown:?}");
}

#[test]
fn without_any_configuration_it_stores_beside_itself_and_listens_only_here() {
    let config = Config::default();
    assert_eq!(config.base_url(), "http://127.0.0.1:8080");
    assert!(config.database_url().expose().starts_with("sqlite:///"));
    assert!(config.database_url().expose().ends_with("/noroshi-data/noroshi.db"));
    assert_eq!(config.snapshot_directory(), Some("noroshi-data/snapshot".into()));
}

#[test]
fn an_environment_variable_goes_before_the_file() {
    let config = Config::read(&source(
        "[listen]\naddress = \"127.0.0.1:1\"\n",
        &[
            ("NOROSHI_LISTEN_ADDRESS", "[::1]:8081"),
            ("NOROSHI_LISTEN_TRUSTED_PROXIES", "10.0.0.0/8, 2001:db8::/32"),
            ("NOROSHI_NOTICES_UPDATE_MINUTES", "45"),
            ("NOROSHI_SNAPSHOT_KEPT", "false"),
        ],
    ))
    .unwrap();
    assert_eq!(config.listen.address.to_string(), "[::1]:8081");
    assert_eq!(config.listen.trusted_proxies.len(), 2);
    assert_eq!(config.notices.update_minutes, 45);
    assert_eq!(config.snapshot_directory(), None);
}

#[test]
fn every_mistake_is_named_at_once_with_its_line_in_both_languages() {
    let text = "\
[listen]
address = \"localhost\"
adress = \"127.0.0.1:8080\"
connections = 0
connections_per_client = \"many\"
trusted_proxies = [\"10.0.0.0/99\"]
[database]
url = \"mysql://root@localhost/noroshi\"
[portal]
base_url = \"https://status.example.jp/portal/\"
default_language = \"de\"
[notices]
update_minutes = 1.5
[snapshot]
kept = \"yes\"
[log]
level = \"loud\"
[letters]
host = \"smtp.example.jp\"
";
    let variables = [("NOROSHI_LOG_FORMAT", "xml"), ("NOROSHI_LISTEN_ADRESS", "127.0.0.1:8080")];
    insta::assert_snapshot!(mistakes(text, &variables));
}

#[test]
fn what_is_not_toml_is_named_with_its_line() {
    insta::assert_snapshot!(mistakes(
        "[listen]\naddress = \nconnections = 1\nconnections = 2\n",
        &[]
    ));
}

#[test]
fn a_secret_is_read_from_its_file_and_never_printed() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("database-url");
    fs::write(&file, "postgres://noroshi:canary-8f3@db.example.jp/noroshi\n").unwrap();
    let named = |file: &std::path::Path| format!("[database]\nurl_file = \"{}\"\n", file.display());
    let config = Config::read(&source(&named(&file), &[])).unwrap();
    assert!(config.database_url().expose().ends_with("@db.example.jp/noroshi"));
    assert!(!format!("{config:?}").contains("canary"));
    let both = named(&file) + "url = \"postgres://noroshi:canary-8f3@db.example.jp/noroshi\"\n";
    assert!(!mistakes(&both, &[]).contains("canary"));
    assert!(mistakes(&named(&directory.path().join("nothing")), &[]).contains("nothing"));
    fs::write(&file, "canary-8f3").unwrap();
    assert!(!mistakes(&named(&file), &[]).contains("canary"));
}

#[test]
fn the_file_is_found_by_its_name_on_the_command_line_first() {
    let directory = tempfile::tempdir().unwrap();
    let (one, other) = (directory.path().join("one.toml"), directory.path().join("other.toml"));
    fs::write(&one, "[log]\nvisits = true\n").unwrap();
    fs::write(&other, "").unwrap();
    let environment = |file: &std::path::Path| {
        Environment::from([("NOROSHI_CONFIG".to_owned(), file.display().to_string())])
    };
    let found = Source::find(Some(&one), environment(&other)).unwrap();
    assert!(Config::read(&found).unwrap().log.visits);
    let found = Source::find(None, environment(&other)).unwrap();
    assert!(!Config::read(&found).unwrap().log.visits);
    assert!(Source::find(Some(&directory.path().join("none.toml")), Environment::new()).is_err());
}

/// Every setting of the example with its section and the value that is shown.
fn settings() -> Vec<(String, String, String)> {
    let mut section = String::new();
    let mut settings = Vec::new();
    for line in EXAMPLE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name.clone_into(&mut section);
        } else if let Some((key, value)) =
            line.strip_prefix("# ").and_then(|rest| rest.split_once(" = "))
            && !key.contains(' ')
        {
            settings.push((section.clone(), key.to_owned(), value.to_owned()));
        }
    }
    assert_eq!(settings.len(), 49);
    settings
}

#[test]
fn whatever_is_written_wrongly_of_any_setting_is_named_with_its_line() {
    const WRONG: [&str; 14] = [
        "-1",
        "1.5",
        "true",
        "\"\"",
        "\"  \"",
        "\"nonsense\"",
        "\"a\\nb\"",
        "\"\\u0007\"",
        "[1]",
        "[\"x y\"]",
        "[[]]",
        "{ a = 1 }",
        "99999999999999999999",
        "2027-02-30T00:00:00Z",
    ];
    for (section, key, value) in settings() {
        let mut refused = 0;
        for wrong in WRONG {
            let text = format!("# a line before\n[{section}]\n{key} = {wrong}\n");
            let Err(mistakes) = Config::read(&source(&text, &[])) else { continue };
            refused += 1;
            for mistake in mistakes {
                // What that file cannot be read for is said of the file that it names.
                if key == "url_file" && matches!(mistake.place, Place::SecretFile(_)) {
                    continue;
                }
                assert_eq!(mistake.place, Place::Line(3), "{text}{mistake:?}");
                let said = mistake.sentence(Language::En);
                let named = said.contains(&format!("{section}.{key}"));
                assert!(named || said.contains("not valid TOML"), "{text}{said}");
            }
        }
        // A file may be called anything; nothing else takes more than a few of these.
        let any_text = ["directory", "url_file", "key_file", "from_name_ja", "from_name_en"];
        let least = if any_text.contains(&&*key) { 9 } else { 11 };
        assert!(refused >= least, "{section}.{key} takes {} of these", WRONG.len() - refused);

        let misspelt = format!("[{section}]\n\n{key}s = {value}\n");
        let said = mistakes(&misspelt, &[]);
        assert!(said.contains("line 3: There is no setting"), "{said}");
        let twice = format!("[{section}]\n{key} = {value}\n\n{key} = {value}\n");
        assert!(mistakes(&twice, &[]).contains("line 4: This is not valid TOML (duplicate key)"));
        let elsewhere = format!("{key} = {value}\n");
        assert!(mistakes(&elsewhere, &[]).contains("line 1: There is no setting"), "{elsewhere}");
        let variable = format!("NOROSHI_{section}_{key}S").to_uppercase();
        let said = mistakes("", &[(&variable, "1")]);
        assert!(said.contains(&format!("{variable}: There is no setting")), "{said}");
    }
    let sections: std::collections::BTreeSet<String> =
        settings().into_iter().map(|(section, ..)| section).collect();
    for section in sections {
        let said = mistakes(&format!("\n{section} = 1\n"), &[]);
        assert!(said.contains(&format!("line 2: {section} is a section: begin it with")), "{said}");
        let twice = format!("[{section}]\n[{section}]\n");
        assert!(mistakes(&twice, &[]).contains("line 2: This is not valid TOML"), "{section}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let directory = tempfile::tempdir().unwrap();
    let read = |file: &std::path::Path| {
        let mistakes = Source::find(Some(file), Environment::new()).unwrap_err();
        mistakes[0].sentence(Language::En)
    };
    assert!(read(&directory.path().join("none.toml")).contains("No such file"));
    assert!(read(directory.path()).contains("Is a directory"));
    let file = directory.path().join("noroshi.toml");
    fs::write(&file, b"[log]\nlevel = \"\xff\"\n").unwrap();
    assert!(read(&file).contains("UTF-8"), "{}", read(&file));
    fs::write(&file, "#".repeat(1024 * 1024)).unwrap();
    assert!(Source::find(Some(&file), Environment::new()).is_ok(), "a large one is read");
    fs::write(&file, "#".repeat(1024 * 1024 + 1)).unwrap();
    assert!(read(&file).contains("too large"));
}

#[test]
fn no_secret_is_given_as_an_argument_where_others_could_see_it() {
    let help = include_str!("snapshots/it__commands__help_en.snap").to_lowercase();
    for word in ["--password", "--secret", "--key", "--token", "--database", "--url"] {
        assert!(!help.contains(word), "{word}");
    }
}

#[test]
fn a_setting_that_asks_for_another_names_it_where_it_stands() {
    let said = mistakes("[security_txt]\n\npolicy = \"https://example.jp/\"\n", &[]);
    assert!(said.contains("line 3: security_txt.policy does nothing without security_txt.contact"));
    let said = mistakes("[security_txt]\ncontact = [\"tel:+81-3-0000-0000\"]\n", &[]);
    assert!(
        said.contains("line 2: security_txt.contact does nothing without security_txt.expires")
    );
    let wrong = "[security_txt]\ncontact = [\"tel:+81-3-0000-0000\"]\nexpires = \"soon\"\n";
    let said = mistakes(wrong, &[]);
    assert_eq!(said.lines().count(), 2, "one mistake, in two languages: {said}");
    assert!(said.contains("line 3: security_txt.expires takes a date with a time"), "{said}");
    let both = "[database]\nurl = \"sqlite:///a\"\nurl_file = \"b\"\n";
    assert!(mistakes(both, &[]).contains("line 3: Give either"), "{}", mistakes(both, &[]));
}

#[test]
fn a_relay_is_described_by_its_settings() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("smtp-password");
    fs::write(&file, "canary-5c1 \n").unwrap();
    let text = format!(
        "
[mail]
from = \"status@Example.jp\"
per_second = 100
[[mail.relay]]
host = \"smtp.example.jp\"
user = \"portal\"
password_file = \"{}\"
[[mail.relay]]
name = \"second\"
host = \"192.0.2.25\"
tls = \"implicit\"
user = \"portal\"
password = \"canary-5c2\"
per_second = 5
[[mail.relay]]
host = \"localhost\"
tls = \"none\"
port = 2525
[[mail.group]]
name = \"minato\"
suffixes = [\"MX.example.ad.jp\"]
connections = 1
",
        file.display()
    );
    let config = Config::read(&source(&text, &[])).unwrap();
    assert!(!format!("{config:?}").contains("canary"));
    let mail = config.mail;
    assert_eq!(mail.from.as_ref().unwrap().as_str(), "status@example.jp");
    let short = |relay: &Relay| {
        let password = relay.login.as_ref().map_or("", |login| login.password.expose());
        format!("{} {} {} {:?} {password}", relay.name, relay.host, relay.port, relay.protection)
    };
    assert_eq!(
        mail.relays.iter().map(short).collect::<Vec<_>>(),
        [
            "smtp.example.jp smtp.example.jp 587 StartTls canary-5c1 ",
            "second 192.0.2.25 465 Implicit canary-5c2",
            "localhost localhost 2525 None ",
        ]
    );
    assert_eq!(mail.relays[1].per_second, Some(5));
    assert_eq!(mail.groups().of("example.jp", &["mx.example.ad.jp"]).limits.connections, 1);
}

#[test]
fn the_relays_that_the_example_shows_are_read() {
    let shown: String = EXAMPLE
        .lines()
        .filter_map(|line| line.strip_prefix("#   "))
        .fold("[mail]\nfrom = \"status@example.jp\"\n".to_owned(), |text, line| text + line + "\n");
    let shown = shown.replace("password_file = \"/etc/noroshi/smtp-password\"", "password = \"a\"");
    let shown = shown.replace("/etc/ssl/certs/ca-certificates.crt", "Cargo.toml");
    let mail = Config::read(&source(&shown, &[])).unwrap().mail;
    assert_eq!((mail.relays.len(), mail.groups.len()), (1, 1));
    assert_eq!(mail.relays[0].port, mail.relays[0].protection.port());
}

#[test]
fn every_mistake_of_a_relay_is_named_with_its_line() {
    let text = "\
[mail]
from = \"Minato Net <status@example.jp>\"
bounce_host = \"bounce example jp\"
per_second = 0
sender = \"status@example.jp\"
[[mail.relay]]
host = \"smtp.example.jp:587\"
tls = \"ssl\"
port = 70000
[[mail.relay]]
host = \"smtp.example.jp\"
user = \"portal\"
insecure = true
[[mail.relay]]
hots = \"smtp.example.jp\"
[[mail.relay]]
host = \"smtp.example.jp\"
password = \"canary-5c1\"
[[mail.relay]]
host = \"other.example.jp\"
user = \"portal\"
password = \"canary-5c1\"
password_file = \"/etc/noroshi/smtp-password\"
[[mail.group]]
name = \"docomo\"
suffixes = [\"@docomo.ne.jp\"]
[[mail.group]]
name = \"docomo\"
[[mail.group]]
per_second = 5
";
    let variables = [("NOROSHI_MAIL_RELAY_HOST", "smtp.example.jp")];
    let said = mistakes(text, &variables);
    assert!(!said.contains("canary"));
    insta::assert_snapshot!(said);
    insta::assert_snapshot!(mistakes("[mail]\nrelay = \"smtp.example.jp\"\ngroup = [1]\n", &[]));
    let nobody = mistakes("[[mail.relay]]\nhost = \"smtp.example.jp\"\n", &[]);
    assert!(nobody.contains("line 1: mail.relay does nothing without mail.from"), "{nobody}");
    let file = "[mail]\nfrom = \"a@example.jp\"\n[[mail.relay]]\nhost = \"b\"\nuser = \"c\"\n";
    let missing = mistakes(&format!("{file}password_file = \"/nonexistent/word\"\n"), &[]);
    assert!(missing.contains("/nonexistent/word: It cannot be read"), "{missing}");
    let file = "[mail]\nfrom = \"a@example.jp\"\n[[mail.relay]]\nhost = \"b\"\n";
    let missing = mistakes(&format!("{file}ca_file = \"/nonexistent/ca\"\n"), &[]);
    assert!(missing.contains("/nonexistent/ca: It cannot be read"), "{missing}");
}

#[test]
fn security_txt_says_what_rfc_9116_asks_for() {
    let config = Config::read(&source(
        "[security_txt]
contact = [\"mailto:security@example.jp\", \"https://example.jp/report?to=us\"]
expires = \"2027-04-01T00:00:00+09:00\"
policy = \"https://example.jp/policy\"
encryption = \"https://example.jp/key.txt\"
acknowledgments = \"https://example.jp/thanks\"
languages = [\"ja\", \"en-GB\"]
",
        &[],
    ))
    .unwrap();
    assert_eq!(
        config.security_txt.text("https://status.example.jp").unwrap(),
        "Contact: mailto:security@example.jp
Contact: https://example.jp/report?to=us
Expires: 2027-03-31T15:00:00Z
Encryption: https://example.jp/key.txt
Acknowledgments: https://example.jp/thanks
Policy: https://example.jp/policy
Preferred-Languages: ja, en-GB
Canonical: https://status.example.jp/.well-known/security.txt
"
    );
    let plain = config.security_txt.text("http://127.0.0.1:8080").unwrap();
    assert!(!plain.contains("Canonical"), "only an address with TLS is canonical");
    assert_eq!(Config::default().security_txt.text("https://status.example.jp"), None);
    // An environment variable gives a list by commas; TOML's own way to write a moment is taken too.
    let config = Config::read(&source(
        "[security_txt]\nexpires = 2027-04-01T00:00:00Z\n",
        &[("NOROSHI_SECURITY_TXT_CONTACT", "mailto:a@example.jp, tel:+81-3-0000-0000")],
    ))
    .unwrap();
    let text = config.security_txt.text("https://status.example.jp").unwrap();
    assert!(
        text.contains("Contact: tel:+81-3-0000-0000\nExpires: 2027-04-01T00:00:00Z\n"),
        "{text}"
    );
    for bad in [
        "security@example.jp",
        "mailto:",
        "mailto:security",
        "http://example.jp/",
        "https://",
        "https:///report",
        "mailto:a@example.jp\\nExpires: 2099",
        "https://example.jp/\u{202e}",
        "javascript:alert(1)",
        "tel:",
    ] {
        let text =
            format!("[security_txt]\ncontact = [\"{bad}\"]\nexpires = \"2027-04-01T00:00:00Z\"\n");
        assert!(mistakes(&text, &[]).contains("line 2: security_txt.contact takes"), "{bad}");
    }
    for bad in ["", "e", "japanese language", "ja,en", "-ja", "ja-", "日本語"] {
        let text = format!("[security_txt]\nlanguages = [\"{bad}\"]\n");
        assert!(mistakes(&text, &[]).contains("security_txt.languages takes"), "{bad}");
    }
}
