//! What operators work from: everything that is going on, and one incident as it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Core, Error, StatedService, drafts, drafts::NamedDraft, service_states};
use crate::{
    domain::{
        incident::{Incident, IncidentRecord},
        maintenance::Maintenance,
        provider::Provider,
        reference::{Reference, ReferenceKind},
        service::Catalogue,
        time::Timestamp,
    },
    storage,
};

/// Who speaks, and about which services.
#[derive(Clone, Debug)]
pub struct Portal {
    /// The provider.
    pub provider: Provider,
    /// Its services.
    pub catalogue: Catalogue,
}

/// Everything that is going on.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Who speaks.
    pub portal: Portal,
    /// The open incidents with their updates, the latest first.
    pub open: Vec<IncidentRecord>,
    /// The incidents that are over and changed last, without their updates.
    pub over: Vec<Incident>,
    /// Maintenances that are not over, the next one first.
    pub planned: Vec<Maintenance>,
    /// Every service with its state.
    pub services: Vec<StatedService>,
    /// What anybody has in hand, the latest first.
    pub drafts: Vec<NamedDraft>,
}

/// One incident as it stands.
#[derive(Clone, Debug)]
pub struct OpenedIncident {
    /// Who speaks.
    pub portal: Portal,
    /// The incident with its updates.
    pub record: IncidentRecord,
    /// What anybody has in hand for it, the latest first.
    pub drafts: Vec<NamedDraft>,
    /// The records to which it leads.
    pub beside: Beside,
    /// What the operators who posted its notices are called, by their login names.
    pub writers: BTreeMap<String, String>,
}

impl OpenedIncident {
    /// What an operator who posted a notice is called; the login name of one who is not there any more.
    pub fn name_of<'a>(&'a self, login: &'a str) -> &'a str {
        self.writers.get(login).map_or(login, String::as_str)
    }
}

/// Records to which an incident leads (rule D22).
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Incidents.
    pub incidents: Vec<IncidentRecord>,
    /// Maintenances.
    pub maintenances: Vec<Maintenance>,
}

/// How many incidents that are over the desk looks back on.
const LATELY: u32 = 50;

/// Everything that is going on.
///
/// # Errors
///
/// [`Error::NotFound`] before the portal was set up; [`Error::Failure`].
pub async fn desk(core: &Core) -> Result<Desk, Error> {
    let mut tx = core.db.begin_read().await?;
    let portal = portal(&mut tx).await?;
    let drafts = storage::drafts::list(&mut tx).await?;
    let services = service_states::stated(&mut tx, &portal).await?;
    Ok(Desk {
        portal,
        services,
        open: storage::incidents::list_open(&mut tx).await?,
        over: storage::incidents::list_over(&mut tx, LATELY).await?,
        planned: storage::maintenances::list_open(&mut tx).await?,
        drafts: drafts::named(&mut tx, drafts).await?,
    })
}

/// One incident as it stands.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown reference number; [`Error::Failure`].
pub async fn find_incident(core: &Core, reference: Reference) -> Result<OpenedIncident, Error> {
    let mut tx = core.db.begin_read().await?;
    let portal = portal(&mut tx).await?;
    let record = storage::incidents::find(&mut tx, reference).await?.ok_or(Error::NotFound)?;
    let drafts = storage::drafts::list_of_target(&mut tx, &reference.to_string()).await?;
    let drafts = drafts::named(&mut tx, drafts).await?;
    let beside = beside(&mut tx, &record.incident).await?;
    let writers = writers(&mut tx, &record).await?;
    Ok(OpenedIncident { portal, record, drafts, beside, writers })
}

/// What the operators who posted the notices of an incident are called.
async fn writers(
    tx: &mut storage::Tx,
    record: &IncidentRecord,
) -> Result<BTreeMap<String, String>, Error> {
    let authors = record.updates.iter().filter_map(|update| update.author.as_ref());
    let mut writers = BTreeMap::new();
    for login in authors.collect::<BTreeSet<&String>>() {
        if let Some(operator) = storage::operators::find_by_login(tx, login).await? {
            writers.insert(login.clone(), operator.name);
        }
    }
    Ok(writers)
}

/// The records to which an incident leads, as far as they are there.
async fn beside(tx: &mut storage::Tx, incident: &Incident) -> Result<Beside, Error> {
    let mut beside = Beside::default();
    for (_, reference) in incident.mentions() {
        match reference.kind {
            ReferenceKind::Incident => {
                beside.incidents.extend(storage::incidents::find(tx, reference).await?);
            }
            ReferenceKind::Maintenance => {
                beside.maintenances.extend(storage::maintenances::find(tx, reference).await?);
            }
            ReferenceKind::Report => {}
        }
    }
    Ok(beside)
}

/// One maintenance as it stands.
#[derive(Clone, Debug)]
pub struct OpenedMaintenance {
    /// Who speaks.
    pub portal: Portal,
    /// The maintenance.
    pub maintenance: Maintenance,
    /// The series to which it belongs, in order, itself included; empty if it does not repeat.
    pub series: Vec<Maintenance>,
    /// What anybody has in hand for it, the latest first.
    pub drafts: Vec<NamedDraft>,
}

/// One maintenance as it stands.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown reference number; [`Error::Failure`].
pub async fn find_maintenance(
    core: &Core,
    reference: Reference,
) -> Result<OpenedMaintenance, Error> {
    let mut tx = core.db.begin_read().await?;
    let portal = portal(&mut tx).await?;
    let found = storage::maintenances::find(&mut tx, reference).await?;
    let maintenance = found.ok_or(Error::NotFound)?;
    let drafts = storage::drafts::list_of_target(&mut tx, &reference.to_string()).await?;
    let drafts = drafts::named(&mut tx, drafts).await?;
    let series = series(&mut tx, &maintenance).await?;
    Ok(OpenedMaintenance { portal, maintenance, series, drafts })
}

/// The series to which a maintenance belongs, in order.
async fn series(
    tx: &mut storage::Tx,
    maintenance: &Maintenance,
) -> Result<Vec<Maintenance>, Error> {
    if maintenance.recurrence.is_none() && maintenance.series.is_none() {
        return Ok(Vec::new());
    }
    let first = maintenance.series.unwrap_or(maintenance.reference);
    let mut series: Vec<Maintenance> =
        storage::maintenances::find(tx, first).await?.into_iter().collect();
    series.extend(storage::maintenances::list_series(tx, first).await?);
    Ok(series)
}

/// What somebody else made of a record while an operator was writing about it.
#[derive(Clone, Debug)]
pub struct Overtaken<Record = IncidentRecord> {
    /// The record as the operator saw it; an incident with the updates of then.
    pub before: Record,
    /// The name of who changed it last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What became of an incident since a version: the facts of then, and who changed them last.
///
/// # Errors
///
/// [`Error::NotFound`] if there was no such version; [`Error::Failure`].
pub async fn overtaken(
    core: &Core,
    reference: Reference,
    version: i64,
) -> Result<Overtaken, Error> {
    use storage::{incidents, operators};
    let mut tx = core.db.begin_read().await?;
    let now = incidents::find(&mut tx, reference).await?.ok_or(Error::NotFound)?;
    let (id, newest) = (now.incident.id, now.incident.version);
    let before = incidents::find_version(&mut tx, id, version).await?.ok_or(Error::NotFound)?;
    let (seen, _) = incidents::find_change(&mut tx, id, version).await?.ok_or(Error::NotFound)?;
    let (at, login) = incidents::find_change(&mut tx, id, newest).await?.ok_or(Error::NotFound)?;
    let operator = operators::find_by_login(&mut tx, &login).await?;
    let updates = now.updates.into_iter().filter(|update| update.posted <= seen).collect();
    let before = IncidentRecord { incident: before, updates };
    Ok(Overtaken { before, by: operator.map_or(login, |operator| operator.name), at })
}

/// What became of a maintenance since a version: the facts of then, and who changed them last.
///
/// # Errors
///
/// [`Error::NotFound`] if there was no such version; [`Error::Failure`].
pub async fn overtaken_maintenance(
    core: &Core,
    now: &Maintenance,
    version: i64,
) -> Result<Overtaken<Maintenance>, Error> {
    use storage::{maintenances, operators};
    let mut tx = core.db.begin_read().await?;
    let before = maintenances::find_version(&mut tx, now.id, version).await?;
    let (at, login) =
        maintenances::find_change(&mut tx, now.id, now.version).await?.ok_or(Error::NotFound)?;
    let operator = operators::find_by_login(&mut tx, &login).await?;
    let by = operator.map_or(login, |operator| operator.name);
    Ok(Overtaken { before: before.ok_or(Error::NotFound)?, by, at })
}

pub(super) async fn portal(tx: &mut storage::Tx) -> Result<Portal, Error> {
    let found = storage::portal::find(tx).await?.ok_or(Error::NotFound)?;
    Ok(Portal { provider: found.provider, catalogue: found.catalogue })
}
