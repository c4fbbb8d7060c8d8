//! What is stated to have worked (capability K06). What is not stated is not said to be normal.

use super::{Lines, periods, write_both};
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
        reader::{LINE, Reader},
        typed::Typed,
    },
};

pub(super) fn show(typed: &mut Typed, incident: &Incident) {
    for (index, stated) in incident.unaffected.iter().enumerate() {
        for key in &stated.functions {
            typed.add(&format!("functions-{index}"), key.to_string());
        }
        for key in &stated.services {
            typed.add(&format!("services-{index}"), key.to_string());
        }
        for key in stated.periods.iter().flatten() {
            typed.add(&format!("periods-{index}"), key.to_string());
        }
        write_both(typed, &format!("said-{index}"), stated.narrative.as_ref());
    }
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
        let periods = Some(periods).filter(|periods| !periods.is_empty());
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
    let periods: Vec<_> = periods(maker, incident, None).into_iter().skip(1).collect();
    let one = |index: usize| {
        let name = |what: &str| format!("{what}-{index}");
        vec![
            Part::One(maker.ticks(&name("functions"), t.msg_post_function(), &functions)),
            Part::One(maker.ticks(&name("services"), t.msg_edit_services(), &services)),
            Part::One(maker.ticks(&name("periods"), t.msg_edit_in_periods(), &periods)),
            maker.pair(&name("said"), &t.msg_edit_said(), 1),
        ]
    };
    (0..=incident.unaffected.len()).map(one).collect()
}
