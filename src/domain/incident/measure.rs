//! Measures: what was done in which phase, and what it brought (capability K12, rule D04).

use serde::{Deserialize, Serialize};

use super::{Incident, When};
use crate::domain::{key::Key, moment::Moment, reference::Reference, text::LocalizedText};

/// A phase of the work. Order without dates is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Its key.
    pub key: Key,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
    /// The phase it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Key>,
    /// Whether it lies ahead.
    #[serde(default)]
    pub future: bool,
    /// How a sentence about it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<LocalizedText>,
}

/// What kind of thing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// A restart.
    Restart,
    /// New software.
    Software,
    /// New parts.
    Replacement,
    /// More capacity.
    Expansion,
    /// Other settings.
    Config,
    /// Something that can take over.
    Standby,
    /// Anything else.
    Other,
}

impl MeasureKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Restart,
        Self::Software,
        Self::Replacement,
        Self::Expansion,
        Self::Config,
        Self::Standby,
        Self::Other,
    ];
}

/// How far a measure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureStatus {
    /// 実施済み.
    Done,
    /// 実施中.
    InProgress,
    /// 予定.
    Planned,
}

impl MeasureStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Done, Self::InProgress, Self::Planned];
}

/// What a measure brought; "none" is a valid answer (rule D04).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 効果なし.
    None,
    /// 一部効果あり.
    Partial,
    /// 効果あり.
    Effective,
    /// 記載なし.
    #[default]
    Unstated,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 4] = [Self::None, Self::Partial, Self::Effective, Self::Unstated];
}

/// When a measure was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// At a moment.
    At(When),
    /// Some time before one.
    Before(When),
    /// Some time after one.
    After(When),
}

impl Done {
    /// The moment at, before or after which it was done.
    pub const fn when(&self) -> &When {
        let (Self::At(when) | Self::Before(when) | Self::After(when)) = self;
        when
    }

    /// The same, to be changed.
    pub const fn when_mut(&mut self) -> &mut When {
        let (Self::At(when) | Self::Before(when) | Self::After(when)) = self;
        when
    }
}

/// Something that was done, is being done or will be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its key.
    pub key: Key,
    /// Its place in the order, from 1.
    pub number: u32,
    /// The phase it falls into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Key>,
    /// What kind of thing it is.
    pub kind: MeasureKind,
    /// How far it has come.
    pub status: MeasureStatus,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Done>,
    /// The callout at which a figure shows it; only such a measure has a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callout: Option<Key>,
    /// What it was decided on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<LocalizedText>,
    /// What it is.
    pub text: LocalizedText,
    /// What it brought.
    #[serde(default)]
    pub effect: Effect,
    /// What it brought, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect_text: Option<LocalizedText>,
    /// By when, if planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
    /// By when, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_text: Option<LocalizedText>,
    /// Where its date will be announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announce_at: Option<LocalizedText>,
    /// The maintenance that carries it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Reference>,
}

impl Incident {
    /// The measure of a key.
    pub fn measure(&self, key: &Key) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.key == *key)
    }
}
