//! One maintenance as operators see it, and the forms of what is told of it.

use askama::{Template, filters::HtmlSafe};

use super::{
    Frame,
    keeping::Keeping,
    notice::Link,
    sheet::{self, Section},
};
use crate::{
    domain::{language::Language, maintenance::WindowState, time::Timestamp},
    i18n::{labels::Label as _, sentences::Sentences},
    views::public::window_look,
};

/// One maintenance.
#[derive(Template)]
#[template(path = "console/maintenance/show.html")]
pub struct MaintenancePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Its title.
    pub title: String,
    /// Its reference number.
    pub reference: String,
    /// Its state.
    pub state: StateChip,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// What the operator should think of.
    pub warnings: Vec<String>,
    /// Its windows.
    pub windows: Vec<WindowRow>,
    /// What happens by itself, and what does not although it would.
    pub coming: Vec<Coming>,
    /// Where its facts are changed, by those who may.
    pub edit: Option<String>,
    /// How it repeats; empty if it does not.
    pub repeats: String,
    /// The dates of its series, each with its state.
    pub series: Vec<(Link, String)>,
    /// What was posted, the newest first.
    pub told: Vec<Told>,
}

/// A window, and what can be done with it.
#[derive(Clone, Debug)]
pub struct WindowRow {
    /// When.
    pub span: String,
    /// Its state.
    pub state: StateChip,
    /// What else is to be known.
    pub notes: Vec<String>,
    /// The steps that the operator may take.
    pub steps: Vec<Link>,
}

/// A state of a maintenance or of one of its windows: shape, word and colour together.
#[derive(Clone, Debug, Template)]
#[template(path = "console/maintenance/state.html")]
pub struct StateChip {
    /// Its colour.
    tone: &'static str,
    /// Its shape.
    glyph: &'static str,
    /// Its word.
    word: String,
}

impl StateChip {
    /// The chip of a state.
    pub fn new(t: &Sentences, state: WindowState) -> Self {
        let (tone, glyph) = window_look(state);
        Self { tone, glyph, word: state.label(t) }
    }
}

impl HtmlSafe for StateChip {}

/// Which window of which maintenance a form is about.
#[derive(Clone, Debug)]
pub struct About {
    /// The page of the maintenance, with its title.
    pub link: Link,
    /// Its reference number.
    pub reference: String,
    /// The window.
    pub window: String,
    /// How the window stands.
    pub state: StateChip,
}

/// A step that the clock takes, or would take.
#[derive(Clone, Debug)]
pub struct Coming {
    /// When.
    pub at: Timestamp,
    /// In which window.
    pub window: String,
    /// What.
    pub what: String,
    /// What else is to be known: that it is left to people.
    pub notes: Vec<String>,
    /// How it is left to people, or to the clock, by those who may.
    pub switch: Option<Switch>,
}

/// A button that leaves a step to people, or to the clock.
#[derive(Clone, Debug)]
pub struct Switch {
    /// Where it goes.
    pub action: String,
    /// What it sends.
    pub fields: [(&'static str, String); 4],
    /// What it says.
    pub label: String,
}

/// A notice that was posted.
#[derive(Clone, Debug)]
pub struct Told {
    /// What it told.
    pub label: String,
    /// When.
    pub at: Timestamp,
    /// Its text, in the language of the page if it has one.
    pub paragraphs: Vec<String>,
    /// The language of the text.
    pub language: Language,
}

/// The form of a notice: that a maintenance is planned, or a step that is taken by hand.
#[derive(Template)]
#[template(path = "console/maintenance/form.html")]
pub struct FormPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// What is done.
    pub title: String,
    /// Which window it is done with; none while a maintenance is planned.
    pub about: Option<About>,
    /// Where the form goes.
    pub action: String,
    /// The most bytes that the form may have.
    pub most: usize,
    /// What is said above the form.
    pub said: Vec<String>,
    /// What has to be known before going on.
    pub warned: Vec<String>,
    /// How drafts are kept.
    pub keeping: Keeping,
    /// Why it is refused as a whole.
    pub refused: Vec<String>,
    /// Fields that nobody sees.
    pub hidden: Vec<(String, String)>,
    /// What is asked for.
    pub sections: Vec<Section>,
    /// What customers will read.
    pub panes: Vec<NoticePane>,
    /// What else the operator should know of the notice.
    pub notes: Vec<String>,
    /// The dates of a series, each with the public holiday that it is; none if it does not repeat.
    pub dates: Vec<(String, Option<String>)>,
    /// What will happen by itself once it is posted.
    pub coming: Vec<Coming>,
    /// Whether it can be posted as it is.
    pub ready: bool,
    /// Whether the operator may post it.
    pub may_post: bool,
    /// Where it comes from.
    pub back: String,
}

/// A notice in one language, as it will be posted.
#[derive(Clone, Debug)]
pub struct NoticePane {
    /// The language.
    pub language: Language,
    /// What it is called.
    pub name: String,
    /// The subject of the mail.
    pub subject: String,
    /// The lines of the text.
    pub lines: Vec<String>,
    /// Whether it was filled from the facts.
    pub auto: bool,
}

impl MaintenancePage<'_> {
    fn path(&self) -> String {
        format!("/console/maintenance/{}", self.reference)
    }
}

impl FormPage<'_> {
    fn errors(&self) -> Vec<(String, String)> {
        sheet::errors(self.frame.t, &self.sections)
    }
}
