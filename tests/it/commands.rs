//! The commands, as they are typed: what they print, in either language, and how they end.

use std::{fmt::Write as _, fs, path::Path};

use rustix::process::Signal;

use crate::support::{
    process::{Place, Running},
    wire::Wire,
};

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/case.yaml");
const MORE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/more-cases.yaml");

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_help_of_every_command_is_in_the_users_language_and_has_an_example() {
    let place = Place::new();
    for language in ["ja", "en"] {
        let mut all = String::new();
        for command in [
            "",
            "serve",
            "demo",
            "check",
            "operator",
            "operator add",
            "operator list",
            "operator disable",
            "operator reset",
            "import",
            "export",
            "audit",
            "audit verify",
            "audit head",
        ] {
            let mut arguments: Vec<&str> = command.split_whitespace().collect();
            arguments.extend(["--help", "--lang", language]);
            let help = place.done(&arguments);
            assert!(command.is_empty() || help.contains("  noroshi "), "{help}");
            writeln!(all, "$ noroshi {command} --help\n{help}").unwrap();
        }
        insta::assert_snapshot!(format!("help_{language}"), all);
    }
}

#[test]
fn wrong_use_is_said_in_the_users_language_and_ends_with_2() {
    let place = Place::new();
    let mut all = String::new();
    for language in ["ja_JP.UTF-8", "en_US.UTF-8"] {
        for arguments in [
            &["serv"][..],
            &["check", "--jsn"],
            &["import"],
            &["operator", "add", "hanako"],
            &["operator", "add", "hanako", "--role", "chief"],
            &["operator", "add", "hanako", "--role"],
            &["export", "--reference", "INC-1"],
            &["audit", "verify", "--head", "not-a-hash"],
        ] {
            let answer = place.run_in(language, arguments);
            assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{arguments:?}");
            write!(all, "$ noroshi {}\n{}", arguments.join(" "), answer.err).unwrap();
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_file_is_imported_once_and_exported_as_it_was() {
    let place = Place::new();
    let first = place.run(&["import", CASE]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.out.contains("INC-20161011-01: imported."), "{}", first.out);
    assert!(first.err.contains("subscribers: this version does not handle"), "{}", first.err);

    let again = json(&place.done(&["import", CASE, "--json"]));
    assert_eq!(again["portal"], "unchanged");
    assert!(again["records"].as_array().unwrap().iter().all(|one| one["result"] == "unchanged"));

    place.done(&["import", MORE]);
    let exported = place.done(&["export"]);
    place.done(&["export", "all.yaml"]);
    assert_eq!(fs::read_to_string(place.path("all.yaml")).unwrap(), exported);

    let elsewhere = Place::new();
    elsewhere.done(&["import", place.path("all.yaml").to_str().unwrap()]);
    assert_eq!(elsewhere.done(&["export"]), exported);

    let one = place.done(&["export", "--reference", "INC-20260408-01"]);
    assert!(
        one.starts_with("format: ")
            && one.contains("INC-20260408-01")
            && !one.contains("provider:")
    );
    assert_eq!(place.run(&["export", "--reference", "INC-20260408-09"]).code, 1);
}

#[test]
fn a_file_with_mistakes_is_refused_with_their_lines_in_the_users_language() {
    let place = Place::new();
    let broken = fs::read_to_string(CASE)
        .unwrap()
        .replace("severity: major", "severity: huge")
        .replace("of: p1", "of: p7");
    fs::write(place.path("broken.yaml"), broken).unwrap();
    let japanese = place.run_in("ja_JP.UTF-8", &["import", "broken.yaml"]);
    let english = place.run(&["import", "broken.yaml"]);
    assert_eq!((japanese.code, english.code), (1, 1));
    insta::assert_snapshot!(format!("{}{}", japanese.err, english.err));
    assert_eq!(place.done(&["export"]), "format: noroshi/cases/1\n");
    assert_eq!(place.run(&["import", "nothing.yaml"]).code, 1);
}

#[test]
fn a_record_that_differs_is_replaced_only_if_that_is_asked_for() {
    let place = Place::new();
    place.done(&["import", CASE]);
    let changed = fs::read_to_string(CASE)
        .unwrap()
        .replace("max_interruption_s: 600", "max_interruption_s: 300");
    fs::write(place.path("changed.yaml"), changed).unwrap();
    let refused = place.run(&["import", "changed.yaml"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("MNT-20161009-01 differs"), "{}", refused.err);
    let replaced = place.done(&["import", "changed.yaml", "--replace"]);
    assert!(replaced.contains("MNT-20161009-01: replaced."), "{replaced}");
}

#[test]
fn operators_are_added_listed_reset_and_disabled() {
    let place = Place::new();
    let added =
        place.done(&["operator", "add", "hanako", "--role", "admin", "--name", "みなと花子"]);
    assert!(added.contains("http://127.0.0.1:8080/console/link/"), "{added}");
    let taro = json(&place.done(&["operator", "add", "taro", "--role", "publisher", "--json"]));
    assert_eq!(taro["login"], "taro");
    assert_eq!(place.run(&["operator", "add", "taro", "--role", "viewer"]).code, 1);
    assert_eq!(place.run(&["operator", "add", "Not A Name", "--role", "viewer"]).code, 1);

    place.done(&["operator", "disable", "taro"]);
    assert_eq!(place.run(&["operator", "disable", "taro"]).code, 1);
    assert_eq!(
        place.run(&["operator", "disable", "hanako"]).code,
        1,
        "the last administrator stays"
    );
    assert_eq!(place.run(&["operator", "disable", "nobody"]).code, 1);
    let listed = json(&place.done(&["operator", "list", "--json"]));
    let disabled: Vec<_> =
        listed.as_array().unwrap().iter().map(|one| one["disabled"].as_bool().unwrap()).collect();
    assert_eq!(disabled, [false, true]);
    let reset = place.done(&["operator", "reset", "taro"]);
    assert!(reset.contains("/console/link/"), "{reset}");
    assert!(!place.done(&["operator", "list"]).contains("disabled"));
}

#[test]
fn the_audit_log_of_all_this_is_sound_until_somebody_changes_it() {
    let place = Place::new();
    place.done(&["import", CASE]);
    place.done(&["operator", "add", "hanako", "--role", "admin"]);
    let verdict = json(&place.done(&["audit", "verify", "--json"]));
    assert_eq!((verdict["sound"].as_bool(), verdict["entries"].as_i64()), (Some(true), Some(5)));

    let head = place.done(&["audit", "head"]);
    let facts = json(&place.done(&["audit", "head", "--json"]));
    assert_eq!(head.trim(), format!("{}:5", facts["head"].as_str().unwrap()));
    assert_eq!(facts["entries"], 5);
    place.done(&["operator", "add", "taro", "--role", "viewer"]);
    place.done(&["audit", "verify", "--head", head.trim()]);
    place.done(&["audit", "verify", "--head", facts["head"].as_str().unwrap()]);
    // Another log, as long as the first one.
    let elsewhere = Place::new();
    elsewhere.done(&["import", CASE]);
    elsewhere.done(&["operator", "add", "jiro", "--role", "admin"]);
    let refused = elsewhere.run(&["audit", "verify", "--head", head.trim()]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("cut off or rewritten"), "{}", refused.err);
    let refused = elsewhere.run(&["audit", "verify", "--head", head.trim(), "--json"]);
    assert_eq!((refused.code, json(&refused.out)["flaw"].as_str()), (1, Some("another_log")));
}

#[test]
fn everything_that_the_portal_needs_is_checked() {
    let place = Place::new();
    let fresh = place.done(&["check"]);
    assert!(fresh.contains("[ok] There is no settings file"), "{fresh}");
    assert!(fresh.contains("[warning] The database is still empty: it holds no record"), "{fresh}");

    place.done(&["import", CASE]);
    let without_admin = place.done(&["check", "--lang", "ja"]);
    assert!(without_admin.contains("[注意] 管理者がいません。"), "{without_admin}");
    assert!(without_admin.contains("[正常] データベースを読み書きできます。"), "{without_admin}");

    place.done(&["operator", "add", "hanako", "--role", "admin"]);
    let facts = json(&place.done(&["check", "--json"]));
    assert!(facts.as_array().unwrap().iter().all(|one| one["result"] == "ok"), "{facts}");

    open_to_others(&place.path("noroshi-data"));
    assert!(place.done(&["check"]).contains("[warning] Other users can look into"));

    fs::write(place.path("noroshi.toml"), "[listen]\nadress = \"127.0.0.1:1\"\n").unwrap();
    let refused = place.run(&["check"]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("[failed] Settings file, line 2"), "{}", refused.out);

    fs::write(
        place.path("noroshi.toml"),
        "[database]\nurl = \"postgres://noroshi@127.0.0.1:1/noroshi\"\n",
    )
    .unwrap();
    let unreachable = place.run(&["check"]);
    assert_eq!(unreachable.code, 1);
    assert!(
        unreachable.out.contains("[failed] The database cannot be reached"),
        "{}",
        unreachable.out
    );
}

#[test]
fn a_security_txt_that_is_to_be_renewed_is_checked() {
    let now = noroshi::clock::Clock::system().now();
    for (days, code, said) in [
        (-1, 1, "[failed] security.txt expired on"),
        (20, 0, "[warning] security.txt is valid only until"),
        (200, 0, "[ok] security.txt is valid until"),
        (400, 0, "[warning] security.txt is valid until"),
    ] {
        let at = now.plus_seconds(days * 24 * 3600).in_zone(&jiff::tz::TimeZone::UTC);
        let place = Place::with(&format!(
            "[security_txt]\ncontact = [\"https://example.jp/report\"]\nexpires = {}\n",
            at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ));
        let checked = place.run(&["check"]);
        assert_eq!(checked.code, code, "{}", checked.out);
        assert!(checked.out.contains(said), "{days} days: {}", checked.out);
    }
}

fn open_to_others(directory: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(directory, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn where_the_environment_asks_for_no_language_that_of_the_portal_is_spoken() {
    let unknown = ["export", "--reference", "INC-20260408-09"];
    for (settings, language, said) in [
        ("[portal]\ndefault_language = \"ja\"\n", "C.UTF-8", "ありません"),
        ("[portal]\ndefault_language = \"en\"\n", "", "There is no"),
        ("[portal]\ndefault_language = \"en\"\n", "ja_JP.UTF-8", "ありません"),
        ("[portal]\ndefault_language = \"ja\"\n", "en_US.UTF-8", "There is no"),
    ] {
        let refused = Place::with(settings).run_in(language, &unknown);
        assert_eq!(refused.code, 1);
        assert!(refused.err.contains(said), "{language:?}: {}", refused.err);
    }
    let refused = Place::new().run_in("C", &unknown);
    assert!(refused.err.contains("There is no"), "{}", refused.err);
}

#[tokio::test]
async fn the_demonstration_shows_its_cases_and_keeps_them_when_it_is_started_again() {
    let place = Place::new();
    let arguments = ["demo", "--listen", "127.0.0.1:0", "--data-dir", "demo"];
    let first = Running::start(&place, &arguments, 8);
    let paths: Vec<&str> = first
        .addresses
        .iter()
        .map(|address| &address[address[7..].find('/').unwrap() + 7..])
        .collect();
    assert_eq!(paths[..3], ["/ja/", "/en/", "/console"]);
    assert_eq!(paths[4..], paths[..4], "both languages say the same");
    assert!(paths[3].starts_with("/console/link/"), "{paths:?}");
    assert!(first.get("/ja/").await.contains("ホームページの更新の障害"));
    assert!(first.get("/en/").await.contains("problems updating websites"));
    assert!(first.get("/ja/incidents/INC-20161011-01").await.contains("INC-20161011-01"));
    let link = paths[3].to_owned();
    first.get(&link).await;
    let english = place.run(&arguments);
    let japanese = place.run_in("ja_JP.UTF-8", &arguments);
    assert_eq!((english.code, japanese.code), (1, 1));
    assert!(
        english.err.contains("The demonstration is already running on demo."),
        "{}",
        english.err
    );
    assert!(japanese.err.contains("demo では、デモがすでに動いています。"), "{}", japanese.err);
    assert_eq!((english.out, japanese.out), (String::new(), String::new()));
    first.stop();

    let again = Running::start(&place, &arguments, 4);
    assert!(again.get("/ja/").await.contains("ホームページの更新の障害"));
    assert!(!again.addresses[3].ends_with(&link));
    again.stop();
}

#[tokio::test]
async fn the_portal_starts_while_its_database_is_away_and_stops_when_told_to() {
    let place = Place::with(
        "[listen]\naddress = \"127.0.0.1:0\"\n\
         [database]\nurl = \"postgres://noroshi@127.0.0.1:1/noroshi\"\n\
         [security_txt]\ncontact = [\"mailto:security@example.jp\"]\n\
         expires = \"2199-01-01T00:00:00Z\"\n",
    );
    let portal = Running::start(&place, &["serve"], 1);
    portal.get("/healthz").await;
    let text = portal.get("/.well-known/security.txt").await;
    assert!(text.starts_with("Contact: mailto:security@example.jp\nExpires: 2199-"), "{text}");
    portal.stop();
}

/// What a client sends before it waits for leave to send the body.
const BEGUN: &str = "POST /console/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\
                     expect: 100-continue\r\n\r\n";

#[tokio::test]
async fn told_to_stop_the_portal_finishes_what_it_is_at_and_told_again_it_ends_at_once() {
    for (again, code) in [(None, 0), (Some(Signal::TERM), 143), (Some(Signal::INT), 130)] {
        let place = Place::with("[listen]\naddress = \"127.0.0.1:0\"\n");
        let portal = Running::start(&place, &["serve"], 1);
        let mut idle = Wire::open(portal.address()).await;
        idle.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert_eq!(idle.answer().await.unwrap().status, 200);
        let mut busy = Wire::open(portal.address()).await;
        busy.send(BEGUN).await;
        assert_eq!(busy.answer().await.unwrap().status, 100);
        portal.signal(Signal::TERM);
        idle.closed().await;
        if let Some(signal) = again {
            portal.signal(signal);
            assert!(busy.answer().await.is_none());
        } else {
            busy.send("a=bc").await;
            assert!(busy.answer().await.unwrap().status < 500);
        }
        assert_eq!(portal.code(), Some(code));
    }
}
