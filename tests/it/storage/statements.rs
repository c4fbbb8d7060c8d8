//! Every statement of `src/storage` is prepared on both databases; none is built at run time.

use std::{fs, path::Path};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection};

use super::migrated;
use crate::support::{TestDatabase, on_each_database};

on_each_database!(every_statement_is_understood);

/// Name and text of every `const …_SQL` in a source, the text as the compiler reads it.
fn statements(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for declaration in source.split("const ").skip(1) {
        let Some((name, rest)) = declaration.split_once(": &str =") else { continue };
        if !name.ends_with("_SQL") {
            continue;
        }
        let literal = rest.trim_start().strip_prefix('"').unwrap_or_else(|| {
            panic!("{name} is no plain literal, so that no test can prepare it")
        });
        let (text, _) = literal.split_once("\";").unwrap();
        assert!(!text.contains('\\'), "{name} has an escape, which this test does not read");
        found.push((name.to_owned(), text.to_owned()));
    }
    found
}

fn sources() -> Vec<(String, String)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage");
    let mut sources: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect();
    sources.sort();
    sources
}

async fn every_statement_is_understood(database: TestDatabase) {
    drop(migrated(&database).await);
    let sqlite = database.url().starts_with("sqlite:");
    let elsewhere = if sqlite { "_POSTGRES_SQL" } else { "_SQLITE_SQL" };
    let mut refused = Vec::new();
    let mut count = 0;
    for (path, source) in sources() {
        for (name, text) in statements(&source) {
            if name.ends_with(elsewhere) {
                continue;
            }
            count += 1;
            let text = AssertSqlSafe(text).into_sql_str();
            let understood = if sqlite {
                let mut connection = SqliteConnection::connect(database.url()).await.unwrap();
                connection.prepare(text).await.map(drop)
            } else {
                let mut connection = PgConnection::connect(database.url()).await.unwrap();
                connection.prepare(text).await.map(drop)
            };
            if let Err(error) = understood {
                refused.push(format!("{path}: {name}: {error}"));
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(count >= 20, "only {count} statements were found");
}

#[test]
fn a_statement_runs_only_from_a_constant() {
    let runs = ["execute!(", "fetch_optional!(", "fetch_all!(", "sqlx::query", "raw_sql("];
    for (path, source) in sources() {
        for (at, _) in runs.iter().flat_map(|call| source.match_indices(call)) {
            let call: String = source[at..].chars().take(200).collect();
            let head = call.split([';', '?']).next().unwrap();
            // The macros hand a statement on under the name `$sql`.
            let constant = head.contains("_SQL") || head.contains("$sql");
            assert!(constant, "{path}: {head}");
        }
        assert!(!source.contains("AssertSqlSafe"), "{path} builds a statement at run time");
    }
}

#[test]
fn every_read_of_several_rows_is_bounded() {
    for (path, source) in sources() {
        for (name, text) in statements(&source) {
            let several = source.contains(&format!("fetch_all!(tx, {name}"))
                || source.contains(&format!("fetch_all!(\n        tx,\n        {name}"));
            assert!(!several || text.contains("LIMIT"), "{path}: {name} has no LIMIT");
        }
    }
}
