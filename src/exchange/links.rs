//! What records of a file say of each other, where both sides say it: which maintenance triggered which
//! incident. Neither side may say it alone.

use super::{Document, mistake::What, node::Node, notices::Places, reading::Reading};
use crate::domain::reference::Reference;

/// Names every record that the other side does not name. Records that are in the portal and not in the file
/// are compared when the file is taken over.
pub(super) fn check(document: &Document, places: &Places<'_>, cx: &mut Reading) {
    let incident = |reference: &Reference| {
        document.incidents.iter().find(|record| record.incident.reference == *reference)
    };
    for (maintenance, place) in document.maintenances.iter().zip(&places.maintenances) {
        for (index, triggered) in maintenance.triggered.iter().enumerate() {
            let by = incident(triggered).map(|record| record.incident.triggered_by);
            if by.is_some_and(|by| by != Some(maintenance.reference)) {
                let list = place.get("triggered");
                let entry = list.and_then(|list| list.items().get(index)).or(list);
                report("triggered", entry.unwrap_or(place), *triggered, cx);
            }
        }
    }
    for (record, place) in document.incidents.iter().zip(&places.incidents) {
        let Some(by) = record.incident.triggered_by else { continue };
        let maintenance = document.maintenances.iter().find(|one| one.reference == by);
        if maintenance.is_some_and(|one| !one.triggered.contains(&record.incident.reference)) {
            report("triggered_by", place.get("triggered_by").unwrap_or(place), by, cx);
        }
    }
}

fn report(field: &'static str, place: &Node, other: Reference, cx: &mut Reading) {
    let line = place.line;
    cx.inside(field, |cx| cx.report(line, What::OneSided(other)));
}
