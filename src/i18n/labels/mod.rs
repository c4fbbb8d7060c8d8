//! What the values of the record are called. A new variant does not compile without a name.
//!
//! A label takes the sentences it is to come from, `t(language)` or, for customers,
//! `styled(language, house)`. To add a kind of value: its names in `locales/*/labels.ftl` and an
//! `impl Label`, in [`states`] for where something stands and in [`facts`] for what is known of it.

mod facts;
mod holidays;
mod numbers;
mod states;

pub use self::{
    numbers::{callouts, circled, figure, measure, nth, period, period_named, section},
    states::{Glyph, incident_state, reopened, report_published},
};
use super::sentences::Sentences;

/// A value that has a name.
pub trait Label {
    /// Its name.
    fn label(self, l10n: &Sentences) -> String;
}
