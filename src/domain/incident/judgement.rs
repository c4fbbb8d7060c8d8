//! Judgements of recovery and the measured series that support them (capability K13, rule D07).

use serde::{Deserialize, Serialize};

use super::When;
use crate::domain::{key::Key, text::LocalizedText, time::Timestamp};

/// One measured value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// When.
    pub t: Timestamp,
    /// How many.
    pub n: i64,
}

/// A measured series: the queue in the mail system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Its key.
    pub key: Key,
    /// A short name.
    pub name: LocalizedText,
    /// A name for formal sentences.
    pub full_name: LocalizedText,
    /// What is counted.
    pub unit: LocalizedText,
    /// Below this it is as on any day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normal_below: Option<i64>,
    /// Seconds between two values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// The values, oldest first.
    #[serde(default)]
    pub series: Vec<Sample>,
}

impl Metric {
    /// The most values that one series holds.
    pub const MAX_SAMPLES: usize = 10_000;
}

/// What a judgement came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The service is back.
    Recovered,
    /// What was done works.
    MeasuresEffective,
    /// Not yet.
    NotRecovered,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Recovered, Self::MeasuresEffective, Self::NotRecovered];

    /// Whether it permits the state *recovered*.
    pub const fn permits_recovery(self) -> bool {
        matches!(self, Self::Recovered | Self::MeasuresEffective)
    }
}

/// Who judged, on what they had observed, that the service had recovered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Its key.
    pub key: Key,
    /// When.
    pub judged_at: Timestamp,
    /// By whom.
    pub by: String,
    /// The series looked at, if it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Key>,
    /// What was looked at, in words, where there is no series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric_name: Option<LocalizedText>,
    /// From when.
    pub observed_from: When,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_to: Option<When>,
    /// What was seen.
    pub observation: LocalizedText,
    /// What it came to.
    pub verdict: Verdict,
    /// The later period that proved it wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overturned_by: Option<Key>,
}
