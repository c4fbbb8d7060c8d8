//! What is wrong with a file, and where. It holds no words: `message.rs` finds them.
//!
//! To add a mistake: a variant of [`What`], its sentence in both languages, its line in `message.rs`.

use crate::domain::{
    incident::{check::Fault, transition::Refusal},
    maintenance::recurrence::{RuleError, Unfit},
    reference::Reference,
};

/// A mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// The way from the top of the file: `incident.updates[U04].values`; empty for the file itself.
    pub path: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The file is larger than [`MAX_BYTES`](super::parse::MAX_BYTES).
    TooLarge,
    /// The file is not UTF-8.
    NotUtf8,
    /// The file is not YAML.
    Syntax(String),
    /// The file nests deeper than [`MAX_DEPTH`](super::parse::MAX_DEPTH).
    TooDeep,
    /// An anchor or an alias.
    Alias,
    /// A tag.
    Tag,
    /// A second document in the file.
    SeveralDocuments,
    /// Nothing in the file.
    Empty,
    /// A key that is a map or a list.
    KeyNotText,
    /// A key that stands twice in one map.
    RepeatedKey {
        /// The key.
        key: String,
        /// The line on which it stood first.
        first: usize,
    },
    /// A key that has no meaning here.
    UnknownKey {
        /// The key.
        key: String,
        /// A known key that is spelled nearly the same.
        nearest: Option<&'static str>,
    },
    /// A key that must be there.
    MissingKey(&'static str),
    /// More entries in a list than the most there may be.
    TooMany(usize),
    /// Something of another kind was expected.
    Expected(Kind),
    /// A word that is not among those known here.
    UnknownWord {
        /// The word.
        word: String,
        /// Those that are known.
        known: Vec<&'static str>,
    },
    /// A number out of its range.
    OutOfRange {
        /// The lowest.
        min: i64,
        /// The highest.
        max: i64,
    },
    /// A text that is no key.
    NotAKey,
    /// A text that is no reference number.
    NotAReference,
    /// A moment that cannot be read.
    BadMoment,
    /// A moment without its offset from UTC.
    NoOffset,
    /// A moment with a weekday, which is computed and never typed (rule D08).
    Weekday,
    /// A moment before 1900 or after 2199.
    MomentOutOfRange,
    /// The time of day does not fit the grain: a day begins at 00:00, half a day at 00:00 or 12:00.
    GrainMismatch,
    /// A moment relative to now, outside of the demo set.
    Relative,
    /// A time of day that is not `HH:MM`.
    BadClock,
    /// An interval that is not like `PT1H`.
    BadInterval,
    /// A zone that is not in the time-zone database.
    UnknownZone,
    /// An address that does not begin with `https://` or `http://`, or ends with a slash.
    BadAddress,
    /// A text longer than allowed.
    TooLong(usize),
    /// An empty text.
    BlankText,
    /// A control character, by its code.
    Control(u32),
    /// A mark that changes the direction of writing, by its code.
    Direction(u32),
    /// A line feed where one line is expected.
    SeveralLines,
    /// A reference in a text that cannot be read.
    BadNarrative(String),
    /// A moment of this key is not there.
    UnknownMoment(String),
    /// A period, window, measure, figure, callout or other part of this key is not there.
    UnknownPart(String),
    /// A service of this key is not there.
    UnknownService(String),
    /// A function of this key is not there.
    UnknownFunction(String),
    /// A record of this reference number is neither in the file nor in the portal.
    UnknownRecord(Reference),
    /// A reference number of another kind of record.
    WrongRecord(Reference),
    /// A record that does not name this one in return, and the fields by which a maintenance and an incident do.
    OneSided(Reference, (&'static str, &'static str)),
    /// A maintenance that goes on from this one, or from which this one goes on, and that does not say so.
    OneSidedCourse(Reference),
    /// The same reference number twice.
    RepeatedRecord(Reference),
    /// A key stands twice in a list.
    Repeated(String),
    /// The end lies before the start.
    EndBeforeStart,
    /// A function is affected in two degrees in one period.
    TwoDegrees(String),
    /// A function is said to have worked in a period in which it failed, or to work during maintenance in which
    /// it may fail.
    AlsoUnaffected(String),
    /// A service that is worked on is said not to be affected.
    ServiceAlsoUnaffected(String),
    /// A function of none of the services that are worked on.
    NotOfServices(String),
    /// A function among those that may fail is said to work.
    NoEffect(String),
    /// A fringe period without its main period.
    FringeWithoutMain,
    /// Nothing is affected.
    NothingAffected,
    /// A window within the time of another one.
    Overlaps(String),
    /// Alternate dates alone.
    OnlySpares,
    /// The window that is replaced does not say so.
    NotReplaced(String),
    /// A reminder that is not before its window.
    ReminderTooLate,
    /// A planned measure without an incident that planned it.
    MeasureOfNothing,
    /// A text that is no date.
    BadDate,
    /// It does not repeat.
    NoSeries(NoSeries),
    /// Every function that a main period names worked.
    NothingFailed,
    /// It was noticed before it began.
    NoticedBeforeStart,
    /// The first notice was posted before it was noticed.
    ToldBeforeNoticed,
    /// The first notice was posted before it began.
    ToldBeforeStart,
    /// The next update was promised for a time that had passed.
    PromisePassed,
    /// What is said to have happened lies ahead.
    NotYet,
    /// What was posted lies ahead.
    PostedAhead,
    /// What the state or the final report asks for is missing, or an update does not follow the one before it.
    Guard(Refusal),
    /// A number that is computed and given differently; the computed one, if there is any.
    NumberDiffers(Option<u32>),
    /// A state that is computed and given differently.
    StateDiffers(String),
    /// An update posted before the one above it.
    OutOfOrder,
    /// A text without the subject or the subject without the text.
    HalfText,
    /// A text that refers to one of the record's own which is not there: `@result`.
    UnknownQuote(String),
    /// A format that this version does not know.
    UnknownFormat,
    /// Services are needed, and neither the file nor the portal has any.
    NoCatalogue,
    /// A notice cannot be written from its template: this value is missing.
    MissingValue(String),
}

/// Why something does not repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSeries {
    /// A text that is no rule.
    Rule(RuleError),
    /// A rule that gives no series.
    Dates(Unfit),
    /// The maintenance that is named as the first one does not repeat.
    First(Reference),
}

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A map.
    Map,
    /// A list.
    List,
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// A number from 0 to 1.
    Fraction,
    /// `true` or `false`.
    Bool,
}

/// A section that this version does not carry, and which was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The line, from 1.
    pub line: usize,
    /// The section.
    pub path: String,
}

impl Mistake {
    /// A mistake in a line.
    pub fn new(line: usize, path: impl Into<String>, what: What) -> Self {
        Self { line, path: path.into(), what }
    }
}

impl What {
    /// What a fault of the domain's own check is called here; `None` for what reading has already
    /// reported with a line of its own.
    pub(super) fn of(fault: Fault) -> Option<Self> {
        Some(match fault {
            Fault::UnknownService(key) => Self::UnknownService(key.to_string()),
            Fault::UnknownFunction(key) => Self::UnknownFunction(key.to_string()),
            Fault::UnknownPeriod(key) | Fault::UnknownPart(key) => {
                Self::UnknownPart(key.to_string())
            }
            Fault::UnknownRecord(reference) => Self::UnknownRecord(reference),
            Fault::Repeated(key) => Self::Repeated(key.to_string()),
            Fault::EndBeforeStart => Self::EndBeforeStart,
            Fault::TwoDegrees(key) => Self::TwoDegrees(key.to_string()),
            Fault::AlsoUnaffected(key) => Self::AlsoUnaffected(key.to_string()),
            Fault::ServiceAlsoUnaffected(key) => Self::ServiceAlsoUnaffected(key.to_string()),
            Fault::NotOfServices(key) => Self::NotOfServices(key.to_string()),
            Fault::NoEffect(key) => Self::NoEffect(key.to_string()),
            Fault::Blank => Self::BlankText,
            Fault::FringeWithoutMain => Self::FringeWithoutMain,
            Fault::NothingAffected => Self::NothingAffected,
            Fault::WrongRecord(reference) => Self::WrongRecord(reference),
            Fault::Overlaps(key) => Self::Overlaps(key.to_string()),
            Fault::OnlySpares => Self::OnlySpares,
            Fault::NotReplaced(key) => Self::NotReplaced(key.to_string()),
            Fault::ReminderTooLate => Self::ReminderTooLate,
            Fault::MeasureOfNothing => Self::MeasureOfNothing,
            Fault::Recurrence(unfit) => Self::NoSeries(NoSeries::Dates(unfit)),
            Fault::NothingFailed => Self::NothingFailed,
            Fault::NoticedBeforeStart => Self::NoticedBeforeStart,
            Fault::ToldBeforeNoticed => Self::ToldBeforeNoticed,
            Fault::ToldBeforeStart => Self::ToldBeforeStart,
            Fault::PromisePassed => Self::PromisePassed,
            Fault::NotYet => Self::NotYet,
            Fault::PostedAhead => Self::PostedAhead,
            Fault::Guard(refusal) => Self::Guard(refusal),
            Fault::UnknownMoment(_) | Fault::Narrative(_) => return None,
        })
    }
}
