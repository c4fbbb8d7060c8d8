//! The demo set: an incident and a maintenance whose moments are relative to the time of loading, and
//! whose reference numbers are formed then.

use super::{
    node::Node,
    read::{one_incident, one_maintenance},
    reading::Reading,
};
use crate::domain::{
    incident::IncidentRecord,
    maintenance::Maintenance,
    reference::{Reference, ReferenceKind},
    service::Catalogue,
    time::Timestamp,
};

/// Reads the demo set, and adds it to what the file holds besides.
pub(super) fn read(
    node: &Node,
    now: Timestamp,
    catalogue: Option<&Catalogue>,
    (maintenances, incidents): (&mut Vec<Maintenance>, &mut Vec<IncidentRecord>),
    cx: &mut Reading,
) {
    cx.now = Some(now);
    if let Some(mut fields) = cx.fields(node) {
        let (incident, maintenance) = (fields.take("incident"), fields.take("maintenance"));
        fields.finish(cx);
        if let Some(entry) = incident
            && let Some(mut record) =
                cx.inside("incident", |cx| one_incident(&entry.value, catalogue, cx))
        {
            let started = record.incident.started().map_or(now, |moment| moment.at);
            let taken = incidents.iter().map(|record| record.incident.reference);
            record.incident.reference = form(ReferenceKind::Incident, started, taken, cx);
            incidents.push(record);
        }
        if let Some(entry) = maintenance
            && let Some(mut maintenance) =
                cx.inside("maintenance", |cx| one_maintenance(&entry.value, catalogue, cx))
        {
            let first = maintenance.windows.iter().map(|window| window.start.at).min();
            let taken = maintenances.iter().map(|maintenance| maintenance.reference);
            maintenance.reference =
                form(ReferenceKind::Maintenance, first.unwrap_or(now), taken, cx);
            maintenances.push(maintenance);
        }
    }
    cx.now = None;
}

/// The first number of a day that no other record of the file has.
fn form(
    kind: ReferenceKind,
    at: Timestamp,
    taken: impl Iterator<Item = Reference>,
    cx: &Reading,
) -> Reference {
    let date = at.date_in(&cx.zone);
    let last = taken.filter(|other| other.date == date).map(|other| other.number).max();
    Reference { kind, date, number: last.unwrap_or(0) + 1 }
}
