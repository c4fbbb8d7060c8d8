//! Other records that an incident names, in its fields and inside its texts: each must be there before the
//! incident is stored (domain rules 3.12).

use super::{Error, post_update::RecordRefused};
use crate::{
    domain::{
        incident::{
            Incident,
            check::{Fault, Place, Problem, records_in_texts},
        },
        reference::{Reference, ReferenceKind},
    },
    storage::{self, StorageError, Tx},
};

/// What an incident newly names and is not there. `before` is the incident as it stands, if it does.
pub(super) async fn unknown_records(
    tx: &mut Tx,
    before: Option<&Incident>,
    after: &Incident,
) -> Result<Vec<Problem>, StorageError> {
    let known = before.map(mentions).unwrap_or_default();
    let mut problems = Vec::new();
    for (place, reference) in mentions(after) {
        let stands = known.iter().any(|(_, earlier)| *earlier == reference);
        if !stands && reference != after.reference && !exists(tx, reference).await? {
            problems.push(Problem { place, fault: Fault::UnknownRecord(reference) });
        }
    }
    Ok(problems)
}

/// The same as a refusal.
pub(super) async fn known_records(
    tx: &mut Tx,
    before: Option<&Incident>,
    after: &Incident,
) -> Result<(), Error<RecordRefused>> {
    let problems = unknown_records(tx, before, after).await?;
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Refused(RecordRefused { refusals: Vec::new(), problems }))
}

fn mentions(incident: &Incident) -> Vec<(Place, Reference)> {
    let fields = incident.mentions().into_iter();
    let fields = fields.map(|(field, reference)| (Place::default().field(field), reference));
    fields.chain(records_in_texts(incident)).collect()
}

/// Whether a record is there.
pub(super) async fn exists(tx: &mut Tx, reference: Reference) -> Result<bool, StorageError> {
    Ok(match reference.kind {
        ReferenceKind::Maintenance => storage::maintenances::find(tx, reference).await?.is_some(),
        ReferenceKind::Incident | ReferenceKind::Report => {
            storage::incidents::find(tx, reference).await?.is_some()
        }
    })
}
