//! Reading the moments that operators type (domain rules 6.2): everything the formatter writes,
//! and the short forms of a hurried night: 10/11 8:55, 昨日22時頃, 翌3時, 30分前, H28.10.11.
//!
//! Three steps, each total and linear in the input: `token` cuts the text into words,
//! `syntax` puts them into the slots of a draft, `resolve` supplies what is missing and checks
//! the rest. Nothing is guessed silently: each assumption is a [`Confirm`], and what has two
//! readings is a [`MomentError`]. The present time is a parameter.
//!
//! To accept another word: one line in `vocabulary`. Another form: an arm in `syntax`. Each
//! with a case in `tests/it/dates/parse.rs`.

mod clock;
mod draft;
mod error;
mod resolve;
mod syntax;
mod token;
mod vocabulary;

use jiff::tz::TimeZone;

pub use self::error::MomentError;
use crate::domain::{moment::Moment, time::Timestamp};

/// The longest input that is read, in characters; longer text is no date and time.
pub const MAX_CHARS: usize = 200;

/// A field's text and what its reading depends on.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What was typed.
    pub text: &'a str,
    /// The present time.
    pub now: Timestamp,
    /// Whether the field asks for something that has happened or will happen.
    pub prefer: Prefer,
    /// In the field for the end of a span: its start.
    pub base: Option<Timestamp>,
    /// The zone of the portal.
    pub zone: &'a TimeZone,
}

/// Where a clock time without a date lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// The latest such time, up to ten minutes from now.
    Past,
    /// The earliest such time from now.
    Future,
}

/// A moment that was read, and what the operator should confirm about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The moment.
    pub moment: Moment,
    /// What was assumed or changed, in alphabetical order, each once.
    pub confirm: Vec<Confirm>,
}

/// Something that the parser assumed or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confirm {
    /// The date was not given.
    DateAssumed,
    /// The month was not given.
    MonthAssumed,
    /// The moment lies on the day after the one that was named or meant: 25:30.
    NextDay,
    /// Seconds were given, and dropped.
    SecondsDropped,
    /// The year was not given.
    YearAssumed,
    /// The time was given in another zone than the portal's.
    ZoneConverted,
}

impl Confirm {
    /// Its code in the domain rules, by which its message is found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DateAssumed => "date_assumed",
            Self::MonthAssumed => "month_assumed",
            Self::NextDay => "next_day",
            Self::SecondsDropped => "seconds_dropped",
            Self::YearAssumed => "year_assumed",
            Self::ZoneConverted => "zone_converted",
        }
    }
}

/// Reads a moment.
///
/// # Errors
/// [`MomentError`] if the text is no moment, contradicts itself, or can be read in two ways.
pub fn moment(input: Input<'_>) -> Result<Parsed, MomentError> {
    if input.text.chars().nth(MAX_CHARS).is_some() {
        return Err(MomentError::Unparseable);
    }
    let tokens = token::tokens(input.text);
    if tokens.is_empty() {
        return Err(MomentError::Empty);
    }
    let draft = syntax::draft(&tokens)?;
    resolve::resolve(&draft, input)
}
