//! What was typed into a form: names and values in the order in which they came. It is the one source
//! of what a form shows again, and of what a draft keeps.

use serde::{Deserialize, Serialize};

/// Names and values of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// The fields of a form as they were sent.
    pub const fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// The first value of a name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every value of a name that is not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Whether a name came with more than one value.
    pub fn is_repeated(&self, name: &str) -> bool {
        self.0.iter().filter(|(known, _)| known == name).nth(1).is_some()
    }

    /// Whether the form came with this name at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Puts a value in place of all that the name had.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// Puts values in place of all that the name had; none removes it.
    pub fn put(&mut self, name: &str, values: Vec<String>) {
        self.0.retain(|(known, _)| known != name);
        self.0.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Adds a value to those of the name.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Puts a value where none came: a proposal never replaces what was typed.
    pub fn propose(&mut self, name: &str, value: impl Into<String>) {
        if self.get(name).trim().is_empty() {
            self.set(name, value);
        }
    }

    /// All names and values.
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// The form as a draft keeps it.
    pub fn document(&self) -> String {
        // Pairs of texts have a JSON form; this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The form that a draft kept; empty if it is none.
    pub fn from_document(document: &str) -> Self {
        serde_json::from_str(document).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_keeps_every_field_as_it_was() {
        let mut typed = Typed::default();
        typed.add("service", "mail");
        typed.add("service", "web");
        typed.set("body_ja", "一行目\n“二行目”");
        let again = Typed::from_document(&typed.document());
        assert_eq!(again, typed);
        assert_eq!(again.all("service").collect::<Vec<_>>(), ["mail", "web"]);
    }

    #[test]
    fn a_proposal_never_replaces_what_was_typed() {
        let mut typed = Typed::default();
        typed.propose("next_update", "16:00");
        typed.propose("next_update", "17:00");
        assert_eq!(typed.get("next_update"), "16:00");
    }
}
