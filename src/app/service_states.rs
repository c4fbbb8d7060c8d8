//! The state of each service, and giving one a state in the place of the computed one (domain rules 4.5).

use super::{Actor, Core, Error, desk, desk::Portal};
use crate::{
    domain::{
        audit::{self, Action, Reason},
        key::Key,
        service::Service,
        state_override::{Force, OverrideFault, StateOverride},
        status::{self, ServiceState},
        text::LocalizedText,
        time::Timestamp,
    },
    storage::{self, Tx, state_overrides::GivenState},
};

/// A service: what the record says of it, and what an operator gave it.
#[derive(Clone, Debug)]
pub struct StatedService {
    /// The service.
    pub service: Service,
    /// What the record says.
    pub computed: ServiceState,
    /// What an operator gave it, whether it still holds or not.
    pub given: Option<GivenState>,
}

impl StatedService {
    /// What readers see.
    pub fn shown(&self, now: Timestamp) -> ServiceState {
        let holds = self.given.as_ref().filter(|it| self.force(it, now) == Force::Holds);
        holds.map_or(self.computed, |it| it.given.state)
    }

    /// How the given state stands.
    pub fn force(&self, given: &GivenState, now: Timestamp) -> Force {
        given.given.force(self.computed, now)
    }

    /// The revision at which a state was given; 0 if none was.
    pub fn revision(&self) -> i64 {
        self.given.as_ref().map_or(0, |given| given.revision)
    }
}

/// What an operator saw when giving or lifting a state: it is refused once that is no longer so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What the record said.
    pub computed: ServiceState,
    /// The revision at which a state was given; 0 if none was.
    pub revision: i64,
}

/// A state to be given to a service.
#[derive(Clone, Debug)]
pub struct GiveState {
    /// The service.
    pub service: Key,
    /// The state.
    pub state: ServiceState,
    /// Why, for readers.
    pub text: Option<LocalizedText>,
    /// Why, for operators and the log.
    pub reason: String,
    /// When it lapses.
    pub until: Option<Timestamp>,
    /// What the operator saw.
    pub seen: Seen,
    /// Why something out of the ordinary stays in the text.
    pub reasons: Vec<Reason>,
}

/// Why a state is neither given nor lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateRefused {
    /// The record or the given state is no longer what the operator saw.
    Overtaken,
    /// What is wrong with it.
    Faults(Vec<OverrideFault>),
}

/// Every service with its state, in the order of the catalogue.
///
/// # Errors
///
/// [`Error::NotFound`] before the portal was set up; [`Error::Failure`].
pub async fn service_states(core: &Core) -> Result<(Portal, Vec<StatedService>), Error> {
    let mut tx = core.db.begin_read().await?;
    let portal = desk::portal(&mut tx).await?;
    let services = stated(&mut tx, &portal).await?;
    Ok((portal, services))
}

/// What the record says of every service, and what it was given.
pub(super) async fn stated(
    tx: &mut Tx,
    portal: &Portal,
) -> Result<Vec<StatedService>, storage::StorageError> {
    let open = storage::incidents::list_open(tx).await?;
    let planned = storage::maintenances::list_open(tx).await?;
    let mut given = storage::state_overrides::list(tx).await?;
    let catalogue = &portal.catalogue;
    let mut services: Vec<&Service> = catalogue.services.iter().collect();
    services.sort_by_key(|service| service.order);
    let each = services.into_iter().map(|service| {
        let incidents = open.iter().map(|record| &record.incident);
        let computed = status::service_state(service, catalogue, incidents, &planned);
        let place = given.iter().position(|one| one.given.service == service.key);
        let given = place.map(|place| given.swap_remove(place));
        StatedService { service: service.clone(), computed, given }
    });
    Ok(each.collect())
}

/// Gives a service a state in the place of the computed one: the state, the revision and the audit entry,
/// in one transaction. Given again as it stands, it changes nothing.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown service; [`Error::Refused`]; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(service = %command.service))]
pub async fn give_state(
    core: &Core,
    actor: &Actor,
    command: GiveState,
) -> Result<(), Error<StateRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    // Taken first, as by whoever posts: what is read next holds until the commit.
    let revision = storage::revision::bump(&mut tx).await?;
    let stands = standing(&mut tx, &command.service).await?;
    let before = stands.given.as_ref().map(|stored| &stored.given);
    let GiveState { service, state, text, reason, until, seen, reasons } = command;
    // A state that goes on goes on since it began, whatever else is said of it.
    let goes_on = |given: &&StateOverride| {
        given.state == state && given.force(stands.computed, now) != Force::Lapsed
    };
    let since = before.filter(goes_on).map_or(now, |given| given.since);
    let by = actor.who.clone();
    let computed = stands.computed;
    let given = StateOverride { service, state, computed, text, reason, since, until, by };
    if before == Some(&given) {
        return Ok(());
    }
    if seen != (Seen { computed, revision: stands.revision() }) {
        return Err(Error::Refused(StateRefused::Overtaken));
    }
    let mut faults = given.faults();
    if until.is_some_and(|until| until <= now) && faults.is_empty() {
        faults.push(OverrideFault::EndBeforeStart);
    }
    if !faults.is_empty() {
        return Err(Error::Refused(StateRefused::Faults(faults)));
    }
    match &stands.given {
        None => storage::state_overrides::insert(&mut tx, &given, revision).await?,
        Some(stored) => {
            storage::state_overrides::save(&mut tx, &given, stored.revision, revision).await?;
        }
    }
    let detail = [state.word(), &given.reason].join(audit::DETAIL_JOIN);
    let mut event = actor.event(now, Action::ServiceStateGive, given.service.as_str());
    event.detail = audit::detail(&detail, &reasons);
    event.before = before.map(fingerprint);
    event.after = Some(fingerprint(&given));
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(())
}

/// Lifts the state that was given to a service: from then on it has the computed one. Of one that is not
/// there any more nothing is changed.
///
/// # Errors
///
/// [`Error::NotFound`] for an unknown service; [`Error::Refused`] when another state was given, or the
/// record says something else by now; [`Error::Failure`].
#[tracing::instrument(skip_all, fields(%service))]
pub async fn lift_state(
    core: &Core,
    actor: &Actor,
    service: &Key,
    seen: Seen,
) -> Result<(), Error<StateRefused>> {
    let now = core.clock.now();
    let mut tx = core.db.begin_write().await?;
    storage::revision::bump(&mut tx).await?;
    let stands = standing(&mut tx, service).await?;
    let Some(stored) = &stands.given else { return Ok(()) };
    if seen != (Seen { computed: stands.computed, revision: stored.revision }) {
        return Err(Error::Refused(StateRefused::Overtaken));
    }
    storage::state_overrides::delete(&mut tx, service, stored.revision).await?;
    let mut event = actor.event(now, Action::ServiceStateLift, service.as_str());
    stored.given.state.word().clone_into(&mut event.detail);
    event.before = Some(fingerprint(&stored.given));
    storage::audit::append(&mut tx, event).await?;
    tx.commit().await?;
    core.changed.announce();
    Ok(())
}

async fn standing<Refused>(tx: &mut Tx, service: &Key) -> Result<StatedService, Error<Refused>> {
    let portal = storage::portal::find(tx).await?.ok_or(Error::NotFound)?;
    let portal = Portal { provider: portal.provider, catalogue: portal.catalogue };
    let services = stated(tx, &portal).await?;
    services.into_iter().find(|one| one.service.key == *service).ok_or(Error::NotFound)
}

fn fingerprint(given: &StateOverride) -> String {
    // A given state has a JSON form; it cannot fail.
    serde_json::to_string(given).map_or_else(|_| String::new(), |text| audit::fingerprint(&text))
}
