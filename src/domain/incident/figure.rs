//! Figures with numbered callouts, drawn by the portal from nodes and edges (capability K11).

use serde::{Deserialize, Serialize};

use crate::domain::{key::Key, text::LocalizedText};

/// A place in a figure: thousandths of its width and height, from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// From the left, 0 to 1000.
    pub x: u16,
    /// From the top, 0 to 1000.
    pub y: u16,
}

/// The size of something in a figure, in the same thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Width, 1 to 1000.
    pub w: u16,
    /// Height, 1 to 1000.
    pub h: u16,
}

/// Which of the two families of labels a callout belongs to: they never share a notation (rule D01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalloutFamily {
    /// What happened: (1), (2).
    Event,
    /// What was done: 対処①.
    Measure,
}

/// A numbered mark in a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callout {
    /// Its key: `f1.4`.
    pub key: Key,
    /// Its family.
    pub family: CalloutFamily,
    /// Its number within the family, from 1.
    pub number: u32,
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub text: LocalizedText,
}

/// A box in a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its key.
    pub key: Key,
    /// The box that it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Key>,
    /// Its top left corner.
    pub place: Place,
    /// Its size.
    pub extent: Extent,
    /// Whether its border is dashed.
    #[serde(default)]
    pub dashed: bool,
    /// What it is.
    pub label: LocalizedText,
}

/// A line between two boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// The box it leaves.
    pub from: Key,
    /// The box it reaches.
    pub to: Key,
    /// Whether it has a head at either end.
    #[serde(default)]
    pub both: bool,
    /// Whether it is dashed.
    #[serde(default)]
    pub dashed: bool,
    /// What flows along it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<LocalizedText>,
}

/// A figure. Its callouts are also an ordered list, which stands for the picture where it cannot be
/// seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Its key.
    pub key: Key,
    /// Its number, from 1.
    pub number: u32,
    /// Its caption.
    pub caption: LocalizedText,
    /// What it shows, in a sentence or two.
    pub alt: LocalizedText,
    /// What it shows, in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long_description: Option<LocalizedText>,
    /// Width to height.
    pub aspect: Extent,
    /// Boxes.
    #[serde(default)]
    pub nodes: Vec<Node>,
    /// Lines.
    #[serde(default)]
    pub edges: Vec<Edge>,
    /// Marks.
    #[serde(default)]
    pub callouts: Vec<Callout>,
}
