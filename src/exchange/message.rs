//! Mistakes in the words of a language: each is given its sentence of `locales/*/exchange.ftl` and the
//! values that stand in it.

use super::mistake::{Kind, Mistake, NoSeries, Skipped, What};
use crate::{
    domain::{
        incident::{IncidentState, transition::Refusal},
        language::Language,
    },
    i18n::{recurrence, sentences::Sentences, t},
};

impl Skipped {
    /// The notice in a language.
    pub fn sentence(&self, language: Language) -> String {
        t(language).msg_exchange_skipped(self.line.to_string(), &self.path)
    }
}

impl Mistake {
    /// The message in a language, with its line and path.
    pub fn sentence(&self, language: Language) -> String {
        let say = t(language);
        let what = self.what.sentence(say, language);
        if self.path.is_empty() {
            say.msg_exchange_mistake(self.line.to_string(), what)
        } else {
            say.msg_exchange_mistake_at(self.line.to_string(), &self.path, what)
        }
    }
}

impl What {
    fn sentence(&self, say: &Sentences, language: Language) -> String {
        match self {
            Self::TooLarge => {
                say.msg_exchange_too_large((super::parse::MAX_BYTES >> 20).to_string())
            }
            Self::NotUtf8 => say.msg_exchange_not_utf8(),
            Self::Syntax(detail) => say.msg_exchange_syntax(detail),
            Self::TooDeep => say.msg_exchange_too_deep(super::parse::MAX_DEPTH.to_string()),
            Self::Alias => say.msg_exchange_alias(),
            Self::Tag => say.msg_exchange_tag(),
            Self::SeveralDocuments => say.msg_exchange_several_documents(),
            Self::Empty => say.msg_exchange_empty(),
            Self::KeyNotText => say.msg_exchange_key_not_text(),
            Self::RepeatedKey { key, first } => {
                say.msg_exchange_repeated_key(key, first.to_string())
            }
            Self::UnknownKey { key, nearest: None } => say.msg_exchange_unknown_key(key),
            Self::UnknownKey { key, nearest: Some(nearest) } => {
                say.msg_exchange_unknown_key_near(key, *nearest)
            }
            Self::MissingKey(key) => say.msg_exchange_missing_key(*key),
            Self::TooMany(most) => say.msg_exchange_too_many(most.to_string()),
            Self::Expected(kind) => kind.sentence(say),
            Self::UnknownWord { word, known } => {
                say.msg_exchange_unknown_word(word, list(language, known))
            }
            Self::OutOfRange { min, max } => {
                say.msg_exchange_out_of_range(min.to_string(), max.to_string())
            }
            Self::TooLong(max) => say.msg_exchange_too_long(max.to_string()),
            Self::BlankText => say.msg_exchange_blank(),
            Self::Control(code) => say.msg_exchange_control(format!("U+{code:04X}")),
            Self::Direction(code) => say.msg_exchange_direction(format!("U+{code:04X}")),
            Self::SeveralLines => say.msg_exchange_several_lines(),
            Self::UnknownFormat => say.msg_exchange_unknown_format(),
            Self::NoCatalogue => say.msg_exchange_no_catalogue(),
            Self::HalfText => say.msg_exchange_half_text(),
            Self::MissingValue(value) => say.msg_exchange_missing_value(value),
            Self::StateDiffers(state) => say.msg_exchange_state_differs(state),
            Self::OutOfOrder => say.msg_exchange_out_of_order(),
            Self::NumberDiffers(Some(number)) => {
                say.msg_exchange_number_differs(number.to_string())
            }
            Self::NumberDiffers(None) => say.msg_exchange_not_numbered(),
            Self::NotAKey => say.msg_exchange_not_a_key(),
            Self::NotAReference => say.msg_exchange_not_a_reference(),
            Self::BadMoment => say.msg_exchange_bad_moment(),
            Self::NoOffset => say.msg_exchange_no_offset(),
            Self::Weekday => say.msg_exchange_weekday(),
            Self::MomentOutOfRange => say.msg_exchange_moment_out_of_range(),
            Self::GrainMismatch => say.msg_exchange_grain_mismatch(),
            Self::Relative => say.msg_exchange_relative(),
            Self::BadClock => say.msg_exchange_bad_clock(),
            Self::BadInterval => say.msg_exchange_bad_interval(),
            Self::UnknownZone => say.msg_exchange_unknown_zone(),
            Self::BadAddress => say.msg_exchange_bad_address(),
            Self::BadNarrative(text) => say.msg_exchange_bad_narrative(text),
            Self::UnknownMoment(key) => say.msg_exchange_unknown_moment(key),
            Self::UnknownPart(key) => say.msg_exchange_unknown_part(key),
            Self::UnknownService(key) => say.msg_exchange_unknown_service(key),
            Self::UnknownFunction(key) => say.msg_exchange_unknown_function(key),
            Self::UnknownRecord(reference) => {
                say.msg_exchange_unknown_record(reference.to_string())
            }
            Self::WrongRecord(reference) => say.msg_exchange_wrong_record(reference.to_string()),
            Self::OneSided(reference, (maintenance, incident)) => {
                say.msg_exchange_one_sided(reference.to_string(), *maintenance, *incident)
            }
            Self::OneSidedCourse(reference) => {
                say.msg_exchange_one_sided_course(reference.to_string())
            }
            Self::RepeatedRecord(reference) => {
                say.msg_exchange_repeated_record(reference.to_string())
            }
            Self::Repeated(key) => say.msg_exchange_repeated(key),
            Self::EndBeforeStart => say.msg_exchange_end_before_start(),
            Self::TwoDegrees(key) => say.msg_exchange_two_degrees(key),
            Self::AlsoUnaffected(key) => say.msg_exchange_also_unaffected(key),
            Self::ServiceAlsoUnaffected(key) => say.msg_exchange_service_also_unaffected(key),
            Self::NotOfServices(key) => say.msg_exchange_not_of_services(key),
            Self::NoEffect(key) => say.msg_exchange_no_effect(key),
            Self::FringeWithoutMain => say.msg_exchange_fringe_without_main(),
            Self::NothingAffected => say.msg_exchange_nothing_affected(),
            Self::Overlaps(key) => say.msg_exchange_overlaps(key),
            Self::OnlySpares => say.msg_exchange_only_spares(),
            Self::NotReplaced(key) => say.msg_exchange_not_replaced(key),
            Self::ReminderTooLate => say.msg_exchange_reminder_too_late(),
            Self::MeasureOfNothing => say.msg_exchange_measure_of_nothing(),
            Self::BadDate => say.msg_exchange_bad_date(),
            Self::NoSeries(why) => why.sentence(say),
            Self::NothingFailed => say.msg_exchange_nothing_failed(),
            Self::NoticedBeforeStart => say.msg_exchange_noticed_before_start(),
            Self::ToldBeforeNoticed => say.msg_exchange_told_before_noticed(),
            Self::ToldBeforeStart => say.msg_exchange_told_before_start(),
            Self::PromisePassed => say.msg_exchange_promise_passed(),
            Self::NotYet => say.msg_exchange_not_yet(),
            Self::PostedAhead => say.msg_exchange_posted_ahead(),
            Self::Guard(refusal) => guard(refusal, say, language),
            Self::UnknownQuote(name) => say.msg_exchange_unknown_quote(name),
        }
    }
}

/// Why a state cannot stand, or an update cannot stand where it does.
fn guard(refusal: &Refusal, say: &Sentences, language: Language) -> String {
    match refusal {
        Refusal::PeriodOngoing(_) => say.msg_post_rule_period_ongoing(),
        Refusal::NoJudgement => say.msg_block_no_judgement(),
        Refusal::JudgedTooEarly(_) => say.msg_exchange_judged_too_early(),
        Refusal::BacklogOpen => say.msg_block_backlog_open(),
        Refusal::CauseNotConfirmed => say.msg_post_rule_report_cause(),
        Refusal::DataStillChecked => say.msg_post_rule_report_data(),
        Refusal::NotFirst(_) => {
            let first = IncidentState::FIRST.map(IncidentState::word);
            say.msg_exchange_not_first(list(language, &first))
        }
        Refusal::NotNext { from, .. } => {
            let next: Vec<_> = from.next().iter().map(|state| state.word()).collect();
            say.msg_exchange_not_next(from.word(), list(language, &next))
        }
        Refusal::NotItsKind { .. } => say.msg_exchange_not_its_kind(),
        Refusal::Withdrawn => say.msg_post_rule_withdrawn(),
        Refusal::OccursLater => say.msg_exchange_occurs_later(),
        Refusal::EarlierState => say.msg_post_rule_earlier_state(),
        // The rest is asked of what is posted, and never of a record.
        _ => say.msg_block_no_data_statement(),
    }
}

impl NoSeries {
    fn sentence(&self, say: &Sentences) -> String {
        match self {
            Self::Rule(mistake) => recurrence::mistake(say, mistake),
            Self::Dates(unfit) => recurrence::unfit(say, *unfit, |date| date.to_string()),
            Self::First(first) => say.msg_exchange_not_a_series(first.to_string()),
        }
    }
}

impl Kind {
    fn sentence(self, say: &Sentences) -> String {
        match self {
            Self::Map => say.msg_exchange_expected_map(),
            Self::List => say.msg_exchange_expected_list(),
            Self::Text => say.msg_exchange_expected_text(),
            Self::Number => say.msg_exchange_expected_number(),
            Self::Fraction => say.msg_exchange_expected_fraction(),
            Self::Bool => say.msg_exchange_expected_bool(),
        }
    }
}

fn list(language: Language, words: &[&str]) -> String {
    words.join(match language {
        Language::Ja => "、",
        Language::En => ", ",
    })
}
