//! Whether an incident may have to be reported to the authority (checklist N11; domain rules 8.1). It is a
//! hint to operators, never shown to customers and never an answer of law.

use super::Incident;

/// What kind of service was affected, in the sense of the reporting rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportClass {
    /// Voice with emergency calls.
    EmergencyVoice,
    /// Data and other paid services.
    DataAndOtherPaidServices,
    /// Free services.
    FreeServices,
}

impl ReportClass {
    /// From how many minutes with how many users on; each pair is enough.
    const fn thresholds(self) -> &'static [(i64, u64)] {
        match self {
            Self::EmergencyVoice => &[(60, 30_000)],
            Self::DataAndOtherPaidServices => &[(120, 30_000), (60, 1_000_000)],
            Self::FreeServices => &[(1440, 100_000), (720, 1_000_000)],
        }
    }
}

impl Incident {
    /// Whether it may be reportable: by the longest main period, degraded quality included, and the
    /// current count of those affected. `None` as long as either is unknown, which never means "no".
    pub fn may_be_reportable(&self, class: ReportClass) -> Option<bool> {
        let (minutes, users) = (self.longest_period_minutes()?, self.count()?.n);
        Some(class.thresholds().iter().any(|(long, many)| minutes >= *long && users >= *many))
    }
}
