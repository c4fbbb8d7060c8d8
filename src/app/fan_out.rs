//! Fanning out: from a notice that was posted to one delivery for each subscriber who is told of it. It is done in steps, each in a
//! transaction of its own, and goes on where it was interrupted (requirements E27, E28).

use super::{Core, Failure};
use crate::{
    domain::{delivery::Lane, service::Catalogue, subscriber::event::Event},
    storage::{
        self, StorageError, Tx,
        dispatches::Dispatch,
        fan_out::{self, Reached},
        interests,
    },
};

/// How many interests are compared with a notice in one step.
const INTERESTS: u32 = 1_000;
/// What a step of fanning out did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FannedOut {
    /// Nothing: every dispatch is fanned out.
    Nothing,
    /// Some of the oldest dispatch, with so many deliveries; there is more to do.
    Some(u64),
}

/// Fans out a little more of the oldest dispatch that is not fanned out yet: to at most so many subscribers.
///
/// # Errors
///
/// [`Failure`] when the database does not answer. Nothing is lost: the next step does the same.
pub async fn fan_out_some(core: &Core, subscribers: u32) -> Result<FannedOut, Failure> {
    let mut tx = core.db.begin_read().await?;
    let Some(dispatch) = fan_out::next(&mut tx).await? else { return Ok(FannedOut::Nothing) };
    let reached = fan_out::reached(&mut tx, dispatch.id).await?;
    let Some(Reached { matched, through, .. }) = reached else { return Ok(FannedOut::Some(0)) };
    if !matched {
        drop(tx);
        find_who_wants(core, &dispatch).await?;
        return Ok(FannedOut::Some(0));
    }
    let chunk = fan_out::next_chunk(&mut tx, through, subscribers).await?;
    drop(tx);
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let made = match chunk {
        None => {
            fan_out::finish(&mut tx, dispatch.id, now).await?;
            0
        }
        Some(chunk) => match fan_out::fan_out(&mut tx, &dispatch, chunk, now).await {
            // Somebody else did the same meanwhile.
            Err(StorageError::Stale) => return Ok(FannedOut::Some(0)),
            made => made?,
        },
    };
    tx.commit().await?;
    Ok(FannedOut::Some(made))
}

/// Notes which interests want a dispatch. One that speaks of nothing any more is for nobody.
async fn find_who_wants(core: &Core, dispatch: &Dispatch) -> Result<(), Failure> {
    let mut tx = core.db.begin_read().await?;
    let event = event(&mut tx, dispatch).await?;
    drop(tx);
    let mut after = String::new();
    while let Some(event) = &event {
        let mut tx = core.db.begin_read().await?;
        let page = interests::list(&mut tx, &after, INTERESTS).await?;
        drop(tx);
        let Some((last, _)) = page.last() else { break };
        after.clone_from(last);
        let mut tx = core.db.begin_write().await?;
        for (id, _) in page.iter().filter(|(_, interests)| interests.want(event)) {
            fan_out::add_interest(&mut tx, dispatch.id, id).await?;
        }
        tx.commit().await?;
    }
    let mut tx = core.db.begin_write().await?;
    fan_out::set_matched(&mut tx, dispatch.id, core.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// What a dispatch is about; nothing if its notice is not there, or is not for the public any more (requirement E43).
async fn event(tx: &mut Tx, dispatch: &Dispatch) -> Result<Option<Event>, Failure> {
    let catalogue = storage::portal::find(tx).await?.map(|portal| portal.catalogue);
    let catalogue = catalogue.unwrap_or_else(Catalogue::default);
    Ok(match dispatch.lane {
        Lane::Maintenance => storage::maintenances::find_by_id(tx, dispatch.record)
            .await?
            .filter(crate::domain::maintenance::Maintenance::is_public)
            .and_then(|record| {
                let notice = record.updates.iter().find(|notice| notice.key == dispatch.update)?;
                Some(Event::of_maintenance(&record, notice, &catalogue))
            }),
        Lane::Incident => storage::incidents::find_by_id(tx, dispatch.record)
            .await?
            .filter(|record| record.incident.is_public())
            .and_then(|record| {
                let update = record.update(&dispatch.update)?;
                Some(Event::of_update(&record.incident, update, &catalogue))
            }),
    })
}
