//! Reads from the database what changed since a position, in one transaction that sees one state.

use uuid::Uuid;

use super::{builder::Record, manifest::Position};
use crate::{
    domain::{
        key::Key,
        policy::NoticePolicy,
        public::{Model, Site, Touched},
        reference::{Reference, ReferenceKind},
        time::Timestamp,
    },
    storage::{Database, Result, Tx, incidents, maintenances, portal, revision, state_overrides},
};

/// Records that are read at a time.
const PAGE: u32 = 100;

/// What the database had to say.
pub(super) enum Answer {
    /// There is no portal yet.
    NotSetUp,
    /// Nothing changed.
    Unchanged,
    /// Some records changed, or the states given to some services.
    Changed {
        model: Model,
        position: Position,
        changes: Vec<(Reference, Touched)>,
        services: Vec<Key>,
    },
    /// Everything was read: it is the first time, another database, an older state of it, or another
    /// portal.
    Replaced { model: Model, position: Position },
}

/// Told each time that the database has answered, so that a slow one is not taken for a stall.
pub(super) type Progress<'a> = &'a (dyn Fn() + Sync);

/// Asks for what changed since `known`, which `model` shows.
pub(super) async fn read(
    database: &Database,
    known: Option<(Position, &Model)>,
    policy: &NoticePolicy,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Answer> {
    let mut tx = database.begin_read().await?;
    let current = revision::current(&mut tx).await?;
    let same = known.filter(|(position, _)| position.database == current.database);
    if same.is_some_and(|(position, _)| position.revision == current.number) {
        return Ok(Answer::Unchanged);
    }
    let Some(portal) = portal::find(&mut tx).await? else { return Ok(Answer::NotSetUp) };
    let position =
        Position { database: current.database, revision: current.number, portal: portal.version };
    let earlier =
        |known: Position| known.portal == position.portal && known.revision < position.revision;
    if let Some((known, model)) = same.filter(|(known, _)| earlier(*known)) {
        let mut model = model.clone();
        let changes = changes(&mut tx, &mut model, known.revision, now, progress).await?;
        let services = given_states(&mut tx, &mut model).await?;
        return Ok(Answer::Changed { model, position, changes, services });
    }
    let mut model = Model::new(Site::new(portal.provider, portal.catalogue, policy.clone()));
    changes(&mut tx, &mut model, 0, now, progress).await?;
    given_states(&mut tx, &mut model).await?;
    Ok(Answer::Replaced { model, position })
}

/// Puts the states that were given to services into the model; tells which of them are others now.
async fn given_states(tx: &mut Tx, model: &mut Model) -> Result<Vec<Key>> {
    let given = state_overrides::list(tx).await?;
    Ok(model.put_given_states(given.into_iter().map(|one| one.given).collect()))
}

/// Puts every record that changed after a revision into the model.
async fn changes(
    tx: &mut Tx,
    model: &mut Model,
    after: i64,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Vec<(Reference, Touched)>> {
    let mut changes = Vec::new();
    // Those of the revision itself are known: it is told apart from the next one by the last identifier.
    let begin = (after, (after > 0).then_some(Uuid::max()));
    let mut place = begin;
    loop {
        let page = incidents::list_changed(tx, place, PAGE).await?;
        progress();
        let Some(last) = page.last() else { break };
        let is_last = page.len() < PAGE as usize;
        place = (last.revision, Some(last.record.incident.id));
        for changed in page {
            let reference = changed.record.incident.reference;
            changes.push((reference, model.put_incident(changed.record, now)));
        }
        // So that a first reading does not hold every record at once.
        changes.extend(aged(model, now));
        if is_last {
            break;
        }
    }
    place = begin;
    loop {
        let page = maintenances::list_changed(tx, place, PAGE).await?;
        progress();
        let Some(last) = page.last() else { break };
        let is_last = page.len() < PAGE as usize;
        place = (last.revision, Some(last.maintenance.id));
        for changed in page {
            let reference = changed.maintenance.reference;
            changes.push((reference, model.put_maintenance(changed.maintenance, now)));
        }
        changes.extend(aged(model, now));
        if is_last {
            break;
        }
    }
    Ok(changes)
}

/// The records that are no longer live, as changes: their pages move to the archive.
fn aged(model: &mut Model, now: Timestamp) -> impl Iterator<Item = (Reference, Touched)> {
    model.age(now).into_iter().map(|reference| (reference, Touched::default()))
}

/// Whole records by their numbers; one that is not there is left out.
pub(super) async fn records(database: &Database, numbers: &[Reference]) -> Result<Vec<Record>> {
    let mut tx = database.begin_read().await?;
    let mut records = Vec::with_capacity(numbers.len());
    for number in numbers {
        let record = match number.kind {
            ReferenceKind::Incident => {
                incidents::find(&mut tx, *number).await?.map(Box::new).map(Record::Incident)
            }
            ReferenceKind::Maintenance => {
                maintenances::find(&mut tx, *number).await?.map(Box::new).map(Record::Maintenance)
            }
            ReferenceKind::Report => None,
        };
        records.extend(record);
    }
    Ok(records)
}
