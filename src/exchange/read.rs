//! A whole file: its sections, and what ties them together.

use std::{collections::BTreeSet, fmt::Write as _};

use jiff::tz::TimeZone;

use super::{
    Document,
    codec::Exchange,
    demo_set, links, maintenance,
    mistake::{Mistake, Skipped, What},
    node::{Entry, Node},
    notices::{self, Places},
    parse::parse,
    reading::{Fields, MAX_RECORDS, Reading},
    service_state,
};
use crate::domain::{
    incident::{
        IncidentRecord,
        check::{self, Fault, Place, Problem, Step},
    },
    maintenance::{Maintenance, check as maintenance_check},
    provider::Provider,
    reference::Reference,
    service::{Catalogue, check as catalogue_check},
    time::Timestamp,
};

/// The formats that are read: one case, and several. Either may hold any of the sections.
const FORMATS: [&str; 2] = ["noroshi/case/1", "noroshi/cases/1"];

/// What the portal already holds, to which a file may refer.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The provider and what it offers.
    pub portal: Option<(Provider, Catalogue)>,
    /// The records it holds.
    pub records: BTreeSet<Reference>,
    /// When the file is read: what was posted lies before it. Without it nothing is said of that.
    pub now: Option<Timestamp>,
    /// The time of loading, if the demo set is to be loaded as well.
    pub demo_now: Option<Timestamp>,
}

/// Reads a file.
///
/// Sections that this version does not carry are left out and named.
///
/// # Errors
///
/// Every mistake, by line.
pub fn read(bytes: &[u8], known: &Known) -> Result<(Document, Vec<Skipped>), Vec<Mistake>> {
    let root = parse(bytes)?;
    let zone = known.portal.as_ref().map_or(TimeZone::UTC, |(provider, _)| provider.time_zone());
    let mut cx = Reading::new(zone);
    cx.read_at = known.now;
    let document = sections(&root, known, &mut cx);
    check_records(known, &mut cx);
    match document {
        Some(document) if cx.mistakes.is_empty() => Ok((document, cx.skipped)),
        _ => {
            let mut mistakes = cx.mistakes;
            debug_assert!(
                !mistakes.is_empty(),
                "nothing is refused without a mistake that says why"
            );
            mistakes.sort_by_key(|mistake| mistake.line);
            mistakes.dedup();
            Err(mistakes)
        }
    }
}

fn sections(root: &Node, known: &Known, cx: &mut Reading) -> Option<Document> {
    let mut fields = cx.fields(root)?;
    let format: Option<String> = fields.required("format", cx);
    if format.is_some_and(|format| !FORMATS.contains(&format.as_str())) {
        let line = root.get("format").map_or(root.line, |node| node.line);
        cx.report(line, What::UnknownFormat);
        return None;
    }
    let portal = portal(&mut fields, cx);
    let catalogue = match &portal {
        Some(Some((provider, catalogue))) => {
            cx.zone = provider.time_zone();
            Some(catalogue)
        }
        _ => known.portal.as_ref().map(|(_, catalogue)| catalogue),
    };
    let maintenances = list(&mut fields, "maintenances", catalogue, cx, one_maintenance);
    let mut incidents = list(&mut fields, "incidents", catalogue, cx, one_incident);
    if let Some(entry) = fields.take("incident") {
        let read = cx.inside("incident", |cx| one_incident(&entry.value, catalogue, cx));
        if let (Some(read), Some(incidents)) = (read, &mut incidents) {
            incidents.push(read);
        }
    }
    let service_states = list(&mut fields, "service_states", catalogue, cx, service_state::one);
    let demo = fields.take("demo");
    for section in ["golden_mail", "golden_demo", "standby_site", "subscribers", "expectations"] {
        fields.skip(section, cx);
    }
    fields.finish(cx);
    let (mut maintenances, mut incidents) = (maintenances?, incidents?);
    match (demo, known.demo_now) {
        (Some(entry), Some(now)) => cx.inside("demo", |cx| {
            let set = (&mut maintenances, &mut incidents);
            demo_set::read(&entry.value, now, catalogue, set, cx);
        }),
        (Some(entry), None) => cx.inside("demo", |cx| cx.skip(entry.line)),
        (None, _) => {}
    }
    let service_states = service_states?;
    service_state::check(&service_states, root, cx);
    let mut document = Document { portal: portal?, maintenances, incidents, service_states };
    let speaker = document.portal.clone().or_else(|| known.portal.clone());
    match speaker {
        Some((provider, catalogue)) if cx.mistakes.is_empty() => {
            let places = places(root, known.demo_now.is_some());
            links::check(&document, &places, cx);
            notices::write(&mut document, (&provider, &catalogue), &places, cx);
        }
        Some(_) => {}
        None if Document { portal: None, ..document.clone() } == Document::default() => {}
        None => cx.report(root.line, What::NoCatalogue),
    }
    Some(document)
}

/// Where the records of the document stand in the file, in their order.
fn places(root: &Node, with_demo: bool) -> Places<'_> {
    let list = |name| root.get(name).map(Node::items).unwrap_or_default().iter();
    let demo = root.get("demo").filter(|_| with_demo);
    let of_demo = |name| demo.and_then(|demo| demo.get(name));
    Places {
        maintenances: list("maintenances").chain(of_demo("maintenance")).collect(),
        incidents: list("incidents")
            .chain(root.get("incident"))
            .chain(of_demo("incident"))
            .collect(),
    }
}

/// The provider with its roles, and the catalogue. All of them stand together, or none.
fn portal(fields: &mut Fields<'_>, cx: &mut Reading) -> Option<Option<(Provider, Catalogue)>> {
    let sections = ["provider", "roles", "services", "functions", "function_groups"];
    if sections.iter().all(|section| fields.node.get(section).is_none()) {
        return Some(None);
    }
    let provider: Option<Provider> = fields.required("provider", cx);
    let roles = fields.optional("roles", cx);
    let services = fields.required("services", cx);
    let functions = fields.required("functions", cx);
    let groups = fields.optional("function_groups", cx);
    let provider = Provider { roles: roles?, ..provider? };
    let catalogue = Catalogue { services: services?, functions: functions?, groups: groups? };
    report_all(catalogue_check::check(&catalogue), fields.node, cx);
    Some(Some((provider, catalogue)))
}

type ReadOne<T> = fn(&Node, Option<&Catalogue>, &mut Reading) -> Option<T>;

fn list<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    catalogue: Option<&Catalogue>,
    cx: &mut Reading,
    read: ReadOne<T>,
) -> Option<Vec<T>> {
    let Some(Entry { value, .. }) = fields.take(name) else { return Some(Vec::new()) };
    cx.inside(name, |cx| cx.entries(value, MAX_RECORDS, |item, cx| read(item, catalogue, cx)))
}

pub(super) fn one_maintenance(
    node: &Node,
    catalogue: Option<&Catalogue>,
    cx: &mut Reading,
) -> Option<Maintenance> {
    cx.quotes.clear();
    let maintenance = maintenance::read(node, cx)?;
    if let Some(catalogue) = catalogue {
        report_all(maintenance_check::check(&maintenance, catalogue), node, cx);
    }
    if let Some(now) = cx.read_at {
        report_all(maintenance_check::ahead(&maintenance, now), node, cx);
    }
    Some(maintenance)
}

pub(super) fn one_incident(
    node: &Node,
    catalogue: Option<&Catalogue>,
    cx: &mut Reading,
) -> Option<IncidentRecord> {
    cx.quotes.clear();
    let record = IncidentRecord::read(node, cx)?;
    if let Some(catalogue) = catalogue {
        report_all(check::check(&record, catalogue, &cx.zone), node, cx);
    }
    if let Some(now) = cx.read_at {
        report_all(check::ahead(&record, now), node, cx);
    }
    Some(record)
}

/// Reports what the domain finds wrong, at the line of the place it names. What reading has already
/// reported there is not said again.
fn report_all(problems: Vec<Problem>, root: &Node, cx: &mut Reading) {
    for Problem { place, fault } in problems {
        let (node, path) = locate(root, &place);
        let part = match &fault {
            Fault::UnknownPart(key) => Some(key.to_string()),
            _ => None,
        };
        let Some(what) = What::of(fault) else { continue };
        let said = cx.mistakes.iter().any(|mistake| {
            let same = match &mistake.what {
                What::UnknownPart(key) | What::UnknownMoment(key) => part.as_ref() == Some(key),
                _ => false,
            };
            same && (node.line..=node.last_line()).contains(&mistake.line)
        });
        if !said {
            let line = node.line;
            cx.inside(&path, |cx| cx.report(line, what));
        }
    }
}

/// The deepest place in the file on the way to a place in the record, and that way as it is printed.
fn locate<'n>(root: &'n Node, place: &Place) -> (&'n Node, String) {
    let (mut node, mut path) = (root, String::new());
    for step in place.steps() {
        let next = match step {
            Step::Field(name) => node.get(name),
            Step::Named(key) => node.get(key.as_str()),
            Step::Entry(index) => node.items().get(*index),
        };
        let Some(next) = next else { continue };
        node = next;
        match step {
            Step::Field(name) => path.push_str(&dotted(&path, name)),
            Step::Named(key) => path.push_str(&dotted(&path, key.as_str())),
            Step::Entry(index) => {
                let id = node.get("id").and_then(Node::as_text).map(str::to_owned);
                let id = id.unwrap_or_else(|| (index + 1).to_string());
                let _ = write!(path, "[{id}]");
            }
        }
    }
    (node, path)
}

fn dotted(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!(".{name}") }
}

/// Reference numbers are unique in a file, and what refers to a record names one that is there.
fn check_records(known: &Known, cx: &mut Reading) {
    let (own, mentions): (Vec<_>, Vec<_>) =
        std::mem::take(&mut cx.records).into_iter().partition(|(_, path, _)| path.ends_with("id"));
    let mut here = BTreeSet::new();
    for (line, path, reference) in own {
        if !here.insert(reference) {
            cx.report_at(line, path, What::RepeatedRecord(reference));
        }
    }
    for (line, path, reference) in mentions {
        if !here.contains(&reference) && !known.records.contains(&reference) {
            cx.report_at(line, path, What::UnknownRecord(reference));
        }
    }
}
