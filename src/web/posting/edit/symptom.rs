//! The symptoms of a period beyond a degree for each function: those that hold in some services only
//! (domain rules 3.3: the same function can fail in another degree elsewhere), and what more is to be said
//! of one: its own continuity, and an account. The degrees of all services are in `impact.rs`.

use super::{Lines, write_both, write_word};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{Period, Symptom},
        key::Key,
        language::Language,
        service::Degree,
    },
    i18n::{self, labels::Label, sentences::Sentences, symptoms::Grammar},
    views::console::sheet::Part,
    web::posting::{
        impact::{self, CONTINUITIES},
        maker::Maker,
        reader::{Fault, PARAGRAPH, Reader, in_language},
        scene::Scene,
        typed::Typed,
    },
};

/// The fields of a symptom that is not there yet.
const FUNCTION: &str = "limited_function";
const SERVICE: &str = "limited_service";
const DEGREE: &str = "limited_degree";
const CONTINUITY: &str = "limited_continuity";
const ACCOUNT: &str = "limited_account";

pub(super) fn show(typed: &mut Typed, period: &Period) {
    for (index, symptom) in period.symptoms.iter().enumerate() {
        if !symptom.services.is_empty() {
            write_word(typed, &name("limited", index), &degrees(), &symptom.degree);
        }
        if let Some(continuity) = &symptom.continuity {
            write_word(typed, &name("symptom_continuity", index), &CONTINUITIES, continuity);
        }
        write_both(typed, &name("symptom_account", index), symptom.narrative.as_ref());
    }
}

/// The symptoms: those that are there, with what was typed of each, and what was added.
pub(super) fn read(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    services: &[Key],
    known: Option<&Period>,
) -> Vec<Symptom> {
    let mut typed = impact::degrees(reader, scene.catalogue, services, &impact::DEGREES);
    let earlier = known.map(|period| period.symptoms.as_slice()).unwrap_or_default();
    let mut symptoms = Vec::new();
    for (index, symptom) in earlier.iter().enumerate() {
        symptoms.extend(again(reader, index, symptom, &mut typed));
    }
    symptoms.extend(typed);
    let added = added(scene, reader, services, &symptoms);
    symptoms.extend(added);
    if known.is_none() || !earlier.is_empty() {
        impact::need_impact(reader, scene.catalogue, services, &symptoms);
    }
    symptoms
}

/// A symptom that is there, unless its degree was taken away. One that nobody has judged and that is not asked
/// for stays.
fn again(
    reader: &mut Reader<'_>,
    index: usize,
    symptom: &Symptom,
    typed: &mut Vec<Symptom>,
) -> Option<Symptom> {
    let degree = if symptom.services.is_empty() {
        let place = typed.iter().position(|it| it.function == symptom.function);
        let unjudged = Some(Degree::Unstated).filter(|unstated| symptom.degree == *unstated);
        place.map(|place| typed.remove(place).degree).or(unjudged)
    } else {
        reader.choice(&name("limited", index), &degrees())
    };
    let account = name("symptom_account", index);
    let continuity = reader.choice(&name("symptom_continuity", index), &CONTINUITIES);
    let mut narrative = symptom.narrative.clone();
    reader.rewrite(&mut narrative, &account, PARAGRAPH);
    if degree.is_none() && narrative != symptom.narrative {
        for language in Language::ALL {
            reader.unused(&in_language(&account, language));
        }
    }
    Some(Symptom { degree: degree?, continuity, narrative, ..symptom.clone() })
}

/// A further symptom, of some services only; `None` if nothing was typed of it.
fn added(
    scene: &Scene<'_>,
    reader: &mut Reader<'_>,
    services: &[Key],
    others: &[Symptom],
) -> Option<Symptom> {
    let function = reader.key(FUNCTION, |key| scene.catalogue.function(key).is_some());
    let chosen = reader.keys(SERVICE, |key| services.contains(key));
    let degree = reader.choice(DEGREE, &degrees());
    let continuity = reader.choice(CONTINUITY, &CONTINUITIES);
    let narrative = reader.localized(ACCOUNT, PARAGRAPH);
    let is_empty = function.is_none() && chosen.is_empty() && degree.is_none();
    if is_empty && continuity.is_none() && narrative.is_none() {
        return None;
    }
    let lacks =
        [(function.is_none(), FUNCTION), (chosen.is_empty(), SERVICE), (degree.is_none(), DEGREE)];
    for (_, field) in lacks.into_iter().filter(|(is_lacking, _)| *is_lacking) {
        reader.fault(field, Fault::MISSING);
    }
    let (function, degree) = (function?, degree?);
    let offered = scene.catalogue.function(&function)?;
    if !chosen.iter().all(|service| offered.services.contains(service)) {
        reader.fault(SERVICE, Fault::NotOfServices);
    }
    let overlaps = |of: &[Key]| of.is_empty() || of.iter().any(|key| chosen.contains(key));
    if others.iter().any(|it| it.function == function && overlaps(&it.services)) {
        reader.fault(SERVICE, Fault::TwoDegrees);
    }
    Some(Symptom { function, degree, continuity, services: chosen, narrative })
}

/// The inputs of what more is to be said of each symptom, and of one that is added.
pub(super) fn parts(
    scene: &Scene<'_>,
    maker: &Maker<'_>,
    services: &[Key],
    period: Option<&Period>,
) -> Lines {
    let symptoms = period.map(|period| period.symptoms.as_slice()).unwrap_or_default();
    let mut parts = Lines::new();
    for (index, symptom) in symptoms.iter().enumerate() {
        parts.extend(stated_parts(scene, maker, index, symptom));
    }
    let title = maker.t().msg_edit_limited();
    parts.push(maker.more(title, added_parts(scene, maker, services)));
    parts
}

fn grammar<'a>(scene: &Scene<'a>, maker: &Maker<'_>, house: &'a HouseStyle) -> Grammar<'a> {
    Grammar { catalogue: scene.catalogue, house, language: maker.frame.language }
}

fn stated_parts(scene: &Scene<'_>, maker: &Maker<'_>, index: usize, symptom: &Symptom) -> Lines {
    let (t, house) = (maker.t(), HouseStyle::default());
    let grammar = grammar(scene, maker, &house);
    let label = named(&grammar, symptom);
    let mut parts = Lines::new();
    if !symptom.services.is_empty() {
        let degree = maker.select(&name("limited", index), label.clone(), &offered_degrees(maker));
        parts.push(Part::One(degree));
    }
    let continuity = t.msg_edit_symptom_continuity(label.as_str());
    let continuity =
        maker.select(&name("symptom_continuity", index), continuity, &offered_continuities(maker));
    let account = t.msg_edit_symptom_account(label.as_str());
    let account = maker.pair(&name("symptom_account", index), &account, PARAGRAPH);
    parts
        .push(maker.more(t.msg_edit_symptom(label.as_str()), vec![Part::One(continuity), account]));
    parts
}

fn added_parts(scene: &Scene<'_>, maker: &Maker<'_>, services: &[Key]) -> Lines {
    let (t, house) = (maker.t(), HouseStyle::default());
    let (catalogue, grammar) = (scene.catalogue, grammar(scene, maker, &house));
    let offers = |of: &[Key]| services.iter().any(|service| of.contains(service));
    let functions = catalogue.functions.iter().filter(|function| offers(&function.services));
    let mut choices = vec![(String::new(), t.msg_edit_none())];
    choices.extend(functions.map(|it| (it.key.to_string(), grammar.noun(it))));
    let named: Vec<_> = services
        .iter()
        .map(|key| (key.as_str(), grammar.services(std::slice::from_ref(key))))
        .collect();
    let continuity =
        maker.select(CONTINUITY, t.msg_periods_continuity(), &offered_continuities(maker));
    vec![
        Part::One(maker.select(FUNCTION, t.msg_post_function(), &choices)),
        Part::One(maker.ticks(SERVICE, t.msg_affected_services(), &named)),
        Part::One(maker.select(DEGREE, t.msg_post_degree(), &offered_degrees(maker))),
        Part::One(continuity),
        maker.pair(ACCOUNT, &t.msg_edit_said(), PARAGRAPH),
    ]
}

fn offered_degrees(maker: &Maker<'_>) -> Vec<(&'static str, String)> {
    let t = maker.t();
    [("", t.msg_edit_none())].into_iter().chain(named_degrees(t)).collect()
}

/// The degrees with their names.
pub fn named_degrees(t: &Sentences) -> Vec<(&'static str, String)> {
    degrees().into_iter().map(|(word, degree)| (word, degree.label(t))).collect()
}

/// What a symptom is about: the function, and the services unless it is all of them.
pub fn named(grammar: &Grammar<'_>, symptom: &Symptom) -> String {
    let function = grammar.catalogue.function(&symptom.function);
    let noun = function.map(|it| grammar.noun(it)).unwrap_or_default();
    if symptom.services.is_empty() {
        return noun;
    }
    let services = grammar.services(&symptom.services);
    i18n::t(grammar.language).msg_edit_function_in(noun, services)
}

fn offered_continuities(maker: &Maker<'_>) -> Vec<(&'static str, String)> {
    let t = maker.t();
    let named = CONTINUITIES.map(|(word, continuity)| (word, continuity.label(t)));
    [("", t.msg_edit_continuity_as_period())].into_iter().chain(named).collect()
}

fn name(what: &str, index: usize) -> String {
    format!("{what}-{index}")
}

/// The words of the degrees in the form.
pub fn degrees() -> Vec<(&'static str, Degree)> {
    impact::DEGREES.into_iter().chain([("unstated", Degree::Unstated)]).collect()
}
