//! Giving out records, to be written to a file.

use jiff::tz::TimeZone;

use super::{Actor, Core, Error};
use crate::{
    domain::{
        audit::Action,
        incident::IncidentRecord,
        maintenance::Maintenance,
        provider::Provider,
        reference::{Reference, ReferenceKind},
        service::Catalogue,
        state_override::StateOverride,
    },
    storage::{self, StorageError, Tx, incidents, maintenances, portal},
};

/// Records as a file holds them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The provider and its services.
    pub portal: Option<(Provider, Catalogue)>,
    /// Maintenances.
    pub maintenances: Vec<Maintenance>,
    /// Incidents with their updates.
    pub incidents: Vec<IncidentRecord>,
    /// The states that operators gave services.
    pub service_states: Vec<StateOverride>,
}

/// Gives out everything, or one record, by their reference numbers; the log says so. On a node that
/// takes no writes the log stays as it is.
///
/// They come with the zone in which the provider tells times; UTC while there is no provider.
///
/// # Errors
///
/// [`Error::NotFound`] when there is no such record.
pub async fn export_records(
    core: &Core,
    actor: &Actor,
    only: Option<Reference>,
) -> Result<(Records, TimeZone), Error> {
    let mut tx = core.db.begin_read().await?;
    let portal = portal::find(&mut tx).await?.map(|portal| (portal.provider, portal.catalogue));
    let zone = portal.as_ref().map_or(TimeZone::UTC, |(provider, _)| provider.time_zone());
    let records = match only {
        Some(reference) => one(&mut tx, reference).await?.ok_or(Error::NotFound)?,
        None => Records { portal, ..all(&mut tx).await? },
    };
    drop(tx);
    match log(core, actor, only).await {
        Ok(()) | Err(StorageError::ReadOnly) => Ok((records, zone)),
        Err(error) => Err(error.into()),
    }
}

async fn log(core: &Core, actor: &Actor, only: Option<Reference>) -> Result<(), StorageError> {
    let target = only.map_or_else(|| "portal".to_owned(), |reference| reference.to_string());
    let mut tx = core.db.begin_write().await?;
    let event = actor.event(core.clock.now(), Action::RecordExport, target);
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await
}

async fn one(tx: &mut Tx, reference: Reference) -> Result<Option<Records>, StorageError> {
    let mut records = Records::default();
    match reference.kind {
        ReferenceKind::Incident => records.incidents.extend(incidents::find(tx, reference).await?),
        ReferenceKind::Maintenance => {
            records.maintenances.extend(maintenances::find(tx, reference).await?);
        }
        ReferenceKind::Report => {}
    }
    let found = records != Records::default();
    Ok(found.then_some(records))
}

async fn all(tx: &mut Tx) -> Result<Records, StorageError> {
    let mut records = Records::default();
    let mut after = (0, None);
    loop {
        let page = incidents::list_changed(tx, after, incidents::MAX_PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.revision, Some(last.record.incident.id));
        records.incidents.extend(page.into_iter().map(|changed| changed.record));
    }
    let mut after = (0, None);
    loop {
        let page = maintenances::list_changed(tx, after, maintenances::MAX_PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.revision, Some(last.maintenance.id));
        records.maintenances.extend(page.into_iter().map(|changed| changed.maintenance));
    }
    records.incidents.sort_by_key(|record| record.incident.reference);
    records.maintenances.sort_by_key(|maintenance| maintenance.reference);
    let given = storage::state_overrides::list(tx).await?;
    records.service_states = given.into_iter().map(|stored| stored.given).collect();
    Ok(records)
}
