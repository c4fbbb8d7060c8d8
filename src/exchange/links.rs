//! What records of a file say of each other, where both sides say it: which maintenance triggered which
//! incident, and which followed from it. Neither side may say it alone.

use super::{Document, mistake::What, node::Node, notices::Places, reading::Reading};
use crate::domain::{incident::Incident, maintenance::Maintenance, reference::Reference};

/// A link: its field in the maintenance, its field in the incident, and what each of them names.
struct Link {
    fields: (&'static str, &'static str),
    of_maintenance: fn(&Maintenance) -> &[Reference],
    of_incident: fn(&Incident) -> &[Reference],
}

const LINKS: [Link; 2] = [
    Link {
        fields: ("triggered", "triggered_by"),
        of_maintenance: |one| &one.triggered,
        of_incident: |one| one.triggered_by.as_slice(),
    },
    Link {
        fields: ("follows", "followed_by"),
        of_maintenance: |one| &one.follows,
        of_incident: |one| &one.followed_by,
    },
];

/// Names every record that the other side does not name. Records that are in the portal and not in the file
/// are compared when the file is taken over.
pub(super) fn check(document: &Document, places: &Places<'_>, cx: &mut Reading) {
    for link in &LINKS {
        let incidents = || document.incidents.iter().map(|record| &record.incident);
        for (maintenance, place) in document.maintenances.iter().zip(&places.maintenances) {
            for (index, named) in (link.of_maintenance)(maintenance).iter().enumerate() {
                let other = incidents().find(|one| one.reference == *named);
                let silent =
                    |one: &Incident| !(link.of_incident)(one).contains(&maintenance.reference);
                if other.is_some_and(silent) {
                    report(link, link.fields.0, (place, index), *named, cx);
                }
            }
        }
        for (incident, place) in incidents().zip(&places.incidents) {
            for (index, named) in (link.of_incident)(incident).iter().enumerate() {
                let other = document.maintenances.iter().find(|one| one.reference == *named);
                let silent =
                    |one: &Maintenance| !(link.of_maintenance)(one).contains(&incident.reference);
                if other.is_some_and(silent) {
                    report(link, link.fields.1, (place, index), *named, cx);
                }
            }
        }
    }
}

fn report(
    link: &Link,
    field: &'static str,
    (record, index): (&Node, usize),
    other: Reference,
    cx: &mut Reading,
) {
    let value = record.get(field);
    let place = value.and_then(|list| list.items().get(index)).or(value).unwrap_or(record);
    let at = place.line;
    cx.inside(field, |cx| cx.report(at, What::OneSided(other, link.fields)));
}
