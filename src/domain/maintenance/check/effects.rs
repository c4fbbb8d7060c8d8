//! What is wrong with what a maintenance says of the functions of its services: which may fail, and which work.

use crate::domain::{
    incident::{
        Symptom, Unaffected,
        check::{Fault, Place, Problem},
    },
    key::Key,
    maintenance::Maintenance,
    service::Catalogue,
};

/// Finds every problem of the effects and of what is not affected.
pub(super) fn check(
    maintenance: &Maintenance,
    catalogue: &Catalogue,
    root: &Place,
) -> Vec<Problem> {
    let mut checker = Checker { maintenance, catalogue, problems: Vec::new() };
    for (index, effect) in maintenance.effects.iter().enumerate() {
        let earlier = &maintenance.effects[..index];
        checker.effect(effect, earlier, &root.field("effects").entry(index));
    }
    if let Some(unaffected) = &maintenance.unaffected {
        checker.unaffected(unaffected, &root.field("unaffected"));
    }
    checker.problems
}

struct Checker<'a> {
    maintenance: &'a Maintenance,
    catalogue: &'a Catalogue,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn report(&mut self, place: Place, fault: Fault) {
        self.problems.push(Problem { place, fault });
    }

    fn effect(&mut self, effect: &Symptom, earlier: &[Symptom], place: &Place) {
        let key = || effect.function.clone();
        match self.catalogue.function(&effect.function) {
            None => self.report(place.field("function"), Fault::UnknownFunction(key())),
            Some(function) => {
                let worked_on = |service: &&Key| self.maintenance.services.contains(service);
                if !function.services.iter().any(|service| worked_on(&service)) {
                    self.report(place.field("function"), Fault::NotOfServices(key()));
                }
                for (index, service) in effect.services.iter().enumerate() {
                    if !function.services.contains(service) || !worked_on(&service) {
                        let place = place.field("services").entry(index);
                        self.report(place, Fault::NotOfServices(key()));
                    }
                }
            }
        }
        if !effect.degree.is_impact() {
            self.report(place.field("degree"), Fault::NoEffect(key()));
        }
        let meets = |other: &&Symptom| {
            let everywhere = other.services.is_empty() || effect.services.is_empty();
            let shared = other.services.iter().any(|service| effect.services.contains(service));
            other.function == effect.function && (everywhere || shared)
        };
        if earlier.iter().any(|other| meets(&other)) {
            self.report(place.field("function"), Fault::TwoDegrees(key()));
        }
    }

    /// What is said to work may not fail, unless in some services only, and is not worked on.
    fn unaffected(&mut self, unaffected: &Unaffected, place: &Place) {
        for (index, key) in unaffected.services.iter().enumerate() {
            let place = place.field("services").entry(index);
            if self.catalogue.service(key).is_none() {
                self.report(place, Fault::UnknownService(key.clone()));
            } else if self.maintenance.services.contains(key) {
                self.report(place, Fault::ServiceAlsoUnaffected(key.clone()));
            }
        }
        let effects = &self.maintenance.effects;
        let fails =
            |key: &Key| effects.iter().any(|one| one.function == *key && one.services.is_empty());
        for (index, key) in unaffected.functions.iter().enumerate() {
            let place = place.field("functions").entry(index);
            if self.catalogue.function(key).is_none() {
                self.report(place, Fault::UnknownFunction(key.clone()));
            } else if fails(key) {
                self.report(place, Fault::AlsoUnaffected(key.clone()));
            }
        }
    }
}
