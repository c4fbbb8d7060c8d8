//! What two records say of each other: a link that is in one of them is in both, also where the other one was in
//! the portal before; and what is said to be a later one of a series is one of a maintenance that repeats.

use std::collections::BTreeSet;

use super::{Conflict, Import, Step};
use crate::{
    domain::{
        incident::Incident,
        maintenance::Maintenance,
        reference::{Reference, ReferenceKind},
    },
    storage::{incidents, maintenances},
};

/// The records that a maintenance names, and that have to name it in return.
pub(super) fn named(maintenance: &Maintenance) -> impl Iterator<Item = Reference> + use<'_> {
    maintenance.mentions().into_iter().map(|(_, reference)| reference)
}

impl Import<'_> {
    /// Notes where a maintenance that was taken over names a record that does not name it in return, or is named by
    /// one that it named before and does not name any more.
    pub(super) async fn both_sides(&mut self) -> Step<()> {
        for (reference, named) in std::mem::take(&mut self.partners) {
            let found = maintenances::find(&mut self.tx, reference).await?;
            let Some(maintenance) = found else { continue };
            self.series(&maintenance).await?;
            for other in named {
                self.mutual(&maintenance, other).await?;
            }
        }
        Ok(())
    }

    /// A later one of a series names a maintenance that repeats, and one that has later ones does.
    async fn series(&mut self, maintenance: &Maintenance) -> Step<()> {
        let own = maintenance.reference;
        if let Some(first) = maintenance.series {
            let found = maintenances::find(&mut self.tx, first).await?;
            if found.is_none_or(|found| found.recurrence.is_none()) {
                self.conflicts.push(Conflict::NotASeries(own, first));
            }
        }
        if maintenance.recurrence.is_none() {
            let later = maintenances::list_series(&mut self.tx, own).await?;
            let orphans = later.iter().map(|one| Conflict::NotASeries(one.reference, own));
            self.conflicts.extend(orphans);
        }
        Ok(())
    }

    async fn mutual(&mut self, maintenance: &Maintenance, other: Reference) -> Step<()> {
        let pairs = if other.kind == ReferenceKind::Incident {
            let found = incidents::find(&mut self.tx, other).await?;
            let found = found.map(|record| record.incident);
            with_incident(maintenance, other, found.as_ref())
        } else {
            let found = maintenances::find(&mut self.tx, other).await?;
            with_maintenance(maintenance, other, found.as_ref())
        };
        let own = maintenance.reference;
        if pairs.iter().any(|(names, named)| *names && !*named) {
            self.conflicts.push(Conflict::OneSided(own, other));
        } else if pairs.iter().any(|(names, named)| names != named) {
            self.conflicts.push(Conflict::OneSided(other, own));
        }
        Ok(())
    }
}

/// Of each kind of link, whether it stands in the maintenance and whether it stands in the incident.
fn with_incident(
    maintenance: &Maintenance,
    other: Reference,
    incident: Option<&Incident>,
) -> [(bool, bool); 2] {
    let own = maintenance.reference;
    [
        (
            maintenance.triggered.contains(&other),
            incident.is_some_and(|incident| incident.triggered_by == Some(own)),
        ),
        (
            maintenance.follows.contains(&other),
            incident.is_some_and(|incident| incident.followed_by.contains(&own)),
        ),
    ]
}

/// The same of two maintenances.
fn with_maintenance(
    maintenance: &Maintenance,
    other: Reference,
    found: Option<&Maintenance>,
) -> [(bool, bool); 2] {
    let own = maintenance.reference;
    let named = |list: fn(&Maintenance) -> &[Reference]| {
        found.is_some_and(|other| list(other).contains(&own))
    };
    [
        (maintenance.earlier.contains(&other), named(|one| &one.later)),
        (maintenance.later.contains(&other), named(|one| &one.earlier)),
    ]
}

/// Partners of maintenances that were taken over, before and after.
pub(super) type Partners = Vec<(Reference, BTreeSet<Reference>)>;
