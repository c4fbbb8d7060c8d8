//! Which maintenance triggered which incident is in both records. Whoever changes the incident changes the
//! maintenance with it, in the same transaction, so that the two always say the same.

use crate::{
    domain::{incident::Incident, reference::Reference},
    storage::{Change, StorageError, Tx, maintenances},
};

/// Brings the maintenances in line with an incident that names another trigger than before, and gives those
/// that changed.
pub(super) async fn follow(
    tx: &mut Tx,
    before: Option<Reference>,
    after: &Incident,
    change: Change<'_>,
) -> Result<Vec<Reference>, StorageError> {
    let mut changed = Vec::new();
    for reference in [before, after.triggered_by].into_iter().flatten() {
        let Some(mut maintenance) = maintenances::find(tx, reference).await? else { continue };
        let names = maintenance.triggered.contains(&after.reference);
        match (after.triggered_by == Some(reference), names) {
            (true, false) => maintenance.triggered.push(after.reference),
            (false, true) => maintenance.triggered.retain(|other| *other != after.reference),
            _ => continue,
        }
        maintenances::save(tx, &maintenance, change).await?;
        changed.push(reference);
    }
    Ok(changed)
}
