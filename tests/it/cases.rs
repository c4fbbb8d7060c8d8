//! The shipped cases, word for word and figure for figure: what the portal would have said and computed
//! is what the files hold.

mod figures;
mod texts;

use noroshi::{
    domain::{
        incident::{Incident, IncidentRecord},
        key::Key,
        language::Language,
        maintenance::Maintenance,
        provider::Provider,
        service::Catalogue,
        time::Timestamp,
    },
    exchange::{Document, Known, node::Node, parse, read},
};

const CASE: &str = include_str!("../../demo/case.yaml");
const MORE: &str = include_str!("../../demo/more-cases.yaml");

/// The files as they are, and what is read from them.
struct Cases {
    provider: Provider,
    catalogue: Catalogue,
    /// case.yaml.
    case: Node,
    /// more-cases.yaml.
    more: Node,
    /// The records of both, the demo set as of its fixed time among them.
    incidents: Vec<IncidentRecord>,
    maintenances: Vec<Maintenance>,
}

impl Cases {
    fn read() -> Self {
        let (document, _) = read(CASE.as_bytes(), &Known::default()).unwrap();
        let portal = document.portal.clone().unwrap();
        let more = parse(MORE.as_bytes()).unwrap();
        let now = instant(more.get("golden_demo").unwrap(), "now");
        let known = Known {
            portal: document.portal.clone(),
            records: document.maintenances.iter().map(|one| one.reference).collect(),
            demo_now: Some(now),
            ..Known::default()
        };
        let (others, _) = read(MORE.as_bytes(), &known).unwrap();
        let Document { mut incidents, mut maintenances, .. } = document;
        incidents.extend(others.incidents);
        maintenances.extend(others.maintenances);
        let case = parse(CASE.as_bytes()).unwrap();
        Self { provider: portal.0, catalogue: portal.1, case, more, incidents, maintenances }
    }

    fn incident(&self, reference: &str) -> &IncidentRecord {
        let is = |record: &&IncidentRecord| record.incident.reference.to_string() == reference;
        self.incidents.iter().find(is).unwrap()
    }

    fn maintenance(&self, reference: &str) -> &Maintenance {
        let is = |one: &&Maintenance| one.reference.to_string() == reference;
        self.maintenances.iter().find(is).unwrap()
    }

    fn all_incidents(&self) -> Vec<&Incident> {
        self.incidents.iter().map(|record| &record.incident).collect()
    }

    fn all_maintenances(&self) -> Vec<&Maintenance> {
        self.maintenances.iter().collect()
    }
}

fn instant(node: &Node, key: &str) -> Timestamp {
    crate::support::sample::at(node.get(key).and_then(Node::as_text).unwrap())
}

fn text<'n>(node: &'n Node, path: &[&str]) -> &'n str {
    path.iter().try_fold(node, |node, key| node.get(key)).and_then(Node::as_text).unwrap()
}

fn key_of(node: &Node) -> Key {
    text(node, &["id"]).parse().unwrap()
}

const BOTH: [Language; 2] = Language::ALL;
