//! The placeholders of notice templates (bilingual texts 1.2) and their modes.
//!
//! To add one: a variant, its line in `NAMES`, and its arm in [`fill`](super::fill).

use crate::i18n::dates::Preposition;

/// A place for a value in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the name it has in a template")]
pub enum Placeholder {
    ActionNow,
    Apology,
    AsOf,
    Backlog,
    CauseStatement,
    Contact,
    DataStatement,
    Eta,
    Extra,
    Facts,
    Impact,
    Item,
    MaintFacts,
    N,
    NewEnd,
    NewValue,
    NewWindow,
    NextUpdate,
    ObserveUntil,
    OldValue,
    OldWindow,
    Posted,
    Progress,
    Reason,
    Recovered,
    Ref,
    Remaining,
    RemainingPart,
    ReportDue,
    ReportUrl,
    Restored,
    RestoredAt,
    Result,
    Service,
    Signature,
    Started,
    Symptom,
    SymptomShort,
    Url,
    Who,
    Windows,
}

impl Placeholder {
    const NAMES: [(&'static str, Self); 41] = [
        ("action_now", Self::ActionNow),
        ("apology", Self::Apology),
        ("as_of", Self::AsOf),
        ("backlog", Self::Backlog),
        ("cause_statement", Self::CauseStatement),
        ("contact", Self::Contact),
        ("data_statement", Self::DataStatement),
        ("eta", Self::Eta),
        ("extra", Self::Extra),
        ("facts", Self::Facts),
        ("impact", Self::Impact),
        ("item", Self::Item),
        ("maint_facts", Self::MaintFacts),
        ("n", Self::N),
        ("new_end", Self::NewEnd),
        ("new_value", Self::NewValue),
        ("new_window", Self::NewWindow),
        ("next_update", Self::NextUpdate),
        ("observe_until", Self::ObserveUntil),
        ("old_value", Self::OldValue),
        ("old_window", Self::OldWindow),
        ("posted", Self::Posted),
        ("progress", Self::Progress),
        ("reason", Self::Reason),
        ("recovered", Self::Recovered),
        ("ref", Self::Ref),
        ("remaining", Self::Remaining),
        ("remaining_part", Self::RemainingPart),
        ("report_due", Self::ReportDue),
        ("report_url", Self::ReportUrl),
        ("restored", Self::Restored),
        ("restored_at", Self::RestoredAt),
        ("result", Self::Result),
        ("service", Self::Service),
        ("signature", Self::Signature),
        ("started", Self::Started),
        ("symptom", Self::Symptom),
        ("symptom_short", Self::SymptomShort),
        ("url", Self::Url),
        ("who", Self::Who),
        ("windows", Self::Windows),
    ];

    /// The placeholder of a name in a template.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, placeholder)| *placeholder)
    }

    /// The name in a template, which is also that of the field of the form.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Whether a line without its value is left out instead of being refused (bilingual texts 1.1,
    /// rule 3).
    pub const fn is_optional(self) -> bool {
        matches!(
            self,
            Self::NextUpdate
                | Self::ObserveUntil
                | Self::ReportDue
                | Self::Reason
                | Self::Result
                | Self::Impact
        )
    }
}

/// How a value is put into its place, in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlotMode {
    /// As it is; a moment without a preposition.
    Plain,
    /// A moment after a preposition, in upper case at the start of a sentence.
    With(Preposition, bool),
    /// With its first letter in lower case.
    Lower,
}

impl SlotMode {
    /// The mode of a name in a template.
    pub fn from_name(name: &str) -> Option<Self> {
        let preposition = match name.to_ascii_lowercase().as_str() {
            "at" => Preposition::At,
            "by" => Preposition::By,
            "since" => Preposition::Since,
            "until" => Preposition::Until,
            _ if name == "lower" => return Some(Self::Lower),
            _ => return None,
        };
        Some(Self::With(preposition, name.starts_with(|letter: char| letter.is_ascii_uppercase())))
    }
}
