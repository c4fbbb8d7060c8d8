//! The form of a maintenance that is planned, and the maintenance that it becomes; `plan_sheet.rs` is what it asks for.

use super::compose::exact;
use crate::{
    app::AnnouncementRefused,
    domain::{
        incident::{
            Unaffected,
            check::{Fault as Faulty, Step},
        },
        key::Key,
        maintenance::{
            Automatic, Maintenance, MaintenanceKind, Reminder, Window, announcing::MOST_WINDOWS,
            check, life::Refusal,
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

/// The names of the units of an interruption, and their seconds.
const UNITS: [(&str, u64); 3] = [("minutes", 60), ("seconds", 1), ("hours", 3_600)];

/// The steps that the clock may take.
const STEPS: [&str; 2] = ["start", "complete"];

/// What a form says.
pub(super) struct Read {
    /// The maintenance, without its notice.
    pub(super) maintenance: Maintenance,
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
pub(super) fn read(scene: &Scene<'_>, reader: &mut Reader<'_>, number: u16) -> Option<Read> {
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
    let effects = impact::degrees(reader, scene.catalogue, &services, impact::FAILING);
    let mut text = |name: &str| reader.localized(name, PARAGRAPH);
    let (work, purpose, impact) = (text("work"), text("purpose"), text("impact"));
    let (request, precheck) = (text("request"), text("precheck"));
    let (extension, cancellation) = (text("extension"), text("cancellation"));
    let max_interruption = interruption(reader);
    let interruptions = reader.number("interruptions").and_then(|times| fitting(reader, times));
    let unaffected = unaffected(scene, reader);
    let steps = reader.keys("automatic", |key| STEPS.contains(&key.as_str()));
    let [start, complete] = STEPS.map(|step| steps.iter().any(|key| key.as_str() == step));
    let follows = reader.references("follows", &[ReferenceKind::Incident]);
    let earlier = reader.references("earlier", &[ReferenceKind::Maintenance]);
    let exercise = reader.ticked("exercise");
    let first = windows.iter().map(|window| window.start.at).min()?;
    let date = first.date_in(scene.zone);
    let reference = Reference { kind: ReferenceKind::Maintenance, date, number };
    let maintenance = Maintenance {
        services,
        work,
        purpose,
        effects,
        impact,
        request,
        precheck,
        extension,
        cancellation,
        max_interruption,
        interruptions,
        unaffected,
        automatic: Automatic { start, complete },
        follows,
        earlier,
        exercise,
        ..Maintenance::blank(reference, kind?, title?, windows)
    };
    rules(scene, reader, &maintenance);
    Some(Read { maintenance, reason })
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

/// The longest interruption, in seconds.
fn interruption(reader: &mut Reader<'_>) -> Option<u32> {
    let unit = reader.choice("interruption_unit", &UNITS).unwrap_or(1);
    let length = reader.number("interruption")?;
    let seconds = length.checked_mul(unit).and_then(|seconds| u32::try_from(seconds).ok());
    if seconds.is_none() {
        reader.fault("interruption", Fault::Number);
    }
    seconds
}

fn fitting(reader: &mut Reader<'_>, times: u64) -> Option<u32> {
    let fits = u32::try_from(times).ok();
    if fits.is_none() {
        reader.fault("interruptions", Fault::Number);
    }
    fits
}

fn unaffected(scene: &Scene<'_>, reader: &mut Reader<'_>) -> Option<Unaffected> {
    let catalogue = scene.catalogue;
    let functions = reader.keys("unaffected_function", |key| catalogue.function(key).is_some());
    let services = reader.keys("unaffected_service", |key| catalogue.service(key).is_some());
    let nothing = functions.is_empty() && services.is_empty();
    (!nothing).then_some(Unaffected { functions, services, periods: None, narrative: None })
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
        let steps = problem.place.steps();
        let field = match steps.first() {
            Some(Step::Field(field)) => *field,
            _ => "record",
        };
        let window = match steps.get(1) {
            Some(Step::Entry(index)) if field == "windows" => maintenance.windows.get(*index),
            _ => None,
        };
        let of_window = |what: &str| {
            let window = window.or_else(|| maintenance.windows.first());
            window.map_or_else(|| named(what, 1), |window| format!("{what}-{}", window.key))
        };
        let (name, fault) = match &problem.fault {
            Faulty::EndBeforeStart => (of_window("end"), Fault::TooEarly),
            Faulty::Overlaps(_) => (of_window("start"), Fault::Rule(Rule::Overlaps)),
            Faulty::OnlySpares => (of_window("spare"), Fault::Rule(Rule::OnlySpares)),
            Faulty::AlsoUnaffected(_) => {
                ("unaffected_function".to_owned(), Fault::Rule(Rule::AlsoUnaffected))
            }
            Faulty::ServiceAlsoUnaffected(_) => {
                ("unaffected_service".to_owned(), Fault::Rule(Rule::ServiceAlsoUnaffected))
            }
            Faulty::NotOfServices(function) => {
                (impact::degree_name(function), Fault::NotOfServices)
            }
            Faulty::UnknownRecord(_) | Faulty::WrongRecord(_) => {
                (field.to_owned(), Fault::Reference)
            }
            _ => (field.to_owned(), Fault::Rule(Rule::Record)),
        };
        reader.fault(&name, fault);
    }
}
