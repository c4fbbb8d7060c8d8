//! One maintenance as it stands.

use axum::{
    extract::{Path, State},
    response::Response,
    routing::get,
};

use super::{kinds::Kind, path, reference, route};
use crate::{
    app::desk::{OpenedMaintenance, find_maintenance},
    domain::{
        key::Key,
        language::Language,
        maintenance::{Maintenance, MaintenanceUpdate, Window, life::Step},
        operator::Permission,
        policy::NoticePolicy,
        service::Catalogue,
        time::Timestamp,
    },
    i18n::{dates::short_duration, labels::Label as _, symptoms::Grammar, voice::Voice},
    views::console::{
        Frame,
        maintenance::{MaintenancePage, StateChip, Told, WindowRow},
        notice::Link,
    },
    web::console::{Console, Fault, Route, SignedIn, Verb, Visit, page},
};

pub(in crate::web::console) static ROUTES: &[Route] =
    &[route(Verb::Get, "/console/maintenance/{reference}", Permission::View, || get(show))];

async fn show(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
    Path(text): Path<String>,
) -> Result<Response, Fault> {
    let frame = visit.frame();
    let opened = find_maintenance(&console.core, reference(&text)?).await?;
    let OpenedMaintenance { portal, maintenance, .. } = &opened;
    let voice = Voice::new(&portal.provider, &portal.catalogue, frame.language);
    let now = console.core.clock.now();
    let may_write = signed_in.visitor.operator.role.may(Permission::Draft);
    let page = MaintenancePage {
        title: title(frame.language, &portal.catalogue, maintenance),
        reference: maintenance.reference.to_string(),
        state: StateChip::new(frame.t, maintenance.state()),
        exercise: maintenance.exercise,
        warnings: warnings(&frame, &console.policy, now, maintenance),
        windows: maintenance
            .windows
            .iter()
            .map(|window| row(&frame, &voice, maintenance, window, may_write))
            .collect(),
        coming: coming(&frame, &voice, maintenance),
        told: maintenance.updates.iter().rev().map(|update| told(&frame, update)).collect(),
        frame: &frame,
    };
    page::ok(&page)
}

/// What happens by itself: when, in which window, what.
pub(super) fn coming(
    frame: &Frame,
    voice: &Voice<'_>,
    maintenance: &Maintenance,
) -> Vec<(Timestamp, String, String)> {
    let t = frame.t;
    let window =
        |key: &Key| maintenance.window(key).map(|window| voice.window(window)).unwrap_or_default();
    let coming = maintenance.coming().into_iter().map(|due| {
        let what = match due.step {
            Step::Announce => t.msg_maint_coming_announce(),
            Step::Remind => t.msg_maint_coming_remind(),
            Step::Start { .. } => t.msg_maint_coming_start(),
            _ => t.msg_maint_coming_complete(),
        };
        (due.at, window(&due.window), what)
    });
    coming.collect()
}

/// The services and what is done.
pub(in crate::web::console) fn title(
    language: Language,
    catalogue: &Catalogue,
    maintenance: &Maintenance,
) -> String {
    let house = crate::domain::house_style::HouseStyle::default();
    let services = Grammar { catalogue, house: &house, language }.services(&maintenance.services);
    let title = maintenance.title.read(language).map(|reading| reading.text);
    crate::i18n::t(language).msg_incident_title(services, title.unwrap_or_default())
}

/// What the operator should think of: work that goes on past its end, a notice that came late (domain rules
/// 5.5), an interruption that does not fit.
pub(in crate::web::console) fn warnings(
    frame: &Frame,
    policy: &NoticePolicy,
    now: Timestamp,
    maintenance: &Maintenance,
) -> Vec<String> {
    let t = frame.t;
    let over = maintenance.windows.iter().filter_map(|window| window.overrunning(now)).max();
    let mut warnings: Vec<String> = over
        .map(|over| t.msg_maint_overrun(short_duration(frame.language, over)))
        .into_iter()
        .collect();
    if let (Some(days), Some(rule)) = (maintenance.lead_days(), policy.lead_days_of(maintenance))
        && days < i64::from(rule)
        && maintenance.state() == crate::domain::maintenance::WindowState::Scheduled
    {
        warnings.push(t.msg_maint_lead(days.max(0), rule));
    }
    let shortest =
        maintenance.windows.iter().map(|window| window.end.at.seconds_since(window.start.at)).min();
    let longest = maintenance.max_interruption.map(i64::from);
    if longest.zip(shortest).is_some_and(|(interruption, window)| interruption > window) {
        warnings.push(t.msg_warn_window_vs_interruption());
    }
    warnings
}

fn row(
    frame: &Frame,
    voice: &Voice<'_>,
    maintenance: &Maintenance,
    window: &Window,
    may_write: bool,
) -> WindowRow {
    let t = frame.t;
    let mut notes = Vec::new();
    if window.spare {
        notes.push(t.msg_maint_spare());
    }
    if let Some(end) = &window.extended_to {
        notes.push(t.msg_maint_until(frame.time(end.at)));
    }
    let offered = Kind::ALL.into_iter().filter(|kind| may_write && kind.is_offered(window));
    let steps = offered.map(|kind| Link {
        path: format!("{}/{}/{}", path(maintenance.reference), window.key, kind.word()),
        label: kind.label(t),
    });
    WindowRow {
        span: voice.window(window),
        state: StateChip::new(t, window.state),
        notes,
        steps: steps.collect(),
    }
}

fn told(frame: &Frame, update: &MaintenanceUpdate) -> Told {
    let reading = update.body.read(frame.language);
    let lines = reading.iter().flat_map(|reading| reading.text.lines());
    Told {
        label: update.template.label(frame.t),
        at: update.posted,
        paragraphs: lines.filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        language: reading.map_or(frame.language, |reading| reading.language),
    }
}
