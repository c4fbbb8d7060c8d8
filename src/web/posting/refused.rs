//! What posting refuses, at the fields that it concerns.
//!
//! A rule of the domain has one line here, and its sentence in `sentence.rs`.

use super::{
    course::ended_name,
    reader::{Fault, Reader, Rule},
    typed::Typed,
};
use crate::domain::{
    incident::{
        BacklogState,
        check::{Fault as Faulty, Problem, Step},
        contract::ContractFact,
        transition::Refusal,
    },
    key::Key,
};

/// Notes what posting refuses at the field that it concerns.
pub fn note(reader: &mut Reader<'_>, refusal: &Refusal) {
    let (name, rule) = match refusal {
        Refusal::Withdrawn => ("state".to_owned(), Rule::Withdrawn),
        Refusal::NotFirst(_) | Refusal::NotNext { .. } | Refusal::NotItsKind { .. } => {
            ("state".to_owned(), Rule::State)
        }
        Refusal::NoJudgement => ("observed_to".to_owned(), Rule::Judgement),
        Refusal::JudgedTooEarly(_) => ("observed_to".to_owned(), Rule::ObservedTooEarly),
        Refusal::NoDataStatement => ("data_statement".to_owned(), Rule::DataStatement),
        Refusal::NoCorrection => return reader.fault("field", Fault::MISSING),
        Refusal::BacklogOpen => (open_backlog(reader), Rule::Backlog),
        Refusal::PeriodOngoing(key) => (end_of(reader, key), Rule::PeriodOngoing),
        Refusal::SilentChange(facts) => {
            let names = facts.iter().flat_map(|fact| fields_of(reader.typed(), *fact));
            let names: Vec<String> = names.collect();
            for name in if names.is_empty() { vec!["state".to_owned()] } else { names } {
                reader.fault(&name, Fault::Rule(Rule::SilentChange));
            }
            return;
        }
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

/// The fields of a form that state a published fact, by what their names begin with. A form that shows a fact
/// as it stood knows which of them was changed.
fn fields_of(typed: &Typed, fact: ContractFact) -> Vec<String> {
    let begin: &[&str] = match fact {
        ContractFact::Times => &["started", "starts_with_end_of", "end", "kind", "detected"],
        ContractFact::Scope => &["scope"],
        ContractFact::Symptoms => &["degree-", "limited", "symptom_continuity-", "continuity"],
        ContractFact::AffectedServices => &["service"],
        ContractFact::DataImpact => &["data_statement", "period_data", "bounced", "what_"],
        ContractFact::Count => &["count", "unit_", "basis"],
    };
    let states = |name: &&String| begin.iter().any(|begin| name.starts_with(begin));
    typed.fields().iter().map(|(name, _)| name).filter(states).cloned().collect()
}

/// Notes what is wrong with the record at the field that it concerns: a reference inside a text at the text.
pub fn problem(reader: &mut Reader<'_>, problem: &Problem) {
    let rule = match &problem.fault {
        Faulty::Guard(refusal) => return note(reader, refusal),
        Faulty::PromisePassed => return reader.fault("next_update", Fault::Passed),
        Faulty::NoticedBeforeStart => Rule::NoticedBeforeStart,
        Faulty::ToldBeforeNoticed => Rule::ToldBeforeNoticed,
        Faulty::ToldBeforeStart => Rule::ToldBeforeStart,
        Faulty::EndBeforeStart => Rule::Order,
        Faulty::AlsoUnaffected(_) => Rule::AlsoUnaffected,
        fault => {
            let mention = named(fault).and_then(|name| mention(reader.typed(), &name));
            return match (mention, fault, problem.place.steps().first()) {
                (Some((field, typed)), ..) => reader.fault(&field, Fault::Mention(typed)),
                (None, Faulty::UnknownRecord(_), Some(Step::Field(field))) => {
                    reader.fault(field, Fault::Reference);
                }
                _ => reader.fault("record", Fault::Rule(Rule::Record)),
            };
        }
    };
    let asked = match rule {
        Rule::NoticedBeforeStart | Rule::ToldBeforeNoticed => ["detected", "started", "new_moment"],
        Rule::ToldBeforeStart => ["started", "new_moment", "detected"],
        _ => ["record"; 3],
    };
    let name = asked.into_iter().find(|name| reader.typed().has(name));
    reader.fault(name.unwrap_or("record"), Fault::Rule(rule));
}

/// What a fault says is not there.
fn named(fault: &Faulty) -> Option<String> {
    Some(match fault {
        Faulty::UnknownMoment(key) | Faulty::UnknownPeriod(key) | Faulty::UnknownPart(key) => {
            key.to_string()
        }
        Faulty::UnknownRecord(reference) => reference.to_string(),
        Faulty::Narrative(text) => text.clone(),
        _ => return None,
    })
}

/// Where a text of the form refers to something, and the reference as it was typed.
fn mention(typed: &Typed, name: &str) -> Option<(String, String)> {
    let name = name.trim_start_matches('{');
    let names = |inner: &str| {
        let keys =
            inner.split('|').next().unwrap_or_default().split_once(':').map(|(_, keys)| keys);
        inner.starts_with(name)
            || keys.is_some_and(|keys| keys.split(',').any(|key| key.trim() == name))
    };
    typed.fields().iter().find_map(|(field, text)| {
        let mut mentions = text.split("{{").skip(1);
        let inner = mentions.find_map(|rest| {
            let inner = rest.split("}}").next().unwrap_or(rest);
            let shown: String = inner.chars().take(40).collect();
            names(&shown).then_some(shown)
        })?;
        Some((field.clone(), format!("{{{{{inner}}}}}")))
    })
}
