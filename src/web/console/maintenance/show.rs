//! One maintenance as it stands.

use axum::{
    extract::{Path, State},
    response::Response,
    routing::get,
};

use super::{EDIT, clock, kinds::Kind, path, reference, route};
use crate::{
    app::desk::{OpenedMaintenance, find_maintenance},
    domain::{
        language::Language,
        maintenance::{Maintenance, MaintenanceUpdate, Window, due::Due, life::Step},
        operator::Permission,
        policy::NoticePolicy,
        service::Catalogue,
        time::Timestamp,
    },
    i18n::{
        dates::short_duration,
        labels::Label as _,
        recurrence,
        symptoms::{Grammar, capital},
        voice::Voice,
    },
    views::console::{
        Frame,
        maintenance::{Coming, MaintenancePage, StateChip, Told, WindowRow},
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
    let role = signed_in.visitor.operator.role;
    let (may_write, may_publish) = (role.may(Permission::Draft), role.may(Permission::Publish));
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
        repeats: repeats(&frame, &opened),
        series: opened.series.iter().map(|one| date(&frame, &voice, one)).collect(),
        coming: if may_publish {
            switched(&frame, &voice, maintenance, now)
        } else {
            coming(&frame, &voice, maintenance)
        },
        edit: may_publish.then(|| format!("{}/{EDIT}", path(maintenance.reference))),
        told: maintenance.updates.iter().rev().map(|update| told(&frame, update)).collect(),
        frame: &frame,
    };
    page::ok(&page)
}

/// How the series of a maintenance repeats; empty if it does not.
fn repeats(frame: &Frame, opened: &OpenedMaintenance) -> String {
    let first = opened.series.iter().find_map(|one| Some((one, one.recurrence.as_ref()?)));
    let said = first.map(|(one, recurrence)| {
        recurrence::rule(frame.language, &recurrence.rule, one.reference.date)
    });
    capital(&said.unwrap_or_default())
}

/// A date of a series: the way to its maintenance, and how that stands.
fn date(frame: &Frame, voice: &Voice<'_>, one: &Maintenance) -> (Link, String) {
    let label = recurrence::day(&voice.dates(), frame.language, one.reference.date);
    (Link { path: path(one.reference), label }, one.state().label(frame.t))
}

/// What happens by itself, in order.
pub(super) fn coming(frame: &Frame, voice: &Voice<'_>, maintenance: &Maintenance) -> Vec<Coming> {
    maintenance.coming().iter().map(|due| step(frame, voice, maintenance, due)).collect()
}

/// What happens by itself and what is left to people, each with the way to change that.
fn switched(
    frame: &Frame,
    voice: &Voice<'_>,
    maintenance: &Maintenance,
    now: Timestamp,
) -> Vec<Coming> {
    let t = frame.t;
    let by_clock = maintenance.coming().into_iter().map(|due| {
        let switch = Some(clock::switch(t, maintenance, &due, true));
        Coming { switch, ..step(frame, voice, maintenance, &due) }
    });
    let by_people = maintenance.left_to_people().into_iter().map(|due| {
        let mut notes = vec![t.msg_maint_by_hand()];
        notes.extend((due.at <= now).then(|| t.msg_maint_by_clock_at_once()));
        let switch = Some(clock::switch(t, maintenance, &due, false));
        Coming { notes, switch, ..step(frame, voice, maintenance, &due) }
    });
    let mut all: Vec<Coming> = by_clock.chain(by_people).collect();
    all.sort_by_key(|step| step.at);
    all
}

fn step(frame: &Frame, voice: &Voice<'_>, maintenance: &Maintenance, due: &Due) -> Coming {
    let t = frame.t;
    let window = maintenance.window(&due.window).map(|window| voice.window(window));
    let what = match due.step {
        Step::Announce => t.msg_maint_coming_announce(),
        Step::Remind => t.msg_maint_coming_remind(),
        Step::Start { .. } => t.msg_maint_coming_start(),
        _ => t.msg_maint_coming_complete(),
    };
    let window = window.unwrap_or_default();
    Coming { at: due.at, window, what, notes: vec![], switch: None }
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
