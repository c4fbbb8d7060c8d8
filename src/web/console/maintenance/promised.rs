//! What a maintenance carries out, and which report promised it: chosen among what incidents promised. Whoever is
//! chosen here is also among the incidents that it follows.

use crate::{
    app::Promises,
    domain::{
        incident::{Incident, Measure},
        key::Key,
        maintenance::Maintenance,
        reference::Reference,
    },
    views::console::sheet::Part,
    web::posting::{maker::Maker, reader::Reader, scene::Scene, typed::Typed},
};

/// The most letters of a measure in the list.
const LONGEST: usize = 80;

/// Reads what was chosen into a maintenance.
pub(super) fn read(reader: &mut Reader<'_>, promises: &Promises, maintenance: &mut Maintenance) {
    let measures: Vec<(String, (Reference, Key))> = promises
        .measures
        .iter()
        .map(|(incident, measure)| {
            (word(incident, measure), (incident.reference, measure.key.clone()))
        })
        .collect();
    let measure = choice(reader, "announces_measure", &measures);
    let reports: Vec<(String, (Reference, Reference))> = promises
        .reports
        .iter()
        .map(|(incident, report)| (report.to_string(), (incident.reference, *report)))
        .collect();
    let report = choice(reader, "report", &reports);
    if let Some((incident, _)) = &report {
        follow(maintenance, *incident);
    }
    if let Some((incident, _)) = &measure {
        follow(maintenance, *incident);
    }
    maintenance.announces_measure = measure.map(|(_, key)| key);
    maintenance.report = report.map(|(_, report)| report);
}

fn choice<T: Clone>(reader: &mut Reader<'_>, name: &str, offered: &[(String, T)]) -> Option<T> {
    let offered: Vec<(&str, T)> =
        offered.iter().map(|(word, value)| (word.as_str(), value.clone())).collect();
    reader.choice(name, &offered)
}

/// Puts an incident before the others that the maintenance follows: the first one that has the measure is meant.
fn follow(maintenance: &mut Maintenance, incident: Reference) {
    maintenance.follows.retain(|other| *other != incident);
    maintenance.follows.insert(0, incident);
}

/// Writes into a form what stands in a maintenance.
pub(super) fn show(typed: &mut Typed, promises: &Promises, maintenance: &Maintenance) {
    let carried = |(incident, measure): &&(Incident, Measure)| {
        maintenance.follows.contains(&incident.reference)
            && Some(&measure.key) == maintenance.announces_measure.as_ref()
    };
    if let Some((incident, measure)) = promises.measures.iter().find(carried) {
        typed.set("announces_measure", word(incident, measure));
    }
    if let Some(report) = maintenance.report {
        typed.set("report", report.to_string());
    }
}

/// The lists to choose from; one in which there is nothing is not shown.
pub(super) fn parts(scene: &Scene<'_>, maker: &Maker<'_>, promises: &Promises) -> Vec<Part> {
    let t = maker.t();
    let chosen = |name: &str| !maker.typed.get(name).is_empty();
    let mut parts = Vec::new();
    if !promises.measures.is_empty() || chosen("announces_measure") {
        let mut offered = vec![(String::new(), t.msg_maint_measure_none())];
        offered.extend(promises.measures.iter().map(|(incident, measure)| {
            let text = measure.text.read(scene.frame.language).map_or("", |reading| reading.text);
            let text: String = text.chars().take(LONGEST).collect();
            let label = t.msg_maint_measure_of(text, incident.reference.to_string());
            (word(incident, measure), label)
        }));
        let label = t.msg_maint_measure();
        parts.push(Part::One(maker.select("announces_measure", label, &offered)));
    }
    if !promises.reports.is_empty() || chosen("report") {
        let mut offered = vec![(String::new(), t.msg_maint_report_none())];
        offered.extend(promises.reports.iter().map(|(incident, report)| {
            let label = t.msg_maint_report_of(report.to_string(), scene.title(incident));
            (report.to_string(), label)
        }));
        parts.push(Part::One(maker.select("report", t.msg_maint_report(), &offered)));
    }
    parts
}

/// By what a measure is known in a form.
fn word(incident: &Incident, measure: &Measure) -> String {
    format!("{}/{}", incident.reference, measure.key)
}
