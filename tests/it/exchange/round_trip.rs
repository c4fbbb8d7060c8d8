//! Export after import gives the same records, the same file, and the tree that was read.

use noroshi::{
    domain::time::Timestamp,
    exchange::{
        Document, Known, MAX_BYTES,
        node::{Content, Node},
        parse, read, write,
    },
};

pub(super) const CASE: &str = include_str!("../../../demo/case.yaml");
pub(super) const MORE: &str = include_str!("../../../demo/more-cases.yaml");

/// 2026-11-23T15:04:00+09:00.
pub(crate) fn demo_now() -> Timestamp {
    Timestamp::from_seconds(1_795_413_840)
}

pub(crate) fn case() -> Document {
    document(CASE, &Known::default())
}

pub(crate) fn more_cases() -> Document {
    document(MORE, &Known { demo_now: Some(demo_now()), ..knowing(&case()) })
}

fn document(text: &str, known: &Known) -> Document {
    match read(text.as_bytes(), known) {
        Ok((document, _)) => document,
        Err(mistakes) => panic!("{}", super::mistakes::sentences(&mistakes)),
    }
}

fn knowing(document: &Document) -> Known {
    let incidents = document.incidents.iter().map(|record| record.incident.reference);
    let maintenances = document.maintenances.iter().map(|maintenance| maintenance.reference);
    Known {
        portal: document.portal.clone(),
        records: incidents.chain(maintenances).collect(),
        ..Known::default()
    }
}

#[test]
fn the_shipped_cases_are_read_without_a_mistake() {
    let case = case();
    assert_eq!(case.incidents[0].updates.len(), 17);
    assert_eq!(case.maintenances.len(), 2);
    let more = more_cases();
    assert_eq!(more.incidents.len(), 3);
    assert_eq!(more.maintenances.len(), 2);
}

#[test]
fn a_portal_with_ten_thousand_incidents_reads_back_from_one_file() {
    let mut document = more_cases();
    document.maintenances.clear();
    let written = write(&document, &jiff::tz::TimeZone::get("Asia/Tokyo").unwrap());
    let usual = written.len() / document.incidents.len();
    assert!(usual * 10_000 < MAX_BYTES, "{usual} bytes an incident");
}

#[test]
fn what_is_written_reads_back_as_the_same_records_and_is_written_the_same_again() {
    for (document, known) in [(case(), Known::default()), (more_cases(), knowing(&case()))] {
        let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
        let written = write(&document, &zone);
        let (again, skipped) = read(written.as_bytes(), &known).unwrap_or_else(|mistakes| {
            panic!("{}\n{written}", super::mistakes::sentences(&mistakes))
        });
        assert_eq!(again, document);
        assert_eq!(skipped, []);
        assert_eq!(write(&again, &zone), written);
    }
}

#[test]
fn every_carried_section_is_written_with_everything_that_was_read() {
    let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
    for (text, document) in [(CASE, case()), (MORE, document(MORE, &knowing(&case())))] {
        let original = parse(text.as_bytes()).unwrap();
        let written = parse(write(&document, &zone).as_bytes()).unwrap();
        for section in
            ["provider", "roles", "services", "functions", "function_groups", "maintenances"]
        {
            compare(section, original.get(section), written.get(section));
        }
        if let Some(incident) = original.get("incident") {
            compare("incident", Some(incident), written.get("incidents").unwrap().items().first());
        } else {
            compare("incidents", original.get("incidents"), written.get("incidents"));
        }
    }
}

fn compare(section: &str, original: Option<&Node>, written: Option<&Node>) {
    let lines = |node: Option<&Node>| {
        let mut lines = Vec::new();
        node.inspect(|node| flatten(section, node, &mut lines));
        lines.sort();
        lines
    };
    let (original, written) = (lines(original), lines(written));
    let missing: Vec<_> = original.iter().filter(|line| !written.contains(line)).collect();
    let added: Vec<_> = written.iter().filter(|line| !original.contains(line)).collect();
    assert!(missing.is_empty() && added.is_empty(), "missing: {missing:#?}\nadded: {added:#?}");
}

/// The tree as a line for each scalar. Sections that are not carried, what is computed, and what says
/// the same whether it stands there or not, are left out.
fn flatten(path: &str, node: &Node, lines: &mut Vec<String>) {
    let leave_out = ["reports", "expectations"];
    match &node.content {
        Content::Scalar { text, .. } => {
            let key = path.rsplit('.').next().unwrap();
            let same_when_absent = match key {
                "approx" | "both" | "exercise" => text == "false",
                "data" | "effect" | "data_statement" => text == "unstated",
                "style" => text == "solid",
                _ => false,
            };
            if !same_when_absent {
                lines.push(format!("{path}={text}"));
            }
        }
        Content::List(items) => {
            for (index, item) in items.iter().enumerate() {
                flatten(&format!("{path}[{index}]"), item, lines);
            }
        }
        Content::Map(entries) => {
            let computed = |key: &str| key == "state" && node.get("windows").is_some();
            for entry in entries {
                if !leave_out.contains(&entry.key.as_str()) && !computed(&entry.key) {
                    flatten(&format!("{path}.{}", entry.key), &entry.value, lines);
                }
            }
        }
    }
}
