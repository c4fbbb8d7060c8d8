//! The loop that takes the steps of maintenances whose time has come: reminders, starts, completions.
//!
//! It keeps nothing in mind. What is to be done and what was done is in the records, and a step is taken at the
//! version at which it was found due; so it is taken once, also after a stop at any moment, after a long absence
//! and after the clock was set, and however many nodes ask. A node whose database takes no writes waits.

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Beat;
use crate::{
    app::{
        Actor, Agenda, Core, Error, Failure, FailureClass, StepRefused, TakeStep, agenda, take_step,
    },
    domain::{
        maintenance::{Maintenance, MaintenanceUpdate, due::Due, telling::Said},
        provider::Provider,
        service::Catalogue,
        time::Timestamp,
    },
    i18n::notice,
};

/// The longest wait: so soon is seen what others planned, and that the clock was set.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// In how many maintenances steps are taken in one round. One whose step fails does not hold up the others.
const AT_A_TIME: u32 = 50;
/// How long a round may take, the wait included.
pub const STALL: Duration = Duration::from_mins(2);

/// Runs until `stop`.
pub async fn run(core: Core, beat: Beat, stop: CancellationToken) {
    let mut told = false;
    loop {
        beat.beat();
        let wait = match turn(&core).await {
            Ok(next) => {
                told = false;
                until(next, core.clock.now())
            }
            Err(error) => {
                // A standby takes no writes, and who is without a database says so elsewhere.
                let elsewhere =
                    matches!(error.class(), FailureClass::Unwritable | FailureClass::Unavailable);
                if !elsewhere && !told {
                    tracing::error!(%error, "steps of maintenances are not taken");
                    told = true;
                }
                LOOK_AGAIN
            }
        };
        if stop.run_until_cancelled(sleep(wait)).await.is_none() {
            break;
        }
    }
}

/// How long to wait until something is due.
fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let micros = next.map(|next| next.micros() - now.micros());
    let wait = micros.map(|micros| Duration::from_micros(u64::try_from(micros).unwrap_or(0)));
    wait.unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN)
}

/// Takes the steps that are due, each in a transaction of its own, and tells when the next one is.
///
/// # Errors
///
/// What kept the last step that failed from being taken; the others are.
pub async fn turn(core: &Core) -> Result<Option<Timestamp>, Failure> {
    let Agenda { portal, due, next } = agenda(core, AT_A_TIME).await?;
    let Some((provider, catalogue)) = portal else { return Ok(None) };
    // There may be more than were given.
    let full = due.len() >= usize::try_from(AT_A_TIME).unwrap_or(usize::MAX);
    let mut soonest = if full { Some(core.clock.now()) } else { next };
    let mut failed = None;
    for maintenance in due {
        let reference = maintenance.reference;
        match steps(core, maintenance, &provider, &catalogue).await {
            Ok(next) => soonest = next.into_iter().chain(soonest).min(),
            Err(error) => {
                tracing::debug!(%reference, %error, "a step is not taken");
                failed = Some(error);
            }
        }
    }
    failed.map_or(Ok(soonest), Err)
}

/// Takes the steps of one maintenance that are due, in order.
async fn steps(
    core: &Core,
    mut maintenance: Maintenance,
    provider: &Provider,
    catalogue: &Catalogue,
) -> Result<Option<Timestamp>, Failure> {
    let now = core.clock.now();
    while let Some(Due { window, step, .. }) = maintenance.due(now) {
        let notice = maintenance.after(&window, &step, now).ok().and_then(|after| {
            let notice = after.notice(&window, &step, Said::default(), now)?;
            in_words(&after, notice, provider, catalogue)
        });
        let command = TakeStep {
            reference: maintenance.reference,
            version: maintenance.version,
            window,
            step,
            notice,
            reasons: Vec::new(),
            form: None,
            draft: None,
        };
        match take_step(core, &Actor::system(), command).await {
            Ok(after) => maintenance = after,
            Err(Error::Failure(failure)) => return Err(failure),
            Err(Error::Refused(StepRefused::Rule(refusal))) => {
                let reference = maintenance.reference;
                tracing::error!(%reference, %refusal, "a step that is due is refused");
                return Ok(None);
            }
            // Somebody else was faster, or made something else of it: it is looked at anew.
            Err(Error::NotFound | Error::Refused(_) | Error::Stale(_)) => return Ok(Some(now)),
        }
    }
    Ok(maintenance.next_due())
}

/// A notice with its words.
fn in_words(
    maintenance: &Maintenance,
    notice: MaintenanceUpdate,
    provider: &Provider,
    catalogue: &Catalogue,
) -> Option<MaintenanceUpdate> {
    let written = notice::in_words(provider, catalogue, maintenance, notice);
    if let Err(gaps) = &written {
        let reference = maintenance.reference;
        let gap = gaps.first().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%reference, gap, "a notice cannot be put into words");
    }
    written.ok()
}
