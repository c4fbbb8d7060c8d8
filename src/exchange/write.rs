//! A whole file to be written. What is read back from it is what was written.

use jiff::tz::TimeZone;

use super::{
    Document,
    codec::{Exchange, Map, Writing},
    emit, maintenance,
    node::Node,
};

/// Writes a document. `zone` is the provider's, in which moments are written.
pub fn write(document: &Document, zone: &TimeZone) -> String {
    emit::emit(&tree(document, zone))
}

/// The tree of a document.
fn tree(document: &Document, zone: &TimeZone) -> Node {
    let cx = Writing { zone: zone.clone(), quotes: Vec::new() };
    let mut map = Map::new(&cx);
    map.put("format", Node::text("noroshi/cases/1"));
    if let Some((provider, catalogue)) = &document.portal {
        map.required("provider", provider);
        map.optional("roles", &provider.roles);
        map.required("services", &catalogue.services);
        map.required("functions", &catalogue.functions);
        map.optional("function_groups", &catalogue.groups);
    }
    if !document.maintenances.is_empty() {
        let nodes = document.maintenances.iter().map(|one| maintenance::write(one, &cx));
        map.put("maintenances", Node::list(nodes.collect()));
    }
    if !document.incidents.is_empty() {
        let nodes = document.incidents.iter().map(|one| one.write(&cx));
        map.put("incidents", Node::list(nodes.collect()));
    }
    if !document.service_states.is_empty() {
        map.required("service_states", &document.service_states);
    }
    map.node()
}
