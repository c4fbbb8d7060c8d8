//! How operators see and steer the mail of notices (requirements E31, E42): what is on its way, what became of it, and stopping and
//! going on. Whoever sends looks at it before each mail, so it takes effect with the next one.

use uuid::Uuid;

use super::{Actor, Core, Error, Failure};
use crate::{
    domain::{
        audit::Action,
        delivery::{DeliveryState, Lane, PauseReason, Scope, Steering},
        incident::IncidentRecord,
        maintenance::Maintenance,
        time::Timestamp,
    },
    storage::{
        self, Tx, deliveries,
        deliveries::Answered,
        dispatches::{self, Dispatch, Progress},
        mail_pauses::{self, Pause},
    },
};

/// How many notices are listed.
const LISTED: u32 = 50;
/// Of how many that are on their way it is counted what became of their mails.
const COUNTED: usize = 10;

/// How many deliveries are in which state, by mail group.
pub type Tally = Vec<(String, DeliveryState, u64)>;

/// What a notice is of.
#[derive(Clone, Debug)]
pub enum Told {
    /// An incident.
    Incident(Box<IncidentRecord>),
    /// A maintenance.
    Maintenance(Box<Maintenance>),
}

/// The mail of a notice.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Its dispatch.
    pub dispatch: Dispatch,
    /// How far it came.
    pub progress: Progress,
    /// What became of its mails; nothing if that was not counted.
    pub tally: Option<Tally>,
    /// The record.
    pub told: Told,
}

impl Sending {
    /// How many of its mails are in a state, if that was counted.
    pub fn count(&self, state: DeliveryState) -> Option<u64> {
        let tally = self.tally.as_ref()?;
        Some(tally.iter().filter(|it| it.1 == state).map(|it| it.2).sum())
    }
}

/// Everything about mail.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What is stopped for a while.
    pub pauses: Vec<Pause>,
    /// The mails of the newest notices, the latest first.
    pub sendings: Vec<Sending>,
    /// Since when something waits although nothing stops it, and no relay took a mail: if that is so for long, nobody sends.
    pub waiting_since: Option<Timestamp>,
}

/// Everything about mail.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn overview(core: &Core) -> Result<Overview, Failure> {
    let mut tx = core.db.begin_read().await?;
    let pauses = mail_pauses::list(&mut tx).await?;
    let newest = dispatches::list_newest(&mut tx, LISTED).await?;
    let (mut sendings, mut waiting_since, mut counted) = (Vec::new(), None, 0);
    for (dispatch, progress) in newest {
        let under_way = progress.finished_at.is_none();
        let count = under_way && counted < COUNTED;
        counted += usize::from(count);
        if under_way && progress.steering == Steering::Running {
            let due = deliveries::due_groups(&mut tx, dispatch.id).await?;
            let taken = progress.accepted_at.unwrap_or(dispatch.created_at);
            let since = due.values().min().map(|due| taken.max(*due));
            waiting_since = waiting_since.into_iter().chain(since).min();
        }
        let tally = if count { Some(deliveries::tally(&mut tx, dispatch.id).await?) } else { None };
        let Some(told) = told(&mut tx, &dispatch).await? else { continue };
        sendings.push(Sending { dispatch, progress, tally, told });
    }
    if pauses.iter().any(|pause| pause.scope == Scope::All) {
        waiting_since = None;
    }
    Ok(Overview { pauses, sendings, waiting_since })
}

/// The mail of one notice, with what relays answered to mails that were not taken.
///
/// # Errors
///
/// [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn sending(core: &Core, id: Uuid) -> Result<(Sending, Vec<Answered>, Vec<Pause>), Error> {
    let mut tx = core.db.begin_read().await?;
    let (dispatch, progress) = dispatches::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let told = told(&mut tx, &dispatch).await?.ok_or(Error::NotFound)?;
    let tally = Some(deliveries::tally(&mut tx, id).await?);
    let answered = deliveries::answers(&mut tx, id).await?;
    let pauses = mail_pauses::list(&mut tx).await?;
    Ok((Sending { dispatch, progress, tally, told }, answered, pauses))
}

async fn told(tx: &mut Tx, dispatch: &Dispatch) -> Result<Option<Told>, Failure> {
    Ok(match dispatch.lane {
        Lane::Incident => storage::incidents::find_by_id(tx, dispatch.record)
            .await?
            .map(|record| Told::Incident(Box::new(record))),
        Lane::Maintenance => storage::maintenances::find_by_id(tx, dispatch.record)
            .await?
            .map(|record| Told::Maintenance(Box::new(record))),
    })
}

/// What an operator does with the mail of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steer {
    /// Stops it for a while.
    Pause,
    /// Lets it go on, with what is held of it.
    Resume,
    /// Stops it for good.
    Cancel,
}

impl Steer {
    const fn action(self) -> Action {
        match self {
            Self::Pause => Action::MailPause,
            Self::Resume => Action::MailResume,
            Self::Cancel => Action::MailCancel,
        }
    }

    /// The way of steering it that follows, if this can be done with it.
    const fn after(self, now: Steering) -> Option<Steering> {
        match (self, now) {
            (Self::Pause, Steering::Running) => Some(Steering::Paused),
            // Also when it runs: something of it may be held.
            (Self::Resume, Steering::Running | Steering::Paused | Steering::Held) => {
                Some(Steering::Running)
            }
            (Self::Cancel, Steering::Running | Steering::Paused | Steering::Held) => {
                Some(Steering::Cancelled)
            }
            _ => None,
        }
    }
}

/// Steers the mail of a notice. Gives whether that changed anything: it may be over, or somebody else was quicker.
///
/// # Errors
///
/// [`Error::NotFound`]; [`Error::Failure`] when the database does not answer.
pub async fn steer(core: &Core, actor: &Actor, id: Uuid, steer: Steer) -> Result<bool, Error> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    let (dispatch, progress) = dispatches::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let Some(after) = steer.after(progress.steering).filter(|_| progress.finished_at.is_none())
    else {
        return Ok(false);
    };
    dispatches::set_steering(&mut tx, id, after).await?;
    let mut released = 0;
    if steer == Steer::Resume {
        released = deliveries::release(&mut tx, id, now).await?;
    }
    if after == progress.steering && released == 0 {
        return Ok(false);
    }
    let target = match told(&mut tx, &dispatch).await? {
        Some(Told::Incident(record)) => record.incident.reference.to_string(),
        Some(Told::Maintenance(record)) => record.reference.to_string(),
        None => id.to_string(),
    };
    let mut event = actor.event(now, steer.action(), target);
    event.detail = dispatch.update.to_string();
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    Ok(true)
}

/// Stops all mail, or that to a mail group, for a while. Gives whether it was going on until now.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn pause(core: &Core, actor: &Actor, scope: Scope) -> Result<bool, Failure> {
    let now = core.clock.now();
    let event = actor.event(now, Action::MailPause, scope.words());
    let pause = Pause { scope, reason: PauseReason::Operator, who: actor.who.clone(), since: now };
    let mut tx = core.db.begin_write().await?;
    let stopped = mail_pauses::insert(&mut tx, &pause).await?;
    if stopped {
        storage::audit::append(&mut tx, event).await?;
    }
    tx.commit().await?;
    Ok(stopped)
}

/// Lets all mail, or that to a mail group, go on. Gives whether it was stopped until now.
///
/// # Errors
///
/// [`Failure`] when the database does not answer.
pub async fn resume(core: &Core, actor: &Actor, scope: &Scope) -> Result<bool, Failure> {
    let event = actor.event(core.clock.now(), Action::MailResume, scope.words());
    let mut tx = core.db.begin_write().await?;
    let stopped = mail_pauses::delete(&mut tx, scope).await?;
    if stopped {
        storage::audit::append(&mut tx, event).await?;
    }
    tx.commit().await?;
    Ok(stopped)
}
