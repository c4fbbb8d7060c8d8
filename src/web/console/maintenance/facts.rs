//! The facts of a maintenance in a form: what is done and what for, what customers may notice and what they should
//! do, on which conditions it changes, and what it belongs to. The form in which it is planned asks for them, and the
//! one in which they are changed later; times and the course of the work are not among them.

use super::promised;
use crate::{
    app::Promises,
    domain::{
        house_style::HouseStyle,
        incident::{
            Symptom, Unaffected,
            check::{Fault as Faulty, Problem, Step},
        },
        key::Key,
        maintenance::Maintenance,
        reference::{Reference, ReferenceKind},
        service::Catalogue,
        text::LocalizedText,
    },
    i18n::symptoms::Grammar,
    views::console::sheet::Part,
    web::posting::{
        edit::write_both,
        impact,
        maker::Maker,
        reader::{Fault, LINE, LIST, PARAGRAPH, Reader, Rule},
        scene::Scene,
        typed::Typed,
    },
};

/// The names of the units of an interruption, and their seconds.
const UNITS: [(&str, u64); 3] = [("minutes", 60), ("seconds", 1), ("hours", 3_600)];

/// A text of the record, by the name of its field.
type Text = fn(&mut Maintenance) -> &mut Option<LocalizedText>;

/// The texts that may be there or not.
const TEXTS: [(&str, Text); 7] = [
    ("work", |one| &mut one.work),
    ("purpose", |one| &mut one.purpose),
    ("impact", |one| &mut one.impact),
    ("request", |one| &mut one.request),
    ("precheck", |one| &mut one.precheck),
    ("extension", |one| &mut one.extension),
    ("cancellation", |one| &mut one.cancellation),
];

/// Reads the facts into a maintenance, whose services are known. What was not typed anew keeps its history.
pub(super) fn read(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    promises: &Promises,
    maintenance: &mut Maintenance,
) {
    for (name, text) in TEXTS {
        reader.rewrite(text(maintenance), name, PARAGRAPH);
    }
    maintenance.effects = effects(scene, reader, maintenance);
    maintenance.max_interruption = interruption(reader);
    maintenance.interruptions =
        reader.number("interruptions").and_then(|times| fitting(reader, times));
    maintenance.unaffected = unaffected(scene, reader, maintenance.unaffected.as_ref());
    maintenance.follows = reader.references("follows", &[ReferenceKind::Incident]);
    maintenance.earlier = reader.references("earlier", &[ReferenceKind::Maintenance]);
    promised::read(reader, promises, maintenance);
}

/// The chosen effects; what else is known of an effect, and what is said of some services alone, stays.
fn effects(scene: &Scene<'_>, reader: &mut Reader<'_>, maintenance: &Maintenance) -> Vec<Symptom> {
    let services = &maintenance.services;
    let chosen = impact::degrees(reader, scene.catalogue, services, impact::FAILING);
    let (all, some): (Vec<&Symptom>, Vec<&Symptom>) =
        maintenance.effects.iter().partition(|effect| effect.services.is_empty());
    let known = |effect: Symptom| match all.iter().find(|it| it.function == effect.function) {
        Some(known) => Symptom { degree: effect.degree, ..(*known).clone() },
        None => effect,
    };
    chosen.into_iter().map(known).chain(some.into_iter().cloned()).collect()
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

fn unaffected(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    known: Option<&Unaffected>,
) -> Option<Unaffected> {
    let catalogue = scene.catalogue;
    let functions = reader.keys("unaffected_function", |key| catalogue.function(key).is_some());
    let services = reader.keys("unaffected_service", |key| catalogue.service(key).is_some());
    let nothing = functions.is_empty() && services.is_empty();
    let narrative = known.and_then(|known| known.narrative.clone());
    (!nothing).then_some(Unaffected { functions, services, periods: None, narrative })
}

/// Writes the facts of a maintenance into a form that is shown for the first time.
pub(super) fn show(typed: &mut Typed, promises: &Promises, maintenance: &Maintenance) {
    let mut maintenance = maintenance.clone();
    for (name, text) in TEXTS {
        write_both(typed, name, text(&mut maintenance).as_ref());
    }
    impact::show_degrees(typed, &maintenance.effects);
    typed.set("interruption_unit", UNITS[0].0);
    if let Some(seconds) = maintenance.max_interruption.map(u64::from) {
        let minutes = seconds.is_multiple_of(60);
        let (unit, length) = if minutes { UNITS[0] } else { UNITS[1] };
        typed.set("interruption_unit", unit);
        typed.set("interruption", (seconds / length).to_string());
    }
    if let Some(times) = maintenance.interruptions {
        typed.set("interruptions", times.to_string());
    }
    if let Some(unaffected) = &maintenance.unaffected {
        let words = |keys: &[Key]| keys.iter().map(Key::to_string).collect();
        typed.put("unaffected_function", words(&unaffected.functions));
        typed.put("unaffected_service", words(&unaffected.services));
    }
    let lines =
        |list: &[Reference]| list.iter().map(Reference::to_string).collect::<Vec<_>>().join("\n");
    typed.set("follows", lines(&maintenance.follows));
    typed.set("earlier", lines(&maintenance.earlier));
    promised::show(typed, promises, &maintenance);
}

/// The field at which a problem of the record is noted, and what is said there.
pub(super) fn place(problem: &Problem) -> (String, Fault) {
    let field = match problem.place.steps().first() {
        Some(Step::Field(field)) => *field,
        _ => "record",
    };
    let (name, fault) = match &problem.fault {
        Faulty::AlsoUnaffected(_) => ("unaffected_function", Fault::Rule(Rule::AlsoUnaffected)),
        Faulty::ServiceAlsoUnaffected(_) => {
            ("unaffected_service", Fault::Rule(Rule::ServiceAlsoUnaffected))
        }
        Faulty::NotOfServices(function) => {
            return (impact::degree_name(function), Fault::NotOfServices);
        }
        Faulty::UnknownRecord(_) if field == "report" => (field, Fault::NOT_OFFERED),
        Faulty::UnknownRecord(_) | Faulty::WrongRecord(_) => (field, Fault::Reference),
        Faulty::UnknownPart(_) => (field, Fault::NOT_OFFERED),
        _ => (field, Fault::Rule(Rule::Record)),
    };
    (name.to_owned(), fault)
}

/// The title, and what is done.
pub(super) fn work_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    vec![
        maker.pair("title", &t.msg_maint_title(), LINE),
        Part::Text(t.msg_maint_title_hint()),
        maker.pair("work", &t.msg_fact_work(), PARAGRAPH),
        maker.pair("purpose", &t.msg_fact_purpose(), PARAGRAPH),
    ]
}

/// What customers may notice, and what they should do; only of some services, if they are known.
pub(super) fn impact_parts(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    services: Option<&[Key]>,
) -> Vec<Part> {
    let t = maker.t();
    let units = [
        ("minutes", t.msg_maint_unit_minutes()),
        ("seconds", t.msg_maint_unit_seconds()),
        ("hours", t.msg_maint_unit_hours()),
    ];
    let mut parts = vec![
        Part::Text(t.msg_maint_effects_hint()),
        impact::degrees_part(maker, scene.catalogue, services, impact::FAILING),
        maker.pair("impact", &t.msg_fact_impact(), PARAGRAPH),
        Part::One(maker.number_like("interruption", t.msg_fact_max_interruption(), 10)),
        Part::One(maker.select("interruption_unit", t.msg_maint_unit(), &units)),
        Part::One(maker.number_like("interruptions", t.msg_maint_interruptions(), 1)),
    ];
    parts.extend(unaffected_parts(scene.catalogue, maker));
    parts.push(maker.pair("request", &t.msg_fact_request(), PARAGRAPH));
    parts
}

fn unaffected_parts(catalogue: &Catalogue, maker: &Maker<'_>) -> [Part; 2] {
    let (t, language) = (maker.t(), maker.frame.language);
    let house = HouseStyle::default();
    let grammar = Grammar { catalogue, house: &house, language };
    let functions = catalogue.functions.iter();
    let functions: Vec<_> =
        functions.map(|function| (function.key.as_str(), grammar.noun(function))).collect();
    let services: Vec<_> = catalogue
        .services
        .iter()
        .map(|service| (service.key.as_str(), service.name.get(language).clone()))
        .collect();
    [
        Part::One(maker.ticks("unaffected_function", t.msg_not_affected(), &functions)),
        Part::One(maker.ticks("unaffected_service", t.msg_edit_services(), &services)),
    ]
}

/// What happens if it takes longer or is called off, and what was checked beforehand.
pub(super) fn condition_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    vec![
        maker.pair("extension", &t.msg_maint_extension(), PARAGRAPH),
        maker.pair("cancellation", &t.msg_maint_cancellation(), PARAGRAPH),
        maker.pair("precheck", &t.msg_maint_precheck(), PARAGRAPH),
    ]
}

/// What it belongs to.
pub(super) fn link_parts(scene: &Scene<'_>, maker: &Maker<'_>, promises: &Promises) -> Vec<Part> {
    let t = maker.t();
    let mut parts = promised::parts(scene, maker, promises);
    parts.push(Part::One(maker.text("follows", t.msg_maint_follows(), LIST)));
    parts.push(Part::One(maker.text("earlier", t.msg_maint_earlier(), LIST)));
    parts
}
