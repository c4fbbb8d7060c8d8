//! What records of a file say of each other, where both sides say it: which maintenance triggered which
//! incident, which followed from it, and which maintenance goes on from which. Neither side may say it alone. And a
//! later maintenance of a series names one that repeats.

use super::{
    Document,
    mistake::{NoSeries, What},
    node::Node,
    notices::Places,
    reading::Reading,
};
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
                    let what = What::OneSided(*named, link.fields);
                    report(link.fields.0, (place, index), what, cx);
                }
            }
        }
        for (incident, place) in incidents().zip(&places.incidents) {
            for (index, named) in (link.of_incident)(incident).iter().enumerate() {
                let other = document.maintenances.iter().find(|one| one.reference == *named);
                let silent =
                    |one: &Maintenance| !(link.of_maintenance)(one).contains(&incident.reference);
                if other.is_some_and(silent) {
                    let what = What::OneSided(*named, link.fields);
                    report(link.fields.1, (place, index), what, cx);
                }
            }
        }
    }
    courses(document, places, cx);
    series(document, places, cx);
}

/// What is said to be a later one of a series is one of a maintenance that repeats.
fn series(document: &Document, places: &Places<'_>, cx: &mut Reading) {
    for (maintenance, place) in document.maintenances.iter().zip(&places.maintenances) {
        let Some(first) = maintenance.series else { continue };
        let found = document.maintenances.iter().find(|one| one.reference == first);
        if found.is_some_and(|found| found.recurrence.is_none()) {
            report("series", (place, 0), What::NoSeries(NoSeries::First(first)), cx);
        }
    }
}

/// The same between maintenances: whatever one names as earlier names it as later.
fn courses(document: &Document, places: &Places<'_>, cx: &mut Reading) {
    type List = fn(&Maintenance) -> &[Reference];
    let (earlier, later): (List, List) = (|one| &one.earlier, |one| &one.later);
    for (field, own, others) in [("earlier", earlier, later), ("later", later, earlier)] {
        for (maintenance, place) in document.maintenances.iter().zip(&places.maintenances) {
            for (index, named) in own(maintenance).iter().enumerate() {
                let other = document.maintenances.iter().find(|one| one.reference == *named);
                if other.is_some_and(|one| !others(one).contains(&maintenance.reference)) {
                    report(field, (place, index), What::OneSidedCourse(*named), cx);
                }
            }
        }
    }
}

fn report(field: &'static str, (record, index): (&Node, usize), what: What, cx: &mut Reading) {
    let value = record.get(field);
    let place = value.and_then(|list| list.items().get(index)).or(value).unwrap_or(record);
    let at = place.line;
    cx.inside(field, |cx| cx.report(at, what));
}
