//! Fields of forms as templates show them: label, hint, value, and what is wrong with it.

use crate::i18n::sentences::Sentences;

/// How a field is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// A secret: never shown again.
    Password,
    /// A one-time code.
    Code,
}

/// A field with one line.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the form, and its `id`.
    pub name: &'static str,
    /// What it is.
    pub label: String,
    /// How to fill it in; empty if that is plain.
    pub hint: String,
    /// What was typed; empty for secrets.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// How it is typed in.
    pub kind: Kind,
    /// What a browser may fill in (HTML, autofill detail tokens).
    pub autocomplete: &'static str,
}

impl Field {
    /// An empty field.
    pub fn new(name: &'static str, label: String, kind: Kind, autocomplete: &'static str) -> Self {
        Self {
            name,
            label,
            hint: String::new(),
            value: String::new(),
            error: None,
            kind,
            autocomplete,
        }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }

    /// The same with what was typed, unless it is a secret, and what is wrong with it.
    #[must_use]
    pub fn typed(self, value: &str, error: Option<String>) -> Self {
        let value = if self.kind == Kind::Text { value.to_owned() } else { String::new() };
        Self { value, error, ..self }
    }

    /// The `type` attribute.
    pub const fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Text | Kind::Code => "text",
            Kind::Password => "password",
        }
    }

    /// Whether it holds a code, for which a phone shows digits.
    pub fn is_code(&self) -> bool {
        self.kind == Kind::Code
    }

    /// The `aria-describedby` attribute; empty if there is nothing to say.
    pub fn described_by(&self) -> String {
        described_by(self.name, !self.hint.is_empty(), self.error.is_some())
    }
}

/// A field with a few values to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name in the form, and its `id`.
    pub name: &'static str,
    /// What it is.
    pub label: String,
    /// Value, label, and whether it is the chosen one.
    pub options: Vec<(&'static str, String, bool)>,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Choice {
    /// The `aria-describedby` attribute; empty if there is nothing to say.
    pub fn described_by(&self) -> String {
        described_by(self.name, false, self.error.is_some())
    }
}

/// What is wrong in a form: the field's `id` and the sentence, in the order of the form.
pub type Errors = Vec<(&'static str, String)>;

/// The errors of fields, for the summary above a form.
pub fn errors<'a>(t: &Sentences, fields: impl IntoIterator<Item = &'a Field>) -> Errors {
    fields
        .into_iter()
        .filter_map(|field| {
            let error = field.error.as_ref()?;
            Some((field.name, t.msg_form_error_of(&field.label, error)))
        })
        .collect()
}

/// The same of choices.
pub fn choice_errors<'a>(t: &Sentences, choices: impl IntoIterator<Item = &'a Choice>) -> Errors {
    choices
        .into_iter()
        .filter_map(|choice| {
            let error = choice.error.as_ref()?;
            Some((choice.name, t.msg_form_error_of(&choice.label, error)))
        })
        .collect()
}

fn described_by(name: &str, hint: bool, error: bool) -> String {
    let parts = [(hint, "hint"), (error, "error")];
    let ids: Vec<String> =
        parts.iter().filter(|(is, _)| *is).map(|(_, part)| format!("{name}-{part}")).collect();
    ids.join(" ")
}
