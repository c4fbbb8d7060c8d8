//! The state of each service and of everything, computed from open records (domain rules 4.5).

use serde::{Deserialize, Serialize};

use super::{
    incident::{Incident, IncidentState, Period, Scope, Symptom},
    key::Key,
    maintenance::Maintenance,
    service::{Catalogue, Degree, Service},
};

/// The state of a service, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// ● 正常.
    Operational,
    /// ◆ メンテナンス中.
    Maintenance,
    /// ？ 確認中: nothing current is known, or nobody has said what is wrong yet. Never green.
    Checking,
    /// ▲ 遅延・不安定.
    Degraded,
    /// ◧ 一部停止.
    Partial,
    /// ■ 停止.
    Major,
}

impl ServiceState {
    /// Every state, best first.
    pub const ALL: [Self; 6] = [
        Self::Operational,
        Self::Maintenance,
        Self::Checking,
        Self::Degraded,
        Self::Partial,
        Self::Major,
    ];

    /// The word by which it is stored and typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Maintenance => "maintenance",
            Self::Checking => "checking",
            Self::Degraded => "degraded",
            Self::Partial => "partial",
            Self::Major => "major",
        }
    }

    /// The state of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// The state of everything: the worst of the services, told in one headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverallState {
    /// すべてのサービスは正常に稼働しています.
    Operational,
    /// 一部のサービスでメンテナンスを実施しています.
    Maintenance,
    /// 一部のサービスの状況を確認しています.
    Checking,
    /// 一部のサービスで障害が発生しています.
    Issue,
    /// 停止しているサービスがあります.
    Major,
}

impl OverallState {
    /// The state of everything, given that of each service. Without services all is well unless an
    /// incident is open.
    pub fn of(states: impl IntoIterator<Item = ServiceState>, open_incidents: bool) -> Self {
        let Some(worst) = states.into_iter().max() else {
            return if open_incidents { Self::Checking } else { Self::Operational };
        };
        match worst {
            ServiceState::Major => Self::Major,
            ServiceState::Partial | ServiceState::Degraded => Self::Issue,
            ServiceState::Checking => Self::Checking,
            ServiceState::Maintenance => Self::Maintenance,
            ServiceState::Operational => Self::Operational,
        }
    }
}

/// The state of one service, from the open public incidents and the maintenances in progress. The
/// first rule that applies wins; only ongoing periods of open incidents count.
pub fn service_state<'a>(
    service: &Service,
    catalogue: &Catalogue,
    incidents: impl IntoIterator<Item = &'a Incident>,
    maintenances: impl IntoIterator<Item = &'a Maintenance>,
) -> ServiceState {
    let from_incidents = incidents
        .into_iter()
        .filter(|incident| incident.is_public() && incident.state.is_open())
        .map(|incident| state_in(incident, service, catalogue))
        .max()
        .unwrap_or(ServiceState::Operational);
    if from_incidents > ServiceState::Maintenance {
        return from_incidents;
    }
    let worked_on = maintenances.into_iter().any(|maintenance| {
        maintenance.is_public()
            && maintenance.services.contains(&service.key)
            && maintenance.state().is_active()
    });
    if worked_on { ServiceState::Maintenance } else { from_incidents }
}

/// What one open incident makes of a service.
fn state_in(incident: &Incident, service: &Service, catalogue: &Catalogue) -> ServiceState {
    let ongoing = incident.periods.iter().filter(|period| incident.is_ongoing(period));
    if let Some(state) = state_of_periods(incident, ongoing, service, catalogue) {
        return state;
    }
    // Being observed without an ongoing symptom is being well; before that, nobody has said yet.
    let unexplained = incident.affected.contains(&service.key)
        && matches!(incident.state, IncidentState::Investigating | IncidentState::Responding);
    if unexplained { ServiceState::Checking } else { ServiceState::Operational }
}

/// The state of a service while some periods of an incident last, or `None` if none of their symptoms
/// is one of the service. The first row of domain rules 4.5 that applies wins.
pub fn state_of_periods<'a>(
    incident: &Incident,
    periods: impl IntoIterator<Item = &'a Period>,
    service: &Service,
    catalogue: &Catalogue,
) -> Option<ServiceState> {
    let symptoms: Vec<(&Period, &Symptom)> = periods
        .into_iter()
        .flat_map(|period| period.symptoms.iter().map(move |symptom| (period, symptom)))
        .filter(|(_, symptom)| {
            concerns(incident, symptom, service, catalogue) && symptom.degree.is_impact()
        })
        .collect();
    let out_for_all = |core: &Key| {
        symptoms.iter().any(|(period, symptom)| {
            symptom.function == *core
                && symptom.degree == Degree::Unavailable
                && period.scope == Scope::All
        })
    };
    if symptoms.is_empty() {
        None
    } else if !service.core.is_empty() && service.core.iter().all(out_for_all) {
        Some(ServiceState::Major)
    } else if symptoms.iter().any(|(_, symptom)| symptom.degree == Degree::Unavailable) {
        Some(ServiceState::Partial)
    } else {
        Some(ServiceState::Degraded)
    }
}

/// Whether a period puts one of the functions out of use without which the service is down (rule D29).
pub fn is_down(
    incident: &Incident,
    period: &Period,
    service: &Service,
    catalogue: &Catalogue,
) -> bool {
    period.symptoms.iter().any(|symptom| {
        symptom.degree == Degree::Unavailable
            && service.core.contains(&symptom.function)
            && concerns(incident, symptom, service, catalogue)
    })
}

/// Whether a symptom is one of this service: its function belongs to it, and the symptom is limited
/// neither to other services nor, through the affected ones, to others that share the function. A
/// function of a service that nobody sells (the member site) needs no mention among the affected.
fn concerns(
    incident: &Incident,
    symptom: &Symptom,
    service: &Service,
    catalogue: &Catalogue,
) -> bool {
    let Some(function) = catalogue.function(&symptom.function) else { return false };
    if !function.services.contains(&service.key) {
        return false;
    }
    if !symptom.services.is_empty() {
        return symptom.services.contains(&service.key);
    }
    let limited = function.services.iter().any(|offering| incident.affected.contains(offering));
    !limited || incident.affected.contains(&service.key)
}
