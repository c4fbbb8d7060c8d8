//! What is wrong with a maintenance that comes from outside. It reports every problem with its place,
//! and changes nothing.

mod effects;

use std::collections::BTreeSet;

use super::{Maintenance, MaintenanceKind, Window, WindowState, recurrence::Unfit};
use crate::domain::{
    incident::check::{Fault, Place, Problem, posted_ahead},
    key::Key,
    reference::{Reference, ReferenceKind},
    service::Catalogue,
    time::Timestamp,
};

/// Finds every problem of a maintenance.
pub fn check(maintenance: &Maintenance, catalogue: &Catalogue) -> Vec<Problem> {
    let root = Place::default();
    let mut problems = Vec::new();
    let mut report = |place: Place, fault: Fault| problems.push(Problem { place, fault });
    if maintenance.services.is_empty() {
        report(root.field("services"), Fault::NothingAffected);
    }
    let unknown_service = |key: &Key| catalogue.service(key).is_none();
    for (index, key) in maintenance.services.iter().enumerate() {
        if unknown_service(key) {
            report(root.field("services").entry(index), Fault::UnknownService(key.clone()));
        }
    }
    if maintenance.windows.is_empty() {
        report(root.field("windows"), Fault::NothingAffected);
    } else if maintenance.windows.iter().all(|window| window.spare) {
        report(root.field("windows"), Fault::OnlySpares);
    }
    problems.extend(effects::check(maintenance, catalogue, &root));
    problems.extend(windows(maintenance, &root));
    problems.extend(overlaps(maintenance, &root));
    problems.extend(updates(maintenance, &root));
    problems.extend(links(maintenance, &root));
    problems.extend(repeats(maintenance, &root));
    problems
}

/// A rule that has its dates, counted from the one in the number, and not in a series of another.
fn repeats(maintenance: &Maintenance, root: &Place) -> Option<Problem> {
    let recurrence = maintenance.recurrence.as_ref()?;
    let unfit = match recurrence.dates(maintenance.reference.date) {
        Err(unfit) => unfit,
        Ok(_) if maintenance.kind == MaintenanceKind::Emergency => Unfit::Emergency,
        Ok(_) if maintenance.series.is_some() => Unfit::Later,
        Ok(_) => return None,
    };
    Some(Problem { place: root.field("recurrence"), fault: Fault::Recurrence(unfit) })
}

/// Records of the right kind, and a measure that some incident planned.
fn links(maintenance: &Maintenance, root: &Place) -> Vec<Problem> {
    let kind = |field| match field {
        "triggered" | "follows" => ReferenceKind::Incident,
        _ => ReferenceKind::Maintenance,
    };
    let mut problems = Vec::new();
    let mut wrong = |field, reference: Reference| {
        let fault = Fault::WrongRecord(reference);
        problems.push(Problem { place: root.field(field), fault });
    };
    for (field, reference) in maintenance.mentions() {
        if reference.kind != kind(field) || reference == maintenance.reference {
            wrong(field, reference);
        }
    }
    if let Some(report) = maintenance.report.filter(|one| one.kind != ReferenceKind::Report) {
        wrong("report", report);
    }
    if maintenance.announces_measure.is_some() && maintenance.follows.is_empty() {
        let place = root.field("announces_measure");
        problems.push(Problem { place, fault: Fault::MeasureOfNothing });
    }
    problems
}

/// Windows that stand do not lie within each other's time.
fn overlaps(maintenance: &Maintenance, root: &Place) -> Vec<Problem> {
    let standing: Vec<(usize, &Window)> = maintenance
        .windows
        .iter()
        .enumerate()
        .filter(|(_, window)| {
            !matches!(
                window.state,
                WindowState::Rescheduled | WindowState::Postponed | WindowState::Cancelled
            )
        })
        .collect();
    let mut problems = Vec::new();
    for (position, (index, window)) in standing.iter().enumerate() {
        let before = standing.iter().take(position);
        if let Some((_, other)) = before.into_iter().find(|(_, other)| window.meets(other)) {
            let place = root.field("windows").entry(*index);
            problems.push(Problem { place, fault: Fault::Overlaps(other.key.clone()) });
        }
    }
    problems
}

/// Finds what a maintenance that comes from outside says to have been posted after `now`.
pub fn ahead(maintenance: &Maintenance, now: Timestamp) -> Vec<Problem> {
    posted_ahead(maintenance.updates.iter().map(|update| update.posted), now)
}

fn windows(maintenance: &Maintenance, root: &Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, window) in maintenance.windows.iter().enumerate() {
        let place = root.field("windows").entry(index);
        let ends = [Some(&window.end), window.extended_to.as_ref()];
        if ends.into_iter().flatten().any(|end| end.at <= window.start.at) {
            problems.push(Problem { place: place.clone(), fault: Fault::EndBeforeStart });
        }
        if let (Some(start), Some(end)) = (&window.actual_start, &window.actual_end)
            && end.at < start.at
        {
            problems
                .push(Problem { place: place.field("actual_end"), fault: Fault::EndBeforeStart });
        }
        if let Some(replaced) = &window.replaces {
            let place = place.field("replaces");
            match maintenance.window(replaced) {
                None => {
                    let fault = Fault::UnknownPart(replaced.clone());
                    problems.push(Problem { place, fault });
                }
                Some(old) if old.state != WindowState::Rescheduled || old.key == window.key => {
                    let fault = Fault::NotReplaced(replaced.clone());
                    problems.push(Problem { place, fault });
                }
                Some(_) => {}
            }
        }
        if window.reminder.is_some_and(|reminder| reminder.at >= window.start.at) {
            let place = place.field("reminder");
            problems.push(Problem { place, fault: Fault::ReminderTooLate });
        }
        if !seen.insert(&window.key) {
            problems.push(Problem { place, fault: Fault::Repeated(window.key.clone()) });
        }
    }
    for (index, change) in maintenance.log.iter().enumerate() {
        if maintenance.window(&change.window).is_none() {
            let place = root.field("state_log").entry(index).field("window");
            problems.push(Problem { place, fault: Fault::UnknownPart(change.window.clone()) });
        }
    }
    problems
}

fn updates(maintenance: &Maintenance, root: &Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, update) in maintenance.updates.iter().enumerate() {
        let place = root.field("updates").entry(index);
        let named = update.windows.iter().enumerate();
        let named = named.map(|(index, key)| (place.field("windows").entry(index), key));
        let values = place.field("values");
        let old = update.values.old_window.iter().map(|key| (values.field("old_window"), key));
        let new = update.values.new_window.iter().map(|key| (values.field("new_window"), key));
        for (place, key) in named.chain(old).chain(new) {
            if maintenance.window(key).is_none() {
                problems.push(Problem { place, fault: Fault::UnknownPart(key.clone()) });
            }
        }
        if !seen.insert(&update.key) {
            problems.push(Problem { place, fault: Fault::Repeated(update.key.clone()) });
        }
    }
    problems
}
