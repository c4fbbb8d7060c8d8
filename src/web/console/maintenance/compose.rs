//! What the form of a step becomes: the step that it asks for, and the notice that tells of it in words; or why not.

use super::{kinds::Kind, step::Desk};
use crate::{
    domain::{
        audit::Reason,
        incident::When,
        key::Key,
        maintenance::{
            Maintenance, MaintenanceUpdate, Window, WindowState,
            life::{NewDate, Refusal, Step},
            telling::Said,
        },
        moment::Moment,
        time::Timestamp,
    },
    i18n::{
        dates::parse::{MomentError, Prefer},
        labels::Label as _,
        notice,
    },
    web::posting::{
        addresses,
        reader::{Assumed, Fault as Wrong, Faults, PARAGRAPH, Reader},
        typed::Typed,
    },
};

/// What a form became.
pub(super) struct Composed {
    pub(super) typed: Typed,
    pub(super) faults: Faults,
    pub(super) assumed: Assumed,
    pub(super) refused: Vec<String>,
    pub(super) ready: Option<Ready>,
}

/// A step that can be taken.
pub(super) struct Ready {
    pub(super) step: Step,
    /// The maintenance after it.
    pub(super) after: Maintenance,
    pub(super) notice: Option<MaintenanceUpdate>,
    pub(super) reasons: Vec<Reason>,
}

/// Reads a form as of a time, and puts its notice into words.
pub(super) fn compose(desk: &Desk, typed: Typed, now: Timestamp) -> Composed {
    let login = &desk.seat.signed_in.visitor.operator.login;
    let mut reader = Reader::new(&typed, now, &desk.seat.frame.zone).for_writer(login);
    let step = step(desk, &mut reader);
    let said = told(desk, &mut reader);
    let found = addresses::found(&typed, &Typed::default(), &desk.opened.portal.provider);
    let reasons = addresses::reason(&mut reader, &found, true).into_iter().collect();
    let (faults, assumed) = (reader.faults, reader.assumed);
    let mut composed = Composed { typed, faults, assumed, refused: vec![], ready: None };
    let Some(step) = step else { return composed };
    match desk.opened.maintenance.after(&desk.window.key, &step, now) {
        Err(refusal) => composed.refused.push(sentence(desk, &refusal)),
        Ok(after) if composed.faults.is_empty() => {
            let notice = after.notice(&desk.window.key, &step, said, now);
            let portal = &desk.opened.portal;
            let written = notice.map(|notice| {
                notice::in_words(&portal.provider, &portal.catalogue, &after, notice).ok()
            });
            composed.ready = match written {
                Some(None) => None,
                Some(notice) => Some(Ready { step, after, notice, reasons }),
                None => Some(Ready { step, after, notice: None, reasons }),
            };
        }
        Ok(_) => {}
    }
    composed
}

/// The step that the form asks for; `None` if something is missing.
fn step(desk: &Desk, reader: &mut Reader<'_>) -> Option<Step> {
    Some(match desk.kind {
        Kind::Start => Step::Start { at: exact(reader, "at", Prefer::Past, None)? },
        Kind::Complete => Step::Complete { at: exact(reader, "at", Prefer::Past, None)? },
        Kind::RollBack => Step::RollBack { at: exact(reader, "at", Prefer::Past, None)? },
        Kind::Extend => Step::Extend { until: exact(reader, "until", Prefer::Future, None)? },
        Kind::Verify => Step::Verify,
        Kind::Resume => Step::Resume,
        Kind::Postpone => Step::Postpone,
        Kind::Cancel => Step::Cancel,
        Kind::Reschedule => Step::Reschedule(new_date(desk, reader)?),
    })
}

fn new_date(desk: &Desk, reader: &mut Reader<'_>) -> Option<NewDate> {
    let spares: Vec<(&str, Key)> =
        spares(desk).map(|window| (window.key.as_str(), window.key.clone())).collect();
    if let Some(spare) = reader.choice("spare", &spares) {
        return Some(NewDate::Spare(spare));
    }
    let start = exact(reader, "start", Prefer::Future, None);
    let end = exact(reader, "end", Prefer::Future, None);
    let (start, end) = (start?.at, end?.at);
    let remind_at = desk.seat.console.policy.reminder(start, &desk.seat.frame.zone);
    let remind_at = Some(remind_at).filter(|at| *at > reader.now() && *at < start);
    Some(NewDate::At { start, end, remind_at })
}

/// The alternate dates that are still free.
pub(super) fn spares(desk: &Desk) -> impl Iterator<Item = &Window> {
    let windows = desk.opened.maintenance.windows.iter();
    windows.filter(|window| window.spare && window.state == WindowState::Scheduled)
}

/// A moment to the minute, which has to be there. `base` is the start of what it ends.
pub(super) fn exact(
    reader: &mut Reader<'_>,
    name: &str,
    prefer: Prefer,
    base: Option<Timestamp>,
) -> Option<Moment> {
    if reader.typed().get(name).trim().is_empty() {
        reader.fault(name, Wrong::Moment(MomentError::Empty));
        return None;
    }
    let moment = reader.moment(name, prefer, base)?;
    if moment.approx || !moment.grain.has_clock() {
        reader.fault(name, Wrong::NotExact);
        return None;
    }
    Some(Moment::minute(moment.at))
}

/// What the operator adds to what the record says.
fn told(desk: &Desk, reader: &mut Reader<'_>) -> Said {
    let mut said = Said::default();
    if desk.kind.says_why() {
        said.reason = reader.required("reason", PARAGRAPH);
    }
    match desk.kind {
        Kind::Extend => {
            said.impact = reader.localized("impact", PARAGRAPH);
            said.next_update = reader.coming("next").map(When::Own);
        }
        Kind::Complete => said.result = reader.localized("result", PARAGRAPH),
        _ => {}
    }
    said
}

/// Why a step is refused, in words.
pub(super) fn sentence(desk: &Desk, refusal: &Refusal) -> String {
    let t = desk.seat.frame.t;
    match refusal {
        Refusal::NoWindow(_) => t.msg_maint_refused_no_window(),
        Refusal::NotNext(state) => t.msg_maint_refused_not_next(state.label(t)),
        Refusal::Spare => t.msg_maint_refused_spare(),
        Refusal::NotSpare(_) => t.msg_maint_refused_not_spare(),
        Refusal::BeforeStart => t.msg_maint_refused_before_start(),
        Refusal::NotLater => t.msg_maint_refused_not_later(),
        Refusal::InPast => t.msg_maint_refused_in_past(),
        Refusal::InFuture => t.msg_maint_refused_in_future(),
        Refusal::EndBeforeStart => t.msg_maint_refused_end_before_start(),
        Refusal::Overlaps(key) => {
            let other = desk.opened.maintenance.window(key);
            let other = other.map(|window| desk.voice().window(window));
            t.msg_maint_refused_overlaps(other.unwrap_or_default())
        }
        Refusal::NoReminder => t.msg_maint_refused_no_reminder(),
        Refusal::Announced => t.msg_maint_refused_announced(),
    }
}
