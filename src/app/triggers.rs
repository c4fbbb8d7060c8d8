//! Which maintenance triggered which incident, and which followed from it, is in both records. Whoever changes one
//! side changes the other with it, in the same transaction, so that the two always say the same.

use crate::{
    domain::{incident::Incident, key::Key, maintenance::Maintenance, reference::Reference},
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
        let carried = incident.measures.iter().filter_map(|measure| measure.maintenance.as_ref());
        incident.triggered_by.iter().chain(&incident.followed_by).chain(carried).copied().collect()
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
            | set(&mut maintenance.follows, after.reference, followed)
            | announce(&mut maintenance, before, after);
        if is_new {
            maintenances::save(tx, &maintenance, change).await?;
            changed.push(reference);
        }
    }
    Ok(changed)
}

/// Writes into a maintenance which measure of an incident that it follows it carries out, where the incident says so
/// anew; tells whether that changes it.
fn announce(maintenance: &mut Maintenance, before: Option<&Incident>, after: &Incident) -> bool {
    let Some(before) = before else { return false };
    let reference = maintenance.reference;
    let carried = |incident: &Incident| {
        let mut measures = incident.measures.iter();
        let found = measures.find(|measure| measure.maintenance == Some(reference));
        found.map(|measure| measure.key.clone())
    };
    let (was, is) = (carried(before), carried(after));
    let follows = maintenance.follows.contains(&after.reference);
    let is = is.filter(|_| follows);
    let own = maintenance.announces_measure == was;
    if !own || is == was {
        return false;
    }
    maintenance.announces_measure = is;
    true
}

/// Has the incidents that a maintenance follows, the measure that it carries out and the maintenances that it goes on
/// from name it in return, and gives the records that changed. `before` is the maintenance as it was, if it was there.
pub(super) async fn lead_to(
    tx: &mut Tx,
    before: Option<&Maintenance>,
    after: &Maintenance,
    change: Change<'_>,
) -> Result<Vec<Reference>, StorageError> {
    let mut changed = Vec::new();
    let was = before.and_then(|before| before.announces_measure.as_ref());
    let mut carried = after.announces_measure.clone();
    for reference in both(before, after, |one| &one.follows) {
        let Some(record) = incidents::find(tx, reference).await? else { continue };
        let mut incident = record.incident;
        let follows = after.follows.contains(&reference);
        let mut is_new = set(&mut incident.followed_by, after.reference, follows);
        let measure = carried.take_if(|key| follows && incident.measure(key).is_some());
        is_new |= carry_out(&mut incident, was, measure.as_ref(), after.reference);
        if is_new {
            incidents::save(tx, &incident, change).await?;
            changed.push(reference);
        }
    }
    for reference in both(before, after, |one| &one.earlier) {
        let Some(mut earlier) = maintenances::find(tx, reference).await? else { continue };
        let goes_on = after.earlier.contains(&reference);
        if set(&mut earlier.later, after.reference, goes_on) {
            maintenances::save(tx, &earlier, change).await?;
            changed.push(reference);
        }
    }
    Ok(changed)
}

/// The records of a list, those of after first.
fn both(
    before: Option<&Maintenance>,
    after: &Maintenance,
    list: fn(&Maintenance) -> &Vec<Reference>,
) -> Vec<Reference> {
    let mut references = list(after).clone();
    let gone = before.into_iter().flat_map(list).filter(|one| !list(after).contains(one));
    references.extend(gone);
    references
}

/// Writes into the measures of an incident which one a maintenance carries out now, and that it carries out another
/// one no more; tells whether that changes them.
fn carry_out(
    incident: &mut Incident,
    was: Option<&Key>,
    is: Option<&Key>,
    maintenance: Reference,
) -> bool {
    let mut changed = false;
    for measure in &mut incident.measures {
        let carried = if Some(&measure.key) == is {
            Some(maintenance)
        } else if Some(&measure.key) == was {
            measure.maintenance.filter(|other| *other != maintenance)
        } else {
            continue;
        };
        changed |= carried != measure.maintenance;
        measure.maintenance = carried;
    }
    changed
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
