//! What fails, for whom and how: the part of a form that a first notice, a recurrence and the editing
//! of a period have in common.

use super::{
    maker::Maker,
    reader::{Fault, LINE, LIST, Reader, in_language, localized},
    typed::Typed,
};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{Continuity, Period, Scope, Symptom},
        key::Key,
        language::Language,
        service::{Catalogue, Degree, Function},
        text::LocalizedText,
    },
    i18n::{labels::Label, symptoms::Grammar},
    views::console::sheet::{Group, Part},
};

/// The most entries of a list of those affected.
const MOST_ITEMS: usize = 50;

/// The names of the degrees in the form.
pub const DEGREES: [(&str, Degree); 6] = [
    ("unavailable", Degree::Unavailable),
    ("difficult", Degree::Difficult),
    ("delayed", Degree::Delayed),
    ("errors", Degree::Errors),
    ("slow", Degree::Slow),
    ("normal", Degree::Normal),
];

/// Those among them in which something fails: all but the last.
pub const FAILING: &[(&str, Degree)] = DEGREES.split_at(DEGREES.len() - 1).0;

/// The names of the continuities in the form.
pub const CONTINUITIES: [(&str, Continuity); 4] = [
    ("continuous", Continuity::Continuous),
    ("intermittent", Continuity::Intermittent),
    ("temporary", Continuity::Temporary),
    ("intermittent_and_temporary", Continuity::IntermittentAndTemporary),
];

/// What the names of the fields for the degrees of functions begin with.
pub const DEGREE: &str = "degree-";

const SCOPES: [&str; 3] = ["all", "some", "list"];

/// The ticked services, in the order of the catalogue.
pub fn services(reader: &mut Reader<'_>, catalogue: &Catalogue) -> Vec<Key> {
    let ticked = reader.keys("service", |key| catalogue.service(key).is_some());
    if ticked.is_empty() {
        reader.fault("service", Fault::MISSING);
    }
    let order = |key: &Key| catalogue.service(key).map(|service| service.order);
    let mut services = ticked;
    services.sort_by_key(order);
    services
}

/// The functions with a degree, of which at least one is an impact.
pub fn symptoms(reader: &mut Reader<'_>, catalogue: &Catalogue, services: &[Key]) -> Vec<Symptom> {
    let symptoms = degrees(reader, catalogue, services, &DEGREES);
    need_impact(reader, catalogue, services, &symptoms);
    symptoms
}

/// The functions with one of the degrees that are offered. A function must belong to one of the services.
pub fn degrees(
    reader: &mut Reader<'_>,
    catalogue: &Catalogue,
    services: &[Key],
    offered: &[(&str, Degree)],
) -> Vec<Symptom> {
    let mut symptoms = Vec::new();
    for function in &catalogue.functions {
        let name = degree_name(&function.key);
        let Some(degree) = reader.choice(&name, offered) else { continue };
        if !function.services.iter().any(|service| services.contains(service)) {
            reader.fault(&name, Fault::NotOfServices);
        }
        symptoms.push(Symptom {
            function: function.key.clone(),
            degree,
            continuity: None,
            services: vec![],
            narrative: None,
        });
    }
    symptoms
}

/// Notes that none of the symptoms is an impact.
pub fn need_impact(
    reader: &mut Reader<'_>,
    catalogue: &Catalogue,
    services: &[Key],
    symptoms: &[Symptom],
) {
    if !symptoms.iter().any(|symptom| symptom.degree.is_impact()) {
        let first = catalogue
            .functions
            .iter()
            .find(|function| function.services.iter().any(|service| services.contains(service)));
        if let Some(function) = first {
            reader.fault(&degree_name(&function.key), Fault::MISSING);
        }
    }
}

/// For whom.
pub fn scope(reader: &mut Reader<'_>) -> Scope {
    let text = reader.localized("scope_text", LINE);
    let items = items(reader);
    match reader.chosen("scope", &SCOPES.map(|word| (word, word))) {
        Some("some") => Scope::Some { text },
        Some("list") => {
            if items.is_empty() {
                reader.fault("scope_list_ja", Fault::MISSING);
            }
            Scope::List { items }
        }
        _ => Scope::All,
    }
}

/// For whom, where that is stated already: the words that were not typed anew keep their history.
pub fn changed_scope(reader: &mut Reader<'_>, known: Option<&Scope>) -> Scope {
    match (known, scope(reader)) {
        (Some(Scope::Some { text: known }), Scope::Some { text }) => {
            Scope::Some { text: reader.retyped(known.clone(), text) }
        }
        (Some(Scope::List { items: known }), Scope::List { items }) => {
            let again = |item: LocalizedText| {
                let same = known.iter().find(|known| known.says_the_same(&item)).cloned();
                reader.retyped(same, Some(item))
            };
            Scope::List { items: items.into_iter().filter_map(again).collect() }
        }
        (_, read) => read,
    }
}

/// One entry a line, the lines of both languages belonging together.
fn items(reader: &mut Reader<'_>) -> Vec<LocalizedText> {
    let [ja, en] =
        Language::ALL.map(|language| reader.text(&in_language("scope_list", language), LIST));
    let (mut ja, mut en) = (ja.lines(), en.lines());
    let mut items = Vec::new();
    loop {
        let (ja, en) = (ja.next(), en.next());
        if ja.is_none() && en.is_none() {
            break;
        }
        let line = |text: Option<&str>| text.unwrap_or_default().trim().to_owned();
        items.extend(localized(line(ja), line(en)));
    }
    if items.len() > MOST_ITEMS {
        reader.fault("scope_list_ja", Fault::TooMany(MOST_ITEMS));
    }
    items
}

/// Whether all the time.
pub fn continuity(reader: &mut Reader<'_>) -> Continuity {
    reader.choice("continuity", &CONTINUITIES).unwrap_or_default()
}

/// Writes a period's impact into a form that is shown for the first time.
pub fn show(typed: &mut Typed, period: &Period) {
    show_degrees(typed, &period.symptoms);
    let mut both = |name: &str, text: &LocalizedText| {
        for language in Language::ALL {
            typed.set(&in_language(name, language), text.written(language).unwrap_or_default());
        }
    };
    let kind = match &period.scope {
        Scope::All => 0,
        Scope::Some { text } => {
            if let Some(text) = text {
                both("scope_text", text);
            }
            1
        }
        Scope::List { items } => {
            for language in Language::ALL {
                let lines: Vec<_> =
                    items.iter().map(|item| item.written(language).unwrap_or_default()).collect();
                typed.set(&in_language("scope_list", language), lines.join("\n"));
            }
            2
        }
    };
    typed.set("scope", SCOPES[kind]);
    let word = CONTINUITIES.iter().find(|(_, known)| *known == period.continuity);
    typed.set("continuity", word.map_or("", |(word, _)| word));
}

/// Writes the degrees of functions into a form that is shown for the first time; those of some services alone
/// have no field.
pub fn show_degrees(typed: &mut Typed, symptoms: &[Symptom]) {
    for symptom in symptoms.iter().filter(|symptom| symptom.services.is_empty()) {
        let word = DEGREES.iter().find(|(_, degree)| *degree == symptom.degree);
        typed.set(&degree_name(&symptom.function), word.map_or("", |(word, _)| word));
    }
}

/// The services to tick.
pub fn services_part(maker: &Maker<'_>, catalogue: &Catalogue) -> Part {
    let mut services: Vec<_> = catalogue.services.iter().collect();
    services.sort_by_key(|service| service.order);
    let language = maker.frame.language;
    let offered: Vec<_> = services
        .into_iter()
        .map(|service| (service.key.as_str(), service.name.get(language).clone()))
        .collect();
    Part::One(maker.ticks("service", maker.t().msg_affected_services(), &offered))
}

/// The functions with the degrees that are offered, by the services that have them; only those of some services,
/// if they are known.
pub fn degrees_part(
    maker: &Maker<'_>,
    catalogue: &Catalogue,
    services: Option<&[Key]>,
    degrees: &[(&'static str, Degree)],
) -> Part {
    let t = maker.t();
    let house = HouseStyle::default();
    let grammar = Grammar { catalogue, house: &house, language: maker.frame.language };
    let mut offered = vec![("", Degree::Unstated.label(t))];
    offered.extend(degrees.iter().map(|(word, degree)| (*word, degree.label(t))));
    let row = |function: &Function| {
        maker.select(&degree_name(&function.key), grammar.noun(function), &offered)
    };
    let mut groups: Vec<Group> = Vec::new();
    for function in &catalogue.functions {
        if services.is_some_and(|chosen| !function.services.iter().any(|it| chosen.contains(it))) {
            continue;
        }
        // Of services that are known, their functions need no heading.
        let of: &[Key] = if services.is_some() { &[] } else { &function.services };
        let title = if of.is_empty() { String::new() } else { grammar.services(of) };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row(function)),
            None => groups.push(Group {
                title,
                services: of.iter().map(Key::to_string).collect(),
                rows: vec![row(function)],
            }),
        }
    }
    Part::Table {
        caption: t.msg_post_degrees(),
        first: t.msg_post_function(),
        second: t.msg_post_degree(),
        groups,
    }
}

/// Whether all the time.
pub fn continuity_part(maker: &Maker<'_>) -> Part {
    let t = maker.t();
    let continuities = CONTINUITIES.map(|(word, continuity)| (word, continuity.label(t)));
    Part::One(maker.radios("continuity", t.msg_post_continuity(), &continuities))
}

/// For whom.
pub fn scope_parts(maker: &Maker<'_>) -> Vec<Part> {
    let t = maker.t();
    let scopes =
        [("all", t.msg_scope_all()), ("some", t.msg_scope_some()), ("list", t.msg_scope_list())];
    vec![
        Part::One(maker.radios("scope", t.msg_scope(), &scopes)),
        Maker::only(
            "scope",
            &["some"],
            vec![maker.pair("scope_text", &t.msg_post_scope_text(), LINE)],
        ),
        Maker::only(
            "scope",
            &["list"],
            vec![maker.pair("scope_list", &t.msg_post_scope_list(), LIST)],
        ),
    ]
}

/// The name of the field for the degree of a function.
pub fn degree_name(function: &Key) -> String {
    format!("{DEGREE}{function}")
}
