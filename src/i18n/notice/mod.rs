//! Notices: the templates of `locales/*/notices/` filled with the values of an update (bilingual
//! texts 1–3).
//!
//! A [`Notice`] knows the record, the update and the provider; it gives title, subject and text in
//! a language, and the whole mail. What is missing is reported all at once, before anything is
//! stored. Nothing here decides what to say: [`prefill`](prefill::prefill) proposes values, the
//! operator changes them, and the text follows.
//!
//! - `template.rs` reads the files, `placeholder.rs` lists what they may contain;
//! - `render.rs` puts lines together, `fill.rs` gives each placeholder its value, with
//!   `record_values.rs` for what the record says and `chosen.rs` for sentences that are chosen;
//! - `composed.rs` puts both languages together as they are stored;
//! - `facts.rs` and `maintenance_facts.rs` are the fact blocks, `extras.rs` the optional paragraphs,
//!   `mail.rs` the mail around the text.

mod chosen;
mod composed;
mod extras;
pub mod facts;
mod fill;
mod mail;
mod maintenance_facts;
pub mod placeholder;
pub mod prefill;
mod record_values;
mod render;
pub mod template;

use self::placeholder::Placeholder;
pub use self::{
    composed::{Composed, in_words},
    facts::Fact,
    mail::Recipient,
};
use super::{narrative::Sources, voice::Voice};
use crate::domain::{
    incident::{Incident, IncidentRecord, Update},
    language::Language,
    maintenance::{Maintenance, MaintenanceUpdate},
    notice::{NoticeValues, Template},
    provider::Provider,
    service::Catalogue,
};

/// What a notice is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// An incident; the update need not be among those of the record yet.
    Incident {
        /// The incident with what was posted before.
        record: &'a IncidentRecord,
        /// The update.
        update: &'a Update,
    },
    /// A maintenance; the update need not be among its own yet.
    Maintenance {
        /// The maintenance.
        maintenance: &'a Maintenance,
        /// The update.
        update: &'a MaintenanceUpdate,
    },
}

/// A notice to be put into words.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// Who speaks.
    pub provider: &'a Provider,
    /// Its services and functions.
    pub catalogue: &'a Catalogue,
    /// The template.
    pub template: Template,
    /// What it is about.
    pub about: About<'a>,
    /// Other incidents that its texts may name.
    pub incidents: &'a [&'a Incident],
    /// Other maintenances that its texts may name; for M11 the one that triggered the incident.
    pub maintenances: &'a [&'a Maintenance],
}

/// A notice in words, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The title on the web.
    pub title: String,
    /// The subject of the mail.
    pub subject: String,
    /// The text on the web: one paragraph a line.
    pub body: String,
}

/// A value that a template needs and that is not there, or cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} in {}: {reason}", .placeholder.name(), .language.tag())]
pub struct Gap {
    /// The place in the template.
    pub placeholder: Placeholder,
    /// The language in which it is missing.
    pub language: Language,
    /// What the matter is.
    pub reason: GapReason,
}

/// Why a value cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GapReason {
    /// There is none.
    #[error("the value is missing")]
    Missing,
    /// Its text refers to something that is not there.
    #[error("`{0}` refers to nothing")]
    Reference(String),
}

impl Notice<'_> {
    /// The notice in a language, from what was typed in it.
    ///
    /// # Errors
    ///
    /// Every [`Gap`] of the template in this language.
    pub fn written(&self, language: Language) -> Result<Written, Vec<Gap>> {
        render::Renderer::new(self, language, false).web()
    }

    /// The notice in a language that nobody has written yet (rule D21): from the facts, without the
    /// narrative that is missing, and saying so. Such a text is stored as
    /// [`TextState::Auto`](crate::domain::text::TextState::Auto).
    ///
    /// # Errors
    ///
    /// The [`Gap`]s without which there is no title or subject.
    pub fn generated(&self, language: Language) -> Result<Written, Vec<Gap>> {
        render::Renderer::new(self, language, true).web()
    }

    /// The facts that a page shows beside the text and a mail lists in it (bilingual texts 1.5, 1.6).
    pub fn facts(&self, language: Language) -> Vec<Fact> {
        let filler = fill::Filler::new(self, self.voice(language), false);
        match self.about {
            About::Incident { record, update } => facts::all(&filler, record, update),
            About::Maintenance { maintenance, .. } => maintenance_facts::all(&filler, maintenance),
        }
    }

    /// The text of the mail to one recipient: the text of the update as it was posted, with all that
    /// the page shows in places of its own.
    ///
    /// # Errors
    ///
    /// Every [`Gap`] of the lines that only the mail has; for a text that was not changed, of all.
    pub fn mail(&self, language: Language, recipient: &Recipient<'_>) -> Result<String, Vec<Gap>> {
        mail::body(self, language, recipient)
    }

    /// The provider in a language.
    fn voice(&self, language: Language) -> Voice<'_> {
        Voice::new(self.provider, self.catalogue, language)
    }

    fn values(&self) -> &NoticeValues {
        match self.about {
            About::Incident { update, .. } => &update.values,
            About::Maintenance { update, .. } => &update.values,
        }
    }

    fn sources(&self) -> Sources<'_> {
        let none = Sources {
            incidents: self.incidents,
            maintenances: self.maintenances,
            model: None,
            ..Sources::default()
        };
        match self.about {
            About::Incident { record, update } => {
                Sources { incident: Some(&record.incident), update: Some(update), ..none }
            }
            About::Maintenance { maintenance, .. } => {
                Sources { maintenance: Some(maintenance), ..none }
            }
        }
    }
}
