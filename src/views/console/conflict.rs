//! Somebody else was first: what they changed, beside what was typed, word by word.

use similar::{ChangeTag, TextDiff};

use super::{facts::Fact, sheet::Input};

/// What somebody else changed while a form was being written, told above the form.
#[derive(Clone, Debug)]
pub struct Overtaken {
    /// Who changed it last, and when.
    pub who: String,
    /// What changed since the form was opened.
    pub changed: Vec<Difference>,
    /// What was posted last, beside what was typed.
    pub texts: Vec<Difference>,
    /// What was typed into fields that the form does not have any more.
    pub gone: Vec<Input>,
    /// The incident.
    pub back: String,
}

/// Two versions of one thing.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it is.
    pub label: String,
    /// The language; empty if it is that of the page.
    pub language: &'static str,
    /// The first version.
    pub old: Vec<Piece>,
    /// The second version.
    pub new: Vec<Piece>,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether only this version has them.
    pub only_here: bool,
}

impl Difference {
    /// The difference between two texts, word by word; Japanese is cut where Unicode cuts it.
    pub fn between(label: String, language: &'static str, old: &str, new: &str) -> Self {
        let diff = TextDiff::from_unicode_words(old, new);
        let mut difference = Self { label, language, old: vec![], new: vec![] };
        for change in diff.iter_all_changes() {
            let text = change.value();
            match change.tag() {
                ChangeTag::Equal => {
                    add(&mut difference.old, text, false);
                    add(&mut difference.new, text, false);
                }
                ChangeTag::Delete => add(&mut difference.old, text, true),
                ChangeTag::Insert => add(&mut difference.new, text, true),
            }
        }
        difference
    }

    /// A text beside which there is no other.
    pub fn alone(label: String, language: &'static str, text: &str) -> Self {
        let only = Piece { text: text.to_owned(), only_here: false };
        Self { label, language, old: vec![only], new: vec![] }
    }

    /// Whether the versions are the same.
    pub fn is_same(&self) -> bool {
        self.old == self.new
    }
}

fn add(pieces: &mut Vec<Piece>, text: &str, only_here: bool) {
    match pieces.last_mut().filter(|last| last.only_here == only_here) {
        Some(last) => last.text.push_str(text),
        None => pieces.push(Piece { text: text.to_owned(), only_here }),
    }
}

/// The facts that differ.
pub fn changed(before: &[Fact], now: &[Fact]) -> Vec<Difference> {
    let value = |facts: &[Fact], label: &str| {
        facts.iter().find(|(known, _)| known == label).map(|(_, value)| value.clone())
    };
    let mut labels: Vec<&String> = before.iter().map(|(label, _)| label).collect();
    for (label, _) in now {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
        .into_iter()
        .map(|label| {
            let (old, new) = (value(before, label), value(now, label));
            Difference::between(
                label.clone(),
                "",
                &old.unwrap_or_default(),
                &new.unwrap_or_default(),
            )
        })
        .filter(|difference| !difference.is_same())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_the_words_that_only_one_version_has() {
        let found = Difference::between(
            "本文".to_owned(),
            "ja",
            "現在、切り替えを進めております。",
            "現在、再起動を進めております。",
        );
        let only = |pieces: &[Piece]| -> String {
            pieces.iter().filter(|it| it.only_here).map(|it| it.text.as_str()).collect()
        };
        assert_eq!(only(&found.old), "切り替え");
        assert_eq!(only(&found.new), "再起動");
    }

    #[test]
    fn facts_that_stayed_the_same_are_not_shown() {
        let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let found = changed(
            &[fact("Status", "Investigating"), fact("Scope", "All")],
            &[fact("Status", "Monitoring"), fact("Scope", "All"), fact("Cause", "x")],
        );
        let labels: Vec<_> = found.iter().map(|it| it.label.as_str()).collect();
        assert_eq!(labels, ["Status", "Cause"]);
    }
}
