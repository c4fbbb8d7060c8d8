//! What is stated to have worked (capability K06). What is not stated is not said to be normal.

use super::{
    Block, every_period, incomplete,
    list::Summaries,
    rows::{self, Rows},
    words, write_both,
};
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
    for (row, stated) in known(incident).iter().zip(&incident.unaffected) {
        for key in &stated.functions {
            typed.add(&format!("functions-{row}"), key.to_string());
        }
        for key in &stated.services {
            typed.add(&format!("services-{row}"), key.to_string());
        }
        let when = if stated.periods.is_some() { "some" } else { "all" };
        typed.set(&format!("when-{row}"), when);
        for key in stated.periods.iter().flatten() {
            typed.add(&format!("periods-{row}"), key.to_string());
        }
        write_both(typed, &format!("said-{row}"), stated.narrative.as_ref());
    }
    typed.set(&format!("when-{}", rows::NEW), "all");
}

fn known(incident: &Incident) -> Vec<String> {
    rows::said(incident.unaffected.iter().map(|it| {
        let said = it.narrative.as_ref().map(words);
        format!("{:?} {:?} {:?} {said:?}", it.functions, it.services, it.periods)
    }))
}

fn rows(typed: &Typed, incident: &Incident) -> Rows {
    Rows::of(typed, &["functions", "services", "periods", "said"], known(incident))
}

pub(super) fn read(reader: &mut Reader<'_>, incident: &mut Incident, catalogue: &Catalogue) {
    let rows = rows(reader.typed(), incident);
    let stated = std::mem::take(&mut incident.unaffected);
    for (row, at) in rows.iter() {
        let name = |what: &str| format!("{what}-{row}");
        let known = at.and_then(|at| stated.get(at));
        let functions = reader.keys(&name("functions"), |key| catalogue.function(key).is_some());
        let services = reader.keys(&name("services"), |key| catalogue.service(key).is_some());
        let mut narrative = known.and_then(|known| known.narrative.clone());
        reader.rewrite(&mut narrative, &name("said"), LINE);
        let periods = reader.keys(&name("periods"), |key| incident.period(key).is_some());
        if functions.is_empty() && services.is_empty() && narrative.is_none() {
            incomplete(reader, row, &name("functions"), &["periods"]);
            continue;
        }
        let some = reader.chosen(&name("when"), &WHEN) == Some(true);
        if some && periods.is_empty() {
            reader.fault(&name("periods"), Fault::MISSING);
        }
        let stood = known.is_some_and(|known| known.periods.as_ref() == Some(&periods));
        if !some && !periods.is_empty() && !stood {
            reader.fault(&name("periods"), Fault::Unused);
        }
        let periods = some.then_some(periods);
        incident.unaffected.push(Unaffected { functions, services, periods, narrative });
    }
}

pub(super) fn sections(
    maker: &Maker<'_>,
    incident: &Incident,
    summaries: &Summaries<'_>,
) -> Vec<Block> {
    let catalogue = summaries.scene.catalogue;
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
    let one = |(row, _): (&str, _)| {
        let name = |what: &str| format!("{what}-{row}");
        vec![
            Part::One(maker.ticks(&name("functions"), t.msg_post_function(), &functions)),
            Part::One(maker.ticks(&name("services"), t.msg_edit_services(), &services)),
            Part::One(maker.radios(&name("when"), t.msg_edit_when(), &when)),
            Part::One(maker.ticks(&name("periods"), t.msg_edit_in_periods(), &periods)),
            maker.pair(&name("said"), &t.msg_edit_said(), LINE),
        ]
    };
    let rows = rows(maker.typed, incident);
    summaries.blocks(maker, None, (&rows, &["functions", "services", "said"]), one)
}
