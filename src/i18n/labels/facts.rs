//! What is known: how bad, for whom, of what kind.

use super::{Label, Sentences};
use crate::domain::{
    incident::{
        Continuity, CountBasis, DataState, Effect, MeasureKind, PeriodKind, Scope, Severity,
        StepRole, UpdateKind, Verdict,
    },
    maintenance::MaintenanceKind,
    notice::Template,
    operator::Role,
    service::Degree,
};

impl Label for Severity {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::None => l10n.msg_severity_none(),
            Self::Minor => l10n.msg_severity_minor(),
            Self::Major => l10n.msg_severity_major(),
            Self::Critical => l10n.msg_severity_critical(),
        }
    }
}

impl Label for Degree {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Unavailable => l10n.msg_degree_unavailable(),
            Self::Difficult => l10n.msg_degree_difficult(),
            Self::Delayed => l10n.msg_degree_delayed(),
            Self::Errors => l10n.msg_degree_errors(),
            Self::Slow => l10n.msg_degree_slow(),
            Self::Normal => l10n.msg_degree_normal(),
            Self::Unstated => l10n.msg_degree_unstated(),
        }
    }
}

impl Label for Continuity {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Continuous => l10n.msg_continuity_continuous(),
            Self::Intermittent => l10n.msg_continuity_intermittent(),
            Self::Temporary => l10n.msg_continuity_temporary(),
            Self::IntermittentAndTemporary => l10n.msg_continuity_intermittent_and_temporary(),
        }
    }
}

/// The kind of scope; who exactly is said by [`symptoms::scope`](crate::i18n::symptoms::scope).
impl Label for &Scope {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Scope::All => l10n.msg_scope_all(),
            Scope::Some { .. } => l10n.msg_scope_some(),
            Scope::List { .. } => l10n.msg_scope_list(),
        }
    }
}

impl Label for CountBasis {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Exact => l10n.msg_count_exact(),
            Self::Estimate => l10n.msg_count_estimate(),
            Self::Maximum => l10n.msg_count_maximum(),
        }
    }
}

/// The state in a few words, for lists and forms; the sentence is
/// [`statements::data`](crate::i18n::statements::data).
impl Label for DataState {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::None => l10n.msg_data_none(),
            Self::QueuedDelivered => l10n.msg_data_queued_delivered(),
            Self::QueuedInProgress => l10n.msg_data_queued_in_progress(),
            Self::Bounced => l10n.msg_data_bounced(),
            Self::Lost => l10n.msg_data_lost(),
            Self::Checking => l10n.msg_data_checking(),
            Self::Unstated => l10n.msg_data_unstated(),
        }
    }
}

impl Label for StepRole {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Trigger => l10n.msg_role_trigger(),
            Self::Mechanism => l10n.msg_role_mechanism(),
            Self::Latent => l10n.msg_role_latent(),
            Self::Aggravating => l10n.msg_role_aggravating(),
            Self::Effect => l10n.msg_role_effect(),
            Self::VerificationGap => l10n.msg_role_verification_gap(),
        }
    }
}

impl Label for MeasureKind {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Restart => l10n.msg_measure_kind_restart(),
            Self::Software => l10n.msg_measure_kind_software(),
            Self::Replacement => l10n.msg_measure_kind_replacement(),
            Self::Expansion => l10n.msg_measure_kind_expansion(),
            Self::Config => l10n.msg_measure_kind_config(),
            Self::Standby => l10n.msg_measure_kind_standby(),
            Self::Other => l10n.msg_measure_kind_other(),
        }
    }
}

impl Label for Effect {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::None => l10n.msg_effect_none(),
            Self::Partial => l10n.msg_effect_partial(),
            Self::Effective => l10n.msg_effect_effective(),
            Self::Unstated => l10n.msg_effect_unstated(),
        }
    }
}

impl Label for Verdict {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Recovered => l10n.msg_verdict_recovered(),
            Self::MeasuresEffective => l10n.msg_verdict_measures_effective(),
            Self::NotRecovered => l10n.msg_verdict_not_recovered(),
        }
    }
}

impl Label for PeriodKind {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Main => l10n.msg_period(),
            Self::FringeBefore => l10n.msg_period_fringe_before(),
            Self::FringeAfter => l10n.msg_period_fringe_after(),
        }
    }
}

impl Label for UpdateKind {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::FirstNotice => l10n.msg_first_notice(),
            Self::Update => l10n.msg_update(),
            Self::Recurrence => l10n.msg_update_kind_recurrence(),
            Self::RecoveryNotice => l10n.msg_recovery_notice(),
            Self::InterimReport => l10n.msg_interim_report(),
            Self::FinalReport => l10n.msg_final_report(),
            Self::Withdrawal => l10n.msg_update_kind_withdrawal(),
            Self::Correction => l10n.msg_correction(),
            Self::Notice => l10n.msg_update_kind_notice(),
        }
    }
}

impl Label for MaintenanceKind {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Planned => l10n.msg_planned(),
            Self::Regular => l10n.msg_regular(),
            Self::Unscheduled => l10n.msg_unscheduled(),
            Self::Emergency => l10n.msg_emergency(),
        }
    }
}

impl Label for Role {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::Viewer => l10n.msg_operator_viewer(),
            Self::Auditor => l10n.msg_operator_auditor(),
            Self::Drafter => l10n.msg_operator_drafter(),
            Self::Publisher => l10n.msg_operator_publisher(),
            Self::Admin => l10n.msg_operator_admin(),
        }
    }
}

impl Label for Template {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::I1 => l10n.msg_template_i1(),
            Self::I2 => l10n.msg_template_i2(),
            Self::I3 => l10n.msg_template_i3(),
            Self::I4 => l10n.msg_template_i4(),
            Self::I5 => l10n.msg_template_i5(),
            Self::I6 => l10n.msg_template_i6(),
            Self::I7 => l10n.msg_template_i7(),
            Self::I8 => l10n.msg_template_i8(),
            Self::I9 => l10n.msg_template_i9(),
            Self::I10 => l10n.msg_template_i10(),
            Self::I11 => l10n.msg_template_i11(),
            Self::I12 => l10n.msg_template_i12(),
            Self::I13 => l10n.msg_template_i13(),
            Self::M1 => l10n.msg_template_m1(),
            Self::M2 => l10n.msg_template_m2(),
            Self::M3 => l10n.msg_template_m3(),
            Self::M4 => l10n.msg_template_m4(),
            Self::M4P => l10n.msg_template_m4p(),
            Self::M5 => l10n.msg_template_m5(),
            Self::M6 => l10n.msg_template_m6(),
            Self::M7 => l10n.msg_template_m7(),
            Self::M8 => l10n.msg_template_m8(),
            Self::M9 => l10n.msg_template_m9(),
            Self::M10 => l10n.msg_template_m10(),
            Self::M11 => l10n.msg_template_m11(),
        }
    }
}
