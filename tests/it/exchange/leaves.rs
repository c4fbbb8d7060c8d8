//! Every kind of value of the file format against everything that can be written there. `every.yaml` has each
//! kind as few times as may be, so that this stays quick; one that only the shipped cases have fails a test.
//!
//! What is wrong is named on its line. Where it is taken it is legal, and where another line is named, that
//! line refers to what was changed: a snapshot says which. Nothing of a file with a mistake is stored.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use noroshi::{
    app::Records,
    domain::language::Language,
    exchange::{
        Document, Known, MAX_TEXT, Mistake,
        node::{Content, Entry, Node},
        parse, read, write,
    },
};

use super::{
    round_trip::{CASE, MORE},
    storing::{core, everything, import, revision},
};
use crate::support::{TestDatabase, on_each_database, process::Place};

on_each_database!(
    what_is_taken_is_stored_as_it_stands_in_the_file,
    nothing_of_a_file_with_a_mistake_is_stored,
);

const EVERY: &str = include_str!("every.yaml");

/// Stands for bytes that are no UTF-8.
const BROKEN: &str = "\u{e000}";
/// The parts of the shipped files that are not swept: they are left out, as an import says, or are for
/// demonstrations only.
const LEFT_OUT: [&str; 6] =
    ["golden_mail", "golden_demo", "standby_site", "subscribers", "expectations", "demo"];
/// The same of a record.
const LEFT_OUT_OF_RECORDS: [&str; 2] = ["reports", "expectations"];
/// The sections of which a file has all or none.
const PORTAL: [&str; 5] = ["provider", "roles", "services", "functions", "function_groups"];
/// How many values are wrong in one file: fewer than the mistakes that are named of one.
const AT_ONCE: usize = 100;

/// What nothing takes, as it stands in the file.
fn refused_everywhere() -> Vec<String> {
    let long = format!("\"{}\"", "長".repeat(MAX_TEXT + 1));
    let values = [
        "null",
        r#""a\u0007b""#,
        r#""a\u0000b""#,
        r#""a\u202Eb""#,
        r#""a\u2066b""#,
        r#"["x"]"#,
        r#"{"x": "y"}"#,
        long.as_str(),
    ];
    values.map(str::to_owned).to_vec()
}

/// What some take and others do not: what it is called here, and how it stands in the file, with a number of
/// the place for `#`.
const TAKEN_BY_SOME: [(&str, &str); 2] = [("no text", r#""""#), ("a foreign identifier", "p#")];

/// What is wrong in most places in one way or another.
const ODD: [&str; 17] = [
    r#"" \u3000 ""#,
    r#""a\nb""#,
    "no-such",
    "INC-20991231-01",
    "MNT-20991231-01",
    r#""{{moment:zz}}""#,
    r#""{{moment""#,
    r#""<script>alert(1)</script>""#,
    r#""../../etc""#,
    r#""2016-02-30T10:00:00+09:00""#,
    r#""9999-12-31T10:00:00+09:00""#,
    "夕方",
    r#""25:99""#,
    "-1",
    "1.5",
    "99999999999999999999999999999999999999999",
    ".nan",
];

/// A place in which a value stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Leaf {
    /// Its kind: the way to it, without the numbers and names of entries.
    kind: String,
    /// Which value of the file it is.
    number: usize,
}

/// A file of which every value stands on a line of its own, and what the portal holds that reads it.
struct File {
    root: Node,
    known: Known,
}

/// A file as it is written, with the line of each value.
#[derive(Default)]
struct Laid {
    text: String,
    line: usize,
    lines: Vec<usize>,
    kinds: Vec<String>,
    /// The kind of what begins on a line that has no value.
    openings: BTreeMap<usize, String>,
}

/// Whether it must stand without quotes.
fn is_no_text(plain: &str) -> bool {
    plain.parse::<f64>().is_ok() || matches!(plain, "true" | "false")
}

impl Laid {
    /// What stands on a line.
    fn kind_at(&self, line: usize) -> String {
        let value = self.lines.iter().position(|known| *known == line);
        value.map_or_else(|| self.openings[&line].clone(), |at| self.kinds[at].clone())
    }

    fn push(&mut self, text: &str) {
        self.line += text.matches('\n').count();
        self.text.push_str(text);
    }

    fn node(&mut self, node: &Node, kind: &str, swapped: &BTreeMap<usize, String>) {
        match &node.content {
            Content::Scalar { text, plain } => {
                let swap = swapped.get(&self.lines.len());
                self.lines.push(self.line);
                self.kinds.push(kind.to_owned());
                match swap {
                    Some(value) => self.push(value),
                    None if *plain && is_no_text(text) => self.push(text),
                    None => self.push(&serde_json::to_string(text).unwrap()),
                }
            }
            Content::List(items) => {
                self.openings.insert(self.line, format!("the list {kind}"));
                self.push("[\n");
                for item in items {
                    self.node(item, &format!("{kind}[]"), swapped);
                    self.push(",\n");
                }
                self.push("]");
            }
            Content::Map(entries) => {
                self.openings.insert(self.line, format!("the map {kind}"));
                self.push("{\n");
                for entry in entries {
                    let name = if kind.ends_with(".moments") { "*" } else { entry.key.as_str() };
                    let kind = if kind.is_empty() { name } else { &format!("{kind}.{name}") };
                    let key = serde_json::to_string(&entry.key).unwrap();
                    self.push(&format!("{key}: "));
                    self.node(&entry.value, kind, swapped);
                    self.push(",\n");
                }
                self.push("}");
            }
        }
    }
}

impl File {
    /// Everything in one file.
    fn whole() -> Self {
        Self { root: parse(EVERY.as_bytes()).unwrap(), known: Known::default() }
    }

    /// The portal, and each record in a file of its own: what is small is read quickly.
    fn all() -> Vec<Self> {
        let whole = Self::whole();
        let (document, _) = read(EVERY.as_bytes(), &whole.known).unwrap();
        let incidents = document.incidents.iter().map(|record| record.incident.reference);
        let maintenances = document.maintenances.iter().map(|maintenance| maintenance.reference);
        let records = incidents.chain(maintenances).collect();
        let known = Known { portal: document.portal, records, ..Known::default() };
        let entry = |key: &str| {
            let value = whole.root.get(key).unwrap().clone();
            Entry { key: key.to_owned(), line: 0, value }
        };
        let format = entry("format");
        let of = |entries: Vec<Entry>, known: Known| {
            let entries = std::iter::once(format.clone()).chain(entries).collect();
            Self { root: Node { line: 0, content: Content::Map(entries) }, known }
        };
        let mut files = vec![of(PORTAL.map(entry).into(), Known::default())];
        for list in ["maintenances", "incidents", "service_states"] {
            for one in whole.root.get(list).unwrap().items() {
                let value = Node { line: 0, content: Content::List(vec![one.clone()]) };
                let entry = Entry { key: list.to_owned(), line: 0, value };
                files.push(of(vec![entry], known.clone()));
            }
        }
        files
    }

    fn lay(&self, swapped: &BTreeMap<usize, String>) -> Laid {
        let mut laid = Laid { line: 1, ..Laid::default() };
        laid.node(&self.root, "", swapped);
        laid
    }

    /// The first place of each kind that is not in `seen`.
    fn leaves(&self, seen: &mut BTreeSet<String>) -> Vec<Leaf> {
        let kinds = self.lay(&BTreeMap::new()).kinds.into_iter().enumerate();
        kinds
            .filter(|(_, kind)| seen.insert(kind.clone()))
            .map(|(number, kind)| Leaf { kind, number })
            .collect()
    }

    /// The file with a value in some places: what is wrong with it, and the line of each value.
    fn with(&self, leaves: &[Leaf], value: &str) -> (Result<Document, Vec<Mistake>>, Laid) {
        let swap = |leaf: &Leaf| (leaf.number, value.replace('#', &leaf.number.to_string()));
        let laid = self.lay(&leaves.iter().map(swap).collect());
        let read = read(laid.text.as_bytes(), &self.known).inspect_err(|mistakes| said(mistakes));
        (read.map(|(document, _)| document), laid)
    }

    /// Sorts places by what becomes of a value there: named on its line, taken, or named elsewhere.
    fn sweep(&self, leaves: &[Leaf], value: &str, outcome: &mut Outcome) {
        if leaves.is_empty() {
            return;
        }
        let (read, laid) = self.with(leaves, value);
        let Err(mistakes) = read else {
            outcome.taken.extend(leaves.iter().cloned());
            return;
        };
        let named: BTreeSet<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        let rest: Vec<Leaf> = leaves
            .iter()
            .filter(|leaf| !named.contains(&laid.lines[leaf.number]))
            .cloned()
            .collect();
        if rest.len() < leaves.len() {
            self.sweep(&rest, value, outcome);
        } else if let [leaf] = &leaves {
            let kinds = named.iter().map(|line| laid.kind_at(*line)).collect();
            outcome.elsewhere.push((leaf.kind.clone(), kinds));
        } else {
            let (left, right) = leaves.split_at(leaves.len() / 2);
            self.sweep(left, value, outcome);
            self.sweep(right, value, outcome);
        }
    }
}

/// What became of a value.
#[derive(Default)]
struct Outcome {
    taken: Vec<Leaf>,
    elsewhere: Vec<(String, BTreeSet<String>)>,
}

/// Every mistake is a sentence with its line in each language.
#[track_caller]
fn said(mistakes: &[Mistake]) {
    for mistake in mistakes {
        let [ja, en] = Language::ALL.map(|language| mistake.sentence(language));
        assert_ne!(ja, en);
        for sentence in [ja, en] {
            assert!(sentence.contains(&mistake.line.to_string()), "{sentence}");
        }
    }
}

#[test]
fn every_file_is_right_before_anything_is_written_into_it() {
    for file in File::all() {
        let laid = file.lay(&BTreeMap::new());
        let read = read(laid.text.as_bytes(), &file.known);
        let mistakes = read.err().unwrap_or_default();
        let said = mistakes.iter().map(|mistake| mistake.sentence(Language::En));
        assert_eq!(said.collect::<Vec<_>>(), Vec::<String>::new());
    }
}

#[test]
fn every_kind_of_value_of_the_shipped_cases_is_swept() {
    let mut swept = BTreeSet::new();
    File::whole().leaves(&mut swept);
    for text in [CASE, MORE] {
        let file = File { root: parse(text.as_bytes()).unwrap(), known: Known::default() };
        let mut shipped = BTreeSet::new();
        file.leaves(&mut shipped);
        for kind in shipped {
            let kind = match kind.strip_prefix("incident.") {
                Some(rest) => format!("incidents[].{rest}"),
                None => kind,
            };
            let (_, of_record) = kind.split_once("[].").unwrap_or_default();
            let starts = |name: &&str| kind.starts_with(*name);
            let left_out = LEFT_OUT.iter().any(starts)
                || LEFT_OUT_OF_RECORDS.iter().any(|name| of_record.starts_with(name));
            assert!(left_out || swept.contains(&kind), "{kind} is not in every.yaml");
        }
    }
}

#[test]
fn every_key_of_the_format_has_a_value_that_is_swept() {
    let mut swept = BTreeSet::new();
    File::whole().leaves(&mut swept);
    let steps = |kind: &String| kind.split(['.', '[', ']']).map(str::to_owned).collect::<Vec<_>>();
    let swept: BTreeSet<String> = swept.iter().flat_map(steps).collect();
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src/exchange");
    let mut seen = 0;
    for source in std::fs::read_dir(sources).unwrap() {
        let source = std::fs::read_to_string(source.unwrap().path()).unwrap();
        let mut quoted = source.split('"');
        while let (Some(before), Some(key)) = (quoted.next(), quoted.next()) {
            // `field: mode "key"`, a line of a `record!`.
            let described = before.strip_suffix(' ').and_then(|before| before.rsplit_once(": "));
            let is_field = described.is_some_and(|(_, mode)| {
                mode.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
            });
            if is_field && !key.is_empty() {
                seen += 1;
                assert!(swept.contains(key), "{key} is not in every.yaml");
            }
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn what_nothing_takes_is_named_on_its_line_wherever_it_stands() {
    let mut seen = BTreeSet::new();
    for file in File::all() {
        let leaves = file.leaves(&mut seen);
        for value in refused_everywhere() {
            let mut outcome = Outcome::default();
            for some in leaves.chunks(AT_ONCE) {
                file.sweep(some, &value, &mut outcome);
            }
            let value: String = value.chars().take(20).collect();
            assert_eq!(outcome.taken, [], "{value} is taken");
            assert_eq!(outcome.elsewhere, [], "{value} is named elsewhere");
        }
    }
}

#[test]
fn what_is_taken_or_named_elsewhere_is_written_down() {
    let mut seen = BTreeSet::new();
    let mut all = TAKEN_BY_SOME.map(|(name, _)| format!("# {name}\n"));
    for file in File::all() {
        let leaves = file.leaves(&mut seen);
        for ((_, value), all) in TAKEN_BY_SOME.iter().zip(&mut all) {
            let mut outcome = Outcome::default();
            for some in leaves.chunks(AT_ONCE) {
                file.sweep(some, value, &mut outcome);
            }
            for leaf in outcome.taken {
                writeln!(all, "{}: taken", leaf.kind).unwrap();
            }
            for (kind, places) in outcome.elsewhere {
                writeln!(all, "{kind}: named at {places:?}").unwrap();
            }
        }
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn whatever_is_odd_is_said_in_both_languages() {
    for file in File::all() {
        let leaves = file.leaves(&mut BTreeSet::new());
        for value in ODD {
            for some in leaves.chunks(AT_ONCE) {
                assert!(file.with(some, value).0.is_err(), "{value} is wrong in some of them");
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_named_on_their_line_wherever_they_stand() {
    let mut seen = BTreeSet::new();
    for file in File::all() {
        for leaf in file.leaves(&mut seen) {
            let laid = file.lay(&BTreeMap::from([(leaf.number, BROKEN.to_owned())]));
            let (before, after) = laid.text.split_once(BROKEN).unwrap();
            let bytes = [before.as_bytes(), b"\"\xff\xfe\"", after.as_bytes()].concat();
            let mistakes = read(&bytes, &file.known).unwrap_err();
            said(&mistakes);
            let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
            assert_eq!(lines, [laid.lines[leaf.number]], "{}", leaf.kind);
        }
    }
}

/// Everything in one file, with a value wherever it is taken.
fn taken(value: &str) -> Document {
    let whole = File::whole();
    let mut outcome = Outcome::default();
    for some in whole.leaves(&mut BTreeSet::new()).chunks(AT_ONCE) {
        whole.sweep(some, value, &mut outcome);
    }
    assert!(outcome.taken.len() > 50, "{}", outcome.taken.len());
    whole.with(&outcome.taken, value).0.unwrap()
}

async fn what_is_taken_is_stored_as_it_stands_in_the_file(database: TestDatabase) {
    let core = core(&database).await;
    let document = taken(r#""<script>alert('x')</script> 😀 %00 \\ 1' OR '1'='1""#);
    import(&core, document.clone(), false).await.unwrap();
    let Records { portal, maintenances, incidents, service_states } = everything(&core).await;
    let stored = Document { portal, maintenances, incidents, service_states };
    // Identifiers of the database stand in no file.
    let written = |mut document: Document| {
        document.incidents.sort_by_key(|record| record.incident.reference);
        document.maintenances.sort_by_key(|maintenance| maintenance.reference);
        write(&document, &jiff::tz::TimeZone::UTC)
    };
    assert_eq!(written(stored), written(document));
}

async fn nothing_of_a_file_with_a_mistake_is_stored(database: TestDatabase) {
    let core = core(&database).await;
    let place = Place::with(&format!("[database]\nurl = \"{}\"\n", database.url()));
    let whole = File::whole();
    let leaf = whole.leaves(&mut BTreeSet::new()).pop().unwrap();
    let before = (revision(&core).await, everything(&core).await);
    for (index, value) in ["null", r#""a\u0007b""#, r#""a\u202Eb""#, BROKEN].iter().enumerate() {
        let laid = whole.lay(&BTreeMap::from([(leaf.number, (*value).to_owned())]));
        let bytes = laid.text.replace(BROKEN, "\u{1}").into_bytes();
        let bytes: Vec<u8> =
            bytes.into_iter().map(|byte| if byte == 1 { 0xFF } else { byte }).collect();
        std::fs::write(place.path("wrong.yaml"), bytes).unwrap();
        let language = if index % 2 == 0 { "ja_JP.UTF-8" } else { "en_US.UTF-8" };
        let line = laid.lines[leaf.number].to_string();
        let refused = place.run_in(language, &["import", "wrong.yaml"]);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{value}");
        let mut numbers = refused.err.split(|letter: char| !letter.is_ascii_digit());
        assert!(numbers.any(|number| number == line), "{value}: {line}: {}", refused.err);
    }
    assert_eq!((revision(&core).await, everything(&core).await), before);
}
