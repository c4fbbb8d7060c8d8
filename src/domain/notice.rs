//! Notices: which template a notice uses (`template`) and the values that fill it. The words are in
//! `locales/*/notices/`; `i18n::notice` puts the two together.

mod template;

use serde::{Deserialize, Serialize};

pub use self::template::Template;
use super::{
    incident::{CauseState, DataState, Eta, IncidentState, Severity, When},
    key::Key,
    text::LocalizedText,
    time::Timestamp,
};

/// Whether a text speaks of something that goes on or of something that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tense {
    /// 〜しております.
    Ongoing,
    /// 〜しておりました.
    Over,
}

/// An apology: a whole sentence chosen by level and tense (rule D10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apology {
    /// 0 (no sentence) to 5 (closing of a final report).
    pub level: u8,
    /// Going on or over.
    pub tense: Tense,
}

impl Apology {
    /// The apology that state and impact ask for (domain rules 7.2).
    ///
    /// `long` says whether the impact lasted at least as long as the policy sets for level 4, came
    /// back after recovery, or cost data.
    pub const fn computed(state: IncidentState, severity: Severity, long: bool) -> Self {
        let tense = if state.is_over() { Tense::Over } else { Tense::Ongoing };
        let level = match (severity, tense) {
            (Severity::None, _) => 0,
            (Severity::Minor, _) => 2,
            (Severity::Major, Tense::Over) if long => 4,
            (Severity::Major, _) => 3,
            (Severity::Critical, _) => 4,
        };
        Self { level, tense }
    }

    /// The apology one level higher or lower (domain rules 7.2); `None` beyond the strongest one of a
    /// notice, and below saying nothing.
    pub fn moved(self, by: ApologyMove) -> Option<Self> {
        let level = match by {
            ApologyMove::Higher => {
                self.level.checked_add(1).filter(|level| *level <= Self::STRONGEST)
            }
            ApologyMove::Lower => self.level.checked_sub(1),
        };
        level.map(|level| Self { level, ..self })
    }

    /// The strongest apology of a notice; the one above it closes a final report.
    const STRONGEST: u8 = 4;
}

/// What an operator does to the apology that state and impact ask for, with a reason that is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApologyMove {
    /// One level higher.
    Higher,
    /// One level lower.
    Lower,
}

/// The sentence on the cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseStatement {
    /// How well it is known.
    pub state: CauseState,
    /// The cause in a noun phrase; needed unless it is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<LocalizedText>,
    /// The supplier with whom the provider works on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<LocalizedText>,
}

/// How many are queued, as of when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueProgress {
    /// As of when.
    pub as_of: When,
    /// About how many.
    pub queue: u64,
}

/// An optional paragraph (bilingual texts 2.14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "key")]
pub enum Extra {
    /// Recovery will take time; posts on change, and daily at `time` (minutes after midnight).
    LongIncident {
        /// Minutes after midnight in the provider's zone.
        time: u16,
    },
    /// What to use meanwhile.
    Workaround {
        /// What to use.
        workaround: LocalizedText,
    },
    /// What not to do until recovery.
    DoNot {
        /// What not to do.
        operation: LocalizedText,
    },
    /// Mail may be resent by the senders' servers.
    Resend,
    /// How many are queued.
    Queue(QueueProgress),
    /// There may still be delays.
    IntermittentAfter,
    /// The cause lies with a supplier.
    CauseNotOurs {
        /// The supplier.
        supplier: LocalizedText,
    },
    /// The message may cross with recovery.
    CrossingMessages,
    /// The English page is a translation for reference.
    Translation,
    /// English details follow.
    EnglishFollows,
    /// A request to read the details.
    PleaseCheck,
    /// This text was generated.
    Auto,
    /// A paragraph of the operator's own.
    Free {
        /// The paragraph.
        text: LocalizedText,
    },
}

/// The value of a corrected field, before or after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionValues {
    /// What was wrong: 対象サービス.
    pub item: Option<LocalizedText>,
    /// （誤）.
    pub old_value: Option<LocalizedText>,
    /// （正）.
    pub new_value: Option<LocalizedText>,
}

/// The values of a notice. Which of them a template needs is known to the template; the others stay
/// empty. A moment is typed once and said in both languages (rule D09).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeValues {
    /// Who is affected: 一部のお客様で、 / Some customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<LocalizedText>,
    /// What they cannot do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symptom: Option<LocalizedText>,
    /// The apology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apology: Option<Apology>,
    /// The sentence on the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause_statement: Option<CauseStatement>,
    /// What is being done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_now: Option<LocalizedText>,
    /// Expected recovery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eta: Option<Eta>,
    /// As of when the text speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<When>,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<When>,
    /// When it recovered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovered: Option<When>,
    /// What has been restored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored: Option<LocalizedText>,
    /// When that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored_at: Option<When>,
    /// What has not been restored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining_part: Option<LocalizedText>,
    /// What has piled up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backlog: Option<LocalizedText>,
    /// How many are queued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<QueueProgress>,
    /// What remains to be said of the data while the incident is observed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<DataState>,
    /// The data statement, mandatory at recovery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_statement: Option<DataState>,
    /// What was lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<LocalizedText>,
    /// Until when the service is observed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observe_until: Option<When>,
    /// By when the report is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_due: Option<When>,
    /// The address of the report in each language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_url: Option<LocalizedText>,
    /// When the next update is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_update: Option<When>,
    /// When the notice that is spoken of was posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted: Option<When>,
    /// What is corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<CorrectionValues>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<LocalizedText>,
    /// The result of a maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<LocalizedText>,
    /// The impact of a maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<LocalizedText>,
    /// The new end of an extended window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_end: Option<When>,
    /// The window that was given before, by its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_window: Option<Key>,
    /// The window that is given now, by its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_window: Option<Key>,
    /// Optional paragraphs, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<Extra>,
}

/// When something was posted, for use as a value.
pub fn posted_moment(at: Timestamp) -> When {
    When::Own(super::moment::Moment::minute(at))
}
