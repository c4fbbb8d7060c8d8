//! The shape of the source: who may use whom, which crate belongs where, how big a file may be.
//!
//! To change the shape: change the table here, the diagram in `src/lib.rs` and `ARCHITECTURE.md` in
//! one commit that says why.

mod source;

use source::{Source, sources_under};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
};

/// Who may use whom, by the first part of a path below `crate::`. Not transitive: what is not
/// named here may not be named there.
const MAY_USE: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    (
        "cli",
        &[
            "worker", "web", "app", "snapshot", "config", "exchange", "storage", "i18n", "domain",
            "clock", "id",
        ],
    ),
    ("worker", &["app", "snapshot", "mail", "i18n", "domain", "clock", "id"]),
    ("web", &["app", "snapshot", "views", "i18n", "domain", "clock", "id", "background"]),
    ("snapshot", &["storage", "views", "i18n", "domain", "background"]),
    ("app", &["storage", "domain", "clock", "id"]),
    ("mail", &["views", "i18n", "domain"]),
    ("exchange", &["i18n", "domain"]),
    ("config", &["i18n", "domain"]),
    ("views", &["i18n", "domain"]),
    ("storage", &["domain"]),
    ("i18n", &["domain"]),
    ("background", &[]),
    ("clock", &["domain"]),
    ("id", &["domain"]),
    ("domain", &[]),
];

/// Crates that a part must not name: `domain` is pure, `app` renders nothing and speaks no protocol,
/// `storage` knows no page, `views` no request.
const MUST_NOT_NAME: &[(&str, &[&str])] = &[
    ("domain", &["axum", "askama", "getrandom", "hyper", "lettre", "tokio", "tower", "tower_http"]),
    ("i18n", &["axum", "askama", "hyper", "lettre", "tokio"]),
    ("app", &["axum", "askama", "hyper", "lettre"]),
    ("storage", &["axum", "askama", "hyper", "lettre"]),
    ("views", &["axum", "hyper", "lettre", "tokio"]),
];

/// Crates that only one part may name.
const ONLY_IN: &[(&str, &str)] = &[("sqlx", "storage"), ("axum", "web"), ("lettre", "mail")];

/// A file that grows beyond this, without its tests, has more than one subject (300 is the aim).
const MOST_LINES: usize = 450;

fn is_a_part(name: &str) -> bool {
    MAY_USE.iter().any(|(part, _)| *part == name)
}

fn broken_rules(source: &Source) -> Vec<String> {
    let mut broken = Vec::new();
    let part = source.part.as_str();
    let mut report = |what: String| broken.push(format!("{}: {what}", source.path));

    if part == "lib" {
        if !source.uses.is_empty() || source.names_a_crate("std") || source.text.contains("pub use")
        {
            report("the crate's root lists the parts and holds nothing else".to_owned());
        }
    } else if let Some((_, allowed)) = MAY_USE.iter().find(|(user, _)| *user == part) {
        let by_super = source.uses_by_super.iter().filter(|name| is_a_part(name));
        let used = source.uses.iter().chain(by_super).collect::<BTreeSet<_>>();
        for used in used.iter().filter(|used| **used != part && !allowed.contains(&used.as_str())) {
            report(format!("{part} may not use {used} (it may use: {})", allowed.join(", ")));
        }
    } else {
        report(format!("{part} is not in the table of tests/it/architecture/mod.rs"));
    }

    let forbidden =
        MUST_NOT_NAME.iter().filter(|(user, _)| *user == part).flat_map(|(_, crates)| *crates);
    let elsewhere = ONLY_IN.iter().filter(|(_, home)| *home != part).map(|(name, _)| name);
    for name in forbidden.chain(elsewhere).collect::<BTreeSet<_>>() {
        if source.names_a_crate(name) {
            report(format!("{part} may not name the crate {name}"));
        }
    }

    if !source.text.starts_with("//!") {
        report("it does not begin with what it is for (//!)".to_owned());
    }
    let lines = source.lines_without_tests();
    if lines > MOST_LINES {
        report(format!(
            "{lines} lines without its tests, more than {MOST_LINES}: it has two subjects"
        ));
    }
    broken
}

#[test]
fn every_source_file_keeps_the_rules_of_the_architecture() {
    let sources = sources_under("src");
    assert!(!sources.is_empty());
    let broken: Vec<_> = sources.iter().flat_map(broken_rules).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_source_file_is_part_of_the_program() {
    let sources: Vec<Source> =
        sources_under("src").into_iter().chain(sources_under("tests/it")).collect();
    let texts: HashMap<&str, &str> =
        sources.iter().map(|source| (source.path.as_str(), source.text.as_str())).collect();
    for path in texts.keys() {
        let folder = path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix(".rs")).unwrap();
        let Some((above, name)) = folder.rsplit_once('/') else { continue };
        if matches!(name, "main" | "lib") {
            continue;
        }
        let parents = ["/mod.rs", ".rs", "/lib.rs", "/main.rs"];
        let parents = parents.iter().filter_map(|end| texts.get(format!("{above}{end}").as_str()));
        let mut lines = parents.flat_map(|text| text.lines());
        assert!(
            lines.any(|line| line.trim().ends_with(&format!("mod {name};"))),
            "{path} is named by nobody"
        );
    }
}

#[test]
fn no_test_lets_time_pass() {
    for source in sources_under("tests/it") {
        let waits = source.text.contains(concat!("sleep", "("));
        assert!(!waits || source.path.ends_with("support/time.rs"), "{} sleeps", source.path);
    }
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |database| -> BTreeSet<_> {
        let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn the_table_has_no_circle() {
    // A part may use only parts that stand below it.
    for (at, (user, used)) in MAY_USE.iter().enumerate() {
        for name in *used {
            let place = MAY_USE.iter().position(|(part, _)| part == name);
            assert!(
                place.is_some_and(|place| place > at),
                "{user} stands above {name} in the table"
            );
        }
    }
}

fn broken_in(path: &str, text: &str) -> String {
    broken_rules(&Source::new(path, text.to_owned())).join("\n")
}

#[test]
fn a_use_against_the_arrows_is_found_however_it_is_written() {
    for text in [
        "//! x\nuse crate::web::public::Page;",
        "//! x\nuse crate::{domain::time::Timestamp, web::{public, console}};",
        "//! x\nuse crate::{\n    domain,\n    web as pages,\n};",
        "//! x\nfn f() { crate::web::start(); }",
        "//! x\nuse super::super::web::Page;",
        "//! x\nuse noroshi::web::Page;",
        "//! x\nmacro_rules! m { () => { $crate::web::start() }; }",
        "//! x\nuse r#crate::web;\nuse crate :: web :: Page;",
    ] {
        let broken = broken_in("src/storage/incidents.rs", text);
        assert!(broken.contains("storage may not use web"), "{text}\n{broken}");
    }
    let glob = broken_in("src/storage/incidents.rs", "//! x\nuse crate::*;");
    assert!(glob.contains("storage may not use *"), "{glob}");
}

#[test]
fn a_use_along_the_arrows_or_within_a_part_is_fine() {
    for (path, text) in [
        (
            "src/storage/incidents.rs",
            "//! x\nuse crate::{domain::incident::Incident, storage::{Tx, rows}};",
        ),
        ("src/storage/incidents.rs", "//! x\nuse super::{Tx, error::StorageError}; use sqlx::Row;"),
        ("src/storage/mod.rs", "//! x\nmod t { use super::super::storage::Tx; use self::rows; }"),
        (
            "src/domain/incident.rs",
            "//! x\nmod tests { use super::super::status::State; use super::*; }",
        ),
        (
            "src/domain/time.rs",
            "//! Like crate::web::x.\n// crate::web\n/* crate::web /* axum:: */ sqlx:: */ const A: &str = \"crate::web, sqlx::x\";",
        ),
        (
            "src/domain/text.rs",
            "//! x\nconst A: &str = r#\"a \" crate::web::x\"#; const B: char = '\"'; fn f<'a>(x: &'a str) {} // crate::web",
        ),
        ("src/web/mod.rs", "//! x\nuse crate::app; use axum::Router;"),
        ("src/main.rs", "//! x\nfn main() { noroshi::cli::main() }"),
        ("src/lib.rs", "//! x\npub mod web;\npub mod domain;"),
    ] {
        assert_eq!(broken_in(path, text), "", "{text}");
    }
}

#[test]
fn a_crate_outside_its_home_is_found() {
    for (path, text, what) in [
        ("src/domain/incident.rs", "//! x\nuse sqlx::Row;", "domain may not name the crate sqlx"),
        (
            "src/domain/incident.rs",
            "//! x\n#[tokio::test]\nasync fn f() {}",
            "domain may not name the crate tokio",
        ),
        (
            "src/domain/incident.rs",
            "//! x\nuse {std::fmt, ::axum::Router};",
            "domain may not name the crate axum",
        ),
        ("src/app/post.rs", "//! x\nfn f(e: sqlx::Error) {}", "app may not name the crate sqlx"),
        ("src/app/post.rs", "//! x\nuse axum;", "app may not name the crate axum"),
        ("src/web/public.rs", "//! x\nuse sqlx as s;", "web may not name the crate sqlx"),
        ("src/snapshot/mod.rs", "//! x\nuse axum::Router;", "snapshot may not name the crate axum"),
    ] {
        assert_eq!(broken_in(path, text), format!("{path}: {what}"));
    }
    assert_eq!(
        broken_in("src/domain/a.rs", "//! x\nuse crate::domain::sqlx::A; struct S { axum: u8 }"),
        ""
    );
}

#[test]
fn a_part_outside_the_table_and_a_crowded_root_are_found() {
    assert!(broken_in("src/utils/mod.rs", "//! x").contains("utils is not in the table"));
    assert!(broken_in("src/lib.rs", "//! x\npub mod web;\npub use web::Page;").contains("root"));
}

#[test]
fn a_file_without_a_word_on_itself_or_with_two_subjects_is_found() {
    assert!(broken_in("src/domain/a.rs", "use std::fmt;").contains("does not begin with"));
    let long = format!("//! x\n{}", "const A: u8 = 1;\n".repeat(MOST_LINES));
    assert!(broken_in("src/domain/a.rs", &long).contains("two subjects"));
    let tested = format!(
        "//! x\n#[cfg(test)]\nmod tests {{\n{}}}\n",
        "const A: u8 = 1;\n".repeat(MOST_LINES)
    );
    assert_eq!(broken_in("src/domain/a.rs", &tested), "");
}
