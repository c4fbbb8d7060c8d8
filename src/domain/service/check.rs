//! What is wrong with a catalogue that comes from outside. It reports every problem with its place,
//! and changes nothing.

use std::collections::BTreeSet;

use super::Catalogue;
use crate::domain::{
    incident::check::{Fault, Place, Problem},
    key::Key,
};

/// Finds every problem of a catalogue. Places begin with `services`, `functions` or
/// `function_groups`.
pub fn check(catalogue: &Catalogue) -> Vec<Problem> {
    let root = Place::default();
    let mut problems = Vec::new();
    let mut report = |place: Place, fault: Fault| problems.push(Problem { place, fault });
    for (index, service) in catalogue.services.iter().enumerate() {
        let place = root.field("services").entry(index).field("core");
        for (index, key) in service.core.iter().enumerate() {
            if catalogue.function(key).is_none() {
                report(place.entry(index), Fault::UnknownFunction(key.clone()));
            }
        }
    }
    for (index, function) in catalogue.functions.iter().enumerate() {
        let place = root.field("functions").entry(index);
        for (index, key) in function.services.iter().enumerate() {
            if catalogue.service(key).is_none() {
                report(place.field("services").entry(index), Fault::UnknownService(key.clone()));
            }
        }
        if let Some(group) = &function.group
            && catalogue.group(group).is_none()
        {
            report(place.field("group"), Fault::UnknownPart(group.clone()));
        }
    }
    for (index, group) in catalogue.groups.iter().enumerate() {
        let place = root.field("function_groups").entry(index).field("members");
        for (index, key) in group.members.iter().enumerate() {
            if catalogue.function(key).is_none() {
                report(place.entry(index), Fault::UnknownFunction(key.clone()));
            }
        }
    }
    let services = catalogue.services.iter().map(|service| &service.key);
    problems.extend(repeated(services, &root.field("services")));
    let functions = catalogue.functions.iter().map(|function| &function.key);
    problems.extend(repeated(functions, &root.field("functions")));
    let groups = catalogue.groups.iter().map(|group| &group.key);
    problems.extend(repeated(groups, &root.field("function_groups")));
    problems
}

fn repeated<'k>(keys: impl Iterator<Item = &'k Key>, place: &Place) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    keys.enumerate()
        .filter(|(_, key)| !seen.insert(*key))
        .map(|(index, key)| Problem {
            place: place.entry(index),
            fault: Fault::Repeated(key.clone()),
        })
        .collect()
}
