//! What is wrong with a field, and what was assumed about it, in the words of the operator's language.

use super::reader::{Fault, Rule};
use crate::{
    domain::language::Language,
    i18n::{
        dates::{
            self, DateStyle,
            parse::{Confirm, MomentError},
        },
        recurrence,
        sentences::Sentences,
    },
};

/// What is wrong with a field.
pub fn fault(t: &Sentences, language: Language, dates: &DateStyle<'_>, fault: &Fault) -> String {
    match fault {
        Fault::Field(error) => error.sentence(t),
        Fault::Moment(error) => moment(t, language, dates, *error),
        Fault::Number => t.msg_post_fault_number(),
        Fault::TooEarly => t.msg_post_fault_too_early(),
        Fault::NotYet => t.msg_post_fault_not_yet(),
        Fault::Passed => t.msg_post_fault_passed(),
        Fault::FarAway => t.msg_post_fault_far_away(),
        Fault::NotExact => t.msg_post_fault_not_exact(),
        Fault::NotTimeOfDay => t.msg_post_fault_not_time_of_day(),
        Fault::Address => t.msg_post_fault_address(),
        Fault::Reference => t.msg_post_fault_reference(),
        Fault::Mention(typed) => t.msg_post_fault_mention(typed),
        Fault::Apology => t.msg_post_fault_apology(),
        Fault::TwoDegrees => t.msg_post_fault_two_degrees(),
        Fault::NotOfServices => t.msg_post_fault_not_of_services(),
        Fault::TooMany(most) => t.msg_post_fault_too_many(u64::try_from(*most).unwrap_or(u64::MAX)),
        Fault::NotADay => t.msg_post_fault_not_a_day(),
        Fault::NoRule(mistake) => recurrence::mistake(t, mistake),
        Fault::Unfit(unfit) => {
            recurrence::unfit(t, *unfit, |date| recurrence::day(dates, language, date))
        }
        Fault::Unused => t.msg_post_fault_unused(),
        Fault::Unchanged => t.msg_post_fault_unchanged(),
        Fault::Rule(broken) => rule(t, *broken),
    }
}

fn rule(t: &Sentences, rule: Rule) -> String {
    match rule {
        Rule::State => t.msg_post_rule_state(),
        Rule::Withdrawn => t.msg_post_rule_withdrawn(),
        Rule::Judgement => t.msg_block_no_judgement(),
        Rule::ObservedTooEarly => t.msg_post_rule_observed_too_early(),
        Rule::DataStatement => t.msg_block_no_data_statement(),
        Rule::Backlog => t.msg_block_backlog_open(),
        Rule::PeriodOngoing => t.msg_post_rule_period_ongoing(),
        Rule::SilentChange => t.msg_block_silent_change(),
        Rule::Reference => t.msg_post_rule_reference(),
        Rule::Record => t.msg_post_rule_record(),
        Rule::Order => t.msg_post_rule_order(),
        Rule::NoticedBeforeStart => t.msg_post_rule_noticed_before_start(),
        Rule::ToldBeforeNoticed => t.msg_post_rule_told_before_noticed(),
        Rule::ToldBeforeStart => t.msg_post_rule_told_before_start(),
        Rule::AlsoUnaffected => t.msg_post_rule_also_unaffected(),
        Rule::ServiceAlsoUnaffected => t.msg_maint_rule_service_also_unaffected(),
        Rule::Overlaps => t.msg_maint_rule_overlaps(),
        Rule::OnlySpares => t.msg_maint_rule_only_spares(),
        Rule::ReportCause => t.msg_post_rule_report_cause(),
        Rule::ReportData => t.msg_post_rule_report_data(),
        Rule::EarlierState => t.msg_post_rule_earlier_state(),
        Rule::AddressReason => t.msg_post_rule_address_reason(),
        Rule::PublicReason => t.msg_services_form_needs_text(),
    }
}

fn moment(t: &Sentences, language: Language, dates: &DateStyle<'_>, error: MomentError) -> String {
    match error {
        MomentError::AmbiguousDate => t.msg_moment_error_ambiguous_date(),
        MomentError::AmbiguousNoon => t.msg_moment_error_ambiguous_noon(),
        MomentError::DayMismatch => t.msg_moment_error_day_mismatch(),
        MomentError::Empty => t.msg_moment_error_empty(),
        MomentError::EraMismatch => t.msg_moment_error_era_mismatch(),
        MomentError::EraOutOfRange => t.msg_moment_error_era_out_of_range(),
        MomentError::IncompleteDate => t.msg_moment_error_incomplete_date(),
        MomentError::InvalidDate => t.msg_moment_error_invalid_date(),
        MomentError::InvalidTime => t.msg_moment_error_invalid_time(),
        MomentError::MeridiemConflict => t.msg_moment_error_meridiem_conflict(),
        MomentError::SpanGiven => t.msg_moment_error_span_given(),
        MomentError::UnknownZone => t.msg_moment_error_unknown_zone(),
        MomentError::Unparseable => t.msg_moment_error_unparseable(),
        MomentError::VagueTime => t.msg_moment_error_vague_time(),
        MomentError::WeekdayMismatch { date, weekday } => {
            let (date, weekday) =
                (dates.date(language, date), dates::weekday_name(language, weekday));
            t.msg_moment_error_weekday_mismatch(&date, &weekday)
        }
    }
}

/// What was assumed about a moment.
pub fn confirm(t: &Sentences, confirm: Confirm) -> String {
    match confirm {
        Confirm::DateAssumed => t.msg_post_confirm_date(),
        Confirm::MonthAssumed => t.msg_post_confirm_month(),
        Confirm::NextDay => t.msg_post_confirm_next_day(),
        Confirm::SecondsDropped => t.msg_post_confirm_seconds(),
        Confirm::YearAssumed => t.msg_post_confirm_year(),
        Confirm::ZoneConverted => t.msg_post_confirm_zone(),
    }
}
