//! Long forms: sections of inputs whose names and values are known only at run time. They show themselves, so
//! that a form is a list of what it asks for.
//!
//! To add a kind of input: a variant of [`Control`] and its part in `console/sheet/input.html`.

use askama::{Template, filters::HtmlSafe};

use crate::{domain::language::Language, i18n::sentences::Sentences};

/// Something that is asked for.
#[derive(Clone, Debug, Template)]
#[template(path = "console/sheet/input.html")]
pub struct Input {
    /// Its name in the form, and its `id`.
    pub name: String,
    /// What it is.
    pub label: String,
    /// How to fill it in; empty if that is plain.
    pub hint: String,
    /// The most characters, and the sentence that says so, if it is a text.
    pub limit: Option<(usize, String)>,
    /// The language of what is typed, if it is for one.
    pub language: Option<Language>,
    /// What somebody else put there while it was being filled in.
    pub theirs: Option<Box<Theirs>>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// How a moment was understood, in both languages.
    pub readback: Vec<(Language, String)>,
    /// What was assumed about it.
    pub assumed: Vec<String>,
    /// How it is typed in.
    pub control: Control,
}

/// What stands where something else was typed.
#[derive(Clone, Debug)]
pub struct Theirs {
    /// What to call it.
    pub label: String,
    /// What it says; empty if nothing stands there.
    pub text: String,
}

/// How something is typed in.
#[derive(Clone, Debug)]
pub enum Control {
    /// One line.
    Line(String),
    /// Several lines.
    Area {
        /// What was typed.
        value: String,
        /// The lines to show.
        rows: u8,
    },
    /// One of many values.
    Select(Vec<Item>),
    /// One of a few values.
    Radios(Vec<Item>),
    /// One of the states, with its shape.
    States(Vec<Item>),
    /// Any of a few values.
    Ticks(Vec<Item>),
}

/// A value to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// The shape before it; empty if there is none.
    pub glyph: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// One line of a section.
#[derive(Clone, Debug, Template)]
#[template(path = "console/sheet/part.html")]
pub enum Part {
    /// One input.
    One(Input),
    /// The same thing in two languages, side by side.
    Pair(Box<[Input; 2]>),
    /// Selections in a table: functions and their degrees.
    Table {
        /// What the table is.
        caption: String,
        /// The head of its first column.
        first: String,
        /// The head of its second column.
        second: String,
        /// Its rows, by what they belong to.
        groups: Vec<Group>,
    },
    /// What is asked only of some answers. Browsers without JavaScript show it always.
    Only {
        /// The name of the choice.
        name: String,
        /// The values of the choice of which it is asked.
        values: Vec<String>,
        /// What is asked.
        parts: Vec<Part>,
    },
    /// What is rarely needed, folded away.
    More {
        /// What it is about.
        title: String,
        /// Whether it is unfolded: something is filled in, or wrong.
        open: bool,
        /// What is asked.
        parts: Vec<Part>,
    },
    /// A sentence.
    Text(String),
}

/// Rows of a table that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// To what they belong; empty if to everything.
    pub title: String,
    /// The values of the field `service` of which they are asked; none of them if always.
    pub services: Vec<String>,
    /// The rows.
    pub rows: Vec<Input>,
}

/// A part of a form under a heading of its own.
#[derive(Clone, Debug, Template)]
#[template(path = "console/sheet/section.html")]
pub struct Section {
    /// Its `id`.
    pub id: String,
    /// Its heading; empty where the title of the page says what it is.
    pub title: String,
    /// What it asks for.
    pub parts: Vec<Part>,
}

impl HtmlSafe for Input {}
impl HtmlSafe for Part {}
impl HtmlSafe for Section {}

impl Input {
    /// An input of which nothing more is to be said.
    pub fn new(name: &str, label: String, control: Control) -> Self {
        Self {
            name: name.to_owned(),
            label,
            hint: String::new(),
            limit: None,
            language: None,
            theirs: None,
            error: None,
            readback: vec![],
            assumed: vec![],
            control,
        }
    }

    /// Whether it is typed in rather than chosen.
    pub const fn is_text(&self) -> bool {
        matches!(self.control, Control::Line(_) | Control::Area { .. })
    }

    /// What a browser sends of it while nobody touches it.
    pub fn sent(&self) -> Vec<String> {
        match &self.control {
            Control::Line(value) | Control::Area { value, .. } => vec![value.clone()],
            Control::Select(items) => {
                let chosen = items.iter().find(|item| item.chosen).or_else(|| items.first());
                chosen.map(|item| item.value.clone()).into_iter().collect()
            }
            Control::Radios(items) | Control::States(items) | Control::Ticks(items) => {
                items.iter().filter(|item| item.chosen).map(|item| item.value.clone()).collect()
            }
        }
    }

    /// What it holds, as people read it; empty if it holds nothing.
    pub fn said(&self) -> String {
        match &self.control {
            Control::Line(value) | Control::Area { value, .. } => value.clone(),
            Control::Select(items)
            | Control::Radios(items)
            | Control::States(items)
            | Control::Ticks(items) => {
                let chosen = items.iter().filter(|item| item.chosen && !item.value.is_empty());
                chosen.map(|item| item.label.as_str()).collect::<Vec<_>>().join(" / ")
            }
        }
    }

    /// The `aria-describedby` attribute; empty if there is nothing to say.
    pub fn described_by(&self) -> String {
        let parts = [
            (!self.hint.is_empty(), "hint"),
            (!self.readback.is_empty(), "readback"),
            (!self.assumed.is_empty(), "assumed"),
            (self.theirs.is_some(), "theirs"),
            (self.limit.is_some(), "limit"),
            (self.error.is_some(), "error"),
        ];
        let ids: Vec<String> = parts
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, part)| format!("{}-{part}", self.name))
            .collect();
        ids.join(" ")
    }

    /// The `lang` attribute of what is typed; empty if it is for no language.
    pub fn lang(&self) -> &'static str {
        self.language.map_or("", Language::tag)
    }
}

impl Part {
    /// Says in each input what somebody else put there; what is folded away and has such an input unfolds.
    fn say_beside(&mut self, says: &impl Fn(&str) -> Option<Box<Theirs>>) {
        let say = |input: &mut Input| input.theirs = says(&input.name);
        match self {
            Self::One(input) => say(input),
            Self::Pair(both) => both.iter_mut().for_each(say),
            Self::Table { groups, .. } => {
                groups.iter_mut().flat_map(|group| &mut group.rows).for_each(say);
            }
            Self::Only { parts, .. } | Self::More { parts, .. } => {
                for part in parts {
                    part.say_beside(says);
                }
            }
            Self::Text(_) => {}
        }
        let speaks = self.inputs().iter().any(|input| input.theirs.is_some());
        if let Self::More { open, .. } = self {
            *open |= speaks;
        }
    }

    /// The inputs in it, in order.
    pub fn inputs(&self) -> Vec<&Input> {
        match self {
            Self::One(input) => vec![input],
            Self::Pair(both) => both.iter().collect(),
            Self::Table { groups, .. } => groups.iter().flat_map(|group| &group.rows).collect(),
            Self::Only { parts, .. } | Self::More { parts, .. } => {
                parts.iter().flat_map(Self::inputs).collect()
            }
            Self::Text(_) => vec![],
        }
    }
}

/// Says beside the inputs what somebody else put there meanwhile, by their names; `says` puts a value in
/// words.
pub fn beside(
    sections: &mut [Section],
    theirs: &[(String, String)],
    says: impl Fn(&str) -> Theirs,
) {
    let says = |of: &str| {
        let found = theirs.iter().find(|(name, _)| name == of);
        found.map(|(_, value)| Box::new(says(value)))
    };
    for part in sections.iter_mut().flat_map(|section| &mut section.parts) {
        part.say_beside(&says);
    }
}

/// What is wrong in some sections: the field's `id` and the sentence, in the order of the form.
pub fn errors(t: &Sentences, sections: &[Section]) -> Vec<(String, String)> {
    let inputs = sections.iter().flat_map(|section| &section.parts).flat_map(Part::inputs);
    errors_of(t, inputs)
}

/// The same of some inputs.
pub fn errors_of<'a>(
    t: &Sentences,
    inputs: impl IntoIterator<Item = &'a Input>,
) -> Vec<(String, String)> {
    inputs
        .into_iter()
        .filter_map(|input| {
            let error = input.error.as_ref()?;
            Some((input.name.clone(), t.msg_form_error_of(&input.label, error)))
        })
        .collect()
}
