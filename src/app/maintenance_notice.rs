//! What belongs to every notice of a maintenance: that subscribers are told of it, what the log keeps of the record,
//! and whether a form was posted before.

use super::{Core, Error, Failure, Submission};
use crate::{
    domain::{
        audit,
        delivery::Lane,
        maintenance::{Maintenance, MaintenanceUpdate},
        reference::Reference,
    },
    storage::{
        Tx,
        dispatches::{self, Dispatch},
        maintenance_forms,
    },
};

/// Tells subscribers of a notice, if they are told of its kind.
pub(super) async fn dispatch<Refused>(
    core: &Core,
    tx: &mut Tx,
    maintenance: &Maintenance,
    notice: &MaintenanceUpdate,
) -> Result<(), Error<Refused>> {
    if !notice.template.is_dispatched() || !maintenance.is_public() {
        return Ok(());
    }
    let dispatch = Dispatch {
        id: core.ids.uuid(notice.posted)?,
        lane: Lane::Maintenance,
        record: maintenance.id,
        update: notice.key.clone(),
        created_at: notice.posted,
        expires_at: maintenance.expires_at(notice),
    };
    Ok(dispatches::insert(tx, &dispatch).await?)
}

/// The fingerprint of a record in the canonical form of its storage.
pub(super) fn fingerprint(maintenance: &Maintenance) -> String {
    // A record that was read from or is written to the database has this form; it cannot fail.
    serde_json::to_string(maintenance)
        .map_or_else(|_| String::new(), |text| audit::fingerprint(&text))
}

/// What became of a form of a maintenance that was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostedBefore {
    /// It was posted for this maintenance, saying the same.
    Same(Reference),
    /// It was posted for this maintenance, saying something else.
    Other(Reference),
}

/// Whether a form of a maintenance was posted before.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn posted_before(
    core: &Core,
    form: &Submission,
) -> Result<Option<PostedBefore>, Failure> {
    let mut tx = core.db.begin_read().await?;
    let found = maintenance_forms::find(&mut tx, form.id).await?;
    Ok(found.map(|found| {
        if found.fingerprint == form.fingerprint {
            PostedBefore::Same(found.reference)
        } else {
            PostedBefore::Other(found.reference)
        }
    }))
}
