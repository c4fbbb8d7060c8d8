//! Files that come in pairs: sentences in both languages, migrations for both databases.

use fluent_syntax::ast::Entry;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The names of the files in a folder, none when there is no such folder.
fn file_names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Every sentence of a catalogue, with its attributes as `name.attribute` and its terms as `-name`.
fn keys(text: &str) -> BTreeSet<String> {
    let resource = fluent_syntax::parser::parse(text).expect("the catalogue is valid Fluent");
    let mut keys = BTreeSet::new();
    for entry in &resource.body {
        let (name, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), &term.attributes),
            _ => continue,
        };
        keys.extend(attributes.iter().map(|attribute| format!("{name}.{}", attribute.id.name)));
        assert!(keys.insert(name.clone()), "{name} is there twice");
    }
    keys
}

#[test]
fn both_languages_have_the_same_sentences() {
    let (ja, en) = (folder("locales/ja"), folder("locales/en"));
    assert_eq!(file_names(&ja), file_names(&en), "the same files in ja and en");
    let notices = |folder: &Path| file_names(&folder.join("notices"));
    assert_eq!(notices(&ja), notices(&en), "the same templates of notices");
    for name in file_names(&ja).into_iter().filter(|name| name != "notices") {
        let read = |folder: &Path| keys(&fs::read_to_string(folder.join(&name)).unwrap());
        let (ja, en) = (read(&ja), read(&en));
        let only = |a: &BTreeSet<_>, b| a.difference(b).cloned().collect::<Vec<String>>();
        assert_eq!(
            (only(&ja, &en), only(&en, &ja)),
            (vec![], vec![]),
            "{name}: only in ja, only in en"
        );
    }
}

#[test]
fn both_databases_have_the_same_migrations() {
    let (sqlite, postgres) = (folder("migrations/sqlite"), folder("migrations/postgres"));
    assert_eq!(file_names(&sqlite), file_names(&postgres));
}

#[test]
fn keys_of_a_catalogue_are_its_messages_terms_and_attributes() {
    let catalogue =
        "# c\nhome-title = 状況\n    .label = 名前\n-portal = 狼煙\nhome-empty = なし\n";
    let expected = ["-portal", "home-empty", "home-title", "home-title.label"];
    assert_eq!(keys(catalogue), expected.map(String::from).into());
}
