//! The words and signs that a provider chooses for its whole portal (domain rules 6.7).
//!
//! Only the choices live here; what they do to a date is in [`crate::i18n`], so that a stored text
//! never contains them. To add a choice: one field with its default first in its enum.

use serde::{Deserialize, Serialize};

/// The house style of a provider. A setting that is missing has its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HouseStyle {
    /// The word after an approximate moment in Japanese.
    pub approx: ApproxWord,
    /// The brackets around the weekday in Japanese.
    pub paren: Paren,
    /// What stands between the two ends of a span in Japanese.
    pub range: RangeSign,
    /// The clock of formal Japanese letters; notices always have the 24-hour clock.
    #[serde(rename = "clockA")]
    pub letter_clock: LetterClock,
    /// How the year is written in formal Japanese letters.
    pub year: YearStyle,
    /// How the provider calls itself in Japanese.
    #[serde(rename = "self")]
    pub own_name: OwnName,
    /// How the provider writes to its customers in Japanese.
    pub customer: CustomerName,
    /// How the periods of an impact are numbered.
    pub period_label: PeriodLabel,
}

/// The word after an approximate moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ApproxWord {
    /// 頃.
    #[default]
    #[serde(rename = "頃")]
    Kanji,
    /// ごろ.
    #[serde(rename = "ごろ")]
    Kana,
}

/// The width of brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paren {
    /// `(火)`.
    #[default]
    Half,
    /// `（火）`.
    Full,
}

/// What stands between the two ends of a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RangeSign {
    /// `～`, U+FF5E.
    #[default]
    #[serde(rename = "～")]
    FullwidthTilde,
    /// `〜`, U+301C.
    #[serde(rename = "〜")]
    WaveDash,
    /// から…まで.
    #[serde(rename = "kara")]
    Words,
}

/// The clock of formal Japanese letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LetterClock {
    /// 午後10時頃.
    #[default]
    #[serde(rename = "ampm")]
    TwelveHours,
    /// 22時頃.
    #[serde(rename = "24h")]
    TwentyFourHours,
}

/// How the year is written in formal Japanese letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearStyle {
    /// 2016年.
    #[default]
    Western,
    /// 平成28年.
    Era,
    /// 2016年(平成28年).
    Both,
}

/// How the provider calls itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OwnName {
    /// 弊社, humble.
    #[default]
    #[serde(rename = "弊社")]
    Heisha,
    /// 当社, neutral.
    #[serde(rename = "当社")]
    Tosha,
}

/// How the provider writes to its customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CustomerName {
    /// お客様.
    #[default]
    #[serde(rename = "お客様")]
    Kanji,
    /// お客さま.
    #[serde(rename = "お客さま")]
    Kana,
}

/// How the periods of an impact are numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodLabel {
    /// ①.
    #[default]
    Circled,
    /// (1).
    Paren,
    /// 期間1.
    Word,
}
