//! Which maintenance triggered which incident, and which followed from it, is in both records. Whoever changes one
//! side changes the other with it, in the same transaction, so that the two always say the same.

use crate::{
    domain::{incident::Incident, maintenance::Maintenance, reference::Reference},
    storage::{Change, StorageError, Tx, incidents, maintenances},
};

/// Brings the maintenances in line with an incident that names others than before, and gives those that changed.
/// `before` is the incident as it was, if it was there.
pub(super) async fn follow(
    tx: &mut Tx,
    before: Option<&Incident>,
    after: &Incident,
    change: Change<'_>,
) -> Result<Vec<Reference>, StorageError> {
    let named = |incident: &Incident| -> Vec<Reference> {
        incident.triggered_by.iter().chain(&incident.followed_by).copied().collect()
    };
    let mut references = before.map(named).unwrap_or_default();
    references.extend(named(after));
    references.sort_unstable();
    references.dedup();
    let mut changed = Vec::new();
    for reference in references {
        let Some(mut maintenance) = maintenances::find(tx, reference).await? else { continue };
        let triggered = after.triggered_by == Some(reference);
        let followed = after.followed_by.contains(&reference);
        let is_new = set(&mut maintenance.triggered, after.reference, triggered)
            | set(&mut maintenance.follows, after.reference, followed);
        if is_new {
            maintenances::save(tx, &maintenance, change).await?;
            changed.push(reference);
        }
    }
    Ok(changed)
}

/// Has the incidents that a new maintenance follows and the maintenances that it goes on from name it in return, and
/// gives those that changed.
pub(super) async fn lead_to(
    tx: &mut Tx,
    new: &Maintenance,
    change: Change<'_>,
) -> Result<Vec<Reference>, StorageError> {
    let mut changed = Vec::new();
    for reference in &new.follows {
        let Some(record) = incidents::find(tx, *reference).await? else { continue };
        let mut incident = record.incident;
        if set(&mut incident.followed_by, new.reference, true) {
            incidents::save(tx, &incident, change).await?;
            changed.push(*reference);
        }
    }
    for reference in &new.earlier {
        let Some(mut earlier) = maintenances::find(tx, *reference).await? else { continue };
        if set(&mut earlier.later, new.reference, true) {
            maintenances::save(tx, &earlier, change).await?;
            changed.push(*reference);
        }
    }
    Ok(changed)
}

/// Puts a record into a list or takes it out; tells whether that changes the list.
fn set(list: &mut Vec<Reference>, reference: Reference, is_in: bool) -> bool {
    let was_in = list.contains(&reference);
    match (is_in, was_in) {
        (true, false) => list.push(reference),
        (false, true) => list.retain(|other| *other != reference),
        _ => return false,
    }
    true
}
