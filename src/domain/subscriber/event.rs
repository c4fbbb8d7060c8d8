//! What a notice is about, as far as that decides who is told of it.

use std::collections::BTreeSet;

use crate::domain::{
    incident::{Incident, Severity, Update, UpdateKind},
    key::Key,
    maintenance::{Maintenance, MaintenanceUpdate},
    notice::Template,
    service::Catalogue,
};

/// The kinds of notices among which subscribers choose.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What is wrong, until it is over.
    Incident,
    /// Planned work, and what becomes of it.
    Maintenance,
    /// Planned work that begins soon.
    Reminder,
    /// Reports on what was wrong.
    Report,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Incident, Self::Maintenance, Self::Reminder, Self::Report];
}

/// Where in the course of things a notice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Something begins, or begins again; work is announced.
    Start,
    /// Things go on.
    Between,
    /// What was told does not hold any more: a correction, another date. Whoever was told the one is told the other.
    Change,
    /// It is over.
    End,
}

/// A service that a notice touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// The service.
    pub service: Key,
    /// Its functions that are touched; empty if it is not said which, so it may be any.
    pub functions: BTreeSet<Key>,
}

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its kind.
    pub kind: Kind,
    /// Where in the course of things it stands.
    pub turn: Turn,
    /// How severe the incident has been at its worst so far: whoever was told of it is told of its end. `None` for planned work.
    pub severity: Option<Severity>,
    /// The services that it touches; empty if it touches none in particular, so it is for everyone.
    pub touched: Vec<Touched>,
}

impl Event {
    /// An update of an incident.
    pub fn of_update(incident: &Incident, update: &Update, catalogue: &Catalogue) -> Self {
        let (kind, turn) = match update.kind {
            UpdateKind::FirstNotice | UpdateKind::Recurrence => (Kind::Incident, Turn::Start),
            UpdateKind::Update | UpdateKind::Notice => (Kind::Incident, Turn::Between),
            UpdateKind::Correction => (Kind::Incident, Turn::Change),
            UpdateKind::RecoveryNotice | UpdateKind::Withdrawal => (Kind::Incident, Turn::End),
            UpdateKind::InterimReport => (Kind::Report, Turn::Between),
            UpdateKind::FinalReport => (Kind::Report, Turn::End),
        };
        let worst = incident.severity_log.iter().map(|change| change.severity).max();
        let symptoms = incident.periods.iter().flat_map(|period| &period.symptoms);
        let symptoms = symptoms.map(|symptom| (&symptom.function, symptom.services.as_slice()));
        Self {
            kind,
            turn,
            severity: Some(worst.map_or(incident.severity, |worst| worst.max(incident.severity))),
            touched: touched(update.services(incident), &symptoms, catalogue),
        }
    }

    /// A notice of a maintenance.
    pub fn of_maintenance(
        maintenance: &Maintenance,
        update: &MaintenanceUpdate,
        catalogue: &Catalogue,
    ) -> Self {
        let (kind, turn) = match update.template {
            Template::M2 => (Kind::Reminder, Turn::Between),
            Template::M6 | Template::M8 => (Kind::Maintenance, Turn::Between),
            Template::M3 | Template::M4 | Template::M4P | Template::M7 => {
                (Kind::Maintenance, Turn::Change)
            }
            Template::M9 | Template::M10 => (Kind::Maintenance, Turn::End),
            _ => (Kind::Maintenance, Turn::Start),
        };
        let effects = maintenance.effects.iter();
        let effects = effects.map(|effect| (&effect.function, effect.services.as_slice()));
        Self {
            kind,
            turn,
            severity: None,
            touched: touched(&maintenance.services, &effects, catalogue),
        }
    }
}

/// The services with those of their functions that are named. A function is of the services that it is named with, or else of all
/// that offer it.
fn touched<'a>(
    services: &[Key],
    functions: &(impl Iterator<Item = (&'a Key, &'a [Key])> + Clone),
    catalogue: &Catalogue,
) -> Vec<Touched> {
    let of = |service: &Key| {
        let offers = |function: &Key| {
            catalogue.function(function).is_some_and(|known| known.services.contains(service))
        };
        let named = functions.clone().filter(|(function, services)| {
            if services.is_empty() { offers(function) } else { services.contains(service) }
        });
        named.map(|(function, _)| function.clone()).collect()
    };
    services
        .iter()
        .map(|service| Touched { service: service.clone(), functions: of(service) })
        .collect()
}
