//! The form in which a notice is written, checked and posted.

use askama::Template;

use super::{
    Frame,
    conflict::{Difference, Overtaken},
    keeping::Keeping,
    sheet::{self, Input, Section},
};
use crate::{domain::language::Language, views::html::Html};

/// Writing a notice.
#[derive(Template)]
#[template(path = "console/incidents/notice.html")]
pub struct NoticePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The most bytes that the form may have.
    pub most: usize,
    /// What is written.
    pub title: String,
    /// What the incident is called; empty before the first notice.
    pub of: String,
    /// Where the form goes to be checked; with `/post` behind it, to be posted.
    pub action: String,
    /// How drafts are kept.
    pub keeping: Keeping,
    /// Fields that nobody sees.
    pub hidden: Vec<(String, String)>,
    /// What is said above the form.
    pub said: Vec<String>,
    /// What somebody else changed meanwhile.
    pub overtaken: Option<Overtaken>,
    /// What has to be known before going on: who else is writing, what is not kept.
    pub warned: Vec<String>,
    /// What applies to the whole and is refused.
    pub refused: Vec<String>,
    /// What the operator should look at.
    pub warnings: Vec<String>,
    /// Why an address stays in the text, if there is one.
    pub address_reason: Option<Input>,
    /// What changes once it is posted.
    pub changes: Vec<Difference>,
    /// The page as readers will see it, in both languages.
    pub previews: Vec<PublicPage>,
    /// Incidents of which this may be a recurrence.
    pub similar: Vec<Link>,
    /// What is asked for.
    pub sections: Vec<Section>,
    /// The text in both languages; empty as long as something is missing.
    pub panes: Vec<Pane>,
    /// Whether it was checked and can be posted.
    pub ready: bool,
    /// Whether the operator may post.
    pub may_post: bool,
}

/// A way to a record.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where.
    pub path: String,
    /// What.
    pub label: String,
}

/// The text in one language, to be changed.
#[derive(Clone, Debug)]
pub struct Pane {
    /// The language.
    pub language: Language,
    /// What the language is called.
    pub name: String,
    /// The subject.
    pub subject: Input,
    /// The text.
    pub body: Input,
    /// Whether it was generated.
    pub auto: bool,
}

/// The page of the incident as readers of a language will see it.
#[derive(Clone, Debug)]
pub struct PublicPage {
    /// The language.
    pub language: Language,
    /// What the language is called.
    pub name: String,
    /// What the page tells.
    pub article: Html,
}

impl NoticePage<'_> {
    fn errors(&self) -> Vec<(String, String)> {
        let texts = self.panes.iter().flat_map(|pane| [&pane.subject, &pane.body]);
        let texts = texts.chain(&self.address_reason);
        let mut errors = sheet::errors(self.frame.t, &self.sections);
        errors.extend(sheet::errors_of(self.frame.t, texts));
        errors
    }

    /// The incident that is written about, if there is one yet: the form goes to an address below its own.
    fn incident(&self) -> Option<Link> {
        let (path, _) = self.action.rsplit_once('/')?;
        let label = path.strip_prefix("/console/incidents/")?.to_owned();
        Some(Link { path: path.to_owned(), label })
    }
}
