//! The form of a maintenance that is planned, and the maintenance that it becomes; `plan_sheet.rs` is what it asks for.

use super::{compose::exact, facts, repeat};
use crate::{
    app::{AnnouncementRefused, Promises},
    domain::{
        incident::check::{Fault as Faulty, Step},
        key::Key,
        maintenance::{
            Automatic, Maintenance, MaintenanceKind, Reminder, Window, announcing::MOST_WINDOWS,
            check, life::Refusal, series::Planning,
        },
        reference::{Reference, ReferenceKind},
        text::LocalizedText,
    },
    i18n::dates::parse::Prefer,
    web::posting::{
        impact,
        reader::{Fault, LINE, PARAGRAPH, Reader, Rule},
        scene::Scene,
        typed::Typed,
    },
};

/// The names of the kinds in the form.
pub(super) const KINDS: [(&str, MaintenanceKind); 4] = [
    ("planned", MaintenanceKind::Planned),
    ("regular", MaintenanceKind::Regular),
    ("unscheduled", MaintenanceKind::Unscheduled),
    ("emergency", MaintenanceKind::Emergency),
];

/// The steps that the clock may take.
const STEPS: [&str; 2] = ["start", "complete"];

/// What a form says.
pub(super) struct Read {
    /// The maintenance, without its notice.
    pub(super) maintenance: Maintenance,
    /// The later ones of its series.
    pub(super) later: Vec<Maintenance>,
    /// Why an emergency cannot wait.
    pub(super) reason: Option<LocalizedText>,
}

/// The form when it is shown for the first time.
pub(super) fn blank(typed: &mut Typed) {
    typed.set("kind", "planned");
    typed.set("interruption_unit", "minutes");
    typed.set("remind", "yes");
}

pub(super) fn named(what: &str, row: usize) -> String {
    format!("{what}-w{row}")
}

/// The rows of the windows in which something is typed, from 1.
pub(super) fn rows(typed: &Typed) -> impl Iterator<Item = usize> {
    let filled = |row: &usize| {
        let is = |what: &str| !typed.get(&named(what, *row)).trim().is_empty();
        is("start") || is("end") || is("spare")
    };
    (1..=MOST_WINDOWS).filter(filled)
}

/// Reads a form, giving the maintenance a number of its first day; `None` as long as it has no window.
pub(super) fn read(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    promises: &Promises,
    number: u16,
) -> Option<Read> {
    let kind = reader.chosen("kind", &KINDS);
    let services = impact::services(reader, scene.catalogue);
    let title = reader.required("title", LINE);
    let windows = windows(scene, reader);
    let reason = if kind == Some(MaintenanceKind::Emergency) {
        reader.required("reason", PARAGRAPH)
    } else {
        reader.unused("reason_ja");
        reader.unused("reason_en");
        None
    };
    let steps = reader.keys("automatic", |key| STEPS.contains(&key.as_str()));
    let [start, complete] = STEPS.map(|step| steps.iter().any(|key| key.as_str() == step));
    let exercise = reader.ticked("exercise");
    let first = windows.iter().map(|window| window.start.at).min();
    let first = first.map(|first| first.date_in(scene.zone));
    let recurrence = repeat::read(reader, first);
    let date = first.unwrap_or_else(|| scene.now.date_in(scene.zone));
    let reference = Reference { kind: ReferenceKind::Maintenance, date, number };
    let text = title.clone().unwrap_or_else(|| LocalizedText::both("", ""));
    let mut maintenance = Maintenance {
        services,
        automatic: Automatic { start, complete },
        recurrence,
        exercise,
        ..Maintenance::blank(reference, kind.unwrap_or(MaintenanceKind::Planned), text, windows)
    };
    facts::read(scene, reader, promises, &mut maintenance);
    first.and(kind).and(title)?;
    rules(scene, reader, &maintenance);
    let later = later(scene, reader, &maintenance);
    Some(Read { maintenance, later, reason })
}

/// The later ones of its series; none if it does not repeat, or cannot as it says.
fn later(scene: &Scene<'_>, reader: &mut Reader<'_>, first: &Maintenance) -> Vec<Maintenance> {
    let reminds = reader.ticked("remind");
    let planning = Planning { policy: scene.policy, zone: scene.zone, reminds, now: scene.now };
    first.occurrences(planning).unwrap_or_else(|unfit| {
        reader.fault(repeat::field(reader.typed(), unfit), Fault::Unfit(unfit));
        Vec::new()
    })
}

fn windows(scene: &Scene<'_>, reader: &mut Reader<'_>) -> Vec<Window> {
    let mut filled: Vec<usize> = rows(reader.typed()).collect();
    if filled.is_empty() {
        filled.push(1);
    }
    let reminds = reader.ticked("remind");
    let mut windows = Vec::new();
    for row in filled {
        let start = exact(reader, &named("start", row), Prefer::Future, None);
        let base = start.as_ref().map(|start| start.at);
        let end = exact(reader, &named("end", row), Prefer::Future, base);
        let spare = reader.ticked(&named("spare", row));
        let (Some(start), Some(end), Ok(key)) = (start, end, format!("w{row}").parse::<Key>())
        else {
            continue;
        };
        let remind = scene.policy.reminder(start.at, scene.zone);
        let is_ahead = remind > scene.now && remind < start.at;
        let reminder = (reminds && is_ahead).then_some(Reminder { at: remind, done: false });
        windows.push(Window { spare, reminder, ..Window::planned(key, start, end) });
    }
    windows
}

/// Notes what announcing would refuse.
fn rules(scene: &Scene<'_>, reader: &mut Reader<'_>, maintenance: &Maintenance) {
    if maintenance.services.is_empty() {
        return;
    }
    let windows = maintenance.unannounceable(scene.now);
    let problems = check::check(maintenance, scene.catalogue);
    note(reader, maintenance, &AnnouncementRefused { windows, problems });
}

/// Notes what was refused at the fields that it concerns.
pub(super) fn note(
    reader: &mut Reader<'_>,
    maintenance: &Maintenance,
    refused: &AnnouncementRefused,
) {
    for (key, refusal) in &refused.windows {
        let emergency = maintenance.kind == MaintenanceKind::Emergency;
        let (what, fault) = match refusal {
            Refusal::EndBeforeStart => ("end", Fault::TooEarly),
            _ if emergency => ("end", Fault::Passed),
            _ => ("start", Fault::Passed),
        };
        reader.fault(&format!("{what}-{key}"), fault);
    }
    for problem in &refused.problems {
        let window = match problem.place.steps() {
            [Step::Field("windows"), Step::Entry(index), ..] => maintenance.windows.get(*index),
            _ => None,
        };
        let of_window = |what: &str| {
            let window = window.or_else(|| maintenance.windows.first());
            window.map_or_else(|| named(what, 1), |window| format!("{what}-{}", window.key))
        };
        let (name, fault) = match &problem.fault {
            Faulty::EndBeforeStart => (of_window("end"), Fault::TooEarly),
            Faulty::Overlaps(_) => (of_window("start"), Fault::Rule(Rule::Overlaps)),
            Faulty::Recurrence(unfit) => {
                (repeat::field(reader.typed(), *unfit).to_owned(), Fault::Unfit(*unfit))
            }
            Faulty::OnlySpares => (of_window("spare"), Fault::Rule(Rule::OnlySpares)),
            _ => facts::place(problem),
        };
        reader.fault(&name, fault);
    }
}
