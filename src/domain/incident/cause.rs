//! The cause: how well it is known, and the steps that led to it (capability K10).

use serde::{Deserialize, Serialize};

use super::When;
use crate::domain::{key::Key, reference::Reference, text::LocalizedText, time::Timestamp};

/// How well the cause is known; independent of the state of the incident (rule D16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseState {
    /// 原因調査中.
    #[default]
    Unknown,
    /// 推定原因.
    Suspected,
    /// 原因判明.
    Confirmed,
}

impl CauseState {
    /// Every state, least known first.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::Suspected, Self::Confirmed];
}

/// When the cause came to be known how well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseChange {
    /// The state.
    pub state: CauseState,
    /// Since when.
    pub at: Timestamp,
}

/// The part that a step played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepRole {
    /// きっかけ.
    Trigger,
    /// 仕組み.
    Mechanism,
    /// 潜んでいた要因.
    Latent,
    /// 重なった要因.
    Aggravating,
    /// 影響.
    Effect,
    /// 検証で見つからなかった点.
    VerificationGap,
}

/// One step of the cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseStep {
    /// Its key.
    pub key: Key,
    /// The part it played.
    pub role: StepRole,
    /// What it was.
    pub text: LocalizedText,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<When>,
    /// The maintenance in which it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Reference>,
    /// The callouts at which a figure shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub callouts: Vec<Key>,
}

/// The cause, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// How well it is known.
    pub state: CauseState,
    /// How that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<CauseChange>,
    /// Whether the investigation ended without establishing it (domain rules 4.3): then, too, a final report
    /// can be posted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_established: bool,
    /// A noun phrase for sentences: a firmware update of the storage system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<LocalizedText>,
    /// The steps, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<CauseStep>,
    /// Who took part in finding it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub investigated_with: Vec<LocalizedText>,
    /// The supplier in whose service it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub third_party: Option<LocalizedText>,
    /// The account of it, one text for each paragraph.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub narrative: Vec<LocalizedText>,
}
