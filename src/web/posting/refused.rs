//! What posting refuses, at the fields that it concerns.
//!
//! A rule of the domain has one line here, and its sentence in `sentence.rs`.

use super::{
    course::ended_name,
    reader::{Fault, Reader, Rule},
};
use crate::domain::incident::transition::Refusal;

/// Notes what posting refuses at the field that it concerns.
pub fn note(reader: &mut Reader<'_>, refusal: &Refusal) {
    let (name, rule) = match refusal {
        Refusal::Withdrawn => ("state".to_owned(), Rule::Withdrawn),
        Refusal::NotNext { .. } => ("state".to_owned(), Rule::State),
        Refusal::NoJudgement => ("observed_to".to_owned(), Rule::Judgement),
        Refusal::NoDataStatement => ("data_statement".to_owned(), Rule::DataStatement),
        Refusal::BacklogOpen => ("backlog_closed".to_owned(), Rule::Backlog),
        Refusal::PeriodOngoing(key) => (ended_name(key), Rule::PeriodOngoing),
        Refusal::SilentChange(_) => ("state".to_owned(), Rule::SilentChange),
        Refusal::CauseNotConfirmed | Refusal::DataStillChecked => {
            ("state".to_owned(), Rule::Report)
        }
        Refusal::OccursLater => return reader.fault("occurred", Fault::NotYet),
        Refusal::EarlierState => ("occurred".to_owned(), Rule::EarlierState),
        Refusal::NoReason => return reader.fault("reason_ja", Fault::MISSING),
        Refusal::EmptyText => return reader.fault("body_ja", Fault::MISSING),
    };
    reader.fault(&name, Fault::Rule(rule));
}
