//! What incidents promised: measures that are planned, and reports that were published. A maintenance carries out the
//! one, and was promised by the other.

use super::{Core, Error};
use crate::{
    domain::{
        incident::{
            Incident, IncidentRecord, Measure, MeasureStatus,
            check::{Fault, Place, Problem},
        },
        maintenance::Maintenance,
        reference::Reference,
    },
    storage::{self, StorageError, Tx},
};

/// How many incidents that are over are looked at.
const LATELY: u32 = 50;

/// What may be chosen.
#[derive(Clone, Debug, Default)]
pub struct Promises {
    /// Measures that are planned and that no other maintenance carries out, with their incidents.
    pub measures: Vec<(Incident, Measure)>,
    /// Reports, with the incidents on which they report.
    pub reports: Vec<(Incident, Reference)>,
}

/// What was promised lately, and what a maintenance that is there already names.
///
/// # Errors
///
/// [`Error::Failure`].
pub async fn promises(core: &Core, named: Option<&Maintenance>) -> Result<Promises, Error> {
    let mut tx = core.db.begin_read().await?;
    let mut records = storage::incidents::list_open(&mut tx).await?;
    let mut over: Vec<Reference> = storage::incidents::list_over(&mut tx, LATELY)
        .await?
        .into_iter()
        .filter(|incident| incident.report_published || incident.measures.iter().any(is_planned))
        .map(|incident| incident.reference)
        .collect();
    over.extend(named.into_iter().flat_map(|maintenance| &maintenance.follows));
    for reference in over {
        if records.iter().all(|record| record.incident.reference != reference) {
            records.extend(storage::incidents::find(&mut tx, reference).await?);
        }
    }
    let of = named.map(|maintenance| maintenance.reference);
    let mut promises = Promises::default();
    for record in records {
        let free = |measure: &&Measure| is_free(measure, of);
        let measures: Vec<Measure> =
            record.incident.measures.iter().filter(free).cloned().collect();
        let reports: Vec<Reference> = reports(&record).collect();
        let incident = record.incident;
        promises.measures.extend(measures.into_iter().map(|one| (incident.clone(), one)));
        promises.reports.extend(reports.into_iter().map(|one| (incident.clone(), one)));
    }
    Ok(promises)
}

fn is_planned(measure: &Measure) -> bool {
    measure.status != MeasureStatus::Done
}

/// Whether a maintenance may carry it out: it does already, or the measure is planned and no other one does.
fn is_free(measure: &Measure, of: Option<Reference>) -> bool {
    match measure.maintenance {
        Some(maintenance) => Some(maintenance) == of,
        None => is_planned(measure),
    }
}

fn reports(record: &IncidentRecord) -> impl Iterator<Item = Reference> + use<'_> {
    record.updates.iter().filter_map(|update| update.report)
}

/// What is wrong with the measure that a maintenance newly carries out, and with the report that promised it: both
/// are of incidents that it follows.
pub(super) async fn unknown_promises(
    tx: &mut Tx,
    before: Option<&Maintenance>,
    after: &Maintenance,
) -> Result<Vec<Problem>, StorageError> {
    let mut records = Vec::new();
    for reference in &after.follows {
        records.extend(storage::incidents::find(tx, *reference).await?);
    }
    let mut problems = Vec::new();
    let mut report = |field, fault| {
        problems.push(Problem { place: Place::default().field(field), fault });
    };
    let stood = before.and_then(|before| before.announces_measure.as_ref());
    if let Some(key) = after.announces_measure.as_ref().filter(|key| Some(*key) != stood) {
        let mut measures = records.iter().filter_map(|record| record.incident.measure(key));
        if !measures.next().is_some_and(|measure| is_free(measure, Some(after.reference))) {
            report("announces_measure", Fault::UnknownPart(key.clone()));
        }
    }
    let stood = before.and_then(|before| before.report);
    if let Some(named) = after.report.filter(|report| Some(*report) != stood)
        && !records.iter().flat_map(reports).any(|known| known == named)
    {
        report("report", Fault::UnknownRecord(named));
    }
    Ok(problems)
}
