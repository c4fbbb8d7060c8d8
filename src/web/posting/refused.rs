//! What posting refuses, at the fields that it concerns.
//!
//! A rule of the domain has one line here, and its sentence in `sentence.rs`.

use super::{
    course::ended_name,
    reader::{Fault, Reader, Rule},
};
use crate::domain::{
    incident::{BacklogState, transition::Refusal},
    key::Key,
};

/// Notes what posting refuses at the field that it concerns.
pub fn note(reader: &mut Reader<'_>, refusal: &Refusal) {
    let (name, rule) = match refusal {
        Refusal::Withdrawn => ("state".to_owned(), Rule::Withdrawn),
        Refusal::NotNext { .. } | Refusal::NotItsKind { .. } => ("state".to_owned(), Rule::State),
        Refusal::NoJudgement => ("observed_to".to_owned(), Rule::Judgement),
        Refusal::NoDataStatement => ("data_statement".to_owned(), Rule::DataStatement),
        Refusal::NoCorrection => return reader.fault("field", Fault::MISSING),
        Refusal::BacklogOpen => (open_backlog(reader), Rule::Backlog),
        Refusal::PeriodOngoing(key) => (end_of(reader, key), Rule::PeriodOngoing),
        Refusal::SilentChange(_) => ("state".to_owned(), Rule::SilentChange),
        Refusal::CauseNotConfirmed => ("state".to_owned(), Rule::ReportCause),
        Refusal::DataStillChecked => ("state".to_owned(), Rule::ReportData),
        Refusal::OccursLater => return reader.fault("occurred", Fault::NotYet),
        Refusal::EarlierState => ("occurred".to_owned(), Rule::EarlierState),
        Refusal::NoReason => return reader.fault("reason_ja", Fault::MISSING),
        Refusal::EmptyText => return reader.fault("body_ja", Fault::MISSING),
    };
    reader.fault(&name, Fault::Rule(rule));
}

/// Where the form asks for the end of a period: a notice for each that goes on, the form of the period once.
fn end_of(reader: &Reader<'_>, period: &Key) -> String {
    let own = ended_name(period);
    if !reader.typed().has(&own) && reader.typed().has("end") { "end".to_owned() } else { own }
}

/// Where the form says that a backlog is open: the form of the backlogs in one of its entries.
fn open_backlog(reader: &Reader<'_>) -> String {
    let mut fields = reader.typed().fields().iter();
    let open = fields
        .find(|(name, value)| name.starts_with("state-") && value == BacklogState::Open.word());
    open.map_or_else(|| "backlog_closed".to_owned(), |(name, _)| name.clone())
}
