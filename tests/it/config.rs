//! Settings: strict, and every mistake at once.

use std::{fmt::Write as _, fs, path::PathBuf};

use noroshi::{
    config::{Config, Environment, Source},
    domain::language::Language,
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
    // Four settings have no value of their own by default; the example shows what they may be.
    let derived = ["url", "url_file", "base_url", "key_file"];
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
    assert_eq!(shown.len(), 28, "{shown:?}");
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
[mail]
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
