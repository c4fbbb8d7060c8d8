//! How a form keeps what is typed into it, and which drafts there are besides.

use super::notice::Link;

/// What `console/incidents/keeping.html` shows of a form's draft.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// The address at which drafts are kept.
    pub path: String,
    /// The number of the form.
    pub number: String,
    /// Whether what the page shows is kept nowhere yet.
    pub unsaved: bool,
    /// Whether there is a draft of the form, which can be discarded.
    pub kept: bool,
    /// The ways to other drafts of the same kind, and to a blank form.
    pub offered: Vec<Link>,
}

impl Keeping {
    /// The same for a form of this number.
    #[must_use]
    pub fn of(self, number: &str) -> Self {
        Self { number: number.to_owned(), ..self }
    }
}
