//! Places in a record, and what can be wrong there.
//!
//! To add a fault: a variant of [`Fault`], and its sentence in the import (`exchange::mistake`).

use std::fmt;

use crate::domain::{
    incident::transition::Refusal, key::Key, maintenance::recurrence::Unfit, reference::Reference,
};

/// A place in a record: `periods[2].symptoms[0].function`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place(Vec<Step>);

/// One step into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field.
    Field(&'static str),
    /// An entry of a list, from 0.
    Entry(usize),
    /// An entry of a map.
    Named(Key),
}

impl Place {
    /// The steps from the record to the place.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The place a field further in.
    #[must_use]
    pub fn field(&self, name: &'static str) -> Self {
        self.then(Step::Field(name))
    }

    /// The place an entry further in.
    #[must_use]
    pub fn entry(&self, index: usize) -> Self {
        self.then(Step::Entry(index))
    }

    /// The place of a named entry further in.
    #[must_use]
    pub fn named(&self, key: &Key) -> Self {
        self.then(Step::Named(key.clone()))
    }

    fn then(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if index == 0 => formatter.write_str(name)?,
                Step::Field(name) => write!(formatter, ".{name}")?,
                Step::Entry(number) => write!(formatter, "[{number}]")?,
                Step::Named(key) => write!(formatter, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no service of this key.
    UnknownService(Key),
    /// There is no function of this key.
    UnknownFunction(Key),
    /// The record has no moment of this key.
    UnknownMoment(Key),
    /// The record has no period of this key.
    UnknownPeriod(Key),
    /// The record has no measure, figure, callout, phase, metric, judgement or update of this key.
    UnknownPart(Key),
    /// There is no record of this number.
    UnknownRecord(Reference),
    /// The key is given twice in one list.
    Repeated(Key),
    /// The end lies before the start.
    EndBeforeStart,
    /// The function is affected in two degrees in one period.
    TwoDegrees(Key),
    /// The function is said to have worked in a period in which it failed, or to work during maintenance in
    /// which it may fail.
    AlsoUnaffected(Key),
    /// The service is worked on, and is said not to be affected.
    ServiceAlsoUnaffected(Key),
    /// The function belongs to none of the services that are worked on.
    NotOfServices(Key),
    /// The function is listed among those that may fail, and is said to work.
    NoEffect(Key),
    /// A reference inside the text cannot be read.
    Narrative(String),
    /// A text is blank in both languages.
    Blank,
    /// A fringe period without the main period that it belongs to.
    FringeWithoutMain,
    /// Nothing is affected.
    NothingAffected,
    /// The number names a record of another kind.
    WrongRecord(Reference),
    /// It lies within the time of this window.
    Overlaps(Key),
    /// There are alternate dates alone, and nothing that they could take the place of.
    OnlySpares,
    /// It takes the place of a window that does not say so, or of itself.
    NotReplaced(Key),
    /// Customers would be reminded of what has begun.
    ReminderTooLate,
    /// A planned measure, and no incident that planned it.
    MeasureOfNothing,
    /// It does not repeat as it says.
    Recurrence(Unfit),
    /// Nothing failed in a main period: every function that it names worked.
    NothingFailed,
    /// It was noticed before it began.
    NoticedBeforeStart,
    /// It was told of before it was noticed.
    ToldBeforeNoticed,
    /// It was told of before it began.
    ToldBeforeStart,
    /// The next update was promised for a time that had passed.
    PromisePassed,
    /// What is said to have happened lies ahead.
    NotYet,
    /// What was posted lies ahead.
    PostedAhead,
    /// A guard of the state that stands, or of the report, is broken, or an update does not follow.
    Guard(Refusal),
}

/// A fault and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}
