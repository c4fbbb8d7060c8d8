//! Editing a part of the record, or the text of a translation beside its source.

use askama::Template;

use super::{
    Frame,
    conflict::Overtaken,
    keeping::Keeping,
    sheet::{self, Section},
};
use crate::domain::language::Language;

/// A form whose content is stored without a notice.
#[derive(Template)]
#[template(path = "console/incidents/edit.html")]
pub struct EditPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The most bytes that the form may have.
    pub most: usize,
    /// What is edited.
    pub title: String,
    /// What the operator should know; empty if nothing.
    pub hint: String,
    /// Where the form goes.
    pub action: String,
    /// What is said above the form.
    pub said: Vec<String>,
    /// What somebody else changed meanwhile.
    pub overtaken: Option<Overtaken>,
    /// What has to be known before going on: who else is writing, what is not kept.
    pub warned: Vec<String>,
    /// How drafts are kept.
    pub keeping: Keeping,
    /// Fields that nobody sees.
    pub hidden: Vec<(String, String)>,
    /// What applies to the whole and is refused.
    pub refused: Vec<String>,
    /// What is asked for.
    pub sections: Vec<Section>,
    /// The lines of the source of a translation.
    pub source: Vec<(Language, String)>,
    /// What the button says.
    pub button: String,
    /// The page of the incident.
    pub back: String,
    /// What the incident is called.
    pub of: String,
}

impl EditPage<'_> {
    fn errors(&self) -> Vec<(String, String)> {
        sheet::errors(self.frame.t, &self.sections)
    }

    /// The number of the incident, which is the last part of its address.
    fn reference(&self) -> &str {
        self.back.rsplit('/').next().unwrap_or_default()
    }
}
