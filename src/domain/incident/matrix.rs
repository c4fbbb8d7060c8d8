//! Which function was affected how in which period. What nobody stated stays unstated: it is never taken
//! for normal (rule D05).

use super::{Incident, Period};
use crate::domain::{
    key::Key,
    service::{Catalogue, Degree},
};

/// A row: a function, or a service that is only spoken of as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// The function or service.
    pub of: Subject,
    /// One degree for each period of the incident, in their order.
    pub degrees: Vec<Degree>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A function.
    Function(Key),
    /// A whole service.
    Service(Key),
}

impl Incident {
    /// The functions that are spoken of, in the order of the catalogue, and after them the services that
    /// are stated to have worked as a whole.
    pub fn matrix(&self, catalogue: &Catalogue) -> Vec<MatrixRow> {
        let spoken_of = |key: &Key| {
            let symptoms = self.periods.iter().flat_map(|period| &period.symptoms);
            symptoms.map(|symptom| &symptom.function).any(|function| function == key)
                || self.unaffected.iter().any(|unaffected| unaffected.functions.contains(key))
        };
        let functions = catalogue
            .functions
            .iter()
            .filter(|function| spoken_of(&function.key))
            .map(|function| Subject::Function(function.key.clone()));
        let well = |key: &Key| self.unaffected.iter().any(|one| one.services.contains(key));
        let services = catalogue
            .services
            .iter()
            .filter(|service| well(&service.key))
            .map(|service| Subject::Service(service.key.clone()));
        functions
            .chain(services)
            .map(|of| {
                let degrees = self.periods.iter().map(|period| self.degree(period, &of)).collect();
                MatrixRow { of, degrees }
            })
            .collect()
    }

    /// How a function or service did in a period; with different degrees for different services, the
    /// worst.
    fn degree(&self, period: &Period, of: &Subject) -> Degree {
        let impact = match of {
            Subject::Function(key) => period
                .symptoms
                .iter()
                .filter(|symptom| symptom.function == *key)
                .map(|symptom| symptom.degree)
                .min(),
            Subject::Service(_) => None,
        };
        let stated_normal = self.unaffected.iter().any(|unaffected| {
            let said_of_period =
                unaffected.periods.as_ref().is_none_or(|periods| periods.contains(&period.key));
            said_of_period
                && match of {
                    Subject::Function(key) => unaffected.functions.contains(key),
                    Subject::Service(key) => unaffected.services.contains(key),
                }
        });
        match impact {
            Some(degree) => degree,
            None if stated_normal => Degree::Normal,
            None => Degree::Unstated,
        }
    }
}
