//! What can be wrong with a field of a form. The words for it are in `sentence.rs`.
//!
//! To add a mistake: a variant here, its sentence there, and where it is found.

use crate::{
    domain::maintenance::recurrence::{RuleError, Unfit},
    i18n::dates::parse::MomentError,
    web::field::FieldError,
};

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What can be wrong with any field.
    Field(FieldError),
    /// Not a date and time.
    Moment(MomentError),
    /// Not a whole number that fits.
    Number,
    /// Before the moment that it must follow.
    TooEarly,
    /// Of what has happened, something that lies ahead.
    NotYet,
    /// Of what is to come, something that has passed.
    Passed,
    /// So far from now that the year must be a slip.
    FarAway,
    /// Not a time to the minute.
    NotExact,
    /// Not a time of day.
    NotTimeOfDay,
    /// Not the address of a page.
    Address,
    /// A reference inside a text, as it was typed, that cannot be read or names nothing that is there.
    Mention(String),
    /// Not the number of a record.
    Reference,
    /// The apology is already as strong, or as weak, as it can be.
    Apology,
    /// A function of none of the chosen services.
    NotOfServices,
    /// A function that has a degree in these services already.
    TwoDegrees,
    /// What is given as right is what stands there.
    Unchanged,
    /// More entries than a list takes.
    TooMany(usize),
    /// Not a date alone, with its year.
    NotADay,
    /// Not a rule by which something repeats.
    NoRule(RuleError),
    /// It does not repeat as it says.
    Unfit(Unfit),
    /// Not used with what was chosen elsewhere in the form.
    Unused,
    /// A rule of posting.
    Rule(Rule),
}

/// A rule of posting that a field does not keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The state may not follow the one that stands.
    State,
    /// The incident was withdrawn; nothing follows.
    Withdrawn,
    /// Recovery needs a judgement.
    Judgement,
    /// The observation on which recovery rests ended before the last period did.
    ObservedTooEarly,
    /// Recovery needs a data statement.
    DataStatement,
    /// A backlog is open.
    Backlog,
    /// A main period goes on.
    PeriodOngoing,
    /// A contract fact would change without a correction.
    SilentChange,
    /// A reference inside the text names nothing.
    Reference,
    /// The record would contradict itself.
    Record,
    /// An end would lie before its start.
    Order,
    /// It would have been noticed before it began.
    NoticedBeforeStart,
    /// The first notice would have been posted before it was noticed.
    ToldBeforeNoticed,
    /// The first notice would have been posted before it began.
    ToldBeforeStart,
    /// A function would be among those that failed and among those that worked.
    AlsoUnaffected,
    /// A service would be among those that are worked on and among those that are not affected.
    ServiceAlsoUnaffected,
    /// Another window of the maintenance lies at the same time.
    Overlaps,
    /// There are alternate dates alone.
    OnlySpares,
    /// The final report needs a cause, or that it could not be established.
    ReportCause,
    /// The final report needs an answer about data.
    ReportData,
    /// What is entered afterwards cannot change what came later.
    EarlierState,
    /// An address stays in public text only with a reason.
    AddressReason,
    /// A state better than what the notices say needs a reason that readers see.
    PublicReason,
}

impl Fault {
    /// Nothing was typed or chosen.
    pub const MISSING: Self = Self::Field(FieldError::Missing);
    /// Not among what the form offers.
    pub const NOT_OFFERED: Self = Self::Field(FieldError::Choice);
}

impl From<FieldError> for Fault {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}
