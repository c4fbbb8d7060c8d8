//! What else happens at the time of a maintenance, in words: other work on the same services, incidents that are
//! open, and such as ended lately. It keeps nobody from going on.

use super::show::title;
use crate::{
    app::desk::Desk as Work,
    domain::{
        incident::Incident,
        key::Key,
        maintenance::{Maintenance, conflicts::Conflict},
    },
    i18n::voice::Voice,
    web::posting::scene::Scene,
};

/// How much work at the same time is named.
const MOST_CONFLICTS: usize = 20;

/// What is to be said of a maintenance as it would be, or of every one of a series, and of those of the windows that
/// are asked for.
pub(super) fn told(
    scene: &Scene<'_>,
    work: &Work,
    maintenances: &[&Maintenance],
    window: impl Fn(&Key) -> bool,
) -> Vec<String> {
    let (t, language) = (scene.frame.t, scene.frame.language);
    let voice = Voice::new(scene.provider, scene.catalogue, language);
    let mut conflicts: Vec<Conflict> =
        maintenances.iter().flat_map(|one| one.conflicts(&work.planned)).collect();
    conflicts.retain(|conflict| window(&conflict.window));
    let more = conflicts.len().saturating_sub(MOST_CONFLICTS);
    let more = u64::try_from(more).ok().filter(|more| *more > 0);
    let conflicts = conflicts.into_iter().take(MOST_CONFLICTS).map(|conflict| {
        let other = work.planned.iter().find(|one| one.reference == conflict.other);
        let title = other.map(|one| title(language, scene.catalogue, one));
        let window = voice.window(&conflict.other_window);
        t.msg_maint_conflict(title.unwrap_or_default(), conflict.other.to_string(), window)
    });
    let services = maintenances.first().map_or(&[][..], |one| one.services.as_slice());
    let same = |incident: &&Incident| {
        !incident.exercise && incident.affected.iter().any(|it| services.contains(it))
    };
    let open = work.open.iter().map(|record| &record.incident).filter(same);
    let open = open.map(|incident| {
        t.msg_maint_incident_open(scene.title(incident), incident.reference.to_string())
    });
    let days = i64::from(scene.policy.recurrence_days);
    let lately = |incident: &&Incident| {
        let ended = incident.recovered().map(|moment| moment.at);
        ended.is_some_and(|at| scene.now.seconds_since(at) < days * 24 * 60 * 60)
    };
    let lately = work.over.iter().filter(same).filter(lately).map(|incident| {
        t.msg_maint_incident_lately(scene.title(incident), incident.reference.to_string())
    });
    let more = more.map(|more| t.msg_maint_conflict_more(more));
    conflicts.chain(more).chain(open).chain(lately).collect()
}
