//! What public holidays are called.

use super::Label;
use crate::{domain::holidays::Holiday, i18n::sentences::Sentences};

impl Label for Holiday {
    fn label(self, l10n: &Sentences) -> String {
        match self {
            Self::NewYear => l10n.msg_holiday_new_year(),
            Self::ComingOfAge => l10n.msg_holiday_coming_of_age(),
            Self::Foundation => l10n.msg_holiday_foundation(),
            Self::EmperorsBirthday => l10n.msg_holiday_emperors_birthday(),
            Self::VernalEquinox => l10n.msg_holiday_vernal_equinox(),
            Self::Showa => l10n.msg_holiday_showa(),
            Self::Constitution => l10n.msg_holiday_constitution(),
            Self::Greenery => l10n.msg_holiday_greenery(),
            Self::Children => l10n.msg_holiday_children(),
            Self::Marine => l10n.msg_holiday_marine(),
            Self::Mountain => l10n.msg_holiday_mountain(),
            Self::RespectForTheAged => l10n.msg_holiday_respect_for_the_aged(),
            Self::AutumnalEquinox => l10n.msg_holiday_autumnal_equinox(),
            Self::HealthAndSports => l10n.msg_holiday_health_and_sports(),
            Self::Sports => l10n.msg_holiday_sports(),
            Self::Culture => l10n.msg_holiday_culture(),
            Self::LaborThanksgiving => l10n.msg_holiday_labor_thanksgiving(),
            Self::Enthronement => l10n.msg_holiday_enthronement(),
            Self::EnthronementCeremony => l10n.msg_holiday_enthronement_ceremony(),
            Self::Substitute => l10n.msg_holiday_substitute(),
            Self::BetweenHolidays => l10n.msg_holiday_between(),
        }
    }
}
