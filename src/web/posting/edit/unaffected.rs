//! What is stated to have worked (capability K06). What is not stated is not said to be normal.

use super::{Lines, every_period, write_both};
use crate::{
    domain::{
        house_style::HouseStyle,
        incident::{Incident, Unaffected},
        service::Catalogue,
    },
    i18n::symptoms::Grammar,
    views::console::sheet::Part,
    web::posting::{
        maker::Maker,
        reader::{Fault, LINE, Reader},
        typed::Typed,
    },
};

/// Whether it is said of some periods only.
const WHEN: [(&str, bool); 2] = [("all", false), ("some", true)];

pub(super) fn show(typed: &mut Typed, incident: &Incident) {
    for (index, stated) in incident.unaffected.iter().enumerate() {
        for key in &stated.functions {
            typed.add(&format!("functions-{index}"), key.to_string());
        }
        for key in &stated.services {
            typed.add(&format!("services-{index}"), key.to_string());
        }
        let when = if stated.periods.is_some() { "some" } else { "all" };
        typed.set(&format!("when-{index}"), when);
        for key in stated.periods.iter().flatten() {
            typed.add(&format!("periods-{index}"), key.to_string());
        }
        write_both(typed, &format!("said-{index}"), stated.narrative.as_ref());
    }
    typed.set(&format!("when-{}", incident.unaffected.len()), "all");
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident, catalogue: &Catalogue) {
    let stated = std::mem::take(&mut incident.unaffected);
    for index in 0..=stated.len() {
        let name = |what: &str| format!("{what}-{index}");
        let known = stated.get(index);
        let functions = reader.keys(&name("functions"), |key| catalogue.function(key).is_some());
        let services = reader.keys(&name("services"), |key| catalogue.service(key).is_some());
        let mut narrative = known.and_then(|known| known.narrative.clone());
        reader.rewrite(&mut narrative, &name("said"), LINE);
        if functions.is_empty() && services.is_empty() && narrative.is_none() {
            continue;
        }
        let periods = reader.keys(&name("periods"), |key| incident.period(key).is_some());
        let some = reader.chosen(&name("when"), &WHEN) == Some(true);
        if some && periods.is_empty() {
            reader.fault(&name("periods"), Fault::MISSING);
        }
        let periods = some.then_some(periods);
        incident.unaffected.push(Unaffected { functions, services, periods, narrative });
    }
}

pub(super) fn sections(
    maker: &Maker<'_>,
    incident: &Incident,
    catalogue: &Catalogue,
) -> Vec<Lines> {
    let t = maker.t();
    let house = HouseStyle::default();
    let grammar = Grammar { catalogue, house: &house, language: maker.frame.language };
    let functions: Vec<_> = catalogue
        .functions
        .iter()
        .map(|function| (function.key.as_str(), grammar.noun(function)))
        .collect();
    let services: Vec<_> = catalogue
        .services
        .iter()
        .map(|service| (service.key.as_str(), service.name.get(maker.frame.language).clone()))
        .collect();
    let periods = every_period(maker, incident);
    let when = [("all", t.msg_edit_in_all_periods()), ("some", t.msg_edit_in_some_periods())];
    let one = |index: usize| {
        let name = |what: &str| format!("{what}-{index}");
        vec![
            Part::One(maker.ticks(&name("functions"), t.msg_post_function(), &functions)),
            Part::One(maker.ticks(&name("services"), t.msg_edit_services(), &services)),
            Part::One(maker.radios(&name("when"), t.msg_edit_when(), &when)),
            Part::One(maker.ticks(&name("periods"), t.msg_edit_in_periods(), &periods)),
            maker.pair(&name("said"), &t.msg_edit_said(), 1),
        ]
    };
    (0..=incident.unaffected.len()).map(one).collect()
}
