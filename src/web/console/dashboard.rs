//! The first page after signing in: what is going on, its clocks, and what is in hand.

use std::collections::BTreeSet;

use axum::{extract::State, response::Response, routing::get};

use super::{
    Access, Console, Fault, Route, SignedIn, Verb, Visit,
    incidents::{PLAN, draft_form_path, needs_review},
    maintenance, page, services,
};
use crate::{
    app::{
        desk::{self, Desk},
        drafts::NamedDraft,
        sign_in,
    },
    domain::{
        incident::IncidentRecord,
        language::Language,
        maintenance::{Maintenance, Window, WindowState},
        operator::Permission,
        policy::NoticePolicy,
        service::Catalogue,
        status::{self, ServiceState},
        time::Timestamp,
    },
    i18n::{dates::short_duration, labels, voice::Voice},
    views::{
        console::{
            Frame,
            dashboard::{Clock, DashboardPage, Going, Planned, Tone},
            maintenance::StateChip,
            notice::Link,
        },
        public::incident_tone,
    },
    web::posting::{maker::language_label, scene::incident_title},
};

pub(super) static ROUTES: &[Route] = &[Route {
    verb: Verb::Get,
    path: "/console",
    access: Access::May(Permission::View),
    fresh: false,
    handler: || get(index),
}];

/// Hours without an update after which operators are reminded (checklist N30).
const REMINDERS: [i64; 4] = [24, 12, 6, 3];
/// Minutes before a promise from which it is soon.
const SOON: i64 = 10;
/// How many incidents that are over are listed.
const LATELY: usize = 8;

async fn index(
    State(console): State<Console>,
    visit: Visit,
    signed_in: SignedIn,
) -> Result<Response, Fault> {
    let frame = visit.frame();
    let operator = &signed_in.visitor.operator;
    let attempts = sign_in::attempts(&console.core, &operator.login).await?;
    let alert = attempts.map(|count| frame.t.msg_desk_attempts(count));
    let Some(work) = found(desk::desk(&console.core).await)? else {
        return page::ok(&DashboardPage { alert, ..empty(&frame) });
    };
    let now = console.core.clock.now();
    let catalogue = &work.portal.catalogue;
    let going =
        work.open.iter().map(|record| going(&frame, catalogue, &console.policy, now, record));
    let over = work.over.iter().take(LATELY).map(|incident| {
        let path = format!("/console/incidents/{}", incident.reference);
        let label = incident_title(frame.language, catalogue, incident);
        (Link { path, label }, incident.reference.to_string())
    });
    let page = DashboardPage {
        frame: &frame,
        alert,
        may_write: operator.role.may(Permission::Draft),
        may_give: operator.role.may(Permission::Publish),
        open: going.collect(),
        drafts: work
            .drafts
            .iter()
            .map(|named| draft(&frame, named, named.draft.operator_id == operator.id))
            .collect(),
        planned: planned(&frame, &console.policy, now, &work),
        services: work.services.iter().map(|service| services::row(&frame, service, now)).collect(),
        over: over.collect(),
    };
    page::ok(&page)
}

/// The desk; `None` before the portal was set up.
fn found(desk: Result<Desk, crate::app::Error>) -> Result<Option<Desk>, Fault> {
    match desk {
        Ok(desk) => Ok(Some(desk)),
        Err(crate::app::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

const fn empty(frame: &Frame) -> DashboardPage<'_> {
    DashboardPage {
        frame,
        alert: None,
        may_write: false,
        may_give: false,
        open: vec![],
        drafts: vec![],
        planned: vec![],
        services: vec![],
        over: vec![],
    }
}

fn going(
    frame: &Frame,
    catalogue: &Catalogue,
    policy: &NoticePolicy,
    now: Timestamp,
    record: &IncidentRecord,
) -> Going {
    let incident = &record.incident;
    let affected = catalogue.services.iter().filter(|it| incident.affected.contains(&it.key));
    let states = affected.map(|it| status::service_state(it, catalogue, [incident], []));
    let worst = states.max().unwrap_or(ServiceState::Checking);
    let path = format!("/console/incidents/{}", incident.reference);
    Going {
        link: Link {
            label: incident_title(frame.language, catalogue, incident),
            path: path.clone(),
        },
        reference: incident.reference.to_string(),
        chip: labels::incident_state(frame.t, incident.state, incident.cause.state),
        glyph: format!("g-inc-{}", incident.state.word()),
        tone: incident_tone(incident.state, worst),
        exercise: incident.exercise,
        clocks: clocks(frame, policy, now, record),
        reminders: reminders(frame, policy, now, record),
        write: format!("{path}/notice"),
    }
}

/// Time to the first notice, the promise of the next update, and texts to be read.
fn clocks(
    frame: &Frame,
    policy: &NoticePolicy,
    now: Timestamp,
    record: &IncidentRecord,
) -> Vec<Clock> {
    let t = frame.t;
    let mut clocks = Vec::new();
    if let Some(minutes) = record.minutes_to_first_notice() {
        let target = i64::from(policy.first_notice_minutes);
        clocks.push(Clock {
            label: t.msg_first_notice_clock(),
            left: short_duration(frame.language, minutes),
            at: t.msg_desk_target(short_duration(frame.language, target)),
            tone: if minutes > target { Tone::Late } else { Tone::Fine },
        });
    }
    if !record.incident.state.is_over() {
        clocks.push(promise(frame, now, record));
    }
    let open = record
        .updates
        .iter()
        .filter(|update| Language::ALL.into_iter().any(|language| needs_review(update, language)));
    let open = open.count();
    if open > 0 {
        clocks.push(Clock {
            label: t.msg_desk_languages(),
            left: t.msg_desk_languages_open(i64::try_from(open).unwrap_or(i64::MAX)),
            at: String::new(),
            tone: Tone::Soon,
        });
    }
    clocks
}

fn promise(frame: &Frame, now: Timestamp, record: &IncidentRecord) -> Clock {
    let t = frame.t;
    let label = t.msg_next_update();
    let Some(promised) = record.promise() else {
        let left = t.msg_desk_no_promise();
        return Clock { label, left, at: String::new(), tone: Tone::Soon };
    };
    let left = promised.at.minutes_since(now);
    let lasting = short_duration(frame.language, left.abs());
    Clock {
        label,
        left: if left < 0 { t.msg_desk_overdue(lasting) } else { t.msg_desk_left(lasting) },
        at: frame.time(promised.at),
        tone: match left {
            ..0 => Tone::Late,
            0..=SOON => Tone::Soon,
            _ => Tone::Fine,
        },
    }
}

/// What is easily forgotten: long silence (checklist N30), and the long-incident mode (N03).
fn reminders(
    frame: &Frame,
    policy: &NoticePolicy,
    now: Timestamp,
    record: &IncidentRecord,
) -> Vec<String> {
    let t = frame.t;
    let mut reminders = Vec::new();
    let last = record.updates.last().map(|update| now.minutes_since(update.posted));
    let silent = last.and_then(|minutes| REMINDERS.into_iter().find(|hours| minutes >= hours * 60));
    if let Some(hours) = silent {
        reminders.push(t.msg_desk_silent(hours));
    }
    let hours = i64::from(policy.long_incident_hours);
    let started = record.incident.started();
    let long = started.is_some_and(|started| now.minutes_since(started.at) >= hours * 60);
    if long && record.incident.long_incident.is_none() {
        reminders.push(t.msg_desk_long(hours));
    }
    reminders
}

/// A draft: its own operator goes on with it, others see that it is there.
fn draft(frame: &Frame, named: &NamedDraft, own: bool) -> (Link, String) {
    let t = frame.t;
    let draft = &named.draft;
    let (kind, detail) = draft.kind.split_once('/').unwrap_or((&draft.kind, ""));
    let step = maintenance::form_label(t, &draft.kind);
    let what = match kind {
        _ if step.is_some() => format!("{} {}", step.unwrap_or_default(), draft.target),
        "first" => t.msg_desk_draft_first(),
        PLAN => t.msg_maint_plan_title(),
        "correction" => format!("{} {}", t.msg_inc_correct(), draft.target),
        "edit" => format!("{} {}", t.msg_inc_edit(), draft.target),
        "updates" => {
            let language = detail.rsplit('/').next().and_then(Language::from_tag);
            let language = language.map(|language| language_label(t, language));
            format!("{} {}", t.msg_inc_approve(language.unwrap_or_default()), draft.target)
        }
        _ => format!("{} {}", t.msg_desk_write(), draft.target),
    };
    let path = if own { draft_form_path(draft) } else { String::new() };
    let whose = t.msg_desk_draft_of(&named.by, frame.time(draft.saved_at));
    (Link { path, label: what }, whose)
}

fn planned(frame: &Frame, policy: &NoticePolicy, now: Timestamp, work: &Desk) -> Vec<Planned> {
    let voice = Voice::new(&work.portal.provider, &work.portal.catalogue, frame.language);
    // Of a series, the next one that is still to be announced stands for all of them.
    let mut series = BTreeSet::new();
    let stands = |one: &&Maintenance| {
        one.is_announced() || one.series.is_none_or(|first| series.insert(first))
    };
    let mut open: Vec<&Maintenance> = work.planned.iter().filter(stands).collect();
    // What goes on comes first, then what is next; what was put off waits at the end.
    open.sort_by_key(|one| {
        let rank = match one.state() {
            state if state.is_active() => 0,
            WindowState::Postponed => 2,
            _ => 1,
        };
        (rank, Window::next(&one.windows).map(|window| window.start.at), one.reference)
    });
    let plans = open.into_iter().map(|one| {
        let label = maintenance::title(frame.language, &work.portal.catalogue, one);
        let window = Window::next(&one.windows).map(|window| voice.window(window));
        Planned {
            link: Link { path: maintenance::path(one.reference), label },
            reference: one.reference.to_string(),
            window: window.unwrap_or_default(),
            state: StateChip::new(frame.t, one.state()),
            warnings: maintenance::warnings(frame, policy, now, one),
        }
    });
    plans.collect()
}
